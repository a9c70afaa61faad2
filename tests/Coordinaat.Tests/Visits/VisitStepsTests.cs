using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Transport;
using Coordinaat.Domain.Visits;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Visits;

/// <summary>
/// A visit goes one way: ordered, somebody goes, there, done, handed back. What comes twice, too
/// early or too late is refused, and only a nurse who is stated competent goes to a reserved act.
/// </summary>
public sealed class VisitStepsTests
{
    internal static readonly RefusalTable<MoveVisit, VisitRefusal> Move = new(
        () => new(
            VisitGallery.Scene,
            new MoveVisit(
                VisitGallery.Id(At.Ordered), TestRegion.Start,
                TestRegion.Start + Duration.FromHours(4), Gallery.Scene.Note("dochter")),
            TestRegion.Nurse),
        [
            .. Common<MoveVisit>((r, id) => r with { Request = id }),
            (VisitRefusal.RecordedBefore, a => To(a, At.Arrived)),
            (VisitRefusal.WindowOutOfRange, a => a with
            {
                Request = a.Request with { Until = a.Request.From },
            }),
            (VisitRefusal.WindowPassed, a => a with
            {
                Request = a.Request with { From = a.Now - Duration.FromHours(1), Until = a.Now },
            }),
            (VisitRefusal.WordsMissing, a => a with
            {
                Request = a.Request with { AgreedWith = Gallery.Scene.Note(" ") },
            }),
            Level<MoveVisit>(),
        ]);

