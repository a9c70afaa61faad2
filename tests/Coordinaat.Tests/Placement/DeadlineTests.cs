using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Placement;

/// <summary>A clock runs while a question is out or a patient is expected, and no longer.</summary>
public sealed class DeadlineTests
{
    [Fact]
    public void A_request_has_a_clock_exactly_while_it_waits_for_an_answer_or_an_arrival()
    {
        foreach (var stage in Enum.GetValues<Stage>())
        {
            var deadline = Gallery.Scene.World.Clocks.Of(Gallery.At(stage));

            Assert.Equal(stage is >= Stage.Asking and < Stage.Arrived, deadline is not null);
        }
    }

    [Fact]
    public void The_first_question_that_runs_out_is_the_clock_and_the_next_follows()
    {
        var scene = Gallery.Scene;
        var id = Gallery.At(Stage.Asking);
        var first = scene.World.Placement[Gallery.OfferOf(Stage.Asking)].AnswerBy;
        scene.Wait(20);
        var asked = scene.Ask(id, "villa-high");
        var second = scene.World.Placement[asked].AnswerBy;
        Assert.Equal(new Deadline(first, id), scene.World.Clocks.Of(id));

        scene.WaitUntil(first);
        scene.WaitUntil(scene.World.Placement[asked].RemindAt!.Value);
        Assert.Equal(new Deadline(second, id), scene.World.Clocks.Of(id));
        scene.WaitUntil(second);
        Assert.Null(scene.World.Clocks.Of(id));
        Assert.Equal(
            [first, second],
            scene.Journal.Where(r => r.Happened is OfferUnanswered).Select(r => r.At));
    }

    [Fact]
    public void Whoever_is_asked_is_reminded_once_at_half_of_the_answer_time()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Asking);
        var asked = scene.Now;
        var half = asked + Duration.FromMinutes(15);
        Assert.Equal(new Deadline(half, id), scene.World.Clocks.Of(id));

        scene.WaitUntil(half - Duration.FromMilliseconds(1));
        Assert.False(scene.World.Placement[new OfferId(1)].IsReminded);
        scene.WaitUntil(half);
        Assert.True(scene.World.Placement[new OfferId(1)].IsReminded);
        scene.Wait(14);
        Assert.Equal(
            [half],
            scene.Journal.Where(r => r.Happened is OfferReminded).Select(r => r.At));
        Assert.Equal(OfferState.Open, scene.World.Placement[new OfferId(1)].State);
    }

    [Fact]
    public void Nobody_is_reminded_who_answered_or_whose_time_is_over_already()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Asking);
        var other = scene.Ask(id, "villa-high");
        scene.Do(scene.Answer(new(1), Reply.No), TestRegion.Desk);
        scene.Wait(31);

        Assert.DoesNotContain(scene.Journal, r => r.Happened is OfferReminded);
        Assert.Equal(OfferState.Silent, scene.World.Placement[other].State);
    }

    [Theory]
    [InlineData("2026-03-29T00:45:00Z")] // From 01:45 to 03:15 on the clock.
    [InlineData("2026-10-25T00:45:00Z")] // From 02:45 to 02:15, the second time.
    public void An_answer_time_is_as_long_when_the_clocks_change_in_it(string start)
    {
        var scene = new Scene();
        scene.WaitUntil(NodaTime.Text.InstantPattern.General.Parse(start).Value);
        scene.BringTo(Stage.Asking);
        var asked = scene.Now;
        scene.Wait(15);
        scene.Wait(14);
        Assert.Equal(OfferState.Open, scene.World.Placement[new OfferId(1)].State);
        scene.Wait(1);

        Assert.Equal(OfferState.Silent, scene.World.Placement[new OfferId(1)].State);
        Assert.Equal(
            [asked + Duration.FromMinutes(15), asked + Duration.FromMinutes(30)],
            scene.Journal.Where(r => r.Happened is OfferReminded or OfferUnanswered)
                .Select(r => r.At));
    }

    [Fact]
    public void A_condition_that_is_not_met_in_time_is_an_alarm_and_the_place_stays()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.PlaceHeld, reply: Reply.YesIf);
        scene.WaitUntil(scene.World.Placement[id].ConditionBy!.Value);

        Assert.True(scene.World.Placement[id].IsConditionOverdue);
        Assert.Equal(Stage.PlaceHeld, scene.Find(id).Stage);
        Assert.Single(scene.World.Capacity.Pools.SelectMany(p => p?.Claims ?? []));
        Assert.Equal(
            NextAct.MeetCondition, NextStep.Of(scene.World, scene.Find(id)).Act);

        scene.Wait(10);
        Assert.Single(scene.Journal, r => r.Happened is ConditionOverdue);
        scene.Do(new ConfirmCondition(id), TestRegion.Nurse);
        Assert.False(scene.World.Placement[id].IsConditionOverdue);
        Assert.Equal(NextAct.NameDoctors, NextStep.Of(scene.World, scene.Find(id)).Act);
    }

    [Fact]
    public void A_condition_that_is_met_in_time_or_whose_place_is_given_up_raises_no_alarm()
    {
        var scene = new Scene();
        var met = scene.BringTo(Stage.PlaceHeld, reply: Reply.YesIf);
        scene.Do(new ConfirmCondition(met), TestRegion.Desk);
        var released = scene.BringTo(Stage.PlaceHeld, "villa-high", Reply.YesIf);
        scene.Do(new ReleasePlace(released, "not-coming", null), TestRegion.Desk);
        scene.Wait(44);

        Assert.DoesNotContain(scene.Journal, r => r.Happened is ConditionOverdue);
    }

    [Fact]
    public void Clocks_are_ordered_by_time_and_then_by_request()
    {
        var now = TestRegion.Start;
        Deadline[] deadlines =
        [
            new(now, new(2)), new(now + Duration.FromSeconds(1), new(1)), new(now, new(1)),
        ];

        Assert.Equal([deadlines[2], deadlines[0], deadlines[1]], deadlines.Order());
    }
}
