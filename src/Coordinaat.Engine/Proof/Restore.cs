using System.Data.Common;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Engine.Proof;

/// <summary>What is restored, and into which place.</summary>
/// <param name="Place">Into which place.</param>
/// <param name="From">The back-up of the journal's tables.</param>
/// <param name="Keys">The back-up of the keys; null when the place has its own still.</param>
/// <param name="Erasures">Registers of erasures, besides the place's own.</param>
/// <param name="Replaces">Also when the place has a journal.</param>
public sealed record RestoreOptions(
    EngineOptions Place, string From, string? Keys, IReadOnlyList<string> Erasures,
    bool Replaces);

/// <summary>What was restored.</summary>
/// <param name="Number">The last event.</param>
/// <param name="Epoch">The new epoch.</param>
/// <param name="Keys">How many keys were put in.</param>
/// <param name="Erased">How many keys of the back-up stayed out: the register names them.</param>
/// <param name="Aside">Where the old files are kept; null without. To be kept 35 days at most.
/// </param>
public sealed record RestoreReport(long Number, int Epoch, long Keys, int Erased, string? Aside);

/// <summary>Restores a back-up: a new epoch, and who was erased stays erased.</summary>
public static class Restore
{
    /// <summary>While this folder is in a place's folder, nobody serves from it.</summary>
    internal const string Marker = "restoring";

    /// <summary>Restores.</summary>
    /// <exception cref="BackupException">It was not restored; nothing was changed.</exception>
    /// <exception cref="DbException">The database cannot be written.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="InvalidOperationException">A newer program made the database.
    /// </exception>
    public static RestoreReport Run(RestoreOptions options)
    {
        var place = options.Place;
        Directory.CreateDirectory(place.Folder);
        using var alone = Lock(place.Folder);
        var master = BackupFormat.ReadMaster(place);
        var header = Check(options.From, BackupFormat.Journal, master);
        if (options.Keys is { } given)
        {
            Check(given, BackupFormat.Keys, master);
        }

        var erased = options.Erasures.SelectMany(ErasureRegister.Read).ToList();
        if (ErasureRegister.FileIn(place.Folder) is var own && File.Exists(own))
        {
            erased.AddRange(ErasureRegister.Read(own));
        }

        using var target = Target.Of(place);
        CheckPlace(options, target);
        return Fill(options, target, master, header, erased);
    }

