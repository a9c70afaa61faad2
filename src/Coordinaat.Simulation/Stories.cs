using System.Collections.Immutable;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using static Coordinaat.Domain.Kernel.RequesterKind;

namespace Coordinaat.Simulation;

/// <summary>All stories. Written for the demo: nobody's case.</summary>
internal static class Stories
{
    // Written out first: All is built from them.
    private static readonly ImmutableArray<string> Later = ["U3", "U3", "U4"];
    private static readonly ImmutableArray<string> Today = ["U3"];
    private static readonly ImmutableArray<string> Soon = ["U2", "U3"];
    private static readonly ImmutableArray<string> Now = ["U2"];
    private static readonly ImmutableArray<string> Planned = ["U4", "U4", "U5"];
    private static readonly ImmutableArray<string> Low =
        ["elv-low", "emergency-bed", "district-nursing"];
    private static readonly ImmutableArray<string> Tonight =
        ["emergency-bed", "elv-low", "district-nursing"];

    private static readonly ImmutableArray<string> High = ["elv-high"];
    private static readonly ImmutableArray<string> Home = ["district-nursing"];

    /// <summary>In a fixed order; cases refer to them by number.</summary>
    public static readonly ImmutableArray<Story> All =
    [
        .. ShortStay(), .. Unsafe(), .. LongerStay(), .. Crisis(), .. AtHome(), .. LastPhase(),
        .. Hospital(), .. Births(), .. Minds(), .. Posts(),
    ];

    private static IEnumerable<Story> ShortStay() =>
    [
        new(12, "Gevallen in de badkamer, foto zonder breuk. Komt niet zelf uit bed, woont alleen.",
            (76, 95), Low, Complexity.Low, Later, "taxi", [Gp, GpPost, EmergencyDepartment])
        {
            When = Story.Daytime,
        },
        new(8, "Bekkenbreuk na een val, geen operatie. Pijn bij lopen, thuis 's nachts geen hulp.",
            (74, 93), Low, Complexity.Low, Today, "wheelchair-taxi", [EmergencyDepartment, Ward])
        {
            When = Story.Daytime,
        },
        new(7, "Longontsteking, krijgt antibiotica. Geen zuurstof nodig, te zwak voor thuis.",
            (72, 94), ["elv-low", "emergency-bed", "elv-high"], Complexity.Low, Later, "taxi",
            [Gp, GpPost, EmergencyDepartment])
        {
            When = Story.Daytime,
        },
        new(5, "Buikgriep, drinkt slecht en is duizelig. Zoon kan overdag helpen, 's nachts niet.",
            (78, 96), Low, Complexity.Low, Later, "wheelchair-taxi", [Gp, GpPost, DistrictNurse])
        {
            When = Story.Daytime, Features = Features.Isolation,
            Advice = "Ors en elk uur drinken; wijkverpleging kijkt vanavond. Bij sufheid bellen.",
        },
        new(7, "Pols gebroken, gips tot de elleboog. Loopt met een rollator en redt zich zo niet.",
            (77, 94), Low, Complexity.Low, ["U4"], "own-car", [EmergencyDepartment, Gp])
        {
            When = Story.Daytime,
        },
        new(4, "Respijt: mantelzorger heeft griep, dochter woont ver weg. Lichte hulp bij wassen.",
            (72, 93), ["respite", "elv-low"], Complexity.Low, Planned, "own-car",
            [Gp, DistrictNurse])
        {
            When = Story.Working,
            Advice = "Dochter komt toch over; casemanager belt morgen over respijtzorg.",
        },
    ];

