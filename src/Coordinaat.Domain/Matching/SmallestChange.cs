using System.Collections.Immutable;
using System.Numerics;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Domain.Matching;

/// <summary>What would make a unit possible that is not (FR-M2).</summary>
/// <param name="Changes">All of these together; the order says nothing.</param>
/// <param name="Then">The unit as it would be: a candidate.</param>
public sealed record SmallestChange(ImmutableArray<Change> Changes, Assessment Then)
{
    /// <summary>What needs more changes than this is not near to possible.</summary>
    public const int Most = 3;

    private const Rules Timed =
        Rules.Transport | Rules.ArrivalHours | Rules.DoctorCover | Rules.Open;

    // What the patient is, wants, needs for sure, or has a right to, and where somebody lives.
    private const Rules Fixed =
        Rules.CareType | Rules.Age | Rules.Title | Rules.NotThere | Rules.Reach
        | Rules.Specialism | Rules.NeonatalLevel | Rules.TraumaLevel;

    // Another way to travel may be another hour, and other agreements.
    private const Rules ByTravel = Timed | Rules.ByAgreement;

    /// <summary>So far ahead an hour is looked for.</summary>
    public static readonly Duration Ahead = Duration.FromHours(48);

    // Waiting this long is less than sending an ambulance; waiting longer is more.
    private static readonly Duration ShortWait = Duration.FromHours(1);

    /// <summary>Finds the fewest changes after which the unit is a candidate.</summary>
    /// <remarks>
    /// Found by trying, and every answer was matched again as it would be. Among as many changes
    /// the first in this order: a wait of an hour at most, an ambulance, a longer wait, what the
    /// unit would have to do, what the patient would have to need.
    /// </remarks>
    /// <param name="world">All that is known.</param>
    /// <param name="need">What is needed.</param>
    /// <param name="unit">Which unit.</param>
    /// <param name="origin">Where the patient is.</param>
    /// <param name="now">When.</param>
    /// <param name="circumstances">What decides beside the need; null for nothing.</param>
    /// <returns>Null for a candidate, and where no few changes help.</returns>
    public static SmallestChange? Find(
        World world, Need need, UnitId unit, Position origin, Instant now,
        Circumstances? circumstances = null)
    {
        var start = new Case(world, need, unit, origin, now, circumstances, [], []);
        for (var most = 1; most <= Most && start.MayBecomePossible; most++)
        {
            if (Search(start, most) is { } found)
            {
                return new SmallestChange(found.Made, found.Standing);
            }
        }

        return null;
    }

    private static Case? Search(Case tried, int left)
    {
        if (tried.Standing.IsCandidate)
        {
            return tried;
        }

        return !tried.MayBecomePossible || tried.Least > left
            ? null
            : tried.Next.Select(c => Search(c, left - 1)).FirstOrDefault(c => c is not null);
    }

