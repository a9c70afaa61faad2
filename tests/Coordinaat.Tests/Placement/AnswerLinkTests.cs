using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Placement;

/// <summary>
/// A link answers one question once, in time, and no longer than the question is open (R14); what
/// it says weighs as much as an answer on the telephone.
/// </summary>
public sealed class AnswerLinkTests
{
    private static readonly OfferId Open = Gallery.OfferOf(Stage.Asking);

    internal static readonly RefusalTable<MakeAnswerLink, MakeAnswerLinkRefusal> Make = new(
        () => new(Gallery.Scene, new MakeAnswerLink(Open, "link"), TestRegion.Desk),
        (MakeAnswerLinkRefusal.OfferUnknown, a => For(a, new(99))),
        (MakeAnswerLinkRefusal.OfferArchived, a => For(a, Gallery.ArchivedOffer)),
        (MakeAnswerLinkRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (MakeAnswerLinkRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (MakeAnswerLinkRefusal.NotOpen, a => For(a, Gallery.OfferOf(Stage.PlaceHeld))),
        (MakeAnswerLinkRefusal.PhoneMissing, a => WithoutPhone(a)),
        (MakeAnswerLinkRefusal.LinkKnown, a => WithLinkKnown(a)),
        (MakeAnswerLinkRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<AnswerByLink, AnswerOfferRefusal> Answer = new(
        () => new(Linked(), new Scene().AnswerByLink("open", Reply.Yes), Actor.System),
        (AnswerOfferRefusal.OfferUnknown, a => By(a, "guess")),
        (AnswerOfferRefusal.OfferUnknown, a => By(a, "earlier")),
        (AnswerOfferRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (AnswerOfferRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (AnswerOfferRefusal.SpokenByMissing, a => a with
        {
            Request = a.Request with { Spoken = null },
        }),
        (AnswerOfferRefusal.SpokenByMissing, a => a with
        {
            Request = a.Request with { Spoken = new Scene().Note(" ") },
        }),
        (AnswerOfferRefusal.OfferExpired, a => By(a, "silent")),
        (AnswerOfferRefusal.OfferWithdrawn, a => By(a, "withdrawn")),
        (AnswerOfferRefusal.AlreadyAnswered, a => By(a, "used")),
        (AnswerOfferRefusal.AlreadyAnswered, a => By(a, "released")),
        (AnswerOfferRefusal.ReasonUnknown, a => Saying(a, Reply.No)),
        (AnswerOfferRefusal.ConditionMissing, a => Saying(a, Reply.YesIf)),
        (AnswerOfferRefusal.ConditionTimeOutOfRange, a => WithCondition(a, 9_999)),
        (AnswerOfferRefusal.NoPlaceLeft, a => By(a, "full") with
        {
            Request = new Scene().AnswerByLink("full", Reply.Yes),
        }),
        (AnswerOfferRefusal.FiguresUnknown, a => By(a, "unknown") with
        {
            Request = new Scene().AnswerByLink("unknown", Reply.Yes),
        }));

    public static TheoryData<int, MakeAnswerLinkRefusal> MakeRows => Make.Rows;

    public static TheoryData<int, AnswerOfferRefusal> AnswerRows => Answer.Rows;

    [Theory]
    [MemberData(nameof(MakeRows))]
    public void A_link_is_refused_by_the_first_rule_broken(
        int row, MakeAnswerLinkRefusal expected) => Make.Check(row, expected);

    [Theory]
    [MemberData(nameof(AnswerRows))]
    public void An_answer_by_link_is_refused_by_the_first_rule_broken(
        int row, AnswerOfferRefusal expected) => Answer.Check(row, expected);

    [Theory]
    [InlineData(Reply.Yes)]
    [InlineData(Reply.YesIf)]
    [InlineData(Reply.No)]
    public void An_answer_by_link_gives_the_events_of_the_same_answer_on_the_telephone(Reply reply)
    {
        var scene = new Scene();
        scene.BringTo(Stage.Asking);
        var link = scene.Link(new(1));
        var spoken = scene.Answer(new(1), reply);
        var byLink = new AnswerByLink(
            link, reply, spoken.Reason, spoken.Words, spoken.Spoken, 0);

        Assert.Equal(
            Play.Decide(scene.World, spoken, new(scene.Now, TestRegion.Desk)).Own,
            scene.Do(byLink, Actor.System));
    }

    [Fact]
    public void A_link_works_once_and_until_the_answer_time_is_over()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Asking);
        var offer = scene.World.Placement[new OfferId(1)];
        Assert.Equal(
            [new AnswerLinkMade(id, offer.Id, "link", offer.AnswerBy)],
            scene.Do(new MakeAnswerLink(offer.Id, "link"), TestRegion.Desk));
        var other = scene.Link(scene.Ask(id, "villa-high"));

        scene.Do(scene.AnswerByLink("link", Reply.No), Actor.System);
        Assert.Equal(
            AnswerOfferRefusal.AlreadyAnswered,
            scene.Try(scene.AnswerByLink("link", Reply.Yes), Actor.System));
        scene.WaitUntil(offer.AnswerBy);
        Assert.Equal(
            AnswerOfferRefusal.OfferExpired,
            scene.Try(scene.AnswerByLink(other, Reply.Yes), Actor.System));
    }

    // Asked ten minutes before the clock on the wall jumps; what counts is time that passes.
    [Theory]
    [InlineData(3, 29)]
    [InlineData(10, 25)]
    public void A_link_works_its_whole_answer_time_over_a_change_of_the_clock(int month, int day)
    {
        var scene = new Scene();
        var asked = Instant.FromUtc(2026, month, day, 0, 50);
        scene.WaitUntil(asked);
        scene.Report("house-high", 5);
        scene.Report("villa-high", 5);
        var id = scene.BringTo(Stage.Seeking);
        var first = scene.Link(scene.AskAnyhow(id, "house-high"));
        var second = scene.Link(scene.AskAnyhow(id, "villa-high"));

        var over = asked + Duration.FromMinutes(30);
        scene.WaitUntil(over - Duration.Epsilon);
        scene.Do(scene.AnswerByLink(first, Reply.No), Actor.System);
        scene.WaitUntil(over);
        Assert.Equal(
            AnswerOfferRefusal.OfferExpired,
            scene.Try(scene.AnswerByLink(second, Reply.No), Actor.System));
    }

    [Fact]
    public void A_new_link_ends_the_one_before_and_an_archived_request_leaves_none()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Asking);
        var (first, second) = (scene.Link(new(1)), scene.Link(new(1)));

        Assert.Null(scene.World.Placement.FindByLink(first));
        Assert.Equal(new OfferId(1), scene.World.Placement.FindByLink(second)!.Id);
        scene.Do(new CloseCareRequest(id, Ending.Withdrawn, null), TestRegion.Desk);
        Assert.Equal(
            AnswerOfferRefusal.OfferWithdrawn,
            scene.Try(scene.AnswerByLink(second, Reply.Yes), Actor.System));
        scene.Archive(id);
        Assert.Empty(scene.World.Placement.ByLink);
    }

    [Fact]
    public void A_unit_that_stops_is_called_and_its_link_is_over_and_no_other()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Asking);
        var (stopped, open) = (scene.Link(new(1)), scene.Link(scene.Ask(id, "villa-high")));
        scene.Do(TestRegion.Stop(TestRegion.Unit("house-high"), 60), TestRegion.Nurse);

        Assert.Equal(
            AnswerOfferRefusal.OfferExpired,
            scene.Try(scene.AnswerByLink(stopped, Reply.Yes), Actor.System));
        Assert.Equal(NextAct.CallUnit, NextStep.Of(scene.World, scene.Find(id)).Act);
        Assert.Null(scene.Try(scene.AnswerByLink(open, Reply.Yes), Actor.System));
    }

