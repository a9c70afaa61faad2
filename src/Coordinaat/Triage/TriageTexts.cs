using Coordinaat.Clinical;
using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Triage;

namespace Coordinaat.Triage;

/// <summary>The words of urgency and need.</summary>
internal static class TriageTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [RecordTriageRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [RecordTriageRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [RecordTriageRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; de urgentie is niet veranderd. "
                + "Gaat het slechter, bel dan de organisatie die de zorgvraag aannam.",
                "You do not work on this request; the urgency was not changed. "
                + "If the patient gets worse, call the organisation that took the request."),
            [RecordTriageRefusal.StageForbids] = new(409,
                "De urgentie ligt nu vast en is niet veranderd. "
                + "Gaat het slechter met de patiënt, neem dan een nieuwe zorgvraag aan.",
                "The urgency is fixed now and was not changed. "
                + "If the patient gets worse, take a new request."),
            [RecordTriageRefusal.SystemUnknown] = new(422,
                "Het triagesysteem staat niet in de lijst, of de versie klopt niet. "
                + "Er is niets vastgelegd; kies het systeem en vul de versie in.",
                "The triage system is not in the list, or its version is not right. "
                + "Nothing was recorded; choose the system and fill in the version.",
                "system"),
            [RecordTriageRefusal.UrgencyUnknown] = new(422,
                "De urgentie staat niet in de lijst, of de uitkomst van het systeem klopt niet. "
                + "Er is niets vastgelegd; vul beide in.",
                "The urgency is not in the list, or the system's outcome is not right. "
                + "Nothing was recorded; fill in both.",
                "urgency"),
            [RecordTriageRefusal.ReasonMissing] = new(422,
                "Jouw urgentie wijkt af van wat het triagesysteem gaf; er is niets vastgelegd. "
                + "Schrijf in één zin waarom.",
                "Your urgency differs from what the triage system gave; nothing was recorded. "
                + "Write in one sentence why.",
                "reason"),

            [DescribeNeedRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [DescribeNeedRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [DescribeNeedRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is niets veranderd. "
                + "Bel de organisatie die de zorgvraag aannam.",
                "You do not work on this request; nothing was changed. "
                + "Call the organisation that took it."),
            [DescribeNeedRefusal.OffersOpen] = new(409,
                "Er lopen nog vragen aan units over de oude zorgbehoefte; die blijft staan. "
                + "Trek die vragen eerst in.",
                "Units are still being asked about the old need; that one stays. "
                + "Take those questions back first."),
            [DescribeNeedRefusal.StageForbids] = new(409,
                "Dit kan nu niet: er is nog geen urgentie, of er is al een plek. "
                + "Er is niets veranderd; leg de urgentie vast, of geef eerst de plek terug.",
                "Not possible now: there is no urgency yet, or there is a place already. "
                + "Nothing was changed; record the urgency, or give the place back first."),
            [DescribeNeedRefusal.CareTypeUnknown] = new(422,
                "Deze soort zorg kun je niet vragen; er is niets veranderd. "
                + "Kies er een uit de lijst.",
                "This kind of care cannot be asked for; nothing was changed. "
                + "Choose one from the list.",
                "careType"),
            [DescribeNeedRefusal.ComplexityUnknown] = new(422,
                "De complexiteit of een voorziening staat niet in de lijst. "
                + "Er is niets veranderd; kies opnieuw.",
                "The complexity or a requirement is not in the list. "
                + "Nothing was changed; choose again."),
            [DescribeNeedRefusal.TitleMissing] = new(422,
                "Voor deze gesloten plek ontbreekt een grondslag, of hij hoort bij de andere wet. "
                + "Er is niets veranderd; vul de grondslag in, of vraag een open plek.",
                "This closed place needs a legal basis, or the basis is of the other law. "
                + "Nothing was changed; fill in the basis, or ask for an open place.",
                "title"),
            [DescribeNeedRefusal.TransportUnknown] = new(422,
                "Het vervoer ontbreekt of staat niet in de lijst; er is niets veranderd. "
                + "Kies hoe de patiënt kan reizen.",
                "The transport is missing or not in the list; nothing was changed. "
                + "Choose how the patient can travel.",
                "transport"),
            [DescribeNeedRefusal.RequirementUnknown] = new(422,
                "Dit specialisme of niveau bestaat niet; er is niets vastgelegd. "
                + "Kies uit de lijst.",
                "This specialism or level does not exist; nothing was recorded. "
                + "Choose from the list.", "specialism"),
            [DescribeNeedRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [RecordConsultationRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [RecordConsultationRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [RecordConsultationRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is niets vastgelegd. "
                + "Bel de organisatie die de zorgvraag aannam.",
                "You do not work on this request; nothing was recorded. "
                + "Call the organisation that took it."),
            [RecordConsultationRefusal.StageForbids] = new(409,
                "Deze zorgvraag is gesloten; er is niets vastgelegd. Maak zo nodig een nieuwe.",
                "This request is closed; nothing was recorded. Make a new one if needed."),
            [RecordConsultationRefusal.WhoMissing] = new(422,
                "Met wie is overlegd? Naam of functie ontbreekt; er is niets vastgelegd. "
                + "Vul beide in.",
                "Who was consulted? The name or the function is missing; nothing was recorded. "
                + "Fill in both.", "name"),
            [RecordConsultationRefusal.AdviceMissing] = new(422,
                "Wat was het advies? Er is niets vastgelegd; schrijf het op.",
                "What was the advice? Nothing was recorded; write it down.", "advice"),
            [RecordConsultationRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [VitalSignsRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [VitalSignsRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [VitalSignsRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; de meting is niet vastgelegd. "
                + "Gaat het slechter, bel dan de organisatie die de zorgvraag aannam.",
                "You do not work on this request; the measurement was not recorded. "
                + "If the patient gets worse, call the organisation that took the request."),
            [VitalSignsRefusal.StageForbids] = new(409,
                "Deze zorgvraag is gesloten of heeft al 200 metingen; er is niets vastgelegd. "
                + "Maak zo nodig een nieuwe zorgvraag.",
                "This request is closed, or has 200 measurements already; nothing was recorded. "
                + "Make a new request if needed."),
            [VitalSignsRefusal.NothingMeasured] = new(422,
                "Er is niets ingevuld, of iets wat geen getal is; er is niets vastgelegd. "
                + "Vul in wat gemeten is, alleen in cijfers.",
                "Nothing was filled in, or something that is no number; nothing was recorded. "
                + "Fill in what was measured, in digits only.", "respirations"),
            [VitalSignsRefusal.Impossible] = new(422,
                "Een getal kan niet kloppen: geen meter geeft dat aan. Er is niets vastgelegd; "
                + "kijk de getallen na.",
                "A number cannot be right: no instrument shows it. Nothing was recorded; "
                + "look at the numbers again.", "respirations"),
            [VitalSignsRefusal.Unusual] = new(422,
                "Een getal is heel ongewoon. Er is niets vastgelegd: kijk het na, en vink aan dat "
                + "het klopt. Is er levensgevaar, bel dan eerst 112.",
                "A number is very unusual. Nothing was recorded: look at it again, and tick that "
                + "it is right. If life is in danger, call 112 first.", "confirmed"),
            [VitalSignsRefusal.TimeOutOfRange] = new(422,
                "De tijd van de meting ligt in de toekomst of meer dan een dag terug; "
                + "er is niets vastgelegd. Kijk de tijd na.",
                "The time of the measurement lies ahead or more than a day back; "
                + "nothing was recorded. Check the time.", "measuredAt"),
            [VitalSignsRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [DescribeNeedRefusal.OrganisationUnknown] = new(422,
                "Bij ‘niet naar’ staat een onbekende organisatie, of het zijn er meer dan tien. "
                + "Er is niets veranderd; kies opnieuw.",
                "Under ‘not to’ stands an unknown organisation, or there are more than ten. "
                + "Nothing was changed; choose again."),
            [SetPayerRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [SetPayerRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [SetPayerRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is niets vastgelegd. "
                + "Bel de organisatie die de zorgvraag aannam.",
                "You do not work on this request; nothing was recorded. "
                + "Call the organisation that took it."),
            [SetPayerRefusal.PayerUnknown] = new(422,
                "Deze betaler kennen we niet; er is niets vastgelegd. Kies er een uit de lijst.",
                "This payer is unknown; nothing was recorded. Choose one from the list.",
                "payer"),
            [SetPayerRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [MedicallyReadyRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [MedicallyReadyRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [MedicallyReadyRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is niets vastgelegd. "
                + "Bel de organisatie die de zorgvraag aannam.",
                "You do not work on this request; nothing was recorded. "
                + "Call the organisation that took it."),
            [MedicallyReadyRefusal.StageForbids] = new(409,
                "De patiënt is al vertrokken, of de zorgvraag is gesloten. "
                + "Er is niets vastgelegd; kijk in de tijdlijn.",
                "The patient has left already, or the request is closed. "
                + "Nothing was recorded; see the time line."),
            [MedicallyReadyRefusal.NotInHospital] = new(409,
                "Deze zorgvraag komt niet van een afdeling of SEH; er is niets vastgelegd. "
                + "Klopt de vrager niet? Maak een nieuwe zorgvraag.",
                "No ward or emergency department asked for this; nothing was recorded. "
                + "Is the requester wrong? Make a new request."),
            [MedicallyReadyRefusal.TimeOutOfRange] = new(422,
                "Dit tijdstip ligt in de toekomst of meer dan 30 dagen terug. "
                + "Er is niets vastgelegd; verbeter het tijdstip.",
                "This time lies in the future or more than 30 days back. "
                + "Nothing was recorded; correct the time.", "time"),
            [MedicallyReadyRefusal.NotYetWritten] = RefusalText.NotYetWritten,
        },
        new Dictionary<Enum, Label>
        {
            [Payer.NotKnownYet] = new(
                "nog niet bekend: eerst plaatsen, later regelen",
                "not known yet: place first, arrange later"),
            [Payer.Zvw] = new("Zvw (zorgverzekering)", "Zvw (health insurance)"),
            [Payer.Wlz] = new("Wlz (langdurige zorg)", "Wlz (long-term care)"),
            [Payer.Wmo] = new("Wmo (gemeente)", "Wmo (municipality)"),

            [Consciousness.Alert] = new("helder", "alert"),
            [Consciousness.NewConfusion] = new("nieuw verward", "new confusion"),
            [Consciousness.Voice] = new("reageert op aanspreken", "responds to voice"),
            [Consciousness.Pain] = new("reageert op pijn", "responds to pain"),
            [Consciousness.Unresponsive] = new("reageert niet", "does not respond"),
            [News2Part.Respirations] = new("ademhaling", "respirations"),
            [News2Part.Saturation] = new("saturatie", "saturation"),
            [News2Part.Oxygen] = new("zuurstof", "oxygen"),
            [News2Part.Systolic] = new("bovendruk", "systolic"),
            [News2Part.Pulse] = new("pols", "pulse"),
            [News2Part.Consciousness] = new("bewustzijn", "consciousness"),
            [News2Part.Temperature] = new("temperatuur", "temperature"),
            [News2Band.Low] = new("laag", "low"),
            [News2Band.LowMedium] = new(
                "laag, met één onderdeel op 3: met spoed laten zien",
                "low, with one part of 3: an urgent look"),
            [News2Band.Medium] = new("midden: met spoed", "medium: urgent"),
            [News2Band.High] = new("hoog: onmiddellijk", "high: at once"),
            [News2Limit.UnderSixteen] = new(
                "geen NEWS2: de patiënt is jonger dan 16, daarvoor is de score niet gemaakt",
                "no NEWS2: the patient is under 16, for whom the score was not made"),
            [News2Limit.AgeUnknown] = new(
                "geen NEWS2: de leeftijd is niet bekend", "no NEWS2: the age is not known"),
            [News2Limit.Pregnant] = new(
                "geen NEWS2: bij zwangerschap geldt de score niet",
                "no NEWS2: the score does not hold in pregnancy"),

            [LegalTitle.None] = new("geen", "none"),
            [LegalTitle.Consent] = new("patiënt stemt in", "patient consents"),
            [LegalTitle.AdmissionDecision] = new(
                "besluit opname en verblijf (Wzd)", "decision on admission and stay (Wzd)"),
            [LegalTitle.CourtOrder] = new("rechterlijke machtiging (Wzd)", "court order (Wzd)"),
            [LegalTitle.EmergencyDetention] = new(
                "inbewaringstelling (Wzd)", "emergency detention (Wzd)"),
            [LegalTitle.CareOrder] = new("zorgmachtiging (Wvggz)", "care order (Wvggz)"),
            [LegalTitle.CrisisMeasure] = new("crisismaatregel (Wvggz)", "crisis measure (Wvggz)"),
            [LegalTitle.WvggzInPreparation] = new(
                "in voorbereiding (Wvggz)", "in preparation (Wvggz)"),
            [LegalTitle.WzdInPreparation] = new("in voorbereiding (Wzd)", "in preparation (Wzd)"),

            [ReturnHome.Unknown] = new("terug naar huis onbekend", "return home unknown"),
            [ReturnHome.Expected] = new("gaat weer naar huis", "expected to return home"),
            [ReturnHome.NotExpected] = new(
                "gaat niet terug naar huis", "not expected to return home"),
        });
}
