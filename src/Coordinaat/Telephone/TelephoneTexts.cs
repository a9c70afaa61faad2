using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Telephone;

namespace Coordinaat.Telephone;

/// <summary>The words of the telephone.</summary>
internal static class TelephoneTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [ExchangeFault.SignatureWrong] = new(401,
                "De ondertekening klopt niet; er is niets opgeslagen. Controleer de sleutel en "
                + "onderteken tijd en bericht precies zoals ze verstuurd worden.",
                "The signature is wrong; nothing was stored. Check the key, and sign time and "
                + "body exactly as they are sent."),
            [ExchangeFault.ClockOff] = new(401,
                "Het bericht is langer dan vijf minuten geleden of in de toekomst ondertekend; er "
                + "is niets opgeslagen. Zet de klok gelijk en onderteken opnieuw.",
                "The message was signed over five minutes ago or in the future; nothing was "
                + "stored. Set the clock right and sign again."),
            [ExchangeFault.CallNameMalformed] = new(422,
                "De naam van het gesprek ontbreekt, is te lang of bevat het nummer van de beller; "
                + "er is niets opgeslagen.",
                "The name of the call is missing, too long, or holds the caller's number; "
                + "nothing was stored.",
                "call"),
            [TellCallsRefusal.CountOutOfRange] = new(422,
                "Een bericht heeft 1 tot 100 gebeurtenissen; hiervan is niets opgeslagen.",
                "A message has 1 to 100 events; nothing of this one was stored.",
                "events"),
            [TellCallsRefusal.LineUnknown] = new(422,
                "Deze lijn bestaat niet, of hoort bij een andere centrale; er is niets "
                + "opgeslagen.",
                "There is no such line, or it is another exchange's; nothing was stored.",
                "line"),
            [TellCallsRefusal.TargetMisplaced] = new(422,
                "Een doorverbonden gesprek noemt de andere lijn, en alleen dat; er is niets "
                + "opgeslagen.",
                "A transfer names the other line, and nothing else does; nothing was stored.",
                "to"),
            [TellCallsRefusal.PartyUnknown] = new(422,
                "Wie erbij komt of weggaat is een organisatie die we kennen, en alleen dan; er is "
                + "niets opgeslagen.",
                "Who comes on the line or leaves it is an organisation that is known, and only "
                + "then; nothing was stored.",
                "party"),
            [TellCallsRefusal.DeskMalformed] = new(422,
                "De werkplek heeft hoogstens 20 letters, cijfers, punten en streepjes; er is "
                + "niets opgeslagen.",
                "The workplace has at most 20 letters, digits, dots and dashes; nothing was "
                + "stored.",
                "desk"),
            [TellCallsRefusal.TimeOutOfRange] = new(422,
                "Dit gebeurde langer dan vier uur geleden, of ligt in de toekomst; van het "
                + "bericht is niets opgeslagen. Laat oude gebeurtenissen weg.",
                "This happened over four hours ago, or lies in the future; nothing of the "
                + "message was stored. Leave old events out.",
                "at"),
            [TellCallsRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [ExchangeKeyRefusal.NotAllowed] = new(403,
                "Sleutels maakt alleen een beheerder. Er is niets veranderd.",
                "Only an administrator makes keys. Nothing was changed."),
            [ExchangeKeyRefusal.ExchangeUnknown] = new(404,
                "Geen enkele lijn noemt deze centrale; er is geen sleutel gemaakt. Importeer "
                + "eerst de lijnen.",
                "No line names this exchange; no key was made. Import the lines first.",
                "exchange"),
            [ExchangeKeyRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [EnterCallRefusal.LineUnknown] = new(404,
                "Deze lijn bestaat niet; er is niets ingevoerd. Kies opnieuw.",
                "There is no such line; nothing was entered. Choose again.",
                "line"),
            [EnterCallRefusal.NotAllowed] = new(403,
                "Deze lijn is van een andere post; er is niets ingevoerd.",
                "This line is another post's; nothing was entered."),
            [EnterCallRefusal.TimeOutOfRange] = new(422,
                "Dit tijdstip ligt in de toekomst of langer dan vier uur terug; er is niets "
                + "ingevoerd.",
                "This moment lies in the future or over four hours back; nothing was entered.",
                "time"),
            [EnterCallRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [CallRefusal.CallUnknown] = new(404,
                "Dit gesprek staat hier niet meer; er is niets veranderd.",
                "This call is no longer here; nothing was changed."),
            [CallRefusal.NotAllowed] = new(403,
                "Deze lijn is van een andere post en de overloop is dicht; er is niets "
                + "veranderd.",
                "This line is another post's and the overflow is closed; nothing was changed."),
            [CallRefusal.ClaimedByOther] = new(409,
                "Een ander heeft dit gesprek al in behandeling; bij het gesprek staat wie. Neem "
                + "het volgende.",
                "Somebody else has this call in hand already; the call says who. Take the next."),
            [CallRefusal.CallOver] = new(409,
                "Dit gesprek is al voorbij, gesloten of op de terugbellijst; er is niets "
                + "veranderd. Een gesprek van de centrale eindigt daar.",
                "This call is over, closed or on the call-back list already; nothing was "
                + "changed. A call of the exchange ends there."),
            [CallRefusal.PartyMissing] = new(422,
                "Kies de organisatie en de functie, en vul de naam in van wie er aan de lijn is; "
                + "er is niets vastgelegd.",
                "Choose the organisation and the function, and fill in the name of who is on the "
                + "line; nothing was recorded.",
                "name"),
            [CallRefusal.NumberUnknown] = new(422,
                "Het nummer is niet bekend, dus terugbellen kan niet. Houd de beller aan de lijn.",
                "The number is not known, so nobody can call back. Keep the caller on the line."),
            [CallRefusal.LifeThreatNotChecked] = new(422,
                "Vraag eerst zelf of er levensgevaar is, en vink dat aan. Er is niets beloofd.",
                "Ask first, by voice, whether life is in danger, and tick it. Nothing was "
                + "promised.",
                "wasChecked"),
            [CallRefusal.Suicidality] = new(409,
                "Wie over zelfdoding praat wordt niet teruggebeld: neem dit gesprek nu aan.",
                "Nobody is called back who talks of suicide: take this call now."),
            [CallRefusal.Infant] = new(409,
                "Over een baby wordt niet teruggebeld: neem dit gesprek nu aan.",
                "Nobody is called back about an infant: take this call now."),
            [CallRefusal.AlarmSign] = new(409,
                "Met een alarmsignaal wordt niet later teruggebeld: neem aan, of bel nu.",
                "With an alarm sign nobody is called back later: take the call, or call now."),
            [CallRefusal.NotOpen] = new(409,
                "Terugbellen is op deze lijn niet open. Vraag het wie de dienst leidt, of neem "
                + "aan.",
                "Call-backs are not open on this line. Ask who leads the shift, or take the call."),
            [CallRefusal.NothingPromised] = new(409,
                "Voor dit gesprek staat geen terugbellen open; er is niets veranderd.",
                "No call-back is open for this call; nothing was changed."),
            [CallRefusal.LadderNotDone] = new(409,
                "Nog niet alle pogingen zijn gedaan, of je bent geen regiearts. Het terugbellen "
                + "blijft staan.",
                "Not all tries were made, or you are no supervising physician. The call-back "
                + "stays."),
            [CallRefusal.WordsMissing] = new(422,
                "Zeg waarom; niets wordt in stilte gesloten.",
                "Say why; nothing is closed in silence.",
                "words"),
            [CallRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [ForgetCallersRefusal.NotAllowed] = new(403,
                "Bellers vergeet alleen het programma zelf. Er is niets veranderd.",
                "Only the program itself forgets callers. Nothing was changed."),
            [ForgetCallersRefusal.CountOutOfRange] = new(422,
                "Hoogstens 100 gesprekken tegelijk; er is niets veranderd.",
                "At most 100 calls at once; nothing was changed."),
            [ForgetCallersRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [ReliefRefusal.LineUnknown] = new(404,
                "Deze lijn bestaat niet; er is niets veranderd.",
                "There is no such line; nothing was changed."),
            [ReliefRefusal.NotAllowed] = new(403,
                "Dit doet alleen wie de dienst leidt bij de eigen lijn; er is niets veranderd.",
                "Only who leads the shift at the own line does this; nothing was changed."),
            [ReliefRefusal.NotAgreed] = new(409,
                "Voor deze lijn is dit niet afgesproken; er is niets veranderd.",
                "This was not agreed for this line; nothing was changed."),
            [ReliefRefusal.CauseUnknown] = new(422,
                "Kies een oorzaak uit de lijst; er is niets veranderd.",
                "Choose a cause from the list; nothing was changed.",
                "cause"),
            [ReliefRefusal.AgreedWithMissing] = new(422,
                "Met wie is de overloop afgesproken? Er is nog niets veranderd.",
                "With whom was the overflow agreed? Nothing was changed yet.",
                "agreedWith"),
            [ReliefRefusal.NotYetWritten] = RefusalText.NotYetWritten,
        },
        new Dictionary<Enum, Label>
        {
            [LineKind.Urgent] = new("spoed", "urgent"),
            [LineKind.Other] = new("overig", "other"),
            [LineKind.Provider] = new("overleg", "providers"),
            [CallState.Waiting] = new("wacht", "waits"),
            [CallState.Talking] = new("in gesprek", "talking"),
            [CallState.Missed] = new("opgehangen", "hung up"),
            [CallState.Done] = new("voorbij", "over"),
            [CallSign.Alarm] = new("alarmsignaal", "alarm sign"),
            [CallSign.Suicidality] = new("suïcidaliteit", "suicidality"),
            [CallSign.Infant] = new("baby", "infant"),
            [ReliefKind.CallBack] = new("terugbellen", "call-back"),
            [ReliefKind.Overflow] = new("overloop", "overflow"),
        });
}
