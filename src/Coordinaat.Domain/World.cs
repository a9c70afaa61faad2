using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Roster;
using Coordinaat.Domain.Telephone;
using Coordinaat.Domain.Transport;
using Coordinaat.Domain.Triage;
using Coordinaat.Domain.Visits;
using NodaTime;

namespace Coordinaat.Domain;

/// <summary>All that is known, as of one event of the journal. Never changes.</summary>
/// <param name="Number">The last event in it; 0 for none.</param>
/// <param name="At">The time of that event.</param>
/// <param name="Regions">Norms and regions.</param>
/// <param name="Agreements">What parties agreed.</param>
/// <param name="Accounts">Accounts and their sessions.</param>
/// <param name="Access">Care requests.</param>
/// <param name="Triage">Their urgency and need.</param>
/// <param name="Capacity">Places.</param>
/// <param name="Placement">Questions to units.</param>
/// <param name="Transport">Journeys.</param>
/// <param name="Handover">Handovers.</param>
/// <param name="Visits">Visits of nurses.</param>
/// <param name="Consultation">Questions to colleagues.</param>
/// <param name="Roster">Who is on duty.</param>
/// <param name="Telephone">Calls, and what lines counted.</param>
public sealed record World(
    long Number, Instant At, RegionsState Regions, AgreementsState Agreements,
    AccountsState Accounts, AccessState Access, TriageState Triage, CapacityState Capacity,
    PlacementState Placement, TransportState Transport, HandoverState Handover,
    VisitsState Visits, ConsultationState Consultation, RosterState Roster,
    TelephoneState Telephone)
{
    /// <summary>
    /// How events are folded; counts up with every change that makes old snapshots useless.
    /// </summary>
    public const int FoldVersion = 5;

    /// <summary>Before the first event.</summary>
    public static readonly World Empty = new(
        0, Instant.FromUnixTimeSeconds(0), RegionsState.Empty, AgreementsState.Empty,
        AccountsState.Empty, AccessState.Empty, TriageState.Empty, CapacityState.Empty,
        PlacementState.Empty, TransportState.Empty, HandoverState.Empty,
        VisitsState.Empty, ConsultationState.Empty, RosterState.Empty, TelephoneState.Empty);

    /// <summary>The clocks that run, the next first.</summary>
    [JsonIgnore]
    public ImmutableSortedSet<Deadline> Deadlines { get; init; } =
        [.. new Clocks(Access, Triage, Placement, Visits, Consultation).ListAll()];

    /// <summary>What the clocks of open requests are derived from.</summary>
    [JsonIgnore]
    public Clocks Clocks => new(Access, Triage, Placement, Visits, Consultation);

    /// <summary>The stop that runs out next, and when; null when there is none.</summary>
    [JsonIgnore]
    public Deadline? NextStopEnd => Deadline.OfStop(this);

    /// <summary>The closed request that is archived next, and when; null when none is left.
    /// </summary>
    [JsonIgnore]
    public Deadline? NextArchival => Deadline.OfArchive(this);

    /// <summary>Before when a nurse has to be with the patient of a request; null where no visit is
    /// awaited.</summary>
    public Instant? VisitBy(CareRequestId request) => Visits.Last(request)?.ArriveBy;

    /// <summary>The world after one more event.</summary>
    /// <exception cref="InvalidOperationException">The event is not the next one.</exception>
    public World After(Recorded recorded)
    {
        if (recorded.Number != Number + 1)
        {
            throw new InvalidOperationException(
                $"Event {recorded.Number} does not follow event {Number}.");
        }

        var after = recorded.Happened switch
        {
            RequestEvent e => AfterRequest(e, recorded),
            CapacityEvent e => this with { Capacity = Capacity.After(e, recorded.At, Regions) },
            AccountEvent e => this with { Accounts = Accounts.After(e, recorded.At) },
            AgreementEvent e => this with
            {
                Agreements = Agreements.After(e, recorded.At, recorded.By),
            },
            CallEvent e => this with { Telephone = Telephone.After(e, recorded) },
            RegionsEvent e => this with { Regions = Regions.After(e) },
            RosterEvent e => this with { Roster = Roster.After(e, recorded.At) },
            _ => throw new UnreachableException($"No rule for {recorded.Happened.GetType().Name}."),
        };
        return after with { Number = recorded.Number, At = recorded.At };
    }

    /// <summary>The region that an event belongs to; 0 for the country.</summary>
    /// <param name="happened">An event that is folded already.</param>
    public RegionId RegionOf(Event happened) =>
        happened is CareRequestArchived archived ? archived.Region : RegionOf(happened.Stream);

    /// <summary>The region that a thing belongs to; 0 for the country, and for what is archived.
    /// </summary>
    public RegionId RegionOf(StreamKey stream) => stream.Kind switch
    {
        StreamKind.CareRequest => Access.Find(new CareRequestId(stream.Number)) is { } request
            ? Regions.RegionOf(request.Subregion)
            : default,
        StreamKind.Pool => Regions.Organisations[
            Regions.OwnerOf(new PoolId(stream.Number)).Value].Region,
        StreamKind.Account => Regions.Organisations[
            Accounts.All[stream.Number - 1].Organisation.Value].Region,
        StreamKind.Location => Regions.Organisations[
            Regions.OwnerOf(new LocationId(stream.Number)).Value].Region,
        StreamKind.Organisation or StreamKind.Roster =>
            Regions.Organisations[stream.Number].Region,
        StreamKind.Agreement => Regions.Organisations[
            Agreements.All[stream.Number].Owner.Value].Region,
        StreamKind.Call => Telephone.Find(new CallId(stream.Number)) is { } call
            ? Regions.RegionOf(call.Line)
            : default,
        StreamKind.PhoneLine when stream.Number > 0 => Regions.RegionOf(new LineId(stream.Number)),
        StreamKind.PhoneLine or StreamKind.Region => default,
    };

    /// <summary>The things that screens show of what an event is about: of a location or an
    /// organisation its pools, of everything else the thing itself.</summary>
    public IEnumerable<StreamKey> PartsOf(StreamKey stream) => stream.Kind switch
    {
        StreamKind.Location => Regions.PoolsAt(new LocationId(stream.Number)).Select(KeyOf),
        StreamKind.Organisation => Regions.UnitsOf(new OrganisationId(stream.Number))
            .Select(u => Regions.Units[u.Value].Pool).Distinct().Select(KeyOf),
        _ => [stream],
    };

    /// <summary>The world as an archived request left it, with that request alone.</summary>
    /// <param name="events">Its events, in the order of the journal.</param>
    /// <returns>The norms, regions and accounts as they are now, and one request.</returns>
    public World WithOnly(IEnumerable<Recorded> events)
    {
        var alone = this with
        {
            Access = AccessState.Empty, Triage = TriageState.Empty,
            Placement = PlacementState.Empty, Transport = TransportState.Empty,
            Handover = HandoverState.Empty, Visits = VisitsState.Empty,
            Consultation = ConsultationState.Empty, Deadlines = [],
        };
        foreach (var recorded in events)
        {
            alone = (alone with { Number = recorded.Number - 1 }).After(recorded);
        }

        return alone with
        {
            Number = Number, At = At,
            Access = alone.Access with { OpenByPerson = Access.OpenByPerson },
        };
    }

    private static StreamKey KeyOf(PoolId pool) => new(StreamKind.Pool, pool.Value);

    private World Without(CareRequestId id) => this with
    {
        Access = Access.Without(id),
        Triage = Triage.Without(id),
        Placement = Placement.Without(id),
        Transport = Transport.Without(id),
        Handover = Handover.Without(id),
        Visits = Visits.Without(id),
        Consultation = Consultation.Without(id),
    };

    private World AfterRequest(RequestEvent happened, Recorded recorded)
    {
        if (happened is CareRequestArchived archived)
        {
            return Without(archived.Request);
        }

        // The record of an archived request can still be destroyed; the world holds none of it.
        if (happened is RecordErased && Access.IsArchived(happened.Request))
        {
            return this;
        }

        var (at, by) = (recorded.At, recorded.By);
        var access = Access.After(happened, recorded);
        if (happened is CareRequestClosed closed)
        {
            access = access.WithEnding(closed.Request, closed.Ending);
        }

        var after = this with
        {
            Access = access,
            Capacity = happened switch
            {
                OfferAnswered answered => AfterAnswer(answered, at),
                PlaceReleased when Placement.FindAccepted(happened.Request) is { } offer =>
                    Capacity.AfterReturn(offer.Unit, offer.Answer!.At, at),
                _ => Capacity,
            },
            Triage = Triage.After(happened, at, by),
            Placement = Placement.After(happened, at, by),
            Transport = Transport.After(happened, at),
            Handover = Handover.After(happened),
            Visits = Visits.After(happened, at),
            Consultation = Consultation.After(happened, at, by),
            Telephone = happened is CallLinked linked
                ? Telephone.After(linked, recorded)
                : Telephone,
        };
        return after.WithClock(Clocks.Of(happened.Request), after.Clocks.Of(happened.Request));
    }

    private World WithClock(Deadline? before, Deadline? after)
    {
        if (before == after)
        {
            return this;
        }

        var deadlines = before is { } old ? Deadlines.Remove(old) : Deadlines;
        return this with { Deadlines = after is { } next ? deadlines.Add(next) : deadlines };
    }

    // Trust is learned here, where placement and capacity meet: from what the figures said at the
    // moment of the answer.
    private CapacityState AfterAnswer(OfferAnswered happened, Instant at)
    {
        var unit = Placement.Find(happened.Offer)!.Unit;
        var careType = Regions.Units[unit.Value].CareType;
        var availability = Availability.Of(
            Capacity[Regions.Units[unit.Value].Pool], Regions.CareTypes[careType.Value], at);
        return Capacity.AfterAnswer(
            unit, careType, availability.IsKnown ? availability.Places : null,
            happened.Reply != Reply.No,
            happened.Reply == Reply.No && Regions.Knows(CodeList.Lack, happened.Reason), at);
    }
}
