using System.Data.Common;
using Coordinaat.Engine.Postgres;
using Coordinaat.Engine.Sqlite;
using Microsoft.Extensions.Logging;

namespace Coordinaat.Engine;

/// <summary>Where an engine keeps what lasts: SQLite files in its folder, or PostgreSQL.</summary>
/// <remarks>
/// Connections are given open, and are the caller's to dispose. On any thread. All of them throw
/// <see cref="DbException"/> while the database cannot be reached.
/// </remarks>
internal abstract class Storage : IDisposable
{
    /// <summary>Where an engine with these options keeps what lasts.</summary>
    public static Storage Of(EngineOptions options) =>
        options.Journal is { Length: > 0 } connection
            ? new PostgresStorage(connection, options.Keys)
            : new SqliteStorage(options.Folder);

    /// <summary>The name for messages and figures: "sqlite" or "postgres".</summary>
    public abstract string Name { get; }

    /// <summary>Whether several programs may work on it at once.</summary>
    public abstract bool IsShared { get; }

    /// <summary>Whether a journal was ever made here. Makes none.</summary>
    public abstract bool HasJournal { get; }

    /// <summary>Opens the journal, with the newest schema.</summary>
    /// <exception cref="InvalidOperationException">A newer program made it.</exception>
    public abstract Journal OpenJournal();

    /// <summary>For short reads of the journal's tables.</summary>
    public abstract DbConnection OpenReader();

    /// <summary>For a long read of the journal's tables, all as they are at this moment.
    /// </summary>
    public abstract DbConnection OpenMoment();

    /// <summary>For a long read of the keys, all as they are at this moment.</summary>
    public abstract DbConnection OpenKeysMoment();

    /// <summary>For rare writes to the journal's tables, outside the loop.</summary>
    public abstract DbConnection OpenWriter();

    /// <summary>For the keys of persons' records: a store of its own.</summary>
    public abstract DbConnection OpenKeys();

    /// <summary>For half-filled forms.</summary>
    public abstract DbConnection OpenDrafts();

    /// <summary>For what feeds said.</summary>
    public abstract DbConnection OpenFeeds();

    /// <summary>Calls back when others may have written; null where there are no others.
    /// </summary>
    public abstract IDisposable? Listen(Action heard);

    /// <summary>A place for this program among the nodes; null where it works alone.</summary>
    /// <param name="self">This program.</param>
    /// <param name="found">Told every few seconds how many are alive.</param>
    public abstract Presence? MakePresence(Node self, Action<int> found);

    /// <summary>Tells every few seconds how many copies follow at once; null where there are none.
    /// </summary>
    public abstract IDisposable? WatchCopies(Action<int> found, ILogger log);

    /// <summary>Makes a part of the journal end before an event, so that it can be moved away;
    /// does nothing where it has no parts, or when others are in the way.</summary>
    /// <param name="number">The first event of the next part.</param>
    /// <param name="least">The part before it is only cut off with so many events.</param>
    public virtual void Cut(long number, long least)
    {
    }

    /// <summary>Removes what a deleted key left behind in the store's own bytes.</summary>
    public abstract void Scrub(DbConnection keys);

    /// <inheritdoc/>
    public abstract void Dispose();
}
