using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Visits;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Visits;

/// <summary>
/// R14: how to come in and what to beware of is read by the desk, and by the team that said yes as
/// long as somebody has to go.
/// </summary>
public sealed class VisitNotesTests
{
    [Theory]
    [InlineData((int)At.Ordered, true)]
    [InlineData((int)At.Arrived, true)]
    [InlineData((int)At.Finished, false)]
    [InlineData((int)At.Withdrawn, false)]
    [InlineData((int)At.Closed, false)]
    public void Whoever_said_yes_reads_the_notes_until_the_visit_is_over(int at, bool mayRead)
    {
        var scene = new Scene();
        var id = VisitGallery.BringTo(scene, (At)at);

        Assert.Equal(mayRead, MayRead(scene, TestRegion.Nurse, id));
        Assert.True(MayRead(scene, TestRegion.Desk, id));
        Assert.False(MayRead(scene, TestRegion.NurseTwo, id));
        Assert.False(MayRead(scene, TestRegion.Referrer, id));
        Assert.False(MayRead(scene, TestRegion.Manager, id));
    }

    [Fact]
    public void Whoever_was_only_asked_reads_no_notes_and_whoever_gave_up_no_longer()
    {
        var scene = new Scene();
        var id = VisitGallery.BringTo(scene, At.Unplaced);
        var offer = scene.Ask(id, "house-team");
        Assert.Equal(
            Disclosure.Need, Disclosures.Of(scene.World, TestRegion.Nurse, scene.Find(id)));
        Assert.False(MayRead(scene, TestRegion.Nurse, id));
        scene.Do(scene.Answer(offer, Reply.Yes), TestRegion.Nurse);
        Assert.True(MayRead(scene, TestRegion.Nurse, id));
        scene.Do(new ReleasePlace(id, "not-coming", null), TestRegion.Nurse);
        Assert.False(MayRead(scene, TestRegion.Nurse, id));
    }

    [Fact]
    public void A_request_that_closes_ends_its_visit()
    {
        var scene = new Scene();
        var id = VisitGallery.BringTo(scene, At.Assigned);
        scene.Do(new CloseCareRequest(id, Ending.Died, null), TestRegion.Desk);

        Assert.Equal(VisitEnd.RequestClosed, scene.World.Visits.Last(id)!.End);
        Assert.Equal(
            VisitRefusal.RequestClosed,
            scene.Try(new TellOfVisit(id, VisitProgress.Arrived, null), TestRegion.Nurse));
    }

    private static bool MayRead(
        Scene scene, Domain.Kernel.Actor by, Domain.Kernel.CareRequestId id) =>
        VisitParties.MayReadNotes(
            scene.World, by, scene.Find(id), scene.World.Visits.Last(id)!);
}
