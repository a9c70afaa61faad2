using System.Collections.Immutable;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Placement;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Capacity;

/// <summary>Stops: advice with scope, reason, mandate and end (FR-C7 to C9, R19).</summary>
public sealed class StopTests
{
    private static readonly UnitId House = TestRegion.Unit("house-high");
    private static readonly UnitId Low = TestRegion.Unit("house-low");
    private static readonly UnitId Villa = TestRegion.Unit("villa-high");
    private static readonly UnitId Emergency = TestRegion.Unit("hospital-ed");

    internal static readonly RefusalTable<DeclareStop, StopRefusal> Declare = new(
        () => new(new Scene(), TestRegion.Stop(House, 60), TestRegion.Nurse),
        (StopRefusal.UnitUnknown, a => a with { Request = a.Request with { Units = [new(99)] } }),
        (StopRefusal.UnitUnknown, a => a with { Request = a.Request with { Units = [] } }),
        (StopRefusal.PoolsDiffer, a => a with
        {
            Request = a.Request with { Units = [House, Villa] },
        }),
        (StopRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (StopRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (StopRefusal.InflowMissing, a => a with
        {
            Request = a.Request with { Inflow = Inflow.None },
        }),
        (StopRefusal.SpecialismUnknown, a => a with
        {
            Request = a.Request with { Specialisms = ["surgery", "zz"] },
        }),
        (StopRefusal.ReasonUnknown, a => a with
        {
            Request = a.Request with { Reason = "no-staff" },
        }),
        (StopRefusal.MandateUnknown, a => a with { Request = a.Request with { Mandate = "" } }),
        (StopRefusal.EndOutOfRange, a => a with { Request = a.Request with { Minutes = 0 } }),
        (StopRefusal.EndOutOfRange, a => a with
        {
            Request = a.Request with { Minutes = DeclareStop.MinutesMax + 1 },
        }),
        (StopRefusal.NotYetWritten, a => a with
        {
            Request = a.Request with { Level = StopLevel.Impending },
            WriteLevel = WriteLevels.First,
        }));

    internal static readonly RefusalTable<ExtendStop, StopRefusal> Extend = new(
        () => new(Stopped(), new ExtendStop([House], 60), TestRegion.Nurse),
        (StopRefusal.UnitUnknown, a => a with { Request = a.Request with { Units = [new(99)] } }),
        (StopRefusal.PoolsDiffer, a => a with
        {
            Request = a.Request with { Units = [House, Villa] },
        }),
        (StopRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (StopRefusal.EndOutOfRange, a => a with { Request = a.Request with { Minutes = 0 } }),
        (StopRefusal.EndOutOfRange, a => a with
        {
            Request = a.Request with { Minutes = DeclareStop.MinutesMax + 1 },
        }),
        (StopRefusal.NothingRuns, a => a with { Now = a.Now + Duration.FromMinutes(60) }),
        (StopRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<EndStop, StopRefusal> End = new(
        () => new(Stopped(), new EndStop([House]), TestRegion.Nurse),
        (StopRefusal.UnitUnknown, a => a with { Request = new([new(99)]) }),
        (StopRefusal.PoolsDiffer, a => a with { Request = new([House, Villa]) }),
        (StopRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }));

    public static TheoryData<int, StopRefusal> DeclareRows => Declare.Rows;

    public static TheoryData<int, StopRefusal> ExtendRows => Extend.Rows;

    public static TheoryData<int, StopRefusal> EndRows => End.Rows;

    [Theory]
    [MemberData(nameof(DeclareRows))]
    public void A_stop_is_refused_by_the_first_rule_broken(int row, StopRefusal expected) =>
        Declare.Check(row, expected);

    [Theory]
    [MemberData(nameof(ExtendRows))]
    public void A_longer_stop_is_refused_by_the_first_rule_broken(
        int row, StopRefusal expected) => Extend.Check(row, expected);

    [Theory]
    [MemberData(nameof(EndRows))]
    public void An_end_is_refused_by_the_first_rule_broken(int row, StopRefusal expected) =>
        End.Check(row, expected);

    [Fact]
    public void A_stop_is_announced_comes_in_force_is_extended_and_ends()
    {
        var scene = new Scene();
        scene.Do(
            TestRegion.Stop(House, 60) with { Level = StopLevel.Impending }, TestRegion.Nurse);
        var announced = scene.World.Capacity.StopOf(House)!;
        Assert.False(announced.IsActive(scene.Now));
        Assert.True(announced.Runs(scene.Now));

        scene.Wait(10);
        scene.Do(TestRegion.Stop(House, 60), TestRegion.Nurse);
        var active = scene.World.Capacity.StopOf(House)!;
        Assert.True(active.IsActive(scene.Now));
        Assert.Equal(announced.DeclaredAt, active.DeclaredAt);

        scene.Do(new ExtendStop([House], 120), TestRegion.Nurse);
        scene.Do(new ExtendStop([House], 180), TestRegion.Nurse);
        var longer = scene.World.Capacity.StopOf(House)!;
        Assert.Equal((2, scene.Now + Duration.FromMinutes(360)), (longer.Extensions, longer.Until));

        scene.Do(new EndStop([House]), TestRegion.Nurse);
        Assert.Null(scene.World.Capacity.StopOf(House));
        Assert.Empty(scene.Do(new EndStop([House]), TestRegion.Nurse));
    }

    [Fact]
    public void A_stop_ends_by_itself_at_its_very_moment_and_another_begins_anew()
    {
        var scene = Stopped();
        var stop = scene.World.Capacity.StopOf(House)!;
        Assert.True(stop.Runs(stop.Until - Duration.Epsilon));
        Assert.False(stop.Runs(stop.Until));

        scene.Wait(60);
        scene.Do(TestRegion.Stop(House, 30), TestRegion.Nurse);
        Assert.Equal(scene.Now, scene.World.Capacity.StopOf(House)!.DeclaredAt);
    }

    [Fact]
    public void A_stop_of_one_unit_leaves_the_others_of_its_pool_alone()
    {
        var scene = Stopped();
        Assert.Null(scene.World.Capacity.StopOf(Low));
        scene.Do(TestRegion.Stop(House, 60) with { Units = [House, Low] }, TestRegion.Nurse);
        Assert.NotNull(scene.World.Capacity.StopOf(Low));
    }

    [Fact]
    public void The_centre_records_what_a_location_says_by_telephone() =>
        Assert.NotEmpty(new Scene().Do(TestRegion.Stop(House, 60), TestRegion.Desk));

    // No stops of "other" are agreed, and at most one emergency stop of usually two hours.
    [Fact]
    public void The_regions_agreements_warn_and_never_forbid()
    {
        var scene = new Scene();
        Assert.Equal(
            [StopWarning.NoStopsAgreed],
            Warnings(scene.Do(TestRegion.Stop(House, 60), TestRegion.Nurse)));
        Assert.Equal(
            [], Warnings(scene.Do(TestRegion.Stop(Emergency, 120), TestRegion.Hospital)));
        Assert.Equal(
            [StopWarning.LongerThanUsual],
            Warnings(scene.Do(TestRegion.Stop(Emergency, 121), TestRegion.Hospital)));

        scene.Do(
            new Domain.Regions.Define(TestRegion.UnitRow("second-ed", "villa", "emergency")),
            Actor.System);
        var second = new UnitId(scene.World.Regions.Units.NumberOf("second-ed"));
        Assert.Equal(
            [StopWarning.TooManyAtOnce],
            Warnings(scene.Do(TestRegion.Stop(second, 60), TestRegion.NurseTwo)));
        Assert.Equal(
            [],
            Warnings(scene.Do(
                TestRegion.Stop(second, 60) with { Level = StopLevel.Impending },
                TestRegion.NurseTwo)));
    }

    [Fact]
    public void An_extension_counts_from_the_begin_against_the_usual_length()
    {
        var scene = new Scene();
        scene.Do(TestRegion.Stop(Emergency, 90), TestRegion.Hospital);
        scene.Wait(60);
        var extended = Assert.IsType<StopExtended>(Assert.Single(
            scene.Do(new ExtendStop([Emergency], 31), TestRegion.Hospital)));
        Assert.Equal([StopWarning.LongerThanUsual], extended.Warnings);
    }

    // It runs for another hour: what comes on top of that may not pass seven days.
    [Theory]
    [InlineData(DeclareStop.MinutesMax - 60, null)]
    [InlineData(DeclareStop.MinutesMax - 59, StopRefusal.EndOutOfRange)]
    public void An_extension_ends_within_seven_days(int minutes, StopRefusal? expected) =>
        Assert.Equal(
            (Enum?)expected,
            Stopped().Try(new ExtendStop([House], minutes), TestRegion.Nurse));

    [Fact]
    public void A_place_in_a_stopped_unit_is_allowed_and_counted()
    {
        var scene = new Scene();
        var id = scene.BringTo(Domain.Access.Stage.Asking);
        var offer = scene.World.Placement.ListOffers(id).Single(o => o.IsPending);
        var by = TestRegion.Actors.First(
            a => Ownership.IsOwn(scene.World.Regions, offer.Unit, a) && !a.IsSystem);
        scene.Do(TestRegion.Stop(offer.Unit, 600), by);
        scene.Do(new AnswerOffer(offer.Id, Reply.Yes, "", null, scene.Note("zr. De Vries")), by);

        Assert.Equal(1, scene.World.Capacity.StopOf(offer.Unit)!.Forced);
    }

    [Theory]
    [InlineData(Inflow.All, "ambulance", true)]
    [InlineData(Inflow.Ambulance, "ambulance", true)]
    [InlineData(Inflow.Referral, "ambulance", false)]
    [InlineData(Inflow.BetweenHospitals, "ambulance", false)]
    [InlineData(Inflow.Ambulance, "own", false)]
    [InlineData(Inflow.Referral, "own", true)]
    public void Matching_heeds_a_stop_that_is_about_this_way_in(
        Inflow inflow, string transport, bool isAbout)
    {
        var stop = TestRegion.Stop(House, 600) with { Inflow = inflow };
        Assert.Equal(isAbout, IsHeeded(stop, transport));
        Assert.False(IsHeeded(stop with { Level = StopLevel.Impending }, transport));
        Assert.False(IsHeeded(stop with { Specialisms = ["surgery"] }, transport));
    }

    [Fact]
    public void A_journal_of_the_first_level_holds_a_whole_stop_as_it_always_did()
    {
        var scene = new Scene { WriteLevel = WriteLevels.First };
        Assert.IsType<UnitsClosed>(Assert.Single(
            scene.Do(TestRegion.Stop(House, 60), TestRegion.Nurse)));
        Assert.True(scene.World.Capacity.StopOf(House)!.Covers(Inflow.Referral));
        Assert.True(scene.World.Capacity.StopOf(Low)!.IsActive(scene.Now));
        Assert.IsType<UnitsOpened>(Assert.Single(
            scene.Do(new EndStop([House]), TestRegion.Nurse)));
        Assert.Null(scene.World.Capacity.StopOf(Low));
    }

    [Fact]
    public void The_effect_names_the_nearest_units_of_the_same_care_and_their_stops()
    {
        var scene = new Scene();
        var before = Assert.Single(StopEffect.Of(scene.World, House, scene.Now));
        Assert.Equal((Villa, null), (before.Unit, before.Stop));
        Assert.True(before.TravelMinutes > 0);

        scene.Do(TestRegion.Stop(Villa, 60), TestRegion.NurseTwo);
        Assert.NotNull(Assert.Single(StopEffect.Of(scene.World, House, scene.Now)).Stop);
    }

    private static bool IsHeeded(DeclareStop stop, string transport)
    {
        var scene = new Scene();
        scene.Do(stop, TestRegion.Nurse);
        var id = scene.BringTo(Domain.Access.Stage.Seeking);
        var need = scene.World.Triage[id].Need! with { Transport = transport };
        var failed = Ranking.Check(scene.World, need, House, scene.Now, 600);
        return failed.HasFlag(Rules.Open);
    }

    private static Scene Stopped()
    {
        var scene = new Scene();
        scene.Do(TestRegion.Stop(House, 60), TestRegion.Nurse);
        return scene;
    }

    private static ImmutableArray<StopWarning> Warnings(IEnumerable<Event> events) =>
        Assert.IsType<StopDeclared>(Assert.Single(events)).Warnings;
}
