using Coordinaat.Components;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Consulting;

/// <summary>The words of consultation and of handing the lead over.</summary>
internal static class ConsultationTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [ConsultationRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [ConsultationRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [ConsultationRefusal.NotAllowed] = new(403,
                "Jouw organisatie werkt niet aan deze zorgvraag en is niets gevraagd. "
                + "Er is niets vastgelegd; bel zo nodig het coördinatiecentrum.",
                "Your organisation does not work on this request and was asked nothing. "
                + "Nothing was recorded; call the coordination centre if needed."),
            [ConsultationRefusal.RequestClosed] = new(409,
                "Deze zorgvraag is intussen gesloten; er is niets vastgelegd. "
                + "Is het advies nog van belang? Bel het coördinatiecentrum.",
                "This request was closed meanwhile; nothing was recorded. "
                + "Does the advice still matter? Call the coordination centre."),
            [ConsultationRefusal.ConsultationUnknown] = new(404,
                "Deze vraag aan een collega bestaat niet; er is niets vastgelegd. "
                + "Kijk in het dossier wie gevraagd is.",
                "This question to a colleague does not exist; nothing was recorded. "
                + "See in the record who was asked."),
            [ConsultationRefusal.AnsweredAlready] = new(409,
                "Deze vraag is al beantwoord of afgesloten; jouw tekst is niet opgeslagen. "
                + "Het eerste antwoord staat in het dossier. Bel als het anders ligt.",
                "This question was answered or concluded already; your text was not stored. "
                + "The first answer stands in the record. Call if things are different."),
            [ConsultationRefusal.Withdrawn] = new(409,
                "Deze vraag is teruggenomen; jouw antwoord is niet opgeslagen. "
                + "Is het advies nog van belang? Bel het coördinatiecentrum.",
                "This question was taken back; your answer was not stored. "
                + "Does the advice still matter? Call the coordination centre."),
            [ConsultationRefusal.WhomUnknown] = new(422,
                "Wie wil je vragen? Er is nog niets gevraagd; kies uit de lijst.",
                "Whom do you want to ask? Nothing was asked yet; choose from the list.",
                "colleagues"),
            [ConsultationRefusal.AskedAlready] = new(409,
                "Deze collega is al gevraagd en heeft nog niet geantwoord; er is niets dubbel "
                + "gevraagd. Bel, of neem de eerste vraag terug.",
                "This colleague was asked already and did not answer yet; nothing was asked "
                + "twice. Call, or take the first question back."),
            [ConsultationRefusal.TooMany] = new(422,
                "Hooguit zes collega's tegelijk, en vijftig in één zorgvraag; er is niets "
                + "gevraagd. Kies er minder.",
                "At most six colleagues at once, and fifty in one request; nothing was asked. "
                + "Choose fewer.", "colleagues"),
            [ConsultationRefusal.WordsMissing] = new(422,
                "De tekst ontbreekt; er is niets vastgelegd. Schrijf op wat je vraagt of vindt.",
                "The text is missing; nothing was recorded. Write what you ask or think."),
            [ConsultationRefusal.UrgencyUnknown] = new(422,
                "Deze urgentie staat niet in de lijst; er is niets vastgelegd. Kies opnieuw.",
                "This urgency is not in the list; nothing was recorded. Choose again.",
                "urgency"),
            [ConsultationRefusal.WhoMissing] = new(422,
                "Wie gaf dit antwoord aan de telefoon? Er is niets vastgelegd; vul de naam in.",
                "Who gave this answer by telephone? Nothing was recorded; fill in the name.",
                "name"),
            [ConsultationRefusal.NotYetWritten] = RefusalText.NotYetWritten,

            [HandOverLeadRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets overgedragen. Controleer het nummer.",
                "This request does not exist; nothing was handed over. Check the number."),
            [HandOverLeadRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets "
                + "overgedragen. Maak zo nodig een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was handed over. "
                + "Make a new request if needed."),
            [HandOverLeadRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is niets overgedragen. "
                + "Bel de organisatie die de zorgvraag aannam.",
                "You do not work on this request; nothing was handed over. "
                + "Call the organisation that took it."),
            [HandOverLeadRefusal.RequestClosed] = new(409,
                "Deze zorgvraag is gesloten; er is niets meer over te dragen. "
                + "Kijk in de tijdlijn.",
                "This request is closed; nothing is left to hand over. See the time line."),
            [HandOverLeadRefusal.OfferedAlready] = new(409,
                "De overdracht is al aangeboden en wacht op antwoord; er is niets veranderd. "
                + "Neem het aanbod eerst terug, of bel.",
                "The hand-over was offered already and waits for an answer; nothing was "
                + "changed. Take the offer back first, or call."),
            [HandOverLeadRefusal.NothingOffered] = new(409,
                "Er wordt nu niets overgedragen: het aanbod is teruggenomen of al beantwoord. "
                + "Er is niets veranderd; kijk wie het aanspreekpunt is.",
                "Nothing is being handed over now: the offer was taken back or answered. "
                + "Nothing was changed; see who leads."),
            [HandOverLeadRefusal.OfferedToOther] = new(409,
                "Deze overdracht is aan een ander aangeboden; er is niets veranderd. "
                + "Neem zelf over als dat nodig is.",
                "This hand-over was offered to somebody else; nothing was changed. "
                + "Take the lead yourself if needed."),
            [HandOverLeadRefusal.WhomUnknown] = new(422,
                "Daar werkt niemand aan zorgvragen, of die collega leidt deze al. "
                + "Er is niets aangeboden; kies uit de lijst.",
                "Nobody works on requests there, or that colleague leads this one already. "
                + "Nothing was offered; choose from the list.", "to"),
            [HandOverLeadRefusal.WordsMissing] = new(422,
                "Wat moet er nog gebeuren, of waarom niet? Er is niets veranderd; "
                + "schrijf het in een zin.",
                "What remains to be done, or why not? Nothing was changed; "
                + "write it in a sentence."),
            [HandOverLeadRefusal.NotYetWritten] = RefusalText.NotYetWritten,
        },
        new Dictionary<Enum, Label>());
}
