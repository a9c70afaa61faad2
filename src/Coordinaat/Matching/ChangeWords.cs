using Coordinaat.Components;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Matching;

/// <summary>What could be otherwise, in words.</summary>
internal static class ChangeWords
{
    /// <summary>One change, as it follows "possible with".</summary>
    public static string Of(Change change, View view) => change switch
    {
        LeaveLater c => view.T("vervoer vanaf ", "transport from ") + view.Clock(c.At),
        LadderReached c => view.T("zoeken vanaf ", "looking from ") + view.Clock(c.At)
            + view.T(" (afspraak)", " (agreed)"),
        TravelBy c => NameOf(view.Regions, c.Transport, view),
        PlacesFree { Count: 1 } => view.T("één plek erbij", "one more place"),
        PlacesFree c => $"{c.Count} {view.T("plekken erbij", "more places")}",
        SomebodyOnDuty c => view.Code(CodeList.Function, c.Function)
            + view.T(" van dienst", " on duty"),
        NeedWithout c => view.T("in overleg: zonder ", "by consultation: without ")
            + string.Join(", ", Enum.GetValues<Features>()
                .Where(f => f != Features.None && c.Feature.HasFlag(f)).Select(f => view.Label(f))),
        NeedLighter c => view.T("in overleg: complexiteit ", "by consultation: complexity ")
            + view.Label(c.Most),
        HomeExpected => view.T(
            "in overleg: terug naar huis verwacht", "by consultation: return home expected"),
        _ => change.GetType().Name,
    };

    private static string NameOf(RegionsState regions, string transport, View view) =>
        regions.Transports[regions.Transports.NumberOf(transport)].Name.In(view.Language);
}
