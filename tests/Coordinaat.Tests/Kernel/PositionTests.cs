using Coordinaat.Domain.Kernel;

namespace Coordinaat.Tests.Kernel;

/// <summary>The conversion is held against church towers whose place is known in both grids.
/// </summary>
/// <remarks>
/// Source of the three pairs: T. Schreutelkamp and G. Strang van Hees, "Benaderingsformules voor
/// de transformatie tussen RD- en WGS84-kaartcoördinaten", 2001.
/// </remarks>
public sealed class PositionTests
{
    [Theory]
    [InlineData("Amersfoort, Onze-Lieve-Vrouwetoren", 52.15517440, 5.38720621, 155_000, 463_000)]
    [InlineData("Amsterdam, Westertoren", 52.37453253, 4.88352559, 120_701, 487_525)]
    [InlineData("Groningen, Martinitoren", 53.21938317, 6.56820053, 233_883, 582_065)]
    public void A_tower_stands_within_two_metres_of_where_it_stands(
        string tower, double latitude, double longitude, int x, int y)
    {
        var metres = Position.FromDegrees(latitude, longitude).MetresTo(new Position(x, y));

        Assert.True(metres <= 2, $"{tower}: {metres} m");
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 0)]
    [InlineData(0, 0, 3, 4, 5)]
    [InlineData(0, 0, 1, 1, 1)]
    [InlineData(155_000, 463_000, 154_999, 463_000, 1)]
    [InlineData(0, 300_000, 280_000, 620_000, 425_205)]
    public void A_distance_is_the_straight_line_in_whole_metres_rounded_down(
        int x, int y, int toX, int toY, int metres)
    {
        Assert.Equal(metres, new Position(x, y).MetresTo(new Position(toX, toY)));
        Assert.Equal(metres, new Position(toX, toY).MetresTo(new Position(x, y)));
    }
}
