using System.Collections.Frozen;

namespace Coordinaat.Domain.Access;

/// <summary>How far a care request has come.</summary>
public enum Stage
{
    /// <summary>Received; urgency not yet recorded.</summary>
    Received = 1,

    /// <summary>The urgency is recorded; the need is not.</summary>
    Judged,

    /// <summary>A place is being looked for; no question is out.</summary>
    Seeking,

    /// <summary>At least one unit was asked and has not said no.</summary>
    Asking,

    /// <summary>A unit said yes and the place is held; the admitting doctor is not yet named.
    /// </summary>
    PlaceHeld,

    /// <summary>The place is agreed.</summary>
    Agreed,

    /// <summary>Transport was asked for.</summary>
    TransportRequested,

    /// <summary>On the way: the patient, or the team that goes to the patient.</summary>
    Underway,

    /// <summary>Arrived; the handover is not yet accepted.</summary>
    Arrived,

    /// <summary>The handover was accepted: medical responsibility passed (R4).</summary>
    HandedOver,

    /// <summary>Closed, with an ending. Final.</summary>
    Closed,
}

/// <summary>What moves a care request from one stage to another.</summary>
public enum Step
{
    /// <summary>The urgency is recorded.</summary>
    Judge = 1,

    /// <summary>The need is described.</summary>
    DescribeNeed,

    /// <summary>A unit is asked.</summary>
    Offer,

    /// <summary>The last question that was out came to nothing.</summary>
    EndOffers,

    /// <summary>A unit says yes: its place is held.</summary>
    HoldPlace,

    /// <summary>The admission is agreed between two doctors (R3), or needs none.</summary>
    Agree,

    /// <summary>The place is given up: the search goes on.</summary>
    ReleasePlace,

    /// <summary>Transport is asked for.</summary>
    RequestTransport,

    /// <summary>There is no transport after all: it is asked for anew, and the place stays (R4).
    /// </summary>
    NoTransport,

    /// <summary>Departure.</summary>
    Depart,

    /// <summary>Arrival.</summary>
    Arrive,

    /// <summary>The handover is accepted.</summary>
    HandOver,

    /// <summary>The request ends.</summary>
    Close,
}

/// <summary>How a care request ends.</summary>
public enum Ending
{
    /// <summary>The patient has the place, or got the care at home.</summary>
    Placed = 1,

    /// <summary>The requester took the request back.</summary>
    Withdrawn,

    /// <summary>The patient died.</summary>
    Died,

    /// <summary>Advice was enough.</summary>
    Advice,

    /// <summary>The meldkamer took over (112).</summary>
    HandedTo112,

    /// <summary>Solved without a place from here: own GP, family, another way.</summary>
    Elsewhere,

    /// <summary>No place was found: unmet demand, counted and not hidden.</summary>
    NoPlace,

    /// <summary>One case with another request, which goes on and is counted.</summary>
    Merged,
}

/// <summary>Every allowed move of a care request. What is not in the table does not happen.
/// </summary>
/// <remarks>
/// A patient who left or arrived before the doctors were named did so: the fact is recorded, and
/// the doctors are still owed before the handover (R3).
/// </remarks>
public static class RequestLife
{
    private static readonly FrozenDictionary<(Stage, Step), Stage> Table =
        new Dictionary<(Stage, Step), Stage>
        {
            [(Stage.Received, Step.Judge)] = Stage.Judged,
            [(Stage.Received, Step.Close)] = Stage.Closed,

            [(Stage.Judged, Step.Judge)] = Stage.Judged,
            [(Stage.Judged, Step.DescribeNeed)] = Stage.Seeking,
            [(Stage.Judged, Step.Close)] = Stage.Closed,

            [(Stage.Seeking, Step.Judge)] = Stage.Seeking,
            [(Stage.Seeking, Step.DescribeNeed)] = Stage.Seeking,
            [(Stage.Seeking, Step.Offer)] = Stage.Asking,
            [(Stage.Seeking, Step.Close)] = Stage.Closed,

            [(Stage.Asking, Step.Judge)] = Stage.Asking,
            [(Stage.Asking, Step.Offer)] = Stage.Asking,
            [(Stage.Asking, Step.EndOffers)] = Stage.Seeking,
            [(Stage.Asking, Step.HoldPlace)] = Stage.PlaceHeld,
            [(Stage.Asking, Step.Close)] = Stage.Closed,

            [(Stage.PlaceHeld, Step.Judge)] = Stage.PlaceHeld,
            [(Stage.PlaceHeld, Step.Agree)] = Stage.Agreed,
            [(Stage.PlaceHeld, Step.ReleasePlace)] = Stage.Seeking,
            [(Stage.PlaceHeld, Step.Depart)] = Stage.Underway,
            [(Stage.PlaceHeld, Step.Arrive)] = Stage.Arrived,
            [(Stage.PlaceHeld, Step.Close)] = Stage.Closed,

            [(Stage.Agreed, Step.Judge)] = Stage.Agreed,
            [(Stage.Agreed, Step.ReleasePlace)] = Stage.Seeking,
            [(Stage.Agreed, Step.RequestTransport)] = Stage.TransportRequested,
            [(Stage.Agreed, Step.Depart)] = Stage.Underway,
            [(Stage.Agreed, Step.Arrive)] = Stage.Arrived,
            [(Stage.Agreed, Step.Close)] = Stage.Closed,

            [(Stage.TransportRequested, Step.Judge)] = Stage.TransportRequested,
            [(Stage.TransportRequested, Step.ReleasePlace)] = Stage.Seeking,
            [(Stage.TransportRequested, Step.RequestTransport)] = Stage.TransportRequested,
            [(Stage.TransportRequested, Step.NoTransport)] = Stage.Agreed,
            [(Stage.TransportRequested, Step.Depart)] = Stage.Underway,
            [(Stage.TransportRequested, Step.Arrive)] = Stage.Arrived,
            [(Stage.TransportRequested, Step.Close)] = Stage.Closed,

            [(Stage.Underway, Step.Judge)] = Stage.Underway,
            [(Stage.Underway, Step.Agree)] = Stage.Underway,
            [(Stage.Underway, Step.ReleasePlace)] = Stage.Seeking,
            [(Stage.Underway, Step.Arrive)] = Stage.Arrived,
            [(Stage.Underway, Step.Close)] = Stage.Closed,

            [(Stage.Arrived, Step.Judge)] = Stage.Arrived,
            [(Stage.Arrived, Step.Agree)] = Stage.Arrived,
            [(Stage.Arrived, Step.ReleasePlace)] = Stage.Seeking,
            [(Stage.Arrived, Step.HandOver)] = Stage.HandedOver,
            [(Stage.Arrived, Step.Close)] = Stage.Closed,

            [(Stage.HandedOver, Step.Close)] = Stage.Closed,
        }.ToFrozenDictionary();

    /// <summary>All allowed moves.</summary>
    public static IEnumerable<(Stage From, Step Step, Stage To)> All =>
        Table.Select(row => (row.Key.Item1, row.Key.Item2, row.Value))
            .OrderBy(row => row.Item1).ThenBy(row => row.Item2);

    /// <summary>Whether a step is allowed in a stage.</summary>
    public static bool Allows(Stage from, Step step) => Table.ContainsKey((from, step));

    /// <summary>The stage after a step.</summary>
    /// <exception cref="InvalidOperationException">
    /// The table has no such move: a decision let through what it should have refused.
    /// </exception>
    public static Stage Next(Stage from, Step step) =>
        Table.TryGetValue((from, step), out var to)
            ? to
            : throw new InvalidOperationException($"No move {step} from {from}.");
}
