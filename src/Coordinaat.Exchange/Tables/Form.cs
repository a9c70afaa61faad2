using System.Collections.Immutable;

namespace Coordinaat.Exchange.Tables;

/// <summary>A form of table: its columns, and how a line of it is read.</summary>
/// <param name="Kind">Which form.</param>
/// <param name="Columns">All its columns, the one with the code first. Any order in the file.
/// </param>
/// <param name="Read">Reads a line; what it returns counts only when no fault was found.</param>
internal sealed record Form(
    TableForm Kind, ImmutableArray<string> Columns, Func<RowReader, ImportLine> Read)
{
    /// <summary>Every form.</summary>
    public static readonly ImmutableArray<Form> All = [.. OwnForms.All, .. OfficialForms.All];

    /// <summary>Makes a form of its columns as they stand in a header.</summary>
    public static Form Of(TableForm kind, string columns, Func<RowReader, ImportLine> read) =>
        new(kind, [.. columns.Split(',')], read);

    /// <summary>The form that has exactly these columns.</summary>
    /// <param name="header">The columns of a file, in any order.</param>
    /// <param name="column">
    /// When there is none: the first column that the nearest form has more, or else less. Empty
    /// when the header has no column in common with any form.
    /// </param>
    public static Form? Find(string[] header, out string column)
    {
        column = "";
        var nearest = All
            .OrderBy(f => f.Columns.Except(header).Count() + header.Except(f.Columns).Count())
            .First();
        if (!nearest.Columns.Intersect(header).Any())
        {
            return null;
        }

        column = nearest.Columns.Except(header).Concat(header.Except(nearest.Columns))
            .Concat(header.GroupBy(c => c).Where(g => g.Count() > 1).Select(g => g.Key))
            .FirstOrDefault("");
        return column.Length == 0 && header.Length == nearest.Columns.Length ? nearest : null;
    }
}
