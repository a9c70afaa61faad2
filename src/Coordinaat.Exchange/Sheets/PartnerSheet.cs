using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Exchange.Sheets;

/// <summary>A partner's own sheet, read and written by the mapping that a region keeps as data.
/// </summary>
public static class PartnerSheet
{
    /// <summary>The partner whose columns a sheet has; the one with most of them, or null.
    /// </summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="mappings">Every mapping that is read.</param>
    public static string? Find(FigureSheet sheet, IEnumerable<ExchangeMapping> mappings) =>
        mappings.Where(m => m.IsIn).GroupBy(m => m.Partner)
            .Select(p => (Partner: p.Key, Cells: p.Count(m => HasCell(sheet, m))))
            .Where(p => p.Cells > 0).OrderByDescending(p => p.Cells)
            .Select(p => p.Partner).FirstOrDefault();

    /// <summary>Reads the cells that are mapped: a line a unit.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="mappings">The partner's cells that are read.</param>
    /// <param name="codeOf">The code of a unit.</param>
    /// <param name="now">For times without a date.</param>
    /// <returns>
    /// Units with at least one cell in the sheet, and every line of the sheet that is broken.
    /// Lines that are not mapped are passed over: they are of no unit of ours.
    /// </returns>
    public static ImmutableArray<ToldLine> Read(
        FigureSheet sheet, IEnumerable<ExchangeMapping> mappings, Func<UnitId, string> codeOf,
        Instant now)
    {
        var told = new Dictionary<(UnitId, int Line), ToldLine>();
        foreach (var cell in mappings.Where(m => HasCell(sheet, m)))
        {
            foreach (var line in sheet.Lines.Where(l => IsRowOf(sheet, l, cell)))
            {
                var key = (cell.Unit, line.Number);
                var known = told.GetValueOrDefault(
                    key, new ToldLine(line.Number, codeOf(cell.Unit)));
                told[key] = known.With(
                    cell.Figure, cell.Column, sheet.FieldOf(line, cell.Column) ?? "", now);
            }
        }

        return
        [
            .. told.Values.Concat(sheet.Lines.Where(l => l.Fault is not null)
                .Select(l => new ToldLine(l.Number, "") { Fault = l.Fault }))
                .OrderBy(t => t.Number),
        ];
    }

    /// <summary>Writes a sheet in the partner's columns.</summary>
    /// <param name="mappings">The partner's cells that are written, in the order of the columns.
    /// </param>
    /// <param name="valueOf">What stands in a cell; empty when it is not known.</param>
    public static IReadOnlyList<IEnumerable<string>> Write(
        IReadOnlyList<ExchangeMapping> mappings, Func<ExchangeMapping, string> valueOf)
    {
        var keys = mappings.Select(m => m.KeyColumn).Where(k => k.Length > 0).Distinct();
        var header = keys.Concat(mappings.Select(m => m.Column)).Distinct().ToArray();
        var rows = mappings.GroupBy(m => (m.KeyColumn, m.Key)).Select(row =>
        {
            var cells = row.GroupBy(m => m.Column).ToDictionary(c => c.Key, c => c.First());
            return header.Select(column => column == row.Key.KeyColumn ? row.Key.Key
                : cells.TryGetValue(column, out var cell) ? valueOf(cell) : "");
        });
        return [header, .. rows];
    }

    private static bool HasCell(FigureSheet sheet, ExchangeMapping cell) =>
        sheet.Has(cell.Column) && (cell.KeyColumn.Length == 0 || sheet.Has(cell.KeyColumn));

    private static bool IsRowOf(FigureSheet sheet, SheetLine line, ExchangeMapping cell) =>
        line.Fault is null && (cell.KeyColumn.Length == 0 || string.Equals(
            sheet.FieldOf(line, cell.KeyColumn), cell.Key, StringComparison.OrdinalIgnoreCase));
}
