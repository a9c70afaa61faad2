using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Transport;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Placement;

/// <summary>An emergency bed tonight, a real place tomorrow.</summary>
public sealed class FollowUpTests
{
    internal static readonly RefusalTable<OpenFollowUp, OpenFollowUpRefusal> Open = new(
        () => To(new(Short(), null!, TestRegion.Desk), Gallery.At(Stage.HandedOver)),
        (OpenFollowUpRefusal.RequestUnknown, a => To(a, new(99))),
        (OpenFollowUpRefusal.RequestArchived, a => To(a, Gallery.Archived)),
        (OpenFollowUpRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (OpenFollowUpRefusal.NotAllowed, a => a with
        {
            Request = a.Request with { Contact = Gallery.Scene.Note() },
        }),
        (OpenFollowUpRefusal.MayStay, a => To(a, Gallery.At(Stage.Seeking))),
        (OpenFollowUpRefusal.MayStay, a => a with { World = Gallery.Scene.World }),
        (OpenFollowUpRefusal.OpenedBefore, Twice),
        (OpenFollowUpRefusal.PostcodeUnknown, a => a with
        {
            Request = a.Request with { Postcode = "9999" },
        }),
        (OpenFollowUpRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    public static TheoryData<int, OpenFollowUpRefusal> Rows => Open.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_follow_up_is_refused_by_the_first_rule_broken(
        int row, OpenFollowUpRefusal expected) => Open.Check(row, expected);

    [Fact]
    public void The_request_for_tomorrow_is_linked_both_ways_and_waits_with_the_first_priority()
    {
        var scene = Short();
        var id = Gallery.At(Stage.HandedOver);
        var moveOn = MoveOn.ByOf(scene.World, scene.Find(id));
        Assert.Equal(scene.Now + Duration.FromDays(3), moveOn);
        Assert.Equal(new NextStep(NextAct.FindNext, moveOn), Next(scene, id));

        scene.Do(To(new(scene, null!, TestRegion.Desk), id).Request, TestRegion.Desk);
        var next = scene.World.Placement[id].FollowUp!.Value;
        Assert.Equal(id, scene.World.Placement[next].Follows);
        Assert.Equal(1, scene.World.Placement[next].Waiting!.Priority);
        Assert.Equal(scene.Find(id).Person, scene.Find(next).Person);
        Assert.Equal(TestRegion.Desk.Account, scene.Find(next).Lead!.Value.Account);
        Assert.Equal(NextAct.Close, Next(scene, id).Act);
        Assert.Equal(NextAct.Judge, Next(scene, next).Act);
    }

    [Fact]
    public void The_days_count_from_the_arrival_and_until_then_from_the_yes()
    {
        var scene = Short();
        var id = Gallery.At(Stage.TransportRequested);
        var said = scene.World.Placement.FindAccepted(id)!.Answer!.At;
        Assert.Equal(said + Duration.FromDays(3), MoveOn.ByOf(scene.World, scene.Find(id)));

        scene.Wait(120);
        scene.Do(new RecordArrival(id, null), TestRegion.Nurse);
        Assert.NotEqual(said, scene.Now);
        scene.Wait(5);
        Assert.Equal(
            scene.Now + Duration.FromDays(3) - Duration.FromMinutes(5),
            MoveOn.ByOf(scene.World, scene.Find(id)));
    }

    [Fact]
    public void Elsewhere_anybody_may_stay()
    {
        var scene = Gallery.Scene;
        var id = Gallery.At(Stage.HandedOver);
        Assert.Null(MoveOn.ByOf(scene.World, scene.Find(id)));
        Assert.Equal(NextAct.Close, Next(scene, id).Act);
    }

    // Nobody stays longer than three days in the kind of care of house-high.
    private static Scene Short()
    {
        var scene = Gallery.Scene;
        scene.Do(
            new Define(new TermRow(new Term(
                Term.StayIn("elv-high"), new("verblijf", "stay"), 3))),
            Actor.System);
        return scene;
    }

    private static NextStep Next(Scene scene, CareRequestId id) =>
        NextStep.Of(scene.World, scene.Find(id));

    private static Attempt<OpenFollowUp> To(Attempt<OpenFollowUp> attempt, CareRequestId id) =>
        attempt with
        {
            Request = new OpenFollowUp(
                id, "1001",
                Gallery.Scene.Words(
                    SealedField.Contact, "06-10000000",
                    person: attempt.World.Access.Find(id)?.Person),
                null, null),
        };

    private static Attempt<OpenFollowUp> Twice(Attempt<OpenFollowUp> attempt) => attempt with
    {
        World = Play.Decide(
            attempt.World, To(attempt, Gallery.At(Stage.HandedOver)).Request,
            new(attempt.Now, TestRegion.Desk)).World,
    };
}
