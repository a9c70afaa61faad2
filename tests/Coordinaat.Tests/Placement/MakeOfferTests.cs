using Coordinaat.Domain.Access;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Tests.Agreements;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Placement;

/// <summary>
/// A person may pass over a rule with a reason of the list, but never over a closed door without a
/// legal basis (R6).
/// </summary>
public sealed class MakeOfferTests
{
    private static readonly CareRequestId Seeking = Gallery.At(Stage.Seeking);
    private static readonly CareRequestId Asking = Gallery.At(Stage.Asking);

    internal static readonly RefusalTable<MakeOffer, MakeOfferRefusal> Table = new(
        () => new(Crowded(), Scene.Offer(Seeking), TestRegion.Desk),
        (MakeOfferRefusal.RequestUnknown, a => With(a, a.Request with { Request = new(99) })),
        (MakeOfferRefusal.RequestArchived, a => With(
            a, a.Request with { Request = Gallery.Archived })),
        (MakeOfferRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (MakeOfferRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (MakeOfferRefusal.StageForbids, a => With(
            a, a.Request with { Request = Gallery.At(Stage.PlaceHeld) })),
        (MakeOfferRefusal.UnitUnknown, a => With(a, a.Request with { Unit = new(99) })),
        (MakeOfferRefusal.UnitUnknown, a => With(a, a.Request with { TravelSeconds = -1 })),
        (MakeOfferRefusal.UnitUnknown, a => With(a, a.Request with { TravelSeconds = 86_401 })),
        (MakeOfferRefusal.AlreadyAsked, a => With(
            a, a.Request with { Request = Asking, Unit = TestRegion.Unit("house-high") })),
        (MakeOfferRefusal.TooManyAtOnce, a => With(
            a, a.Request with { Request = Asking, Unit = TestRegion.Unit("house-grz") })),
        (MakeOfferRefusal.OverrideUnknown, a => With(a, a.Request with { Override = "because" })),
        (MakeOfferRefusal.TitleMissing, a => To(a, "clinic-closed")),
        (MakeOfferRefusal.UnitUnsuitable, a => To(a, "house-grz")),
        (MakeOfferRefusal.UnitClosed, a => To(a, "villa-high")),
        (MakeOfferRefusal.UnitFull, a => To(a, "house-full")),
        (MakeOfferRefusal.UnitExcluded, a => Agreed(a, new Exclude())),
        (MakeOfferRefusal.LadderLater, a => Agreed(
            To(a, "villa-two"), new Ladder([new(LadderReach.Own, 0, [])]))),
        (MakeOfferRefusal.ConsultationMissing, a => Agreed(a, new Consult("gp"))),
        (MakeOfferRefusal.ReasonMissing, a => With(a, a.Request with { Rank = 2 })),
        (MakeOfferRefusal.ReasonMissing, a => With(a, a.Request with { Rank = 0 })));

    public static TheoryData<int, MakeOfferRefusal> Rows => Table.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_first_rule_broken_is_the_refusal(int row, MakeOfferRefusal expected) =>
        Table.Check(row, expected);

    [Theory]
    [InlineData("house-high", 2, null)]
    [InlineData("house-grz", 0, null)]
    [InlineData("villa-high", 0, null)]
    [InlineData("house-full", 0, null)]
    [InlineData("clinic-closed", 0, MakeOfferRefusal.TitleMissing)]
    [InlineData("house-wzd", 0, MakeOfferRefusal.TitleMissing)]
    public void A_reason_of_the_list_passes_over_every_rule_but_the_closed_door(
        string unit, int rank, MakeOfferRefusal? refusal)
    {
        var attempt = To(Table.Good(), unit);

        Assert.Equal(
            refusal,
            With(attempt, attempt.Request with { Rank = rank, Override = "own-patient" }).Refusal);
    }

    [Fact]
    public void A_question_has_the_answer_time_of_the_urgency_and_coarse_travel_minutes()
    {
        var scene = Gallery.Scene;
        var offer = scene.Do(
            Scene.Offer(Seeking) with { TravelSeconds = 601, RankedAt = 7 }, TestRegion.Desk);

        Assert.Equal(
            [
                new OfferMade(
                    Seeking, new(scene.World.Placement.Offers.Count),
                    TestRegion.Unit("house-high"), scene.Now + Duration.FromMinutes(30), 7, 1, 15,
                    "", null),
                new ReminderSet(
                    Seeking, new(scene.World.Placement.Offers.Count),
                    scene.Now + Duration.FromMinutes(15)),
            ],
            offer);
        Assert.Equal(Stage.Asking, scene.Find(Seeking).Stage);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 5)]
    [InlineData(300, 5)]
    [InlineData(301, 10)]
    [InlineData(86_400, 1_440)]
    public void A_unit_hears_how_far_in_steps_of_five_minutes(int seconds, int minutes)
    {
        var attempt = To(Table.Good(), "house-high");
        var request = attempt.Request with { TravelSeconds = seconds, Override = "own-patient" };
        var events = request.DecideAny(attempt.World, new(attempt.Now, attempt.By)).Events;

        Assert.Equal(minutes, Assert.IsType<OfferMade>(events[0]).TravelMinutes);
    }

    [Fact]
    public void A_silent_unit_leaves_room_for_another_question_but_is_not_asked_twice()
    {
        var scene = Gallery.Scene;
        foreach (var (unit, reason) in new[]
        {
            ("house-high", ""), ("villa-high", ""), ("house-grz", "own-patient"),
        })
        {
            scene.Do(Scene.Offer(Seeking, unit) with { Override = reason }, TestRegion.Desk);
        }

        var fourth = Scene.Offer(Seeking, "house-low") with { Override = "own-patient" };
        Assert.Equal(MakeOfferRefusal.TooManyAtOnce, scene.Try(fourth, TestRegion.Desk));
        scene.Wait(30);
        Assert.Null(scene.Try(fourth, TestRegion.Desk));
        Assert.Equal(
            MakeOfferRefusal.AlreadyAsked, scene.Try(Scene.Offer(Seeking), TestRegion.Desk));
    }

    [Theory]
    [InlineData(LegalTitle.None, MakeOfferRefusal.TitleMissing)]
    [InlineData(LegalTitle.CourtOrder, MakeOfferRefusal.TitleMissing)] // Of the other law.
    [InlineData(LegalTitle.CrisisMeasure, null)]
    [InlineData(LegalTitle.WvggzInPreparation, null)]
    public void A_closed_unit_of_another_kind_of_care_is_asked_only_with_a_title_of_its_law(
        LegalTitle title, MakeOfferRefusal? refusal)
    {
        var scene = Gallery.Scene;
        scene.Do(Scene.Need(Seeking) with { Title = title }, TestRegion.Desk);

        Assert.Equal(
            refusal,
            scene.Try(
                Scene.Offer(Seeking, "clinic-closed") with { Override = "own-patient" },
                TestRegion.Desk));
    }

    // The villa is closed, one more unit is full, and one request has three questions out.
    private static Scene Crowded()
    {
        var scene = Gallery.Scene;
        scene.Do(
            new Define(TestRegion.UnitRow("house-full", "house", "elv-high")), Actor.System);
        var full = new UnitId(scene.World.Regions.Units.Count);
        scene.Do(new Define(TestRegion.UnitRow("villa-two", "villa", "elv-high")), Actor.System);
        scene.Do(
            new ReportCapacity(full, 2, 0, 2, 2, null, FigureSource.Feed), TestRegion.Nurse);
        scene.Do(Scene.Offer(Asking, "villa-high"), TestRegion.Desk);
        scene.Do(
            Scene.Offer(Asking, "house-low") with { Override = "own-patient" }, TestRegion.Desk);
        scene.Do(
            TestRegion.Stop(TestRegion.Unit("villa-high"), 600), TestRegion.NurseTwo);

        // The closure made that unit silent: a third open question again.
        scene.Do(
            new MakeOffer(Asking, full, 1, 0, 0, "own-patient", scene.Note()), TestRegion.Desk);
        return scene;
    }

    // In force in the north, beside what is in force already.
    private static Attempt<MakeOffer> Agreed(Attempt<MakeOffer> attempt, RuleEffect then)
    {
        var agreements = attempt.World.Agreements;
        var id = new AgreementId(agreements.All.Count + 1);
        return attempt with
        {
            World = attempt.World with
            {
                Agreements = agreements
                    .After(
                        new AgreementWritten(
                            id, $"a{id.Value}", new(1), 1,
                            Samples.Terms(Samples.Rule(then)) with { From = Instant.MinValue }),
                        Instant.MinValue, default)
                    .After(new AgreementSigned(id, 1, new(1), true), Instant.MinValue, default),
            },
        };
    }

    private static Attempt<MakeOffer> With(Attempt<MakeOffer> attempt, MakeOffer request) =>
        attempt with { Request = request };

    private static Attempt<MakeOffer> To(Attempt<MakeOffer> attempt, string unit) => With(
        attempt,
        attempt.Request with { Unit = new(attempt.World.Regions.Units.NumberOf(unit)) });
}
