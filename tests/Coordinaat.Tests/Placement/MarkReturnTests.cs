using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Placement;

/// <summary>A patient who goes back to the sender when possible does so from any place.</summary>
public sealed class MarkReturnTests
{
    internal static readonly RefusalTable<MarkReturn, AgreePlaceRefusal> Return = new(
        () => new(Gallery.Scene, new MarkReturn(Gallery.At(Stage.Agreed), true), TestRegion.Desk),
        (AgreePlaceRefusal.RequestUnknown, a => To(a, new(99))),
        (AgreePlaceRefusal.RequestArchived, a => To(a, Gallery.Archived)),
        (AgreePlaceRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (AgreePlaceRefusal.StageForbids, a => To(a, Gallery.At(Stage.Closed))),
        (AgreePlaceRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    public static TheoryData<int, AgreePlaceRefusal> Rows => Return.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_return_is_refused_by_the_first_rule_broken(
        int row, AgreePlaceRefusal expected) => Return.Check(row, expected);

    [Fact]
    public void It_is_stored_once_stays_with_another_place_and_can_be_taken_back()
    {
        var scene = Gallery.Scene;
        var id = Gallery.At(Stage.Agreed);
        Assert.Equal(
            [new ReturnMarked(id, true)], scene.Do(new MarkReturn(id, true), TestRegion.Desk));
        Assert.Empty(scene.Do(new MarkReturn(id, true), TestRegion.Desk));
        scene.Do(new ReleasePlace(id, "not-coming", null), TestRegion.Desk);
        Assert.True(scene.World.Placement[id].ReturnsToSender);

        scene.Do(new MarkReturn(id, false), TestRegion.Desk);
        Assert.False(scene.World.Placement[id].ReturnsToSender);
    }

    private static Attempt<MarkReturn> To(Attempt<MarkReturn> attempt, CareRequestId id) =>
        attempt with { Request = attempt.Request with { Request = id } };
}
