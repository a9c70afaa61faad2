using System.Text;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine.Sqlite;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Coordinaat.Engine;

/// <summary>Half-filled forms: sealed, in a file of their own, gone after submit or a day.
/// </summary>
/// <remarks>
/// Never in the journal. A restart of the program or of the browser brings the form back.
/// </remarks>
public sealed class Drafts : IDisposable
{
    /// <summary>How long a draft is kept after the last change.</summary>
    public static readonly Duration Kept = Duration.FromHours(24);

    private readonly byte[] key;
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();

    internal Drafts(string path, MasterKey master)
    {
        key = master.Derive("drafts");
        connection = Database.OpenWriter(path);
        Database.Run(connection, """
            CREATE TABLE IF NOT EXISTS draft (
                id BLOB PRIMARY KEY, account INTEGER NOT NULL, box BLOB NOT NULL,
                at INTEGER NOT NULL
            ) WITHOUT ROWID
            """);
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    /// <summary>Saves a draft over the earlier one, and removes those that are too old.</summary>
    /// <param name="id">The form's id.</param>
    /// <param name="account">Whose form it is; nobody else reads it.</param>
    /// <param name="text">The form's content.</param>
    /// <param name="now">When.</param>
    public void Save(Guid id, AccountId account, string text, Instant now)
    {
        var box = Box.Seal(key, Encoding.UTF8.GetBytes(text), Associated(id, account));
        lock (gate)
        {
            Run("DELETE FROM draft WHERE at < $at",
                ("$at", (now - Kept).ToUnixTimeMilliseconds()));
            Run("INSERT OR REPLACE INTO draft (id, account, box, at) VALUES ($id, $a, $box, $at)",
                ("$id", id.ToByteArray(bigEndian: true)), ("$a", account.Value), ("$box", box),
                ("$at", now.ToUnixTimeMilliseconds()));
        }
    }

    /// <summary>Removes a draft: it was sent, or thrown away.</summary>
    public void Remove(Guid id, AccountId account)
    {
        lock (gate)
        {
            Run("DELETE FROM draft WHERE id = $id AND account = $a",
                ("$id", id.ToByteArray(bigEndian: true)), ("$a", account.Value));
        }
    }

    /// <summary>The drafts of an account that are not too old, the latest first.</summary>
    public IReadOnlyList<(Guid Id, string Text, Instant At)> List(AccountId account, Instant now)
    {
        lock (gate)
        {
            using var command = connection.CreateCommand();
            command.CommandText =
                "SELECT id, box, at FROM draft WHERE account = $a AND at >= $at ORDER BY at DESC";
            command.Parameters.AddWithValue("$a", account.Value);
            command.Parameters.AddWithValue("$at", (now - Kept).ToUnixTimeMilliseconds());
            using var reader = command.ExecuteReader();
            var found = new List<(Guid, string, Instant)>();
            while (reader.Read())
            {
                var id = new Guid((byte[])reader[0], bigEndian: true);
                var text = Encoding.UTF8.GetString(
                    Box.Open(key, (byte[])reader[1], Associated(id, account)));
                found.Add((id, text, Instant.FromUnixTimeMilliseconds(reader.GetInt64(2))));
            }

            return found;
        }
    }

    private static byte[] Associated(Guid id, AccountId account) =>
        Encoding.UTF8.GetBytes($"{id:N}/{account.Value}");

    private void Run(string sql, params (string Name, object Value)[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }
}
