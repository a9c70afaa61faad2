using Coordinaat.Domain.Access;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Triage;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Agreements;

/// <summary>What parties agreed is what happens at the desk, by name and version in the journal.
/// </summary>
public sealed class AgreedAskingTests
{
    [Fact]
    public void The_answer_time_and_the_rules_that_a_question_was_asked_by_are_on_record()
    {
        var scene = Samples.InForce(
            Samples.Rule(new AnswerWithin(7), Samples.House),
            Samples.Rule(new AskPolicy(2, false)));
        var id = Seeking(scene);
        var events = scene.Do(Scene.Offer(id), TestRegion.Desk);

        var made = Assert.IsType<OfferMade>(events[0]);
        Assert.Equal(scene.Now + Duration.FromMinutes(7), made.AnswerBy);
        Assert.Equal(
            [
                new RuleName(Samples.Code, 1, "AnswerWithin"),
                new RuleName(Samples.Code, 1, "AskPolicy"),
            ],
            Assert.IsType<OfferBased>(events[1]).Rules);
    }

    [Fact]
    public void An_agreement_of_another_subregion_changes_nothing()
    {
        var scene = new Scene();
        scene.Do(
            new WriteAgreement(Samples.Code, Samples.Terms(Samples.Rule(new Exclude())) with
            {
                Subregions = ["south"],
            }),
            TestRegion.Manager);
        scene.Do(Samples.Rehearsal(scene), TestRegion.Manager);
        Samples.Sign(scene);

        Assert.DoesNotContain(
            scene.Do(Scene.Offer(Seeking(scene)), TestRegion.Desk), e => e is OfferBased);
    }

    [Theory]
    [InlineData(MakeOfferRefusal.UnitExcluded)]
    [InlineData(MakeOfferRefusal.ConsultationMissing)]
    public void What_is_agreed_needs_a_reason_to_pass_over(MakeOfferRefusal refusal)
    {
        var scene = Samples.InForce(Samples.Rule(
            refusal == MakeOfferRefusal.UnitExcluded ? new Exclude() : new Consult("gp"),
            Samples.House));
        var id = Seeking(scene);

        Assert.Equal(refusal, scene.Try(Scene.Offer(id), TestRegion.Desk));
        Assert.Null(scene.Try(Scene.Offer(id) with { Override = "own-patient" }, TestRegion.Desk));
    }

    [Fact]
    public void After_the_consultation_the_unit_can_be_asked()
    {
        var scene = Samples.InForce(Samples.Rule(new Consult("gp"), Samples.House));
        var id = Seeking(scene);
        scene.Do(
            new RecordConsultation(id, "nurse", scene.Note("zr. Een"), scene.Note()),
            TestRegion.Desk);
        Assert.Equal(
            MakeOfferRefusal.ConsultationMissing, scene.Try(Scene.Offer(id), TestRegion.Desk));

        scene.Do(
            new RecordConsultation(id, "gp", scene.Note("dr. Een"), scene.Note()),
            TestRegion.Desk);
        Assert.Null(scene.Try(Scene.Offer(id), TestRegion.Desk));
    }

