using System.Collections.Immutable;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Exchange.Sheets;

/// <summary>Our own template: a line a unit, with Dutch or English names of columns.</summary>
public static class OwnSheet
{
    /// <summary>The Dutch names, in the order of the template.</summary>
    public static readonly ImmutableArray<string> Columns =
    [
        "code", "unit", "totaal", "geblokkeerd", "open", "bezet", "gemeten_om",
    ];

    private static readonly (FileFigure Figure, string Nl, string En, bool IsNeeded)[] Figures =
    [
        (FileFigure.Physical, "totaal", "physical", true),
        (FileFigure.Blocked, "geblokkeerd", "blocked", true),
        (FileFigure.Staffed, "open", "staffed", true),
        (FileFigure.Occupied, "bezet", "occupied", true),
        (FileFigure.Moment, "gemeten_om", "at", false),
    ];

    /// <summary>Whether the header is that of the template; names and moment may be left out.
    /// </summary>
    public static bool Fits(FigureSheet sheet) =>
        sheet.Has("code") && Figures.All(f => !f.IsNeeded || ColumnOf(sheet, f) is not null);

    /// <summary>Reads every line.</summary>
    public static ImmutableArray<ToldLine> Read(FigureSheet sheet, Instant now) =>
        [.. sheet.Lines.Select(l => Read(sheet, l, now))];

    private static ToldLine Read(FigureSheet sheet, SheetLine line, Instant now)
    {
        var told = new ToldLine(line.Number, sheet.FieldOf(line, "code") ?? "")
        {
            Fault = line.Fault,
        };
        if (told is { Fault: null, Unit.Length: 0 })
        {
            return told with { Fault = FigureFileFault.FieldMissing, Column = "code" };
        }

        foreach (var figure in Figures)
        {
            if (ColumnOf(sheet, figure) is { } column)
            {
                told = told.With(
                    figure.Figure, column, sheet.FieldOf(line, column) ?? "", now);
            }
        }

        return told;
    }

    private static string? ColumnOf(
        FigureSheet sheet, (FileFigure, string Nl, string En, bool) figure) =>
        sheet.Has(figure.Nl) ? figure.Nl : sheet.Has(figure.En) ? figure.En : null;
}
