using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Tests.Matching;

/// <summary>
/// The ranking is held against a second one, written here as plainly as possible, over hundreds of
/// random regions: the same rules failed by every unit, the same candidates in the same order.
/// </summary>
public sealed class RankingTests
{
    private const int Worlds = 600;

    [Fact]
    public void The_ranking_is_that_of_a_plain_second_program()
    {
        var (candidates, failed) = (0, Rules.None);
        for (var seed = 1; seed <= Worlds; seed++)
        {
            var random = new Random(seed);
            var region = new RandomRegion(random);
            var most = random.Next(1, 12);
            var ranking = Ranking.Of(region.World, region.Need, region.Origin, region.Now, most);
            var plain = Enumerable.Range(1, region.World.Regions.Units.Count)
                .Select(n => Plainly(region, new UnitId(n))).ToArray();
            var order = plain.Where(p => p.Failed == Rules.None)
                .OrderBy(p => p.IsKnown ? 0 : 1).ThenBy(p => p.Cost).ThenBy(p => p.Unit.Value)
                .ToArray();

            Assert.True(
                plain.Select(p => p.Failed).SequenceEqual(ranking.Failed), $"seed {seed}: rules");
            Assert.True(order.Length == ranking.CandidateCount, $"seed {seed}: count");
            Assert.True(
                order.Take(most).Select(p => (p.Unit, p.Cost))
                    .SequenceEqual(ranking.Candidates.Select(c => (c.Unit, c.Cost))),
                $"seed {seed}: order");
            candidates += order.Length;
            failed |= plain.Aggregate(Rules.None, (all, p) => all | p.Failed);
        }

        // The worlds are worth something: there were candidates, and every rule was failed.
        Assert.True(candidates > Worlds / 3, $"{candidates} candidates");
        Assert.Equal(Rules.Suitable | Rules.Available, failed);
    }

    [Fact]
    public void The_check_in_the_loop_and_the_reasons_agree_with_the_ranking()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var region = new RandomRegion(new Random(seed));
            var ranking = Ranking.Of(region.World, region.Need, region.Origin, region.Now);
            for (var number = 1; number <= ranking.Failed.Length; number++)
            {
                var unit = new UnitId(number);
                var assessment = Ranking.Assess(
                    region.World, region.Need, unit, region.Origin, region.Now);
                var failed = Ranking.Check(
                    region.World, region.Need, unit, region.Now, assessment.TravelSeconds);

                Assert.Equal(ranking.Failed[number - 1], assessment.Failed);
                Assert.Equal(assessment.Failed & ~Rules.Reach, failed);
                Assert.Equal(assessment.Failed == Rules.None, assessment.IsCandidate);
            }

