using System.Data.Common;
using System.Globalization;
using System.Text;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Engine;

/// <summary>The keys of persons' records, each wrapped by the master key, in their own store.
/// </summary>
/// <remarks>
/// Beside it stands the register of erasures: lines of person, holder and which key it was, in a
/// table for all nodes and in a file outside it. The file belongs in no back-up of the keys, and is
/// applied whenever the keys are opened, so that an older copy of the keys brings nobody back. Who
/// returns after an erasure has a new key, which the register does not name.
/// </remarks>
internal sealed class KeyStore
{
    private readonly Storage storage;
    private readonly string erasures;
    private readonly byte[] wrapKey;
    private readonly Lock gate = new();

    public KeyStore(Storage storage, string erasures, MasterKey master)
    {
        (this.storage, this.erasures) = (storage, erasures);
        wrapKey = WrapKeyOf(master);
        ApplyErasures();
    }

    public byte[]? Find(PersonId person, OrganisationId holder)
    {
        using var connection = storage.OpenKeys();
        return Find(connection, person, holder);
    }

    /// <summary>Stores keys.</summary>
    /// <returns>Those that were not stored: another key of that record was first.</returns>
    public List<SealedItem> Store(IReadOnlyCollection<SealedItem> items)
    {
        var missed = new List<SealedItem>();
        if (items.Count == 0)
        {
            return missed;
        }

        using (var connection = storage.OpenKeys())
        {
            using var transaction = connection.BeginTransaction();
            foreach (var item in items)
            {
                var box = Box.Seal(wrapKey, item.Key.Key, Associated(item.Person, item.Holder));
                var stored = connection.Run(
                    """
                    INSERT INTO person_key (person, holder, box) VALUES (@p, @h, @b)
                    ON CONFLICT (person, holder) DO NOTHING
                    """,
                    ("@p", item.Person.Value.Bytes()), ("@h", item.Holder.Value), ("@b", box));
                if (stored == 0)
                {
                    missed.Add(item);
                }
            }

            transaction.Commit();
        }

        foreach (var item in items.Except(missed))
        {
            item.Key.IsStored = true;
        }

        return missed;
    }

    public void Erase(PersonId person, OrganisationId holder)
    {
        lock (gate)
        {
            using var connection = storage.OpenKeys();
            if (Find(connection, person, holder) is not { } key)
            {
                return;
            }

            var line = LineOf(person, holder, PersonKey.MarkOf(key));
            using (var register = new FileStream(erasures, FileMode.Append, FileAccess.Write))
            {
                register.Write(Encoding.ASCII.GetBytes(line + '\n'));
                register.Flush(flushToDisk: true);
            }

            Erase(connection, line);
            storage.Scrub(connection);
        }
    }

    /// <summary>Who holds a record of a person.</summary>
    public IReadOnlyList<OrganisationId> HoldersOf(PersonId person)
    {
        using var connection = storage.OpenKeys();
        return
        [
            .. connection.Read(
                "SELECT holder FROM person_key WHERE person = @p",
                row => new OrganisationId(row.GetInt32(0)), ("@p", person.Value.Bytes())),
        ];
    }

    /// <summary>Whether a key was erased: what it sealed stays closed for ever.</summary>
    public bool IsErased(PersonId person, OrganisationId holder, ReadOnlySpan<byte> mark)
    {
        using var connection = storage.OpenKeys();
        return connection.Find(
            "SELECT 1 FROM erasure WHERE line = @line",
            ("@line", LineOf(person, holder, mark))) is not null;
    }

    /// <summary>The key under which the keys of records are wrapped.</summary>
    public static byte[] WrapKeyOf(MasterKey master) => master.Derive("person-keys");

    /// <summary>Opens a wrapped key.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It is not one.
    /// </exception>
    public static byte[] Unwrap(
        byte[] wrapKey, PersonId person, OrganisationId holder, byte[] box) =>
        Box.Open(wrapKey, box, Associated(person, holder));

    /// <summary>How the register of erasures names a key.</summary>
    public static string LineOf(
        PersonId person, OrganisationId holder, ReadOnlySpan<byte> mark) => string.Create(
            CultureInfo.InvariantCulture,
            $"{person.Value:N} {holder.Value} {Convert.ToHexString(mark)}");

    private static byte[] Associated(PersonId person, OrganisationId holder) =>
        Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{person.Value:N} {holder.Value}"));

    private byte[]? Find(DbConnection source, PersonId person, OrganisationId holder) =>
        source.Find(
            "SELECT box FROM person_key WHERE person = @p AND holder = @h",
            ("@p", person.Value.Bytes()), ("@h", holder.Value)) is byte[] box
                ? Unwrap(wrapKey, person, holder, box)
                : null;

    // Destroys the key that a line names, if it is there, and remembers the line.
    private void Erase(DbConnection connection, string line)
    {
        var parts = line.Split(' ');
        var person = new PersonId(Guid.ParseExact(parts[0], "N"));
        var holder = new OrganisationId(int.Parse(parts[1], CultureInfo.InvariantCulture));
        using var transaction = connection.BeginTransaction();
        connection.Run(
            "INSERT INTO erasure (line) VALUES (@line) ON CONFLICT (line) DO NOTHING",
            ("@line", line));
        if (Find(connection, person, holder) is { } key
            && LineOf(person, holder, PersonKey.MarkOf(key)) == line)
        {
            connection.Run(
                "DELETE FROM person_key WHERE person = @p AND holder = @h",
                ("@p", person.Value.Bytes()), ("@h", holder.Value));
        }

        transaction.Commit();
    }

    private void ApplyErasures()
    {
        // A line that was not finished erased nothing: its key is still there.
        var text = File.Exists(erasures) ? File.ReadAllText(erasures) : "";
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        if (whole.Length < text.Length)
        {
            File.WriteAllText(erasures, whole);
        }

        using var connection = storage.OpenKeys();
        var known = connection.Read("SELECT line FROM erasure", row => row.GetString(0));
        string[] lines = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines.Union(known))
        {
            Erase(connection, line);
        }

        // This node's file knows what other nodes erased, too.
        var missing = known.Except(lines).ToList();
        if (missing.Count > 0)
        {
            File.AppendAllLines(erasures, missing);
        }
    }
}
