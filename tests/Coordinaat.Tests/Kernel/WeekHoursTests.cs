using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Tests.Kernel;

/// <summary>
/// Hours are half open and follow the Dutch wall clock, also in the two nights a year when that
/// clock jumps.
/// </summary>
public sealed class WeekHoursTests
{
    [Theory]
    [InlineData(480, 1_020, 479, false)]
    [InlineData(480, 1_020, 480, true)]
    [InlineData(480, 1_020, 1_019, true)]
    [InlineData(480, 1_020, 1_020, false)]
    [InlineData(1_320, 420, 1_319, false)] // A night passes midnight.
    [InlineData(1_320, 420, 1_320, true)]
    [InlineData(1_320, 420, 1_439, true)]
    [InlineData(1_320, 420, 0, true)]
    [InlineData(1_320, 420, 419, true)]
    [InlineData(1_320, 420, 420, false)]
    [InlineData(0, 1_440, 0, true)]
    [InlineData(0, 1_440, 1_439, true)]
    [InlineData(0, 0, 0, false)]
    [InlineData(600, 600, 600, false)] // An empty time is never, not always.
    public void The_start_counts_and_the_end_does_not(
        int from, int until, int minute, bool inside) =>
        Assert.Equal(inside, new DayHours(from, until).Contains(minute));

    [Theory]
    [InlineData("2026-01-02T22:59:59Z", 1_439, false)] // Friday, 23:59.
    [InlineData("2026-01-02T23:00:00Z", 0, true)] // Midnight: Saturday.
    [InlineData("2026-01-04T22:59:59Z", 1_439, true)] // Sunday, 23:59.
    [InlineData("2026-01-04T23:00:00Z", 0, false)] // Monday.
    [InlineData("2026-03-29T00:59:59Z", 119, true)] // 01:59; the next second is 03:00.
    [InlineData("2026-03-29T01:00:00Z", 180, true)]
    [InlineData("2026-10-25T00:30:00Z", 150, true)] // 02:30 for the first time.
    [InlineData("2026-10-25T00:59:59Z", 179, true)]
    [InlineData("2026-10-25T01:00:00Z", 120, true)] // 02:00 again.
    [InlineData("2026-10-25T01:30:00Z", 150, true)] // 02:30 for the second time.
    public void The_Dutch_wall_clock_is_read_right(string instant, int minute, bool weekend) =>
        Assert.Equal(
            new LocalMoment(minute, weekend),
            LocalMoment.At(NodaTime.Text.InstantPattern.General.Parse(instant).Value));

    [Fact]
    public void The_hours_after_midnight_of_Friday_night_are_Saturdays()
    {
        var hours = new WeekHours(new DayHours(1_320, 420), DayHours.Never);

        Assert.True(hours.Contains(LocalMoment.At(Instant.FromUtc(2026, 1, 2, 22, 30))));
        Assert.False(hours.Contains(LocalMoment.At(Instant.FromUtc(2026, 1, 2, 23, 30))));
    }

    [Theory]
    [InlineData(false, 480, "day")]
    [InlineData(false, 1_019, "day")]
    [InlineData(false, 1_020, "night")]
    [InlineData(false, 479, "night")]
    [InlineData(true, 600, "night")]
    public void The_number_to_call_is_that_of_the_hour(bool weekend, int minute, string expected)
    {
        var location = new Coordinaat.Domain.Regions.Location(
            "a", "A", default, [], "", default, "day", "night");

        Assert.Equal(expected, location.PhoneAt(new LocalMoment(minute, weekend)));
        Assert.Equal("day", (location with { PhoneNight = "" }).PhoneAt(new(minute, weekend)));
    }
}
