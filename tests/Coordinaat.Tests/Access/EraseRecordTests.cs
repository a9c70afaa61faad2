using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Access;

/// <summary>
/// A record is destroyed by the organisation that keeps it, never while the patient is being
/// helped, and figures stay.
/// </summary>
public sealed class EraseRecordTests
{
    private static readonly CareRequestId Closed = Gallery.At(Stage.Closed);

    private static readonly Actor HolderAdmin =
        TestRegion.Desk with { Roles = Roles.Administrator };

    internal static readonly RefusalTable<EraseRecord, EraseRefusal> Erase = new(
        () => new(Gallery.Scene, new EraseRecord(Closed), HolderAdmin),
        (EraseRefusal.RequestUnknown, a => a with { Request = new(new CareRequestId(99)) }),
        (EraseRefusal.RequestArchived, a => a with { Request = new(Gallery.Archived) }),
        (EraseRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (EraseRefusal.NotAllowed, a => a with
        {
            By = HolderAdmin with { Organisation = TestRegion.Nurse.Organisation },
        }),
        (EraseRefusal.StillOpen, a => a with { Request = new(Gallery.At(Stage.Judged)) }));

    internal static readonly RefusalTable<EraseArchivedRecord, EraseRefusal> EraseArchived = new(
        () => new(
            Gallery.Scene,
            new EraseArchivedRecord(
                Gallery.Archived, HolderAdmin.Organisation, [Scene.Person(1)], null,
                IsErased: false),
            HolderAdmin),
        (EraseRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = Closed },
        }),
        (EraseRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = new(99) },
        }),
        (EraseRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (EraseRefusal.NotAllowed, a => a with
        {
            Request = a.Request with { Holder = TestRegion.Nurse.Organisation },
        }),
        (EraseRefusal.StillOpen, a => a with
        {
            Request = a.Request with
            {
                Persons = [a.World.Access[Gallery.At(Stage.Judged)].Person],
            },
        }),
        (EraseRefusal.StillOpen, a => a with
        {
            Request = a.Request with
            {
                MergedInto = Gallery.At(Stage.Judged),
            },
        }));

    public static TheoryData<int, EraseRefusal> Rows => Erase.Rows;

    public static TheoryData<int, EraseRefusal> ArchivedRows => EraseArchived.Rows;

    [Theory]
    [MemberData(nameof(ArchivedRows))]
    public void Erasing_what_is_archived_is_refused_by_the_first_rule_broken(
        int row, EraseRefusal expected) => EraseArchived.Check(row, expected);

    [Fact]
    public void An_archived_record_is_destroyed_once_and_the_world_stays_as_it_is()
    {
        var scene = Gallery.Scene;
        var ask = EraseArchived.Good().Request;
        var before = scene.World;

        Assert.Equal([new RecordErased(Gallery.Archived)], scene.Do(ask, HolderAdmin));
        Assert.Empty(scene.Do(ask with { IsErased = true }, HolderAdmin));
        Assert.Same(before.Access, scene.World.Access);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Erasing_is_refused_by_the_first_rule_broken(int row, EraseRefusal expected) =>
        Erase.Check(row, expected);

    [Fact]
    public void A_destroyed_record_keeps_its_times_and_its_ending_and_is_destroyed_once()
    {
        var scene = Gallery.Scene;
        var before = scene.Find(Closed);

        Assert.Equal([new RecordErased(Closed)], scene.Do(new EraseRecord(Closed), HolderAdmin));
        Assert.Empty(scene.Do(new EraseRecord(Closed), HolderAdmin));
        Assert.Equal(before.Ending, scene.Find(Closed).Ending);
        Assert.Equal(before.ReceivedAt, scene.Find(Closed).ReceivedAt);
        Assert.True(scene.Find(Closed).IsErased);
    }
}
