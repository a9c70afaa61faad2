using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>Reports the figures of one pool of places (FR-C4).</summary>
/// <param name="Unit">Any unit of the pool: they share its places.</param>
/// <param name="Physical">Places that exist, 0 to 10,000.</param>
/// <param name="Blocked">Places that cannot be used, at most the physical ones.</param>
/// <param name="Staffed">Places opened with staff.</param>
/// <param name="Occupied">Places in use; may exceed the staffed ones: a fact, and flagged.
/// </param>
/// <param name="At">The moment that the figures speak of; null for now.</param>
/// <param name="Source">How they came.</param>
/// <param name="BlockedReason">
/// Code of why places cannot be used; null to leave it as it is. Without blocked places there is
/// none.
/// </param>
public sealed record ReportCapacity(
    UnitId Unit, int Physical, int Blocked, int Staffed, int Occupied, Instant? At,
    FigureSource Source, string? BlockedReason = null) : Request<ReportCapacityRefusal>
{
    /// <inheritdoc/>
    public override Lane Lane => Lane.Reports;

    /// <summary>No unit has more places.</summary>
    public const int PlacesMax = 10_000;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ReportCapacityRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Regions.Units.Find(Unit.Value) is not { } unit)
        {
            return ReportCapacityRefusal.UnitUnknown;
        }

        var isOwn = Ownership.IsOwn(world.Regions, Unit, moment.By);
        if (!isOwn && !Ownership.MayRecordFor(world.Regions, Unit, moment.By))
        {
            return ReportCapacityRefusal.NotAllowed;
        }

        if (new[] { Physical, Blocked, Staffed, Occupied }.Any(n => n is < 0 or > PlacesMax)
            || Blocked > Physical)
        {
            return ReportCapacityRefusal.NumberOutOfRange;
        }

        var at = At ?? moment.Now;
        if (!Facts.IsPossible(at, moment.Now))
        {
            return ReportCapacityRefusal.TimeOutOfRange;
        }

        return BlockedReason is { Length: > 0 } reason
            && !world.Regions.Knows(CodeList.Blocked, reason)
            ? ReportCapacityRefusal.BlockedReasonUnknown
            : Reported(
                unit.Pool, world.Capacity[unit.Pool], at,
                isOwn ? Source : FigureSource.Spoken, moment.WriteLevel);
    }

    private ImmutableArray<Event> Reported(
        PoolId id, PoolState pool, Instant at, FigureSource source, int level)
    {
        var events = ImmutableArray.Create<Event>(new CapacityReported(
            id, new Figures(Physical, Blocked, Staffed, Occupied, at, source)));
        var reason = Blocked == 0 ? "" : BlockedReason ?? pool.BlockedReason;
        return reason == pool.BlockedReason || level < EventCodec.LevelOf<PlacesBlocked>()
            ? events
            : events.Add(new PlacesBlocked(id, reason));
    }
}

/// <summary>Says that the figures of units still hold: one key for a whole organisation.</summary>
/// <remarks>
/// Nothing changed but what we know ourselves: those who arrived since the figures move from
/// promised to occupied. So a confirmation never makes a place free, nor takes one.
/// </remarks>
/// <param name="Units">Which units; those that never reported are passed over.</param>
public sealed record ConfirmCapacity(ImmutableArray<UnitId> Units)
    : Request<ReportCapacityRefusal>
{
    /// <inheritdoc/>
    public override Lane Lane => Lane.Reports;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ReportCapacityRefusal> Decide(
        World world, Moment moment)
    {
        if (Units.Any(u => world.Regions.Units.Find(u.Value) is null))
        {
            return ReportCapacityRefusal.UnitUnknown;
        }

        if (!Units.All(u => Ownership.IsOwn(world.Regions, u, moment.By)))
        {
            return ReportCapacityRefusal.NotAllowed;
        }

        return Units.Select(u => world.Regions.Units[u.Value].Pool).Distinct()
            .Select(p => Confirm(p, world.Capacity[p], moment.Now)).OfType<Event>()
            .ToImmutableArray();
    }

    private static CapacityEvent? Confirm(PoolId id, PoolState pool, Instant now)
    {
        if (pool.Figures is not { } figures)
        {
            return null;
        }

        return pool.ArrivedBy(now) == 0
            ? new CapacityConfirmed(id, now)
            : new CapacityReported(id, figures with
            {
                Occupied = pool.OccupiedBy(now)!.Value, At = now,
                Source = FigureSource.Confirmed,
            });
    }
}

/// <summary>Why figures were not taken, in the order it is checked.</summary>
public enum ReportCapacityRefusal
{
    /// <summary>There is no such unit.</summary>
    UnitUnknown = 1,

    /// <summary>
    /// The unit belongs to another organisation, and the actor is at no coordination centre that
    /// could have called it.
    /// </summary>
    NotAllowed,

    /// <summary>
    /// A number is negative or over <see cref="ReportCapacity.PlacesMax"/>, or more is blocked
    /// than exists.
    /// </summary>
    NumberOutOfRange,

    /// <summary>The moment lies in the future, or more than a day back.</summary>
    TimeOutOfRange,

    /// <summary>The reason why places are blocked is not in the list.</summary>
    BlockedReasonUnknown,
}

/// <summary>Who speaks for a unit.</summary>
public static class Ownership
{
    /// <summary>Whether an actor may speak for a unit, be it the own one or by telephone.</summary>
    public static bool MaySpeakFor(RegionsState regions, UnitId unit, Actor by) =>
        IsOwn(regions, unit, by) || MayRecordFor(regions, unit, by);

    /// <summary>
    /// Whether an actor may record what a unit said by telephone: the desk of a coordination centre
    /// that serves a subregion of the unit. A location without an account takes part fully (R2).
    /// </summary>
    public static bool MayRecordFor(RegionsState regions, UnitId unit, Actor by) =>
        MayRecordFor(regions, regions.Units[unit.Value].Location, by);

    /// <summary>The same, for all units of a location.</summary>
    public static bool MayRecordFor(RegionsState regions, LocationId location, Actor by) =>
        by.IsAny(Roles.Desk)
        && regions.Locations[location.Value].Subregions
            .Any(s => Centres.Of(regions, s).Contains(by.Organisation));

    /// <summary>Whether an actor speaks for a unit: the provider's desk, or the system.</summary>
    public static bool IsOwn(RegionsState regions, UnitId unit, Actor by) =>
        IsOwn(regions, regions.Units[unit.Value].Location, by);

    /// <summary>Whether an actor speaks for all units of a location.</summary>
    public static bool IsOwn(RegionsState regions, LocationId location, Actor by) =>
        by.IsSystem
        || (by.IsAny(Roles.ProviderDesk) && regions.OwnerOf(location) == by.Organisation);
}
