using System.Data.Common;
using System.Globalization;
using Coordinaat.Domain.Kernel;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Coordinaat.Engine.Sqlite;

/// <summary>The journal in a SQLite file.</summary>
internal sealed class SqliteJournal : Journal
{
    private readonly SqliteConnection connection;
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement rollback;
    private readonly Statement tail;
    private readonly Statement insertEvent;
    private readonly Statement insertBatch;
    private readonly Statement findBatch;
    private readonly Statement lastBatch;
    private readonly Statement readMeta;
    private readonly Statement findAnswer;
    private readonly Statement insertAnswer;
    private readonly Statement insertItem;
    private readonly Statement findPerson;
    private readonly Statement insertPerson;
    private readonly Statement probe;

    public SqliteJournal(string path)
    {
        connection = Files.OpenAlone(path);
        Files.Migrate(connection, Schemas.Sqlite);
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
            connection, "SELECT first, last, hash, mark FROM batch WHERE first = ?1");
        lastBatch = new(
            connection, "SELECT first, last, hash FROM batch ORDER BY first DESC LIMIT 1");
        readMeta = new(connection, "SELECT value FROM meta WHERE name = ?1");
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
    }

    /// <inheritdoc/>
    public override DbConnection Connection => connection;

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var statement in new[]
        {
            begin, commit, rollback, tail, insertEvent, insertBatch, findBatch, lastBatch,
            readMeta, findAnswer, insertAnswer, insertItem, findPerson, insertPerson, probe,
        })
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    /// <inheritdoc/>
    public override Opening Begin(
        Head known, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<byte[]> hashes)
    {
        try
        {
            begin.Run();
            return new Opening(
                ReadTail(known), FindAnswers(ids), FindPersons(hashes), Time: null,
                ReadNumber("epoch"), ReadNumber("write-level"));
        }
        catch (SqliteException fault)
        {
            throw new UnwritableException(fault);
        }
    }

    /// <inheritdoc/>
    public override void Rollback()
    {
        try
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0)
            {
                rollback.Run();
            }
        }
        catch (SqliteException)
        {
            // The next BEGIN says what is wrong.
        }
    }

    /// <inheritdoc/>
    public override Head Commit(Writing writing, Head known)
    {
        Head head;
        try
        {
            head = Store(writing, known);
        }
        catch (SqliteException fault) when (
            fault.SqliteExtendedErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT_PRIMARYKEY)
        {
            throw new FenceException();
        }
        catch (SqliteException fault)
        {
            throw new UnwritableException(fault);
        }

        try
        {
            commit.Run();
            return head;
        }
        catch (SqliteException fault)
        {
            throw new UnknownOutcomeException(fault);
        }
    }

    /// <inheritdoc/>
    public override Head? Settle(Guid mark, Head known)
    {
        Rollback();
        try
        {
            return FindBatch(known.Last + 1) is var (head, there) && there == mark ? head : null;
        }
        catch (SqliteException fault)
        {
            throw new UnwritableException(fault);
        }
    }

    /// <inheritdoc/>
    public override Head FindHead(Head known)
    {
        try
        {
            return FindLast(known);
        }
        catch (SqliteException fault)
        {
            throw new UnwritableException(fault);
        }
    }

    /// <inheritdoc/>
    public override List<Recorded> ReadPage(long after)
    {
        try
        {
            var page = new List<Recorded>();
            tail.Bind(1, after).Bind(2, PageMax);
            while (Next(tail))
            {
                page.Add(ReadRow(tail));
            }

            return page;
        }
        catch (SqliteException fault)
        {
            throw new UnwritableException(fault);
        }
    }

    private Head Store(Writing writing, Head known)
    {
        foreach (var item in writing.Items)
        {
            insertItem.BindGuid(1, item.Id.Value).BindGuid(2, item.Person.Value)
                .Bind(3, item.Holder.Value).Bind(4, (int)item.Field).BindBlob(5, item.Bytes)
                .Run();
        }

        foreach (var (hash, person, holder) in writing.Persons)
        {
            insertPerson.BindBlob(1, hash).BindGuid(2, person.Value).Bind(3, holder.Value).Run();
        }

        foreach (var (id, fingerprint, first, last, at) in writing.Answers)
        {
            insertAnswer.BindGuid(1, id).BindBlob(2, fingerprint).Bind(3, first).Bind(4, last)
                .Bind(5, at.ToUnixTimeMilliseconds()).Run();
        }

        if (writing.Probes)
        {
            probe.Run();
        }

        return writing.Entries.Count > 0 ? Append(writing, known) : known;
    }

    private Head Append(Writing writing, Head known)
    {
        var head = Chain(known, writing.Entries);
        foreach (var (recorded, body) in writing.Entries)
        {
            Insert(recorded, body, head.First);
        }

        insertBatch.Bind(1, head.First).Bind(2, head.Last).BindGuid(3, writing.Mark)
            .BindBlob(4, head.Hash.AsSpan()).Run();
        return head;
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

    private Tail ReadTail(Head known)
    {
        var head = FindLast(known);
        return new Tail([.. ReadBetween(known, head)], head);
    }

    // The last batch, when the known one is still where it was.
    private Head FindLast(Head known)
    {
        if (known.First > 0 && FindBatch(known.First) is var (there, _) && !there.IsSame(known))
        {
            throw new HeadLostException();
        }

        var last = Head.None;
        while (Next(lastBatch))
        {
            last = ReadHead(lastBatch);
        }

        return last.Last >= known.Last ? last : throw new HeadLostException();
    }

    private (Head Head, Guid Mark) FindBatch(long first)
    {
        var found = (Head.None, default(Guid));
        findBatch.Bind(1, first);
        while (Next(findBatch))
        {
            found = (ReadHead(findBatch), findBatch.Guid(3));
        }

        return found;
    }

    private Dictionary<Guid, EarlierAnswer> FindAnswers(IReadOnlyCollection<Guid> ids)
    {
        var found = new Dictionary<Guid, EarlierAnswer>();
        foreach (var id in ids)
        {
            findAnswer.BindGuid(1, id);
            while (Next(findAnswer))
            {
                found[id] = new EarlierAnswer(
                    findAnswer.Bytes(0).ToArray(), findAnswer.Long(1), findAnswer.Long(2));
            }
        }

        return found;
    }

    private Dictionary<string, PersonId> FindPersons(IReadOnlyCollection<byte[]> hashes)
    {
        var found = new Dictionary<string, PersonId>();
        foreach (var hash in hashes)
        {
            findPerson.BindBlob(1, hash);
            while (Next(findPerson))
            {
                found[Convert.ToHexString(hash)] = new PersonId(findPerson.Guid(0));
            }
        }

        return found;
    }

    private int ReadNumber(string name)
    {
        var number = 1;
        readMeta.BindText(1, name);
        while (Next(readMeta))
        {
            number = int.Parse(readMeta.Text(0), CultureInfo.InvariantCulture);
        }

        return number;
    }

    // At the end the statement is ready for its next use.
    private static bool Next(Statement statement)
    {
        if (statement.Step())
        {
            return true;
        }

        statement.Reset();
        return false;
    }

    private static Head ReadHead(Statement row) =>
        new(row.Long(0), row.Long(1), [.. row.Bytes(2)]);

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
}
