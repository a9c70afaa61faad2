using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Transport;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Handover;

/// <summary>
/// Medical responsibility passes at the accepted handover and not at the yes (R4); closing takes
/// back what is still out, and a request that ended stays ended.
/// </summary>
public sealed class HandoverTests
{
    private static readonly CareRequestId Arrived = Gallery.At(Stage.Arrived);
    private static readonly CareRequestId Closed = Gallery.At(Stage.Closed);

    internal static readonly RefusalTable<AcceptHandover, HandoverRefusal> Accept = new(
        () => new(Gallery.Scene, Gallery.Scene.Handover(Arrived), TestRegion.Nurse),
        (HandoverRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = new(99) },
        }),
        (HandoverRefusal.RequestArchived, a => a with
        {
            Request = a.Request with { Request = Gallery.Archived },
        }),
        (HandoverRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (HandoverRefusal.StageForbids, a => a with
        {
            Request = a.Request with { Request = Gallery.At(Stage.Underway) },
        }),
        (HandoverRefusal.DoctorsMissing, a => WithoutDoctors(a.Request, out var scene) is var r
            ? a with { World = scene.World, Request = r }
            : a),
        (HandoverRefusal.ReceiverMissing, a => a with
        {
            Request = a.Request with { Receiver = Gallery.Scene.Note(" ") },
        }),
        (HandoverRefusal.ReceiverMissing, a => a with
        {
            Request = a.Request with { Function = "" },
        }),
        (HandoverRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { HappenedAt = a.Now + Duration.FromMinutes(3) },
        }));

    internal static readonly RefusalTable<CloseCareRequest, HandoverRefusal> Close = new(
        () => new(
            Gallery.Scene, new CloseCareRequest(Gallery.At(Stage.Judged), Ending.Advice, null),
            TestRegion.Desk),
        (HandoverRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = new(99) },
        }),
        (HandoverRefusal.RequestArchived, a => a with
        {
            Request = a.Request with { Request = Gallery.Archived },
        }),
        (HandoverRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (HandoverRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (HandoverRefusal.StageForbids, a => a with
        {
            Request = a.Request with { Request = Closed },
        }),
        (HandoverRefusal.LifeThreatOpen, a => a with { World = Threatened() }),
        (HandoverRefusal.EndingDoesNotFit, a => a with
        {
            Request = a.Request with { Ending = Ending.Placed },
        }),
        (HandoverRefusal.EndingDoesNotFit, a => a with
        {
            Request = a.Request with { Ending = (Ending)99 },
        }));

    public static TheoryData<int, HandoverRefusal> AcceptRows => Accept.Rows;

    public static TheoryData<int, HandoverRefusal> CloseRows => Close.Rows;

    [Theory]
    [MemberData(nameof(AcceptRows))]
    public void A_handover_is_refused_by_the_first_rule_broken(int row, HandoverRefusal expected) =>
        Accept.Check(row, expected);

    [Theory]
    [MemberData(nameof(CloseRows))]
    public void Closing_is_refused_by_the_first_rule_broken(int row, HandoverRefusal expected) =>
        Close.Check(row, expected);

    [Theory]
    [InlineData(Ending.Placed, Stage.HandedOver)]
    [InlineData(
        Ending.Died, Stage.Received, Stage.Judged, Stage.Seeking, Stage.Asking, Stage.PlaceHeld,
        Stage.Agreed, Stage.TransportRequested, Stage.Underway, Stage.Arrived, Stage.HandedOver)]
    [InlineData(
        Ending.Withdrawn, Stage.Received, Stage.Judged, Stage.Seeking, Stage.Asking,
        Stage.PlaceHeld, Stage.Agreed, Stage.TransportRequested, Stage.Underway, Stage.Arrived)]
    [InlineData(Ending.HandedTo112)]
    public void These_endings_fit_these_stages(Ending ending, params Stage[] stages)
    {
        foreach (var stage in Enum.GetValues<Stage>().Where(s => s != Stage.Closed))
        {
            var refusal = Gallery.Scene.Try(
                new CloseCareRequest(Gallery.At(stage), ending, null), TestRegion.Desk);

            Assert.True(
                stages.Contains(stage) == refusal is null, $"{ending} at {stage}: {refusal}");
        }
    }

    [Fact]
    public void A_request_ends_with_112_only_after_the_voice_hand_over()
    {
        var scene = Gallery.Scene;
        var id = Gallery.At(Stage.Received);
        scene.Do(new ReportLifeThreat(id), TestRegion.Desk);
        scene.Do(
            new HandOverLifeThreat(id, scene.Note("mw. Bakker"), null), TestRegion.Desk);

        Assert.Equal(
            [new CareRequestClosed(id, Ending.HandedTo112, null)],
            scene.Do(new CloseCareRequest(id, Ending.HandedTo112, null), TestRegion.Desk));
        Assert.Equal(Ending.HandedTo112, scene.Find(id).Ending);
    }

    [Fact]
    public void Closing_takes_back_questions_that_are_out()
    {
        var scene = Gallery.Scene;
        var id = Gallery.At(Stage.Asking);
        var other = scene.Ask(id, "villa-high");
        var words = scene.Note();

        Assert.Equal(
            [
                new OfferWithdrawn(id, Gallery.OfferOf(Stage.Asking), EndsAsking: false),
                new OfferWithdrawn(id, other, EndsAsking: false),
                new CareRequestClosed(id, Ending.Elsewhere, words.Id),
            ],
            scene.Do(new CloseCareRequest(id, Ending.Elsewhere, words), TestRegion.Desk));
    }

    [Theory]
    [InlineData(Stage.PlaceHeld, true)]
    [InlineData(Stage.Underway, true)]
    [InlineData(Stage.Arrived, false)] // Who lies in the bed keeps it in the count.
    public void Closing_frees_a_promised_place_where_nobody_arrived(Stage stage, bool frees)
    {
        var scene = Gallery.Scene;
        var events = scene.Do(
            new CloseCareRequest(Gallery.At(stage), Ending.Died, null), TestRegion.Desk);

        Assert.Equal(frees, events.Any(e => e is ClaimReleased));
    }

    [Fact]
    public void Who_referred_the_patient_may_withdraw_and_nothing_else()
    {
        var scene = new Scene();
        var id = scene.Register(TestRegion.Referrer);

        Assert.Equal(
            HandoverRefusal.NotAllowed,
            scene.Try(new CloseCareRequest(id, Ending.Advice, null), TestRegion.Referrer));
        Assert.Null(
            scene.Try(new CloseCareRequest(id, Ending.Withdrawn, null), TestRegion.Referrer));
    }

    [Fact]
    public void The_one_who_sends_is_responsible_until_the_handover_was_accepted()
    {
        var scene = Gallery.Scene;
        var centre = TestRegion.Organisation("centre");
        var admission = scene.World.Placement[Gallery.At(Stage.Agreed)].Admission!;

        Assert.Equal(new Responsible(centre, null, ""), Of(scene, Stage.PlaceHeld));
        Assert.Equal(
            new Responsible(centre, admission.Sending, "gp"), Of(scene, Stage.Agreed));
        Assert.Equal(
            (centre, "gp"), (Of(scene, Stage.Arrived).Organisation, "gp"));
        Assert.Equal(
            (TestRegion.Organisation("nursing"), "elderly-care-physician"),
            (Of(scene, Stage.HandedOver).Organisation, Of(scene, Stage.HandedOver).Function));
    }

    [Fact]
    public void After_a_visit_the_function_that_the_kind_of_care_prescribes_is_responsible()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.HandedOver, "hospital-ed");

        Assert.Equal(
            new Responsible(TestRegion.Organisation("hospital"), null, "gp"),
            Responsible.Of(scene.World, scene.Find(id)));
    }

    private static Responsible Of(Scene scene, Stage stage) =>
        Responsible.Of(scene.World, scene.Find(Gallery.At(stage)));

    private static Domain.World Threatened()
    {
        var scene = Gallery.Scene;
        scene.Do(new ReportLifeThreat(Gallery.At(Stage.Judged)), TestRegion.Desk);
        return scene.World;
    }

    // Arrived all the same: the corridor does not wait for a name.
    private static AcceptHandover WithoutDoctors(AcceptHandover request, out Scene scene)
    {
        scene = Gallery.Scene;
        var held = Gallery.At(Stage.PlaceHeld);
        _ = scene.Do(new RecordArrival(held, null), TestRegion.Nurse);
        return request with { Request = held };
    }
}
