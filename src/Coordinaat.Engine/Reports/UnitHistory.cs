using System.Data.Common;
using System.Text.Json;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Engine.Reports;

/// <summary>What was known of the places of a pool, at some moment.</summary>
/// <param name="At">The start of the five minutes, or of the hour, in which it was last known so.
/// </param>
/// <param name="ToldAt">The moment that the figures speak of.</param>
/// <param name="Usable">Lesser of staffed and physical less blocked.</param>
/// <param name="Occupied">Places in use.</param>
/// <param name="Claimed">Promised, on the way, or arrived since the figures.</param>
public readonly record struct HistoryPoint(
    Instant At, Instant ToldAt, int Usable, int Occupied, int Claimed)
{
    /// <summary>Places that could be promised; below zero when more was promised than there was.
    /// </summary>
    public int Free => Usable - Occupied - Claimed;
}

/// <summary>How fine a history is.</summary>
public enum HistoryStep
{
    /// <summary>Five minutes; kept for a week.</summary>
    FiveMinutes = 5,

    /// <summary>An hour; kept for half a year.</summary>
    Hour = 60,
}

/// <summary>The history of pools, in points that thin out with age.</summary>
/// <remarks>
/// Five minutes for 7 days, hours for 183 days; of each the last that was known. A step in which
/// nothing was reported has no point. Not thread-safe: the reader's own.
/// </remarks>
internal sealed class UnitHistory
{
    /// <summary>A point of a pool.</summary>
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS unit_history (
            pool     BIGINT NOT NULL,
            step     BIGINT NOT NULL,
            at       BIGINT NOT NULL,
            told     BIGINT NOT NULL,
            usable   BIGINT NOT NULL,
            occupied BIGINT NOT NULL,
            claimed  BIGINT NOT NULL,
            PRIMARY KEY (pool, step, at)
        )
        """;

    /// <summary>A pool as of the reader's place in the journal.</summary>
    public const string PoolSchema = """
        CREATE TABLE IF NOT EXISTS pool_now (
            pool  BIGINT PRIMARY KEY,
            state TEXT   NOT NULL
        )
        """;

    private const string SetPoint = """
        INSERT INTO unit_history (pool, step, at, told, usable, occupied, claimed)
        VALUES (@pool, @step, @at, @told, @usable, @occupied, @claimed)
        ON CONFLICT (pool, step, at) DO UPDATE SET told = excluded.told,
            usable = excluded.usable, occupied = excluded.occupied, claimed = excluded.claimed
        """;

    private const string SetPool = """
        INSERT INTO pool_now (pool, state) VALUES (@pool, @state)
        ON CONFLICT (pool) DO UPDATE SET state = excluded.state
        """;

    private static readonly (HistoryStep Step, Duration Kept)[] Steps =
    [
        (HistoryStep.FiveMinutes, Duration.FromDays(7)), (HistoryStep.Hour, Duration.FromDays(183)),
    ];

    private CapacityState capacity = CapacityState.Empty;

    /// <summary>Reads the points of a pool from a moment on, oldest first.</summary>
    public static List<HistoryPoint> Read(
        DbConnection connection, PoolId pool, HistoryStep step, Instant from) => Sql.Read(
            connection, """
            SELECT at, told, usable, occupied, claimed FROM unit_history
            WHERE pool = @pool AND step = @step AND at >= @from ORDER BY at
            """,
            row => new HistoryPoint(
                Instant.FromUnixTimeMilliseconds(row.GetInt64(0)),
                Instant.FromUnixTimeMilliseconds(row.GetInt64(1)), (int)row.GetInt64(2),
                (int)row.GetInt64(3), (int)row.GetInt64(4)),
            ("@pool", (long)pool.Value), ("@step", (long)step),
            ("@from", StartOf(step, from)));

    /// <summary>Takes up where the tables stand.</summary>
    public void Load(DbConnection connection)
    {
        capacity = CapacityState.Empty;
        var known = Sql.Read(
            connection, "SELECT pool, state FROM pool_now",
            row => (Pool: (int)row.GetInt64(0), State: row.GetString(1)));
        foreach (var (pool, state) in known)
        {
            capacity = capacity with
            {
                Pools = capacity.Pools.Set(
                    pool - 1, JsonSerializer.Deserialize<PoolState>(state, EventCodec.Json)),
            };
        }
    }

    /// <summary>Writes what a page of the journal says.</summary>
    public void Write(
        DbConnection connection, List<Recorded> page, RegionsState regions, Instant now)
    {
        var touched = new HashSet<PoolId>();
        var points = new Dictionary<(PoolId Pool, HistoryStep Step, long At), PoolState>();
        foreach (var recorded in page)
        {
            // Arrivals say nothing of places.
            if (recorded.Happened is not CapacityEvent happened || happened is ArrivalsCounted)
            {
                continue;
            }

            capacity = capacity.After(happened, recorded.At, regions);
            foreach (var pool in PoolsOf(happened, regions))
            {
                touched.Add(pool);
                foreach (var (step, kept) in Steps)
                {
                    if (recorded.At >= now - kept)
                    {
                        points[(pool, step, StartOf(step, recorded.At))] = capacity[pool];
                    }
                }
            }
        }

        Store(connection, touched, points);
    }

    /// <summary>Removes the points that are too old.</summary>
    public void Thin(DbConnection connection, Instant now)
    {
        using var delete = Sql.Command(
            connection,
            "DELETE FROM unit_history WHERE pool = @pool AND step = @step AND at < @before",
            ("@pool", 0L), ("@step", 0L), ("@before", 0L));
        for (var pool = 1; pool <= capacity.Pools.Count; pool++)
        {
            foreach (var (step, kept) in Steps)
            {
                _ = delete.Run((long)pool, (long)step, StartOf(step, now - kept));
            }
        }
    }

    private static IEnumerable<PoolId> PoolsOf(CapacityEvent happened, RegionsState regions) =>
        happened switch
        {
            PoolEvent e => [e.Pool],
            LocationReported e => e.Changed.Select(c => (long)c.Ordinal)
                .Concat(e.Unchanged.Numbers)
                .Select(ordinal => regions.PoolsAt(e.Location)[(int)ordinal - 1]),
            _ => [],
        };

    private static long StartOf(HistoryStep step, Instant at)
    {
        var length = (long)step * 60_000;
        var ms = at.ToUnixTimeMilliseconds();
        return ms - (ms % length);
    }

    private void Store(
        DbConnection connection, HashSet<PoolId> touched,
        Dictionary<(PoolId Pool, HistoryStep Step, long At), PoolState> points)
    {
        using var setPool = Sql.Command(connection, SetPool, ("@pool", 0L), ("@state", ""));
        foreach (var pool in touched)
        {
            _ = setPool.Run(
                (long)pool.Value, JsonSerializer.Serialize(capacity[pool], EventCodec.Json));
        }

        using var setPoint = Sql.Command(
            connection, SetPoint, ("@pool", 0L), ("@step", 0L), ("@at", 0L), ("@told", 0L),
            ("@usable", 0L), ("@occupied", 0L), ("@claimed", 0L));
        foreach (var ((pool, step, at), state) in points)
        {
            if (state.Figures is { } figures)
            {
                _ = setPoint.Run(
                    (long)pool.Value, (long)step, at, figures.At.ToUnixTimeMilliseconds(),
                    (long)figures.Usable, (long)figures.Occupied, (long)state.Claims.Length);
            }
        }
    }
}

/// <summary>Reads the history of units.</summary>
public sealed class UnitHistories(ReportDatabase database)
{
    /// <summary>The points of the places that a unit draws on, oldest first.</summary>
    /// <param name="pool">The unit's pool.</param>
    /// <param name="step">How fine.</param>
    /// <param name="from">From the step on that this moment lies in.</param>
    public IReadOnlyList<HistoryPoint> Read(PoolId pool, HistoryStep step, Instant from)
    {
        using var connection = database.Open();
        return UnitHistory.Read(connection, pool, step, from);
    }
}
