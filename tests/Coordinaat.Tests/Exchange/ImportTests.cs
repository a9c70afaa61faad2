using System.Collections.Immutable;
using System.Text;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine;
using Coordinaat.Exchange.Tables;
using Coordinaat.Regions;
using Coordinaat.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using JournalEngine = Coordinaat.Engine.Engine;

namespace Coordinaat.Tests.Exchange;

/// <summary>
/// Two things carry the weight: what we ship and what the public lists hold is taken to the last
/// line, and the same import again changes nothing.
/// </summary>
public sealed class ImportTests : IAsyncLifetime
{
    private const string PostcodeHeader = "code,place,subregion,lat,lon";

    private readonly string folder = Directory.CreateTempSubdirectory("import-").FullName;
    private JournalEngine engine = null!;

    private RegionsState Regions => engine.World.Regions;

    public async ValueTask InitializeAsync()
    {
        await Task.CompletedTask;
        engine = JournalEngine.Open(
            new EngineOptions(folder, TimeProvider.System, NullLogger.Instance));
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_we_ship_is_taken_to_the_last_line()
    {
        var files = ReadShipped();
        var report = await ImportAsync(files);

        Assert.Empty(Refusals(report));
        Assert.Equal(files.Sum(f => f.Lines.Length), report.Count(LineOutcome.Taken));
        Assert.Equal(
            (40, 6, 7),
            (Regions.CareTypes.Count, Regions.Urgencies.Count, Regions.Transports.Count));
        Assert.Equal(
            (1, 3, 41),
            (Regions.Regions.Count, Regions.Subregions.Count, Regions.Organisations.Count));
        Assert.Equal(
            (58, 134, 113),
            (Regions.Locations.Count, Regions.Units.Count, Regions.Postcodes.Count));
        Assert.Equal((113, 111), (
            Regions.Pools.Count, engine.World.Capacity.Pools.Count(p => p?.Figures is not null)));
        Assert.Equal(3, Regions.Regions[1].OffersAtOnceMax);
    }

    [Fact]
    public async Task The_same_import_again_changes_nothing()
    {
        var first = await ImportAsync(ReadShipped());
        var number = engine.World.Number;
        var second = await ImportAsync(ReadShipped());

        Assert.Equal(number, engine.World.Number);
        Assert.Equal(first.Count(LineOutcome.Taken), second.Count(LineOutcome.Unchanged));
        Assert.Equal(
            (0, 0), (second.Count(LineOutcome.Taken), second.Count(LineOutcome.Refused)));
    }

    [Fact]
    public async Task One_changed_line_is_one_event()
    {
        await ImportAsync([Read("region,name\na,Noord\nb,Zuid")]);
        var number = engine.World.Number;
        var report = await ImportAsync([Read("region,name\na,Noord\nb,Zuidwest")]);

        Assert.Equal(
            [LineOutcome.Unchanged, LineOutcome.Taken],
            report.Files[0].Lines.Select(l => l.Outcome));
        Assert.Equal(number + 1, engine.World.Number);
        Assert.Equal("Zuidwest", Regions.Regions[2].Name);
    }

    [Fact]
    public async Task The_public_lists_are_taken_to_the_last_line()
    {
        var lists = Repository.PublicLists();
        Assert.SkipWhen(lists is null, "No public lists: set COORDINAAT_DATA to their folder.");
        var started = TimeProvider.System.GetTimestamp();
        var report = await ImportAsync(Importer.ReadFolder(Path.Combine(lists, "nl")));
        var took = TimeProvider.System.GetElapsedTime(started);
        TestContext.Current.TestOutputHelper?.WriteLine($"Imported in {took.TotalSeconds:F2} s.");

        Assert.Empty(Refusals(report));
        Assert.Equal(
            (11, 27, 4_067),
            (Regions.Regions.Count, Regions.Subregions.Count, Regions.Postcodes.Count));
        Assert.Equal((79, 103, 280),
            (Count(Sector.Hospital), Count(Sector.GpPost), Count(Sector.Ambulance)));
        Assert.Equal(79 + 103 + 280, Regions.Locations.Count);

        int Count(Sector sector) => Regions.Organisations.All.Count(o => o.Sector == sector);
    }

    [Fact]
    public async Task Files_wait_for_the_files_they_need()
    {
        var report = await ImportAsync(
        [
            Read($"{PostcodeHeader}\n3811,Amersfoort,s,52.15,5.38"),
            Read("code,name,region\ns,Eemzijde,r"),
            Read("region,name\nr,Grebbeland"),
        ]);

        Assert.Equal(
            [TableForm.OfficialRegions, TableForm.Subregions, TableForm.Postcodes],
            report.Files.Select(f => f.Form!.Value));
        Assert.Equal(3, report.Count(LineOutcome.Taken));
    }

    [Fact]
    public async Task What_the_domain_refuses_is_reported_with_its_line_and_reason()
    {
        await ImportAsync(
            [Read("region,name\nr,Grebbeland"), Read("subregion,name,region\ns,Eemzijde,r")]);
        var report = await ImportAsync(
        [
            Read($"{PostcodeHeader}\n3811,Amersfoort,s,52.15,5.38\n3812,Amersfoort,s,5.38,52.15\n"
                + "3813,Amersfoort,t,52.15,5.38\n3814,Amersfoort,s,north,5.38\n"),
        ]);

        Assert.Equal(
            [
                new LineReport(2, "3811", LineOutcome.Taken, null, ""),
                new LineReport(3, "3812", LineOutcome.Refused,
                    DefineRefusal.PositionOutsideCountry, ""),
                new LineReport(4, "3813", LineOutcome.Refused, DefineRefusal.SubregionUnknown, ""),
                new LineReport(
                    5, "3814", LineOutcome.Refused, ImportFault.PositionMalformed, "lat"),
            ],
            report.Files[0].Lines);
    }

    [Fact]
    public async Task A_line_of_two_rows_is_taken_whole_or_not_at_all()
    {
        await ImportAsync(
            [Read("region,name\nr,Grebbeland"), Read("subregion,name,region\ns,Eemzijde,r")]);
        var report = await ImportAsync(
        [
            Read("id,name,city,lat,lon,collaboration,subregion,region\n"
                + "1,Post A,Ede,52.04,5.66,HAP,s,r\n2,Post B,Ede,52.04,5.66,HAP,t,r\n"),
        ]);

        Assert.Equal(
            [(LineOutcome.Taken, null), (LineOutcome.Refused, DefineRefusal.SubregionUnknown)],
            report.Files[0].Lines.Select(l => (l.Outcome, (DefineRefusal?)l.Reason)));
        Assert.Equal(["hap-1"], Regions.Organisations.All.Select(o => o.Code));
    }

    [Fact]
    public async Task First_figures_never_replace_later_ones_and_speak_once_for_a_pool()
    {
        await ImportAsync(ReadShipped());
        var report = await ImportAsync(
        [
            Read("unit,physical,blocked,staffed,occupied\n"
                + "huize-vlierdonk-elv-low,14,1,12,9\nhuize-vlierdonk-elv-high,14,1,12,10\n"
                + "kievitsbron-hoevelaken-respite,4,5,3,1\nnowhere,1,0,1,0\n"),
        ]);

        Assert.Equal(
            [
                ImportFault.FiguresKnown, ImportFault.PoolDoubled,
                ReportCapacityRefusal.NumberOutOfRange, ReportCapacityRefusal.UnitUnknown,
            ],
            report.Files[0].Lines.Select(l => l.Reason));
        var unit = Regions.Units[Regions.Units.NumberOf("huize-vlierdonk-elv-low")];
        Assert.Equal(10, engine.World.Capacity[unit.Pool].Figures!.Occupied);
    }

    [Fact]
    public async Task Numbers_of_roles_are_taken_line_by_line_and_a_second_time_change_nothing()
    {
        await ImportAsync(ReadShipped().Where(f => f.Form < TableForm.Contacts));
        var table = Read("role,location,phone\n"
            + "stop,wulpenhof,033 555 02 01\nstop,wulpenhof,033 555 02 02\n"
            + "stop,nergens,033 555 02 03\nportier,wulpenhof,033 555 02 04\n"
            + "bed-coordinator,wulpenhof,Zr. Smit\n,wulpenhof,033 555 02 05\n"
            + "crisis-coordinator,wulpenhof,\nstop,huize-vlierdonk,033 555 02 06\n"
            + $"ed-physician,wulpenhof,033{new string('-', 30)}1\n");

        Assert.Equal(
            [
                null, ImportFault.DoubledCode, DefineRefusal.LocationUnknown,
                DefineRefusal.WordUnknown, ImportFault.PhoneMalformed, ImportFault.FieldMissing,
                null, null, DefineRefusal.NumberOutOfRange,
            ],
            await ReasonsAsync(table));
        Assert.Equal(["033 555 02 01"], NumbersAt("wulpenhof"));
        Assert.Equal(["033 555 02 06"], NumbersAt("huize-vlierdonk"));
        await AssertUnchangedAsync(table);

        // An empty number takes the one that was known away.
        await ImportAsync([Read("role,location,phone\nstop,wulpenhof,\n")]);
        Assert.Empty(NumbersAt("wulpenhof"));

        IEnumerable<string> NumbersAt(string location) => Regions
            .ContactsAt(new LocationId(Regions.Locations.NumberOf(location))).Select(c => c.Phone);
    }

    [Fact]
    public async Task Facilities_are_taken_line_by_line_and_a_second_time_change_nothing()
    {
        await ImportAsync(ReadShipped().Where(f => f.Form < TableForm.Contacts));
        var table = Read("facility,location,list,is_there\n"
            + "ct,wulpenhof,facility,yes\nct,wulpenhof,facility,no\n"
            + "ct,nergens,facility,yes\nzwembad,wulpenhof,facility,yes\n"
            + "pci,wulpenhof,facility,yes\noutbreak,wulpenhof,closure,yes\n"
            + "mri,wulpenhof,voorziening,yes\nmri,wulpenhof,facility,misschien\n"
            + ",wulpenhof,facility,yes\npci,wulpenhof,competence,yes\n"
            + "helipad,wulpenhof,facility,no\n");

        Assert.Equal(
            [
                null, ImportFault.DoubledCode, DefineRefusal.LocationUnknown,
                DefineRefusal.WordUnknown, DefineRefusal.WordUnknown, DefineRefusal.WordUnknown,
                ImportFault.WordUnknown, ImportFault.WordUnknown, ImportFault.FieldMissing, null,
                null,
            ],
            await ReasonsAsync(table));
        Assert.Equal(["ct"], ThereAre(CodeList.Facility));
        Assert.Equal(["pci"], ThereAre(CodeList.Competence));
        await AssertUnchangedAsync(table);

        await ImportAsync([Read("facility,location,list,is_there\nct,wulpenhof,facility,no\n")]);
        Assert.Empty(ThereAre(CodeList.Facility));

        IEnumerable<string> ThereAre(CodeList list) => Regions
            .FacilitiesAt(new LocationId(Regions.Locations.NumberOf("wulpenhof")), list)
            .Select(f => f.Value);
    }

    [Fact]
    public async Task An_administrator_defines_rows_but_gives_no_figures()
    {
        await ImportAsync(ReadShipped());
        var by = await OpenAdministratorAsync();
        var report = await new Importer(engine).ImportAsync(
            [
                Read("code,name,region\nnieuw,Nieuw,grebbeland"),
                Read("unit,physical,blocked,staffed,occupied\n"
                    + "bremstee-driebergen-respite,2,0,2,1\nhuize-vlierdonk-elv-low,14,1,12,10"),
            ],
            by);

        Assert.Equal(
            [null, ReportCapacityRefusal.NotAllowed, ReportCapacityRefusal.NotAllowed],
            report.Files.SelectMany(f => f.Lines).Select(l => l.Reason));
    }

    [Fact]
    public async Task Nobody_imports_without_a_current_account()
    {
        var stranger = new Actor(new AccountId(9), new OrganisationId(1), Roles.Administrator);
        var report = await new Importer(engine).ImportAsync(
            [Read("region,name\nr,Grebbeland")], stranger);

        Assert.Equal(EngineFault.ActorChanged, report.Files[0].Lines[0].Reason);
        Assert.Equal(0, engine.World.Number);
    }

    [Fact]
    public async Task The_norms_hold_what_the_rules_of_the_desk_ask()
    {
        await ImportAsync(ReadNorms());

        foreach (var list in Enum.GetValues<CodeList>())
        {
            Assert.NotEmpty(Regions.ListCodes(list));
        }

        Assert.Equal(13, Regions.ListCodes(CodeList.Refusal).Count());
        Assert.Equal(
            ["A1", "A2", "B1", "B2"],
            Regions.ListCodes(CodeList.AmbulanceUrgency).Select(c => c.Value));
        Assert.All(Regions.ListCodes(CodeList.AdmittingFunction), c =>
            Assert.True(Regions.Knows(CodeList.Function, c.Value), c.Value));
        Assert.All(Regions.CareTypes.All, c =>
            Assert.True(Regions.Knows(CodeList.Function, c.Responsible), c.Code));
        Assert.Equal(
            ["elv-low", "elv-high"],
            Regions.CareTypes.All.Where(c => c.ReturnHomeOnly).Select(c => c.Code));
        Assert.Equal(
            [
                ("crisis-wlz", ClosedUnder.Wzd), ("mh-bed-closed", ClosedUnder.Wvggz),
                ("mh-bed-wzd", ClosedUnder.Wzd),
            ],
            Regions.CareTypes.All.Where(c => c.Closed != ClosedUnder.None)
                .Select(c => (c.Code, c.Closed)));
        Assert.Equal(
            ["U0", "U1", "U2", "U3", "U4", "U5"], Regions.Urgencies.All.Select(u => u.Code));
        Assert.True(Regions.Urgencies.All.Zip(Regions.Urgencies.All.Skip(1)).All(
            p => p.First.AnswerMinutes <= p.Second.AnswerMinutes
                && p.First.PlaceMinutes < p.Second.PlaceMinutes));
        var taxi = Regions.Transports[Regions.Transports.NumberOf("wheelchair-taxi")];
        Assert.True(taxi.Hours.Contains(new LocalMoment((22 * 60) + 59, IsWeekend: false)));
        Assert.False(taxi.Hours.Contains(new LocalMoment(23 * 60, IsWeekend: true)));
        Assert.False(taxi.Hours.Contains(new LocalMoment((6 * 60) + 59, IsWeekend: false)));
    }

    // The demo tells specialisms of wards and some rare kinds not apart.
    private static readonly string[] NotInDemo =
    [
        "ward-surgery", "ward-internal", "ward-neurology", "ward-pulmonary", "ward-geriatrics",
        "ward-orthopaedics", "neonatology", "labour-outpatient", "wmo-emergency", "mh-location",
        "mh-bed-wzd", "disability-crisis", "detox", "micu",
    ];

    [Fact]
    public async Task The_demo_region_can_be_worked_with()
    {
        await ImportAsync(ReadShipped());

        Assert.Equal(
            Enum.GetValues<Sector>().Except([Sector.Municipality, Sector.AlarmCentre]),
            Regions.Organisations.All.Select(o => o.Sector).Distinct().Order());
        Assert.Equal(
            Regions.CareTypes.All.Select(c => c.Code).Except(NotInDemo).Order(),
            Units().Select(u => u.CareType.Code).Distinct().Order());
        for (var subregion = 1; subregion <= Regions.Subregions.Count; subregion++)
        {
            var here = Units()
                .Where(u => u.Location.Subregions.Contains(new SubregionId(subregion)))
                .Select(u => u.CareType.Code).ToHashSet();
            Assert.Superset(
                new HashSet<string>
                {
                    "ed", "gp-post", "gp-visit", "elv-low", "elv-high", "district-nursing",
                    "emergency-bed", "crisis-wlz", "mh-assessment", "mh-bed-closed",
                },
                here);
        }

        var centre = Regions.Organisations.All.Single(o => o.Sector == Sector.CoordinationCentre);
        Assert.Equal(3, Regions.Locations.All.Single(l => Regions.Organisations[
            l.Organisation.Value] == centre).Subregions.Length);
    }

    // NEDOCS as published: its five coefficients and its constant, in thousandths.
    [Fact]
    public async Task The_demo_has_the_coefficients_of_the_published_crowding_score()
    {
        await ImportAsync(ReadShipped());

        Assert.Equal(4, Regions.CrowdingRules.Count);
        Assert.All(Regions.CrowdingRules.All, r => Assert.Equal(
            (-20_000, 85_800, 600_000, 13_400, 930, 5_640),
            (r.Constant, r.PerPatient, r.PerBoarding, r.PerVentilated, r.PerBoardingHour,
                r.PerPlacementHour)));
    }

    [Fact]
    public async Task The_demo_regions_places_are_scarce_shared_and_not_real()
    {
        await ImportAsync(ReadShipped());

        Assert.All(Units(), u => Assert.Equal(
            u.CareType.Setting == CareSetting.AtHome, u.Unit.ReachMetres > 0));
        var shared = Units().Where(u => u.CareType.Code == "elv-low").ToArray();
        Assert.All(shared, u => Assert.InRange(FreeIn(u.Unit.Pool), 0, 3));
        Assert.True(shared.Count(u => Regions.UnitsIn(u.Unit.Pool).Length > 1) > 10);
        var numbers = Regions.Locations.All.SelectMany(l => new[] { l.PhoneDay, l.PhoneNight })
            .Concat(Regions.Contacts.All.Select(c => c.Phone)).Where(n => n.Length > 0).ToArray();
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
        Assert.All(numbers, n => Assert.Matches("^0[0-9]{2}( 555|[0-9] 55) [0-9]{2} [0-9]{2}$", n));
    }

    // Every line that was taken stands as it stands there.
    // Why each line was refused; null for one that was taken.
    private async Task<IEnumerable<Enum?>> ReasonsAsync(ImportFile table) =>
        (await ImportAsync([table])).Files[0].Lines.Select(l => l.Reason);

    private async Task AssertUnchangedAsync(ImportFile table)
    {
        var number = engine.World.Number;
        Assert.All(
            (await ImportAsync([table])).Files[0].Lines,
            l => Assert.NotEqual(LineOutcome.Taken, l.Outcome));
        Assert.Equal(number, engine.World.Number);
    }

    private static ImportFile Read(string text) =>
        ImportTable.Read("x.csv", Encoding.UTF8.GetBytes(text));

    private static ImmutableArray<ImportFile> ReadNorms() =>
        Importer.ReadFolder(Path.Combine(Up("data/norms"), "data/norms"));

    private static ImmutableArray<ImportFile> ReadShipped() =>
        [.. Importer.ReadFolder(Path.Combine(Up("data/demo"), "data/demo")), .. ReadNorms()];

    private static string Up(string path) => FindUp(path)
        ?? throw new DirectoryNotFoundException($"No {path} above {AppContext.BaseDirectory}.");

    private static string? FindUp(string path)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !Directory.Exists(Path.Combine(at.FullName, path)))
        {
            at = at.Parent;
        }

