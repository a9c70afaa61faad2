using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;

namespace Coordinaat.Tests.Matching;

/// <summary>The estimate never shrinks with the distance, and is right at every change of road.
/// </summary>
public sealed class TravelTests
{
    [Theory]
    [InlineData(0, 300)]
    [InlineData(1, 301)]
    [InlineData(1_000, 488)] // 1,300 m at 25 km/h: 187.2 s.
    [InlineData(3_076, 876)] // 3,998 m: the last through streets, 575.7 s.
    [InlineData(3_077, 876)] // 4,000 m: 576 s.
    [InlineData(3_078, 877)]
    [InlineData(12_308, 1_662)] // 16,000 m: 576 s and 785.5 s.
    [InlineData(50_000, 3_738)] // 65,000 m: 49 km of motorway, 2,075.3 s.
    [InlineData(1_000_000, 56_044)]
    public void Streets_country_roads_and_motorways_follow_each_other(int metres, int expected) =>
        Assert.Equal(expected, Travel.Seconds(metres));

    [Theory]
    [InlineData(420, false, true)]
    [InlineData(419, false, false)]
    [InlineData(540, false, false)]
    [InlineData(1_109, false, true)]
    [InlineData(1_110, false, false)]
    [InlineData(480, true, false)]
    public void Roads_are_slow_on_weekdays_in_two_rush_hours(
        int minute, bool isWeekend, bool isRush) =>
        Assert.Equal(isRush, Travel.IsRush(new(minute, isWeekend)));

    [Theory]
    [InlineData(1_000, 488)]
    [InlineData(12_308, 1_836)] // 12 km at 45 km/h: 960 s.
    public void In_the_rush_hour_only_streets_are_as_fast(int metres, int expected) =>
        Assert.Equal(expected, Travel.Seconds(metres, isSlow: true));

    [Fact]
    public void Degrees_and_metres_lead_back_to_each_other()
    {
        for (var x = 20_000; x <= 270_000; x += 10_000)
        {
            for (var y = 310_000; y <= 610_000; y += 10_000)
            {
                var (latitude, longitude) = new Position(x, y).ToDegrees();
                var back = Position.FromDegrees(latitude, longitude);
                Assert.True(back.MetresTo(new(x, y)) <= 3, $"{x}, {y}: {back}");
            }
        }
    }

    [Fact]
    public void Farther_is_never_sooner()
    {
        var before = 0;
        for (var metres = 0; metres <= 100_000; metres++)
        {
            var seconds = Travel.Seconds(metres);
            Assert.True(seconds >= before, $"{metres} m");
            before = seconds;
        }
    }

    [Fact]
    public void A_negative_distance_throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Travel.Seconds(-1));
}
