using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Engine.Proof;

/// <summary>Opens every sealed item with its key, both in the order of persons and holders.
/// </summary>
/// <param name="master">The master key.</param>
/// <param name="found">Is told what is wrong.</param>
internal sealed class VaultCheck(
    MasterKey master, Action<FindingKind, long, long, string> found)
{
    /// <summary>How many items were opened, or known to be destroyed.</summary>
    public long Items { get; private set; }

    /// <summary>How many of them were destroyed.</summary>
    public long Erased { get; private set; }

    /// <summary>How many entries the index of persons has.</summary>
    public long Persons { get; private set; }

    /// <summary>Checks the items.</summary>
    /// <param name="moment">The journal's tables.</param>
    /// <param name="keysMoment">The keys, of a later moment: they are stored first.</param>
    public void RunItems(DbConnection moment, DbConnection keysMoment)
    {
        var register = ErasureRegister.Read(keysMoment).Select(e => e.Line)
            .ToHashSet(StringComparer.Ordinal);
        using var keys = new KeyRing(keysMoment, KeyStore.WrapKeyOf(master), found);
        using var rows = new Rows(
            moment,
            "SELECT id, person, holder, field, box FROM sealed_item ORDER BY person, holder");
        while (rows.Reader.Read())
        {
            var row = rows.Reader;
            var item = new SealedRow(
                new SealedId(row.GetId(0)), new PersonId(row.GetId(1)),
                new OrganisationId(row.GetInt32(2)), (SealedField)row.GetInt32(3),
                row.GetFieldValue<byte[]>(4));
            Items++;
            Check(item, keys.Find(item.Person, item.Holder), register);
        }

        keys.End();
    }

    /// <summary>Checks that the index of persons points to records that there are.</summary>
    public void RunPersons(DbConnection moment)
    {
        Persons = (long)moment.Find("SELECT count(*) FROM person_index")!;
        using var rows = new Rows(moment, """
            SELECT person, holder FROM person_index EXCEPT SELECT person, holder FROM sealed_item
            """);
        while (rows.Reader.Read())
        {
            found(FindingKind.PersonUnknown, 0, 0, $"{rows.Reader.GetId(0):N}");
        }
    }

    /// <summary>Opens the web server's own keys.</summary>
    public void RunServerKeys(DbConnection moment)
    {
        var key = master.Derive("protection-keys");
        using var rows = new Rows(moment, "SELECT name, box FROM protection_key ORDER BY name");
        while (rows.Reader.Read())
        {
            var name = rows.Reader.GetString(0);
            if (!Opens(key, rows.Reader.GetFieldValue<byte[]>(1), Encoding.UTF8.GetBytes(name)))
            {
                found(FindingKind.ServerKeyDamaged, 0, 0, name);
            }
        }
    }

    private static bool Opens(
        byte[] key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> associated)
    {
        try
        {
            _ = Box.Open(key, box, associated);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private void Check(SealedRow item, byte[]? key, HashSet<string> register)
    {
        var (id, person, holder, field, box) = item;
        var mark = box.AsSpan(0, Math.Min(box.Length, PersonKey.MarkBytes));
        if (key is not null && mark.SequenceEqual(PersonKey.MarkOf(key)))
        {
            var associated = Vault.Associated(id, person, holder, field);
            if (!Opens(key, box.AsSpan(PersonKey.MarkBytes), associated))
            {
                found(FindingKind.ItemDamaged, 0, 0, $"{id.Value:N}");
            }
        }
        else if (register.Contains(KeyStore.LineOf(person, holder, mark)))
        {
            Erased++;
        }
        else
        {
            found(
                key is null ? FindingKind.KeyMissing : FindingKind.ItemDamaged, 0, 0,
                $"{id.Value:N}");
        }
    }

    /// <summary>The keys one after the other, beside the items.</summary>
    private sealed class KeyRing : IDisposable
    {
        private readonly Rows rows;
        private readonly byte[] wrapKey;
        private readonly Action<FindingKind, long, long, string> found;
        private (byte[] Person, int Holder) at = ([], 0);
        private byte[]? key;
        private bool isDone;

        public KeyRing(
            DbConnection moment, byte[] wrapKey, Action<FindingKind, long, long, string> found)
        {
            (this.wrapKey, this.found) = (wrapKey, found);
            rows = new Rows(
                moment, "SELECT person, holder, box FROM person_key ORDER BY person, holder");
            Next();
        }

        public byte[]? Find(PersonId person, OrganisationId holder)
        {
            var asked = person.Value.Bytes();
            while (!isDone && Compare(asked, holder.Value) < 0)
            {
                Next();
            }

            return !isDone && Compare(asked, holder.Value) == 0 ? key : null;
        }

        /// <summary>Those of which nothing is sealed have to open, too.</summary>
        public void End()
        {
            while (!isDone)
            {
                Next();
            }
        }

        public void Dispose() => rows.Dispose();

        private int Compare(byte[] person, int holder) =>
            at.Person.AsSpan().SequenceCompareTo(person) is var order and not 0
                ? order
                : at.Holder.CompareTo(holder);

        private void Next()
        {
            isDone = !rows.Reader.Read();
            if (isDone)
            {
                return;
            }

            at = (rows.Reader.GetFieldValue<byte[]>(0), rows.Reader.GetInt32(1));
            try
            {
                key = KeyStore.Unwrap(
                    wrapKey, new PersonId(rows.Reader.GetId(0)), new OrganisationId(at.Holder),
                    rows.Reader.GetFieldValue<byte[]>(2));
            }
            catch (Exception fault) when (fault is CryptographicException or ArgumentException)
            {
                key = null;
                found(FindingKind.KeyDamaged, 0, 0, Convert.ToHexString(at.Person));
            }
        }
    }
}
