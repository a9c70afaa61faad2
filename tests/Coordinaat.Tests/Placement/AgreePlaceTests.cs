using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Transport;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Placement;

/// <summary>
/// Two doctors agree on an admission (R3); a promised place is given up by a person and never by a
/// clock (R4); what the patient says about moving is recorded as it was said (R5).
/// </summary>
public sealed class AgreePlaceTests
{
    private static readonly CareRequestId Held = Gallery.At(Stage.PlaceHeld);
    private static readonly CareRequestId Closed = Gallery.At(Stage.Closed);
    private static readonly CareRequestId Unknown = new(99);

    internal static readonly RefusalTable<ConfirmAdmission, AgreePlaceRefusal> Doctors = new(
        () => new(Gallery.Scene, Gallery.Scene.Doctors(Held), TestRegion.Desk),
        (AgreePlaceRefusal.RequestUnknown, a => With(a, a.Request with { Request = Unknown })),
        (AgreePlaceRefusal.RequestArchived, a => With(
            a, a.Request with { Request = Gallery.Archived })),
        (AgreePlaceRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (AgreePlaceRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (AgreePlaceRefusal.StageForbids, a => With(
            a, a.Request with { Request = Gallery.At(Stage.Agreed) })),
        (AgreePlaceRefusal.DoctorsNamed, a => With(
            a, a.Request with { Request = Gallery.At(Stage.Arrived) })),
        (AgreePlaceRefusal.SendingDoctorMissing, a => With(
            a, a.Request with { Sending = Gallery.Scene.Note(" ") })),
        (AgreePlaceRefusal.SendingDoctorMissing, a => With(
            a, a.Request with { SendingFunction = "elderly-care-physician" })),
        (AgreePlaceRefusal.AdmittingDoctorMissing, a => With(
            a, a.Request with { Admitting = Gallery.Scene.Note("") })),
        (AgreePlaceRefusal.FunctionMayNotAdmit, a => With(
            a, a.Request with { AdmittingFunction = "nurse" })),
        (AgreePlaceRefusal.FunctionMayNotAdmit, a => With(
            a, a.Request with { AdmittingFunction = "" })));

    internal static readonly RefusalTable<RecordConsent, AgreePlaceRefusal> Consents = new(
        () => new(Gallery.Scene, Scene.Agrees(Held), TestRegion.Desk),
        (AgreePlaceRefusal.RequestUnknown, a => With(a, a.Request with { Request = Unknown })),
        (AgreePlaceRefusal.RequestArchived, a => With(
            a, a.Request with { Request = Gallery.Archived })),
        (AgreePlaceRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (AgreePlaceRefusal.StageForbids, a => With(
            a, a.Request with { Request = Gallery.At(Stage.Underway) })),
        (AgreePlaceRefusal.StageForbids, a => With(a, a.Request with { Request = Closed })),
        (AgreePlaceRefusal.ConsentUnclear, a => With(
            a, a.Request with { Given = Consent.NotAsked, NotAsked = "" })),
        (AgreePlaceRefusal.ConsentUnclear, a => With(
            a, a.Request with { Given = Consent.No, NotAsked = "unconscious" })),
        (AgreePlaceRefusal.ConsentUnclear, a => With(a, a.Request with { Given = 0 })));

    internal static readonly RefusalTable<ConfirmCondition, AgreePlaceRefusal> Condition = new(
        () => new(WithCondition(out var id), new ConfirmCondition(id), TestRegion.Nurse),
        (AgreePlaceRefusal.RequestUnknown, a => With(a, new ConfirmCondition(Unknown))),
        (AgreePlaceRefusal.RequestArchived, a => With(a, new ConfirmCondition(Gallery.Archived))),
        (AgreePlaceRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (AgreePlaceRefusal.StageForbids, a => With(a, new ConfirmCondition(Closed))),
        (AgreePlaceRefusal.NoCondition, a => With(a, new ConfirmCondition(Held))));

    internal static readonly RefusalTable<ReleasePlace, AgreePlaceRefusal> Release = new(
        () => new(Gallery.Scene, new ReleasePlace(Held, "not-coming", null), TestRegion.Desk),
        (AgreePlaceRefusal.RequestUnknown, a => With(a, a.Request with { Request = Unknown })),
        (AgreePlaceRefusal.RequestArchived, a => With(
            a, a.Request with { Request = Gallery.Archived })),
        (AgreePlaceRefusal.NotAllowed, a => a with { By = TestRegion.Referrer }),
        (AgreePlaceRefusal.StageForbids, a => With(
            a, a.Request with { Request = Gallery.At(Stage.HandedOver) })),
        (AgreePlaceRefusal.ReasonUnknown, a => With(a, a.Request with { Reason = "no-staff" })));

    public static TheoryData<int, AgreePlaceRefusal> DoctorRows => Doctors.Rows;

    public static TheoryData<int, AgreePlaceRefusal> ConsentRows => Consents.Rows;

    public static TheoryData<int, AgreePlaceRefusal> ConditionRows => Condition.Rows;

    public static TheoryData<int, AgreePlaceRefusal> ReleaseRows => Release.Rows;

    [Theory]
    [MemberData(nameof(DoctorRows))]
    public void Doctors_are_refused_by_the_first_rule_broken(int row, AgreePlaceRefusal expected) =>
        Doctors.Check(row, expected);

    [Theory]
    [MemberData(nameof(ConsentRows))]
    public void Consent_is_refused_by_the_first_rule_broken(int row, AgreePlaceRefusal expected) =>
        Consents.Check(row, expected);

    [Theory]
    [MemberData(nameof(ConditionRows))]
    public void A_condition_is_refused_by_the_first_rule_broken(
        int row, AgreePlaceRefusal expected) => Condition.Check(row, expected);

    [Theory]
    [MemberData(nameof(ReleaseRows))]
    public void A_release_is_refused_by_the_first_rule_broken(
        int row, AgreePlaceRefusal expected) => Release.Check(row, expected);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_named_doctors_agree_and_the_desk_or_the_unit_records_it(bool byUnit)
    {
        var scene = Gallery.Scene;
        var doctors = Doctors.Good().Request;

        Assert.Equal(
            [
                new AdmissionConfirmed(Held, new Admission(
                    doctors.Sending.Id, "gp", doctors.Admitting.Id, "elderly-care-physician",
                    scene.Now)),
                new PlaceAgreed(Held),
            ],
            scene.Do(doctors, byUnit ? TestRegion.Nurse : TestRegion.Desk));
        Assert.Equal(Stage.Agreed, scene.Find(Held).Stage);
    }

    [Fact]
    public void A_yes_of_a_nurse_asks_for_no_transport_and_hands_nobody_over()
    {
        Assert.False(RequestLife.Allows(Stage.PlaceHeld, Step.RequestTransport));
        Assert.False(RequestLife.Allows(Stage.PlaceHeld, Step.HandOver));
    }

    [Fact]
    public void Who_arrived_before_the_doctors_were_named_arrived_and_is_handed_over_after_that()
    {
        var scene = Gallery.Scene;
        _ = scene.Do(new RecordArrival(Held, null), TestRegion.Desk);

        Assert.Equal(Stage.Arrived, scene.Find(Held).Stage);
        Assert.Equal(NextAct.NameDoctors, NextStep.Of(scene.World, scene.Find(Held)).Act);
        Assert.Equal(
            HandoverRefusal.DoctorsMissing, scene.Try(scene.Handover(Held), TestRegion.Nurse));

        _ = scene.Do(scene.Doctors(Held), TestRegion.Nurse);
        Assert.Equal(Stage.Arrived, scene.Find(Held).Stage);
        _ = scene.Do(scene.Handover(Held), TestRegion.Nurse);
        Assert.Equal(Stage.HandedOver, scene.Find(Held).Stage);
    }

    [Theory]
    [InlineData(Stage.PlaceHeld)]
    [InlineData(Stage.Agreed)]
    [InlineData(Stage.TransportRequested)]
    [InlineData(Stage.Underway)]
    public void A_late_patient_raises_one_alarm_and_loses_nothing(Stage stage)
    {
        var scene = Gallery.Scene;
        var id = Gallery.At(stage);
        var claims = Claims(scene);
        scene.WaitUntil(scene.World.Placement[id].ExpectedBy!.Value);
        Assert.True(scene.World.Placement[id].IsOverdue);
        scene.Wait(60 * 24 * 365);

        Assert.Equal(stage, scene.Find(id).Stage);
        Assert.Equal(claims, Claims(scene));
        Assert.Equal(OfferState.Accepted, scene.World.Placement.FindAccepted(id)!.State);
        Assert.Single(scene.Journal, r => r.Happened == new ArrivalOverdue(id));
        Assert.All(
            scene.Journal,
            r => Assert.True(r.Happened is ArrivalOverdue or OfferUnanswered
                or CareRequestArchived, $"{r.Happened}"));
    }

    [Fact]
    public void One_second_before_the_expected_time_nobody_is_late()
    {
        var scene = Gallery.Scene;
        var by = scene.World.Placement[Held].ExpectedBy!.Value;
        scene.WaitUntil(by - NodaTime.Duration.FromSeconds(1));

        Assert.False(scene.World.Placement[Held].IsOverdue);
    }

    [Fact]
    public void A_released_place_is_free_again_and_the_search_goes_on_without_its_traces()
    {
        var scene = new Scene();
        scene.Report("house-high", 1);
        var id = scene.BringTo(Stage.TransportRequested);
        var pool = scene.World.Regions.Units[TestRegion.Unit("house-high").Value].Pool;
        scene.Wait(600);
        Assert.True(scene.World.Placement[id].IsOverdue);

        Assert.Equal(
            [new PlaceReleased(id, "not-coming", null), new ClaimReleased(pool, id)],
            scene.Do(new ReleasePlace(id, "not-coming", null), TestRegion.Nurse));
        Assert.Equal(Stage.Seeking, scene.Find(id).Stage);
        Assert.Empty(scene.World.Capacity[pool].Claims);
        var search = scene.World.Placement[id];
        Assert.Equal(
            (null, null, null, false, true),
            (search.Accepted, search.Admission, search.ExpectedBy, search.IsOverdue,
                search.ConditionMet));
        Assert.Equal(Consent.Yes, search.Consent!.Given);
        Assert.Null(scene.World.Transport[id].RequestedAt);
        Assert.Equal(
            AgreePlaceRefusal.NotAllowed,
            scene.Try(new ConfirmCondition(id), TestRegion.Nurse));
    }

    [Fact]
    public void A_condition_that_is_met_is_met_once()
    {
        var scene = WithCondition(out var id);

        Assert.Equal(
            [new ConditionConfirmed(id)], scene.Do(new ConfirmCondition(id), TestRegion.Desk));
        Assert.Equal(
            AgreePlaceRefusal.NoCondition, scene.Try(new ConfirmCondition(id), TestRegion.Desk));
    }

    [Fact]
    public void What_the_patient_said_is_kept_with_who_said_it_and_the_last_word_counts()
    {
        var scene = Gallery.Scene;
        scene.Do(Consents.Good().Request with { Given = Consent.No }, TestRegion.Desk);
        scene.Do(
            new RecordConsent(Held, Consent.NotAsked, true, "unconscious"), TestRegion.Desk);

        Assert.Equal(
            new ConsentRecord(Consent.NotAsked, true, "unconscious", scene.Now),
            scene.World.Placement[Held].Consent);
    }

    private static Scene WithCondition(out CareRequestId id)
    {
        var scene = Gallery.Scene;
        id = scene.BringTo(Stage.PlaceHeld, reply: Reply.YesIf);
        return scene;
    }

    private static List<Claim> Claims(Scene scene) =>
        [.. scene.World.Capacity.Pools.Where(p => p is not null).SelectMany(p => p!.Claims)];

    private static Attempt<T> With<T>(Attempt<T> attempt, T request)
        where T : Domain.Request => attempt with { Request = request };
}