    [Fact]
    public void A_request_that_is_withdrawn_with_three_questions_out_ends_all_three()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Asking);
        OfferId[] offers = [new(1), scene.Ask(id, "villa-high"), scene.AskAnyhow(id, "house-low")];
        var links = offers.Select(scene.Link).ToArray();
        scene.Do(new CloseCareRequest(id, Ending.Withdrawn, null), TestRegion.Desk);

        Assert.All(
            offers, o => Assert.Equal(OfferState.Withdrawn, scene.World.Placement[o].State));
        Assert.All(links, l => Assert.Equal(
            AnswerOfferRefusal.OfferWithdrawn,
            scene.Try(scene.AnswerByLink(l, Reply.Yes), Actor.System)));
        Assert.All(offers, o => Assert.Equal(
            AnswerOfferRefusal.OfferWithdrawn,
            scene.Try(scene.Answer(o, Reply.Yes), TestRegion.Desk)));
        scene.Wait(60);
        Assert.DoesNotContain(
            scene.Journal, r => r.Happened is OfferReminded or OfferUnanswered);
        Assert.Empty(scene.World.Placement.Pending);
    }

    private static Attempt<MakeAnswerLink> For(Attempt<MakeAnswerLink> attempt, OfferId offer) =>
        attempt with { Request = attempt.Request with { Offer = offer } };

    private static Attempt<MakeAnswerLink> WithoutPhone(Attempt<MakeAnswerLink> attempt)
    {
        var house = TestRegion.Rows.OfType<LocationRow>().Single(r => r.Code == "house");
        var scene = new Scene(attempt.World);
        scene.Do(new Define(house with { PhoneDay = "", PhoneNight = "" }), Actor.System);
        return attempt with { World = scene.World };
    }

    private static Attempt<MakeAnswerLink> WithLinkKnown(Attempt<MakeAnswerLink> attempt)
    {
        var scene = new Scene(attempt.World);
        scene.Do(attempt.Request with { Offer = Open }, TestRegion.Desk);
        return attempt with { World = scene.World };
    }

    private static Attempt<AnswerByLink> By(Attempt<AnswerByLink> attempt, string hash) =>
        attempt with { Request = attempt.Request with { Hash = hash } };

    private static Attempt<AnswerByLink> Saying(Attempt<AnswerByLink> attempt, Reply reply) =>
        attempt with
        {
            Request = attempt.Request with { Reply = reply, Reason = "outbreak", Words = null },
        };

    private static Attempt<AnswerByLink> WithCondition(
        Attempt<AnswerByLink> attempt, int minutes) => attempt with
        {
            Request = attempt.Request with
            {
                Reply = Reply.YesIf, Words = new Scene().Note(), ConditionMinutes = minutes,
            },
        };

    // A question for every way in which one can end, each with a link of that name. The villa has
    // one place left and it is promised; the GRZ never reported and promised one.
    private static Scene Linked()
    {
        var scene = new Scene();
        OfferId Ask(string unit, string link)
        {
            scene.BringTo(Stage.Asking, unit);
            var offer = new OfferId(scene.World.Placement.Offers.Count);
            scene.Do(new MakeAnswerLink(offer, link), TestRegion.Desk);
            return offer;
        }

        Ask("house-high", "silent");
        scene.Wait(30);
        scene.Report("house-high", 9);
        scene.Report("villa-high", 1);
        scene.Do(new WithdrawOffer(Ask("house-high", "withdrawn")), TestRegion.Desk);
        Ask("house-high", "used");
        scene.Do(scene.AnswerByLink("used", Reply.No), Actor.System);
        var released = Ask("house-high", "released");
        scene.Do(scene.AnswerByLink("released", Reply.Yes), Actor.System);
        scene.Do(
            new ReleasePlace(scene.World.Placement[released].Request, "not-coming", null),
            TestRegion.Desk);
        foreach (var (unit, link) in new[] { ("villa-high", "full"), ("house-grz", "unknown") })
        {
            Ask(unit, $"{link}-first");
            Ask(unit, link);
            scene.Do(scene.AnswerByLink($"{link}-first", Reply.Yes), Actor.System);
        }

        scene.Do(
            new MakeAnswerLink(Ask("house-high", "earlier"), "open"), TestRegion.Desk);
        return scene;
    }
}
