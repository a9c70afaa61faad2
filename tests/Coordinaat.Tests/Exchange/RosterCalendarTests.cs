using System.Collections.Immutable;
using System.Text;
using Coordinaat.Domain.Regions;
using Coordinaat.Exchange.Rosters;
using Coordinaat.Exchange.Tables;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Tests.Exchange;

/// <summary>A roster comes in as a table or as a calendar; the wall clock is the Dutch one, also
/// in the nights that it changes, and what is wrong is named by its line.</summary>
public sealed class RosterCalendarTests
{
    private const string Header =
        "code,organisation,discipline,name,work_place,phone,from,until,subregions\n";

    private static readonly Instant Now = Instant.FromUtc(2026, 10, 20, 9, 0);

    private static readonly CalendarDefaults Defaults =
        new("ggz", "mh-triage", WorkPlace.OnCall, "010-1234567", ["north", "south"]);

    [Theory]
    [InlineData("2026-10-24 23:00", "2026-10-25 08:00", 10)] // The hour that comes twice.
    [InlineData("2026-03-28T23:00", "2026-03-29T08:00", 8)] // The hour that is skipped.
    [InlineData("2026-11-23 23:00", "2026-11-24 08:00", 9)]
    [InlineData("2026-11-23T22:00:00Z", "2026-11-24T08:00:00+01:00", 9)]
    public void A_night_lasts_as_long_as_the_dutch_wall_clock_makes_it(
        string from, string until, int hours)
    {
        var line = Assert.IsType<RosterLine>(Table($"een,ggz,mh,Smit,at-home,,{from},{until},n"));

        Assert.Equal(Duration.FromHours(hours), line.Until - line.From);
    }

    [Theory]
    [InlineData("een,ggz,mh,Smit,at-home,,gisteren,2026-10-25 08:00,n", "TimeMalformed", "from")]
    [InlineData("een,ggz,mh,Smit,bed,,2026-10-24 23:00,2026-10-25 08:00,n", "WordUnknown",
        "work_place")]
    [InlineData("een,ggz,mh,Smit,at-home,12,2026-10-24 23:00,2026-10-25 08:00,n",
        "PhoneMalformed", "phone")]
    [InlineData("een,ggz,mh,Smit,at-home,,2026-10-24 23:00,2026-10-25 08:00,", "FieldMissing",
        "subregions")]
    public void A_wrong_line_of_a_table_is_named_with_its_column(
        string line, string fault, string column)
    {
        var faulty = Assert.IsType<FaultyLine>(Table(line));

        Assert.Equal((2, fault, column), (faulty.Number, faulty.Fault.ToString(), faulty.Column));
    }

