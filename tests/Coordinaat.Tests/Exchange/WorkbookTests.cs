using Coordinaat.Exchange.Sheets;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Exchange;

/// <summary>What we write as a workbook, openpyxl reads: texts as texts, numbers as numbers.
/// </summary>
public sealed class WorkbookTests
{
    private const string Program = """
        import sys, openpyxl, json
        book = openpyxl.load_workbook(open(sys.argv[1], "rb"))
        sheet = book.active
        print(json.dumps([book.sheetnames, [[c.value for c in row] for row in sheet.rows],
            sheet["B2"].data_type, sheet["A3"].data_type]))
        """;

    private static readonly object?[][] Rows =
    [
        ["kop", "getal", "leeg", .. Enumerable.Range(4, 30).Select(n => $"k{n}")],
        ["Huize <Vlier> & \"Zn.\" 😀", 12, null, -3],
        ["=1+1", 0, "  ruimte  ", "één\nregel"],
    ];

    [Fact]
    public async Task Another_reader_reads_the_same_cells()
    {
        var said = await Judge.PythonAsync(
            "openpyxl", Program, Workbook.Write("Uitvraag", Rows));
        var read = System.Text.Json.JsonDocument.Parse(said).RootElement;

        Assert.Equal("Uitvraag", read[0][0].GetString());
        var rows = read[1].EnumerateArray().Select(r => r.EnumerateArray().ToArray()).ToArray();
        Assert.Equal(3, rows.Length);
        Assert.Equal(Rows[0], rows[0].Select(c => c.GetString()));
        Assert.Equal("Huize <Vlier> & \"Zn.\" 😀", rows[1][0].GetString());
        Assert.Equal((12, -3), (rows[1][1].GetInt32(), rows[1][3].GetInt32()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, rows[1][2].ValueKind);
        Assert.Equal("  ruimte  ", rows[2][2].GetString());
        Assert.Equal("één\nregel", rows[2][3].GetString());

        // A number is a number; what looks like a formula is text.
        Assert.Equal(("n", "=1+1"), (read[2].GetString(), rows[2][0].GetString()));
        Assert.NotEqual("f", read[3].GetString());
    }

    [Fact]
    public void The_same_cells_are_the_same_bytes() => Assert.Equal(
        Workbook.Write("Uitvraag", Rows), Workbook.Write("Uitvraag", Rows));
}
