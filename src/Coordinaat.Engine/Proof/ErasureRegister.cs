using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Engine.Proof;

/// <summary>A key that was destroyed, as a line of the register names it.</summary>
/// <param name="Person">Of whom.</param>
/// <param name="Holder">Whose record.</param>
/// <param name="Line">The line: person, holder and which key it was.</param>
internal sealed partial record Erasure(PersonId Person, OrganisationId Holder, string Line)
{
    /// <summary>Reads a line.</summary>
    /// <returns>Null when it is none.</returns>
    public static Erasure? Find(string line)
    {
        if (!Form().IsMatch(line))
        {
            return null;
        }

        var parts = line.Split(' ');
        return new Erasure(
            new PersonId(Guid.ParseExact(parts[0], "N")),
            new OrganisationId(int.Parse(parts[1], CultureInfo.InvariantCulture)), line);
    }

    [GeneratedRegex("^[0-9a-f]{32} [0-9]{1,9} [0-9A-F]{16}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}

/// <summary>The registers of erasures that count for a restore, taken together.</summary>
internal static class ErasureRegister
{
    /// <summary>The file in a place's folder.</summary>
    public static string FileIn(string folder) => Path.Combine(folder, "erasures.txt");

    /// <summary>Reads the lines of a file that were finished.</summary>
    /// <exception cref="BackupException">It is no register.</exception>
    public static List<Erasure> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new BackupException(BackupFault.NotARegister, path);
        }

        // A line that was not finished erased nothing.
        var text = File.ReadAllText(path);
        return
        [
            .. text[..(text.LastIndexOf('\n') + 1)]
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => Erasure.Find(line)
                    ?? throw new BackupException(BackupFault.NotARegister, path)),
        ];
    }

    /// <summary>The lines that the keys' own store knows.</summary>
    public static List<Erasure> Read(DbConnection keys) =>
    [
        .. keys.Read("SELECT line FROM erasure", row => Erasure.Find(row.GetString(0)))
            .OfType<Erasure>(),
    ];

    /// <summary>Adds lines to the file in a place's folder, for good.</summary>
    public static void Add(string folder, IEnumerable<Erasure> erased)
    {
        var path = FileIn(folder);
        var known = File.Exists(path) ? Read(path) : [];
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        file.SetLength(known.Sum(e => e.Line.Length + 1));
        file.Seek(0, SeekOrigin.End);
        foreach (var erasure in erased.Except(known))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(erasure.Line + '\n'));
        }

        file.Flush(flushToDisk: true);
    }
}
