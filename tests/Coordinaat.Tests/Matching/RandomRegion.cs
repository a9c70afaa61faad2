using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Tests.Matching;

/// <summary>A region, its figures and a need, all drawn from one seed.</summary>
internal sealed class RandomRegion
{
    // Most moments are plain; some lie around the clock changes of 2026.
    private static readonly Instant[] Moments =
    [
        Instant.FromUtc(2026, 3, 29, 0, 30), Instant.FromUtc(2026, 10, 25, 0, 30),
        Instant.FromUtc(2026, 3, 2, 9, 0), Instant.FromUtc(2026, 7, 10, 20, 0),
    ];

    private readonly Random random;

    public RandomRegion(Random random)
    {
        this.random = random;
        Now = Moments[random.Next(Moments.Length)]
            + Duration.FromSeconds(random.Next(-7_200, 7_200));
        Origin = NextPosition();
        var regions = Norms(RegionsState.Empty);
        var count = random.Next(1, 60);
        for (var i = 0; i < count; i++)
        {
            regions = regions.After(NextUnit(regions, i));
        }

        foreach (var unit in regions.Units.All.Where(_ => random.Next(4) == 0))
        {
            regions = regions.After(new DutyRuleDefined(
                new(unit.Code, random.Next(4) == 0 ? "" : "nurse")));
        }

        foreach (var unit in regions.Units.All.Where(_ => random.Next(2) == 0))
        {
            regions = regions.After(new UnitAbilityDefined(new(
                unit.Code, random.Next(2) == 0 ? ["surgery"] : ["surgery", "lung"],
                random.Next(4), random.Next(4), random.Next(2) == 0 ? ["a"] : ["a", "b"])));
        }

        World = World.Empty with
        {
            Regions = regions, Capacity = NextCapacity(regions),
            Agreements = RandomAgreements.Of(random, regions, Now),
        };
        Need = NextNeed(regions);
        Circumstances = new Circumstances(
            new(random.Next(1, 5)), random.Next(2) == 0 ? "U2" : "U3",
            (RequesterKind)random.Next(1, 14), Now - Duration.FromMinutes(random.Next(-5, 300)),
            new Requirements(
                random.Next(7) > 0 ? "" : random.Next(2) == 0 ? "lung" : "surgery",
                random.Next(7) > 0 ? 0 : random.Next(4), random.Next(7) > 0 ? 0 : random.Next(4),
                random.Next(3) == 0 ? [new(random.Next(1, 4))] : [],
                random.Next(3) == 0 ? [new(random.Next(1, 4))] : []),
            random.Next(2) == 0
                ? []
                : [.. Enumerable.Range(0, random.Next(7)).Select(_ => random.Next(-600, 6_000))])
        {
            IsLifeThreat = random.Next(8) == 0,
        };
        World = WithCrowding(World);
    }

    private RandomRegion(RandomRegion other)
    {
        random = other.random;
        (World, Need, Origin) = (other.World, other.Need, other.Origin);
        (Circumstances, Now) = (other.Circumstances, other.Now);
    }

    public World World { get; private init; }

    public Need Need { get; private init; }

    public Position Origin { get; }

    public Circumstances Circumstances { get; }

    public Instant Now { get; }

    /// <summary>The same region, in which most units fit: so that the order is about something.
    /// </summary>
    public RandomRegion Easy()
    {
        var units = World.Regions.Units.All.Select(u => new UnitDefined(
            u with
            {
                CareType = Need.CareType, ComplexityMax = Complexity.High,
                Ages = [AgeBand.Older], Admission = WeekHours.Always,
                DoctorCover = WeekHours.Always, ReachMetres = 0,
            },
            World.Regions.Pools[u.Pool.Value].Code));
        return new RandomRegion(this)
        {
            World = World with
            {
                Regions = units.Aggregate(World.Regions, (regions, unit) => regions.After(unit)),
                Capacity = World.Capacity with { Stops = [] },
            },
            Need = Need with
            {
                Age = AgeBand.Older, Features = Features.None, NotTo = [],
                ReturnHome = ReturnHome.Expected,
            },
        };
    }

    private World WithCrowding(World world) => world with
    {
        Regions = world.Regions.Units.All.Where(_ => random.Next(3) == 0).Aggregate(
            world.Regions,
            (regions, unit) => regions.After(new CrowdingRuleDefined(new(
                unit.Code, random.Next(1, 30), 400, 0, 0, 0, 0, 0, 0, [1])))),
        Capacity = world.Capacity with
        {
            Crowdings = Vector<Crowding?>.From(world.Regions.Units.All.Select(
                _ => random.Next(2) == 0
                    ? null
                    : new Crowding(
                        new(40, random.Next(0, 40), 0, 0, 0, 0), 0, 0,
                        Now - Duration.FromMinutes(random.Next(-1, 150))))),
        },
    };

