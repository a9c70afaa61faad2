using System.Globalization;
using System.Text;
using Coordinaat.Domain;

namespace Coordinaat.Bench;

/// <summary>PostGIS' ten nearest with flags, by the peers' own script, on the same rows.</summary>
internal static class MatchPeer
{
    private const int RowsAtOnce = 1_000;

    /// <summary>Measures it with one client; null where the script or PostGIS is missing.</summary>
    public static Speed? Measure(World world, Size size)
    {
        var script = Peers.PathTo("postgres", "knn_flags.sql");
        var folder = Bench.Measure.MakeFolder("match");
        try
        {
            if (!File.Exists(script))
            {
                Bench.Measure.Say($"match: no {script} (--peers DIR): not measured.");
                return null;
            }

            using var server = PostgresServer.TryStart(folder);
            return server is null ? null : Run(world, server, script, size);
        }
        catch (InvalidOperationException fault)
        {
            Bench.Measure.Say($"match: PostGIS is not measured: {fault.Message}");
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Speed Run(World world, PostgresServer server, string script, Size size)
    {
        var database = Peers.MakeUnits(server);
        server.Run(database, "TRUNCATE unit");
        foreach (var rows in Enumerable.Range(1, world.Regions.Units.Count).Chunk(RowsAtOnce))
        {
            server.Run(database, Insert(world, rows));
        }

        server.Run(database, "VACUUM ANALYZE unit");
        return PgBench.Run(
            server, database, script, clients: 1,
            seconds: size == Size.Quick ? 2 : 10);
    }

    // The script asks for kinds of care from 0 and for two of eight flags.
    private static string Insert(World world, int[] numbers)
    {
        var sql = new StringBuilder("INSERT INTO unit (id, care_type, free, flags, geom) VALUES ");
        foreach (var number in numbers)
        {
            var unit = world.Regions.Units[number];
            var at = world.Regions.Locations[unit.Location.Value].At;
            var pool = world.Capacity[unit.Pool];
            var free = pool.Figures is { } figures
                ? Math.Max(0, figures.Usable - figures.Occupied - pool.Claims.Length)
                : 0;
            sql.Append(CultureInfo.InvariantCulture, $"({number},{unit.CareType.Value - 1},{free}")
                .Append(CultureInfo.InvariantCulture, $",{(int)unit.Features & 255},")
                .Append("ST_SetSRID(ST_MakePoint(")
                .Append(CultureInfo.InvariantCulture, $"{at.X},{at.Y}),28992)),");
        }

        return sql.ToString(0, sql.Length - 1);
    }
}
