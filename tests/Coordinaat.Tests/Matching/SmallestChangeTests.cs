using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Tests.Matching;

/// <summary>
/// What is said to make a unit possible does: every change is made here, by hand, and all is
/// ranked again. Nothing smaller would have done: single changes are tried one after the other.
/// </summary>
public sealed class SmallestChangeTests
{
    private const int Worlds = 1_500;

    [Fact]
    public void What_is_said_to_help_helps_and_nothing_smaller_does()
    {
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 1; seed <= Worlds; seed++)
        {
            var region = new RandomRegion(new Random(seed));
            var failed = Ranking.Of(
                region.World, region.Need, region.Origin, region.Now,
                circumstances: region.Circumstances).Failed;
            for (var number = 1; number <= failed.Count; number++)
            {
                var unit = new UnitId(number);
                var found = SmallestChange.Find(
                    region.World, region.Need, unit, region.Origin, region.Now,
                    region.Circumstances);
                var said = $"seed {seed}, unit {number}: {failed[number - 1]}, "
                    + string.Join(" + ", found?.Changes ?? []);
                if (failed[number - 1] == Rules.None)
                {
                    Assert.Null(found);
                    continue;
                }

                if (seed % 3 == 0 && (found is null || found.Changes.Length == 3))
                {
                    Assert.False(HasHourOnDuty(region, unit), said);
                }

                if (found is null)
                {
                    Assert.False(HasSingle(region, unit, null), said);
                    Count("nothing");
                    continue;
                }

                Assert.True(IsPossible(region, unit, [.. found.Changes]), said);
                Assert.False(
                    found.Changes switch
                    {
                        [LeaveLater only] => HasSingle(region, unit, only.At),
                        [_] => false,
                        _ => HasSingle(region, unit, null),
                    },
                    said);
                foreach (var change in found.Changes)
                {
                    Count(change.GetType().Name);
                    Assert.False(IsPossible(region, unit, Less(found, change)), said);
                }

                Count($"{found.Changes.Length}");
            }
        }

        // The worlds are worth something: all of it came about.
        Assert.Equal(
            [
                "1", "2", "3", "HomeExpected", "LadderReached", "LeaveLater", "NeedLighter",
                "NeedWithout",
                "PlacesFree", "SomebodyOnDuty", "TravelBy", "nothing",
            ],
            kinds.Where(k => k.Value >= 10).Select(k => k.Key).Order(StringComparer.Ordinal));

        void Count(string kind) => kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
    }

    // All but one of them; of places one less.
    private static Change[] Less(SmallestChange found, Change change) =>
        change is PlacesFree { Count: > 1 } places
            ? [.. found.Changes.Replace(change, new PlacesFree(places.Count - 1))]
            : [.. found.Changes.Remove(change)];

    // The world with all of it done, ranked as a whole.
    private static bool IsPossible(RandomRegion region, UnitId unit, Change[] changes)
    {
        var (world, need) = changes.Aggregate(
            (region.World, region.Need),
            (now, change) => With(now.World, now.Need, unit, change, region.Now));
        var ranking = Ranking.Of(
            world, need, region.Origin, region.Now, circumstances: With(region, changes));
        return ranking.Failed[unit.Value - 1] == Rules.None;
    }

    // Waiting on the ladder is having waited longer.
    private static Circumstances With(RandomRegion region, params Change[] changes) =>
        changes.OfType<LadderReached>().FirstOrDefault() is { } reached
            ? region.Circumstances with
            {
                ReceivedAt = region.Circumstances.ReceivedAt - (reached.At - region.Now),
            }
            : region.Circumstances;

    private static (World World, Need Need) With(
        World world, Need need, UnitId unit, Change change, Instant now) => change switch
        {
            LeaveLater c => (world, need with { EarliestAt = c.At }),
            TravelBy c => (world, need with { Transport = c.Transport }),
            NeedWithout c => (world, need with { Features = need.Features & ~c.Feature }),
            NeedLighter c => (world, need with { Complexity = c.Most }),
            LadderReached => (world, need),
            HomeExpected => (world, need with { ReturnHome = ReturnHome.Expected }),
            PlacesFree c => (With(world, unit, c.Count), need),
            SomebodyOnDuty c => (With(world, unit, c.Function, now), need),
            _ => throw new InvalidOperationException($"{change}"),
        };

    private static World With(World world, UnitId unit, int places)
    {
        var pool = world.Regions.Units[unit.Value].Pool.Value - 1;
        var known = world.Capacity.Pools[pool]!;
        return world with
        {
            Capacity = world.Capacity with
            {
                Pools = world.Capacity.Pools.Set(pool, known with
                {
                    Figures = known.Figures! with { Occupied = known.Figures.Occupied - places },
                }),
            },
        };
    }

    private static World With(World world, UnitId unit, string function, Instant now)
    {
        var duty = new UnitDuty(unit, new Duty(function, null, now, now + Duration.FromDays(3)));
        return world with
        {
            Capacity = world.Capacity with
            {
                Duties = [.. world.Capacity.Duties.Append(duty).OrderBy(d => d.Unit.Value)],
            },
        };
    }

    // Any later hour at which only somebody on duty is missing.
    private static bool HasHourOnDuty(RandomRegion region, UnitId unit)
    {
        var world = With(region.World, unit, "nurse", region.Now);
        var start = Instant.Max(region.Now, region.Need.EarliestAt ?? region.Now);
        return Enumerable.Range(0, 48 * 2).Any(n => Ranking.Assess(
            world, region.Need with { EarliestAt = start + Duration.FromMinutes(30 * n) }, unit,
            region.Origin, region.Now, region.Circumstances).IsCandidate);
    }

    // Any single thing that helps; leaving later only if that is before a moment.
    private static bool HasSingle(RandomRegion region, UnitId unit, Instant? before)
    {
        var start = Instant.Max(region.Now, region.Need.EarliestAt ?? region.Now);
        var until = before ?? start + Duration.FromHours(48);
        for (var at = start; at < until; at += Duration.FromMinutes(14))
        {
            if (Helps(new LeaveLater(at)))
            {
                return true;
            }
        }

        return before is null && new Change[]
        {
            new TravelBy("ambulance"), new PlacesFree(1), new PlacesFree(2),
            new SomebodyOnDuty("nurse"), new NeedWithout(Features.Isolation),
            new NeedWithout(Features.Wandering), new NeedLighter(Complexity.Low),
            new NeedWithout(Features.Oxygen), new NeedWithout(Features.MenRoom),
            new HomeExpected(), new LadderReached(region.Now + Duration.FromHours(30)),
        }.Any(Helps);

        bool Helps(Change change) => change switch
        {
            TravelBy when region.Need.Transport.Length == 0 => false,
            PlacesFree when Known() is null => false,
            NeedLighter { Most: var most } when most >= region.Need.Complexity => false,
            _ => Ranks(change),
        };

        Figures? Known() =>
            region.World.Capacity[region.World.Regions.Units[unit.Value].Pool].Figures;

        bool Ranks(Change change)
        {
            var (world, need) = With(region.World, region.Need, unit, change, region.Now);
            return Ranking.Assess(
                world, need, unit, region.Origin, region.Now, With(region, change)).IsCandidate;
        }
    }
}
