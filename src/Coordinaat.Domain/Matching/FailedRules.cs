using System.Collections;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Matching;

/// <summary>For every unit, unit 1 first: the rules that it fails.</summary>
/// <remarks>
/// Kept in the order of the scan, in parts under 85 KB: a ranking of the whole country stays out of
/// the heap for large objects. Within one kind of care only its own units are kept; of every other
/// it is known what it fails first of all.
/// </remarks>
public sealed class FailedRules : IReadOnlyList<Rules>
{
    private const int PartBits = 14;
    private const int PartSize = 1 << PartBits;

    private readonly UnitTable table;
    private readonly Rules[][] parts;

    internal FailedRules(UnitTable table)
    {
        this.table = table;
        var count = table.Rows.Length;
        parts = new Rules[(count + PartSize - 1) >> PartBits][];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new Rules[Math.Min(PartSize, count - (i << PartBits))];
        }
    }

    /// <inheritdoc/>
    public int Count => table.RowOf.Length;

    /// <summary>The units that were looked at, with what each fails.</summary>
    public IEnumerable<(UnitId Unit, Rules Failed)> Listed =>
        table.Rows.Select((row, i) => (row.Unit, At(i)));

    /// <inheritdoc/>
    public Rules this[int index] =>
        table.RowOf[index] is var row and >= 0 ? At(row) : Rules.CareType;

    /// <inheritdoc/>
    public IEnumerator<Rules> GetEnumerator() =>
        table.RowOf.Select(row => row >= 0 ? At(row) : Rules.CareType).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Keeps what one unit fails.</summary>
    /// <param name="row">The place of the unit in the order of the scan, from 0.</param>
    /// <param name="rules">What it fails.</param>
    internal void Keep(int row, Rules rules) =>
        parts[row >> PartBits][row & (PartSize - 1)] = rules;

    private Rules At(int row) => parts[row >> PartBits][row & (PartSize - 1)];
}
