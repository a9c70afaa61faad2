using System.Data.Common;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Engine.Reports;

/// <summary>How many patients came to units, by the hour, for half a year.</summary>
internal static class ArrivalHistory
{
    /// <summary>One row a unit and hour that is known; an hour without a row is unknown.</summary>
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS arrivals (
            unit  BIGINT NOT NULL,
            hour  BIGINT NOT NULL,
            count BIGINT NOT NULL,
            PRIMARY KEY (unit, hour)
        )
        """;

    private const string SetCount = """
        INSERT INTO arrivals (unit, hour, count) VALUES (@unit, @hour, @count)
        ON CONFLICT (unit, hour) DO UPDATE SET count = excluded.count
        """;

    /// <summary>Writes what a page of the journal says.</summary>
    public static void Write(DbConnection connection, List<Recorded> page)
    {
        using var set = Sql.Command(
            connection, SetCount, ("@unit", 0L), ("@hour", 0L), ("@count", 0L));
        foreach (var counted in page.Select(r => r.Happened).OfType<ArrivalsCounted>())
        {
            _ = set.Run(
                (long)counted.Unit.Value, counted.Hour.ToUnixTimeMilliseconds(),
                (long)counted.Count);
        }
    }

    /// <summary>Removes the hours that are too old.</summary>
    public static void Thin(DbConnection connection, Instant now) => _ = connection.Run(
        "DELETE FROM arrivals WHERE hour < @before",
        ("@before", (now - CountArrivals.Past).ToUnixTimeMilliseconds()));
}

/// <summary>Reads the arrivals of units.</summary>
public sealed class ArrivalHistories(ReportDatabase database)
{
    /// <summary>The hours of a unit that are known from a moment on, oldest first.</summary>
    public IReadOnlyList<HourCount> Read(UnitId unit, Instant from)
    {
        using var connection = database.Open();
        return connection.Read(
            "SELECT hour, count FROM arrivals WHERE unit = @unit AND hour >= @from ORDER BY hour",
            row => new HourCount(
                Instant.FromUnixTimeMilliseconds(row.GetInt64(0)), (int)row.GetInt64(1)),
            ("@unit", (long)unit.Value), ("@from", from.ToUnixTimeMilliseconds()));
    }
}
