using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using NodaTime;

namespace Coordinaat.Domain.Placement;

/// <summary>A request waits for a place, or waits with another priority (FR-M5).</summary>
/// <param name="Request">Which request.</param>
/// <param name="Priority">1 comes first, 3 last.</param>
/// <param name="CallBackBy">Before when the requester hears how it stands; null for no promise.
/// </param>
[Stored("waiting-listed", 1, Level = 2)]
public sealed record WaitingListed(CareRequestId Request, int Priority, Instant? CallBackBy)
    : RequestEvent(Request);

/// <summary>A request no longer waits for a place.</summary>
[Stored("taken-off-waiting-list", 1, Level = 2)]
public sealed record TakenOffWaitingList(CareRequestId Request) : RequestEvent(Request);

/// <summary>A unit that may fit a waiting request has a place. Once for each unit.</summary>
[Stored("place-came-free", 1, Level = 2)]
public sealed record PlaceCameFree(CareRequestId Request, UnitId Unit) : RequestEvent(Request);

/// <summary>The moment that the requester was promised to hear by passed.</summary>
[Stored("call-back-due", 1, Level = 2)]
public sealed record CallBackDue(CareRequestId Request) : RequestEvent(Request);

/// <summary>The waiting of one request.</summary>
/// <param name="Priority">1 comes first, 3 last.</param>
/// <param name="Since">Since when.</param>
/// <param name="CallBackBy">Before when the requester hears how it stands; null without.</param>
/// <param name="IsCallBackDue">That moment passed.</param>
/// <param name="CameFree">The units where a place came free meanwhile.</param>
public sealed record Waiting(
    int Priority, Instant Since, Instant? CallBackBy, bool IsCallBackDue,
    ImmutableArray<UnitId> CameFree)
{
    /// <summary>The last priority.</summary>
    public const int PriorityMax = 3;

    /// <summary>The waiting after it was recorded, for the first time or anew.</summary>
    internal static Waiting After(Waiting? before, WaitingListed e, Instant at) => new(
        e.Priority, before?.Since ?? at, e.CallBackBy, false, before?.CameFree ?? []);

    /// <summary>The unit with a place by its last figures that was not asked since; null for
    /// none. Whether those figures still count is seen when it is asked.</summary>
    public UnitId? Chance(World world, CareRequestId request)
    {
        foreach (var unit in CameFree)
        {
            if (PlaceLeft.In(world, world.Regions.Units[unit.Value].Pool)
                && !world.Placement.ListOffers(request)
                    .Any(o => o.Unit == unit && o.At >= Since && o.State != OfferState.Withdrawn))
            {
                return unit;
            }
        }

        return null;
    }
}

/// <summary>Puts a request for which nothing fits on the waiting list, or changes its priority.
/// </summary>
/// <param name="Request">Which request.</param>
/// <param name="Priority">1 comes first, 3 last.</param>
/// <param name="CallBackBy">Before when the requester hears how it stands; null for no promise.
/// </param>
public sealed record PutOnWaitingList(
    CareRequestId Request, int Priority, Instant? CallBackBy) : Request<WaitingListRefusal>
{
    /// <summary>No call-back is promised further ahead.</summary>
    public static readonly Duration CallBackMax = Duration.FromDays(14);

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WaitingListRefusal> Decide(
        World world, Moment moment)
    {
        if (WaitingLists.FaultOf(world, Request, moment.By) is { } refusal)
        {
            return refusal;
        }

        if (world.Access[Request].Stage is not (Stage.Seeking or Stage.Asking))
        {
            return WaitingListRefusal.StageForbids;
        }

        return Priority is < 1 or > Waiting.PriorityMax
            ? WaitingListRefusal.PriorityUnknown
            : CallBackBy is { } by && (by <= moment.Now || by > moment.Now + CallBackMax)
                ? WaitingListRefusal.TimeOutOfRange
                : moment.WriteLevel < EventCodec.LevelOf<WaitingListed>()
                    ? WaitingListRefusal.NotYetWritten
                    : ImmutableArray.Create<Event>(
                        new WaitingListed(Request, Priority, CallBackBy));
    }
}

