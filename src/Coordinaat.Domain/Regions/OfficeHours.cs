using Coordinaat.Domain.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Domain.Regions;

/// <summary>When the GP practices of a region are open. Outside it, in the evening, the night and
/// the weekend (ANW), citizens are served here; care providers always are (FR-A2).</summary>
/// <param name="Code">The region's code.</param>
/// <param name="Region">The region.</param>
/// <param name="Hours">Local hours, none of which passes midnight.</param>
public sealed record OfficeHours(string Code, RegionId Region, WeekHours Hours) : ICoded;

/// <summary>A day on which GP practices are closed.</summary>
/// <param name="Date">The local day, as yyyy-mm-dd.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Region">The code of the region that agreed on it; empty for everywhere.</param>
public sealed record Holiday(string Date, string Name, string Region) : ICoded
{
    /// <inheritdoc/>
    public string Code => CodeOf(Date, Region);

    /// <summary>The code of a day in a region.</summary>
    public static string CodeOf(string date, string region) => $"{date}/{region}";
}

/// <summary>Defines when the GP practices of a region are open.</summary>
/// <param name="Region">The region's code.</param>
/// <param name="Hours">Local hours.</param>
public sealed record OfficeHoursRow(string Region, WeekHours Hours) : Definition<OfficeHoursDefined>
{
    /// <inheritdoc/>
    public override string Code => Region;

    /// <inheritdoc/>
    public override string Name => Region;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        regions.Regions.NumberOf(Region) is not (var number and > 0) ? DefineRefusal.RegionUnknown
            : PassesMidnight(Hours.Weekday) || PassesMidnight(Hours.Weekend)
                ? DefineRefusal.NumberOutOfRange
                : new OfficeHoursDefined(new OfficeHours(Region, new RegionId(number), Hours));

    private static bool PassesMidnight(DayHours hours) => hours.UntilMinute < hours.FromMinute;
}

/// <summary>Defines a day on which GP practices are closed.</summary>
public sealed record HolidayRow(Holiday Row) : Definition<HolidayDefined>
{
    /// <inheritdoc/>
    public override string Code => Row.Date;

    /// <inheritdoc/>
    public override string Name => Row.Name;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        Row.Region.Length > 0 && regions.Regions.NumberOf(Row.Region) == 0
            ? DefineRefusal.RegionUnknown
            : !LocalDatePattern.Iso.Parse(Row.Date).Success
                ? DefineRefusal.NumberOutOfRange
                : new HolidayDefined(Row);
}

/// <summary>When the GP practices of a region are open was defined.</summary>
[Stored("office-hours-defined", 1, Level = 2)]
public sealed record OfficeHoursDefined(OfficeHours Hours) : RegionsEvent;

/// <summary>A holiday was defined.</summary>
[Stored("holiday-defined", 1, Level = 2)]
public sealed record HolidayDefined(Holiday Day) : RegionsEvent;

/// <summary>The calendar of evenings, nights, weekends and holidays.</summary>
public static class OfficeCalendar
{
    /// <summary>Until when the GP practices of a region are open; null when they are closed, or
    /// when the region keeps no calendar.</summary>
    /// <remarks>On the clock of the wall: a night of the clock change is as long as it is.
    /// </remarks>
    public static LocalTime? OpenUntil(this RegionsState regions, RegionId region, Instant at)
    {
        var code = regions.Regions[region.Value].Code;
        if (regions.OfficeHours.NumberOf(code) is not (var number and > 0)
            || regions.HolidayOf(region, at) is not null)
        {
            return null;
        }

        var moment = LocalMoment.At(at);
        var hours = regions.OfficeHours[number].Hours;
        return hours.Contains(moment)
            ? LocalTime.FromMinutesSinceMidnight(
                (moment.IsWeekend ? hours.Weekend : hours.Weekday).UntilMinute % 1_440)
            : null;
    }

    /// <summary>The holiday that it is in a region; null on any other day.</summary>
    public static Holiday? HolidayOf(this RegionsState regions, RegionId region, Instant at)
    {
        var date = LocalDatePattern.Iso.Format(at.InZone(LocalMoment.Zone).Date);
        return new[] { "", regions.Regions[region.Value].Code }
            .Select(where => regions.Holidays.NumberOf(Holiday.CodeOf(date, where)))
            .Where(number => number > 0)
            .Select(number => regions.Holidays[number]).FirstOrDefault();
    }
}
