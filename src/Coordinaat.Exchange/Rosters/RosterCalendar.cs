using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.Serialization;
using System.Security.Cryptography;
using System.Text;
using Coordinaat.Domain.Regions;
using Coordinaat.Exchange.Tables;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using NodaTime;
using Calendar = Ical.Net.Calendar;
using Duration = NodaTime.Duration;

namespace Coordinaat.Exchange.Rosters;

/// <summary>What a calendar does not say of its events.</summary>
/// <param name="Organisation">Code of the organisation.</param>
/// <param name="Discipline">Code of the discipline.</param>
/// <param name="Place">Where.</param>
/// <param name="Phone">The number; empty for that of the desk.</param>
/// <param name="Subregions">Codes of the subregions.</param>
public sealed record CalendarDefaults(
    string Organisation, string Discipline, WorkPlace Place, string Phone,
    ImmutableArray<string> Subregions);

/// <summary>Reads a roster from an iCalendar file (RFC 5545): each event is somebody on duty, its
/// title who.</summary>
public static class RosterCalendar
{
    /// <summary>How far ahead repeated events are read.</summary>
    public static readonly Duration Ahead = Duration.FromDays(62);

    /// <summary>No more lines are read from one calendar.</summary>
    public const int LinesMax = 2_000;

    /// <summary>Whether a text is a calendar.</summary>
    public static bool IsOne(string text) => text.TrimStart('\uFEFF', ' ', '\r', '\n')
        .StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a calendar.</summary>
    /// <param name="name">For the report.</param>
    /// <param name="text">The whole file.</param>
    /// <param name="defaults">What the events do not say.</param>
    /// <param name="now">What is over by then is passed over.</param>
    public static ImportFile Read(
        string name, string text, CalendarDefaults defaults, Instant now)
    {
        Calendar? calendar;
        try
        {
            calendar = Calendar.Load(text.TrimStart('\uFEFF'));
        }
        catch (Exception fault) when (fault is SerializationException or FormatException
            or ArgumentException or InvalidOperationException)
        {
            calendar = null;
        }

        if (calendar is null)
        {
            return new ImportFile(
                name, null, [new FaultyLine(1, "", ImportFault.WrongHeader, "")]);
        }

        var numbers = NumbersOf(text);
        return new ImportFile(
            name, TableForm.Roster,
            [
                .. calendar.Events
                    .SelectMany(e => LinesOf(
                        e, numbers.GetValueOrDefault(e.Uid ?? "", 1), defaults, now))
                    .Take(LinesMax).OrderBy(l => l.Number),
            ]);
    }

    private static IEnumerable<ImportLine> LinesOf(
        CalendarEvent item, int number, CalendarDefaults defaults, Instant now)
    {
        if (string.IsNullOrWhiteSpace(item.Summary))
        {
            return [new FaultyLine(number, CodeOf(item), ImportFault.FieldMissing, "SUMMARY")];
        }

        if (item.Start is null || (item.End is null && item.Duration is null))
        {
            return [new FaultyLine(number, CodeOf(item), ImportFault.TimeMalformed, "DTEND")];
        }

        var from = new CalDateTime((now - Duration.FromDays(31)).ToDateTimeUtc(), "UTC");
        var isRepeated = item.RecurrenceRule is not null || item.RecurrenceIdentifier is not null;
        return item.GetOccurrences(from)
            .Select(o => (From: At(o.Period.StartTime), Until: At(o.Period.EffectiveEndTime!)))
            .TakeWhile(o => o.From < now + Ahead)
            .Where(o => o.Until > now)
            .Select(o => new RosterLine(
                number,
                CodeOf(item) + (isRepeated
                    ? o.From.ToString("'-'uuuuMMddHHmm", CultureInfo.InvariantCulture)
                    : ""),
                defaults.Organisation, defaults.Discipline, item.Summary.Trim(), defaults.Place,
                defaults.Phone, o.From, o.Until, defaults.Subregions));
    }

    // Without a zone it is the Dutch wall clock; a whole day is one of those days.
    private static Instant At(CalDateTime time) => time.IsFloating || !time.HasTime
        ? WallClock.At(LocalDateTime.FromDateTime(time.Value))
        : Instant.FromDateTimeUtc(time.AsUtc);

    // What other systems use as an id may be long, and say who it is.
    private static string CodeOf(CalendarEvent item) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(item.Uid ?? "")))[..32];

    // The line where the event with an id begins.
    private static Dictionary<string, int> NumbersOf(string text)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var (line, begins) = (0, 1);
        foreach (var one in text.AsSpan().EnumerateLines())
        {
            line++;
            if (one.StartsWith("BEGIN:VEVENT", StringComparison.OrdinalIgnoreCase))
            {
                begins = line;
            }
            else if (one.StartsWith("UID:", StringComparison.OrdinalIgnoreCase))
            {
                found.TryAdd(one[4..].Trim().ToString(), begins);
            }
        }

        return found;
    }
}
