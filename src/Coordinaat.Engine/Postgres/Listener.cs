using System.Data.Common;
using Npgsql;

namespace Coordinaat.Engine.Postgres;

/// <summary>Hears on a connection of its own that somebody wrote.</summary>
/// <remarks>
/// It listens first and tells then: what was written in between is not missed. Behind it stands a
/// poll, for a connection that is dead and does not know it.
/// </remarks>
internal sealed class Listener : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource stop = new();
    private readonly Task task;

    public Listener(string connectionString, Action heard) =>
        task = Task.Run(() => RunAsync(connectionString, heard));

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Cancel();
        task.Wait();
        stop.Dispose();
    }

    private async Task RunAsync(string connectionString, Action heard)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(stop.Token);
                connection.Notification += (_, _) => heard();
                await using (var listen = new NpgsqlCommand(
                    $"LISTEN {PostgresJournal.Channel}", connection))
                {
                    await listen.ExecuteNonQueryAsync(stop.Token);
                }

                while (true)
                {
                    heard();
                    await connection.WaitAsync(Poll, stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception fault) when (fault is DbException or IOException or TimeoutException)
            {
                // The loop says on the screens what is wrong; here only: try again.
                heard();
            }

            await Task.Delay(Poll, stop.Token).ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.None,
                TaskScheduler.Default);
        }
    }
}
