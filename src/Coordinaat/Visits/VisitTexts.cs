using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Visits;

namespace Coordinaat.Visits;

/// <summary>The words of visits.</summary>
internal static class VisitTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [OrderVisitRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is geen bezoek gevraagd. Controleer het nummer.",
                "This request does not exist; no visit was ordered. Check the number."),
            [OrderVisitRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is geen bezoek "
                + "gevraagd. Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; no visit was ordered. "
                + "Make a new request."),
            [OrderVisitRefusal.NotAllowed] = new(403,
                "Een bezoek vraagt alleen wie aan deze zorgvraag werkt. Er is niets gevraagd; "
                + "bel het vaste aanspreekpunt.",
                "Only those who work on this request order a visit. Nothing was ordered; "
                + "call the lead."),
            [OrderVisitRefusal.StageForbids] = new(409,
                "De zorgbehoefte ontbreekt nog, of de zorgvraag is gesloten. Er is geen bezoek "
                + "gevraagd; beschrijf eerst wat nodig is.",
                "The need is missing, or the request is closed. No visit was ordered; "
                + "describe first what is needed."),
            [OrderVisitRefusal.OtherCare] = new(409,
                "Deze zorgvraag zoekt andere zorg dan wijkverpleging; er is geen bezoek gevraagd. "
                + "Pas eerst de zorgbehoefte aan.",
                "This request seeks other care than district nursing; no visit was ordered. "
                + "Change the need first."),
            [OrderVisitRefusal.VisitOpen] = new(409,
                "Er staat al een bezoek open; er is geen tweede gevraagd. "
                + "Verplaats dat bezoek of trek het in.",
                "A visit is open already; no second one was ordered. Move it or withdraw it."),
            [OrderVisitRefusal.TooManyVisits] = new(409,
                "Voor deze zorgvraag zijn al 20 bezoeken gevraagd; dit bezoek niet. "
                + "Maak een nieuwe zorgvraag.",
                "20 visits were ordered for this request already; this one was not. "
                + "Make a new request."),
            [OrderVisitRefusal.TasksMissing] = new(422,
                "Wat moet er gebeuren? Er is nog geen bezoek gevraagd; kies één tot tien taken.",
                "What has to be done? No visit was ordered yet; choose one to ten tasks.",
                "tasks"),
            [OrderVisitRefusal.TaskUnknown] = new(422,
                "Deze taak staat niet in de lijst; er is geen bezoek gevraagd. Kies opnieuw.",
                "This task is not in the list; no visit was ordered. Choose again.",
                "tasks"),
            [OrderVisitRefusal.WindowOutOfRange] = new(422,
                "Dit tijdvenster kan niet: het eindigt voor het begint, duurt langer dan 12 uur "
                + "of begint over meer dan 3 dagen. Er is geen bezoek gevraagd.",
                "This window is not possible: it ends before it begins, is longer than 12 hours "
                + "or begins more than 3 days ahead. No visit was ordered.",
                "until"),
            [OrderVisitRefusal.WindowPassed] = new(422,
                "Dit tijdvenster is al voorbij; er is geen bezoek gevraagd. "
                + "Kies een later venster.",
                "This window is over already; no visit was ordered. Choose a later one.",
                "until"),
            [OrderVisitRefusal.PrescriberMissing] = new(422,
                "Dit is een voorbehouden handeling: wie vraagt erom? Er is nog geen bezoek "
                + "gevraagd; vul naam en functie in.",
                "This is a reserved act: who asks for it? No visit was ordered yet; "
                + "fill in name and function.",
                "prescriber"),
            [OrderVisitRefusal.PrescriberNotAllowed] = new(422,
                "Deze functie mag geen voorbehouden handeling opdragen; er is geen bezoek "
                + "gevraagd. Vraag een arts, of kies de juiste functie.",
                "This function may not prescribe a reserved act; no visit was ordered. "
                + "Ask a doctor, or choose the right function.",
                "prescriberFunction"),
            [OrderVisitRefusal.PrescriptionMissing] = new(422,
                "Wat is precies opgedragen? Er is nog geen bezoek gevraagd; "
                + "schrijf de opdracht van de arts op.",
                "What exactly was asked? No visit was ordered yet; "
                + "write down the doctor's request.",
                "prescribed"),
            [OrderVisitRefusal.IndicationMissing] = new(422,
                "Bij een voorbehouden handeling hoort de indicatie; er is nog geen bezoek "
                + "gevraagd. Vul die in.",
                "A reserved act needs its indication; no visit was ordered yet. Fill it in.",
                "indication"),
            [OrderVisitRefusal.MaterialMissing] = new(422,
                "Bij een voorbehouden handeling hoort het materiaal; er is nog geen bezoek "
                + "gevraagd. Vul in wat nodig is en waar het ligt.",
                "A reserved act needs its material; no visit was ordered yet. "
                + "Fill in what is needed and where it is.",
                "material"),
            [OrderVisitRefusal.AnticoagulantsMissing] = new(422,
                "Gebruikt de patiënt antistolling? Er is nog geen bezoek gevraagd; "
                + "kies ja, nee of onbekend.",
                "Does the patient take anticoagulants? No visit was ordered yet; "
                + "choose yes, no or unknown.",
                "anticoagulants"),
            [OrderVisitRefusal.NotYetWritten] = RefusalText.NotYetWritten,

            [VisitRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [VisitRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd.",
                "This request is archived and can only be read; nothing was recorded."),
            [VisitRefusal.NotAllowed] = new(403,
                "Dit mag alleen wie aan deze zorgvraag werkt, of het team dat ja zei. "
                + "Er is niets vastgelegd; bel het vaste aanspreekpunt.",
                "Only those who work on this request, or the team that said yes, may do this. "
                + "Nothing was recorded; call the lead."),
            [VisitRefusal.RequestClosed] = new(409,
                "De zorgvraag is gesloten en het bezoek daarmee ook; er is niets vastgelegd. "
                + "Is er iemand onderweg? Bel die nu.",
                "The request is closed, and the visit with it; nothing was recorded. "
                + "Is somebody on the way? Call now."),
            [VisitRefusal.NoVisit] = new(409,
                "Voor deze zorgvraag is geen bezoek gevraagd; er is niets vastgelegd. "
                + "Laat de meldtafel het bezoek vragen.",
                "No visit was ordered for this request; nothing was recorded. "
                + "Let the desk order the visit."),
            [VisitRefusal.Withdrawn] = new(409,
                "Dit bezoek is ingetrokken; er is niets vastgelegd. "
                + "Is er iemand onderweg? Bel die nu.",
                "This visit was withdrawn; nothing was recorded. "
                + "Is somebody on the way? Call now."),
            [VisitRefusal.NobodyAccepted] = new(409,
                "Er heeft nog geen team ja gezegd; er is niets vastgelegd. Vraag eerst een team.",
                "No team said yes yet; nothing was recorded. Ask a team first."),
            [VisitRefusal.RecordedBefore] = new(409,
                "Dit is al vastgelegd, of het bezoek is al verder; er is niets veranderd. "
                + "Kijk in het dossier; klopt het niet, zet het in een opmerking.",
                "This was recorded before, or the visit is further already; nothing was changed. "
                + "See the record; if it is wrong, add a remark."),
            [VisitRefusal.NobodyAssigned] = new(409,
                "Nog niet bekend is wie er gaat; er is niets vastgelegd. "
                + "Wijs eerst een verpleegkundige toe.",
                "It is not known yet who goes; nothing was recorded. Assign a nurse first."),
            [VisitRefusal.NotArrived] = new(409,
                "Er is nog niemand bij de patiënt; de uitkomst is niet vastgelegd. "
                + "Meld eerst de aankomst.",
                "Nobody is with the patient yet; the outcome was not recorded. "
                + "Tell the arrival first."),
            [VisitRefusal.NotFinished] = new(409,
                "De uitkomst van het bezoek ontbreekt nog; er is niets teruggekoppeld. "
                + "Leg eerst de uitkomst vast.",
                "The outcome of the visit is missing; nothing was handed back. "
                + "Record the outcome first."),
            [VisitRefusal.NurseMissing] = new(422,
                "Wie gaat er? Er is nog niemand toegewezen; vul naam en functie in.",
                "Who goes? Nobody was assigned yet; fill in name and function.",
                "nurse"),
            [VisitRefusal.NurseNotCompetent] = new(422,
                "Deze verpleegkundige is niet bekwaam verklaard voor elke voorbehouden handeling; "
                + "niemand is toegewezen. Vink ‘bekwaam’ aan, of kies iemand anders.",
                "This nurse is not stated competent for every reserved act; nobody was assigned. "
                + "Tick ‘competent’, or choose somebody else.",
                "competentFor"),
            [VisitRefusal.SecondMissing] = new(422,
                "Hier gaan twee verpleegkundigen heen; niemand is toegewezen. "
                + "Vul ook de tweede in.",
                "Two nurses go here; nobody was assigned. Fill in the second one too.",
                "second"),
            [VisitRefusal.ExpectedOutsideWindow] = new(422,
                "De verwachte tijd is al voorbij of valt buiten het tijdvenster; niemand is "
                + "toegewezen. Spreek zo nodig eerst een ander venster af.",
                "The expected time is past or outside the window; nobody was assigned. "
                + "Agree on another window first if needed.",
                "expectedAt"),
            [VisitRefusal.WindowOutOfRange] = new(422,
                "Dit tijdvenster kan niet: het eindigt voor het begint, duurt langer dan 12 uur "
                + "of begint over meer dan 3 dagen. Het bezoek is niet verplaatst.",
                "This window is not possible: it ends before it begins, is longer than 12 hours "
                + "or begins more than 3 days ahead. The visit was not moved.",
                "until"),
            [VisitRefusal.WindowPassed] = new(422,
                "Dit tijdvenster is al voorbij; het bezoek is niet verplaatst. "
                + "Kies een later venster.",
                "This window is over already; the visit was not moved. Choose a later one.",
                "until"),
            [VisitRefusal.CodeUnknown] = new(422,
                "Dit woord kennen we niet; er is niets vastgelegd. Kies uit de lijst.",
                "This word is not known; nothing was recorded. Choose from the list."),
            [VisitRefusal.WordsMissing] = new(422,
                "Er ontbreken woorden: waarom, met wie, of wat je zag. Er is nog niets "
                + "vastgelegd; vul het in.",
                "Words are missing: why, with whom, or what you saw. Nothing was recorded yet; "
                + "fill it in."),
            [VisitRefusal.ReceiverMissing] = new(422,
                "Aan wie is teruggekoppeld? Er is nog niets vastgelegd; "
                + "vul een naam of praktijk en de functie in.",
                "Who was it handed back to? Nothing was recorded yet; "
                + "fill in a name or practice, and the function.",
                "receiver"),
            [VisitRefusal.TimeOutOfRange] = new(422,
                "Dit tijdstip ligt in de toekomst of meer dan een dag terug. "
                + "Er is niets vastgelegd; verbeter het tijdstip.",
                "This time lies in the future or more than a day back. "
                + "Nothing was recorded; correct the time.",
                "time"),
            [VisitRefusal.BeforeEarlierStep] = new(422,
                "Dit tijdstip ligt vóór het verzoek of vóór de vorige stap. "
                + "Er is niets vastgelegd; verbeter het tijdstip.",
                "This time lies before the order or before the step in front of it. "
                + "Nothing was recorded; correct the time.",
                "time"),
            [VisitRefusal.NotYetWritten] = RefusalText.NotYetWritten,
        },
        new Dictionary<Enum, Label>
        {
            [Anticoagulants.No] = new("nee", "no"),
            [Anticoagulants.Yes] = new("ja", "yes"),
            [Anticoagulants.Unknown] = new("onbekend", "unknown"),

            [VisitProgress.Underway] = new("Onderweg", "On the way"),
            [VisitProgress.Arrived] = new("Bij de patiënt", "With the patient"),

            [VisitOutcome.Done] = new("Gedaan", "Done"),
            [VisitOutcome.Partly] = new("Deels gedaan", "Partly done"),
            [VisitOutcome.NotThere] = new("Patiënt was er niet", "Patient was not there"),
            [VisitOutcome.Declined] = new("Patiënt wilde niet", "Patient declined"),
            [VisitOutcome.NotPossible] = new("Het lukte niet", "It could not be done"),
            [VisitOutcome.Worse] = new(
                "Patiënt is slechter: opnieuw beoordelen", "Patient is worse: judge again"),

            [VisitEnd.Withdrawn] = new("Het bezoek is ingetrokken", "The visit was withdrawn"),
            [VisitEnd.RequestClosed] = new(
                "De zorgvraag is gesloten", "The request was closed"),

            [HandBackWay.Phone] = new("per telefoon", "by telephone"),
            [HandBackWay.Message] = new("per bericht", "by message"),
            [HandBackWay.InPerson] = new("mondeling, ter plaatse", "in person"),
        });
}