    private static IEnumerable<Story> Unsafe() =>
    [
        new(8, "Gevonden op de grond, koud maar weer opgewarmd. Kan vannacht niet alleen blijven.",
            (70, 95), Tonight, Complexity.Low, Soon, "ambulance",
            [GpPost, EmergencyDepartment, Ambulance]),
        new(8, "Mantelzorger valt plotseling uit, thuis niet veilig. Geen acuut medisch probleem.",
            (68, 92), Low, Complexity.Low, Today, "taxi",
            [GpPost, DistrictNurse, AlarmCentre, Gp]),
        new(5, "Partner is vandaag opgenomen en was de mantelzorger. Heeft hulp nodig bij alles.",
            (75, 92), ["elv-low", "emergency-bed", "respite"], Complexity.Low, Later, "own-car",
            [Gp, DistrictNurse, GpPost])
        {
            When = Story.Daytime,
        },
        new(5, "Dwaalt 's nachts op straat, buren brachten terug. Bekend met beginnende dementie.",
            (74, 91), ["emergency-bed", "crisis-wlz-open"], Complexity.Medium, Soon, "taxi",
            [Police, GpPost, DistrictNurse])
        {
            Features = Features.Wandering, ReturnHome = ReturnHome.Unknown,
        },
    ];

    private static IEnumerable<Story> LongerStay() =>
    [
        new(7, "Heup geopereerd, dag vier. Verward na de operatie, oefent met hulp van twee.",
            (73, 93), ["elv-high", "grz"], Complexity.High, ["U4"], "wheelchair-taxi", [Ward])
        {
            When = Story.Working,
        },
        new(5, "Hartfalen, vocht is eraf. Medisch klaar, dagelijks wegen en bijstellen.",
            (75, 94), High, Complexity.Medium, ["U4"], "wheelchair-taxi", [Ward])
        {
            When = Story.Daytime,
        },
        new(5, "Delier bij blaasontsteking, katheter. Heeft verpleging in de nacht nodig.",
            (78, 95), High, Complexity.High, Today, "ambulance", [EmergencyDepartment, GpPost])
        {
            When = Story.Daytime,
        },
        new(4, "Wond aan onderbeen, dagelijks verzorgen, antibiotica per infuus nog drie dagen.",
            (67, 90), High, Complexity.Medium, ["U4"], "taxi", [Ward, Gp])
        {
            When = Story.Working,
        },
        new(5, "Beroerte, halfzijdig zwak, slikken gaat weer. Wil en kan oefenen.",
            (66, 88), ["grz"], Complexity.High, Planned, "wheelchair-taxi", [Ward])
        {
            When = Story.Working,
        },
        new(4, "Knieprothese, thuis trappen en geen hulp. Revalideert twee tot drie weken.",
            (68, 86), ["grz", "elv-low"], Complexity.Low, Planned, "own-car", [Ward])
        {
            When = Story.Working,
        },
        new(2, "Amputatie van het onderbeen. Gewicht 160 kg, tillift en breed bed nodig.",
            (66, 82), ["grz"], Complexity.High, ["U4"], "ambulance", [Ward])
        {
            When = Story.Working, Features = Features.Bariatric,
        },
    ];

    private static IEnumerable<Story> Crisis() =>
    [
        new(4, "Dementie, slaat partner van zich af. Partner is op, thuis gaat het niet meer.",
            (74, 90), ["crisis-wlz", "crisis-wlz-open"], Complexity.Medium, Soon, "taxi",
            [Gp, GpPost, MentalHealth])
        {
            When = Story.Daytime, ReturnHome = ReturnHome.NotExpected,
            Features = Features.Wandering,
            Titles =
            [
                LegalTitle.EmergencyDetention, LegalTitle.WzdInPreparation,
                LegalTitle.AdmissionDecision,
            ],
        },
        new(4, "Dementie, eet en drinkt niet meer alleen. Indicatie is er, plek nog niet.",
            (78, 94), ["crisis-wlz-open", "emergency-bed"], Complexity.Low, Today, "taxi",
            [Gp, DistrictNurse, GpPost])
        {
            When = Story.Daytime, ReturnHome = ReturnHome.NotExpected,
        },
        new(3, "Verstandelijke beperking, ouders kunnen de onrust niet meer aan.",
            (21, 52), ["crisis-wlz-open", "respite"], Complexity.Low, Today, "own-car",
            [Gp, MentalHealth])
        {
            When = Story.Daytime, Features = Features.OneToOne, ReturnHome = ReturnHome.Unknown,
        },
    ];

