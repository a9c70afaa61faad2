using Coordinaat.Components;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Triage;

namespace Coordinaat.Triage;

/// <summary>The words of what a triage found, of judging again, and of the physician's review.
/// </summary>
internal static class FindingTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [RecordTriageRefusal.JudgedMeanwhile] = new(409,
                "Een collega heeft intussen ook beoordeeld; dat staat nu in het dossier en jouw "
                + "oordeel is nog niet vastgelegd. Kijk wat er veranderde, en leg dan opnieuw "
                + "vast.",
                "A colleague judged meanwhile; that stands in the dossier now and your judgement "
                + "was not recorded yet. See what changed, and record it again."),
            [RecordTriageRefusal.FindingUnknown] = new(422,
                "Een van de bevindingen staat niet in de lijst; er is niets vastgelegd. "
                + "Kies opnieuw.",
                "One of the findings is not in the list; nothing was recorded. Choose again."),
            [RecordTriageRefusal.AdviceMissing] = new(422,
                "Zelf afgehandeld? Dan horen de vervolgactie en het advies erbij, voor de arts die "
                + "het autoriseert. Er is niets vastgelegd; vul ze in.",
                "Handled alone? Then the follow-up and the advice belong with it, for the "
                + "physician who authorises it. Nothing was recorded; fill them in.", "advice"),
            [RecordTriageRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [TreatmentLimitsRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [TreatmentLimitsRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [TreatmentLimitsRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is niets vastgelegd. "
                + "Bel de organisatie die de zorgvraag aannam.",
                "You do not work on this request; nothing was recorded. "
                + "Call the organisation that took it."),
            [TreatmentLimitsRefusal.StageForbids] = new(409,
                "Deze zorgvraag is gesloten; er is niets vastgelegd. Maak zo nodig een nieuwe.",
                "This request is closed; nothing was recorded. Make a new one if needed."),
            [TreatmentLimitsRefusal.LimitUnknown] = new(422,
                "Een behandelgrens staat niet in de lijst of is dubbel; er is niets vastgelegd. "
                + "Kies opnieuw.",
                "A limit on treatment is not in the list, or stands there twice; nothing was "
                + "recorded. Choose again."),
            [TreatmentLimitsRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [AddContactRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [AddContactRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [AddContactRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is niets vastgelegd. "
                + "Bel de organisatie die de zorgvraag aannam.",
                "You do not work on this request; nothing was recorded. "
                + "Call the organisation that took it."),
            [AddContactRefusal.StageForbids] = new(409,
                "Deze zorgvraag is gesloten, of heeft al 200 contacten; er is niets vastgelegd. "
                + "Neem een nieuwe zorgvraag aan.",
                "This request is closed, or has 200 contacts already; nothing was recorded. "
                + "Take a new request."),
            [AddContactRefusal.WhoMissing] = new(422,
                "Wie nam contact op, en hoe? Er is niets vastgelegd; kies beide.",
                "Who made contact, and how? Nothing was recorded; choose both.", "requester"),
            [AddContactRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [ReviewRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [ReviewRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [ReviewRefusal.NotAllowed] = new(403,
                "Alleen een regiearts van een organisatie die aan deze zorgvraag werkt, "
                + "autoriseert het advies; er is niets vastgelegd. Vraag de regiearts.",
                "Only a supervising physician of an organisation that works on this request "
                + "authorises the advice; nothing was recorded. Ask the physician."),
            [ReviewRefusal.NothingToReview] = new(409,
                "Bij deze zorgvraag wacht geen advies op een arts, of een collega keek er al naar. "
                + "Er is niets vastgelegd; bekijk het dossier.",
                "No advice of this request waits for a physician, or a colleague looked already. "
                + "Nothing was recorded; see the dossier."),
            [ReviewRefusal.OwnAdvice] = new(403,
                "Je eigen advies autoriseer je niet zelf; er is niets vastgelegd. "
                + "Vraag een andere arts.",
                "Nobody authorises their own advice; nothing was recorded. "
                + "Ask another physician."),
            [ReviewRefusal.WordsMissing] = new(422,
                "Wat moet er gebeuren? Er is niets vastgelegd; schrijf het op.",
                "What has to be done? Nothing was recorded; write it down.", "words"),
            [ReviewRefusal.OneByOne] = new(409,
                "U0, U1 en U2 autoriseer je één voor één; er is niets vastgelegd. "
                + "Haal ze uit de keuze.",
                "U0, U1 and U2 are authorised one by one; nothing was recorded. "
                + "Take them out of the choice."),
            [ReviewRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [SettleRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [SettleRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [SettleRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is niets vastgelegd. "
                + "Bel de organisatie die de zorgvraag aannam.",
                "You do not work on this request; nothing was recorded. "
                + "Call the organisation that took it."),
            [SettleRefusal.NotReturned] = new(409,
                "Bij deze zorgvraag gaf geen arts een advies terug, of het is al afgehandeld. "
                + "Er is niets vastgelegd; bekijk het dossier.",
                "No physician returned advice of this request, or it was settled already. "
                + "Nothing was recorded; see the dossier."),
            [SettleRefusal.WordsMissing] = new(422,
                "Wat is er gedaan? Er is niets vastgelegd; schrijf het op.",
                "What was done? Nothing was recorded; write it down.", "words"),
            [GpReportRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [GpReportRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [GpReportRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is niets vastgelegd. "
                + "Bel de organisatie die de zorgvraag aannam.",
                "You do not work on this request; nothing was recorded. "
                + "Call the organisation that took it."),
            [GpReportRefusal.StageForbids] = new(409,
                "De zorgvraag is nog open; het verslag gaat pas bij het sluiten naar de huisarts. "
                + "Er is niets vastgelegd; sluit eerst.",
                "The request is still open; the report goes to the GP at closing. "
                + "Nothing was recorded; close it first."),
            [GpReportRefusal.ReceiverMissing] = new(422,
                "Naar welke huisarts of praktijk, en hoe? Er is niets vastgelegd; vul beide in.",
                "To which GP or practice, and how? Nothing was recorded; fill in both.",
                "receiver"),
            [GpReportRefusal.TimeOutOfRange] = new(422,
                "Dit tijdstip ligt in de toekomst of meer dan een dag terug; er is niets "
                + "vastgelegd. Verbeter het tijdstip.",
                "This time lies in the future or more than a day back; nothing was recorded. "
                + "Correct the time.", "time"),
            [GpReportRefusal.NotYetWritten] = RefusalText.NotYetWritten,
        },
        new Dictionary<Enum, Label>
        {
            [NextAct.Retriage] = new("Beoordeel opnieuw", "Judge again"),

            [AbcdState.NotAssessed] = new("niet beoordeeld", "not assessed"),
            [AbcdState.Safe] = new("veilig", "safe"),
            [AbcdState.Threatened] = new("bedreigd", "threatened"),
            [AbcdState.Unstable] = new("instabiel", "unstable"),
            [AbcdState.Failing] = new("valt uit", "failing"),

            [RetriageReason.Timer] = new(
                "de tijd om opnieuw te beoordelen is om", "it is time to judge again"),
            [RetriageReason.SecondContact] = new("tweede contact", "second contact"),
            [RetriageReason.Worse] = new("het gaat slechter", "it is worse"),

            [ReviewState.Authorised] = new("geautoriseerd", "authorised"),
            [ReviewState.Returned] = new("teruggegeven", "returned"),
            [ReviewState.Settled] = new("afgehandeld", "settled"),
        });
}
