using System.Globalization;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Exchange.Hl7;

/// <summary>Moments as HL7 writes them: <c>YYYYMMDD[HH[MM[SS[.S…]]]][+/-ZZZZ]</c>.</summary>
/// <remarks>Without an offset it is the time on Dutch clocks; in the hour that comes twice, the
/// first.</remarks>
public static class Hl7Time
{
    private static readonly string[] Forms =
        ["yyyyMMddHHmmss", "yyyyMMddHHmm", "yyyyMMddHH", "yyyyMMdd"];

    /// <summary>Reads a moment.</summary>
    /// <returns>Null when it is none.</returns>
    public static Instant? Parse(string text)
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
            : local.InZoneLeniently(LocalMoment.Zone).ToInstant();
    }

    /// <summary>Writes a moment to the second, on Dutch clocks with their offset.</summary>
    public static string Write(Instant at) => at.InZone(LocalMoment.Zone)
        .ToString("yyyyMMddHHmmsso<+HHmm>", CultureInfo.InvariantCulture);

    private static Offset? OffsetOf(string text) =>
        text.Length == 5 && text[1..].All(char.IsAsciiDigit)
        && int.Parse(text[1..3], CultureInfo.InvariantCulture) is var hours and <= 14
        && int.Parse(text[3..], CultureInfo.InvariantCulture) is var minutes and < 60
            ? Offset.FromSeconds((text[0] == '-' ? -1 : 1) * ((hours * 3_600) + (minutes * 60)))
            : null;
}
