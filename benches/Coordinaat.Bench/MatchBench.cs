using System.Diagnostics;
using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>Ranks all units of the country for many needs, one after the other.</summary>
/// <remarks>
/// Between two needs some reports come in, as they would: what a ranking could keep of the world
/// before it is part of the figure. Beside the time on the clock stands that of the processor: on
/// a machine with other work too, only that one says what a ranking takes.
/// </remarks>
internal static class MatchBench
{
    private const int Units = 25_000;
    private const int ReportsBetween = 16;
    private const int Seed = 20_261;
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 20, 14, 30);

    /// <summary>Measures, and prints one line.</summary>
    public static void Run(Size size)
    {
        var (needs, rounds) = size == Size.Quick ? (300, 3) : (1_500, 7);
        Measure.Say($"match: making {Units} units …");
        var country = Country.Make(Units, regions: 11, Seed);
        var world = WithFigures(country.ToWorld(Start), country);
        _ = Round(world, country, needs, out _, out _, out _);
        var (middle, slowest) = (new List<double>(), new List<double>());
        var (cpuMiddle, cpuSlowest) = (new List<double>(), new List<double>());
        var (candidates, allocated) = (0L, 0L);
        for (var round = 0; round < rounds; round++)
        {
            var times = Round(
                world, country, needs, out var cpuTimes, out candidates, out allocated);
            middle.Add(Measure.Percentile(times, 0.5));
            slowest.Add(Measure.Percentile(times, 0.99));
            cpuMiddle.Add(Measure.Percentile(cpuTimes, 0.5));
            cpuSlowest.Add(Measure.Percentile(cpuTimes, 0.99));
            Measure.Say($"match: round {round + 1}: p50 {middle[^1]:F0} µs, p99 {slowest[^1]:F0} "
                + $"µs; of processor {cpuMiddle[^1]:F0} and {cpuSlowest[^1]:F0} µs");
        }

        var within = new List<double[]>();
        for (var round = 0; round < rounds; round++)
        {
            within.Add(WithinCare(world, country, needs));
        }

        var peer = MatchPeer.Measure(world, size);
        var changes = Changes(world, country, needs, out var first, out var helped);
        Measure.Print(new
        {
            Bench = "match",
            Units,
            Needs = needs,
            P50Us = Math.Round(Measure.Median(middle)),
            P99Us = Math.Round(Measure.Median(slowest)),
            CpuP50Us = Math.Round(Measure.Median(cpuMiddle)),
            CpuP99Us = Math.Round(Measure.Median(cpuSlowest)),
            CareP50Us = Math.Round(Measure.Median(within.Select(
                w => Measure.Percentile(w, 0.5)))),
            CareP99Us = Math.Round(Measure.Median(within.Select(
                w => Measure.Percentile(w, 0.99)))),
            Peer = peer is null ? null : "postgis-knn-flags",
            PeerP50Us = peer is null ? (double?)null : Math.Round(peer.P50Ms * 1_000),
            PeerP99Us = peer is null ? (double?)null : Math.Round(peer.P99Ms * 1_000),
            Candidates = candidates / needs,
            KbPerRanking = allocated / needs / 1_000,
            Changes = changes.Length,
            ChangesHelped = helped,
            ChangeP50Us = Math.Round(Measure.Percentile(changes, 0.5)),
            ChangeP99Us = Math.Round(Measure.Percentile(changes, 0.99)),
            ChangeMaxUs = Math.Round(changes[^1]),
            ChangeFirstUs = Math.Round(first),
        });
    }

    /// <summary>The time of every ranking in microseconds, the shortest first.</summary>
    private static double[] Round(
        World world, Country country, int needs, out double[] cpuTimes, out long candidates,
        out long allocated)
    {
        var random = new Random(Seed);
        var times = new double[needs];
        cpuTimes = new double[needs];
        (candidates, allocated) = (0, 0);
        for (var i = 0; i < needs; i++)
        {
            var now = Start + Duration.FromSeconds(i);
            for (var n = 0; n < ReportsBetween; n++)
            {
                world = Country.Follow(world, Report(country, random, now), now);
            }

            var need = NeedFrom(random, now, country);
            var (_, origin) = Country.SomewhereNear(random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var cpu = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            var ranking = Ranking.Of(world, need, origin, now);
            times[i] = Measure.MsSince(started) * 1_000;
            cpuTimes[i] = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            candidates += ranking.CandidateCount;
        }

        Array.Sort(times);
        Array.Sort(cpuTimes);
        return times;
    }

    /// <summary>The time of rankings that look at the units of the right care only.</summary>
    private static double[] WithinCare(World world, Country country, int needs)
    {
        var random = new Random(Seed);
        var times = new double[needs];
        for (var i = 0; i < needs; i++)
        {
            var now = Start + Duration.FromSeconds(i);
            var need = NeedFrom(random, now, country);
            var (_, origin) = Country.SomewhereNear(random);
            var started = Stopwatch.GetTimestamp();
            _ = Ranking.WithinCare(world, need, origin, now);
            times[i] = Measure.MsSince(started) * 1_000;
        }

        Array.Sort(times);
        return times;
    }

    /// <summary>How long the least change takes that makes a unit possible: for some units of the
    /// right care that are not. The first one that finds something stands apart: it is translated
    /// to the machine's code on the way.</summary>
    private static double[] Changes(
        World world, Country country, int needs, out double first, out int helped)
    {
        var random = new Random(Seed);
        var times = new List<double>();
        (first, helped) = (0, 0);
        for (var i = 0; i < needs; i++)
        {
            var now = Start + Duration.FromSeconds(i);
            var need = NeedFrom(random, now, country);
            var (_, origin) = Country.SomewhereNear(random);
            var failed = Ranking.Of(world, need, origin, now).Failed;
            foreach (var unit in Enumerable.Range(1, Units).Select(n => new UnitId(n))
                .Where(u => failed[u.Value - 1] is not Rules.None and var rules
                    && !rules.HasFlag(Rules.CareType)).Take(20))
            {
                var started = Stopwatch.GetTimestamp();
                var found = SmallestChange.Find(world, need, unit, origin, now);
                var took = Measure.MsSince(started) * 1_000;
                helped += found is null ? 0 : 1;
                if (found is not null && first == 0)
                {
                    first = took;
                }
                else
                {
                    times.Add(took);
                }
            }
        }

        return [.. times.Order()];
    }

    private static CapacityReported Report(Country country, Random random, Instant at) => new(
        new PoolId(random.Next(1, country.Pools + 1)), FiguresFrom(random, at));

    private static Figures FiguresFrom(Random random, Instant at)
    {
        var physical = random.Next(4, 40);
        var staffed = random.Next(2, physical + 1);
        return new Figures(
            physical, random.Next(3), staffed, random.Next(staffed / 2, staffed + 2), at,
            FigureSource.Feed);
    }

    // Of a hundred pools 8 never reported and 12 did so days ago; 4 are closed or were lately;
    // one in ten has promised places.
    private static World WithFigures(World world, Country country)
    {
        var random = new Random(Seed + 1);
        for (var number = 1; number <= country.Pools; number++)
        {
            var pool = new PoolId(number);
            var kind = random.Next(100);
            if (kind >= 8)
            {
                var age = Duration.FromSeconds(
                    kind < 20 ? random.Next(90_000, 300_000) : random.Next(20_000));
                world = Country.Follow(
                    world, new CapacityReported(pool, FiguresFrom(random, Start - age)), Start);
            }

            if (random.Next(25) == 0)
            {
                var end = Start + Duration.FromMinutes(random.Next(-300, 600));
                world = Country.Follow(world, new UnitsClosed(pool, "any", end), Start);
            }

            if (random.Next(10) == 0)
            {
                world = Country.Follow(
                    world,
                    new PlaceClaimed(pool, new UnitId(1), new CareRequestId(number), false),
                    Start);
            }
        }

        return world;
    }

    private static Need NeedFrom(Random random, Instant now, Country country) => new(
        Country.CareTypeFrom(random),
        (Complexity)random.Next(1, 4),
        random.Next(5) == 0 ? (AgeBand)random.Next(1, 6) : (AgeBand)random.Next(6, 9),
        (Features)(random.Next(16) & random.Next(16) & random.Next(16)),
        random.Next(4) == 0 ? (LegalTitle)random.Next(2, 10) : LegalTitle.None,
        (ReturnHome)random.Next(1, 4),
        random.Next(3) switch { 0 => "own", 1 => "ambulance", _ => "wheelchair-taxi" },
        random.Next(5) == 0 ? now + Duration.FromMinutes(random.Next(1_000)) : null,
        random.Next(8) == 0
            ? [new OrganisationId(random.Next(12, country.Organisations + 1))]
            : [],
        Wishes: null);
}
