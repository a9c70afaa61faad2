using System.Collections.Immutable;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Simulation;

/// <summary>A pool of places, and how its provider keeps its figures.</summary>
/// <param name="Id">Which pool.</param>
/// <param name="Unit">The unit that speaks for it.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Care">The kind of care of that unit.</param>
/// <param name="IsFeed">Figures come from another system, not by hand.</param>
internal sealed record PoolKept(
    PoolId Id, UnitId Unit, OrganisationId Owner, CareType Care, bool IsFeed)
{
    /// <summary>All pools of a region's tables, pool 1 first.</summary>
    public static ImmutableArray<PoolKept> ListIn(RegionsState regions) =>
    [
        .. Enumerable.Range(1, regions.Units.Count).Select(n => new UnitId(n))
            .GroupBy(u => regions.Units[u.Value].Pool).OrderBy(g => g.Key.Value)
            .Select(g =>
            {
                var (_, _, organisation, care) = regions.Describe(g.First());
                return new PoolKept(
                    g.Key, g.First(), regions.OwnerOf(g.First()), care,
                    organisation.Sector is Sector.Hospital or Sector.Ambulance);
            }),
    ];
}

/// <summary>How providers keep their figures true: they drift, are confirmed in time, mostly, and
/// now and then a unit closes.</summary>
internal static class Keepers
{
    private const int ClosedMinutes = 120;
    private const int ClosedMinutesMin = 5;

    // One closing of a pool in so many hours of simulated time: a few a day in a whole region.
    private const int HoursBetweenClosings = 900;

    /// <summary>When a pool's figures have to be looked at again.</summary>
    /// <param name="scope">Now.</param>
    /// <param name="kept">Which pool.</param>
    /// <param name="pool">As it is.</param>
    /// <param name="isForeign">
    /// A person reported it last: that stands until it no longer counts.
    /// </param>
    public static Instant DueAt(Scope scope, PoolKept kept, PoolState pool, bool isForeign) =>
        pool.Figures is not { } figures ? Instant.MaxValue
            : isForeign ? figures.At + Duration.FromMinutes(kept.Care.ExpiryMinutes)
            : OwnDueAt(scope, kept, pool, figures);

    /// <summary>The report of a pool that is due; null when nobody can make it.</summary>
    public static Intent? Next(Scope scope, PoolKept kept, Instant due, bool isForeign)
    {
        var pool = scope.World.Capacity[kept.Id];
        if (pool.Figures is not { } figures
            || scope.Of(kept.Owner, Roles.ProviderDesk) is not { } by)
        {
            return null;
        }

        var dice = DiceOf(scope, kept.Id, figures, Roll.Figures);
        return !isForeign && Closes(scope, dice, kept, figures)
            ? Intended(due, by, kept.Id, Closing(scope, kept, dice))
            : Report(scope, kept.Unit, by, due);
    }

    /// <summary>The figures as they are now, or "unchanged" when they are.</summary>
    public static Intent Report(Scope scope, UnitId unit, Actor by, Instant due)
    {
        var (described, _, organisation, care) = scope.Regions.Describe(unit);
        var pool = scope.World.Capacity[described.Pool];
        var room = pool.Claims.Length + 1;
        var figures = pool.Figures
            ?? new Figures(room, 0, room, 0, scope.Now, FigureSource.Manual);
        var occupied = OccupiedNow(scope, described.Pool, pool, figures, care);
        var hasArrived = pool.Claims.Any(c => c.State == ClaimState.Arrived);
        var isFeed = organisation.Sector is Sector.Hospital or Sector.Ambulance;
        var isOwn = Ownership.IsOwn(scope.Regions, unit, by);
        return Intended(
            due, by, described.Pool,
            pool.Figures?.Occupied == occupied && !hasArrived && !isFeed && isOwn
                ? new ConfirmCapacity([unit])
                : new ReportCapacity(
                    unit, figures.Physical, figures.Blocked, figures.Staffed, occupied,
                    scope.Now, isFeed ? FigureSource.Feed : FigureSource.Manual));
    }

    private static Intent Intended(
        Instant due, Actor by, PoolId pool, Domain.Request request) =>
        new(due, by, new StreamKey(StreamKind.Pool, pool.Value), () => request);

    private static Dice DiceOf(Scope scope, PoolId pool, Figures figures, Roll roll) => new(
        scope.Settings.Seed ^ Dice.Mix((ulong)roll), (ulong)pool.Value,
        (ulong)figures.At.ToUnixTimeTicks());

