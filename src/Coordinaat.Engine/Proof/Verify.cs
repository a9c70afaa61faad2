using System.Data.Common;
using System.Globalization;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Coordinaat.Engine.Proof;

/// <summary>Reads all that a place keeps, and says what is wrong. Changes nothing.</summary>
/// <remarks>
/// Also while programs serve from it: it reads the journal as it is at one moment, and the keys as
/// they are just after. In memory it has one world and a page of events.
/// </remarks>
public sealed class Verify
{
    private readonly EngineOptions place;
    private readonly Action<Finding> report;
    private readonly bool isWhole;
    private readonly Storage storage;
    private readonly MasterKey master;
    private readonly VaultCheck vault;
    private readonly Snapshots snapshots;
    private readonly List<(string Name, SnapshotHeader? Header)> listed;
    private JournalCheck? journal;
    private WorldMarks? marks;
    private long answers;
    private long from = 1;
    private long count;

    private Verify(EngineOptions place, bool isWhole, Action<Finding> report)
    {
        (this.place, this.isWhole, this.report) = (place, isWhole, report);
        master = BackupFormat.ReadMaster(place);
        storage = Storage.Of(place);
        vault = new VaultCheck(master, Find);
        snapshots = new Snapshots(Path.Combine(place.Folder, "snapshots"), NullLogger.Instance);

        // Before anything is read: what is written after this may be ahead of the read.
        listed = [.. snapshots.ListHeaders()];
    }

    /// <summary>Verifies a place.</summary>
    /// <param name="place">Where the journal is.</param>
    /// <param name="isWhole">From the first event, and not from the last month that was sealed.
    /// </param>
    /// <param name="report">Is told what is wrong, as it is found.</param>
    /// <exception cref="BackupException">There is no journal, or no master key.</exception>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public static VerifyReport Run(EngineOptions place, bool isWhole, Action<Finding> report)
    {
        var verify = new Verify(place, isWhole, report);
        using (verify.storage)
        {
            return verify.Run();
        }
    }

    private VerifyReport Run()
    {
        var started = place.Time.GetTimestamp();
        if (!storage.HasJournal)
        {
            throw new BackupException(BackupFault.NoJournal, place.Folder);
        }

        if (storage.Name == "sqlite")
        {
            CheckPages("journal.db", storage.OpenMoment);
            CheckPages("keys.db", storage.OpenKeysMoment);
            foreach (var (table, _) in Tables.OfJournal)
            {
                Try(table, moment => CheckTypes(moment, table));
            }
        }

        var hasKey = false;
        Try("meta", moment => hasKey = CheckSettings(moment));
        Try("journal", CheckJournal);
        Try("answered", CheckAnswers);
        if (hasKey)
        {
            Try("sealed_item", moment =>
            {
                using var keys = storage.OpenKeysMoment();
                vault.RunItems(moment, keys);
            });
            Try("protection_key", vault.RunServerKeys);
        }

        Try("person_index", vault.RunPersons);
        return new VerifyReport(
            from, journal?.Count ?? 0, vault.Items, vault.Erased, vault.Persons, answers,
            marks?.Compared ?? 0, journal?.World is { } world ? Snapshots.HashOf(world) : "",
            place.Time.GetElapsedTime(started), count);
    }

    private void Find(FindingKind kind, long first, long last, string detail)
    {
        count++;
        report(new Finding(kind, first, last, detail));
    }

    // A damaged page ends the read of a table, and not the whole check.
    private void Try(string table, Action<DbConnection> check)
    {
        try
        {
            using var moment = storage.OpenMoment();
            check(moment);
        }
        catch (SqliteException fault)
        {
            Find(FindingKind.TableUnreadable, 0, 0, $"{table}: {fault.Message}");
        }
        catch (PostgresException fault) when (
            fault.SqlState.StartsWith("XX", StringComparison.Ordinal))
        {
            // Its message names the block: "invalid page in block 3 of relation base/…".
            Find(FindingKind.PageDamaged, 0, 0, $"{table}: {fault.MessageText}");
        }
        catch (Exception fault) when (fault is InvalidCastException or ArgumentException
            or InvalidOperationException or OverflowException or FormatException)
        {
            // A value of another type than the table's: only damage puts it there.
            Find(FindingKind.TableUnreadable, 0, 0, $"{table}: {fault.GetType().Name}");
        }
    }