    private static IEnumerable<Story> AtHome() =>
    [
        new(8, "Ligt op de grond, geen pijn, komt niet overeind. Sleutelkluis aan de deur.",
            (72, 94), Home, Complexity.Low, Soon, "", [AlarmCentre, Citizen, GpPost])
        {
            When = Story.Evenings,
        },
        new(6, "Katheter los. Huisarts vraagt een verpleegkundige om een nieuwe te plaatsen.",
            (68, 92), Home, Complexity.Medium, Today, "", [NursingHome, GpPost, DistrictNurse])
        {
            When = Story.Evenings,
            Advice = "Eigen wijkverpleegkundige is onderweg; geen tweede team nodig.",
        },
        new(5, "Vandaag thuis uit het ziekenhuis, insuline vanavond nog niet geregeld.",
            (60, 88), Home, Complexity.Medium, Today, "", [Ward, Gp])
        {
            When = Story.Evenings,
        },
        new(4, "Pomp voor pijnstilling geeft alarm. Familie is erbij, patiënt is rustig.",
            (55, 90), Home, Complexity.Medium, Soon, "", [Citizen, GpPost])
        {
            When = Story.Evenings,
        },
        new(3, "Stoma lekt, huid kapot, alleen thuis. Kan tot morgenochtend niet wachten.",
            (62, 88), Home, Complexity.Low, ["U3", "U4"], "", [Citizen, GpPost])
        {
            When = Story.Evenings,
            Advice = "Schoon verband en plakrand besproken; eigen stomazorg komt morgen om 8 uur.",
        },
    ];

    private static IEnumerable<Story> LastPhase() =>
    [
        new(3, "Uitgezaaide longkanker, benauwd en bang. Familie kan de nachten niet meer aan.",
            (58, 86), ["elv-palliative", "hospice"], Complexity.High, Soon, "ambulance",
            [Gp, GpPost, DistrictNurse])
        {
            When = Story.Daytime, ReturnHome = ReturnHome.NotExpected,
        },
        new(3, "Laatste weken, wil niet naar het ziekenhuis. Zoekt een plek dicht bij de kinderen.",
            (62, 92), ["hospice", "elv-palliative"], Complexity.Medium, ["U3", "U4"], "ambulance",
            [Gp, Ward])
        {
            When = Story.Working, ReturnHome = ReturnHome.NotExpected,
        },
        new(2, "Eindstadium hartfalen, thuiszorg zit vol. Rustig, pleisters en zo nodig een pomp.",
            (76, 94), ["elv-palliative", "hospice"], Complexity.Medium, Today, "ambulance", [Gp])
        {
            When = Story.Daytime, ReturnHome = ReturnHome.NotExpected,
        },
    ];

    private static IEnumerable<Story> Hospital() =>
    [
        new(5, "Koorts en rillingen, bloeddruk aan de lage kant. Infuus en onderzoek nodig.",
            (58, 90), ["ed"], Complexity.Medium, Now, "ambulance", [GpPost, NursingHome, Gp]),
        new(4, "Diepe snijwond in de hand, vingers gevoelloos.",
            (19, 64), ["ed"], Complexity.Medium, Soon, "own-car", [GpPost, Citizen]),
        new(4, "Toenemend benauwd bij COPD, vernevelen hielp kort. Opname gevraagd.",
            (60, 86), ["aoa", "ward"], Complexity.Medium, Now, "ambulance",
            [GpPost, EmergencyDepartment, Gp]),
        new(3, "Geelzucht en buikpijn sinds twee dagen, geen koorts. Opname voor onderzoek.",
            (45, 78), ["ward", "aoa"], Complexity.Medium, Soon, "own-car", [Gp, GpPost]),
        new(3, "Kwetsbare oudere met algehele achteruitgang, oorzaak onduidelijk.",
            (79, 95), ["aoa", "ward"], Complexity.Medium, Soon, "ambulance", [Gp, GpPost]),
        new(2, "Ritmestoornis, nu rustig, wil bewaking vannacht. Eigen EHH is vol.",
            (55, 84), ["ccu"], Complexity.High, Now, "ambulance", [EmergencyDepartment]),
        new(1, "Sepsis, beademing dreigt en de eigen IC is vol. Intensivist heeft overlegd.",
            (50, 78), ["icu"], Complexity.High, ["U1"], "ambulance", [EmergencyDepartment]),
        new(3, "Peuter met RS-virus, drinkt de helft, wat zuurstof nodig. Eigen afdeling vol.",
            (1, 3), ["child-ward"], Complexity.Medium, Now, "own-car", [EmergencyDepartment, Gp])
        {
            Features = Features.Isolation,
        },
        new(2, "Astma-aanval, knapt op na vernevelen, moet een nacht blijven.",
            (6, 13), ["child-ward"], Complexity.Low, Soon, "own-car", [GpPost, Gp]),
    ];

