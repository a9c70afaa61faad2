using Coordinaat.Domain.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Exchange.Rosters;

/// <summary>Reads moments as people write them in rosters.</summary>
public static class WallClock
{
    private static readonly LocalDateTimePattern[] Local =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm"),
    ];

    /// <summary>Reads a moment with a zone, or one of the Dutch wall clock.</summary>
    public static bool TryRead(string text, out Instant at)
    {
        if (OffsetDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var known))
        {
            at = known.ToInstant();
            return true;
        }

        foreach (var pattern in Local)
        {
            if (pattern.Parse(text).TryGetValue(default, out var local))
            {
                at = At(local);
                return true;
            }
        }

        at = default;
        return false;
    }

    /// <summary>The moment of a Dutch local time: of an hour that comes twice the first; of one
    /// that is skipped the hour after it.</summary>
    public static Instant At(LocalDateTime local) =>
        local.InZoneLeniently(LocalMoment.Zone).ToInstant();
}
