using Coordinaat.Components;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Agreements;

/// <summary>The words of work agreements.</summary>
internal static class AgreementTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [WriteAgreementRefusal.NotAllowed] = new(403,
                "Je schrijft geen afspraken; er is niets bewaard. Vraag de regiomanager.",
                "You do not write agreements; nothing was kept. Ask the region manager."),
            [WriteAgreementRefusal.CodeMalformed] = new(422,
                "De korte naam mag alleen kleine letters, cijfers en streepjes hebben (2 tot 60). "
                + "Er is niets bewaard; verbeter de korte naam.",
                "The short name has small letters, digits and dashes only (2 to 60). "
                + "Nothing was kept; correct the short name.", "code"),
            [WriteAgreementRefusal.OfOthers] = new(409,
                "Een andere organisatie beheert de afspraak met deze korte naam; er is niets "
                + "bewaard. Kies een andere korte naam, of vraag die organisatie.",
                "Another organisation keeps the agreement of this short name; nothing was kept. "
                + "Choose another short name, or ask that organisation.", "code"),
            [WriteAgreementRefusal.TooLong] = new(422,
                "De titel ontbreekt, of titel, tekst of lijst is te lang. Er is niets bewaard; "
                + "vul de titel in of maak het korter.",
                "The title is missing, or title, text or list is too long. Nothing was kept; "
                + "fill in the title or make it shorter.", "title"),
            [WriteAgreementRefusal.PartyMissing] = new(422,
                "Kies wie er tekent: ten minste één organisatie, elk één keer. "
                + "Er is niets bewaard.",
                "Choose who signs: at least one organisation, each once. Nothing was kept.",
                "parties"),
            [WriteAgreementRefusal.ScopeUnknown] = new(422,
                "Een partij of subregio bestaat niet; er is niets bewaard. Kies uit de lijst.",
                "A party or subregion does not exist; nothing was kept. Choose from the list."),
            [WriteAgreementRefusal.PeriodEmpty] = new(422,
                "De afspraak eindigt voordat ze begint; er is niets bewaard. Verbeter de datums.",
                "The agreement ends before it begins; nothing was kept. Correct the dates.",
                "until"),
            [WriteAgreementRefusal.NameMissing] = new(422,
                "Een regel of voorbeeld heeft geen naam, of een naam die al bestaat. "
                + "Er is niets bewaard; geef elk een eigen naam.",
                "A rule or example has no name, or one that is there already. "
                + "Nothing was kept; give each its own name.", "name"),
            [WriteAgreementRefusal.CodeUnknown] = new(422,
                "Een regel of voorbeeld noemt iets dat we niet kennen (zorg, functie, eenheid, "
                + "subregio). Er is niets bewaard; kies uit de lijst.",
                "A rule or example names something unknown (care, function, unit, subregion). "
                + "Nothing was kept; choose from the list."),
            [WriteAgreementRefusal.NumberOutOfRange] = new(422,
                "Een getal of tijd in een regel kan niet. Er is niets bewaard; verbeter het getal.",
                "A number or time in a rule cannot be. Nothing was kept; correct it.", "minutes"),
            [WriteAgreementRefusal.UnitsNamed] = new(422,
                "Deze regel gaat over de zorgvraag, niet over bepaalde eenheden. "
                + "Er is niets bewaard; laat de eenheden leeg.",
                "This rule is about the request, not about certain units. "
                + "Nothing was kept; leave the units empty."),
            [WriteAgreementRefusal.LadderMalformed] = new(422,
                "Een ladder begint op 0 minuten en elke trede is later en wijder dan de vorige. "
                + "Er is niets bewaard; verbeter de treden.",
                "A ladder begins at 0 minutes and each step is later and wider than the one "
                + "before. Nothing was kept; correct the steps."),
            [WriteAgreementRefusal.NotYetWritten] = RefusalText.NotYetWritten,

            [AgreementStepRefusal.AgreementUnknown] = new(404,
                "Deze afspraak of versie bestaat niet; er is niets veranderd. Open de lijst.",
                "This agreement or version does not exist; nothing was changed. Open the list."),
            [AgreementStepRefusal.NotAllowed] = new(403,
                "Je organisatie is geen eigenaar of partij, of je tekent er niet voor. "
                + "Er is niets veranderd; vraag wie er wel voor tekent.",
                "Your organisation is no owner or party, or you do not sign for it. "
                + "Nothing was changed; ask who does."),
            [AgreementStepRefusal.StateForbids] = new(409,
                "Deze versie ligt vast: getekend, vervangen of voorbij. Er is niets veranderd; "
                + "maak een nieuwe versie.",
                "This version is fixed: signed, superseded or over. Nothing was changed; "
                + "make a new version."),
            [AgreementStepRefusal.WordsChanged] = new(409,
                "De tekst is veranderd nadat je haar las; er is niets getekend. Lees haar opnieuw.",
                "The words were changed after you read them; nothing was signed. Read again."),
            [AgreementStepRefusal.DryRunMissing] = new(409,
                "Er is nog geen proefdraai van deze tekst; er is niets getekend. "
                + "Draai eerst proef op de laatste 30 dagen.",
                "There is no dry run of these words yet; nothing was signed. "
                + "First try them on the last 30 days."),
            [AgreementStepRefusal.ExampleFails] = new(409,
                "Een voorbeeld komt niet uit zoals het er staat; er is niets getekend. "
                + "Verbeter de regel of het voorbeeld.",
                "An example does not come out as it says; nothing was signed. "
                + "Correct the rule or the example."),
            [AgreementStepRefusal.NotYetWritten] = RefusalText.NotYetWritten,
        },
        new Dictionary<Enum, Label>
        {
            [AgreementStatus.Draft] = new("concept", "draft"),
            [AgreementStatus.Signed] = new("getekend, gaat nog in", "signed, begins later"),
            [AgreementStatus.InForce] = new("van kracht", "in force"),
            [AgreementStatus.Superseded] = new("vervangen", "superseded"),
            [AgreementStatus.Ended] = new("beëindigd", "ended"),
            [LadderReach.Own] = new("de eigen subregio", "the own subregion"),
            [LadderReach.Neighbours] = new("ook de buren", "the neighbours too"),
            [LadderReach.Region] = new("de hele regio", "the whole region"),
            [LadderReach.Country] = new("heel Nederland", "the whole country"),
            [LadderReach.Mediation] = new(
                "zorgbemiddeling van de verzekeraar", "the insurer's mediation"),
            [LoadKey.Beds] = new("bedden", "beds"),
            [LoadKey.Equal] = new("gelijke delen", "equal shares"),
            [LoadKey.Shares] = new("afgesproken aantallen", "agreed numbers"),
            [Precedence.ExcludesFirst] = new(
                "wie niet gevraagd wordt, wordt niet gevraagd, hoe dichtbij ook",
                "who is not asked is not asked, however near"),
            [Precedence.NarrowerScope] = new(
                "die afspraak geldt voor minder subregio's",
                "that agreement is of fewer subregions"),
            [Precedence.LaterBegin] = new(
                "die afspraak ging later in", "that agreement began later"),
            [Precedence.StandsFirst] = new("die regel staat eerder", "that rule stands first"),
        });
}
