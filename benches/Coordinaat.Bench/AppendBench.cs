using System.Diagnostics;
using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>Answered requests a second through a real engine with real files.</summary>
/// <remarks>
/// Two kinds of work: "life" takes care requests from the call to their ending, with a place
/// asked for and promised; "report" is the volume, one pool's figures a request. Beside them the
/// same reports by a plain writer, and what one flush to this disk takes.
/// </remarks>
internal static class AppendBench
{
    private const int Units = 25_000;
    private const int Seed = 20_261;
    private const int PageBytes = 4_096;
    private static readonly int[] Callers = [1, 64];

    /// <summary>Measures, and prints a line for each work and number of callers.</summary>
    public static void Run(Size size)
    {
        var folder = Measure.MakeFolder("append");
        try
        {
            RunAsync(size, folder).GetAwaiter().GetResult();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(Size size, DirectoryInfo folder)
    {
        var (rounds, length) = size == Size.Quick
            ? (3, TimeSpan.FromSeconds(0.5))
            : (7, TimeSpan.FromSeconds(4));
        var country = Country.Make(Units, regions: 11, Seed);
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        JournalFile.Write(folder, country.Events.Select((happened, i) => new Recorded(
            i + 1, 1, default, now, Actor.System, Guid.Empty, 0, happened)));
        await using var engine = Engine.Engine.Open(new EngineOptions(
            folder.FullName, TimeProvider.System, NullLogger.Instance));
        using var plain = new PlainWriter(folder);
        var path = Path.Combine(folder.FullName, "flush");
        await MeasureAsync(
            ("fsync", "flush", 1), rounds, length,
            isOver => Task.FromResult(Flush(path, isOver)));
        foreach (var callers in Callers)
        {
            await MeasureAsync(
                ("sqlite", "life", callers), rounds, length,
                isOver => CallAsync(engine, country, callers, c => c.WorkAsync(isOver)));
            await MeasureAsync(
                ("sqlite", "report", callers), rounds, length,
                isOver => CallAsync(engine, country, callers, c => c.ReportAsync(isOver)));
            await MeasureAsync(
                ("sqlite-one-by-one", "report", callers), rounds, length,
                isOver => WritePlainlyAsync(plain, callers, now, isOver));
        }
    }

    private static async Task MeasureAsync(
        (string Engine, string Work, int Callers) what, int rounds, TimeSpan length,
        Func<Func<bool>, Task<double[]>> work)
    {
        var (perSecond, cost, middle, slowest) = (
            new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            var times = await work(() => Stopwatch.GetElapsedTime(started) > length);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Array.Sort(times);

            // The first warms up.
            if (round > 0)
            {
                perSecond.Add(times.Length / seconds);
                cost.Add((Environment.CpuUsage.TotalTime - before).TotalMicroseconds
                    / times.Length);
                middle.Add(Measure.Percentile(times, 0.5));
                slowest.Add(Measure.Percentile(times, 0.99));
                Measure.Say($"append: {what}, round {round}: {perSecond[^1]:F0} a second, p50 "
                    + $"{middle[^1]:F2} ms, p99 {slowest[^1]:F2} ms, {cost[^1]:F0} µs of "
                    + "processor");
            }
        }

        Measure.Print(new
        {
            Bench = "append",
            what.Engine,
            what.Work,
            what.Callers,
            PerSecond = Math.Round(Measure.Median(perSecond)),
            P50Ms = Math.Round(Measure.Median(middle), 2),
            P99Ms = Math.Round(Measure.Median(slowest), 2),
            CpuUs = Math.Round(Measure.Median(cost)),
        });
    }

    private static async Task<double[]> CallAsync(
        Engine.Engine engine, Country country, int callers, Func<Caller, Task> work)
    {
        var units = AlwaysOpen(engine.World);
        var number = engine.World.Access.Requests.Count;
        var all = Enumerable.Range(0, callers)
            .Select(n => new Caller(
                engine, country, [.. units.Where((_, i) => i % callers == n)], number + n))
            .ToArray();
        await Task.WhenAll(all.Select(caller => Task.Run(() => work(caller))));
        return [.. all.SelectMany(c => c.Times)];
    }

    private static async Task<double[]> WritePlainlyAsync(
        PlainWriter plain, int callers, Instant now, Func<bool> isOver)
    {
        var report = new CapacityReported(
            new PoolId(1), new Figures(20, 1, 18, 12, now, FigureSource.Manual));
        var times = await Task.WhenAll(Enumerable.Range(0, callers)
            .Select(_ => Task.Run(() => plain.WorkAsync(report, isOver))));
        return [.. times.SelectMany(t => t)];
    }

    // What the disk takes for one page at the end of a growing file to be safe.
    private static double[] Flush(string path, Func<bool> isOver)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var times = new List<double>();
        while (!isOver())
        {
            var started = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, new byte[PageBytes], (long)PageBytes * times.Count);
            RandomAccess.FlushToDisk(file);
            times.Add(Measure.MsSince(started));
        }

        return [.. times];
    }

    // Places that take patients at every hour: the bench gives the same answers day and night.
    internal static UnitId[] AlwaysOpen(World world) =>
    [
        .. Enumerable.Range(1, world.Regions.Units.Count).Select(n => new UnitId(n)).Where(id =>
            world.Regions.Describe(id) is var (unit, _, _, careType)
            && unit.Admission == WeekHours.Always && unit.DoctorCover == WeekHours.Always
            && careType.Setting is CareSetting.Admission or CareSetting.Visit),
    ];
}
