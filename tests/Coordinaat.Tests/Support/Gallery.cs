using Coordinaat.Domain.Access;
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

        return scene;
    }
}
