using System.Text;

namespace Coordinaat.Tests.Web;

/// <summary>Tables over HTTP: what is wrong with them is said line by line.</summary>
public sealed class ImportEndpointTests(Desk desk) : IClassFixture<Desk>
{
    private const string Header = "code,name,region\n";

    public static TheoryData<string, string, int, string> Tables => new()
    {
        { "a header of another table", "code,naam\nx,y\n", 1, "/problems/import/wrong-header" },
        { "nothing under the header", Header, 1, "/problems/import/empty-file" },
        {
            "too few fields", Header + "x,y\n", 2, "/problems/import/field-count-wrong"
        },
        {
            "an empty field", Header + "x,,grebbeland\n", 2, "/problems/import/field-missing"
        },
        {
            "quotes that do not close", Header + "x,\"y,grebbeland\n", 2,
            "/problems/import/quotes-malformed"
        },
        {
            "a code that stands twice",
            Header + "eemzijde,Eemzijde,grebbeland\neemzijde,Anders,grebbeland\n", 3,
            "/problems/import/doubled-code"
        },
        {
            "a number that is none",
            "code,nl,en,answer_minutes,place_minutes\nU9,a,b,vijf,10\n", 2,
            "/problems/import/number-malformed"
        },
        {
            "a number out of range",
            "code,nl,en,answer_minutes,place_minutes\nU9,a,b,0,10\n", 2,
            "/problems/define/number-out-of-range"
        },
        {
            "a region that is not there", Header + "x,y,nergens\n", 2,
            "/problems/define/region-unknown"
        },
        {
            "first figures of somebody else's unit",
            "unit,physical,blocked,staffed,occupied\nhuize-vlierdonk-elv-low,1,0,1,0\n", 2,
            "/problems/report-capacity/not-allowed"
        },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task What_is_wrong_with_a_table_is_said_by_line_in_both_languages(
        string name, string table, int line, string type)
    {
        var before = desk.World.Number;
        var sentences = new List<string>();
        foreach (var language in new[] { "nl", "en" })
        {
            await desk.Admin.SpeakAsync(language);
            var report = await desk.Admin.FilesAsync(
                "/api/imports", ("tabel.csv", Encoding.UTF8.GetBytes(table)));

            Assert.Equal(200, report.Status);
            var refused = report.Json.GetProperty("lines").EnumerateArray()
                .Single(l => l.GetProperty("outcome").GetString() == "Refused");
            Assert.Equal(
                ("tabel.csv", line, type),
                (refused.GetProperty("file").GetString(), refused.GetProperty("line").GetInt32(),
                    refused.GetProperty("type").GetString()));
            sentences.Add(refused.GetProperty("sentence").GetString()!);
        }

        Assert.True(sentences[0].Length > 20 && sentences[0] != sentences[1], name);
        Assert.Equal(before, desk.World.Number);
    }

    [Fact]
    public async Task Another_encoding_is_refused_and_nothing_of_it_is_stored()
    {
        var before = desk.World.Number;
        foreach (var encoding in new[] { Encoding.Latin1, Encoding.Unicode, Encoding.UTF32 })
        {
            var report = await desk.Admin.FilesAsync(
                "/api/imports",
                ("tabel.csv", encoding.GetBytes(Header + "x,Súdwest,grebbeland\n")));
            Assert.Contains("/problems/import/not-utf8", report.Body, StringComparison.Ordinal);
        }

        Assert.Equal(before, desk.World.Number);
    }

    [Fact]
    public async Task A_table_larger_than_a_form_is_taken_and_one_over_sixteen_megabytes_is_not()
    {
        var rows = new StringBuilder("code,place,subregion,lat,lon\n");
        for (var code = 1_000; code < 1_010; code++)
        {
            rows.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{code},{new string('x', 40)},eemzijde,52.1,5.4\n");
        }

        var padded = Encoding.UTF8.GetBytes(rows + new string('\n', 400 * 1024));
        var taken = await desk.Admin.FilesAsync("/api/imports", ("pc4.csv", padded));
        Assert.Equal(10, taken.Json.GetProperty("taken").GetInt32());

        var large = await desk.Admin.FilesAsync(
            "/api/imports", ("groot.csv", new byte[(16 * 1024 * 1024) + 1]));
        Assert.Contains("/problems/import/file-too-large", large.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_role_or_the_token_of_this_very_program_nothing_is_imported()
    {
        var before = desk.World.Number;
        var table = Encoding.UTF8.GetBytes(Header + "x,y,grebbeland\n");
        using var nobody = desk.Server.Open();
        using var guess = desk.Server.Open().WithToken(new string('0', 64));
        foreach (var (api, status) in new[]
        {
            (nobody, 401), (guess, 401), (desk.Coordinator, 403),
        })
        {
            Assert.Equal(
                status, (await api.FilesAsync("/api/imports", ("x.csv", table))).Status);
        }

        Assert.Equal(before, desk.World.Number);
    }
}
