using System.Data.Common;

namespace Coordinaat.Engine;

/// <summary>SQL of one text for both databases: parameters by name, with @ in front.</summary>
internal static class Sql
{
    /// <summary>Runs SQL without rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public static int Run(
        this DbConnection connection, string sql, params (string Name, object Value)[] values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Reads rows.</summary>
    public static List<T> Read<T>(
        this DbConnection connection, string sql, Func<DbDataReader, T> row,
        params (string Name, object Value)[] values)
    {
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>Reads one value, or null.</summary>
    public static object? Find(
        this DbConnection connection, string sql, params (string Name, object Value)[] values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteScalar() is var found and not DBNull ? found : null;
    }

    /// <summary>A 16-byte id in a column of bytes.</summary>
    public static Guid GetId(this DbDataReader reader, int column) =>
        new((byte[])reader[column], bigEndian: true);

    /// <summary>The bytes by which ids are stored.</summary>
    public static byte[] Bytes(this Guid id) => id.ToByteArray(bigEndian: true);

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
