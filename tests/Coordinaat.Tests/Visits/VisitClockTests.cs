using Coordinaat.Access;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Visits;
using Coordinaat.Tests.Support;
using Coordinaat.Visits;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Tests.Visits;

/// <summary>
/// A window that passes without a nurse is an alarm, and so is a visit that did not bring what was
/// asked. A window is real time, also in the night that the clock changes.
/// </summary>
public sealed class VisitClockTests
{
    [Theory]
    [InlineData((int)At.Unplaced)]
    [InlineData((int)At.Ordered)]
    [InlineData((int)At.Assigned)]
    public void A_window_that_passes_without_an_arrival_is_an_alarm_once(int at)
    {
        var scene = new Scene();
        var id = VisitGallery.BringTo(scene, (At)at);
        var until = scene.World.Visits.Last(id)!.Order.Until;
        scene.WaitUntil(until - Duration.FromMilliseconds(1));
        Assert.NotEqual(NextAct.FindNurse, Next(scene, id).Act);
        Assert.DoesNotContain(scene.Journal, r => r.Happened is ArrivalOverdue);
        scene.WaitUntil(until);

        Assert.Equal(new NextStep(NextAct.FindNurse, until), Next(scene, id));
        Assert.True(Next(scene, id).IsForDesk);
        scene.Wait(600);
        Assert.Equal(
            [until], scene.Journal.Where(r => r.Happened is VisitOverdue).Select(r => r.At));
    }

    [Fact]
    public void A_window_that_was_moved_runs_anew_and_an_arrival_ends_it()
    {
        var scene = new Scene();
        var id = VisitGallery.BringTo(scene, At.Assigned);
        scene.Wait(121);
        Assert.Equal(NextAct.FindNurse, Next(scene, id).Act);
        scene.Do(
            new MoveVisit(
                id, scene.Now, scene.Now + Duration.FromHours(1), scene.Note("de dochter")),
            TestRegion.Nurse);
        Assert.Equal(NextAct.AwaitVisit, Next(scene, id).Act);
        scene.Do(new TellOfVisit(id, VisitProgress.Arrived, null), TestRegion.Nurse);
        scene.Wait(90);

        Assert.Equal(NextAct.AwaitOutcome, Next(scene, id).Act);
        Assert.Single(scene.Journal, r => r.Happened is VisitOverdue);
    }

    [Theory]
    [InlineData(VisitOutcome.Done, NextAct.HandBackVisit)]
    [InlineData(VisitOutcome.Partly, NextAct.RethinkVisit)]
    [InlineData(VisitOutcome.NotThere, NextAct.RethinkVisit)]
    [InlineData(VisitOutcome.Declined, NextAct.RethinkVisit)]
    [InlineData(VisitOutcome.NotPossible, NextAct.RethinkVisit)]
    [InlineData(VisitOutcome.Worse, NextAct.Judge)]
    public void What_a_visit_brought_decides_what_the_desk_does_next(
        VisitOutcome outcome, NextAct expected)
    {
        var scene = new Scene();
        var id = VisitGallery.BringTo(scene, At.Arrived);
        scene.Do(scene.Finish(id, outcome), TestRegion.Nurse);

        Assert.Equal(new NextStep(expected, null, scene.Now), Next(scene, id));
        Assert.True(Next(scene, id).IsForDesk);
    }

    [Fact]
    public void Whoever_is_worse_is_judged_again_and_then_the_visit_is_thought_over()
    {
        var scene = new Scene();
        var id = VisitGallery.BringTo(scene, At.Arrived);
        scene.Do(scene.Finish(id, VisitOutcome.Worse), TestRegion.Nurse);
        scene.Wait(1);
        scene.Do(Scene.Triage(id) with { Urgency = "U1", Reason = scene.Note() }, TestRegion.Desk);

        Assert.Equal(NextAct.RethinkVisit, Next(scene, id).Act);
    }

