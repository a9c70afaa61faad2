using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Placement;

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

    /// <summary>The next clock of a request, or null when none runs.</summary>
    /// <param name="placement">The questions to units.</param>
    /// <param name="request">Whose clock.</param>
    /// <param name="visitBy">As <see cref="World.VisitBy"/> has it: the window of a visit takes the
    /// place of the expected arrival.</param>
    public static Deadline? Of(
        PlacementState placement, CareRequest request, Instant? visitBy = null)
    {
        var search = placement[request.Id];
        var next = visitBy ?? Instant.MaxValue;
        if (request.Stage == Stage.Asking)
        {
            foreach (var id in search.Offers)
            {
                var offer = placement[id];
                if (offer.State == OfferState.Open && NextOf(offer) < next)
                {
                    next = NextOf(offer);
                }
            }
        }

        var awaitsArrival = visitBy is null
            && request.Stage is >= Stage.PlaceHeld and < Stage.Arrived;
        if (awaitsArrival && !search.IsOverdue && search.ExpectedBy is { } by && by < next)
        {
            next = by;
        }

        if (AwaitsCondition(request, search) && search.ConditionBy is { } due && due < next)
        {
            next = due;
        }

        if (search.Waiting is { IsCallBackDue: false, CallBackBy: { } call } && call < next)
        {
            next = call;
        }

        return next == Instant.MaxValue ? null : new Deadline(next, request.Id);
    }

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

        var events = ImmutableArray.CreateBuilder<Event>();
        foreach (var offer in world.Placement.ListOffers(request))
        {
            if (offer.State == OfferState.Open && offer.AnswerBy <= now)
            {
                events.Add(new OfferUnanswered(request, offer.Id));
            }
            else if (offer.State == OfferState.Open && NextOf(offer) <= now)
            {
                events.Add(new OfferReminded(request, offer.Id));
            }
        }

        var search = world.Placement[request];
        var visitBy = world.VisitBy(request);
        if (visitBy <= now)
        {
            events.Add(new VisitOverdue(request));
        }

        if (search is { IsOverdue: false, ExpectedBy: { } by } && by <= now && visitBy is null
            && world.Access[request].Stage is >= Stage.PlaceHeld and < Stage.Arrived)
        {
            events.Add(new ArrivalOverdue(request));
        }

        if (AwaitsCondition(world.Access[request], search) && search.ConditionBy <= now)
        {
            events.Add(new ConditionOverdue(request));
        }

        if (search.Waiting is { IsCallBackDue: false } waiting && waiting.CallBackBy <= now)
        {
            events.Add(new CallBackDue(request));
        }

        return events.ToImmutable();
    }

    /// <inheritdoc/>
    public int CompareTo(Deadline other) => At.CompareTo(other.At) is var byTime and not 0
        ? byTime
        : Request.Value.CompareTo(other.Request.Value);
}
