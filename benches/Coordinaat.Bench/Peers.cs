namespace Coordinaat.Bench;

/// <summary>What a user would pick instead, by scripts that are not ours.</summary>
/// <remarks>
/// They lie in a folder outside the repository: <c>--peers DIR</c> or COORDINAAT_PEERS, else
/// <c>peers</c>. What is missing is said, and the rest is measured.
/// </remarks>
internal static class Peers
{
    /// <summary>Where the folder of the scripts can be set.</summary>
    public const string Variable = "COORDINAAT_PEERS";

    private const int RedisCountEach = 3_000;
    private const int RedisCountMax = 10_000;

    private static readonly (string Name, bool IsHot)[] Scripts =
    [
        ("res_hot_cte.sql", true), ("res_hot.sql", true), ("res_cte.sql", false),
        ("res_uncontended.sql", false),
    ];

    /// <summary>Measures those that are there, and prints a line for each.</summary>
    /// <param name="plan">With how many callers, how often, how long.</param>
    /// <param name="server">Null when PostgreSQL is missing.</param>
    /// <param name="folder">For the files of Redis.</param>
    public static async Task RunAsync(AppendPlan plan, PostgresServer? server, string folder)
    {
        var scripts = Path.GetFullPath(
            Environment.GetEnvironmentVariable(Variable) ?? "peers");
        if (!Directory.Exists(scripts))
        {
            Measure.Say($"append: no scripts of peers in {scripts} (--peers DIR): not measured.");
            return;
        }

        if (server is not null && plan.PeerScripts > 0)
        {
            await TryAsync("postgres", () => PostgresAsync(
                plan, server, Path.Combine(scripts, "postgres")));
        }

        await TryAsync("redis", () => RedisAsync(
            plan, folder, Path.Combine(scripts, "redis", "reserve.lua")));
    }

    /// <summary>Where a script lies, if it is there.</summary>
    public static string PathTo(params string[] parts) => Path.Combine(
        [Path.GetFullPath(Environment.GetEnvironmentVariable(Variable) ?? "peers"), .. parts]);

    /// <summary>Makes the tables of the peers' scripts, in a database of their own.</summary>
    /// <returns>Its name.</returns>
    public static string MakeUnits(PostgresServer server)
    {
        var database = server.CreateDatabase();
        _ = Tool.Run(
            server.PathTo("psql"), "-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "postgres",
            "-v", "ON_ERROR_STOP=1", "-q", "-o", "/dev/null", "-f",
            PathTo("postgres", "schema.sql"), database);

        // By the schema a unit has nine places at most, and would be full after nine answers.
        server.Run(database, "UPDATE unit SET free = 1000000000");
        server.Run(database, "VACUUM ANALYZE unit");
        return database;
    }

    // A peer that cannot be had is said; the others are measured.
    private static async Task TryAsync(string what, Func<Task> measure)
    {
        try
        {
            await measure();
        }
        catch (InvalidOperationException fault)
        {
            Measure.Say($"append: {what} of the peers is not measured: {fault.Message}");
        }
    }

    private static async Task PostgresAsync(AppendPlan plan, PostgresServer server, string scripts)
    {
        var database = MakeUnits(server);
        foreach (var (name, isHot) in Scripts.Take(plan.PeerScripts))
        {
            foreach (var callers in plan.Callers)
            {
                var line = new AppendLine("postgres-row-lock", OfferBook.WorkOf(isHot), callers)
                {
                    Script = name,
                };
                _ = await line.MeasureAsync(plan.Rounds, warmUps: 0, () => Task.FromResult(
                    PgBench.Run(
                        server, database, Path.Combine(scripts, name), callers,
                        plan.ToolSeconds)));
                line.Print();
            }
        }

        server.DropDatabase(database);
    }

    private static async Task RedisAsync(AppendPlan plan, string folder, string script)
    {
        if (!Tool.Exists("redis-server") || !Tool.Exists("redis-benchmark"))
        {
            throw new InvalidOperationException(
                "redis-server is missing (apt-get install redis-server).");
        }

        using var server = new RedisServer(folder, script);
        foreach (var isHot in plan.PeerScripts > 0 ? new[] { true, false } : [true])
        {
            foreach (var callers in plan.Callers)
            {
                var line = new AppendLine("redis-aof-always", OfferBook.WorkOf(isHot), callers)
                {
                    Script = Path.GetFileName(script),
                };
                var count = plan.ToolSeconds * Math.Min(RedisCountMax, RedisCountEach * callers);
                _ = await line.MeasureAsync(plan.Rounds, warmUps: 0, () => Task.FromResult(
                    server.Reserve(isHot, callers, count)));
                line.Print();
            }
        }
    }
}
