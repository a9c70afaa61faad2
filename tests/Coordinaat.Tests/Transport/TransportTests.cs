using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Transport;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Transport;

/// <summary>
/// Nobody is moved without having been asked (R5); an ambulance is asked for by somebody with the
/// authority, at an urgency that can be asked for (R8); who stands in the corridor is recorded.
/// </summary>
public sealed class TransportTests
{
    private static readonly CareRequestId Unknown = new(99);
    private static readonly CareRequestId Agreed = Gallery.At(Stage.Agreed);
    private static readonly CareRequestId Underway = Gallery.At(Stage.Underway);

    // Requests in the scene below, after those of the gallery.
    private static readonly CareRequestId Asked = new(13);
    private static readonly CareRequestId Conditional = new(14);
    private static readonly CareRequestId Unwilling = new(15);

    internal static readonly RefusalTable<RequestTransport, TransportRefusal> Ask = new(
        () => new(
            Ready(),
            new RequestTransport(
                Asked, "ambulance", "b1", Gallery.Scene.Note("dr. Een"), "gp"),
            TestRegion.Desk),
        (TransportRefusal.RequestUnknown, a => To(a, Unknown)),
        (TransportRefusal.RequestArchived, a => To(a, Gallery.Archived)),
        (TransportRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (TransportRefusal.StageForbids, a => To(a, Underway)),
        (TransportRefusal.StageForbids, a => To(a, Gallery.At(Stage.PlaceHeld))),
        (TransportRefusal.ConditionOpen, a => To(a, Conditional)),
        (TransportRefusal.ConsentMissing, a => To(a, Agreed)),
        (TransportRefusal.ConsentRefused, a => To(a, Unwilling)),
        (TransportRefusal.KindUnknown, a => a with
        {
            Request = a.Request with { Kind = "helicopter" },
        }),
        (TransportRefusal.MicuMissing, a => a with
        {
            Request = a.Request with { Kind = "micu" },
        }),
        (TransportRefusal.UrgencyUnknown, a => a with
        {
            Request = a.Request with { Kind = "ambulance", Urgency = "a1" },
        }),
        (TransportRefusal.AuthorityMissing, a => a with
        {
            Request = a.Request with { Requester = null },
        }),
        (TransportRefusal.AuthorityMissing, a => a with
        {
            Request = a.Request with { RequesterFunction = "nurse" },
        }));

    internal static readonly RefusalTable<RecordDeparture, TransportRefusal> Departure = new(
        () => new(Gallery.Scene, new RecordDeparture(Agreed, null), TestRegion.Nurse),
        (TransportRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = Unknown },
        }),
        (TransportRefusal.RequestArchived, a => a with
        {
            Request = a.Request with { Request = Gallery.Archived },
        }),
        (TransportRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (TransportRefusal.StageForbids, a => a with
        {
            Request = a.Request with { Request = Underway },
        }),
        (TransportRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { HappenedAt = a.Now + Duration.FromMinutes(3) },
        }));

    internal static readonly RefusalTable<RecordArrival, TransportRefusal> Arrival = new(
        () => new(Gallery.Scene, new RecordArrival(Underway, null), TestRegion.Nurse),
        (TransportRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = Unknown },
        }),
        (TransportRefusal.RequestArchived, a => a with
        {
            Request = a.Request with { Request = Gallery.Archived },
        }),
        (TransportRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (TransportRefusal.StageForbids, a => a with
        {
            Request = a.Request with { Request = Gallery.At(Stage.Arrived) },
        }),
        (TransportRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { HappenedAt = a.Now - Duration.FromDays(2) },
        }));

    public static TheoryData<int, TransportRefusal> AskRows => Ask.Rows;

    public static TheoryData<int, TransportRefusal> DepartureRows => Departure.Rows;

    public static TheoryData<int, TransportRefusal> ArrivalRows => Arrival.Rows;

    [Theory]
    [MemberData(nameof(AskRows))]
    public void Transport_is_refused_by_the_first_rule_broken(int row, TransportRefusal expected) =>
        Ask.Check(row, expected);

    [Theory]
    [MemberData(nameof(DepartureRows))]
    public void A_departure_is_refused_by_the_first_rule_broken(
        int row, TransportRefusal expected) => Departure.Check(row, expected);

    [Theory]
    [MemberData(nameof(ArrivalRows))]
    public void An_arrival_is_refused_by_the_first_rule_broken(
        int row, TransportRefusal expected) => Arrival.Check(row, expected);

    [Fact]
    public void An_ambulance_is_asked_with_urgency_and_requester_and_anything_else_without()
    {
        var (scene, ambulance) = (Ready(), Ask.Good().Request);

        Assert.Equal(
            [new TransportRequested(Asked, "ambulance", "b1", ambulance.Requester!.Id, "gp")],
            scene.Do(ambulance, TestRegion.Desk));
        Assert.Equal(
            [new TransportRequested(Asked, "wheelchair-taxi", "", null, "")],
            scene.Do(ambulance with { Kind = "wheelchair-taxi" }, TestRegion.Desk));
        Assert.Equal(Stage.TransportRequested, scene.Find(Asked).Stage);
    }

    [Fact]
    public void Somebody_who_could_not_be_asked_may_be_moved()
    {
        var scene = Ready();
        scene.Do(
            new RecordConsent(Asked, Consent.NotAsked, false, "unconscious"), TestRegion.Desk);

        Assert.Null(scene.Try(Ask.Good().Request, TestRegion.Desk));
    }

    [Fact]
    public void Leaving_and_arriving_are_kept_with_the_time_that_was_told_and_move_the_claim()
    {
        var scene = Gallery.Scene;
        var unit = TestRegion.Unit("house-high");
        var pool = scene.World.Regions.Units[unit.Value].Pool;
        var left = scene.Now - Duration.FromMinutes(30);

        Assert.Equal(
            [new Departed(Agreed, left), new ClaimMoved(pool, Agreed, ClaimState.OnTheWay, left)],
            scene.Do(new RecordDeparture(Agreed, left), TestRegion.Desk));
        Assert.Equal(
            [
                new Arrived(Agreed, scene.Now),
                new ClaimMoved(pool, Agreed, ClaimState.Arrived, scene.Now),
            ],
            scene.Do(new RecordArrival(Agreed, null), TestRegion.Nurse));
        var trip = scene.World.Transport[Agreed];
        Assert.Equal(
            (left, scene.Now),
            (trip.TimeOf(RideStatus.Departed), trip.TimeOf(RideStatus.Arrived)));
    }

    [Theory]
    [InlineData(Stage.Agreed)]
    [InlineData(Stage.TransportRequested)]
    [InlineData(Stage.Underway)]
    public void Who_arrives_has_arrived_also_without_a_word_of_transport_or_consent(Stage stage)
    {
        var scene = Gallery.Scene;
        scene.Do(new RecordArrival(Gallery.At(stage), null), TestRegion.Nurse);

        Assert.Equal(Stage.Arrived, scene.Find(Gallery.At(stage)).Stage);
    }

    private static Scene Ready()
    {
        var scene = Gallery.Scene;
        Assert.Equal(Asked, scene.BringTo(Stage.Agreed));
        scene.Do(Scene.Agrees(Asked), TestRegion.Desk);
        Assert.Equal(Conditional, scene.BringTo(Stage.Agreed, reply: Reply.YesIf));
        Assert.Equal(Unwilling, scene.BringTo(Stage.Agreed));
        scene.Do(Scene.Agrees(Unwilling) with { Given = Consent.No }, TestRegion.Desk);
        return scene;
    }

    private static Attempt<RequestTransport> To(
        Attempt<RequestTransport> attempt, CareRequestId id) =>
        attempt with { Request = attempt.Request with { Request = id } };
}