    [Fact]
    public void The_ladder_reaches_farther_by_the_minute()
    {
        var scene = Samples.InForce(Samples.Rule(new Ladder(
        [
            new(LadderReach.Own, 0, []), new(LadderReach.Neighbours, 20, ["south"]),
        ])));
        scene.Report("villa-high", 3);
        var id = Seeking(scene);
        var far = Scene.Offer(id, "villa-high");

        Assert.Equal(MakeOfferRefusal.LadderLater, scene.Try(far, TestRegion.Desk));
        scene.Wait(19);
        Assert.Equal(MakeOfferRefusal.LadderLater, scene.Try(far, TestRegion.Desk));
        scene.Wait(1);
        Assert.Null(scene.Try(far, TestRegion.Desk));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_more_are_asked_at_once_than_agreed(int atOnce)
    {
        var scene = Samples.InForce(Samples.Rule(new AskPolicy(atOnce, false)));
        var id = Seeking(scene);
        string[] units = ["house-high", "villa-high", "house-wzd"];
        var asked = units.TakeWhile(u => scene.Try(
            Scene.Offer(id, u) with { Override = "own-patient" }, TestRegion.Desk) is null);

        Assert.Equal(atOnce, asked.Count());
        Assert.Equal(
            MakeOfferRefusal.TooManyAtOnce,
            scene.Try(
                Scene.Offer(id, "house-grz") with { Override = "own-patient" },
                TestRegion.Desk));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void After_a_no_or_silence_the_next_is_asked_by_itself_where_that_is_agreed(
        bool isSilence, bool isAgreed)
    {
        var scene = Samples.InForce(Samples.Rule(new AskPolicy(1, isAgreed)));
        scene.Report("villa-high", 3);
        var id = Seeking(scene);
        scene.Do(
            Scene.Offer(id) with
            {
                Next =
                [
                    new(TestRegion.Unit("house-grz"), 2, 10),
                    new(TestRegion.Unit("villa-high"), 3, 20),
                ],
            },
            TestRegion.Desk);
        var first = new OfferId(1);
        if (isSilence)
        {
            scene.Wait(30);
        }
        else
        {
            scene.Do(scene.Answer(first, Reply.No), TestRegion.Desk);
        }

        // The second does not suit and is passed over.
        Assert.Equal(isAgreed ? 2 : 1, scene.World.Placement.Offers.Count);
        if (isAgreed)
        {
            var next = scene.World.Placement[new OfferId(2)];
            Assert.Equal(
                (TestRegion.Unit("villa-high"), 3, OfferState.Open, new AccountId(0)),
                (next.Unit, next.Rank, next.State, next.By));
            Assert.Equal(Stage.Asking, scene.Find(id).Stage);

            // Nobody is left after it.
            scene.Do(scene.Answer(next.Id, Reply.No), TestRegion.Desk);
            Assert.Equal(2, scene.World.Placement.Offers.Count);
        }
    }

    [Fact]
    public void An_agreement_that_ended_asks_nobody_by_itself()
    {
        var scene = Samples.InForce(Samples.Rule(new AskPolicy(1, true)));
        scene.Report("villa-high", 3);
        var id = Seeking(scene);
        scene.Do(
            Scene.Offer(id) with { Next = [new(TestRegion.Unit("villa-high"), 2, 20)] },
            TestRegion.Desk);
        scene.Do(new EndAgreement(Samples.Code, 1), TestRegion.Nurse);
        scene.Do(scene.Answer(new OfferId(1), Reply.No), TestRegion.Desk);

        Assert.Single(scene.World.Placement.Offers);
    }

    [Theory]
    [InlineData("north", 45)]
    [InlineData("south", 120)]
    public void A_stop_is_held_against_the_agreement_of_its_subregion_before_the_norm(
        string subregion, int usual)
    {
        var scene = new Scene();
        scene.Do(
            new WriteAgreement(
                Samples.Code,
                Samples.Terms(Samples.Rule(new StopPolicy("emergency", true, 45, 2))) with
                {
                    Subregions = [subregion],
                }),
            TestRegion.Manager);
        scene.Do(Samples.Rehearsal(scene), TestRegion.Manager);
        Samples.Sign(scene);

        var rule = StopRules.RuleOf(scene.World, TestRegion.Unit("hospital-ed"), scene.Now);
        Assert.Equal((usual, usual == 45 ? 2 : 1), (rule!.UsualMinutes, rule.MostAtOnce));
    }

    [Fact]
    public void Rules_that_clash_are_shown_with_which_one_counts_and_why()
    {
        var scene = Samples.InForce(
            Samples.Rule(new Prefer(10)), Samples.Rule(new Exclude(), Samples.House),
            Samples.Rule(new AnswerWithin(9)));
        scene.Do(
            new WriteAgreement("ander", Samples.Terms(
                Samples.Rule(new AnswerWithin(20)), Samples.Rule(new Prefer(10))) with
            {
                Subregions = ["north", "south"],
            }),
            TestRegion.Manager);
        var other = scene.World.Agreements.Find("ander")!;
        var review = AgreementReview.Of(scene.World, other, other.Newest, scene.Now);

        Assert.Equal(
            [
                ("AnswerWithin", Samples.Code, Precedence.NarrowerScope),
                ("Exclude", Samples.Code, Precedence.ExcludesFirst),
            ],
            review.Conflicts.Select(c => (c.Wins.Rule.Name, c.Wins.Code, c.Why)));
        var own = scene.World.Agreements.Find(Samples.Code)!;
        Assert.Equal(
            ("Exclude", Precedence.ExcludesFirst),
            AgreementReview.Of(scene.World, own, own.Newest, scene.Now).Conflicts
                .Select(c => (c.Wins.Rule.Name, c.Why)).First());
    }

    [Fact]
    public void A_rule_that_leaves_no_place_says_so()
    {
        var scene = Samples.InForce(Samples.Rule(
            new Exclude(), new UnitSelection([], ["nursing"], [], [])));
        var own = scene.World.Agreements.Find(Samples.Code)!;
        var nothing = AgreementReview.Of(scene.World, own, own.Newest, scene.Now).Nothing;

        Assert.Contains(
            new NothingLeft(
                "Exclude", TestRegion.CareType("elv-high"),
                new(scene.World.Regions.Subregions.NumberOf("north"))),
            nothing);
        Assert.DoesNotContain(nothing, n => n.CareType == TestRegion.CareType("emergency"));
    }

    [Fact]
    public void The_ledger_counts_a_yes_and_takes_a_place_back_that_was_given_up()
    {
        var scene = new Scene();
        var house = TestRegion.Unit("house-high");
        var id = scene.BringTo(Stage.Agreed);
        Assert.Equal(1, scene.World.Capacity.LoadOf(house).TakenBy(scene.Now));
        scene.Wait(60);
        scene.Do(new ReleasePlace(id, "not-coming", null), TestRegion.Desk);
        Assert.Equal(0, scene.World.Capacity.LoadOf(house).TakenBy(scene.Now));

        _ = scene.BringTo(Stage.Agreed);
        Assert.Equal(1, scene.World.Capacity.LoadOf(house).TakenBy(scene.Now));
        Assert.Equal(
            0, scene.World.Capacity.LoadOf(house).TakenBy(scene.Now + Duration.FromDays(28)));
    }

    private static CareRequestId Seeking(Scene scene)
    {
        scene.Report("house-high", 5);
        return scene.BringTo(Stage.Seeking);
    }
}
