using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Engine.Proof;

/// <summary>A row of the journal as it lies there, before anything of it is believed.</summary>
internal sealed record RawEvent(
    long Number, int Epoch, int Region, string Stream, string Kind, int Shape, byte[] Body,
    Actor By, Guid Request, long Cause, long At, long Batch)
{
    private const string Columns = "number, epoch, region, stream, kind, shape, body, actor, "
        + "holder, roles, request, cause, at, batch";

    /// <summary>What happened; null when the body cannot be read.</summary>
    public Event? Happened { get; private set; }

    /// <summary>What is wrong with the body; null when all is well.</summary>
    public FindingKind? Fault { get; private set; }

    /// <summary>The event as the world folds it.</summary>
    public Recorded Recorded => new(
        Number, Epoch, new RegionId(Region), Instant.FromUnixTimeMilliseconds(At), By, Request,
        Cause, Happened!);

    /// <summary>Reads a page of the journal.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="after">The event before the page.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="unreadable">Is told of rows that hold no event's values.</param>
    /// <returns>The events, and the last number that was seen.</returns>
    public static (List<RawEvent> Events, long Last) ReadPage(
        DbConnection connection, long after, int most, Action<long> unreadable)
    {
        var (events, last) = (new List<RawEvent>(most), after);
        using var rows = new Rows(
            connection,
            $"SELECT {Columns} FROM journal WHERE number > @after ORDER BY number LIMIT @most",
            ("@after", after), ("@most", most));
        while (rows.Reader.Read())
        {
            last = rows.Reader.GetInt64(0);
            try
            {
                events.Add(Read(rows.Reader));
            }
            catch (Exception fault) when (fault is InvalidCastException or ArgumentException
                or InvalidOperationException or OverflowException or FormatException)
            {
                unreadable(last);
            }
        }

        return (events, last);
    }

    /// <summary>Reads the body, and writes it again to compare.</summary>
    public void Decode()
    {
        try
        {
            Happened = EventCodec.Decode(Kind, Shape, Body);
            Fault = EventCodec.Encode(Happened).AsSpan().SequenceEqual(Body)
                ? null
                : FindingKind.BodyWrong;
        }
        catch (UnknownEventException)
        {
            Fault = FindingKind.KindUnknown;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException
            or FormatException or InvalidOperationException or OverflowException)
        {
            Fault = FindingKind.BodyWrong;
        }
    }

    /// <summary>Whether it is filed under the thing that it is about.</summary>
    public bool IsInItsStream => Happened is null || Stream == string.Create(
        CultureInfo.InvariantCulture, $"{Happened.Stream.Kind}/{Happened.Stream.Number}");

    /// <summary>Adds it to the hash of its batch.</summary>
    public void Chain(IncrementalHash hash) =>
        Journal.Chain(hash, Recorded, Kind, Shape, Body);

    private static RawEvent Read(DbDataReader row)
    {
        var at = row.GetInt64(12);
        _ = Instant.FromUnixTimeMilliseconds(at);
        return new RawEvent(
            row.GetInt64(0), row.GetInt32(1), row.GetInt32(2), row.GetString(3),
            row.GetString(4), row.GetInt32(5), Encoding.UTF8.GetBytes(row.GetString(6)),
            new Actor(
                new AccountId(row.GetInt32(7)), new OrganisationId(row.GetInt32(8)),
                (Roles)row.GetInt32(9)),
            row.GetId(10), row.GetInt64(11), at, row.GetInt64(13));
    }
}
