using System.Data.Common;

namespace Coordinaat.Engine;

/// <summary>The boundaries that a region's map is drawn with, beside the journal.</summary>
/// <remarks>In no back-up: the file can be given again. On any thread.</remarks>
public sealed class MapFiles
{
    private readonly Storage storage;

    internal MapFiles(Storage storage) => this.storage = storage;

    /// <summary>The file that was given last, or null.</summary>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public byte[]? Find()
    {
        using var connection = storage.OpenReader();
        return (byte[]?)connection.Find("SELECT body FROM boundary WHERE name = 'map'");
    }

    /// <summary>Keeps a file in the place of the one before.</summary>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public void Keep(byte[] content)
    {
        using var connection = storage.OpenWriter();
        _ = connection.Run(
            "INSERT INTO boundary (name, body) VALUES ('map', @body) "
            + "ON CONFLICT (name) DO UPDATE SET body = excluded.body",
            ("@body", content));
    }
}
