using System.Diagnostics;
using System.Threading.Channels;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Engine.Sqlite;
using Npgsql;

namespace Coordinaat.Bench;

/// <summary>The raw ceiling: one writer that inserts what waits, and commits it at once.</summary>
/// <remarks>
/// As durable as the engine, with as many callers who wait, and rows of about the size of a row of
/// the journal. It decides nothing, reads nothing, knows no ids and chains nothing: what it does
/// with a database is the most that one writer can do with it.
/// </remarks>
internal sealed class GroupCommit : IDisposable
{
    private const int BatchMax = 1_024;
    private const string Kind = "place-claimed";

    private readonly Channel<TaskCompletionSource> waiting =
        Channel.CreateUnbounded<TaskCompletionSource>(
            new UnboundedChannelOptions { SingleReader = true });

    private readonly Action<int> store;
    private readonly IDisposable connection;
    private readonly Thread writer;

    private GroupCommit(IDisposable connection, Action<int> store)
    {
        (this.connection, this.store) = (connection, store);
        writer = new Thread(Write) { Name = "raw", IsBackground = true };
        writer.Start();
    }

    /// <summary>Into a SQLite file, flushed as the engine's is.</summary>
    /// <param name="path">The file; made when missing.</param>
    /// <param name="rows">How many rows an answer is.</param>
    public static GroupCommit IntoSqlite(string path, int rows)
    {
        var connection = Files.OpenAlone(path);
        connection.Run("""
            CREATE TABLE IF NOT EXISTS raw (
                number INTEGER PRIMARY KEY, region INTEGER NOT NULL, stream TEXT NOT NULL,
                kind TEXT NOT NULL, body TEXT NOT NULL, actor INTEGER NOT NULL,
                request BLOB NOT NULL, at INTEGER NOT NULL
            )
            """);
        var begin = new Statement(connection, "BEGIN IMMEDIATE");
        var commit = new Statement(connection, "COMMIT");
        var insert = new Statement(connection, """
            INSERT INTO raw (region, stream, kind, body, actor, request, at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """);
        var body = Body();
        return new GroupCommit(connection, count =>
        {
            begin.Run();
            for (var n = 0; n < count * rows; n++)
            {
                insert.Bind(1, 7).BindText(2, "Pool/12345").BindText(3, Kind).BindText(4, body)
                    .Bind(5, 623).BindGuid(6, Ids.New()).Bind(7, Stopwatch.GetTimestamp()).Run();
            }

            commit.Run();
        });
    }

    /// <summary>Into PostgreSQL: one statement a batch, prepared.</summary>
    /// <param name="connectionString">An empty database, or one where this wrote before.</param>
    /// <param name="rows">How many rows an answer is.</param>
    public static GroupCommit IntoPostgres(string connectionString, int rows)
    {
        var connection = new NpgsqlConnection(
            connectionString + ";Pooling=false;Max Auto Prepare=8;Auto Prepare Min Usages=2");
        connection.Open();
        connection.Run("""
            CREATE TABLE IF NOT EXISTS raw (
                number bigserial PRIMARY KEY, region integer NOT NULL, stream text NOT NULL,
                kind text NOT NULL, body text NOT NULL, actor integer NOT NULL,
                request bytea NOT NULL, at bigint NOT NULL
            )
            """);
        var command = new NpgsqlCommand(
            """
            INSERT INTO raw (region, stream, kind, body, actor, request, at)
            SELECT 7, 'Pool/12345', k, b, 623, q, $4
            FROM unnest($1::text[], $2::text[], $3::bytea[]) AS e (k, b, q)
            """,
            connection);
        for (var n = 0; n < 4; n++)
        {
            command.Parameters.Add(new NpgsqlParameter());
        }

        var body = System.Text.Encoding.UTF8.GetString(Body());
        return new GroupCommit(connection, count =>
        {
            command.Parameters[0].Value = Enumerable.Repeat(Kind, count * rows).ToArray();
            command.Parameters[1].Value = Enumerable.Repeat(body, count * rows).ToArray();
            command.Parameters[2].Value = Enumerable.Range(0, count * rows)
                .Select(_ => Ids.New().Bytes()).ToArray();
            command.Parameters[3].Value = Stopwatch.GetTimestamp();
            command.ExecuteNonQuery();
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        waiting.Writer.Complete();
        writer.Join();
        connection.Dispose();
    }

    /// <summary>Callers who each ask again as soon as they have an answer.</summary>
    /// <returns>How long each answer took, in milliseconds.</returns>
    public async Task<double[]> WorkAsync(int callers, Func<bool> isOver)
    {
        var times = await Task.WhenAll(Enumerable.Range(0, callers)
            .Select(_ => Task.Run(() => CallAsync(isOver))));
        return [.. times.SelectMany(t => t)];
    }

    private static byte[] Body() => EventCodec.Encode(new PlaceClaimed(
        new PoolId(12_345), new UnitId(20_123), new CareRequestId(123_456), IsOver: false));

    private async Task<List<double>> CallAsync(Func<bool> isOver)
    {
        var times = new List<double>();
        while (!isOver())
        {
            var started = Stopwatch.GetTimestamp();
            var asked = new TaskCompletionSource(
                TaskCreationOptions.RunContinuationsAsynchronously);
            await waiting.Writer.WriteAsync(asked);
            await asked.Task;
            times.Add(Measure.MsSince(started));
        }

        return times;
    }

    private void Write()
    {
        var batch = new List<TaskCompletionSource>();
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < BatchMax && waiting.Reader.TryRead(out var asked))
            {
                batch.Add(asked);
            }

            store(batch.Count);
            foreach (var asked in batch)
            {
                asked.SetResult();
            }

            batch.Clear();
        }
    }
}
