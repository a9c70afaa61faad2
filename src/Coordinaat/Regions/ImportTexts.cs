using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Exchange.Maps;
using Coordinaat.Exchange.Tables;

namespace Coordinaat.Regions;

/// <summary>The words of an import: what is wrong with a table, and what became of a line.
/// </summary>
internal static class ImportTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [BoundaryFault.FileTooLarge] = new(422,
                "Het bestand met grenzen is groter dan 16 MB. De oude kaart blijft; "
                + "vereenvoudig de lijnen.",
                "The file of boundaries is larger than 16 MB. The old map stays; "
                + "simplify the lines."),
            [BoundaryFault.NotJson] = new(422,
                "Het bestand met grenzen is geen JSON. De oude kaart blijft; "
                + "neem GeoJSON of TopoJSON.",
                "The file of boundaries is no JSON. The old map stays; "
                + "take GeoJSON or TopoJSON."),
            [BoundaryFault.FormUnknown] = new(422,
                "Het bestand is geen GeoJSON en geen TopoJSON. De oude kaart blijft.",
                "The file is neither GeoJSON nor TopoJSON. The old map stays."),
            [BoundaryFault.Malformed] = new(422,
                "De lijnen in het bestand zijn niet te lezen. De oude kaart blijft; "
                + "maak het bestand opnieuw.",
                "The lines in the file cannot be read. The old map stays; make the file again."),
            [BoundaryFault.NothingInCountry] = new(422,
                "Er staat geen lijn in of bij Nederland in, in graden (WGS84). "
                + "De oude kaart blijft; zet de coördinaten om.",
                "There is no line in or near the Netherlands in it, in degrees (WGS84). "
                + "The old map stays; convert the coordinates."),

            [ImportFault.FileTooLarge] = new(422,
                "Het bestand is groter dan 16 MB. Er is niets van opgeslagen; splits het.",
                "The file is larger than 16 MB. Nothing of it was stored; split it."),
            [ImportFault.NotUtf8] = new(422,
                "Het bestand is geen UTF-8. Er is niets opgeslagen; bewaar het als ‘CSV UTF-8’.",
                "The file is not UTF-8. Nothing was stored; save it as ‘CSV UTF-8’."),
            [ImportFault.EmptyFile] = new(422,
                "Het bestand heeft geen regels onder de kop. Er is niets opgeslagen.",
                "The file has no lines under its header. Nothing was stored."),
            [ImportFault.TooManyLines] = new(422,
                "Het bestand heeft meer dan 50.000 regels. Er is niets van opgeslagen; splits het.",
                "The file has more than 50,000 lines. Nothing of it was stored; split it."),
            [ImportFault.WrongHeader] = new(422,
                "De kop is van geen bekende tabel. Vergelijk de kolommen; komma's ertussen.",
                "The header is of no known table. Compare the columns; commas between them."),
            [ImportFault.QuotesMalformed] = new(422,
                "De aanhalingstekens in deze regel kloppen niet. De regel is overgeslagen.",
                "The quotes in this line are not right. The line was passed over."),
            [ImportFault.FieldCountWrong] = new(422,
                "Deze regel heeft meer of minder velden dan de kop. De regel is overgeslagen.",
                "This line has more or fewer fields than the header. The line was passed over."),
            [ImportFault.FieldMissing] = new(422,
                "Een veld dat nodig is, is leeg. De regel is overgeslagen.",
                "A field that is needed is empty. The line was passed over."),
            [ImportFault.FieldTooLong] = new(422,
                "Een veld is langer dan 200 tekens. De regel is overgeslagen.",
                "A field is longer than 200 characters. The line was passed over."),
            [ImportFault.NumberMalformed] = new(422,
                "Dit is geen heel getal. De regel is overgeslagen.",
                "This is not a whole number. The line was passed over."),
            [ImportFault.PositionMalformed] = new(422,
                "Dit is geen plaats in graden. Schrijf een punt, bijvoorbeeld 52.156 en 5.388.",
                "This is no place in degrees. Write a point, such as 52.156 and 5.388."),
            [ImportFault.HoursMalformed] = new(422,
                "Dit zijn geen uren. Schrijf 08:00-20:00, always of never.",
                "These are no hours. Write 08:00-20:00, always or never."),
            [ImportFault.PostcodeMalformed] = new(422,
                "Een postcode heeft hier vier cijfers. De regel is overgeslagen.",
                "A postcode has four digits here. The line was passed over."),
            [ImportFault.PhoneMalformed] = new(422,
                "Dit is geen telefoonnummer. Schrijf alleen cijfers, spaties en streepjes.",
                "This is not a telephone number. Write only digits, spaces and dashes."),
            [ImportFault.WordUnknown] = new(422,
                "Dit woord staat niet in de lijst van deze kolom. De regel is overgeslagen.",
                "This word is not in the list of this column. The line was passed over."),
            [ImportFault.DoubledCode] = new(422,
                "Deze code staat eerder in het bestand. Die regel geldt; deze is overgeslagen.",
                "This code stands earlier in the file. That line holds; this one was passed over."),
            [ImportFault.PoolDoubled] = new(422,
                "Een eerdere regel geeft al cijfers van dezelfde plekken. Deze is overgeslagen.",
                "An earlier line gives figures of the same places. This one was passed over."),
            [ImportFault.TimeMalformed] = new(422,
                "Dit is geen tijdstip; de regel is niet overgenomen. "
                + "Schrijf 2026-11-23 23:00, in Nederlandse tijd.",
                "This is no moment; the line was not taken. "
                + "Write 2026-11-23 23:00, in Dutch local time."),
            [ImportFault.FiguresKnown] = new(409,
                "Er zijn al andere cijfers van deze plekken. Een bestand geeft alleen de eerste.",
                "There are other figures of these places. A file only gives the first ones."),
        },
        new Dictionary<Enum, Label>
        {
            [LineOutcome.Taken] = new("Opgeslagen", "Stored"),
            [LineOutcome.Unchanged] = new("Ongewijzigd", "Unchanged"),
            [LineOutcome.Refused] = new("Geweigerd", "Refused"),
            [LineOutcome.Ended] = new("Beëindigd", "Ended"),
            [TableForm.CareTypes] = new("Zorgsoorten", "Kinds of care"),
            [TableForm.Urgencies] = new("Urgenties", "Urgencies"),
            [TableForm.Transports] = new("Vervoer", "Transport"),
            [TableForm.Terms] = new("Termijnen", "Terms"),
            [TableForm.Codes] = new("Codes", "Codes"),
            [TableForm.Regions] = new("Regio's", "Regions"),
            [TableForm.OfficialRegions] = new("Regio's (openbare lijst)", "Regions (public list)"),
            [TableForm.Subregions] = new("Subregio's", "Subregions"),
            [TableForm.OfficialSubregions] =
                new("Subregio's (openbare lijst)", "Subregions (public list)"),
            [TableForm.Organisations] = new("Organisaties", "Organisations"),
            [TableForm.OfficialEmergencyDepartments] =
                new("SEH's (openbare lijst)", "Emergency departments (public list)"),
            [TableForm.OfficialGpPosts] =
                new("Huisartsenposten (openbare lijst)", "GP posts (public list)"),
            [TableForm.OfficialAmbulancePosts] =
                new("Ambulanceposten (openbare lijst)", "Ambulance posts (public list)"),
            [TableForm.Locations] = new("Locaties", "Locations"),
            [TableForm.Units] = new("Afdelingen en teams", "Care units"),
            [TableForm.Feeds] = new("Koppelingen", "Feeds"),
            [TableForm.FeedPlaces] = new("Afdelingen van koppelingen", "Places of feeds"),
            [TableForm.UnitAbilities] =
                new("Wat afdelingen kunnen", "What units can do"),
            [TableForm.StopRules] = new("Afspraken over stops", "Agreements on stops"),
            [TableForm.CrowdingRules] = new("Drukte per SEH", "Crowding of departments"),
            [TableForm.DutyRules] = new("Wie dienst moet hebben", "Who has to be on duty"),
            [TableForm.Postcodes] = new("Postcodes", "Postcodes"),
            [TableForm.OfficialPostcodes] =
                new("Postcodes (openbare lijst)", "Postcodes (public list)"),
            [TableForm.Contacts] = new("Telefoonnummers van rollen", "Telephone numbers of roles"),
            [TableForm.Facilities] = new("Voorzieningen", "Facilities"),
            [TableForm.Capacity] = new("Eerste cijfers", "First figures"),
            [TableForm.PhoneNorms] = new("Normen per soort lijn", "Norms of kinds of line"),
            [TableForm.PhoneLines] = new("Telefoonlijnen", "Telephone lines"),
            [TableForm.OfficeHours] =
                new("Openingstijden van huisartsen", "Opening hours of GP practices"),
            [TableForm.Holidays] = new("Feestdagen", "Holidays"),
            [TableForm.RequestKinds] = new("Soorten zorgvragen", "Kinds of request"),
            [TableForm.ExchangeMappings] =
                new("Cellen van bestanden van anderen", "Cells of partners' files"),
            [TableForm.RetriageRules] =
                new("Wanneer opnieuw beoordelen", "When to judge again"),
            [TableForm.TriageMappings] =
                new("Triagesystemen naast elkaar", "Triage systems side by side"),
            [TableForm.AnswerNorms] =
                new("Antwoordtijden van collega's", "Answer times of colleagues"),
            [TableForm.Roster] = new("Wie heeft dienst", "Who is on duty"),
            [TableForm.Services] = new("Wie dekt wat wanneer", "Who covers what when"),
        });
}
