using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Engine.Feeds;

/// <summary>What became of a message of a feed.</summary>
public enum MessageOutcome
{
    /// <summary>It told something new of a visit.</summary>
    Taken = 1,

    /// <summary>It told what was known already.</summary>
    Doubled,

    /// <summary>It says nothing that counts: a sign of life.</summary>
    Unconcerned,

    /// <summary>It could not be used, and stands in the list.</summary>
    Listed,

    /// <summary>It was not taken, and nothing of it is kept.</summary>
    Rejected,
}

/// <summary>A message of a feed that can be used, without who it is about.</summary>
/// <param name="Feed">The feed's code.</param>
/// <param name="Received">When it came in.</param>
/// <param name="Sent">When it was sent, by its own clock.</param>
/// <param name="Visit">The visit's number; the store keeps a keyed hash of it.</param>
/// <param name="MergedVisit">The number that the visit had until now; empty when it stays.</param>
/// <param name="Movement">What it says of the visit; null for nothing.</param>
public sealed record FeedMessage(
    string Feed, Instant Received, Instant Sent, string Visit, string MergedVisit,
    Movement? Movement)
{
    /// <summary>Says no number.</summary>
    public override string ToString() => $"message of {Feed}";
}

/// <summary>A message that could not be used.</summary>
/// <param name="Id">Its own id: the same message again has the same.</param>
/// <param name="Feed">The feed's code; empty for a sender that nobody knows.</param>
/// <param name="Fault">Why.</param>
/// <param name="Place">The place that the map does not have; empty where it is about that.</param>
/// <param name="Received">When it came in first.</param>
public sealed record ListedMessage(
    Guid Id, string Feed, MessageFault Fault, string Place, Instant Received);

/// <summary>A statement that does not fit in the others.</summary>
/// <param name="Feed">The feed's code.</param>
/// <param name="Finding">What does not fit.</param>
/// <param name="Kind">What was said.</param>
/// <param name="At">When it happened, by the message.</param>
/// <param name="Place">Where the patient is by the message; null when it does not tell.</param>
public sealed record FoundInFeed(
    string Feed, CensusFinding Finding, MovementKind Kind, Instant At, WardPlace? Place);

/// <summary>What feeds said: visits, unusable messages, and how the feeds do.</summary>
/// <remarks>
/// Beside the journal, in a file or tables of its own: a count of patients is no fact of the
/// product, and what is reported of it is in the journal as figures. In no back-up: after a restore
/// a feed learns anew who is in, and reports when somebody says that its count is whole. On any
/// thread; several nodes may work on it.
/// </remarks>
public sealed class FeedStore
{
    /// <summary>How long a visit is kept after its last movement, when the patient has left.
    /// </summary>
    public static readonly Duration LeftKept = Duration.FromDays(7);

    /// <summary>How long an unusable message is kept.</summary>
    public static readonly Duration ListedKept = Duration.FromDays(30);

    /// <summary>No feed has more unusable messages in the list.</summary>
    public const int ListedMax = 5_000;

    /// <summary>No name of a feed's own, such as that of a ward, is kept longer.</summary>
    public const int PlaceLengthMax = 40;

    private static readonly Duration CountsKept = Duration.FromDays(1);

    // A feed may be quiet for a day before an hour that is still counted.
    private static readonly Duration MinutesKept = LeftKept + Duration.FromDays(2);

    private readonly Storage storage;
    private readonly byte[] visitKey;
    private readonly byte[] boxKey;
    private readonly byte[] placeKey;

    // One writer a program: a file has no more, and waiting for it costs nothing here.
    private readonly Lock gate = new();

    internal FeedStore(Storage storage, MasterKey master)
    {
        this.storage = storage;
        (visitKey, boxKey, placeKey) = (
            master.Derive("feed-visits"), master.Derive("feed-messages"),
            master.Derive("feed-places"));
    }

    /// <summary>Stores what a message says. When this returns, a power cut loses nothing of it.
    /// </summary>
    /// <exception cref="DbException">It could not be stored.</exception>
    public MessageOutcome Take(FeedMessage message)
    {
        lock (gate)
        {
            using var connection = storage.OpenFeeds();
            using var transaction = connection.BeginTransaction();

            // First of all: this row's lock keeps other nodes from the feed.
            Hear(connection, message.Feed, message.Received, Earlier(message));
            Speak(connection, message.Feed, Earlier(message));
            if (message.MergedVisit.Length > 0 && message.Visit.Length > 0)
            {
                Merge(connection, message);
            }

            var outcome = message.Movement is not { } movement ? MessageOutcome.Unconcerned
                : Insert(connection, message, movement) ? MessageOutcome.Taken
                : MessageOutcome.Doubled;
            if (outcome == MessageOutcome.Taken)
            {
                Derive(connection, message.Feed, HashOf(message.Feed, message.Visit));
            }

            Count(connection, message.Feed, outcome, message.Received);
            transaction.Commit();
            return outcome;
        }
    }

