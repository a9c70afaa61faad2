using System.Diagnostics;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Engine.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coordinaat.Bench;

/// <summary>Reads, decodes and folds a long journal, and starts an engine on it.</summary>
internal static class WorldBench
{
    // About an eleventh of the country: one region.
    private const int Units = 2_300;
    private const int Seed = 20_262;

    /// <summary>Measures, and prints one line.</summary>
    public static void Run(Size size)
    {
        var (events, rounds) = size == Size.Quick ? (100_000, 3) : (1_000_000, 5);
        var folder = Measure.MakeFolder("world");
        try
        {
            Measure.Say($"world: writing {events} events …");
            JournalFile.Write(
                folder, Lives.Make(Country.Make(Units, regions: 1, Seed), events, Seed));
            Run(folder, events, rounds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(DirectoryInfo folder, int events, int rounds)
    {
        var path = JournalFile.PathIn(folder);
        _ = Fold(path);
        var perSecond = Repeat(rounds, "fold", () => events * 1_000.0 / TimeOf(() => Fold(path)));
        var before = Measure.MemoryMb();
        var world = Fold(path);
        var worldMb = Measure.MemoryMb() - before;
        var full = Repeat(rounds, "start", () => Start(folder, events));
        new Snapshots(Path.Combine(folder.FullName, "snapshots"), NullLogger.Instance)
            .Write(new Standing(world, JournalFile.HeadOf(path), Epoch: 1));
        var snapshot = folder.GetFiles("*.world", SearchOption.AllDirectories).Single();
        var quick = Repeat(rounds, "start on a snapshot", () => Start(folder, events));
        Measure.Print(new
        {
            Bench = "world",
            Events = events,
            Requests = world.Access.Requests.Count,
            FoldPerSecond = Math.Round(perSecond),
            StartMsFull = Math.Round(full),
            StartMsSnapshot = Math.Round(quick),
            SnapshotMb = Math.Round(snapshot.Length / 1e6, 1),
            WorldMb = Math.Round(worldMb, 1),
            JournalMb = Math.Round(new FileInfo(path).Length / 1e6, 1),
        });
        GC.KeepAlive(world);
    }

    private static double Repeat(int rounds, string what, Func<double> measure)
    {
        var values = new List<double>();
        for (var round = 1; round <= rounds; round++)
        {
            values.Add(measure());
            Measure.Say($"world: {what}, round {round}: {values[^1]:F0}");
        }

        return Measure.Median(values);
    }

    private static double TimeOf(Func<World> work)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        _ = work();
        return Measure.MsSince(started);
    }

    private static World Fold(string path)
    {
        using var journal = new SqliteJournal(path);
        return journal.ReadBetween(Head.None, journal.FindHead(Head.None))
            .Aggregate(World.Empty, (world, next) => world.After(next));
    }

    /// <summary>How long an engine takes until it can decide.</summary>
    private static double Start(DirectoryInfo folder, int events)
    {
        GC.Collect();
        var options = new EngineOptions(
            folder.FullName, new SteadyTime(Lives.EndOf(events)), NullLogger.Instance)
        {
            // At the first level nothing is archived: the journal stays as it was made.
            Reads = WriteLevels.First,
        };
        var started = Stopwatch.GetTimestamp();
        var engine = Engine.Engine.Open(options);
        var time = Measure.MsSince(started);
        engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return time;
    }
}
