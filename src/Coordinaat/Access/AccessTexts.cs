using Coordinaat.Components;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Exchange.Notes;

namespace Coordinaat.Access;

/// <summary>The words of taking requests in and working on them.</summary>
internal static class AccessTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [RegisterRefusal.NotAllowed] = new(403,
                "Met jouw rol kun je geen zorgvraag aannemen; er is niets opgeslagen. "
                + "Laat een triagist dit doen.",
                "With your role you cannot take a request; nothing was stored. "
                + "Have a triagist do this."),
            [RegisterRefusal.PostcodeUnknown] = new(422,
                "Deze postcode kennen we niet; de zorgvraag is nog niet vastgelegd. "
                + "Vraag nog eens waar de patiënt nu is.",
                "This postcode is unknown; nothing was stored yet. "
                + "Ask again where the patient is now.",
                "postcode"),
            [PasteFault.Empty] = new(422,
                "Er staat niets in het vak; er is niets ingevuld. Plak de tekst nog eens.",
                "There is nothing in the box; nothing was filled in. Paste the text again.",
                "text"),
            [PasteFault.TooLong] = new(422,
                "De tekst is langer dan 20.000 tekens; er is niets ingevuld. "
                + "Plak alleen dit contact.",
                "The text is longer than 20,000 characters; nothing was filled in. "
                + "Paste this contact only.", "text"),
            [PasteFault.NotText] = new(422,
                "Dit is geen leesbare tekst; er is niets ingevuld. "
                + "Kopieer de tekst opnieuw uit je systeem.",
                "This is no readable text; nothing was filled in. "
                + "Copy the text from your system again.", "text"),
            [RegisterRefusal.OpenRequestExists] = new(409,
                "Voor deze patiënt staat al een zorgvraag open; deze is nog niet vastgelegd. "
                + "Ga daar verder, of schrijf op waarom een tweede nodig is.",
                "A request for this patient is open already; nothing was stored. "
                + "Continue there, or write down why a second one is needed.",
                "continuedWhy"),
            [RegisterRefusal.KindMissing] = new(422,
                "Zeg eerst wat je vraagt: kies het bovenaan. De zorgvraag is nog niet vastgelegd; "
                + "wat je typte staat er nog.",
                "Say first what you ask for: choose it at the top. The request was not recorded "
                + "yet; what you typed is still here.",
                "kind"),
            [RegisterRefusal.KindUnknown] = new(422,
                "Deze soort zorgvraag kennen we niet; er is niets vastgelegd. Kies een andere.",
                "There is no such kind of request; nothing was recorded. Choose another.",
                "kind"),
            [RegisterRefusal.MinimumMissing] = new(422,
                "Er ontbreekt iets wat hiervoor nodig is; de zorgvraag is nog niet vastgelegd. "
                + "Vul het aan, of zeg onderaan wat ontbreekt en waarom.",
                "Something is missing that this needs; the request was not recorded yet. "
                + "Fill it in, or say at the bottom what is missing and why."),
            [RegisterRefusal.RequesterNotYours] = new(422,
                "Wie alleen meldt, meldt als politie, gemeente of alarmcentrale; er is niets "
                + "opgeslagen. Kies er een van.",
                "Who only reports does so as police, municipality or alarm centre; nothing was "
                + "stored. Choose one of them.",
                "requester"),
            [RegisterRefusal.CentreUnknown] = new(422,
                "Op deze plaats werkt geen coördinatiecentrum met Coordinaat; er is niets "
                + "gemeld. Bel de huisartsenpost daar; bij levensgevaar 112.",
                "No coordination centre works with Coordinaat at this place; nothing was "
                + "reported. Call the GP post there; in danger of life 112.",
                "postcode"),
            [RegisterRefusal.NotYetWritten] = RefusalText.NotYetWritten with
            {
                Nl = RefusalText.NotYetWritten.Nl + " Bel nu het coördinatiecentrum.",
                En = RefusalText.NotYetWritten.En + " Call the coordination centre now.",
            },

            [LifeThreatRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. "
                + "Is er nu levensgevaar, bel dan eerst 112 en zoek daarna het juiste nummer.",
                "This request does not exist; nothing was recorded. "
                + "If life is in danger now, call 112 first, then look up the right number."),
            [LifeThreatRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd; er is niets vastgelegd. "
                + "Is er nu levensgevaar, bel dan eerst 112 en maak daarna een nieuwe zorgvraag.",
                "This request is archived; nothing was recorded. "
                + "If life is in danger now, call 112 first, then make a new request."),
            [LifeThreatRefusal.NotAllowed] = new(403,
                "Je werkt niet aan deze zorgvraag; er is niets vastgelegd. "
                + "Is er nu levensgevaar, bel dan zelf 112.",
                "You do not work on this request; nothing was recorded. "
                + "If life is in danger now, call 112 yourself."),
            [LifeThreatRefusal.RequestClosed] = new(409,
                "Deze zorgvraag is afgesloten; er is niets vastgelegd. "
                + "Is er nu levensgevaar, bel dan 112 en neem daarna een nieuwe zorgvraag aan.",
                "This request is closed; nothing was recorded. "
                + "If life is in danger now, call 112, then take a new request."),
            [LifeThreatRefusal.NoOpenThreat] = new(409,
                "Er wacht geen overdracht aan de meldkamer; er is niets veranderd. "
                + "Kijk in de tijdlijn of een collega je voor was.",
                "No handover to the dispatch centre is waiting; nothing was changed. "
                + "See in the time line whether a colleague was first."),
            [LifeThreatRefusal.CentralistMissing] = new(422,
                "De naam van de centralist ontbreekt. "
                + "De zorgvraag blijft bovenaan staan tot je die invult.",
                "The name of the centralist is missing. "
                + "The request stays on top until you fill it in.",
                "centralist"),
            [LifeThreatRefusal.TimeOutOfRange] = new(422,
                "Dit tijdstip ligt in de toekomst of meer dan een dag terug. "
                + "De zorgvraag blijft bovenaan staan; verbeter het tijdstip.",
                "This time lies in the future or more than a day back. "
                + "The request stays on top; correct the time.",
                "time"),

            [WorkRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet; er is niets vastgelegd. Controleer het nummer.",
                "This request does not exist; nothing was recorded. Check the number."),
            [WorkRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is gearchiveerd en alleen nog te lezen; er is niets vastgelegd. "
                + "Komt de patiënt terug? Maak een nieuwe zorgvraag.",
                "This request is archived and can only be read; nothing was recorded. "
                + "Is the patient back? Make a new request."),
            [WorkRefusal.NotAllowed] = new(403,
                "Dit mag jij bij deze zorgvraag niet; er is niets veranderd. "
                + "Bel de organisatie die de zorgvraag aannam.",
                "You may not do this with this request; nothing was changed. "
                + "Call the organisation that took it."),
            [WorkRefusal.RequestClosed] = new(409,
                "Deze zorgvraag is afgesloten; er is niets veranderd. "
                + "Zet wat nog gezegd moet worden in een opmerking.",
                "This request is closed; nothing was changed. "
                + "Put what still has to be said in a remark."),
            [WorkRefusal.PostcodeUnknown] = new(422,
                "Deze postcode kennen we niet; de oude gegevens blijven staan. "
                + "Vraag nog eens waar de patiënt nu is.",
                "This postcode is unknown; what was there before stays. "
                + "Ask again where the patient is now.",
                "postcode"),
            [WorkRefusal.OpenRequestExists] = new(409,
                "Voor deze patiënt staat al een andere zorgvraag open; er is niets veranderd. "
                + "Is het hetzelfde geval, voeg ze dan samen; anders sluit je die eerst af.",
                "Another request for this patient is open; nothing was changed. "
                + "If it is the same case, merge the two; else close that one first."),
            [WorkRefusal.NoteEmptyOrTooMany] = new(422,
                "De opmerking is leeg, of er staan er al 500; er is niets toegevoegd. "
                + "Schrijf iets op, of bel het vaste aanspreekpunt.",
                "The remark is empty, or there are 500 already; nothing was added. "
                + "Write something, or call the lead."),

            [WorkRefusal.RequestMerged] = new(409,
                "Deze zorgvraag is samengevoegd met een andere; er is niets toegevoegd. "
                + "Zet je opmerking daar, of bel het coördinatiecentrum.",
                "This request was merged with another; nothing was added. "
                + "Put your remark there, or call the coordination centre."),

            [EraseRefusal.RequestUnknown] = new(404,
                "Deze zorgvraag bestaat niet. Controleer het nummer.",
                "There is no such request. Check the number."),
            [EraseRefusal.RequestArchived] = new(409,
                "Deze zorgvraag is net gearchiveerd; er is niets vernietigd. Vraag het nog eens.",
                "This request was archived just now; nothing was destroyed. Ask again."),
            [EraseRefusal.NotAllowed] = new(403,
                "Jouw organisatie is niet de dossierhouder van deze zorgvraag.",
                "Your organisation does not keep the record of this request."),
            [EraseRefusal.StillOpen] = new(409,
                "Deze patiënt heeft nog een open zorgvraag. Sluit die eerst; er is niets "
                + "vernietigd.",
                "This patient has an open request. Close that first; nothing was destroyed."),
        },
        new Dictionary<Enum, Label>
        {
            [RequesterKind.Citizen] = new("burger of naaste", "citizen or relative"),
            [RequesterKind.Gp] = new("huisarts", "GP"),
            [RequesterKind.GpPost] = new("huisartsenpost", "GP post"),
            [RequesterKind.EmergencyDepartment] = new("SEH", "emergency department"),
            [RequesterKind.Ward] = new(
                "afdeling of transferbureau", "ward or discharge nurse"),
            [RequesterKind.Ambulance] = new("ambulance", "ambulance"),
            [RequesterKind.DispatchCentre] = new("meldkamer", "ambulance dispatch centre"),
            [RequesterKind.DistrictNurse] = new("wijkverpleegkundige", "district nurse"),
            [RequesterKind.NursingHome] = new(
                "verpleeg- of verzorgingshuis", "nursing or care home"),
            [RequesterKind.MentalHealth] = new("GGZ-crisisdienst", "mental health crisis service"),
            [RequesterKind.Midwife] = new("verloskundige", "midwife"),
            [RequesterKind.Police] = new("politie", "police"),
            [RequesterKind.AlarmCentre] = new("alarmcentrale", "alarm centre"),
            [RequesterKind.Municipality] = new("gemeente", "municipality"),

            [IntakeFields.None] = new("niets", "nothing"),
            [IntakeFields.Caller] = new("naam van de vrager", "name of the requester"),
            [IntakeFields.Story] = new("wat er aan de hand is", "what is the matter"),
            [IntakeFields.Name] = new("naam", "name"),
            [IntakeFields.BirthDate] = new("geboortedatum", "birth date"),
            [IntakeFields.Bsn] = new("BSN", "BSN"),
            [IntakeFields.Address] = new("woonadres", "home address"),
            [IntakeFields.Triage] = new("urgentie van elders", "urgency found elsewhere"),
            [IntakeFields.VitalSigns] = new("vitale functies", "vital signs"),

            [Channel.Phone] = new("telefoon", "telephone"),
            [Channel.Form] = new("formulier", "form"),
            [Channel.Message] = new("bericht", "message"),
            [Channel.WarmTransfer] = new("warm doorverbonden", "warm transfer"),

            [Stage.Received] = new("ontvangen", "received"),
            [Stage.Judged] = new("urgentie bekend", "urgency known"),
            [Stage.Seeking] = new("zoekt een plek", "looking for a place"),
            [Stage.Asking] = new("plek gevraagd", "place asked for"),
            [Stage.PlaceHeld] = new("plek toegezegd", "place promised"),
            [Stage.Agreed] = new("plek afgesproken", "place agreed"),
            [Stage.TransportRequested] = new("vervoer gevraagd", "transport requested"),
            [Stage.Underway] = new("onderweg", "on the way"),
            [Stage.Arrived] = new("aangekomen", "arrived"),
            [Stage.HandedOver] = new("overgedragen", "handed over"),
            [Stage.Closed] = new("afgesloten", "closed"),

            [Step.Judge] = new("urgentie vastleggen", "record the urgency"),
            [Step.DescribeNeed] = new("zorgbehoefte beschrijven", "describe the need"),
            [Step.Offer] = new("unit vragen", "ask a unit"),
            [Step.EndOffers] = new("geen vraag meer open", "no question left open"),
            [Step.HoldPlace] = new("plek toezeggen", "promise a place"),
            [Step.Agree] = new("plek afspreken", "agree the place"),
            [Step.ReleasePlace] = new("plek teruggeven", "give the place back"),
            [Step.RequestTransport] = new("vervoer vragen", "ask for transport"),
            [Step.NoTransport] = new("geen vervoer", "no transport"),
            [Step.Depart] = new("vertrekken", "depart"),
            [Step.Arrive] = new("aankomen", "arrive"),
            [Step.HandOver] = new("overdragen", "hand over"),
            [Step.Close] = new("afsluiten", "close"),

            [Ending.Placed] = new("geplaatst of thuis geholpen", "placed or helped at home"),
            [Ending.Withdrawn] = new("ingetrokken door de aanvrager", "withdrawn by the requester"),
            [Ending.Died] = new("overleden", "died"),
            [Ending.Advice] = new("advies was genoeg", "advice was enough"),
            [Ending.HandedTo112] = new(
                "overgenomen door de meldkamer", "taken over by the dispatch centre"),
            [Ending.Elsewhere] = new("op een andere manier opgelost", "solved another way"),
            [Ending.NoPlace] = new("geen plek gevonden", "no place found"),
            [Ending.Merged] = new("samengevoegd met een andere", "merged with another"),
        });
}
