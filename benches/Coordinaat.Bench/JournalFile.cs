using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Engine.Sqlite;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>A journal that is written straight, by the journal's own writer.</summary>
internal static class JournalFile
{
    private const int BatchEvents = 2_000;

    /// <summary>Where an engine that works in a folder has its journal.</summary>
    public static string PathIn(DirectoryInfo folder) =>
        Path.Combine(folder.FullName, "journal.db");

    /// <summary>The last batch of a journal.</summary>
    public static Head HeadOf(string path)
    {
        using var journal = new SqliteJournal(path);
        return journal.FindHead(Head.None);
    }

    /// <summary>Events as a journal has them that begins with them, all of one moment.</summary>
    public static IEnumerable<Recorded> Record(IEnumerable<Event> events, Instant at) =>
        events.Select((happened, i) => new Recorded(
            i + 1, 1, default, at, Actor.System, Guid.Empty, 0, happened));

    /// <summary>How large a journal is on disk, in megabytes.</summary>
    public static double SizeMb(string path) => new FileInfo(path).Length / 1e6;

    /// <summary>A world after all that a journal has beyond it.</summary>
    public static World Fold(string path, World world)
    {
        using var journal = new SqliteJournal(path);
        return Rest(journal, world.Number).Aggregate(world, (w, next) => w.After(next));
    }

    /// <summary>How many megabytes of memory a world takes more after <see cref="Fold"/>.
    /// </summary>
    /// <param name="path">The journal.</param>
    /// <param name="world">The world before, of which nothing is kept, and the one after.</param>
    public static double FoldWeighed(string path, ref World world)
    {
        var before = Measure.MemoryMb();
        world = Fold(path, world);
        return Measure.MemoryMb() - before;
    }

    /// <summary>Reads and decodes what a journal has after an event.</summary>
    public static IEnumerable<Recorded> Rest(SqliteJournal journal, long from) =>
        journal.ReadBetween(Head.None with { Last = from }, journal.FindHead(Head.None));

    /// <summary>Writes events, in batches.</summary>
    /// <param name="folder">Where the engine will work.</param>
    /// <param name="events">Numbered from 1, or from where the journal ends.</param>
    public static void Write(DirectoryInfo folder, IEnumerable<Recorded> events)
    {
        using var journal = new SqliteJournal(PathIn(folder));
        _ = Write(journal, events);
    }

    /// <summary>Writes events into a journal of either kind, in batches.</summary>
    /// <param name="journal">The journal's own writer.</param>
    /// <param name="events">Numbered from 1, or from where the journal ends.</param>
    /// <returns>The last batch.</returns>
    public static Head Write(Journal journal, IEnumerable<Recorded> events)
    {
        var head = journal.FindHead(Head.None);
        foreach (var batch in events.Chunk(BatchEvents))
        {
            var writing = new Writing();
            writing.Entries.AddRange(
                batch.Select(r => new Entry(r, EventCodec.Encode(r.Happened))));
            _ = journal.Begin(head, [], []);
            head = journal.Commit(writing, head);
        }

        return head;
    }
}
