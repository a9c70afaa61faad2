using System.Text;
using Coordinaat.Engine.Sqlite;

namespace Coordinaat.Engine;

/// <summary>The web server's own keys, sealed in the journal's file under the master key.</summary>
public sealed class ProtectionKeys
{
    private readonly Engine engine;
    private readonly string path;
    private readonly byte[] key;

    internal ProtectionKeys(Engine engine, string path, byte[] key) =>
        (this.engine, this.path, this.key) = (engine, path, key);

    /// <summary>All keys, as they were stored.</summary>
    public IReadOnlyList<string> ReadAll()
    {
        using var connection = Database.OpenReader(path);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, box FROM protection_key ORDER BY name";
        using var reader = command.ExecuteReader();
        var all = new List<string>();
        while (reader.Read())
        {
            var name = Encoding.UTF8.GetBytes(reader.GetString(0));
            all.Add(Encoding.UTF8.GetString(Box.Open(key, (byte[])reader[1], name)));
        }

        return all;
    }

    /// <summary>Stores a key.</summary>
    /// <param name="name">Its name; a known name is replaced.</param>
    /// <param name="text">The key as text.</param>
    public Task StoreAsync(string name, string text)
    {
        var box = Box.Seal(key, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(name));
        return engine.ExecuteAsync(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText =
                "INSERT OR REPLACE INTO protection_key (name, box) VALUES ($name, $box)";
            command.Parameters.AddWithValue("$name", name);
            command.Parameters.AddWithValue("$box", box);
            command.ExecuteNonQuery();
        });
    }
}
