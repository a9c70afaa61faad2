using System.Text;

namespace Coordinaat.Engine;

/// <summary>The web server's own keys, sealed in the journal's file under the master key.</summary>
public sealed class ProtectionKeys
{
    private readonly Engine engine;
    private readonly Storage storage;
    private readonly byte[] key;

    internal ProtectionKeys(Engine engine, Storage storage, byte[] key) =>
        (this.engine, this.storage, this.key) = (engine, storage, key);

    /// <summary>All keys, as they were stored.</summary>
    public IReadOnlyList<string> ReadAll()
    {
        using var connection = storage.OpenReader();
        return connection.Read(
            "SELECT name, box FROM protection_key ORDER BY name",
            row => Encoding.UTF8.GetString(Box.Open(
                key, (byte[])row[1], Encoding.UTF8.GetBytes(row.GetString(0)))));
    }

    /// <summary>Stores a key.</summary>
    /// <param name="name">Its name; a known name is replaced.</param>
    /// <param name="text">The key as text.</param>
    public Task StoreAsync(string name, string text)
    {
        var box = Box.Seal(key, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(name));
        return engine.ExecuteAsync(connection => connection.Run(
            """
            INSERT INTO protection_key (name, box) VALUES (@name, @box)
            ON CONFLICT (name) DO UPDATE SET box = excluded.box
            """,
            ("@name", name), ("@box", box)));
    }
}
