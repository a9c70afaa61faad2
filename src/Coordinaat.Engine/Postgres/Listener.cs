using Npgsql;

namespace Coordinaat.Engine.Postgres;

/// <summary>Hears on a connection of its own that somebody else wrote.</summary>
/// <remarks>
/// It listens first and tells then: what was written in between is not missed. Behind it stands a
/// poll, for a connection that is dead and does not know it. What this program wrote itself its
/// loop knows: it is told by the word that comes with it, which unlike the number of the server's
/// process stays the same on a new connection and on another server.
/// </remarks>
/// <param name="connectionString">Of the journal's database.</param>
/// <param name="self">The word by which this program says that it wrote.</param>
/// <param name="poll">When nothing is heard for so long, it tells all the same.</param>
/// <param name="heard">Told on any thread.</param>
internal sealed class Listener(string connectionString, string self, TimeSpan poll, Action heard)
{
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    public async Task ListenAsync(CancellationToken stop)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(stop);
            connection.Notification += (_, said) =>
            {
                if (said.Payload != self)
                {
                    heard();
                }
            };
            await using (var listen = new NpgsqlCommand(
                $"LISTEN {PostgresJournal.Channel}", connection))
            {
                await listen.ExecuteNonQueryAsync(stop);
            }

            heard();
            while (true)
            {
                if (!await connection.WaitAsync(poll, stop))
                {
                    heard();
                }
            }
        }
        finally
        {
            // Without the line too: the loop finds out what is wrong, and says it.
            heard();
        }
    }
}
