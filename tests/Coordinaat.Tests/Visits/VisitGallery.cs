using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Visits;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Visits;

/// <summary>How far the visit of a request came.</summary>
internal enum At
{
    /// <summary>A team said yes; no visit was ordered.</summary>
    Bare = 1,

    /// <summary>A visit was ordered, and no team said yes.</summary>
    Unplaced,

    /// <summary>Ordered, and a team said yes.</summary>
    Ordered,

    /// <summary>It is known who goes.</summary>
    Assigned,

    /// <summary>The nurse is there.</summary>
    Arrived,

    /// <summary>It is known how it went.</summary>
    Finished,

    /// <summary>The GP heard of it.</summary>
    HandedBack,

    /// <summary>The order was taken back.</summary>
    Withdrawn,

    /// <summary>The request was closed before anybody went.</summary>
    Closed,

    /// <summary>As many visits as there may be, all taken back.</summary>
    Full,
}

/// <summary>The gallery, with a request at every step of a visit.</summary>
internal static class VisitGallery
{
    private static readonly Lazy<(Scene Scene, Dictionary<At, CareRequestId> Ids)> Played =
        new(Build);

    /// <summary>A scene of one's own that begins here.</summary>
    public static Scene Scene => new(Played.Value.Scene.World);

    public static CareRequestId Id(At at) => Played.Value.Ids[at];

    /// <summary>A new request in a scene, brought so far.</summary>
    public static CareRequestId BringTo(Scene scene, At at)
    {
        var id = scene.BringTo(at == At.Unplaced ? Stage.Seeking : Stage.Agreed, "house-team");
        if (at == At.Full)
        {
            for (var i = 0; i < OrderVisit.VisitsMax; i++)
            {
                scene.Do(scene.Visit(id), TestRegion.Desk);
                scene.Do(new WithdrawVisit(id, scene.Note()), TestRegion.Desk);
            }

            return id;
        }

        Action[] steps =
        [
            () => scene.Do(scene.Visit(id), TestRegion.Desk),
            () => scene.Do(scene.Nurse(id), TestRegion.Nurse),
            () => scene.Do(new TellOfVisit(id, VisitProgress.Arrived, null), TestRegion.Nurse),
            () => scene.Do(scene.Finish(id), TestRegion.Nurse),
            () => scene.Do(scene.HandBack(id), TestRegion.Nurse),
        ];
        foreach (var step in steps[..(at switch
        {
            At.Bare => 0,
            At.Unplaced or At.Ordered or At.Withdrawn or At.Closed => 1,
            _ => at - At.Ordered + 1,
        })])
        {
            step();
        }

        if (at == At.Withdrawn)
        {
            scene.Do(new WithdrawVisit(id, scene.Note()), TestRegion.Desk);
        }
        else if (at == At.Closed)
        {
            scene.Do(new CloseCareRequest(id, Ending.Withdrawn, null), TestRegion.Desk);
        }

        return id;
    }

    private static (Scene Scene, Dictionary<At, CareRequestId> Ids) Build()
    {
        var scene = Gallery.Scene;
        return (scene, Enum.GetValues<At>().ToDictionary(a => a, a => BringTo(scene, a)));
    }
}
