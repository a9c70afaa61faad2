using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Triage;

/// <summary>
/// A person sets the urgency, and says why when it is not what the triage gave; a closed place is
/// needed only with a title of its own law (R6).
/// </summary>
public sealed class TriageTests
{
    private static readonly CareRequestId Received = Gallery.At(Stage.Received);
    private static readonly CareRequestId Judged = Gallery.At(Stage.Judged);

    internal static readonly RefusalTable<RecordTriage, RecordTriageRefusal> Triages = new(
        () => new(Gallery.Scene, Scene.Triage(Received), TestRegion.Triagist),
        (RecordTriageRefusal.RequestUnknown, a => With(a, a.Request with { Request = new(99) })),
        (RecordTriageRefusal.RequestArchived, a => With(
            a, a.Request with { Request = Gallery.Archived })),
        (RecordTriageRefusal.NotAllowed, a => a with { By = TestRegion.Referrer }),
        (RecordTriageRefusal.StageForbids, a => With(
            a, a.Request with { Request = Gallery.At(Stage.HandedOver) })),
        (RecordTriageRefusal.JudgedMeanwhile, a => With(
            a, a.Request with { Request = Judged, Seen = 0 })),
        (RecordTriageRefusal.SystemUnknown, a => With(a, a.Request with { System = "own" })),
        (RecordTriageRefusal.SystemUnknown, a => With(a, a.Request with { SystemVersion = "" })),
        (RecordTriageRefusal.SystemUnknown, a => With(
            a, a.Request with { SystemVersion = new string('1', 41) })),
        (RecordTriageRefusal.UrgencyUnknown, a => With(a, a.Request with { Urgency = "U9" })),
        (RecordTriageRefusal.UrgencyUnknown, a => With(a, a.Request with { Proposed = "" })),
        (RecordTriageRefusal.UrgencyUnknown, a => With(
            a, a.Request with { Proposed = new string('U', 41) })),
        (RecordTriageRefusal.ReasonMissing, a => With(a, a.Request with { Proposed = "U1" })),
        (RecordTriageRefusal.ReasonMissing, a => With(
            a, a.Request with { Proposed = "U1", Reason = Gallery.Scene.Note(" ") })),
        (RecordTriageRefusal.FindingUnknown, a => Found(a, f => f with { Complaint = "zz" })),
        (RecordTriageRefusal.FindingUnknown, a => Found(a, f => f with { Context = ["zz"] })),
        (RecordTriageRefusal.FindingUnknown, a => Found(
            a, f => f with { AlarmSigns = ["second-contact", "second-contact"] })),
        (RecordTriageRefusal.FindingUnknown, a => Found(a, f => f with { FollowUp = "zz" })),
        (RecordTriageRefusal.FindingUnknown, a => Found(
            a, f => f with { Abcd = default })),
        (RecordTriageRefusal.AdviceMissing, a => Found(a, f => f with { IsAlone = true })),
        (RecordTriageRefusal.AdviceMissing, a => Found(
            a, f => f with { IsAlone = true, FollowUp = "self-care" })),
        (RecordTriageRefusal.AdviceMissing, a => Found(
            a, f => f with { IsAlone = true, Advice = Gallery.Scene.Note() })),
        (RecordTriageRefusal.NotYetWritten, a => Found(a, f => f) with
        {
            WriteLevel = WriteLevels.First,
        }));

