using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Coordinaat.Engine.Postgres;

/// <summary>Counts on a connection of its own the copies that a commit waits for.</summary>
/// <remarks>
/// Away from the loop, and never in its way. While the database is away it says nothing: that is
/// said elsewhere.
/// </remarks>
internal sealed class CopyWatch : IDisposable
{
    private const string CountSql = """
        SELECT count(*), pg_has_role(current_user, 'pg_read_all_stats', 'member')
        FROM pg_stat_replication
        WHERE state = 'streaming' AND sync_state IN ('sync', 'quorum')
        """;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(3);
    private readonly CancellationTokenSource stop = new();
    private readonly Task task;

    public CopyWatch(string connectionString, Action<int> found, ILogger log) =>
        task = Task.Run(() => RunAsync(connectionString, found, log));

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Cancel();
        task.Wait();
        stop.Dispose();
    }

    private async Task RunAsync(string connectionString, Action<int> found, ILogger log)
    {
        var last = -1;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var (count, maySee) = await CountAsync(connectionString);
                if (count != last)
                {
                    Say(log, count, maySee);
                }

                last = count;
                found(count);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception fault) when (fault is DbException or IOException or TimeoutException)
            {
                // The loop says on the screens what is wrong.
            }

            await Task.Delay(Period, stop.Token).ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.None,
                TaskScheduler.Default);
        }
    }

    private async Task<(int Count, bool MaySee)> CountAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(stop.Token);
        await using var command = new NpgsqlCommand(CountSql, connection);
        await using var reader = await command.ExecuteReaderAsync(stop.Token);
        await reader.ReadAsync(stop.Token);
        return ((int)reader.GetInt64(0), reader.GetBoolean(1));
    }

    private static void Say(ILogger log, int count, bool maySee)
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
