using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Transport;
using Coordinaat.Domain.Triage;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Triage;

/// <summary>Who pays holds nothing up, and the wrong bed is counted from medically ready.</summary>
public sealed class OutflowTests
{
    internal static readonly RefusalTable<SetPayer, SetPayerRefusal> Payers = new(
        () => new(
            Gallery.Scene, new SetPayer(Gallery.At(Stage.Seeking), Payer.Wlz), TestRegion.Desk),
        (SetPayerRefusal.RequestUnknown, a => Pays(a, r => r with { Request = new(99) })),
        (SetPayerRefusal.RequestArchived, a => Pays(
            a, r => r with { Request = Gallery.Archived })),
        (SetPayerRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (SetPayerRefusal.PayerUnknown, a => Pays(a, r => r with { Payer = 0 })),
        (SetPayerRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<RecordMedicallyReady, MedicallyReadyRefusal> Readies =
        new(
            () => FromWard(),
            (MedicallyReadyRefusal.RequestUnknown, a => To(a, new(99))),
            (MedicallyReadyRefusal.RequestArchived, a => To(a, Gallery.Archived)),
            (MedicallyReadyRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
            (MedicallyReadyRefusal.StageForbids, a => To(a, Gallery.At(Stage.Underway))),
            (MedicallyReadyRefusal.NotInHospital, a => To(a, Gallery.At(Stage.Seeking))),
            (MedicallyReadyRefusal.TimeOutOfRange, a => At(a, Duration.FromMinutes(3))),
            (MedicallyReadyRefusal.TimeOutOfRange, a => At(
                a, -RecordMedicallyReady.PastMax - Duration.Epsilon)),
            (MedicallyReadyRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    public static TheoryData<int, SetPayerRefusal> PayerRows => Payers.Rows;

    public static TheoryData<int, MedicallyReadyRefusal> ReadyRows => Readies.Rows;

    [Theory]
    [MemberData(nameof(PayerRows))]
    public void A_payer_is_refused_by_the_first_rule_broken(int row, SetPayerRefusal expected) =>
        Payers.Check(row, expected);

    [Theory]
    [MemberData(nameof(ReadyRows))]
    public void Readiness_is_refused_by_the_first_rule_broken(
        int row, MedicallyReadyRefusal expected) => Readies.Check(row, expected);

    [Fact]
    public void Who_pays_is_said_at_any_stage_and_changes_nothing_else()
    {
        foreach (var stage in Enum.GetValues<Stage>())
        {
            var scene = Gallery.Scene;
            var id = Gallery.At(stage);
            var before = (scene.Find(id).Stage, NextStep.Of(scene.World, scene.Find(id)),
                scene.World.Triage[id].Need);
            scene.Do(new SetPayer(id, Payer.NotKnownYet), TestRegion.Desk);
            scene.Do(new SetPayer(id, Payer.Wmo), TestRegion.Desk);
            Assert.Empty(scene.Do(new SetPayer(id, Payer.Wmo), TestRegion.Desk));
            Assert.Equal(Payer.Wmo, scene.World.Triage[id].Payer);
            Assert.Equal(before, (scene.Find(id).Stage,
                NextStep.Of(scene.World, scene.Find(id)), scene.World.Triage[id].Need));
        }
    }

    [Fact]
    public void The_wrong_bed_counts_from_medically_ready_until_departure()
    {
        var scene = new Scene();
        scene.Report("house-high", 5);
        scene.Do(
            scene.Registration() with { Requester = RequesterKind.Ward }, TestRegion.Desk);
        var id = new CareRequestId(1);
        Assert.Null(WrongBed.Of(scene.World, scene.Find(id)));
        var ready = scene.Now - Duration.FromHours(5);
        scene.Do(new RecordMedicallyReady(id, ready), TestRegion.Desk);
        scene.Do(Scene.Triage(id), TestRegion.Desk);
        scene.Do(Scene.Need(id), TestRegion.Desk);
        scene.Do(scene.Answer(scene.Ask(id), Reply.Yes), TestRegion.Desk);
        scene.Wait(30);
        var stays = WrongBed.Of(scene.World, scene.Find(id))!.Value;
        Assert.Equal(new WrongBed(ready, null), stays);
        Assert.Equal(Duration.FromMinutes(330), stays.LengthAt(scene.Now));

        var left = scene.Now;
        scene.Do(new RecordDeparture(id, left), TestRegion.Desk);
        scene.Wait(600);
        Assert.Equal(
            new WrongBed(ready, left), WrongBed.Of(scene.World, scene.Find(id)));
    }

    [Fact]
    public void A_region_counts_what_was_asked_found_refused_and_not_found()
    {
        var scene = new Scene();
        scene.Report("house-high", 5);
        var lost = scene.BringTo(Stage.Asking);
        scene.Wait(10);
        scene.Do(
            scene.Answer(scene.World.Placement[lost].Offers[^1], Reply.No) with
            {
                Reason = "bed-given-away",
            },
            TestRegion.Desk);
        scene.Do(new CloseCareRequest(lost, Ending.NoPlace, null), TestRegion.Desk);
        scene.BringTo(Stage.Closed);
        var waits = scene.BringTo(Stage.Seeking);
        scene.Do(new PutOnWaitingList(waits, 1, null), TestRegion.Desk);

        var region = scene.World.Regions.RegionOf(scene.Find(waits).Subregion);
        var line = Assert.Single(UnmetDemand.Of(scene.World, region, scene.Now));
        Assert.Equal(
            new DemandLine(TestRegion.CareType("elv-high"), 3, 1, 1, 1, 0, 1, 1, 0, 0), line);
        Assert.Empty(UnmetDemand.Of(scene.World, new(99), scene.Now));
    }

    [Fact]
    public void A_choice_that_was_full_counts_for_that_unit_for_four_weeks()
    {
        var scene = new Scene();
        scene.Report("house-high", 5);
        scene.Report("villa-high", 5);
        var id = scene.BringTo(Stage.Asking);
        var (house, villa) = (TestRegion.Unit("house-high"), TestRegion.Unit("villa-high"));
        int Counted(UnitId unit) => UnmetDemand.PreferredFullAt(scene.World, unit, scene.Now);
        scene.Do(
            scene.Answer(scene.World.Placement[id].Offers[^1], Reply.No) with
            {
                WasPreferred = true,
            },
            TestRegion.Desk);
        scene.Do(scene.Answer(scene.Ask(id, "villa-high"), Reply.No), TestRegion.Desk);
        Assert.Equal((1, 0), (Counted(house), Counted(villa)));

        scene.Wait((28 * 24 * 60) - 1);
        Assert.Equal(1, Counted(house));
        scene.Wait(1);
        Assert.Equal(0, Counted(house));
    }

    private static Attempt<SetPayer> Pays(
        Attempt<SetPayer> attempt, Func<SetPayer, SetPayer> change) =>
        attempt with { Request = change(attempt.Request) };

    private static Attempt<RecordMedicallyReady> FromWard()
    {
        var scene = Gallery.Scene;
        scene.Do(
            scene.Registration() with { Requester = RequesterKind.Ward }, TestRegion.Desk);
        return new(
            scene,
            new RecordMedicallyReady(new(scene.World.Access.Requests.Count), null),
            TestRegion.Desk);
    }

    private static Attempt<RecordMedicallyReady> To(
        Attempt<RecordMedicallyReady> attempt, CareRequestId id) =>
        attempt with { Request = attempt.Request with { Request = id } };

    private static Attempt<RecordMedicallyReady> At(
        Attempt<RecordMedicallyReady> attempt, Duration after) =>
        attempt with
        {
            Request = attempt.Request with { HappenedAt = attempt.Now + after },
        };
}
