using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Engine;

/// <summary>A sealed item, ready to be stored.</summary>
internal sealed record SealedItem(
    SealedId Id, PersonId Person, OrganisationId Holder, SealedField Field, byte[] Bytes,
    PersonKey Key);

/// <summary>A sealed item as it is stored.</summary>
internal sealed record SealedRow(
    SealedId Id, PersonId Person, OrganisationId Holder, SealedField Field, byte[] Box);

/// <summary>The key of one person's record with one holder.</summary>
internal sealed class PersonKey(byte[] key)
{
    /// <summary>The length of a mark, in bytes.</summary>
    public const int MarkBytes = 8;

    public byte[] Key { get; } = key;

    /// <summary>Tells this key from another of the same person and holder: items begin with it.
    /// </summary>
    public byte[] Mark { get; } = MarkOf(key);

    /// <summary>Whether the key store has it. Set by the loop, when an item is first stored.
    /// </summary>
    public bool IsStored { get; set; }

    /// <summary>Says nothing about the key itself.</summary>
    public static byte[] MarkOf(byte[] key) =>
        SHA256.HashData([.. "mark"u8, .. key])[..MarkBytes];
}

/// <summary>Who the patient is: sealed per person and record holder (R11).</summary>
/// <remarks>
/// Sealed items ride in the journal's transactions; the keys have a file of their own. Erasing a
/// key erases that holder's record of that person, and nothing else.
/// </remarks>
public sealed class Vault
{
    private const int SeenMax = 20_000;
    private const int RowsAtOnce = 500;
    private readonly Storage storage;
    private readonly KeyStore keys;
    private readonly ConcurrentDictionary<SealedId, SealedRow> seen = new();
    private readonly byte[] indexKey;
    private readonly byte[] fingerprintKey;
    private readonly ConcurrentDictionary<(PersonId, OrganisationId), PersonKey> known = new();

    internal Vault(Storage storage, KeyStore keys, MasterKey master)
    {
        (this.storage, this.keys) = (storage, keys);
        indexKey = master.Derive("person-index");
        fingerprintKey = master.Derive("fingerprint");
    }

    /// <summary>Opens a sealed item.</summary>
    /// <param name="id">The item, as an event names it.</param>
    /// <returns>The text; null when the record was erased, or there is no such item.</returns>
    /// <exception cref="CryptographicException">Somebody changed the stored bytes.</exception>
    /// <exception cref="EngineException">
    /// The database cannot be reached, and the item was not shown here before.
    /// </exception>
    public string? Open(SealedId id)
    {
        try
        {
            if (FindRow(id) is not { } row)
            {
                return null;
            }

            Remember(row);
            return Open(row);
        }
        catch (DbException)
        {
            // What was shown before the database went away can still be shown.
            return seen.TryGetValue(id, out var row)
                && known.TryGetValue((row.Person, row.Holder), out var key)
                ? Open(row, key)
                : throw new EngineException(EngineFault.Unreadable);
        }
    }

    /// <summary>Opens many sealed items at once, for what looks back.</summary>
    /// <param name="ids">The items.</param>
    /// <returns>The texts that are there; those of erased records are not.</returns>
    /// <exception cref="CryptographicException">Somebody changed the stored bytes.</exception>
    /// <exception cref="EngineException">The database cannot be reached.</exception>
    public IReadOnlyDictionary<SealedId, string> OpenMany(IReadOnlyCollection<SealedId> ids)
    {
        try
        {
            var texts = new Dictionary<SealedId, string>(ids.Count);
            using var connection = storage.OpenReader();
            foreach (var some in ids.Chunk(RowsAtOnce))
            {
                var names = some.Select((_, i) => $"@p{i}");
                var rows = connection.Read(
                    "SELECT id, person, holder, field, box FROM sealed_item WHERE id IN ("
                        + string.Join(", ", names) + ")",
                    row => new SealedRow(
                        new SealedId(row.GetId(0)), new PersonId(row.GetId(1)),
                        new OrganisationId(row.GetInt32(2)), (SealedField)row.GetInt32(3),
                        (byte[])row[4]),
                    [.. some.Select((id, i) => ($"@p{i}", (object)id.Value.Bytes()))]);
                foreach (var row in rows)
                {
                    if (Open(row) is { } text)
                    {
                        texts[row.Id] = text;
                    }
                }
            }

            return texts;
        }
        catch (DbException)
        {
            throw new EngineException(EngineFault.Unreadable);
        }
    }

    private void Remember(SealedRow row)
    {
        if (seen.Count >= SeenMax)
        {
            seen.Clear();
        }

        seen[row.Id] = row;
    }

    private SealedRow? FindRow(SealedId id)
    {
        using var connection = storage.OpenReader();
        var rows = connection.Read(
            "SELECT person, holder, field, box FROM sealed_item WHERE id = @id",
            row => new SealedRow(
                id, new PersonId(row.GetId(0)), new OrganisationId(row.GetInt32(1)),
                (SealedField)row.GetInt32(2), (byte[])row[3]),
            ("@id", id.Value.Bytes()));
        return rows is [var item] ? item : null;
    }

