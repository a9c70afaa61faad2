using System.Collections.Immutable;
using System.Text;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine;
using Coordinaat.Exchange.Tables;
using Coordinaat.Regions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using JournalEngine = Coordinaat.Engine.Engine;

namespace Coordinaat.Tests.Exchange;

/// <summary>
/// Three things carry the weight: a wrong line costs that line and nothing else, the same import
/// again changes nothing, and what we ship and what the public lists give is taken to the last
/// line. Everything else here is a table.
/// </summary>
public sealed class ImportTests : IAsyncLifetime
{
    private const string UnitHeader =
        "code,name,location,pool,care_type,complexity_max,ages,features,admission_weekday,"
        + "admission_weekend,doctor_weekday,doctor_weekend,reach_metres";

    private const string LocationHeader =
        "code,name,organisation,subregions,city,lat,lon,phone_day,phone_night";

    private const string PostcodeHeader = "code,place,subregion,lat,lon";

    private readonly string folder = Directory.CreateTempSubdirectory("import-").FullName;
    private JournalEngine engine = null!;

    private RegionsState Regions => engine.World.Regions;

    // The line with the fault stands between two lines that are right.
    public static TheoryData<ImportFault, string, string, string> WrongLines => new()
    {
        // expected                     column       header, and the line without its own code
        { ImportFault.QuotesMalformed, "", "code,name,region", "x,\"A,r" },
        { ImportFault.QuotesMalformed, "", "code,name,region", "x,A\"B,r" },
        { ImportFault.QuotesMalformed, "", "code,name,region", "x,\"A\" B,r" },
        { ImportFault.FieldCountWrong, "", "code,name,region", "x,A" },
        { ImportFault.FieldCountWrong, "", "code,name,region", "x,A,r," },
        { ImportFault.FieldMissing, "code", "code,name,region", ",A,r" },
        { ImportFault.FieldMissing, "region", "code,name,region", "x,A,  " },
        { ImportFault.FieldMissing, "en", "code,list,nl,en", "x,refusal,Anders," },
        { ImportFault.FieldTooLong, "name", "code,name,region", $"x,{new string('a', 201)},r" },
        { ImportFault.NumberMalformed, "place_minutes",
            "code,nl,en,answer_minutes,place_minutes", "x,Spoed,Urgent,5,4h" },
        { ImportFault.NumberMalformed, "answer_minutes",
            "code,nl,en,answer_minutes,place_minutes", "x,Spoed,Urgent,3000000000,5" },
        { ImportFault.PositionMalformed, "lat", PostcodeHeader, "3811,Amersfoort,s,north,5.38" },
        { ImportFault.PositionMalformed, "lat", PostcodeHeader, "3811,Amersfoort,s,NaN,5.38" },
        { ImportFault.PositionMalformed, "lon", PostcodeHeader,
            "3811,Amersfoort,s,52.15,\"5,38\"" },
        { ImportFault.PositionMalformed, "lon", PostcodeHeader, "3811,Amersfoort,s,52.15,181" },
        { ImportFault.HoursMalformed, "doctor_weekend", UnitHeader,
            "x,A,l,,ward,low,all,none,always,always,always,8:00-20:00,0" },
        { ImportFault.HoursMalformed, "admission_weekday", UnitHeader,
            "x,A,l,,ward,low,all,none,08:00-08:00,always,always,always,0" },
        { ImportFault.HoursMalformed, "admission_weekday", UnitHeader,
            "x,A,l,,ward,low,all,none,24:00-08:00,always,always,always,0" },
        { ImportFault.HoursMalformed, "admission_weekday", UnitHeader,
            "x,A,l,,ward,low,all,none,08:00-20:60,always,always,always,0" },
        { ImportFault.PostcodeMalformed, "code", PostcodeHeader, "381,Amersfoort,s,52.15,5.38" },
        { ImportFault.PostcodeMalformed, "code", PostcodeHeader, "0811,Amersfoort,s,52.15,5.38" },
        { ImportFault.PhoneMalformed, "phone_night", LocationHeader,
            "x,A,o,s,Ede,52.04,5.66,0318 55 01 01,receptie" },
        { ImportFault.WordUnknown, "sector", "code,name,sector,region", "x,A,2,r" },
        { ImportFault.WordUnknown, "sector", "code,name,sector,region", "x,A,Hospital,r" },
        { ImportFault.WordUnknown, "ages", UnitHeader,
            "x,A,l,,ward,low,adult unknowable,none,always,always,always,always,0" },
        { ImportFault.WordUnknown, "is_ambulance",
            "code,nl,en,lead_minutes,hours_weekday,hours_weekend,is_ambulance",
            "x,Fiets,Bicycle,5,always,always,maybe" },
        { ImportFault.DoubledCode, "code", "code,name,region", "first,A,r" },
        { ImportFault.DoubledCode, "code", "code,list,nl,en", "first,refusal,Anders,Other" },
    };

