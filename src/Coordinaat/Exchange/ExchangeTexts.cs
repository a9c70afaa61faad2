using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Exchange.Sheets;
using Coordinaat.Exchange.Have;

namespace Coordinaat.Exchange;

/// <summary>The words of figures that come and go by file.</summary>
internal static class ExchangeTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [FigureFileFault.FileTooLarge] = new(422,
                "Het bestand is groter dan 64 kB; er is niets van overgenomen. Laat alleen de "
                + "regels van je eigen afdelingen staan.",
                "The file is larger than 64 kB; nothing of it was taken. Leave only the lines of "
                + "your own units."),
            [FigureFileFault.NotText] = new(422,
                "Dit is geen tekstbestand; er is niets overgenomen. Bewaar het blad als CSV.",
                "This is no text file; nothing was taken. Save the sheet as CSV."),
            [FigureFileFault.EmptyFile] = new(422,
                "Er staan geen regels onder de kop; er is niets overgenomen. Begin met het "
                + "sjabloon.",
                "There are no lines under the header; nothing was taken. Begin with the "
                + "template."),
            [FigureFileFault.TooManyLines] = new(422,
                "Het bestand heeft meer dan 2.000 regels; er is niets overgenomen. Laat alleen "
                + "je eigen afdelingen staan.",
                "The file has more than 2,000 lines; nothing was taken. Leave only your own "
                + "units."),
            [FigureFileFault.WrongHeader] = new(422,
                "De kolommen zijn niet die van het sjabloon en niet die van een systeem dat "
                + "gekoppeld is; er is niets overgenomen. Neem het sjabloon, of vraag de "
                + "beheerder om de kolommen te koppelen.",
                "The columns are not those of the template nor of a system that is mapped; "
                + "nothing was taken. Take the template, or ask the administrator to map the "
                + "columns."),
            [FigureFileFault.QuotesMalformed] = new(422,
                "De aanhalingstekens in deze regel kloppen niet; er is niets overgenomen. "
                + "Verbeter de regel.",
                "The quotes in this line are not right; nothing was taken. Correct the line."),
            [FigureFileFault.FieldCountWrong] = new(422,
                "Deze regel heeft meer of minder velden dan de kop; er is niets overgenomen. "
                + "Verbeter de regel.",
                "This line has more or fewer fields than the header; nothing was taken. Correct "
                + "the line."),
            [FigureFileFault.FieldMissing] = new(422,
                "Hier ontbreekt een getal of een code; er is niets overgenomen. Vul het in, of "
                + "haal de hele regel weg.",
                "A number or a code is missing here; nothing was taken. Fill it in, or take the "
                + "whole line out."),
            [FigureFileFault.NumberMalformed] = new(422,
                "Dit is geen heel getal; er is niets overgenomen. Schrijf het zonder komma of "
                + "woorden.",
                "This is not a whole number; nothing was taken. Write it without decimals or "
                + "words."),
            [FigureFileFault.MomentMalformed] = new(422,
                "Dit is geen tijdstip; er is niets overgenomen. Schrijf 22:10 of "
                + "22-11-2026 22:10.",
                "This is no time; nothing was taken. Write 22:10 or 22-11-2026 22:10."),
            [FigureFileFault.UnitUnknown] = new(422,
                "Deze code kennen we niet; er is niets overgenomen. Neem de code uit het "
                + "sjabloon.",
                "This code is not known; nothing was taken. Take the code from the template."),
            [FigureFileFault.PlacesDoubled] = new(422,
                "Een eerdere regel gaat over dezelfde plekken; er is niets overgenomen. Haal een "
                + "van de twee weg.",
                "An earlier line is about the same places; nothing was taken. Take one of the "
                + "two out."),
            [FigureFileFault.FiguresIncomplete] = new(422,
                "De gekoppelde kolommen zeggen niet hoeveel plekken open en bezet zijn; er is "
                + "niets overgenomen. Vraag de beheerder om die kolommen te koppelen.",
                "The mapped columns do not say how many places are open and in use; nothing was "
                + "taken. Ask the administrator to map those columns."),
            [FigureFileFault.PartnerUnknown] = new(404,
                "Voor dit systeem zijn geen kolommen gekoppeld; er is niets opgehaald. "
                + "Controleer de korte naam.",
                "No columns are mapped for this system; nothing was fetched. Check the short "
                + "name."),

            [HaveFault.Malformed] = new(422,
                "Dit is geen heel en veilig XML-document; er is niets overgenomen. Stuur het "
                + "opnieuw, zonder DOCTYPE en in de codering die het noemt.",
                "This is no whole and safe XML document; nothing was taken. Send it again, "
                + "without a DOCTYPE and in the encoding that it names."),
            [HaveFault.NotHave] = new(422,
                "Dit is geen EDXL-HAVE 2.0 of 1.0; er is niets overgenomen. Controleer de "
                + "namespace.",
                "This is not EDXL-HAVE 2.0 or 1.0; nothing was taken. Check the namespace."),
            [HaveFault.TooMany] = new(422,
                "Het document heeft meer dan 5.000 voorzieningen; er is niets overgenomen. "
                + "Splits het.",
                "The document has more than 5,000 services; nothing was taken. Split it."),
            [HaveFault.NumberMalformed] = new(422,
                "Een aantal in het document klopt niet; er is niets overgenomen. Stuur hele "
                + "getallen.",
                "A count in the document is not right; nothing was taken. Send whole numbers."),
            [HaveFault.FacilityUnknown] = new(422,
                "Het document noemt een locatie die we niet kennen; er is niets overgenomen. "
                + "Gebruik onze code van de locatie.",
                "The document names a location that is not known; nothing was taken. Use our "
                + "code of the location."),
            [HaveFault.ServiceUnknown] = new(422,
                "Het document noemt zorg die deze locatie niet heeft; er is niets overgenomen. "
                + "Gebruik onze code van de soort zorg.",
                "The document names care that this location does not have; nothing was taken. "
                + "Use our code of the kind of care."),
            [HaveFault.ServiceAmbiguous] = new(422,
                "De locatie heeft meer afdelingen van deze soort zorg; er is niets overgenomen. "
                + "Noem de afdeling in capacityNote, of stuur CSV.",
                "The location has several units of this kind of care; nothing was taken. Name "
                + "the unit in capacityNote, or send CSV."),
        },
        new Dictionary<Enum, Label>
        {
            [PlanOutcome.Changed] = new("verandert", "changes"),
            [PlanOutcome.Unchanged] = new("ongewijzigd, opnieuw bevestigd", "unchanged, confirmed"),
            [PlanOutcome.Late] = new(
                "ouder dan wat bekend is, verandert niets",
                "older than what is known, changes nothing"),
            [PlanOutcome.Faulty] = new("klopt niet", "is not right"),

            [FileDirection.In] = new("naar ons", "to us"),
            [FileDirection.Out] = new("van ons", "from us"),
            [FileDirection.Both] = new("heen en terug", "both ways"),

            [FileFigure.Physical] = new("plekken in totaal", "places in all"),
            [FileFigure.Blocked] = new("niet te gebruiken", "cannot be used"),
            [FileFigure.Staffed] = new("open met personeel", "open with staff"),
            [FileFigure.Occupied] = new("bezet", "in use"),
            [FileFigure.Free] = new("vrij", "free"),
            [FileFigure.Moment] = new("tijdstip", "moment"),
        });
}