/// <summary>Takes a request off the waiting list.</summary>
/// <param name="Request">Which request.</param>
public sealed record TakeOffWaitingList(CareRequestId Request) : Request<WaitingListRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WaitingListRefusal> Decide(
        World world, Moment moment) =>
        WaitingLists.FaultOf(world, Request, moment.By) is { } refusal
            ? refusal
            : world.Placement[Request].Waiting is null
                ? ImmutableArray<Event>.Empty
                : ImmutableArray.Create<Event>(new TakenOffWaitingList(Request));
}

/// <summary>Says that a waiting request may fit a unit. A reaction, never a person's.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Unit">Where a place may have come free.</param>
public sealed record NoteFreePlace(CareRequestId Request, UnitId Unit)
    : Request<WaitingListRefusal>
{
    // What is known without where the patient is: not the journey, nor what it depends on.
    private const Rules Known = (Rules.Suitable & ~Rules.Reach) | Rules.Open | Rules.Place
        | Rules.ByAgreement;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WaitingListRefusal> Decide(
        World world, Moment moment)
    {
        if (WaitingLists.FaultOf(world, Request, moment.By) is { } refusal)
        {
            return refusal;
        }

        if (!moment.By.IsSystem)
        {
            return WaitingListRefusal.NotAllowed;
        }

        var request = world.Access[Request];
        if (world.Placement[Request].Waiting is not { } waiting
            || waiting.CameFree.Contains(Unit)
            || world.Regions.Units.Find(Unit.Value) is not { } unit
            || world.Triage[Request].Need is not { } need)
        {
            return ImmutableArray<Event>.Empty;
        }

        var circumstances = Circumstances.Of(world, request);
        var region = world.Regions.RegionOf(request.Subregion);
        var isNear = world.Regions.Locations[unit.Location.Value].Subregions
            .Any(s => world.Regions.RegionOf(s) == region);

        // Farther than the own region only where it is agreed to look there by now.
        var isLookedAt = isNear
            || circumstances.ArrangementFor(world, need, moment.Now).Ladder is not null;
        return isLookedAt && (Known & Ranking.Check(
                world, need, Unit, moment.Now, travelSeconds: 0, circumstances)) == Rules.None
            ? ImmutableArray.Create<Event>(new PlaceCameFree(Request, Unit))
            : ImmutableArray<Event>.Empty;
    }
}

/// <summary>What the requests about the waiting list have in common.</summary>
internal static class WaitingLists
{
    public static WaitingListRefusal? FaultOf(World world, CareRequestId id, Actor by) =>
        world.Access.FaultOf(
            id, r => r.MayBeWorkedBy(by), WaitingListRefusal.RequestUnknown,
            WaitingListRefusal.RequestArchived, WaitingListRefusal.NotAllowed);

    /// <summary>The waiting requests that a pool may have a place for now. Costs nothing while
    /// nobody waits, and next to nothing for a pool that is full.</summary>
    public static IEnumerable<Request> ToCall(World world, PoolId pool)
    {
        if (world.Placement.WaitingList.IsEmpty || !PlaceLeft.In(world, pool))
        {
            yield break;
        }

        foreach (var unit in world.Regions.UnitsIn(pool))
        {
            var careType = world.Regions.Units[unit.Value].CareType;
            foreach (var number in world.Placement.WaitingList)
            {
                var id = new CareRequestId(number);
                if (world.Triage[id].Need is { } need && need.CareType == careType
                    && !world.Placement[id].Waiting!.CameFree.Contains(unit))
                {
                    yield return new NoteFreePlace(id, unit);
                }
            }
        }
    }
}

/// <summary>Whether a pool has a place by its last figures, old or not.</summary>
internal static class PlaceLeft
{
    public static bool In(World world, PoolId pool) =>
        world.Capacity[pool] is { Figures: { } figures } known
            && Availability.PlacesLeft(figures, known) > 0;
}

/// <summary>Why the waiting list stays as it is, in the order it is checked.</summary>
public enum WaitingListRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>Only a request that looks for a place waits for one.</summary>
    StageForbids,

    /// <summary>There are three priorities.</summary>
    PriorityUnknown,

    /// <summary>The moment of calling back has been, or lies more than 14 days ahead.</summary>
    TimeOutOfRange,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
