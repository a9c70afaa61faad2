using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Tests.Support;

/// <summary>A small made-up region, defined by requests: with an engine or without.</summary>
/// <remarks>
/// North has a nursing home (two units share its pool) and a hospital; south has a second nursing
/// home that closes at night; the clinic is closed under the Wvggz. The centre works for both
/// subregions; the southern desk for the south only.
/// </remarks>
internal static class TestRegion
{
    /// <summary>Monday 2 March 2026, 10:00 in the Netherlands.</summary>
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    public static readonly WeekHours Always = WeekHours.Always;

    public static readonly ImmutableArray<Definition> Rows =
        [.. Norms(), .. Places(), .. Units(), .. Services()];

    private static readonly (string Name, string Organisation, Roles Roles)[] Staff =
    [
        ("beheer", "centre", Roles.Administrator),
        ("triage", "centre", Roles.Triagist),
        ("desk", "centre", Roles.Coordinator),
        ("south", "south-desk", Roles.Coordinator),
        ("referrer", "gp", Roles.Referrer),
        ("nurse", "nursing", Roles.ProviderDesk),
        ("nurse-two", "nursing-two", Roles.ProviderDesk),
        ("clinic", "mental", Roles.ProviderDesk),
        ("hospital", "hospital", Roles.ProviderDesk),
        ("manager", "office", Roles.RegionManager),
        ("ambulance", "service", Roles.ProviderDesk),
        ("colleague", "mental", Roles.Consultant),
        ("physician", "centre", Roles.SupervisingPhysician),
        ("reporter", "police", Roles.Reporter),
    ];

    /// <summary>The region and its accounts, without anything that happened.</summary>
    public static readonly World World = Build();

    public static readonly Actor Admin = ActorOf("beheer");
    public static readonly Actor Triagist = ActorOf("triage");
    public static readonly Actor Desk = ActorOf("desk");
    public static readonly Actor SouthDesk = ActorOf("south");
    public static readonly Actor Referrer = ActorOf("referrer");
    public static readonly Actor Nurse = ActorOf("nurse");
    public static readonly Actor NurseTwo = ActorOf("nurse-two");
    public static readonly Actor Clinic = ActorOf("clinic");
    public static readonly Actor Hospital = ActorOf("hospital");
    public static readonly Actor Manager = ActorOf("manager");
    public static readonly Actor Ambulance = ActorOf("ambulance");
    public static readonly Actor Colleague = ActorOf("colleague");
    public static readonly Actor Physician = ActorOf("physician");
    public static readonly Actor Reporter = ActorOf("reporter");

    public static readonly ImmutableArray<Actor> Actors =
        [.. Staff.Select(s => ActorOf(s.Name)), Actor.System];

    public static IEnumerable<OpenAccount> Accounts => Staff.Select((s, i) => Account(
        i + 1, s.Name, OrganisationOf(s.Organisation), s.Roles));

    public static UnitId Unit(string code) => new(Number(World.Regions.Units.NumberOf(code)));

    public static OrganisationId Organisation(string code) =>
        new(Number(World.Regions.Organisations.NumberOf(code)));

    public static LineId Line(string code) => new(Number(World.Regions.Lines.NumberOf(code)));

    public static CareTypeId CareType(string code) =>
        new(Number(World.Regions.CareTypes.NumberOf(code)));

    public static OpenAccount Account(int number, string name, OrganisationId holder, Roles roles)
    {
        var person = new PersonId(new Guid(number, 1, 1, new byte[8]));
        Secret Sealed(short part, SealedField field, string text) =>
            new(new SealedId(new Guid(number, part, 2, new byte[8])), person, default, field, text);
        return new OpenAccount(
            person, holder, roles, Sealed(1, SealedField.Staff, name),
            Sealed(2, SealedField.Staff, $"{name} van de Proef"),
            Sealed(3, SealedField.Credential, $"hash-of-{name}"), MustChangePassword: false);
    }

