using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Placement;

/// <summary>
/// One place is promised once: a second yes for it is refused, whoever says it. A nurse's yes holds
/// a place and admits nobody (R3). Every answer can be given by telephone (R2).
/// </summary>
public sealed class AnswerOfferTests
{
    // The offers of the scene below, in the order they were made.
    private const int Silent = 1, Withdrawn = 2, Refused = 3, Open = 4, LastPlaceGone = 6,
        NeverReported = 8, Released = 9;

    internal static readonly RefusalTable<AnswerOffer, AnswerOfferRefusal> Table = new(
        () => new(Asked(), new Scene().Answer(new(Open), Reply.Yes), TestRegion.Desk),
        (AnswerOfferRefusal.OfferUnknown, a => To(a, 99)),
        (AnswerOfferRefusal.OfferUnknown, a => To(a, 0)),
        (AnswerOfferRefusal.OfferArchived, a => To(a, Gallery.ArchivedOffer.Value) with
        {
            World = Gallery.Scene.World,
        }),
        (AnswerOfferRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (AnswerOfferRefusal.NotAllowed, a => a with { By = TestRegion.Clinic }),
        (AnswerOfferRefusal.SpokenByMissing, a => With(a, a.Request with { Spoken = null })),
        (AnswerOfferRefusal.SpokenByMissing, a => With(
            a, a.Request with { Spoken = new Scene().Note(" ") })),
        (AnswerOfferRefusal.OfferExpired, a => To(a, Silent) with
        {
            By = TestRegion.Nurse, Request = a.Request with { Offer = new(Silent), Spoken = null },
        }),
        (AnswerOfferRefusal.OfferWithdrawn, a => To(a, Withdrawn)),
        (AnswerOfferRefusal.AlreadyAnswered, a => To(a, Refused)),
        (AnswerOfferRefusal.AlreadyAnswered, a => To(a, Released)),
        (AnswerOfferRefusal.AlreadyAnswered, a => To(a, LastPlaceGone - 1)),
        (AnswerOfferRefusal.ReasonUnknown, a => With(
            a, a.Request with { Reply = Reply.No, Reason = "" })),
        (AnswerOfferRefusal.ReasonUnknown, a => With(
            a, a.Request with { Reply = Reply.No, Reason = "outbreak" })),
        (AnswerOfferRefusal.ConditionMissing, a => With(
            a, a.Request with { Reply = Reply.YesIf, Words = null })),
        (AnswerOfferRefusal.ConditionTimeOutOfRange, a => WithCondition(a, -1)),
        (AnswerOfferRefusal.ConditionTimeOutOfRange, a => WithCondition(
            a, AnswerOffer.ConditionMinutesMax + 1)),
        (AnswerOfferRefusal.NoPlaceLeft, a => To(a, LastPlaceGone)),
        (AnswerOfferRefusal.FiguresUnknown, a => To(a, NeverReported)));

    public static TheoryData<int, AnswerOfferRefusal> Rows => Table.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_first_rule_broken_is_the_refusal(int row, AnswerOfferRefusal expected)
    {
        // A row without a word about the speaker speaks by telephone, for the desk.
        Assert.Equal(TestRegion.Desk, Table.Good().By);
        Table.Check(row, expected);
    }

    [Fact]
    public void The_second_yes_for_one_bed_is_refused()
    {
        var scene = new Scene();
        scene.Report("house-high", 1);
        var first = scene.Ask(scene.BringTo(Stage.Seeking));
        var second = scene.Ask(scene.BringTo(Stage.Seeking));
        scene.Do(scene.Answer(first, Reply.Yes), TestRegion.Nurse);

        Assert.Equal(
            AnswerOfferRefusal.NoPlaceLeft,
            scene.Try(scene.Answer(second, Reply.Yes), TestRegion.Nurse));
        Assert.Equal(
            AnswerOfferRefusal.NoPlaceLeft,
            scene.Try(scene.Answer(second, Reply.YesIf), TestRegion.Desk));
        Assert.Null(scene.Try(scene.Answer(second, Reply.No), TestRegion.Nurse));
    }

    [Fact]
    public void A_yes_holds_the_place_ends_the_other_questions_and_expects_the_patient()
    {
        var scene = new Scene();
        scene.Report("house-high", 4);
        var id = scene.BringTo(Stage.Asking);
        var (yes, other) = (new OfferId(1), scene.Ask(id, "villa-high"));
        var answer = scene.Answer(yes, Reply.Yes) with { Spoken = null };
        var pool = scene.World.Regions.Units[TestRegion.Unit("house-high").Value].Pool;

        Assert.Equal(
            [
                new OfferAnswered(id, yes, Reply.Yes, "", null, null, EndsAsking: false),
                new PlaceClaimed(pool, TestRegion.Unit("house-high"), id, IsOver: false),
                new OfferWithdrawn(id, other, EndsAsking: false),

                // Own transport leaves at once: 15 minutes of travel and a margin of 30.
                new ArrivalExpected(id, scene.Now + Duration.FromMinutes(45)),
            ],
            scene.Do(answer, TestRegion.Nurse));
    }

    [Theory]
    [InlineData("house-high", Stage.PlaceHeld)] // A nurse's yes does not admit (R3).
    [InlineData("hospital-ed", Stage.Agreed)]
    [InlineData("house-team", Stage.Agreed)]
    public void Only_an_admission_waits_for_two_doctors_after_a_yes(string unit, Stage stage)
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Asking, unit);
        var events = scene.Do(scene.Answer(new(1), Reply.Yes), TestRegion.Desk);

