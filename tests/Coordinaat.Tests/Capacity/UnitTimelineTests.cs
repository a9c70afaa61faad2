using Coordinaat.Capacity;
using Coordinaat.Engine.Reports;
using NodaTime;

namespace Coordinaat.Tests.Capacity;

/// <summary>A figure counts until it expires; then it is unknown, and never free.</summary>
public sealed class UnitTimelineTests
{
    // Monday 10:30 in the Netherlands.
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 30);
    private static readonly Duration Expiry = Duration.FromHours(3);

    [Fact]
    public void Each_hour_says_what_was_known_at_its_end()
    {
        var days = UnitTimeline.ByHour(
            [Point(-5, free: 3), Point(-4, free: 2), Point(0, free: 6)], Expiry, Now);

        var today = Assert.Single(days);
        Assert.Equal(new LocalDate(2026, 3, 2), today.Date);
        Assert.Null(today[4]);
        Assert.Equal(
            ["05:3", "06:2", "07:2", "08:2", "09:?", "10:6"],
            today.Hours.Select(h => $"{h.Hour:00}:{h.Free?.ToString(provider: null) ?? "?"}"));
    }

    [Fact]
    public void Seven_days_stand_there_today_first_each_by_the_dutch_clock()
    {
        var night = Instant.FromUtc(2026, 3, 29, 12, 0);
        var days = UnitTimeline.ByHour(
            [Point(night - Duration.FromDays(8), 1)], Duration.FromDays(9), night);

        Assert.Equal(
            Enumerable.Range(0, 7).Select(n => new LocalDate(2026, 3, 29).PlusDays(-n)),
            days.Select(d => d.Date));

        // The hour that the clocks skip is not there.
        Assert.DoesNotContain(2, days[0].Hours.Select(h => h.Hour));
        Assert.Equal(24, days[1].Hours.Length);
    }

    [Fact]
    public void The_line_breaks_where_nothing_is_known_and_never_goes_below_zero()
    {
        var line = UnitTimeline.Line(
            [Point(-10, 4), Point(-9, 2), Point(-1, -3)], Expiry, Now, out var most);

        Assert.Equal(4, most);
        Assert.Equal("M840 0H900V50H1080M1380 100H1440", line);
        Assert.Equal("", UnitTimeline.Line([], Expiry, Now, out _));
    }

    private static HistoryPoint Point(int hours, int free) =>
        Point(Now + Duration.FromHours(hours), free);

    private static HistoryPoint Point(Instant at, int free) => new(at, at, 10, 10 - free, 0);
}