    internal static readonly RefusalTable<DescribeNeed, DescribeNeedRefusal> Needs = new(
        () => new(Gallery.Scene, Scene.Need(Judged), TestRegion.Desk),
        (DescribeNeedRefusal.RequestUnknown, a => With(a, a.Request with { Request = new(99) })),
        (DescribeNeedRefusal.RequestArchived, a => With(
            a, a.Request with { Request = Gallery.Archived })),
        (DescribeNeedRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (DescribeNeedRefusal.OffersOpen, a => With(
            a, a.Request with { Request = Gallery.At(Stage.Asking) })),
        (DescribeNeedRefusal.StageForbids, a => With(a, a.Request with { Request = Received })),
        (DescribeNeedRefusal.StageForbids, a => With(
            a, a.Request with { Request = Gallery.At(Stage.PlaceHeld) })),
        (DescribeNeedRefusal.CareTypeUnknown, a => With(a, a.Request with { CareType = "zz" })),
        (DescribeNeedRefusal.CareTypeUnknown, a => With(
            a, a.Request with { CareType = "ambulances" })),
        (DescribeNeedRefusal.ComplexityUnknown, a => With(a, a.Request with { Complexity = 0 })),
        (DescribeNeedRefusal.ComplexityUnknown, a => With(
            a, a.Request with { Features = (Features)512 })),
        (DescribeNeedRefusal.TitleMissing, a => With(a, a.Request with { CareType = "wzd" })),
        (DescribeNeedRefusal.TitleMissing, a => With(
            a, a.Request with { CareType = "wvggz", Title = LegalTitle.CourtOrder })),
        (DescribeNeedRefusal.TransportUnknown, a => With(a, a.Request with { Transport = "" })),
        (DescribeNeedRefusal.OrganisationUnknown, a => With(
            a, a.Request with { NotTo = ["nursing", "zz"] })),
        (DescribeNeedRefusal.OrganisationUnknown, a => With(
            a, a.Request with { NotTo = [.. Enumerable.Repeat("nursing", 11)] })),
        (DescribeNeedRefusal.OrganisationUnknown, a => Beyond(
            a, b => b with { Preferred = ["zz"] })),
        (DescribeNeedRefusal.RequirementUnknown, a => Beyond(
            a, b => b with { Specialism = "zz" })),
        (DescribeNeedRefusal.RequirementUnknown, a => Beyond(
            a, b => b with { NeonatalLevel = 4 })),
        (DescribeNeedRefusal.RequirementUnknown, a => Beyond(
            a, b => b with { TraumaLevel = -1 })),
        (DescribeNeedRefusal.NotYetWritten, a => Beyond(a, b => b) with
        {
            WriteLevel = WriteLevels.First,
        }));

    internal static readonly RefusalTable<RecordConsultation, RecordConsultationRefusal>
        Consultations = new(
            () => new(
                Gallery.Scene,
                new RecordConsultation(
                    Judged, "gp", Gallery.Scene.Note("dr. Een"), Gallery.Scene.Note()),
                TestRegion.Desk),
            (RecordConsultationRefusal.RequestUnknown, a => With(
                a, a.Request with { Request = new(99) })),
            (RecordConsultationRefusal.RequestArchived, a => With(
                a, a.Request with { Request = Gallery.Archived })),
            (RecordConsultationRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
            (RecordConsultationRefusal.StageForbids, a => With(
                a, a.Request with { Request = Gallery.At(Stage.Closed) })),
            (RecordConsultationRefusal.WhoMissing, a => With(
                a, a.Request with { Function = "zz" })),
            (RecordConsultationRefusal.WhoMissing, a => With(
                a, a.Request with { Name = Gallery.Scene.Note(" ") })),
            (RecordConsultationRefusal.AdviceMissing, a => With(
                a, a.Request with { Advice = Gallery.Scene.Note("") })),
            (RecordConsultationRefusal.NotYetWritten, a => a with
            {
                WriteLevel = WriteLevels.First,
            }));

    public static TheoryData<int, RecordConsultationRefusal> ConsultationRows =>
        Consultations.Rows;

    public static TheoryData<int, RecordTriageRefusal> TriageRows => Triages.Rows;

    public static TheoryData<int, DescribeNeedRefusal> NeedRows => Needs.Rows;

    [Theory]
    [MemberData(nameof(TriageRows))]
    public void A_triage_is_refused_by_the_first_rule_broken(
        int row, RecordTriageRefusal expected) => Triages.Check(row, expected);

    [Theory]
    [MemberData(nameof(NeedRows))]
    public void A_need_is_refused_by_the_first_rule_broken(int row, DescribeNeedRefusal expected) =>
        Needs.Check(row, expected);

    // The full table of R6: consent opens both laws, a title opens its own and nothing else.
    [Theory]
    [InlineData(LegalTitle.None, false, false)]
    [InlineData(LegalTitle.Consent, true, true)]
    [InlineData(LegalTitle.AdmissionDecision, false, true)]
    [InlineData(LegalTitle.CourtOrder, false, true)]
    [InlineData(LegalTitle.EmergencyDetention, false, true)]
    [InlineData(LegalTitle.CareOrder, true, false)]
    [InlineData(LegalTitle.CrisisMeasure, true, false)]
    [InlineData(LegalTitle.WvggzInPreparation, true, false)]
    [InlineData(LegalTitle.WzdInPreparation, false, true)]
    public void A_title_opens_the_accommodation_of_its_own_law_and_every_open_unit(
        LegalTitle title, bool wvggz, bool wzd)
    {
        Assert.True(title.Opens(ClosedUnder.None));
        Assert.Equal(wvggz, title.Opens(ClosedUnder.Wvggz));
        Assert.Equal(wzd, title.Opens(ClosedUnder.Wzd));
    }

    [Fact]
    public void No_title_is_missing_from_the_table_above()
    {
        var rows = typeof(TriageTests)
            .GetMethod(nameof(A_title_opens_the_accommodation_of_its_own_law_and_every_open_unit))!
            .GetCustomAttributesData().Where(a => a.AttributeType == typeof(InlineDataAttribute))
            .Count();

        Assert.Equal(Enum.GetValues<LegalTitle>().Length, rows);
    }

    [Fact]
    public void A_triage_is_recorded_as_given_and_the_last_one_counts()
    {
        var scene = Gallery.Scene;
        var reason = scene.Note("benauwder dan gemeld");
        Assert.Equal(
            [new TriageRecorded(Received, "nts", "2025", "U3", "U3", null)],
            scene.Do(Scene.Triage(Received), TestRegion.Triagist));
        scene.Do(
            Scene.Triage(Received) with { Urgency = "U1", Reason = reason }, TestRegion.Desk);

        var judgement = scene.World.Triage[Received];
        Assert.Equal(2, judgement.Triages.Length);
        Assert.Equal("U1", judgement.Urgency);
        Assert.Equal(
            new TriageRecord(
                "nts", "2025", "U3", "U1", reason.Id, scene.Now, TestRegion.Desk.Account)
            {
                RetriageBy = scene.Now + NodaTime.Duration.FromMinutes(45),
            },
            judgement.Current);
        Assert.Equal(Stage.Judged, scene.Find(Received).Stage);
    }

    [Fact]
    public void The_hundredth_triage_is_taken_and_the_next_is_not()
    {
        var scene = Gallery.Scene;
        for (var i = 0; i < RecordTriage.TriagesMax; i++)
        {
            Assert.Null(scene.Try(Scene.Triage(Received), TestRegion.Triagist));
        }

        Assert.Equal(
            RecordTriageRefusal.StageForbids,
            scene.Try(Scene.Triage(Received), TestRegion.Triagist));
    }

    [Fact]
    public void A_need_takes_the_age_of_the_request_and_care_at_home_has_no_journey()
    {
        var scene = Gallery.Scene;
        var events = scene.Do(
            Scene.Need(Judged, "home-team") with
            {
                Transport = "ambulance", NotTo = ["nursing-two"], Features = Features.Isolation,
            },
            TestRegion.Desk);

        var need = Assert.IsType<NeedDescribed>(Assert.Single(events)).Need;
        Assert.Equal("", need.Transport);
        Assert.Equal(AgeBand.Older, need.Age);
        Assert.Equal([TestRegion.Organisation("nursing-two")], need.NotTo.AsEnumerable());
        Assert.Equal(Stage.Seeking, scene.Find(Judged).Stage);
        Assert.NotEmpty(scene.Do(Scene.Need(Judged), TestRegion.Desk));
        Assert.Equal(Stage.Seeking, scene.Find(Judged).Stage);
    }

    [Theory]
    [MemberData(nameof(ConsultationRows))]
    public void A_consultation_is_refused_by_the_first_rule_broken(
        int row, RecordConsultationRefusal expected) => Consultations.Check(row, expected);

    [Fact]
    public void A_need_described_anew_starts_without_what_was_needed_beyond_it()
    {
        var scene = Gallery.Scene;
        var beyond = new NeededBeyond("surgery", 2, 1, ["nursing"], ["hospital"]);
        scene.Do(Scene.Need(Judged) with { Beyond = beyond }, TestRegion.Desk);
        var kept = scene.World.Triage[Judged].Requirements;
        Assert.Equal(("surgery", 2, 1), (kept.Specialism, kept.NeonatalLevel, kept.TraumaLevel));
        Assert.Equal([TestRegion.Organisation("nursing")], kept.Preferred.AsEnumerable());
        Assert.Equal([TestRegion.Organisation("hospital")], kept.KnownAt.AsEnumerable());

        scene.Do(Scene.Need(Judged), TestRegion.Desk);
        Assert.Equal(Requirements.None, scene.World.Triage[Judged].Requirements);
    }

    private static Attempt<DescribeNeed> Beyond(
        Attempt<DescribeNeed> attempt, Func<NeededBeyond, NeededBeyond> change) => With(
        attempt,
        attempt.Request with
        {
            Beyond = change(attempt.Request.Beyond ?? new NeededBeyond("", 0, 0, [], [])),
        });

    private static Attempt<T> With<T>(Attempt<T> attempt, T request)
        where T : Domain.Request => attempt with { Request = request };

    private static Attempt<RecordTriage> Found(
        Attempt<RecordTriage> attempt, Func<FoundAtTriage, FoundAtTriage> change) => With(
            attempt,
            attempt.Request with
            {
                Found = change(new FoundAtTriage(
                    "fall", Abcd.NotAssessed, false, [], [], "", false, null, null, null)),
            });
}
