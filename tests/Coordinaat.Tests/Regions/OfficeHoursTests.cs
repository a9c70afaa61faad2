using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Tests.Regions;

/// <summary>When GP practices are open: by day, and on no holiday.</summary>
public sealed class OfficeHoursTests
{
    private static readonly RegionId Delta = new(1);

    [Theory]
    [InlineData("2026-03-02T07:59:59", null)]
    [InlineData("2026-03-02T08:00:00", "17:00")]
    [InlineData("2026-03-02T16:59:59", "17:00")]
    [InlineData("2026-03-02T17:00:00", null)]
    [InlineData("2026-03-07T12:00:00", null)] // Saturday
    [InlineData("2026-03-29T12:00:00", null)] // Sunday of the clock change
    [InlineData("2026-03-30T07:59:59", null)] // The first morning of summer time
    [InlineData("2026-03-30T08:00:00", "17:00")]
    [InlineData("2026-10-26T08:00:00", "17:00")] // The first morning of winter time
    [InlineData("2026-10-26T07:59:59", null)]
    [InlineData("2026-12-24T12:00:00", "17:00")]
    [InlineData("2026-12-25T12:00:00", null)] // A Friday
    [InlineData("2026-05-05T12:00:00", "17:00")]
    public void Practices_are_open_by_day_and_on_no_holiday(string local, string? until)
    {
        var at = LocalDateTimePattern.GeneralIso.Parse(local).Value
            .InZoneLeniently(LocalMoment.Zone).ToInstant();

        Assert.Equal(
            until,
            TestRegion.World.Regions.OpenUntil(Delta, at)?.ToString(
                "HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_region_agrees_on_days_of_its_own_and_without_hours_keeps_no_calendar()
    {
        var scene = new Scene();
        var at = Instant.FromUtc(2026, 5, 5, 10, 0);
        scene.Do(
            new Define(new RegionRow(new Region("other", "Ander", "NL", 3, "112"))), Actor.System);
        scene.Do(
            new Define(new OfficeHoursRow("other", new(new(480, 1_020), DayHours.Never))),
            Actor.System);
        scene.Do(
            new Define(new HolidayRow(new Holiday("2026-05-05", "Bevrijdingsdag", "delta"))),
            Actor.System);
        scene.Do(
            new Define(new RegionRow(new Region("none", "Geen", "NL", 3, "112"))), Actor.System);

        var regions = scene.World.Regions;
        Assert.Null(regions.OpenUntil(Delta, at));
        Assert.Equal("Bevrijdingsdag", regions.HolidayOf(Delta, at)?.Name);
        Assert.Equal(new LocalTime(17, 0), regions.OpenUntil(new(2), at));
        Assert.Null(regions.OpenUntil(new(3), at));
    }

    [Theory]
    [InlineData("zz", 480, 1_020, DefineRefusal.RegionUnknown)]
    [InlineData("delta", 1_020, 480, DefineRefusal.NumberOutOfRange)]
    public void Hours_of_no_region_or_past_midnight_are_refused(
        string region, int from, int until, DefineRefusal expected) => Assert.Equal(
            (Enum)expected,
            new Scene().Try(
                new Define(new OfficeHoursRow(region, new(new(from, until), DayHours.Never))),
                Actor.System));

    [Theory]
    [InlineData("2026-02-30", "", DefineRefusal.NumberOutOfRange)]
    [InlineData("2026-02-03", "zz", DefineRefusal.RegionUnknown)]
    public void A_day_that_is_none_or_of_no_region_is_refused(
        string date, string region, DefineRefusal expected) => Assert.Equal(
            (Enum)expected,
            new Scene().Try(
                new Define(new HolidayRow(new Holiday(date, "Feest", region))), Actor.System));

    // The days that move are worked out from Easter, as the churches' table gives it.
    [Fact]
    public void The_shipped_holidays_are_those_of_the_law_for_each_year()
    {
        var shipped = File.ReadLines(Repository.PathTo("data", "norms", "holidays.csv")).Skip(1)
            .Select(l => l.Split(',')).ToLookup(f => f[0][..4], f => (f[0], f[1]));
        Assert.Equal(["2026", "2027", "2028"], shipped.Select(y => y.Key).Order());
        foreach (var year in shipped)
        {
            var number = int.Parse(year.Key, System.Globalization.CultureInfo.InvariantCulture);
            var easter = EasterOf(number);
            (LocalDate, string)[] expected =
            [
                (new(number, 1, 1), "Nieuwjaarsdag"), (easter.PlusDays(1), "Tweede paasdag"),
                (new(number, 4, 27), "Koningsdag"), (easter.PlusDays(39), "Hemelvaartsdag"),
                (easter.PlusDays(50), "Tweede pinksterdag"),
                (new(number, 12, 25), "Eerste kerstdag"), (new(number, 12, 26), "Tweede kerstdag"),
            ];
            Assert.Equal(
                expected.Select(d => (LocalDatePattern.Iso.Format(d.Item1), d.Item2)), year);
        }
    }

    private static LocalDate EasterOf(int year)
    {
        var (golden, century) = (year % 19, year / 100);
        var moon = ((19 * golden) + century - (century / 4) - (((8 * century) + 13) / 25) + 15)
            % 30;
        moon -= moon > 28 || (moon == 28 && golden > 10) ? 1 : 0;
        var full = new LocalDate(year, 3, 21).PlusDays(moon);
        return full.Next(IsoDayOfWeek.Sunday);
    }
}
