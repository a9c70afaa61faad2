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
/// torn, or of another fold version, is ignored and said.
/// </remarks>
internal sealed class Snapshots(string folder, ILogger log)
{
    private const int Kept = 2;

    /// <summary>The canonical bytes of a world: equal worlds give equal bytes.</summary>
    public static byte[] Encode(World world) =>
        JsonSerializer.SerializeToUtf8Bytes(world, EventCodec.Json);

    /// <summary>The hash by which worlds are compared.</summary>
    public static string HashOf(World world) => Convert.ToHexString(SHA256.HashData(Encode(world)));

    /// <summary>Writes the header and the world.</summary>
    public static SnapshotHeader Pack(Standing standing, Stream to)
    {
        var body = Encode(standing.World);
        var header = new SnapshotHeader(
            World.FoldVersion, standing.Epoch, standing.World.Number, standing.Head.First,
            Convert.ToHexString(standing.Head.Hash.AsSpan()),
            Convert.ToHexString(SHA256.HashData(body)));
        to.Write(JsonSerializer.SerializeToUtf8Bytes(header));
        to.WriteByte((byte)'\n');
        to.Write(body);
        return header;
    }

    /// <summary>Reads what <see cref="Pack"/> wrote.</summary>
    /// <returns>Null when it is torn, or of another fold.</returns>
    /// <exception cref="JsonException">It is no snapshot.</exception>
    /// <exception cref="FormatException">It is no snapshot.</exception>
    public static Standing? Unpack(byte[] bytes)
    {
        var header = Split(bytes, out var body);
        return header?.Fold == World.FoldVersion
            ? new Standing(
                JsonSerializer.Deserialize<World>(body, EventCodec.Json)!,
                new Head(header.First, header.Number, [.. Convert.FromHexString(header.Head!)]),
                header.Epoch)
            : null;
    }

    /// <summary>Writes a snapshot, and removes all but the newest two.</summary>
    public void Write(Standing standing)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, NameOf(standing.World.Number));
        var beside = path + ".part";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            Pack(standing, file);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        // What is ahead is of a history that a restore put an end to.
        var ahead = List().TakeWhile(p => string.CompareOrdinal(p, path) > 0).ToList();
        foreach (var old in ahead.Concat(List().Skip(ahead.Count + Kept)))
        {
            File.Delete(old);
        }
    }

    /// <summary>The snapshots that are whole, the newest first.</summary>
    /// <param name="epoch">The journal's epoch.</param>
    /// <param name="upTo">Those up to this event; later ones are not opened.</param>
    public IEnumerable<Standing> Read(int epoch, long upTo = long.MaxValue) => List()
        .Where(path => string.CompareOrdinal(Path.GetFileName(path), NameOf(upTo)) <= 0)
        .Select(path => Read(path, epoch)).OfType<Standing>();

    /// <summary>Says of every snapshot what it is a snapshot of.</summary>
    public IEnumerable<(string Name, SnapshotHeader? Header)> ListHeaders() =>
        List().Select(path => (Path.GetFileName(path), ReadHeader(path)));

    private static SnapshotHeader? ReadHeader(string path)
    {
        try
        {
            return Split(File.ReadAllBytes(path), out _);
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            return null;
        }
    }

    // The header and the rest; null when the rest is not what the header says.
    private static SnapshotHeader? Split(byte[] bytes, out ReadOnlySpan<byte> body)
    {
        var end = bytes.AsSpan().IndexOf((byte)'\n');
        var header = JsonSerializer.Deserialize<SnapshotHeader>(
            bytes.AsSpan(0, Math.Max(0, end)));
        body = bytes.AsSpan(end + 1);
        return header?.Head is not null
            && header.Sha256 == Convert.ToHexString(SHA256.HashData(body)) ? header : null;
    }

    private Standing? Read(string path, int epoch)
    {
        try
        {
            if (Unpack(File.ReadAllBytes(path)) is { } taken && taken.Epoch == epoch)
            {
                return taken;
            }

            log.LogWarning(
                Said.SnapshotUnused,
                "Snapshot {File} is not used: torn, or of another version.", path);
            return null;
        }
        catch (Exception fault) when (fault is IOException or JsonException or FormatException)
        {
            log.LogWarning(
                Said.SnapshotUnused, "Snapshot {File} is not used: {Fault}.", path,
                fault.GetType().Name);
            return null;
        }
    }

    // Names of more than twelve digits come after all others, as the number they stand for does.
    private static string NameOf(long number) => string.Create(
        CultureInfo.InvariantCulture, $"{Math.Min(number, 999_999_999_999):D12}.world");

    private IEnumerable<string> List() => Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*.world").OrderDescending(StringComparer.Ordinal)
        : [];
}

/// <summary>The first line of a snapshot.</summary>
/// <param name="Fold">How events were folded.</param>
/// <param name="Epoch">Counts restores.</param>
/// <param name="Number">The last event in it.</param>
/// <param name="First">The first event of that event's batch.</param>
/// <param name="Head">The hash of that batch, in hex.</param>
/// <param name="Sha256">Of the world as it is written, in hex.</param>
internal sealed record SnapshotHeader(
    int Fold, int Epoch, long Number, long First, string? Head, string Sha256);
