using System.Collections.Immutable;

namespace Coordinaat.Simulation;

/// <summary>Names of nobody: every list was written here, and chance puts them together.</summary>
internal static class Names
{
    public static readonly ImmutableArray<string> OldWomen =
    [
        "Annie", "Bep", "Corrie", "Dirkje", "Elisabeth", "Femmigje", "Geertruida", "Hendrika",
        "Ida", "Jacoba", "Klaartje", "Leentje", "Margaretha", "Nel", "Petronella", "Riet",
        "Sjoukje", "Teuntje", "Wilhelmina", "Zwaantje",
    ];

    public static readonly ImmutableArray<string> OldMen =
    [
        "Aart", "Berend", "Cornelis", "Dirk", "Evert", "Frederik", "Gerrit", "Hendrik", "Izaak",
        "Jan", "Klaas", "Lambertus", "Marinus", "Nicolaas", "Pieter", "Roelof", "Teunis", "Wim",
        "Wouter", "Zeger",
    ];

    public static readonly ImmutableArray<string> Women =
    [
        "Aylin", "Britt", "Carlijn", "Djamila", "Esmée", "Fatima", "Gwen", "Hanneke", "Indira",
        "Joyce", "Kim", "Lotte", "Mirjam", "Naomi", "Priya", "Roos", "Saskia", "Tessa", "Vera",
        "Yara",
    ];

    public static readonly ImmutableArray<string> Men =
    [
        "Achmed", "Bas", "Coen", "Daan", "Emre", "Floris", "Giel", "Hugo", "Ivo", "Joris",
        "Kofi", "Lars", "Mehmet", "Niek", "Oscar", "Ruben", "Sjoerd", "Thijs", "Vincent", "Youssef",
    ];

    public static readonly ImmutableArray<string> Surnames =
    [
        "van Aalten", "Bakels", "van den Berkel", "Boerhout", "Bruinekreeft", "Celik", "Daalhof",
        "van Dingstee", "Donkelaar", "Eekhof", "El Amrani", "Feenstraat", "Geerdinge", "Goudsmits",
        "Haanstra", "van der Heul", "Hoogeslag", "IJsselmonde", "Jagtenberg", "Kamerling",
        "van Kessenich", "Kievitsma", "Koolhoven", "Lammertink", "van der Linge", "Martens",
        "Meulenkamp", "Nijhuizen", "Oosterwold", "Öztürk", "Pannekoek", "Pinas", "Quist",
        "Ravesloot", "Rietkerker", "Roosendaels", "Santokhi", "Schaapherder", "Slagboom",
        "Smeding", "Steenkist", "Teekens", "Tolsma", "Uittenboog", "van Veldwijk", "Verhoefslag",
        "Vlasbloem", "Vonkeman", "van Waterschoot", "Wielinge", "Wijnaendts", "Winterswijk",
        "Yildirims", "Zandvliet", "van Zomeren", "Zwartkruis",
    ];

    public static readonly ImmutableArray<string> Streets =
    [
        "Acacialaan", "Beukenhof", "Bloemdijk", "Dorpsstraat", "Eikenlaan", "Fluitekruidhof",
        "Grutterspad", "Hazelaarweg", "Julianaplein", "Kerkweg", "Kievitstraat", "Kruidentuin",
        "Lindelaan", "Meidoornstraat", "Merelhof", "Molenpad", "Nachtegaallaan", "Oude Brink",
        "Pastoriehof", "Prins Hendriklaan", "Roerdompstraat", "Schoolstraat", "Sleutelbloempad",
        "Stationsweg", "Tulpstraat", "Vlierweg", "Weidezoom", "Wilgenhof", "Zandpad", "Zonnehof",
    ];

    /// <summary>What people say of a patient beside the story.</summary>
    public static readonly ImmutableArray<string> Beside =
    [
        "Gebruikt bloedverdunners.", "Allergisch voor penicilline.", "Loopt met een rollator.",
        "Niet reanimeren, wel behandelen.", "Slechthorend; dochter is contactpersoon.",
        "Suikerziekte, spuit zelf.", "Zoon is eerste contactpersoon en bereikbaar.",
        "Buurvrouw heeft de sleutel.", "Thuiszorg komt al tweemaal per dag.",
        "Medicatielijst ligt klaar.", "Heeft een kat; buren zorgen daarvoor.",
        "Gebruikt geen medicijnen.",
    ];

    /// <summary>What patients and relatives would like.</summary>
    public static readonly ImmutableArray<string> Wishes =
    [
        "Liefst in de buurt van de partner.", "Graag een eigen kamer.",
        "Wil graag waar de zus ook ligt, als dat kan.", "Familie brengt zelf spullen na.",
        "Houdt van een rustige kamer.", "Graag vegetarisch eten.",
    ];

    /// <summary>Remarks that coordinators make.</summary>
    public static readonly ImmutableArray<string> Remarks =
    [
        "Familie gebeld: akkoord en blijft bereikbaar.", "Medicatieoverzicht is opgestuurd.",
        "Huisarts op de hoogte, belt zelf met de patiënt.", "Tas met kleding gaat mee.",
        "Terugbellen over een uur afgesproken.", "Contactpersoon rijdt erachteraan.",
    ];
}
