using System.Text.Json;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests;

/// <summary>
/// The world is what its events say: folding them again gives the same world, and so does a
/// snapshot of it, with every index that is derived and not stored.
/// </summary>
public sealed class WorldTests
{
    [Fact]
    public void A_played_world_survives_a_snapshot_with_all_that_is_derived()
    {
        var world = PlayedThrough().World;

        AssertSame(world, Decoded(world), "snapshot");
        AssertSame(Gallery.Scene.World, Decoded(Gallery.Scene.World), "snapshot of the gallery");
        AssertSame(World.Empty, Decoded(World.Empty), "snapshot of nothing");
    }

    [Fact]
    public void Folding_the_journal_again_gives_the_same_world()
    {
        var scene = PlayedThrough();
        var again = scene.Journal.Aggregate(Gallery.Scene.World, (w, r) => w.After(r));

        AssertSame(scene.World, again, "replay");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void An_event_that_is_not_the_next_one_is_not_folded(int ahead)
    {
        var world = TestRegion.World;
        var recorded = new Recorded(
            world.Number + ahead, 1, default, TestRegion.Start, Actor.System, default, 0,
            new UnitsOpened(new PoolId(1)));

        Assert.Throws<InvalidOperationException>(() => world.After(recorded));
    }

    [Fact]
    public void An_older_world_does_not_change_when_a_newer_one_is_made()
    {
        var before = Snapshots.HashOf(Gallery.Scene.World);
        var scene = Gallery.Scene;
        foreach (var stage in Enum.GetValues<Stage>())
        {
            scene.BringTo(stage);
        }

        Assert.Equal(before, Snapshots.HashOf(Gallery.Scene.World));
    }

    [Fact]
    public void Every_stream_of_an_event_belongs_to_a_region()
    {
        var scene = PlayedThrough();

        Assert.All(
            scene.Journal.Where(r => r.Happened is not Domain.Regions.RegionsEvent
                && (r.Happened is CareRequestArchived || !IsOfArchived(scene.World, r))),
            r => Assert.Equal(new RegionId(1), scene.World.RegionOf(r.Happened)));
        Assert.Equal(default, scene.World.RegionOf(new StreamKey(StreamKind.Region, 0)));
    }

    private static bool IsOfArchived(World world, Recorded recorded) =>
        recorded.Happened is RequestEvent e && world.Access.IsArchived(e.Request);

    /// <summary>Two worlds are the same when their canonical bytes and their indexes are.</summary>
    internal static void AssertSame(World expected, World actual, string what)
    {
        Assert.True(
            Snapshots.Encode(expected).AsSpan().SequenceEqual(Snapshots.Encode(actual)), what);
        Assert.True(expected.Deadlines.SequenceEqual(actual.Deadlines), $"{what}: deadlines");
        Assert.True(expected.Access.Open.SequenceEqual(actual.Access.Open), $"{what}: open");
        Assert.True(
            InOrder(expected).SequenceEqual(InOrder(actual)), $"{what}: closed");
        Assert.Equal(expected.NextArchival?.At, actual.NextArchival?.At);
        Assert.True(
            expected.Placement.Pending.SequenceEqual(actual.Placement.Pending),
            $"{what}: pending");
        Assert.True(
            expected.Visits.Requests.SequenceEqual(actual.Visits.Requests), $"{what}: visits");
        Assert.True(
            Flat(expected.Access).SequenceEqual(Flat(actual.Access)), $"{what}: by person");
        Assert.True(
            expected.Accounts.ByPerson.OrderBy(p => p.Value.Value)
                .SequenceEqual(actual.Accounts.ByPerson.OrderBy(p => p.Value.Value)),
            $"{what}: accounts by person");
    }

    // Those that closed in one moment may stand in any order.
    private static IEnumerable<CareRequestId> InOrder(World world) =>
        world.Access.Closed.Where(id => world.Access.Find(id) is not null)
            .OrderBy(id => world.Access[id].StageSince).ThenBy(id => id.Value);

    internal static World Decoded(World world) =>
        JsonSerializer.Deserialize<World>(Snapshots.Encode(world), EventCodec.Json)!;

    private static IEnumerable<(PersonId, CareRequestId)> Flat(AccessState access) =>
        access.OpenByPerson.OrderBy(p => p.Key.Value)
            .SelectMany(p => p.Value.Select(r => (p.Key, r)));

    // Everything that can happen, happens at least once.
    private static Scene PlayedThrough()
    {
        var scene = Gallery.Scene;
        scene.Do(new RecordFailedSignIn(TestRegion.Desk.Account), Actor.System);
        scene.Do(new OpenSession(TestRegion.Desk.Account, new(new Guid(1, 1, 1, new byte[8])), 0),
            Actor.System);
        var beside = scene.Find(Gallery.At(Stage.Asking)).Person;
        scene.Do(
            scene.Registration(person: beside) with
            {
                IsLifeThreat = true, ContinuedWhy = scene.Note(),
                Story = scene.Words(SealedField.Story, "gevallen"),
            },
            TestRegion.Triagist);
        var id = new CareRequestId(scene.World.Access.Requests.Count);
        scene.Do(
            new HandOverLifeThreat(id, scene.Words(SealedField.Professional, "B"), null),
            TestRegion.Desk);
        scene.Do(
            new IdentifyPatient(
                id, Scene.Person(70_000), null, Domain.Regions.AgeBand.Adult,
                scene.Words(SealedField.Identity, "J")),
            TestRegion.Desk);
        scene.Do(new AddNote(id, scene.Note()), TestRegion.Desk);
        var ifs = scene.BringTo(Stage.TransportRequested, reply: Reply.YesIf);
        scene.Do(new ReleasePlace(ifs, "not-coming", scene.Note()), TestRegion.Nurse);
        scene.Do(new WithdrawOffer(scene.Ask(ifs, "villa-high")), TestRegion.Desk);
        scene.Do(
            TestRegion.Stop(TestRegion.Unit("house-high"), 60), TestRegion.Nurse);
        scene.BringTo(Stage.HandedOver, "hospital-ed");
        scene.Archive(scene.BringTo(Stage.Closed, "hospital-ed"));
        scene.BringTo(Stage.Arrived, "house-team");
        scene.BringTo(Stage.Agreed, "clinic-closed");
        scene.Wait(600);
        scene.Do(
            new ReportLocation(
                scene.World.Regions.Units[TestRegion.Unit("house-grz").Value].Location,
                [new(TestRegion.Unit("house-grz"), 5, 0, 5, 1)], scene.Now, FigureSource.Feed),
            TestRegion.Nurse);
        Assert.Contains(scene.Journal, r => r.Happened is ArrivalOverdue);
        Assert.Contains(scene.Journal, r => r.Happened is OfferUnanswered && r.Cause > 0);
        return scene;
    }
}