    /// <summary>A stop of everybody, with the usual answers filled in.</summary>
    public static DeclareStop Stop(UnitId unit, int minutes, string reason = "outbreak") =>
        new([unit], StopLevel.Active, Inflow.All, [], reason, "manager", minutes);

    /// <summary>A care unit's row, with the usual answers filled in.</summary>
    public static UnitRow UnitRow(string code, string location, string careType) => new(
        code, $"Afdeling {code}", location, "", careType, Complexity.High,
        [AgeBand.Adult, AgeBand.Older, AgeBand.Oldest], Features.None, Always, Always, 0);

    /// <summary>A feed of admissions to a location.</summary>
    public static FeedRow AdtRow(string code, string location, int rank) => new(
        code, $"Koppeling {code}", location, FeedKind.Adt, rank, 15, $"APP{code}", "");

    private static World Build()
    {
        var world = World.Empty;
        foreach (var row in Rows)
        {
            world = Stored(world, new Define(row));
        }

        // The organisations' numbers are known by now.
        return Staff.Select((s, i) => Account(
                i + 1, s.Name,
                new OrganisationId(world.Regions.Organisations.NumberOf(s.Organisation)), s.Roles))
            .Aggregate(world, Stored);
    }

    private static World Stored(World world, Request request)
    {
        var played = Play.Decide(world, request, new Moment(Start, Actor.System));
        Assert.Null(played.Refusal);
        Assert.NotEmpty(played.Own);
        return played.World;
    }

    private static Actor ActorOf(string name)
    {
        var index = Array.FindIndex(Staff, s => s.Name == name);
        return new Actor(
            new AccountId(index + 1), OrganisationOf(Staff[index].Organisation),
            Staff[index].Roles);
    }

    private static OrganisationId OrganisationOf(string code) => Organisation(code);

    private static int Number(int found) => found > 0
        ? found
        : throw new InvalidOperationException("The test region has no such code.");

