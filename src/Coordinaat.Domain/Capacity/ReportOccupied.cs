using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>How many places of one unit are in use.</summary>
/// <param name="Unit">Any unit of the pool: they share its places.</param>
/// <param name="Occupied">Places in use, 0 to 10,000; may exceed the staffed ones.</param>
public readonly record struct UnitOccupied(UnitId Unit, int Occupied);

/// <summary>Reports how many places are in use at one location, and nothing else: what a feed that
/// counts patients can tell.</summary>
/// <remarks>
/// The other three figures stay as they were last reported, so each pool must have been reported
/// once. For the rest it is a message of a location (<see cref="ReportLocation"/>): taken whole or
/// not at all, and it may come twice, late or out of order.
/// </remarks>
/// <param name="Location">Which location.</param>
/// <param name="Units">At least one; each pool at most once.</param>
/// <param name="At">The moment that the count speaks of.</param>
public sealed record ReportOccupied(
    LocationId Location, ImmutableArray<UnitOccupied> Units, Instant At)
    : Request<ReportLocationRefusal>
{
    /// <inheritdoc/>
    public override Lane Lane => Lane.Reports;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ReportLocationRefusal> Decide(
        World world, Moment moment)
    {
        var told = Units.Select(u => (u.Unit, u.Occupied, Known: Find(world, u.Unit))).ToArray();
        var outcome = new ReportLocation(
            Location,
            [
                .. told.Select(u => new UnitFigures(
                    u.Unit, u.Known?.Physical ?? 0, u.Known?.Blocked ?? 0, u.Known?.Staffed ?? 0,
                    u.Occupied)),
            ],
            At, FigureSource.Feed).Decide(world, moment);
        return outcome.TryGet(out _, out _) && told.Any(u => u.Known is null)
            ? ReportLocationRefusal.FiguresUnknown
            : outcome;
    }

    private static Figures? Find(World world, UnitId unit) =>
        world.Regions.Units.Find(unit.Value) is { } found
            ? world.Capacity[found.Pool].Figures
            : null;
}
