using System.Collections.Immutable;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Feeds;

/// <summary>
/// A count becomes a figure while its feed is heard, and only then: a silent feed is never frozen
/// fresh. Of two feeds for one unit the better one counts while it is alive.
/// </summary>
public sealed class FeedReportsTests
{
    internal static readonly RefusalTable<ReportOccupied, ReportLocationRefusal> Table = new(
        () =>
        {
            var scene = SceneWithFigures();
            return new(scene, Occupied(scene.Now, ("house-high", 4), ("house-grz", 5)),
                TestRegion.Nurse);
        },
        (ReportLocationRefusal.LocationUnknown, a => a with
        {
            Request = a.Request with { Location = new(99) },
        }),
        (ReportLocationRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (ReportLocationRefusal.NothingReported, a => a with
        {
            Request = a.Request with { Units = [] },
        }),
        (ReportLocationRefusal.UnitUnknown, a => With(a, u => u with { Unit = new(99) })),
        (ReportLocationRefusal.UnitElsewhere, a => With(
            a, u => u with { Unit = TestRegion.Unit("villa-high") })),
        (ReportLocationRefusal.PoolDoubled, a => With(
            a, u => u with { Unit = TestRegion.Unit("house-low") })),
        (ReportLocationRefusal.NumberOutOfRange, a => With(a, u => u with { Occupied = -1 })),
        (ReportLocationRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { At = a.Now + Duration.FromMinutes(3) },
        }),
        (ReportLocationRefusal.FiguresUnknown, a => With(
            a, u => u with { Unit = TestRegion.Unit("house-wzd") })));

    public static TheoryData<int, ReportLocationRefusal> Rows => Table.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_count_is_refused_whole_by_the_first_rule_broken(
        int row, ReportLocationRefusal expected) => Table.Check(row, expected);

    [Fact]
    public void A_count_changes_the_places_in_use_and_nothing_else()
    {
        var scene = SceneWithFigures();
        scene.Wait(1);
        var events = scene.Do(
            Occupied(scene.Now, ("house-high", 12), ("house-grz", 2)), Actor.System);

        var told = Assert.IsType<LocationReported>(Assert.Single(events));
        Assert.Equal(FigureSource.Feed, told.Source);
        Assert.Equal(
            new Figures(10, 2, 7, 12, scene.Now, FigureSource.Feed), At(scene, "house-low"));
        Assert.Equal(
            new Figures(10, 2, 7, 2, scene.Now, FigureSource.Feed), At(scene, "house-grz"));
        Assert.True(At(scene, "house-low").IsOver);
    }

    [Fact]
    public void A_change_is_reported_at_once_and_the_rest_once_a_minute()
    {
        var scene = SceneWithFeeds();
        scene.Wait(1);
        Assert.Equal(["house-high=4,house-grz=0"], Play(scene, Count(scene, "a", ("A1", 4))));
        Assert.Empty(Play(scene, Count(scene, "a", ("A1", 4))));
        var soon = scene.Now + Duration.FromSeconds(30);
        scene.WaitUntil(soon);
        Assert.Equal(["house-high=5"], Play(scene, Count(scene, "a", ("A1", 5))));
        scene.WaitUntil(soon + Duration.FromSeconds(30));
        Assert.Equal(["house-grz=0"], Play(scene, Count(scene, "a", ("A1", 5))));
        scene.Wait(1);
        Assert.Equal(["house-high=5,house-grz=0"], Play(scene, Count(scene, "a", ("A1", 5))));
        Assert.Equal(scene.Now, At(scene, "house-high").At);
    }

    [Fact]
    public void A_silent_feed_lets_its_figures_grow_old_until_they_count_no_more()
    {
        var scene = SceneWithFeeds();
        scene.Wait(1);
        var last = Count(scene, "a", ("A1", 4));
        _ = Play(scene, last);
        var spoken = scene.Now;
        for (var minute = 0; minute < 300; minute++)
        {
            scene.Wait(1);

            // Not even while it is still within its limit: nothing was said since.
            Assert.Empty(Play(scene, last));
        }

        Assert.Equal(spoken, At(scene, "house-high").At);
        var pool = scene.World.Capacity[scene.World.Regions.Units[
            TestRegion.Unit("house-high").Value].Pool];
        Assert.Equal(
            Freshness.Stale,
            Availability.Of(pool, scene.World.Regions.CareTypes[
                TestRegion.CareType("elv-high").Value], scene.Now).Freshness);
    }

    [Fact]
    public void A_feed_that_nobody_vouched_for_or_that_was_never_heard_reports_nothing()
    {
        var scene = SceneWithFeeds();
        scene.Wait(1);

        Assert.Empty(Play(scene, Count(scene, "a", ("A1", 4)) with { Begun = null }));
        Assert.Empty(Play(scene, FeedCensus.None("a")));
        Assert.Empty(Play(scene, Count(scene, "zz", ("A1", 4))));
    }

    [Fact]
    public void Of_two_feeds_for_one_unit_the_better_counts_while_it_is_alive()
    {
        var scene = SceneWithFeeds();
        scene.Wait(1);
        var better = Count(scene, "a", ("A1", 4));
        var worse = Count(scene, "b", ("X", 9));
        Assert.Equal(["house-high=4,house-grz=0"], Play(scene, better, worse));

        // The better one is silent after fifteen minutes; the other goes on.
        scene.Wait(15);
        Assert.Equal(["house-high=9"], Play(scene, better, Count(scene, "b", ("X", 9))));
        scene.Wait(1);
        Assert.Equal(
            ["house-high=3,house-grz=0"],
            Play(scene, Count(scene, "a", ("A1", 3)), Count(scene, "b", ("X", 9))));
    }

