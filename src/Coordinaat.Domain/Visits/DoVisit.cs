using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Transport;
using NodaTime;

namespace Coordinaat.Domain.Visits;

/// <summary>Tells that the nurse is on the way, or is there (FR-D7).</summary>
/// <remarks>The first departure and the first arrival are those of the request too.</remarks>
/// <param name="Request">Which request.</param>
/// <param name="Progress">What.</param>
/// <param name="HappenedAt">When; null for now.</param>
public sealed record TellOfVisit(CareRequestId Request, VisitProgress Progress, Instant? HappenedAt)
    : Request<VisitRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, VisitRefusal> Decide(
        World world, Moment moment)
    {
        if (VisitParties.CheckPlaced(world, Request, moment.By) is { } refusal)
        {
            return refusal;
        }

        var (visit, at) = (world.Visits.Last(Request)!, HappenedAt ?? moment.Now);
        var earlier = Progress == VisitProgress.Arrived ? visit.ArrivedAt : visit.UnderwayAt;
        if (earlier is { } told && told == HappenedAt)
        {
            return ImmutableArray<Event>.Empty;
        }

        if (earlier is not null || visit.ArrivedAt is not null || visit.Result is not null)
        {
            return VisitRefusal.RecordedBefore;
        }

        if (visit.Nurse is null)
        {
            return VisitRefusal.NobodyAssigned;
        }

        if (!Enum.IsDefined(Progress))
        {
            return VisitRefusal.CodeUnknown;
        }

        return VisitParties.CheckTime(at, visit.UnderwayAt ?? visit.OrderedAt, moment.Now)
            is { } late
            ? late
            : VisitParties.Keep(
                moment,
                [new VisitProgressed(Request, Progress, at), .. OfRequest(world, moment, at)]);
    }

    // A request that came so far already, by another visit, stays where it is.
    private ImmutableArray<Event> OfRequest(World world, Moment moment, Instant at)
    {
        var step = Progress == VisitProgress.Arrived ? Step.Arrive : Step.Depart;
        if (!RequestLife.Allows(world.Access[Request].Stage, step))
        {
            return [];
        }

        Request<TransportRefusal> moved = Progress == VisitProgress.Arrived
            ? new RecordArrival(Request, at)
            : new RecordDeparture(Request, at);
        return moved.Decide(world, moment).TryGet(out var events, out _) ? events : [];
    }
}

/// <summary>Records how a visit went.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Outcome">How.</param>
/// <param name="HappenedAt">When the nurse was ready; null for now.</param>
/// <param name="Done">What was done; null for nothing said.</param>
/// <param name="Found">What was found; not empty where not all was done.</param>
/// <param name="Advice">What the nurse advises; null for nothing said.</param>
public sealed record FinishVisit(
    CareRequestId Request, VisitOutcome Outcome, Instant? HappenedAt, Secret? Done, Secret? Found,
    Secret? Advice) : Request<VisitRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets =>
        [.. new[] { Done, Found, Advice }.OfType<Secret>()];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, VisitRefusal> Decide(
        World world, Moment moment)
    {
        if (VisitParties.CheckPlaced(world, Request, moment.By) is { } refusal)
        {
            return refusal;
        }

        var (visit, at) = (world.Visits.Last(Request)!, HappenedAt ?? moment.Now);
        if (visit.Result is { } before)
        {
            return before.HappenedAt == HappenedAt && before.Outcome == Outcome
                ? ImmutableArray<Event>.Empty
                : VisitRefusal.RecordedBefore;
        }

        if (visit.Nurse is null)
        {
            return VisitRefusal.NobodyAssigned;
        }

        if (visit.ArrivedAt is not { } arrived)
        {
            return VisitRefusal.NotArrived;
        }

        return !Enum.IsDefined(Outcome) ? VisitRefusal.CodeUnknown
            : Outcome != VisitOutcome.Done && Secret.IsBlank(Found)
                ? VisitRefusal.WordsMissing
            : VisitParties.CheckTime(at, arrived, moment.Now) is { } late ? late
            : VisitParties.Keep(moment, new VisitFinished(
                Request, new VisitResult(Outcome, at, Done?.Id, Found?.Id, Advice?.Id)));
    }
}