    /// <summary>A need, a unit and a world, some changes further.</summary>
    private sealed class Case(
        World world, Need need, UnitId unit, Position origin, Instant now,
        Circumstances? circumstances, ImmutableArray<Change> made,
        Dictionary<(string Transport, Instant? EarliestAt, bool IsOnDuty), Instant?> starts)
    {
        private static readonly (Rules Rule, Features Feature)[] Wanted =
        [
            (Rules.Isolation, Features.Isolation), (Rules.Wandering, Features.Wandering),
            (Rules.Bariatric, Features.Bariatric), (Rules.OneToOne, Features.OneToOne),
            (Rules.Room, Features.MenRoom | Features.WomenRoom),
            (Rules.Equipment, Features.Oxygen | Features.Ventilation | Features.Dialysis),
        ];

        private ImmutableArray<Case> next;

        public ImmutableArray<Change> Made => made;

        public Assessment Standing { get; } =
            Ranking.Assess(world, need, unit, origin, now, circumstances);

        /// <summary>All that are one change further; looked at again with each change more that
        /// is allowed.</summary>
        public ImmutableArray<Case> Next => next.IsDefault
            ? next = [.. Changes().Select(With)]
            : next;

        public bool MayBecomePossible =>
            !Standing.IsCandidate && (Standing.Failed & Fixed) == Rules.None;

        /// <summary>Fewer changes than this never help: one may mend all that is about time or
        /// agreed, and any other rule has its own.</summary>
        public int Least => BitOperations.PopCount((uint)(Standing.Failed & ~ByTravel))
            + ((Standing.Failed & ByTravel) == Rules.None ? 0 : 1);

        private CareUnit Description => world.Regions.Units[unit.Value];

        private Instant Start => MatchQuery.StartOf(need, now);

        private TransportKind? Transport => MatchQuery.TransportOf(world.Regions, need);

        public Case With(Change change) => new(
            change.In(world, unit, now), change.In(need), unit, origin, now,
            change.In(circumstances, now), made.Add(change), starts);

        /// <summary>What may mend a rule that fails, the smallest first.</summary>
        public IEnumerable<Change> Changes()
        {
            var failed = Standing.Failed;
            if ((failed & ByTravel) != Rules.None)
            {
                foreach (var change in ChangesOfTravel())
                {
                    yield return change;
                }
            }

            if (failed.HasFlag(Rules.Place))
            {
                var pool = world.Capacity[Description.Pool];
                yield return new PlacesFree(1 - Availability.PlacesLeft(pool.Figures!, pool));
            }

            // Also where they are on duty now: not at another hour perhaps.
            var duty = world.Regions.DutyOf(Description);
            if ((failed & Timed) != Rules.None && duty.Length > 0
                && !made.Contains(new SomebodyOnDuty(duty)))
            {
                yield return new SomebodyOnDuty(duty);
            }

            var missing = need.Features & ~Description.Features;
            foreach (var (rule, feature) in Wanted.Where(w => failed.HasFlag(w.Rule)))
            {
                yield return new NeedWithout(missing & feature);
            }

            if (failed.HasFlag(Rules.Complexity))
            {
                yield return new NeedLighter(Description.ComplexityMax);
            }

            if (failed.HasFlag(Rules.ReturnHome))
            {
                yield return new HomeExpected();
            }

            if (failed.HasFlag(Rules.Ladder) && FindStep() is { } reached)
            {
                yield return new LadderReached(reached);
            }
        }

        // When the ladder comes to a step that reaches the unit.
        private Instant? FindStep()
        {
            var arrangement = circumstances!.ArrangementFor(world, need, now);
            return arrangement.Ladder?.Rule.Then is Ladder ladder
                ? ladder.Steps
                    .Select(s => circumstances.ReceivedAt + Duration.FromMinutes(s.AfterMinutes))
                    .Where(at => at > now && at <= now + Ahead)
                    .Select(at => (Instant?)at)
                    .FirstOrDefault(at => IsReached(at!.Value))
                : null;
        }

        private bool IsReached(Instant at) => new LadderReached(at)
            .In(circumstances, now)!.ArrangementFor(world, need, now)
            .Reaches(world.Regions.Locations[Description.Location.Value]);

        private IEnumerable<Change> ChangesOfTravel()
        {
            var later = (Standing.Failed & Timed) != Rules.None && StartFound() is { } at
                ? new LeaveLater(at)
                : null;
            if (later is not null && later.At - Start <= ShortWait)
            {
                yield return later;
            }

            // Mobile intensive care is no quicker taxi.
            foreach (var kind in world.Regions.Transports.All.Where(t => t.IsAmbulance
                && Transport is { IsAmbulance: false }
                && !world.Regions.Knows(CodeList.MicuKind, t.Code)))
            {
                yield return new TravelBy(kind.Code);
            }

            if (later is not null && later.At - Start > ShortWait)
            {
                yield return later;
            }
        }

        // No other change makes another hour possible: what was found once holds for all that
        // differ in other things.
        private Instant? StartFound()
        {
            var key = (need.Transport, need.EarliestAt, made.Any(c => c is SomebodyOnDuty));
            if (!starts.TryGetValue(key, out var start))
            {
                starts.Add(key, start = FindStart());
            }

            return start;
        }

        // Whatever has to hold begins to hold at an opening hour, at midnight, where weekend and
        // weekday meet, when a stop ends, when somebody comes on duty, or where the rush hour
        // begins or ends: then the same way takes another time.
        private Instant? FindStart()
        {
            var lead = Duration.FromMinutes(Transport?.LeadMinutes ?? 0);
            var arrivals = OpeningsOf(Description.Admission)
                .Concat(OpeningsOf(Description.DoctorCover))
                .Concat(world.Capacity.DutiesOf(unit).Select(d => d.From));
            if (world.Capacity.StopOf(unit) is { } stop)
            {
                arrivals = arrivals.Append(stop.Until);
            }

            var metres = origin.MetresTo(
                world.Regions.Locations[Description.Location.Value].At);
            int[] travels =
            [
                Standing.TravelSeconds, Travel.Seconds(metres), Travel.Seconds(metres, true),
            ];
            return arrivals
                .SelectMany(a => travels.Distinct().Select(t => a - Duration.FromSeconds(t)))
                .Concat(OpeningsOf(Transport?.Hours ?? WeekHours.Always))
                .Concat(OpeningsOf(Travel.MorningRush)).Concat(OpeningsOf(Travel.EveningRush))
                .Concat(OpeningsOf(Travel.AfterMorning)).Concat(OpeningsOf(Travel.AfterEvening))
                .Select(d => d - lead)
                .Where(s => s > Start && s <= Start + Ahead).Distinct().Order()
                .Select(s => (Instant?)s).FirstOrDefault(s => IsTimely(s!.Value));
        }

        // No agreement is about the hour of the journey.
        private bool IsTimely(Instant start)
        {
            var query = new MatchQuery(
                world, need with { EarliestAt = start }, now,
                circumstances is null ? null : circumstances with { IgnoresAgreements = true });
            var site = UnitTable.SiteOf(world.Regions, Description.Location);
            return (Timed & query.Check(unit, query.To(site, origin))) == Rules.None;
        }

        private IEnumerable<Instant> OpeningsOf(WeekHours hours)
        {
            if (hours == WeekHours.Always)
            {
                yield break;
            }

            // Where the clock goes back, hours that were over begin once more.
            var interval = LocalMoment.Zone.GetZoneInterval(Start);
            if (interval.HasEnd)
            {
                yield return interval.End;
            }

            var first = Start.InZone(LocalMoment.Zone).Date;
            for (var day = 0; day <= 4; day++)
            {
                foreach (var minute in new[]
                {
                    0, hours.Weekday.FromMinute, hours.Weekend.FromMinute,
                })
                {
                    var local = first.PlusDays(day).AtMidnight().PlusMinutes(minute);
                    var map = LocalMoment.Zone.MapLocal(local);
                    if (map.Count == 0)
                    {
                        yield return map.LateInterval.Start;
                    }
                    else
                    {
                        yield return map.First().ToInstant();
                        yield return map.Last().ToInstant();
                    }
                }
            }
        }
    }
}
