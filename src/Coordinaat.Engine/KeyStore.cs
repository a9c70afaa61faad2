using System.Globalization;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine.Sqlite;
using Microsoft.Data.Sqlite;

namespace Coordinaat.Engine;

/// <summary>The keys of persons' records, each wrapped by the master key, in their own file.
/// </summary>
/// <remarks>
/// Beside the file stands the register of erasures: lines of person and holder. It belongs in no
/// back-up of the keys, and is applied whenever the keys are opened, so that an older copy of the
/// keys brings nobody back.
/// </remarks>
internal sealed class KeyStore : IDisposable
{
    private readonly string path;
    private readonly string erasures;
    private readonly byte[] wrapKey;
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();

    public KeyStore(string path, string erasures, MasterKey master)
    {
        (this.path, this.erasures) = (path, erasures);
        wrapKey = master.Derive("person-keys");
        connection = Database.OpenWriter(path);
        Database.Run(connection, """
            CREATE TABLE IF NOT EXISTS person_key (
                person BLOB NOT NULL, holder INTEGER NOT NULL, box BLOB NOT NULL,
                PRIMARY KEY (person, holder)
            ) WITHOUT ROWID
            """);
        ApplyErasures();
    }

    public void Dispose() => connection.Dispose();

    public byte[]? Find(PersonId person, OrganisationId holder)
    {
        using var reader = Database.OpenReader(path);
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT box FROM person_key WHERE person = $p AND holder = $h";
        Bind(command, person, holder);
        return command.ExecuteScalar() is byte[] box
            ? Box.Open(wrapKey, box, Associated(person, holder))
            : null;
    }

    public void Store(IReadOnlyCollection<SealedItem> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            foreach (var item in items)
            {
                using var command = connection.CreateCommand();
                command.CommandText =
                    "INSERT OR IGNORE INTO person_key (person, holder, box) VALUES ($p, $h, $b)";
                Bind(command, item.Person, item.Holder);
                command.Parameters.AddWithValue(
                    "$b",
                    Box.Seal(wrapKey, item.Key.Key, Associated(item.Person, item.Holder)));
                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        foreach (var item in items)
        {
            item.Key.IsStored = true;
        }
    }

    public void Erase(PersonId person, OrganisationId holder)
    {
        lock (gate)
        {
            if (Find(person, holder) is null)
            {
                return;
            }

            using (var register = new FileStream(erasures, FileMode.Append, FileAccess.Write))
            {
                var line = string.Create(
                    CultureInfo.InvariantCulture, $"{person.Value:N} {holder.Value}\n");
                register.Write(System.Text.Encoding.ASCII.GetBytes(line));
                register.Flush(flushToDisk: true);
            }

            Delete(person, holder);
            Database.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static byte[] Associated(PersonId person, OrganisationId holder) =>
        System.Text.Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{person.Value:N} {holder.Value}"));

    private static void Bind(SqliteCommand command, PersonId person, OrganisationId holder)
    {
        command.Parameters.AddWithValue("$p", person.Value.ToByteArray(bigEndian: true));
        command.Parameters.AddWithValue("$h", holder.Value);
    }

    private void Delete(PersonId person, OrganisationId holder)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM person_key WHERE person = $p AND holder = $h";
        Bind(command, person, holder);
        command.ExecuteNonQuery();
    }

    private void ApplyErasures()
    {
        if (!File.Exists(erasures))
        {
            return;
        }

        foreach (var line in File.ReadLines(erasures).Where(l => l.Length > 0))
        {
            var parts = line.Split(' ');
            Delete(
                new PersonId(Guid.ParseExact(parts[0], "N")),
                new OrganisationId(int.Parse(parts[1], CultureInfo.InvariantCulture)));
        }
    }
}
