using System.Data.Common;

namespace Coordinaat.Engine.Proof;

/// <summary>The rows of a long read, one after the other, however long it takes.</summary>
internal sealed class Rows : IDisposable
{
    private readonly DbCommand command;

    /// <summary>Begins to read.</summary>
    public Rows(DbConnection connection, string sql, params (string Name, object Value)[] values)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        try
        {
            Reader = command.ExecuteReader();
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    /// <summary>The row it stands on.</summary>
    public DbDataReader Reader { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Reader.Dispose();
        command.Dispose();
    }
}
