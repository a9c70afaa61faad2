using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Capacity;

/// <summary>How far "free" can be believed, learned from answers (FR-C5, R20).</summary>
public sealed class TrustTests
{
    private static readonly UnitId House = TestRegion.Unit("house-high");

    [Theory]
    [InlineData(5, Reply.No, "bed-given-away", 1, 1, 0, 0)]
    [InlineData(5, Reply.No, "no-staff", 1, 0, 0, 0)]
    [InlineData(5, Reply.Yes, "", 1, 0, 0, 0)]
    [InlineData(0, Reply.No, "bed-given-away", 0, 0, 1, 0)]
    [InlineData(null, Reply.Yes, "", 0, 0, 1, 1)]
    public void An_answer_is_held_against_what_the_figures_said(
        int? free, Reply reply, string reason, int saidFree, int lacked, int saidFull, int anyway)
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Asking);
        var offer = scene.World.Placement.ListOffers(id).Single(o => o.IsPending);
        var by = TestRegion.Actors.First(
            a => Ownership.IsOwn(scene.World.Regions, offer.Unit, a) && !a.IsSystem);
        if (free is { } places)
        {
            scene.Do(
                new ReportCapacity(
                    offer.Unit, places, 0, places, 0, scene.Now, FigureSource.Manual),
                by);
        }
        else
        {
            scene = Old(scene);
        }

        scene.Do(new AnswerOffer(offer.Id, reply, reason, null, scene.Note("zr. De Vries")), by);

        Assert.Equal(
            new Trust(saidFree, lacked, saidFull, anyway),
            scene.World.Capacity.TrustOf(offer.Unit));
        var care = scene.World.Regions.Units[offer.Unit.Value].CareType;
        var calibration = scene.World.Capacity.CalibrationOf(care);
        Assert.Equal((saidFree, lacked), (calibration.SaidFree.Sum(), calibration.Lacked.Sum()));
    }

    [Theory]
    [InlineData(0, 0, 900)]
    [InlineData(1, 1, 818)]
    [InlineData(90, 0, 990)]
    [InlineData(90, 90, 90)]
    public void Small_numbers_are_drawn_to_what_is_presumed(
        int saidFree, int lacked, int permille) =>
        Assert.Equal(permille, new Trust(saidFree, lacked, 0, 0).Permille);

    [Fact]
    public void Others_see_it_only_once_enough_is_known()
    {
        Assert.False(new Trust(Trust.ShownFrom - 1, 5, 0, 0).IsShown);
        Assert.True(new Trust(Trust.ShownFrom, 5, 0, 0).IsShown);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 2)]
    [InlineData(6, 3)]
    [InlineData(60, 3)]
    public void Calibration_counts_by_how_many_places_were_said(int places, int bucket)
    {
        var after = Calibration.None.After(places, isLack: true);
        Assert.Equal(1, after.SaidFree[bucket]);
        Assert.Equal(1, after.Lacked[bucket]);
        Assert.Equal(1, after.SaidFree.Sum());
    }

    [Fact]
    public void A_unit_whose_free_is_seldom_true_ranks_behind_its_equal()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Seeking);
        var need = scene.World.Triage[id].Need!;
        var trusted = Domain.Matching.Ranking.Assess(
            scene.World, need, House, new(155_000, 463_000), scene.Now);
        var doubted = Domain.Matching.Ranking.Assess(
            scene.World with
            {
                Capacity = scene.World.Capacity with
                {
                    Trusts = scene.World.Capacity.Trusts.Set(
                        House.Value - 1, new Trust(20, 20, 0, 0)),
                },
            },
            need, House, new(155_000, 463_000), scene.Now);

        Assert.Equal(0, trusted.TrustCost);
        Assert.Equal(600, doubted.TrustCost);
        Assert.Equal(trusted.Cost + 600, doubted.Cost);
    }

    private static Scene Old(Scene scene)
    {
        scene.Wait(24 * 60);
        return scene;
    }
}
