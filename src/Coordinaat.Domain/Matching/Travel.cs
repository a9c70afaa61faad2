using System.Runtime.CompilerServices;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Matching;

/// <summary>The built-in estimate of travel time, where no table or routing server is loaded.
/// </summary>
public static class Travel
{
    private const int HandlingSeconds = 300;
    private const int StreetsEnd = 4_000;
    private const int CountryRoadsEnd = 16_000;

    /// <summary>Weekdays from 07:00 to 09:00.</summary>
    public static readonly WeekHours MorningRush = new(new(420, 540), DayHours.Never);

    /// <summary>Weekdays from 16:00 to 18:30.</summary>
    public static readonly WeekHours EveningRush = new(new(960, 1_110), DayHours.Never);

    /// <summary>From the end of the morning's rush hour.</summary>
    internal static readonly WeekHours AfterMorning = new(new(540, 960), DayHours.Never);

    /// <summary>From the end of the evening's rush hour.</summary>
    internal static readonly WeekHours AfterEvening = new(new(1_110, 1_440), DayHours.Never);

    /// <summary>Whether roads are slow at a moment.</summary>
    public static bool IsRush(LocalMoment local) =>
        MorningRush.Contains(local) || EveningRush.Contains(local);

    /// <summary>Door to door.</summary>
    /// <param name="straightMetres">The straight line, in metres, 0 to 1,000,000.</param>
    /// <param name="isSlow">By car or taxi in the rush hour; an ambulance passes by it.</param>
    /// <returns>Whole seconds, rounded up, getting in and out included.</returns>
    public static int Seconds(int straightMetres, bool isSlow = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(straightMetres);

        // A road is longer than the straight line; 1.3 is the usual factor for Dutch roads. The
        // first kilometres go through streets, the next over country roads, the rest over
        // motorways.
        var road = straightMetres * 13L / 10;
        var streets = Math.Min(road, StreetsEnd);
        var countryRoads = Math.Clamp(road, StreetsEnd, CountryRoadsEnd) - StreetsEnd;
        var motorways = Math.Max(road, CountryRoadsEnd) - CountryRoadsEnd;
        return HandlingSeconds + SecondsOver(streets, kilometresPerHour: 25)
            + (isSlow
                ? SecondsOver(countryRoads, 45) + SecondsOver(motorways, 60)
                : SecondsOver(countryRoads, 55) + SecondsOver(motorways, 85));
    }

    // 3,600 seconds for 1,000 metres times the speed, rounded up. Put in the place of the call,
    // where the speed is fixed: the machine divides by a fixed number many times faster.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SecondsOver(long metres, int kilometresPerHour) =>
        (int)(((metres * 18) + (kilometresPerHour * 5) - 1) / (kilometresPerHour * 5));
}
