using System.Data.Common;
using System.Globalization;
using System.Text;
using Coordinaat.Domain.Kernel;
using NodaTime;
using Npgsql;

namespace Coordinaat.Engine.Postgres;

/// <summary>The journal in PostgreSQL: two round trips a batch.</summary>
/// <remarks>
/// The first takes the lock and reads, as statements of their own: joined into one the read would
/// miss what the last holder of the lock wrote. The second stores and commits. A commit is never
/// cancelled while the server may still be at work on it: with the synchronous copy away a
/// cancelled wait returns as if all were well.
/// </remarks>
/// <param name="connectionString">Of its database.</param>
/// <param name="self">What others hear when it wrote; a plain word.</param>
internal sealed class PostgresJournal(string connectionString, string self) : Journal
{
    /// <summary>Where others hear that something was written.</summary>
    public const string Channel = "coordinaat_journal";

    /// <summary>The lock that whoever writes holds.</summary>
    public const long JournalLock = 4_202_601;
    private const int BeginSecondsMax = 5;
    private static readonly TimeSpan DoubtAfter = TimeSpan.FromSeconds(10);

    private const string InsertEvents = """
        INSERT INTO journal (number, epoch, region, stream, kind, shape, body, actor, holder,
                             roles, request, cause, at, batch)
        SELECT n, $1, r, s, k, sh, b, a, h, ro, q, c, $2, $3
        FROM unnest($4::bigint[], $5::integer[], $6::text[], $7::text[], $8::integer[],
                    $9::text[], $10::integer[], $11::integer[], $12::integer[], $13::bytea[],
                    $14::bigint[]) AS e (n, r, s, k, sh, b, a, h, ro, q, c)
        """;

    private NpgsqlConnection? connection;
    private bool warned;

    // A connection that broke stays where it was until it is dropped.
    private bool IsOpen => connection?.FullState == System.Data.ConnectionState.Open;

    /// <inheritdoc/>
    public override DbConnection Connection =>
        connection ?? throw new InvalidOperationException("No batch is open.");

    /// <inheritdoc/>
    public override void Dispose() => Drop();

    /// <inheritdoc/>
    public override Opening Begin(
        Head known, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<byte[]> hashes)
    {
        try
        {
            return ReadOpening(known, ids, hashes);
        }
        catch (Exception fault) when (IsOfDatabase(fault))
        {
            Drop();
            throw new UnwritableException(fault);
        }
    }

    /// <inheritdoc/>
    public override void Rollback()
    {
        try
        {
            if (IsOpen)
            {
                Run("ROLLBACK");
                return;
            }
        }
        catch (Exception fault) when (IsOfDatabase(fault))
        {
            // The server ends the transaction with the connection.
        }

        Drop();
    }

    /// <inheritdoc/>
    public override Head Commit(Writing writing, Head known)
    {
        var head = writing.Entries.Count > 0 ? Chain(known, writing.Entries) : known;
        try
        {
            warned = false;
            ExecuteUncut(MakeCommit(writing, head));
        }
        catch (PostgresException fault) when (IsOpen)
        {
            // The server refused one of the statements: nothing of the transaction remains.
            Rollback();
            throw fault is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: { } table }
                && (table == "batch" || table.StartsWith("journal", StringComparison.Ordinal))
                    ? new FenceException()
                    : new UnwritableException(fault);
        }
        catch (Exception fault) when (IsOfDatabase(fault))
        {
            Drop();
            throw new UnknownOutcomeException(fault);
        }