    /// <summary>Nobody serves from a place whose restore was not finished.</summary>
    /// <exception cref="InvalidOperationException">It was not.</exception>
    internal static void CheckFinished(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, Marker)))
        {
            throw new InvalidOperationException(
                $"A restore in {folder} was not finished: restore again.");
        }
    }

    // All of it, before anything is touched.
    private static BackupHeader Check(string path, string holds, MasterKey master)
    {
        using var file = new BackupReader(path, holds, master);
        if (file.Header.Level > WriteLevels.Newest)
        {
            throw new BackupException(BackupFault.NewerEvents, path);
        }

        var known = EventCodec.All.Select(e => (e.Kind, e.Shape)).ToHashSet();
        var tables = holds == BackupFormat.Keys ? Tables.OfKeys : Tables.OfJournal;
        var (kind, shape, values) = (0, 0, Array.Empty<object>());
        BackupException? newer = null;
        while (file.Next())
        {
            if (!file.IsRow)
            {
                values = new object[file.Table.Columns.Length];
                kind = Array.FindIndex(file.Table.Columns, c => c.Name == "kind");
                shape = Array.FindIndex(file.Table.Columns, c => c.Name == "shape");
                newer ??= tables.Any(t => t.Name == file.Table.Table) ? null
                    : new(BackupFault.NewerFormat, $"{path}: {file.Table.Table}");
            }
            else if (file.Table.Table == "journal")
            {
                file.GetValues(values);
                newer ??= known.Contains(((string)values[kind], (int)(long)values[shape])) ? null
                    : new(BackupFault.NewerEvents, $"{path}: {values[kind]}/{values[shape]}");
            }
        }

        // Only now it is sure that nobody changed the names.
        return newer is null ? file.Header : throw newer;
    }

    private static void CheckPlace(RestoreOptions options, Target target)
    {
        if (options.Keys is null && !HasKeys(options.Place, target))
        {
            throw new BackupException(BackupFault.NoKeys, options.Place.Folder);
        }

        if (!target.IsEmpty && !options.Replaces)
        {
            throw new BackupException(BackupFault.NotEmpty, options.Place.Folder);
        }
    }

    private static bool HasKeys(EngineOptions place, Target target)
    {
        if (place.Journal is not { Length: > 0 }
            && !File.Exists(Path.Combine(place.Folder, "keys.db")))
        {
            return false;
        }

        using var keys = target.Keys.OpenKeys();
        return keys.Find("SELECT 1 FROM person_key LIMIT 1") is not null;
    }

    // First the register and the keys, which may stay when the rest fails; the journal at last.
    private static RestoreReport Fill(
        RestoreOptions options, Target target, MasterKey master, BackupHeader header,
        List<Erasure> erased)
    {
        var place = options.Place;
        var journal = target.Begin();
        var epoch = Math.Max(header.Epoch, target.Epoch) + 1;
        LoadJournal(options.From, target, master);
        using (var keys = target.Keys.OpenKeys())
        {
            erased = [.. erased.Union(ErasureRegister.Read(keys))];
            ErasureRegister.Add(place.Folder, erased);
            _ = new KeyStore(target.Keys, ErasureRegister.FileIn(place.Folder), master);
            target.Keys.Scrub(keys);
        }

        var (stored, refused) = options.Keys is { } file
            ? LoadKeys(file, target.Keys, master, erased)
            : (0, 0);
        ForgetPersons(journal, target.Keys, erased);
        journal.Run("UPDATE meta SET value = @epoch WHERE name = 'epoch'", ("@epoch", $"{epoch}"));
        return new RestoreReport(header.Number, epoch, stored, refused, target.Commit());
    }

    private static void LoadJournal(string path, Target target, MasterKey master)
    {
        using var file = new BackupReader(path, BackupFormat.Journal, master);
        TableLoader? loader = null;
        try
        {
            var values = Array.Empty<object>();
            while (file.Next())
            {
                if (file.IsRow)
                {
                    file.GetValues(values);
                    loader!.Add(values);
                    continue;
                }

                loader?.Complete();
                loader?.Dispose();
                loader = target.Load(file.Table);
                values = new object[file.Table.Columns.Length];
            }

            loader?.Complete();
        }
        finally
        {
            loader?.Dispose();
        }
    }

    private static (long Stored, int Refused) LoadKeys(
        string path, Storage storage, MasterKey master, List<Erasure> erased)
    {
        var lines = erased.Select(e => e.Line).ToHashSet(StringComparer.Ordinal);
        var wrapKey = KeyStore.WrapKeyOf(master);
        var (stored, refused, values) = (0L, 0, new object[3]);
        using var file = new BackupReader(path, BackupFormat.Keys, master);
        using var connection = storage.OpenKeys();
        using var transaction = connection.BeginTransaction();
        while (file.Next())
        {
            if (!file.IsRow)
            {
                continue;
            }

            file.GetValues(values);
            var person = new PersonId(new Guid((byte[])values[0], bigEndian: true));
            var holder = new OrganisationId((int)(long)values[1]);
            var key = KeyStore.Unwrap(wrapKey, person, holder, (byte[])values[2]);
            if (lines.Contains(KeyStore.LineOf(person, holder, PersonKey.MarkOf(key))))
            {
                refused++;
                continue;
            }

            stored += connection.Run(
                """
                INSERT INTO person_key (person, holder, box) VALUES (@p, @h, @b)
                ON CONFLICT (person, holder) DO NOTHING
                """,
                ("@p", values[0]), ("@h", holder.Value), ("@b", values[2]));
        }

        transaction.Commit();
        return (stored, refused);
    }

    // Who was erased after the back-up is not found by number either; who came back since is.
    private static void ForgetPersons(
        DbConnection journal, Storage storage, List<Erasure> erased)
    {
        using var keys = storage.OpenKeys();
        foreach (var (person, holder) in erased.Select(e => (e.Person, e.Holder)).Distinct())
        {
            var hasKey = keys.Find(
                "SELECT 1 FROM person_key WHERE person = @p AND holder = @h",
                ("@p", person.Value.Bytes()), ("@h", holder.Value)) is not null;
            if (!hasKey)
            {
                journal.Run(
                    "DELETE FROM person_index WHERE person = @p AND holder = @h",
                    ("@p", person.Value.Bytes()), ("@h", holder.Value));
            }
        }
    }

    internal static FileStream Lock(string folder)
    {
        try
        {
            return Engine.LockFolder(folder);
        }
        catch (IOException)
        {
            throw new BackupException(BackupFault.FolderInUse, folder);
        }
    }
}
