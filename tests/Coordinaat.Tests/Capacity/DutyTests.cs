using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Capacity;

/// <summary>Who is on duty, and units that take nobody without (FR-C17).</summary>
public sealed class DutyTests
{
    private static readonly UnitId House = TestRegion.Unit("house-high");
    private static readonly UnitId Low = TestRegion.Unit("house-low");

    internal static readonly RefusalTable<SetDuty, DutyRefusal> Setting = new(
        () => new(
            new Scene(), new SetDuty(House, "nurse", TestRegion.Nurse.Account, null, 480),
            TestRegion.Nurse),
        (DutyRefusal.UnitUnknown, a => a with { Request = a.Request with { Unit = new(99) } }),
        (DutyRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (DutyRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (DutyRefusal.FunctionUnknown, a => a with
        {
            Request = a.Request with { Function = "surgery" },
        }),
        (DutyRefusal.ColleagueUnknown, a => a with
        {
            Request = a.Request with { Who = TestRegion.NurseTwo.Account },
        }),
        (DutyRefusal.ColleagueUnknown, a => a with
        {
            Request = a.Request with { Who = new(-1) },
        }),
        (DutyRefusal.TimeOutOfRange, a => a with { Request = a.Request with { Minutes = 0 } }),
        (DutyRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { Minutes = SetDuty.MinutesMax + 1 },
        }),
        (DutyRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { From = a.Now - Duration.FromMinutes(480) },
        }),
        (DutyRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { From = a.Now + SetDuty.AheadMax + Duration.Epsilon },
        }),
        (DutyRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<EndDuty, DutyRefusal> Ending = new(
        () => new(new Scene(), new EndDuty(House), TestRegion.Nurse),
        (DutyRefusal.UnitUnknown, a => a with { Request = new(new(99)) }),
        (DutyRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }));

    public static TheoryData<int, DutyRefusal> SetRows => Setting.Rows;

    public static TheoryData<int, DutyRefusal> EndRows => Ending.Rows;

    [Theory]
    [MemberData(nameof(SetRows))]
    public void A_duty_is_refused_by_the_first_rule_broken(int row, DutyRefusal expected) =>
        Setting.Check(row, expected);

    [Theory]
    [MemberData(nameof(EndRows))]
    public void An_end_is_refused_by_the_first_rule_broken(int row, DutyRefusal expected) =>
        Ending.Check(row, expected);

    [Fact]
    public void The_centre_records_what_a_location_says_by_telephone() =>
        Assert.NotEmpty(new Scene().Do(
            new SetDuty(House, "nurse", null, null, 60), TestRegion.Desk));

    [Fact]
    public void A_unit_that_needs_somebody_on_duty_takes_nobody_without()
    {
        var scene = Needing("nurse");
        Assert.True(IsMissed(scene, 600));

        scene.Do(new SetDuty(House, "gp", null, null, 480), TestRegion.Nurse);
        Assert.True(IsMissed(scene, 600));
        scene.Do(new SetDuty(Low, "nurse", null, null, 480), TestRegion.Nurse);
        Assert.True(IsMissed(scene, 600));

        scene.Do(new SetDuty(House, "nurse", null, null, 20), TestRegion.Nurse);
        Assert.False(IsMissed(scene, 600));
        Assert.False(IsMissed(scene, (20 * 60) - 1));
        Assert.True(IsMissed(scene, 20 * 60));

        scene.Do(new EndDuty(House), TestRegion.Nurse);
        Assert.True(IsMissed(scene, 600));
        Assert.Empty(scene.Do(new EndDuty(House), TestRegion.Nurse));
        Assert.Single(scene.World.Capacity.DutiesOf(Low));
    }

    [Fact]
    public void The_arrival_counts_and_not_the_moment_of_asking()
    {
        var scene = Needing("nurse");
        scene.Do(
            new SetDuty(House, "nurse", null, scene.Now + Duration.FromMinutes(30), 60),
            TestRegion.Nurse);

        Assert.True(IsMissed(scene, (30 * 60) - 1));
        Assert.False(IsMissed(scene, 30 * 60));
    }

    [Fact]
    public void Nobody_has_to_be_there_where_the_region_takes_its_rule_back()
    {
        var scene = Needing("nurse");
        scene.Do(new Define(new DutyRuleRow("house-high", "")), Actor.System);
        Assert.False(IsMissed(scene, 600));
    }

    [Theory]
    [InlineData("zz", "nurse", DefineRefusal.UnitUnknown)]
    [InlineData("house-high", "surgery", DefineRefusal.WordUnknown)]
    public void A_rule_names_a_unit_and_a_function(
        string unit, string function, DefineRefusal expected) => Assert.Equal(
            (Enum)expected,
            new Scene().Try(new Define(new DutyRuleRow(unit, function)), Actor.System));

    // Beside the product's way with parts before and after: minute by minute, the last one counts.
    [Fact]
    public void What_was_said_last_counts_for_its_minutes()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var scene = new Scene();
            var told = new Dictionary<(string Function, int Minute), AccountId?>();
            for (var i = 0; i < 12; i++)
            {
                var function = random.Next(2) == 0 ? "nurse" : "gp";
                AccountId? who = random.Next(2) == 0 ? null : TestRegion.Nurse.Account;
                var (from, length) = (random.Next(0, 300), random.Next(1, 200));
                scene.Do(
                    new SetDuty(
                        House, function, who, scene.Now + Duration.FromMinutes(from), length),
                    TestRegion.Nurse);
                for (var minute = from; minute < from + length; minute++)
                {
                    told[(function, minute)] = who;
                }
            }

            foreach (var function in new[] { "nurse", "gp" })
            {
                for (var minute = 0; minute < 500; minute++)
                {
                    var at = scene.Now + Duration.FromMinutes(minute);
                    var found = scene.World.Capacity.DutiesOf(House)
                        .Where(d => d.Function == function && d.Covers(at)).ToArray();
                    var isTold = told.TryGetValue((function, minute), out var who);
                    Assert.True(
                        found.Length == (isTold ? 1 : 0), $"seed {seed}, minute {minute}");
                    Assert.Equal(isTold, scene.World.Capacity.IsOnDuty(House, function, at));
                    Assert.All(found, d => Assert.Equal(who, d.Who));
                }
            }
        }
    }

    private static Scene Needing(string function)
    {
        var scene = new Scene();
        scene.Do(new Define(new DutyRuleRow("house-high", function)), Actor.System);
        return scene;
    }

    private static bool IsMissed(Scene scene, int travelSeconds)
    {
        var other = new Scene();
        var id = other.BringTo(Stage.Seeking);
        var need = other.World.Triage[id].Need! with { Transport = "", EarliestAt = null };
        return Ranking.Check(scene.World, need, House, scene.Now, travelSeconds)
            .HasFlag(Rules.DoctorCover);
    }
}
