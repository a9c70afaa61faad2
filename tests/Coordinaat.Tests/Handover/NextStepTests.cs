using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Handover;

/// <summary>
/// Every open request waits for exactly one thing: a life threat before all else, silence means
/// call now, and a closed request waits for nothing.
/// </summary>
public sealed class NextStepTests
{
    [Theory]
    [InlineData(Stage.Received, NextAct.Judge)]
    [InlineData(Stage.Judged, NextAct.DescribeNeed)]
    [InlineData(Stage.Seeking, NextAct.ChooseUnit)]
    [InlineData(Stage.Asking, NextAct.AwaitAnswer)]
    [InlineData(Stage.PlaceHeld, NextAct.NameDoctors)]
    [InlineData(Stage.Agreed, NextAct.AskConsent)]
    [InlineData(Stage.TransportRequested, NextAct.AwaitDeparture)]
    [InlineData(Stage.Underway, NextAct.AwaitArrival)]
    [InlineData(Stage.Arrived, NextAct.HandOver)]
    [InlineData(Stage.HandedOver, NextAct.Close)]
    [InlineData(Stage.Closed, NextAct.Nothing)]
    public void A_request_waits_for_what_its_stage_says(Stage stage, NextAct act) =>
        Assert.Equal(act, Of(Gallery.Scene, Gallery.At(stage)).Act);

    [Fact]
    public void A_request_without_a_lead_waits_for_one()
    {
        var scene = new Scene();
        var id = scene.Register(TestRegion.Referrer);

        Assert.Equal(new NextStep(NextAct.TakeLead, null, scene.Now), Of(scene, id));
    }

    [Fact]
    public void A_silent_unit_is_called_before_others_are_awaited()
    {
        var scene = Gallery.Scene;
        var id = Gallery.At(Stage.Asking);
        scene.Wait(10);
        var second = scene.Ask(id, "villa-high");
        scene.Wait(20);
        var silent = scene.World.Placement[Gallery.OfferOf(Stage.Asking)];
        Assert.Equal(new NextStep(NextAct.CallUnit, silent.AnswerBy), Of(scene, id));

        scene.Do(scene.Answer(silent.Id, Reply.No), TestRegion.Desk);
        Assert.Equal(
            new NextStep(NextAct.AwaitAnswer, scene.World.Placement[second].AnswerBy),
            Of(scene, id));
    }

    [Fact]
    public void Between_the_yes_and_the_journey_come_the_condition_and_the_consent()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Agreed, reply: Reply.YesIf);
        Assert.Equal(NextAct.MeetCondition, Of(scene, id).Act);
        scene.Do(new ConfirmCondition(id), TestRegion.Desk);
        Assert.Equal(NextAct.AskConsent, Of(scene, id).Act);
        scene.Do(Scene.Agrees(id) with { Given = Consent.No }, TestRegion.Desk);
        Assert.Equal(NextAct.AskConsent, Of(scene, id).Act);
        scene.Do(Scene.Agrees(id), TestRegion.Desk);
        Assert.Equal(NextAct.RequestTransport, Of(scene, id).Act);
        Assert.Equal(
            NextAct.AwaitDeparture, Of(scene, scene.BringTo(Stage.Agreed, "house-team")).Act);
    }

    [Theory]
    [InlineData(Stage.PlaceHeld, NextAct.FindPatient)]
    [InlineData(Stage.TransportRequested, NextAct.FindPatient)]
    [InlineData(Stage.Underway, NextAct.FindPatient)]
    [InlineData(Stage.Arrived, NextAct.HandOver)]
    public void A_late_patient_is_looked_for(Stage stage, NextAct act)
    {
        var scene = Gallery.Scene;
        scene.Wait(1_000);

        Assert.Equal(act, Of(scene, Gallery.At(stage)).Act);
    }

    [Fact]
    public void A_closed_request_waits_for_nothing_also_when_it_closed_late_or_in_danger()
    {
        var scene = Gallery.Scene;
        scene.Wait(1_000);
        var late = Gallery.At(Stage.Underway);
        scene.Do(new CloseCareRequest(late, Ending.Withdrawn, null), TestRegion.Desk);
        var died = Gallery.At(Stage.Judged);
        scene.Do(new ReportLifeThreat(died), TestRegion.Desk);
        scene.Do(new CloseCareRequest(died, Ending.Died, null), TestRegion.Desk);

        Assert.Equal(new NextStep(NextAct.Nothing, null), Of(scene, late));
        Assert.Equal(new NextStep(NextAct.Nothing, null), Of(scene, died));
    }

    [Fact]
    public void A_place_should_be_found_within_the_minutes_of_the_urgency()
    {
        var scene = Gallery.Scene;
        var judged = scene.Find(Gallery.At(Stage.Judged));

        Assert.Equal(
            judged.ReceivedAt + Duration.FromMinutes(480),
            NextStep.PlaceBy(scene.World, judged));
        Assert.Null(NextStep.PlaceBy(scene.World, scene.Find(Gallery.At(Stage.Received))));
    }

    [Theory]
    [InlineData("U1", 1)]
    [InlineData("U3", 2)]
    public void A_unit_that_is_silent_about_life_or_limb_is_called_before_all_but_a_life_threat(
        string urgency, int expected)
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Judged);
        scene.Do(
            Scene.Triage(id) with { Proposed = urgency, Urgency = urgency }, TestRegion.Desk);
        scene.Do(Scene.Need(id), TestRegion.Desk);
        var asked = scene.Ask(id);
        Assert.Equal(2, Of(scene, id).ClassOf(scene.World, scene.Find(id)));

        scene.WaitUntil(scene.World.Placement[asked].AnswerBy);
        Assert.Equal(NextAct.CallUnit, Of(scene, id).Act);
        Assert.Equal(expected, Of(scene, id).ClassOf(scene.World, scene.Find(id)));
        scene.Do(new ReportLifeThreat(id), TestRegion.Desk);
        Assert.Equal(0, Of(scene, id).ClassOf(scene.World, scene.Find(id)));
    }

    [Fact]
    public void Waiting_is_not_for_the_desk()
    {
        Assert.Equal(
            [
                NextAct.AwaitAnswer, NextAct.AwaitPlace, NextAct.AwaitDeparture,
                NextAct.AwaitArrival, NextAct.AwaitNurse, NextAct.AwaitVisit,
                NextAct.AwaitOutcome, NextAct.Nothing,
            ],
            Enum.GetValues<NextAct>().Where(a => !new NextStep(a, null).IsForDesk));
    }

    private static NextStep Of(Scene scene, CareRequestId id) =>
        NextStep.Of(scene.World, scene.Find(id));
}
