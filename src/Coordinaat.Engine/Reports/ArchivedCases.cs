using System.Data.Common;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Engine.Reports;

/// <summary>A request that left the world, read back from the journal.</summary>
/// <param name="World">A world with this request alone.</param>
/// <param name="Request">The request, closed.</param>
/// <param name="At">When it was archived.</param>
public sealed record ArchivedCase(World World, CareRequest Request, Instant At);

/// <summary>Finds requests that left the world.</summary>
public sealed class ArchivedCases(Engine engine, ReportReader reader, ReportDatabase database)
{
    private static readonly TimeSpan BehindMax = TimeSpan.FromSeconds(2);

    /// <summary>Reads an archived request back.</summary>
    /// <returns>
    /// Null when it is not archived; also when the report tables are behind and do not know it.
    /// </returns>
    public async Task<ArchivedCase?> FindAsync(CareRequestId id)
    {
        var world = engine.World;
        if (!world.Access.IsArchived(id))
        {
            return null;
        }

        _ = await reader.WaitForAsync(world.Number, BehindMax);
        return Find(world, id);
    }

    /// <summary>The archived requests whose record was destroyed.</summary>
    public async Task<IReadOnlyList<ArchivedCase>> ListErasedAsync()
    {
        var world = engine.World;
        _ = await reader.WaitForAsync(world.Number, Timeout.InfiniteTimeSpan);
        return
        [
            .. ListErased().Where(world.Access.IsArchived).Select(id => Find(world, id))
                .OfType<ArchivedCase>(),
        ];
    }

    private List<CareRequestId> ListErased()
    {
        using var connection = database.Open();
        return Sql.Read(
            connection, "SELECT request FROM erased ORDER BY request",
            row => new CareRequestId((int)row.GetInt64(0)));
    }

    private ArchivedCase? Find(World world, CareRequestId id)
    {
        List<long> numbers;
        using (var connection = database.Open())
        {
            numbers = ArchiveTables.Find(connection, id);
        }

        var later = engine.Read(numbers);
        if (later is not [{ Happened: CareRequestArchived archived } entry, ..])
        {
            return null;
        }

        var events = engine.Read(archived.Events.Numbers).Concat(later.Skip(1));
        var alone = world.WithOnly(events);
        return new ArchivedCase(alone, alone.Access[id], entry.At);
    }
}

/// <summary>Where archived requests stand in the journal.</summary>
internal static class ArchiveTables
{
    /// <summary>The entry that archived a request, and what was recorded of it since.</summary>
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS archived (
            request BIGINT NOT NULL,
            number  BIGINT NOT NULL,
            PRIMARY KEY (request, number)
        )
        """;

    /// <summary>Requests whose record was destroyed.</summary>
    public const string ErasedSchema = """
        CREATE TABLE IF NOT EXISTS erased (request BIGINT PRIMARY KEY)
        """;

    private const string Add =
        "INSERT INTO archived (request, number) VALUES (@request, @number) "
        + "ON CONFLICT (request, number) DO NOTHING";

    private const string AddErased =
        "INSERT INTO erased (request) VALUES (@request) ON CONFLICT (request) DO NOTHING";

    /// <summary>Writes what a page of the journal says.</summary>
    public static void Write(DbConnection connection, List<Recorded> page)
    {
        foreach (var recorded in page)
        {
            if (recorded.Happened is CareRequestArchived archived)
            {
                Sql.Run(
                    connection, Add, ("@request", (long)archived.Request.Value),
                    ("@number", recorded.Number));
            }
            else if (recorded.Happened is RecordErased erased)
            {
                var request = (long)erased.Request.Value;
                Sql.Run(connection, AddErased, ("@request", request));
                if (Find(connection, erased.Request).Count > 0)
                {
                    Sql.Run(connection, Add, ("@request", request), ("@number", recorded.Number));
                }
            }
        }
    }

    /// <summary>The journal's numbers of what is known of an archived request.</summary>
    public static List<long> Find(DbConnection connection, CareRequestId id) => Sql.Read(
        connection, "SELECT number FROM archived WHERE request = @request ORDER BY number",
        row => row.GetInt64(0), ("@request", (long)id.Value));
}
