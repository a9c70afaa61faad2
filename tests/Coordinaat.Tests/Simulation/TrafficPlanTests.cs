using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Telephone;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Transport;
using Coordinaat.Domain.Triage;
using Coordinaat.Domain.Visits;
using Coordinaat.Simulation;
using NodaTime;

namespace Coordinaat.Tests.Simulation;

/// <summary>
/// Two things carry the weight: a day at full size runs by the product's own rules without being
/// refused, and nothing is ever done with a request that a person brought in or took over.
/// </summary>
public sealed class TrafficPlanTests
{
    private static readonly Duration Day = Duration.FromHours(24);

    // The made-up day has no ambulance service that tells, and no hospital beyond its region; its
    // people answer on screen or by telephone, see to their conditions, and take any place.
    private static readonly Type[] NotPlayed =
    [
        typeof(RideReported), typeof(UrgencyAssigned), typeof(MicuAgreed), typeof(ReturnMarked),
        typeof(AnswerLinkMade), typeof(ConditionOverdue), typeof(PreferredPlaceFull),
        typeof(RequirementsDescribed), typeof(Consulted), typeof(AdviceNotFollowed),
        typeof(WaitingListed), typeof(TakenOffWaitingList), typeof(PlaceCameFree),
        typeof(CallBackDue), typeof(FollowUpOpened), typeof(FollowsUp), typeof(PayerSet),
        typeof(LimitsRecorded), typeof(AdviceReviewed),
        typeof(GpReported), typeof(AlternativeChosen), typeof(ConsultationWithdrawn),
        typeof(JointTriageConcluded),
        typeof(LeadOffered), typeof(LeadAccepted), typeof(LeadDeclined),
        typeof(LeadOfferWithdrawn), typeof(LeadOfferUnanswered), typeof(CallLinked),
        typeof(MergedInto), typeof(TookIn), typeof(CareReported),
        typeof(MedicallyReady), typeof(VisitOrdered), typeof(VisitMoved), typeof(VisitWithdrawn),
        typeof(NurseAssigned), typeof(VisitProgressed), typeof(VisitFinished),
        typeof(VisitHandedBack), typeof(VisitOverdue),
    ];

    [Fact]
    public void A_day_at_full_size_is_never_refused_and_keeps_what_must_always_hold()
    {
        var endings = new HashSet<Ending?>();
        var happened = new HashSet<Type>();
        for (var seed = 1; seed <= 3; seed++)
        {
            var day = new TrafficDay(seed) { Watch = CheckClaim };
            day.Run(Day);

            Assert.True(day.Refused.Count == 0, day.Where(day.Refused.FirstOrDefault()));
            var requests = day.World.Access.ListKept().ToArray();
            Assert.InRange(requests.Length, 110, 200);
            Assert.True(
                requests.Count(r => r.Ending == Ending.Placed) * 100 > requests.Length * 55,
                day.Where("most find a place"));
            Assert.InRange(day.World.Access.Open.Count, 0, 30);
            CheckWorld(day);
            endings.UnionWith(requests.Select(r => r.Ending));
            happened.UnionWith(day.Journal.Select(r => r.Happened.GetType()));
        }

        Assert.Subset(
            endings,
            Enum.GetValues<Ending>().Where(e => e != Ending.Merged).Cast<Ending?>().ToHashSet());
        var seldom = EventCodec.All.Select(e => e.Type).Where(t =>
            t.IsSubclassOf(typeof(RequestEvent)) && t != typeof(ContactCorrected)
            && t != typeof(RecordErased) && t != typeof(CareRequestArchived)
            && !NotPlayed.Contains(t));
        Assert.Empty(seldom.Except(happened));
        Assert.Contains(typeof(StopDeclared), happened);
    }

    [Theory]
    [InlineData(60, 25)]
    [InlineData(600, 6)]
    public void At_high_speed_too_nothing_is_refused(double speed, int minutes)
    {
        var day = new TrafficDay(7, speed, TrafficDay.Morning + Duration.FromHours(11));
        day.Run(Duration.FromMinutes(minutes));

        Assert.True(day.Refused.Count == 0, day.Where(day.Refused.FirstOrDefault()));
        Assert.True(day.World.Access.Requests.Count > 80, day.Where("requests come"));
        CheckWorld(day);
    }

    [Fact]
    public void The_same_seed_gives_the_same_day_byte_for_byte()
    {
        var length = Duration.FromHours(5);
        var first = new TrafficDay(11).Run(length);

        Assert.Equal(first.Hash, new TrafficDay(11).Run(length).Hash);
        Assert.NotEqual(first.Hash, new TrafficDay(12).Run(length).Hash);
    }

    [Theory]
    [InlineData(-6)]
    [InlineData(-3)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(14)]
    [InlineData(96)]
    [InlineData(110)]
    public void The_boards_of_a_new_demo_are_alive_at_the_first_look(int hoursLater)
    {
        var day = new TrafficDay(5, 1, TrafficDay.Morning + Duration.FromHours(hoursLater));
        day.Look();

        var open = day.World.Access.ListOpen().ToArray();
        Assert.InRange(open.Length, 8, 12);
        Assert.True(open.Select(r => r.Stage).Distinct().Count() >= 7, day.Where("stages"));
        Assert.True(day.World.Placement.ListPending().Count() >= 3, day.Where("questions"));
        Assert.All(open, r => Assert.Equal(day.Now, r.ReceivedAt));

        day.Run(Duration.FromMinutes(40));
        Assert.Contains(day.Journal, r => r.Happened is OfferUnanswered);
    }

