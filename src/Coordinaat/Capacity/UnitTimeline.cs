using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine.Reports;
using NodaTime;

namespace Coordinaat.Capacity;

/// <summary>What was known of the free places at the end of an hour.</summary>
/// <param name="Hour">Of the Dutch day, 0 to 23.</param>
/// <param name="Free">Places that could be promised; null when the figures were too old.</param>
public readonly record struct TimelineHour(int Hour, int? Free);

/// <summary>One Dutch day of a timeline.</summary>
/// <param name="Date">Which day.</param>
/// <param name="Hours">Those of which anything was ever known; the last that is over, or runs.
/// </param>
public sealed record TimelineDay(LocalDate Date, ImmutableArray<TimelineHour> Hours)
{
    /// <summary>An hour of the day, or null when nothing is known of it.</summary>
    public TimelineHour? this[int hour] =>
        Hours.Where(h => h.Hour == hour).Select(h => (TimelineHour?)h).FirstOrDefault();
}

/// <summary>How full a unit was: by the hour for a week, and as a line for a day.</summary>
/// <remarks>
/// A figure counts until it expires, as it does on every other screen; then it is unknown, and
/// never free.
/// </remarks>
internal static class UnitTimeline
{
    /// <summary>How many days are shown.</summary>
    public const int Days = 7;

    /// <summary>The line's drawing area, in its own units: a minute wide, 100 high.</summary>
    public const int Width = 1_440, Height = 100;

    /// <summary>The last days by the hour, today first.</summary>
    /// <param name="points">Oldest first.</param>
    /// <param name="expiry">How long figures of this kind of care count.</param>
    /// <param name="now">The hour that runs is shown as far as it is known.</param>
    public static ImmutableArray<TimelineDay> ByHour(
        IReadOnlyList<HistoryPoint> points, Duration expiry, Instant now)
    {
        var zone = LocalMoment.Zone;
        var first = zone.AtStartOfDay(now.InZone(zone).Date.PlusDays(1 - Days)).ToInstant();
        var hours = new Dictionary<(LocalDate Date, int Hour), int?>();
        var next = 0;
        for (var start = first; start <= now; start += Duration.FromHours(1))
        {
            var end = Instant.Min(start + Duration.FromHours(1), now);
            while (next < points.Count
                && points[next].At < start + Duration.FromHours(1))
            {
                next++;
            }

            if (next > 0)
            {
                var local = start.InZone(zone);
                hours[(local.Date, local.Hour)] = points[next - 1].ToldAt + expiry > end
                    ? points[next - 1].Free
                    : null;
            }
        }

        return
        [
            .. hours.GroupBy(h => h.Key.Date).OrderByDescending(g => g.Key)
                .Select(g => new TimelineDay(
                    g.Key, [.. g.Select(h => new TimelineHour(h.Key.Hour, h.Value))])),
        ];
    }

    /// <summary>The last 24 hours as the path of a line: free places, broken where unknown.
    /// </summary>
    /// <param name="points">Oldest first.</param>
    /// <param name="expiry">How long figures of this kind of care count.</param>
    /// <param name="now">The right end.</param>
    /// <param name="most">The places at the top of the line.</param>
    public static string Line(
        IReadOnlyList<HistoryPoint> points, Duration expiry, Instant now, out int most)
    {
        var from = now - Duration.FromMinutes(Width);
        most = Math.Max(1, points.Select(p => p.Free).DefaultIfEmpty(1).Max());
        var path = new StringBuilder();
        var isDown = false;
        for (var i = 0; i < points.Count; i++)
        {
            var until = Instant.Min(
                i + 1 < points.Count ? points[i + 1].At : now, points[i].ToldAt + expiry);
            var (left, right) = (X(points[i].At, from), X(until, from));
            if (right <= left)
            {
                continue;
            }

            var y = Height - (Math.Max(0, points[i].Free) * Height / most);
            path.Append(isDown
                ? string.Create(CultureInfo.InvariantCulture, $"V{y}H{right}")
                : string.Create(CultureInfo.InvariantCulture, $"M{left} {y}H{right}"));
            isDown = i + 1 < points.Count && until == points[i + 1].At;
        }

        return path.ToString();
    }

    private static int X(Instant at, Instant from) =>
        Math.Clamp((int)(at - from).TotalMinutes, 0, Width);
}