    private void CheckPages(string file, Func<DbConnection> open)
    {
        const string All = "ok";
        try
        {
            using var moment = open();
            using var rows = new Rows(moment, "PRAGMA integrity_check(100)");
            while (rows.Reader.Read())
            {
                if (rows.Reader.GetString(0) is var said and not All)
                {
                    Find(FindingKind.PageDamaged, 0, 0, $"{file}: {said}");
                }
            }
        }
        catch (SqliteException fault)
        {
            Find(FindingKind.PageDamaged, 0, 0, $"{file}: {fault.Message}");
        }
    }

    // SQLite keeps a value of any type anywhere: a flipped bit may make a text of a number.
    private void CheckTypes(DbConnection moment, string table)
    {
        const int most = 100;
        var wrong = moment.Read(
            $"PRAGMA table_info({table})",
            row => $"typeof({row.GetString(1)}) <> lower('{row.GetString(2)}')");
        using var rows = new Rows(
            moment, $"SELECT * FROM {table} WHERE {string.Join(" OR ", wrong)} LIMIT {most}");
        while (rows.Reader.Read())
        {
            var number = table == "journal" ? rows.Reader.GetInt64(0) : 0;
            Find(
                number > 0 ? FindingKind.EventUnreadable : FindingKind.PageDamaged,
                number, number, $"{table}: a value of another type");
        }
    }

    private bool CheckSettings(DbConnection moment)
    {
        var meta = moment.Read(
            "SELECT name, value FROM meta", row => (row.GetString(0), row.GetString(1)))
            .ToDictionary();
        foreach (var (name, most) in new[]
        {
            ("epoch", int.MaxValue), ("write-level", WriteLevels.Newest),
        })
        {
            if (!int.TryParse(meta.GetValueOrDefault(name), out var number)
                || number < 1 || number > most)
            {
                Find(FindingKind.SettingWrong, 0, 0, name);
            }
        }

        var isOurs = meta.GetValueOrDefault("key-check") == BackupFormat.KeyCheckOf(master);
        if (!isOurs)
        {
            Find(FindingKind.OtherMasterKey, 0, 0, "");
        }

        return isOurs;
    }

    private void CheckJournal(DbConnection moment)
    {
        var epoch = moment.Find("SELECT value FROM meta WHERE name = 'epoch'") is string value
            && int.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : 1;
        marks = new WorldMarks(listed, WorldMarks.ReadSeals(moment), epoch, Find);
        journal = new JournalCheck(moment, marks, Find);
        var start = (isWhole ? null : FindBase(moment, epoch))
            ?? new Standing(World.Empty, Head.None, epoch);
        from = start.World.Number + 1;
        journal.Run(start, epoch);
        marks.CheckEnd(journal.Last);
    }

    // The newest sealed month: its world is compared with its hash before anything is built on it.
    private static Standing? FindBase(DbConnection moment, int epoch) =>
        Months.Read(moment, epoch).FirstOrDefault();

    private void CheckAnswers(DbConnection moment)
    {
        answers = (long)moment.Find("SELECT count(*) FROM answered")!;
        using var rows = new Rows(moment, """
            SELECT a.first, a.last FROM answered a
            LEFT JOIN journal f ON f.number = a.first
            LEFT JOIN journal l ON l.number = a.last
            WHERE f.request IS NULL OR l.request IS NULL OR f.request <> a.id
               OR l.request <> a.id OR f.at <> a.at OR a.last < a.first
            ORDER BY a.first
            """);
        while (rows.Reader.Read())
        {
            Find(
                FindingKind.AnswerWrong, rows.Reader.GetInt64(0), rows.Reader.GetInt64(1), "");
        }
    }
}