    /// <summary>Opens the row of a sealed item.</summary>
    /// <returns>The text; null when the record was erased.</returns>
    /// <exception cref="CryptographicException">Somebody changed the stored bytes.</exception>
    internal string? Open(SealedRow item)
    {
        return FindKey(item.Person, item.Holder) is { } key ? Open(item, key) : null;
    }

    private string? Open(SealedRow item, PersonKey key)
    {
        var (id, person, holder, field, box) = item;
        var mark = box.AsSpan(0, Math.Min(box.Length, PersonKey.MarkBytes));
        if (mark.SequenceEqual(key.Mark))
        {
            return Encoding.UTF8.GetString(Box.Open(
                key.Key, box.AsSpan(PersonKey.MarkBytes), Associated(id, person, holder, field)));
        }

        // Who was erased and came back has a new key; a mark of neither was put there by somebody.
        return keys.IsErased(person, holder, mark)
            ? null
            : throw new CryptographicException("A sealed item has the mark of another key.");
    }

    /// <summary>Finds a person again by number, within one record holder.</summary>
    /// <param name="holder">Whose record.</param>
    /// <param name="kind">What the number is: "bsn" or "login".</param>
    /// <param name="number">The number.</param>
    /// <returns>The person, or null.</returns>
    public PersonId? FindPerson(OrganisationId holder, string kind, string number)
    {
        try
        {
            using var connection = storage.OpenReader();
            return connection.Find(
                "SELECT person FROM person_index WHERE hash = @hash",
                ("@hash", IndexHash(holder, kind, number))) is byte[] person
                    ? new PersonId(new Guid(person, bigEndian: true))
                    : null;
        }
        catch (DbException)
        {
            throw new EngineException(EngineFault.Unreadable);
        }
    }

    /// <summary>
    /// Erases one holder's record of one person: the key goes, first into the register of
    /// erasures, which no back-up brings back.
    /// </summary>
    internal void Erase(PersonId person, OrganisationId holder)
    {
        keys.Erase(person, holder);
        known.TryRemove((person, holder), out _);
    }

    internal IReadOnlyList<OrganisationId> HoldersOf(PersonId person) => keys.HoldersOf(person);

    internal SealedItem Seal(Secret secret)
    {
        var key = FindKey(secret.Person, secret.Holder)
            ?? known.GetOrAdd(
                (secret.Person, secret.Holder),
                _ => new PersonKey(RandomNumberGenerator.GetBytes(32)));
        var clear = Encoding.UTF8.GetBytes(secret.Reveal());
        var associated = Associated(secret.Id, secret.Person, secret.Holder, secret.Field);
        return new SealedItem(
            secret.Id, secret.Person, secret.Holder, secret.Field,
            [.. key.Mark, .. Box.Seal(key.Key, clear, associated)], key);
    }

    /// <summary>Stores the keys that these items are the first to use. Before the items.</summary>
    /// <exception cref="UnwritableException">
    /// Another node made a key for the same record in the same moment: that one counts.
    /// </exception>
    internal void StoreKeys(IEnumerable<SealedItem> items)
    {
        var missed = keys.Store(
            [.. items.Where(i => !i.Key.IsStored).DistinctBy(i => (i.Person, i.Holder))]);
        foreach (var item in missed)
        {
            known.TryRemove((item.Person, item.Holder), out _);
        }

        if (missed.Count > 0)
        {
            throw new UnwritableException(
                new InvalidOperationException("A record's key was made elsewhere: ask again."));
        }
    }

    /// <summary>A mark that tells one name of others from another, and says nothing about it.
    /// </summary>
    /// <param name="kind">What is named, and by whom.</param>
    /// <param name="name">The name; it is kept nowhere.</param>
    public Guid MarkOf(string kind, string name) =>
        new(IndexHash(default, kind, name).AsSpan(0, 16), bigEndian: true);

    internal byte[] IndexHash(PersonLookup lookup) =>
        IndexHash(lookup.Holder, lookup.Kind, lookup.Reveal());

    /// <summary>Tells whether two requests with one id are the same, without keeping either.
    /// </summary>
    internal byte[] Fingerprint(ReadOnlySpan<byte> request) =>
        HMACSHA256.HashData(fingerprintKey, request)[..16];

    // With its own id: also two remarks of one record cannot change places.
    internal static byte[] Associated(
        SealedId id, PersonId person, OrganisationId holder, SealedField field) =>
        Encoding.UTF8.GetBytes($"{id.Value:N}/{person.Value:N}/{holder.Value}/{(int)field}");

    private byte[] IndexHash(OrganisationId holder, string kind, string number) =>
        HMACSHA256.HashData(indexKey, Encoding.UTF8.GetBytes($"{kind}/{holder.Value}/{number}"));

    private PersonKey? FindKey(PersonId person, OrganisationId holder)
    {
        // Where others may erase, a stored key is read afresh each time.
        if (known.TryGetValue((person, holder), out var key)
            && !(storage.IsShared && key.IsStored))
        {
            return key;
        }

        if (keys.Find(person, holder) is { } stored)
        {
            return known[(person, holder)] = new PersonKey(stored) { IsStored = true };
        }

        known.TryRemove((person, holder), out _);
        return null;
    }
}