    private RegionsState Norms(RegionsState regions)
    {
        var both = new Label("x", "x");
        foreach (var (code, setting, closed) in new[]
        {
            ("bed", CareSetting.Admission, ClosedUnder.None),
            ("team", CareSetting.AtHome, ClosedUnder.None),
            ("closed", CareSetting.Admission, ClosedUnder.Wvggz),
        })
        {
            regions = regions.After(new CareTypeDefined(new(
                code, both, both, setting, closed, random.Next(2) == 0, 60, 240, "gp")));
        }

        foreach (var kind in new[] { "taxi", "bus", "ambulance" })
        {
            regions = regions.After(new TransportKindDefined(new(
                kind, both, random.Next(0, 120), NextHours(), kind == "ambulance")));
        }

        foreach (var code in new[] { "life-threat", "level-1-trauma" })
        {
            regions = random.Next(4) == 0
                ? regions
                : regions.After(new CodeDefined(new(CodeList.StopException, code, both)));
        }

        for (var i = 1; i <= 4; i++)
        {
            regions = regions.After(new SubregionDefined(new($"s{i}", "x", new((i + 1) / 2))));
        }

        for (var i = 1; i <= 6; i++)
        {
            regions = regions.After(new LocationDefined(new(
                $"l{i}", "x", new(random.Next(1, 4)),
                random.Next(3) == 0
                    ? [new(random.Next(1, 5))]
                    : [new(random.Next(1, 5)), new(random.Next(1, 5))],
                "x", NextPosition(), "", "")));
        }

        return Enumerable.Range(1, 3).Aggregate(regions, (r, i) =>
            r.After(new OrganisationDefined(new($"o{i}", "x", Sector.Other, new(1)))));
    }

    private UnitDefined NextUnit(RegionsState regions, int index)
    {
        var location = random.Next(1, 7);
        var shared = regions.Pools.NumberOf($"p{location}");
        var own = random.Next(3) > 0;
        var pool = own || shared == 0 ? regions.Pools.Count + 1 : shared;
        return new UnitDefined(
            new CareUnit(
                $"u{index}", "x", new(location), new(pool), new(random.Next(1, 4)),
                (Complexity)random.Next(1, 4), NextAges(), (Features)(random.Next(512)
                    | random.Next(512)), NextHours(), NextHours(),
                random.Next(3) == 0 ? random.Next(1, 60_000) : 0),
            own ? $"u{index}" : $"p{location}");
    }

    private CapacityState NextCapacity(RegionsState regions)
    {
        var pools = regions.Pools.All.Select(_ =>
        {
            var figures = new Figures(
                random.Next(0, 20), 0, random.Next(0, 20), random.Next(0, 12),
                Now - Duration.FromSeconds(random.Next(-60, 20_000)), FigureSource.Feed);
            var claims = Enumerable.Range(1, random.Next(0, 3)).Select(n => new Claim(
                new(n), new(1), ClaimState.Held, Now, false));
            return new PoolState(
                random.Next(6) == 0 ? null : figures with { Blocked = figures.Physical / 4 },
                [.. claims], "");
        });
        var units = Enumerable.Range(1, regions.Units.Count).Select(n => new UnitId(n));
        return CapacityState.Empty with
        {
            Pools = Vector<PoolState?>.From(pools),
            Stops = [.. units.Where(_ => random.Next(5) == 0).Select(
                u => new UnitStop(u, NextStop()))],
            Duties =
            [
                .. units.SelectMany(u => Enumerable.Range(0, random.Next(4))
                    .Select(_ => new UnitDuty(u, NextDuty())).OrderBy(d => d.Duty.From)),
            ],
            Trusts = Vector<Trust>.From(units.Select(_ => NextTrust())),
            Loads = Vector<UnitLoad?>.From(units.Select(_ => NextLoad())),
        };
    }

    private Stop NextStop() => new(
        random.Next(4) == 0 ? StopLevel.Impending : StopLevel.Active,
        random.Next(2) == 0 ? Inflow.All : (Inflow)random.Next(1, 8),
        random.Next(4) == 0 ? ["surgery"] : [], "x", "y", Now,
        Now + Duration.FromSeconds(random.Next(-900, 9_000)), 0, 0);

    private Duty NextDuty()
    {
        var from = Now + Duration.FromSeconds(random.Next(-900, 9_000));
        return new Duty(
            random.Next(4) == 0 ? "gp" : "nurse", null, from,
            from + Duration.FromSeconds(random.Next(1, 9_000)));
    }

    private UnitLoad? NextLoad() => random.Next(3) == 0
        ? null
        : Enumerable.Range(0, random.Next(6)).Aggregate(UnitLoad.None, (load, _) => load.After(
            random.Next(3) > 0, Now - Duration.FromDays(random.Next(40))));

    private Trust NextTrust()
    {
        var saidFree = random.Next(2) == 0 ? 0 : random.Next(40);
        return new Trust(saidFree, random.Next(saidFree + 1), random.Next(9), 0);
    }

    private Need NextNeed(RegionsState regions) => new(
        new(random.Next(1, 4)), (Complexity)random.Next(1, 4),
        (AgeBand)(random.Next(3) > 0 ? (int)AgeBand.Older : random.Next(1, 9)),
        random.Next(2) == 0
            ? Features.None
            : (Features)(random.Next(512) & random.Next(512) & random.Next(512)),
        (LegalTitle)random.Next(1, 10), (ReturnHome)random.Next(1, 4),
        random.Next(4) == 0 ? "" : regions.Transports[random.Next(1, 4)].Code,
        random.Next(2) == 0 ? null : Now + Duration.FromSeconds(random.Next(-3_600, 90_000)),
        random.Next(3) == 0 ? [new(random.Next(1, 4))] : [], null);

    private ImmutableArray<AgeBand> NextAges() => random.Next(3) == 0
        ? [(AgeBand)random.Next(1, 9)]
        : [AgeBand.Adult, AgeBand.Older, AgeBand.Oldest];

    private WeekHours NextHours() => random.Next(3) > 0
        ? WeekHours.Always
        : new(NextDay(), NextDay());

    private DayHours NextDay() => new(random.Next(1_440), random.Next(1_441));

    private Position NextPosition() =>
        new(random.Next(100_000, 200_000), random.Next(400_000, 500_000));
}
