using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Transport;

/// <summary>The journey of one request. The product asks for transport and never dispatches (R8).
/// </summary>
/// <param name="Kind">Code of the way to travel; empty when none was asked for.</param>
/// <param name="RequestedUrgency">Code as requested; empty for other than ambulances.</param>
/// <param name="Requester">Sealed: who asks; null for other than ambulances.</param>
/// <param name="RequesterFunction">Code of that person's function; empty without.</param>
/// <param name="RequestedAt">When it was asked; null when it was not.</param>
/// <param name="DepartedAt">When they left, as reported; null before.</param>
/// <param name="ArrivedAt">When they arrived, as reported; null before.</param>
public sealed record Trip(
    string Kind, string RequestedUrgency, SealedId? Requester, string RequesterFunction,
    Instant? RequestedAt, Instant? DepartedAt, Instant? ArrivedAt)
{
    /// <summary>Nothing asked, nobody left.</summary>
    public static readonly Trip None = new("", "", null, "", null, null, null);
}

/// <summary>Transport was asked for.</summary>
[Stored("transport-requested", 1)]
public sealed record TransportRequested(
    CareRequestId Request, string Kind, string Urgency, SealedId? Requester,
    string RequesterFunction) : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override Step? Takes => Step.RequestTransport;
}

/// <summary>They left.</summary>
[Stored("departed", 1)]
public sealed record Departed(CareRequestId Request, Instant HappenedAt) : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override Step? Takes => Step.Depart;
}

/// <summary>They arrived.</summary>
[Stored("arrived", 1)]
public sealed record Arrived(CareRequestId Request, Instant HappenedAt) : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override Step? Takes => Step.Arrive;
}

/// <summary>The journeys, by request.</summary>
public sealed record TransportState(Vector<Trip?> Trips)
{
    /// <summary>No journeys yet.</summary>
    public static readonly TransportState Empty = new(Vector<Trip?>.Empty);

    /// <summary>The journey of a request.</summary>
    public Trip this[CareRequestId id] => Trips.Find(id.Value - 1) ?? Trip.None;

    /// <summary>The state without a request.</summary>
    public TransportState Without(CareRequestId id) => new(Trips.Clear(id.Value - 1));

    /// <summary>The state after one more event.</summary>
    public TransportState After(RequestEvent happened, Instant at) => happened switch
    {
        TransportRequested e => With(e.Request, this[e.Request] with
        {
            Kind = e.Kind, RequestedUrgency = e.Urgency, Requester = e.Requester,
            RequesterFunction = e.RequesterFunction, RequestedAt = at,
        }),
        Departed e => With(e.Request, this[e.Request] with { DepartedAt = e.HappenedAt }),
        Arrived e => With(e.Request, this[e.Request] with { ArrivedAt = e.HappenedAt }),
        PlaceReleased e => With(e.Request, Trip.None),
        _ => this,
    };

    private TransportState With(CareRequestId id, Trip trip) =>
        new(Trips.Set(id.Value - 1, trip));
}

/// <summary>Why nothing was recorded about the journey, in the order it is checked.</summary>
public enum TransportRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor works neither on this request nor for the unit that said yes.</summary>
    NotAllowed,

    /// <summary>In this stage nobody travels.</summary>
    StageForbids,

    /// <summary>The condition of the "ja, mits" is not met.</summary>
    ConditionOpen,

    /// <summary>It was not recorded what the patient said about moving (R5).</summary>
    ConsentMissing,

    /// <summary>The patient does not want to be moved (R5).</summary>
    ConsentRefused,

    /// <summary>The way to travel is not in the list.</summary>
    KindUnknown,

    /// <summary>An ambulance needs an urgency of the list; only the meldkamer sets others (R8).
    /// </summary>
    UrgencyUnknown,

    /// <summary>An ambulance needs the name of somebody with the authority to ask (R8).</summary>
    AuthorityMissing,

    /// <summary>The time lies in the future, or more than a day back.</summary>
    TimeOutOfRange,
}

