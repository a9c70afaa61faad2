using System.Collections.Immutable;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Feeds;

/// <summary>
/// A quiet hour is a zero only where the feed was heard all through it: else nobody knows. A visit
/// counts once for a unit, and of two feeds the better one counts.
/// </summary>
public sealed class ArrivalReportsTests
{
    private static readonly Instant Nine = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly UnitId Emergency = TestRegion.Unit("hospital-ed");

    // Minutes from nine o'clock at which something was heard, of a feed that is silent after 15.
    [Theory]
    [InlineData("0 10 20 30 40 50 60", true)]
    [InlineData("-15 0 15 30 45 60", true)]
    [InlineData("-3 12 27 42 57 72", true)]
    [InlineData("-16 1 10 20 30 40 50 60", false)]
    [InlineData("1 10 20 30 40 50 60", false)]
    [InlineData("0 10 20 30 46 50 60", false)]
    [InlineData("0 10 20 30 40 50", false)]
    [InlineData("0 10 20 30 40 50 66", false)]
    [InlineData("0 10 20 30 40 50 65", true)]
    [InlineData("70 80", false)]
    [InlineData("-60 -50", false)]
    [InlineData("", false)]
    public void An_hour_is_known_when_the_feed_was_heard_all_through_it(
        string minutes, bool expected)
    {
        var told = Told("a", Nine, minutes);

        Assert.Equal(expected, told.Covers(Nine, 15));
        Assert.False((told with { Begun = null }).Covers(Nine, 15));
        Assert.False(
            (told with { Begun = Nine + Duration.FromSeconds(1) }).Covers(Nine, 15));
    }

    [Fact]
    public void A_quiet_hour_is_a_zero_and_an_hour_without_the_feed_is_unknown()
    {
        // From nine to noon, and from one to three; asked at ten past three.
        var told = Told("a", Nine, $"{Every(0, 180)} {Every(240, 370)}", [At("E1", 65)]);

        Assert.Equal(["9=0 10=1 11=0 13=0 14=0"], Plan(370, told));
        Assert.Equal(["9=0 10=1 11=0 13=0"], Plan(359, told));
        Assert.Equal(["11=0 13=0 14=0"], Plan([(9, 0), (10, 1), (11, 4)], 370, told));
        Assert.Empty(Plan([(9, 0), (10, 1), (11, 0), (12, 8), (13, 0), (14, 0)], 370, told));
        Assert.Equal(["10=1"], Plan([(9, 0)], 120, told));
    }

    [Fact]
    public void A_visit_counts_once_for_a_unit_when_it_came_to_the_first_of_its_places()
    {
        var heard = Every(0, 250);
        Assert.Equal(
            ["9=1 10=0 11=1 12=0"],
            Plan(
                250,
                Told(
                    "a", Nine, heard, [At("E1", 10), At("E2", 70), At("W", 80)],
                    [At("W", 5), At("E2", 130), At("E1", 200)])));

        // Who was there already does not come.
        Assert.Equal(
            ["9=0 10=0 11=0 12=0"],
            Plan(
                250,
                Told(
                    "a", Nine, heard, [At("E1", 10) with { IsArrival = false }, At("E2", 70)],
                    [At("E2", 80), At("E1", 80) with { IsArrival = false }], [At("OK", 9)])));
    }

    [Fact]
    public void Of_two_feeds_the_better_counts_in_the_hours_in_which_it_was_heard()
    {
        var better = Told("a", Nine, Every(0, 60), [At("E1", 10)], [At("E1", 70)]);
        var worse = Told("b", Nine, Every(0, 190), [At("X", 20)], [At("X", 30)], [At("X", 80)]);

        Assert.Equal(["9=1 10=1 11=0"], Plan(190, worse, better));
        Assert.Equal(["9=2 10=1 11=0"], Plan(190, worse));
    }

    [Fact]
    public void A_ward_and_a_feed_that_nobody_knows_have_no_arrivals()
    {
        Assert.Empty(Plan(190, Told("zz", Nine, Every(0, 190), [At("E1", 10)])));
        var only = Regions().World.Regions;
        var plan = ArrivalReports.Plan(
            only, [Told("a", Nine, Every(0, 190), [At("W", 10)])],
            _ => ImmutableDictionary<Instant, int>.Empty, Nine, Nine + Duration.FromMinutes(190));
        Assert.Equal([Emergency], plan.Select(p => p.Unit));
    }

    // A visit that is forgotten had its last movement, and so all its arrivals, before this hour.
    [Fact]
    public void No_hour_is_counted_of_which_a_visit_may_be_forgotten()
    {
        for (var second = 0; second < 7_200; second += 7)
        {
            var now = Nine + Duration.FromSeconds(second);
            var first = ArrivalReports.FirstHour(now);
            Assert.Equal(HourCount.StartOf(first), first);
            Assert.InRange(
                first - (now - Coordinaat.Engine.Feeds.FeedStore.LeftKept), Duration.Zero,
                Duration.FromHours(1));
        }
    }

    private static string Every(int from, int to) =>
        string.Join(' ', Enumerable.Range(0, ((to - from) / 10) + 1).Select(n => from + (n * 10)));

    private static CameTo At(string place, int minute) => new(
        WardPlace.Of(place)!.Value, Nine + Duration.FromMinutes(minute), IsArrival: true);

    private static FeedArrivals Told(
        string feed, Instant begun, string minutes, params ImmutableArray<CameTo>[] visits) => new(
            feed, begun,
            [
                .. minutes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(m =>
                    Nine + Duration.FromMinutes(int.Parse(
                        m, System.Globalization.CultureInfo.InvariantCulture))),
            ],
            [.. visits]);

    private static IEnumerable<string> Plan(int minute, params FeedArrivals[] told) =>
        Plan([], minute, told);

    // As the units say it: hour and count, of every unit of which something is reported.
    private static IEnumerable<string> Plan(
        (int Hour, int Count)[] known, int minute, params FeedArrivals[] told)
    {
        var scene = Regions();
        var now = Nine + Duration.FromMinutes(minute);
        var plan = ArrivalReports.Plan(
            scene.World.Regions, told,
            _ => known.ToDictionary(
                k => Nine + Duration.FromHours(k.Hour - 9), k => k.Count),
            Nine, now);
        scene.WaitUntil(Instant.Max(scene.Now, now));
        foreach (var report in plan)
        {
            Assert.NotEmpty(scene.Do(report, Actor.System));
        }

        return plan.Select(p => string.Join(
            ' ', p.Hours.Select(h => $"{h.Hour.InUtc().Hour}={h.Count}")));
    }

    // The ward is no place where patients come and go, so it is never reported.
    private static Scene Regions()
    {
        var scene = new Scene();
        foreach (var row in new Definition[]
        {
            TestRegion.UnitRow("hospital-ward", "hospital", "elv-high"),
            TestRegion.AdtRow("a", "hospital", rank: 1),
            TestRegion.AdtRow("b", "hospital", rank: 2),
            new FeedPlaceRow("a", "E1", "", "hospital-ed"),
            new FeedPlaceRow("a", "E2", "", "hospital-ed"),
            new FeedPlaceRow("a", "W", "", "hospital-ward"),
            new FeedPlaceRow("a", "OK", "", ""),
            new FeedPlaceRow("b", "X", "", "hospital-ed"),
        })
        {
            scene.Do(new Define(row), TestRegion.Admin);
        }

        return scene;
    }
}
