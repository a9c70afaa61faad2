using System.Collections.Immutable;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Capacity;

/// <summary>
/// A message of a location is one small event, however many units it tells of; it may come twice,
/// late, in any order or in parts, and what is known afterwards is what was measured last.
/// </summary>
public sealed class ReportLocationTests
{
    private static readonly LocationId House = LocationOf("house-high");
    private static readonly string[] Units = ["house-high", "house-grz", "house-wzd", "house-team"];

    internal static readonly RefusalTable<ReportLocation, ReportLocationRefusal> Message = new(
        () => new(
            new Scene(), Told(TestRegion.Start, ("house-high", 10, 3), ("house-grz", 4, 4)),
            TestRegion.Nurse),
        (ReportLocationRefusal.LocationUnknown, a => a with
        {
            Request = a.Request with { Location = new(99) },
        }),
        (ReportLocationRefusal.LocationUnknown, a => a with
        {
            Request = a.Request with { Location = default },
        }),
        (ReportLocationRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (ReportLocationRefusal.NotAllowed, a => a with
        {
            By = TestRegion.Desk with { Organisation = TestRegion.Nurse.Organisation },
        }),
        (ReportLocationRefusal.NothingReported, a => a with
        {
            Request = a.Request with { Units = [] },
        }),
        (ReportLocationRefusal.UnitUnknown, a => With(a, u => u with { Unit = new(99) })),
        (ReportLocationRefusal.UnitUnknown, a => With(a, u => u with { Unit = default })),
        (ReportLocationRefusal.UnitElsewhere, a => With(
            a, u => u with { Unit = TestRegion.Unit("villa-high") })),
        (ReportLocationRefusal.PoolDoubled, a => With(
            a, u => u with { Unit = TestRegion.Unit("house-low") })),
        (ReportLocationRefusal.NumberOutOfRange, a => With(a, u => u with { Occupied = -1 })),
        (ReportLocationRefusal.NumberOutOfRange, a => With(
            a, u => u with { Staffed = ReportCapacity.PlacesMax + 1 })),
        (ReportLocationRefusal.NumberOutOfRange, a => With(a, u => u with { Blocked = 5 })),
        (ReportLocationRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { At = a.Now + Duration.FromMinutes(3) },
        }),
        (ReportLocationRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { At = a.Now - Duration.FromMinutes(1_441) },
        }));

    public static TheoryData<int, ReportLocationRefusal> Rows => Message.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_message_is_refused_whole_by_the_first_rule_broken(
        int row, ReportLocationRefusal expected) => Message.Check(row, expected);

    [Fact]
    public void A_message_is_one_event_that_names_unchanged_pools_by_their_place_only()
    {
        var scene = new Scene();
        scene.Do(
            Told(scene.Now, ("house-low", 10, 3), ("house-grz", 4, 4), ("house-team", 2, 0)),
            TestRegion.Nurse);
        scene.Wait(5);
        var events = scene.Do(
            Told(scene.Now, ("house-team", 2, 0), ("house-grz", 4, 2), ("house-high", 10, 3)),
            TestRegion.Nurse);

        var told = Assert.IsType<LocationReported>(Assert.Single(events));
        Assert.Equal([new PoolFigures(2, 4, 0, 4, 2)], told.Changed);
        Assert.Equal("1,4", told.Unchanged.ToString());
        Assert.Equal(2, At(scene, "house-grz").Figures!.Occupied);
        Assert.All(
            new[] { "house-low", "house-grz", "house-team" },
            u => Assert.Equal(scene.Now, At(scene, u).Figures!.At));
        Assert.Null(At(scene, "house-wzd").Figures);
        Assert.Equal(FigureSource.Feed, At(scene, "house-low").Figures!.Source);
    }

    [Fact]
    public void Ten_unchanged_pools_are_confirmed_in_about_a_hundred_bytes()
    {
        var scene = new Scene();
        var units = Enumerable.Range(1, 6).Select(n => $"house-{n}").ToArray();
        foreach (var unit in units)
        {
            scene.Do(
                new Domain.Regions.Define(TestRegion.UnitRow(unit, "house", "grz")), Actor.System);
        }

        var all = scene.World.Regions.PoolsAt(House)
            .Select(p => new UnitFigures(scene.World.Regions.UnitsIn(p)[0], 40, 1, 38, 37));
        var message = new ReportLocation(House, [.. all], scene.Now, FigureSource.Feed);
        Assert.Equal(10, message.Units.Length);
        scene.Do(message, TestRegion.Nurse);
        scene.Wait(5);
        var events = scene.Do(message with { At = scene.Now }, TestRegion.Nurse);

        Assert.Equal("1-10", Assert.IsType<LocationReported>(events[0]).Unchanged.ToString());
        Assert.InRange(EventCodec.Encode(events[0]).Length, 1, 120);
    }

    [Fact]
    public void A_message_that_comes_twice_or_late_changes_nothing_and_stores_nothing()
    {
        var scene = new Scene();
        var first = Told(scene.Now, ("house-high", 10, 3), ("house-grz", 4, 4));
        scene.Wait(5);
        var second = Told(scene.Now, ("house-high", 10, 5), ("house-grz", 4, 4));
        scene.Do(second, TestRegion.Nurse);
        var known = scene.World;

        Assert.Empty(scene.Do(second, TestRegion.Nurse));
        Assert.Empty(scene.Do(second with { Units = [second.Units[0]] }, TestRegion.Nurse));
        Assert.Empty(scene.Do(first, TestRegion.Nurse));
        Assert.Equal(Snapshots.HashOf(known), Snapshots.HashOf(scene.World));
    }

    [Fact]
    public void Of_a_late_message_only_the_pools_count_of_which_nothing_later_is_known()
    {
        var scene = new Scene();
        var whole = Told(scene.Now, ("house-high", 10, 3), ("house-grz", 4, 4));
        scene.Wait(5);
        scene.Do(Told(scene.Now, ("house-high", 10, 9)), TestRegion.Nurse);

        var told = Assert.IsType<LocationReported>(scene.Do(whole, TestRegion.Nurse)[0]);
        Assert.Equal([2], told.Changed.Select(c => c.Ordinal));
        Assert.Equal(9, At(scene, "house-high").Figures!.Occupied);
        Assert.Equal(4, At(scene, "house-grz").Figures!.Occupied);
    }

    [Fact]
    public void Another_source_may_speak_of_the_same_moment()
    {
        var scene = new Scene();
        scene.Do(Told(scene.Now, ("house-high", 10, 3)), TestRegion.Nurse);
        var spoken = Told(scene.Now, ("house-high", 10, 4));

        scene.Do(spoken, TestRegion.Desk);
        Assert.Equal(
            (4, FigureSource.Spoken),
            (At(scene, "house-high").Figures!.Occupied, At(scene, "house-high").Figures!.Source));
        Assert.Empty(scene.Do(spoken, TestRegion.Desk));
    }

    [Fact]
    public void What_a_centre_passes_on_is_not_what_it_was_told_by_telephone()
    {
        var scene = new Scene();
        var passed = Told(scene.Now, ("house-high", 10, 3)) with { Source = FigureSource.Passed };
        scene.Do(passed, TestRegion.Desk);
        Assert.Equal(FigureSource.Passed, At(scene, "house-high").Figures!.Source);

        var older = new Scene { WriteLevel = WriteLevels.First };
        older.Do(passed, TestRegion.Desk);
        Assert.Equal(FigureSource.Spoken, At(older, "house-high").Figures!.Source);
    }

    [Fact]
    public void Whoever_arrived_before_the_moment_of_a_message_is_in_its_figures()
    {
        var scene = new Scene();
        scene.Report("house-high", 10, 3);
        scene.BringTo(Domain.Access.Stage.Arrived, "house-high");
        Assert.Single(At(scene, "house-high").Claims);
        var early = Told(scene.Now - Duration.FromMinutes(1), ("house-high", 10, 3));
        Assert.Empty(scene.Do(early, TestRegion.Nurse));
        scene.Wait(1);

        scene.Do(Told(scene.Now, ("house-high", 10, 4)), TestRegion.Nurse);
        Assert.Empty(At(scene, "house-high").Claims);
    }

    [Fact]
    public void In_any_order_and_any_number_of_times_the_last_measured_counts()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var (scene, old) = (new Scene(), new Scene { WriteLevel = WriteLevels.First });
            var messages = Enumerable.Range(0, 12)
                .Select(n => Any(scene.Now - Duration.FromMinutes(n), random)).ToArray();
            var sent = messages.Concat(messages.Where(_ => random.Next(2) == 0)).ToArray();
            random.Shuffle(sent);
            foreach (var message in sent)
            {
                scene.Do(message, TestRegion.Nurse);
                old.Do(message, TestRegion.Nurse);
            }

            foreach (var unit in Units)
            {
                var last = messages.SelectMany(m => m.Units.Select(u => (m.At, Told: u)))
                    .Where(x => x.Told.Unit == TestRegion.Unit(unit)).MaxBy(x => x.At);
                Assert.Equal(
                    last.Told.Unit.Value == 0
                        ? null
                        : new Figures(
                            last.Told.Physical, last.Told.Blocked, last.Told.Staffed,
                            last.Told.Occupied, last.At, FigureSource.Feed),
                    At(scene, unit).Figures);
            }

            AssertOldEventsSayTheSame(scene, old);
        }
    }

    [Fact]
    public void The_screens_redraw_every_pool_of_the_location()
    {
        var scene = new Scene();
        var told = scene.Do(Told(scene.Now, ("house-grz", 4, 4)), TestRegion.Nurse)[0];
        var pools = scene.World.Regions.PoolsAt(House);

        Assert.Equal(new StreamKey(StreamKind.Location, House.Value), told.Stream);
        Assert.Equal(4, pools.Length);
        Assert.Equal(
            pools.Select(p => new StreamKey(StreamKind.Pool, p.Value)),
            scene.World.PartsOf(told.Stream));
        Assert.Equal(
            [new StreamKey(StreamKind.Pool, 2)],
            scene.World.PartsOf(new StreamKey(StreamKind.Pool, 2)));
    }

    // A journal at level 1 holds the events that every release reads; the world is the same.
    private static void AssertOldEventsSayTheSame(Scene scene, Scene old)
    {
        Assert.All(scene.Journal, r => Assert.IsType<LocationReported>(r.Happened));
        Assert.All(old.Journal, r => Assert.IsType<CapacityReported>(r.Happened));
        Assert.Equal(
            Snapshots.HashOf(scene.World with { Number = 0 }),
            Snapshots.HashOf(old.World with { Number = 0 }));
    }

    private static ReportLocation Any(Instant at, Random random)
    {
        var units = Units.Where(_ => random.Next(3) > 0)
            .Select(u => (u, random.Next(3, 5), random.Next(3))).ToArray();
        return Told(at, units.Length > 0 ? units : [("house-high", 1, 1)]);
    }

    private static LocationId LocationOf(string unit) =>
        TestRegion.World.Regions.Units[TestRegion.Unit(unit).Value].Location;

    private static PoolState At(Scene scene, string unit) =>
        scene.World.Capacity[scene.World.Regions.Units[TestRegion.Unit(unit).Value].Pool];

    private static ReportLocation Told(
        Instant at, params (string Unit, int Places, int Occupied)[] units) => new(
            House,
            [.. units.Select(u => new UnitFigures(
                TestRegion.Unit(u.Unit), u.Places, 0, u.Places, u.Occupied))],
            at, FigureSource.Feed);

    private static Attempt<ReportLocation> With(
        Attempt<ReportLocation> attempt, Func<UnitFigures, UnitFigures> change)
    {
        ImmutableArray<UnitFigures> units =
            [attempt.Request.Units[0], change(attempt.Request.Units[^1])];
        return attempt with { Request = attempt.Request with { Units = units } };
    }
}