    /// <summary>Keeps a message that cannot be used, sealed.</summary>
    /// <param name="listed">What may be known of it; its id is made here.</param>
    /// <param name="raw">The message.</param>
    /// <returns>False when the feed's list is full.</returns>
    /// <exception cref="DbException">It could not be stored.</exception>
    public bool Keep(ListedMessage listed, ReadOnlySpan<byte> raw)
    {
        var id = IdOf(raw);
        var box = Box.Seal(boxKey, raw, id.ToByteArray());
        lock (gate)
        {
            using var connection = storage.OpenFeeds();
            using var transaction = connection.BeginTransaction();
            Hear(connection, listed.Feed, listed.Received, Instant.MinValue);
            var known = Convert.ToInt64(
                connection.Find(
                    "SELECT count(*) FROM feed_listed WHERE feed = @feed AND id <> @id",
                    ("@feed", listed.Feed), ("@id", id.Bytes())),
                System.Globalization.CultureInfo.InvariantCulture);
            var isFull = known >= ListedMax;
            if (!isFull)
            {
                connection.Run(
                    """
                    INSERT INTO feed_listed (id, feed, fault, place, received, box)
                    VALUES (@id, @feed, @fault, @place, @received, @box)
                    ON CONFLICT (id) DO UPDATE SET feed = excluded.feed, fault = excluded.fault,
                        place = excluded.place
                    """,
                    ("@id", id.Bytes()), ("@feed", listed.Feed), ("@fault", (int)listed.Fault),
                    ("@place", SealPlace(id, listed.Place)), ("@received", Ms(listed.Received)),
                    ("@box", box));
            }

            Count(
                connection, listed.Feed,
                isFull ? MessageOutcome.Rejected : MessageOutcome.Listed, listed.Received);
            transaction.Commit();
            return !isFull;
        }
    }

    /// <summary>The messages that could not be used, the latest first.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="feed">Of one feed; null for all.</param>
    public IReadOnlyList<ListedMessage> ReadListed(int most, string? feed = null)
    {
        using var connection = storage.OpenFeeds();
        return connection.Read(
            $"""
            SELECT id, feed, fault, place, received FROM feed_listed
            {(feed is null ? "WHERE feed <> @feed OR feed = ''" : "WHERE feed = @feed")}
            ORDER BY received DESC, id LIMIT {most}
            """,
            row => new ListedMessage(
                row.GetId(0), row.GetString(1), (MessageFault)row.GetInt32(2),
                OpenPlace(row.GetId(0), (byte[])row[3]), At(row.GetInt64(4))),
            ("@feed", feed ?? ""));
    }

    /// <summary>Opens a message of the list; null when it is no longer there.</summary>
    public (ListedMessage Listed, byte[] Raw)? Open(Guid id)
    {
        using var connection = storage.OpenFeeds();
        var found = connection.Read(
            "SELECT feed, fault, place, received, box FROM feed_listed WHERE id = @id",
            row => (
                new ListedMessage(
                    id, row.GetString(0), (MessageFault)row.GetInt32(1),
                    OpenPlace(id, (byte[])row[2]), At(row.GetInt64(3))),
                Box.Open(boxKey, (byte[])row[4], id.ToByteArray())),
            ("@id", id.Bytes()));
        return found is [var one] ? one : null;
    }

    /// <summary>Takes a message from the list: it was used.</summary>
    public void Remove(Guid id)
    {
        lock (gate)
        {
            using var connection = storage.OpenFeeds();
            connection.Run("DELETE FROM feed_listed WHERE id = @id", ("@id", id.Bytes()));
        }
    }

    /// <summary>What does not fit in what feeds said lately, the latest first.</summary>
    public IReadOnlyList<FoundInFeed> ReadFindings(int most)
    {
        using var connection = storage.OpenFeeds();
        return connection.Read(
            $"""
            SELECT feed, finding, kind, at, place FROM feed_movement WHERE finding > 0
            ORDER BY received DESC LIMIT {most}
            """,
            row => new FoundInFeed(
                row.GetString(0), (CensusFinding)row.GetInt32(1), (MovementKind)row.GetInt32(2),
                At(row.GetInt64(3)), WardPlace.Of(row.GetString(4))));
    }

