using System.Collections.Immutable;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Matching;

/// <summary>A unit that patients would go to instead.</summary>
/// <param name="Unit">Which unit, of the same kind of care.</param>
/// <param name="TravelMinutes">From the unit with the stop, rounded up.</param>
/// <param name="Availability">What could be promised there now.</param>
/// <param name="Stop">A stop that runs there; null without.</param>
public sealed record Neighbour(
    UnitId Unit, int TravelMinutes, Availability Availability, Stop? Stop);

/// <summary>What a stop would mean for others, before it is declared (FR-C7).</summary>
public static class StopEffect
{
    /// <summary>How many neighbours are shown.</summary>
    public const int NeighboursMax = 6;

    /// <summary>The units of the same kind of care, the nearest first, in the whole country.
    /// </summary>
    /// <param name="world">All that is known.</param>
    /// <param name="unit">The unit of which a stop is thought of.</param>
    /// <param name="now">When.</param>
    public static ImmutableArray<Neighbour> Of(World world, UnitId unit, Instant now)
    {
        var regions = world.Regions;
        var (own, here, _, careType) = regions.Describe(unit);
        return
        [
            .. Enumerable.Range(1, regions.Units.Count).Select(n => new UnitId(n))
                .Where(u => regions.Units[u.Value].CareType == own.CareType
                    && regions.Units[u.Value].Location != own.Location)
                .Select(u => (Unit: u, Seconds: Travel.Seconds(here.At.MetresTo(
                    regions.Locations[regions.Units[u.Value].Location.Value].At))))
                .OrderBy(u => (u.Seconds, u.Unit.Value)).Take(NeighboursMax)
                .Select(u => new Neighbour(
                    u.Unit, (u.Seconds + 59) / 60,
                    Availability.Of(
                        world.Capacity[regions.Units[u.Unit.Value].Pool], careType, now),
                    world.Capacity.StopOf(u.Unit) is { } stop && stop.Runs(now)
                        ? stop
                        : null)),
        ];
    }
}
