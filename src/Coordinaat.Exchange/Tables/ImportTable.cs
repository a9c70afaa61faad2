using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace Coordinaat.Exchange.Tables;

/// <summary>Reads tables: comma-separated UTF-8 text with a header that decides the form.</summary>
/// <remarks>
/// A line is a row: a field holds no line break. So a quote that does not close costs its own
/// line and no other. Blank lines are passed over; a mark at the start (BOM) is allowed.
/// </remarks>
public static class ImportTable
{
    /// <summary>No larger file is read, in bytes.</summary>
    public const int BytesMax = 16 * 1024 * 1024;

    /// <summary>No file has more lines, the header and blank lines not counted.</summary>
    public const int LinesMax = 50_000;

    /// <summary>No field is longer, in characters.</summary>
    public const int FieldLengthMax = 200;

    /// <summary>Reads one table.</summary>
    /// <param name="fileName">For the report; the form comes from the header.</param>
    /// <param name="content">The whole file.</param>
    /// <returns>Every line, with what it defines or what is wrong with it.</returns>
    public static ImportFile Read(string fileName, ReadOnlySpan<byte> content)
    {
        if (content.Length > BytesMax)
        {
            return Refused(fileName, ImportFault.FileTooLarge);
        }

        // A zero byte is valid UTF-8, and the sign of UTF-16 without a mark.
        if (!Utf8.IsValid(content) || content.Contains((byte)0))
        {
            return Refused(fileName, ImportFault.NotUtf8);
        }

        var lines = SplitLines(Encoding.UTF8.GetString(content).TrimStart('\uFEFF'));
        if (lines.Count < 2)
        {
            return Refused(fileName, ImportFault.EmptyFile);
        }

        if (lines.Count - 1 > LinesMax)
        {
            return Refused(fileName, ImportFault.TooManyLines);
        }

        var header = CsvLine.Split(lines[0].Text) ?? [];
        return Form.Find(header, out var column) is { } form
            ? new ImportFile(fileName, form.Kind, ReadLines(form, header, lines.Skip(1)))
            : Refused(fileName, ImportFault.WrongHeader, column);
    }

    /// <summary>Puts files in the order in which they need each other.</summary>
    /// <returns>The refused ones first; files of the same form by name.</returns>
    public static ImmutableArray<ImportFile> InOrder(IEnumerable<ImportFile> files) =>
        [.. files.OrderBy(f => f.Form ?? default).ThenBy(f => f.Name, StringComparer.Ordinal)];

    private static ImmutableArray<ImportLine> ReadLines(
        Form form, string[] header, IEnumerable<(int Number, string Text)> lines)
    {
        var read = ImmutableArray.CreateBuilder<ImportLine>();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (number, text) in lines)
        {
            var line = ReadLine(form, header, number, text);
            if (line is not FaultyLine && !codes.Add(line.Code))
            {
                line = new FaultyLine(
                    number, line.Code, ImportFault.DoubledCode, form.Columns[0]);
            }

            read.Add(line);
        }

        return read.ToImmutable();
    }

    private static ImportLine ReadLine(Form form, string[] header, int number, string text)
    {
        if (CsvLine.Split(text) is not { } fields)
        {
            return new FaultyLine(number, "", ImportFault.QuotesMalformed, "");
        }

        if (fields.Length != header.Length)
        {
            return new FaultyLine(number, "", ImportFault.FieldCountWrong, "");
        }

        var row = new RowReader(number, header, fields);
        var line = form.Read(row);
        return row.Fault is { } fault
            ? new FaultyLine(number, line.Code, fault, row.Column)
            : line;
    }

    private static List<(int Number, string Text)> SplitLines(string text)
    {
        var lines = new List<(int, string)>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (!line.IsWhiteSpace())
            {
                lines.Add((number, line.ToString()));
            }
        }

        return lines;
    }

    private static ImportFile Refused(string fileName, ImportFault fault, string column = "") =>
        new(fileName, null, [new FaultyLine(1, "", fault, column)]);
}
