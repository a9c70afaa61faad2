using System.Diagnostics;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>Answered requests a second through a real engine with real files.</summary>
/// <remarks>
/// Two kinds of work: "life" takes care requests from the call to their ending, with a place
/// asked for and promised; "report" is the volume, one pool's figures a request.
/// </remarks>
internal static class AppendBench
{
    private const int Units = 25_000;
    private const int Seed = 20_261;
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
            ? (3, TimeSpan.FromSeconds(1))
            : (7, TimeSpan.FromSeconds(4));
        var country = Country.Make(Units, regions: 11, Seed);
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        JournalFile.Write(folder, country.Events.Select((happened, i) => new Recorded(
            i + 1, 1, default, now, Actor.System, Guid.Empty, 0, happened)));
        await using var engine = Engine.Engine.Open(new EngineOptions(
            folder.FullName, TimeProvider.System, NullLogger.Instance));
        foreach (var work in new[] { "life", "report" })
        {
            foreach (var callers in Callers)
            {
                await MeasureAsync(engine, country, work, callers, rounds, length);
            }
        }
    }

    private static async Task MeasureAsync(
        Engine.Engine engine, Country country, string work, int callers, int rounds,
        TimeSpan length)
    {
        var (perSecond, cost, middle, slowest) = (
            new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var (count, times) = await RoundAsync(engine, country, work, callers, length);

            // The first warms up.
            if (round > 0)
            {
                perSecond.Add(count);
                cost.Add((Environment.CpuUsage.TotalTime - before).TotalMicroseconds
                    / times.Length);
                middle.Add(Measure.Percentile(times, 0.5));
                slowest.Add(Measure.Percentile(times, 0.99));
                Measure.Say($"append: {work}, {callers} callers, round {round}: {count:F0} a "
                    + $"second, p50 {middle[^1]:F2} ms, p99 {slowest[^1]:F2} ms, "
                    + $"{cost[^1]:F0} µs of processor");
            }
        }

        Measure.Print(new
        {
            Bench = "append",
            Engine = "sqlite",
            Work = work,
            Callers = callers,
            PerSecond = Math.Round(Measure.Median(perSecond)),
            P50Ms = Math.Round(Measure.Median(middle), 2),
            P99Ms = Math.Round(Measure.Median(slowest), 2),
            CpuUs = Math.Round(Measure.Median(cost)),
        });
    }

    private static async Task<(double PerSecond, double[] Times)> RoundAsync(
        Engine.Engine engine, Country country, string work, int callers, TimeSpan length)
    {
        var units = AlwaysOpen(engine.World);
        var number = engine.World.Access.Requests.Count;
        var started = Stopwatch.GetTimestamp();
        bool IsOver() => Stopwatch.GetElapsedTime(started) > length;
        var all = Enumerable.Range(0, callers)
            .Select(n => new Caller(
                engine, country, [.. units.Where((_, i) => i % callers == n)], number + n))
            .ToArray();
        await Task.WhenAll(all.Select(caller => Task.Run(
            () => work == "life" ? caller.WorkAsync(IsOver) : caller.ReportAsync(IsOver))));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var times = all.SelectMany(c => c.Times).Order().ToArray();
        return (times.Length / seconds, times);
    }

    // Places that take patients at every hour: the bench gives the same answers day and night.
    private static UnitId[] AlwaysOpen(World world) =>
    [
        .. Enumerable.Range(1, world.Regions.Units.Count).Select(n => new UnitId(n)).Where(id =>
            world.Regions.Describe(id) is var (unit, _, _, careType)
            && unit.Admission == WeekHours.Always && unit.DoctorCover == WeekHours.Always
            && careType.Setting is CareSetting.Admission or CareSetting.Visit),
    ];
}
