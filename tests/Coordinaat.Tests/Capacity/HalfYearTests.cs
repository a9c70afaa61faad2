using Coordinaat.Capacity;
using Coordinaat.Engine.Reports;
using NodaTime;

namespace Coordinaat.Tests.Capacity;

/// <summary>Half a year, a band a day and a row a week.</summary>
public sealed class HalfYearTests
{
    // Monday 2 March 2026, 10:30 in the Netherlands.
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 30);

    [Fact]
    public void A_day_has_its_least_its_median_and_its_most_and_no_day_is_made_up()
    {
        var days = HalfYear.ByDay(
            [
                Point(-200 * 24, 9), Point(-30, 4), Point(-29, 1), Point(-28, 2), Point(-1, -3),
            ], Now);

        Assert.Equal(
            [
                new DayFree(new LocalDate(2026, 3, 1), 1, 2, 4),
                new DayFree(new LocalDate(2026, 3, 2), 0, 0, 0),
            ], days);
        Assert.Equal(
            [
                new WeekFree(new LocalDate(2026, 3, 2), 0, 0, 0, 1, 1),
                new WeekFree(new LocalDate(2026, 2, 23), 1, 2, 4, 0, 1),
            ], HalfYear.ByWeek(days));
    }

    [Fact]
    public void Today_stands_at_the_right_end_and_the_first_day_at_the_left()
    {
        var days = HalfYear.ByDay([Point(-182 * 24, 4), Point(0, 2)], Now);

        Assert.Equal("M0 0H8V0H0ZM1820 50H1828V50H1820Z", HalfYear.Bars(days, Now, 4));
        Assert.Equal("M0 0H8M1820 50H1828", HalfYear.Middles(days, Now, 4));
        Assert.Equal(
            [9, 10, 11, 12, 1, 2, 3], HalfYear.Months(Now).Select(m => m.Date.Month));
        Assert.Equal(1_810, HalfYear.Months(Now).Last().X);
    }

    private static HistoryPoint Point(int hours, int free)
    {
        var at = Now + Duration.FromHours(hours);
        return new HistoryPoint(at, at, 10, 10 - free, 0);
    }
}
