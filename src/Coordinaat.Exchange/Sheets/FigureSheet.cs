using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Exchange.Tables;

namespace Coordinaat.Exchange.Sheets;

/// <summary>One line of a sheet, as it stands there.</summary>
/// <param name="Number">The line's number in the file, from 1.</param>
/// <param name="Fields">As many as the header has; empty when it has a fault.</param>
/// <param name="Fault">What is wrong with the line; null when nothing is.</param>
public sealed record SheetLine(
    int Number, ImmutableArray<string> Fields, FigureFileFault? Fault);

/// <summary>A sheet of a spreadsheet, saved as text: semicolons, commas or tabs.</summary>
/// <param name="Header">The names of the columns.</param>
/// <param name="Lines">What stands under it; blank lines are passed over.</param>
public sealed record FigureSheet(
    ImmutableArray<string> Header, ImmutableArray<SheetLine> Lines)
{
    /// <summary>No sheet has more lines.</summary>
    public const int LinesMax = 2_000;

    private static readonly char[] Separators = [';', ',', '\t'];

    /// <summary>Reads a sheet.</summary>
    public static Outcome<FigureSheet, FigureFileFault> Read(string text)
    {
        var lines = SplitLines(text);

        // Excel itself may say in a first line what separates: that line is none of the sheet.
        if (lines.Count > 0 && lines[0].Text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            lines.RemoveAt(0);
        }

        if (lines.Count < 2)
        {
            return FigureFileFault.EmptyFile;
        }

        if (lines.Count - 1 > LinesMax)
        {
            return FigureFileFault.TooManyLines;
        }

        // What separates the columns stands most often in the header.
        var separator = Separators.MaxBy(s => lines[0].Text.Count(c => c == s));
        if (CsvLine.Split(lines[0].Text, separator) is not { } header)
        {
            return FigureFileFault.WrongHeader;
        }

        return new FigureSheet(
            [.. header], [.. lines.Skip(1).Select(l => ReadLine(l, header.Length, separator))]);
    }

    /// <summary>The field of a line under a column; null when there is no such column.</summary>
    public string? FieldOf(SheetLine line, string column)
    {
        for (var i = 0; i < Header.Length && i < line.Fields.Length; i++)
        {
            if (string.Equals(Header[i], column, StringComparison.OrdinalIgnoreCase))
            {
                return line.Fields[i];
            }
        }

        return null;
    }

    /// <summary>Whether the header has a column.</summary>
    public bool Has(string column) =>
        Header.Contains(column, StringComparer.OrdinalIgnoreCase);

    private static SheetLine ReadLine(
        (int Number, string Text) line, int columns, char separator) =>
        CsvLine.Split(line.Text, separator) switch
        {
            null => new SheetLine(line.Number, [], FigureFileFault.QuotesMalformed),
            var fields when fields.Length != columns =>
                new SheetLine(line.Number, [], FigureFileFault.FieldCountWrong),
            var fields => new SheetLine(line.Number, [.. fields], null),
        };

    // A line of separators alone is what a spreadsheet leaves where rows were emptied.
    private static List<(int Number, string Text)> SplitLines(string text)
    {
        var lines = new List<(int, string)>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.TrimStart(";,\t \"").Length > 0)
            {
                lines.Add((number, line.ToString()));
            }
        }

        return lines;
    }
}
