using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Roster;

namespace Coordinaat.Roster;

/// <summary>The words of rosters.</summary>
internal static class RosterTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [RosterRefusal.NotAllowed] = new(403,
                "Dit rooster houdt een andere organisatie bij; er is niets veranderd. "
                + "Bel die organisatie.",
                "Another organisation keeps this roster; nothing was changed. "
                + "Call that organisation."),
            [RosterRefusal.OrganisationUnknown] = new(422,
                "Deze organisatie bestaat niet; er is niets veranderd. Kies uit de lijst.",
                "This organisation does not exist; nothing was changed. Choose from the list.",
                "organisation"),
            [RosterRefusal.CodeMalformed] = new(422,
                "De code van deze regel kan niet: letters en cijfers, hooguit 120. "
                + "Er is niets veranderd; verbeter de code.",
                "The code of this line is not possible: letters and digits, at most 120. "
                + "Nothing was changed; correct the code.", "code"),
            [RosterRefusal.EntryUnknown] = new(404,
                "Deze regel staat niet meer in het rooster; er is niets veranderd. "
                + "Laad de pagina opnieuw.",
                "This line is no longer on the roster; nothing was changed. "
                + "Load the page again."),
            [RosterRefusal.DisciplineUnknown] = new(422,
                "Deze discipline staat niet in de lijst; er is niets veranderd. Kies opnieuw.",
                "This discipline is not in the list; nothing was changed. Choose again.",
                "discipline"),
            [RosterRefusal.SubregionUnknown] = new(422,
                "Voor welke subregio's? Er is niets veranderd; kies er minstens één uit de "
                + "lijst.",
                "For which subregions? Nothing was changed; choose at least one of the list.",
                "subregions"),
            [RosterRefusal.TimeOutOfRange] = new(422,
                "Deze tijden kunnen niet: het einde ligt voor het begin, is al voorbij, duurt "
                + "langer dan 31 dagen of begint over meer dan een jaar. Er is niets veranderd.",
                "These times are not possible: the end is before the beginning, is over, lasts "
                + "more than 31 days or begins more than a year ahead. Nothing was changed.",
                "until"),
            [RosterRefusal.WhoMissing] = new(422,
                "Wie heeft dienst? Er is niets veranderd; vul een naam of een nummer in.",
                "Who is on duty? Nothing was changed; fill in a name or a number.", "name"),
            [RosterRefusal.TooMany] = new(409,
                "Dit rooster heeft al 2000 regels; deze is er niet bij gezet. "
                + "Haal eerst oude regels weg.",
                "This roster has 2000 lines already; this one was not added. "
                + "Take old lines away first."),
            [RosterRefusal.NotYetWritten] = RefusalText.NotYetWritten,
            [RosterRefusal.CalendarDiffers] = new(409,
                "Van wat deze agenda eerder over de komende tijd zei, staat er niets meer in. "
                + "Niemand is van het rooster gehaald. Is het de goede agenda, en compleet? "
                + "Kies het bestand dan opnieuw en zet het vinkje.",
                "Nothing is left in this calendar of what it said before of the coming time. "
                + "Nobody was taken off the roster. Is it the right calendar, and complete? "
                + "Then choose the file again and tick the box.", "isSure"),
        },
        new Dictionary<Enum, Label>());
}
