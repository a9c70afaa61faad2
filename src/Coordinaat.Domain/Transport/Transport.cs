using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Transport;

/// <summary>How far a ride is, as told.</summary>
public enum RideStatus
{
    /// <summary>The meldkamer, or the driver, takes it.</summary>
    Accepted = 1,

    /// <summary>On the way to the patient.</summary>
    OnTheWay,

    /// <summary>At the patient.</summary>
    AtPatient,

    /// <summary>Left, with the patient or to the patient's home.</summary>
    Departed,

    /// <summary>Arrived.</summary>
    Arrived,

    /// <summary>There is no ride: nobody comes, or nobody had to be taken along.</summary>
    NoTransport,
}

/// <summary>One thing told of a ride.</summary>
/// <param name="Status">What.</param>
/// <param name="HappenedAt">When it was so.</param>
/// <param name="Reason">Code of why there is no ride; empty otherwise.</param>
/// <param name="Words">Sealed words beside it; null without.</param>
public sealed record RideFact(
    RideStatus Status, Instant HappenedAt, string Reason = "", SealedId? Words = null);

/// <summary>The journey of one request. The product asks for transport and never dispatches (R8).
/// </summary>
/// <param name="Kind">Code of the way to travel; empty when none was asked for.</param>
/// <param name="RequestedUrgency">Code as requested; empty for other than ambulances.</param>
/// <param name="Requester">Sealed: who asks; null for other than ambulances.</param>
/// <param name="RequesterFunction">Code of that person's function; empty without.</param>
/// <param name="RequestedAt">When it was asked; null when it was not.</param>
/// <param name="AssignedUrgency">Code as the meldkamer decided; empty before.</param>
/// <param name="Facts">All that was told, in the order of telling.</param>
/// <param name="EarlierUntil">What happened up to then belongs to a ride that did not come; null
/// while there was none.</param>
/// <param name="Micu">What was agreed for mobile intensive care; null without.</param>
public sealed record Trip(
    string Kind, string RequestedUrgency, SealedId? Requester, string RequesterFunction,
    Instant? RequestedAt, string AssignedUrgency, ImmutableArray<RideFact> Facts,
    Instant? EarlierUntil, MicuProcedure? Micu)
{
    /// <summary>No journey gathers more facts.</summary>
    public const int FactsMax = 100;

    /// <summary>Nothing asked, nobody left.</summary>
    public static readonly Trip None = new("", "", null, "", null, "", [], null, null);

    /// <summary>Where the ride is: what happened last, in whatever order it was told; null before
    /// anything was.</summary>
    [JsonIgnore]
    public RideFact? Latest => Facts.Where(f => IsOfThisRide(f.HappenedAt))
        .OrderBy(f => f.HappenedAt).ThenBy(f => f.Status).LastOrDefault();

    /// <summary>Whether transport was asked for and does not come: it is to be asked anew.
    /// </summary>
    [JsonIgnore]
    public bool IsGivenBack => Latest is { Status: RideStatus.NoTransport };

    /// <summary>The time of a status of this ride, as told last; null when it was not.</summary>
    public Instant? TimeOf(RideStatus status) =>
        Facts.LastOrDefault(f => f.Status == status && IsOfThisRide(f.HappenedAt))?.HappenedAt;

    /// <summary>Whether this very fact was told before.</summary>
    public bool Holds(RideStatus status, Instant happenedAt) =>
        Facts.Any(f => f.Status == status && f.HappenedAt == happenedAt);

    /// <summary>Whether it was asked of the meldkamer.</summary>
    public bool IsByAmbulance(RegionsState regions) =>
        regions.Transports.NumberOf(Kind) is var number and > 0
        && regions.Transports[number].IsAmbulance;

    internal Trip With(RideFact fact) => this with { Facts = Facts.Add(fact) };

    // Asked anew after no transport: another ride, of which nothing is told yet.
    internal Trip Asked(TransportRequested asked, Instant at) => this with
    {
        Kind = asked.Kind, RequestedUrgency = asked.Urgency, Requester = asked.Requester,
        RequesterFunction = asked.RequesterFunction, RequestedAt = at,
        AssignedUrgency = IsGivenBack || asked.Kind != Kind ? "" : AssignedUrgency,
        EarlierUntil = IsGivenBack ? Instant.Max(at, Latest!.HappenedAt) : EarlierUntil,
    };

    // What happened before transport was asked anew belongs to the ride that did not come.
    internal bool IsOfThisRide(Instant happenedAt) =>
        EarlierUntil is not { } until || happenedAt > until;
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
        TransportRequested e => With(e.Request, this[e.Request].Asked(e, at)),
        UrgencyAssigned e => With(
            e.Request, this[e.Request] with { AssignedUrgency = e.Urgency }),
        RideReported e => With(
            e.Request,
            this[e.Request].With(new RideFact(e.Status, e.HappenedAt, e.Reason, e.Words))),
        Departed e => With(
            e.Request, this[e.Request].With(new RideFact(RideStatus.Departed, e.HappenedAt))),
        Arrived e => With(
            e.Request, this[e.Request].With(new RideFact(RideStatus.Arrived, e.HappenedAt))),
        MicuAgreed e => With(e.Request, this[e.Request] with { Micu = e.Procedure }),
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

    /// <summary>In this stage nobody travels, or no transport was asked for.</summary>
    StageForbids,

    /// <summary>Only of an ambulance the meldkamer decides how urgent it is.</summary>
    NoAmbulance,

    /// <summary>The condition of the "ja, mits" is not met.</summary>
    ConditionOpen,

    /// <summary>It was not recorded what the patient said about moving (R5).</summary>
    ConsentMissing,

    /// <summary>The patient does not want to be moved (R5).</summary>
    ConsentRefused,

    /// <summary>The way to travel is not in the list.</summary>
    KindUnknown,

    /// <summary>Mobile intensive care is asked for only after its procedure was recorded.
    /// </summary>
    MicuMissing,

    /// <summary>An ambulance needs an urgency of the list; only the meldkamer sets others (R8).
    /// </summary>
    UrgencyUnknown,

    /// <summary>An ambulance needs the name of somebody with the authority to ask (R8).</summary>
    AuthorityMissing,

    /// <summary>The meldkamer has no such urgency.</summary>
    AssignedUrgencyUnknown,

    /// <summary>There is no such status of a ride.</summary>
    StatusUnknown,

    /// <summary>The reason why there is no transport is not in the list.</summary>
    ReasonUnknown,

    /// <summary>The time lies in the future, or more than a day back.</summary>
    TimeOutOfRange,

    /// <summary>More than <see cref="Trip.FactsMax"/> things were told of this journey.</summary>
    TooManyFacts,

    /// <summary>Another node is of an older release, and could not read what would be stored.
    /// </summary>
    NotYetWritten,
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
        if (world.Access.FaultOf(
                Request, _ => PlaceParties.Include(world, Request, moment.By),
                TransportRefusal.RequestUnknown, TransportRefusal.RequestArchived,
                TransportRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        if (!RequestLife.Allows(world.Access[Request].Stage, Step.RequestTransport))
        {
            return TransportRefusal.StageForbids;
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

        if (world.Regions.Knows(CodeList.MicuKind, Kind) && world.Transport[Request].Micu is null)
        {
            return TransportRefusal.MicuMissing;
        }

        if (!world.Regions.Transports[kind].IsAmbulance)
        {
            return ImmutableArray.Create<Event>(
                new TransportRequested(Request, Kind, "", null, ""));
        }

        return !world.Regions.Knows(CodeList.AmbulanceUrgency, Urgency)
            ? TransportRefusal.UrgencyUnknown
            : Secret.IsBlank(Requester)
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
        Journey.Move(
            world, Request, moment, HappenedAt, Step.Depart,
            at =>
            [
                new Departed(Request, at),
                Journey.Moved(world, Request, ClaimState.OnTheWay, at),
            ]);
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
        Journey.Move(
            world, Request, moment, HappenedAt, Step.Arrive,
            at =>
            [
                new Arrived(Request, at),
                Journey.Moved(world, Request, ClaimState.Arrived, at),
            ]);
}

/// <summary>Who may tell of a journey: both sides of the place, and once an ambulance was asked for
/// the ambulance services of the region where the patient is.</summary>
internal static class Journey
{
    public static TransportRefusal? CheckParty(World world, CareRequestId request, Actor by) =>
        world.Access.FaultOf(
            request,
            _ => PlaceParties.Include(world, request, by)
                || IsAmbulanceService(world, request, by),
            TransportRefusal.RequestUnknown, TransportRefusal.RequestArchived,
            TransportRefusal.NotAllowed);

    public static Outcome<ImmutableArray<Event>, TransportRefusal> Move(
        World world, CareRequestId request, Moment moment, Instant? happenedAt, Step step,
        Func<Instant, ImmutableArray<Event>> move)
    {
        if (CheckParty(world, request, moment.By) is { } refusal)
        {
            return refusal;
        }

        // Told twice is told once.
        var status = step == Step.Depart ? RideStatus.Departed : RideStatus.Arrived;
        if (happenedAt is { } told && world.Transport[request].Holds(status, told))
        {
            return ImmutableArray<Event>.Empty;
        }

        var at = happenedAt ?? moment.Now;
        return !RequestLife.Allows(world.Access[request].Stage, step)
            ? TransportRefusal.StageForbids
            : !Facts.IsPossible(at, moment.Now)
                ? TransportRefusal.TimeOutOfRange
                : move(at);
    }

    public static ClaimMoved Moved(
        World world, CareRequestId request, ClaimState state, Instant at)
    {
        var unit = world.Placement.FindAccepted(request)!.Unit;
        return new ClaimMoved(world.Regions.Units[unit.Value].Pool, request, state, at);
    }

    // By asking for an ambulance the desk told it of this request; it is shown nothing more (R12).
    private static bool IsAmbulanceService(World world, CareRequestId request, Actor by) =>
        by.IsAny(Roles.ProviderDesk)
        && world.Regions.Organisations[by.Organisation.Value] is
            { Sector: Sector.Ambulance } service
        && service.Region == world.Regions.RegionOf(world.Access[request].Subregion)
        && world.Transport[request].IsByAmbulance(world.Regions);
}