    [Fact]
    public void Rank_is_data_and_decides()
    {
        var scene = SceneWithFeeds();
        scene.Do(new Define(TestRegion.AdtRow("b", "nursing", rank: 1)), TestRegion.Admin);
        scene.Do(new Define(TestRegion.AdtRow("a", "nursing", rank: 2)), TestRegion.Admin);
        scene.Wait(1);

        Assert.Equal(
            ["house-high=9,house-grz=0"],
            Play(scene, Count(scene, "a", ("A1", 4)), Count(scene, "b", ("X", 9))));
    }

    [Fact]
    public void Wards_of_one_unit_are_added_up_and_a_room_may_have_a_row_of_its_own()
    {
        var scene = SceneWithFeeds();
        scene.Do(new Define(new FeedPlaceRow("a", "A2", "", "house-high")), TestRegion.Admin);
        scene.Do(new Define(new FeedPlaceRow("a", "A1", "12", "house-grz")), TestRegion.Admin);
        scene.Do(new Define(new FeedPlaceRow("a", "OK", "", "")), TestRegion.Admin);
        scene.Wait(1);

        Assert.Equal(
            ["house-high=7,house-grz=3"],
            Play(scene, Count(scene, "a", ("A1", 4), ("A2^3", 2), ("A1^9", 1), ("A1^12", 2),
                ("B", 1), ("OK", 6))));
    }

    [Fact]
    public void A_unit_of_which_nobody_reported_the_places_is_left_out()
    {
        var scene = SceneWithFeeds();
        scene.Do(new Define(new FeedPlaceRow("a", "W", "", "house-wzd")), TestRegion.Admin);
        scene.Wait(1);

        Assert.Equal(
            ["house-high=4,house-grz=0"], Play(scene, Count(scene, "a", ("A1", 4), ("W", 3))));
    }

    [Fact]
    public void A_pool_speaks_as_of_the_earlier_of_its_feeds_and_waits_for_all_of_them()
    {
        var scene = SceneWithFeeds();
        scene.Do(new Define(new FeedPlaceRow("b", "X", "", "house-low")), TestRegion.Admin);
        scene.Do(new Define(TestRegion.AdtRow("b", "nursing", rank: 2)), TestRegion.Admin);
        scene.Wait(1);
        var early = Count(scene, "b", ("X", 2));
        scene.Wait(1);
        var late = Count(scene, "a", ("A1", 4));

        Assert.Equal(["house-grz=0", "house-high=6"], Play(scene, late, early).Order());
        Assert.Equal(scene.Now - Duration.FromMinutes(1), At(scene, "house-high").At);
        scene.Wait(14);
        Assert.Equal(["house-grz=0"], Play(scene, Count(scene, "a", ("A1", 4)), early));
    }

    // What is planned, and done: in words.
    private static string[] Play(Scene scene, params FeedCensus[] counts)
    {
        var plan = FeedReports.Plan(scene.World, counts, scene.Now);
        foreach (var report in plan)
        {
            Assert.NotEmpty(scene.Do(report, Actor.System));
        }

        return
        [
            .. plan.Select(r => string.Join(',', r.Units.Select(
                u => $"{scene.World.Regions.Units[u.Unit.Value].Code}={u.Occupied}"))),
        ];
    }

    private static Scene SceneWithFigures()
    {
        var scene = new Scene();
        foreach (var unit in new[] { "house-high", "house-grz" })
        {
            scene.Do(
                new ReportCapacity(
                    TestRegion.Unit(unit), 10, 2, 7, 3, scene.Now - Duration.FromMinutes(5),
                    FigureSource.Manual),
                TestRegion.Nurse);
        }

        return scene;
    }

    private static Scene SceneWithFeeds()
    {
        var scene = SceneWithFigures();
        foreach (var row in new Definition[]
        {
            TestRegion.AdtRow("a", "nursing", rank: 1),
            TestRegion.AdtRow("b", "nursing", rank: 2),
            new FeedPlaceRow("a", "A1", "", "house-high"),
            new FeedPlaceRow("a", "B", "", "house-grz"),
            new FeedPlaceRow("b", "X", "", "house-high"),
        })
        {
            scene.Do(new Define(row), TestRegion.Admin);
        }

        return scene;
    }

    private static FeedCensus Count(
        Scene scene, string feed, params (string Place, int Patients)[] patients) => new(
            feed, scene.Now, scene.Now, scene.Now,
            patients.ToImmutableDictionary(p => WardPlace.Of(p.Place)!.Value, p => p.Patients));

    private static ReportOccupied Occupied(
        Instant at, params (string Unit, int Occupied)[] units) => new(
            TestRegion.World.Regions.Units[TestRegion.Unit(units[0].Unit).Value].Location,
            [.. units.Select(u => new UnitOccupied(TestRegion.Unit(u.Unit), u.Occupied))], at);

    private static Attempt<ReportOccupied> With(
        Attempt<ReportOccupied> a, Func<UnitOccupied, UnitOccupied> change) => a with
        {
            Request = a.Request with
            {
                Units = [.. a.Request.Units[..^1], change(a.Request.Units[^1])],
            },
        };

    private static Figures At(Scene scene, string unit) => scene.World.Capacity[
        scene.World.Regions.Units[TestRegion.Unit(unit).Value].Pool].Figures!;
}
