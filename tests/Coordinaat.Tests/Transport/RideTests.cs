using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Transport;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Transport;

/// <summary>
/// The desk asks and the meldkamer decides (R8). Where a ride is comes as facts: twice, late, in
/// any order. No transport gives back the ride and never the place (R4).
/// </summary>
public sealed class RideTests
{
    private static readonly CareRequestId Unknown = new(99);
    private static readonly CareRequestId Taxi = Gallery.At(Stage.TransportRequested);

    // The request in the scene below, after those of the gallery.
    private static readonly CareRequestId Asked = new(13);

    private static readonly Lazy<World> Talkative = new(() =>
    {
        var scene = Ready();
        for (var i = 1; i <= Trip.FactsMax; i++)
        {
            Tell(scene, RideStatus.Accepted, -i);
        }

        return scene.World;
    });

    internal static readonly RefusalTable<ReportRide, TransportRefusal> Ride = new(
        () => new(Ready(), Told(RideStatus.OnTheWay), TestRegion.Ambulance),
        (TransportRefusal.RequestUnknown, a => To(a, Unknown)),
        (TransportRefusal.RequestArchived, a => To(a, Gallery.Archived)),
        (TransportRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (TransportRefusal.StageForbids, a => To(a, Gallery.At(Stage.Agreed)) with
        {
            By = TestRegion.Desk,
        }),
        (TransportRefusal.StageForbids, a => a with
        {
            By = TestRegion.Desk,
            Request = Told(RideStatus.NoTransport) with { Request = Gone(a.World) },
        }),
        (TransportRefusal.StageForbids, a => To(a, Gallery.At(Stage.Closed)) with
        {
            By = TestRegion.Desk,
        }),
        (TransportRefusal.StatusUnknown, a => a with
        {
            Request = a.Request with { Status = (RideStatus)99 },
        }),
        (TransportRefusal.ReasonUnknown, a => a with
        {
            Request = a.Request with { Status = RideStatus.NoTransport, Reason = "zz" },
        }),
        (TransportRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { HappenedAt = a.Now + Duration.FromMinutes(3) },
        }),
        (TransportRefusal.TooManyFacts, a => a with { World = Talkative.Value }),
        (TransportRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<AssignUrgency, TransportRefusal> Assigned = new(
        () => new(Ready(), new AssignUrgency(Asked, "c1"), TestRegion.Ambulance),
        (TransportRefusal.RequestUnknown, a => Of(a, Unknown)),
        (TransportRefusal.RequestArchived, a => Of(a, Gallery.Archived)),
        (TransportRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (TransportRefusal.StageForbids, a => Of(a, Gallery.At(Stage.Agreed)) with
        {
            By = TestRegion.Desk,
        }),
        (TransportRefusal.NoAmbulance, a => Of(a, Taxi) with { By = TestRegion.Desk }),
        (TransportRefusal.AssignedUrgencyUnknown, a => a with
        {
            Request = a.Request with { Urgency = "zz" },
        }),
        (TransportRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    public static TheoryData<int, TransportRefusal> RideRows => Ride.Rows;

    public static TheoryData<int, TransportRefusal> AssignedRows => Assigned.Rows;

    [Theory]
    [MemberData(nameof(RideRows))]
    public void A_report_is_refused_by_the_first_rule_broken(int row, TransportRefusal expected) =>
        Ride.Check(row, expected);

    [Theory]
    [MemberData(nameof(AssignedRows))]
    public void An_urgency_is_refused_by_the_first_rule_broken(
        int row, TransportRefusal expected) => Assigned.Check(row, expected);

    [Fact]
    public void What_was_asked_and_what_the_meldkamer_decided_stand_side_by_side()
    {
        var scene = Ready();
        Assert.Equal(
            [new UrgencyAssigned(Asked, "c1")],
            scene.Do(new AssignUrgency(Asked, "c1"), TestRegion.Ambulance));
        Assert.Empty(scene.Do(new AssignUrgency(Asked, "c1"), TestRegion.Desk));

        var trip = scene.World.Transport[Asked];
        Assert.Equal(("b1", "c1"), (trip.RequestedUrgency, trip.AssignedUrgency));
        Assert.Equal(
            TransportRefusal.UrgencyUnknown,
            scene.Try(Ambulance(scene) with { Urgency = "c1" }, TestRegion.Desk));
    }

    [Fact]
    public void What_happened_last_is_where_the_ride_is_in_whatever_order_it_is_told()
    {
        var scene = Ready();
        var atPatient = Tell(scene, RideStatus.AtPatient, -5);
        Tell(scene, RideStatus.Accepted, -30);
        Tell(scene, RideStatus.OnTheWay, -20);

        Assert.Equal(atPatient, scene.World.Transport[Asked].Latest);
        Assert.Equal(Stage.TransportRequested, scene.Find(Asked).Stage);
    }

    [Fact]
    public void What_is_told_twice_is_stored_once()
    {
        var scene = Ready();
        foreach (var status in Enum.GetValues<RideStatus>()
            .Where(s => s != RideStatus.NoTransport).Append(RideStatus.NoTransport))
        {
            scene = status == RideStatus.NoTransport ? Ready() : scene;
            var told = Told(status) with { HappenedAt = scene.Now };
            Assert.NotEmpty(scene.Do(told, TestRegion.Ambulance));
            Assert.Empty(scene.Do(told, TestRegion.Ambulance));
        }
    }

    [Fact]
    public void A_departure_and_an_arrival_that_nobody_recorded_move_the_request()
    {
        var scene = Ready();
        var left = scene.Now - Duration.FromMinutes(20);
        var told = Told(RideStatus.Departed) with { HappenedAt = left };
        Assert.Equal(
            [
                new Departed(Asked, left),
                new ClaimMoved(Pool(scene), Asked, ClaimState.OnTheWay, left),
            ],
            scene.Do(told, TestRegion.Ambulance));
        Assert.Empty(scene.Do(new RecordDeparture(Asked, left), TestRegion.Ambulance));
        scene.Do(new RecordArrival(Asked, null), TestRegion.Nurse);

        // Later than the ward, and a minute off: a fact beside the ward's.
        Assert.Equal(
            [
                new RideReported(
                    Asked, RideStatus.Arrived, scene.Now - Duration.FromMinutes(1), "", null,
                    false),
            ],
            scene.Do(
                Told(RideStatus.Arrived) with { HappenedAt = scene.Now - Duration.FromMinutes(1) },
                TestRegion.Ambulance));
        Assert.Equal(
            new RideFact(RideStatus.Arrived, scene.Now), scene.World.Transport[Asked].Latest);
    }

    [Fact]
    public void No_transport_gives_the_ride_back_and_keeps_the_place()
    {
        var scene = Ready();
        scene.Do(new AssignUrgency(Asked, "b1"), TestRegion.Ambulance);
        var words = scene.Note("weer opgeknapt");
        Assert.Equal(
            [
                new RideReported(
                    Asked, RideStatus.NoTransport, scene.Now, "ehgv", words.Id, GivesBack: true),
            ],
            scene.Do(
                Told(RideStatus.NoTransport) with { Words = words }, TestRegion.Ambulance));

        Assert.Equal(Stage.Agreed, scene.Find(Asked).Stage);
        Assert.Equal(
            TestRegion.Unit("house-high"), scene.World.Placement.FindAccepted(Asked)!.Unit);
        Assert.Contains(scene.World.Capacity[Pool(scene)].Claims, c =>
            c.Request == Asked && c.State == ClaimState.Held);
        Assert.Equal(
            NextAct.RethinkTransport, NextStep.Of(scene.World, scene.Find(Asked)).Act);

        scene.Wait(5);
        scene.Do(Ambulance(scene), TestRegion.Desk);
        var trip = scene.World.Transport[Asked];
        Assert.Equal((null, "", false), (trip.Latest, trip.AssignedUrgency, trip.IsGivenBack));
        Assert.Equal(NextAct.AwaitDeparture, NextStep.Of(scene.World, scene.Find(Asked)).Act);
    }

    [Fact]
    public void What_belongs_to_the_ride_that_did_not_come_says_nothing_of_the_next()
    {
        var scene = Ready();
        Tell(scene, RideStatus.NoTransport, 0);
        scene.Wait(5);
        scene.Do(Ambulance(scene), TestRegion.Desk);
        Tell(scene, RideStatus.AtPatient, -15);
        Tell(scene, RideStatus.NoTransport, -4);

        Tell(scene, RideStatus.Departed, -14);

        Assert.Null(scene.World.Transport[Asked].Latest);
        Assert.Equal(Stage.TransportRequested, scene.Find(Asked).Stage);
        Assert.Equal(4, scene.World.Transport[Asked].Facts.Length);
    }

    [Fact]
    public void No_transport_that_is_told_after_the_departure_and_was_before_it_changes_nothing()
    {
        var scene = Ready();
        scene.Do(new RecordDeparture(Asked, null), TestRegion.Desk);
        Tell(scene, RideStatus.NoTransport, -10);

        Assert.Equal(Stage.Underway, scene.Find(Asked).Stage);
        Assert.Equal(RideStatus.Departed, scene.World.Transport[Asked].Latest!.Status);
    }

    [Fact]
    public void An_ambulance_service_tells_of_ambulances_of_its_region_and_sees_nobody()
    {
        var scene = Ready();
        Assert.Equal(
            TransportRefusal.NotAllowed,
            scene.Try(Told(RideStatus.OnTheWay) with { Request = Taxi }, TestRegion.Ambulance));
        Assert.Equal(
            TransportRefusal.NotAllowed, scene.Try(Ambulance(scene), TestRegion.Ambulance));
        Assert.Equal(
            Disclosure.Nothing,
            Disclosures.Of(scene.World, TestRegion.Ambulance, scene.Find(Asked)));
        Assert.Equal(
            TransportRefusal.NotAllowed,
            scene.Try(
                Told(RideStatus.OnTheWay),
                TestRegion.Ambulance with { Roles = Roles.RegionManager }));

        scene.Do(
            new Define(new RegionRow(new Region("far", "Verweg", "NL", 3, "112"))), Actor.System);
        scene.Do(
            new Define(new OrganisationRow("far", "Verweg", Sector.Ambulance, "far")),
            Actor.System);
        var elsewhere = new Actor(
            TestRegion.Ambulance.Account, new(scene.World.Regions.Organisations.Count),
            Roles.ProviderDesk);
        Assert.Equal(
            TransportRefusal.NotAllowed, scene.Try(Told(RideStatus.OnTheWay), elsewhere));
        Assert.Null(scene.Try(Told(RideStatus.OnTheWay), TestRegion.Ambulance));
    }

    private static Scene Ready()
    {
        var scene = Gallery.Scene;
        Assert.Equal(Asked, scene.BringTo(Stage.Agreed));
        scene.Do(Scene.Agrees(Asked), TestRegion.Desk);
        scene.Do(Ambulance(scene), TestRegion.Desk);
        return scene;
    }

    private static RequestTransport Ambulance(Scene scene) =>
        new(Asked, "ambulance", "b1", scene.Note("dr. Een"), "gp");

    private static ReportRide Told(RideStatus status) => new(Asked, status, null, "ehgv", null);

    private static RideFact Tell(Scene scene, RideStatus status, int minutes)
    {
        var at = scene.Now + Duration.FromMinutes(minutes);
        scene.Do(Told(status) with { HappenedAt = at }, TestRegion.Ambulance);
        return new RideFact(status, at, status == RideStatus.NoTransport ? "ehgv" : "");
    }

    // The gallery's request that left.
    private static CareRequestId Gone(World world) => world.Access[Gallery.At(Stage.Underway)].Id;

    private static PoolId Pool(Scene scene) =>
        scene.World.Regions.Units[TestRegion.Unit("house-high").Value].Pool;

    private static Attempt<ReportRide> To(Attempt<ReportRide> attempt, CareRequestId id) =>
        attempt with { Request = attempt.Request with { Request = id } };

    private static Attempt<AssignUrgency> Of(Attempt<AssignUrgency> attempt, CareRequestId id) =>
        attempt with { Request = attempt.Request with { Request = id } };
}