            Assert.All(ranking.Candidates, c => Assert.Equal(
                c, Ranking.Assess(region.World, region.Need, c.Unit, region.Origin, region.Now)));
        }
    }

    [Fact]
    public void The_same_question_has_the_same_answer_also_for_a_world_that_was_folded_anew()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var region = new RandomRegion(new Random(seed));
            var again = WorldTests.Decoded(region.World);
            var one = Ranking.Of(region.World, region.Need, region.Origin, region.Now);
            var two = Ranking.Of(again, region.Need, region.Origin, region.Now);

            Assert.Equal(one.Candidates.AsEnumerable(), two.Candidates.AsEnumerable());
            Assert.Equal(one.Failed, two.Failed);
        }
    }

    private static (UnitId Unit, Rules Failed, bool IsKnown, int Cost) Plainly(
        RandomRegion region, UnitId id)
    {
        var (world, need, now) = (region.World, region.Need, region.Now);
        var (unit, location, _, care) = world.Regions.Describe(id);
        var pool = world.Capacity[unit.Pool];
        var metres = (int)Math.Floor(Math.Sqrt(
            Math.Pow(region.Origin.X - location.At.X, 2)
            + Math.Pow(region.Origin.Y - location.At.Y, 2)));
        var travel = Travel.Seconds(metres);
        var transport = world.Regions.Transports.All.FirstOrDefault(t => t.Code == need.Transport);
        var departure = Instant.Max(now, need.EarliestAt ?? now)
            + Duration.FromMinutes(transport?.LeadMinutes ?? 0);
        var arrival = departure + Duration.FromSeconds(travel);
        var stop = world.Capacity.Stops.FirstOrDefault(s => s.Unit == id)?.Stop;
        var known = pool.Figures is { } f && now - f.At < Duration.FromMinutes(care.ExpiryMinutes);
        var places = pool.Figures is { } g
            ? Math.Min(g.Staffed, g.Physical - g.Blocked) - g.Occupied - pool.Claims.Length
            : 0;

        var broken = new Dictionary<Rules, bool>
        {
            [Rules.CareType] = unit.CareType != need.CareType,
            [Rules.Complexity] = unit.ComplexityMax < need.Complexity,
            [Rules.Age] = !unit.Ages.Contains(
                need.Age == AgeBand.Unknown && !unit.Ages.Contains(AgeBand.Unknown)
                    ? AgeBand.Adult
                    : need.Age),
            [Rules.Isolation] = Lacks(Features.Isolation),
            [Rules.Wandering] = Lacks(Features.Wandering),
            [Rules.Bariatric] = Lacks(Features.Bariatric),
            [Rules.OneToOne] = Lacks(Features.OneToOne),
            [Rules.Title] = !need.Title.Opens(care.Closed),
            [Rules.ReturnHome] =
                care.ReturnHomeOnly && need.ReturnHome == ReturnHome.NotExpected,
            [Rules.NotThere] = need.NotTo.Contains(location.Organisation),
            [Rules.Reach] = unit.ReachMetres > 0 && metres > unit.ReachMetres,
            [Rules.Transport] = care.Setting != CareSetting.AtHome && transport is not null
                && !IsOpen(transport.Hours, departure),
            [Rules.ArrivalHours] = !IsOpen(unit.Admission, arrival),
            [Rules.DoctorCover] = !IsOpen(unit.DoctorCover, arrival)
                || (world.Regions.DutyRules.All.Any(r => r.UnitCode == unit.Code
                        && r.Function.Length > 0)
                    && !world.Capacity.Duties.Any(d => d.Unit == id && d.Duty.Function == "nurse"
                        && d.Duty.From <= arrival && arrival < d.Duty.Until)),
            [Rules.Open] = stop is { Level: StopLevel.Active } && stop.Specialisms.IsEmpty
                && stop.Inflow.HasFlag(transport?.IsAmbulance == true
                    ? Inflow.Ambulance
                    : Inflow.Referral)
                && stop.Until > arrival,
            [Rules.Place] = known && places <= 0,
        };
        return (
            id, broken.Where(b => b.Value).Aggregate(Rules.None, (all, b) => all | b.Key), known,
            travel + AgeCost(pool, known, now) + LoadCost(pool)
                + TrustCost(world.Capacity.TrustOf(id)));

        bool Lacks(Features feature) =>
            need.Features.HasFlag(feature) && !unit.Features.HasFlag(feature);
    }

    // One second for each permille under nine in ten, small numbers drawn to that.
    private static int TrustCost(Trust trust)
    {
        var permille = (((trust.SaidFree - trust.Lacked) * 1_000) + 9_000) / (trust.SaidFree + 10);
        return Math.Max(0, 900 - permille);
    }

    private static int AgeCost(PoolState pool, bool known, Instant now) => !known
        ? 300
        : (int)Math.Min(300, Math.Max(0, (now - pool.Figures!.At).TotalMinutes) * 10);

    private static int LoadCost(PoolState pool)
    {
        if (pool.Figures is not { } figures)
        {
            return 600;
        }

        var usable = Math.Min(figures.Staffed, figures.Physical - figures.Blocked);
        var permille = usable <= 0
            ? 1_000
            : Math.Min(1_000, (figures.Occupied + pool.Claims.Length) * 1_000 / usable);
        return permille * 600 / 1_000;
    }

    private static bool IsOpen(WeekHours hours, Instant at)
    {
        var local = at.InZone(DateTimeZoneProviders.Tzdb["Europe/Amsterdam"]);
        var day = local.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday
            ? hours.Weekend
            : hours.Weekday;
        var minute = (local.Hour * 60) + local.Minute;
        return day.FromMinute <= day.UntilMinute
            ? day.FromMinute <= minute && minute < day.UntilMinute
            : minute < day.UntilMinute || minute >= day.FromMinute;
    }

    /// <summary>A region, its figures and a need, all drawn from one seed.</summary>
    private sealed class RandomRegion
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

            World = World.Empty with { Regions = regions, Capacity = NextCapacity(regions) };
            Need = NextNeed(regions);
        }

        public World World { get; }

        public Need Need { get; }

        public Position Origin { get; }

        public Instant Now { get; }

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

            foreach (var kind in new[] { "taxi", "bus" })
            {
                regions = regions.After(new TransportKindDefined(new(
                    kind, both, random.Next(0, 120), NextHours(), false)));
            }

            for (var i = 1; i <= 6; i++)
            {
                regions = regions.After(new LocationDefined(new(
                    $"l{i}", "x", new(random.Next(1, 4)), [new(1)], "x", NextPosition(), "", "")));
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
                    (Complexity)random.Next(1, 4), NextAges(), (Features)(random.Next(16)
                        | random.Next(16)), NextHours(), NextHours(),
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

        private Trust NextTrust()
        {
            var saidFree = random.Next(2) == 0 ? 0 : random.Next(40);
            return new Trust(saidFree, random.Next(saidFree + 1), random.Next(9), 0);
        }

        private Need NextNeed(RegionsState regions) => new(
            new(random.Next(1, 4)), (Complexity)random.Next(1, 4),
            (AgeBand)(random.Next(3) > 0 ? (int)AgeBand.Older : random.Next(1, 9)),
            random.Next(2) == 0 ? Features.None : (Features)random.Next(16),
            (LegalTitle)random.Next(1, 10), (ReturnHome)random.Next(1, 4),
            random.Next(4) == 0 ? "" : regions.Transports[random.Next(1, 3)].Code,
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
}
