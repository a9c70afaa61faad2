using NodaTime;

namespace Coordinaat.Domain.Kernel;

/// <summary>A part of the day in Dutch local time, half open; may pass midnight.</summary>
/// <param name="FromMinute">Minutes after midnight, 0 to 1,439.</param>
/// <param name="UntilMinute">
/// Minutes after midnight, 0 to 1,440, not included. Below the start: ends the next day.
/// </param>
public readonly record struct DayHours(int FromMinute, int UntilMinute)
{
    /// <summary>The whole day.</summary>
    public static readonly DayHours Always = new(0, 1_440);

    /// <summary>At no time.</summary>
    public static readonly DayHours Never = new(0, 0);

    /// <summary>Whether a minute of the day falls inside.</summary>
    public bool Contains(int minute)
    {
        // Inside a part that stays in its day both hold; in one that passes midnight one of them
        // is enough, and never do both hold.
        var (hasBegun, isBeforeEnd) = (minute >= FromMinute, minute < UntilMinute);
        return (hasBegun == isBeforeEnd) == (FromMinute <= UntilMinute);
    }
}

/// <summary>Hours on working days and in the weekend.</summary>
/// <remarks>The hours after midnight of a night that began on Friday count as Saturday's.</remarks>
/// <param name="Weekday">Monday to Friday.</param>
/// <param name="Weekend">Saturday and Sunday.</param>
public readonly record struct WeekHours(DayHours Weekday, DayHours Weekend)
{
    /// <summary>At all times.</summary>
    public static readonly WeekHours Always = new(DayHours.Always, DayHours.Always);

    /// <summary>Whether a local moment falls inside.</summary>
    public bool Contains(LocalMoment moment) =>
        (moment.IsWeekend ? Weekend : Weekday).Contains(moment.Minute);
}

/// <summary>The wall clock in the Netherlands: minute of the day and kind of day.</summary>
/// <param name="Minute">Minutes after midnight, 0 to 1,439.</param>
/// <param name="IsWeekend">Saturday or Sunday.</param>
public readonly record struct LocalMoment(int Minute, bool IsWeekend)
{
    /// <summary>The zone of every local time in the product, from NodaTime's own tables.</summary>
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];

    /// <summary>Reads the Dutch wall clock at an instant.</summary>
    public static LocalMoment At(Instant instant)
    {
        var local = instant.InZone(Zone);
        return new LocalMoment(
            (local.Hour * 60) + local.Minute, local.DayOfWeek >= IsoDayOfWeek.Saturday);
    }
}
