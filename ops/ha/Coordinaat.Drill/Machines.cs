using System.Diagnostics;
using Npgsql;

namespace Coordinaat.Drill;

/// <summary>The machines of the cluster, and what may happen to them.</summary>
/// <param name="scripts">The folder of <c>machine</c> and <c>status</c>.</param>
/// <param name="admin">The connection string of the database's superuser.</param>
/// <param name="time">How long something takes.</param>
internal sealed class Machines(string scripts, string admin, TimeProvider time)
{
    private const int HolderTriesMax = 200;
    private static readonly TimeSpan WholeMax = TimeSpan.FromMinutes(4);

    public static readonly string[] Databases = ["db1", "db2"];
    public static readonly string[] Nodes = ["node1", "node2"];

    /// <summary>Does one thing to one machine.</summary>
    public async Task DoAsync(string verb, string name)
    {
        if (await RunAsync("machine", verb, name) != 0)
        {
            throw new InvalidOperationException($"machine {verb} {name} failed.");
        }
    }

    /// <summary>The database machine that is primary now.</summary>
    public async Task<string> PrimaryAsync()
    {
        await using var connection = await OpenAsync();
        return connection.Host == "10.212.0.11" ? "db1" : "db2";
    }

    /// <summary>The other of two.</summary>
    public static string Other(string[] two, string one) => two[0] == one ? two[1] : two[0];

    /// <summary>Freezes the node that holds the journal's lock at this moment.</summary>
    /// <returns>Which one.</returns>
    public async Task<string> FreezeHolderAsync(Random random)
    {
        await using var connection = await OpenAsync();
        for (var tries = 0; tries < HolderTriesMax; tries++)
        {
            var name = Nodes[random.Next(2)];
            await DoAsync("freeze", name);
            if (await HolderAsync(connection) == name)
            {
                return name;
            }

            await DoAsync("thaw", name);
            await Task.Delay(random.Next(20, 100));
        }

        throw new InvalidOperationException("No node was ever caught with the lock.");
    }

    /// <summary>Waits until everything runs and two copies exist.</summary>
    /// <returns>False when it is not after some minutes.</returns>
    public async Task<bool> IsWholeSoonAsync()
    {
        var started = time.GetTimestamp();
        while (await RunAsync("status") != 0)
        {
            if (time.GetElapsedTime(started) > WholeMax)
            {
                return false;
            }

            await Task.Delay(500);
        }

        return true;
    }

    private static async Task<string?> HolderAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT host(a.client_addr) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.objid = 4202601 AND l.granted
            """,
            connection);
        return await command.ExecuteScalarAsync() switch
        {
            "10.212.0.21" => "node1",
            "10.212.0.22" => "node2",
            _ => null,
        };
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(admin + ";Pooling=false;Timeout=5");
        await connection.OpenAsync();
        return connection;
    }

    private async Task<int> RunAsync(string script, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Path.Combine(scripts, script), words)
        {
            RedirectStandardOutput = true, UseShellExecute = false,
        })!;

        // What it starts holds no end of this pipe: only its own words come here.
        _ = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
