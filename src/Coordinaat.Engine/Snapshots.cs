using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Microsoft.Extensions.Logging;

namespace Coordinaat.Engine;

/// <summary>The world on disk, for a quick start. Never the truth: the journal is.</summary>
/// <remarks>
/// A file is one line of header (fold version, epoch, the batch of the journal that it ends with,
/// hash of the rest) and the world as JSON. It is written beside and moved into place; one that is
/// torn, or of another fold version,
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
    public void Write(Standing standing)
    {
        var world = standing.World;
        Directory.CreateDirectory(folder);
        var body = Encode(world);
        var header = JsonSerializer.SerializeToUtf8Bytes(new Header(
            World.FoldVersion, standing.Epoch, world.Number, standing.Head.First,
            Convert.ToHexString(standing.Head.Hash.AsSpan()),
            Convert.ToHexString(SHA256.HashData(body))));
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

    /// <summary>The snapshots that are whole, the newest first.</summary>
    /// <param name="epoch">The journal's epoch.</param>
    public IEnumerable<Standing> Read(int epoch) =>
        List().Select(path => Read(path, epoch)).OfType<Standing>();

    private Standing? Read(string path, int epoch)
    {
        try
        {
            var bytes = File.ReadAllBytes(path).AsSpan();
            var end = bytes.IndexOf((byte)'\n');
            var header = JsonSerializer.Deserialize<Header>(bytes[..Math.Max(0, end)]);
            var body = bytes[(end + 1)..];
            if (header?.Head is null || header.Fold != World.FoldVersion || header.Epoch != epoch
                || header.Sha256 != Convert.ToHexString(SHA256.HashData(body)))
            {
                log.LogWarning(
                    Said.SnapshotUnused,
                    "Snapshot {File} is not used: torn, or of another version.", path);
                return null;
            }

            return new Standing(
                JsonSerializer.Deserialize<World>(body, EventCodec.Json)!,
                new Head(header.First, header.Number, [.. Convert.FromHexString(header.Head)]),
                epoch);
        }
        catch (Exception fault) when (fault is IOException or JsonException or FormatException)
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

    private sealed record Header(
        int Fold, int Epoch, long Number, long First, string? Head, string Sha256);
}
