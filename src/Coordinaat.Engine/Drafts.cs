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
