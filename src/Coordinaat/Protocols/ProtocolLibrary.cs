using System.Collections.Immutable;
using Coordinaat.Clinical.Protocols;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Regions;
using Coordinaat.Triage;

namespace Coordinaat.Protocols;

/// <summary>A file of a protocol, and what became of it.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Content">The file.</param>
/// <param name="Read">The protocol, or its faults.</param>
internal sealed record ProtocolFile(string Name, ImmutableArray<byte> Content, ReadProtocol Read);

/// <summary>The protocols: in the demo those of the project, elsewhere those that a licensee laid
/// in a folder (<c>--protocols</c>).</summary>
/// <remarks>
/// Files are read when the program starts, so that a protocol does not change while somebody is
/// answering it. A file with faults stops nothing but itself.
/// </remarks>
internal sealed class ProtocolLibrary(
    Engine.Engine engine, ClinicalModule module, ServeOptions options)
{
    /// <summary>No more files are read.</summary>
    public const int FilesMax = 500;

    private readonly ImmutableArray<(string Name, ImmutableArray<byte> Content)> contents =
        module.IsOn ? [.. ReadAll(options)] : [];

    private volatile Checked? known;

    /// <summary>All files, by name.</summary>
    public ImmutableArray<ProtocolFile> Files => Known().Files;

    /// <summary>Those that may be used here: a demonstration only in the demo.</summary>
    public IEnumerable<Protocol> Usable => Files.Select(f => f.Read.Protocol).OfType<Protocol>()
        .Where(p => module.IsDemo || !p.IsDemo);

    /// <summary>The one of this id and version that may be used; null when there is none.
    /// </summary>
    public Protocol? Find(string versionName) =>
        Usable.FirstOrDefault(p => p.VersionName == versionName);

    /// <summary>What forbids to start, in words; null when nothing does.</summary>
    public static string? FaultIn(ServeOptions options) =>
        options.ProtocolsFolder.Length == 0 ? null
        : !options.IsClinical && !options.IsDemo
            ? "--protocols: only the clinical module uses protocols (--clinical)."
        : !Directory.Exists(options.ProtocolsFolder)
            ? $"--protocols: there is no folder {options.ProtocolsFolder}."
            : null;

    /// <summary>The codes that a protocol may name.</summary>
    public static ProtocolCodes CodesOf(RegionsState regions)
    {
        return new ProtocolCodes(
            Of(CodeList.Complaint), Of(CodeList.TriageSystem),
            [.. regions.Urgencies.All.Select(u => u.Code)], Of(CodeList.TriageFollowUp),
            Of(CodeList.Alternative));

        ImmutableHashSet<string> Of(CodeList list) =>
            [.. regions.ListCodes(list).Select(c => c.Value)];
    }

    // A code that is defined later may mend a file.
    private Checked Known()
    {
        var regions = engine.World.Regions;
        if (known is { } found && ReferenceEquals(found.Codes, regions.Codes)
            && ReferenceEquals(found.Urgencies, regions.Urgencies))
        {
            return found;
        }

        var codes = CodesOf(regions);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var files = contents.Select(c =>
        {
            var read = ProtocolReader.Read(c.Content.AsSpan(), codes);
            return new ProtocolFile(
                c.Name, c.Content,
                read.Protocol is { } protocol && !names.Add(protocol.Id)
                    ? new(null, [new(1, ProtocolFaultKind.ProtocolTwice, protocol.Id)])
                    : read);
        });
        return known = new Checked(regions.Codes, regions.Urgencies, [.. files]);
    }

    private static IEnumerable<(string Name, ImmutableArray<byte> Content)> ReadAll(
        ServeOptions options)
    {
        var folders = new[] { options.IsDemo ? Data.Protocols : "", options.ProtocolsFolder };
        return folders.Where(f => f.Length > 0)
            .SelectMany(f => Directory.EnumerateFiles(f, "*.txt").Order(StringComparer.Ordinal))
            .Take(FilesMax)
            .Select(f => (Path.GetFileName(f), ReadFile(f)));
    }

    // Of a file that is too large only so much is read that this is certain.
    private static ImmutableArray<byte> ReadFile(string path)
    {
        using var file = File.OpenRead(path);
        var content = new byte[Math.Min(file.Length, ProtocolReader.BytesMax + 1)];
        file.ReadExactly(content);
        return [.. content];
    }

    private sealed record Checked(
        Register<CodeEntry> Codes, Register<Urgency> Urgencies,
        ImmutableArray<ProtocolFile> Files);
}
