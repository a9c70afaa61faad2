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
