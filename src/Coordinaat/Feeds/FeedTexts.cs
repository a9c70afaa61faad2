using Coordinaat.Components;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Feeds;

/// <summary>The words of feeds.</summary>
internal static class FeedTexts
{
    // In front of what is made of them.
    private static readonly Dictionary<Enum, RefusalText> Refusals = new()
    {
        [FeedRefusal.FeedUnknown] = new(404,
            "Deze koppeling bestaat niet, of is niet van jouw organisatie; er is niets veranderd. "
            + "Kies de koppeling opnieuw.",
            "This feed does not exist, or is not your organisation's; nothing was changed. "
            + "Choose the feed again."),
        [FeedRefusal.NeverHeard] = new(409,
            "Van deze koppeling kwam nog geen bruikbaar bericht; er is niets veranderd. "
            + "Laat eerst berichten komen.",
            "No usable message came from this feed yet; nothing was changed. "
            + "Let messages come first."),
        [FeedRefusal.MessageUnknown] = new(404,
            "Dit bericht staat niet meer in de lijst; er is niets veranderd. Laad de pagina "
            + "opnieuw.",
            "This message is no longer in the list; nothing was changed. Load the page again."),
    };

    private static readonly Dictionary<Enum, RefusalText> Faults = new()
    {
        [MessageFault.TooLarge] = new(422,
            "Het bericht is groter dan 1 MB en niet bewaard. Stuur het kleiner.",
            "The message is larger than 1 MB and was not kept. Send it smaller."),
        [MessageFault.Truncated] = new(422,
            "Het bericht is afgebroken; wat er kwam staat in de lijst. Vraag de afzender om het "
            + "opnieuw te sturen.",
            "The message was cut off; what came is in the list. Ask the sender to send it again."),
        [MessageFault.NotHl7] = new(422,
            "Het bericht begint niet met een leesbare kop (MSH); het staat in de lijst. Laat de "
            + "afzender het nakijken.",
            "The message does not begin with a header (MSH) that reads; it is in the list. Have "
            + "the sender look at it."),
        [MessageFault.CharsetUnknown] = new(422,
            "De tekenset van het bericht (MSH-18) kennen we niet; het staat in de lijst. Laat de "
            + "afzender UNICODE UTF-8 of 8859/1 gebruiken.",
            "The character set of the message (MSH-18) is not known; it is in the list. Have the "
            + "sender use UNICODE UTF-8 or 8859/1."),
        [MessageFault.TextMalformed] = new(422,
            "De tekens kloppen niet met de tekenset in de kop (MSH-18); het bericht staat in de "
            + "lijst. Laat de afzender de tekenset goed zetten.",
            "The characters are not of the character set in the header (MSH-18); the message is "
            + "in the list. Have the sender set it right."),
        [MessageFault.SenderUnknown] = new(422,
            "Geen koppeling heeft deze afzender (MSH-3 en MSH-4); het bericht staat in de lijst. "
            + "Voeg de koppeling toe en verwerk het opnieuw.",
            "No feed has this sender (MSH-3 and MSH-4); the message is in the list. Add the feed "
            + "and take it once more."),
        [MessageFault.NotProduction] = new(422,
            "Dit is een testbericht (MSH-11); er is niets van bewaard. Stuur hier alleen echte "
            + "berichten.",
            "This is a test message (MSH-11); nothing of it was kept. Send only real messages "
            + "here."),
        [MessageFault.NotAdt] = new(422,
            "Dit bericht gaat niet over opname of ontslag (MSH-9); er is niets van bewaard. Stuur "
            + "hier alleen ADT.",
            "This message is not about admission or discharge (MSH-9); nothing of it was kept. "
            + "Send only ADT here."),
        [MessageFault.KindUnknown] = new(422,
            "Dit soort verplaatsing lezen we niet; het bericht staat in de lijst. Laat de afzender "
            + "er losse berichten van maken.",
            "This kind of move is not read; the message is in the list. Have the sender make "
            + "single messages of it."),
        [MessageFault.ControlMissing] = new(422,
            "Het bericht heeft geen nummer (MSH-10); het staat in de lijst. Laat de afzender het "
            + "nakijken.",
            "The message has no number (MSH-10); it is in the list. Have the sender look at it."),
        [MessageFault.TimeMissing] = new(422,
            "Het bericht heeft geen leesbaar tijdstip; het staat in de lijst. Laat de afzender "
            + "EVN-2 of EVN-6 vullen.",
            "The message has no moment that reads; it is in the list. Have the sender fill EVN-2 "
            + "or EVN-6."),
        [MessageFault.TimeInFuture] = new(422,
            "Het tijdstip ligt in de toekomst; het bericht staat in de lijst. Verwerk het opnieuw "
            + "als het zover is, of laat de klok van de afzender nakijken.",
            "The moment lies in the future; the message is in the list. Take it once more by then, "
            + "or have the sender's clock looked at."),
        [MessageFault.VisitMissing] = new(422,
            "Het bericht noemt geen opnamenummer en geen eigen patiëntnummer; het staat in de "
            + "lijst. Laat de afzender PV1-19 vullen.",
            "The message names no visit and no local patient number; it is in the list. Have the "
            + "sender fill PV1-19."),
        [MessageFault.PlaceMissing] = new(422,
            "Het bericht zegt niet waar de patiënt ligt (PV1-3); het staat in de lijst. Laat de "
            + "afzender dat vullen.",
            "The message does not say where the patient is (PV1-3); it is in the list. Have the "
            + "sender fill it."),
        [MessageFault.PlaceUnknown] = new(422,
            "Deze afdeling staat niet in de tabel van de koppeling; het bericht staat in de lijst. "
            + "Vul de tabel aan en verwerk het opnieuw.",
            "This ward is not in the feed's table; the message is in the list. Add it to the table "
            + "and take the message once more."),
        [MessageFault.ListFull] = new(503,
            "De lijst van onbruikbare berichten is vol; het bericht is niet bewaard. Werk de lijst "
            + "weg en laat het opnieuw sturen.",
            "The list of unusable messages is full; the message was not kept. Clear the list and "
            + "have it sent again."),
        [MessageFault.Unwritable] = new(503,
            "Opslaan lukt nu niet; het bericht is niet bewaard. Het komt vanzelf opnieuw.",
            "It cannot be stored now; the message was not kept. It comes again by itself."),
    };

    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>(Refusals.Concat(Faults)),
        new Dictionary<Enum, Label>
        {
            [FeedState.Never] = new("nog nooit gehoord", "never heard"),
            [FeedState.Learning] = new("telt nog niet mee", "does not count yet"),
            [FeedState.Alive] = new("telt mee", "counts"),
            [FeedState.Silent] = new("stil", "silent"),

            [CensusFinding.None] = new("klopt", "fits"),
            [CensusFinding.NeverAdmitted] = new(
                "verplaatst of ontslagen, maar nooit opgenomen", "moved or left, never admitted"),
            [CensusFinding.PriorDisagrees] = new(
                "kwam van een andere afdeling dan we dachten", "came from another ward"),
            [CensusFinding.MovedAfterLeaving] = new(
                "verplaatst na ontslag", "moved after leaving"),

            [MovementKind.Admitted] = new("opname", "admission"),
            [MovementKind.Moved] = new("overplaatsing", "transfer"),
            [MovementKind.Left] = new("ontslag", "discharge"),
            [MovementKind.Updated] = new("wijziging", "update"),
            [MovementKind.AdmissionCancelled] = new("opname ingetrokken", "admission cancelled"),
            [MovementKind.MoveCancelled] = new("overplaatsing ingetrokken", "transfer cancelled"),
            [MovementKind.LeaveCancelled] = new("ontslag ingetrokken", "discharge cancelled"),
            [MovementKind.WithoutBed] = new("zonder bed", "without a bed"),
        });
}
