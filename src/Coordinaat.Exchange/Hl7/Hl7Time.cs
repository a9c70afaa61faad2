using System.Globalization;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Exchange.Hl7;

/// <summary>Moments as HL7 writes them: <c>YYYYMMDD[HH[MM[SS[.S…]]]][+/-ZZZZ]</c>.</summary>
/// <remarks>
/// Without an offset it is the time on Dutch clocks. A feed tells what has just happened: in the
/// hour that comes twice, autumn's, the reading counts that lies nearest to when the message was
/// received and not in its future. In the hour that never comes, spring's, it is the time on a
/// clock that was not put forward yet.
/// </remarks>
public static class Hl7Time
{
    private static readonly string[] Forms =
        ["yyyyMMddHHmmss", "yyyyMMddHHmm", "yyyyMMddHH", "yyyyMMdd"];

    /// <summary>Reads a moment.</summary>
    /// <param name="text">As it was sent.</param>
    /// <param name="received">When the message came in first.</param>
    /// <returns>Null when it is none.</returns>
    public static Instant? Parse(string text, Instant received)
    {
        var at = text.IndexOfAny(['+', '-']);
        var offset = at < 0 ? null : OffsetOf(text[at..]);
        var clock = (at < 0 ? text : text[..at]).Split('.');
        if ((at >= 0 && offset is null) || clock.Length > 2
            || (clock.Length == 2 && (clock[0].Length != 14 || !clock[1].All(char.IsAsciiDigit)))
            || !DateTime.TryParseExact(
                clock[0], Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            || read.Year < 1900)
        {
            return null;
        }

        var milliseconds = clock.Length == 2
            ? int.Parse(clock[1].PadRight(3, '0')[..3], CultureInfo.InvariantCulture)
            : 0;
        var local = LocalDateTime.FromDateTime(read).PlusMilliseconds(milliseconds);
        return offset is { } known
            ? local.WithOffset(known).ToInstant()
            : OnDutchClocks(local, received);
    }

    /// <summary>Writes a moment to the second, on Dutch clocks with their offset.</summary>
    public static string Write(Instant at) => at.InZone(LocalMoment.Zone)
        .ToString("yyyyMMddHHmmsso<+HHmm>", CultureInfo.InvariantCulture);

    // The sender's clock may be a little ahead of ours: that is no future.
    private static Instant OnDutchClocks(LocalDateTime local, Instant received)
    {
        var readings = LocalMoment.Zone.MapLocal(local);
        return readings.Count == 2
            && readings.Last().ToInstant() is var later && later <= received + Facts.ClockSlack
                ? later
                : LocalMoment.Zone.AtLeniently(local).ToInstant();
    }

    private static Offset? OffsetOf(string text) =>
        text.Length == 5 && text[1..].All(char.IsAsciiDigit)
        && int.Parse(text[1..3], CultureInfo.InvariantCulture) is var hours and <= 14
        && int.Parse(text[3..], CultureInfo.InvariantCulture) is var minutes and < 60
            ? Offset.FromSeconds((text[0] == '-' ? -1 : 1) * ((hours * 3_600) + (minutes * 60)))
            : null;
}
