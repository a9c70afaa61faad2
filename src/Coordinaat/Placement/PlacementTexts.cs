using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;

namespace Coordinaat.Placement;

/// <summary>The words of questions to units, their answers, and agreed places.</summary>
internal static class PlacementTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [MakeOfferRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niemand gevraagd. Controleer het nummer.",
                "This request does not exist; nobody was asked. Check the number."),
            [MakeOfferRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [MakeOfferRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is niemand gevraagd. "
                + "Bel de organisatie die de zorgvraag aannam.",
                "You do not work on this request; nobody was asked. "
                + "Call the organisation that took it."),
            [MakeOfferRefusal.StageForbids] = new(409,
                "Je kunt nu niemand vragen: urgentie of zorgbehoefte ontbreekt, of er is een plek. "
                + "Doe eerst de stap die klaarstaat.",
                "Nobody can be asked now: urgency or need is missing, or there is a place. "
                + "Do the step that is waiting first."),
            [MakeOfferRefusal.UnitUnknown] = new(422,
                "Deze unit kennen we niet; er is niemand gevraagd. Kies een plek uit de lijst.",
                "This unit is unknown; nobody was asked. Choose a place from the list.",
                "unit"),
            [MakeOfferRefusal.AlreadyAsked] = new(409,
                "Deze unit is al gevraagd; die vraag loopt nog. Wacht op antwoord, of bel de unit.",
                "This unit was asked already; that question is still out. "
                + "Wait for the answer, or call the unit."),
            [MakeOfferRefusal.TooManyAtOnce] = new(409,
                "Er lopen al zoveel vragen als de regio heeft afgesproken; die blijven lopen. "
                + "Wacht op een antwoord, of trek er een in.",
                "As many questions are out as the region agreed; those stay out. "
                + "Wait for an answer, or take one back."),
            [MakeOfferRefusal.OverrideUnknown] = new(422,
                "De reden om af te wijken staat niet in de lijst; er is niemand gevraagd. "
                + "Kies een reden.",
                "The reason to deviate is not in the list; nobody was asked. Choose a reason.",
                "override"),
            [MakeOfferRefusal.TitleMissing] = new(409,
                "Zonder grondslag mag deze gesloten unit niet opnemen; er is niemand gevraagd. "
                + "Kies een open plek, of leg eerst de grondslag vast.",
                "Without a legal basis this closed unit may not admit; nobody was asked. "
                + "Choose an open place, or record the basis first."),
            [MakeOfferRefusal.UnitUnsuitable] = new(409,
                "Deze unit past niet bij wat nodig is; er is niemand gevraagd. "
                + "Kies een andere plek, of geef een reden.",
                "This unit does not suit what is needed; nobody was asked. "
                + "Choose another place, or give a reason."),
            [MakeOfferRefusal.UnitClosed] = new(409,
                "Op dat uur kan de patiënt hier niet terecht; er is niemand gevraagd. "
                + "Kies een andere plek, of geef een reden.",
                "At that hour the patient cannot come here; nobody was asked. "
                + "Choose another place, or give a reason."),
            [MakeOfferRefusal.UnitFull] = new(409,
                "Deze unit is intussen vol; er is niemand gevraagd. "
                + "Kies een andere plek, of geef een reden.",
                "This unit is full by now; nobody was asked. "
                + "Choose another place, or give a reason."),
            [MakeOfferRefusal.UnitExcluded] = new(409,
                "Volgens een werkafspraak wordt deze plek hiervoor niet gevraagd; er is niemand "
                + "gevraagd. Kies een andere plek, of geef een reden.",
                "By a work agreement this place is not asked for this; nobody was asked. "
                + "Choose another place, or give a reason.", "override"),
            [MakeOfferRefusal.LadderLater] = new(409,
                "Volgens de afgesproken ladder wordt zo ver nog niet gezocht; er is niemand "
                + "gevraagd. Wacht op de volgende trede, of geef een reden.",
                "By the agreed ladder places so far are not asked yet; nobody was asked. "
                + "Wait for the next step, or give a reason.", "override"),
            [MakeOfferRefusal.ConsultationMissing] = new(409,
                "Volgens een werkafspraak is hiervoor eerst overleg nodig; er is niemand "
                + "gevraagd. Leg het overleg vast, of geef een reden.",
                "By a work agreement somebody is consulted first; nobody was asked. "
                + "Record the consultation, or give a reason.", "override"),
            [MakeOfferRefusal.ReasonMissing] = new(422,
                "Je kiest niet de eerste van de lijst; er is nog niemand gevraagd. "
                + "Geef een reden, of kies de eerste.",
                "You do not choose the first of the list; nobody was asked yet. "
                + "Give a reason, or choose the first.",
                "override"),

            [AnswerOfferRefusal.OfferUnknown] = new(404,
                "Deze vraag bestaat niet; er is niets vastgelegd. Kies de vraag opnieuw.",
                "This question does not exist; nothing was recorded. Choose the question again."),
            [AnswerOfferRefusal.OfferArchived] = new(409,
                "Deze vraag hoort bij een gearchiveerde zorgvraag; er is niets vastgelegd. "
                + "Bel het coördinatiecentrum.",
                "This question belongs to an archived request; nothing was recorded. "
                + "Call the coordination centre."),
            [AnswerOfferRefusal.NotAllowed] = new(403,
                "Deze vraag is niet aan jouw organisatie gesteld; er is niets vastgelegd. "
                + "Klopt dat niet, bel dan het coördinatiecentrum.",
                "This question was not put to your organisation; nothing was recorded. "
                + "If that is wrong, call the coordination centre."),
            [AnswerOfferRefusal.SpokenByMissing] = new(422,
                "Wie gaf dit antwoord? Het is nog niet vastgelegd; vul naam en functie in.",
                "Who gave this answer? It is not recorded yet; fill in name and function.",
                "spokenName"),
            [AnswerOfferRefusal.OfferExpired] = new(409,
                "De antwoordtijd is voorbij; je antwoord is niet vastgelegd. "
                + "Bel het coördinatiecentrum: telefonisch kan het nog.",
                "The time to answer is over; your answer was not recorded. "
                + "Call the coordination centre: by telephone it is still possible."),
            [AnswerOfferRefusal.OfferWithdrawn] = new(409,
                "Deze vraag is ingetrokken; het antwoord is niet vastgelegd. "
                + "De unit hoeft geen plek vrij te houden.",
                "This question was taken back; the answer was not recorded. "
                + "The unit need not keep a place free."),
            [AnswerOfferRefusal.AlreadyAnswered] = new(409,
                "Deze vraag heeft al een antwoord en dat blijft staan. Klopt het niet, bel dan.",
                "This question has an answer already, which stays. If it is wrong, call."),
            [AnswerOfferRefusal.ReasonUnknown] = new(422,
                "Bij een nee hoort een reden; het antwoord is nog niet vastgelegd. "
                + "Kies een reden uit de lijst.",
                "A no needs a reason; the answer is not recorded yet. "
                + "Choose a reason from the list.",
                "reason"),
            [AnswerOfferRefusal.ConditionMissing] = new(422,
                "Bij ‘ja, mits’ hoort een voorwaarde; het antwoord is nog niet vastgelegd. "
                + "Schrijf op wat er nodig is.",
                "A ‘yes, if’ needs a condition; the answer is not recorded yet. "
                + "Write down what is needed.",
                "words"),
            [AnswerOfferRefusal.ConditionTimeOutOfRange] = new(422,
                "Binnen hoeveel minuten moet de voorwaarde vervuld zijn? Kies hoogstens een dag; "
                + "het antwoord is nog niet vastgelegd.",
                "Within how many minutes must the condition be met? Choose a day at most; "
                + "the answer is not recorded yet.",
                "conditionMinutes"),
            [AnswerOfferRefusal.NoPlaceLeft] = new(409,
                "Volgens de cijfers van de unit is er geen plek; het ja is niet vastgelegd. "
                + "Laat de unit eerst de cijfers verbeteren, of antwoord nee.",
                "By the unit's figures there is no place; the yes was not recorded. "
                + "Have the unit correct its figures first, or answer no."),
            [AnswerOfferRefusal.FiguresUnknown] = new(409,
                "De cijfers van de unit zijn te oud en er is al een plek op toegezegd. "
                + "Het ja is niet vastgelegd; laat de unit eerst nieuwe cijfers melden.",
                "The unit's figures are too old, and a place was promised on them already. "
                + "The yes was not recorded; have the unit report new figures first."),

            [MakeAnswerLinkRefusal.OfferUnknown] = new(404,
                "Deze vraag bestaat niet; er is geen link gemaakt. Kies de vraag opnieuw.",
                "This question does not exist; no link was made. Choose the question again."),
            [MakeAnswerLinkRefusal.OfferArchived] = new(409,
                "Deze vraag hoort bij een gearchiveerde zorgvraag; er is geen link gemaakt. "
                + "Er is niets meer te vragen.",
                "This question belongs to an archived request; no link was made. "
                + "There is nothing left to ask."),
            [MakeAnswerLinkRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is geen link gemaakt. "
                + "Bel wie de vraag stelde.",
                "You do not work on this request; no link was made. "
                + "Call whoever asked it."),
            [MakeAnswerLinkRefusal.NotOpen] = new(409,
                "Deze vraag wacht niet meer op antwoord; er is geen link gemaakt. "
                + "Is de antwoordtijd voorbij, bel dan de unit.",
                "This question no longer waits for an answer; no link was made. "
                + "If the time to answer is over, call the unit."),
            [MakeAnswerLinkRefusal.PhoneMissing] = new(409,
                "Van deze locatie is voor dit uur geen nummer bekend; er is geen link gemaakt. "
                + "Laat de locatie eerst een nummer vastleggen.",
                "No number of this location is known for this hour; no link was made. "
                + "Have the location record a number first."),
            [MakeAnswerLinkRefusal.LinkKnown] = new(409,
                "Deze link bestaat al; er is geen nieuwe gemaakt. Probeer het opnieuw.",
                "This link exists already; no new one was made. Try again."),
            [MakeAnswerLinkRefusal.NotYetWritten] = RefusalText.NotYetWritten,

            [AnswerLinkFault.LinkUnknown] = new(404,
                "Deze link werkt niet (meer); er is niets vastgelegd. "
                + "Bel het coördinatiecentrum voor een nieuwe.",
                "This link does not work (any more); nothing was recorded. "
                + "Call the coordination centre for a new one."),
            [AnswerLinkFault.TooManyTries] = new(429,
                "Te vaak een link die niet bestaat; er is niets vastgelegd. "
                + "Wacht een minuut, of bel het coördinatiecentrum.",
                "Too often a link that does not exist; nothing was recorded. "
                + "Wait a minute, or call the coordination centre."),

            [WithdrawOfferRefusal.OfferUnknown] = new(404,
                "Deze vraag bestaat niet; er is niets ingetrokken. Kies de vraag opnieuw.",
                "This question does not exist; nothing was taken back. Choose it again."),
            [WithdrawOfferRefusal.OfferArchived] = new(409,
                "Deze vraag hoort bij een gearchiveerde zorgvraag; er is niets vastgelegd. "
                + "Bel het coördinatiecentrum.",
                "This question belongs to an archived request; nothing was recorded. "
                + "Call the coordination centre."),
            [WithdrawOfferRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; de vraag loopt nog. "
                + "Bel wie de vraag stelde.",
                "You do not work on this request; the question is still out. "
                + "Call whoever asked it."),
            [WithdrawOfferRefusal.AlreadyAnswered] = new(409,
                "De unit heeft al geantwoord; dat antwoord blijft staan. "
                + "Was het ja, geef dan de plek terug en bel de unit.",
                "The unit has answered; that answer stays. "
                + "If it was yes, give the place back and call the unit."),

            [AgreePlaceRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [AgreePlaceRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [AgreePlaceRefusal.NotAllowed] = new(403,
                "Dit mag alleen wie aan deze zorgvraag werkt, of de unit die ja zei. "
                + "Er is niets veranderd; bel het vaste aanspreekpunt.",
                "Only those who work on this request, or the unit that said yes, may do this. "
                + "Nothing was changed; call the lead."),
            [AgreePlaceRefusal.StageForbids] = new(409,
                "Dit past niet bij hoe ver de zorgvraag nu is; er is niets veranderd. "
                + "Kijk in de tijdlijn wat er intussen gebeurde.",
                "This does not fit how far the request is now; nothing was changed. "
                + "See in the time line what happened meanwhile."),
            [AgreePlaceRefusal.DoctorsNamed] = new(409,
                "De artsen staan er al. Er is niets veranderd.",
                "The doctors are named already. Nothing was changed."),
            [AgreePlaceRefusal.SendingDoctorMissing] = new(422,
                "De naam of functie van de verwijzende arts ontbreekt. "
                + "De plek blijft toegezegd; vul beide in.",
                "The name or function of the sending doctor is missing. "
                + "The place stays promised; fill in both.",
                "sending"),
            [AgreePlaceRefusal.AdmittingDoctorMissing] = new(422,
                "De naam van de opnemende arts ontbreekt. "
                + "De plek blijft toegezegd; vraag de unit wie opneemt.",
                "The name of the admitting doctor is missing. "
                + "The place stays promised; ask the unit who admits.",
                "admitting"),
            [AgreePlaceRefusal.FunctionMayNotAdmit] = new(422,
                "Deze functie mag niet opnemen: een ja van een verpleegkundige is alleen een plek. "
                + "De plek blijft toegezegd; vul een arts in die opneemt.",
                "This function may not admit: a yes of a nurse means a place only. "
                + "The place stays promised; fill in a doctor who admits.",
                "admittingFunction"),
            [AgreePlaceRefusal.ConsentUnclear] = new(422,
                "Wat zei de patiënt over de verplaatsing? Er is nog niets vastgelegd. "
                + "Kies een antwoord; kon je het niet vragen, kies dan ook waarom.",
                "What did the patient say about moving? Nothing is recorded yet. "
                + "Choose an answer; if you could not ask, choose why as well."),
            [AgreePlaceRefusal.ReasonUnknown] = new(422,
                "De reden om de plek terug te geven staat niet in de lijst. "
                + "De plek blijft toegezegd; kies een reden.",
                "The reason to give the place back is not in the list. "
                + "The place stays promised; choose a reason.",
                "reason"),
            [AgreePlaceRefusal.NoCondition] = new(409,
                "Er staat geen voorwaarde open; je hoeft niets te doen.",
                "No condition is open; there is nothing to do."),
            [AgreePlaceRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [WaitingListRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [WaitingListRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [WaitingListRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is niets vastgelegd. "
                + "Bel de organisatie die de zorgvraag aannam.",
                "You do not work on this request; nothing was recorded. "
                + "Call the organisation that took it."),
            [WaitingListRefusal.StageForbids] = new(409,
                "Alleen een zorgvraag waarvoor een plek gezocht wordt, kan op de wachtlijst. "
                + "Er is niets vastgelegd; beschrijf eerst wat nodig is.",
                "Only a request that looks for a place can wait for one. "
                + "Nothing was recorded; describe first what is needed."),
            [WaitingListRefusal.PriorityUnknown] = new(422,
                "Kies voorrang 1, 2 of 3; er is niets vastgelegd.",
                "Choose priority 1, 2 or 3; nothing was recorded.", "priority"),
            [WaitingListRefusal.TimeOutOfRange] = new(422,
                "Het moment van terugbellen is al geweest of ligt meer dan 14 dagen vooruit. "
                + "Er is niets vastgelegd; verbeter het tijdstip.",
                "The moment to call back has been, or lies more than 14 days ahead. "
                + "Nothing was recorded; correct the time.", "callBackBy"),
            [WaitingListRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [OpenFollowUpRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [OpenFollowUpRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [OpenFollowUpRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is niets vastgelegd. "
                + "Bel de organisatie die de zorgvraag aannam.",
                "You do not work on this request; nothing was recorded. "
                + "Call the organisation that took it."),
            [OpenFollowUpRefusal.MayStay] = new(409,
                "Er is geen plek voor een paar dagen toegezegd; een vervolg is niet nodig. "
                + "Er is niets gemaakt.",
                "No place for a few days was promised; no follow-up is needed. "
                + "Nothing was made."),
            [OpenFollowUpRefusal.OpenedBefore] = new(409,
                "Er is al een zorgvraag voor het vervolg. Er is niets gemaakt; open die.",
                "There is a request for the follow-up already. Nothing was made; open that one."),
            [OpenFollowUpRefusal.PostcodeUnknown] = new(422,
                "De postcode van de plek is onbekend; er is niets gemaakt. "
                + "Maak zelf een nieuwe zorgvraag.",
                "The postcode of the place is unknown; nothing was made. "
                + "Make a new request yourself."),
            [OpenFollowUpRefusal.NotYetWritten] = RefusalText.NotYetWritten,
        },
        new Dictionary<Enum, Label>
        {
            [OfferState.Open] = new("wacht op antwoord", "waiting for an answer"),
            [OfferState.Silent] = new("geen antwoord, bel nu", "no answer, call now"),
            [OfferState.Accepted] = new("ja, plek toegezegd", "yes, place promised"),
            [OfferState.Refused] = new("nee", "no"),
            [OfferState.Withdrawn] = new("ingetrokken", "taken back"),
            [OfferState.Released] = new("ja, later teruggegeven", "yes, later given back"),

            [Reply.Yes] = new("ja", "yes"),
            [Reply.YesIf] = new("ja, mits", "yes, if"),
            [Reply.No] = new("nee", "no"),

            [Consent.Yes] = new("akkoord", "agrees"),
            [Consent.No] = new("niet akkoord", "does not agree"),
            [Consent.NotAsked] = new("kon niet gevraagd worden", "could not be asked"),

            [Disclosure.Nothing] = new("niets", "nothing"),
            [Disclosure.Need] = new(
                "wat nodig is, niet wie het is", "what is needed, not who it is"),
            [Disclosure.Case] = new(
                "de casus, om advies te geven", "the case, to give advice"),
            [Disclosure.Person] = new("ook wie het is", "also who it is"),
        });
}
