using System.Data.Common;
using NodaTime;

namespace Coordinaat.Engine.Proof;

/// <summary>Why the write level was not raised, in the order it is checked.</summary>
public enum RaiseLevelFault
{
    /// <summary>It is higher already than this program reads.</summary>
    LevelUnread = 1,

    /// <summary>It is the newest already that this program knows.</summary>
    AlreadyNewest,

    /// <summary>A node that is alive does not read the new level.</summary>
    NodesOlder,
}

/// <summary>What became of it.</summary>
/// <param name="Level">The level at which the journal is written now.</param>
/// <param name="Fault">Why it was not raised; null when it was.</param>
/// <param name="Older">The nodes that stand in the way.</param>
public sealed record RaiseLevelReport(
    int Level, RaiseLevelFault? Fault, IReadOnlyList<Node> Older);

/// <summary>Raises the level at which a journal is written to the newest that this program reads:
/// the end of an upgrade, when every node runs the new release.</summary>
public static class RaiseLevel
{
    /// <summary>Raises it for good. On PostgreSQL the nodes go on, and take the new level with
    /// their next batch; a folder is for one program at a time.</summary>
    /// <param name="place">Where the journal is.</param>
    /// <exception cref="BackupException">There is no journal, or a program works in the folder.
    /// </exception>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    /// <exception cref="InvalidOperationException">The journal's lock cannot be had, or nobody
    /// knows whether it was raised: ask again.</exception>
    public static RaiseLevelReport Run(EngineOptions place)
    {
        using var storage = Storage.Of(place);
        if (!storage.HasJournal)
        {
            throw new BackupException(BackupFault.NoJournal, place.Folder);
        }

        using var alone = storage.IsShared ? null : Restore.Lock(place.Folder);
        using var journal = storage.OpenJournal();
        try
        {
            var opening = journal.Begin(journal.FindHead(Head.None), [], []);
            var report = Raise(journal.Connection, opening, storage.IsShared, place.Reads);
            journal.Commit(new Writing(), opening.Tail.Head);
            return report;
        }
        catch (Exception fault) when (
            fault is UnwritableException or UnknownOutcomeException or HeadLostException)
        {
            throw new InvalidOperationException(
                $"The journal cannot be written: {fault.Message}", fault);
        }
    }

    private static RaiseLevelReport Raise(
        DbConnection connection, Opening opening, bool isShared, int level)
    {
        if (opening.WriteLevel >= level)
        {
            return new RaiseLevelReport(
                opening.WriteLevel,
                opening.WriteLevel > level
                    ? RaiseLevelFault.LevelUnread
                    : RaiseLevelFault.AlreadyNewest,
                []);
        }

        if (isShared && ListOlder(connection, level, opening.Time!.Value) is { Count: > 0 } older)
        {
            return new RaiseLevelReport(opening.WriteLevel, RaiseLevelFault.NodesOlder, older);
        }

        connection.Run(
            """
            INSERT INTO meta (name, value) VALUES ('write-level', @level)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """,
            ("@level", $"{level}"));
        return new RaiseLevelReport(level, null, []);
    }

    // Who starts now enters its row before this, or waits for the end and reads the new level.
    private static List<Node> ListOlder(DbConnection connection, int level, Instant now)
    {
        connection.Run("LOCK TABLE node IN SHARE MODE");
        return connection.Read(
            """
            SELECT id, name, program, reads, seen_at FROM node
            WHERE reads < @level AND seen_at > @since ORDER BY name
            """,
            row => new Node(
                row.GetId(0), row.GetString(1), row.GetString(2), row.GetInt32(3),
                Instant.FromUnixTimeMilliseconds(row.GetInt64(4))),
            ("@level", level), ("@since", (now - Node.AliveFor).ToUnixTimeMilliseconds()));
    }
}
