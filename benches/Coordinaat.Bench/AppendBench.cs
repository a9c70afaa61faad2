using System.Diagnostics;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>Answered requests a second through a real engine, beside what could be had.</summary>
/// <remarks>
/// "reserve-random" and "reserve-hot" are units that say yes: each takes a place, anywhere or all
/// in one unit (see <see cref="Reserver"/>). Beside them, in the same run: the raw ceiling of the
/// database ("insert", see <see cref="GroupCommit"/>), PostgreSQL's row lock (see
/// <see cref="PgBench"/>) and the <see cref="Peers"/>. "life" takes care requests from the call to
/// their ending; "report" is one pool's figures a request.
/// </remarks>
internal static class AppendBench
{
    private const int Seed = 20_261;
    private const int PageBytes = 4_096;

    // What a yes stores: three events, and the answer under its id.
    private const int ReservationRows = 4;
    private static readonly int[] LifeCallers = [1, 64];

    /// <summary>Measures, and prints a line for each engine, work and number of callers.</summary>
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
        var plan = size == Size.Quick ? AppendPlan.Quick : AppendPlan.Full;
        using var server = PostgresServer.TryStart(folder);
        var country = Country.Make(plan.Units, plan.Regions, Seed);
        await FlushAsync(plan, Path.Combine(folder.FullName, "flush"));
        var usual = server is null ? [] : await RowLockAsync(plan, server, folder);
        var raw = await RawAsync(plan, "sqlite", rows => GroupCommit.IntoSqlite(
            Path.Combine(folder.FullName, $"raw{rows}.db"), rows));
        await ReserveAsync(plan, country, server: null, nodes: 1, folder, raw, usual);
        if (server is not null)
        {
            var database = server.CreateDatabase();
            var rawPostgres = await RawAsync(plan, "postgres", rows => GroupCommit.IntoPostgres(
                server.StringOf(database), rows));
            for (var nodes = 1; nodes <= plan.NodesMax; nodes++)
            {
                await ReserveAsync(plan, country, server, nodes, folder, rawPostgres, usual);
            }
        }

        if (size == Size.Full)
        {
            await LifeAsync(plan, country, server: null, folder);
            await (server is null ? Task.CompletedTask : LifeAsync(plan, country, server, folder));
        }

