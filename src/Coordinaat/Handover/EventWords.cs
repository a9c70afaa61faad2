using System.Collections.Immutable;
using Coordinaat.Access;
using Coordinaat.Components;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Telephone;
using Coordinaat.Domain.Transport;
using Coordinaat.Domain.Triage;
using Coordinaat.Domain.Visits;

namespace Coordinaat.Handover;

/// <summary>An event in words, for the time line. What is sealed stays an id until it is shown.
/// </summary>
/// <param name="Text">What happened.</param>
/// <param name="Words">Sealed words beside it; nulls for those that are not there.</param>
internal readonly record struct EventWords(string Text, params SealedId?[] Words)
{
    /// <summary>Words for an event of a request.</summary>
    public static EventWords Of(View view, RequestEvent happened) =>
        OfAccess(view, happened) ?? OfAsking(view, happened) ?? OfMerging(view, happened)
            ?? OfPlacement(view, happened) ?? OfWaiting(view, happened) ?? OfVisit(view, happened)
            ?? Consulting.ColleagueWords.Of(view, happened)
            ?? OfJourney(view, happened);

    // Without a number: who reads this one may not know of the other (R12).
    private static EventWords? OfMerging(View view, RequestEvent happened) => happened switch
    {
        MergedInto => new(view.T(
            "Hetzelfde geval als een andere zorgvraag, die verder gaat",
            "The same case as another request, which goes on")),
        TookIn => new(view.T(
            "Een andere zorgvraag van deze persoon is hierbij gevoegd",
            "Another request of this person was merged into this one")),
        _ => null,
    };

    private static EventWords? OfAsking(View view, RequestEvent happened) => happened switch
    {
        CareAskedFor e => new(
            $"{view.T("Gevraagd", "Asked for")}: {view.Kind(e.Kind)}"
            + (e.Missing == IntakeFields.None
                ? ""
                : $"; {view.T("ontbrak", "missing")}: "
                    + IntakeMinimum.Names(e.Missing, view.Language)),
            e.Why),
        _ => null,
    };

    private static EventWords? OfAccess(View view, RequestEvent happened) => happened switch
    {
        CareRequestRegistered e => new(
            $"{view.T("Ontvangen van", "Received from")} {view.Label(e.Requester)}, "
            + view.Label(e.Channel), e.ContinuedWhy),
        CareReported e => new(
            $"{view.T("Gemeld; het dossier houdt", "Reported; the record is kept by")} "
            + view.Organisation(e.Holder)),
        LifeThreatReported => new(view.T("Levensgevaar gemeld", "Life threat reported")),
        LifeThreatHandedOver e => new(
            view.T("Overgedragen aan de centralist", "Handed over to the dispatcher")
            + $" ({view.Clock(e.HappenedAt)})", e.Centralist),
        LeadTaken e => new(
            $"{view.T("Vast aanspreekpunt", "Lead")}: {view.Staff.Of(e.Account)}"),
        PatientIdentified => new(view.T("Patiënt vastgesteld", "Patient identified")),
        ContactCorrected => new(view.T("Contact verbeterd", "Contact corrected")),
        CareRequestArchived => new(view.T("Gearchiveerd", "Archived")),
        RecordErased => new(view.T("Dossier vernietigd", "Record destroyed")),
        NoteAdded e => new(view.T("Opmerking", "Remark"), e.Note),
        TriageRecorded e => new(
            $"{view.T("Urgentie", "Urgency")} {e.Urgency} "
            + $"({view.Code(CodeList.TriageSystem, e.System)} {e.SystemVersion}: {e.Proposed})",
            e.Reason),
        NeedDescribed e => new(
            $"{view.T("Zorgbehoefte", "Need")}: {view.CareType(e.Need.CareType)}, "
            + $"{view.T("complexiteit", "complexity")} {view.Label(e.Need.Complexity)}",
            e.Need.Wishes),
        RequirementsDescribed e => new(BeyondOf(view, e.Requirements)),
        Consulted e => new(
            $"{view.T("Overleg met", "Consulted")} {view.Code(CodeList.Function, e.Function)}",
            e.Name, e.Advice),
        VitalSignsRecorded e => new(
            $"{view.T("Gemeten", "Measured")} {view.Clock(e.MeasuredAt)}"),
        FindingsRecorded e => new(
            view.T("Bevindingen", "Findings") + Listed(
                view, (CodeList.Complaint, [e.Findings.Complaint]),
                (CodeList.AlarmSign, e.Findings.AlarmSigns),
                (CodeList.TriageContext, e.Findings.Context),
                (CodeList.TriageFollowUp, [e.Findings.FollowUp])),
            e.Findings.Discriminators, e.Findings.Advice, e.Findings.SafetyNet),
        LimitsRecorded e => new(
            view.T("Behandelgrenzen", "Limits on treatment")
            + Listed(view, (CodeList.TreatmentLimit, e.Limits)), e.Words),
        JudgementTimed e => new(TimesOf(view, e)),
        RetriageDue e => new(
            $"{view.T("Opnieuw beoordelen", "Judge again")}: {view.Label(e.Reason)}"),
        AdviceReviewed e => new(
            $"{view.T("Advies", "Advice")} {view.Label(e.State)}", e.Words),
        ContactAdded e => new(
            $"{view.T("Opnieuw contact", "Contact again")}: {view.Label(e.Requester)}, "
            + view.Label(e.Channel)
            + (e.IsWorse ? view.T(", het gaat slechter", ", it is worse") : ""), e.Words),
        GpReported e => new(
            $"{view.T("Verslag naar de huisarts", "Report to the GP")} {view.Label(e.Way)} "
            + view.Clock(e.HappenedAt), e.Receiver),
        CallLinked e => new(
            $"{view.T("Kwam binnen op", "Came in on")} {view.Regions.Lines[e.Line.Value].Name}, "
            + $"{view.T("wachtte", "waited")} "
            + view.Length(NodaTime.Duration.FromSeconds(e.WaitSeconds))),
        AlternativeChosen e => new(
            $"{view.T("Gekozen", "Chosen")}: "
            + view.Code(CodeList.Alternative, e.Chosen.Alternative)
            + view.T(", in plaats van ", ", instead of ")
            + view.Code(CodeList.Avoided, e.Chosen.Avoided)),
        PayerSet e => new($"{view.T("Betaler", "Payer")}: {view.Label(e.Payer)}"),
        MedicallyReady e => new(
            $"{view.T("Medisch klaar voor vertrek", "Medically ready to leave")} "
            + view.Clock(e.HappenedAt)),
        _ => null,
    };

    private static string Listed(
        View view, params (CodeList List, ImmutableArray<string> Codes)[] lists)
    {
        var names = lists.SelectMany(l => l.Codes.Where(c => c.Length > 0)
            .Select(c => view.Code(l.List, c)));
        return string.Join(", ", names) is { Length: > 0 } text ? $": {text}" : "";
    }

    private static string TimesOf(View view, JudgementTimed happened) => string.Join(", ", new[]
    {
        happened.RetriageBy is { } again
            ? $"{view.T("opnieuw beoordelen om", "judge again at")} {view.Clock(again)}" : null,
        happened.SeenBy is { } seen
            ? $"{view.T("gezien vóór", "seen before")} {view.Clock(seen)}" : null,
    }.OfType<string>());

    private static string BeyondOf(View view, Requirements beyond)
    {
        string[] parts =
        [
            beyond.Specialism.Length > 0 ? view.Code(CodeList.Specialism, beyond.Specialism) : "",
            beyond.NeonatalLevel > 0
                ? $"{view.T("neonataal niveau", "neonatal level")} {beyond.NeonatalLevel}"
                : "",
            beyond.TraumaLevel > 0
                ? $"{view.T("traumaniveau", "trauma level")} {beyond.TraumaLevel}"
                : "",
            beyond.Preferred.IsEmpty
                ? ""
                : view.T("liefst naar ", "rather to ")
                    + string.Join(", ", beyond.Preferred.Select(view.Organisation)),
            beyond.KnownAt.IsEmpty
                ? ""
                : view.T("bekend bij ", "known at ")
                    + string.Join(", ", beyond.KnownAt.Select(view.Organisation)),
        ];
        return string.Join(", ", parts.Where(p => p.Length > 0)) is { Length: > 0 } text
            ? $"{view.T("Verder", "Besides")}: {text}"
            : "";
    }

    private static EventWords? OfPlacement(View view, RequestEvent happened) => happened switch
    {
        OfferMade e => new(
            $"{view.T("Gevraagd", "Asked")}: {view.Regions.Units[e.Unit.Value].Name}"
            + (e.Override.Length > 0 ? $" ({view.Code(CodeList.Override, e.Override)})" : ""),
            e.OverrideWords),
        OfferBased e => new(e.Rules.IsEmpty
            ? ""
            : view.T("Volgens afspraak: ", "By agreement: ") + string.Join(
                "; ", e.Rules.Select(r => $"{r.Rule} ({r.Agreement}, {r.Version})"))),
        OfferAnswered e => new(
            $"{UnitOf(view, e.Offer)}: {view.Label(e.Reply)}"
            + (e.Reason.Length > 0 ? $", {view.Code(CodeList.Refusal, e.Reason)}" : "")
            + (e.Spoken is null ? ""
                : view.World.Placement[e.Offer].Answer is { IsByLink: true }
                    ? view.T(" (via de antwoordlink)", " (by the answering link)")
                    : view.T(" (mondeling)", " (by telephone)")),
            e.Words, e.Spoken),
        OfferUnanswered e => new(
            $"{UnitOf(view, e.Offer)}: "
            + view.T("geen antwoord – bel nu", "no answer – call now")),
        OfferWithdrawn e => new(
            $"{view.T("Vraag teruggenomen", "Question taken back")}: {UnitOf(view, e.Offer)}"),
        AnswerLinkMade e => new(
            $"{view.T("Antwoordlink gemaakt", "Answering link made")}: {UnitOf(view, e.Offer)}"),
        ReminderSet e => new(
            $"{UnitOf(view, e.Offer)}: {view.T("herinnering om", "reminder at")} "
            + view.Clock(e.At)),
        OfferReminded e => new(
            $"{view.T("Herinnerd", "Reminded")}: {UnitOf(view, e.Offer)}"),
        ConditionDue e => new(
            $"{view.T("Voorwaarde uiterlijk", "Condition at the latest")} {view.Clock(e.By)}"),
        ConditionOverdue => new(
            view.T("Voorwaarde niet op tijd vervuld", "Condition not met in time")),
        AdviceNotFollowed e => new(
            $"{view.T("Advies niet gevolgd", "Advice not followed")}: "
            + view.Regions.Units[e.Advised.Value].Name),
        PreferredPlaceFull e => new(
            $"{view.T("Voorkeursplek was vol", "The place of choice was full")}: "
            + view.Regions.Units[e.Unit.Value].Name),
        PlaceAgreed => new(view.T("Plek afgesproken", "Place agreed")),
        AdmissionConfirmed e => new(
            view.T("Verwijzend en opnemend arts", "Sending and admitting doctor")
            + $" ({FunctionOf(view, e.Admission.SendingFunction)}, "
            + $"{FunctionOf(view, e.Admission.AdmittingFunction)})",
            e.Admission.Sending, e.Admission.Admitting),
        ConditionConfirmed => new(view.T("Aan de voorwaarde is voldaan", "Condition met")),
        ConsentRecorded e => new(
            $"{view.T("Instemming met de plek", "Consent to the place")}: {view.Label(e.Given)}"
            + (e.BySomebodyElse
                ? view.T(", gezegd door een vertegenwoordiger", ", said by a representative") : "")
            + (e.NotAsked.Length > 0 ? $", {view.Code(CodeList.NotAsked, e.NotAsked)}" : "")),
        ArrivalExpected e => new(
            $"{view.T("Verwacht vóór", "Expected before")} {view.Clock(e.By)}"),
        ArrivalOverdue => new(view.T("Nog niet aangekomen: te laat", "Not arrived: late")),
        PlaceReleased e => new(
            $"{view.T("Plek vrijgegeven", "Place given up")}: "
            + view.Code(CodeList.Release, e.Reason), e.Words),
        ReturnMarked e => new(e.IsWanted
            ? view.T("Gaat terug naar de verwijzer zodra dat kan",
                "Goes back to the sender when possible")
            : view.T("Gaat niet terug naar de verwijzer", "Does not go back to the sender")),
        _ => null,
    };

    private static EventWords? OfWaiting(View view, RequestEvent happened) => happened switch
    {
        WaitingListed e => new(
            $"{view.T("Op de wachtlijst, voorrang", "On the waiting list, priority")} {e.Priority}"
            + (e.CallBackBy is { } by
                ? $", {view.T("terugbellen vóór", "call back before")} {view.Clock(by)}" : "")),
        TakenOffWaitingList => new(
            view.T("Van de wachtlijst af", "Taken off the waiting list")),
        PlaceCameFree e => new(
            $"{view.T("Misschien plek", "Maybe a place")}: "
            + view.Regions.Units[e.Unit.Value].Name),
        CallBackDue => new(view.T(
            "De vrager zou nu teruggebeld zijn", "The requester was to be called back by now")),
        FollowUpOpened e => new(
            $"{view.T("Vervolg gezocht in zorgvraag", "Follow-up sought in request")} "
            + e.FollowUp.Value.ToString(view.Culture)),
        FollowsUp e => new(
            $"{view.T("Vervolg op zorgvraag", "Follow-up of request")} "
            + e.Earlier.Value.ToString(view.Culture)),
        _ => null,
    };

    // How to come in and what to beware of is read where the visit stands, and nowhere else.
    private static EventWords? OfVisit(View view, RequestEvent happened) => happened switch
    {
        VisitOrdered e => new(
            $"{view.T("Bezoek gevraagd", "Visit ordered")}: "
            + $"{Visits.VisitReport.Tasks(view, e.Order)}, "
            + $"{view.Clock(e.Order.From)}–{view.Clock(e.Order.Until)}",
            e.Order.Prescription?.Prescriber, e.Order.Prescription?.Words, e.Order.Indication),
        VisitMoved e => new(
            $"{view.T("Bezoek verplaatst", "Visit moved")}: "
            + $"{view.Clock(e.From)}–{view.Clock(e.Until)}", e.AgreedWith),
        VisitWithdrawn e => new(view.T("Bezoek ingetrokken", "Visit withdrawn"), e.Words),
        NurseAssigned e => new(
            $"{view.T("Verpleegkundige toegewezen", "Nurse assigned")} "
            + $"({view.Code(CodeList.Function, e.Nurse.Function)}), "
            + $"{view.T("verwacht", "expected")} {view.Clock(e.Nurse.ExpectedAt)}",
            e.Nurse.Name, e.Nurse.Second),
        VisitProgressed e => new(
            $"{view.T("Bezoek", "Visit")}: {view.Label(e.Progress)} {view.Clock(e.HappenedAt)}"),
        VisitOverdue => new(view.T(
            "Het tijdvenster is voorbij en er is niemand",
            "The window passed and nobody is there")),
        VisitFinished e => new(
            $"{view.T("Uitkomst van het bezoek", "Outcome of the visit")}: "
            + $"{view.Label(e.Result.Outcome)} {view.Clock(e.Result.HappenedAt)}",
            e.Result.Done, e.Result.Found, e.Result.Advice),
        VisitHandedBack e => new(
            $"{view.T("Teruggekoppeld", "Handed back")} {view.Label(e.HandBack.Way)} "
            + $"{view.Clock(e.HandBack.HappenedAt)} ({FunctionOf(view, e.HandBack.Function)})",
            e.HandBack.Receiver),
        _ => null,
    };

    private static EventWords OfJourney(View view, RequestEvent happened) => happened switch
    {
        TransportRequested e => new(
            $"{view.T("Vervoer gevraagd", "Transport requested")}: "
            + (view.Regions.Transports.NumberOf(e.Kind) is var n and > 0
                ? view.Regions.Transports[n].Name.In(view.Language) : e.Kind)
            + (e.Urgency.Length > 0
                ? $" {view.Code(CodeList.AmbulanceUrgency, e.Urgency)}" : ""), e.Requester),
        UrgencyAssigned e => new(
            $"{view.T("Meldkamer wijst toe", "Dispatch centre assigns")} "
            + view.Code(CodeList.AssignedUrgency, e.Urgency)),
        RideReported e => new(
            $"{view.Label(e.Status)} {view.Clock(e.HappenedAt)}"
            + (e.Reason.Length > 0 ? $": {view.Code(CodeList.NoTransport, e.Reason)}" : ""),
            e.Words),
        MicuAgreed e => new(
            $"{view.T("MICU-procedure", "MICU procedure")}: "
            + $"{view.Code(CodeList.MicuIndication, e.Procedure.Indication)}, "
            + $"{view.T("vertrek", "departure")} {view.Clock(e.Procedure.DepartureAt)}",
            e.Procedure.Intensivist, e.Procedure.Condition, e.Procedure.Considerations,
            e.Procedure.Coordinator),
        Departed e => new($"{view.T("Vertrokken", "Departed")} {view.Clock(e.HappenedAt)}"),
        Arrived e => new($"{view.T("Aangekomen", "Arrived")} {view.Clock(e.HappenedAt)}"),
        HandedOver e => new(
            $"{view.T("Overdracht aanvaard", "Handover accepted")} {view.Clock(e.HappenedAt)} "
            + $"({view.Code(CodeList.Function, e.Function)})", e.Receiver),
        CareRequestClosed e => new(
            $"{view.T("Gesloten", "Closed")}: {view.Label(e.Ending)}", e.Words),
        _ => throw new System.Diagnostics.UnreachableException(
            $"No words for {happened.GetType().Name}."),
    };

    /// <summary>A function of a doctor or of who takes over.</summary>
    public static string FunctionOf(View view, string code) =>
        view.Regions.Knows(CodeList.AdmittingFunction, code)
            ? view.Code(CodeList.AdmittingFunction, code) : view.Code(CodeList.Function, code);

    private static string UnitOf(View view, OfferId offer) =>
        view.Regions.Units[view.World.Placement[offer].Unit.Value].Name;
}
