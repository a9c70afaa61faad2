using System.Numerics;
using Coordinaat.Components;
using Coordinaat.Domain.Matching;

namespace Coordinaat.Matching;

/// <summary>A rule in words when it was passed; when it failed, its label says so.</summary>
internal static class RuleWords
{
    /// <summary>Every rule, one by one.</summary>
    public static readonly Rules[] Single =
        [.. Enum.GetValues<Rules>().Where(r => BitOperations.PopCount((uint)r) == 1)];

    public static string Passed(Rules rule, View view) => rule switch
    {
        Rules.CareType => view.T("geeft deze zorg", "gives this care"),
        Rules.Complexity => view.T("kan deze complexiteit aan", "can give care this complex"),
        Rules.Age => view.T("neemt deze leeftijd", "takes this age"),
        Rules.Isolation => view.T("isolatie in orde", "isolation as needed"),
        Rules.Wandering => view.T("veilig bij dwalen, zo nodig", "safe for wandering, if needed"),
        Rules.Bariatric => view.T("bariatrisch materiaal, zo nodig", "bariatric, if needed"),
        Rules.OneToOne => view.T("één-op-één, zo nodig", "one-to-one, if needed"),
        Rules.Title => view.T("titel past bij de plek", "title fits the place"),
        Rules.ReturnHome => view.T("past bij terug naar huis", "fits return home"),
        Rules.NotThere => view.T("niet afgewezen door de patiënt", "not refused by the patient"),
        Rules.Reach => view.T("binnen bereik", "within reach"),
        Rules.Transport => view.T("vervoer kan dan rijden", "transport can leave then"),
        Rules.ArrivalHours => view.T("neemt dan op", "takes arrivals then"),
        Rules.DoctorCover => view.T(
            "arts en dienst bij aankomst", "doctor and duty cover the arrival"),
        Rules.Open => view.T("niet gesloten", "not closed"),
        Rules.Place => view.T("plek, of nog onbekend", "a place, or not known"),
        Rules.Equipment => view.T("apparatuur, zo nodig", "equipment, if needed"),
        Rules.Room => view.T("kamer past", "room fits"),
        Rules.Specialism => view.T("specialisme, zo nodig", "specialism, if needed"),
        Rules.NeonatalLevel => view.T("neonataal niveau, zo nodig", "neonatal level, if needed"),
        Rules.TraumaLevel => view.T("traumaniveau, zo nodig", "trauma level, if needed"),
        Rules.Ladder => view.T("binnen de afgesproken ladder", "within the agreed ladder"),
        Rules.Agreed => view.T("geen afspraak ertegen", "no agreement against it"),
        _ => view.Label(rule),
    };
}