    [Fact]
    public void Where_enough_simulated_requests_are_open_none_are_brought_in_at_once()
    {
        var day = new TrafficDay(5);
        day.Look();
        var known = day.World.Access.Requests.Count;

        day.Restart(6);
        day.Look();

        Assert.Equal(known, day.World.Access.Requests.Count);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(60)]
    public void At_any_speed_answers_on_screen_come_well_inside_the_answer_time(double speed)
    {
        var day = new TrafficDay(3, speed);
        day.Run(Duration.FromMinutes(90));

        var answered = day.Journal.Select(r => r.Happened).OfType<OfferAnswered>()
            .Where(a => a.Spoken is null).Select(a => day.World.Placement[a.Offer]).ToArray();
        Assert.NotEmpty(answered);
        Assert.All(answered, o => Assert.True(
            o.Answer!.At - o.At < (o.AnswerBy - o.At) * 4 / 5, day.Where(o)));
    }

    [Fact]
    public void Most_figures_are_fresh_some_grow_old_and_few_no_longer_count()
    {
        var counted = new Dictionary<Freshness, int>();
        var day = new TrafficDay(9);
        for (var look = 0; look < 12; look++)
        {
            day.Run(Duration.FromMinutes(30));
            foreach (var freshness in FreshnessIn(day))
            {
                counted[freshness] = counted.GetValueOrDefault(freshness) + 1;
            }
        }

        var all = counted.Values.Sum();
        Assert.InRange(counted[Freshness.Fresh] * 100 / all, 65, 95);
        Assert.InRange(counted[Freshness.Ageing] * 100 / all, 5, 30);
        Assert.InRange(counted[Freshness.Stale] * 1_000 / all, 1, 60);
    }

    [Fact]
    public void How_full_a_region_is_stays_about_as_it_was()
    {
        var day = new TrafficDay(13);
        var before = FreePermille(day);
        day.Run(Day);

        Assert.InRange(FreePermille(day), before / 3, before * 2);
    }

    [Fact]
    public void Arrivals_follow_the_hours_with_peaks_late_in_the_morning_and_in_the_evening()
    {
        const int weeks = 40;
        var monday = Instant.FromUtc(2026, 1, 4, 23, 0);
        var counted = new int[2, 24];
        foreach (var at in Arrivals.Between(21, monday, monday + Duration.FromDays(7 * weeks)))
        {
            var local = LocalMoment.At(at);
            counted[local.IsWeekend ? 1 : 0, local.Minute / 60]++;
        }

        for (var hour = 0; hour < 24; hour++)
        {
            for (var kind = 0; kind < 2; kind++)
            {
                var days = weeks * (kind == 1 ? 2 : 5);
                var expected = Arrivals.RateOf(hour, kind == 1) * days / 100.0;
                var slack = 4.5 * Math.Sqrt(expected);
                Assert.InRange(counted[kind, hour], expected - slack, expected + slack);
            }
        }

        Assert.InRange(Enumerable.Range(0, 24).Sum(h => Arrivals.RateOf(h, false)), 13_000, 16_000);
        Assert.InRange(Enumerable.Range(0, 24).Sum(h => Arrivals.RateOf(h, true)), 16_000, 20_000);
    }

    [Fact]
    public void Looking_in_small_steps_or_large_finds_the_same_arrivals()
    {
        var (from, step) = (TrafficDay.Morning, Duration.FromMilliseconds(333));
        var until = from + Duration.FromHours(3);
        var small = new List<Instant>();
        for (var at = from; at < until; at += step)
        {
            small.AddRange(Arrivals.Between(3, at, Instant.Min(at + step, until)));
        }

        Assert.Equal(Arrivals.Between(3, from, until), small);
        Assert.NotEmpty(small);
    }

    private static void CheckClaim(World before, Recorded recorded, World after)
    {
        if (recorded.Happened is PlaceClaimed { IsOver: false } claimed)
        {
            var care = before.Regions.Describe(claimed.Unit).CareType;
            var pool = before.Capacity[claimed.Pool];
            var availability = Availability.Of(pool, care, recorded.At);
            Assert.True(
                availability.IsKnown ? availability.Places > 0 : pool.Claims.IsEmpty,
                $"{recorded.At}: {claimed} without a place.");
        }
    }

    private static void CheckWorld(TrafficDay day)
    {
        var claims = day.World.Capacity.Pools.SelectMany(p => p?.Claims ?? []).ToArray();
        Assert.Equal(claims.Length, claims.DistinctBy(c => c.Request).Count());
        foreach (var request in day.World.Access.ListKept())
        {
            Assert.True(day.Plan.IsOurs(request), day.Where(request.Id));
            Assert.True(
                day.World.Placement.ListOffers(request.Id)
                    .Count(o => o.State == OfferState.Accepted) <= 1,
                day.Where(request.Id));
            Assert.True(
                request.Ending != Ending.Placed
                    || day.World.Handover.Find(request.Id) is not null,
                day.Where(request.Id));
            Assert.True(
                request.LifeThreat is null or { IsOpen: false }
                    || day.Now - request.LifeThreat.Reported < Duration.FromMinutes(10),
                day.Where(request.Id));
        }
    }

    private static IEnumerable<Freshness> FreshnessIn(TrafficDay day) =>
        PoolKept.ListIn(day.World.Regions)
            .Where(k => day.World.Capacity[k.Id].Figures is not null)
            .Select(k => Availability.Of(day.World.Capacity[k.Id], k.Care, day.Now).Freshness);

    private static int FreePermille(TrafficDay day)
    {
        var figures = day.World.Capacity.Pools.Select(p => p?.Figures).OfType<Figures>().ToArray();
        return figures.Sum(f => f.Usable - f.Occupied) * 1_000 / figures.Sum(f => f.Usable);
    }
}
