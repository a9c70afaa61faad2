using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine.Reports;
using NodaTime;

namespace Coordinaat.Capacity;

/// <summary>The free places of one Dutch day, by what was known at the end of its hours.</summary>
/// <param name="Date">Which day.</param>
/// <param name="Least">The least; below zero counts as none.</param>
/// <param name="Middle">The median, rounded down.</param>
/// <param name="Most">The most.</param>
public readonly record struct DayFree(LocalDate Date, int Least, int Middle, int Most);

/// <summary>The free places of one week, from Monday.</summary>
/// <param name="Monday">Its first day.</param>
/// <param name="Least">The least of all hours.</param>
/// <param name="Middle">The median of its days' medians, rounded down.</param>
/// <param name="Most">The most of all hours.</param>
/// <param name="FullDays">On so many days nothing was free at some hour.</param>
/// <param name="KnownDays">Of so many days anything is known.</param>
public readonly record struct WeekFree(
    LocalDate Monday, int Least, int Middle, int Most, int FullDays, int KnownDays);

/// <summary>How full a unit was for half a year: a band a day, a row a week.</summary>
internal static class HalfYear
{
    /// <summary>As long as hours are kept.</summary>
    public const int Days = 183;

    /// <summary>The drawing area: ten wide a day.</summary>
    public const int DayWidth = 10, Width = Days * DayWidth, Height = 100;

    /// <summary>The days of which anything was reported, oldest first.</summary>
    /// <param name="points">Of hours, oldest first.</param>
    /// <param name="now">Today is the last.</param>
    public static ImmutableArray<DayFree> ByDay(IReadOnlyList<HistoryPoint> points, Instant now)
    {
        var first = DateOf(now).PlusDays(1 - Days);
        return
        [
            .. points.GroupBy(p => DateOf(p.At)).Where(d => d.Key >= first)
                .Select(d => (Date: d.Key, Free: d.Select(p => Math.Max(0, p.Free)).Order()
                    .ToArray()))
                .Select(d => new DayFree(
                    d.Date, d.Free[0], d.Free[(d.Free.Length - 1) / 2], d.Free[^1]))
                .OrderBy(d => d.Date),
        ];
    }

    /// <summary>The same by week, the newest first.</summary>
    public static ImmutableArray<WeekFree> ByWeek(IEnumerable<DayFree> days) =>
    [
        .. days.GroupBy(d => d.Date.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday)))
            .OrderByDescending(w => w.Key)
            .Select(w => (Monday: w.Key, Middles: w.Select(d => d.Middle).Order().ToArray(), w))
            .Select(w => new WeekFree(
                w.Monday, w.w.Min(d => d.Least), w.Middles[(w.Middles.Length - 1) / 2],
                w.w.Max(d => d.Most), w.w.Count(d => d.Least == 0), w.w.Count())),
    ];

    /// <summary>A bar a day from the least to the most; a day without figures has none.</summary>
    /// <param name="days">Oldest first.</param>
    /// <param name="now">Today is at the right end.</param>
    /// <param name="most">The places at the top.</param>
    public static string Bars(ImmutableArray<DayFree> days, Instant now, int most) =>
        Draw(days, now, (path, x, day) => path.Append(
            CultureInfo.InvariantCulture,
            $"M{x} {Y(day.Most, most)}H{x + DayWidth - 2}V{Y(day.Least, most)}H{x}Z"));

    /// <summary>A stroke a day at the median.</summary>
    public static string Middles(ImmutableArray<DayFree> days, Instant now, int most) =>
        Draw(days, now, (path, x, day) => path.Append(
            CultureInfo.InvariantCulture,
            $"M{x} {Y(day.Middle, most)}H{x + DayWidth - 2}"));

    /// <summary>The first days of months, with where they stand from the left.</summary>
    public static IEnumerable<(LocalDate Date, int X)> Months(Instant now) =>
        Enumerable.Range(0, Days).Select(i => (Date: DateOf(now).PlusDays(i + 1 - Days), i))
            .Where(d => d.Date.Day == 1).Select(d => (d.Date, d.i * DayWidth));

    private static string Draw(
        ImmutableArray<DayFree> days, Instant now, Action<StringBuilder, int, DayFree> draw)
    {
        var first = DateOf(now).PlusDays(1 - Days);
        var path = new StringBuilder();
        foreach (var day in days)
        {
            draw(path, Period.DaysBetween(first, day.Date) * DayWidth, day);
        }

        return path.ToString();
    }

    private static int Y(int free, int most) => Height - (free * Height / most);

    private static LocalDate DateOf(Instant at) => at.InZone(LocalMoment.Zone).Date;
}
