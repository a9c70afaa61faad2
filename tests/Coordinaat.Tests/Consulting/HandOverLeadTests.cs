using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Consulting;

/// <summary>
/// FR-G3, FR-A5 and R23: the lead is offered and accepted, never dropped; until then it stays where
/// it is. The case opens to whom it is offered (R12), and how often the story was told is counted.
/// </summary>
public sealed class HandOverLeadTests
{
    private static readonly CareRequestId Case = Gallery.At(Stage.Judged);
    private static readonly OrganisationId South = TestRegion.SouthDesk.Organisation;

    internal static readonly RefusalTable<OfferLead, HandOverLeadRefusal> Offer = new(
        () => new(Led(), Offered(TestRegion.Triagist), TestRegion.Desk),
        (HandOverLeadRefusal.RequestUnknown, a => With(a, q => q with { Request = new(99) })),
        (HandOverLeadRefusal.RequestArchived, a => With(
            a, q => q with { Request = Gallery.Archived })),
        (HandOverLeadRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (HandOverLeadRefusal.RequestClosed, a => With(
            a, q => q with { Request = Gallery.At(Stage.Closed) })),
        (HandOverLeadRefusal.OfferedAlready, a => a with { World = Open().World }),
        (HandOverLeadRefusal.WhomUnknown, a => With(
            a, q => q with { Account = TestRegion.Desk.Account })),
        (HandOverLeadRefusal.WhomUnknown, a => With(
            a, q => q with { Account = TestRegion.Nurse.Account })),
        (HandOverLeadRefusal.WhomUnknown, a => With(a, q => q with { Account = new(999) })),
        (HandOverLeadRefusal.WhomUnknown, a => With(
            a, q => q with
            {
                Organisation = TestRegion.Nurse.Organisation, Account = default,
            })),
        (HandOverLeadRefusal.WordsMissing, a => With(
            a, q => q with { ToDo = Gallery.Scene.Note(" ") })),
        (HandOverLeadRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<AnswerLeadOffer, HandOverLeadRefusal> Answer = new(
        () => new(
            Open(), new AnswerLeadOffer(Case, Gallery.Scene.Note("druk"), false),
            TestRegion.Triagist),
        (HandOverLeadRefusal.RequestUnknown, a => With(a, q => q with { Request = new(99) })),
        (HandOverLeadRefusal.RequestArchived, a => With(
            a, q => q with { Request = Gallery.Archived })),
        (HandOverLeadRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (HandOverLeadRefusal.RequestClosed, a => With(
            a, q => q with { Request = Gallery.At(Stage.Closed) })),
        (HandOverLeadRefusal.NothingOffered, a => a with { World = Led().World }),
        (HandOverLeadRefusal.OfferedToOther, a => a with { By = TestRegion.Physician }),
        (HandOverLeadRefusal.WordsMissing, a => With(
            a, q => q with { Reason = Gallery.Scene.Note("") })));

    internal static readonly RefusalTable<WithdrawLeadOffer, HandOverLeadRefusal> Back = new(
        () => new(Open(), new WithdrawLeadOffer(Case), TestRegion.Desk),
        (HandOverLeadRefusal.RequestUnknown, a => With(a, q => q with { Request = new(99) })),
        (HandOverLeadRefusal.RequestArchived, a => With(
            a, q => q with { Request = Gallery.Archived })),
        (HandOverLeadRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (HandOverLeadRefusal.RequestClosed, a => With(
            a, q => q with { Request = Gallery.At(Stage.Closed) })),
        (HandOverLeadRefusal.NothingOffered, a => a with { World = Led().World }));

    public static TheoryData<int, HandOverLeadRefusal> OfferRows => Offer.Rows;

    public static TheoryData<int, HandOverLeadRefusal> AnswerRows => Answer.Rows;

    public static TheoryData<int, HandOverLeadRefusal> BackRows => Back.Rows;

    [Theory]
    [MemberData(nameof(OfferRows))]
    public void An_offer_is_refused_by_the_first_rule_broken(
        int row, HandOverLeadRefusal expected) => Offer.Check(row, expected);

    [Theory]
    [MemberData(nameof(AnswerRows))]
    public void An_answer_is_refused_by_the_first_rule_broken(
        int row, HandOverLeadRefusal expected) => Answer.Check(row, expected);

    [Theory]
    [MemberData(nameof(BackRows))]
    public void Taking_back_is_refused_by_the_first_rule_broken(
        int row, HandOverLeadRefusal expected) => Back.Check(row, expected);

    [Fact]
    public void Until_it_is_accepted_the_lead_stays_where_it_is()
    {
        var scene = Open();
        Assert.Equal(TestRegion.Desk.Account, scene.Find(Case).Lead!.Value.Account);
        scene.Do(new AnswerLeadOffer(Case, scene.Note("te druk"), false), TestRegion.Triagist);
        Assert.Equal(TestRegion.Desk.Account, scene.Find(Case).Lead!.Value.Account);
        Assert.Null(scene.Find(Case).LeadOffer);

        scene.Do(Offered(TestRegion.Triagist), TestRegion.Desk);
        scene.Do(new AnswerLeadOffer(Case, null, false), TestRegion.Triagist);
        Assert.Equal(TestRegion.Triagist.Account, scene.Find(Case).Lead!.Value.Account);
        Assert.Null(scene.Find(Case).LeadOffer);
        Assert.Equal(1, scene.Find(Case).HandOvers);
    }

    [Fact]
    public void Nobody_who_answers_in_time_is_on_top_of_both_desks_and_the_offer_stands()
    {
        var scene = Led();
        scene.Do(
            new OfferLead(Case, South, default, scene.Note("plek zoeken")), TestRegion.Desk);
        scene.Wait(29);
        Assert.NotEqual(NextAct.SettleLead, Next(scene).Act);
        scene.Wait(1);

        Assert.Equal(NextAct.SettleLead, Next(scene).Act);
        Assert.True(scene.Find(Case).MayBeWorkedBy(TestRegion.Desk));
        Assert.True(scene.Find(Case).MayBeWorkedBy(TestRegion.SouthDesk));
        scene.Do(new AnswerLeadOffer(Case, null, true), TestRegion.SouthDesk);
        Assert.Equal(South, scene.Find(Case).Lead!.Value.Organisation);
        Assert.NotEqual(NextAct.SettleLead, Next(scene).Act);
    }

    [Fact]
    public void A_patient_across_the_border_of_the_region_is_taken_in_and_handed_over()
    {
        var (scene, there) = WithOtherRegion();
        var id = scene.Register(postcode: "7001");
        var request = scene.Find(id);

        // Taken in at the desk that heard of it, which leads until the other side accepts.
        Assert.Equal([there.Organisation], request.Desks);
        Assert.Equal(TestRegion.Desk.Organisation, request.Lead!.Value.Organisation);
        Assert.NotEqual(
            scene.World.Regions.Organisations[TestRegion.Desk.Organisation.Value].Region,
            scene.World.Regions.RegionOf(request.Subregion));
        scene.Do(
            new OfferLead(id, there.Organisation, default, scene.Note("plek zoeken")),
            TestRegion.Desk);
        scene.Do(new AnswerLeadOffer(id, null, false), there);
        scene.Do(Scene.Triage(id), there);

        request = scene.Find(id);
        Assert.Equal((there.Organisation, 1), (
            request.Lead!.Value.Organisation, request.HandOvers));
        Assert.Equal(1, StoryTold.Times(scene.World, request));
        Assert.True(request.MayBeWorkedBy(TestRegion.Desk));
        Assert.False(request.MayBeWorkedBy(TestRegion.SouthDesk));
    }

    // A neighbouring region with a centre and a postcode of its own.
    private static (Scene Scene, Actor There) WithOtherRegion()
    {
        var scene = new Scene();
        Definition[] rows =
        [
            new RegionRow(new Region("beyond", "Overzij", "NL", 3, "112")),
            new SubregionRow("east", "Oost", "beyond"),
            new OrganisationRow("far", "Centrum Overzij", Sector.CoordinationCentre, "beyond"),
            new LocationRow(
                "far-room", "Kamer", "far", ["east"], "Oosterdorp", new(190_000, 463_000), "", ""),
            new PostcodeRow("7001", "Oosterdorp", "east", new(190_000, 463_500)),
        ];
        foreach (var row in rows)
        {
            scene.Do(new Define(row), Actor.System);
        }

        var far = new OrganisationId(scene.World.Regions.Organisations.NumberOf("far"));
        scene.Do(
            TestRegion.Account(900, "far", far, Roles.Coordinator), Actor.System);
        return (scene, new Actor(
            new AccountId(scene.World.Accounts.All.Count), far, Roles.Coordinator));
    }

    [Fact]
    public void The_case_opens_to_another_centre_by_the_offer_and_closes_with_a_no()
    {
        var scene = Led();
        Assert.False(scene.Find(Case).MayBeWorkedBy(TestRegion.SouthDesk));
        scene.Do(new OfferLead(Case, South, default, scene.Note()), TestRegion.Desk);
        Assert.True(scene.Find(Case).MayBeWorkedBy(TestRegion.SouthDesk));
        scene.Do(new AnswerLeadOffer(Case, scene.Note("niet ons gebied"), false),
            TestRegion.SouthDesk);
        Assert.False(scene.Find(Case).MayBeWorkedBy(TestRegion.SouthDesk));

        scene.Do(new OfferLead(Case, South, default, scene.Note()), TestRegion.Desk);
        scene.Do(new WithdrawLeadOffer(Case), TestRegion.Desk);
        Assert.False(scene.Find(Case).MayBeWorkedBy(TestRegion.SouthDesk));
    }

    [Fact]
    public void Who_takes_the_lead_themselves_ends_the_offer()
    {
        var scene = Open();
        scene.Do(new TakeLead(Case), TestRegion.Physician);

        Assert.Null(scene.Find(Case).LeadOffer);
        Assert.Equal(
            HandOverLeadRefusal.NothingOffered,
            scene.Try(new AnswerLeadOffer(Case, null, false), TestRegion.Triagist));
    }

    [Fact]
    public void The_story_counts_as_told_again_only_where_it_was_told_by_voice()
    {
        var scene = Open();
        int Told() => StoryTold.Times(scene.World, scene.Find(Case));
        Assert.Equal(1, Told());
        scene.Do(new AnswerLeadOffer(Case, null, WasToldAgain: false), TestRegion.Triagist);
        Assert.Equal(1, Told());
        scene.Do(Offered(TestRegion.Desk), TestRegion.Triagist);
        scene.Do(new AnswerLeadOffer(Case, null, WasToldAgain: true), TestRegion.Desk);
        Assert.Equal(2, Told());

        var mental = new Colleague("mh-triage", TestRegion.Colleague.Organisation);
        scene.Do(new AskConsultation(Case, [mental], scene.Note()), TestRegion.Desk);
        scene.Do(
            new AnswerConsultation(Case, 1, scene.Note(), "", null), TestRegion.Colleague);
        Assert.Equal(2, Told());
        scene.Do(new AskConsultation(Case, [mental], scene.Note()), TestRegion.Desk);
        scene.Do(
            new AnswerConsultation(Case, 2, scene.Note(), "", scene.Note("zr. Smit")),
            TestRegion.Desk);
        Assert.Equal(3, Told());
        scene.Do(
            new RecordConsultation(Case, "gp", scene.Note("dr. Een"), scene.Note()),
            TestRegion.Desk);
        Assert.Equal(4, Told());
    }

    [Fact]
    public void Who_leads_is_away_when_the_last_session_is_over()
    {
        var scene = Led();
        bool IsAway() => HandOverLead.IsLeadAway(scene.World, scene.Find(Case), scene.Now);
        Assert.False(IsAway());
        var session = new SessionId(new Guid(1, 9, 9, new byte[8]));
        scene.Do(
            new Domain.Accounts.OpenSession(TestRegion.Desk.Account, session, 7), Actor.System);
        Assert.False(IsAway());
        scene.Do(
            new Domain.Accounts.EndSession(TestRegion.Desk.Account, session), TestRegion.Desk);
        Assert.True(IsAway());
        scene.Do(new TakeLead(Case), TestRegion.Triagist);
        Assert.False(IsAway());
    }

    private static NextStep Next(Scene scene) => NextStep.Of(scene.World, scene.Find(Case));

    private static OfferLead Offered(Actor to) =>
        new(Case, to.Organisation, to.Account, Gallery.Scene.Note("de dochter bellen"));

    private static Scene Led()
    {
        var scene = Gallery.Scene;
        scene.Do(new TakeLead(Case), TestRegion.Desk);
        return scene;
    }

    private static Scene Open()
    {
        var scene = Led();
        scene.Do(Offered(TestRegion.Triagist), TestRegion.Desk);
        return scene;
    }

    private static Attempt<T> With<T>(Attempt<T> attempt, Func<T, T> change)
        where T : Request => attempt with { Request = change(attempt.Request) };
}
