using System.Globalization;
using System.Text.RegularExpressions;

namespace Coordinaat.Bench;

/// <summary>PostgreSQL's own bench program, on a script.</summary>
internal static partial class PgBench
{
    private const int ConnectsPerSecond = 256;
    private const int SecondsMax = 60;

    // One statement, one transaction: a place less where one is left, and a row that says so. Who
    // reserves in the same unit waits for the row's lock until the one before is on the disk.
    private const string ReserveSql = """
        WITH taken AS (
            UPDATE ward SET places = places - 1 WHERE id = :ward AND places > 0 RETURNING id
        )
        INSERT INTO reserved (ward, body)
        SELECT id, '{"patient": "patient", "by": "bench", "minutes": 15}' FROM taken;
        """;

    private const string TablesSql = """
        CREATE TABLE ward (id integer PRIMARY KEY, places integer NOT NULL);
        INSERT INTO ward SELECT n, 1000000000 FROM generate_series(1, 25000) AS n;
        CREATE TABLE reserved (
            number bigserial PRIMARY KEY, ward integer NOT NULL,
            at timestamptz NOT NULL DEFAULT now(), body jsonb NOT NULL
        );
        VACUUM ANALYZE ward
        """;

    /// <summary>Makes the tables of the row lock, in a database of their own.</summary>
    /// <returns>Its name.</returns>
    public static string MakeRowLock(PostgresServer server)
    {
        var database = server.CreateDatabase();
        foreach (var sql in TablesSql.Split(';'))
        {
            server.Run(database, sql);
        }

        return database;
    }

    /// <summary>Reserves as most would: by the database's own lock on a row.</summary>
    public static Speed RowLock(
        PostgresServer server, string database, DirectoryInfo folder, bool isHot, int callers,
        int seconds)
    {
        var path = Path.Combine(folder.FullName, "row-lock.sql");
        File.WriteAllText(
            path, $"\\set ward {(isHot ? "1" : "random(1, 25000)")}\n{ReserveSql}\n");
        return Run(server, database, path, callers, seconds);
    }

    /// <summary>Runs a script, prepared, with so many clients on two threads.</summary>
    /// <remarks>Its clock runs while it connects, which with many clients takes seconds.</remarks>
    /// <exception cref="InvalidOperationException">It came to nothing, however long.</exception>
    public static Speed Run(
        PostgresServer server, string database, string script, int clients, int seconds)
    {
        for (var length = seconds + (clients / ConnectsPerSecond); length < SecondsMax; length *= 2)
        {
            var folder = Directory.CreateTempSubdirectory("coordinaat-pgbench-");
            try
            {
                if (TryRun(server, database, script, clients, length, folder) is { } speed)
                {
                    return speed;
                }
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        throw new InvalidOperationException($"pgbench did nothing with {clients} clients.");
    }

    private static Speed? TryRun(
        PostgresServer server, string database, string script, int clients, int seconds,
        DirectoryInfo logs)
    {
        var said = Tool.Run(
            server.PathTo("pgbench"), "-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "postgres",
            "-n", "-M", "prepared", "-j", $"{Math.Min(2, clients)}", "-c", $"{clients}", "-T",
            $"{seconds}", "-f", script, "-l",
            $"--log-prefix={Path.Combine(logs.FullName, "log")}", database);
        double[] times =
        [
            .. logs.GetFiles().SelectMany(f => File.ReadLines(f.FullName))
                .Select(l => long.Parse(l.Split(' ')[2], CultureInfo.InvariantCulture) / 1e3),
        ];
        return times.Length == 0
            ? null
            : Speed.Of(times, 1, cpu: null) with
            {
                PerSecond = double.Parse(
                    PerSecond().Match(said).Groups["value"].Value, CultureInfo.InvariantCulture),
            };
    }

    [GeneratedRegex(
        "^tps = (?<value>[0-9.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PerSecond();
}
