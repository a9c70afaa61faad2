using System.Text;
using Coordinaat.Capacity;
using Coordinaat.Components;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// The map: signs that move with the figures, the country's outline until a region gives lines of
/// its own, and the same in words beside it.
/// </summary>
public sealed class MapTests
{
    private static readonly LocalDateTime Morning = new(2026, 11, 23, 9, 40);

    [Fact]
    public async Task A_stop_is_on_the_map_as_it_is_reported_and_a_sign_leads_to_its_location()
    {
        var time = new MovedTime(Morning);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var page = await browser.SignInAsync(server.Url, "coordinator");
        await page.GotoAsync("/capaciteit/kaart");
        var pin = page.Locator("[data-list='map'] a[aria-label^='Huize Vlierdonk']");
        await pin.WaitForAsync();
        await page.ScreenshotAsync(new() { Path = Pictures.PathOf("kaart.png") });

        using var ward = await server.SignInAsync("vlierdonk");
        foreach (var unit in server.World.Regions.UnitsOf(
            server.World.Regions.OwnerOf(new Domain.Kernel.UnitId(
                server.World.Regions.Units.NumberOf(Desk.Unit)))).ToArray())
        {
            var code = server.World.Regions.Units[unit.Value].Code;
            await ward.DoAsync($"/api/units/{code}/stop", Desk.Stop(60));
        }

        await page.Locator("[data-list='map'] a[aria-label='Huize Vlierdonk: 0 stop']")
            .WaitForAsync();
        await page.Locator("[data-list='map-list'] li")
            .Filter(new() { HasText = "Huize Vlierdonk" }).GetByText("stop").WaitForAsync();
        await pin.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/locaties/**");
    }

    [Fact]
    public async Task Lines_of_ones_own_take_the_place_of_the_outline_and_bad_ones_change_nothing()
    {
        await using var server = await WebServer.StartDemoAsync();
        using var admin = await server.SignInAsync("beheerder");
        var outline = await BordersAsync(admin);
        Assert.True(outline.Length > 500, outline);

        Assert.Equal(422, (await PostAsync(admin, "{}")).Status);
        Assert.Equal(outline, await BordersAsync(admin));
        var kept = await PostAsync(admin, LineTo("5.2"));
        Assert.Equal((200, 1), (kept.Status, kept.Json.GetProperty("lines").GetInt32()));
        var own = await BordersAsync(admin);
        Assert.Matches("^M1\\d+ -\\d+L1\\d+ -\\d+$", own);

        // Another file of the same length is another file.
        Assert.Equal(200, (await PostAsync(admin, LineTo("5.3"))).Status);
        Assert.NotEqual(own, await BordersAsync(admin));
        Assert.Matches("^M1\\d+ -\\d+L1\\d+ -\\d+$", await BordersAsync(admin));
    }

    [Theory]
    [InlineData("house-high")]
    [InlineData("house-low")]
    public void Where_units_of_one_pool_differ_the_worst_of_them_is_its_sign(string stopped)
    {
        var scene = new Scene();
        scene.Report("house-low", 5);
        var unit = TestRegion.Unit(stopped);
        var (location, pool) = (
            scene.World.Regions.Units[unit.Value].Location,
            scene.World.Regions.Units[unit.Value].Pool);
        Assert.Equal(2, scene.World.Regions.UnitsIn(pool).Length);
        Assert.Equal(UnitSign.Open, PoolShown.Of(ViewOf(scene), pool).Sign);
        var open = MapTopic.SumOf(ViewOf(scene), location);
        Assert.Equal((UnitSign.Open, "5"), (open.Sign, open.Count));

        scene.Do(TestRegion.Stop(unit, 60), TestRegion.Nurse);

        Assert.Equal(UnitSign.Closed, PoolShown.Of(ViewOf(scene), pool).Sign);
        Assert.Equal("0", MapTopic.SumOf(ViewOf(scene), location).Count);
        scene.Wait(61);
        Assert.Equal(UnitSign.Open, PoolShown.Of(ViewOf(scene), pool).Sign);
    }

    [Theory]
    [InlineData("huize-vlierdonk-elv-low")]
    [InlineData("huize-vlierdonk-elv-high")]
    public async Task On_the_own_page_a_pool_has_the_sign_of_its_worst_unit(string stopped)
    {
        await using var server = await WebServer.StartDemoAsync();
        using var ward = await server.SignInAsync("vlierdonk");
        await ward.DoAsync($"/api/units/{stopped}/stop", Desk.Stop(60));

        var regions = server.World.Regions;
        var pool = regions.Units[regions.Units.NumberOf(stopped)].Pool;
        var card = (await ward.GetAsync("/mijn-capaciteit")).Body
            .Split($"data-key=\"p{pool.Value}\"")[1];
        Assert.StartsWith(
            "Closed", card.Split("data-sign=\"")[1], StringComparison.Ordinal);
    }

    private static View ViewOf(Scene scene) =>
        new(scene.World, scene.Now, Domain.Kernel.Language.Dutch, null!);

    private static async Task<string> BordersAsync(Api api) =>
        BordersOf((await api.GetAsync("/capaciteit/kaart")).Body);

    internal static string LineTo(string lon) =>
        $$"""{"type":"LineString","coordinates":[[5.0,52.0],[{{lon}},52.1]]}""";

    internal static string BordersOf(string body)
    {
        var from = body.IndexOf("class=\"borders\" d=\"", StringComparison.Ordinal) + 19;
        return body[from..body.IndexOf('"', from)];
    }

    internal static Task<HttpAnswer> PostAsync(Api api, string text) =>
        api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/boundaries")
        {
            Content = new StringContent(text, Encoding.UTF8, "application/json"),
        });
}
