using System.Diagnostics;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>What the world costs: the journal on disk, the memory, and the start.</summary>
/// <remarks>
/// Three journals. A long one of one region is read, decoded and folded, and engines start on it.
/// One of a country with care requests that stay open is weighed. And a day of that country comes
/// after a sealed month, for starts that have a seal and no snapshot.
/// </remarks>
internal static class WorldBench
{
    // About an eleventh of the country: one region.
    private const int LongUnits = 2_300;
    private const int Seed = 20_262;

    // The Netherlands.
    private const int UnitsAll = 25_000;

    /// <summary>Measures, and prints one line.</summary>
    public static void Run(Size size)
    {
        var plan = size == Size.Quick ? WorldPlan.Quick : WorldPlan.Full;
        var folder = Measure.MakeFolder("world");
        try
        {
            var country = Country.Make(plan.Units, plan.Regions, Seed, byLocation: true);
            var line = RunLong(folder.CreateSubdirectory("long"), plan);
            var weighed = Weigh(folder.CreateSubdirectory("open"), country, plan);
            var day = RunDay(folder.CreateSubdirectory("day"), country, plan);
            Measure.Print(new
            {
                Bench = "world",
                line.Events,
                line.Requests,
                line.FoldPerSecond,
                line.StartMsFull,
                line.StartMsSnapshot,
                line.SnapshotMb,
                line.WorldMb,
                line.JournalMb,
                plan.Units,
                weighed.BytesPerUnit,
                plan.OpenRequests,
                weighed.BytesPerRequest,
                DayScale = Math.Round((double)plan.Units / UnitsAll, 3),
                DayRequests = plan.Requests,
                DayFigures = day.Figures,
                MbPerDay = day.Mb,
                EventsAfterSealHalf = day.EventsHalf,
                StartMsSealHalf = day.StartMsHalf,
                EventsAfterSeal = day.Events,
                StartMsSeal = day.StartMs,
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static LongLine RunLong(DirectoryInfo folder, WorldPlan plan)
    {
        var (events, path) = (plan.Events, JournalFile.PathIn(folder));
        Measure.Say($"world: writing {events} events …");
        JournalFile.Write(
            folder, Lives.Make(Country.Make(LongUnits, regions: 1, Seed), events, Seed));
        _ = JournalFile.Fold(path, World.Empty);
        var perSecond = Repeat(plan, "fold", () => events * 1_000.0 / TimeOfFold(path));
        var world = World.Empty;
        var worldMb = JournalFile.FoldWeighed(path, ref world);
        var full = RepeatStart(plan, "start", folder, Lives.EndOf(events), events);
        new Snapshots(Path.Combine(folder.FullName, "snapshots"), NullLogger.Instance)
            .Write(new Standing(world, JournalFile.HeadOf(path), Epoch: 1));
        var snapshot = folder.GetFiles("*.world", SearchOption.AllDirectories).Single();
        var quick = RepeatStart(plan, "start on a snapshot", folder, Lives.EndOf(events), 0);
        return new LongLine(
            events, world.Access.Requests.Count, perSecond, full, quick,
            Math.Round(snapshot.Length / 1e6, 1), Math.Round(worldMb, 1),
            Math.Round(JournalFile.SizeMb(path), 1));
    }

    // The same world without and with the units, and then without and with the requests. It comes
    // from the journal, so that it shares nothing with what made the events up.
    private static (double BytesPerUnit, double BytesPerRequest) Weigh(
        DirectoryInfo folder, Country country, WorldPlan plan)
    {
        Measure.Say($"world: weighing {plan.Units} units, {plan.OpenRequests} open requests …");
        var (day, path) = (Day.Of(country, plan.Requests, Seed), JournalFile.PathIn(folder));
        JournalFile.Write(folder, day.Morning());
        _ = JournalFile.Fold(path, World.Empty);
        var world = World.Empty;
        var unitsMb = JournalFile.FoldWeighed(path, ref world);
        JournalFile.Write(folder, day.Open(plan.OpenRequests));
        var requestsMb = JournalFile.FoldWeighed(path, ref world);
        GC.KeepAlive(world);
        return (
            Math.Round(unitsMb * 1e6 / plan.Units),
            Math.Round(requestsMb * 1e6 / plan.OpenRequests));
    }

    // The seal is made as the first events of the next month are there, and stays the base.
    private static DayLine RunDay(DirectoryInfo folder, Country country, WorldPlan plan)
    {
        var day = Day.Of(country, plan.Requests, Seed);
        Measure.Say("world: a month that ends …");
        JournalFile.Write(folder, day.Morning());
        var sealedAt = day.Number;
        var mb = Grow(folder, day.Until(day.Now + Day.Between));
        Starting.SealAsync(folder, day.Now).GetAwaiter().GetResult();
        Measure.Say("world: a day of the next month …");
        mb += Grow(folder, day.Until(Day.Begin + Duration.FromHours(12)));
        var half = day.Number - sealedAt;
        var halfMs = RepeatStart(plan, "start on a seal, half", folder, day.Now, half);
        mb += Grow(folder, day.Rest());
        var whole = day.Number - sealedAt;
        var wholeMs = RepeatStart(plan, "start on a seal", folder, Day.End, whole);
        return new DayLine(day.Figures, Math.Round(mb, 1), half, halfMs, whole, wholeMs);
    }

    private static double Grow(DirectoryInfo folder, IEnumerable<Recorded> events)
    {
        var path = JournalFile.PathIn(folder);
        var before = JournalFile.SizeMb(path);
        JournalFile.Write(folder, events);
        return JournalFile.SizeMb(path) - before;
    }

    private static double Repeat(WorldPlan plan, string what, Func<double> measure)
    {
        var values = new List<double>();
        for (var round = 1; round <= plan.Rounds; round++)
        {
            values.Add(measure());
            Measure.Say($"world: {what}, round {round}: {values[^1]:F0}");
        }

        return Math.Round(Measure.Median(values));
    }

    // What it folded tells what it started on; a start on something else is no figure.
    private static double RepeatStart(
        WorldPlan plan, string what, DirectoryInfo folder, Instant at, long events) =>
        Repeat(plan, what, () => Starting.Time(folder, at) is var (ms, folded) && folded == events
            ? ms
            : throw new InvalidOperationException(
                $"The {what} was to fold {events} events, and folded another number."));

    private static double TimeOfFold(string path)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        _ = JournalFile.Fold(path, World.Empty);
        return Measure.MsSince(started);
    }

    /// <summary>What the long journal gave.</summary>
    private sealed record LongLine(
        int Events, int Requests, double FoldPerSecond, double StartMsFull,
        double StartMsSnapshot, double SnapshotMb, double WorldMb, double JournalMb);

    /// <summary>What the day after the seal gave.</summary>
    private sealed record DayLine(
        long Figures, double Mb, long EventsHalf, double StartMsHalf, long Events,
        double StartMs);

    /// <summary>How much is measured.</summary>
    /// <param name="Events">Of the long journal.</param>
    /// <param name="Rounds">Repetitions; the middle counts.</param>
    /// <param name="Units">Of the country.</param>
    /// <param name="Regions">Of the country.</param>
    /// <param name="Requests">Of its day.</param>
    /// <param name="OpenRequests">How many are weighed.</param>
    private sealed record WorldPlan(
        int Events, int Rounds, int Units, int Regions, int Requests, int OpenRequests)
    {
        /// <summary>One region for the country, and the shortest row that has a middle.</summary>
        public static readonly WorldPlan Quick = new(100_000, 3, 2_300, 1, 3_600, 1_000);

        /// <summary>The Netherlands.</summary>
        public static readonly WorldPlan Full = new(
            1_000_000, 5, UnitsAll, 11, 40_000, 10_000);
    }
}
