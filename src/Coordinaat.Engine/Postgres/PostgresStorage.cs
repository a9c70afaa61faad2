using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Coordinaat.Engine.Postgres;

/// <summary>A PostgreSQL database, for several programs at once.</summary>
internal sealed class PostgresStorage : Storage
{
    // Any number of our own; 1 is the journal's lock in PostgresJournal.
    private const long SchemaLock = 4_202_602;

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlDataSource keys;
    private readonly string connectionString;

    // By which the listener tells what its own journal wrote.
    private readonly string self = Ids.New().ToString("N");

    /// <summary>Connects when something is asked of it.</summary>
    /// <param name="connectionString">Of the journal's database; several hosts with commas.
    /// </param>
    /// <param name="keysConnectionString">Of the keys' database; null for the same.</param>
    public PostgresStorage(string connectionString, string? keysConnectionString)
    {
        this.connectionString = WithDefaults(connectionString);
        source = NpgsqlDataSource.Create(this.connectionString);
        keys = keysConnectionString is { Length: > 0 }
            ? NpgsqlDataSource.Create(WithDefaults(keysConnectionString))
            : source;
    }

    /// <inheritdoc/>
    public override string Name => "postgres";

    /// <inheritdoc/>
    public override bool IsShared => true;

    /// <inheritdoc/>
    public override bool HasJournal
    {
        get
        {
            using var connection = source.OpenConnection();
            return connection.Find("SELECT to_regclass('journal')::text") is not null;
        }
    }

    /// <inheritdoc/>
    public override Journal OpenJournal()
    {
        Migrate(source, "journal_schema", Schemas.Postgres);
        Migrate(keys, "keys_schema", Schemas.Keys);
        Migrate(source, "feeds_schema", Schemas.Feeds);
        return new PostgresJournal(connectionString, self);
    }

    /// <inheritdoc/>
    public override DbConnection OpenReader() => source.OpenConnection();

    /// <inheritdoc/>
    public override DbConnection OpenMoment() => OpenMoment(source);

    /// <inheritdoc/>
    public override DbConnection OpenKeysMoment() => OpenMoment(keys);

    /// <inheritdoc/>
    public override DbConnection OpenWriter() => source.OpenConnection();

    /// <inheritdoc/>
    public override DbConnection OpenKeys() => keys.OpenConnection();

    /// <inheritdoc/>
    public override DbConnection OpenDrafts() => source.OpenConnection();

    /// <inheritdoc/>
    public override DbConnection OpenFeeds() => source.OpenConnection();

    /// <inheritdoc/>
    public override IDisposable? Listen(Action heard) => new Background(
        Listener.Poll,
        new Listener(connectionString, self, Listener.Poll, heard).ListenAsync);

    /// <inheritdoc/>
    public override Presence? MakePresence(Node self, Action<int> found) =>
        new(source, self, found);

    /// <inheritdoc/>
    public override IDisposable? WatchCopies(Action<int> found, ILogger log) =>
        new Background(CopyWatch.Period, new CopyWatch(connectionString, found, log).LookAsync);

    /// <inheritdoc/>
    public override void Cut(long number, long least)
    {
        using var connection = source.OpenConnection();
        Partitions.Cut(connection, number, least);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Copies in the log and in back-ups go when these do: keep neither for more than 35 days.
    /// </remarks>
    public override void Scrub(DbConnection keys) => keys.Run("VACUUM person_key");

    /// <inheritdoc/>
    public override void Dispose()
    {
        keys.Dispose();
        source.Dispose();
    }

    private static NpgsqlConnection OpenMoment(NpgsqlDataSource source)
    {
        var connection = source.OpenConnection();
        try
        {
            // The first read is the moment.
            connection.Run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            connection.Find("SELECT 1");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string WithDefaults(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        void Default(string name, object value)
        {
            if (!given.ContainsKey(name))
            {
                builder[name] = value;
            }
        }

        Default("Timeout", 2);
        Default("Command Timeout", 10);
        Default("Cancellation Timeout", -1);
        Default("Max Auto Prepare", 64);
        Default("Auto Prepare Min Usages", 2);
        Default("Tcp Keepalive", true);
        Default("Tcp Keepalive Time", 2);
        Default("Tcp Keepalive Interval", 1);
        Default("Application Name", "coordinaat");
        if (builder.Host?.Contains(',', StringComparison.Ordinal) == true)
        {
            Default("Target Session Attributes", "primary");
            Default("Host Recheck Seconds", 1);
        }

        return builder.ToString();
    }

    // Two programs may start at once: one of them makes the tables, under a lock.
    private static void Migrate(NpgsqlDataSource source, string table, Schemas schemas)
    {
        using var connection = source.OpenConnection();
        connection.Find("SELECT pg_advisory_lock(@lock)", ("@lock", SchemaLock));
        try
        {
            connection.Run(
                $"CREATE TABLE IF NOT EXISTS {table} (number integer PRIMARY KEY)");
            var known = Convert.ToInt32(
                connection.Find($"SELECT max(number) FROM {table}"), CultureInfo.InvariantCulture);
            schemas.Apply(connection, known, number => $"INSERT INTO {table} VALUES ({number})");
        }
        finally
        {
            connection.Find("SELECT pg_advisory_unlock(@lock)", ("@lock", SchemaLock));
        }
    }
}