    // Fresh enough: by the product's clock. What changes, changes at the pace of the simulation.
    private static Instant OwnDueAt(
        Scope scope, PoolKept kept, PoolState pool, Figures figures)
    {
        var dice = DiceOf(scope, kept.Id, figures, Roll.Lateness);
        var turnover = Duration.FromMinutes(TurnoverMinutes(kept.Care));
        var change = scope.Real(
            turnover / Math.Max(1, figures.Usable * 2) * (dice.Between(60, 160) / 100.0));
        var usual = Share(kept.Care.FreshMinutes, dice.Between(45, 95));
        var shorter = change < usual ? change : usual;

        // Late, by a share of all time rather than of all reports: who reports often is not late
        // more often.
        var often = (int)Math.Clamp(10_000 * (shorter / usual), 1, 10_000);
        var isLate = dice.Below(10_000) < often / 5;
        if (isLate)
        {
            return figures.At + (dice.Chance(75)
                ? Share(kept.Care.FreshMinutes, dice.Between(105, 160))
                : Share(kept.Care.ExpiryMinutes, dice.Between(100, 125)));
        }

        var due = figures.At + shorter;
        foreach (var claim in pool.Claims.Where(c => c.State == ClaimState.Arrived))
        {
            var counted = scope.After(claim.Since, dice, 8, 30);
            due = counted < due ? counted : due;
        }

        return due;
    }

    private static Duration Share(int minutes, int percent) =>
        Duration.FromSeconds(minutes * 60L * percent / 100);

    private static bool Closes(Scope scope, Dice dice, PoolKept kept, Figures figures)
    {
        var isClosed = scope.World.Capacity.StopOf(kept.Unit)?.Runs(scope.Now) == true;
        var minutes = Math.Min(
            (scope.Now - figures.At).TotalMinutes * scope.Settings.Speed, 24 * 60);
        return !isClosed && dice.Below(HoursBetweenClosings * 60) < (int)minutes;
    }

    private static DeclareStop Closing(Scope scope, PoolKept kept, Dice dice)
    {
        string[] reasons = kept.Care.Code switch
        {
            "ed" => ["peak", "ct-failure", "no-outflow"],
            "gp-post" or "gp-visit" or "district-nursing" or "iht" or "ambulance" => ["staff"],
            "elv-low" or "elv-high" or "grz" => ["outbreak", "staff"],
            _ => ["staff", "peak"],
        };
        var minutes = (int)Math.Clamp(
            ClosedMinutes / scope.Settings.Speed, ClosedMinutesMin, ClosedMinutes);
        var mandate = kept.Care.Code switch
        {
            "ed" => "ed-manager",
            "ccu" => "cardiologist",
            "labour-room" => "gynaecologist",
            _ => "doctor-on-duty",
        };
        return new DeclareStop(
            scope.World.Regions.UnitsIn(kept.Id), StopLevel.Active, Inflow.All, [],
            dice.Pick(reasons), mandate, minutes);
    }

    // People leave and others come without us: the unit drifts to how full it usually is. A
    // place that was promised is kept free.
    private static int OccupiedNow(
        Scope scope, PoolId id, PoolState pool, Figures figures, CareType care)
    {
        var dice = DiceOf(scope, id, figures, Roll.Figures);
        _ = dice.Next();
        var arrived = pool.Claims.Count(c => c.State == ClaimState.Arrived);
        var taken = figures.Occupied + arrived;
        var passed = (scope.Now - figures.At).TotalMinutes * scope.Settings.Speed;
        var share = (long)(Math.Min(1, passed / TurnoverMinutes(care)) * 1_000);
        var leave = dice.Round(taken * share);
        var come = dice.Round(figures.Usable * UsuallyFull(care) * share / 1_000);
        var most = Math.Max(taken, figures.Usable - (pool.Claims.Length - arrived));
        return Math.Clamp(taken - leave + come, 0, Math.Max(0, most));
    }

    // How long somebody stays, in minutes. Shorter than in truth, so that a day shows change.
    private static int TurnoverMinutes(CareType care) => care.Code switch
    {
        "ambulance" => 60,
        "gp-post" => 45,
        "gp-visit" => 90,
        "ed" => 180,
        "mh-assessment" or "district-nursing" => 300,
        "labour-room" => 600,
        "ccu" or "aoa" or "maternity" or "child-ward" => 1_440,
        "emergency-bed" => 1_440,
        "icu" or "ward" or "nicu" => 2_880,
        _ => 4_320,
    };

    // Thousandths of the usable places that are in use without us.
    private static int UsuallyFull(CareType care) => care.Code switch
    {
        "ambulance" => 400,
        "mh-assessment" => 350,
        "gp-visit" or "labour-room" => 500,
        "emergency-bed" => 400,
        "ed" or "child-ward" or "district-nursing" or "gp-post" => 620,
        "maternity" => 700,
        "icu" or "ccu" => 820,
        "ward" or "aoa" => 880,
        _ => 800,
    };
}
