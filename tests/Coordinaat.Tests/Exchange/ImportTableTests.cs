using System.Text;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Exchange.Tables;

namespace Coordinaat.Tests.Exchange;

/// <summary>
/// One rule carries the weight: a wrong line costs that line and nothing else, and says why. What
/// concerns the file as a whole costs the whole file. The rest is a table per kind of field.
/// </summary>
public sealed class ImportTableTests
{
    private const string RosterHeader =
        "code,organisation,discipline,name,work_place,phone,from,until,subregions";

    private const string UnitHeader =
        "code,name,location,pool,care_type,complexity_max,ages,features,admission_weekday,"
        + "admission_weekend,doctor_weekday,doctor_weekend,reach_metres";

    private const string LocationHeader =
        "code,name,organisation,subregions,city,lat,lon,phone_day,phone_night";

    private const string PostcodeHeader = "code,place,subregion,lat,lon";

    // The line with the fault stands between two lines that are right.
    public static TheoryData<ImportFault, string, string, string> WrongLines => new()
    {
        // expected                     column       header, and the line without its own code
        { ImportFault.QuotesMalformed, "", "code,name,region", "x,\"A,r" },
        { ImportFault.QuotesMalformed, "", "code,name,region", "x,A\"B,r" },
        { ImportFault.QuotesMalformed, "", "code,name,region", "x,\"A\" B,r" },
        { ImportFault.QuotesMalformed, "", "code,name,region", "x,A,\"r\"\"" },
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
        { ImportFault.TimeMalformed, "until", RosterHeader,
            "x,o,gp,A,at-home,0318550101,2026-11-23 17:00,morgen,s" },
        { ImportFault.DoubledCode, "code", "code,name,region", "first,A,r" },
        { ImportFault.DoubledCode, "code", "code,list,nl,en", "first,refusal,Anders,Other" },
    };

    // By name, so that the list of tests stays small.
    public static TheoryData<ImportFault, string, string> WrongFiles => new()
    {
        // expected                  column   file
        { ImportFault.FileTooLarge, "", "a byte too many" },
        { ImportFault.NotUtf8, "", "latin 1" },
        { ImportFault.NotUtf8, "", "utf-16 with a mark" },
        { ImportFault.NotUtf8, "", "utf-16 without a mark" },
        { ImportFault.EmptyFile, "", "" },
        { ImportFault.EmptyFile, "", "\uFEFF" },
        { ImportFault.EmptyFile, "", "region,name\n\n  \n" },
        { ImportFault.TooManyLines, "", "a line too many" },
        { ImportFault.WrongHeader, "", "wie,wat,waar\na,b,c\n" },
        { ImportFault.WrongHeader, "", "region;name\nx;A\n" },
        { ImportFault.WrongHeader, "", "\"region,name\nx,A\n" },
        { ImportFault.WrongHeader, "place", "code,subregion,lat,lon\n3811,s,5,5\n" },
        { ImportFault.WrongHeader, "extra", "code,name,region,extra\nx,A,r,e\n" },
        { ImportFault.WrongHeader, "name", "region,name,name\nx,A,A\n" },
    };

    public static TheoryData<string, int, int> Hours => new()
    {
        { "always", 0, 1_440 },
        { "never", 0, 0 },
        { "08:00-20:30", 480, 1_230 },
        { "17:00-08:00", 1_020, 480 },
        { "00:00-24:00", 0, 1_440 },
    };

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
    public void Of_a_wrong_file_nothing_is_taken(ImportFault expected, string column, string name)
    {
        var file = ImportTable.Read("x.csv", FileOf(name));

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

    private static byte[] FileOf(string name) => name switch
    {
        "a byte too many" => [.. new byte[ImportTable.BytesMax + 1].Select(_ => (byte)'\n')],
        "latin 1" => Encoding.Latin1.GetBytes("code,name,region\nx,Gelré,r\n"),
        "utf-16 with a mark" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("region,name\nx,A")],
        "utf-16 without a mark" => Encoding.Unicode.GetBytes("region,name\nx,A\n"),
        "a line too many" => Lines(ImportTable.LinesMax + 1),
        _ => Encoding.UTF8.GetBytes(name),
    };

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
        RosterHeader =>
            $"{code},o,gp,A,at-home,0318550101,2026-11-23 17:00,2026-11-24 08:00,s",
        UnitHeader => $"{code},A,l,p,ward,low,all,none,always,always,always,always,0",
        _ => throw new ArgumentException("No line for this header.", nameof(header)),
    };
}
