using System.Globalization;
using System.Text.Json;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Access;

/// <summary>What is sealed of a contact.</summary>
/// <param name="Phone">The call-back number.</param>
/// <param name="Caller">Who called.</param>
/// <param name="Place">Where the patient is, in words.</param>
/// <param name="Postcode">Of that place: four digits, and two letters when known.</param>
public sealed record ContactCard(string Phone, string Caller, string Place, string Postcode)
{
    /// <summary>The four digits.</summary>
    public string Digits => Postcode.Length >= 4 ? Postcode[..4] : "";

    public override string ToString() => "***";
}

/// <summary>What is sealed of who the patient is.</summary>
/// <param name="Name">The name, as given.</param>
/// <param name="Bsn">Nine digits; empty when unknown.</param>
/// <param name="BirthDate">As yyyy-mm-dd; empty when unknown.</param>
/// <param name="Address">Home address; empty when unknown.</param>
public sealed record IdentityCard(string Name, string Bsn, string BirthDate, string Address)
{
    public override string ToString() => "***";
}

/// <summary>Opens sealed parts of a record for a page.</summary>
internal static class Cards
{
    private static readonly LocalDatePattern Stored = LocalDatePattern.Iso;

    private static readonly LocalDatePattern[] Typed =
    [
        LocalDatePattern.Iso,
        LocalDatePattern.CreateWithInvariantCulture("d-M-yyyy"),
        LocalDatePattern.CreateWithInvariantCulture("d/M/yyyy"),
        LocalDatePattern.CreateWithInvariantCulture("ddMMyyyy"),
    ];

    private static readonly LocalTimePattern TimeOfDay =
        LocalTimePattern.CreateWithInvariantCulture("H:mm");

    public static string Text<T>(T card) => JsonSerializer.Serialize(card);

    /// <summary>Opens a card; null when it was erased, or never was.</summary>
    public static T? Open<T>(this Engine.Vault vault, SealedId? id)
        where T : class =>
        id is { } found && vault.Open(found) is { } text
            ? JsonSerializer.Deserialize<T>(text)
            : null;

    /// <summary>Opens a text; null when it was erased, or never was.</summary>
    public static string? OpenText(this Engine.Vault vault, SealedId? id) =>
        id is { } found ? vault.Open(found) : null;

    /// <summary>The postcode where the patient is, or null.</summary>
    public static PostcodeArea? PostcodeOf(this Engine.Engine engine, CareRequest request)
    {
        var postcodes = engine.World.Regions.Postcodes;
        return engine.Vault.Open<ContactCard>(request.Contact) is { } contact
            && postcodes.NumberOf(contact.Digits) is var number and > 0
                ? postcodes[number]
                : null;
    }

    /// <summary>Reads a telephone number as people write it: 8 to 15 digits, a plus in front.
    /// </summary>
    public static string? Phone(string text)
    {
        var digits = string.Concat(text.Where(c => c is not (' ' or '-' or '.' or '(' or ')')));
        var rest = digits.StartsWith('+') ? digits[1..] : digits;
        return rest.Length is >= 8 and <= 15 && rest.All(char.IsAsciiDigit) ? digits : null;
    }

    /// <summary>Reads a postcode: four digits, and two letters or none.</summary>
    public static string? Postcode(string text)
    {
        var code = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return code.Length is 4 or 6 && code[..4].All(char.IsAsciiDigit)
            && code[4..].All(char.IsAsciiLetter)
                ? code
                : null;
    }

    /// <summary>Reads a birth date; between 125 years ago and today.</summary>
    public static LocalDate? BirthDate(string text, LocalDate today)
    {
        foreach (var pattern in Typed)
        {
            if (pattern.Parse(text.Trim()).TryGetValue(default, out var date)
                && date <= today && date > today.PlusYears(-125))
            {
                return date;
            }
        }

        return null;
    }

    public static string Iso(LocalDate date) => Stored.Format(date);

    /// <summary>A stored date as people write it: 07-03-1942.</summary>
    public static string Shown(string iso) =>
        Stored.Parse(iso).TryGetValue(default, out var date)
            ? date.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture)
            : iso;

    /// <summary>The band that an age falls in.</summary>
    public static AgeBand BandOf(LocalDate birth, LocalDate today)
    {
        var years = Period.Between(birth, today, PeriodUnits.Years).Years;
        return years switch
        {
            < 1 => AgeBand.Infant,
            < 12 => AgeBand.Child,
            < 16 => AgeBand.Teen,
            < 18 => AgeBand.Youth,
            < 65 => AgeBand.Adult,
            < 80 => AgeBand.Older,
            _ => AgeBand.Oldest,
        };
    }

    public static LocalDate Today(Instant now) => now.InZone(LocalMoment.Zone).Date;

    /// <summary>Reads a time of the coming day: 08:00 is the next 08:00.</summary>
    /// <param name="text">Hours and minutes, or a moment as programs write it; empty means as soon
    /// as possible.</param>
    /// <param name="now">The moment of asking.</param>
    /// <param name="at">The moment meant; null for as soon as possible.</param>
    /// <returns>False when it is no time of day.</returns>
    public static bool TryLater(string? text, Instant now, out Instant? at)
    {
        if (!TryTime(text, now, out at) || IsMoment(text, out _))
        {
            return at is not null;
        }

        // A day of the clock: 23 or 25 hours in the nights that it changes.
        at = at is { } today && today < now
            ? today.InZone(LocalMoment.Zone).LocalDateTime.PlusDays(1)
                .InZoneLeniently(LocalMoment.Zone).ToInstant()
            : at;
        return true;
    }

    /// <summary>Reads a time of the last day or so: 22:10 is the latest 22:10 that has been.
    /// </summary>
    /// <param name="text">Hours and minutes, or a moment as programs write it; empty means now.
    /// </param>
    /// <param name="now">The moment of asking.</param>
    /// <param name="at">The moment meant; null for now.</param>
    /// <returns>False when it is neither.</returns>
    public static bool TryTime(string? text, Instant now, out Instant? at)
    {
        at = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        if (IsMoment(text, out var moment))
        {
            at = moment;
            return true;
        }

        if (!IsTimeOfDay(text, out var time))
        {
            return false;
        }

        var local = now.InZone(LocalMoment.Zone);
        var found = (local.Date + time).InZoneLeniently(LocalMoment.Zone).ToInstant();
        at = found > now + Facts.ClockSlack
            ? (local.Date.PlusDays(-1) + time).InZoneLeniently(LocalMoment.Zone).ToInstant()
            : found;
        return true;
    }

    /// <summary>Whether a text is hours and minutes: 22:10, or 7:05.</summary>
    public static bool IsTimeOfDay(string? text, out LocalTime time) =>
        TimeOfDay.Parse(text?.Trim() ?? "").TryGetValue(default, out time);

    /// <summary>Whether a text is a moment as programs write it.</summary>
    public static bool IsMoment(string? text, out Instant moment) =>
        InstantPattern.ExtendedIso.Parse(text?.Trim() ?? "").TryGetValue(default, out moment);
}
