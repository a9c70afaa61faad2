using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>Announces a stop, or puts it in force (FR-C7).</summary>
/// <remarks>
/// Declared again it takes the place of the one before: so an announced stop comes in force, and
/// scope and reason are corrected. The region's agreements warn and never forbid.
/// </remarks>
/// <param name="Units">Which units, of one pool.</param>
/// <param name="Level">Announced or in force.</param>
/// <param name="Inflow">Which ways in it is about.</param>
/// <param name="Specialisms">Codes of the specialisms; none means all.</param>
/// <param name="Reason">Code of the reason.</param>
/// <param name="Mandate">Code of the function that decided on it (R19).</param>
/// <param name="Minutes">How long from now, at most <see cref="MinutesMax"/>.</param>
public sealed record DeclareStop(
    ImmutableArray<UnitId> Units, StopLevel Level, Inflow Inflow,
    ImmutableArray<string> Specialisms, string Reason, string Mandate, int Minutes)
    : Request<StopRefusal>
{
    /// <summary>A longer stop is a closing: another thing, with a duty to report (R19).</summary>
    public const int MinutesMax = 7 * 24 * 60;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, StopRefusal> Decide(
        World world, Moment moment)
    {
        if (StopChecks.Check(world, Units, moment) is { } refusal)
        {
            return refusal;
        }

        if (CheckScope(world.Regions) is { } scope)
        {
            return scope;
        }

        var pool = world.Regions.Units[Units[0].Value].Pool;
        var until = moment.Now + Duration.FromMinutes(Minutes);
        if (moment.WriteLevel < EventCodec.LevelOf<StopDeclared>())
        {
            return Level == StopLevel.Active && Specialisms.IsEmpty && Inflow == Inflow.All
                ? ImmutableArray.Create<Event>(new UnitsClosed(pool, Reason, until))
                : StopRefusal.NotYetWritten;
        }

        var warnings = Units
            .SelectMany(u => StopRules.Warnings(
                world, u, Level, moment.Now, Duration.FromMinutes(Minutes)))
            .Distinct().Order().ToImmutableArray();
        return ImmutableArray.Create<Event>(new StopDeclared(
            pool, Units, Level, Inflow, Specialisms, Reason, Mandate, until, warnings));
    }

    private StopRefusal? CheckScope(RegionsState regions) =>
        Inflow is Inflow.None || (Inflow & ~Inflow.All) != 0
            ? StopRefusal.InflowMissing
            : Specialisms.Any(s => !regions.Knows(CodeList.Specialism, s))
                ? StopRefusal.SpecialismUnknown
                : !regions.Knows(CodeList.Closure, Reason)
                    ? StopRefusal.ReasonUnknown
                    : !regions.Knows(CodeList.StopMandate, Mandate)
                        ? StopRefusal.MandateUnknown
                        : Minutes is < 1 or > MinutesMax ? StopRefusal.EndOutOfRange : null;
}

/// <summary>Moves the end of a stop that runs.</summary>
/// <param name="Units">Which units, of one pool.</param>
/// <param name="Minutes">
/// How much later it ends; the new end is at most <see cref="DeclareStop.MinutesMax"/> from now.
/// </param>
public sealed record ExtendStop(ImmutableArray<UnitId> Units, int Minutes)
    : Request<StopRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, StopRefusal> Decide(
        World world, Moment moment)
    {
        if (StopChecks.Check(world, Units, moment) is { } refusal)
        {
            return refusal;
        }

        var running = StopChecks.Running(world, Units, moment.Now);
        var until = running.Select(u => world.Capacity.StopOf(u)!.Until)
            .DefaultIfEmpty(moment.Now).Max() + Duration.FromMinutes(Minutes);
        if (Minutes < 1 || until > moment.Now + Duration.FromMinutes(DeclareStop.MinutesMax))
        {
            return StopRefusal.EndOutOfRange;
        }

        if (running.IsEmpty)
        {
            return StopRefusal.NothingRuns;
        }

        if (moment.WriteLevel < EventCodec.LevelOf<StopExtended>())
        {
            return StopRefusal.NotYetWritten;
        }

        var warnings = running
            .SelectMany(u => StopRules.Warnings(
                world, u, world.Capacity.StopOf(u)!.Level, moment.Now,
                until - world.Capacity.StopOf(u)!.DeclaredAt))
            .Distinct().Order().ToImmutableArray();
        return ImmutableArray.Create<Event>(new StopExtended(
            world.Regions.Units[running[0].Value].Pool, running, until, warnings));
    }
}

/// <summary>Ends a stop before its time.</summary>
/// <param name="Units">Which units, of one pool; where none runs nothing changes.</param>
public sealed record EndStop(ImmutableArray<UnitId> Units) : Request<StopRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, StopRefusal> Decide(
        World world, Moment moment)
    {
        if (StopChecks.Check(world, Units, moment) is { } refusal)
        {
            return refusal;
        }

        var running = StopChecks.Running(world, Units, moment.Now);
        return running.IsEmpty
            ? ImmutableArray<Event>.Empty
            : Ended(world.Regions.Units[running[0].Value].Pool, running, moment.WriteLevel);
    }

    private static ImmutableArray<Event> Ended(
        PoolId pool, ImmutableArray<UnitId> units, int level) =>
        level < EventCodec.LevelOf<StopEnded>()
            ? [new UnitsOpened(pool)]
            : [new StopEnded(pool, units)];
}

/// <summary>What all that is asked about stops has in common.</summary>
internal static class StopChecks
{
    /// <summary>Whether somebody may speak of these units; null when so.</summary>
    public static StopRefusal? Check(World world, ImmutableArray<UnitId> units, Moment moment)
    {
        if (units.IsEmpty || units.Any(u => world.Regions.Units.Find(u.Value) is null))
        {
            return StopRefusal.UnitUnknown;
        }

        var pool = world.Regions.Units[units[0].Value].Pool;
        return units.Any(u => world.Regions.Units[u.Value].Pool != pool)
            ? StopRefusal.PoolsDiffer
            : units.All(u => Ownership.MaySpeakFor(world.Regions, u, moment.By))
                ? null
                : StopRefusal.NotAllowed;
    }

    /// <summary>Those of the units whose stop runs.</summary>
    public static ImmutableArray<UnitId> Running(
        World world, ImmutableArray<UnitId> units, Instant now) =>
        [.. units.Where(u => world.Capacity.StopOf(u)?.Runs(now) == true)];
}

/// <summary>Why nothing was changed about a stop, in the order it is checked.</summary>
public enum StopRefusal
{
    /// <summary>There is no such unit, or none was named.</summary>
    UnitUnknown = 1,

    /// <summary>The units draw on different places.</summary>
    PoolsDiffer,

    /// <summary>
    /// The unit belongs to another organisation, and the actor is at no coordination centre that
    /// could have called it.
    /// </summary>
    NotAllowed,

    /// <summary>No way in was named, so it would be about nobody.</summary>
    InflowMissing,

    /// <summary>A specialism is not in the list.</summary>
    SpecialismUnknown,

    /// <summary>The reason is not in the list.</summary>
    ReasonUnknown,

    /// <summary>Who decided on it is not in the list of functions that may (R19).</summary>
    MandateUnknown,

    /// <summary>The end is not in the coming seven days.</summary>
    EndOutOfRange,

    /// <summary>No stop runs that could be moved.</summary>
    NothingRuns,

    /// <summary>An older release still takes part, which does not know this.</summary>
    NotYetWritten,
}
