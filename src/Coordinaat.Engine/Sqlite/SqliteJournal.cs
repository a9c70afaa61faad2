using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coordinaat.Domain.Kernel;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Coordinaat.Engine.Sqlite;

/// <summary>An event with its encoded body, ready to be stored.</summary>
internal readonly record struct Entry(Recorded Recorded, byte[] Body);

/// <summary>The journal in SQLite. Used by the loop's thread only.</summary>
internal sealed class SqliteJournal : IDisposable
{
    private const string Columns =
        "number, epoch, region, kind, shape, body, actor, holder, roles, request, cause, at";

    private const int TailMax = 5_000;
    private readonly SqliteConnection connection;
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement rollback;
    private readonly Statement tail;
    private readonly Statement insertEvent;
    private readonly Statement insertBatch;
    private readonly Statement findBatch;
    private readonly Statement findAnswer;
    private readonly Statement insertAnswer;
    private readonly Statement insertItem;
    private readonly Statement findPerson;
    private readonly Statement insertPerson;
    private readonly Statement probe;
    private byte[] head = new byte[32];
    private byte[] nextHead = new byte[32];

    public SqliteJournal(string path)
    {
        Path = path;
        connection = Database.OpenWriter(path);
        Database.Migrate(connection);
        begin = new(connection, "BEGIN IMMEDIATE");
        commit = new(connection, "COMMIT");
        rollback = new(connection, "ROLLBACK");
        tail = new(
            connection,
            $"SELECT {Columns} FROM journal WHERE number > ?1 ORDER BY number LIMIT ?2");
        insertEvent = new(connection, """
            INSERT INTO journal (number, epoch, region, stream, kind, shape, body, actor, holder,
                                 roles, request, cause, at, batch)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
            """);
        insertBatch = new(
            connection, "INSERT INTO batch (first, last, mark, hash) VALUES (?1, ?2, ?3, ?4)");
        findBatch = new(
            connection, "SELECT last, mark, hash FROM batch ORDER BY first DESC LIMIT 1");
        findAnswer = new(connection, "SELECT fingerprint, first, last FROM answered WHERE id = ?1");
        insertAnswer = new(connection, """
            INSERT INTO answered (id, fingerprint, first, last, at) VALUES (?1, ?2, ?3, ?4, ?5)
            """);
        insertItem = new(connection, """
            INSERT INTO sealed_item (id, person, holder, field, box) VALUES (?1, ?2, ?3, ?4, ?5)
            """);
        findPerson = new(connection, "SELECT person FROM person_index WHERE hash = ?1");
        insertPerson = new(
            connection, "INSERT INTO person_index (hash, person, holder) VALUES (?1, ?2, ?3)");
        probe = new(connection, """
            INSERT INTO meta (name, value) VALUES ('probe', '1')
            ON CONFLICT (name) DO UPDATE SET value = value + 1
            """);
        ReadHead();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The hash of the last batch.</summary>
    public ReadOnlySpan<byte> Head => head;

    public void Dispose()
    {
        foreach (var statement in new[]
        {
            begin, commit, rollback, tail, insertEvent, insertBatch, findBatch, findAnswer,
            insertAnswer, insertItem, findPerson, insertPerson, probe,
        })
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    public void Begin() => begin.Run();

    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0)
        {
            rollback.Run();
        }
    }