        Assert.Equal(stage, scene.Find(id).Stage);
        Assert.Equal(stage == Stage.Agreed, events.Any(e => e is PlaceAgreed));
    }

    [Fact]
    public void A_no_ends_the_asking_only_when_no_other_question_is_out()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Asking);
        var other = scene.Ask(id, "villa-high");
        var no = scene.Answer(new(1), Reply.No);

        Assert.Equal(
            [
                new OfferAnswered(
                    id, new(1), Reply.No, "no-staff", null, no.Spoken!.Id, EndsAsking: false),
            ],
            scene.Do(no, TestRegion.Desk));
        Assert.Equal(Stage.Asking, scene.Find(id).Stage);

        scene.Wait(30);
        Assert.Equal(OfferState.Silent, scene.World.Placement[other].State);
        Assert.Equal(Stage.Asking, scene.Find(id).Stage);
        scene.Do(scene.Answer(other, Reply.No), TestRegion.Desk);
        Assert.Equal(Stage.Seeking, scene.Find(id).Stage);
    }

    [Fact]
    public void After_silence_only_a_spoken_answer_is_taken_and_the_provider_may_record_it_too()
    {
        var scene = new Scene();
        scene.BringTo(Stage.Asking);
        scene.WaitUntil(scene.World.Placement[new OfferId(1)].AnswerBy);
        var yes = scene.Answer(new(1), Reply.Yes);

        Assert.Equal(
            AnswerOfferRefusal.OfferExpired,
            scene.Try(yes with { Spoken = null }, TestRegion.Nurse));
        Assert.Null(scene.Try(yes, TestRegion.Nurse));
    }

    [Fact]
    public void A_ja_mits_leaves_a_condition_open()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.PlaceHeld, reply: Reply.YesIf);

        Assert.False(scene.World.Placement[id].ConditionMet);
        Assert.NotNull(scene.World.Placement.FindAccepted(id)!.Answer!.Words);
    }

    [Theory]
    [InlineData(0, 30)] // The patient leaves 15 minutes of travel before the 45 of the arrival.
    [InlineData(20, 20)]
    [InlineData(1_440, 1_440)]
    public void The_condition_is_due_when_it_was_said_or_before_the_patient_leaves(
        int said, int due)
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Asking);
        var answer = scene.Answer(new(1), Reply.YesIf) with { ConditionMinutes = said };
        var by = scene.Now + Duration.FromMinutes(due);

        Assert.Contains(
            new ConditionDue(id, new(1), by), scene.Do(answer, TestRegion.Desk));
        Assert.Equal(by, scene.World.Placement[id].ConditionBy);
    }

    [Fact]
    public void Below_level_2_a_condition_has_no_clock_and_the_answer_is_taken_all_the_same()
    {
        var scene = new Scene { WriteLevel = WriteLevels.First };
        var id = scene.BringTo(Stage.PlaceHeld, reply: Reply.YesIf);

        Assert.Null(scene.World.Placement[id].ConditionBy);
        Assert.All(scene.World.Placement.Offers, o => Assert.Null(o!.RemindAt));
    }

    [Fact]
    public void A_place_of_choice_that_was_full_counts_once_a_request_and_unit_and_for_a_no_only()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Asking);
        var other = scene.Ask(id, "villa-high");
        var unit = TestRegion.Unit("house-high");
        var no = scene.Answer(new(1), Reply.No) with { WasPreferred = true };

        Assert.Equal(
            new PreferredPlaceFull(id, unit), scene.Do(no, TestRegion.Desk)[^1]);
        scene.Do(
            scene.Answer(scene.Ask(id), Reply.No) with { WasPreferred = true }, TestRegion.Desk);
        scene.Do(
            scene.Answer(other, Reply.Yes) with { WasPreferred = true }, TestRegion.Desk);
        Assert.Equal([unit], scene.World.Placement[id].PreferredFull);
        Assert.Equal(1, UnmetDemand.PreferredFullAt(scene.World, unit, scene.Now));

        var next = scene.BringTo(Stage.Asking);
        scene.Do(
            no with { Offer = scene.World.Placement[next].Offers[0] }, TestRegion.Desk);
        Assert.Equal(2, UnmetDemand.PreferredFullAt(scene.World, unit, scene.Now));
    }

    [Fact]
    public void A_yes_to_a_question_that_passed_over_the_figures_is_taken_and_flagged()
    {
        var scene = new Scene();
        scene.Report("house-high", 2, occupied: 2);
        var id = scene.BringTo(Stage.Seeking);
        scene.Do(Scene.Offer(id) with { Override = "own-patient" }, TestRegion.Desk);
        var events = scene.Do(scene.Answer(new(1), Reply.Yes), TestRegion.Nurse);

        Assert.True(events.OfType<PlaceClaimed>().Single().IsOver);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_figures_that_count_a_second_yes_needs_a_reason_and_is_flagged(bool stale)
    {
        var scene = new Scene();
        if (stale)
        {
            scene.Report("house-high", 9);
            scene.Wait(240);
        }

        scene.BringTo(Stage.PlaceHeld);
        Assert.False(scene.Journal.Select(r => r.Happened).OfType<PlaceClaimed>().Single().IsOver);

        var id = scene.BringTo(Stage.Asking);
        Assert.Equal(
            AnswerOfferRefusal.FiguresUnknown,
            scene.Try(scene.Answer(new(2), Reply.Yes), TestRegion.Nurse));
        scene.Do(new WithdrawOffer(new(2)), TestRegion.Desk);
        scene.Do(Scene.Offer(id) with { Override = "own-patient" }, TestRegion.Desk);
        var events = scene.Do(scene.Answer(new(3), Reply.Yes), TestRegion.Nurse);
        Assert.True(events.OfType<PlaceClaimed>().Single().IsOver);
    }

    [Fact]
    public void The_patient_is_expected_after_the_earliest_moment_the_lead_time_and_the_travel()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Judged);
        var earliest = scene.Now + Duration.FromHours(5);
        scene.Do(
            Scene.Need(id) with { Transport = "wheelchair-taxi", EarliestAt = earliest },
            TestRegion.Desk);
        scene.Ask(id);
        scene.Do(scene.Answer(new(1), Reply.Yes), TestRegion.Desk);

        // 30 minutes of lead time, 15 of travel, 30 of margin.
        Assert.Equal(
            earliest + Duration.FromMinutes(75), scene.World.Placement[id].ExpectedBy);
    }

    // Nine offers, each in its own state; the villa has one place, the GRZ never reported.
    private static Scene Asked()
    {
        var scene = new Scene();
        scene.Ask(scene.BringTo(Stage.Seeking));
        scene.Wait(30);
        scene.Report("house-high", 9);
        scene.Report("villa-high", 1);
        scene.Do(new WithdrawOffer(scene.Ask(scene.BringTo(Stage.Seeking))), TestRegion.Desk);
        scene.Do(scene.Answer(scene.Ask(scene.BringTo(Stage.Seeking)), Reply.No), TestRegion.Desk);
        scene.Ask(scene.BringTo(Stage.Seeking));
        foreach (var unit in new[] { "villa-high", "house-grz" })
        {
            var first = scene.BringTo(Stage.Asking, unit);
            scene.BringTo(Stage.Asking, unit);
            scene.Do(
                scene.Answer(scene.World.Placement[first].Offers[0], Reply.Yes), TestRegion.Desk);
        }

        scene.Do(
            new ReleasePlace(scene.BringTo(Stage.PlaceHeld), "not-coming", null),
            TestRegion.Desk);
        Assert.Equal(Released, scene.World.Placement.Offers.Count);
        Assert.Equal(
            OfferState.Released, scene.World.Placement[new OfferId(Released)].State);
        return scene;
    }

    private static Attempt<AnswerOffer> WithCondition(Attempt<AnswerOffer> attempt, int minutes) =>
        With(attempt, attempt.Request with
        {
            Reply = Reply.YesIf, ConditionMinutes = minutes, Words = new Scene().Note(),
        });

    private static Attempt<AnswerOffer> With(Attempt<AnswerOffer> attempt, AnswerOffer request) =>
        attempt with { Request = request, By = TestRegion.Desk };

    private static Attempt<AnswerOffer> To(Attempt<AnswerOffer> attempt, int offer) => With(
        attempt,
        attempt.Request with
        {
            Offer = new(offer), Reply = Reply.Yes, Spoken = new Scene().Note("zr. De Vries"),
        });
}
