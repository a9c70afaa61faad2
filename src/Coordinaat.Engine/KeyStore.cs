using System.Globalization;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine.Sqlite;
using Microsoft.Data.Sqlite;

namespace Coordinaat.Engine;

/// <summary>The keys of persons' records, each wrapped by the master key, in their own file.
/// </summary>
/// <remarks>
/// Beside the file stands the register of erasures: lines of person, holder and which key it was.
/// It belongs in no back-up of the keys, and is applied whenever the keys are opened, so that an
/// older copy of the keys brings nobody back. Who returns after an erasure has a new key, which the
/// register does not name.
/// </remarks>
internal sealed class KeyStore : IDisposable
{
    private readonly string path;
    private readonly string erasures;
    private readonly byte[] wrapKey;
    private readonly SqliteConnection connection;
    private readonly HashSet<string> erased = new(StringComparer.Ordinal);
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
        return Find(reader, person, holder);
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
            if (Find(connection, person, holder) is not { } key)
            {
                return;
            }

            var line = LineOf(person, holder, PersonKey.MarkOf(key));
            using (var register = new FileStream(erasures, FileMode.Append, FileAccess.Write))
            {
                register.Write(System.Text.Encoding.ASCII.GetBytes(line + '\n'));
                register.Flush(flushToDisk: true);
            }

            erased.Add(line);
            Delete(person, holder);
            Database.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /// <summary>Whether a key was erased: what it sealed stays closed for ever.</summary>
    public bool IsErased(PersonId person, OrganisationId holder, ReadOnlySpan<byte> mark)
    {
        lock (gate)
        {
            return erased.Contains(LineOf(person, holder, mark));
        }
    }

    private static string LineOf(
        PersonId person, OrganisationId holder, ReadOnlySpan<byte> mark) => string.Create(
            CultureInfo.InvariantCulture,
            $"{person.Value:N} {holder.Value} {Convert.ToHexString(mark)}");

    private static byte[] Associated(PersonId person, OrganisationId holder) =>
        System.Text.Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{person.Value:N} {holder.Value}"));

    private static void Bind(SqliteCommand command, PersonId person, OrganisationId holder)
    {
        command.Parameters.AddWithValue("$p", person.Value.ToByteArray(bigEndian: true));
        command.Parameters.AddWithValue("$h", holder.Value);
    }

    private byte[]? Find(SqliteConnection source, PersonId person, OrganisationId holder)
    {
        using var command = source.CreateCommand();
        command.CommandText = "SELECT box FROM person_key WHERE person = $p AND holder = $h";
        Bind(command, person, holder);
        return command.ExecuteScalar() is byte[] box
            ? Box.Open(wrapKey, box, Associated(person, holder))
            : null;
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

        // A line that was not finished erased nothing: its key is still there.
        var text = File.ReadAllText(erasures);
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        if (whole.Length < text.Length)
        {
            File.WriteAllText(erasures, whole);
        }

        foreach (var line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ');
            var person = new PersonId(Guid.ParseExact(parts[0], "N"));
            var holder = new OrganisationId(int.Parse(parts[1], CultureInfo.InvariantCulture));
            erased.Add(line);
            if (Find(connection, person, holder) is { } key
                && LineOf(person, holder, PersonKey.MarkOf(key)) == line)
            {
                Delete(person, holder);
            }
        }
    }
}
