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
                "Er is nog geen plek afgesproken, of de zorgvraag is al verder. "
                + "Er is niets vastgelegd; doe de stap die klaarstaat.",
                "No place is agreed yet, or the request is further already. "
                + "Nothing was recorded; do the step that is waiting."),
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
            [TransportRefusal.TimeOutOfRange] = new(422,
                "Dit tijdstip ligt in de toekomst of meer dan een dag terug. "
                + "Er is niets vastgelegd; verbeter het tijdstip.",
                "This time lies in the future or more than a day back. "
                + "Nothing was recorded; correct the time.",
                "time"),
        },
        new Dictionary<Enum, Label>());
}