        return at?.FullName;
    }

    private static IEnumerable<string> Refusals(ImportReport report) =>
        from file in report.Files
        from line in file.Lines
        where line.Outcome == LineOutcome.Refused
        select $"{file.Name}:{line.Line} {line.Code} {line.Reason} {line.Column}";

    private Task<ImportReport> ImportAsync(IEnumerable<ImportFile> files) =>
        new Importer(engine).ImportAsync(files, Actor.System);

    private IEnumerable<(CareUnit Unit, Location Location, Organisation, CareType CareType)>
        Units() => Enumerable.Range(1, Regions.Units.Count)
            .Select(n => Regions.Describe(new UnitId(n)));

    private int FreeIn(PoolId pool) =>
        engine.World.Capacity[pool].Figures is { } figures ? figures.Usable - figures.Occupied : 0;

    private async Task<Actor> OpenAdministratorAsync()
    {
        var (person, organisation) = (new PersonId(Ids.New()), new OrganisationId(1));
        var open = new OpenAccount(
            person, organisation, Roles.Administrator, Sealed(SealedField.Staff, "beheer"),
            Sealed(SealedField.Staff, "Beheer"), Sealed(SealedField.Credential, "x"),
            MustChangePassword: false);
        var outcome = await engine.SubmitAsync(open, new Stamp(Ids.New(), Actor.System));
        Assert.True(outcome.TryGet(out var receipt, out _));
        return new Actor(
            receipt.Get<AccountOpened>().Account, organisation, Roles.Administrator);

        Secret Sealed(SealedField field, string text) =>
            new(new SealedId(Ids.New()), person, organisation, field, text);
    }
}
