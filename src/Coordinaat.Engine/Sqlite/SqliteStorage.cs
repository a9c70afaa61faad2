using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Coordinaat.Engine.Sqlite;

/// <summary>Files in one folder, for one program at a time.</summary>
internal sealed class SqliteStorage(string folder) : Storage
{
    private readonly string journal = Path.Combine(folder, "journal.db");
    private readonly string keys = Path.Combine(folder, "keys.db");
    private readonly string drafts = Path.Combine(folder, "drafts.db");
    private readonly string feeds = Path.Combine(folder, "feeds.db");

    /// <inheritdoc/>
    public override string Name => "sqlite";

    /// <inheritdoc/>
    public override bool IsShared => false;

    /// <inheritdoc/>
    public override bool HasJournal => File.Exists(journal);

    /// <inheritdoc/>
    public override Journal OpenJournal()
    {
        using (var connection = Files.OpenAlone(keys))
        {
            Files.Migrate(connection, Schemas.Keys);
        }

        using (var connection = Files.OpenAlone(drafts))
        {
            connection.Run("""
                CREATE TABLE IF NOT EXISTS draft (
                    id BLOB PRIMARY KEY, account INTEGER NOT NULL, box BLOB NOT NULL,
                    at INTEGER NOT NULL
                ) WITHOUT ROWID
                """);
        }

        using (var connection = Files.OpenAlone(feeds))
        {
            Files.Migrate(connection, Schemas.Feeds);
        }

        return new SqliteJournal(journal);
    }

    /// <inheritdoc/>
    public override DbConnection OpenReader() => Files.OpenReader(journal);

    /// <inheritdoc/>
    public override DbConnection OpenMoment() => Files.OpenMoment(journal);

    /// <inheritdoc/>
    public override DbConnection OpenKeysMoment() => Files.OpenMoment(keys);

    /// <inheritdoc/>
    public override DbConnection OpenWriter() => Files.OpenWriter(journal);

    /// <inheritdoc/>
    public override DbConnection OpenKeys() => Files.OpenWriter(keys);

    /// <inheritdoc/>
    public override DbConnection OpenDrafts() => Files.OpenWriter(drafts);

    /// <inheritdoc/>
    public override DbConnection OpenFeeds() => Files.OpenWriter(feeds);

    /// <inheritdoc/>
    public override IDisposable? Listen(Action heard) => null;

    /// <inheritdoc/>
    public override Postgres.Presence? MakePresence(Node self, Action<int> found) => null;

    /// <inheritdoc/>
    public override IDisposable? WatchCopies(Action<int> found, ILogger log) => null;

    /// <inheritdoc/>
    public override void Scrub(DbConnection keys) => keys.Run("PRAGMA wal_checkpoint(TRUNCATE)");

    /// <inheritdoc/>
    public override void Dispose() => Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
}
