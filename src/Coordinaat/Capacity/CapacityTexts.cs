using Coordinaat.Components;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Capacity;

/// <summary>The words of figures and stops.</summary>
internal static class CapacityTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [ReportCapacityRefusal.UnitUnknown] = new(404,
                "Deze unit bestaat niet; er zijn geen cijfers veranderd. Kies de unit opnieuw.",
                "This unit does not exist; no figures were changed. Choose the unit again."),
            [ReportCapacityRefusal.NotAllowed] = new(403,
                "Alleen de eigen organisatie meldt cijfers; er is niets veranderd. "
                + "Bel de unit en vraag om nieuwe cijfers.",
                "Only the unit's own organisation reports figures; nothing was changed. "
                + "Call the unit and ask for new figures."),
            [ReportCapacityRefusal.NumberOutOfRange] = new(422,
                "Een getal klopt niet: onder nul, boven 10.000, of meer geblokkeerd dan er is. "
                + "De oude cijfers blijven staan; verbeter het getal.",
                "A number is not right: below zero, over 10,000, or more blocked than exists. "
                + "The old figures stay; correct the number."),
            [ReportCapacityRefusal.TimeOutOfRange] = new(422,
                "Dit tijdstip ligt in de toekomst of meer dan een dag terug. "
                + "De oude cijfers blijven staan; verbeter het tijdstip.",
                "This time lies in the future or more than a day back. "
                + "The old figures stay; correct the time."),

            [ReportLocationRefusal.LocationUnknown] = new(404,
                "Deze locatie bestaat niet; er zijn geen cijfers veranderd. "
                + "Controleer de code van de locatie.",
                "This location does not exist; no figures were changed. "
                + "Check the location's code."),
            [ReportLocationRefusal.NotAllowed] = new(403,
                "Alleen de eigen organisatie meldt cijfers; er is niets veranderd. "
                + "Bel de locatie en vraag om nieuwe cijfers.",
                "Only the location's own organisation reports figures; nothing was changed. "
                + "Call the location and ask for new figures."),
            [ReportLocationRefusal.NothingReported] = new(422,
                "Het bericht noemt geen enkele unit; er zijn geen cijfers veranderd. "
                + "Stuur de cijfers van minstens één unit.",
                "The message names no unit; no figures were changed. "
                + "Send the figures of at least one unit.",
                "units"),
            [ReportLocationRefusal.UnitUnknown] = new(422,
                "Het bericht noemt een unit die niet bestaat; van geen enkele unit zijn cijfers "
                + "veranderd. Controleer de codes.",
                "The message names a unit that does not exist; no unit's figures were changed. "
                + "Check the codes.",
                "units"),
            [ReportLocationRefusal.UnitElsewhere] = new(422,
                "Het bericht noemt een unit van een andere locatie; van geen enkele unit zijn "
                + "cijfers veranderd. Stuur een bericht per locatie.",
                "The message names a unit of another location; no unit's figures were changed. "
                + "Send one message a location.",
                "units"),
            [ReportLocationRefusal.PoolDoubled] = new(422,
                "Twee units in het bericht delen dezelfde plekken; er zijn geen cijfers veranderd. "
                + "Meld gedeelde plekken één keer.",
                "Two units of the message share the same places; no figures were changed. "
                + "Tell shared places once.",
                "units"),
            [ReportLocationRefusal.NumberOutOfRange] = new(422,
                "Een getal in het bericht klopt niet: onder nul, boven 10.000, of meer geblokkeerd "
                + "dan er is. Alle oude cijfers blijven staan; verbeter het getal.",
                "A number in the message is not right: below zero, over 10,000, or more blocked "
                + "than exists. All old figures stay; correct the number.",
                "units"),
            [ReportLocationRefusal.TimeOutOfRange] = new(422,
                "Dit tijdstip ligt in de toekomst of meer dan een dag terug. "
                + "De oude cijfers blijven staan; verbeter het tijdstip.",
                "This time lies in the future or more than a day back. "
                + "The old figures stay; correct the time.",
                "at"),
            [ReportLocationRefusal.FiguresUnknown] = new(409,
                "Van een unit is nooit gemeld hoeveel plekken er zijn; er zijn geen cijfers "
                + "veranderd. Meld eerst één keer alle cijfers van die unit.",
                "Of a unit it was never reported how many places there are; no figures were "
                + "changed. First report all figures of that unit once.",
                "units"),

            [CloseUnitRefusal.UnitUnknown] = new(404,
                "Deze unit bestaat niet; er is niets veranderd. Kies de unit opnieuw.",
                "This unit does not exist; nothing was changed. Choose the unit again."),
            [CloseUnitRefusal.NotAllowed] = new(403,
                "Alleen de eigen organisatie meldt een stop of beëindigt die. "
                + "Er is niets veranderd; bel de unit.",
                "Only the unit's own organisation reports a stop or ends it. "
                + "Nothing was changed; call the unit."),
            [CloseUnitRefusal.ReasonUnknown] = new(422,
                "De reden staat niet in de lijst; er is geen stop gemeld. Kies een reden.",
                "The reason is not in the list; no stop was reported. Choose a reason.",
                "reason"),
            [CloseUnitRefusal.EndOutOfRange] = new(422,
                "Een stop eindigt binnen zeven dagen; er is geen stop gemeld. "
                + "Kies een ander einde; langer sluiten regel je buiten dit scherm.",
                "A stop ends within seven days; no stop was reported. "
                + "Choose another end; a longer closing is arranged outside this screen."),
        },
        new Dictionary<Enum, Label>
        {
            [ClaimState.Held] = new("toegezegd", "promised"),
            [ClaimState.OnTheWay] = new("onderweg", "on the way"),
            [ClaimState.Arrived] = new("aangekomen, nog niet geteld", "arrived, not counted yet"),

            [FigureSource.Manual] = new("met de hand", "by hand"),
            [FigureSource.Confirmed] = new("ongewijzigd bevestigd", "confirmed unchanged"),
            [FigureSource.Feed] = new("automatisch", "automatic"),
            [FigureSource.Spoken] = new("telefonisch", "by telephone"),

            [Freshness.Fresh] = new("actueel", "up to date"),
            [Freshness.Ageing] = new("wordt oud", "ageing"),
            [Freshness.Stale] = new("te oud, telt niet mee", "too old, does not count"),
            [Freshness.Never] = new("nooit gemeld", "never reported"),

            [UnitSign.Open] = new("vrij", "free"),
            [UnitSign.Last] = new("laatste", "last"),
            [UnitSign.Full] = new("vol", "full"),
            [UnitSign.Closed] = new("dicht", "closed"),
            [UnitSign.Unknown] = new("onbekend", "unknown"),
        });
}
