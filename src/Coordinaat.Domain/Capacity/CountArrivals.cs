using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>How many patients came to a unit in an hour.</summary>
/// <param name="Hour">The start of a whole hour (UTC); the hour is over.</param>
/// <param name="Count">How many came, 0 to 10,000.</param>
public readonly record struct HourCount(Instant Hour, int Count)
{
    /// <summary>How long an hour is.</summary>
    public static readonly Duration Length = Duration.FromHours(1);

    /// <summary>The start of the hour that a moment lies in.</summary>
    public static Instant StartOf(Instant at) =>
        Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 3_600 * 3_600);
}

/// <summary>Records how many patients came to a unit, by the hour (FR-C15).</summary>
/// <remarks>
/// Taken whole or not at all. A later count of an hour replaces the one before. Hours that are not
/// named stay as they are: unknown is never a zero.
/// </remarks>
/// <param name="Unit">Which unit.</param>
/// <param name="Hours">At least one, each hour at most once.</param>
public sealed record CountArrivals(UnitId Unit, ImmutableArray<HourCount> Hours)
    : Request<CountArrivalsRefusal>
{
    /// <summary>No message has more hours: those of a month.</summary>
    public const int HoursMax = 744;

    /// <summary>No more patients come in an hour.</summary>
    public const int CountMax = 10_000;

    /// <summary>So far back an hour may lie, so that a department can bring its past.</summary>
    public static readonly Duration Past = Duration.FromDays(183);

    /// <inheritdoc/>
    public override Lane Lane => Lane.Reports;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, CountArrivalsRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Regions.Units.Find(Unit.Value) is not { } unit)
        {
            return CountArrivalsRefusal.UnitUnknown;
        }

        if (!Ownership.IsOwn(world.Regions, Unit, moment.By))
        {
            return CountArrivalsRefusal.NotAllowed;
        }

        if (Hours.Length is 0 or > HoursMax)
        {
            return CountArrivalsRefusal.HoursOutOfRange;
        }

        if (Hours.DistinctBy(h => h.Hour).Count() < Hours.Length)
        {
            return CountArrivalsRefusal.HourDoubled;
        }

        if (Hours.Any(h => h.Count is < 0 or > CountMax))
        {
            return CountArrivalsRefusal.NumberOutOfRange;
        }

        if (!Hours.All(h => IsPossible(h.Hour, moment.Now)))
        {
            return CountArrivalsRefusal.TimeOutOfRange;
        }

        return moment.WriteLevel < EventCodec.LevelOf<ArrivalsCounted>()
            ? CountArrivalsRefusal.NotYetWritten
            : Hours.Select(h => (Event)new ArrivalsCounted(unit.Pool, Unit, h.Hour, h.Count))
                .ToImmutableArray();
    }

    private static bool IsPossible(Instant hour, Instant now) =>
        hour == HourCount.StartOf(hour)
        && hour + HourCount.Length <= now + Facts.ClockSlack && hour >= now - Past;
}

/// <summary>Why arrivals were not taken, in the order it is checked.</summary>
public enum CountArrivalsRefusal
{
    /// <summary>There is no such unit.</summary>
    UnitUnknown = 1,

    /// <summary>The unit belongs to another organisation.</summary>
    NotAllowed,

    /// <summary>No hour is told, or more than <see cref="CountArrivals.HoursMax"/>.</summary>
    HoursOutOfRange,

    /// <summary>An hour is told twice.</summary>
    HourDoubled,

    /// <summary>A count is below zero or over <see cref="CountArrivals.CountMax"/>.</summary>
    NumberOutOfRange,

    /// <summary>
    /// A moment does not begin an hour, or the hour is not over, or it lies more than half a year
    /// back.
    /// </summary>
    TimeOutOfRange,

    /// <summary>An older release still takes part, which does not know this.</summary>
    NotYetWritten,
}
