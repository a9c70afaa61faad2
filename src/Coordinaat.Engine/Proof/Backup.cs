using System.Data.Common;
using System.Globalization;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Engine.Proof;

/// <summary>What a back-up holds.</summary>
/// <param name="Number">The last event.</param>
/// <param name="Epoch">Counts restores.</param>
/// <param name="Rows">How many rows each table has; the keys only when they were asked.</param>
public sealed record BackupReport(
    long Number, int Epoch, IReadOnlyDictionary<string, long> Rows);

/// <summary>Makes a back-up of a place, also while programs serve from it.</summary>
public static class Backup
{
    /// <summary>Makes a back-up of one moment of the journal and, in a file of its own, of the
    /// keys of persons' records as they are just after it.</summary>
    /// <param name="place">Where the journal is.</param>
    /// <param name="to">The file of the journal's tables.</param>
    /// <param name="keysTo">The file of the keys; null for none. To be kept 35 days at most.
    /// </param>
    /// <exception cref="BackupException">It was not made; nothing is left of it.</exception>
    /// <exception cref="DbException">The database cannot be read.</exception>
    /// <exception cref="IOException">A file cannot be written: nothing is left of it.</exception>
    public static BackupReport Take(EngineOptions place, string to, string? keysTo)
    {
        var master = BackupFormat.ReadMaster(place);
        using var storage = Storage.Of(place);
        if (!storage.HasJournal)
        {
            throw new BackupException(BackupFault.NoJournal, place.Folder);
        }

        using var file = new BackupWriter(to);
        using var keysFile = keysTo is null ? null : new BackupWriter(keysTo);
        var header = Copy(storage, file, master, place.Time);
        var rows = file.Rows.ToDictionary();
        if (keysFile is not null)
        {
            // After the journal: a key is stored before the first item that it seals.
            CopyKeys(storage, keysFile, header with
            {
                Holds = BackupFormat.Keys, Made = place.Time.GetUtcNow(),
            });
            keysFile.Finish(master);
            rows = rows.Concat(keysFile.Rows).ToDictionary();
        }

        file.Publish();
        keysFile?.Publish();
        return new BackupReport(header.Number, header.Epoch, rows);
    }

    private static BackupHeader Copy(
        Storage storage, BackupWriter file, MasterKey master, TimeProvider time)
    {
        using var moment = storage.OpenMoment();
        var header = ReadHeader(moment, storage.Name, master, time.GetUtcNow());
        file.Begin(header);
        foreach (var (name, order) in Tables.OfJournal)
        {
            file.Copy(moment, name, order);
        }

        file.Finish(master);
        return header;
    }

    private static void CopyKeys(Storage storage, BackupWriter file, BackupHeader header)
    {
        using var moment = storage.OpenKeysMoment();
        file.Begin(header);
        foreach (var (name, order) in Tables.OfKeys)
        {
            file.Copy(moment, name, order);
        }
    }

    private static BackupHeader ReadHeader(
        DbConnection moment, string engine, MasterKey master, DateTimeOffset now)
    {
        var (check, number, head) = (BackupFormat.KeyCheckOf(master), 0L, "");
        if (moment.Find("SELECT value FROM meta WHERE name = 'key-check'") as string != check)
        {
            throw new BackupException(BackupFault.OtherMasterKey);
        }

        foreach (var (last, hash) in moment.Read(
            "SELECT last, hash FROM batch ORDER BY first DESC LIMIT 1",
            row => (row.GetInt64(0), (byte[])row[1])))
        {
            (number, head) = (last, Convert.ToHexString(hash));
        }

        return new BackupHeader(
            BackupFormat.Word, BackupFormat.Version, BackupFormat.Journal, now, engine,
            ReadNumber(moment, "epoch", 1), ReadNumber(moment, "write-level", WriteLevels.Newest),
            number, head, check);
    }

    private static int ReadNumber(DbConnection moment, string name, int missing) =>
        moment.Find("SELECT value FROM meta WHERE name = @name", ("@name", name)) is string value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : missing;
}