/// <summary>Who may tell of a visit, and what may read of it.</summary>
public static class VisitParties
{
    /// <summary>Whether somebody may read how to come in and what to beware of: the desk always,
    /// whoever said yes as long as somebody has to go (R14).</summary>
    public static bool MayReadNotes(World world, Actor by, CareRequest request, NursingVisit visit)
        => request.MayBeWorkedBy(by)
            || (!visit.IsOver && by.IsAny(Roles.ProviderDesk)
                && PlaceParties.Include(world, request.Id, by)
                && Disclosures.Of(world, by, request) == Disclosure.Person);

    /// <summary>The checks that every step of a visit begins with.</summary>
    /// <param name="world">All that is known.</param>
    /// <param name="request">Which request.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="isDeskOnly">Not for whoever said yes.</param>
    public static VisitRefusal? Check(
        World world, CareRequestId request, Actor by, bool isDeskOnly = false)
    {
        if (world.Access.FaultOf(
            request,
            r => isDeskOnly ? r.MayBeWorkedBy(by) : PlaceParties.Include(world, request, by),
            VisitRefusal.RequestUnknown, VisitRefusal.RequestArchived, VisitRefusal.NotAllowed)
            is { } fault)
        {
            return fault;
        }

        return !world.Access[request].IsOpen ? VisitRefusal.RequestClosed
            : world.Visits.Last(request) is not { } visit ? VisitRefusal.NoVisit
            : visit.End is not null ? VisitRefusal.Withdrawn
            : null;
    }

    /// <summary>The time of a step: no later than now, and not before the step in front of it.
    /// </summary>
    public static VisitRefusal? CheckTime(Instant at, Instant earlier, Instant now) =>
        !Facts.IsPossible(at, now) ? VisitRefusal.TimeOutOfRange
            : VisitCare.IsBefore(at, earlier) ? VisitRefusal.BeforeEarlierStep
            : null;

    /// <summary>The events, where everybody can read them.</summary>
    public static Outcome<ImmutableArray<Event>, VisitRefusal> Keep(
        Moment moment, params ImmutableArray<Event> events) =>
        moment.WriteLevel < EventCodec.LevelOf(events[0])
            ? VisitRefusal.NotYetWritten
            : events;

    internal static VisitRefusal? CheckPlaced(World world, CareRequestId request, Actor by) =>
        Check(world, request, by)
            ?? (world.Placement.FindAccepted(request) is null ? VisitRefusal.NobodyAccepted : null);
}

/// <summary>Why nothing was recorded about a visit, in the order it is checked.</summary>
public enum VisitRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor neither works on this request nor for the unit that said yes.</summary>
    NotAllowed,

    /// <summary>The request is closed, and the visit with it.</summary>
    RequestClosed,

    /// <summary>No visit was ordered for this request.</summary>
    NoVisit,

    /// <summary>The order was taken back.</summary>
    Withdrawn,

    /// <summary>No team said yes yet.</summary>
    NobodyAccepted,

    /// <summary>This was recorded before, or something that comes after it.</summary>
    RecordedBefore,

    /// <summary>It is not known yet who goes.</summary>
    NobodyAssigned,

    /// <summary>Nobody is there yet.</summary>
    NotArrived,

    /// <summary>It is not known yet how the visit went.</summary>
    NotFinished,

    /// <summary>The nurse's name is missing, or the function is not in the list.</summary>
    NurseMissing,

    /// <summary>The nurse is not stated competent for every reserved act of the order (R9).
    /// </summary>
    NurseNotCompetent,

    /// <summary>Two nurses have to go, and the second is not named.</summary>
    SecondMissing,

    /// <summary>The expected arrival lies in the past, or outside the window.</summary>
    ExpectedOutsideWindow,

    /// <summary>The window ends before it begins, is too long, or begins too far ahead.</summary>
    WindowOutOfRange,

    /// <summary>The window is over already.</summary>
    WindowPassed,

    /// <summary>There is no such code.</summary>
    CodeUnknown,

    /// <summary>It is not said why, with whom, or what was found.</summary>
    WordsMissing,

    /// <summary>It is not said who heard of it, or that function is not in the list.</summary>
    ReceiverMissing,

    /// <summary>The time lies in the future, or more than a day back.</summary>
    TimeOutOfRange,

    /// <summary>The time lies before the order, or before the step in front of this one.</summary>
    BeforeEarlierStep,

    /// <summary>Another node is of an older release, and could not read what would be stored.
    /// </summary>
    NotYetWritten,
}
