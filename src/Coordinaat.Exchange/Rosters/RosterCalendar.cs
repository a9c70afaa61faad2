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
        var items = Newest(calendar.Events);
        var replaced = items.Where(e => e.RecurrenceIdentifier is not null)
            .ToLookup(e => e.Uid, e => At(e.RecurrenceIdentifier!.StartTime));
        ImmutableArray<ImportLine> lines =
        [
            .. items.Where(e => !IsCancelled(e)).SelectMany(e => LinesOf(
                    e, numbers, replaced[e.Uid], defaults, now))
                .Take(LinesMax + 1).OrderBy(l => l.Number),
        ];
        return new ImportFile(
            name, TableForm.Roster,
            lines.Length <= LinesMax
                ? lines
                : [.. lines[..LinesMax], new FaultyLine(1, "", ImportFault.TooManyLines, "")]);
    }

    /// <summary>Which calendar it is: by its own id or name, else by that of the file, and by what
    /// stands beside it.</summary>
    /// <returns>A key that does not say the name.</returns>
    public static string KeyOf(string name, string text, CalendarDefaults defaults)
    {
        var own = new[] { "X-WR-RELCALID", "X-WR-CALNAME" }
            .Select(p => Unfolded(text).Select(l => ValueOf(l.Text, p))
                .FirstOrDefault(v => v is not null))
            .FirstOrDefault(v => !string.IsNullOrWhiteSpace(v));
        return Hash($"{own ?? name}\n{defaults.Discipline}");
    }

    // Of one event that was changed and stands there twice, the later version; of a series each
    // evening that was changed is an event of its own.
    private static CalendarEvent[] Newest(IEnumerable<CalendarEvent> events) =>
    [
        .. events.GroupBy(e => (
                e.Uid, Of: e.RecurrenceIdentifier is { } of ? At(of.StartTime) : Instant.MinValue))
            .Select(g => g.OrderByDescending(e => e.Sequence)
                .ThenByDescending(e => e.DtStamp?.AsUtc).First()),
    ];

    private static bool IsCancelled(CalendarEvent item) =>
        string.Equals(item.Status, "CANCELLED", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<ImportLine> LinesOf(
        CalendarEvent item, Dictionary<string, int> numbers, IEnumerable<Instant> replaced,
        CalendarDefaults defaults, Instant now)
    {
        // Without an id of its own it would be a new line every time.
        if (!numbers.TryGetValue(item.Uid ?? "", out var number))
        {
            return [new FaultyLine(
                numbers.GetValueOrDefault("", 1), "", ImportFault.FieldMissing, "UID")];
        }

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
            .Where(o => o.Until > now
                && (item.RecurrenceIdentifier is not null || !replaced.Contains(o.From)))
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
    private static string CodeOf(CalendarEvent item) => Hash(item.Uid ?? "");

    private static string Hash(string text) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];

    // The line where the event with an id begins; of the first without an id under "".
    private static Dictionary<string, int> NumbersOf(string text)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var (begins, uid) = (1, "");
        foreach (var (line, one) in Unfolded(text))
        {
            if (one.StartsWith("BEGIN:VEVENT", StringComparison.OrdinalIgnoreCase))
            {
                (begins, uid) = (line, "");
            }
            else if (one.StartsWith("END:VEVENT", StringComparison.OrdinalIgnoreCase))
            {
                found.TryAdd(uid, begins);
            }

            uid = ValueOf(one, "UID") ?? uid;
        }

        return found;
    }

    // A line that begins with a blank goes on with the one before it (RFC 5545, 3.1).
    private static IEnumerable<(int Line, string Text)> Unfolded(string text)
    {
        var (line, begins, whole) = (0, 1, "");
        foreach (var one in text.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            line++;
            if (one is [' ' or '\t', ..])
            {
                whole += one[1..];
                continue;
            }

            yield return (begins, whole);
            (begins, whole) = (line, one);
        }

        yield return (begins, whole);
    }

    private static string? ValueOf(string line, string property) =>
        line.Length > property.Length && (line[property.Length] is ':' or ';')
        && line.StartsWith(property, StringComparison.OrdinalIgnoreCase)
        && line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0
            ? line[(colon + 1)..].Trim()
            : null;
}
