using System.Diagnostics;
using System.Globalization;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Bench;

/// <summary>How long a change takes to the screens, and what a screen costs.</summary>
/// <remarks>
/// The real program, and a process of its own that holds the streams. Each screen follows the whole
/// board of its region, with a session of its own. A change has come when a frame came that goes
/// up to its number, and that frame has to hold the unit's row: one that misses is a fault.
/// </remarks>
internal static class StreamBench
{
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Uncoalesced = TimeSpan.FromMilliseconds(5);

    /// <summary>Measures, and prints two lines.</summary>
    public static void Run(Size size) => RunAsync(size).GetAwaiter().GetResult();

    /// <summary>The whole country's rate for ten minutes, and whether memory grows; one line.
    /// </summary>
    public static void RunReports(Size size)
    {
        var isFull = size == Size.Full;
        RunAsync(new Plan(
            isFull ? 500 : 200, 80, Calm, IsOneRegion: false, isFull ? 10 : 2,
            TimeSpan.FromSeconds(isFull ? 60 : 5))
        {
            Bench = "reports",
        }).GetAwaiter().GetResult();
    }

    private static async Task RunAsync(Size size)
    {
        var isFull = size == Size.Full;
        await RunAsync(new Plan(
            isFull ? 5_000 : 1_000, 80, Calm, IsOneRegion: false, isFull ? 3 : 1,
            TimeSpan.FromSeconds(isFull ? 60 : 6)));
        await RunAsync(new Plan(
            isFull ? 500 : 200, 20, Uncoalesced, IsOneRegion: true, isFull ? 3 : 1,
            TimeSpan.FromSeconds(isFull ? 30 : 5)));
    }

    private static async Task RunAsync(Plan plan)
    {
        var folder = Measure.MakeFolder("stream");
        try
        {
            await using var server = await BenchServer.StartAsync(
                folder, plan.Sessions, plan.FrameGap);
            using var client = Follow(server.Url.Port);
            await RunAsync(plan, server, client, folder);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(
        Plan plan, BenchServer server, Process client, DirectoryInfo folder)
    {
        // In one region all changes go to all screens.
        RegionId? region = plan.IsOneRegion ? new RegionId(1) : null;
        var units = server.UnitsIn(region);
        var sessions = Enumerable.Range(0, plan.Sessions)
            .Where(n => region is null || server.RegionOf(n) == region).Take(plan.Streams)
            .ToArray();
        var path = Path.Combine(folder.FullName, "seen");

        // What the first screens of each region cost is not what one more costs.
        var warm = BenchServer.Regions * 2;
        await OpenAsync(server, client, sessions[..warm]);
        await server.ReportAsync(units, plan.PerSecond, TimeSpan.FromSeconds(3));
        var before = await MemoryAsync();
        await OpenAsync(server, client, sessions[warm..]);
        await server.ReportAsync(units, plan.PerSecond, TimeSpan.FromSeconds(3));
        await AskAsync(client, $"note\t{path}");
        RegionId[] screens = [.. sessions.Select(server.RegionOf)];
        var rounds = new List<Round>();
        for (var round = 1; round <= plan.Rounds; round++)
        {
            rounds.Add(await MeasureAsync(plan, server, client, units, screens, $"{path}{round}"));
        }

        Print(plan, (rounds[^1].Memory - before) / (plan.Streams - warm), rounds);
    }

    // Weighed before what was seen is read, which takes more memory than all streams.
    private static async Task<Round> MeasureAsync(
        Plan plan, BenchServer server, Process client, UnitId[] units, RegionId[] screens,
        string path)
    {
        var changes = await server.ReportAsync(units, plan.PerSecond, plan.Length);
        await Task.Delay(TimeSpan.FromSeconds(2));
        await AskAsync(client, $"note\t{path}");
        var memory = await MemoryAsync();
        var times = Times(changes, Read(path), screens);
        File.Delete(path);
        var round = new Round(
            Measure.Percentile(times, 0.5), Measure.Percentile(times, 0.99), memory);
        Measure.Say($"{plan.Bench}: {plan.Streams} streams: {changes.Count} changes seen "
            + $"{times.Length} times, p50 {round.P50:F1} ms, p99 {round.P99:F1} ms, "
            + $"most {times[^1]:F0} ms, {memory >> 20} MB");
        return round;
    }

    private static void Print(Plan plan, long bytesPerStream, List<Round> rounds) =>
        Measure.Print(new
        {
            plan.Bench,
            plan.Streams,
            plan.PerSecond,
            Seconds = plan.Length.TotalSeconds * plan.Rounds,
            FramesPerSecondMax = Math.Round(1_000 / plan.FrameGap.TotalMilliseconds),
            P50Ms = Math.Round(Measure.Median([.. rounds.Select(r => r.P50)]), 1),
            P99Ms = Math.Round(Measure.Median([.. rounds.Select(r => r.P99)]), 1),
            P99MsMax = Math.Round(rounds.Max(r => r.P99), 1),
            BytesPerStream = bytesPerStream,
            MbAfterFirst = rounds[0].Memory >> 20,
            MbMostAfter = rounds.Skip(1).Select(r => r.Memory).DefaultIfEmpty().Max() >> 20,
            MbAtEnd = rounds[^1].Memory >> 20,
        });

    private static async Task OpenAsync(BenchServer server, Process client, int[] sessions)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"/live?t=board::&from={server.Engine.Epoch}-{server.Engine.World.Number}");
        foreach (var session in sessions)
        {
            await client.StandardInput.WriteLineAsync(
                $"open\t{server.CookieOf(session)}\t{path}");
        }

        await AskAsync(client, "wait");
    }

