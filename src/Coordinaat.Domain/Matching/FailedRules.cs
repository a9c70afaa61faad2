using System.Collections;

namespace Coordinaat.Domain.Matching;

/// <summary>For every unit, unit 1 first: the rules that it fails.</summary>
/// <remarks>In parts under 85 KB: a ranking of the whole country stays out of the heap for large
/// objects.</remarks>
public sealed class FailedRules(int count) : IReadOnlyList<Rules>
{
    private const int PartBits = 14;
    private const int PartSize = 1 << PartBits;

    private readonly Rules[][] parts = MakeParts(count);

    /// <inheritdoc/>
    public int Count { get; } = count;

    /// <inheritdoc/>
    public Rules this[int index]
    {
        get => parts[index >> PartBits][index & (PartSize - 1)];
        internal set => parts[index >> PartBits][index & (PartSize - 1)] = value;
    }

    /// <inheritdoc/>
    public IEnumerator<Rules> GetEnumerator() => parts.SelectMany(p => p).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Rules[][] MakeParts(int count)
    {
        var parts = new Rules[(count + PartSize - 1) >> PartBits][];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new Rules[Math.Min(PartSize, count - (i << PartBits))];
        }

        return parts;
    }
}
