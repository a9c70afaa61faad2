using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;

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

    /// <summary>Which file that is; the same text as long as nobody gives another.</summary>
    /// <remarks>A release before this one keeps no version: the file's length tells too.</remarks>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public string FindVersion()
    {
        using var connection = storage.OpenReader();
        return string.Join('/', connection.Read(
            """
            SELECT CASE WHEN name = 'map' THEN null ELSE body END, length(body) FROM boundary
            WHERE name IN ('map', 'map-version') ORDER BY name
            """,
            row => string.Create(
                CultureInfo.InvariantCulture,
                $"{(row.IsDBNull(0) ? "" : Convert.ToHexString((byte[])row[0]))}:{row[1]}")));
    }

    /// <summary>Keeps a file in the place of the one before.</summary>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public void Keep(byte[] content)
    {
        using var connection = storage.OpenWriter();
        _ = connection.Run(
            "INSERT INTO boundary (name, body) VALUES ('map', @body), ('map-version', @version) "
            + "ON CONFLICT (name) DO UPDATE SET body = excluded.body",
            ("@body", content), ("@version", SHA256.HashData(content)));
    }
}
