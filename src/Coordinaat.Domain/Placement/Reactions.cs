using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Triage;

namespace Coordinaat.Domain.Placement;

/// <summary>How placement hears of what happens elsewhere.</summary>
public static class Reactions
{
    /// <summary>The requests that an event leads to, decided in the same batch.</summary>
    /// <param name="world">The world after the event.</param>
    /// <param name="happened">What happened.</param>
    public static IEnumerable<Request> To(World world, Event happened) => happened switch
    {
        // A unit with a stop will hardly answer: the desk should call at once, not when the clock
        // runs out.
        UnitsClosed e => Hurry(world, u => world.Regions.Units[u.Value].Pool == e.Pool),
        StopDeclared { Level: StopLevel.Active } e => Hurry(world, u => e.Units.Contains(u)),
        CareRequestRegistered { ContinuedBeside: { } earlier } => [new NoteSecondContact(earlier)],
        OfferUnanswered e => Next(world, e.Offer),
        OfferAnswered { Reply: Reply.No } e => Next(world, e.Offer),
        LocationReported e when !world.Placement.WaitingList.IsEmpty => PoolsIn(world, e)
            .SelectMany(p => WaitingLists.ToCall(world, p)),
        CapacityReported or CapacityConfirmed or ClaimReleased or UnitsOpened or StopEnded
            or StopDeclared { Level: StopLevel.Impending } =>
            WaitingLists.ToCall(world, ((PoolEvent)happened).Pool),
        _ => [],
    };

    private static IEnumerable<PoolId> PoolsIn(World world, LocationReported reported)
    {
        var pools = world.Regions.PoolsAt(reported.Location);
        return reported.Changed.Select(f => f.Ordinal)
            .Concat(reported.Unchanged.Numbers.Select(n => (int)n))
            .Select(ordinal => pools[ordinal - 1]);
    }

    private static IEnumerable<Request> Next(World world, OfferId offer) =>
        world.Placement.Find(offer) is { Next.IsEmpty: false } ? [new AskNext(offer)] : [];

    private static IEnumerable<Request> Hurry(World world, Func<UnitId, bool> isStopped) =>
        world.Placement.ListPending()
            .Where(o => o.State == OfferState.Open && isStopped(o.Unit))
            .Select(o => new HurryOffer(o.Id));
}
