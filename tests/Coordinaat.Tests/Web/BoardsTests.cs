using System.Globalization;
using System.Text.RegularExpressions;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// What an organisation shares is what others see, on every surface; and the board of a past
/// moment is the board that was shown then.
/// </summary>
public sealed partial class BoardsTests(SharedScene scene) : IClassFixture<SharedScene>
{
    [Theory]
    [InlineData("partner", UnitParts.All)]
    [InlineData("own", UnitParts.All)]
    [InlineData("neighbour", UnitParts.None)]
    [InlineData("partner", UnitParts.Minimum)]
    [InlineData("partner", UnitParts.Minimum | UnitParts.Use)]
    [InlineData("partner", UnitParts.Minimum | UnitParts.Promised)]
    [InlineData("partner", UnitParts.Minimum | UnitParts.History)]
    [InlineData("partner", UnitParts.Minimum | UnitParts.Contacts)]
    [InlineData("own", UnitParts.All, UnitParts.Minimum)]
    [InlineData("neighbour", UnitParts.Minimum)]
    [InlineData("neighbour", UnitParts.Minimum | UnitParts.Use)]
    [InlineData("neighbour", UnitParts.Minimum | UnitParts.Promised | UnitParts.History)]
    [InlineData("neighbour", UnitParts.All)]
    public async Task Every_surface_shows_exactly_what_is_shared(
        string who, UnitParts expected, UnitParts? shared = null)
    {
        var reader = who == "neighbour" ? SharedWith.Neighbours : SharedWith.Region;
        await scene.ShareAsync(reader, shared ?? expected);
        var api = scene.ApiOf(who);

        // The map shows the own region, and of it the minimum; what is promised stands on the
        // unit's page in the sum of its use.
        var told = Told.ToDictionary(t => t.Key, t => t.Key switch
        {
            "map" when who == "neighbour" => UnitParts.None,
            "unit page" when !expected.HasFlag(UnitParts.Use) =>
                expected & t.Value & ~UnitParts.Promised,
            _ => expected & t.Value,
        });
        var seen = await SurfacesAsync(api);
        Assert.Equal(told.Keys, seen.Keys);
        var faults = seen.Where(s => s.Value != told[s.Key])
            .Select(s => $"{s.Key} shows {s.Value}, not {told[s.Key]}").ToArray();
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Units_that_are_shared_no_more_leave_a_screen_that_is_open()
    {
        await scene.ShareAsync(SharedWith.Neighbours, UnitParts.All);
        var from = $"{scene.Server.Engine.Epoch}-{scene.Server.World.Number}";
        using var frames = await scene.ApiOf("neighbour").LiveAsync(from, "board:::+grebbeland");
        _ = await House.Within(frames.NextAsync());
        await scene.ShareAsync(SharedWith.Neighbours, UnitParts.None);

        var gone = scene.Server.World.Regions.Units.NumberOf(SharedScene.Unit);
        for (var read = 0; read < 5; read++)
        {
            scene.Time.Advance(TimeSpan.FromSeconds(1));
            var frame = (await House.Within(frames.NextAsync()))!;
            if (frame.Data.Contains($"\"u{gone}\",\"html\":null", StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail("The row never went.");
    }

    [Fact]
    public async Task The_board_of_a_past_moment_is_the_board_that_was_shown_then()
    {
        await scene.ShareAsync(SharedWith.Region, UnitParts.All);
        var random = new Random(11);
        var api = scene.ApiOf("partner");
        var shown = new List<(Instant At, string Units, string[] Rows)>();
        for (var step = 0; step < 12; step++)
        {
            scene.Time.Advance(TimeSpan.FromMinutes(random.Next(1, 40)));
            for (var i = random.Next(1, 12); i > 0; i--)
            {
                await ChangeAsync(random);
            }

            // An address has minutes: what is shown at its end is shown at a whole one.
            var at = scene.Server.Engine.Now;
            shown.Add((
                at, (await api.GetAsync("/api/units")).Body,
                RowsOf((await api.GetAsync("/capaciteit")).Body)));
        }

        scene.Time.Advance(TimeSpan.FromMinutes(7));
        await ChangeAsync(random);
        foreach (var (at, units, rows) in shown.OrderBy(_ => random.Next()))
        {
            var text = Uri.EscapeDataString(
                NodaTime.Text.InstantPattern.ExtendedIso.Format(at));
            Assert.Equal(units, (await api.GetAsync($"/api/units?at={text}")).Body);
            var page = (await api.GetAsync($"/capaciteit?op={text}")).Body;
            Assert.Equal(rows, RowsOf(page));
            Assert.Contains("Dit is het verleden", page, StringComparison.Ordinal);
            Assert.Contains("data-topics=\"\"", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("gisteren", 422, "/problems/input/moment-malformed")]
    [InlineData("2099-01-01T00:00", 422, "/problems/past/not-yet")]
    [InlineData("2001-01-01T00:00", 404, "/problems/past/before-first")]
    public async Task A_moment_that_cannot_be_shown_is_refused_in_words(
        string moment, int status, string type)
    {
        var api = scene.ApiOf("partner");

        var answer = await api.GetAsync($"/api/units?at={moment}");
        Assert.Equal((status, type), (answer.Status, answer.Type));
        Assert.Equal(status, (await api.GetAsync($"/capaciteit?op={moment}")).Status);
        Assert.Equal(200, (await api.GetAsync("/capaciteit?op=")).Status);
    }

    [Fact]
    public async Task A_board_of_the_own_organisation_and_one_with_neighbours_hold_just_those()
    {
        await scene.ShareAsync(SharedWith.Neighbours, UnitParts.All);

        var own = await scene.ApiOf("own").GetAsync("/capaciteit?eigen=ja");
        Assert.Contains("Huize Vlierdonk", own.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Keienburg", own.Body, StringComparison.Ordinal);
        var near = scene.ApiOf("neighbour");
        Assert.Contains("?buren=grebbeland\"", (await near.GetAsync("/capaciteit")).Body,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Vlierdonk", (await near.GetAsync("/capaciteit")).Body,
            StringComparison.Ordinal);
        var both = (await near.GetAsync("/capaciteit?buren=grebbeland")).Body;
        Assert.Contains("Vlierdonk", both, StringComparison.Ordinal);
        Assert.Contains("ELV Verweg", both, StringComparison.Ordinal);
        Assert.DoesNotContain("Keienburg", both, StringComparison.Ordinal);
    }

    // What each surface can tell at all.
    private static readonly Dictionary<string, UnitParts> Told = new()
    {
        ["page"] = UnitParts.Minimum | UnitParts.Use | UnitParts.Promised,
        ["live"] = UnitParts.Minimum | UnitParts.Use | UnitParts.Promised,
        ["api"] = UnitParts.Minimum | UnitParts.Use | UnitParts.Promised,
        ["past page"] = UnitParts.Minimum | UnitParts.Use | UnitParts.Promised,
        ["past api"] = UnitParts.Minimum | UnitParts.Use | UnitParts.Promised,
        ["unit page"] =
            UnitParts.Minimum | UnitParts.Use | UnitParts.Promised | UnitParts.History,
        ["history"] = UnitParts.History,
        ["map"] = UnitParts.Minimum,
        ["location"] = UnitParts.Minimum | UnitParts.Contacts,
        ["location api"] = UnitParts.Minimum | UnitParts.Contacts,
    };

    private async Task<Dictionary<string, UnitParts>> SurfacesAsync(Api api)
    {
        const string Here = "buren=grebbeland";
        var past = Uri.EscapeDataString(NodaTime.Text.InstantPattern.ExtendedIso.Format(
            scene.Server.Engine.Now - Duration.FromMinutes(5)));
        var unit = await api.GetAsync($"/capaciteit/{SharedScene.Unit}");
        var history = await api.GetAsync($"/api/units/{SharedScene.Unit}/history");
        return new()
        {
            ["page"] = InRow((await api.GetAsync($"/capaciteit?{Here}")).Body),
            ["live"] = await InStreamAsync(api),
            ["api"] = InBody(await api.GetAsync("/api/units?neighbours=grebbeland")),
            ["past page"] = InRow((await api.GetAsync($"/capaciteit?{Here}&op={past}")).Body),
            ["past api"] = InBody(
                await api.GetAsync($"/api/units?neighbours=grebbeland&at={past}")),
            ["unit page"] = OnUnitPage(unit),
            ["history"] = history.Status == 200 ? UnitParts.History : UnitParts.None,
            ["map"] = (await api.GetAsync("/capaciteit/kaart")).Body
                .Contains("/locaties/huize-vlierdonk\"", StringComparison.Ordinal)
                    ? UnitParts.Minimum : UnitParts.None,
            ["location"] = OfLocation(await api.GetAsync("/locaties/huize-vlierdonk")),
            ["location api"] = OfLocation(await api.GetAsync("/api/locations/huize-vlierdonk")),
        };
    }

    // Lines, tables and half a year are of the history; what a figure is made of is of its use.
    private static UnitParts OnUnitPage(HttpAnswer page) => page.Status == 404 ? UnitParts.None
        : UnitParts.Minimum
            | (HistoryMarks.Any(m => page.Body.Contains(m, StringComparison.Ordinal))
                ? UnitParts.History : UnitParts.None)
            | (page.Body.Contains("id=\"explained-title\"", StringComparison.Ordinal)
                ? UnitParts.Use : UnitParts.None)
            | (page.Body.Contains("data-promised", StringComparison.Ordinal)
                ? UnitParts.Promised : UnitParts.None);

    private static readonly string[] HistoryMarks =
        ["class=\"sparkline\"", "class=\"dense hours\"", "id=\"half-year"];

    // A number of a role, as the demo's table of contacts has it.
    private static UnitParts OfLocation(HttpAnswer answer) => answer.Status == 404
        ? UnitParts.None
        : UnitParts.Minimum
            | (answer.Body.Contains("033 555 05", StringComparison.Ordinal)
                ? UnitParts.Contacts : UnitParts.None);

    private async Task<UnitParts> InStreamAsync(Api api)
    {
        using var frames = await api.LiveAsync(scene.Beginning, "board:::+grebbeland");
        var frame = await frames.NextAsync();
        var number = scene.Server.World.Regions.Units.NumberOf(SharedScene.Unit);
        var row = System.Text.Json.JsonDocument.Parse(frame!.Data).RootElement.GetProperty("rows")
            .EnumerateArray().FirstOrDefault(r => r.GetProperty("key").GetString() == $"u{number}");
        return row.ValueKind == System.Text.Json.JsonValueKind.Undefined
            || row.GetProperty("html").GetString() is not { } html
                ? UnitParts.None
                : InRow(html);
    }

    // The scene's figures: 37 in use of 41, 3 promised.
    private static UnitParts InRow(string html)
    {
        var row = RowsOf(html).FirstOrDefault(
            r => r.Contains($"/capaciteit/{SharedScene.Unit}\"", StringComparison.Ordinal));
        return row is null ? UnitParts.None
            : UnitParts.Minimum
                | (row.Contains("37 / 41", StringComparison.Ordinal)
                    ? UnitParts.Use : UnitParts.None)
                | (row.Contains("<td class=\"number\">3</td>", StringComparison.Ordinal)
                    ? UnitParts.Promised : UnitParts.None);
    }

    private static UnitParts InBody(HttpAnswer answer)
    {
        var unit = answer.Json.EnumerateArray().FirstOrDefault(
            u => u.GetProperty("code").GetString() == SharedScene.Unit);
        bool Has(string name) =>
            unit.GetProperty(name).ValueKind == System.Text.Json.JsonValueKind.Number;
        return unit.ValueKind == System.Text.Json.JsonValueKind.Undefined ? UnitParts.None
            : UnitParts.Minimum
                | (Has("occupied") || Has("usable") ? UnitParts.Use : UnitParts.None)
                | (Has("claimed") ? UnitParts.Promised : UnitParts.None);
    }

    private static string[] RowsOf(string html) =>
        [.. BoardRow().Matches(html).Select(m => m.Value)];

    private async Task ChangeAsync(Random random)
    {
        var regions = scene.Server.World.Regions;
        var unit = new UnitId(random.Next(1, regions.Units.Count + 1));
        _ = random.Next(4) == 0
            ? await scene.ApiOf("own").DoAsync(
                $"/api/units/{SharedScene.Unit}/stop", Desk.Stop(random.Next(1, 300)))
            : default;
        await scene.Server.DoAsync(new ReportCapacity(
            unit, 9, random.Next(3), random.Next(9), random.Next(9), null, FigureSource.Feed));
    }

    [GeneratedRegex("<tr data-key=\"u.*?</tr>", RegexOptions.Singleline, 10_000)]
    private static partial Regex BoardRow();
}

/// <summary>The demo beside another region, with somebody of each.</summary>
public sealed class SharedScene : IAsyncLifetime
{
    internal const string Unit = Desk.Unit;

    private readonly Dictionary<string, Api> apis = [];

    internal ManualTime Time { get; } =
        new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    internal WebServer Server { get; private set; } = null!;

    /// <summary>Where the journal stood before anything of the unit was told.</summary>
    internal string Beginning { get; private set; } = "";

    internal Api ApiOf(string who) => apis[who];

    public async ValueTask InitializeAsync()
    {
        Server = await WebServer.StartDemoAsync(Time);
        foreach (var row in FarRegion(Server.World.Regions.Locations[1].At))
        {
            _ = await Server.DoAsync(new Define(row));
        }

        await StaffAccounts.OpenAsync(Server.Engine, "ver", "ver-huis", Roles.ProviderDesk);
        apis["partner"] = await Server.SignInAsync("coordinator");
        apis["own"] = await Server.SignInAsync("vlierdonk");
        apis["neighbour"] = Server.Open();
        await apis["neighbour"].SignInStaffAsync("ver", Time.GetUtcNow());
        Beginning = $"1-{Server.World.Number}";
        await apis["own"].DoAsync(
            $"/api/units/{Unit}/capacity",
            new { physical = 41, blocked = 0, staffed = 41, occupied = 37 });
        var pool = Server.World.Regions.Units[Server.World.Regions.Units.NumberOf(Unit)].Pool;
        for (var i = Server.World.Capacity[pool].Claims.Length; i < 3; i++)
        {
            await PromiseAsync(apis["partner"], apis["own"], new Patient(i));
        }

        Time.Advance(TimeSpan.FromMinutes(10));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var api in apis.Values)
        {
            api.Dispose();
        }

        await Server.DisposeAsync();
    }

    /// <summary>The ward shares these parts as far as a reader, and nothing further.</summary>
    internal Task ShareAsync(SharedWith reader, UnitParts parts)
    {
        SharedWith Choice(UnitParts part) =>
            parts.HasFlag(part) ? reader : SharedWith.Nobody;
        return apis["own"].DoAsync("/api/sharing", new
        {
            minimum = (parts.HasFlag(UnitParts.Minimum) ? reader : SharedWith.Region).ToString(),
            use = Choice(UnitParts.Use).ToString(),
            promised = Choice(UnitParts.Promised).ToString(),
            history = Choice(UnitParts.History).ToString(),
            contacts = Choice(UnitParts.Contacts).ToString(),
        });
    }

    private static IEnumerable<Definition> FarRegion(Position at) =>
    [
        new RegionRow(new Region("ver", "Verweg", "NL", 1, "112")),
        new SubregionRow("ver-noord", "Verweg-Noord", "ver"),
        new OrganisationRow("ver-huis", "Huis Verweg", Sector.HomeAndNursing, "ver"),
        new LocationRow("ver-huis", "Huis Verweg", "ver-huis", ["ver-noord"], "Verweg", at, "", ""),
        new UnitRow(
            "ver-huis-elv", "ELV Verweg", "ver-huis", "", "elv-low", Complexity.High,
            [AgeBand.Oldest], Features.None, WeekHours.Always, WeekHours.Always, 0),
    ];

    private static async Task PromiseAsync(Api desk, Api ward, Patient patient)
    {
        var registered = await desk.DoAsync("/api/care-requests", patient.Intake());
        var path = $"/api/care-requests/{registered.GetProperty("request").GetInt32()}";
        await desk.DoAsync($"{path}/triage", new
        {
            system = "nts", systemVersion = "2026", proposed = "U3", urgency = "U3",
        });
        await desk.DoAsync($"{path}/need", new
        {
            careType = "elv-low", complexity = "Low", transport = "taxi",
        });
        var asked = await desk.DoAsync(
            $"{path}/offers", new { unit = Unit, @override = "agreed-by-phone" });
        await ward.DoAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"/api/offers/{asked.GetProperty("offer").GetInt32()}/answer"),
            new { reply = "Yes" });
    }
}
