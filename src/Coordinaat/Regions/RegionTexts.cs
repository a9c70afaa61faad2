using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Regions;

/// <summary>The words of the norms and the regions. A row is a line of an import.</summary>
internal static class RegionTexts
{
    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [DefineRefusal.NotAllowed] = new(403,
                "Alleen een beheerder mag dit veranderen. Er is niets veranderd.",
                "Only an administrator may change this. Nothing was changed."),
            [DefineRefusal.CodeMalformed] = new(422,
                "De code van deze regel klopt niet; de regel is overgeslagen. "
                + "Gebruik ten hoogste 60 letters, cijfers, punten en streepjes.",
                "The code of this row is not right; the row was skipped. "
                + "Use at most 60 letters, digits, dots and dashes."),
            [DefineRefusal.NameMissingOrLong] = new(422,
                "De naam ontbreekt of is langer dan 120 tekens; de regel is overgeslagen. "
                + "Vul hem aan of kort hem in.",
                "The name is missing or longer than 120 characters; the row was skipped. "
                + "Fill it in or shorten it."),
            [DefineRefusal.PositionOutsideCountry] = new(422,
                "Deze plaats ligt niet in of bij Nederland; de regel is overgeslagen. "
                + "Controleer de coördinaten.",
                "This place is not in or near the Netherlands; the row was skipped. "
                + "Check the coordinates."),
            [DefineRefusal.RegionUnknown] = new(422,
                "Deze regio kennen we nog niet; de regel is overgeslagen. Voeg eerst de regio toe.",
                "This region is not known yet; the row was skipped. Add the region first."),
            [DefineRefusal.SubregionUnknown] = new(422,
                "De subregio ontbreekt of is onbekend; de regel is overgeslagen. "
                + "Voeg eerst de subregio toe.",
                "The subregion is missing or unknown; the row was skipped. "
                + "Add the subregion first."),
            [DefineRefusal.OrganisationUnknown] = new(422,
                "Deze organisatie kennen we nog niet; de regel is overgeslagen. "
                + "Voeg eerst de organisatie toe.",
                "This organisation is not known yet; the row was skipped. "
                + "Add the organisation first."),
            [DefineRefusal.LocationUnknown] = new(422,
                "Deze locatie kennen we nog niet; de regel is overgeslagen. "
                + "Voeg eerst de locatie toe.",
                "This location is not known yet; the row was skipped. Add the location first."),
            [DefineRefusal.PoolElsewhere] = new(409,
                "Deze pool hoort bij een andere locatie; de regel is overgeslagen. "
                + "Kies een pool van deze locatie.",
                "This pool belongs to another location; the row was skipped. "
                + "Choose a pool of this location."),
            [DefineRefusal.PoolChanged] = new(409,
                "Deze unit houdt altijd dezelfde pool; de regel is overgeslagen. "
                + "Zet de oude pool terug, of maak een nieuwe unit.",
                "This unit always keeps the same pool; the row was skipped. "
                + "Put the old pool back, or make a new unit."),
            [DefineRefusal.CareTypeUnknown] = new(422,
                "Deze soort zorg kennen we nog niet; de regel is overgeslagen. "
                + "Voeg eerst de soort zorg toe.",
                "This kind of care is not known yet; the row was skipped. "
                + "Add the kind of care first."),
            [DefineRefusal.StopKindUnknown] = new(422,
                "Deze soort stop kennen we nog niet; de regel is overgeslagen. "
                + "Voeg hem eerst toe aan de lijst.",
                "This kind of stop is not known yet; the row was skipped. "
                + "Add it to the list first."),
            [DefineRefusal.UnitUnknown] = new(422,
                "Deze unit kennen we nog niet; de regel is overgeslagen. Voeg eerst de unit toe.",
                "This unit is not known yet; the row was skipped. Add the unit first."),
            [DefineRefusal.NumberOutOfRange] = new(422,
                "Een getal is te klein of te groot, of de leeftijden ontbreken. "
                + "De regel is overgeslagen; verbeter hem.",
                "A number is too small or too large, or the ages are missing. "
                + "The row was skipped; correct it."),
            [DefineRefusal.WordUnknown] = new(422,
                "Deze rol, voorziening of vaardigheid staat niet in de lijst; de regel is "
                + "overgeslagen. Voeg eerst de code toe.",
                "This role, facility or competence is not in the list; the row was skipped. "
                + "Add the code first."),
            [DefineRefusal.FeedUnknown] = new(422,
                "Deze koppeling kennen we nog niet; de regel is overgeslagen. "
                + "Voeg eerst de koppeling toe.",
                "This feed is not known yet; the row was skipped. Add the feed first."),
            [DefineRefusal.UnitElsewhere] = new(422,
                "Deze unit is van een andere organisatie dan de koppeling; de regel is "
                + "overgeslagen. Kies een eigen unit.",
                "This unit belongs to another organisation than the feed; the row was skipped. "
                + "Choose one of its own units."),
            [DefineRefusal.SenderDoubled] = new(409,
                "Een andere koppeling heeft dezelfde afzender; de regel is overgeslagen. "
                + "Geef elke koppeling een eigen afzender.",
                "Another feed has the same sender; the row was skipped. "
                + "Give each feed a sender of its own."),
        },
        new Dictionary<Enum, Label>
        {
            [Sector.CoordinationCentre] = new("coördinatiecentrum", "coordination centre"),
            [Sector.Hospital] = new("ziekenhuis", "hospital"),
            [Sector.GpPost] = new("huisartsenpost", "GP post"),
            [Sector.GpPractice] = new("huisartsenpraktijk", "GP practice"),
            [Sector.Ambulance] = new("ambulancezorg", "ambulance care"),
            [Sector.MentalHealth] = new("GGZ", "mental health care"),
            [Sector.HomeAndNursing] = new("VVT", "nursing and home care"),
            [Sector.Midwifery] = new("verloskunde", "midwifery"),
            [Sector.Other] = new("overig", "other"),
            [Sector.Police] = new("politie", "police"),
            [Sector.Municipality] = new("gemeente", "municipality"),
            [Sector.AlarmCentre] = new("alarmcentrale", "alarm centre"),

            [CareSetting.Admission] = new("opname", "admission"),
            [CareSetting.Visit] = new("zonder opname", "without admission"),
            [CareSetting.AtHome] = new("thuis", "at home"),
            [CareSetting.ReadOnly] = new("alleen ter inzage", "for information only"),

            [ClosedUnder.None] = new("open", "open"),
            [ClosedUnder.Wvggz] = new("gesloten (Wvggz)", "closed (Wvggz)"),
            [ClosedUnder.Wzd] = new("gesloten (Wzd)", "closed (Wzd)"),

            [CodeList.Refusal] = new("redenen voor een nee", "reasons for a no"),
            [CodeList.Override] = new("redenen om af te wijken", "reasons to deviate"),
            [CodeList.Release] = new(
                "redenen om een plek terug te geven", "reasons to give a place back"),
            [CodeList.Closure] = new("redenen voor een stop", "reasons for a stop"),
            [CodeList.NotAsked] = new(
                "waarom niet gevraagd kon worden", "why asking was not possible"),
            [CodeList.Function] = new("functies", "functions"),
            [CodeList.Discipline] = new("disciplines voor overleg", "disciplines for advice"),
            [WorkPlace.InTheRoom] = new("in de kamer", "in the room"),
            [WorkPlace.Elsewhere] = new("op een andere plek", "at another place"),
            [WorkPlace.AtHome] = new("thuis", "at home"),
            [WorkPlace.OnCall] = new("oproepbaar", "on call"),
            [CodeList.AdmittingFunction] = new(
                "functies die mogen opnemen", "functions that may admit"),
            [CodeList.TransportAuthority] = new(
                "functies die een ambulance mogen vragen",
                "functions that may ask for an ambulance"),
            [CodeList.AmbulanceUrgency] = new("ambulance-urgenties", "ambulance urgencies"),
            [CodeList.TriageSystem] = new("triagesystemen", "triage systems"),
            [CodeList.StopKind] = new("soorten stop", "kinds of stop"),
            [CodeList.StopMandate] = new(
                "functies die over een stop beslissen", "functions that decide on a stop"),
            [CodeList.StopException] = new(
                "voor wie een stop nooit geldt", "for whom a stop never counts"),
            [CodeList.Specialism] = new("specialismen", "specialisms"),
            [CodeList.Blocked] = new("redenen voor een blokkade", "reasons why places are blocked"),
            [CodeList.Lack] = new(
                "redenen die zeggen dat er geen plek was",
                "reasons that say that there was no place"),
            [CodeList.CrowdingBand] = new("niveaus van drukte", "bands of crowding"),
            [CodeList.ContactRole] = new("contactrollen", "contact roles"),
            [CodeList.Facility] = new("voorzieningen", "facilities"),
            [CodeList.Competence] = new("vaardigheden", "competences"),
            [CodeList.AssignedUrgency] = new("toegewezen ritsurgenties", "assigned urgencies"),
            [CodeList.NoTransport] = new(
                "redenen van geen vervoer", "reasons for no transport"),
            [CodeList.MicuKind] = new("vervoer dat MICU is", "transport that is MICU"),
            [CodeList.MicuIndication] = new("MICU-indicaties", "MICU indications"),
            [CodeList.MicuAuthority] = new(
                "functies die de MICU-indicatie stellen", "functions that set the MICU indication"),
            [CodeList.VisitCare] = new(
                "zorg waarvoor een verpleegkundige langskomt", "care for which a nurse visits"),
            [CodeList.VisitTask] = new("taken bij een bezoek", "tasks of a visit"),
            [CodeList.ReservedAct] = new("voorbehouden handelingen", "reserved acts"),
            [CodeList.Complaint] = new("Ingangsklachten", "Presenting complaints"),
            [CodeList.TriageContext] = new("Wat meeweegt bij triage", "What weighs in at triage"),
            [CodeList.AlarmSign] = new("Alarmsignalen", "Signs of alarm"),
            [CodeList.TriageFollowUp] = new("Vervolgacties", "Follow-ups"),
            [CodeList.TreatmentLimit] = new("Behandelgrenzen", "Limits on treatment"),
            [CodeList.Prescriber] = new(
                "functies die een voorbehouden handeling opdragen",
                "functions that prescribe a reserved act"),
            [CodeList.QueueCause] = new("Oorzaak van wachten aan de telefoon", "Why callers wait"),
            [CodeList.Alternative] = new("Alternatieven", "Alternatives"),
            [CodeList.Avoided] = new("Wat is voorkomen", "What was avoided"),

            [FeedKind.Adt] = new("opname en ontslag (HL7 ADT)", "admissions (HL7 ADT)"),

            [Complexity.Low] = new("laag", "low"),
            [Complexity.Medium] = new("midden", "medium"),
            [Complexity.High] = new("hoog", "high"),

            [AgeBand.Unknown] = new("leeftijd onbekend", "age unknown"),
            [AgeBand.Infant] = new("onder 1 jaar", "under 1 year"),
            [AgeBand.Child] = new("1–11 jaar", "1–11 years"),
            [AgeBand.Teen] = new("12–15 jaar", "12–15 years"),
            [AgeBand.Youth] = new("16–17 jaar", "16–17 years"),
            [AgeBand.Adult] = new("18–64 jaar", "18–64 years"),
            [AgeBand.Older] = new("65–79 jaar", "65–79 years"),
            [AgeBand.Oldest] = new("80 jaar en ouder", "80 years and over"),

            [Features.Isolation] = new("isolatiekamer", "isolation room"),
            [Features.Wandering] = new("dwaalbeveiliging", "safe for wandering"),
            [Features.Bariatric] = new("bariatrische voorzieningen", "bariatric equipment"),
            [Features.OneToOne] = new("1-op-1-begeleiding", "one-to-one supervision"),
            [Features.MenRoom] = new("kamer voor mannen", "room for men"),
            [Features.WomenRoom] = new("kamer voor vrouwen", "room for women"),
            [Features.Oxygen] = new("zuurstof", "oxygen"),
            [Features.Ventilation] = new("beademing", "ventilation"),
            [Features.Dialysis] = new("dialyse", "dialysis"),
        });
}
