using System.Globalization;
using Npgsql;

namespace Coordinaat.Engine.Postgres;

/// <summary>The parts of the journal: each begins where its name says, the last has no end.
/// </summary>
/// <remarks>
/// PostgreSQL reads a whole part to believe where it ends, and nobody writes meanwhile: that is
/// why a part is also cut when it grows, and why a cut that comes late is left out.
/// </remarks>
internal static class Partitions
{
    /// <summary>At most so many events are moved, while nobody can write.</summary>
    public const long MovedMax = 200_000;

    private const string Name = "journal_from_";

    /// <summary>Cuts before an event, unless there is a cut already or it comes too late.
    /// </summary>
    /// <param name="connection">Of the journal.</param>
    /// <param name="number">The first event of the next part.</param>
    /// <param name="least">The part before it is only cut off with so many events.</param>
    /// <exception cref="PostgresException">A lock could not be had in time: nothing is changed.
    /// </exception>
    public static void Cut(NpgsqlConnection connection, long number, long least)
    {
        using var transaction = connection.BeginTransaction();
        connection.Run("SET LOCAL lock_timeout = '1s'");
        connection.Find(
            "SELECT pg_advisory_xact_lock(@lock)", ("@lock", PostgresJournal.JournalLock));
        var begins = ListBegins(connection);
        var begin = begins.LastOrDefault(b => b <= number);
        if (begin == 0 || number - begin < least)
        {
            return;
        }

        var next = begins.FirstOrDefault(b => b > number);
        if (CountFrom(connection, begin, number) > MovedMax)
        {
            return;
        }

        connection.Run("SET LOCAL lock_timeout = '200ms'");
        connection.Run(string.Create(CultureInfo.InvariantCulture, $"""
            ALTER TABLE journal DETACH PARTITION {Name}{begin};
            CREATE TABLE {Name}{number} (LIKE journal INCLUDING ALL);
            INSERT INTO {Name}{number} SELECT * FROM {Name}{begin} WHERE number >= {number};
            DELETE FROM {Name}{begin} WHERE number >= {number};
            ALTER TABLE journal ATTACH PARTITION {Name}{begin}
                FOR VALUES FROM ({begin}) TO ({number});
            ALTER TABLE journal ATTACH PARTITION {Name}{number}
                FOR VALUES FROM ({number}) TO ({(next == 0 ? "MAXVALUE" : $"{next}")})
            """));
        transaction.Commit();
    }

    /// <summary>The first numbers of the parts that are there, in their order.</summary>
    public static List<long> ListBegins(NpgsqlConnection connection) =>
    [
        .. connection.Read(
            """
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'journal'::regclass
            """,
            row => long.Parse(row.GetString(0)[Name.Length..], CultureInfo.InvariantCulture))
            .Order(),
    ];

    private static long CountFrom(NpgsqlConnection connection, long begin, long number) =>
        (long)connection.Find(
            string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT coalesce(max(number), 0) - @number + 1 FROM {Name}{begin}"),
            ("@number", number))!;
}
