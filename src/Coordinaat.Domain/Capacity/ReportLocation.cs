using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>The four figures of one unit, as a message of its location tells them.</summary>
/// <param name="Unit">Any unit of the pool: they share its places.</param>
/// <param name="Physical">Places that exist, 0 to 10,000.</param>
/// <param name="Blocked">Places that cannot be used, at most the physical ones.</param>
/// <param name="Staffed">Places opened with staff.</param>
/// <param name="Occupied">Places in use; may exceed the staffed ones: a fact, and flagged.
/// </param>
public readonly record struct UnitFigures(
    UnitId Unit, int Physical, int Blocked, int Staffed, int Occupied)
{
    /// <summary>Whether figures say these numbers.</summary>
    public bool AreIn(Figures known) =>
        (Physical, Blocked, Staffed, Occupied)
        == (known.Physical, known.Blocked, known.Staffed, known.Occupied);

    /// <summary>Whether all numbers can be.</summary>
    public bool ArePossible =>
        IsPossible(Physical) && IsPossible(Blocked) && IsPossible(Staffed)
        && IsPossible(Occupied) && Blocked <= Physical;

    private static bool IsPossible(int number) => number is >= 0 and <= ReportCapacity.PlacesMax;
}

/// <summary>Reports the figures of the pools of one location: a message of a feed (FR-C4).
/// </summary>
/// <remarks>
/// Taken whole or not at all. Of a pool that has figures of a later moment, or of this very moment
/// and source, nothing changes: so a message may come twice, late or out of order. A pool that the
/// message does not name keeps its figures, which grow older.
/// </remarks>
/// <param name="Location">Which location.</param>
/// <param name="Units">At least one; each pool at most once.</param>
/// <param name="At">The moment that the figures speak of.</param>
/// <param name="Source">
/// How they came. Of what a coordination centre brings only <see cref="FigureSource.Passed"/>
/// stays; all else was told to it.
/// </param>
public sealed record ReportLocation(
    LocationId Location, ImmutableArray<UnitFigures> Units, Instant At, FigureSource Source)
    : Request<ReportLocationRefusal>
{
    /// <inheritdoc/>
    public override Lane Lane => Lane.Reports;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ReportLocationRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Regions.Locations.Find(Location.Value) is null)
        {
            return ReportLocationRefusal.LocationUnknown;
        }

        var isOwn = Ownership.IsOwn(world.Regions, Location, moment.By);
        return !isOwn && !Ownership.MayRecordFor(world.Regions, Location, moment.By)
            ? ReportLocationRefusal.NotAllowed
            : Check(world.Regions, moment.Now) is { } refusal
                ? refusal
                : Report(
                    world, isOwn || IsPassed(moment.WriteLevel) ? Source : FigureSource.Spoken,
                    moment.WriteLevel);
    }

    // An older release knows no such source.
    private bool IsPassed(int level) => Source == FigureSource.Passed
        && level >= EventCodec.LevelOf<LocationReported>();

    private ReportLocationRefusal? Check(RegionsState regions, Instant now)
    {
        if (Units.IsEmpty)
        {
            return ReportLocationRefusal.NothingReported;
        }

        if (Units.Any(u => regions.Units.Find(u.Unit.Value) is null))
        {
            return ReportLocationRefusal.UnitUnknown;
        }

        if (Units.Any(u => regions.Units[u.Unit.Value].Location != Location))
        {
            return ReportLocationRefusal.UnitElsewhere;
        }

        var pools = Units.Select(u => regions.Units[u.Unit.Value].Pool);
        return pools.Distinct().Count() < Units.Length
            ? ReportLocationRefusal.PoolDoubled
            : !Units.All(u => u.ArePossible)
                ? ReportLocationRefusal.NumberOutOfRange
                : Facts.IsPossible(At, now) ? null : ReportLocationRefusal.TimeOutOfRange;
    }

    private ImmutableArray<Event> Report(World world, FigureSource source, int level)
    {
        var told = Units
            .Select(u => (Figures: u, world.Regions.Units[u.Unit.Value].Pool))
            .Where(u => IsNews(world.Capacity[u.Pool].Figures, source)).ToImmutableArray();
        if (told.IsEmpty)
        {
            return [];
        }

        if (level < EventCodec.LevelOf<LocationReported>())
        {
            return [.. told.Select(u => new CapacityReported(u.Pool, new Figures(
                u.Figures.Physical, u.Figures.Blocked, u.Figures.Staffed, u.Figures.Occupied,
                At, source)))];
        }

        var changed = ImmutableArray.CreateBuilder<PoolFigures>();
        var unchanged = new List<long>();
        var pools = world.Regions.PoolsAt(Location);
        foreach (var (u, pool) in told.OrderBy(u => u.Pool.Value))
        {
            var ordinal = pools.IndexOf(pool) + 1;
            if (world.Capacity[pool].Figures is { } known && u.AreIn(known))
            {
                unchanged.Add(ordinal);
            }
            else
            {
                changed.Add(new PoolFigures(
                    ordinal, u.Physical, u.Blocked, u.Staffed, u.Occupied));
            }
        }

        return [new LocationReported(
            Location, At, source, changed.ToImmutable(), NumberSet.Of(unchanged))];
    }

    private bool IsNews(Figures? known, FigureSource source) =>
        known is null || known.At < At || (known.At == At && known.Source != source);
}

/// <summary>Why a message of a location was not taken, in the order it is checked.</summary>
public enum ReportLocationRefusal
{
    /// <summary>There is no such location.</summary>
    LocationUnknown = 1,

    /// <summary>
    /// The location belongs to another organisation, and the actor is at no coordination centre
    /// that could have called it.
    /// </summary>
    NotAllowed,

    /// <summary>The message names no unit.</summary>
    NothingReported,

    /// <summary>There is no such unit.</summary>
    UnitUnknown,

    /// <summary>A unit is at another location.</summary>
    UnitElsewhere,

    /// <summary>Two units of the message draw on the same places.</summary>
    PoolDoubled,

    /// <summary>
    /// A number is negative or over <see cref="ReportCapacity.PlacesMax"/>, or more is blocked
    /// than exists.
    /// </summary>
    NumberOutOfRange,

    /// <summary>The moment lies in the future, or more than a day back.</summary>
    TimeOutOfRange,

    /// <summary>Only the places in use were told, of a unit whose other figures nobody ever
    /// reported.</summary>
    FiguresUnknown,
}
