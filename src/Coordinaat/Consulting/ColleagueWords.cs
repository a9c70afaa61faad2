using Coordinaat.Components;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Handover;

namespace Coordinaat.Consulting;

/// <summary>What happened between colleagues, in words.</summary>
internal static class ColleagueWords
{
    /// <summary>Words for an event; null for one of another capability.</summary>
    public static EventWords? Of(View view, RequestEvent happened) => happened switch
    {
        ConsultationAsked e => new(
            $"{view.T("Overleg gevraagd", "Advice asked")}: {NameOf(view, e.Discipline)}, "
            + view.Organisation(e.Organisation), e.Question),
        ConsultationAnswered e => new(
            $"{view.T("Advies van", "Advice of")} {NameOf(view, Find(view, e.Request, e.Number))}"
            + (e.Urgency.Length > 0 ? $" ({e.Urgency})" : ""), e.Spoken, e.Words),
        ConsultationWithdrawn e => new(
            $"{view.T("Vraag om overleg teruggenomen", "Question for advice taken back")}: "
            + NameOf(view, Find(view, e.Request, e.Number))),
        ConsultationUnanswered e => new(
            $"{NameOf(view, Find(view, e.Request, e.Number))}: "
            + view.T("geen antwoord – bel nu", "no answer – call now")),
        ConsultationShut e => new(
            $"{view.T("Dossier niet meer open voor", "No longer open to")} "
            + view.Organisation(Find(view, e.Request, e.Number).Organisation)),
        JointTriageConcluded e => new(
            view.T("Gezamenlijke triage afgesloten", "Joint triage concluded"), e.Conclusion),
        AdviceRead e => new(
            view.T("Advies gelezen", "Advice read") + ": " + string.Join(
                ", ", view.World.Consultation[e.Request].All.Where(c => c.Round == e.Round)
                    .Select(c => NameOf(view, c)))),
        LeadOffered e => new(
            $"{view.T("Aanspreekpunt aangeboden aan", "Lead offered to")} "
            + (e.Account.Value > 0 ? $"{view.Staff.Of(e.Account)}, " : "")
            + view.Organisation(e.Organisation), e.ToDo),
        LeadAccepted e => new(e.WasToldAgain
            ? view.T(
                "Overdracht aangenomen, verhaal opnieuw verteld",
                "Hand-over accepted, story told again")
            : view.T("Overdracht aangenomen", "Hand-over accepted")),
        LeadDeclined e => new(
            view.T("Overdracht niet aangenomen", "Hand-over declined"), e.Reason),
        LeadOfferWithdrawn => new(
            view.T("Aanbod van de overdracht teruggenomen", "Offer of the lead taken back")),
        LeadOfferUnanswered => new(
            view.T("Overdracht: geen antwoord – bel nu", "Hand-over: no answer – call now")),
        _ => null,
    };

    /// <summary>What people call a discipline.</summary>
    public static string NameOf(View view, string discipline) =>
        view.Code(CodeList.Discipline, discipline);

    private static string NameOf(View view, AskedConsultation asked) =>
        NameOf(view, asked.Discipline);

    private static AskedConsultation Find(View view, CareRequestId request, int number) =>
        view.World.Consultation[request].All[number - 1];
}
