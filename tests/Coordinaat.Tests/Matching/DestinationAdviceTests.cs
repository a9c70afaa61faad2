using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Matching;

/// <summary>
/// An ambulance is advised by stops, declared capability and distance; no stop counts in danger of
/// life or for a level-1 trauma, and going elsewhere is counted.
/// </summary>
public sealed class DestinationAdviceTests
{
    private static readonly UnitId Near = TestRegion.Unit("hospital-ed");

    [Theory]
    [InlineData(false, 0, true)]
    [InlineData(true, 0, false)]
    [InlineData(false, 1, false)]
    [InlineData(false, 2, true)]
    [InlineData(true, 2, false)]
    public void No_stop_counts_in_danger_of_life_or_for_a_level_one_trauma(
        bool isLifeThreat, int traumaLevel, bool isStopped)
    {
        var (scene, id) = Seeking();
        Stop(scene);
        var failed = Ranking.Check(
            scene.World, scene.World.Triage[id].Need!, Near, scene.Now, 600,
            Of(scene, id, traumaLevel) with { IsLifeThreat = isLifeThreat });

        Assert.Equal(isStopped, failed.HasFlag(Rules.Open));
    }

    [Fact]
    public void An_open_life_threat_of_the_request_passes_the_stop_and_a_closed_one_does_not()
    {
        var (scene, id) = Seeking();
        scene.Do(new ReportLifeThreat(id), TestRegion.Desk);
        Assert.True(Circumstances.Of(scene.World, scene.Find(id)).IsLifeThreat);
        scene.Do(
            new HandOverLifeThreat(id, scene.Words(SealedField.Professional, "M. Kamer"), null),
            TestRegion.Desk);
        Assert.False(Circumstances.Of(scene.World, scene.Find(id)).IsLifeThreat);
    }

    [Fact]
    public void A_nearer_one_with_a_stop_is_named_with_its_end_and_then_the_next_one_that_can()
    {
        var (scene, id) = Seeking();
        Assert.Equal(Near, Advise(scene, id).Best!.Unit);
        Assert.Equal(
            [(Far(scene, 1), NotAdvisedFor.Farther), (Far(scene, 2), NotAdvisedFor.Farther)],
            Advise(scene, id).Others.Select(o => (o.Standing.Unit, o.Why)));

        Stop(scene);
        var advice = Advise(scene, id);
        Assert.Equal(Far(scene, 1), advice.Best!.Unit);
        Assert.Equal(
            [
                (Near, NotAdvisedFor.Stop, scene.World.Capacity.StopOf(Near)!.Until),
                (Far(scene, 2), NotAdvisedFor.Later, null),
            ],
            advice.Others.Select(o => (o.Standing.Unit, o.Why, o.Until)));
    }

    [Theory]
    [InlineData("ambulance", 2, 1, WriteLevels.Newest, true)]
    [InlineData("ambulance", 1, 2, WriteLevels.Newest, false)]
    [InlineData("ambulance", 2, 3, WriteLevels.Newest, false)]
    [InlineData("own", 2, 1, WriteLevels.Newest, false)]
    [InlineData("ambulance", 2, 1, WriteLevels.First, false)]
    public void Going_elsewhere_than_advised_is_counted_where_there_is_an_advice(
        string transport, int rank, int nextRank, int level, bool isCounted)
    {
        var (scene, id) = Seeking(transport, level);
        var events = scene.Do(
            new MakeOffer(
                id, Far(scene, 1), 1, rank, 900, "own-patient", null,
                Next: [new NextUnit(Near, nextRank, 15)]),
            TestRegion.Desk);

        var passed = events.OfType<AdviceNotFollowed>().ToArray();
        Assert.Equal(isCounted ? [Near] : [], passed.Select(e => e.Advised));
        Assert.Equal(
            isCounted ? 1 : 0, scene.World.Placement.AdviceNotFollowed.Find(Near.Value));
    }

    private static (Scene Scene, CareRequestId Id) Seeking(
        string transport = "ambulance", int level = WriteLevels.Newest)
    {
        var scene = new Scene { WriteLevel = level };
        foreach (var code in new[] { "life-threat", "level-1-trauma" })
        {
            scene.Do(
                new Define(new CodeRow(new(CodeList.StopException, code, new("x", "x")))),
                Actor.System);
        }

        scene.Do(
            new Define(new UnitAbilityRow(new("hospital-ed", [], 0, 1, []))), Actor.System);
        foreach (var (code, location) in new[] { ("ed-one", "villa"), ("ed-two", "villa") })
        {
            scene.Do(
                new Define(TestRegion.UnitRow(code, location, "emergency")), Actor.System);
        }

        var id = scene.Register();
        scene.Do(Scene.Triage(id), TestRegion.Desk);
        scene.Do(Scene.Need(id, "emergency") with { Transport = transport }, TestRegion.Desk);
        return (scene, id);
    }

    private static UnitId Far(Scene scene, int number) => new(
        scene.World.Regions.Units.NumberOf(number == 1 ? "ed-one" : "ed-two"));

    private static void Stop(Scene scene) => scene.Do(
        new DeclareStop([Near], StopLevel.Active, Inflow.All, [], "outbreak", "manager", 120),
        Actor.System);

    private static Circumstances Of(Scene scene, CareRequestId id, int traumaLevel = 0) =>
        Circumstances.Of(scene.World, scene.Find(id)) with
        {
            Requirements = Requirements.None with { TraumaLevel = traumaLevel },
        };

    private static DestinationAdvice Advise(Scene scene, CareRequestId id)
    {
        var need = scene.World.Triage[id].Need!;
        var origin = scene.World.Regions.Postcodes[1].Centre;
        return DestinationAdvice.Of(
            scene.World, need, origin, scene.Now, Of(scene, id),
            Ranking.Of(
                scene.World, need, origin, scene.Now, circumstances: Of(scene, id)));
    }
}
