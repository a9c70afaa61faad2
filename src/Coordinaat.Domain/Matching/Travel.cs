namespace Coordinaat.Domain.Matching;

/// <summary>The built-in estimate of travel time, where no table or routing server is loaded.
/// </summary>
public static class Travel
{
    private const int HandlingSeconds = 300;

    // A road is longer than the straight line; 1.3 is the usual factor for Dutch roads. The
    // first kilometres go through streets, the next over country roads, the rest over motorways.
    private static readonly (int UpToMetres, int KilometresPerHour)[] Legs =
        [(4_000, 25), (16_000, 55), (int.MaxValue, 85)];

    /// <summary>Door to door by car, taxi or ambulance without signals.</summary>
    /// <param name="straightMetres">The straight line, in metres, 0 to 1,000,000.</param>
    /// <returns>Whole seconds, rounded up, getting in and out included.</returns>
    public static int Seconds(int straightMetres)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(straightMetres);
        var road = straightMetres * 13L / 10;
        var seconds = (long)HandlingSeconds;
        var from = 0L;
        foreach (var (upTo, speed) in Legs)
        {
            var metres = Math.Min(road, upTo) - from;
            if (metres <= 0)
            {
                break;
            }

            seconds += ((metres * 18) + (speed * 5) - 1) / (speed * 5);
            from += metres;
        }

        return (int)seconds;
    }
}
