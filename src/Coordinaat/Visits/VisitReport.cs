using System.Text;
using Coordinaat.Access;
using Coordinaat.Components;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Visits;

namespace Coordinaat.Visits;

/// <summary>What a GP is told of a visit, as one text: asked, done, found, advised (R21).</summary>
/// <remarks>No name of the patient or of staff, no address, and nothing of how to come in or what
/// to beware of: who reads it knows the patient, and the number says which visit it was.</remarks>
internal static class VisitReport
{
    public static string Of(
        View view, Engine.Vault vault, CareRequest request, NursingVisit visit)
    {
        if (visit.Result is not { } result)
        {
            return "";
        }

        var (order, text) = (visit.Order, new StringBuilder());
        string T(string nl, string en) => view.T(nl, en);
        text.Line(T("Bezoek wijkverpleging", "Nursing visit"),
            $"{T("zorgvraag", "request")} {request.Id.Value}", view.Label(request.Age),
            Times(view, visit, result));
        text.Line(T("S – Gevraagd", "S – Asked"), Tasks(view, order),
            vault.OpenText(order.Prescription?.Words), vault.OpenText(order.Indication),
            order.Prescription is { } by
                ? $"{T("op verzoek van", "asked by")} {view.Code(CodeList.Prescriber, by.Function)}"
                : null,
            order.Anticoagulants is { } taken
                ? $"{T("antistolling", "anticoagulants")}: {view.Label(taken)}"
                : null);
        text.Line(T("O – Bevonden", "O – Found"), vault.OpenText(result.Found));
        text.Line(T("E – Uitkomst", "E – Outcome"), view.Label(result.Outcome),
            vault.OpenText(result.Done));
        text.Line(T("P – Advies", "P – Advice"), vault.OpenText(result.Advice));
        return text.ToString().TrimEnd();
    }

    /// <summary>The tasks in words.</summary>
    public static string Tasks(View view, VisitOrder order) =>
        string.Join(", ", order.Tasks.Select(t => view.Code(CodeList.VisitTask, t)));

    private static string Times(View view, NursingVisit visit, VisitResult result) =>
        (visit.ArrivedAt is { } arrived
            ? $"{view.T("aangekomen", "arrived")} {view.Clock(arrived)}, "
            : "")
        + $"{view.T("klaar", "ready")} {view.Clock(result.HappenedAt)}"
        + (visit.Nurse is { } nurse
            ? $" ({view.Code(CodeList.Function, nurse.Function).ToLowerInvariant()})"
            : "");
}
