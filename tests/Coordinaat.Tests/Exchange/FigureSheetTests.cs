using System.Text;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Exchange.Sheets;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Exchange;

/// <summary>
/// Whatever a Dutch spreadsheet saves as text is read to the same figures, and what cannot be read
/// is said by line and column.
/// </summary>
public sealed class FigureSheetTests
{
    private const string Header = "code;unit;totaal;geblokkeerd;open;bezet;gemeten_om";
    private const string Line = "een;Sint Jan, café;10;1;9;8;";

    private static readonly Instant Now = TestRegion.Start;
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance
        .GetEncoding(1252)!;

    public static TheoryData<string, byte[]> Saved => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes($"{Header}\n{Line}\n") },
        { "UTF-8 with a mark and CRLF",
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($"{Header}\r\n{Line}\r\n")] },
        { "Windows-1252", Western.GetBytes($"{Header}\r\n{Line}\r\n") },
        { "Unicode text of Excel",
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(
                $"{Header}\r\n{Line}\r\n".Replace(';', '\t'))] },
        { "what separates said first", Encoding.UTF8.GetBytes($"sep=;\r\n{Header}\r\n{Line}") },
        { "commas and quotes", Encoding.UTF8.GetBytes(
            $"{Header.Replace(';', ',')}\n\"een\",\"Sint Jan, café\",10,1,9,8,\n") },
        { "rows that were emptied", Encoding.UTF8.GetBytes(
            $"{Header}\n;;;;;;\n{Line}\n;;;;;;\n\n") },
        { "English names in another order", Encoding.UTF8.GetBytes(
            "Occupied;Staffed;Blocked;Physical;Code\n8;9;1;10;een\n") },
    };

    [Theory]
    [MemberData(nameof(Saved))]
    public void Every_way_to_save_a_sheet_reads_the_same(string how, byte[] content)
    {
        var told = Assert.Single(Read(content));

        Assert.True(told.Fault is null, $"{how}: {told}");
        Assert.Equal(("een", 10, 1, 9, 8), (
            told.Unit, told.Physical, told.Blocked, told.Staffed, told.Occupied));
        Assert.Null(told.At);
        Assert.True(FigureText.Decode(content).TryGet(out var text, out _));
        Assert.Equal(
            !how.StartsWith("English", StringComparison.Ordinal),
            text!.Contains("café", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("een;x;tien;1;9;8;", FigureFileFault.NumberMalformed, "totaal")]
    [InlineData("een;x;10;1;9;8,5;", FigureFileFault.NumberMalformed, "bezet")]
    [InlineData("een;x;10;1;99999999999;8;", FigureFileFault.NumberMalformed, "open")]
    [InlineData("een;x;10;1;;8;", FigureFileFault.FieldMissing, "open")]
    [InlineData(";x;10;1;9;8;", FigureFileFault.FieldMissing, "code")]
    [InlineData("een;x;10;1;9;8;gisteren", FigureFileFault.MomentMalformed, "gemeten_om")]
    [InlineData("een;x;10;1;9;8;25:00", FigureFileFault.MomentMalformed, "gemeten_om")]
    [InlineData("een;x;10;1;9;8", FigureFileFault.FieldCountWrong, "")]
    [InlineData("een;\"x;10;1;9;8;", FigureFileFault.QuotesMalformed, "")]
    public void What_is_wrong_with_a_line_is_said_with_its_column(
        string line, FigureFileFault fault, string column)
    {
        var told = Read(Encoding.UTF8.GetBytes($"{Header}\n{Line}\n{line}\n"));

        Assert.Null(told[0].Fault);
        Assert.Equal((3, fault, column), (told[1].Number, told[1].Fault, told[1].Column));
    }

    [Theory]
    [InlineData("", FigureFileFault.EmptyFile)]
    [InlineData(Header, FigureFileFault.EmptyFile)]
    public void A_sheet_without_lines_is_refused(string text, FigureFileFault fault)
    {
        Assert.False(FigureSheet.Read(text).TryGet(out _, out var found));
        Assert.Equal(fault, found);
    }

    [Fact]
    public void What_is_no_text_or_too_much_is_refused()
    {
        Assert.Equal(FigureFileFault.FileTooLarge, FaultOf(new byte[FigureText.BytesMax + 1]));
        Assert.Equal(FigureFileFault.NotText, FaultOf([(byte)'P', (byte)'K', 3, 4, 0, 0, 8]));
        var long_ = Header + string.Concat(
            Enumerable.Repeat("\n" + Line, FigureSheet.LinesMax + 1));
        Assert.False(FigureSheet.Read(long_).TryGet(out _, out var fault));
        Assert.Equal(FigureFileFault.TooManyLines, fault);
    }

    [Theory]
    [InlineData("09:30", "2026-03-02T08:30:00Z")]
    [InlineData("10:01", "2026-03-02T09:01:00Z")]
    [InlineData("10:05", "2026-03-01T09:05:00Z")]
    [InlineData("22:10", "2026-03-01T21:10:00Z")]
    [InlineData("2-3-2026 9:30", "2026-03-02T08:30:00Z")]
    [InlineData("02-03-2026 09:30:10", "2026-03-02T08:30:10Z")]
    [InlineData("2026-03-02T08:30:00Z", "2026-03-02T08:30:00Z")]
    [InlineData("2026-03-02T09:30:00+01:00", "2026-03-02T08:30:00Z")]
    public void A_moment_is_read_as_people_and_spreadsheets_write_it(string text, string expected)
    {
        Assert.True(FileMoment.TryRead(text, Now, out var at));
        Assert.Equal(expected, NodaTime.Text.InstantPattern.General.Format(at!.Value));
    }

    [Fact]
    public void A_written_moment_reads_back_to_the_minute() =>
        Assert.True(FileMoment.TryRead(FileMoment.Write(Now), Now, out var at) && at == Now);

    [Fact]
    public void A_partners_rows_and_columns_are_read_by_the_mapping_and_written_back_the_same()
    {
        ExchangeMapping[] cells =
        [
            Cell("A1", "Bedden", 1, FileFigure.Staffed), Cell("A1", "Vrij", 1, FileFigure.Free),
            Cell("B2", "Bedden", 2, FileFigure.Staffed), Cell("B2", "Vrij", 2, FileFigure.Free),
            Cell("A1", "Tijd", 1, FileFigure.Moment),
        ];
        var rows = PartnerSheet.Write(cells, c => c.Figure switch
        {
            FileFigure.Moment => "09:30", FileFigure.Free => "3", _ => $"{c.Unit.Value}0",
        });
        Assert.Equal(
            ["Afd;Bedden;Vrij;Tijd", "A1;10;3;09:30", "B2;20;3;"],
            rows.Select(r => string.Join(';', r)));

        var text = Encoding.UTF8.GetString(CsvText.Write(rows))[1..] + "Z9;geen;getal;\r\n";
        Assert.True(FigureSheet.Read(text).TryGet(out var sheet, out _));
        Assert.Equal("lpz", PartnerSheet.Find(sheet, cells));
        var told = PartnerSheet.Read(sheet, cells, u => $"unit-{u.Value}", Now);

        Assert.Equal(["unit-1", "unit-2"], told.Select(t => t.Unit));
        Assert.Equal([(10, 3), (20, 3)], told.Select(t => (t.Staffed!.Value, t.Free!.Value)));
        Assert.Equal(Now - Duration.FromMinutes(30), told[0].At);
        Assert.All(told, t => Assert.Null(t.Fault));
    }

    [Fact]
    public void A_partners_file_with_a_column_a_kind_of_bed_needs_no_key()
    {
        var cell = new ExchangeMapping(
            "bord", FileDirection.In, "", "", "IC bezet", new(7), FileFigure.Occupied);
        Assert.True(FigureSheet.Read("IC bezet,IC vrij\n6,2\n").TryGet(out var sheet, out _));

        var told = Assert.Single(PartnerSheet.Read(sheet, [cell], _ => "ic", Now));
        Assert.Equal(6, told.Occupied);
    }

    [Fact]
    public void A_cell_that_is_only_written_or_no_longer_used_is_not_read()
    {
        Assert.True(FigureSheet.Read("Afd;Vrij\nA1;2\n").TryGet(out var sheet, out _));
        var cell = Cell("A1", "Vrij", 1, FileFigure.Free);

        Assert.Equal("lpz", PartnerSheet.Find(sheet, [cell]));
        Assert.Null(PartnerSheet.Find(sheet, [cell with { Direction = FileDirection.Out }]));
        Assert.Null(PartnerSheet.Find(sheet, [cell with { Column = "" }]));
    }

    [Fact]
    public void A_name_that_looks_like_a_formula_is_text_for_a_spreadsheet()
    {
        var text = Encoding.UTF8.GetString(CsvText.Write([["=1+1", "-3", "a;\"b\"", "@x"]]));

        Assert.Equal("\uFEFF'=1+1;-3;\"a;\"\"b\"\"\";'@x\r\n", text);
    }

    private static ExchangeMapping Cell(string key, string column, int unit, FileFigure figure) =>
        new("lpz", FileDirection.Both, "Afd", key, column, new UnitId(unit), figure);

    private static FigureFileFault FaultOf(byte[] content) =>
        FigureText.Decode(content).TryGet(out _, out var fault) ? default : fault;

    private static System.Collections.Immutable.ImmutableArray<ToldLine> Read(byte[] content)
    {
        Assert.True(FigureText.Decode(content).TryGet(out var text, out var fault), $"{fault}");
        Assert.True(FigureSheet.Read(text!).TryGet(out var sheet, out fault), $"{fault}");
        Assert.True(OwnSheet.Fits(sheet!));
        return OwnSheet.Read(sheet!, Now);
    }
}
