using System.Collections.Immutable;
using System.Text;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Triage;
using Coordinaat.Tests.Agreements;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Matching;

/// <summary>
/// What may do instead of the usual exists only where parties agreed it, at that hour, and where
/// somebody can really come: else it is shown with why not (FR-T5, FR-T8). What was avoided is
/// recorded with the choice (K16).
/// </summary>
public sealed class AlternativesTests
{
    private static readonly Position Home = new(155_000, 463_500);
    private static readonly WeekHours Night = new(new(1_380, 480), new(1_380, 480));
    private static readonly UnitId Team = TestRegion.Unit("house-team");

    private static readonly AgreementRule HomeCare = new(
        "Val: wijkverpleging", RuleCondition.Always,
        new Instead(["fall"], "home-care", "home-team", "ambulance-a2"));

    private static readonly AgreementRule Urgent = new(
        "Spoed is spoed", RuleCondition.Always with { Hours = Night, Urgencies = ["U3"] },
        new Instead([], "own-gp", "", "ed-visit"));

    private static readonly Lazy<Scene> Agreed = new(() => Judged(HomeCare).Scene);

    internal static readonly RefusalTable<ChooseAlternative, ChooseAlternativeRefusal> Choices =
        new(
            () => new(
                Agreed.Value,
                new ChooseAlternative(
                    Gallery.At(Stage.Judged), "fall", "home-care", "ambulance-a2"),
                TestRegion.Triagist),
            (ChooseAlternativeRefusal.RequestUnknown, a => With(
                a, a.Request with { Request = new(99) })),
            (ChooseAlternativeRefusal.RequestArchived, a => With(
                a, a.Request with { Request = Gallery.Archived })),
            (ChooseAlternativeRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
            (ChooseAlternativeRefusal.StageForbids, a => With(
                a, a.Request with { Request = Gallery.At(Stage.Received) })),
            (ChooseAlternativeRefusal.StageForbids, a => With(
                a, a.Request with { Request = Gallery.At(Stage.Closed) })),
            (ChooseAlternativeRefusal.ComplaintUnknown, a => With(
                a, a.Request with { Complaint = "zz" })),
            (ChooseAlternativeRefusal.AvoidedUnknown, a => With(
                a, a.Request with { Avoided = "" })),
            (ChooseAlternativeRefusal.NotAgreed, a => With(
                a, a.Request with { Alternative = "own-gp" })),
            (ChooseAlternativeRefusal.NotYetWritten, a => a with
            {
                WriteLevel = WriteLevels.First,
            }));

    public static TheoryData<int, ChooseAlternativeRefusal> ChoiceRows => Choices.Rows;

    [Theory]
    [MemberData(nameof(ChoiceRows))]
    public void A_choice_is_refused_by_the_first_rule_broken(
        int row, ChooseAlternativeRefusal expected) => Choices.Check(row, expected);

    [Fact]
    public void What_was_chosen_and_what_it_avoided_are_kept_and_the_same_again_is_no_news()
    {
        var (scene, id) = Judged(HomeCare, Urgent);
        var choice = new ChooseAlternative(id, "fall", "home-care", "ambulance-a2");
        Assert.Single(scene.Do(choice, TestRegion.Desk).OfType<AlternativeChosen>());
        Assert.Equal(
            new ChosenAlternative(
                "fall", "home-care", "home-team", "ambulance-a2", Samples.Code, 1, HomeCare.Name),
            scene.World.Triage[id].Alternative);
        Assert.Empty(scene.Do(choice, TestRegion.Desk));
        scene.Do(choice with { Avoided = "ed-visit" }, TestRegion.Desk);
        Assert.Equal("ed-visit", scene.World.Triage[id].Alternative!.Avoided);

        // By day the night's rule is no ground.
        Assert.Equal(
            ChooseAlternativeRefusal.NotAgreed,
            scene.Try(choice with { Alternative = "own-gp" }, TestRegion.Desk));
    }

    [Fact]
    public void A_team_that_can_come_now_is_there_with_its_minutes_and_what_it_avoids()
    {
        var (scene, id) = Judged(HomeCare, Urgent);
        scene.Report("house-team", 2);
        var found = For(scene, id, "fall");
        Assert.True(found[0].IsAvailable);
        Assert.Equal("ambulance-a2", found[0].Then.Avoids);
        var nurse = Assert.Single(found[0].Units);
        Assert.Equal(Team, nurse.Unit);
        Assert.InRange(nurse.TravelSeconds, 60, 1_800);
        Assert.Equal(2, nurse.Availability.Places);

        // By day urgent or not makes no difference.
        Assert.False(found[1].IsAvailable);
        Assert.False(found[1].IsInHours);
    }

    [Fact]
    public void Without_a_place_or_out_of_reach_it_is_not_there_and_says_why()
    {
        var (scene, id) = Judged(HomeCare);
        scene.Report("house-team", 0);
        var full = For(scene, id, "fall").Single();
        Assert.False(full.IsAvailable);
        Assert.Equal((Team, Rules.Place), (full.Lacking!.Unit, full.Lacking.Failed));
        scene.Report("house-team", 3);
        Assert.True(For(scene, id, "fall").Single().IsAvailable);
        var far = Alternatives.For(
            scene.World, scene.Find(id), "fall", new Position(156_000, 490_000), scene.Now);
        Assert.Equal(Rules.Reach, far.Single().Lacking!.Failed);
    }

    [Fact]
    public void What_is_agreed_for_the_night_begins_and_ends_with_it()
    {
        var (scene, id) = Judged(Urgent);
        foreach (var (time, isThere) in new[]
        {
            (new LocalDateTime(2026, 3, 2, 22, 59), false),
            (new LocalDateTime(2026, 3, 2, 23, 0), true),
            (new LocalDateTime(2026, 3, 3, 7, 59), true),
            (new LocalDateTime(2026, 3, 3, 8, 0), false),
        })
        {
            scene.WaitUntil(time.InZoneStrictly(LocalMoment.Zone).ToInstant());
            Assert.Equal(isThere, For(scene, id, "fall").Single().IsAvailable);
        }
    }

    [Fact]
    public void Another_complaint_urgency_or_region_has_other_ways()
    {
        var (scene, id) = Judged(HomeCare, Urgent);
        Assert.Equal(
            [Urgent.Name],
            For(scene, id, "catheter-blocked").Select(a => a.By.Rule.Name));
        Assert.Equal(2, For(scene, id, "fall").Length);
        scene.Do(Scene.Triage(id) with { Proposed = "U1", Urgency = "U1" }, TestRegion.Desk);
        Assert.Equal([HomeCare.Name], For(scene, id, "fall").Select(a => a.By.Rule.Name));
        Assert.Empty(For(scene, scene.Register(postcode: "2001"), "fall"));
    }

    [Fact]
    public void Figures_of_another_kind_of_care_change_nothing_about_what_may_do()
    {
        var (scene, id) = Judged(HomeCare, Urgent);
        bool Draws(string careType, CareRequestId about) => Alternatives.DrawOn(
            scene.World, scene.Find(about), TestRegion.CareType(careType), scene.Now);
        Assert.True(Draws("home-team", id));
        Assert.False(Draws("elv-high", id));
        Assert.False(Draws("home-team", scene.Register(postcode: "2001")));
    }

    [Fact]
    public void What_a_nurse_does_by_the_rule_is_known_while_that_care_is_needed()
    {
        var (scene, id) = Judged(HomeCare with
        {
            Then = ((Instead)HomeCare.Then) with { Tasks = ["fall"] },
        });
        ImmutableArray<string> Tasks() => Alternatives.TasksOf(scene.World, id);
        scene.Do(
            new ChooseAlternative(id, "fall", "home-care", "ambulance-a2"), TestRegion.Desk);
        Assert.Empty(Tasks());
        scene.Do(Scene.Need(id, "home-team"), TestRegion.Desk);
        Assert.Equal(["fall"], Tasks());
        scene.Do(Scene.Need(id), TestRegion.Desk);
        Assert.Empty(Tasks());
    }

    // What was stored before rules had tasks is read and written as it was.
    [Fact]
    public void A_rule_without_tasks_is_stored_as_before()
    {
        var terms = Samples.Terms(HomeCare);
        var written = Encoding.UTF8.GetString(EventCodec.Encode(
            new AgreementWritten(new(1), Samples.Code, new(1), 1, terms)));
        Assert.DoesNotContain("tasks", written, StringComparison.Ordinal);
        var back = (AgreementWritten)EventCodec.Decode(
            "agreement-written", 1, Encoding.UTF8.GetBytes(written));
        Assert.Null(((Instead)back.Terms.Rules[0].Then).Tasks);
        var told = new AgreementWritten(new(1), Samples.Code, new(1), 1, Samples.Terms(
            HomeCare with { Then = ((Instead)HomeCare.Then) with { Tasks = ["fall"] } }));
        var again = (AgreementWritten)EventCodec.Decode(
            "agreement-written", 1, EventCodec.Encode(told));
        Assert.Equal(["fall"], ((Instead)again.Terms.Rules[0].Then).Tasks!.Value);
    }

    internal static (Scene Scene, CareRequestId Id) Judged(params AgreementRule[] rules)
    {
        var scene = Gallery.Scene;
        scene.Do(
            new WriteAgreement(Samples.Code, Samples.Terms(rules) with { From = scene.Now }),
            TestRegion.Manager);
        scene.Do(Samples.Rehearsal(scene), TestRegion.Manager);
        Samples.Sign(scene);
        return (scene, Gallery.At(Stage.Judged));
    }

    private static ImmutableArray<Alternative> For(
        Scene scene, CareRequestId id, string complaint) =>
        Alternatives.For(scene.World, scene.Find(id), complaint, Home, scene.Now);

    private static Attempt<ChooseAlternative> With(
        Attempt<ChooseAlternative> attempt, ChooseAlternative request) =>
        attempt with { Request = request };
}
