using System.Collections.Immutable;

namespace Coordinaat.Domain.Capacity;

/// <summary>How often a unit kept to what its figures said (FR-C5, K20).</summary>
/// <remarks>
/// Counted are the answers that were given while the figures counted and said that a place was
/// free. A no for a reason of this one patient does not speak against the unit (R20): only the
/// reasons in the list of lacks do. Nobody sees it before the unit does.
/// </remarks>
/// <param name="SaidFree">Answers given while the figures said free.</param>
/// <param name="Lacked">Of those: a no because there was no place after all.</param>
/// <param name="SaidFull">Answers given while the figures said full or counted no more.</param>
/// <param name="TookAnyway">Of those: a yes all the same: more was there than was said.</param>
public readonly record struct Trust(int SaidFree, int Lacked, int SaidFull, int TookAnyway)
{
    /// <summary>What is presumed of a unit of which nothing is known, per thousand.</summary>
    public const int Presumed = 900;

    /// <summary>The presumption weighs as much as this many answers.</summary>
    public const int PresumedWeight = 10;

    /// <summary>Others than the unit itself see it from this many answers on (R20).</summary>
    public const int ShownFrom = 10;

    /// <summary>How often "free" is true, per thousand, drawn to the presumption.</summary>
    public int Permille =>
        (((SaidFree - Lacked) * 1_000) + (Presumed * PresumedWeight))
        / (SaidFree + PresumedWeight);

    /// <summary>Whether enough is known to show it to others.</summary>
    public bool IsShown => SaidFree >= ShownFrom;

    /// <summary>The counts after one more answer.</summary>
    /// <param name="places">What the figures said; null when they counted no more.</param>
    /// <param name="isYes">Whether the answer was yes.</param>
    /// <param name="isLack">Whether it was no for lack of a place.</param>
    public Trust After(int? places, bool isYes, bool isLack) => places > 0
        ? this with { SaidFree = SaidFree + 1, Lacked = Lacked + (isLack ? 1 : 0) }
        : this with { SaidFull = SaidFull + 1, TookAnyway = TookAnyway + (isYes ? 1 : 0) };
}

/// <summary>How often a number of free places proved true, for all units of a kind of care.
/// </summary>
/// <param name="SaidFree">Per bucket: answers given while the figures said so many.</param>
/// <param name="Lacked">Per bucket: of those a no for lack of a place.</param>
public sealed record Calibration(ImmutableArray<int> SaidFree, ImmutableArray<int> Lacked)
{
    /// <summary>Nothing counted.</summary>
    public static readonly Calibration None = new([0, 0, 0, 0], [0, 0, 0, 0]);

    /// <summary>The lowest number of places of each bucket: 1, 2, 3 to 5, 6 and more.</summary>
    public static readonly ImmutableArray<int> From = [1, 2, 3, 6];

    /// <summary>The counts after one more answer.</summary>
    /// <param name="places">What the figures said, at least 1.</param>
    /// <param name="isLack">Whether it was no for lack of a place.</param>
    public Calibration After(int places, bool isLack)
    {
        var bucket = From.Count(f => f <= places) - 1;
        return new Calibration(
            SaidFree.SetItem(bucket, SaidFree[bucket] + 1),
            isLack ? Lacked.SetItem(bucket, Lacked[bucket] + 1) : Lacked);
    }
}
