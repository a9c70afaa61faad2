using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Coordinaat.Engine.Sqlite;

/// <summary>Opens the product's SQLite files, all in the same way.</summary>
internal static class Files
{
    /// <summary>Opens the one connection of the journal's loop.</summary>
    public static SqliteConnection OpenAlone(string path) => OpenWriter(path, isPooled: false);

    /// <summary>Opens a connection that may write.</summary>
    /// <remarks>
    /// It waits a second for who else holds the file: less than callers wait, so that they hear
    /// that nothing was stored, and not that nobody knows.
    /// </remarks>
    public static SqliteConnection OpenWriter(string path, bool isPooled = true)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate, isPooled);
        connection.Run("""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA secure_delete = ON;
            PRAGMA busy_timeout = 1000;
            PRAGMA temp_store = MEMORY;
            """);
        return connection;
    }

    /// <summary>Opens a connection for a short read.</summary>
    public static SqliteConnection OpenReader(string path) =>
        Open(path, SqliteOpenMode.ReadOnly, isPooled: true);

    /// <summary>Opens a connection for a long read of what is there now.</summary>
    public static SqliteConnection OpenMoment(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadOnly, isPooled: false);
        try
        {
            // The first read is the moment.
            connection.Run("PRAGMA busy_timeout = 10000; BEGIN");
            connection.Find("SELECT count(*) FROM sqlite_schema");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Brings a file to the newest schema.</summary>
    /// <exception cref="InvalidOperationException">A newer program made the file.</exception>
    public static void Migrate(SqliteConnection connection, Schemas schemas)
    {
        var known = Convert.ToInt32(
            connection.Find("PRAGMA user_version"), CultureInfo.InvariantCulture);
        schemas.Apply(connection, known, number => $"PRAGMA user_version = {number}");
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode, bool isPooled)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = mode, Pooling = isPooled,
        }.ToString());
        connection.Open();
        return connection;
    }
}
