using System.Collections.Concurrent;
using System.Diagnostics;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>Ten times the country's busiest hour, and then as much as anybody can send.</summary>
/// <remarks>
/// 25,000 units every five minutes are 83 reports a second, and 40,000 requests a day are 0.7 a
/// second in the busiest hour: ten times that comes in by the clock, whether the engine follows or
/// not. In the flood 8,192 reporters never wait, and the lanes overflow. What counts is how long an
/// answer to an offer takes meanwhile: that goes first.
/// </remarks>
internal static class OverloadBench
{
    private const int Units = 25_000;
    private const int Seed = 20_264;
    private const int ReportsPerSecond = 833;
    private const int LivesPerSecond = 7;
    private const int Flooders = 8_192;

    /// <summary>Measures, and prints a line for each kind of overload.</summary>
    public static void Run(Size size)
    {
        var folder = Measure.MakeFolder("overload");
        try
        {
            RunAsync(folder, size == Size.Quick).GetAwaiter().GetResult();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(DirectoryInfo folder, bool isQuick)
    {
        var country = Country.Make(Units, regions: 11, Seed);
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        JournalFile.Write(folder, JournalFile.Record(country.Events, now));
        await using var engine = Engine.Engine.Open(new EngineOptions(
            folder.FullName, TimeProvider.System, NullLogger.Instance));
        var crowd = new Crowd(engine, country);
        await crowd.RunAsync(ReportsPerSecond, 0, TimeSpan.FromSeconds(2));
        _ = crowd.Take();

        var length = isQuick ? TimeSpan.FromSeconds(6) : TimeSpan.FromMinutes(10);
        await crowd.RunAsync(ReportsPerSecond, LivesPerSecond, length);
        Print("ten-times", length, crowd.Take());

        length = isQuick ? TimeSpan.FromSeconds(4) : TimeSpan.FromMinutes(1);
        var flood = FloodAsync(engine, country, length);
        await crowd.RunAsync(0, LivesPerSecond, length);
        Print("flood", length, crowd.Take() with { Flood = await flood });
    }

    // Reporters that send the next the moment they have an answer, or are told to come back.
    private static async Task<Flood> FloodAsync(
        Engine.Engine engine, Country country, TimeSpan length)
    {
        var started = Stopwatch.GetTimestamp();
        var (stored, busy) = (0L, 0L);
        await Task.WhenAll(Enumerable.Range(0, Flooders).Select(n => Task.Run(async () =>
        {
            var unit = new UnitId((n % Units) + 1);
            var by = country.StaffOf(engine.World.Regions.OwnerOf(unit).Value);
            var request = new ReportCapacity(unit, 20, 1, 18, n % 15, null, FigureSource.Feed);
            while (Stopwatch.GetElapsedTime(started) < length)
            {
                try
                {
                    await engine.SubmitAsync(request, new Stamp(Ids.New(), by));
                    Interlocked.Increment(ref stored);
                }
                catch (EngineException fault) when (fault.Fault == EngineFault.Busy)
                {
                    // Retry-After says one second.
                    Interlocked.Increment(ref busy);
                    await Task.Delay(TimeSpan.FromSeconds(1));
                }
            }
        })));
        return new Flood(stored, busy);
    }

    private static void Print(string kind, TimeSpan length, Heard heard)
    {
        var (first, rest) = (heard.First.Order().ToArray(), heard.Rest.Order().ToArray());
        Measure.Print(new
        {
            Bench = "overload",
            Kind = kind,
            Seconds = length.TotalSeconds,
            First = first.Length,
            FirstP50Ms = Math.Round(Measure.Percentile(first, 0.5), 2),
            FirstP99Ms = Math.Round(Measure.Percentile(first, 0.99), 2),
            FirstMaxMs = Math.Round(first[^1], 2),
            Rest = rest.Length,
            RestP99Ms = Math.Round(Measure.Percentile(rest, 0.99), 2),
            heard.Late,
            heard.Busy,
            FloodStored = heard.Flood?.Stored,
            FloodBusy = heard.Flood?.Busy,
        });
    }

    /// <summary>What became of the flood.</summary>
    private sealed record Flood(long Stored, long Busy);

    /// <summary>How long answers took, in milliseconds.</summary>
    /// <param name="First">Of what goes first.</param>
    /// <param name="Rest">Of all else.</param>
    /// <param name="Late">How many were begun more than a second after their time.</param>
    /// <param name="Busy">How many were told to come back.</param>
    /// <param name="Flood">What came beside it.</param>
    private sealed record Heard(
        List<double> First, List<double> Rest, int Late, int Busy, Flood? Flood = null);

    /// <summary>People who come by the clock, however long others wait.</summary>
    private sealed class Crowd(Engine.Engine engine, Country country)
    {
        private readonly UnitId[] units = Country.AlwaysOpen(engine.World);
        private readonly ConcurrentQueue<Caller> free = new();
        private readonly ConcurrentBag<Caller> all = [];
        private int callers;
        private int late;
        private int busy;

        public async Task RunAsync(int reports, int lives, TimeSpan length)
        {
            var started = Stopwatch.GetTimestamp();
            var asked = new List<Task>();
            var (reported, lived) = (0L, 0L);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            while (Stopwatch.GetElapsedTime(started) is var at && at < length)
            {
                late += (int)Math.Max(0, (at.TotalSeconds - 1) * reports - reported);
                for (; reported < at.TotalSeconds * reports; reported++)
                {
                    asked.Add(WithAsync(c => c.ReportOnceAsync()));
                }

                for (; lived < at.TotalSeconds * lives; lived++)
                {
                    asked.Add(WithAsync(c => c.LiveOnceAsync()));
                }

                asked.RemoveAll(t => t.IsCompletedSuccessfully);
                await timer.WaitForNextTickAsync();
            }

            await Task.WhenAll(asked);
        }

        /// <summary>What was heard since this was asked last.</summary>
        public Heard Take()
        {
            var heard = new Heard(
                [.. all.SelectMany(c => c.FirstTimes)], [.. all.SelectMany(c => c.Times)], late,
                busy);
            (late, busy) = (0, 0);
            foreach (var caller in all)
            {
                caller.FirstTimes.Clear();
                caller.Times.Clear();
            }

            return heard;
        }

        private async Task WithAsync(Func<Caller, Task> work)
        {
            if (!free.TryDequeue(out var caller))
            {
                caller = new Caller(engine, country, units, ++callers);
                all.Add(caller);
            }

            try
            {
                await work(caller);
            }
            catch (EngineException fault) when (fault.Fault == EngineFault.Busy)
            {
                Interlocked.Increment(ref busy);
            }

            free.Enqueue(caller);
        }
    }
}
