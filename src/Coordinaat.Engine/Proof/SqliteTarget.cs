using System.Data.Common;
using System.Globalization;
using Coordinaat.Engine.Sqlite;
using Microsoft.Data.Sqlite;

namespace Coordinaat.Engine.Proof;

/// <summary>
/// Files in a folder: the new journal is made beside the old one, which is then put aside.
/// </summary>
/// <remarks>
/// While the folder <see cref="Restore.Marker"/> is there, nobody serves from the place: between
/// two moves it may have no journal at all.
/// </remarks>
internal sealed class SqliteTarget : Target
{
    private readonly string folder;
    private readonly string marker;
    private readonly TimeProvider time;
    private SqliteConnection? journal;

    public SqliteTarget(string folder, TimeProvider time)
    {
        (this.folder, this.time) = (folder, time);
        marker = Path.Combine(folder, Restore.Marker);
        Keys = new SqliteStorage(folder);
        (IsEmpty, Epoch) = Look();
    }

    /// <inheritdoc/>
    public override bool IsEmpty { get; }

    /// <inheritdoc/>
    public override int Epoch { get; }

    /// <inheritdoc/>
    public override Storage Keys { get; }

    /// <inheritdoc/>
    public override DbConnection Begin()
    {
        using (var keys = Files.OpenAlone(Path.Combine(folder, "keys.db")))
        {
            Files.Migrate(keys, Schemas.Keys);
        }

        if (Directory.Exists(marker))
        {
            Directory.Delete(marker, recursive: true);
        }

        Directory.CreateDirectory(marker);
        journal = Files.OpenAlone(Path.Combine(marker, "journal.db"));
        Files.Migrate(journal, Schemas.Sqlite);
        journal.Run("PRAGMA synchronous = OFF");
        return journal;
    }

    /// <inheritdoc/>
    public override TableLoader Load(BackupTable table) => new Loader(journal!, table);

    /// <inheritdoc/>
    public override string? Commit()
    {
        journal!.Run("PRAGMA synchronous = FULL");
        journal!.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        journal!.Dispose();
        journal = null;
        var made = Path.Combine(marker, "journal.db");
        using (var file = new FileStream(made, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Flush(flushToDisk: true);
        }

        var aside = PutAside();
        File.Move(made, Path.Combine(folder, "journal.db"));
        Directory.Delete(marker, recursive: true);
        return aside;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        journal?.Dispose();
        Keys.Dispose();

        // Given up before the old files were touched: nothing of it remains.
        var isWhole = IsEmpty || File.Exists(Path.Combine(folder, "journal.db"));
        if (isWhole && Directory.Exists(marker))
        {
            Directory.Delete(marker, recursive: true);
        }
    }

    // The sealed drafts of people of the old journal go with it.
    private string? PutAside()
    {
        string[] old =
        [
            .. Directory.GetFiles(folder, "journal.db*"),
            .. Directory.GetFiles(folder, "drafts.db*"),
        ];
        if (old.Length == 0)
        {
            return null;
        }

        var aside = Path.Combine(folder, string.Create(
            CultureInfo.InvariantCulture, $"before-restore-{time.GetUtcNow():yyyyMMdd-HHmmss}"));
        for (var more = 2; Directory.Exists(aside); more++)
        {
            aside = string.Create(CultureInfo.InvariantCulture, $"{aside.Split('~')[0]}~{more}");
        }

        Directory.CreateDirectory(aside);
        foreach (var file in old)
        {
            File.Move(file, Path.Combine(aside, Path.GetFileName(file)));
        }

        return aside;
    }

    // What cannot be read is not empty either.
    private (bool IsEmpty, int Epoch) Look()
    {
        var path = Path.Combine(folder, "journal.db");
        if (!File.Exists(path))
        {
            return (true, 0);
        }

        try
        {
            using var moment = Files.OpenMoment(path);
            return (moment.Find("SELECT 1 FROM journal LIMIT 1") is null, ReadEpoch(moment));
        }
        catch (SqliteException)
        {
            return (false, 0);
        }
    }

    private sealed class Loader : TableLoader
    {
        private const int RowsPerTransaction = 50_000;

        private readonly SqliteConnection connection;
        private readonly SqliteCommand insert;
        private int rows;

        public Loader(SqliteConnection connection, BackupTable table)
        {
            this.connection = connection;
            insert = connection.CreateCommand();
            var names = string.Join(", ", table.Columns.Select(c => c.Name));
            var values = string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"));
            insert.CommandText = $"INSERT INTO {table.Table} ({names}) VALUES ({values})";
            for (var i = 0; i < table.Columns.Length; i++)
            {
                insert.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
            }

            insert.Transaction = connection.BeginTransaction();
        }

        public override void Add(object[] values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                insert.Parameters[i].Value = values[i];
            }

            insert.ExecuteNonQuery();
            if (++rows % RowsPerTransaction == 0)
            {
                insert.Transaction!.Commit();
                insert.Transaction = connection.BeginTransaction();
            }
        }

        public override void Complete() => insert.Transaction!.Commit();

        public override void Dispose()
        {
            insert.Transaction?.Dispose();
            insert.Dispose();
        }
    }
}
