using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Capacity;

/// <summary>
/// Figures are facts of the provider: nobody else reports them, more occupied than staffed is
/// taken and flagged, and an older report never overwrites a newer one.
/// </summary>
public sealed class CapacityTests
{
    private static readonly UnitId House = TestRegion.Unit("house-high");
    private static readonly UnitId Villa = TestRegion.Unit("villa-high");

    internal static readonly RefusalTable<ReportCapacity, ReportCapacityRefusal> Report = new(
        () => new(
            new Scene(),
            new ReportCapacity(House, 10, 2, 8, 9, null, FigureSource.Manual), TestRegion.Nurse),
        (ReportCapacityRefusal.UnitUnknown, a => a with
        {
            Request = a.Request with { Unit = new(99) },
        }),
        (ReportCapacityRefusal.UnitUnknown, a => a with
        {
            Request = a.Request with { Unit = default },
        }),
        (ReportCapacityRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (ReportCapacityRefusal.NotAllowed, a => a with
        {
            By = TestRegion.Desk with { Organisation = TestRegion.Nurse.Organisation },
        }),
        (ReportCapacityRefusal.NumberOutOfRange, a => a with
        {
            Request = a.Request with { Occupied = -1 },
        }),
        (ReportCapacityRefusal.NumberOutOfRange, a => a with
        {
            Request = a.Request with { Staffed = ReportCapacity.PlacesMax + 1 },
        }),
        (ReportCapacityRefusal.NumberOutOfRange, a => a with
        {
            Request = a.Request with { Blocked = 11 },
        }),
        (ReportCapacityRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { At = a.Now + Duration.FromMinutes(3) },
        }),
        (ReportCapacityRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { At = a.Now - Duration.FromMinutes(1_441) },
        }),
        (ReportCapacityRefusal.BlockedReasonUnknown, a => a with
        {
            Request = a.Request with { BlockedReason = "zz" },
        }));

    internal static readonly RefusalTable<ConfirmCapacity, ReportCapacityRefusal> Confirm = new(
        () => new(new Scene(), new ConfirmCapacity([House]), TestRegion.Nurse),
        (ReportCapacityRefusal.UnitUnknown, a => a with { Request = new([House, new(99)]) }),
        (ReportCapacityRefusal.NotAllowed, a => a with { Request = new([House, Villa]) }));

    public static TheoryData<int, ReportCapacityRefusal> ReportRows => Report.Rows;

    public static TheoryData<int, ReportCapacityRefusal> ConfirmRows => Confirm.Rows;

    [Theory]
    [MemberData(nameof(ReportRows))]
    public void A_report_is_refused_by_the_first_rule_broken(
        int row, ReportCapacityRefusal expected) => Report.Check(row, expected);

    [Theory]
    [MemberData(nameof(ConfirmRows))]
    public void A_confirmation_is_refused_by_the_first_rule_broken(
        int row, ReportCapacityRefusal expected) => Confirm.Check(row, expected);

    [Fact]
    public void More_occupied_than_staffed_is_taken_and_flagged()
    {
        var scene = new Scene();
        var events = scene.Do(Report.Good().Request, TestRegion.Nurse);

        var figures = Assert.IsType<CapacityReported>(events[0]).Figures;
        Assert.Equal(new Figures(10, 2, 8, 9, scene.Now, FigureSource.Manual), figures);
        Assert.True(figures.IsOver);
        Assert.Equal(-1, At(scene, House).Places);
    }

    [Theory]
    [InlineData(10, 2, 20, 8)] // Blocked comes off the physical ones.
    [InlineData(10, 2, 8, 8)]
    [InlineData(10, 2, 5, 5)]
    [InlineData(10, 10, 5, 0)]
    public void Usable_is_the_lesser_of_staffed_and_physical_less_blocked(
        int physical, int blocked, int staffed, int usable) =>
        Assert.Equal(
            usable,
            new Figures(physical, blocked, staffed, 0, default, FigureSource.Feed).Usable);

    [Fact]
    public void An_older_report_changes_nothing_and_one_of_the_same_moment_does()
    {
        var scene = new Scene();
        scene.Wait(60);
        scene.Report("house-high", 5);
        var older = Report.Good().Request with { At = scene.Now - Duration.FromMinutes(1) };
        scene.Do(older, TestRegion.Nurse);
        Assert.Equal(5, At(scene, House).Places);

        scene.Do(Report.Good().Request with { Occupied = 7, At = scene.Now }, TestRegion.Nurse);
        Assert.Equal(1, At(scene, House).Places);
    }

    [Fact]
    public void Confirming_makes_old_figures_fresh_and_passes_over_what_was_never_reported()
    {
        var scene = new Scene();
        scene.Report("house-high", 5);
        scene.Wait(300);
        Assert.Equal(Freshness.Stale, At(scene, House).Freshness);

        var confirm = new ConfirmCapacity(
            [TestRegion.Unit("house-low"), House, TestRegion.Unit("house-grz")]);
        Assert.Equal(
            [new CapacityConfirmed(scene.World.Regions.Units[House.Value].Pool, scene.Now)],
            scene.Do(confirm, TestRegion.Nurse));
        Assert.Equal(Freshness.Fresh, At(scene, House).Freshness);
        Assert.Equal(
            FigureSource.Confirmed,
            scene.World.Capacity[scene.World.Regions.Units[House.Value].Pool].Figures!.Source);
        Assert.Empty(scene.Do(new ConfirmCapacity([]), TestRegion.Nurse));
    }

    [Fact]
    public void Reports_wait_for_everything_else()
    {
        Assert.Equal(Domain.Lane.Reports, Report.Good().Request.Lane);
        Assert.Equal(Domain.Lane.Reports, Confirm.Good().Request.Lane);
    }

    private static Availability At(Scene scene, UnitId id)
    {
        var (unit, _, _, careType) = scene.World.Regions.Describe(id);
        return Availability.Of(scene.World.Capacity[unit.Pool], careType, scene.Now);
    }
}
