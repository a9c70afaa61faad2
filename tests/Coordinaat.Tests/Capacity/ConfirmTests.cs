using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Transport;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Capacity;

/// <summary>
/// "Unchanged" means that nothing changed but what we know ourselves: those who arrived since the
/// figures are occupied places from then on. A confirmation never makes a place free.
/// </summary>
public sealed class ConfirmTests
{
    private const string House = "house-high";

    private static readonly ConfirmCapacity Confirm = new([TestRegion.Unit(House)]);

    [Theory]
    [InlineData(12, 10, 2, 0, 12)]
    [InlineData(12, 10, 0, 0, 10)]
    [InlineData(12, 10, 0, 2, 10)] // Promised and on the way stay promised.
    [InlineData(12, 9, 1, 1, 10)]
    [InlineData(5, 3, 2, 0, 5)]
    public void Who_arrived_since_the_figures_is_occupied_after_a_confirmation(
        int places, int occupied, int arrived, int promised, int expected)
    {
        var scene = new Scene();
        scene.Report(House, places, occupied);
        Bring(scene, Stage.Arrived, arrived);
        Bring(scene, Stage.Underway, promised);
        scene.Wait(60);
        var before = Left(scene);

        _ = scene.Do(Confirm, TestRegion.Nurse);

        Assert.Equal(
            new Figures(places, 0, places, expected, scene.Now, FigureSource.Confirmed),
            Pool(scene).Figures);
        Assert.Equal(promised, Pool(scene).Claims.Length);
        Assert.Equal(before, Left(scene));
    }

    [Fact]
    public void A_second_confirmation_counts_nobody_twice()
    {
        var scene = new Scene();
        scene.Report(House, 12, 10);
        Bring(scene, Stage.Arrived, 2);

        Assert.IsType<CapacityReported>(Assert.Single(scene.Do(Confirm, TestRegion.Nurse)));
        Assert.IsType<CapacityConfirmed>(Assert.Single(scene.Do(Confirm, TestRegion.Nurse)));
        Assert.Equal(12, Pool(scene).Figures!.Occupied);
    }

    [Fact]
    public void Units_that_share_places_count_who_arrived_once()
    {
        var scene = new Scene();
        scene.Report(House, 12, 10);
        Bring(scene, Stage.Arrived, 1);
        var both = new ConfirmCapacity([TestRegion.Unit("house-low"), TestRegion.Unit(House)]);

        _ = Assert.Single(scene.Do(both, TestRegion.Nurse));
        Assert.Equal(11, Pool(scene).Figures!.Occupied);
    }

    [Fact]
    public void More_arrived_than_are_staffed_is_counted_and_flagged()
    {
        var scene = new Scene();
        scene.Report(House, 3, 1);
        Bring(scene, Stage.Underway, 2);
        scene.Wait(1);
        scene.Report(House, 1, 1);
        ArriveAll(scene);
        _ = scene.Do(Confirm, TestRegion.Nurse);

        Assert.Equal(3, Pool(scene).Figures!.Occupied);
        Assert.True(Pool(scene).Figures!.IsOver);
        Assert.Equal(-2, Left(scene));
    }

    [Fact]
    public void Figures_of_a_feed_are_confirmed_in_the_same_way()
    {
        var scene = new Scene();
        _ = scene.Do(
            new ReportCapacity(
                TestRegion.Unit(House), 12, 0, 12, 10, null, FigureSource.Feed), Actor.System);
        Bring(scene, Stage.Arrived, 1);
        _ = scene.Do(Confirm, TestRegion.Nurse);

        Assert.Equal(
            (11, FigureSource.Confirmed),
            (Pool(scene).Figures!.Occupied, Pool(scene).Figures!.Source));
    }

    // One batch has one time. Whichever of the two comes first, nobody is lost.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_confirmation_in_the_same_batch_as_an_arrival_loses_nobody(bool arrivesFirst)
    {
        var scene = new Scene();
        scene.Report(House, 12, 10);
        Bring(scene, Stage.Underway, 1);
        scene.Wait(10);
        if (arrivesFirst)
        {
            ArriveAll(scene);
        }

        _ = scene.Do(Confirm, TestRegion.Nurse);
        if (!arrivesFirst)
        {
            ArriveAll(scene);
        }

        Assert.Equal(1, Left(scene));
        scene.Wait(10);
        _ = scene.Do(Confirm, TestRegion.Nurse);
        Assert.Equal((11, 1), (Pool(scene).Figures!.Occupied, Left(scene)));
        Assert.Empty(Pool(scene).Claims);
    }

    // Told late: the figures' moment lies after the arrival, but nobody knows whether it is in
    // them. It stays taken until somebody counts.
    [Fact]
    public void Who_is_told_late_to_have_arrived_before_the_figures_stays_taken()
    {
        var scene = new Scene();
        scene.Report(House, 12, 10);
        Bring(scene, Stage.Underway, 1);
        scene.Wait(30);
        _ = scene.Do(Confirm, TestRegion.Nurse);
        scene.Wait(5);
        ArriveAll(scene, Duration.FromMinutes(10));
        _ = scene.Do(Confirm, TestRegion.Nurse);

        Assert.Equal((11, 1), (Pool(scene).Figures!.Occupied, Left(scene)));
    }

    [Fact]
    public void Only_who_arrived_by_a_moment_is_counted_at_it()
    {
        var now = TestRegion.Start;
        Claim At(int number, ClaimState state, int seconds) => new(
            new CareRequestId(number), new UnitId(1), state,
            now + Duration.FromSeconds(seconds), false);
        var pool = PoolState.Never with
        {
            Claims =
            [
                At(1, ClaimState.Arrived, -1), At(2, ClaimState.Arrived, 0),
                At(3, ClaimState.Arrived, 1), At(4, ClaimState.OnTheWay, -1),
                At(5, ClaimState.Held, -1),
            ],
        };

        Assert.Equal(2, pool.ArrivedBy(now));
    }

    private static void Bring(Scene scene, Stage stage, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _ = scene.BringTo(stage);
        }
    }

    private static void ArriveAll(Scene scene, Duration? ago = null)
    {
        foreach (var claim in Pool(scene).Claims.Where(c => c.State == ClaimState.OnTheWay))
        {
            _ = scene.Do(
                new RecordArrival(claim.Request, scene.Now - (ago ?? Duration.Zero)),
                TestRegion.Nurse);
        }
    }

    private static PoolState Pool(Scene scene) =>
        scene.World.Capacity[scene.World.Regions.Units[TestRegion.Unit(House).Value].Pool];

    private static int Left(Scene scene) =>
        Pool(scene).Figures!.Usable - Pool(scene).Figures!.Occupied - Pool(scene).Claims.Length;
}
