using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Triage;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Matching;

/// <summary>
/// R18: hours, cover and closures are tested at the expected arrival, after the first possible
/// transport. Stale figures are unknown, never free, and never hide a unit.
/// </summary>
public sealed class ArrivalTests
{
    private static readonly Position Patient = new(155_000, 463_500);

    // The villa takes arrivals from 08:00 to 22:00 and has a doctor's cover likewise in the week;
    // the drive takes just under 29 minutes.
    [Theory]
    [InlineData("2026-03-02T08:00", 0, Rules.None)]
    [InlineData("2026-03-02T21:31", 0, Rules.None)] // Arrives at 21:59:50.
    [InlineData("2026-03-02T21:32", 0, Rules.ArrivalHours | Rules.DoctorCover)] // At 22:00:50.
    [InlineData("2026-03-02T07:28", 0, Rules.None)] // In the rush hour: 32 minutes.
    [InlineData("2026-03-02T07:27", 0, Rules.ArrivalHours | Rules.DoctorCover)]
    [InlineData("2026-03-02T21:02", 30, Rules.ArrivalHours | Rules.DoctorCover)] // Taxi.
    [InlineData("2026-03-02T21:01", 30, Rules.None)]
    [InlineData("2026-03-07T09:00", 0, Rules.ArrivalHours | Rules.DoctorCover)] // Saturday.
    [InlineData("2026-03-07T09:32", 0, Rules.None)]
    public void A_unit_is_open_when_the_patient_arrives_not_when_somebody_asks(
        string local, int leadMinutes, Rules expected)
    {
        var scene = At(local);
        var need = NeedWith(scene, leadMinutes == 30 ? "wheelchair-taxi" : "own");

        Assert.Equal(expected, Failed(scene, need, "villa-high"));
    }

    [Theory]
    [InlineData("2026-03-02T22:29", false)] // Leaves at 22:59.
    [InlineData("2026-03-02T22:30", true)] // No wheelchair taxi after 23:00.
    [InlineData("2026-03-03T06:29", true)]
    [InlineData("2026-03-03T06:30", false)]
    public void Without_a_wheelchair_taxi_at_night_no_place_is_possible_and_it_says_so(
        string local, bool impossible)
    {
        var scene = At(local);
        var need = NeedWith(scene, "wheelchair-taxi");

        Assert.Equal(
            impossible ? Rules.Transport : Rules.None, Failed(scene, need, "house-high"));
        Assert.Equal(Rules.CareType, Failed(scene, need, "house-team")); // It drives itself.
    }

    [Theory]
    [InlineData(13, true)]
    [InlineData(60, false)]
    public void A_closure_that_ends_before_the_arrival_is_no_closure(
        int closedMinutes, bool candidate)
    {
        var scene = At("2026-03-02T10:00");
        var need = NeedWith(scene, "own");
        var arrival = Ranking.Assess(
            scene.World, need, TestRegion.Unit("villa-high"), Patient, scene.Now).ArrivalAt;
        scene.Do(
            TestRegion.Stop(TestRegion.Unit("villa-high"), closedMinutes),
            TestRegion.NurseTwo);

        Assert.True(arrival > scene.Now + Duration.FromMinutes(13));
        Assert.Equal(
            candidate ? Rules.None : Rules.Open, Failed(scene, need, "villa-high"));
    }

    [Fact]
    public void Stale_figures_are_neither_free_nor_full_and_rank_after_all_that_is_known()
    {
        var scene = At("2026-03-02T10:00");
        scene.Report("house-high", 5);
        scene.Wait(240);
        scene.Report("villa-high", 5, occupied: 4);
        var need = NeedWith(scene, "own");
        var ranking = Ranking.Of(scene.World, need, Patient, scene.Now);

        Assert.Equal(
            [TestRegion.Unit("villa-high"), TestRegion.Unit("house-high")],
            ranking.Candidates.Select(c => c.Unit));
        Assert.False(ranking.Candidates[1].Availability.IsKnown);
        Assert.True(ranking.Candidates[1].Cost < ranking.Candidates[0].Cost);

        scene.Report("house-high", 5, occupied: 5);
        Assert.Equal(Rules.Place, Failed(scene, need, "house-high"));
        scene.Wait(240);
        Assert.Equal(Rules.None, Failed(scene, need, "house-high"));
    }

    [Fact]
    public void A_place_promised_through_one_unit_makes_its_sister_full()
    {
        var scene = At("2026-03-02T10:00");
        scene.Report("house-low", 1);
        scene.BringTo(Stage.PlaceHeld, "house-low");

        Assert.Equal(Rules.Place, Failed(scene, NeedWith(scene, "own"), "house-high"));
    }

    [Fact]
    public void Not_to_that_place_is_a_constraint_and_not_a_wish()
    {
        var scene = At("2026-03-02T10:00");
        var need = NeedWith(scene, "own") with { NotTo = [TestRegion.Organisation("nursing")] };

        Assert.Equal(Rules.NotThere, Failed(scene, need, "house-high"));
        Assert.Equal(Rules.None, Failed(scene, need, "villa-high"));
    }

    private static Scene At(string local)
    {
        var scene = new Scene();
        scene.WaitUntil(
            NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm")
                .Parse(local).Value.InZoneStrictly(LocalMoment.Zone).ToInstant());
        return scene;
    }

    private static Need NeedWith(Scene scene, string transport)
    {
        var id = scene.BringTo(Stage.Judged);
        scene.Do(Scene.Need(id) with { Transport = transport }, TestRegion.Desk);
        return scene.World.Triage[id].Need!;
    }

    private static Rules Failed(Scene scene, Need need, string unit) => Ranking.Assess(
        scene.World, need, TestRegion.Unit(unit), Patient, scene.Now).Failed;
}