    /// <summary>Every feed that was ever heard, and who is where by it.</summary>
    public IReadOnlyList<FeedCensus> ReadCounts()
    {
        using var connection = storage.OpenFeeds();
        var patients = connection.Read(
            "SELECT feed, place, count(*) FROM feed_visit WHERE place <> '' GROUP BY feed, place",
            row => (Feed: row.GetString(0), Place: WardPlace.Of(row.GetString(1))!.Value,
                Count: (int)row.GetInt64(2)))
            .ToLookup(p => p.Feed);
        return connection.Read(
            "SELECT feed, heard, spoken, begun FROM feed_state WHERE feed <> ''",
            row => new FeedCensus(
                row.GetString(0), AtOrNull(row.GetInt64(1)), AtOrNull(row.GetInt64(2)),
                AtOrNull(row.GetInt64(3)),
                patients[row.GetString(0)].ToImmutableDictionary(p => p.Place, p => p.Count)));
    }

    /// <summary>What each feed knows of who came where.</summary>
    /// <param name="from">Only visits that came to some place from this moment on.</param>
    public IReadOnlyList<FeedArrivals> ReadArrivals(Instant from)
    {
        using var connection = storage.OpenFeeds();
        var visits = connection.Read(
            """
            SELECT feed, visit, place, at, is_arrival FROM feed_arrival
            WHERE (feed, visit) IN (SELECT feed, visit FROM feed_arrival WHERE at >= @from)
            """,
            row => (
                Feed: row.GetString(0), Visit: Convert.ToHexString((byte[])row[1]),
                Came: new CameTo(
                    WardPlace.Of(row.GetString(2))!.Value, At(row.GetInt64(3)),
                    row.GetInt32(4) == 1)),
            ("@from", Ms(from)))
            .GroupBy(v => (v.Feed, v.Visit), v => v.Came)
            .ToLookup(v => v.Key.Feed, v => v.ToImmutableArray());
        var minutes = connection.Read(
            "SELECT feed, minute FROM feed_minute WHERE minute >= @from ORDER BY minute",
            row => (Feed: row.GetString(0), At: Instant.FromUnixTimeSeconds(row.GetInt64(1) * 60)),
            ("@from", MinuteOf(from - Duration.FromMinutes(Feed.SilentMinutesMax))))
            .ToLookup(m => m.Feed, m => m.At);
        return connection.Read(
            "SELECT feed, begun FROM feed_state WHERE feed <> ''",
            row => new FeedArrivals(
                row.GetString(0), AtOrNull(row.GetInt64(1)), [.. minutes[row.GetString(0)]],
                [.. visits[row.GetString(0)]]));
    }

    /// <summary>How many messages of each feed came to what end since a moment.</summary>
    public IReadOnlyDictionary<(string Feed, MessageOutcome Outcome), int> ReadOutcomes(
        Instant since)
    {
        using var connection = storage.OpenFeeds();
        return connection.Read(
            """
            SELECT feed, outcome, sum(count) FROM feed_count WHERE minute > @since
            GROUP BY feed, outcome
            """,
            row => (Key: (row.GetString(0), (MessageOutcome)row.GetInt32(1)),
                Count: (int)row.GetInt64(2)),
            ("@since", MinuteOf(since))).ToDictionary(c => c.Key, c => c.Count);
    }

    /// <summary>Somebody says that the count of a feed is whole: from now on it is reported.
    /// </summary>
    public void Begin(string feed, Instant now)
    {
        lock (gate)
        {
            using var connection = storage.OpenFeeds();
            connection.Run(
                "UPDATE feed_state SET begun = @now WHERE feed = @feed AND begun = 0",
                ("@now", Ms(now)), ("@feed", feed));
        }
    }

    /// <summary>Removes visits that ended, messages and counts that are too old.</summary>
    public void Forget(Instant now)
    {
        lock (gate)
        {
            using var connection = storage.OpenFeeds();
            using var transaction = connection.BeginTransaction();
            foreach (var table in new[] { "feed_movement", "feed_arrival" })
            {
                connection.Run(
                    $"""
                    DELETE FROM {table} WHERE EXISTS (
                        SELECT 1 FROM feed_visit v WHERE v.feed = {table}.feed
                            AND v.visit = {table}.visit AND v.place = '' AND v.at < @before)
                    """,
                    ("@before", Ms(now - LeftKept)));
            }

            connection.Run(
                "DELETE FROM feed_visit WHERE place = '' AND at < @before",
                ("@before", Ms(now - LeftKept)));
            connection.Run(
                "DELETE FROM feed_listed WHERE received < @before",
                ("@before", Ms(now - ListedKept)));
            connection.Run(
                "DELETE FROM feed_count WHERE minute < @before",
                ("@before", MinuteOf(now - CountsKept)));
            connection.Run(
                "DELETE FROM feed_minute WHERE minute < @before",
                ("@before", MinuteOf(now - MinutesKept)));
            transaction.Commit();
        }
    }

