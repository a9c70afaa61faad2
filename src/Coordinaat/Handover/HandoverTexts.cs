using Coordinaat.Components;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Handover;

/// <summary>The words of handing over, of closing, and of the one next step.</summary>
internal static class HandoverTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [MergeRefusal.RequestUnknown] = new(404,
                "Een van deze zorgvragen bestaat niet; er is niets veranderd. "
                + "Controleer het nummer.",
                "One of these requests does not exist; nothing was changed. Check the number.",
                "into"),
            [MergeRefusal.RequestArchived] = new(409,
                "Een van deze zorgvragen is gearchiveerd en alleen nog te lezen; "
                + "er is niets veranderd.",
                "One of these requests is archived and can only be read; nothing was changed."),
            [MergeRefusal.NotAllowed] = new(403,
                "Je werkt niet aan allebei deze zorgvragen; er is niets veranderd. "
                + "Bel wie er wel aan werkt.",
                "You do not work on both of these requests; nothing was changed. "
                + "Call who does.", "into"),
            [MergeRefusal.SameRequest] = new(422,
                "Dit is dezelfde zorgvraag; er is niets veranderd. Vul het andere nummer in.",
                "This is the same request; nothing was changed. Fill in the other number.",
                "into"),
            [MergeRefusal.RequestClosed] = new(409,
                "Een van deze zorgvragen is al gesloten; er is niets veranderd. "
                + "Beide blijven te lezen.",
                "One of these requests is closed already; nothing was changed. "
                + "Both can still be read."),
            [MergeRefusal.LifeThreatOpen] = new(409,
                "Bij de zorgvraag die zou vervallen staat levensgevaar open; er is niets "
                + "samengevoegd. Bel en draag over, of laat deze zorgvraag verder gaan.",
                "Life is in danger by the request that would go; nothing was merged. "
                + "Call and hand over, or let this request go on."),
            [MergeRefusal.PlaceUnderway] = new(409,
                "Voor de zorgvraag die zou vervallen is een plek gevraagd of afgesproken, of "
                + "vervoer geregeld; er is niets samengevoegd. Laat deze zorgvraag verder gaan.",
                "For the request that would go a place is asked or agreed, or transport "
                + "arranged; nothing was merged. Let this request go on."),
            [MergeRefusal.PlaceAwaited] = new(409,
                "De zorgvraag die zou vervallen staat op de wachtlijst, of is het vervolg op een "
                + "andere; er is niets samengevoegd. Laat deze verder gaan, of haal hem eerst "
                + "van de lijst.",
                "The request that would go is on the waiting list, or the follow-up of another; "
                + "nothing was merged. Let this one go on, or take it off the list first."),
            [MergeRefusal.VisitUnderway] = new(409,
                "Voor de zorgvraag die zou vervallen staat een bezoek open; er is niets "
                + "samengevoegd. Laat deze verder gaan, of rond het bezoek eerst af.",
                "A visit is open for the request that would go; nothing was merged. "
                + "Let this one go on, or finish the visit first."),
            [MergeRefusal.ConsultationOpen] = new(409,
                "Over de zorgvraag die zou vervallen is een collega gevraagd; er is niets "
                + "samengevoegd. Wacht op het antwoord, neem de vraag terug, of laat deze "
                + "verder gaan.",
                "A colleague is asked about the request that would go; nothing was merged. "
                + "Await the answer, take the question back, or let this one go on."),
            [MergeRefusal.LeadOffered] = new(409,
                "De overdracht van de zorgvraag die zou vervallen is aangeboden; er is niets "
                + "samengevoegd. Wacht op het antwoord of neem het aanbod terug.",
                "The hand-over of the request that would go is offered; nothing was merged. "
                + "Await the answer or take the offer back."),
            [MergeRefusal.IdentityChanged] = new(409,
                "Wie het is, is net vastgelegd of veranderd; er is niets samengevoegd. "
                + "Kijk nog eens.",
                "Who it is was recorded or changed just now; nothing was merged. Look again."),
            [MergeRefusal.PersonsDiffer] = new(409,
                "Dit zijn twee verschillende personen: BSN of geboortedatum verschilt. "
                + "Er is niets samengevoegd; dat kan ook niet. Controleer wie het zijn.",
                "These are two different persons: BSN or birth date differs. "
                + "Nothing was merged, nor can be. Check who they are."),
            [MergeRefusal.PersonsInDoubt] = new(409,
                "Het staat niet vast dat dit dezelfde persoon is; er is niets samengevoegd. "
                + "Vul bij beide het BSN, of naam en geboortedatum (of leeftijd) aan.",
                "It is not certain that this is the same person; nothing was merged. "
                + "Complete the BSN, or name and birth date (or age), of both."),
            [MergeRefusal.TooMany] = new(409,
                "Hier zijn al 20 zorgvragen bij gevoegd; er is niets samengevoegd. "
                + "Sluit de andere zorgvraag zelf, met een opmerking.",
                "20 requests were merged into this one already; nothing was merged. "
                + "Close the other request yourself, with a remark."),
            [MergeRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [HandoverRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [HandoverRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [HandoverRefusal.NotAllowed] = new(403,
                "Dit mag jij bij deze zorgvraag niet; er is niets veranderd. "
                + "Bel het vaste aanspreekpunt.",
                "You may not do this with this request; nothing was changed. Call the lead."),
            [HandoverRefusal.StageForbids] = new(409,
                "Dit kan nu niet: de aankomst ontbreekt, of dit is al gebeurd. "
                + "Er is niets veranderd; kijk in de tijdlijn.",
                "Not possible now: the arrival is missing, or this was done already. "
                + "Nothing was changed; see the time line."),
            [HandoverRefusal.DoctorsMissing] = new(409,
                "De opname is nog niet rond. Noteer eerst de verwijzend en de opnemend arts.",
                "The admission is not agreed yet. Name the sending and the admitting doctor "
                + "first."),
            [HandoverRefusal.ReceiverMissing] = new(422,
                "De naam of functie van wie overneemt ontbreekt. "
                + "Tot je die invult, gaat de verantwoordelijkheid niet over.",
                "The name or function of who takes over is missing. "
                + "Until you fill it in, responsibility does not pass.",
                "receiver"),
            [HandoverRefusal.TimeOutOfRange] = new(422,
                "Dit tijdstip ligt in de toekomst of meer dan een dag terug. "
                + "Er is niets vastgelegd; verbeter het tijdstip.",
                "This time lies in the future or more than a day back. "
                + "Nothing was recorded; correct the time.",
                "time"),
            [HandoverRefusal.LifeThreatOpen] = new(409,
                "Er staat levensgevaar open; de zorgvraag is niet afgesloten. "
                + "Bel de meldkamer en noteer de naam van de centralist.",
                "A life threat is open; the request was not closed. "
                + "Call the dispatch centre and note the name of the centralist."),
            [HandoverRefusal.EndingDoesNotFit] = new(409,
                "Zo kan deze zorgvraag nu niet eindigen; hij blijft open. Kies een andere afloop.",
                "This request cannot end like that now; it stays open. Choose another ending."),
        },
        new Dictionary<Enum, Label>
        {
            [NextAct.HandOverLifeThreat] = new(
                "Bel de meldkamer nu", "Call the dispatch centre now"),
            [NextAct.CallUnit] = new("Bel de unit nu", "Call the unit now"),
            [NextAct.CallColleague] = new(
                "Bel de collega nu", "Call the colleague now"),
            [NextAct.SettleLead] = new(
                "De overdracht wacht: bel nu", "The hand-over waits: call now"),
            [NextAct.ConcludeTriage] = new(
                "Sluit de gezamenlijke triage af", "Conclude the joint triage"),
            [NextAct.SeizePlace] = new("Er is misschien plek", "There may be a place"),
            [NextAct.CallRequester] = new("Bel de vrager terug", "Call the requester back"),
            [NextAct.FindNext] = new(
                "Zoek een plek voor morgen", "Look for a place for tomorrow"),
            [NextAct.AwaitPlace] = new("Wacht op een plek", "Waits for a place"),
            [NextAct.FindPatient] = new("Vraag waar de patiënt blijft", "Ask where the patient is"),
            [NextAct.FindNurse] = new(
                "Bezoek niet op tijd: bel het team", "Visit not in time: call the team"),
            [NextAct.RethinkVisit] = new(
                "Bezoek zonder resultaat: wat nu?", "Visit without result: what now?"),
            [NextAct.AwaitNurse] = new(
                "Wacht tot bekend is wie er gaat", "Wait until it is known who goes"),
            [NextAct.AwaitVisit] = new("Wacht op de verpleegkundige", "Wait for the nurse"),
            [NextAct.AwaitOutcome] = new(
                "Wacht op de uitkomst van het bezoek", "Wait for the outcome of the visit"),
            [NextAct.HandBackVisit] = new(
                "Koppel het bezoek terug aan de huisarts", "Hand the visit back to the GP"),
            [NextAct.TakeLead] = new("Word vast aanspreekpunt", "Take the lead"),
            [NextAct.Judge] = new("Leg de urgentie vast", "Record the urgency"),
            [NextAct.DescribeNeed] = new("Beschrijf wat nodig is", "Describe what is needed"),
            [NextAct.ChooseUnit] = new("Kies een plek", "Choose a place"),
            [NextAct.NameDoctors] = new("Noteer de twee artsen", "Name the two doctors"),
            [NextAct.MeetCondition] = new("Regel de voorwaarde", "See to the condition"),
            [NextAct.AskConsent] = new(
                "Vraag of de patiënt mee wil", "Ask the patient about moving"),
            [NextAct.RequestTransport] = new("Vraag vervoer", "Ask for transport"),
            [NextAct.RethinkTransport] = new(
                "Beslis opnieuw over vervoer", "Decide on transport anew"),
            [NextAct.AwaitAnswer] = new("Wacht op antwoord", "Wait for the answer"),
            [NextAct.AwaitDeparture] = new("Wacht op vertrek", "Wait for departure"),
            [NextAct.AwaitArrival] = new("Wacht op aankomst", "Wait for arrival"),
            [NextAct.HandOver] = new("Leg de overdracht vast", "Record the handover"),
            [NextAct.Close] = new("Sluit de zorgvraag af", "Close the request"),
            [NextAct.Nothing] = new("Niets meer te doen", "Nothing left to do"),
        });
}
