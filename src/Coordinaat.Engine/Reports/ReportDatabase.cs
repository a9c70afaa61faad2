using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Coordinaat.Engine.Reports;

/// <summary>Where the report tables are: in a file of their own, or in another database.</summary>
/// <remarks>They hold nothing that the journal does not: they may be thrown away.</remarks>
/// <param name="Open">Opens a connection that the caller closes.</param>
/// <param name="Discard">Throws all of it away, when it cannot be read.</param>
public sealed record ReportDatabase(Func<DbConnection> Open, Action Discard)
{
    /// <summary>The tables in an SQLite file.</summary>
    public static ReportDatabase InFile(string path) => new(() => OpenFile(path), () =>
    {
        SqliteConnection.ClearAllPools();
        foreach (var part in new[] { path, path + "-wal", path + "-shm" })
        {
            File.Delete(part);
        }
    });

    // After a power cut the last seconds may be missing; they are read again.
    private static SqliteConnection OpenFile(string path)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path }.ToString());
        connection.Open();
        Sql.Run(connection, "PRAGMA journal_mode = WAL");
        Sql.Run(connection, "PRAGMA synchronous = NORMAL");
        Sql.Run(connection, "PRAGMA busy_timeout = 1000");
        return connection;
    }
}