    // How long each change took to each screen of its region.
    private static double[] Times(
        IReadOnlyList<Change> changes, ILookup<int, StreamClient.Seen> seen, RegionId[] screens)
    {
        var times = new List<double>();
        var byRegion = changes.OrderBy(c => c.Number).ToLookup(c => c.Region);
        for (var screen = 0; screen < screens.Length; screen++)
        {
            using var frames = seen[screen].GetEnumerator();
            var isThere = frames.MoveNext();
            foreach (var change in byRegion[screens[screen]])
            {
                while (isThere && frames.Current.Number < change.Number)
                {
                    isThere = frames.MoveNext();
                }

                if (!isThere || !frames.Current.Units.Contains(change.Unit.Value))
                {
                    throw new InvalidOperationException(
                        $"Screen {screen} never showed change {change.Number}.");
                }

                times.Add(Stopwatch.GetElapsedTime(change.At, frames.Current.At)
                    .TotalMilliseconds);
            }
        }

        return [.. times.Order()];
    }

    private static ILookup<int, StreamClient.Seen> Read(string path)
    {
        var all = new List<(int Screen, StreamClient.Seen Seen)>();
        using var file = new BinaryReader(File.OpenRead(path));
        while (file.BaseStream.Position < file.BaseStream.Length)
        {
            var (screen, at, number) = (file.ReadInt32(), file.ReadInt64(), file.ReadInt64());
            var units = new int[file.ReadInt32()];
            for (var i = 0; i < units.Length; i++)
            {
                units[i] = file.ReadInt32();
            }

            all.Add((screen, new StreamClient.Seen(at, number, units)));
        }

        return all.ToLookup(a => a.Screen, a => a.Seen);
    }

    private static Process Follow(int port) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!, [typeof(StreamBench).Assembly.Location, "follow", $"{port}"])
    {
        RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
    })!;

    private static async Task AskAsync(Process client, string line)
    {
        await client.StandardInput.WriteLineAsync(line);
        await client.StandardInput.FlushAsync();
        if (await client.StandardOutput.ReadLineAsync() != "ok")
        {
            throw new InvalidOperationException($"The client failed at: {line}");
        }
    }

    // All that the process holds of the machine's memory, after tidying up. What is free goes back
    // to the machine bit by bit, so it is asked until that is done.
    private static async Task<long> MemoryAsync()
    {
        for (var last = long.MaxValue; ;)
        {
            GC.Collect(
                GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            var now = Environment.WorkingSet;
            if (now > last * 0.99)
            {
                return now;
            }

            last = now;
        }
    }

    private readonly record struct Round(double P50, double P99, long Memory);

    private sealed record Plan(
        int Streams, int PerSecond, TimeSpan FrameGap, bool IsOneRegion, int Rounds,
        TimeSpan Length)
    {
        public string Bench { get; init; } = "stream";

        public int Sessions => IsOneRegion ? Streams * BenchServer.Regions : Streams;
    }
}
