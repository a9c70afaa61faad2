using System.Data.Common;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Microsoft.Extensions.Logging;

namespace Coordinaat.Engine.Reports;

/// <summary>Reads the journal behind the loop, and keeps the report tables.</summary>
/// <remarks>
/// It continues where it stopped: its place in the journal is stored with what it wrote. It reads
/// page by page on connections of its own and never keeps the loop waiting; what it shows may be
/// a moment behind. Several nodes may run it on one database: one writes a page, the others see
/// that it is written.
/// </remarks>
public sealed class ReportReader : IAsyncDisposable
{
    private const int PageEvents = 2_000;

    // Counts up with every change of the tables or of what is written in them.
    private const int Version = 3;

    // On the machine's clock: what is stored in this time is read in one go.
    private static readonly TimeSpan Coalescing = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TidyEvery = TimeSpan.FromHours(1);

    private static readonly string[] Tables =
    [
        """
        CREATE TABLE IF NOT EXISTS report_reader (
            name    TEXT   PRIMARY KEY,
            version BIGINT NOT NULL,
            epoch   BIGINT NOT NULL,
            number  BIGINT NOT NULL
        )
        """,
        ArchiveTables.Schema, ArchiveTables.ErasedSchema, UnitHistory.Schema,
        UnitHistory.PoolSchema, StopHistory.Schema, StopHistory.NowSchema,
        StopHistory.ScoreSchema, ArrivalHistory.Schema,
    ];

    private readonly Engine engine;
    private readonly ReportDatabase database;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly UnitHistory history = new();
    private readonly StopHistory stops = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly Task running;
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DbConnection? connection;
    private long position;
    private long tidied;

    /// <summary>Starts reading.</summary>
    public ReportReader(
        Engine engine, ReportDatabase database, TimeProvider time, ILogger log)
    {
        (this.engine, this.database, this.time, this.log) = (engine, database, time, log);
        running = Task.Run(RunAsync);
    }

    /// <summary>The last event that is in the tables.</summary>
    public long Position => Volatile.Read(ref position);

    /// <summary>Waits until an event is in the tables.</summary>
    /// <param name="number">The event's number.</param>
    /// <param name="wait">How long at most.</param>
    /// <returns>False when it is not, by then.</returns>
    public async Task<bool> WaitForAsync(long number, TimeSpan wait)
    {
        using var over = new CancellationTokenSource(wait);
        while (true)
        {
            Task next;
            lock (gate)
            {
                next = moved.Task;
            }

            if (Position >= number)
            {
                return true;
            }

            try
            {
                await next.WaitAsync(over.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    /// <summary>Stops after the page in hand.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!stopping.IsCancellationRequested)
        {
            await stopping.CancelAsync();
            await running;
            stopping.Dispose();
        }
    }

    private async Task RunAsync()
    {
        var stop = stopping.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                connection ??= Prepare();
                var changed = engine.Changes.Moved;
                while (!stop.IsCancellationRequested && ReadPage())
                {
                    Moved();
                }

                if (connection is null)
                {
                    _ = stop.WaitHandle.WaitOne(RetryAfter);
                    continue;
                }

                Tidy();
                await WaitAsync(changed, stop);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception fault)
            {
                // Whoever waits for these tables hears that they are behind; nothing else stops.
                log.LogError(
                    Said.ReportsBehind, fault, "The report tables cannot be brought up to date.");
                Close();
                _ = stop.WaitHandle.WaitOne(RetryAfter);
            }
        }

        Close();
    }

    private async Task WaitAsync(Task changed, CancellationToken stop)
    {
        await Task.WhenAny(changed, Task.Delay(TidyEvery, time, stop));
        await Task.Delay(Coalescing, stop);
    }

    // Tables of another version, or of another history than the journal's, are made anew.
    private DbConnection Prepare()
    {
        DbConnection opened;
        try
        {
            opened = OpenTables();
        }
        catch (DbException fault)
        {
            log.LogWarning(
                Said.ReportsAnew,
                "The report tables cannot be read ({Fault}) and are made anew.", fault.Message);
            database.Discard();
            opened = OpenTables();
        }

        var found = Sql.Read(
            opened, "SELECT version, epoch, number FROM report_reader WHERE name = 'journal'",
            row => (Version: row.GetInt64(0), Epoch: row.GetInt64(1), Number: row.GetInt64(2)));
        if (found is [var known] && (known.Version != Version || known.Epoch != engine.Epoch
            || known.Number > engine.World.Number))
        {
            log.LogInformation(
                Said.ReportsAnew, "The report tables are of another journal and are made anew.");
            Empty(opened);
            found = [];
        }

        if (found.Count == 0)
        {
            Sql.Run(
                opened,
                "INSERT INTO report_reader (name, version, epoch, number) "
                + "VALUES ('journal', @version, @epoch, 0)",
                ("@version", (long)Version), ("@epoch", (long)engine.Epoch));
        }

        Load(opened, found is [var from] ? from.Number : 0);
        return opened;
    }

    private void Load(DbConnection opened, long number)
    {
        history.Load(opened);
        stops.Load(opened);
        Volatile.Write(ref position, number);
        Moved();
    }

    private DbConnection OpenTables()
    {
        var opened = database.Open();
        try
        {
            foreach (var table in Tables)
            {
                Sql.Run(opened, table);
            }

            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static void Empty(DbConnection opened)
    {
        foreach (var table in new[]
        {
            "archived", "erased", "unit_history", "pool_now", "stop_history", "stops_now",
            "crowding_history", "arrivals", "report_reader",
        })
        {
            Sql.Run(opened, $"DELETE FROM {table}");
        }
    }

    // A page of what the world shows already: so the world knows every place that is named in it.
    private bool ReadPage()
    {
        var world = engine.World;
        var from = Position;
        var page = world.Number > from ? engine.ReadAfter(from, PageEvents) : [];
        var known = page.TakeWhile(r => r.Number <= world.Number).ToList();
        if (known.Count == 0)
        {
            return false;
        }

        using var transaction = connection!.BeginTransaction();
        var taken = Sql.Run(
            connection,
            "UPDATE report_reader SET number = @next "
            + "WHERE name = 'journal' AND number = @known AND epoch = @epoch",
            ("@next", known[^1].Number), ("@known", from), ("@epoch", (long)engine.Epoch));
        if (taken == 0)
        {
            // Another node wrote the page: what is remembered of the tables is old.
            transaction.Rollback();
            Close();
            return false;
        }

        Write(known, world);
        transaction.Commit();
        Volatile.Write(ref position, known[^1].Number);
        return true;
    }

    private void Write(List<Recorded> page, World world)
    {
        ArchiveTables.Write(connection!, page);
        history.Write(connection!, page, world.Regions, engine.Now);
        stops.Write(connection!, page, world.Regions);
        ArrivalHistory.Write(connection!, page);
    }

    private void Tidy()
    {
        var now = engine.Now;
        if (now.ToUnixTimeMilliseconds() - tidied >= TidyEvery.TotalMilliseconds)
        {
            tidied = now.ToUnixTimeMilliseconds();
            using var transaction = connection!.BeginTransaction();
            history.Thin(connection, now);
            StopHistory.Thin(connection, now);
            ArrivalHistory.Thin(connection, now);
            transaction.Commit();
        }
    }

    private void Moved()
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            waiting = moved;
            moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }

    private void Close()
    {
        connection?.Dispose();
        connection = null;
    }
}