    private static IEnumerable<Story> Births() =>
    [
        new(3, "39 weken, weeën om de vijf minuten, eerste kind. Eigen ziekenhuis is vol.",
            (22, 39), ["labour-room"], Complexity.Medium, Now, "own-car", [Midwife])
        {
            IsFemale = true,
        },
        new(2, "38 weken, gebroken vliezen zonder weeën. Wil graag in een geboortecentrum.",
            (23, 38), ["labour-room"], Complexity.Low, Soon, "own-car", [Midwife])
        {
            IsFemale = true, Advice = "Vruchtwater helder, kind beweegt. Morgen om 9 uur controle.",
        },
        new(2, "Vanochtend bevallen, bloeddruk blijft te hoog. Kraambed met bewaking.",
            (24, 41), ["maternity"], Complexity.Low, Soon, "own-car", [Midwife])
        {
            IsFemale = true,
        },
    ];

    private static IEnumerable<Story> Minds() =>
    [
        new(5, "Zegt niet meer te willen leven, heeft een plan. Familie blijft erbij.",
            (19, 68), ["mh-assessment"], Complexity.Medium, Now, "own-car",
            [GpPost, Gp, EmergencyDepartment]),
        new(4, "Onbegrepen gedrag op straat, praat tegen stemmen, werkt mee. Niet gewond.",
            (20, 59), ["mh-assessment"], Complexity.High, Now, "taxi", [Police, DispatchCentre])
        {
            Features = Features.OneToOne,
        },
        new(3, "Depressie, eet en slaapt niet. Beoordeeld, stemt in met opname.",
            (24, 71), ["mh-bed-open", "iht"], Complexity.Medium, Today, "own-car", [MentalHealth])
        {
            When = Story.Daytime,
        },
        new(2, "Manisch ontregeld, gevaar voor zichzelf. Beoordeeld door de psychiater.",
            (22, 58), ["mh-bed-closed"], Complexity.High, Now, "ambulance", [MentalHealth])
        {
            Titles =
            [
                LegalTitle.CrisisMeasure, LegalTitle.WvggzInPreparation, LegalTitle.CareOrder,
            ],
        },
        new(3, "Paniek en nare herinneringen, thuis met partner veilig. Dagelijks contact nodig.",
            (21, 66), ["iht"], Complexity.Medium, Today, "", [MentalHealth, Gp])
        {
            When = Story.Daytime,
        },
    ];

    private static IEnumerable<Story> Posts() =>
    [
        new(5, "Benauwd en koorts in het verpleeghuis, eigen arts niet bereikbaar.",
            (76, 96), ["gp-visit"], Complexity.Medium, Soon, "", [NursingHome, DistrictNurse])
        {
            When = Story.OutOfHours,
            Advice = "Arts van het huis bereikt en komt zelf; spoedpost niet nodig.",
        },
        new(4, "Belde 112 met rugpijn, geen alarmtekens. Centralist verbindt door.",
            (28, 72), ["gp-post"], Complexity.Low, ["U3", "U4"], "own-car", [DispatchCentre])
        {
            When = Story.OutOfHours,
            Advice = "Pijnstilling en bewegen; bij doof gevoel of niet plassen meteen bellen.",
        },
        new(4, "Ambulance bleef niet nodig na benauwdheid. Vraagt controle binnen twee uur.",
            (64, 89), ["gp-visit"], Complexity.Medium, Today, "", [Ambulance])
        {
            When = Story.OutOfHours,
        },
        new(3, "Hoofdwond na struikelen, niet bewusteloos geweest. Moet gehecht worden.",
            (62, 88), ["gp-post", "ed"], Complexity.Low, Today, "own-car", [AlarmCentre, Ambulance])
        {
            When = Story.OutOfHours,
        },
    ];
}