    [Fact]
    public void A_calendar_says_who_and_when_and_the_rest_stands_beside_it()
    {
        var line = Assert.IsType<RosterLine>(Assert.Single(Calendar(
            "UID:a@b\nSUMMARY:dr. Smit\nDTSTART;TZID=Europe/Amsterdam:20261024T230000\n"
            + "DTEND;TZID=Europe/Amsterdam:20261025T080000")));

        Assert.Equal(("dr. Smit", "ggz", "mh-triage"), (line.Name, line.Organisation,
            line.Discipline));
        Assert.Equal("2026-10-24T21:00:00Z", InstantPattern.General.Format(line.From));
        Assert.Equal("2026-10-25T07:00:00Z", InstantPattern.General.Format(line.Until));
        Assert.DoesNotContain("a@b", line.Code, StringComparison.Ordinal);
        Assert.DoesNotContain("Smit", line.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DTSTART:20261024T230000\nDTEND:20261025T080000", "2026-10-24T21:00:00Z")]
    [InlineData("DTSTART:20261024T210000Z\nDTEND:20261025T070000Z", "2026-10-24T21:00:00Z")]
    [InlineData("DTSTART;VALUE=DATE:20261024\nDTEND;VALUE=DATE:20261025", "2026-10-23T22:00:00Z")]
    public void A_time_without_a_zone_is_the_dutch_wall_clock(string times, string from) =>
        Assert.Equal(
            from,
            InstantPattern.General.Format(Assert.IsType<RosterLine>(
                Assert.Single(Calendar($"UID:x\nSUMMARY:Smit\n{times}"))).From));

    [Fact]
    public void A_repeated_duty_keeps_its_hour_across_the_change_of_the_clock()
    {
        const string Nights =
            "UID:n\nSUMMARY:Smit\nDTSTART;TZID=Europe/Amsterdam:20261001T230000\n"
            + "DTEND;TZID=Europe/Amsterdam:20261002T080000\nRRULE:FREQ=WEEKLY;BYDAY=SA\n";
        var lines = Calendar(Nights).Cast<RosterLine>().ToArray();

        // Past ones are passed over, and it ends two months ahead.
        Assert.True(lines.Length is 8 or 9, $"{lines.Length}");
        Assert.Equal("2026-10-24T21:00:00Z", InstantPattern.General.Format(lines[0].From));
        Assert.Equal("2026-10-31T22:00:00Z", InstantPattern.General.Format(lines[1].From));
        Assert.Equal(lines.Length, lines.Select(l => l.Code).Distinct().Count());
        Assert.Equal(
            lines.Select(l => l.Code), Calendar(Nights).Select(l => l.Code));
    }

    private const string Night =
        "SUMMARY:Smit\nDTSTART:20261024T230000\nDTEND:20261025T080000\n";

    [Fact]
    public void What_was_cancelled_is_no_duty_and_of_two_versions_the_later_counts()
    {
        Assert.Empty(Calendar($"UID:a\nSTATUS:CANCELLED\n{Night}"));
        var moved = Assert.IsType<RosterLine>(Assert.Single(Calendar(
            "UID:a\nSEQUENCE:2\nSUMMARY:Smit\nDTSTART:20261025T230000\n"
            + "DTEND:20261026T080000\nEND:VEVENT\nBEGIN:VEVENT\n"
            + $"UID:a\nSEQUENCE:1\n{Night}")));

        Assert.Equal("2026-10-25T22:00:00Z", InstantPattern.General.Format(moved.From));
        Assert.Equal(
            Assert.IsType<RosterLine>(Assert.Single(Calendar($"UID:a\n{Night}"))).Code,
            moved.Code);
    }

    [Fact]
    public void One_evening_of_a_series_that_was_moved_takes_the_place_of_the_usual_one()
    {
        var lines = Calendar(
            "UID:n\nSUMMARY:Smit\nDTSTART;TZID=Europe/Amsterdam:20261024T230000\n"
            + "DTEND;TZID=Europe/Amsterdam:20261025T080000\nRRULE:FREQ=WEEKLY;COUNT=2\n"
            + "END:VEVENT\nBEGIN:VEVENT\nUID:n\nSUMMARY:Bos\n"
            + "RECURRENCE-ID;TZID=Europe/Amsterdam:20261031T230000\n"
            + "DTSTART;TZID=Europe/Amsterdam:20261101T230000\n"
            + "DTEND;TZID=Europe/Amsterdam:20261102T080000").Cast<RosterLine>().ToArray();

        Assert.Equal(
            ["Smit 2026-10-24T21:00:00Z", "Bos 2026-11-01T22:00:00Z"],
            lines.OrderBy(l => l.From)
                .Select(l => $"{l.Name} {InstantPattern.General.Format(l.From)}"));
        Assert.Equal(2, lines.Select(l => l.Code).Distinct().Count());
    }

    [Fact]
    public void An_event_without_an_id_is_refused_or_it_would_come_again_with_every_import()
    {
        var faulty = Assert.IsType<FaultyLine>(Assert.Single(Calendar(Night)));

        Assert.Equal((4, "UID"), (faulty.Number, faulty.Column));
    }

    [Fact]
    public void A_calendar_is_known_by_its_own_name_wherever_the_file_lies()
    {
        const string Named = "BEGIN:VCALENDAR\nX-WR-CALNAME:Achterwacht\nEND:VCALENDAR";
        string Key(string file, string text, string discipline = "mh-triage") =>
            RosterCalendar.KeyOf(file, text, Defaults with { Discipline = discipline });

        Assert.Equal(Key("a.ics", Named), Key("b.ics", Named));
        Assert.NotEqual(Key("a.ics", ""), Key("b.ics", ""));
        Assert.NotEqual(Key("a.ics", Named), Key("a.ics", Named, "physician"));
        Assert.DoesNotContain("wacht", Key("a.ics", Named), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_event_without_a_name_is_named_by_its_line_and_the_others_are_read()
    {
        var lines = RosterCalendar.Read(
            "r.ics",
            "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\n"
            + "DTSTART:20261024T230000\nDTEND:20261025T080000\nEND:VEVENT\nBEGIN:VEVENT\n"
            + "UID:2\nSUMMARY:Smit\nDTSTART:20261024T230000\nDTEND:20261025T080000\n"
            + "END:VEVENT\nEND:VCALENDAR\n",
            Defaults, Now).Lines;

        var faulty = Assert.IsType<FaultyLine>(lines[0]);
        Assert.Equal((4, "SUMMARY"), (faulty.Number, faulty.Column));
        Assert.Equal("Smit", Assert.IsType<RosterLine>(lines[1]).Name);
    }

    [Theory]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:gisteren\nEND:VEVENT\nEND:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nonzin")]
    public void What_is_no_calendar_is_refused_and_breaks_nothing(string text)
    {
        Assert.True(RosterCalendar.IsOne(text));
        Assert.DoesNotContain(
            RosterCalendar.Read("r.ics", text, Defaults, Now).Lines, l => l is RosterLine);
    }

    private static ImportLine Table(string line) => Assert.Single(
        ImportTable.Read("r.csv", Encoding.UTF8.GetBytes(Header + line + "\n")).Lines);

    private static ImmutableArray<ImportLine> Calendar(string item) => RosterCalendar.Read(
        "r.ics",
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\n" + item.Trim()
        + "\nEND:VEVENT\nEND:VCALENDAR\n",
        Defaults, Now).Lines;
}
