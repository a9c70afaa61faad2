using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Coordinaat.Engine.Postgres;

/// <summary>Counts on a connection of its own the copies that a commit waits for.</summary>
/// <param name="connectionString">Of the journal's database.</param>
/// <param name="found">Told how many.</param>
/// <param name="log">Where a change of their number is said.</param>
internal sealed class CopyWatch(string connectionString, Action<int> found, ILogger log)
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    private const string CountSql = """
        SELECT count(*), pg_has_role(current_user, 'pg_read_all_stats', 'member')
        FROM pg_stat_replication
        WHERE state = 'streaming' AND sync_state IN ('sync', 'quorum')
        """;

    private int last = -1;

    public async Task LookAsync(CancellationToken stop)
    {
        var (count, maySee) = await CountAsync(stop);
        if (count != last)
        {
            Say(count, maySee);
        }

        last = count;
        found(count);
    }

    private async Task<(int Count, bool MaySee)> CountAsync(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(CountSql, connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return ((int)reader.GetInt64(0), reader.GetBoolean(1));
    }

    private void Say(int count, bool maySee)
    {
        if (!maySee)
        {
            log.LogWarning(
                Said.Copies,
                "This account may not see the journal's copies, so none is counted: GRANT "
                + "pg_read_all_stats to it.");
            return;
        }

        log.Log(
            count == 0 ? LogLevel.Warning : LogLevel.Information, Said.Copies,
            "Copies of the journal that every commit waits for: {Count}.",
            count.ToString(CultureInfo.InvariantCulture));
    }
}
