using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Tests.Support;

/// <summary>A world with one care request at every stage, and room everywhere.</summary>
internal static class Gallery
{
    private static readonly Lazy<Scene> Played = new(Build);

    /// <summary>A scene of one's own that begins with the gallery.</summary>
    public static Scene Scene => new(Played.Value.World);

    /// <summary>The request at a stage; its accepted unit, if any, is <c>house-high</c>.</summary>
    public static CareRequestId At(Stage stage) => new((int)stage);

    /// <summary>The offer that the request at a stage made last.</summary>
    public static OfferId OfferOf(Stage stage) =>
        Played.Value.World.Placement[At(stage)].Offers[^1];

    /// <summary>A request that was withdrawn long ago, and is archived.</summary>
    public static CareRequestId Archived => new((int)Stage.Closed + 1);

    /// <summary>Its question to a unit.</summary>
    public static OfferId ArchivedOffer => new(Played.Value.World.Placement.Offers.Count);

    private static Scene Build()
    {
        var scene = new Scene();
        for (var unit = 1; unit <= scene.World.Regions.Units.Count; unit++)
        {
            scene.Report(scene.World.Regions.Units[unit].Code, 100);
        }

        foreach (var stage in Enum.GetValues<Stage>())
        {
            Assert.Equal(At(stage), scene.BringTo(stage));
        }

        Assert.Equal(Archived, scene.BringTo(Stage.Asking, "villa-high"));
        scene.Do(new CloseCareRequest(Archived, Ending.Withdrawn, null), TestRegion.Desk);
        scene.Archive(Archived);
        return scene;
    }
}
