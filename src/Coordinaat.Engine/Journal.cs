using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Engine;

/// <summary>An event with its encoded body, ready to be stored.</summary>
internal readonly record struct Entry(Recorded Recorded, byte[] Body);

/// <summary>The last batch that a node knows: to see whether it is still there.</summary>
/// <param name="First">Its first event; 0 before the first batch.</param>
/// <param name="Last">Its last event.</param>
/// <param name="Hash">32 bytes, chained to the batch before.</param>
internal sealed record Head(long First, long Last, ImmutableArray<byte> Hash)
{
    /// <summary>Before the first batch.</summary>
    public static readonly Head None = new(0, 0, [.. new byte[32]]);

    /// <summary>Whether this is the very same batch.</summary>
    public bool IsSame(Head other) => (First, Last) == (other.First, other.Last)
        && Hash.AsSpan().SequenceEqual(other.Hash.AsSpan());
}

/// <summary>What others stored since, and the head after it.</summary>
internal sealed record Tail(List<Recorded> Events, Head Head);

/// <summary>The answer that a request id had.</summary>
internal sealed record EarlierAnswer(byte[] Fingerprint, long First, long Last);

/// <summary>What a batch begins with, all read under the lock.</summary>
/// <param name="Tail">What others stored since.</param>
/// <param name="Answers">Answers that the asked ids had.</param>
/// <param name="Persons">Persons with the asked hashes, by hash in hex.</param>
/// <param name="Time">The database's time; null where the node's own counts.</param>
/// <param name="Epoch">Counts restores.</param>
/// <param name="WriteLevel">The newest shape of events that may be written.</param>
internal sealed record Opening(
    Tail Tail, IReadOnlyDictionary<Guid, EarlierAnswer> Answers,
    IReadOnlyDictionary<string, PersonId> Persons, Instant? Time, int Epoch, int WriteLevel);

/// <summary>What a batch wants to store.</summary>
internal sealed class Writing
{
    /// <summary>A random id, to find this very batch again.</summary>
    public Guid Mark { get; } = Ids.New();

    public List<Entry> Entries { get; } = [];

    public List<(Guid Id, byte[] Fingerprint, long First, long Last, Instant At)> Answers { get; }
        = [];

    public List<SealedItem> Items { get; } = [];

    public List<(byte[] Hash, PersonId Person, OrganisationId Holder)> Persons { get; } = [];

    /// <summary>Also writes something that does not matter, to see whether writing works.
    /// </summary>
    public bool Probes { get; set; }
}

/// <summary>The journal's head is not what this node knows: history itself was exchanged.
/// </summary>
internal sealed class HeadLostException()
    : Exception("The journal's head is not the batch that this node knows.");

/// <summary>The journal may hold events that this program does not read.</summary>
internal sealed class LevelUnreadException(int level, int reads) : InvalidOperationException(
    $"The journal is written at level {level}; this program reads up to {reads}. "
    + "A newer version raised it: start that version.")
{
    /// <summary>Nobody works on a journal that they cannot read.</summary>
    /// <param name="level">At which it is written.</param>
    /// <param name="reads">The newest level that this program reads.</param>
    public static void ThrowIfOver(int level, int reads)
    {
        if (level > reads)
        {
            throw new LevelUnreadException(level, reads);
        }
    }
}

/// <summary>Another writer was in between without the lock: catch up and decide again.</summary>
internal sealed class FenceException() : Exception("The journal has these numbers already.");

/// <summary>Nothing was stored.</summary>
internal sealed class UnwritableException(Exception inner) : Exception(inner.Message, inner);

/// <summary>Nobody knows yet whether the batch was stored.</summary>
internal sealed class UnknownOutcomeException(Exception inner) : Exception(inner.Message, inner);

/// <summary>The journal as the loop uses it, on the loop's thread only.</summary>
internal abstract class Journal : IDisposable
{
    /// <summary>How many events are read at a time.</summary>
    protected const int PageMax = 5_000;

    /// <summary>The columns of an event, as <see cref="ReadRow"/> takes them.</summary>
    public const string Columns =
        "number, epoch, region, kind, shape, body, actor, holder, roles, request, cause, at";

    /// <summary>Takes the lock, and reads what the batch needs.</summary>
    /// <param name="known">The last batch that this node knows.</param>
    /// <param name="ids">Requests whose earlier answers are asked.</param>
    /// <param name="hashes">Persons that are asked.</param>
    /// <exception cref="UnwritableException">The lock cannot be had.</exception>
    /// <exception cref="HeadLostException">The known batch is not there.</exception>
    public abstract Opening Begin(
        Head known, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<byte[]> hashes);

    /// <summary>Gives the lock back and stores nothing. Never throws.</summary>
    public abstract void Rollback();

    /// <summary>Stores a batch whole, and gives the lock back.</summary>
    /// <returns>The new head; the known one for a batch without events.</returns>
    /// <exception cref="UnwritableException">Nothing was stored.</exception>
    /// <exception cref="UnknownOutcomeException">Ask <see cref="Settle"/>.</exception>
    /// <exception cref="FenceException">Somebody wrote without the lock.</exception>
    public abstract Head Commit(Writing writing, Head known);

