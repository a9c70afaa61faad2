using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Domain.Visits;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Triage;

/// <summary>
/// What a triage found is kept beside its urgency; systems stand side by side by a table with a
/// date; advice that a triagist gave alone is authorised by somebody else (FR-T1, FR-T3, R25).
/// </summary>
public sealed class FindingsTests
{
    internal static readonly RefusalTable<RecordTreatmentLimits, TreatmentLimitsRefusal> Limits =
        new(
            () => new(
                Gallery.Scene,
                new RecordTreatmentLimits(
                    Gallery.At(Stage.Judged), ["no-resuscitation"], Gallery.Scene.Note()),
                TestRegion.Referrer with { Organisation = TestRegion.Desk.Organisation }),
            (TreatmentLimitsRefusal.RequestUnknown, a => a with
            {
                Request = a.Request with { Request = new(99) },
            }),
            (TreatmentLimitsRefusal.RequestArchived, a => a with
            {
                Request = a.Request with { Request = Gallery.Archived },
            }),
            (TreatmentLimitsRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
            (TreatmentLimitsRefusal.StageForbids, a => a with
            {
                Request = a.Request with { Request = Gallery.At(Stage.Closed) },
            }),
            (TreatmentLimitsRefusal.LimitUnknown, a => a with
            {
                Request = a.Request with { Limits = ["zz"] },
            }),
            (TreatmentLimitsRefusal.LimitUnknown, a => a with
            {
                Request = a.Request with { Limits = ["no-resuscitation", "no-resuscitation"] },
            }),
            (TreatmentLimitsRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<AuthoriseAdvice, ReviewRefusal> Authorised = new(
        () => new(Here, new AuthoriseAdvice([Advised]), TestRegion.Physician),
        (ReviewRefusal.RequestUnknown, a => Of(a, [])),
        (ReviewRefusal.RequestUnknown, a => Of(a, [new(99)])),
        (ReviewRefusal.RequestUnknown, a => Of(a, [Advised, Advised])),
        (ReviewRefusal.RequestArchived, a => Of(a, [Gallery.Archived])),
        (ReviewRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (ReviewRefusal.NotAllowed, a => a with
        {
            By = TestRegion.Physician with { Organisation = TestRegion.Nurse.Organisation },
        }),
        (ReviewRefusal.NothingToReview, a => Of(a, [Gallery.At(Stage.Judged)])),
        (ReviewRefusal.OwnAdvice, a => a with
        {
            By = TestRegion.Physician with { Account = TestRegion.Triagist.Account },
        }),
        (ReviewRefusal.OneByOne, a => Of(a, [Advised, AdvisedGravely])),
        (ReviewRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<ReturnAdvice, ReviewRefusal> Returned = new(
        () => new(
            Here, new ReturnAdvice(Advised, Gallery.Scene.Note()), TestRegion.Physician),
        (ReviewRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (ReviewRefusal.WordsMissing, a => a with
        {
            Request = a.Request with { Words = Gallery.Scene.Note(" ") },
        }),
        (ReviewRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<SettleAdvice, SettleRefusal> Settled = new(
        () => new(
            Here, new SettleAdvice(AdviceReturned, Gallery.Scene.Note()),
            TestRegion.Triagist),
        (SettleRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = new(99) },
        }),
        (SettleRefusal.RequestArchived, a => a with
        {
            Request = a.Request with { Request = Gallery.Archived },
        }),
        (SettleRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (SettleRefusal.NotReturned, a => a with
        {
            Request = a.Request with { Request = Advised },
        }),
        (SettleRefusal.WordsMissing, a => a with
        {
            Request = a.Request with { Words = Gallery.Scene.Note(" ") },
        }));

    internal static readonly RefusalTable<ReportToGp, GpReportRefusal> Reported = new(
        () => new(
            Gallery.Scene,
            new ReportToGp(
                Gallery.At(Stage.Closed), Gallery.Scene.Note("Praktijk De Brug"),
                HandBackWay.Phone, null),
            TestRegion.Triagist),
        (GpReportRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = new(99) },
        }),
        (GpReportRefusal.RequestArchived, a => a with
        {
            Request = a.Request with { Request = Gallery.Archived },
        }),
        (GpReportRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (GpReportRefusal.StageForbids, a => a with
        {
            Request = a.Request with { Request = Gallery.At(Stage.Arrived) },
        }),
        (GpReportRefusal.ReceiverMissing, a => a with
        {
            Request = a.Request with { Receiver = Gallery.Scene.Note(" ") },
        }),
        (GpReportRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { HappenedAt = Gallery.Scene.Now + Duration.FromHours(1) },
        }),
        (GpReportRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    private static readonly FoundAtTriage Alone = new(
        "fall", Abcd.NotAssessed with { Airway = AbcdState.Safe }, false, ["lives-alone"],
        ["second-contact"], "self-care", true, null, new Scene().Note("paracetamol"),
        new Scene().Note("bel als het erger wordt"));

    // Three requests with advice: of little urgency, of much, and returned.
    private static readonly Lazy<Scene> Played = new(Build);

    private static readonly CareRequestId Advised = Next(1);

    private static readonly CareRequestId AdvisedGravely = Next(2);

    private static readonly CareRequestId AdviceReturned = Next(3);

    private static Scene Here => new(Played.Value.World);

    public static TheoryData<int, TreatmentLimitsRefusal> LimitRows => Limits.Rows;

    public static TheoryData<int, ReviewRefusal> AuthorisedRows => Authorised.Rows;

    public static TheoryData<int, ReviewRefusal> ReturnedRows => Returned.Rows;

    public static TheoryData<int, SettleRefusal> SettledRows => Settled.Rows;

    public static TheoryData<int, GpReportRefusal> ReportedRows => Reported.Rows;

    [Theory]
    [MemberData(nameof(LimitRows))]
    public void Limits_are_refused_by_the_first_rule_broken(
        int row, TreatmentLimitsRefusal expected) => Limits.Check(row, expected);

    [Theory]
    [MemberData(nameof(AuthorisedRows))]
    public void An_authorisation_is_refused_by_the_first_rule_broken(
        int row, ReviewRefusal expected) => Authorised.Check(row, expected);

    [Theory]
    [MemberData(nameof(ReturnedRows))]
    public void A_return_is_refused_by_the_first_rule_broken(int row, ReviewRefusal expected) =>
        Returned.Check(row, expected);

    [Theory]
    [MemberData(nameof(SettledRows))]
    public void A_settling_is_refused_by_the_first_rule_broken(int row, SettleRefusal expected) =>
        Settled.Check(row, expected);

    [Theory]
    [MemberData(nameof(ReportedRows))]
    public void A_report_is_refused_by_the_first_rule_broken(int row, GpReportRefusal expected) =>
        Reported.Check(row, expected);

    [Fact]
    public void What_was_found_stands_with_the_triage_that_found_it()
    {
        var scene = new Scene();
        var id = scene.Register();
        _ = scene.Do(Scene.Triage(id) with { Found = Alone }, TestRegion.Triagist);
        _ = scene.Do(Scene.Triage(id), TestRegion.Triagist);

        var triages = scene.World.Triage[id].Triages;
        var kept = triages[0].Findings!;
        Assert.Equal(("fall", "self-care", true), (kept.Complaint, kept.FollowUp, kept.IsAlone));
        Assert.Equal(Alone.Abcd, kept.Abcd);
        Assert.Equal(["lives-alone"], kept.Context);
        Assert.Equal(["second-contact"], kept.AlarmSigns);
        Assert.Equal((Alone.Advice!.Id, Alone.SafetyNet!.Id), (kept.Advice, kept.SafetyNet));
        Assert.Null(triages[1].Findings);
    }

    [Fact]
    public void An_outcome_that_the_table_translates_needs_no_reason_and_stays_as_it_was()
    {
        var scene = new Scene();
        var id = scene.Register();
        var guide = new RecordTriage(id, "guide", "2", " 1H", "U1", null);
        Assert.Equal(
            RecordTriageRefusal.ReasonMissing,
            scene.Try(guide with { Urgency = "U3" }, TestRegion.Triagist));
        Assert.Equal(
            RecordTriageRefusal.ReasonMissing,
            scene.Try(guide with { Proposed = "4h", Urgency = "U3" }, TestRegion.Triagist));

        _ = scene.Do(guide, TestRegion.Triagist);
        var triage = scene.World.Triage[id].Current!;
        Assert.Equal((" 1H", "U1"), (triage.Proposed, triage.Urgency));
        Assert.Equal(scene.Now + Duration.FromHours(1), triage.SeenBy);
    }

    [Fact]
    public void A_table_of_systems_holds_from_its_own_day()
    {
        var scene = new Scene();
        _ = scene.Do(
            new Define(new TriageMappingRow(new TriageMapping(
                "guide", "4h", "U3", 240, "2026-03-03", "proef"))),
            TestRegion.Admin);
        Assert.Null(scene.World.Regions.TriageMappingOf(
            "guide", "4h", Instant.FromUtc(2026, 3, 2, 22, 59)));
        Assert.NotNull(scene.World.Regions.TriageMappingOf(
            "guide", "4H", Instant.FromUtc(2026, 3, 2, 23, 0)));
    }

    [Fact]
    public void Who_judges_without_having_seen_the_last_triage_is_told_first()
    {
        var scene = new Scene();
        var id = scene.Register();
        var first = Scene.Triage(id) with { Seen = 0 };
        _ = scene.Do(first, TestRegion.Triagist);
        Assert.Equal(
            RecordTriageRefusal.JudgedMeanwhile, scene.Try(first, TestRegion.Desk));
        _ = scene.Do(first with { Seen = 1 }, TestRegion.Desk);
    }

    [Fact]
    public void Advice_given_alone_waits_for_a_physician_also_after_closing()
    {
        var scene = new Scene();
        var id = scene.Register();
        _ = scene.Do(Scene.Triage(id) with { Found = Alone }, TestRegion.Triagist);
        _ = scene.Do(new CloseCareRequest(id, Ending.Advice, null), TestRegion.Triagist);
        Assert.Equal([id.Value], scene.World.Triage.UnderReview);

        _ = scene.Do(new ReturnAdvice(id, scene.Note("laat komen")), TestRegion.Physician);
        Assert.Equal([id.Value], scene.World.Triage.UnderReview);
        _ = scene.Do(new SettleAdvice(id, scene.Note("komt om tien uur")), TestRegion.Triagist);
        Assert.Empty(scene.World.Triage.UnderReview);
    }

    [Fact]
    public void Advice_that_is_not_grave_is_authorised_several_at_once()
    {
        var scene = new Scene();
        CareRequestId[] ids = [scene.Register(), scene.Register()];
        foreach (var id in ids)
        {
            _ = scene.Do(Scene.Triage(id) with { Found = Alone }, TestRegion.Triagist);
        }

        _ = scene.Do(new AuthoriseAdvice([.. ids]), TestRegion.Physician);
        Assert.Empty(scene.World.Triage.UnderReview);
        Assert.All(ids, id => Assert.Equal(
            ReviewState.Authorised, scene.World.Triage[id].Review!.State));
    }

    private static Attempt<AuthoriseAdvice> Of(
        Attempt<AuthoriseAdvice> attempt, ImmutableArray<CareRequestId> requests) =>
        attempt with { Request = new AuthoriseAdvice(requests) };

    private static CareRequestId Next(int number) => new(Gallery.Archived.Value + number);

    private static Scene Build()
    {
        var scene = Gallery.Scene;
        foreach (var urgency in new[] { "U3", "U1", "U3" })
        {
            var id = scene.Register();
            _ = scene.Do(
                Scene.Triage(id) with { Proposed = urgency, Urgency = urgency, Found = Alone },
                TestRegion.Triagist);
        }

        _ = scene.Do(
            new ReturnAdvice(AdviceReturned, scene.Note("laat komen")), TestRegion.Physician);
        return scene;
    }
}
