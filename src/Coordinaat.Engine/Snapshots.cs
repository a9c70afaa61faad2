using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Microsoft.Extensions.Logging;

namespace Coordinaat.Engine;

/// <summary>The world on disk, for a quick start. Never the truth: the journal is.</summary>
/// <remarks>
/// A file is one line of header (fold version, epoch, number, hash of the rest) and the world as
/// JSON. It is written beside and moved into place; one that is torn, or of another fold version,
/// is ignored and said.
/// </remarks>
internal sealed class Snapshots(string folder, ILogger log)
{
    private const int Kept = 2;

    /// <summary>The canonical bytes of a world: equal worlds give equal bytes.</summary>
    public static byte[] Encode(World world) =>
        JsonSerializer.SerializeToUtf8Bytes(world, EventCodec.Json);

    /// <summary>The hash by which worlds are compared.</summary>
    public static string HashOf(World world) => Convert.ToHexString(SHA256.HashData(Encode(world)));

    /// <summary>Writes a snapshot, and removes all but the newest two.</summary>
    public void Write(World world, int epoch)
    {
        Directory.CreateDirectory(folder);
        var body = Encode(world);
        var header = JsonSerializer.SerializeToUtf8Bytes(new Header(
            World.FoldVersion, epoch, world.Number, Convert.ToHexString(SHA256.HashData(body))));
        var path = Path.Combine(
            folder, string.Create(CultureInfo.InvariantCulture, $"{world.Number:D12}.world"));
        var beside = path + ".part";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            file.Write(header);
            file.WriteByte((byte)'\n');
            file.Write(body);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        foreach (var old in List().Skip(Kept))
        {
            File.Delete(old);
        }
    }

    /// <summary>Reads the newest snapshot that is whole and not ahead of the journal.</summary>
    /// <param name="head">The last event of the journal.</param>
    /// <param name="epoch">The journal's epoch.</param>
    public World? ReadNewest(long head, int epoch)
    {
        foreach (var path in List())
        {
            if (Read(path, head, epoch) is { } world)
            {
                return world;
            }
        }

        return null;
    }

    private World? Read(string path, long head, int epoch)
    {
        try
        {
            var bytes = File.ReadAllBytes(path).AsSpan();
            var end = bytes.IndexOf((byte)'\n');
            var header = JsonSerializer.Deserialize<Header>(bytes[..Math.Max(0, end)]);
            var body = bytes[(end + 1)..];
            if (header is null || header.Fold != World.FoldVersion || header.Epoch != epoch
                || header.Number > head
                || header.Sha256 != Convert.ToHexString(SHA256.HashData(body)))
            {
                log.LogWarning(
                    Said.SnapshotUnused,
                    "Snapshot {File} is not used: torn, or of another version.", path);
                return null;
            }

            return JsonSerializer.Deserialize<World>(body, EventCodec.Json);
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            log.LogWarning(
                Said.SnapshotUnused, "Snapshot {File} is not used: {Fault}.", path,
                fault.GetType().Name);
            return null;
        }
    }

    private IEnumerable<string> List() => Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*.world").OrderDescending(StringComparer.Ordinal)
        : [];

    private sealed record Header(int Fold, int Epoch, long Number, string Sha256);
}
