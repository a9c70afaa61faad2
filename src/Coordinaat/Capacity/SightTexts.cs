using Coordinaat.Components;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine;

namespace Coordinaat.Capacity;

/// <summary>Why somebody does not get to see something.</summary>
internal enum SightFault
{
    /// <summary>The organisation does not share this with the caller's.</summary>
    NotShared = 1,
}

/// <summary>The words of seeing capacity: the past, sharing, profiles and alarms.</summary>
internal static class SightTexts
{
    public static readonly CapabilityTexts All = new(
        new[] { Past(), Sharing(), Alarms() }.SelectMany(t => t).ToDictionary(),
        new Dictionary<Enum, Label>
        {
            [SharedWith.Nobody] = new("niemand", "nobody"),
            [SharedWith.Region] = new("partners in de regio", "partners in the region"),
            [SharedWith.Neighbours] = new("ook andere regio's", "other regions as well"),

            [UnitParts.Minimum] = new(
                "vrije plekken, ouderdom en stops", "free places, their age, and stops"),
            [UnitParts.Use] = new("bezette en open plekken", "places in use and open"),
            [UnitParts.Promised] = new("toegezegde plekken", "promised places"),
            [UnitParts.History] = new("verloop in de tijd", "history"),
            [UnitParts.Contacts] = new(
                "telefoonnummers van rollen", "telephone numbers of roles"),

            [WatchKind.Below] = new("minder vrij dan", "fewer free than"),
            [WatchKind.Above] = new("meer vrij dan", "more free than"),
            [WatchKind.Stop] = new("een stop", "a stop"),
            [WatchKind.Stale] = new("te oude cijfers", "figures too old"),

            [AlarmState.Quiet] = new("rustig", "quiet"),
            [AlarmState.Raised] = new("alarm", "alarm"),
            [AlarmState.Seen] = new("gezien", "seen"),
        });

    private static Dictionary<Enum, RefusalText> Past() => new()
    {
        [SightFault.NotShared] = new(403,
            "Deze organisatie deelt dit niet met jouw organisatie. Bel de locatie als je het "
            + "nodig hebt.",
            "This organisation does not share this with yours. Call the location if you need it."),
        [PastFault.NotYet] = new(422,
            "Dit moment moet nog komen. Kies een moment dat voorbij is.",
            "This moment is still to come. Choose a moment that has passed."),
        [PastFault.Busy] = new(503,
            "Iemand anders bekijkt nu het verleden, en dat kan maar één tegelijk. Probeer het "
            + "over een paar seconden opnieuw.",
            "Somebody else is looking at the past, and only one can at a time. Try again in a "
            + "few seconds."),
        [PastFault.BeforeFirst] = new(404,
            "Op dit moment was hier nog niets vastgelegd. Kies een later moment.",
            "Nothing was recorded here by this moment. Choose a later one."),
        [PastFault.MovedAway] = new(410,
            "De gegevens van dit moment staan niet meer in deze database. De beheerder kan ze "
            + "uit het archief terugzetten.",
            "The data of this moment is no longer in this database. The administrator can bring "
            + "it back from the archive."),
        [PastFault.TooFar] = new(422,
            "Tussen dit moment en het dichtstbijzijnde bewaarde beeld ligt te veel om nu te "
            + "lezen. Kies een moment dichter bij het einde van een maand.",
            "Too much lies between this moment and the nearest kept picture to be read now. "
            + "Choose a moment nearer to the end of a month."),
    };

    private static Dictionary<Enum, RefusalText> Sharing() => new()
    {
        [SetSharingRefusal.NotAllowed] = new(403,
            "Alleen wie antwoordt voor de eigen eenheden kiest wat er gedeeld wordt. Er is niets "
            + "veranderd.",
            "Only who answers for the own units chooses what is shared. Nothing was changed."),
        [SetSharingRefusal.MinimumHidden] = new(422,
            "Vrije plekken, hun ouderdom en stops deel je altijd met de regio: dat is zo "
            + "afgesproken. Er is niets veranderd; kies daar ten minste de regio.",
            "Free places, their age and stops are always shared with the region: so it is agreed. "
            + "Nothing was changed; choose at least the region there.",
            "minimum"),
        [SetSharingRefusal.NotYetWritten] = RefusalText.NotYetWritten,

        [ProfileRefusal.LocationUnknown] = new(404,
            "Deze locatie bestaat niet; er is niets veranderd. Kies de locatie opnieuw.",
            "This location does not exist; nothing was changed. Choose the location again."),
        [ProfileRefusal.NotAllowed] = new(403,
            "Alleen de eigen organisatie houdt dit bij. Er is niets veranderd; bel de locatie.",
            "Only the location's own organisation keeps this. Nothing was changed; call it."),
        [ProfileRefusal.WordUnknown] = new(422,
            "Deze rol, voorziening of vaardigheid staat niet in de lijst; er is niets veranderd. "
            + "Kies er een uit de lijst.",
            "This role, facility or competence is not in the list; nothing was changed. "
            + "Choose one of the list."),
        [ProfileRefusal.NotYetWritten] = RefusalText.NotYetWritten,
        [ProfileRefusal.PhoneMalformed] = new(422,
            "Dit is geen telefoonnummer; het oude nummer blijft staan. Schrijf alleen cijfers, "
            + "met netnummer.",
            "This is no telephone number; the old number stays. Write digits only, with the area "
            + "code.",
            "phone"),
    };

    private static Dictionary<Enum, RefusalText> Alarms() => new()
    {
        [WatchRefusal.NotSystem] = new(403,
            "Alarmen gaan vanzelf af; er is niets veranderd.",
            "Alarms go off by themselves; nothing was changed."),
        [WatchRefusal.NotSignedIn] = new(401,
            "Je bent intussen afgemeld; er is niets veranderd. Meld je opnieuw aan.",
            "You were signed out meanwhile; nothing was changed. Sign in again."),
        [WatchRefusal.WatchUnknown] = new(404,
            "Deze melding bestaat niet meer; er is niets veranderd.",
            "This alert is there no more; nothing was changed."),
        [WatchRefusal.SubjectUnknown] = new(422,
            "Kies één eenheid of één soort zorg; er is nog geen melding gemaakt.",
            "Choose one unit or one kind of care; no alert was made yet.",
            "unit"),
        [WatchRefusal.NotShared] = new(403,
            "Deze eenheid wordt niet met jouw organisatie gedeeld; er is geen melding gemaakt.",
            "This unit is not shared with your organisation; no alert was made."),
        [WatchRefusal.ThresholdOutOfRange] = new(422,
            "Het getal ligt niet tussen 0 en 1.000; er is nog geen melding gemaakt. Verbeter het.",
            "The number is not between 0 and 1,000; no alert was made yet. Correct it.",
            "threshold"),
        [WatchRefusal.TooMany] = new(409,
            "Je hebt al twintig meldingen; er is geen melding bij gekomen. Haal er eerst een weg.",
            "You have twenty alerts already; none was added. Take one away first."),
        [WatchRefusal.NotYetWritten] = RefusalText.NotYetWritten,
    };
}