        return warned
            ? throw new UnknownOutcomeException(new InvalidOperationException(
                "The server warned at a commit: nobody knows whether a copy has it."))
            : head;
    }

    /// <inheritdoc/>
    public override Head? Settle(Guid mark, Head known)
    {
        try
        {
            // The lock is had only after the lost transaction ended; the marker of our own is
            // stored only by the primary, with its copy: after that the finding is final.
            Drop();
            using var batch = new NpgsqlBatch(Open());
            Begin(batch);
            Add(batch, "SELECT first, last, hash, mark FROM batch WHERE first = $1",
                known.Last + 1);
            Add(batch, Probe);
            Add(batch, "COMMIT");
            warned = false;
            using var reader = batch.ExecuteReader();
            reader.NextResult();
            Head? head = reader.Read() && reader.GetId(3) == mark ? ReadHead(reader) : null;
            while (reader.NextResult())
            {
                // Faults of the rest are thrown here.
            }

            return warned
                ? throw new UnwritableException(
                    new InvalidOperationException("The server warned at a commit."))
                : head;
        }
        catch (Exception fault) when (IsOfDatabase(fault))
        {
            Drop();
            throw new UnwritableException(fault);
        }
    }

    /// <inheritdoc/>
    public override Head FindHead(Head known)
    {
        try
        {
            using var batch = new NpgsqlBatch(Open()) { Timeout = BeginSecondsMax };
            Add(batch, HeadSql, known.First);
            using var reader = batch.ExecuteReader();
            return ReadHead(reader, known);
        }
        catch (Exception fault) when (IsOfDatabase(fault))
        {
            Drop();
            throw new UnwritableException(fault);
        }
    }

    /// <inheritdoc/>
    public override List<Recorded> ReadPage(long after)
    {
        try
        {
            return ReadPage(Open(), after, PageMax);
        }
        catch (Exception fault) when (IsOfDatabase(fault))
        {
            Drop();
            throw new UnwritableException(fault);
        }
    }

    private const string Probe = """
        INSERT INTO meta (name, value) VALUES ('probe', '1')
        ON CONFLICT (name) DO UPDATE SET value = (meta.value::bigint + 1)::text
        """;

    private static bool IsOfDatabase(Exception fault) =>
        fault is DbException or IOException or TimeoutException or OperationCanceledException
            or System.Net.Sockets.SocketException;

    private static void Begin(NpgsqlBatch batch)
    {
        Add(batch, "BEGIN ISOLATION LEVEL READ COMMITTED");
        Add(batch, "SELECT pg_advisory_xact_lock($1)", JournalLock);
    }

    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(
                value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        }

        batch.BatchCommands.Add(command);
    }

    private const string HeadSql = """
        SELECT first, last, hash FROM batch WHERE first = $1
        UNION ALL (SELECT first, last, hash FROM batch ORDER BY first DESC LIMIT 1)
        """;

    private static readonly string TailSql =
        $"SELECT {Columns} FROM journal WHERE number > $1 ORDER BY number LIMIT $2";

    private NpgsqlConnection Open()
    {
        if (IsOpen)
        {
            return connection!;
        }

        Drop();
        var opened = new NpgsqlConnection(connectionString);
        try
        {
            opened.Open();
            // Every read goes by a key: a plan made while a table was small stays right when it
            // is large.
            opened.Run("""
                SET enable_seqscan = off;
                SET lock_timeout = '2s';
                SET idle_in_transaction_session_timeout = '3s';
                SET statement_timeout = 0
                """);
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        opened.Notice += (_, said) =>
            warned |= said.Notice.InvariantSeverity is "WARNING" or "ERROR";
        connection = opened;
        return opened;
    }

    private void Drop()
    {
        try
        {
            connection?.Dispose();
        }
        catch (Exception fault) when (IsOfDatabase(fault))
        {
            // It was broken before.
        }

        connection = null;
    }

    private void Run(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection)
        {
            CommandTimeout = BeginSecondsMax,
        };
        command.ExecuteNonQuery();
    }

    private Opening ReadOpening(
        Head known, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<byte[]> hashes)
    {
        using var batch = new NpgsqlBatch(Open()) { Timeout = BeginSecondsMax };
        Begin(batch);
        Add(batch, HeadSql, known.First);
        Add(batch, TailSql, known.Last, PageMax);
        Add(batch, """
            SELECT journal_time(), (SELECT value FROM meta WHERE name = 'epoch'),
                (SELECT value FROM meta WHERE name = 'write-level')
            """);
        if (ids.Count > 0)
        {
            Add(batch, "SELECT id, fingerprint, first, last FROM answered WHERE id = ANY($1)",
                (object)ids.Select(i => i.Bytes()).ToArray());
        }

        if (hashes.Count > 0)
        {
            Add(batch, "SELECT hash, person FROM person_index WHERE hash = ANY($1)",
                (object)hashes.ToArray());
        }

        Tail tail;
        Opening opening;
        using (var reader = batch.ExecuteReader())
        {
            reader.NextResult();
            tail = ReadTail(reader, known);
            opening = ReadRest(reader, tail, ids.Count > 0, hashes.Count > 0);
        }

        // A node that was away for long reads page after page.
        var last = tail.Events.Count > 0 ? tail.Events[^1].Number : known.Last;
        tail.Events.AddRange(ReadBetween(new Head(0, last, default), tail.Head));
        return opening;
    }

    private static Opening ReadRest(
        NpgsqlDataReader reader, Tail tail, bool hasIds, bool hasHashes)
    {
        reader.NextResult();
        reader.Read();
        var time = Instant.FromUnixTimeMilliseconds(reader.GetInt64(0));
        var (epoch, level) = (ReadNumber(reader, 1), ReadNumber(reader, 2));
        var answers = new Dictionary<Guid, EarlierAnswer>();
        if (hasIds)
        {
            reader.NextResult();
            while (reader.Read())
            {
                answers[reader.GetId(0)] = new EarlierAnswer(
                    (byte[])reader[1], reader.GetInt64(2), reader.GetInt64(3));
            }
        }

        var persons = new Dictionary<string, PersonId>();
        if (hasHashes)
        {
            reader.NextResult();
            while (reader.Read())
            {
                persons[Convert.ToHexString((byte[])reader[0])] = new PersonId(reader.GetId(1));
            }
        }

        return new Opening(tail, answers, persons, time, epoch, level);
    }

    private static int ReadNumber(NpgsqlDataReader reader, int column) => reader.IsDBNull(column)
        ? 1
        : int.Parse(reader.GetString(column), CultureInfo.InvariantCulture);

    private static Tail ReadTail(NpgsqlDataReader reader, Head known)
    {
        var head = ReadHead(reader, known);
        var events = new List<Recorded>();
        reader.NextResult();
        while (reader.Read())
        {
            events.Add(ReadRow(reader));
        }

        return new Tail(events, head);
    }

    private static Head ReadHead(NpgsqlDataReader reader, Head known)
    {
        var last = Head.None;
        var isThere = known.First == 0;
        while (reader.Read())
        {
            last = ReadHead(reader);
            isThere |= last.IsSame(known);
        }

        return isThere && last.Last >= known.Last ? last : throw new HeadLostException();
    }

    private NpgsqlBatch MakeCommit(Writing writing, Head head)
    {
        var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        if (writing.Items.Count > 0)
        {
            Add(batch, """
                INSERT INTO sealed_item (id, person, holder, field, box)
                SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::integer[], $4::integer[],
                                     $5::bytea[])
                """,
                Each(writing.Items, i => i.Id.Value.Bytes()),
                Each(writing.Items, i => i.Person.Value.Bytes()),
                Each(writing.Items, i => i.Holder.Value),
                Each(writing.Items, i => (int)i.Field), Each(writing.Items, i => i.Bytes));
        }

        foreach (var (hash, person, holder) in writing.Persons)
        {
            Add(batch, "INSERT INTO person_index (hash, person, holder) VALUES ($1, $2, $3)",
                hash, person.Value.Bytes(), holder.Value);
        }

        if (writing.Answers.Count > 0)
        {
            Add(batch, """
                INSERT INTO answered (id, fingerprint, first, last, at)
                SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::bigint[], $4::bigint[],
                                     $5::bigint[])
                """,
                Each(writing.Answers, a => a.Id.Bytes()),
                Each(writing.Answers, a => a.Fingerprint),
                Each(writing.Answers, a => a.First), Each(writing.Answers, a => a.Last),
                Each(writing.Answers, a => a.At.ToUnixTimeMilliseconds()));
        }

        if (writing.Probes)
        {
            Add(batch, Probe);
        }

        if (writing.Entries.Count > 0)
        {
            AddEvents(batch, writing, head);
        }

        Add(batch, "COMMIT");
        return batch;
    }

    private void AddEvents(NpgsqlBatch batch, Writing writing, Head head)
    {
        var entries = writing.Entries;
        var first = entries[0].Recorded;
        Add(batch, InsertEvents,
            first.Epoch, first.At.ToUnixTimeMilliseconds(), head.First,
            Each(entries, e => e.Recorded.Number), Each(entries, e => e.Recorded.Region.Value),
            Each(entries, e => string.Create(
                CultureInfo.InvariantCulture,
                $"{e.Recorded.Happened.Stream.Kind}/{e.Recorded.Happened.Stream.Number}")),
            Each(entries, e => EventCodec.NameOf(e.Recorded.Happened).Kind),
            Each(entries, e => EventCodec.NameOf(e.Recorded.Happened).Shape),
            Each(entries, e => Encoding.UTF8.GetString(e.Body)),
            Each(entries, e => e.Recorded.By.Account.Value),
            Each(entries, e => e.Recorded.By.Organisation.Value),
            Each(entries, e => (int)e.Recorded.By.Roles),
            Each(entries, e => e.Recorded.Request.Bytes()),
            Each(entries, e => e.Recorded.Cause));
        Add(batch, "INSERT INTO batch (first, last, mark, hash) VALUES ($1, $2, $3, $4)",
            head.First, head.Last, writing.Mark.Bytes(), head.Hash.ToArray());
        Add(batch, $"SELECT pg_notify('{Channel}', '{self}')");
    }

    private static T[] Each<TItem, T>(List<TItem> items, Func<TItem, T> part)
    {
        var parts = new T[items.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = part(items[i]);
        }

        return parts;
    }

    // Waits as long as the server works on it. Only when the server or its session is gone is
    // the connection dropped: the outcome is unknown then, and is settled.
    private void ExecuteUncut(NpgsqlBatch batch)
    {
        using var owned = batch;
        using var gone = new CancellationTokenSource();
        var work = batch.ExecuteNonQueryAsync(gone.Token);
        while (Task.WaitAny([work], DoubtAfter) < 0)
        {
            if (!IsAtWork(connection!.ProcessID))
            {
                gone.Cancel();
            }
        }

        work.GetAwaiter().GetResult();
    }

    private bool IsAtWork(int process)
    {
        try
        {
            using var other = new NpgsqlConnection(connectionString);
            other.Open();

            // Another server than the one that was asked to commit knows nothing of it.
            return (other.Host, other.Port) == (connection!.Host, connection.Port) && other.Find(
                "SELECT 1 FROM pg_stat_activity WHERE pid = @pid", ("@pid", process)) is not null;
        }
        catch (Exception fault) when (IsOfDatabase(fault))
        {
            return false;
        }
    }
}
