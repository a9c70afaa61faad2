using System.Data.Common;
using System.Text.Json;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Engine.Reports;

/// <summary>A stop that was, or is (K8).</summary>
/// <param name="Unit">Which unit.</param>
/// <param name="DeclaredAt">Since when, impending included.</param>
/// <param name="ActiveAt">Since when in force; null when it never was.</param>
/// <param name="EndedAt">When it ended; its announced end while it runs.</param>
/// <param name="Reason">Code of the last reason.</param>
/// <param name="Extensions">How often the end was moved.</param>
/// <param name="Forced">Places claimed there while it was in force.</param>
public sealed record PastStop(
    UnitId Unit, Instant DeclaredAt, Instant? ActiveAt, Instant EndedAt, string Reason,
    int Extensions, int Forced);

/// <summary>A crowding score that was recorded.</summary>
/// <param name="At">The moment that it speaks of.</param>
/// <param name="Score">The score.</param>
public readonly record struct PastScore(Instant At, int Score);

/// <summary>All stops, and the crowding scores of half a year.</summary>
/// <remarks>Not thread-safe: the reader's own.</remarks>
internal sealed class StopHistory
{
    /// <summary>One row a stop.</summary>
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS stop_history (
            unit        BIGINT NOT NULL,
            declared_at BIGINT NOT NULL,
            active_at   BIGINT,
            ended_at    BIGINT NOT NULL,
            reason      TEXT   NOT NULL,
            extensions  BIGINT NOT NULL,
            forced      BIGINT NOT NULL,
            PRIMARY KEY (unit, declared_at)
        )
        """;

    /// <summary>The stops as of the reader's place in the journal; one row.</summary>
    public const string NowSchema = """
        CREATE TABLE IF NOT EXISTS stops_now (
            name  TEXT PRIMARY KEY,
            state TEXT NOT NULL
        )
        """;

    /// <summary>One row a score.</summary>
    public const string ScoreSchema = """
        CREATE TABLE IF NOT EXISTS crowding_history (
            unit  BIGINT NOT NULL,
            at    BIGINT NOT NULL,
            score BIGINT NOT NULL,
            PRIMARY KEY (unit, at)
        )
        """;

    private const string SetStop = """
        INSERT INTO stop_history
            (unit, declared_at, active_at, ended_at, reason, extensions, forced)
        VALUES (@unit, @declared, @active, @ended, @reason, @extensions, 0)
        ON CONFLICT (unit, declared_at) DO UPDATE SET
            active_at = COALESCE(stop_history.active_at, excluded.active_at),
            ended_at = excluded.ended_at, reason = excluded.reason,
            extensions = excluded.extensions
        """;

    private static readonly Duration Kept = Duration.FromDays(183);

    private CapacityState state = CapacityState.Empty;

    /// <summary>Takes up where the tables stand.</summary>
    public void Load(DbConnection connection)
    {
        var known = (string?)connection.Find("SELECT state FROM stops_now WHERE name = 'stops'");
        state = known is null ? CapacityState.Empty : CapacityState.Empty with
        {
            Stops = [.. JsonSerializer.Deserialize<UnitStop[]>(known, EventCodec.Json)!],
        };
    }

    /// <summary>Writes what a page of the journal says.</summary>
    public void Write(DbConnection connection, List<Recorded> page, RegionsState regions)
    {
        var before = state.Stops;
        foreach (var recorded in page)
        {
            switch (recorded.Happened)
            {
                case StopDeclared or StopExtended or StopEnded or UnitsClosed or UnitsOpened:
                    Follow(connection, (PoolEvent)recorded.Happened, recorded.At, regions);
                    break;
                case PlaceClaimed e when state.StopOf(e.Unit) is { } stop
                    && stop.IsActive(recorded.At):
                    Count(connection, e.Unit, stop);
                    break;
                case CrowdingMeasured e:
                    Keep(connection, e);
                    break;
                default:
                    break;
            }
        }

        if (before != state.Stops)
        {
            _ = connection.Run(
                "INSERT INTO stops_now (name, state) VALUES ('stops', @state) "
                + "ON CONFLICT (name) DO UPDATE SET state = excluded.state",
                ("@state", JsonSerializer.Serialize(state.Stops.ToArray(), EventCodec.Json)));
        }
    }

    /// <summary>Removes the scores that are too old.</summary>
    public static void Thin(DbConnection connection, Instant now) => _ = connection.Run(
        "DELETE FROM crowding_history WHERE at < @before",
        ("@before", (now - Kept).ToUnixTimeMilliseconds()));

    private void Follow(
        DbConnection connection, PoolEvent happened, Instant at, RegionsState regions)
    {
        var after = state.After(happened, at, regions);
        foreach (var unit in regions.UnitsIn(happened.Pool))
        {
            var (was, now) = (state.StopOf(unit), after.StopOf(unit));
            if (was is not null && was.Runs(at) && now is null)
            {
                _ = connection.Run(
                    "UPDATE stop_history SET ended_at = @ended "
                    + "WHERE unit = @unit AND declared_at = @declared",
                    ("@ended", at.ToUnixTimeMilliseconds()), ("@unit", (long)unit.Value),
                    ("@declared", was.DeclaredAt.ToUnixTimeMilliseconds()));
            }
            else if (now is not null && now != was)
            {
                Set(connection, unit, now, at);
            }
        }

        state = after;
    }

    private static void Set(DbConnection connection, UnitId unit, Stop stop, Instant at) =>
        _ = connection.Run(
            SetStop, ("@unit", (long)unit.Value),
            ("@declared", stop.DeclaredAt.ToUnixTimeMilliseconds()),
            ("@active", stop.Level == StopLevel.Active
                ? at.ToUnixTimeMilliseconds()
                : DBNull.Value),
            ("@ended", stop.Until.ToUnixTimeMilliseconds()), ("@reason", stop.Reason),
            ("@extensions", (long)stop.Extensions));

    private static void Count(DbConnection connection, UnitId unit, Stop stop) =>
        _ = connection.Run(
            "UPDATE stop_history SET forced = forced + 1 "
            + "WHERE unit = @unit AND declared_at = @declared",
            ("@unit", (long)unit.Value),
            ("@declared", stop.DeclaredAt.ToUnixTimeMilliseconds()));

    private static void Keep(DbConnection connection, CrowdingMeasured happened) =>
        _ = connection.Run(
            "INSERT INTO crowding_history (unit, at, score) VALUES (@unit, @at, @score) "
            + "ON CONFLICT (unit, at) DO UPDATE SET score = excluded.score",
            ("@unit", (long)happened.Unit.Value),
            ("@at", happened.Crowding.At.ToUnixTimeMilliseconds()),
            ("@score", (long)happened.Crowding.Score));
}

/// <summary>Reads stops and crowding scores of the past.</summary>
public sealed class StopHistories(ReportDatabase database)
{
    /// <summary>The stops that ran at some time from a moment on, the newest first.</summary>
    public IReadOnlyList<PastStop> ReadStops(Instant from)
    {
        using var connection = database.Open();
        return connection.Read(
            "SELECT unit, declared_at, active_at, ended_at, reason, extensions, forced "
            + "FROM stop_history WHERE ended_at >= @from ORDER BY declared_at DESC, unit",
            row => new PastStop(
                new UnitId((int)row.GetInt64(0)), Instant.FromUnixTimeMilliseconds(row.GetInt64(1)),
                row.IsDBNull(2) ? null : Instant.FromUnixTimeMilliseconds(row.GetInt64(2)),
                Instant.FromUnixTimeMilliseconds(row.GetInt64(3)), row.GetString(4),
                (int)row.GetInt64(5), (int)row.GetInt64(6)),
            ("@from", from.ToUnixTimeMilliseconds()));
    }

    /// <summary>The scores of a unit from a moment on, oldest first.</summary>
    public IReadOnlyList<PastScore> ReadScores(UnitId unit, Instant from)
    {
        using var connection = database.Open();
        return connection.Read(
            "SELECT at, score FROM crowding_history WHERE unit = @unit AND at >= @from "
            + "ORDER BY at",
            row => new PastScore(
                Instant.FromUnixTimeMilliseconds(row.GetInt64(0)), (int)row.GetInt64(1)),
            ("@unit", (long)unit.Value), ("@from", from.ToUnixTimeMilliseconds()));
    }
}
