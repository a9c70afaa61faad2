using System.Data.Common;
using Coordinaat.Engine.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Coordinaat.Engine.Proof;

/// <summary>
/// A PostgreSQL database: one transaction, under the journal's lock. Nothing is kept aside.
/// </summary>
internal sealed class PostgresTarget : Target
{
    private readonly PostgresStorage storage;
    private NpgsqlConnection? journal;

    public PostgresTarget(string connectionString, string? keysConnectionString)
    {
        storage = new PostgresStorage(connectionString, keysConnectionString);
        try
        {
            storage.OpenJournal().Dispose();
            using var moment = storage.OpenMoment();
            (IsEmpty, Epoch) =
                (moment.Find("SELECT 1 FROM journal LIMIT 1") is null, ReadEpoch(moment));
        }
        catch
        {
            storage.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override bool IsEmpty { get; }

    /// <inheritdoc/>
    public override int Epoch { get; }

    /// <inheritdoc/>
    public override Storage Keys => storage;

    /// <inheritdoc/>
    public override DbConnection Begin()
    {
        journal = (NpgsqlConnection)storage.OpenWriter();
        Run("BEGIN");
        Run($"SELECT pg_advisory_xact_lock({PostgresJournal.JournalLock})");
        Run($"TRUNCATE {string.Join(", ", Tables.OfJournal.Select(t => t.Name))}, draft");
        return journal;
    }

    /// <inheritdoc/>
    public override TableLoader Load(BackupTable table) => new Loader(journal!, table);

    /// <inheritdoc/>
    public override string? Commit()
    {
        Run($"SELECT pg_notify('{PostgresJournal.Channel}', '')");
        Run("COMMIT");
        Run("ANALYZE");
        return null;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        journal?.Dispose();
        storage.Dispose();
    }

    private void Run(string sql)
    {
        using var command = new NpgsqlCommand(sql, journal) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }

    private sealed class Loader : TableLoader
    {
        private readonly NpgsqlBinaryImporter copy;
        private readonly NpgsqlDbType[] types;

        public Loader(NpgsqlConnection connection, BackupTable table)
        {
            var names = string.Join(", ", table.Columns.Select(c => c.Name));
            using (var rows = new Rows(connection, $"SELECT {names} FROM {table.Table} LIMIT 0"))
            {
                types =
                [
                    .. table.Columns.Select((_, i) => TypeOf(rows.Reader.GetFieldType(i))),
                ];
            }

            copy = connection.BeginBinaryImport(
                $"COPY {table.Table} ({names}) FROM STDIN (FORMAT BINARY)");
            copy.Timeout = TimeSpan.Zero;
        }

        public override void Add(object[] values)
        {
            copy.StartRow();
            for (var i = 0; i < values.Length; i++)
            {
                switch (values[i])
                {
                    case DBNull:
                        copy.WriteNull();
                        break;
                    case long number when types[i] == NpgsqlDbType.Integer:
                        copy.Write(checked((int)number), types[i]);
                        break;
                    default:
                        copy.Write(values[i], types[i]);
                        break;
                }
            }
        }

        public override void Complete() => copy.Complete();

        public override void Dispose() => copy.Dispose();

        private static NpgsqlDbType TypeOf(Type type) =>
            type == typeof(int) ? NpgsqlDbType.Integer
            : type == typeof(long) ? NpgsqlDbType.Bigint
            : type == typeof(string) ? NpgsqlDbType.Text
            : NpgsqlDbType.Bytea;
    }
}