    private static IEnumerable<Definition> Norms()
    {
        yield return Care("elv-low", CareSetting.Admission, ClosedUnder.None, returnHome: true);
        yield return Care("elv-high", CareSetting.Admission, ClosedUnder.None);
        yield return Care("grz", CareSetting.Admission, ClosedUnder.None);
        yield return Care("wvggz", CareSetting.Admission, ClosedUnder.Wvggz);
        yield return Care("wzd", CareSetting.Admission, ClosedUnder.Wzd);
        yield return Care("emergency", CareSetting.Visit, ClosedUnder.None);
        yield return Care("home-team", CareSetting.AtHome, ClosedUnder.None);
        yield return Care("ambulances", CareSetting.ReadOnly, ClosedUnder.None);
        yield return new UrgencyRow(new Urgency("U1", Both("U1"), 10, 60));
        yield return new UrgencyRow(new Urgency("U3", Both("U3"), 30, 480));
        yield return Transport("own", 0, Always, isAmbulance: false);
        yield return Transport(
            "wheelchair-taxi", 30, new(new(420, 1_380), new(420, 1_380)), isAmbulance: false);
        yield return Transport("ambulance", 15, Always, isAmbulance: true);
        yield return Transport("micu", 60, Always, isAmbulance: true);
        foreach (var (list, code) in new[]
        {
            (CodeList.Refusal, "no-staff"), (CodeList.Refusal, "bed-given-away"),
            (CodeList.Override, "own-patient"), (CodeList.Release, "not-coming"),
            (CodeList.Closure, "outbreak"), (CodeList.NotAsked, "unconscious"),
            (CodeList.Function, "nurse"), (CodeList.Function, "gp"),
            (CodeList.AdmittingFunction, "elderly-care-physician"),
            (CodeList.TransportAuthority, "gp"), (CodeList.AmbulanceUrgency, "b1"),
            (CodeList.TriageSystem, "nts"), (CodeList.StopMandate, "manager"),
            (CodeList.StopKind, "emergency"), (CodeList.StopKind, "other"),
            (CodeList.StopException, "life-threat"), (CodeList.Specialism, "surgery"),
            (CodeList.Blocked, "cleaning"), (CodeList.Lack, "bed-given-away"),
            (CodeList.AssignedUrgency, "b1"), (CodeList.AssignedUrgency, "c1"),
            (CodeList.NoTransport, "ehgv"), (CodeList.MicuKind, "micu"),
            (CodeList.MicuIndication, "urgent"), (CodeList.MicuAuthority, "intensivist"),
            (CodeList.VisitCare, "home-team"), (CodeList.VisitTask, "catheter"),
            (CodeList.VisitTask, "fall"), (CodeList.ReservedAct, "catheter"),
            (CodeList.Prescriber, "gp"), (CodeList.TriageSystem, "guide"),
            (CodeList.Complaint, "fall"), (CodeList.TriageContext, "lives-alone"),
            (CodeList.AlarmSign, "second-contact"), (CodeList.TriageFollowUp, "self-care"),
            (CodeList.TreatmentLimit, "no-resuscitation"),
            (CodeList.Discipline, "mh-triage"), (CodeList.Discipline, "physician"),
            (CodeList.Discipline, "coordination"), (CodeList.QueueCause, "peak"),
            (CodeList.Complaint, "catheter-blocked"), (CodeList.Alternative, "home-care"),
            (CodeList.Alternative, "own-gp"), (CodeList.Avoided, "ambulance-a2"),
            (CodeList.Avoided, "ed-visit"),
        })
        {
            yield return new CodeRow(new CodeEntry(list, code, Both(code)));
        }

        yield return new HolidayRow(new Holiday("2026-12-25", "Eerste kerstdag", ""));
        yield return new RequestKindRow(new RequestKind(
            "place", Both("place"), [Sector.GpPost],
            IntakeFields.Story | IntakeFields.Bsn | IntakeFields.VitalSigns));
        yield return new RequestKindRow(
            new RequestKind("advice", Both("advice"), [], IntakeFields.None));
        yield return new RetriageRuleRow(new RetriageRule("U1", 45));
        yield return new TriageMappingRow(new TriageMapping(
            "guide", "1h", "U1", 60, "2026-01-01", "proef"));
    }

    // The centre's physician is in the room by day; at night the mental-health service covers.
    private static IEnumerable<Definition> Services()
    {
        yield return new AnswerNormRow(new AnswerNorm("mh-triage", "U3", 20));
        yield return Service("day", "centre", "physician", new(new(480, 1_380), new(480, 1_380)));
        yield return Service("mh", "mental", "mh-triage", Always);
        yield return Service(
            "night", "mental", "physician", new(new(1_380, 480), new(1_380, 480)));
    }

    private static ServiceRow Service(
        string code, string organisation, string discipline, WeekHours hours) => new(
            code, organisation, discipline, ["north"], hours, "", WorkPlace.Elsewhere,
            $"010-30{code.Length}", 1);

    private static IEnumerable<Definition> Places()
    {
        yield return new RegionRow(new Region("delta", "Deltaland", "NL", 3, "0900-1122"));
        yield return new OfficeHoursRow("delta", new(new(480, 1_020), DayHours.Never));
        yield return new SubregionRow("north", "Noord", "delta");
        yield return new SubregionRow("south", "Zuid", "delta");
        yield return Organisation("centre", Sector.CoordinationCentre);
        yield return Organisation("south-desk", Sector.CoordinationCentre);
        yield return Organisation("gp", Sector.GpPost);
        yield return Organisation("nursing", Sector.HomeAndNursing);
        yield return Organisation("nursing-two", Sector.HomeAndNursing);
        yield return Organisation("mental", Sector.MentalHealth);
        yield return Organisation("hospital", Sector.Hospital);
        yield return Organisation("office", Sector.Other);
        yield return Organisation("service", Sector.Ambulance);
        yield return Organisation("police", Sector.Police);
        yield return Location("centre-room", "centre", ["north", "south"], 155_000, 463_000);
        yield return Location("south-room", "south-desk", ["south"], 155_000, 440_000);
        yield return Location("gp-room", "gp", ["north"], 155_000, 463_000);
        yield return Location("house", "nursing", ["north"], 156_000, 463_000);
        yield return Location("villa", "nursing-two", ["south"], 156_000, 450_000);
        yield return Location("clinic", "mental", ["north", "south"], 150_000, 460_000);
        yield return Location("hospital", "hospital", ["north"], 153_000, 464_000);
        yield return new PostcodeRow("1001", "Noorderdorp", "north", new(155_000, 463_500));
        yield return new PostcodeRow("2001", "Zuiderdorp", "south", new(155_500, 449_000));
    }

