using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Coordinaat.Engine.Sqlite;

/// <summary>Opens the product's SQLite files, all in the same way.</summary>
internal static class Database
{
    /// <summary>The newest schema that this program knows.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Opens the one connection that writes.</summary>
    /// <remarks>
    /// It waits a second for who else holds the file: less than callers wait, so that they hear
    /// that nothing was stored, and not that nobody knows.
    /// </remarks>
    public static SqliteConnection OpenWriter(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        connection.Open();
        Run(connection, """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA secure_delete = ON;
            PRAGMA busy_timeout = 1000;
            PRAGMA temp_store = MEMORY;
            """);
        return connection;
    }

    /// <summary>Opens a connection for a short read.</summary>
    public static SqliteConnection OpenReader(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = true,
        }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Runs SQL without rows.</summary>
    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Brings the journal's file to the newest schema.</summary>
    /// <exception cref="InvalidOperationException">A newer program made the file.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        using var version = connection.CreateCommand();
        version.CommandText = "PRAGMA user_version";
        var known = Convert.ToInt32(version.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (known > SchemaVersion)
        {
            throw new InvalidOperationException(
                $"The database has schema {known}; this program knows {SchemaVersion}. "
                + "A newer version made it: start that version.");
        }

        for (var next = known + 1; next <= SchemaVersion; next++)
        {
            using var transaction = connection.BeginTransaction();
            Run(connection, ReadSchema(next));
            Run(connection, $"PRAGMA user_version = {next}");
            transaction.Commit();
        }
    }

    private static string ReadSchema(int version)
    {
        using var stream = Assembly.GetExecutingAssembly()
            .GetManifestResourceStream($"{version:000}.sql")
            ?? throw new InvalidOperationException($"Schema {version} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
