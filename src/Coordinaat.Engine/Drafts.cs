using System.Text;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Engine;

/// <summary>Half-filled forms: sealed, in a table of their own, gone after submit or a day.
/// </summary>
/// <remarks>
/// Never in the journal. A restart of the program or of the browser brings the form back.
/// </remarks>
public sealed class Drafts
{
    /// <summary>How long a draft is kept after the last change.</summary>
    public static readonly Duration Kept = Duration.FromHours(24);

    private readonly byte[] key;
    private readonly Storage storage;

    internal Drafts(Storage storage, MasterKey master) =>
        (this.storage, key) = (storage, master.Derive("drafts"));

    /// <summary>Saves a draft over the earlier one, and removes those that are too old.</summary>
    /// <param name="id">The form's id.</param>
    /// <param name="account">Whose form it is; nobody else reads it.</param>
    /// <param name="text">The form's content.</param>
    /// <param name="now">When.</param>
    public void Save(Guid id, AccountId account, string text, Instant now)
    {
        var box = Box.Seal(key, Encoding.UTF8.GetBytes(text), Associated(id, account));
        using var connection = storage.OpenDrafts();
        connection.Run("DELETE FROM draft WHERE at < @at",
            ("@at", (now - Kept).ToUnixTimeMilliseconds()));
        connection.Run("""
            INSERT INTO draft (id, account, box, at) VALUES (@id, @account, @box, @at)
            ON CONFLICT (id) DO UPDATE
                SET account = excluded.account, box = excluded.box, at = excluded.at
            """,
            ("@id", id.Bytes()), ("@account", account.Value), ("@box", box),
            ("@at", now.ToUnixTimeMilliseconds()));
    }

    /// <summary>Removes a draft: it was sent, or thrown away.</summary>
    public void Remove(Guid id, AccountId account)
    {
        using var connection = storage.OpenDrafts();
        connection.Run("DELETE FROM draft WHERE id = @id AND account = @account",
            ("@id", id.Bytes()), ("@account", account.Value));
    }

    /// <summary>Says that a draft is still on somebody's screen.</summary>
    public void Touch(Guid id, AccountId account, Instant now)
    {
        using var connection = storage.OpenDrafts();
        connection.Run("UPDATE draft SET at = @at WHERE id = @id AND account = @account",
            ("@id", id.Bytes()), ("@account", account.Value),
            ("@at", now.ToUnixTimeMilliseconds()));
    }

    /// <summary>Gives a draft to another account, that goes on with it.</summary>
    /// <param name="id">The form's id.</param>
    /// <param name="from">Whose it was.</param>
    /// <param name="to">Whose it becomes.</param>
    /// <param name="since">Not when it was touched before this moment.</param>
    /// <param name="until">Nor at this moment or later.</param>
    /// <param name="now">When.</param>
    /// <returns>False when there is none to give: of two who ask, one gets it.</returns>
    public bool Give(
        Guid id, AccountId from, AccountId to, Instant since, Instant until, Instant now)
    {
        using var connection = storage.OpenDrafts();
        var text = connection.Read(
            """
            SELECT box FROM draft
            WHERE id = @id AND account = @from AND at >= @since AND at < @until
            """,
            row => Open(id, from, (byte[])row[0]),
            ("@id", id.Bytes()), ("@from", from.Value),
            ("@since", since.ToUnixTimeMilliseconds()),
            ("@until", until.ToUnixTimeMilliseconds())).FirstOrDefault();
        return text is not null && connection.Run(
            "UPDATE draft SET account = @to, box = @box, at = @at "
            + "WHERE id = @id AND account = @from",
            ("@id", id.Bytes()), ("@from", from.Value), ("@to", to.Value),
            ("@box", Box.Seal(key, Encoding.UTF8.GetBytes(text), Associated(id, to))),
            ("@at", now.ToUnixTimeMilliseconds())) == 1;
    }

    /// <summary>The drafts that were touched last between two moments, the oldest first.</summary>
    /// <param name="since">From this moment.</param>
    /// <param name="until">Before this moment.</param>
    /// <param name="of">Whose; asked before anything is opened.</param>
    public IReadOnlyList<(Guid Id, AccountId Account, string Text, Instant At)> ListBetween(
        Instant since, Instant until, Func<AccountId, bool> of)
    {
        using var connection = storage.OpenDrafts();
        var found = connection.Read(
            """
            SELECT id, account, box, at FROM draft WHERE at >= @since AND at < @until ORDER BY at
            """,
            row => (Id: row.GetId(0), Account: new AccountId(row.GetInt32(1)), Box: (byte[])row[2],
                At: Instant.FromUnixTimeMilliseconds(row.GetInt64(3))),
            ("@since", since.ToUnixTimeMilliseconds()),
            ("@until", until.ToUnixTimeMilliseconds()));
        return
        [
            .. found.Where(d => of(d.Account)).Select(d => (
                d.Id, d.Account, Open(d.Id, d.Account, d.Box), d.At)),
        ];
    }

    /// <summary>The drafts of an account that are not too old, the latest first.</summary>
    public IReadOnlyList<(Guid Id, string Text, Instant At)> List(AccountId account, Instant now)
    {
        using var connection = storage.OpenDrafts();
        return connection.Read(
            """
            SELECT id, box, at FROM draft WHERE account = @account AND at >= @at ORDER BY at DESC
            """,
            row => (row.GetId(0), Open(row.GetId(0), account, (byte[])row[1]),
                Instant.FromUnixTimeMilliseconds(row.GetInt64(2))),
            ("@account", account.Value), ("@at", (now - Kept).ToUnixTimeMilliseconds()));
    }

    private string Open(Guid id, AccountId account, byte[] box) =>
        Encoding.UTF8.GetString(Box.Open(key, box, Associated(id, account)));

    private static byte[] Associated(Guid id, AccountId account) =>
        Encoding.UTF8.GetBytes($"{id:N}/{account.Value}");
}