    public static TheoryData<ImportFault, string, byte[]> WrongFiles => new()
    {
        { ImportFault.FileTooLarge, "", new byte[ImportTable.BytesMax + 1] },
        { ImportFault.NotUtf8, "", [.. "code,name,region\nx,Gelre-"u8, 0xE9, .. ",r\n"u8] },
        { ImportFault.NotUtf8, "", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("region,name\nx,A")] },
        { ImportFault.NotUtf8, "", Encoding.Unicode.GetBytes("region,name\nx,A\n") },
        { ImportFault.EmptyFile, "", [] },
        { ImportFault.EmptyFile, "", [0xEF, 0xBB, 0xBF] },
        { ImportFault.EmptyFile, "", "region,name\n\n  \n"u8.ToArray() },
        { ImportFault.TooManyLines, "", Lines(ImportTable.LinesMax + 1) },
        { ImportFault.WrongHeader, "", "wie,wat,waar\na,b,c\n"u8.ToArray() },
        { ImportFault.WrongHeader, "", "region;name\nx;A\n"u8.ToArray() },
        { ImportFault.WrongHeader, "place", "code,subregion,lat,lon\n3811,s,5,5\n"u8.ToArray() },
        { ImportFault.WrongHeader, "extra", "code,name,region,extra\nx,A,r,e\n"u8.ToArray() },
        { ImportFault.WrongHeader, "name", "region,name,name\nx,A,A\n"u8.ToArray() },
    };

    public static TheoryData<string, int, int> Hours => new()
    {
        { "always", 0, 1_440 },
        { "never", 0, 0 },
        { "08:00-20:30", 480, 1_230 },
        { "17:00-08:00", 1_020, 480 },
        { "00:00-24:00", 0, 1_440 },
    };

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

    [Theory]
    [MemberData(nameof(WrongLines))]
    public void A_wrong_line_costs_that_line_and_no_other(
        ImportFault expected, string column, string header, string line)
    {
        var (first, last) = (GoodLine(header, "first"), GoodLine(header, "last"));
        var file = Read($"{header}\n{first}\n{line}\n{last}\n");

        Assert.NotNull(file.Form);
        Assert.Equal([2, 3, 4], file.Lines.Select(l => l.Number));
        Assert.IsNotType<FaultyLine>(file.Lines[0]);
        Assert.IsNotType<FaultyLine>(file.Lines[2]);
        var faulty = Assert.IsType<FaultyLine>(file.Lines[1]);
        Assert.Equal((expected, column), (faulty.Fault, faulty.Column));
    }

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public void Of_a_wrong_file_nothing_is_taken(ImportFault expected, string column, byte[] content)
    {
        var file = ImportTable.Read("x.csv", content);

        Assert.Null(file.Form);
        var faulty = Assert.IsType<FaultyLine>(Assert.Single(file.Lines));
        Assert.Equal((expected, column, 1), (faulty.Fault, faulty.Column, faulty.Number));
    }

    [Fact]
    public void Every_fault_of_reading_is_in_a_table() => Assert.Equal(
        Enum.GetValues<ImportFault>().Except([ImportFault.PoolDoubled, ImportFault.FiguresKnown]),
        WrongFiles.Select(row => row.Data.Item1).Concat(WrongLines.Select(row => row.Data.Item1))
            .Distinct().Order());

    [Fact]
    public void What_is_just_within_the_limits_is_read()
    {
        var most = ImportTable.Read("x.csv", Lines(ImportTable.LinesMax));
        var longest = Read($"code,name,region\nx,{new string('a', ImportTable.FieldLengthMax)},r");

        Assert.Equal(ImportTable.LinesMax, most.Lines.Length);
        Assert.DoesNotContain(most.Lines.Concat(longest.Lines), l => l is FaultyLine);
    }

    [Fact]
    public void Order_of_columns_spaces_blank_lines_line_ends_and_a_mark_do_not_matter()
    {
        var file = Read("\uFEFF region , code,name\r\n\r\nr, x ,\"Zuid, \"\"Laag\"\"\"\r\n");

        var line = Assert.IsType<DefinitionLine>(Assert.Single(file.Lines));
        Assert.Equal((TableForm.Subregions, 3), (file.Form, line.Number));
        Assert.Equal(
            new SubregionRow("x", "Zuid, \"Laag\"", "r"), Assert.Single(line.Definitions));
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void Hours_are_minutes_after_midnight(string text, int from, int until)
    {
        var unit = ReadOne<UnitRow>(
            $"{UnitHeader}\nx,A,l,p,ward,low,all,none,{text},always,never,{text},0");

        Assert.Equal(new DayHours(from, until), unit.Admission.Weekday);
        Assert.Equal(DayHours.Always, unit.Admission.Weekend);
        Assert.Equal(DayHours.Never, unit.DoctorCover.Weekday);
        Assert.Equal(new DayHours(from, until), unit.DoctorCover.Weekend);
    }

    [Fact]
    public void Lists_of_words_are_read_whole()
    {
        var unit = ReadOne<UnitRow>(
            $"{UnitHeader}\nx,A,l,,ward,high,oldest adult adult,isolation one-to-one,"
            + "always,always,always,always,0");
        var all = ReadOne<UnitRow>(
            $"{UnitHeader}\nx,A,l,,ward,high,all,none,always,always,always,always,0");

        Assert.Equal([AgeBand.Adult, AgeBand.Oldest], unit.Ages.AsEnumerable());
        Assert.Equal(Features.Isolation | Features.OneToOne, unit.Features);
        Assert.Equal("", unit.Pool);
        Assert.Equal(Enum.GetValues<AgeBand>().Length - 1, all.Ages.Length);
        Assert.DoesNotContain(AgeBand.Unknown, all.Ages);
        Assert.Equal(Features.None, all.Features);
    }

    [Fact]
    public void An_official_place_is_an_organisation_and_a_location_with_a_code_of_their_own()
    {
        var file = Read(
            "id,name,city,postcode,lat,lon,open_24_7,acute_obstetrics,nicu,subregion,region\n"
            + "7,Ziekenhuis X,Ede,,52.04,5.66,1,,0,VR07,oost");

        var line = Assert.IsType<DefinitionLine>(Assert.Single(file.Lines));
        Assert.Equal(
            new OrganisationRow("seh-7", "Ziekenhuis X", Sector.Hospital, "oost"),
            line.Definitions[0]);
        var location = Assert.IsType<LocationRow>(line.Definitions[1]);
        Assert.Equal(("seh-7", "seh-7", "Ede"),
            (location.Code, location.Organisation, location.City));
        Assert.Equal(["VR07"], location.Subregions.AsEnumerable());
        Assert.Equal(Position.FromDegrees(52.04, 5.66), location.Point);
    }

    [Fact]
    public async Task What_we_ship_is_taken_to_the_last_line()
    {
        var files = ReadShipped();
        var report = await ImportAsync(files);

        Assert.Empty(Refusals(report));
        Assert.Equal(files.Sum(f => f.Lines.Length), report.Count(LineOutcome.Taken));
        Assert.Equal(
            (26, 6, 4), (Regions.CareTypes.Count, Regions.Urgencies.Count, Regions.Transports.Count));
        Assert.Equal(
            (1, 3, 40),
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
        var lists = PublicLists();
        Assert.SkipWhen(lists is null, "No public lists here: set COORDINAAT_DATA to their folder.");
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
                new LineReport(5, "3814", LineOutcome.Refused, ImportFault.PositionMalformed, "lat"),
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
    public async Task An_administrator_defines_rows_but_gives_no_figures()
    {
        await ImportAsync(ReadShipped());
        var by = await OpenAdministratorAsync();
        var report = await new Importer(engine).ImportAsync(
            [
                Read("code,name,region\nnieuw,Nieuw,grebbeland"),
                Read("unit,physical,blocked,staffed,occupied\nbremstee-driebergen-respite,2,0,2,1"),
            ],
            by);

        Assert.Equal(
            [null, ReportCapacityRefusal.NotAllowed], report.Files.Select(f => f.Lines[0].Reason));
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

        Assert.Equal(12, Regions.ListCodes(CodeList.Refusal).Count());
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
            [("crisis-wlz", ClosedUnder.Wzd), ("mh-bed-closed", ClosedUnder.Wvggz)],
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

    [Fact]
    public async Task The_demo_region_can_be_worked_with()
    {
        await ImportAsync(ReadShipped());

        Assert.Equal(
            Enum.GetValues<Sector>(),
            Regions.Organisations.All.Select(o => o.Sector).Distinct().Order());
        Assert.Equal(
            Regions.CareTypes.All.Select(c => c.Code).Order(),
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

    [Fact]
    public async Task The_demo_regions_places_are_scarce_shared_and_not_real()
    {
        await ImportAsync(ReadShipped());

        Assert.All(Units(), u => Assert.Equal(
            u.CareType.Setting == CareSetting.AtHome, u.Unit.ReachMetres > 0));
        var shared = Units().Where(u => u.CareType.Code == "elv-low").ToArray();
        Assert.All(shared, u => Assert.InRange(FreeIn(u.Unit.Pool), 0, 3));
        Assert.True(shared.Count(u => Regions.UnitsIn(u.Unit.Pool).Count() > 1) > 10);
        var numbers = Regions.Locations.All.SelectMany(l => new[] { l.PhoneDay, l.PhoneNight })
            .Where(n => n.Length > 0).ToArray();
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
        Assert.All(numbers, n => Assert.Matches("^0[0-9]{2}( 555|[0-9] 55) [0-9]{2} [0-9]{2}$", n));
    }

    private static byte[] Lines(int count) => Encoding.UTF8.GetBytes(
        "region,name\n" + string.Concat(Enumerable.Range(1, count).Select(i => $"r{i},A\n")));

    private static ImportFile Read(string text) =>
        ImportTable.Read("x.csv", Encoding.UTF8.GetBytes(text));

    private static T ReadOne<T>(string text)
        where T : Definition => Assert.IsType<T>(Assert.Single(
            Assert.IsType<DefinitionLine>(Assert.Single(Read(text).Lines)).Definitions));

    // A line that is right, for each header of the table.
    private static string GoodLine(string header, string code) => header switch
    {
        "code,name,region" => $"{code},A,r",
        "code,list,nl,en" => $"{code},refusal,Anders,Other",
        "code,name,sector,region" => $"{code},A,gp-post,r",
        "code,nl,en,answer_minutes,place_minutes" => $"{code},Spoed,Urgent,5,15",
        "code,nl,en,lead_minutes,hours_weekday,hours_weekend,is_ambulance" =>
            $"{code},Fiets,Bicycle,5,always,never,no",
        PostcodeHeader => $"{(code == "first" ? 3821 : 3822)},Amersfoort,s,52.15,5.38",
        LocationHeader => $"{code},A,o,s t,Ede,52.04,5.66,0318 55 01 01,",
        UnitHeader => $"{code},A,l,p,ward,low,all,none,always,always,always,always,0",
        _ => throw new ArgumentException("No line for this header.", nameof(header)),
    };

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

    private static string? PublicLists() =>
        Environment.GetEnvironmentVariable("COORDINAAT_DATA") is { Length: > 0 } configured
            ? configured
            : FindUp("shared/data/nl") is { } above ? Path.Combine(above, "shared/data") : null;

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
