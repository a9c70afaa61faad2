using System.Collections.Immutable;
using Coordinaat.Domain.Agreements;
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
    private const int TrustCostMax = 900;
    private const int WaitCostMax = 7_200;
    private const int WishCost = 900;
    private const int KnownCost = 600;

    // A number for sorting: whether figures count, the cost, the share, the unit.
    private const int CostShift = 42;
    private const int ShareShift = 30;
    private const int LowestCost = -16_384;
    private const int ShareMiddle = 1_000;

    private const Features Equipment =
        Features.Oxygen | Features.Ventilation | Features.Dialysis;

    private readonly World world;
    private readonly Need need;
    private readonly Instant now;
    private readonly long nowTicks;
    private readonly Instant departure;
    private readonly bool canLeave;
    private readonly bool isByAmbulance;
    private readonly bool isSlow;
    private readonly bool isBeyondStops;
    private readonly LocalClock clock;
    private readonly Requirements requirements;
    private readonly ImmutableArray<int> travel;
    private readonly Dictionary<OrganisationId, int>? shares;

    public MatchQuery(
        World world, Need need, Instant now, Circumstances? circumstances = null)
    {
        (this.world, this.need, this.now) = (world, need, now);
        requirements = circumstances?.Requirements ?? Requirements.None;
        travel = circumstances?.Travel ?? [];
        Arrangement = circumstances?.ArrangementFor(world, need, now) ?? Arrangement.None;
        shares = Arrangement.FairLoad?.Rule.Then is FairLoad load
            ? FairShare.Of(
                    world, load, world.Regions.RegionOf(circumstances!.Subregion), need.CareType,
                    now)
                .ToDictionary(l => l.Organisation, l => l.Deviation)
            : null;
        nowTicks = now.ToUnixTimeTicks();
        var transport = TransportOf(world.Regions, need);
        departure = StartOf(need, now) + Duration.FromMinutes(
            circumstances?.LeavesNow == true ? 0 : transport?.LeadMinutes ?? 0);
        canLeave = transport is null || transport.Hours.Contains(LocalMoment.At(departure));
        isByAmbulance = transport?.IsAmbulance == true;
        isSlow = !isByAmbulance && Travel.IsRush(LocalMoment.At(departure));
        isBeyondStops = circumstances?.IsBeyondStops(world.Regions) == true;
        clock = new LocalClock(departure);
    }

    /// <summary>What is agreed for this need.</summary>
    public Arrangement Arrangement { get; }

    /// <summary>When transport is asked for: not before the need says, and not in the past.
    /// </summary>
    public static Instant StartOf(Need need, Instant now) =>
        need.EarliestAt is { } earliest && earliest > now ? earliest : now;

    /// <summary>How the patient travels; null for care at home.</summary>
    public static TransportKind? TransportOf(RegionsState regions, Need need) =>
        regions.Transports.NumberOf(need.Transport) is var number and > 0
            ? regions.Transports[number]
            : null;

    /// <summary>How a kind of unit fits, wherever it is.</summary>
    public Fitness Of(in UnitTable.Kind kind)
    {
        var missing = need.Features & ~kind.Features;
        var failed = When(kind.CareType != need.CareType, Rules.CareType)
            | When(kind.ComplexityMax < need.Complexity, Rules.Complexity)
            | When((kind.Ages & (1 << (int)need.Age)) == 0, Rules.Age)
            | When((missing & Features.Isolation) != 0, Rules.Isolation)
            | When((missing & Features.Wandering) != 0, Rules.Wandering)
            | When((missing & Features.Bariatric) != 0, Rules.Bariatric)
            | When((missing & Features.OneToOne) != 0, Rules.OneToOne)
            | When((missing & Equipment) != 0, Rules.Equipment)
            | When(IsOtherRoom(kind.Features), Rules.Room)
            | When(
                requirements.Specialism.Length > 0
                    && !kind.Specialisms.Contains(
                        $" {requirements.Specialism} ", StringComparison.Ordinal),
                Rules.Specialism)
            | When(kind.NeonatalLevel < requirements.NeonatalLevel, Rules.NeonatalLevel)
            | When(
                requirements.TraumaLevel > 0
                    && (kind.TraumaLevel == 0 || kind.TraumaLevel > requirements.TraumaLevel),
                Rules.TraumaLevel)
            | When(!need.Title.Opens(kind.Closed), Rules.Title)
            | When(kind.ReturnHomeOnly && need.ReturnHome == ReturnHome.NotExpected,
                Rules.ReturnHome)
            | When(!canLeave && !kind.IsAtHome, Rules.Transport);
        return new Fitness(
            failed, nowTicks - (kind.ExpirySeconds * NodaConstants.TicksPerSecond),
            kind.Duty.Length > 0 ? kind.Duty : null);
    }

    /// <summary>How every kind of unit fits.</summary>
    /// <param name="kinds">The kinds.</param>
    /// <param name="fits">One for each; all are overwritten.</param>
    public void OfKinds(ReadOnlySpan<UnitTable.Kind> kinds, Span<Fitness> fits)
    {
        for (var i = 0; i < kinds.Length; i++)
        {
            fits[i] = Of(kinds[i]);
        }
    }

    /// <summary>The journey to a place.</summary>
    /// <param name="site">The place.</param>
    /// <param name="origin">Where the patient is.</param>
    public Journey To(UnitTable.Site site, Position origin)
    {
        var metres = origin.MetresTo(site.At);
        return To(site, metres, TravelTo(site, metres));
    }

    /// <summary>The journey to a place, as somebody measured it.</summary>
    /// <param name="site">The place.</param>
    /// <param name="metres">In a straight line; 0 where the reach of a team was checked before.
    /// </param>
    /// <param name="travelSeconds">Door to door.</param>
    public Journey To(UnitTable.Site site, int metres, int travelSeconds) => new(
        metres, travelSeconds, clock.After(travelSeconds),
        When(need.NotTo.Contains(site.Organisation), Rules.NotThere)
            | When(
                Arrangement.Step is not null
                    && !Arrangement.Reaches(world.Regions.Locations[site.Location.Value]),
                Rules.Ladder));

    // What somebody measured counts before the estimate.
    private int TravelTo(UnitTable.Site site, int metres) =>
        site.Location.Value <= travel.Length && travel[site.Location.Value - 1] is var seconds
            && seconds >= 0
            ? seconds
            : Travel.Seconds(metres, isSlow);

    /// <summary>When the stops that are about this need end, in seconds after the first possible
    /// departure.</summary>
    /// <param name="rowOf">The place of each unit in the list, unit 1 first; -1 for one that is
    /// not in it.</param>
    /// <param name="seconds">The list; all are overwritten, with 0 where nothing runs.</param>
    public void OfStops(ReadOnlySpan<int> rowOf, Span<int> seconds)
    {
        seconds.Clear();
        foreach (var known in world.Capacity.Stops.AsSpan())
        {
            if (rowOf[known.Unit.Value - 1] is var row and >= 0)
            {
                seconds[row] = SecondsStopped(known.Stop);
            }
        }
    }

    /// <summary>Whether nobody is on duty at the arrival who has to be.</summary>
    public bool IsMissed(UnitId unit, in Fitness fitness, int travelSeconds) =>
        fitness.Duty is not null && !world.Capacity.IsOnDuty(
            unit, fitness.Duty, departure + Duration.FromSeconds(travelSeconds));

    /// <summary>The rules that a unit fails.</summary>
    /// <param name="fitness">How its kind fits.</param>
    /// <param name="reachMetres">For a team that goes out: how far; 0 for places.</param>
    /// <param name="hoursFailed">The rules that its hours fail at the arrival.</param>
    /// <param name="journey">The journey to its place.</param>
    /// <param name="fullSince">Of which moment the figures are by which it is full, as
    /// <see cref="PoolFigures"/> gives it.</param>
    /// <param name="stoppedSeconds">
    /// When a stop that is about this need ends, after the first possible departure; 0 without.
    /// </param>
    /// <param name="isMissed">Whether nobody is on duty then who has to be.</param>
    public static Rules Check(
        in Fitness fitness, int reachMetres, Rules hoursFailed, in Journey journey,
        long fullSince, int stoppedSeconds, bool isMissed) =>
        fitness.Failed
        | journey.Failed
        | When(reachMetres > 0 && journey.Metres > reachMetres, Rules.Reach)
        | hoursFailed
        | When(isMissed, Rules.DoctorCover)
        | When(stoppedSeconds > journey.TravelSeconds, Rules.Open)
        | When(fullSince > fitness.OldSince, Rules.Place);

    /// <summary>The order among candidates in one number, the lowest first: units with figures
    /// that count, then by cost in seconds, then by the unit's number. Where a fair share is
    /// agreed: by cost in whole minutes, then who took least of its share.</summary>
    /// <param name="id">Which unit, of the kind of care that is needed.</param>
    /// <param name="reported">What was last reported of its pool.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="travelSeconds">Door to door.</param>
    /// <param name="nearerMinutes">What is agreed about it.</param>
    public long KeyOf(
        UnitId id, PoolFigures.Reported reported, OrganisationId owner, int travelSeconds,
        int nearerMinutes)
    {
        var age = Availability.AgeSecondsOf(reported.At, nowTicks);
        var isKnown = age < world.Regions.CareTypes[need.CareType.Value].ExpiryMinutes * 60;
        var cost = travelSeconds + AgeCost(isKnown, age) + LoadCost(reported.LoadPermille)
            + TrustCost(id) + WaitOf(id) + WishOf(owner) - (nearerMinutes * 60);
        return KeyOf(id, isKnown, cost, ShareOf(owner));
    }

    /// <summary>The same for a unit of which only the journey and what is agreed are known, as low
    /// as it could be: no other term but a wish brings a unit nearer.</summary>
    public long LowestKeyOf(int travelSeconds, int nearerMinutes) => KeyOf(
        default, isKnown: true,
        travelSeconds - (nearerMinutes * 60)
            - (requirements.Preferred.IsEmpty ? 0 : WishCost)
            - (requirements.KnownAt.IsEmpty ? 0 : KnownCost),
        shares is null ? null : -ShareMiddle);

    /// <summary>The same, of parts that are known.</summary>
    /// <param name="id">Which unit.</param>
    /// <param name="isKnown">Whether its figures count.</param>
    /// <param name="cost">In seconds; over minus four hours, and under twelve days.</param>
    /// <param name="share">What its organisation took less its share, per thousand; null where no
    /// fair share is agreed.</param>
    public static long KeyOf(UnitId id, bool isKnown, int cost, int? share)
    {
        var first = share is null ? cost - LowestCost : (cost - LowestCost) / 60;
        var second = share is { } deviation
            ? Math.Clamp(deviation + ShareMiddle, 0, 2 * ShareMiddle)
            : 0;
        return (isKnown ? 0 : 1L << 62) | ((long)first << CostShift)
            | ((long)second << ShareShift) | (uint)id.Value;
    }

    /// <summary>The unit of such a number.</summary>
    public static UnitId UnitOf(long key) => new((int)(key & ((1L << ShareShift) - 1)));

    /// <summary>What is agreed about units, in the order of a scan.</summary>
    /// <param name="nearer">Minutes nearer, one for every unit; all are overwritten.</param>
    /// <param name="isExcluded">One for every unit; all are overwritten.</param>
    public void OfAgreements(Span<short> nearer, Span<bool> isExcluded)
    {
        nearer.Clear();
        isExcluded.Clear();
        for (var i = Arrangement.Rules.Length - 1; i >= 0; i--)
        {
            var rule = Arrangement.Rules[i];
            var (isExclude, minutes) = rule.Rule.Then is Prefer prefer
                ? (false, (short)prefer.Minutes)
                : (rule.Rule.Then is Exclude, (short)0);
            foreach (var unit in isExclude || minutes != 0 ? rule.Units(world.Regions) : [])
            {
                isExcluded[unit - 1] |= isExclude;
                nearer[unit - 1] = isExclude ? nearer[unit - 1] : minutes;
            }
        }
    }

    /// <summary>The rules that one unit fails on a journey.</summary>
    public Rules Check(UnitId id, in Journey journey)
    {
        var unit = world.Regions.Units[id.Value];
        var fitness = Of(UnitTable.KindOf(world.Regions, unit));
        return Check(
                fitness, unit.ReachMetres, UnitTable.HoursOf(unit).FailedAt(journey.Arrival),
                journey,
                PoolFigures.FullSinceOf(world.Capacity[unit.Pool]),
                SecondsStopped(world.Capacity.StopOf(id)),
                IsMissed(id, fitness, journey.TravelSeconds))
            | When(Arrangement.Weigh(id).IsExcluded, Rules.Agreed);
    }

    /// <summary>One unit with all its reasons.</summary>
    /// <param name="id">Which unit.</param>
    /// <param name="origin">Where the patient is.</param>
    /// <param name="failed">The rules that it fails, where that was worked out; else null.</param>
    public Assessment Assess(UnitId id, Position origin, Rules? failed = null)
    {
        var unit = world.Regions.Units[id.Value];
        var journey = To(UnitTable.SiteOf(world.Regions, unit.Location), origin);
        var owner = world.Regions.Locations[unit.Location.Value].Organisation;
        var availability = Availability.Of(
            world.Capacity[unit.Pool], world.Regions.CareTypes[unit.CareType.Value], now);
        return new Assessment(
            id, failed ?? Check(id, journey), journey.TravelSeconds,
            departure + Duration.FromSeconds(journey.TravelSeconds), availability,
            AgeCost(availability.IsKnown, availability.AgeSeconds),
            LoadCost(availability.LoadPermille), TrustCost(id), WaitOf(id), WishOf(owner),
            Arrangement[id])
        {
            IsTravelMeasured = IsMeasured(unit.Location),
            Share = ShareOf(owner),
        };
    }

    /// <summary>Whether the travel time to a location is not estimated.</summary>
    public bool IsMeasured(LocationId location) =>
        location.Value <= travel.Length && travel[location.Value - 1] >= 0;

    private int? ShareOf(OrganisationId owner) => shares?.GetValueOrDefault(owner);

    // Who waits to be seen, over the places where they are: each is free once an hour.
    private int WaitOf(UnitId id) =>
        world.Capacity.CrowdingOf(id) is { Counts.Waiting: > 0 } crowding && crowding.IsKnown(now)
            && world.Regions.CrowdingRules.NumberOf(world.Regions.Units[id.Value].Code)
                is var rule and > 0
            ? Math.Min(
                WaitCostMax,
                crowding.Counts.Waiting * 3_600
                    / world.Regions.CrowdingRules[rule].TreatmentPlaces)
            : 0;

    private int WishOf(OrganisationId owner) =>
        (requirements.Preferred.Contains(owner) ? -WishCost : 0)
            - (requirements.KnownAt.Contains(owner) ? KnownCost : 0);

    // A room for one sex is no place for the other; who states neither has rooms for one.
    private bool IsOtherRoom(Features has) =>
        (has & (Features.MenRoom | Features.WomenRoom)) is not Features.None and var rooms
        && (need.Features & (Features.MenRoom | Features.WomenRoom)) is not Features.None
            and var asked
        && (rooms & asked) == Features.None;

    private static int LoadCost(int permille) => permille * LoadCostMax / Availability.LoadFull;

    // A unit that keeps to its figures costs nothing; one of which "free" is never true as much as
    // a quarter of an hour of travel.
    private int TrustCost(UnitId id) =>
        Math.Max(0, Trust.Presumed - world.Capacity.TrustOf(id).Permille)
            * TrustCostMax / Trust.Presumed;

    // By ambulance, or sent; where the patient is now does not say from which.
    private int SecondsStopped(Stop? stop) => !isBeyondStops
        && stop?.Covers(isByAmbulance ? Inflow.Ambulance : Inflow.Referral) == true
            ? SecondsUntil(stop.Until)
            : 0;

    // Ten seconds a minute, up to the most: a figure of half an hour old costs as much as five
    // minutes of travel.
    private static int AgeCost(bool isKnown, int seconds) =>
        isKnown ? Math.Min(AgeCostMax, seconds / 6) : AgeCostMax;

    // Without a jump: whether a unit fails is hard to foresee, and a wrong guess costs the machine
    // more than the sum.
    private static Rules When(bool failed, Rules rule) =>
        unchecked((Rules)((failed ? 1 : 0) * (int)rule));

    // Rounded up: closed for half a second more is closed.
    private int SecondsUntil(Instant end) => (int)Math.Clamp(
        (end.ToUnixTimeTicks() - departure.ToUnixTimeTicks() + NodaConstants.TicksPerSecond - 1)
            / NodaConstants.TicksPerSecond,
        0, int.MaxValue);

    /// <summary>How a kind of unit fits.</summary>
    /// <param name="Failed">The rules that every unit of that kind fails.</param>
    /// <param name="OldSince">Figures of this moment or before do not count, in ticks of 100 ns
    /// since 1970.</param>
    /// <param name="Duty">Code of the function that has to be on duty; null for none.</param>
    internal readonly record struct Fitness(Rules Failed, long OldSince, string? Duty);

    /// <summary>A journey to a place.</summary>
    /// <param name="Metres">In a straight line.</param>
    /// <param name="TravelSeconds">Door to door.</param>
    /// <param name="Arrival">The wall clock then.</param>
    /// <param name="Failed">The rules that every unit there fails.</param>
    internal readonly record struct Journey(
        int Metres, int TravelSeconds, LocalMoment Arrival, Rules Failed);

    /// <summary>The Dutch wall clock some seconds after a start, without asking the time-zone
    /// tables again for every unit.</summary>
    private readonly struct LocalClock
    {
        private const int DaySeconds = 86_400;
        private const int WeekSeconds = 7 * DaySeconds;
        private readonly Instant start;
        private readonly int steadySeconds;
        private readonly int secondOfWeek;

        public LocalClock(Instant start)
        {
            this.start = start;
            var interval = LocalMoment.Zone.GetZoneInterval(start);
            steadySeconds = interval.HasEnd
                ? (int)Math.Min((interval.End - start).TotalSeconds, int.MaxValue)
                : int.MaxValue;
            var local = start.InZone(LocalMoment.Zone);
            secondOfWeek = (((int)local.DayOfWeek - 1) * DaySeconds)
                + (local.Hour * 3_600) + (local.Minute * 60) + local.Second;
        }

        public LocalMoment After(int seconds)
        {
            // Across a clock change only the tables know.
            if (seconds >= steadySeconds)
            {
                return LocalMoment.At(start + Duration.FromSeconds(seconds));
            }

            var second = (secondOfWeek + seconds) % WeekSeconds;
            return new LocalMoment(second % DaySeconds / 60, second / DaySeconds >= 5);
        }
    }
}
