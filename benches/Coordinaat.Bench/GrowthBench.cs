using System.Diagnostics;
using Coordinaat.Domain;
using Coordinaat.Engine;
using Coordinaat.Engine.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

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
        Measure.Say("growth: the morning …");
        JournalFile.Write(folder, day.Morning());
        var morningMb = JournalFile.SizeMb(path);
        var world = World.Empty;
        var unitsMb = JournalFile.FoldWeighed(path, ref world);
        Measure.Say("growth: the day …");
        JournalFile.Write(folder, day.Rest());
        var dayMb = JournalFile.SizeMb(path) - morningMb;

        Measure.Say("growth: folding it …");
        var requestsMb = JournalFile.FoldWeighed(path, ref world);
        var full = Measure.MemoryMb();
        world = Archive(world);
        var archivedMb = requestsMb + Measure.MemoryMb() - full;
        world = Fold(path, out var rate);
        Measure.Say("growth: starting on it …");
        var events = world.Number;
        var started = Stopwatch.GetTimestamp();
        new Snapshots(Path.Combine(folder.FullName, "snapshots"), NullLogger.Instance)
            .Write(new Standing(world, JournalFile.HeadOf(path), Epoch: 1));
        var snapshotMs = Measure.MsSince(started);
        world = null;
        var (startMs, _) = Starting.Time(folder, Day.End);
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
            BytesPerRequest = Math.Round(requestsMb * 1e6 / requests),
            BytesPerArchived = Math.Round(archivedMb * 1e6 / requests),
            WorldMb = Math.Round(unitsMb + requestsMb, 1),
            MbPerDay = Math.Round(dayMb, 1),
            BytesPerEvent = Math.Round(dayMb * 1e6 / events),
            SnapshotMs = Math.Round(snapshotMs),
            StartMs = Math.Round(startMs),
            PeakMb = Math.Round(Process.GetCurrentProcess().PeakWorkingSet64 / 1e6),
        });
    }

    // On a machine that does other things too, the processor's time says more than the clock.
    private static World Fold(
        string path, out (double PerSecond, double PerCpuSecond) rate)
    {
        GC.Collect();
        var (started, cpu) = (Stopwatch.GetTimestamp(), Cpu());
        var folded = JournalFile.Fold(path, World.Empty);
        rate = (folded.Number * 1_000 / Measure.MsSince(started), folded.Number / (Cpu() - cpu));
        return folded;
    }

    // Reading and decoding alone.
    private static double ReadRate(string path)
    {
        GC.Collect();
        using var journal = new SqliteJournal(path);
        var cpu = Cpu();
        return JournalFile.Rest(journal, 0).Count() / (Cpu() - cpu);
    }

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
}
