using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Simulation;

/// <summary>When requests come: by the hour of the day, with peaks late in the morning and in the
/// evening.</summary>
/// <remarks>
/// Time is cut in slots of ten seconds, and in each a request comes or not: so arrivals depend on
/// the seed and the slot only, and not on when somebody looks.
/// </remarks>
public static class Arrivals
{
    /// <summary>The length of a slot, in seconds. At most one request comes in each.</summary>
    public const int SlotSeconds = 10;

    private const int SlotsPerHour = 3_600 / SlotSeconds;
    private const int WeekendPercent = 125;

    // Hundredths of a request an hour on a working day, from midnight; 145 in all. Made up after
    // the shape that GP posts and coordination points describe: no measured profile is used.
    private static readonly int[] PerHour =
    [
        300, 240, 200, 180, 180, 200, 260, 360, 550, 750, 950, 1_000,
        800, 700, 680, 660, 660, 740, 840, 1_050, 1_100, 1_000, 660, 440,
    ];

    /// <summary>The mean number of requests an hour, in hundredths.</summary>
    /// <param name="hour">Local hour, 0 to 23.</param>
    /// <param name="isWeekend">Saturday or Sunday.</param>
    public static int RateOf(int hour, bool isWeekend) =>
        PerHour[hour] * (isWeekend ? WeekendPercent : 100) / 100;

    /// <summary>The moments at which requests come.</summary>
    /// <param name="seed">Of the whole play.</param>
    /// <param name="after">Not included.</param>
    /// <param name="until">Included.</param>
    public static IEnumerable<Instant> Between(ulong seed, Instant after, Instant until)
    {
        var last = until.ToUnixTimeSeconds() / SlotSeconds;
        for (var slot = after.ToUnixTimeSeconds() / SlotSeconds; slot <= last; slot++)
        {
            var dice = new Dice(seed, (ulong)Roll.Draw, (ulong)slot);
            var at = Instant.FromUnixTimeMilliseconds(
                (slot * SlotSeconds * 1_000) + dice.Below(SlotSeconds * 1_000));
            var local = LocalMoment.At(at);
            var isDue = dice.Below(100 * SlotsPerHour)
                < RateOf(local.Minute / 60, local.IsWeekend);
            if (isDue && at > after && at <= until)
            {
                yield return at;
            }
        }
    }
}
