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

/// <summary>Plain SQL that SQLite and PostgreSQL both read, with named values.</summary>
internal static class Sql
{
    /// <summary>Runs SQL without rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public static int Run(
        DbConnection connection, string sql, params (string Name, object Value)[] values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Reads rows.</summary>
    public static List<T> Read<T>(
        DbConnection connection, string sql, Func<DbDataReader, T> read,
        params (string Name, object Value)[] values)
    {
        using var command = Command(connection, sql, values);
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
        {
            found.Add(read(rows));
        }

        return found;
    }

    /// <summary>A statement that is run many times, with other values each time.</summary>
    public static DbCommand Command(
        DbConnection connection, string sql, params (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Runs a statement with these values, in the order of its parameters.</summary>
    public static int Run(this DbCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command.ExecuteNonQuery();
    }
}
