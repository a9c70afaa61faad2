using System.Collections.Immutable;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>What a unit took and refused, by week.</summary>
/// <param name="Week">The last week counted; weeks are counted from 1 January 1970.</param>
/// <param name="Taken">Yeses that were not given back: that week and the three before it.</param>
/// <param name="Refused">Noes: the same weeks.</param>
public sealed record UnitLoad(int Week, ImmutableArray<int> Taken, ImmutableArray<int> Refused)
{
    /// <summary>How many weeks count.</summary>
    public const int Weeks = 4;

    /// <summary>Nothing taken, nothing refused.</summary>
    public static readonly UnitLoad None = new(0, [0, 0, 0, 0], [0, 0, 0, 0]);

    /// <summary>What was taken in the period that ends now.</summary>
    public int TakenBy(Instant now) => Moved(now).Taken.Sum();

    /// <summary>What was refused in the period that ends now.</summary>
    public int RefusedBy(Instant now) => Moved(now).Refused.Sum();

    /// <summary>The counts after one more answer.</summary>
    public UnitLoad After(bool isYes, Instant at)
    {
        var moved = Moved(at);
        return isYes
            ? moved with { Taken = moved.Taken.SetItem(0, moved.Taken[0] + 1) }
            : moved with { Refused = moved.Refused.SetItem(0, moved.Refused[0] + 1) };
    }

    /// <summary>The counts after a place that was taken came back.</summary>
    /// <param name="takenAt">When it was taken.</param>
    /// <param name="at">When it came back.</param>
    public UnitLoad AfterReturn(Instant takenAt, Instant at)
    {
        var moved = Moved(at);
        var ago = moved.Week - WeekOf(takenAt);
        return ago is < 0 or >= Weeks || moved.Taken[ago] == 0
            ? moved
            : moved with { Taken = moved.Taken.SetItem(ago, moved.Taken[ago] - 1) };
    }

    private static int WeekOf(Instant at) => (int)(at.ToUnixTimeSeconds() / (7 * 86_400));

    private UnitLoad Moved(Instant at)
    {
        var weeks = WeekOf(at) - Week;
        return weeks <= 0
            ? this
            : new UnitLoad(WeekOf(at), Shifted(Taken, weeks), Shifted(Refused, weeks));
    }

    private static ImmutableArray<int> Shifted(ImmutableArray<int> counts, int weeks) =>
        [.. Enumerable.Range(0, Weeks).Select(i => i >= weeks ? counts[i - weeks] : 0)];
}
