using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Transport;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Transport;

/// <summary>
/// First the bed and the doctor who admits, then the procedure, then the MICU (FR-M12, FR-D8).
/// </summary>
public sealed class MicuTests
{
    private static readonly CareRequestId Agreed = Gallery.At(Stage.Agreed);

    internal static readonly RefusalTable<AgreeMicu, AgreeMicuRefusal> Micu = new(
        () => new(Gallery.Scene, Gallery.Scene.Micu(Agreed), TestRegion.Desk),
        (AgreeMicuRefusal.RequestUnknown, a => To(a, new(99))),
        (AgreeMicuRefusal.RequestArchived, a => To(a, Gallery.Archived)),
        (AgreeMicuRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (AgreeMicuRefusal.StageForbids, a => To(a, Gallery.At(Stage.Asking))),
        (AgreeMicuRefusal.StageForbids, a => To(a, Gallery.At(Stage.Underway))),
        (AgreeMicuRefusal.DoctorsMissing, a => To(a, Gallery.At(Stage.PlaceHeld))),
        (AgreeMicuRefusal.IndicationUnknown, a => a with
        {
            Request = a.Request with { Indication = "zz" },
        }),
        (AgreeMicuRefusal.IntensivistMissing, a => a with
        {
            Request = a.Request with { Intensivist = Gallery.Scene.Note(" ") },
        }),
        (AgreeMicuRefusal.IntensivistMissing, a => a with
        {
            Request = a.Request with { Function = "nurse" },
        }),
        (AgreeMicuRefusal.ConditionMissing, a => a with
        {
            Request = a.Request with { Condition = Gallery.Scene.Note(" ") },
        }),
        (AgreeMicuRefusal.CoordinatorMissing, a => a with
        {
            Request = a.Request with { Coordinator = Gallery.Scene.Note("") },
        }),
        (AgreeMicuRefusal.DepartureOutOfRange, a => a with
        {
            Request = a.Request with { DepartureAt = a.Now + Duration.FromHours(49) },
        }),
        (AgreeMicuRefusal.DepartureOutOfRange, a => a with
        {
            Request = a.Request with { DepartureAt = a.Now - Duration.FromHours(25) },
        }),
        (AgreeMicuRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    public static TheoryData<int, AgreeMicuRefusal> Rows => Micu.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_procedure_is_refused_by_the_first_rule_broken(
        int row, AgreeMicuRefusal expected) => Micu.Check(row, expected);

    [Fact]
    public void The_micu_is_asked_for_after_the_doctors_and_after_the_procedure()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.PlaceHeld);
        scene.Do(Scene.Agrees(id), TestRegion.Desk);
        var ask = new RequestTransport(id, "micu", "b1", scene.Note("dr. Een"), "gp");
        Assert.Equal(TransportRefusal.StageForbids, scene.Try(ask, TestRegion.Desk));
        Assert.Equal(
            AgreeMicuRefusal.DoctorsMissing, scene.Try(scene.Micu(id), TestRegion.Desk));

        scene.Do(scene.Doctors(id), TestRegion.Desk);
        Assert.Equal(TransportRefusal.MicuMissing, scene.Try(ask, TestRegion.Desk));
        Assert.Null(scene.Try(ask with { Kind = "ambulance" }, TestRegion.Desk));

        var micu = scene.Micu(id);
        Assert.Equal(
            [
                new MicuAgreed(id, new MicuProcedure(
                    "urgent", micu.Intensivist.Id, "intensivist", micu.Condition.Id, null, true,
                    micu.Coordinator.Id, micu.DepartureAt)),
            ],
            scene.Do(micu, TestRegion.Desk));
        Assert.Null(scene.Try(ask, TestRegion.Desk));
        Assert.Equal("micu", scene.World.Transport[id].Kind);
    }

    [Fact]
    public void Criteria_that_are_not_met_are_recorded_and_people_decide()
    {
        var scene = Gallery.Scene;
        scene.Do(Scene.Agrees(Agreed), TestRegion.Desk);
        scene.Do(scene.Micu(Agreed) with { CriteriaMet = false }, TestRegion.Desk);

        Assert.False(scene.World.Transport[Agreed].Micu!.CriteriaMet);
        Assert.Null(scene.Try(
            new RequestTransport(Agreed, "micu", "b1", scene.Note("dr. Een"), "gp"),
            TestRegion.Desk));
    }

    [Fact]
    public void Another_place_needs_a_procedure_of_its_own()
    {
        var scene = Gallery.Scene;
        scene.Do(scene.Micu(Agreed), TestRegion.Desk);
        scene.Do(new ReleasePlace(Agreed, "not-coming", null), TestRegion.Desk);

        Assert.Null(scene.World.Transport[Agreed].Micu);
    }

    [Fact]
    public void Whoever_sent_the_patient_records_the_procedure_too()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Agreed);
        Assert.Equal(
            AgreeMicuRefusal.NotAllowed, scene.Try(scene.Micu(id), TestRegion.Referrer));
        var sender = new Actor(
            TestRegion.Referrer.Account, scene.Find(id).Holder, Roles.Referrer);

        Assert.Null(scene.Try(scene.Micu(id), sender));
    }

    private static Attempt<AgreeMicu> To(Attempt<AgreeMicu> attempt, CareRequestId id) =>
        attempt with { Request = attempt.Request with { Request = id } };
}
