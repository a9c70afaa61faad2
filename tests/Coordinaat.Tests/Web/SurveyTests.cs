using System.Net;
using System.Text.Json;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>
/// The daily survey is made of the live figures, edited and signed by the provider, and seen and
/// fetched by the region: what nobody knows is empty, and shared beds count once.
/// </summary>
public sealed class SurveyTests : IAsyncLifetime
{
    private const string Read = """
        import sys, openpyxl, json
        sheet = openpyxl.load_workbook(open(sys.argv[1], "rb")).active
        print(json.dumps([[c.value for c in row] for row in sheet.rows]))
        """;

    private readonly Desk desk = new();
    private Api manager = null!;

    public async ValueTask InitializeAsync()
    {
        await desk.InitializeAsync();
        manager = await desk.Server.SignInAsync("regiomanager");
    }

    public async ValueTask DisposeAsync()
    {
        manager.Dispose();
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task The_page_proposes_the_live_figures_and_signs_what_was_edited()
    {
        var page = await desk.Ward.GetAsync("/uitvraag");
        Assert.Equal(200, page.Status);
        Assert.Contains("value=\"500\"", page.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"400\"", page.Body, StringComparison.Ordinal);
        Assert.Contains("nog niet ondertekend", page.Body, StringComparison.Ordinal);

        var reply = await desk.Ward.FormAsync(
            "/uitvraag",
            ("lines.location", Location), ("lines.careType", "elv-low"),
            ("lines.opened", "480"), ("lines.occupied", "401"));
        Assert.True(reply.Status == 303, $"{reply}");
        var happened = Assert.IsType<SurveySigned>(
            desk.Server.Engine.Read([desk.World.Number])[0].Happened);
        Assert.Equal([(480, 401)], happened.Lines.Select(l => (l.Opened, l.Occupied)));

        var signed = WebUtility.HtmlDecode((await desk.Ward.GetAsync("/uitvraag")).Body);
        Assert.Contains("Ondertekend om", signed, StringComparison.Ordinal);
        Assert.Contains("ondertekend om 10:00 door", signed, StringComparison.Ordinal);
        Assert.Contains("value=\"480\"", signed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_region_sees_which_are_signed_and_the_next_day_none_is()
    {
        Assert.DoesNotContain("ondertekend om", await PageAsync(), StringComparison.Ordinal);
        await SignAsync(480, 401);
        Assert.Contains("ondertekend om 10:00 door", await PageAsync(), StringComparison.Ordinal);

        desk.Time.Advance(TimeSpan.FromHours(14));
        await SignInAnewAsync();
        Assert.DoesNotContain("ondertekend om", await PageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_and_workbook_say_the_same_and_another_reader_reads_it()
    {
        await SignAsync(480, 401);
        var csv = (await manager.GetAsync("/uitvraag.csv")).Body.TrimStart('\uFEFF')
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split(';')).ToArray();
        var mine = csv.Single(r => r[2] == Location && r[4] == "480");
        Assert.Equal(("401", "02-03-2026 10:00", ""), (mine[5], mine[6], mine[7]));

        var file = await FileAsync(manager, "/uitvraag.xlsx");
        var read = JsonDocument.Parse(await Judge.PythonAsync("openpyxl", Read, file)).RootElement;
        Assert.Equal(csv.Length, read.GetArrayLength());
        Assert.Equal(
            csv.Select(r => string.Join('|', r)),
            read.EnumerateArray().Select(r => string.Join('|', r.EnumerateArray().Select(
                c => c.ValueKind == JsonValueKind.Null ? "" : $"{c}"))));
    }

    [Fact]
    public async Task What_is_too_old_and_unsigned_is_empty_and_never_a_number()
    {
        desk.Time.Advance(TimeSpan.FromDays(3));
        await SignInAnewAsync();
        var rows = (await manager.GetAsync("/uitvraag.csv")).Body
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(l => l.Split(';')).ToArray();

        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.Equal(("", ""), (r[4], r[5])));
        using var ward = await desk.Server.SignInAsync("vlierdonk");
        var page = await ward.GetAsync("/uitvraag");
        Assert.Contains("te oud, van", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Places_that_kinds_of_care_share_count_once()
    {
        var regions = desk.World.Regions;
        var shared = Enumerable.Range(1, regions.Pools.Count).Select(n => new PoolId(n))
            .First(p => regions.UnitsIn(p).Length > 1);
        var unit = regions.Units[regions.UnitsIn(shared)[0].Value];
        await desk.Server.DoAsync(new ReportCapacity(
            regions.UnitsIn(shared)[0], 977, 0, 977, 13, null, FigureSource.Manual));

        var csv = (await manager.GetAsync("/uitvraag.csv")).Body;
        var sums = csv.Split("\r\n").Select(l => l.Split(';'))
            .Where(r => r.Length > 4 && int.TryParse(r[4], out var n) && n >= 977);
        Assert.Single(sums);
        Assert.NotNull(unit);
    }

    [Fact]
    public async Task A_provider_fetches_its_own_lines_and_no_others()
    {
        var rows = (await desk.Ward.GetAsync("/uitvraag.csv")).Body
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).ToArray();

        Assert.NotEmpty(rows);
        Assert.Single(rows.Select(r => r.Split(';')[0]).Distinct());
    }

    [Theory]
    [InlineData("nergens", "elv-low", 1, 422, "/problems/sign-survey/location-unknown")]
    [InlineData(Location, "icu", 1, 422, "/problems/sign-survey/care-type-elsewhere")]
    [InlineData(Location, "elv-low", -1, 422, "/problems/sign-survey/number-out-of-range")]
    [InlineData("moerbei-soest", "elv-low", 1, 403, "/problems/sign-survey/not-allowed")]
    public async Task A_survey_that_cannot_be_is_refused_by_its_name(
        string location, string careType, int opened, int status, string type)
    {
        var reply = await desk.Ward.PostAsync("/api/survey", new
        {
            lines = new[] { new { location, careType, opened, occupied = 0 } },
        });

        Assert.Equal((status, type), (reply.Status, reply.Type));
    }

    [Fact]
    public async Task A_line_with_an_empty_number_is_refused_whole()
    {
        var before = desk.World.Number;
        var reply = await desk.Ward.HxFormAsync(
            "/uitvraag",
            ("lines.location", Location), ("lines.location", Location),
            ("lines.careType", "elv-low"), ("lines.careType", "grz"),
            ("lines.opened", "480"), ("lines.opened", ""),
            ("lines.occupied", "401"), ("lines.occupied", "4"));

        Assert.Equal("/problems/input/body-malformed", reply.Type);
        Assert.Equal(before, desk.World.Number);
    }

    private const string Location = "huize-vlierdonk";

    // A session does not last that long.
    private async Task SignInAnewAsync()
    {
        manager.Dispose();
        manager = await desk.Server.SignInAsync("regiomanager");
    }

    private async Task<string> PageAsync() =>
        WebUtility.HtmlDecode((await manager.GetAsync("/uitvraag")).Body);

    private Task<JsonElement> SignAsync(int opened, int occupied) => desk.Ward.DoAsync(
        "/api/survey", new
        {
            lines = new[] { new { location = Location, careType = "elv-low", opened, occupied } },
        });

    private static async Task<byte[]> FileAsync(Api api, string path)
    {
        using var client = new HttpClient { BaseAddress = api.Url };
        var cookies = string.Join("; ", api.Cookies.Select(c => $"{c.Name}={c.Value}"));
        client.DefaultRequestHeaders.Add("Cookie", cookies);
        return await client.GetByteArrayAsync(new Uri(path, UriKind.Relative));
    }
}
