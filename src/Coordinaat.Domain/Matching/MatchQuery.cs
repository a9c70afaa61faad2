using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Domain.Matching;

/// <summary>One need at one moment, worked out once, to hold many units against.</summary>
internal sealed class MatchQuery
{
    private const int AgeCostMax = 300;
    private const int LoadCostMax = 600;

    private readonly World world;
    private readonly Need need;
    private readonly Instant now;
    private readonly Instant departure;
    private readonly bool canLeave;
    private readonly LocalClock clock;
    private readonly CareType[] careTypes;

    public MatchQuery(World world, Need need, Instant now)
    {
        (this.world, this.need, this.now) = (world, need, now);
        careTypes = [.. world.Regions.CareTypes.All];
        var start = need.EarliestAt is { } earliest && earliest > now ? earliest : now;
        var transport = world.Regions.Transports.NumberOf(need.Transport) is var number and > 0
            ? world.Regions.Transports[number]
            : null;
        departure = start + Duration.FromMinutes(transport?.LeadMinutes ?? 0);
        canLeave = transport is null || transport.Hours.Contains(LocalMoment.At(departure));
        clock = new LocalClock(departure);
    }

    /// <summary>The rules that a unit fails.</summary>
    /// <param name="row">The unit.</param>
    /// <param name="origin">Where the patient is; null when only the travel time is known, and
    /// then the reach of a team is not checked again.</param>
    /// <param name="travelSeconds">Door to door.</param>
    /// <param name="availability">What could be promised of the unit.</param>
    public Rules Check(
        in UnitTable.Row row, Position? origin, int travelSeconds, out Availability availability)
    {
        var failed = Suitability(row, origin);
        var pool = world.Capacity[row.Pool];
        availability = Availability.Of(pool, careTypes[row.CareType.Value - 1], now);
        if (!canLeave && !row.IsAtHome)
        {
            failed |= Rules.Transport;
        }

        var arrival = clock.After(travelSeconds);
        if (!row.Admission.Contains(arrival))
        {
            failed |= Rules.ArrivalHours;
        }

        if (!row.DoctorCover.Contains(arrival))
        {
            failed |= Rules.DoctorCover;
        }

        if (pool.Closure is { } closure
            && closure.Until > departure + Duration.FromSeconds(travelSeconds))
        {
            failed |= Rules.Open;
        }

        return availability is { IsKnown: true, Places: <= 0 } ? failed | Rules.Place : failed;
    }

    /// <summary>What decides the order among candidates, in seconds.</summary>
    public static int CostOf(Availability availability, int travelSeconds) =>
        travelSeconds + AgeCost(availability) + LoadCost(availability);

    /// <summary>One unit with all its reasons.</summary>
    public Assessment Assess(in UnitTable.Row row, int index, Position origin)
    {
        var travel = Travel.Seconds(origin.MetresTo(row.At));
        var failed = Check(row, origin, travel, out var availability);
        return new Assessment(
            new UnitId(index + 1), failed, travel, departure + Duration.FromSeconds(travel),
            availability, AgeCost(availability), LoadCost(availability));
    }

    private static int LoadCost(Availability availability) =>
        availability.LoadPermille * LoadCostMax / 1_000;

    // Ten seconds a minute, up to the most: a figure of half an hour old costs as much as five
    // minutes of travel.
    private static int AgeCost(Availability availability) =>
        availability.IsKnown ? Math.Min(AgeCostMax, availability.AgeSeconds / 6) : AgeCostMax;

    private static Rules When(bool failed, Rules rule) => failed ? rule : Rules.None;

    private Rules Suitability(in UnitTable.Row row, Position? origin)
    {
        var missing = (int)need.Features & ~row.Features;
        return When(row.CareType != need.CareType, Rules.CareType)
            | When(row.ComplexityMax < (int)need.Complexity, Rules.Complexity)
            | When((row.Ages & (1 << (int)need.Age)) == 0, Rules.Age)
            | When((missing & (int)Features.Isolation) != 0, Rules.Isolation)
            | When((missing & (int)Features.Wandering) != 0, Rules.Wandering)
            | When((missing & (int)Features.Bariatric) != 0, Rules.Bariatric)
            | When((missing & (int)Features.OneToOne) != 0, Rules.OneToOne)
            | When(!need.Title.Opens(row.Closed), Rules.Title)
            | When(row.ReturnHomeOnly && need.ReturnHome == ReturnHome.NotExpected,
                Rules.ReturnHome)
            | When(need.NotTo.Contains(row.Organisation), Rules.NotThere)
            | When(row.ReachMetres > 0 && origin is { } from
                && from.MetresTo(row.At) > row.ReachMetres, Rules.Reach);
    }

    /// <summary>The Dutch wall clock some seconds after a start, without asking the time-zone
    /// tables again for every unit.</summary>
    private readonly struct LocalClock
    {
        private const int DaySeconds = 86_400;
        private const int WeekSeconds = 7 * DaySeconds;
        private readonly Instant start;
        private readonly Instant offsetUntil;
        private readonly int secondOfWeek;

        public LocalClock(Instant start)
        {
            this.start = start;
            var interval = LocalMoment.Zone.GetZoneInterval(start);
            offsetUntil = interval.HasEnd ? interval.End : Instant.MaxValue;
            var local = start.InZone(LocalMoment.Zone);
            secondOfWeek = (((int)local.DayOfWeek - 1) * DaySeconds)
                + (local.Hour * 3_600) + (local.Minute * 60) + local.Second;
        }

        public LocalMoment After(int seconds)
        {
            // Across a clock change only the tables know.
            var arrival = start + Duration.FromSeconds(seconds);
            if (arrival >= offsetUntil)
            {
                return LocalMoment.At(arrival);
            }

            var second = (secondOfWeek + seconds) % WeekSeconds;
            return new LocalMoment(second % DaySeconds / 60, second / DaySeconds >= 5);
        }
    }
}
