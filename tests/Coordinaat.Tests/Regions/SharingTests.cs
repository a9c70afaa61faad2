using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Regions;

/// <summary>What an organisation shares with whom, and the minimum that it cannot keep (R16).
/// </summary>
public sealed class SharingTests
{
    internal static readonly RefusalTable<SetSharing, SetSharingRefusal> Set = new(
        () => new(
            new Scene(), new SetSharing(Sharing.Usual with { Use = SharedWith.Nobody }),
            TestRegion.Nurse),
        (SetSharingRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (SetSharingRefusal.NotAllowed, a => a with { By = TestRegion.Admin }),
        (SetSharingRefusal.MinimumHidden, a => a with
        {
            Request = new(a.Request.Sharing with { Minimum = SharedWith.Nobody }),
        }),
        (SetSharingRefusal.MinimumHidden, a => a with
        {
            Request = new(a.Request.Sharing with { Minimum = default }),
        }),
        (SetSharingRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    private static readonly UnitId House = TestRegion.Unit("house-low");

    public static TheoryData<int, SetSharingRefusal> SetRows => Set.Rows;

    [Theory]
    [MemberData(nameof(SetRows))]
    public void A_choice_is_refused_by_the_first_rule_broken(int row, SetSharingRefusal expected) =>
        Set.Check(row, expected);

    [Theory]
    [InlineData(SharedWith.Nobody, UnitParts.Minimum, UnitParts.None)]
    [InlineData(SharedWith.Region, UnitParts.All, UnitParts.None)]
    [InlineData(SharedWith.Neighbours, UnitParts.All, UnitParts.None)]
    public void Without_the_minimum_neighbours_see_nothing_and_partners_see_it_always(
        SharedWith rest, UnitParts partner, UnitParts neighbour)
    {
        var scene = new Scene();
        scene.Do(new SetSharing(new(SharedWith.Region, rest, rest, rest, rest)), TestRegion.Nurse);

        Assert.Equal(
            (UnitParts.All, partner, neighbour),
            (scene.World.Regions.SeenBy(TestRegion.Nurse, House),
                scene.World.Regions.SeenBy(TestRegion.Desk, House),
                Far(scene, House)));
    }

    [Fact]
    public void Each_part_is_shared_by_its_own_choice()
    {
        var scene = new Scene();
        var (no, near, far) = (SharedWith.Nobody, SharedWith.Region, SharedWith.Neighbours);
        scene.Do(new SetSharing(new(far, near, no, far, near)), TestRegion.Nurse);

        Assert.Equal(
            UnitParts.Minimum | UnitParts.Use | UnitParts.History | UnitParts.Contacts,
            scene.World.Regions.SeenBy(TestRegion.Desk, House));
        Assert.Equal(UnitParts.Minimum | UnitParts.History, Far(scene, House));
        Assert.Equal(
            UnitParts.All,
            scene.World.Regions.SeenBy(TestRegion.Desk, TestRegion.Unit("villa-high")));
    }

    [Fact]
    public void The_same_choice_again_stores_nothing()
    {
        var scene = new Scene();

        Assert.Empty(scene.Do(new SetSharing(Sharing.Usual), TestRegion.Nurse));
        var kept = Sharing.Usual with { History = SharedWith.Nobody };
        Assert.Single(scene.Do(new SetSharing(kept), TestRegion.Nurse));
        Assert.Empty(scene.Do(new SetSharing(kept), TestRegion.Nurse));
        Assert.Equal(
            scene.World.PartsOf(new StreamKey(
                StreamKind.Organisation, TestRegion.Nurse.Organisation.Value)),
            scene.World.Regions.UnitsOf(TestRegion.Nurse.Organisation)
                .Select(u => scene.World.Regions.Units[u.Value].Pool).Distinct()
                .Select(p => new StreamKey(StreamKind.Pool, p.Value)));
    }

    // Somebody of a region beside it.
    private static UnitParts Far(Scene scene, UnitId unit)
    {
        scene.Do(new Define(new RegionRow(new Region("far", "Verweg", "NL", 1, "112"))),
            Actor.System);
        scene.Do(new Define(new OrganisationRow("far-desk", "Balie", Sector.Other, "far")),
            Actor.System);
        var organisation = scene.World.Regions.Organisations.NumberOf("far-desk");
        return scene.World.Regions.SeenBy(
            new Actor(new AccountId(99), new OrganisationId(organisation), Roles.Coordinator),
            unit);
    }
}