    private static IEnumerable<Definition> Units()
    {
        var day = new WeekHours(new(480, 1_320), new(600, 1_080));
        yield return UnitRow("house-low", "house", "elv-low") with
        {
            Pool = "house-beds", ComplexityMax = Complexity.Low,
        };
        yield return UnitRow("house-high", "house", "elv-high") with { Pool = "house-beds" };
        yield return UnitRow("house-grz", "house", "grz");
        yield return UnitRow("house-wzd", "house", "wzd") with { Features = Features.Wandering };
        yield return UnitRow("house-team", "house", "home-team") with { ReachMetres = 10_000 };
        yield return UnitRow("villa-high", "villa", "elv-high") with
        {
            Admission = day, DoctorCover = day, Features = Features.Isolation,
        };
        yield return UnitRow("clinic-closed", "clinic", "wvggz");
        yield return UnitRow("hospital-ed", "hospital", "emergency") with
        {
            Ages = [AgeBand.Infant, AgeBand.Child, AgeBand.Adult, AgeBand.Older, AgeBand.Oldest],
        };
        yield return UnitRow("hospital-cars", "hospital", "ambulances");
        yield return new StopRuleRow(new StopRule("delta", "emergency", true, 120, 1));
        yield return new StopRuleRow(new StopRule("delta", "other", false, 1_440, 9));
        yield return new CrowdingRuleRow(new CrowdingRule(
            "hospital-ed", 20, 400, -20_000, 85_800, 600_000, 13_400, 930, 5_640,
            [20, 60, 100, 140, 180]));
        yield return new PhoneNormRow(new PhoneNorm(
            LineKind.Urgent, "2016-01-01", 30, 90, 1_800, 100, 30, [5, 10]));
        yield return PhoneLine("urgent", "centre", LineKind.Urgent, "north", "south-urgent");
        yield return PhoneLine("other", "centre", LineKind.Other, "north", "");
        yield return PhoneLine("south-urgent", "south-desk", LineKind.Urgent, "south", "urgent");
    }

    private static PhoneLineRow PhoneLine(
        string code, string organisation, LineKind kind, string subregion, string neighbour) =>
        new(
            code, $"Lijn {code}", organisation, kind, [subregion], neighbour,
            MayCallBack: neighbour.Length > 0, "pbx");

    private static Label Both(string text) => new(text, text);

    private static CareTypeRow Care(
        string code, CareSetting setting, ClosedUnder closed, bool returnHome = false) => new(
            new CareType(
                code, Both(code), Both("bed"), setting, closed, returnHome, 60, 240, "gp"));

    private static TransportKindRow Transport(
        string code, int lead, WeekHours hours, bool isAmbulance) =>
        new(new TransportKind(code, Both(code), lead, hours, isAmbulance));

    private static OrganisationRow Organisation(string code, Sector sector) =>
        new(code, $"Stichting {code}", sector, "delta");

    private static LocationRow Location(
        string code, string organisation, ImmutableArray<string> subregions, int x, int y) => new(
            code, $"Huis {code}", organisation, subregions, "Noorderdorp", new Position(x, y),
            "010-1000000", "010-2000000");
}