/// <summary>Asks for transport.</summary>
/// <param name="Request">For which request.</param>
/// <param name="Kind">Code of the way to travel.</param>
/// <param name="Urgency">Code as requested; empty for other than ambulances.</param>
/// <param name="Requester">Name of who asks; null for other than ambulances.</param>
/// <param name="RequesterFunction">Code of that person's function; empty without.</param>
public sealed record RequestTransport(
    CareRequestId Request, string Kind, string Urgency, Secret? Requester,
    string RequesterFunction) : Request<TransportRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Requester is null ? [] : [Requester];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, TransportRefusal> Decide(
        World world, Moment moment)
    {
        if (Journey.Check(world, Request, moment.By, Step.RequestTransport) is { } refusal)
        {
            return refusal;
        }

        var search = world.Placement[Request];
        if (!search.ConditionMet)
        {
            return TransportRefusal.ConditionOpen;
        }

        if (search.Consent is not { } consent)
        {
            return TransportRefusal.ConsentMissing;
        }

        if (consent.Given == Consent.No)
        {
            return TransportRefusal.ConsentRefused;
        }

        var kind = world.Regions.Transports.NumberOf(Kind);
        if (kind == 0)
        {
            return TransportRefusal.KindUnknown;
        }

        if (!world.Regions.Transports[kind].IsAmbulance)
        {
            return ImmutableArray.Create<Event>(
                new TransportRequested(Request, Kind, "", null, ""));
        }

        return !world.Regions.Knows(CodeList.AmbulanceUrgency, Urgency)
            ? TransportRefusal.UrgencyUnknown
            : string.IsNullOrWhiteSpace(Requester?.Reveal())
                || !world.Regions.Knows(CodeList.TransportAuthority, RequesterFunction)
                ? TransportRefusal.AuthorityMissing
                : ImmutableArray.Create<Event>(new TransportRequested(
                    Request, Kind, Urgency, Requester.Id, RequesterFunction));
    }
}

/// <summary>Records that they left: the patient, or the team that goes to the patient.</summary>
/// <param name="Request">Which request.</param>
/// <param name="HappenedAt">When; null for now.</param>
public sealed record RecordDeparture(CareRequestId Request, Instant? HappenedAt)
    : Request<TransportRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, TransportRefusal> Decide(
        World world, Moment moment) =>
        Journey.Check(world, Request, moment.By, Step.Depart) is { } refusal
            ? refusal
            : !Facts.IsPossible(HappenedAt ?? moment.Now, moment.Now)
                ? TransportRefusal.TimeOutOfRange
                : ImmutableArray.Create<Event>(
                    new Departed(Request, HappenedAt ?? moment.Now),
                    Journey.Moved(
                        world, Request, ClaimState.OnTheWay, HappenedAt ?? moment.Now));
}

/// <summary>Records that they arrived. Who stands in the corridor stands in the corridor.</summary>
/// <param name="Request">Which request.</param>
/// <param name="HappenedAt">When; null for now.</param>
public sealed record RecordArrival(CareRequestId Request, Instant? HappenedAt)
    : Request<TransportRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, TransportRefusal> Decide(
        World world, Moment moment) =>
        Journey.Check(world, Request, moment.By, Step.Arrive) is { } refusal
            ? refusal
            : !Facts.IsPossible(HappenedAt ?? moment.Now, moment.Now)
                ? TransportRefusal.TimeOutOfRange
                : ImmutableArray.Create<Event>(
                    new Arrived(Request, HappenedAt ?? moment.Now),
                    Journey.Moved(
                        world, Request, ClaimState.Arrived, HappenedAt ?? moment.Now));
}

internal static class Journey
{
    public static TransportRefusal? Check(
        World world, CareRequestId request, Actor by, Step step) =>
        world.Access.Find(request) is not { } found
            ? world.Access.IsArchived(request)
                ? TransportRefusal.RequestArchived
                : TransportRefusal.RequestUnknown
            : !PlaceParties.Include(world, request, by)
                ? TransportRefusal.NotAllowed
                : RequestLife.Allows(found.Stage, step) ? null : TransportRefusal.StageForbids;

    public static ClaimMoved Moved(
        World world, CareRequestId request, ClaimState state, Instant at)
    {
        var unit = world.Placement.FindAccepted(request)!.Unit;
        return new ClaimMoved(world.Regions.Units[unit.Value].Pool, request, state, at);
    }
}