    /// <summary>Counts a message of which nothing is kept.</summary>
    public void Reject(string feed, Instant now)
    {
        lock (gate)
        {
            using var connection = storage.OpenFeeds();
            using var transaction = connection.BeginTransaction();
            Hear(connection, feed, now, Instant.MinValue);
            Count(connection, feed, MessageOutcome.Rejected, now);
            transaction.Commit();
        }
    }

    // No clock of a sender makes figures younger than they are.
    private static Instant Earlier(FeedMessage message) =>
        Instant.Min(message.Sent, message.Received);

    private static void Hear(DbConnection connection, string feed, Instant heard, Instant spoken) =>
        connection.Run(
            """
            INSERT INTO feed_state (feed, heard, spoken, begun)
            VALUES (@feed, @heard, @spoken, 0)
            ON CONFLICT (feed) DO UPDATE SET
                heard = CASE WHEN excluded.heard > feed_state.heard
                    THEN excluded.heard ELSE feed_state.heard END,
                spoken = CASE WHEN excluded.spoken > feed_state.spoken
                    THEN excluded.spoken ELSE feed_state.spoken END
            """,
            ("@feed", feed), ("@heard", Ms(heard)),
            ("@spoken", spoken == Instant.MinValue ? 0L : Ms(spoken)));

    private static void Speak(DbConnection connection, string feed, Instant spoken) =>
        connection.Run(
            "INSERT INTO feed_minute (feed, minute) VALUES (@feed, @minute) "
            + "ON CONFLICT (feed, minute) DO NOTHING",
            ("@feed", feed), ("@minute", MinuteOf(spoken)));

    // In autumn's double hour one text read an hour later is an hour later: the same message all
    // the same.
    private bool Insert(DbConnection connection, FeedMessage message, Movement movement) =>
        connection.Run(
            """
            INSERT INTO feed_movement
                (feed, visit, kind, at, sent, control, place, prior, received, finding)
            SELECT @feed, @visit, @kind, @at, @sent, @control, @place, @prior, @received, 0
            WHERE NOT EXISTS (
                SELECT 1 FROM feed_movement WHERE feed = @feed AND visit = @visit
                    AND kind = @kind AND control = @control AND at = @before
                    AND sent IN (@sent, @sent_before))
            ON CONFLICT (feed, visit, kind, at, sent, control) DO NOTHING
            """,
            ("@before", Ms(movement.At - Duration.FromHours(1))),
            ("@sent_before", Ms(movement.Sent - Duration.FromHours(1))),
            ("@feed", message.Feed), ("@visit", HashOf(message.Feed, message.Visit)),
            ("@kind", (int)movement.Kind), ("@at", Ms(movement.At)), ("@sent", Ms(movement.Sent)),
            ("@control", movement.Control), ("@place", $"{movement.Place}"),
            ("@prior", $"{movement.Prior}"), ("@received", Ms(message.Received))) == 1;

    // Where the visit is now, and what does not fit: a late message can make that fit after all.
    private static void Derive(DbConnection connection, string feed, byte[] hash)
    {
        var known = connection.Read(
            """
            SELECT kind, at, sent, control, place, prior, finding FROM feed_movement
            WHERE feed = @feed AND visit = @visit
            """,
            row => (
                Movement: new Movement(
                    (MovementKind)row.GetInt32(0), At(row.GetInt64(1)), At(row.GetInt64(2)),
                    row.GetString(3), WardPlace.Of(row.GetString(4)),
                    WardPlace.Of(row.GetString(5))),
                Finding: (CensusFinding)row.GetInt32(6)),
            ("@feed", feed), ("@visit", hash));
        var visit = Visit.Of(known.Select(k => k.Movement));
        connection.Run(
            """
            INSERT INTO feed_visit (feed, visit, place, at) VALUES (@feed, @visit, @place, @at)
            ON CONFLICT (feed, visit) DO UPDATE SET place = excluded.place, at = excluded.at
            """,
            ("@feed", feed), ("@visit", hash), ("@place", $"{visit.Place}"),
            ("@at", Ms(visit.At)));
        Arrive(connection, feed, hash, visit.Came);
        foreach (var (movement, finding) in visit.Findings.Except(
            known.Select(k => (k.Movement, k.Finding))))
        {
            connection.Run(
                """
                UPDATE feed_movement SET finding = @finding WHERE feed = @feed AND visit = @visit
                    AND kind = @kind AND at = @at AND sent = @sent AND control = @control
                """,
                ("@finding", (int)finding), ("@feed", feed), ("@visit", hash),
                ("@kind", (int)movement.Kind), ("@at", Ms(movement.At)),
                ("@sent", Ms(movement.Sent)), ("@control", movement.Control));
        }
    }

