namespace Coordinaat.Domain.Kernel;

/// <summary>A point in the Dutch national grid (Rijksdriehoek), in whole metres.</summary>
/// <param name="X">East, about 0 to 280,000 in the Netherlands.</param>
/// <param name="Y">North, about 300,000 to 620,000.</param>
public readonly record struct Position(int X, int Y)
{
    /// <summary>Converts degrees (WGS84).</summary>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="longitude">Degrees east.</param>
    /// <returns>The nearest whole metre; within about a metre inside the Netherlands.</returns>
    /// <remarks>
    /// Source: T. Schreutelkamp and G. Strang van Hees, "Benaderingsformules voor de
    /// transformatie tussen RD- en WGS84-kaartcoördinaten", 2001.
    /// </remarks>
    public static Position FromDegrees(double latitude, double longitude)
    {
        var p = 0.36 * (latitude - 52.15517440);
        var l = 0.36 * (longitude - 5.38720621);
        var x = 155_000
            + (190_094.945 * l) - (11_832.228 * p * l) - (114.221 * p * p * l)
            - (32.391 * l * l * l) - (0.705 * p) - (2.340 * p * p * p * l)
            - (0.608 * p * l * l * l) - (0.008 * l * l) + (0.148 * p * p * l * l * l);
        var y = 463_000
            + (309_056.544 * p) + (3_638.893 * l * l) + (73.077 * p * p)
            - (157.984 * p * l * l) + (59.788 * p * p * p) + (0.433 * l)
            - (6.439 * p * p * l * l) - (0.032 * p * l) + (0.092 * l * l * l * l)
            - (0.054 * p * l * l * l * l);
        return new Position((int)Math.Round(x), (int)Math.Round(y));
    }

    /// <summary>Converts to degrees (WGS84), by the inverse formulas of the same source; within
    /// about two metres inside the Netherlands.</summary>
    public (double Latitude, double Longitude) ToDegrees()
    {
        var x = (X - 155_000) * 1e-5;
        var y = (Y - 463_000) * 1e-5;
        var (x2, y2) = (x * x, y * y);
        var latitude = 52.15517440 + (((3_235.65389 * y) - (32.58297 * x2) - (0.24750 * y2)
            - (0.84978 * x2 * y) - (0.06550 * y2 * y) - (0.01709 * x2 * y2) - (0.00738 * x)
            + (0.00530 * x2 * x2) - (0.00039 * x2 * y2 * y) + (0.00033 * x2 * x2 * y)
            - (0.00012 * x * y)) / 3_600);
        var longitude = 5.38720621 + (((5_260.52916 * x) + (105.94684 * x * y)
            + (2.45656 * x * y2) - (0.81885 * x2 * x) + (0.05594 * x * y2 * y)
            - (0.05607 * x2 * x * y) + (0.01199 * y) - (0.00256 * x2 * x * y2)
            + (0.00128 * x * y2 * y2) + (0.00022 * y2) - (0.00022 * x2)
            + (0.00026 * x2 * x2 * x)) / 3_600);
        return (latitude, longitude);
    }

    /// <summary>Distance in a straight line, in whole metres, rounded down.</summary>
    public int MetresTo(Position other)
    {
        long dx = X - other.X;
        long dy = Y - other.Y;
        return (int)Math.Sqrt((dx * dx) + (dy * dy));
    }
}
