using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Access;

/// <summary>
/// R1: a life threat can be said at every moment of an open request, stands first until the
/// centralist took over by voice, and no other ending than death passes it.
/// </summary>
public sealed class LifeThreatTests
{
    private static readonly CareRequestId Open = Gallery.At(Stage.Received);
    private static readonly CareRequestId Closed = Gallery.At(Stage.Closed);

    internal static readonly RefusalTable<ReportLifeThreat, LifeThreatRefusal> Report = new(
        () => new(Gallery.Scene, new ReportLifeThreat(Open), TestRegion.Desk),
        (LifeThreatRefusal.RequestUnknown, a => a with { Request = new(new CareRequestId(99)) }),
        (LifeThreatRefusal.RequestArchived, a => a with { Request = new(Gallery.Archived) }),
        (LifeThreatRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (LifeThreatRefusal.RequestClosed, a => a with { Request = new(Closed) }));

    internal static readonly RefusalTable<HandOverLifeThreat, LifeThreatRefusal> HandOver = new(
        () => new(
            Threatened(),
            new HandOverLifeThreat(
                Open, Gallery.Scene.Words(SealedField.Professional, "mw. Bakker"), null),
            TestRegion.Desk),
        (LifeThreatRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = new(99) },
        }),
        (LifeThreatRefusal.RequestArchived, a => a with
        {
            Request = a.Request with { Request = Gallery.Archived },
        }),
        (LifeThreatRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (LifeThreatRefusal.RequestClosed, a => a with
        {
            Request = a.Request with { Request = Closed },
        }),
        (LifeThreatRefusal.NoOpenThreat, a => a with
        {
            Request = a.Request with { Request = Gallery.At(Stage.Agreed) },
        }),
        (LifeThreatRefusal.CentralistMissing, a => a with
        {
            Request = a.Request with
            {
                Centralist = Gallery.Scene.Words(SealedField.Professional, "  "),
            },
        }),
        (LifeThreatRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { HappenedAt = a.Now + Duration.FromMinutes(3) },
        }));

    public static TheoryData<int, LifeThreatRefusal> ReportRows => Report.Rows;

    public static TheoryData<int, LifeThreatRefusal> HandOverRows => HandOver.Rows;

    [Theory]
    [MemberData(nameof(ReportRows))]
    public void A_report_is_refused_by_the_first_rule_broken(int row, LifeThreatRefusal expected) =>
        Report.Check(row, expected);

    [Theory]
    [MemberData(nameof(HandOverRows))]
    public void A_hand_over_is_refused_by_the_first_rule_broken(
        int row, LifeThreatRefusal expected) => HandOver.Check(row, expected);

    [Fact]
    public void Life_threat_is_taken_at_every_open_stage_and_changes_no_stage()
    {
        foreach (var stage in Enum.GetValues<Stage>().Where(s => s != Stage.Closed))
        {
            var scene = Gallery.Scene;

            Assert.Equal(
                [new LifeThreatReported(Gallery.At(stage))],
                scene.Do(new ReportLifeThreat(Gallery.At(stage)), TestRegion.Triagist));
            Assert.Equal(stage, scene.Find(Gallery.At(stage)).Stage);
            Assert.Equal(
                NextAct.HandOverLifeThreat,
                NextStep.Of(scene.World, scene.Find(Gallery.At(stage))).Act);
        }
    }

    [Fact]
    public void It_goes_before_everything_else()
    {
        Assert.Equal(Domain.Lane.First, new ReportLifeThreat(Open).Lane);
        Assert.Equal(Domain.Lane.First, HandOver.Good().Request.Lane);
    }

    [Fact]
    public void Saying_it_twice_stores_it_once_and_after_the_hand_over_it_can_be_said_again()
    {
        var scene = Threatened();
        Assert.Empty(scene.Do(new ReportLifeThreat(Open), TestRegion.Desk));

        scene.Do(HandOver.Good().Request, TestRegion.Desk);
        Assert.False(scene.Find(Open).LifeThreat!.IsOpen);
        Assert.NotEmpty(scene.Do(new ReportLifeThreat(Open), TestRegion.Desk));
        Assert.True(scene.Find(Open).LifeThreat!.IsOpen);
    }

    [Fact]
    public void The_hand_over_keeps_the_time_that_was_given()
    {
        var scene = Threatened();
        var at = scene.Now - Duration.FromMinutes(4);
        scene.Do(HandOver.Good().Request with { HappenedAt = at }, TestRegion.Desk);

        Assert.Equal(at, scene.Find(Open).LifeThreat!.HandedOver);
    }

    [Theory]
    [InlineData(Ending.Withdrawn)]
    [InlineData(Ending.Advice)]
    [InlineData(Ending.Elsewhere)]
    [InlineData(Ending.NoPlace)]
    [InlineData(Ending.HandedTo112)]
    public void No_ending_but_death_passes_a_life_threat_that_is_open(Ending ending)
    {
        Assert.Equal(
            HandoverRefusal.LifeThreatOpen,
            Threatened().Try(new CloseCareRequest(Open, ending, null), TestRegion.Desk));
        Assert.NotEmpty(
            Threatened().Do(new CloseCareRequest(Open, Ending.Died, null), TestRegion.Desk));
    }

    private static Scene Threatened()
    {
        var scene = Gallery.Scene;
        scene.Do(new ReportLifeThreat(Open), TestRegion.Desk);
        return scene;
    }
}
