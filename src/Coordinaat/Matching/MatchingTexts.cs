using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;

namespace Coordinaat.Matching;

/// <summary>The words of matching: what is said of a unit that fails a rule.</summary>
internal static class MatchingTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [ChooseAlternativeRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets gekozen. Controleer het nummer.",
                "This request does not exist; nothing was chosen. Check the number."),
            [ChooseAlternativeRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets gekozen. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was chosen. "
                + "Is the patient back? Make a new request."),
            [ChooseAlternativeRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is niets gekozen. "
                + "Bel de organisatie die de zorgvraag aannam.",
                "You do not work on this request; nothing was chosen. "
                + "Call the organisation that took it."),
            [ChooseAlternativeRefusal.StageForbids] = new(409,
                "Dit kan nu niet: er is nog geen urgentie, of er is al een plek. "
                + "Er is niets gekozen; leg de urgentie vast, of geef eerst de plek terug.",
                "Not possible now: there is no urgency yet, or there is a place already. "
                + "Nothing was chosen; record the urgency, or give the place back first."),
            [ChooseAlternativeRefusal.ComplaintUnknown] = new(422,
                "Deze klacht staat niet in de lijst; er is niets gekozen. Kies er een.",
                "This complaint is not in the list; nothing was chosen. Choose one.",
                "complaint"),
            [ChooseAlternativeRefusal.AvoidedUnknown] = new(422,
                "Wat was er anders gebeurd? Er is niets gekozen; kies het uit de lijst.",
                "What would have happened otherwise? Nothing was chosen; choose from the list.",
                "avoided"),
            [ChooseAlternativeRefusal.NotAgreed] = new(409,
                "Dit is voor deze klacht, urgentie en dit uur niet (meer) afgesproken. "
                + "Er is niets gekozen; kijk wat er nu wel kan.",
                "This is not agreed (any more) for this complaint, urgency and hour. "
                + "Nothing was chosen; see what is possible now."),
            [ChooseAlternativeRefusal.NotYetWritten] = RefusalText.NotYetWritten,
        },
        new Dictionary<Enum, Label>
        {
            [NotAdvisedFor.Stop] = new("heeft een stop tot", "has a stop until"),
            [NotAdvisedFor.Unfit] = new("kan niet", "cannot"),
            [NotAdvisedFor.Farther] = new("ligt verder", "lies farther"),
            [NotAdvisedFor.Later] = new("komt daarna", "comes next"),
            [Rules.CareType] = new("geeft deze zorg niet", "does not give this care"),
            [Rules.Complexity] = new("te complex", "too complex"),
            [Rules.Age] = new("neemt deze leeftijd niet", "does not take this age"),
            [Rules.Isolation] = new("geen isolatiekamer", "no isolation room"),
            [Rules.Wandering] = new("geen dwaalbeveiliging", "not safe for wandering"),
            [Rules.Bariatric] = new("geen bariatrische voorzieningen", "no bariatric equipment"),
            [Rules.OneToOne] = new("geen 1-op-1-begeleiding", "no one-to-one supervision"),
            [Rules.Title] = new(
                "geen grondslag voor gesloten plek", "no legal basis for a closed place"),
            [Rules.ReturnHome] = new(
                "alleen wie weer naar huis gaat", "only for those who return home"),
            [Rules.NotThere] = new(
                "patiënt wil hier niet heen", "patient does not want to go here"),
            [Rules.Reach] = new("buiten het werkgebied", "outside the team's area"),
            [Rules.Transport] = new(
                "dan rijdt dit vervoer niet", "this transport does not run then"),
            [Rules.ArrivalHours] = new("neemt dan niemand op", "admits nobody then"),
            [Rules.DoctorCover] = new(
                "dan geen arts of dienst beschikbaar", "no doctor or colleague on duty then"),
            [Rules.Open] = new("heeft dan een stop", "has a stop then"),
            [Rules.Place] = new("vol", "full"),
            [Rules.Equipment] = new("mist nodige apparatuur", "lacks equipment that is needed"),
            [Rules.Room] = new("geen passende kamer (man/vrouw)", "no fitting room (man/woman)"),
            [Rules.Specialism] = new("heeft dit specialisme niet", "lacks this specialism"),
            [Rules.NeonatalLevel] = new("neonataal niveau te laag", "neonatal level too low"),
            [Rules.TraumaLevel] = new("traumaniveau past niet", "trauma level does not fit"),
            [Rules.Ladder] = new("volgens afspraak pas later", "by agreement only later"),
            [Rules.Agreed] = new("volgens afspraak niet", "by agreement not"),
        });
}
