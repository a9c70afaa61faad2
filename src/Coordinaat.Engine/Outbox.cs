using System.Data.Common;
using System.Globalization;
using NodaTime;

namespace Coordinaat.Engine;

/// <summary>Whose turn it is to send to a destination, and how far everything was sent.</summary>
/// <remarks>
/// Of all nodes one sends to a destination, for as long as it says so again in time; then another
/// may. What is sent goes at least once and in order, under an id that stays the same when it is
/// sent again: the epoch and the journal's number. A sender that was frozen finds, when it wants
/// to store how far it is, that it is the sender no more. On any thread.
/// </remarks>
public sealed class Outbox
{
    /// <summary>For so long a node is the sender; it says so again well before.</summary>
    public static readonly Duration Turn = Duration.FromSeconds(30);

    private readonly Storage storage;
    private readonly Engine engine;
    private readonly Guid self = Ids.New();

    internal Outbox(Storage storage, Engine engine) =>
        (this.storage, this.engine) = (storage, engine);

    /// <summary>Takes the turn, or keeps it.</summary>
    /// <param name="destination">Name of the destination.</param>
    /// <returns>
    /// The last event that was sent, 0 for none in this epoch; null while another node sends.
    /// </returns>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public long? TryTake(string destination)
    {
        using var connection = storage.OpenWriter();
        var now = Now(connection);
        var taken = connection.Run(
            """
            INSERT INTO outbox (destination, sender, until, epoch, position)
            VALUES (@destination, @sender, @until, @epoch, 0)
            ON CONFLICT (destination) DO UPDATE
                SET sender = excluded.sender, until = excluded.until,
                    position = CASE WHEN outbox.epoch = excluded.epoch
                        THEN outbox.position ELSE 0 END,
                    epoch = excluded.epoch
                WHERE outbox.sender = excluded.sender OR outbox.until <= @now
            """,
            ("@destination", destination), ("@sender", self.Bytes()),
            ("@until", now + (long)Turn.TotalMilliseconds), ("@epoch", engine.Epoch),
            ("@now", now));
        return taken == 0
            ? null
            : Convert.ToInt64(
                connection.Find(
                    "SELECT position FROM outbox WHERE destination = @destination",
                    ("@destination", destination)),
                CultureInfo.InvariantCulture);
    }

    /// <summary>Stores how far everything was sent, and keeps the turn.</summary>
    /// <param name="destination">Name of the destination.</param>
    /// <param name="number">The last event of what was sent.</param>
    /// <returns>False when another node is the sender by now.</returns>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public bool Sent(string destination, long number)
    {
        using var connection = storage.OpenWriter();
        return connection.Run(
            """
            UPDATE outbox SET position = @position, until = @until
            WHERE destination = @destination AND sender = @sender AND epoch = @epoch
                AND position <= @position
            """,
            ("@destination", destination), ("@sender", self.Bytes()), ("@epoch", engine.Epoch),
            ("@position", number),
            ("@until", Now(connection) + (long)Turn.TotalMilliseconds)) > 0;
    }

    /// <summary>Gives the turn back, so that another need not wait for its end.</summary>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public void GiveBack(string destination)
    {
        using var connection = storage.OpenWriter();
        _ = connection.Run(
            "UPDATE outbox SET until = 0 WHERE destination = @destination AND sender = @sender",
            ("@destination", destination), ("@sender", self.Bytes()));
    }

    // Several nodes go by one clock: that of their database.
    private long Now(DbConnection connection) => storage.IsShared
        ? Convert.ToInt64(
            connection.Find("SELECT journal_time()"), CultureInfo.InvariantCulture)
        : engine.Now.ToUnixTimeMilliseconds();
}
