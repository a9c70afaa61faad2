using System.Diagnostics;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Engine.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>A full day of a country: how much its journal and its world grow, and what archiving
/// gives back.</summary>
internal static class GrowthBench
{
    private const int Seed = 20_263;

    /// <summary>Measures, and prints one line.</summary>
    public static void Run(Size size)
    {
        var (units, regions, requests) =
            size == Size.Quick ? (2_300, 1, 3_600) : (25_000, 11, 40_000);
        var folder = Measure.MakeFolder("growth");
        try
        {
            var country = Country.Make(units, regions, Seed, byLocation: true);
            Run(folder, Day.Of(country, requests, Seed), units, requests);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(DirectoryInfo folder, Day day, int units, int requests)
    {
        var path = JournalFile.PathIn(folder);
        var empty = Measure.MemoryMb();
        Measure.Say("growth: the morning …");
        JournalFile.Write(folder, day.Morning());
        var morningMb = SizeMb(path);
        var morning = Fold(path, World.Empty, out _);
        var unitsMb = Measure.MemoryMb() - empty;
        Measure.Say("growth: the day …");
        JournalFile.Write(folder, day.Rest());
        var dayMb = SizeMb(path) - morningMb;

        Measure.Say("growth: folding it …");
        empty = Measure.MemoryMb() - unitsMb;
        var evening = Fold(path, morning, out _);
        morning = null;
        var fullMb = Measure.MemoryMb() - empty;
        evening = Archive(evening);
        var archivedMb = Measure.MemoryMb() - empty;
        evening = Fold(path, World.Empty, out var rate);
        Measure.Say("growth: starting on it …");
        var events = evening.Number;
        var started = Stopwatch.GetTimestamp();
        new Snapshots(Path.Combine(folder.FullName, "snapshots"), NullLogger.Instance)
            .Write(new Standing(evening, JournalFile.HeadOf(path), Epoch: 1));
        var snapshotMs = Measure.MsSince(started);
        evening = null;
        var startMs = Start(folder);
        Measure.Print(new
        {
            Bench = "growth",
            Units = units,
            Requests = requests,
            day.Figures,
            Messages = day.Sent,
            Events = events,
            FoldPerSecond = Math.Round(rate.PerSecond),
            FoldPerCpuSecond = Math.Round(rate.PerCpuSecond),
            ReadPerCpuSecond = Math.Round(ReadRate(path)),
            FiguresPerCpuSecond = Math.Round(rate.PerCpuSecond * day.Figures / events),
            BytesPerUnit = Math.Round(unitsMb * 1e6 / units),
            BytesPerRequest = Math.Round((fullMb - unitsMb) * 1e6 / requests),
            BytesPerArchived = Math.Round((archivedMb - unitsMb) * 1e6 / requests),
            WorldMb = Math.Round(fullMb, 1),
            MbPerDay = Math.Round(dayMb, 1),
            BytesPerEvent = Math.Round(dayMb * 1e6 / events),
            SnapshotMs = Math.Round(snapshotMs),
            StartMs = Math.Round(startMs),
            PeakMb = Math.Round(Process.GetCurrentProcess().PeakWorkingSet64 / 1e6),
        });
    }

    private static double SizeMb(string path) => new FileInfo(path).Length / 1e6;

    // On a machine that does other things too, the processor's time says more than the clock.
    private static World Fold(
        string path, World world, out (double PerSecond, double PerCpuSecond) rate)
    {
        GC.Collect();
        using var journal = new SqliteJournal(path);
        var (from, started, cpu) = (world.Number, Stopwatch.GetTimestamp(), Cpu());
        var folded = Rest(journal, from).Aggregate(world, (w, next) => w.After(next));
        var events = folded.Number - from;
        rate = (events * 1_000 / Measure.MsSince(started), events / (Cpu() - cpu));
        return folded;
    }

    // Reading and decoding alone.
    private static double ReadRate(string path)
    {
        GC.Collect();
        using var journal = new SqliteJournal(path);
        var cpu = Cpu();
        return Rest(journal, 0).Count() / (Cpu() - cpu);
    }

    private static IEnumerable<Recorded> Rest(SqliteJournal journal, long from) =>
        journal.ReadBetween(Head.None with { Last = from }, journal.FindHead(Head.None));

    private static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    // As thirty days later: all that closed leaves, one after the other.
    private static World Archive(World world)
    {
        while (world.NextArchival is { } due)
        {
            foreach (var happened in due.Fire(world, due.At))
            {
                world = Country.Follow(world, happened, due.At);
            }
        }

        return world;
    }

    /// <summary>How long an engine takes to start on the whole day, from its snapshot.</summary>
    private static double Start(DirectoryInfo folder)
    {
        GC.Collect();
        var options = new EngineOptions(
            folder.FullName, new SteadyTime(Day.Begin + Duration.FromDays(1)),
            NullLogger.Instance);
        var started = Stopwatch.GetTimestamp();
        var engine = Engine.Engine.Open(options);
        var time = Measure.MsSince(started);
        engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return time;
    }
}

/// <summary>A time at which no clock runs out while something is measured.</summary>
internal sealed class SteadyTime(Instant now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now.ToDateTimeOffset();
}
