using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Transport;

namespace Coordinaat.Transport;

/// <summary>The words of the journey.</summary>
internal static class TransportTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [TransportRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [TransportRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [TransportRefusal.NotAllowed] = new(403,
                "Dit mag alleen wie aan deze zorgvraag werkt, of de unit die ja zei. "
                + "Er is niets vastgelegd; bel het vaste aanspreekpunt.",
                "Only those who work on this request, or the unit that said yes, may do this. "
                + "Nothing was recorded; call the lead."),
            [TransportRefusal.StageForbids] = new(409,
                "Er is nog geen plek of vervoer afgesproken, of de zorgvraag is al verder. "
                + "Er is niets vastgelegd; doe de stap die klaarstaat.",
                "No place or transport is agreed yet, or the request is further already. "
                + "Nothing was recorded; do the step that is waiting."),
            [TransportRefusal.NoAmbulance] = new(409,
                "Er is geen ambulance gevraagd, dus er is geen ritsurgentie vastgelegd. "
                + "Vraag eerst een ambulance aan.",
                "No ambulance was asked for, so no urgency was recorded. "
                + "Ask for an ambulance first."),
            [TransportRefusal.ConditionOpen] = new(409,
                "De voorwaarde van ‘ja, mits’ staat nog open; er is geen vervoer gevraagd. "
                + "Regel die eerst.",
                "The condition of ‘yes, if’ is still open; no transport was asked for. "
                + "See to it first."),
            [TransportRefusal.ConsentMissing] = new(409,
                "Nog niet bekend is of de patiënt mee wil; er is geen vervoer gevraagd. "
                + "Vraag het en leg het antwoord vast.",
                "It is not known yet whether the patient agrees; no transport was asked for. "
                + "Ask, and record the answer."),
            [TransportRefusal.ConsentRefused] = new(409,
                "De patiënt wil niet verplaatst worden; er is geen vervoer gevraagd. "
                + "Overleg met de arts, of geef de plek terug.",
                "The patient does not want to be moved; no transport was asked for. "
                + "Consult the doctor, or give the place back."),
            [TransportRefusal.KindUnknown] = new(422,
                "Dit vervoer staat niet in de lijst; er is niets gevraagd. Kies het opnieuw.",
                "This transport is not in the list; nothing was asked for. Choose again.",
                "kind"),
            [TransportRefusal.MicuMissing] = new(409,
                "Voor de MICU ligt de procedure nog niet vast; er is geen vervoer gevraagd. "
                + "Vul eerst het MICU-formulier in: de indicatie van de intensivist en de "
                + "afspraak met de MICU-coördinator.",
                "The procedure for mobile intensive care is not recorded yet; no transport was "
                + "asked for. Fill in the MICU form first: the intensivist's indication and the "
                + "agreement with the MICU coordinator.",
                "kind"),
            [TransportRefusal.UrgencyUnknown] = new(422,
                "Deze urgentie kun je niet vragen; er is nog niets gevraagd. "
                + "Kies er een uit de lijst: andere bepaalt de meldkamer.",
                "This urgency cannot be asked for; nothing was asked for yet. "
                + "Choose one from the list: the dispatch centre sets the others.",
                "urgency"),
            [TransportRefusal.AuthorityMissing] = new(422,
                "Alleen wie dat mag, zoals een arts of verpleegkundige, vraagt een ambulance. "
                + "Er is niets gevraagd; vul naam en functie in.",
                "Only those who may, such as a doctor or nurse, ask for an ambulance. "
                + "Nothing was asked for; fill in name and function."),
            [TransportRefusal.AssignedUrgencyUnknown] = new(422,
                "Deze ritsurgentie staat niet in de lijst; er is niets vastgelegd. "
                + "Kies er een uit de lijst.",
                "This urgency is not in the list; nothing was recorded. "
                + "Choose one from the list.",
                "urgency"),
            [TransportRefusal.StatusUnknown] = new(422,
                "Deze stand van de rit bestaat niet; er is niets vastgelegd. Kies opnieuw.",
                "This status of a ride does not exist; nothing was recorded. Choose again.",
                "status"),
            [TransportRefusal.ReasonUnknown] = new(422,
                "Bij ‘geen vervoer’ hoort een reden; er is nog niets vastgelegd. "
                + "Kies een reden uit de lijst.",
                "‘No transport’ needs a reason; nothing was recorded yet. "
                + "Choose a reason from the list.",
                "reason"),
            [TransportRefusal.TimeOutOfRange] = new(422,
                "Dit tijdstip ligt in de toekomst of meer dan een dag terug. "
                + "Er is niets vastgelegd; verbeter het tijdstip.",
                "This time lies in the future or more than a day back. "
                + "Nothing was recorded; correct the time.",
                "time"),
            [TransportRefusal.TooManyFacts] = new(409,
                "Over deze rit is al te veel gemeld; dit is niet vastgelegd. "
                + "Bel het coördinatiecentrum.",
                "Too much was told of this ride already; this was not recorded. "
                + "Call the coordination centre."),
            [TransportRefusal.NotYetWritten] = RefusalText.NotYetWritten,

            [AgreeMicuRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [AgreeMicuRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd.",
                "This request is archived and can only be read; nothing was recorded."),
            [AgreeMicuRefusal.NotAllowed] = new(403,
                "Dit mag alleen wie aan deze zorgvraag werkt of de patiënt instuurde. "
                + "Er is niets vastgelegd; bel het vaste aanspreekpunt.",
                "Only those who work on this request or sent the patient may do this. "
                + "Nothing was recorded; call the lead."),
            [AgreeMicuRefusal.StageForbids] = new(409,
                "Er is nog geen plek toegezegd, of de patiënt is al vertrokken. "
                + "Er is niets vastgelegd; doe de stap die klaarstaat.",
                "No place is promised yet, or the patient has left. "
                + "Nothing was recorded; do the step that is waiting."),
            [AgreeMicuRefusal.DoctorsMissing] = new(409,
                "Eerst het bed, dan de MICU: wie neemt de patiënt op? Er is niets vastgelegd; "
                + "noteer eerst de twee artsen.",
                "First the bed, then the MICU: who admits the patient? Nothing was recorded; "
                + "name the two doctors first."),
            [AgreeMicuRefusal.IndicationUnknown] = new(422,
                "Deze indicatie staat niet in de lijst; er is niets vastgelegd. Kies er een.",
                "This indication is not in the list; nothing was recorded. Choose one.",
                "indication"),
            [AgreeMicuRefusal.IntensivistMissing] = new(422,
                "De verwijzend intensivist stelt de indicatie; er is nog niets vastgelegd. "
                + "Vul naam en functie in.",
                "The referring intensivist sets the indication; nothing was recorded yet. "
                + "Fill in name and function.",
                "intensivist"),
            [AgreeMicuRefusal.ConditionMissing] = new(422,
                "Hoe is de patiënt er nu aan toe? Er is nog niets vastgelegd; "
                + "beschrijf de toestand.",
                "How is the patient now? Nothing was recorded yet; describe the condition.",
                "condition"),
            [AgreeMicuRefusal.CoordinatorMissing] = new(422,
                "Met welke MICU-coördinator is dit afgesproken? Er is nog niets vastgelegd; "
                + "vul de naam in.",
                "With which MICU coordinator was this agreed? Nothing was recorded yet; "
                + "fill in the name.",
                "coordinator"),
            [AgreeMicuRefusal.DepartureOutOfRange] = new(422,
                "Dit vertrek ligt meer dan een dag terug of meer dan twee dagen vooruit. "
                + "Er is niets vastgelegd; verbeter het tijdstip.",
                "This departure lies more than a day back or more than two days ahead. "
                + "Nothing was recorded; correct the time.",
                "departure"),
            [AgreeMicuRefusal.NotYetWritten] = RefusalText.NotYetWritten,
        },
        new Dictionary<Enum, Label>
        {
            [RideStatus.Accepted] = new("Rit aangenomen", "Ride accepted"),
            [RideStatus.OnTheWay] = new("Onderweg naar de patiënt", "On the way to the patient"),
            [RideStatus.AtPatient] = new("Bij de patiënt", "At the patient"),
            [RideStatus.Departed] = new("Vertrokken", "Departed"),
            [RideStatus.Arrived] = new("Aangekomen", "Arrived"),
            [RideStatus.NoTransport] = new("Geen vervoer", "No transport"),
        });
}