    internal static readonly RefusalTable<WithdrawVisit, VisitRefusal> Withdraw = new(
        () => new(
            VisitGallery.Scene,
            new WithdrawVisit(VisitGallery.Id(At.Ordered), Gallery.Scene.Note("al geholpen")),
            TestRegion.Desk),
        [
            (VisitRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
            (VisitRefusal.RecordedBefore, a => To(a, At.Finished)),
            (VisitRefusal.WordsMissing, a => a with
            {
                Request = a.Request with { Words = Gallery.Scene.Note("") },
            }),
            Level<WithdrawVisit>(),
        ]);

    internal static readonly RefusalTable<AssignNurse, VisitRefusal> Assign = new(
        () => new(
            VisitGallery.Scene, Gallery.Scene.Nurse(VisitGallery.Id(At.Ordered)),
            TestRegion.Nurse),
        [
            .. Common<AssignNurse>((r, id) => r with { Request = id }),
            (VisitRefusal.NobodyAccepted, a => To(a with { By = TestRegion.Desk }, At.Unplaced)),
            (VisitRefusal.RecordedBefore, a => To(a, At.Arrived)),
            (VisitRefusal.NurseMissing, a => a with
            {
                Request = a.Request with { Nurse = Gallery.Scene.Note(" ") },
            }),
            (VisitRefusal.NurseMissing, a => a with
            {
                Request = a.Request with { Function = "zz" },
            }),
            (VisitRefusal.NurseNotCompetent, a => a with
            {
                Request = a.Request with { CompetentFor = ["fall"] },
            }),
            (VisitRefusal.SecondMissing, a => a with
            {
                Request = a.Request with { Second = null },
            }),
            (VisitRefusal.ExpectedOutsideWindow, a => a with
            {
                Request = a.Request with { ExpectedAt = a.Now - Duration.FromMinutes(1) },
            }),
            (VisitRefusal.ExpectedOutsideWindow, a => a with
            {
                Request = a.Request with { ExpectedAt = a.Now + Duration.FromMinutes(121) },
            }),
            Level<AssignNurse>(),
        ]);

    internal static readonly RefusalTable<TellOfVisit, VisitRefusal> Tell = new(
        () => new(
            VisitGallery.Scene,
            new TellOfVisit(VisitGallery.Id(At.Assigned), VisitProgress.Arrived, null),
            TestRegion.Nurse),
        [
            .. Common<TellOfVisit>((r, id) => r with { Request = id }),
            (VisitRefusal.NobodyAccepted, a => To(a with { By = TestRegion.Desk }, At.Unplaced)),
            (VisitRefusal.RecordedBefore, a => To(a, At.Arrived)),
            (VisitRefusal.NobodyAssigned, a => To(a, At.Ordered)),
            (VisitRefusal.CodeUnknown, a => a with
            {
                Request = a.Request with { Progress = (VisitProgress)9 },
            }),
            (VisitRefusal.TimeOutOfRange, a => a with
            {
                Request = a.Request with { HappenedAt = a.Now + Duration.FromMinutes(3) },
            }),
            (VisitRefusal.BeforeEarlierStep, a => a with
            {
                Request = a.Request with { HappenedAt = a.Now - Duration.FromMinutes(1) },
            }),
            Level<TellOfVisit>(),
        ]);

    internal static readonly RefusalTable<FinishVisit, VisitRefusal> Finish = new(
        () => new(
            VisitGallery.Scene,
            Gallery.Scene.Finish(VisitGallery.Id(At.Arrived), VisitOutcome.Partly),
            TestRegion.Nurse),
        [
            .. Common<FinishVisit>((r, id) => r with { Request = id }),
            (VisitRefusal.NobodyAccepted, a => To(a with { By = TestRegion.Desk }, At.Unplaced)),
            (VisitRefusal.RecordedBefore, a => To(a, At.Finished)),
            (VisitRefusal.NobodyAssigned, a => To(a, At.Ordered)),
            (VisitRefusal.NotArrived, a => To(a, At.Assigned)),
            (VisitRefusal.CodeUnknown, a => a with
            {
                Request = a.Request with { Outcome = (VisitOutcome)9 },
            }),
            (VisitRefusal.WordsMissing, a => a with
            {
                Request = a.Request with { Found = null },
            }),
            (VisitRefusal.TimeOutOfRange, a => a with
            {
                Request = a.Request with { HappenedAt = a.Now + Duration.FromMinutes(3) },
            }),
            (VisitRefusal.BeforeEarlierStep, a => a with
            {
                Request = a.Request with { HappenedAt = a.Now - Duration.FromMinutes(1) },
            }),
            Level<FinishVisit>(),
        ]);

    internal static readonly RefusalTable<HandBackVisit, VisitRefusal> HandBack = new(
        () => new(
            VisitGallery.Scene, Gallery.Scene.HandBack(VisitGallery.Id(At.Finished)),
            TestRegion.Nurse),
        [
            .. Common<HandBackVisit>((r, id) => r with { Request = id }),
            (VisitRefusal.RecordedBefore, a => To(a, At.HandedBack)),
            (VisitRefusal.NotFinished, a => To(a, At.Arrived)),
            (VisitRefusal.CodeUnknown, a => a with
            {
                Request = a.Request with { Way = (HandBackWay)9 },
            }),
            (VisitRefusal.ReceiverMissing, a => a with
            {
                Request = a.Request with { Receiver = Gallery.Scene.Note(" ") },
            }),
            (VisitRefusal.ReceiverMissing, a => a with
            {
                Request = a.Request with { Function = "zz" },
            }),
            (VisitRefusal.TimeOutOfRange, a => a with
            {
                Request = a.Request with { HappenedAt = a.Now - Duration.FromHours(25) },
            }),
            (VisitRefusal.BeforeEarlierStep, a => a with
            {
                Request = a.Request with { HappenedAt = a.Now - Duration.FromMinutes(1) },
            }),
            Level<HandBackVisit>(),
        ]);

    public static TheoryData<int, VisitRefusal> OfMove => Move.Rows;

    public static TheoryData<int, VisitRefusal> OfWithdraw => Withdraw.Rows;

    public static TheoryData<int, VisitRefusal> OfAssign => Assign.Rows;

    public static TheoryData<int, VisitRefusal> OfTell => Tell.Rows;

    public static TheoryData<int, VisitRefusal> OfFinish => Finish.Rows;

    public static TheoryData<int, VisitRefusal> OfHandBack => HandBack.Rows;

    [Theory]
    [MemberData(nameof(OfMove))]
    public void A_move_is_refused_by_the_first_rule_broken(int row, VisitRefusal expected) =>
        Move.Check(row, expected);

    [Theory]
    [MemberData(nameof(OfWithdraw))]
    public void A_withdrawal_is_refused_by_the_first_rule_broken(int row, VisitRefusal expected) =>
        Withdraw.Check(row, expected);

    [Theory]
    [MemberData(nameof(OfAssign))]
    public void A_nurse_is_refused_by_the_first_rule_broken(int row, VisitRefusal expected) =>
        Assign.Check(row, expected);

    [Theory]
    [MemberData(nameof(OfTell))]
    public void Progress_is_refused_by_the_first_rule_broken(int row, VisitRefusal expected) =>
        Tell.Check(row, expected);

    [Theory]
    [MemberData(nameof(OfFinish))]
    public void An_outcome_is_refused_by_the_first_rule_broken(int row, VisitRefusal expected) =>
        Finish.Check(row, expected);

    [Theory]
    [MemberData(nameof(OfHandBack))]
    public void A_hand_back_is_refused_by_the_first_rule_broken(int row, VisitRefusal expected) =>
        HandBack.Check(row, expected);

    [Fact]
    public void A_visit_takes_the_request_along_to_its_handover()
    {
        var scene = new Scene();
        var id = VisitGallery.BringTo(scene, At.Assigned);
        scene.Do(new TellOfVisit(id, VisitProgress.Underway, null), TestRegion.Nurse);
        Assert.Equal(Stage.Underway, scene.Find(id).Stage);
        scene.Wait(10);
        var arrived = scene.Now - Duration.FromMinutes(2);
        scene.Do(new TellOfVisit(id, VisitProgress.Arrived, arrived), TestRegion.Desk);
        Assert.Equal(Stage.Arrived, scene.Find(id).Stage);
        Assert.Equal(arrived, scene.World.Transport[id].TimeOf(RideStatus.Arrived));
        Assert.Equal(
            ClaimState.Arrived,
            scene.Journal.Select(r => r.Happened).OfType<ClaimMoved>().Last().State);
        scene.Do(scene.Finish(id), TestRegion.Nurse);
        scene.Do(scene.HandBack(id), TestRegion.Nurse);

        Assert.Equal(Stage.HandedOver, scene.Find(id).Stage);
        scene.Do(new CloseCareRequest(id, Ending.Placed, null), TestRegion.Desk);
    }

    [Fact]
    public void What_was_told_before_in_the_same_words_is_told_once()
    {
        var scene = new Scene();
        var id = VisitGallery.BringTo(scene, At.Assigned);
        var told = new TellOfVisit(id, VisitProgress.Arrived, scene.Now);
        Assert.NotEmpty(scene.Do(told, TestRegion.Nurse));
        Assert.Empty(scene.Do(told, TestRegion.Desk));
        var finished = scene.Finish(id) with { HappenedAt = scene.Now };
        Assert.NotEmpty(scene.Do(finished, TestRegion.Nurse));
        Assert.Empty(scene.Do(finished, TestRegion.Nurse));
        var back = scene.HandBack(id) with { HappenedAt = scene.Now };
        Assert.NotEmpty(scene.Do(back, TestRegion.Nurse));
        Assert.Empty(scene.Do(back, TestRegion.Nurse));
        Assert.Equal(
            VisitRefusal.RecordedBefore,
            scene.Try(told with { HappenedAt = null }, TestRegion.Nurse));
    }

    [Fact]
    public void An_arrival_that_the_old_key_told_is_that_of_the_visit_and_still_needs_a_nurse()
    {
        var scene = new Scene();
        var id = VisitGallery.BringTo(scene, At.Ordered);
        scene.Do(new RecordArrival(id, null), TestRegion.Nurse);
        Assert.Equal(scene.Now, scene.World.Visits.Last(id)!.ArrivedAt);
        Assert.Equal(
            VisitRefusal.NobodyAssigned, scene.Try(scene.Finish(id), TestRegion.Nurse));
        Assert.Equal(
            VisitRefusal.NurseNotCompetent,
            scene.Try(scene.Nurse(id) with { CompetentFor = [] }, TestRegion.Nurse));
        scene.Wait(300);
        scene.Do(scene.Nurse(id), TestRegion.Nurse);
        scene.Do(scene.Finish(id), TestRegion.Nurse);
    }

    [Fact]
    public void Given_up_by_one_team_the_order_stands_for_the_next()
    {
        var scene = new Scene();
        var id = VisitGallery.BringTo(scene, At.Assigned);
        scene.Do(new ReleasePlace(id, "not-coming", null), TestRegion.Nurse);

        Assert.True(scene.World.Visits.Last(id) is { IsOver: false, Nurse: null });
        Assert.Equal(
            VisitRefusal.NotAllowed, scene.Try(scene.Nurse(id), TestRegion.Nurse));
        Assert.Equal(
            VisitRefusal.NobodyAccepted, scene.Try(scene.Nurse(id), TestRegion.Desk));
    }

    [Fact]
    public void After_a_visit_another_can_be_ordered_and_goes_its_own_way()
    {
        var scene = new Scene();
        var id = VisitGallery.BringTo(scene, At.HandedBack);
        scene.Do(scene.Visit(id), TestRegion.Desk);
        scene.Do(scene.Nurse(id), TestRegion.Nurse);
        scene.Do(new TellOfVisit(id, VisitProgress.Arrived, null), TestRegion.Nurse);
        scene.Do(scene.Finish(id), TestRegion.Nurse);
        scene.Do(scene.HandBack(id), TestRegion.Nurse);

        Assert.Equal(2, scene.World.Visits[id].Length);
        Assert.Equal(Stage.HandedOver, scene.Find(id).Stage);
    }

    // What every step begins with.
    private static (VisitRefusal, Func<Attempt<T>, Attempt<T>>)[] Common<T>(
        Func<T, CareRequestId, T> to)
        where T : Request =>
    [
        (VisitRefusal.RequestUnknown, a => a with { Request = to(a.Request, new(99)) }),
        (VisitRefusal.RequestArchived, a => a with
        {
            Request = to(a.Request, Gallery.Archived),
        }),
        (VisitRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (VisitRefusal.RequestClosed, a => a with
        {
            By = TestRegion.Desk, Request = to(a.Request, VisitGallery.Id(At.Closed)),
        }),
        (VisitRefusal.NoVisit, a => a with
        {
            Request = to(a.Request, VisitGallery.Id(At.Bare)),
        }),
        (VisitRefusal.Withdrawn, a => a with
        {
            Request = to(a.Request, VisitGallery.Id(At.Withdrawn)),
        }),
    ];

    private static (VisitRefusal, Func<Attempt<T>, Attempt<T>>) Level<T>()
        where T : Request =>
        (VisitRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First });

    private static Attempt<MoveVisit> To(Attempt<MoveVisit> a, At at) =>
        a with { Request = a.Request with { Request = VisitGallery.Id(at) } };

    private static Attempt<WithdrawVisit> To(Attempt<WithdrawVisit> a, At at) =>
        a with { Request = a.Request with { Request = VisitGallery.Id(at) } };

    private static Attempt<AssignNurse> To(Attempt<AssignNurse> a, At at) =>
        a with { Request = a.Request with { Request = VisitGallery.Id(at) } };

    private static Attempt<TellOfVisit> To(Attempt<TellOfVisit> a, At at) =>
        a with { Request = a.Request with { Request = VisitGallery.Id(at) } };

    private static Attempt<FinishVisit> To(Attempt<FinishVisit> a, At at) =>
        a with { Request = a.Request with { Request = VisitGallery.Id(at) } };

    private static Attempt<HandBackVisit> To(Attempt<HandBackVisit> a, At at) =>
        a with { Request = a.Request with { Request = VisitGallery.Id(at) } };
}
