using Coordinaat.Domain.Access;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Agreements;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Placement;

/// <summary>
/// What carries the weight: who waits hears of a place that fits and of no other, once; and whoever
/// was promised a call is not forgotten.
/// </summary>
public sealed class WaitingListTests
{
    private static readonly Duration Hour = Duration.FromHours(1);

    internal static readonly RefusalTable<PutOnWaitingList, WaitingListRefusal> Put = new(
        () => new(
            Gallery.Scene, new PutOnWaitingList(Gallery.At(Stage.Seeking), 2, null),
            TestRegion.Desk),
        (WaitingListRefusal.RequestUnknown, a => To(a, new(99))),
        (WaitingListRefusal.RequestArchived, a => To(a, Gallery.Archived)),
        (WaitingListRefusal.NotAllowed, a => a with { By = TestRegion.Referrer }),
        (WaitingListRefusal.StageForbids, a => To(a, Gallery.At(Stage.PlaceHeld))),
        (WaitingListRefusal.PriorityUnknown, a => With(a, a.Request with { Priority = 0 })),
        (WaitingListRefusal.PriorityUnknown, a => With(a, a.Request with { Priority = 4 })),
        (WaitingListRefusal.TimeOutOfRange, a => With(
            a, a.Request with { CallBackBy = a.Now })),
        (WaitingListRefusal.TimeOutOfRange, a => With(a, a.Request with
        {
            CallBackBy = a.Now + PutOnWaitingList.CallBackMax + Duration.Epsilon,
        })),
        (WaitingListRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<TakeOffWaitingList, WaitingListRefusal> Off = new(
        () => new(
            Gallery.Scene, new TakeOffWaitingList(Gallery.At(Stage.Seeking)), TestRegion.Desk),
        (WaitingListRefusal.RequestUnknown, a => a with { Request = new(new(99)) }),
        (WaitingListRefusal.RequestArchived, a => a with { Request = new(Gallery.Archived) }),
        (WaitingListRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }));

    internal static readonly RefusalTable<NoteFreePlace, WaitingListRefusal> Note = new(
        () => new(
            Gallery.Scene,
            new NoteFreePlace(Gallery.At(Stage.Seeking), TestRegion.Unit("house-high")),
            Actor.System),
        (WaitingListRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = new(99) },
        }),
        (WaitingListRefusal.RequestArchived, a => a with
        {
            Request = a.Request with { Request = Gallery.Archived },
        }),
        (WaitingListRefusal.NotAllowed, a => a with { By = TestRegion.Desk }));

    public static TheoryData<int, WaitingListRefusal> PutRows => Put.Rows;

    public static TheoryData<int, WaitingListRefusal> OffRows => Off.Rows;

    public static TheoryData<int, WaitingListRefusal> NoteRows => Note.Rows;

    [Theory]
    [MemberData(nameof(PutRows))]
    public void Waiting_is_refused_by_the_first_rule_broken(
        int row, WaitingListRefusal expected) => Put.Check(row, expected);

    [Theory]
    [MemberData(nameof(OffRows))]
    public void Leaving_is_refused_by_the_first_rule_broken(
        int row, WaitingListRefusal expected) => Off.Check(row, expected);

    [Theory]
    [MemberData(nameof(NoteRows))]
    public void A_chance_is_refused_by_the_first_rule_broken(
        int row, WaitingListRefusal expected) => Note.Check(row, expected);

    [Fact]
    public void A_place_that_comes_free_calls_who_waits_for_it_once_and_nobody_else()
    {
        var (scene, id) = Full();
        var other = scene.BringTo(Stage.Seeking, "house-team");
        scene.Do(new PutOnWaitingList(id, 2, null), TestRegion.Desk);
        scene.Do(new PutOnWaitingList(other, 1, null), TestRegion.Desk);
        Assert.Equal(NextAct.AwaitPlace, Next(scene, id).Act);
        Assert.False(Next(scene, id).IsForDesk);

        scene.Report("house-high", 2, 1);
        var unit = TestRegion.Unit("house-high");
        Assert.Equal([new PlaceCameFree(id, unit)], Came(scene));
        Assert.Equal(NextAct.SeizePlace, Next(scene, id).Act);
        Assert.Equal(1, Next(scene, id).ClassOf(scene.World, scene.Find(id)));
        Assert.Equal(NextAct.AwaitPlace, Next(scene, other).Act);

        scene.Report("house-high", 2, 0);
        Assert.Single(Came(scene));
    }

    [Fact]
    public void A_chance_that_is_gone_is_shown_no_more_and_comes_back_by_itself()
    {
        var (scene, id) = Called();
        scene.Report("house-high", 2, 2);
        Assert.Equal(NextAct.AwaitPlace, Next(scene, id).Act);
        scene.Report("house-high", 2, 1);
        Assert.Equal(NextAct.SeizePlace, Next(scene, id).Act);
    }

    [Fact]
    public void A_no_leaves_the_request_waiting_and_a_yes_ends_it()
    {
        var (scene, id) = Called();
        var offer = scene.Ask(id);
        scene.Do(scene.Answer(offer, Reply.No), TestRegion.Desk);
        Assert.NotNull(scene.World.Placement[id].Waiting);
        Assert.Equal(NextAct.AwaitPlace, Next(scene, id).Act);

        scene.Do(
            scene.Answer(scene.AskAnyhow(id, "house-high"), Reply.Yes), TestRegion.Desk);
        Assert.Null(scene.World.Placement[id].Waiting);
        Assert.Empty(scene.World.Placement.WaitingList);
    }

    [Fact]
    public void A_place_given_back_by_another_calls_who_waits()
    {
        var scene = new Scene();
        scene.Report("house-high", 1);
        var held = scene.BringTo(Stage.PlaceHeld);
        var id = scene.BringTo(Stage.Seeking);
        scene.Do(new PutOnWaitingList(id, 1, null), TestRegion.Desk);
        scene.Do(new CloseCareRequest(held, Ending.Withdrawn, null), TestRegion.Desk);
        Assert.Equal([id], Came(scene).Select(e => e.Request));
    }

    [Fact]
    public void A_stop_that_a_person_ends_calls_who_waits()
    {
        var (scene, id, unit) = Stopped();
        scene.Report("house-high", 2, 0);
        Assert.Empty(Came(scene));
        scene.Do(new EndStop([unit]), TestRegion.Nurse);
        Assert.Equal([new PlaceCameFree(id, unit)], Came(scene));
    }

    [Fact]
    public void A_stop_that_runs_out_calls_who_waits_at_its_end_and_not_before()
    {
        var (scene, id, unit) = Stopped();
        scene.Wait(59);
        Assert.Empty(Came(scene));
        scene.Wait(1);
        Assert.Equal([new PlaceCameFree(id, unit)], Came(scene));
        Assert.Equal(NextAct.SeizePlace, Next(scene, id).Act);
        Assert.Empty(scene.World.Capacity.Stops);
        Assert.Null(scene.World.NextStopEnd);
    }

    [Fact]
    public void A_stop_that_is_extended_calls_at_its_new_end_and_one_taken_back_at_once()
    {
        var (scene, id, unit) = Stopped();
        scene.Do(new ExtendStop([unit], 30), TestRegion.Nurse);
        scene.Wait(60);
        Assert.Empty(Came(scene));
        scene.Do(
            TestRegion.Stop(unit, 60) with { Level = StopLevel.Impending }, TestRegion.Nurse);
        Assert.Equal([new PlaceCameFree(id, unit)], Came(scene));
    }

    [Fact]
    public void Below_the_level_of_its_event_a_stop_ends_in_silence()
    {
        var scene = new Scene { WriteLevel = WriteLevels.First };
        scene.Do(TestRegion.Stop(TestRegion.Unit("house-high"), 60), TestRegion.Nurse);
        scene.Wait(61);
        Assert.DoesNotContain(scene.Journal, r => r.Happened is StopEnded);
    }

    [Fact]
    public void A_place_without_what_is_needed_is_no_chance()
    {
        var (scene, id) = Full();
        scene.Do(
            Scene.Need(id) with { Features = Domain.Regions.Features.Ventilation },
            TestRegion.Desk);
        scene.Do(new PutOnWaitingList(id, 1, null), TestRegion.Desk);
        scene.Report("house-high", 2, 0);
        Assert.Empty(Came(scene));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_place_of_another_region_calls_only_where_it_is_agreed_to_look_there(bool isAgreed)
    {
        var scene = isAgreed
            ? Samples.InForce(Samples.Rule(new Ladder([new(LadderReach.Country, 0, [])])))
            : new Scene();
        foreach (var row in new Definition[]
        {
            new RegionRow(new("far", "Verweg", "NL", 3, "0900-3344")),
            new SubregionRow("east", "Oost", "far"),
            new LocationRow(
                "inn", "Huis inn", "nursing-two", ["east"], "Oosterdorp", new(190_000, 463_000),
                "010-1", "010-2"),
            TestRegion.UnitRow("inn-high", "inn", "elv-high"),
        })
        {
            scene.Do(new Define(row), Actor.System);
        }

        var id = scene.BringTo(Stage.Seeking);
        scene.Do(new PutOnWaitingList(id, 1, null), TestRegion.Desk);
        var unit = new UnitId(scene.World.Regions.Units.NumberOf("inn-high"));
        scene.Do(
            new ReportCapacity(unit, 2, 0, 2, 1, null, FigureSource.Manual), Actor.System);
        Assert.Equal(isAgreed ? [unit] : [], Came(scene).Select(e => e.Unit));
    }

    [Fact]
    public void A_promised_call_back_comes_on_the_desk_when_its_moment_passed()
    {
        var (scene, id) = Full();
        scene.Do(new PutOnWaitingList(id, 3, scene.Now + Hour), TestRegion.Desk);
        scene.Wait(59);
        Assert.Equal(NextAct.AwaitPlace, Next(scene, id).Act);
        scene.Wait(1);
        Assert.Equal(NextAct.CallRequester, Next(scene, id).Act);
        Assert.True(Next(scene, id).IsForDesk);

        // Another moment is promised; who waits keeps the place in the row.
        var since = scene.World.Placement[id].Waiting!.Since;
        scene.Do(new PutOnWaitingList(id, 1, scene.Now + Hour), TestRegion.Desk);
        Assert.Equal(NextAct.AwaitPlace, Next(scene, id).Act);
        Assert.Equal(since, scene.World.Placement[id].Waiting!.Since);
    }

    [Fact]
    public void Closing_and_taking_off_end_the_waiting()
    {
        var (scene, id) = Full();
        scene.Do(new PutOnWaitingList(id, 1, null), TestRegion.Desk);
        Assert.Equal(
            [new TakenOffWaitingList(id)], scene.Do(new TakeOffWaitingList(id), TestRegion.Desk));
        Assert.Empty(scene.Do(new TakeOffWaitingList(id), TestRegion.Desk));
        scene.Do(new PutOnWaitingList(id, 1, scene.Now + Hour), TestRegion.Desk);
        scene.Do(new CloseCareRequest(id, Ending.NoPlace, null), TestRegion.Desk);
        Assert.Empty(scene.World.Placement.WaitingList);
        Assert.DoesNotContain(scene.World.Deadlines, d => d.Request == id);
    }

    private static (Scene Scene, CareRequestId Id) Full()
    {
        var scene = new Scene();
        scene.Report("house-high", 2, 2);
        return (scene, scene.BringTo(Stage.Seeking));
    }

    // A place behind a stop of an hour, and somebody who waits for it.
    private static (Scene Scene, CareRequestId Id, UnitId Unit) Stopped()
    {
        var (scene, unit) = (new Scene(), TestRegion.Unit("house-high"));
        scene.Report("house-high", 2, 1);
        var id = scene.BringTo(Stage.Seeking);
        scene.Do(TestRegion.Stop(unit, 60), TestRegion.Nurse);
        scene.Do(new PutOnWaitingList(id, 1, null), TestRegion.Desk);
        return (scene, id, unit);
    }

    private static (Scene Scene, CareRequestId Id) Called()
    {
        var (scene, id) = Full();
        scene.Do(new PutOnWaitingList(id, 1, null), TestRegion.Desk);
        scene.Report("house-high", 2, 1);
        return (scene, id);
    }

    private static IEnumerable<PlaceCameFree> Came(Scene scene) =>
        scene.Journal.Select(r => r.Happened).OfType<PlaceCameFree>();

    private static NextStep Next(Scene scene, CareRequestId id) =>
        NextStep.Of(scene.World, scene.Find(id));

    private static Attempt<PutOnWaitingList> To(
        Attempt<PutOnWaitingList> attempt, CareRequestId id) =>
        With(attempt, attempt.Request with { Request = id });

    private static Attempt<PutOnWaitingList> With(
        Attempt<PutOnWaitingList> attempt, PutOnWaitingList request) =>
        attempt with { Request = request };
}
