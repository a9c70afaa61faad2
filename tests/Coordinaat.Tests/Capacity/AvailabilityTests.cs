using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Capacity;

/// <summary>
/// Stale figures are never free, and a place that was promised counts for every unit that shares
/// the pool (R17) until the unit's own figures show it.
/// </summary>
public sealed class AvailabilityTests
{
    private static readonly Instant Now = TestRegion.Start;
    private static readonly CareType Care = new(
        "elv", new("", ""), new("", ""), CareSetting.Admission, ClosedUnder.None, false,
        FreshMinutes: 60, ExpiryMinutes: 240, "gp");

    [Theory]
    [InlineData(0, Freshness.Fresh)]
    [InlineData(-60, Freshness.Fresh)] // A provider's clock may run ahead.
    [InlineData(3_599, Freshness.Fresh)]
    [InlineData(3_600, Freshness.Ageing)]
    [InlineData(14_399, Freshness.Ageing)]
    [InlineData(14_400, Freshness.Stale)]
    [InlineData(86_400_000, Freshness.Stale)]
    public void Figures_expire_at_the_very_second_that_their_care_type_says(
        int ageSeconds, Freshness expected)
    {
        var availability = Availability.Of(
            Pool(Figures(5, 0, Now - Duration.FromSeconds(ageSeconds))), Care, Now);

        Assert.Equal(expected, availability.Freshness);
        Assert.Equal(
            expected is Freshness.Fresh or Freshness.Ageing, availability.IsKnown);
        Assert.Equal(Math.Max(0, ageSeconds), availability.AgeSeconds);
    }

    [Fact]
    public void What_was_never_reported_is_unknown_and_counts_as_full_for_the_load()
    {
        var availability = Availability.Of(PoolState.Never, Care, Now);

        Assert.Equal(new Availability(Freshness.Never, 0, 0, 0, 1_000), availability);
        Assert.False(availability.IsKnown);
    }

    [Theory]
    [InlineData(10, 4, 0, 6, 400)]
    [InlineData(10, 4, 2, 4, 600)]
    [InlineData(10, 10, 2, -2, 1_000)]
    [InlineData(10, 12, 0, -2, 1_000)]
    [InlineData(3, 1, 0, 2, 333)]
    [InlineData(0, 0, 0, 0, 1_000)]
    public void Promised_places_come_off_what_is_free(
        int usable, int occupied, int claims, int places, int loadPermille)
    {
        var pool = Pool(Figures(usable, occupied, Now)) with
        {
            Claims = [.. Enumerable.Range(1, claims).Select(n => new Claim(
                new CareRequestId(n), new UnitId(1), ClaimState.Held, Now, false))],
        };

        var availability = Availability.Of(pool, Care, Now);
        Assert.Equal(
            (places, claims, loadPermille),
            (availability.Places, availability.Claimed, availability.LoadPermille));
    }

    [Fact]
    public void A_place_promised_through_one_unit_lowers_its_sister()
    {
        var scene = new Scene();
        scene.Report("house-low", 3);
        Assert.Equal((3, 3), (Free(scene, "house-low"), Free(scene, "house-high")));

        scene.BringTo(Stage.PlaceHeld, "house-high");
        Assert.Equal((2, 2), (Free(scene, "house-low"), Free(scene, "house-high")));
        Assert.Null(scene.World.Capacity[Pool(scene, "house-grz")].Figures);

        scene.BringTo(Stage.Agreed, "house-low");
        Assert.Equal((1, 1), (Free(scene, "house-low"), Free(scene, "house-high")));
    }

    [Fact]
    public void A_promise_stays_through_a_report_until_the_patient_arrived_before_that_report()
    {
        var scene = new Scene();
        scene.Report("house-high", 3);
        var id = scene.BringTo(Stage.Underway);
        scene.Wait(5);
        scene.Report("house-high", 3);
        Assert.Equal(2, Free(scene, "house-high"));

        scene.Wait(5);
        scene.Do(new Domain.Transport.RecordArrival(id, null), TestRegion.Nurse);
        Assert.Equal(ClaimState.Arrived, Claim(scene).State);
        Assert.Equal(2, Free(scene, "house-high"));

        scene.Wait(1);
        scene.Report("house-high", 3, occupied: 1);
        Assert.Empty(scene.World.Capacity[Pool(scene, "house-high")].Claims);
        Assert.Equal(2, Free(scene, "house-high"));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    public void Who_arrived_at_the_moment_of_a_report_is_in_it(int seconds, int claims)
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Underway);
        scene.Do(new Domain.Transport.RecordArrival(id, null), TestRegion.Nurse);
        scene.Do(
            new ReportCapacity(
                TestRegion.Unit("house-high"), 3, 0, 3, 1,
                scene.Now + Duration.FromSeconds(seconds), FigureSource.Manual),
            TestRegion.Nurse);

        Assert.Equal(claims, scene.World.Capacity[Pool(scene, "house-high")].Claims.Length);
    }

    [Fact]
    public void A_claim_follows_the_journey_with_the_times_that_were_told()
    {
        var scene = new Scene();
        scene.Report("house-high", 3);
        var id = scene.BringTo(Stage.Agreed);
        Assert.Equal((ClaimState.Held, scene.Now), (Claim(scene).State, Claim(scene).Since));

        scene.Wait(20);
        var left = scene.Now - Duration.FromMinutes(7);
        scene.Do(new Domain.Transport.RecordDeparture(id, left), TestRegion.Desk);
        Assert.Equal((ClaimState.OnTheWay, left), (Claim(scene).State, Claim(scene).Since));
    }

    private static Claim Claim(Scene scene) =>
        Assert.Single(scene.World.Capacity[Pool(scene, "house-high")].Claims);

    private static PoolId Pool(Scene scene, string unit) =>
        scene.World.Regions.Units[TestRegion.Unit(unit).Value].Pool;

    private static int Free(Scene scene, string code)
    {
        var (unit, _, _, careType) = scene.World.Regions.Describe(TestRegion.Unit(code));
        return Availability.Of(scene.World.Capacity[unit.Pool], careType, scene.Now).Places;
    }

    private static PoolState Pool(Figures figures) => new(figures, [], "");

    private static Figures Figures(int usable, int occupied, Instant at) =>
        new(usable, 0, usable, occupied, at, FigureSource.Manual);
}
