using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Coordinaat.Engine.Postgres;

/// <summary>The row of this program among the nodes, for as long as it works.</summary>
/// <param name="source">The journal's database.</param>
/// <param name="self">This program.</param>
/// <param name="found">Told how many nodes are alive.</param>
internal sealed class Presence(NpgsqlDataSource source, Node self, Action<int> found) : IDisposable
{
    private const int GoodbyeSecondsMax = 2;

    // It waits for no flush and no copy: a row that a crash takes is there again at the next beat,
    // and until then every batch of that node checks the level all the same.
    private const string BeatSql = """
        INSERT INTO node (id, name, program, reads, seen_at)
        VALUES (@id, @name, @program, @reads, journal_time())
        ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at;
        DELETE FROM node WHERE seen_at < journal_time() - @kept;
        SELECT count(*), set_config('synchronous_commit', 'off', true) FROM node
        WHERE seen_at > journal_time() - @alive
        """;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private Background? beating;

    /// <summary>Enters it, and says from now on that it is alive.</summary>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public void Enter()
    {
        BeatAsync(CancellationToken.None).GetAwaiter().GetResult();
        beating = new Background(Period, BeatAsync);
    }

    /// <summary>Ends it, and takes the row away.</summary>
    public void Dispose()
    {
        beating?.Dispose();
        try
        {
            using var connection = source.OpenConnection();
            using var goodbye = Sql.Command(
                connection, "DELETE FROM node WHERE id = @id", ("@id", self.Id.Bytes()));
            goodbye.CommandTimeout = GoodbyeSecondsMax;
            goodbye.ExecuteNonQuery();
        }
        catch (DbException)
        {
            // Nobody saw it go: it counts as alive for a while.
        }
    }

    private async Task BeatAsync(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var beat = Sql.Command(
            connection, BeatSql, ("@id", self.Id.Bytes()), ("@name", self.Name),
            ("@program", self.Program), ("@reads", self.Reads),
            ("@kept", (long)Kept.TotalMilliseconds),
            ("@alive", (long)Node.AliveFor.TotalMilliseconds));
        found(Convert.ToInt32(await beat.ExecuteScalarAsync(stop), CultureInfo.InvariantCulture));
    }
}
