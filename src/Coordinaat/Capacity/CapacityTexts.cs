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

            [ReportCapacityRefusal.BlockedReasonUnknown] = new(422,
                "De reden van de blokkade staat niet in de lijst. De oude cijfers blijven staan; "
                + "kies een reden.",
                "The reason why places are blocked is not in the list. The old figures stay; "
                + "choose a reason.",
                "blockedReason"),

            [SignSurveyRefusal.NothingSigned] = new(422,
                "De uitvraag heeft geen regels; er is niets ondertekend. Laad de pagina opnieuw.",
                "The survey has no lines; nothing was signed. Load the page again.",
                "lines"),
            [SignSurveyRefusal.LocationUnknown] = new(422,
                "De uitvraag noemt een locatie die niet bestaat; er is niets ondertekend. "
                + "Laad de pagina opnieuw.",
                "The survey names a location that does not exist; nothing was signed. "
                + "Load the page again.",
                "lines"),
            [SignSurveyRefusal.NotAllowed] = new(403,
                "Alleen de eigen organisatie ondertekent haar uitvraag; er is niets ondertekend. "
                + "Bel de locatie.",
                "Only the own organisation signs its survey; nothing was signed. "
                + "Call the location."),
            [SignSurveyRefusal.CareTypeElsewhere] = new(422,
                "De uitvraag noemt zorg die deze locatie niet geeft; er is niets ondertekend. "
                + "Laad de pagina opnieuw.",
                "The survey names care that this location does not give; nothing was signed. "
                + "Load the page again.",
                "lines"),
            [SignSurveyRefusal.LineDoubled] = new(422,
                "Een soort zorg staat twee keer voor een locatie; er is niets ondertekend. "
                + "Laat één regel staan.",
                "A kind of care stands twice for a location; nothing was signed. "
                + "Leave one line.",
                "lines"),
            [SignSurveyRefusal.NumberOutOfRange] = new(422,
                "Een getal klopt niet: onder nul of boven 10.000. Er is niets ondertekend; "
                + "verbeter het getal.",
                "A number is not right: below zero or over 10,000. Nothing was signed; "
                + "correct the number.",
                "lines"),
            [SignSurveyRefusal.NotYetWritten] = RefusalText.NotYetWritten,

            [DutyRefusal.UnitUnknown] = new(404,
                "Deze unit bestaat niet; er is niets veranderd. Kies de unit opnieuw.",
                "This unit does not exist; nothing was changed. Choose the unit again."),
            [DutyRefusal.NotAllowed] = new(403,
                "Alleen de eigen organisatie meldt wie er dienst heeft, of het coördinatiecentrum "
                + "dat haar belde; er is niets veranderd. Bel de unit.",
                "Only the own organisation says who is on duty, or the coordination centre that "
                + "called it; nothing was changed. Call the unit."),
            [DutyRefusal.FunctionUnknown] = new(422,
                "Deze functie staat niet in de lijst; er is niets veranderd. Kies een functie.",
                "This function is not in the list; nothing was changed. Choose a function.",
                "function"),
            [DutyRefusal.ColleagueUnknown] = new(422,
                "Deze collega heeft geen account bij deze organisatie; er is niets veranderd. "
                + "Kies een naam, of meld alleen de functie.",
                "This colleague has no account at this organisation; nothing was changed. "
                + "Choose a name, or name the function alone.",
                "account"),
            [DutyRefusal.TimeOutOfRange] = new(422,
                "Deze dienst is al voorbij, begint over meer dan twee weken of duurt langer dan "
                + "drie dagen; er is niets veranderd. Verbeter de tijden.",
                "This duty is over already, begins in more than two weeks or lasts longer than "
                + "three days; nothing was changed. Correct the times.",
                "minutes"),
            [DutyRefusal.NotYetWritten] = RefusalText.NotYetWritten,

            [StopRefusal.UnitUnknown] = new(404,
                "Deze unit bestaat niet; er is niets veranderd. Kies de unit opnieuw.",
                "This unit does not exist; nothing was changed. Choose the unit again."),
            [StopRefusal.PoolsDiffer] = new(422,
                "Deze units delen hun plekken niet; er is geen stop gemeld. "
                + "Meld een stop per unit.",
                "These units do not share their places; no stop was reported. "
                + "Report a stop for each unit."),
            [StopRefusal.NotAllowed] = new(403,
                "Alleen de eigen organisatie meldt een stop, of het coördinatiecentrum dat haar "
                + "belde. Er is niets veranderd; bel de unit.",
                "Only the unit's own organisation reports a stop, or the coordination centre that "
                + "called it. Nothing was changed; call the unit."),
            [StopRefusal.InflowMissing] = new(422,
                "Kies voor welke patiënten de stop geldt; er is geen stop gemeld.",
                "Choose which patients the stop is about; no stop was reported.",
                "inflow"),
            [StopRefusal.SpecialismUnknown] = new(422,
                "Dit specialisme staat niet in de lijst; er is geen stop gemeld. "
                + "Kies uit de lijst.",
                "This specialism is not in the list; no stop was reported. "
                + "Choose from the list.",
                "specialisms"),
            [StopRefusal.ReasonUnknown] = new(422,
                "De reden staat niet in de lijst; er is geen stop gemeld. Kies een reden.",
                "The reason is not in the list; no stop was reported. Choose a reason.",
                "reason"),
            [StopRefusal.MandateUnknown] = new(422,
                "Zeg wie over deze stop besliste; er is geen stop gemeld. Kies een functie.",
                "Say who decided on this stop; no stop was reported. Choose a function.",
                "mandate"),
            [StopRefusal.EndOutOfRange] = new(422,
                "Een stop eindigt binnen zeven dagen; er is niets veranderd. "
                + "Kies een ander einde; langer sluiten regel je buiten dit scherm.",
                "A stop ends within seven days; nothing was changed. "
                + "Choose another end; a longer closing is arranged outside this screen.",
                "minutes"),
            [StopRefusal.NothingRuns] = new(409,
                "Er loopt hier geen stop meer; er is niets veranderd. Meld een nieuwe stop.",
                "No stop runs here any more; nothing was changed. Report a new stop."),
            [StopRefusal.NotYetWritten] = RefusalText.NotYetWritten with
            {
                Nl = RefusalText.NotYetWritten.Nl + " Meld nu een volledige stop, of bel.",
                En = RefusalText.NotYetWritten.En + " For now report a full stop, or call.",
            },

            [MeasureCrowdingRefusal.UnitUnknown] = new(404,
                "Deze unit bestaat niet; er is niets veranderd. Kies de unit opnieuw.",
                "This unit does not exist; nothing was changed. Choose the unit again."),
            [MeasureCrowdingRefusal.NotAllowed] = new(403,
                "Alleen de eigen afdeling meldt haar drukte; er is niets veranderd.",
                "Only the department itself reports how crowded it is; nothing was changed."),
            [MeasureCrowdingRefusal.RuleMissing] = new(422,
                "Van deze afdeling zijn omvang en grenzen nog niet ingesteld; er is niets "
                + "opgeslagen. Vraag de beheerder.",
                "The size and cut-offs of this department are not set yet; nothing was stored. "
                + "Ask the administrator."),
            [MeasureCrowdingRefusal.NumberOutOfRange] = new(422,
                "Een getal klopt niet: onder nul, veel te groot, of er wachten er meer dan er "
                + "zijn. De vorige meting blijft staan; verbeter het getal.",
                "A number is not right: below zero, far too large, or more wait than are there. "
                + "The measurement before stays; correct the number."),
            [MeasureCrowdingRefusal.TimeOutOfRange] = new(422,
                "Dit tijdstip ligt in de toekomst of meer dan een dag terug. "
                + "De vorige meting blijft staan; verbeter het tijdstip.",
                "This time lies in the future or more than a day back. "
                + "The measurement before stays; correct the time.",
                "at"),
            [MeasureCrowdingRefusal.NotYetWritten] = RefusalText.NotYetWritten,

            [CountArrivalsRefusal.UnitUnknown] = new(404,
                "Deze unit bestaat niet; er is niets veranderd. Kies de unit opnieuw.",
                "This unit does not exist; nothing was changed. Choose the unit again."),
            [CountArrivalsRefusal.NotAllowed] = new(403,
                "Alleen de eigen afdeling meldt wie er kwamen; er is niets veranderd.",
                "Only the department itself reports who came; nothing was changed."),
            [CountArrivalsRefusal.HoursOutOfRange] = new(422,
                "Dit bericht noemt geen uur, of meer dan 744; er is niets opgeslagen. "
                + "Stuur per maand een bericht.",
                "This message names no hour, or more than 744; nothing was stored. "
                + "Send one message a month.",
                "hours"),
            [CountArrivalsRefusal.HourDoubled] = new(422,
                "Een uur staat er twee keer; er is niets opgeslagen. Noem elk uur één keer.",
                "An hour is told twice; nothing was stored. Name each hour once.",
                "hours"),
            [CountArrivalsRefusal.NumberOutOfRange] = new(422,
                "Een getal klopt niet: onder nul of boven 10.000. Er is niets opgeslagen; "
                + "verbeter het getal.",
                "A number is not right: below zero or over 10,000. Nothing was stored; "
                + "correct the number.",
                "hours"),
            [CountArrivalsRefusal.TimeOutOfRange] = new(422,
                "Een uur begint niet op het hele uur, is nog niet om, of ligt meer dan een half "
                + "jaar terug. Er is niets opgeslagen; verbeter het uur.",
                "An hour does not begin on the hour, is not over yet, or lies more than half a "
                + "year back. Nothing was stored; correct the hour.",
                "hours"),
            [CountArrivalsRefusal.NotYetWritten] = RefusalText.NotYetWritten,
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
            [FigureSource.Passed] = new("uit een bestand, via het ZCC", "from a file, by the ZCC"),

            [Freshness.Fresh] = new("actueel", "up to date"),
            [Freshness.Ageing] = new("wordt oud", "ageing"),
            [Freshness.Stale] = new("te oud, telt niet mee", "too old, does not count"),
            [Freshness.Never] = new("nooit gemeld", "never reported"),

            [UnitSign.Open] = new("vrij", "free"),
            [UnitSign.Last] = new("laatste", "last"),
            [UnitSign.Full] = new("vol", "full"),
            [UnitSign.Closed] = new("stop", "stop"),
            [UnitSign.Unknown] = new("onbekend", "unknown"),

            [StopLevel.Impending] = new("dreigende stop", "impending stop"),
            [StopLevel.Active] = new("stop", "stop"),

            [Inflow.Ambulance] = new("met de ambulance", "by ambulance"),
            [Inflow.Referral] = new(
                "verwezen door huisarts of ander", "referred by a GP or others"),
            [Inflow.BetweenHospitals] = new("uit een ander ziekenhuis", "from another hospital"),

            [StopWarning.NoStopsAgreed] = new(
                "de regio heeft afgesproken geen stops te houden",
                "the region agreed to have no stops"),
            [StopWarning.TooManyAtOnce] = new(
                "er zijn er al zoveel als de regio afsprak",
                "as many as the region agreed are in force already"),
            [StopWarning.LongerThanUsual] = new(
                "langer dan gebruikelijk", "longer than usual"),
        });
}