    [Theory]
    [InlineData(VisitOutcome.Partly, Stage.HandedOver, NextAct.Close)]
    [InlineData(VisitOutcome.NotThere, Stage.Arrived, NextAct.RethinkVisit)]
    public void A_visit_without_use_is_handed_back_and_is_no_care_that_was_given(
        VisitOutcome outcome, Stage stage, NextAct next)
    {
        var scene = new Scene();
        var id = VisitGallery.BringTo(scene, At.Arrived);
        scene.Do(scene.Finish(id, outcome), TestRegion.Nurse);
        scene.Do(scene.HandBack(id), TestRegion.Desk);

        Assert.Equal(stage, scene.Find(id).Stage);
        Assert.Equal(next, Next(scene, id).Act);
    }

    [Fact]
    public void A_visit_that_waits_stands_where_it_waits()
    {
        var scene = new Scene();
        scene.Report("house-team", 9);
        Assert.Equal(
            NextAct.AwaitNurse, Next(scene, VisitGallery.BringTo(scene, At.Ordered)).Act);
        Assert.Equal(
            NextAct.AwaitVisit, Next(scene, VisitGallery.BringTo(scene, At.Assigned)).Act);
        Assert.Equal(
            NextAct.AwaitOutcome, Next(scene, VisitGallery.BringTo(scene, At.Arrived)).Act);
    }

    // 25 October 2026: at 03:00 the clock goes back to 02:00. 29 March 2026: at 02:00 to 03:00.
    [Theory]
    [InlineData("2026-10-24T21:00:00Z", "01:30", "03:30", "2026-10-24T23:30:00Z",
        "2026-10-25T02:30:00Z")]
    [InlineData("2026-10-24T21:00:00Z", "02:00", "02:30", "2026-10-25T00:00:00Z",
        "2026-10-25T01:30:00Z")]
    [InlineData("2026-10-25T01:10:00Z", "02:00", "02:30", "2026-10-25T00:00:00Z",
        "2026-10-25T01:30:00Z")]
    [InlineData("2026-03-28T22:00:00Z", "01:30", "03:30", "2026-03-29T00:30:00Z",
        "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-28T22:00:00Z", "02:15", "02:45", "2026-03-29T01:15:00Z",
        "2026-03-29T01:45:00Z")]
    [InlineData("2026-03-02T20:30:00Z", "21:00", "23:00", "2026-03-02T20:00:00Z",
        "2026-03-02T22:00:00Z")]
    [InlineData("2026-03-02T22:00:00Z", "21:00", "23:00", "2026-03-03T20:00:00Z",
        "2026-03-03T22:00:00Z")]
    [InlineData("2026-03-02T23:30:00Z", "23:00", "02:00", "2026-03-02T22:00:00Z",
        "2026-03-03T01:00:00Z")]
    [InlineData("2026-10-24T23:00:00Z", "", "02:30", "2026-10-24T23:00:00Z",
        "2026-10-25T01:30:00Z")]
    public void A_window_of_the_clock_is_a_window_of_real_time(
        string now, string from, string until, string begins, string ends)
    {
        Assert.True(VisitTimes.TryWindow(from, until, At(now), out var begin, out var end));
        Assert.Equal((At(begins), At(ends)), (begin, end));
        Assert.True(VisitTimes.TryWindow(begins, ends, At(now), out begin, out end));
        Assert.Equal((At(begins), At(ends)), (begin, end));

        static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
    }

    [Theory]
    [InlineData("2026-10-24T21:00:00Z", "05:00", "2026-10-25T04:00:00Z")]
    [InlineData("2026-03-28T22:00:00Z", "05:00", "2026-03-29T03:00:00Z")]
    [InlineData("2026-03-28T22:00:00Z", "23:30", "2026-03-28T22:30:00Z")]
    public void A_nurse_is_expected_at_the_next_time_that_the_clock_says_so(
        string now, string text, string expected)
    {
        Assert.True(Cards.TryLater(text, InstantPattern.ExtendedIso.Parse(now).Value, out var at));
        Assert.Equal(InstantPattern.ExtendedIso.Parse(expected).Value, at);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("25:00", "23:00")]
    [InlineData("21:00", "straks")]
    [InlineData("x", "2026-10-25T01:30:00Z")]
    public void What_is_no_time_is_no_window(string from, string until) => Assert.False(
        VisitTimes.TryWindow(from, until, TestRegion.Start, out _, out _));

    private static NextStep Next(Scene scene, Domain.Kernel.CareRequestId id) =>
        NextStep.Of(scene.World, scene.Find(id));
}
