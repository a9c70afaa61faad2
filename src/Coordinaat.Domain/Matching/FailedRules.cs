using System.Collections;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Matching;

/// <summary>For every unit, unit 1 first: the rules that it fails.</summary>
/// <remarks>
/// In parts under 85 KB: a ranking of the whole country stays out of the heap for large objects.
/// Within one kind of care only its own units are kept; of every other it is known what it fails
/// first of all.
/// </remarks>
public sealed class FailedRules : IReadOnlyList<Rules>
{
    private const int PartBits = 14;
    private const int PartSize = 1 << PartBits;

    private readonly Rules[][] parts;
    private readonly UnitId[]? own;

    private FailedRules(int count, Rules[][] parts, UnitId[]? own) =>
        (Count, this.parts, this.own) = (count, parts, own);

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>The units that were looked at, with what each fails.</summary>
    public IEnumerable<(UnitId Unit, Rules Failed)> Listed => own is null
        ? this.Select((rules, i) => (new UnitId(i + 1), rules))
        : own.Zip(parts[0]);

    /// <inheritdoc/>
    public Rules this[int index] => own is null
        ? parts[index >> PartBits][index & (PartSize - 1)]
        : Array.IndexOf(own, new UnitId(index + 1)) is var at and >= 0
            ? parts[0][at]
            : Rules.CareType;

    /// <inheritdoc/>
    public IEnumerator<Rules> GetEnumerator() => own is null
        ? parts.SelectMany(p => p).GetEnumerator()
        : Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For all units.</summary>
    internal static FailedRules OfAll(int count)
    {
        var parts = new Rules[(count + PartSize - 1) >> PartBits][];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new Rules[Math.Min(PartSize, count - (i << PartBits))];
        }

        return new FailedRules(count, parts, null);
    }

    /// <summary>For some, in an order of their own.</summary>
    internal static FailedRules Of(int count, UnitId[] own) =>
        new(count, [new Rules[own.Length]], own);

    /// <summary>Keeps what one unit fails.</summary>
    /// <param name="row">The place of the unit in the order of the scan, from 0.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="rules">What it fails.</param>
    internal void Keep(int row, UnitId unit, Rules rules)
    {
        if (own is null)
        {
            var index = unit.Value - 1;
            parts[index >> PartBits][index & (PartSize - 1)] = rules;
        }
        else
        {
            parts[0][row] = rules;
        }
    }
}