        await Peers.RunAsync(plan, server, Path.Combine(folder.FullName, "redis"));
    }

    private static async Task FlushAsync(AppendPlan plan, string path)
    {
        var line = new AppendLine("fsync", "flush", 1);
        _ = await line.MeasureAsync(plan.Rounds, warmUps: 1, () => TimeAsync(
            plan.Length, isOver => Task.FromResult(Flush(path, isOver))));
        line.Print();
    }

    // By number of callers.
    private static async Task<Dictionary<int, double>> RawAsync(
        AppendPlan plan, string engine, Func<int, GroupCommit> open)
    {
        var found = new Dictionary<int, double>();
        foreach (var rows in plan.PeerScripts > 0 ? new[] { ReservationRows, 1 } : [1])
        {
            using var raw = open(rows);
            foreach (var callers in plan.Callers)
            {
                var line = new AppendLine(
                    $"{engine}-raw", rows == 1 ? "insert" : $"insert-{rows}-rows", callers);
                found[callers] = await line.MeasureAsync(
                    plan.Rounds, warmUps: 1,
                    () => TimeAsync(plan.Length, isOver => raw.WorkAsync(callers, isOver)));
                line.Print();
            }
        }

        return found;
    }

    private static async Task<Dictionary<(bool IsHot, int Callers), double>> RowLockAsync(
        AppendPlan plan, PostgresServer server, DirectoryInfo folder)
    {
        var database = PgBench.MakeRowLock(server);
        var found = new Dictionary<(bool IsHot, int Callers), double>();
        foreach (var isHot in new[] { true, false })
        {
            foreach (var callers in plan.Callers)
            {
                var line = new AppendLine("postgres-row-lock", OfferBook.WorkOf(isHot), callers);
                found[(isHot, callers)] = await line.MeasureAsync(
                    plan.Rounds, warmUps: 0, () => Task.FromResult(PgBench.RowLock(
                        server, database, folder, isHot, callers, plan.ToolSeconds)));
                line.Print();
            }
        }

        server.DropDatabase(database);
        return found;
    }

    private static async Task ReserveAsync(
        AppendPlan plan, Country country, PostgresServer? server, int nodes, DirectoryInfo folder,
        Dictionary<int, double> raw, Dictionary<(bool IsHot, int Callers), double> usual)
    {
        foreach (var isHot in new[] { false, true })
        {
            var made = folder.CreateSubdirectory("made");
            var madeDatabase = server?.CreateDatabase();
            OfferBook.Write(
                Reservations.OptionsOf(made.FullName, StringOf(server, madeDatabase)), country,
                isHot, plan.Offers);
            foreach (var group in plan.CallerGroups)
            {
                // Each begins with the same journal; what the copying left to write is written.
                var own = Path.Combine(folder.FullName, "own");
                Reservations.Copy(made.FullName, own);
                var database = server?.CreateDatabase(madeDatabase!);
                _ = Tool.Run("sync");
                await using (var reservations = await Reservations.OpenAsync(
                    own, StringOf(server, database), nodes, plan.Offers, isHot))
                {
                    var most = plan.Offers / (group.Length * (plan.WarmUps + plan.Rounds) * nodes);
                    foreach (var callers in group)
                    {
                        var line = new AppendLine(
                            server is null ? "sqlite" : "postgres", OfferBook.WorkOf(isHot),
                            callers) { Nodes = nodes };
                        _ = await line.MeasureAsync(plan.Rounds, plan.WarmUps, () =>
                            reservations.MeasureAsync(callers, plan.Length, most));
                        line.Print(raw[callers], Find(usual, (isHot, callers)));
                    }
                }

                Directory.Delete(own, recursive: true);
                server?.DropDatabase(database!);
            }

            made.Delete(recursive: true);
            server?.DropDatabase(madeDatabase!);
        }
    }

    private static double? Find(
        Dictionary<(bool IsHot, int Callers), double> usual, (bool, int) key) =>
        usual.TryGetValue(key, out var found) ? found : null;

    private static async Task LifeAsync(
        AppendPlan plan, Country country, PostgresServer? server, DirectoryInfo folder)
    {
        var own = folder.CreateSubdirectory("life");
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var options = Reservations.OptionsOf(
            own.FullName, StringOf(server, server?.CreateDatabase()));
        using (var storage = Storage.Of(options))
        {
            using var journal = storage.OpenJournal();
            _ = JournalFile.Write(journal, JournalFile.Record(country.Events, now));
        }

        await using (var engine = Engine.Engine.Open(options))
        {
            foreach (var callers in LifeCallers)
            {
                var name = server is null ? "sqlite" : "postgres";
                await LifeAsync(plan, new AppendLine(name, "life", callers), isOver =>
                    CallAsync(engine, country, callers, c => c.WorkAsync(isOver)));
                await LifeAsync(plan, new AppendLine(name, "report", callers), isOver =>
                    CallAsync(engine, country, callers, c => c.ReportAsync(isOver)));
            }
        }

        if (server is null)
        {
            using var plain = new PlainWriter(own);
            foreach (var callers in LifeCallers)
            {
                await LifeAsync(
                    plan, new AppendLine("sqlite-one-by-one", "report", callers),
                    isOver => WritePlainlyAsync(plain, callers, now, isOver));
            }
        }

        own.Delete(recursive: true);
    }

    private static async Task LifeAsync(
        AppendPlan plan, AppendLine line, Func<Func<bool>, Task<double[]>> work)
    {
        _ = await line.MeasureAsync(
            plan.Rounds, warmUps: 1, () => TimeAsync(plan.Length, work));
        line.Print();
    }

    private static async Task<Speed> TimeAsync(
        TimeSpan length, Func<Func<bool>, Task<double[]>> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var times = await work(() => Stopwatch.GetElapsedTime(started) > length);
        return Speed.Of(
            times, Stopwatch.GetElapsedTime(started).TotalSeconds,
            Environment.CpuUsage.TotalTime - before);
    }

    private static string? StringOf(PostgresServer? server, string? database) =>
        database is null ? null : server!.StringOf(database);

    private static async Task<double[]> CallAsync(
        Engine.Engine engine, Country country, int callers, Func<Caller, Task> work)
    {
        var units = Country.AlwaysOpen(engine.World);
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
}