    // Most messages change nothing of it.
    private static void Arrive(
        DbConnection connection, string feed, byte[] hash, ImmutableArray<CameTo> came)
    {
        var known = connection.Read(
            """
            SELECT place, at, is_arrival FROM feed_arrival WHERE feed = @feed AND visit = @visit
            """,
            row => new CameTo(
                WardPlace.Of(row.GetString(0))!.Value, At(row.GetInt64(1)), row.GetInt32(2) == 1),
            ("@feed", feed), ("@visit", hash));
        if (known.ToHashSet().SetEquals(came))
        {
            return;
        }

        DropArrivals(connection, feed, hash);
        foreach (var (place, at, isArrival) in came)
        {
            connection.Run(
                """
                INSERT INTO feed_arrival (feed, visit, place, at, is_arrival)
                VALUES (@feed, @visit, @place, @at, @is)
                """,
                ("@feed", feed), ("@visit", hash), ("@place", $"{place}"), ("@at", Ms(at)),
                ("@is", isArrival ? 1 : 0));
        }
    }

    private static void DropArrivals(DbConnection connection, string feed, byte[] hash) =>
        connection.Run(
            "DELETE FROM feed_arrival WHERE feed = @feed AND visit = @visit",
            ("@feed", feed), ("@visit", hash));

    // Two numbers turned out to be one patient: what was said of the old one is of the new one.
    private void Merge(DbConnection connection, FeedMessage message)
    {
        var (from, to) = (
            HashOf(message.Feed, message.MergedVisit), HashOf(message.Feed, message.Visit));
        if (from.AsSpan().SequenceEqual(to))
        {
            return;
        }

        var moved = connection.Run(
            """
            UPDATE feed_movement SET visit = @to WHERE feed = @feed AND visit = @from
                AND NOT EXISTS (SELECT 1 FROM feed_movement k WHERE k.feed = feed_movement.feed
                    AND k.visit = @to AND k.kind = feed_movement.kind AND k.at = feed_movement.at
                    AND k.sent = feed_movement.sent AND k.control = feed_movement.control)
            """,
            ("@to", to), ("@feed", message.Feed), ("@from", from));
        connection.Run(
            "DELETE FROM feed_visit WHERE feed = @feed AND visit = @from",
            ("@feed", message.Feed), ("@from", from));
        DropArrivals(connection, message.Feed, from);
        if (moved > 0)
        {
            Derive(connection, message.Feed, to);
        }
    }

    private static void Count(
        DbConnection connection, string feed, MessageOutcome outcome, Instant at) =>
        connection.Run(
            """
            INSERT INTO feed_count (feed, minute, outcome, count) VALUES (@feed, @minute, @what, 1)
            ON CONFLICT (feed, minute, outcome) DO UPDATE SET count = feed_count.count + 1
            """,
            ("@feed", feed), ("@minute", MinuteOf(at)), ("@what", (int)outcome));

    private byte[] HashOf(string feed, string visit) =>
        HMACSHA256.HashData(visitKey, Encoding.UTF8.GetBytes($"{feed}\n{visit}"));

    // Keyed: nobody can tell from an id whether a message that they have stands in the list.
    private Guid IdOf(ReadOnlySpan<byte> raw) =>
        new(HMACSHA256.HashData(boxKey, raw).AsSpan(0, 16), bigEndian: true);

    // A place that the map does not have may be anything, a name too.
    private byte[] SealPlace(Guid id, string place) => Box.Seal(
        placeKey,
        Encoding.UTF8.GetBytes(place.Length > PlaceLengthMax ? place[..PlaceLengthMax] : place),
        id.ToByteArray());

    private string OpenPlace(Guid id, byte[] box) =>
        Encoding.UTF8.GetString(Box.Open(placeKey, box, id.ToByteArray()));

    private static long MinuteOf(Instant at) => at.ToUnixTimeSeconds() / 60;

    private static long Ms(Instant at) => at.ToUnixTimeMilliseconds();

    private static Instant At(long ms) => Instant.FromUnixTimeMilliseconds(ms);

    private static Instant? AtOrNull(long ms) => ms == 0 ? null : At(ms);
}
