using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine.Reports;
using NodaTime;

namespace Coordinaat.Capacity;

/// <summary>A score beside the department's own at this hour of the week (FR-C10).</summary>
/// <param name="Count">How many scores there are to compare with.</param>
/// <param name="LowerPercent">How many of them in a hundred were lower.</param>
internal readonly record struct CrowdingRank(int Count, int LowerPercent)
{
    /// <summary>With fewer nothing is said.</summary>
    public const int CountMin = 4;

    /// <summary>How far back is looked.</summary>
    public static readonly Duration Back = Duration.FromDays(183);

    /// <summary>Ranks a score among those of the same hour of the week.</summary>
    /// <param name="now">The score.</param>
    /// <param name="past">Scores of half a year; the score itself may be among them.</param>
    public static CrowdingRank Of(Crowding now, IEnumerable<PastScore> past)
    {
        var hour = HourOfWeek(now.At);
        var alike = past.Where(p => p.At != now.At && HourOfWeek(p.At) == hour).ToList();
        return new CrowdingRank(
            alike.Count,
            alike.Count == 0 ? 0 : alike.Count(p => p.Score < now.Score) * 100 / alike.Count);
    }

    private static int HourOfWeek(Instant at)
    {
        var local = at.InZone(LocalMoment.Zone);
        return ((int)local.DayOfWeek * 24) + local.Hour;
    }
}

/// <summary>The coming day of a unit, from its own past.</summary>
internal static class Outlook
{
    /// <summary>Hours of a week.</summary>
    public const int Season = 168;

    /// <summary>Hours ahead.</summary>
    public const int Ahead = 24;

    /// <summary>How far back is looked.</summary>
    public static readonly Duration Back = Duration.FromDays(183);

    /// <summary>Expected places in use, by the hour; null where nothing worth showing is known.
    /// </summary>
    /// <param name="points">Of hours, oldest first.</param>
    /// <param name="now">The hour that runs is the last one known; the next is the first step.
    /// </param>
    public static Forecast? OccupiedOf(IReadOnlyList<HistoryPoint> points, Instant now) =>
        Of([.. points.Select(p => (p.At, p.Occupied))], HourOf(now));

    /// <summary>Expected arrivals, by the hour; null where nothing worth showing is known.
    /// </summary>
    /// <param name="hours">Oldest first; hours that are not known are not there.</param>
    /// <param name="now">The hour that runs is the first step: nobody knows yet who will come in
    /// it.</param>
    public static Forecast? ArrivalsOf(IReadOnlyList<HourCount> hours, Instant now) =>
        Of([.. hours.Select(h => (h.Hour, h.Count))], HourOf(now) - 1);

    private static Forecast? Of((Instant At, int Value)[] known, int last)
    {
        if (known.Length == 0 || HourOf(known[0].At) > last)
        {
            return null;
        }

        var first = HourOf(known[0].At);
        var series = new double[last - first + 1];
        Array.Fill(series, double.NaN);
        foreach (var (at, value) in known.Where(k => HourOf(k.At) <= last))
        {
            series[HourOf(at) - first] = value;
        }

        return Forecast.Of(series, Season, Ahead) is { IsWorthShowing: true } found
            ? found
            : null;
    }

    private static int HourOf(Instant at) => (int)(at.ToUnixTimeSeconds() / 3_600);
}