    /// <summary>The number of the last event; 0 for none.</summary>
    public long LastNumber()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(number), 0) FROM journal";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Reads a value about the file itself, or null.</summary>
    public string? ReadMeta(string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM meta WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return command.ExecuteScalar() as string;
    }

    /// <summary>Writes a value about the file itself.</summary>
    public void WriteMeta(string name, string value)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT OR REPLACE INTO meta (name, value) VALUES ($name, $value)";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }

    /// <summary>Reads what follows an event, page by page.</summary>
    /// <param name="after">The number of the last event known.</param>
    public IEnumerable<Recorded> ReadAfter(long after)
    {
        while (true)
        {
            var page = ReadPage(after, TailMax);
            foreach (var recorded in page)
            {
                yield return recorded;
            }

            if (page.Count < TailMax)
            {
                yield break;
            }

            after = page[^1].Number;
        }
    }

    /// <summary>Reads single events, on a connection of its own: for any thread.</summary>
    /// <param name="path">The journal's file.</param>
    /// <param name="numbers">Which events.</param>
    /// <returns>Those that exist, in the order asked.</returns>
    public static List<Recorded> ReadSome(string path, IEnumerable<long> numbers)
    {
        using var connection = Database.OpenReader(path);
        using var one = new Statement(
            connection, $"SELECT {Columns} FROM journal WHERE number = ?1");
        var found = new List<Recorded>();
        foreach (var number in numbers)
        {
            if (one.Bind(1, number).Step())
            {
                found.Add(ReadRow(one));
            }

            one.Reset();
        }

        return found;
    }

    /// <summary>Reads some events, on a connection of its own: for any thread.</summary>
    public static List<Recorded> ReadPage(string path, long after, int most)
    {
        using var connection = Database.OpenReader(path);
        using var page = new Statement(
            connection,
            $"SELECT {Columns} FROM journal WHERE number > ?1 ORDER BY number LIMIT ?2");
        var found = new List<Recorded>();
        page.Bind(1, after).Bind(2, most);
        while (page.Step())
        {
            found.Add(ReadRow(page));
        }

        return found;
    }

    /// <summary>Reads some events.</summary>
    public List<Recorded> ReadPage(long after, int most)
    {
        var page = new List<Recorded>();
        tail.Bind(1, after).Bind(2, most);
        try
        {
            while (tail.Step())
            {
                page.Add(ReadRow(tail));
            }
        }
        finally
        {
            tail.Reset();
        }

        return page;
    }

    /// <summary>Stores a batch's events, and chains its hash to the last.</summary>
    /// <param name="entries">At least one.</param>
    /// <param name="mark">A random id, to find this very batch again.</param>
    public void Append(List<Entry> entries, Guid mark)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        var first = entries[0].Recorded.Number;
        foreach (var (recorded, body) in entries)
        {
            Insert(recorded, body, first);
            Chain(hash, recorded, body);
        }

        var chained = hash.GetHashAndReset();
        insertBatch.Bind(1, first).Bind(2, entries[^1].Recorded.Number)
            .BindGuid(3, mark).BindBlob(4, chained).Run();
        nextHead = chained;
    }

    /// <summary>Commits. An exception leaves the outcome unknown.</summary>
    public void Commit()
    {
        commit.Run();
        head = nextHead;
    }

    /// <summary>Writes something that does not matter, to see whether writing works.</summary>
    public void Probe() => probe.Run();

    /// <summary>Runs work of the engine's own inside the batch's transaction.</summary>
    public void Execute(Action<SqliteConnection> work) => work(connection);

    /// <summary>Whether a batch is the last one stored: settles an unknown commit.</summary>
    public bool IsLast(Guid mark)
    {
        try
        {
            return findBatch.Step() && findBatch.Guid(1) == mark;
        }
        finally
        {
            findBatch.Reset();
            ReadHead();
        }
    }

    /// <summary>Finds the answer that a request id had.</summary>
    /// <returns>The request's fingerprint and its events' numbers, or null.</returns>
    public (byte[] Fingerprint, long First, long Last)? FindAnswer(Guid id)
    {
        try
        {
            return findAnswer.BindGuid(1, id).Step()
                ? (findAnswer.Bytes(0).ToArray(), findAnswer.Long(1), findAnswer.Long(2))
                : null;
        }
        finally
        {
            findAnswer.Reset();
        }
    }

    public void StoreAnswer(Guid id, byte[] fingerprint, long first, long last, Instant at) =>
        insertAnswer.BindGuid(1, id).BindBlob(2, fingerprint).Bind(3, first).Bind(4, last)
            .Bind(5, at.ToUnixTimeMilliseconds()).Run();

    public void StoreItem(SealedItem item) =>
        insertItem.BindGuid(1, item.Id.Value).BindGuid(2, item.Person.Value)
            .Bind(3, item.Holder.Value).Bind(4, (int)item.Field).BindBlob(5, item.Bytes).Run();

    /// <summary>Finds the person with a keyed hash, or null.</summary>
    public PersonId? FindPerson(byte[] hash)
    {
        try
        {
            return findPerson.BindBlob(1, hash).Step() ? new PersonId(findPerson.Guid(0)) : null;
        }
        finally
        {
            findPerson.Reset();
        }
    }

    public void StorePerson(byte[] hash, PersonId person, OrganisationId holder) =>
        insertPerson.BindBlob(1, hash).BindGuid(2, person.Value).Bind(3, holder.Value).Run();

    private static void Chain(IncrementalHash hash, Recorded recorded, byte[] body)
    {
        var (kind, shape) = EventCodec.NameOf(recorded.Happened);
        Span<byte> numbers = stackalloc byte[72];
        BinaryPrimitives.WriteInt64BigEndian(numbers, recorded.Number);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], recorded.Epoch);
        BinaryPrimitives.WriteInt64BigEndian(numbers[16..], recorded.Region.Value);
        BinaryPrimitives.WriteInt64BigEndian(numbers[24..], shape);
        BinaryPrimitives.WriteInt64BigEndian(numbers[32..], recorded.By.Account.Value);
        BinaryPrimitives.WriteInt64BigEndian(numbers[40..], recorded.By.Organisation.Value);
        BinaryPrimitives.WriteInt64BigEndian(numbers[48..], recorded.Cause);
        BinaryPrimitives.WriteInt64BigEndian(numbers[56..], recorded.At.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(numbers[64..], body.Length);
        hash.AppendData(numbers);
        Span<byte> request = stackalloc byte[16];
        recorded.Request.TryWriteBytes(request, bigEndian: true, out _);
        hash.AppendData(request);
        hash.AppendData(Encoding.UTF8.GetBytes(kind));
        hash.AppendData(body);
    }

    private void Insert(Recorded recorded, byte[] body, long batch)
    {
        var (kind, shape) = EventCodec.NameOf(recorded.Happened);
        var stream = recorded.Happened.Stream;
        insertEvent.Bind(1, recorded.Number).Bind(2, recorded.Epoch)
            .Bind(3, recorded.Region.Value)
            .BindText(4, string.Create(
                CultureInfo.InvariantCulture, $"{stream.Kind}/{stream.Number}"))
            .BindText(5, kind).Bind(6, shape).BindText(7, body)
            .Bind(8, recorded.By.Account.Value).Bind(9, recorded.By.Organisation.Value)
            .Bind(10, (int)recorded.By.Roles).BindGuid(11, recorded.Request)
            .Bind(12, recorded.Cause).Bind(13, recorded.At.ToUnixTimeMilliseconds())
            .Bind(14, batch).Run();
    }

    private static Recorded ReadRow(Statement row)
    {
        var happened = EventCodec.Decode(row.Text(3), row.Int(4), row.Bytes(5));
        var actor = new Actor(
            new AccountId(row.Int(6)), new OrganisationId(row.Int(7)), (Roles)row.Int(8));
        return new Recorded(
            row.Long(0), row.Int(1), new RegionId(row.Int(2)),
            Instant.FromUnixTimeMilliseconds(row.Long(11)), actor, row.Guid(9), row.Long(10),
            happened);
    }

    /// <summary>Reads the hash of the last batch again.</summary>
    public void ReadHead()
    {
        try
        {
            head = findBatch.Step() ? findBatch.Bytes(2).ToArray() : new byte[32];
            nextHead = head;
        }
        finally
        {
            findBatch.Reset();
        }
    }
}
