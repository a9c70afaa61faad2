using Coordinaat.Domain.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Exchange.Sheets;

/// <summary>A moment as people and spreadsheets write it, on the clocks of the Netherlands.
/// </summary>
public static class FileMoment
{
    private static readonly LocalTimePattern Time =
        LocalTimePattern.CreateWithInvariantCulture("H:mm");

    private static readonly LocalDateTimePattern[] Patterns =
    [
        .. new[]
        {
            "d-M-yyyy H:mm", "d-M-yyyy H:mm:ss", "d/M/yyyy H:mm", "yyyy-MM-dd H:mm",
            "yyyy-MM-dd H:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss",
        }.Select(LocalDateTimePattern.CreateWithInvariantCulture),
    ];

    /// <summary>Reads a time (the latest that has been), a date with a time, or ISO 8601.</summary>
    /// <param name="text">What was written; empty for none.</param>
    /// <param name="now">The moment of reading.</param>
    /// <param name="at">The moment meant; null for none.</param>
    /// <returns>False when it is no moment.</returns>
    public static bool TryRead(string text, Instant now, out Instant? at)
    {
        at = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (OffsetDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var exact))
        {
            at = exact.ToInstant();
            return true;
        }

        if (Time.Parse(text).TryGetValue(default, out var time))
        {
            var today = now.InZone(LocalMoment.Zone).Date;
            var found = InZone(today + time);
            at = found > now + Facts.ClockSlack ? InZone(today.PlusDays(-1) + time) : found;
            return true;
        }

        foreach (var pattern in Patterns)
        {
            if (pattern.Parse(text).TryGetValue(default, out var local))
            {
                at = InZone(local);
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes a moment so that a Dutch spreadsheet reads it.</summary>
    public static string Write(Instant at) => at.InZone(LocalMoment.Zone).LocalDateTime
        .ToString("dd-MM-yyyy HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static Instant InZone(LocalDateTime local) =>
        local.InZoneLeniently(LocalMoment.Zone).ToInstant();
}