    /// <summary>Finds out whether an unknown batch was stored, finally.</summary>
    /// <returns>Its head; null when it is not there and never will be.</returns>
    /// <exception cref="UnwritableException">It cannot be known yet: ask again.</exception>
    public abstract Head? Settle(Guid mark, Head known);

    /// <summary>The last batch, read without the lock.</summary>
    /// <param name="known">The last batch that this node knows.</param>
    /// <exception cref="UnwritableException">The database cannot be read.</exception>
    /// <exception cref="HeadLostException">The known batch is not there.</exception>
    public abstract Head FindHead(Head known);

    /// <summary>Reads events in their order, a page of them.</summary>
    /// <exception cref="UnwritableException">The database cannot be read.</exception>
    public abstract List<Recorded> ReadPage(long after);

    /// <summary>Reads from one batch up to another, page by page: the next page while the caller
    /// works on this one.</summary>
    /// <exception cref="InvalidOperationException">There are no events where there should be.
    /// </exception>
    public IEnumerable<Recorded> ReadBetween(Head known, Head head)
    {
        var page = known.Last < head.Last ? ReadPage(known.Last) : [];
        for (var after = known.Last; after < head.Last;)
        {
            if (page.Count == 0)
            {
                throw new InvalidOperationException($"The journal has no event {after + 1}.");
            }

            after = page[^1].Number;
            var from = after;
            var next = after < head.Last ? Task.Run(() => ReadPage(from)) : null;
            try
            {
                foreach (var recorded in page.TakeWhile(r => r.Number <= head.Last))
                {
                    yield return recorded;
                }
            }
            finally
            {
                // Also when the caller leaves early: the connection is used by one at a time.
                Task.WaitAny([next ?? Task.CompletedTask]);
            }

            page = next?.GetAwaiter().GetResult() ?? page;
        }
    }

    /// <summary>The connection of the batch that is open, for work of the engine's own.
    /// </summary>
    public abstract DbConnection Connection { get; }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The head after a batch: its content, chained to the batch before.</summary>
    public static Head Chain(Head known, List<Entry> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(known.Hash.AsSpan());
        foreach (var (recorded, body) in entries)
        {
            var (kind, shape) = EventCodec.NameOf(recorded.Happened);
            Chain(hash, recorded, kind, shape, body);
        }

        return new Head(
            entries[0].Recorded.Number, entries[^1].Recorded.Number,
            ImmutableCollectionsMarshal.AsImmutableArray(hash.GetHashAndReset()));
    }

    /// <summary>An event from a row of <see cref="Columns"/>.</summary>
    public static Recorded ReadRow(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt32(1), new RegionId(row.GetInt32(2)),
        Instant.FromUnixTimeMilliseconds(row.GetInt64(11)),
        new Actor(
            new AccountId(row.GetInt32(6)), new OrganisationId(row.GetInt32(7)),
            (Roles)row.GetInt32(8)),
        row.GetId(9), row.GetInt64(10),
        EventCodec.Decode(
            row.GetString(3), row.GetInt32(4), Encoding.UTF8.GetBytes(row.GetString(5))));

    /// <summary>A batch from a row of its first event, last event and hash.</summary>
    public static Head ReadHead(DbDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), [.. (byte[])row[2]]);

    /// <summary>Reads single events, on any connection.</summary>
    /// <returns>Those that exist, in the order asked.</returns>
    public static List<Recorded> ReadSome(DbConnection connection, IEnumerable<long> numbers) =>
    [
        .. numbers.SelectMany(number => connection.Read(
            $"SELECT {Columns} FROM journal WHERE number = @number", ReadRow,
            ("@number", number))),
    ];

    /// <summary>Reads events in their order, on any connection.</summary>
    public static List<Recorded> ReadPage(DbConnection connection, long after, int most) =>
        connection.Read(
            $"SELECT {Columns} FROM journal WHERE number > @after ORDER BY number LIMIT @most",
            ReadRow, ("@after", after), ("@most", most));

    /// <summary>Adds an event to the hash of its batch.</summary>
    internal static void Chain(
        IncrementalHash hash, Recorded recorded, string kind, int shape, byte[] body)
    {
        Span<byte> numbers = stackalloc byte[80];
        BinaryPrimitives.WriteInt64BigEndian(numbers, recorded.Number);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], recorded.Epoch);
        BinaryPrimitives.WriteInt64BigEndian(numbers[16..], recorded.Region.Value);
        BinaryPrimitives.WriteInt64BigEndian(numbers[24..], shape);
        BinaryPrimitives.WriteInt64BigEndian(numbers[32..], recorded.By.Account.Value);
        BinaryPrimitives.WriteInt64BigEndian(numbers[40..], recorded.By.Organisation.Value);
        BinaryPrimitives.WriteInt64BigEndian(numbers[48..], recorded.Cause);
        BinaryPrimitives.WriteInt64BigEndian(numbers[56..], recorded.At.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(numbers[64..], (int)recorded.By.Roles);
        BinaryPrimitives.WriteInt64BigEndian(numbers[72..], body.Length);
        hash.AppendData(numbers);
        Span<byte> request = stackalloc byte[16];
        recorded.Request.TryWriteBytes(request, bigEndian: true, out _);
        hash.AppendData(request);
        hash.AppendData(Encoding.UTF8.GetBytes(kind));
        hash.AppendData(body);
    }
}
