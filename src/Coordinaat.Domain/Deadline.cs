using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Domain.Visits;
using NodaTime;

namespace Coordinaat.Domain;

/// <summary>The next clock of a request or a stop that runs out, derived from what is known.
/// </summary>
/// <remarks>
/// The clocks of open requests stand in the world's own list. Those of closed requests run for
/// days, in the order of closing, and only bring the request into the archive. A stop is over at
/// its end without anybody; the clock says so, so that others hear of it as when a person ends it.
/// </remarks>
/// <param name="At">Runs out at this moment.</param>
/// <param name="Request">Whose clock; 0 for that of a stop.</param>
public readonly record struct Deadline(Instant At, CareRequestId Request) : IComparable<Deadline>
{
    /// <summary>Of a stop: the pool of its unit; null for the clock of a request.</summary>
    public PoolId? Pool { get; init; }

    /// <summary>The next clock of an open request, or null when none runs.</summary>
    /// <param name="parts">What clocks are derived from.</param>
    /// <param name="request">Whose clock.</param>
    public static Deadline? Of(Clocks parts, CareRequest request)
    {
        var search = parts.Placement[request.Id];
        var visitBy = parts.Visits.Last(request.Id)?.ArriveBy;
        var next = visitBy;
        if (request.Stage == Stage.Asking)
        {
            foreach (var id in search.Offers)
            {
                var offer = parts.Placement[id];
                next = Earlier(next, offer.State == OfferState.Open ? NextOf(offer) : null);
            }
        }

        next = Earlier(next, AwaitsArrival(request, search, visitBy) ? search.ExpectedBy : null);
        next = Earlier(next, AwaitsCondition(request, search) ? search.ConditionBy : null);
        next = Earlier(
            next, search.Waiting is { IsCallBackDue: false } waiting ? waiting.CallBackBy : null);
        next = Earlier(next, parts.Triage[request.Id].RetriageBy(request));
        next = Earlier(next, parts.Consultation[request.Id].NextClock);
        next = Earlier(
            next, request.LeadOffer is { IsOverdue: false } lead ? lead.AnswerBy : null);
        return next is { } at ? new Deadline(at, request.Id) : null;
    }

    private static Instant? Earlier(Instant? one, Instant? other) =>
        one is null || other < one ? other : one;

    // The window of a visit takes the place of the expected arrival.
    private static bool AwaitsArrival(CareRequest request, Search search, Instant? visitBy) =>
        visitBy is null && !search.IsOverdue
        && request.Stage is >= Stage.PlaceHeld and < Stage.Arrived;

    // Of an open question: first the reminder, then the end of the answer time.
    private static Instant NextOf(Offer offer) =>
        offer is { IsReminded: false, RemindAt: { } remindAt } ? remindAt : offer.AnswerBy;

    private static bool AwaitsCondition(CareRequest request, Search search) =>
        search is { ConditionMet: false, IsConditionOverdue: false, ConditionBy: not null }
        && request.Stage is >= Stage.PlaceHeld and < Stage.Arrived;

    /// <summary>The closed request that leaves the world next, and when; null when none is left.
    /// </summary>
    /// <param name="world">All that is known.</param>
    public static Deadline? OfArchive(World world) =>
        world.Access.Closed.IsEmpty
            ? null
            : new Deadline(
                world.Access[world.Access.Closed.Peek()].StageSince
                    + Duration.FromDays(world.Regions.DaysOf(Term.ClosedRequestStays)),
                world.Access.Closed.Peek());

    /// <summary>The stop that runs out next, and when; null when there is none.</summary>
    /// <param name="world">All that is known.</param>
    public static Deadline? OfStop(World world) =>
        world.Capacity.Stops.MinBy(s => s.Stop.Until) is { } first
            ? new Deadline(first.Stop.Until, default)
            {
                Pool = world.Regions.Units[first.Unit.Value].Pool,
            }
            : null;

    /// <summary>What happens when the clock runs out. Pure, as every decision.</summary>
    /// <param name="world">All that is known.</param>
    /// <param name="now">Everything due at or before this moment.</param>
    /// <returns>At least one event.</returns>
    public ImmutableArray<Event> Fire(World world, Instant now)
    {
        if (Pool is { } pool)
        {
            return
            [
                new StopEnded(pool, [
                    .. world.Capacity.Stops
                        .Where(s => !s.Stop.Runs(now)
                            && world.Regions.Units[s.Unit.Value].Pool == pool)
                        .Select(s => s.Unit),
                ]),
            ];
        }

        var request = Request;
        if (!world.Access[request].IsOpen)
        {
            var closed = world.Access[request];
            return
            [
                new CareRequestArchived(
                    request, world.Regions.RegionOf(closed.Subregion),
                    NumberSet.Of(closed.Trail)),
            ];
        }

        return
        [
            .. OfOffers(world, request, now), .. OfJourney(world, request, now),
            .. OfPeople(world, request, now),
        ];
    }

    private static IEnumerable<Event> OfOffers(World world, CareRequestId request, Instant now)
    {
        foreach (var offer in world.Placement.ListOffers(request))
        {
            if (offer.State == OfferState.Open && offer.AnswerBy <= now)
            {
                yield return new OfferUnanswered(request, offer.Id);
            }
            else if (offer.State == OfferState.Open && NextOf(offer) <= now)
            {
                yield return new OfferReminded(request, offer.Id);
            }
        }

        var search = world.Placement[request];
        if (search.Waiting is { IsCallBackDue: false } waiting && waiting.CallBackBy <= now)
        {
            yield return new CallBackDue(request);
        }
    }

    private static IEnumerable<Event> OfJourney(World world, CareRequestId request, Instant now)
    {
        var search = world.Placement[request];
        var visitBy = world.VisitBy(request);
        if (visitBy <= now)
        {
            yield return new VisitOverdue(request);
        }

        if (AwaitsArrival(world.Access[request], search, visitBy) && search.ExpectedBy <= now)
        {
            yield return new ArrivalOverdue(request);
        }

        if (AwaitsCondition(world.Access[request], search) && search.ConditionBy <= now)
        {
            yield return new ConditionOverdue(request);
        }

    }

    private static IEnumerable<Event> OfPeople(World world, CareRequestId request, Instant now)
    {
        if (world.Triage[request].RetriageBy(world.Access[request]) <= now)
        {
            yield return new RetriageDue(request, RetriageReason.Timer);
        }

        foreach (var due in world.Consultation[request].Due(request, now))
        {
            yield return due;
        }

        if (world.Access[request].LeadOffer is { IsOverdue: false } lead && lead.AnswerBy <= now)
        {
            yield return new LeadOfferUnanswered(request);
        }
    }

    /// <inheritdoc/>
    public int CompareTo(Deadline other) => At.CompareTo(other.At) is var byTime and not 0
        ? byTime
        : Request.Value.CompareTo(other.Request.Value);
}

/// <summary>What the clocks of open requests are derived from.</summary>
/// <param name="Access">The care requests.</param>
/// <param name="Triage">Their urgency.</param>
/// <param name="Placement">The questions to units.</param>
/// <param name="Visits">The visits of nurses.</param>
/// <param name="Consultation">The questions to colleagues.</param>
public readonly record struct Clocks(
    AccessState Access, TriageState Triage, PlacementState Placement, VisitsState Visits,
    ConsultationState Consultation)
{
    /// <summary>The next clock of a request, or null when none runs or it is not here.</summary>
    public Deadline? Of(CareRequestId id) =>
        Access.Find(id) is { IsOpen: true } request ? Deadline.Of(this, request) : null;

    /// <summary>The next clocks of all open requests.</summary>
    public IEnumerable<Deadline> ListAll()
    {
        foreach (var number in Access.Open)
        {
            if (Of(new CareRequestId(number)) is { } deadline)
            {
                yield return deadline;
            }
        }
    }
}
