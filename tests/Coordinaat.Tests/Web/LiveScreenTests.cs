using System.Diagnostics;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// A screen shows what the server knows, also after a line that was down for a minute and in the
/// eighth tab; and it says so itself when it does not.
/// </summary>
public sealed class LiveScreenTests
{
    private static readonly LocalDateTime Afternoon = new(2026, 11, 23, 14, 0);

    [Fact]
    public async Task After_a_minute_without_a_line_the_board_equals_the_server_again()
    {
        var time = new MovedTime(Afternoon);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var line = new CutProxy(server.Url);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var board = await browser.SignInAsync(line.Url, "coordinator");
        await board.GotoAsync("/capaciteit?soort=elv-low");
        await StateAsync(board, "live");

        line.Cut();
        var cut = Stopwatch.StartNew();
        await StateAsync(board, "behind");
        await ReportAllAsync(server, places: 7);
        await StateAsync(board, "lost");
        Assert.Contains(
            "geen verbinding – stand van",
            await board.Locator("#live-sign").InnerTextAsync(), StringComparison.Ordinal);
        await Task.Delay(TimeSpan.FromSeconds(60) - cut.Elapsed);
        line.Mend();

        await StateAsync(board, "live");
        await Eventually.HoldsAsync(
            async () => (await CountsAsync(board)).All(c => c == "7"), "seven places everywhere");
        var followed = await RowsAsync(board);
        await board.ReloadAsync();
        Assert.Equal(followed, await RowsAsync(board));
    }

    [Fact]
    public async Task Eight_tabs_of_one_browser_stay_live_and_a_ninth_page_still_loads()
    {
        var time = new MovedTime(Afternoon);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var first = await browser.SignInAsync(server.Url, "coordinator");
        var tabs = new List<IPage> { first };
        while (tabs.Count < 8)
        {
            tabs.Add(await first.Context.NewPageAsync());
        }

        foreach (var tab in tabs)
        {
            await tab.GotoAsync("/capaciteit?soort=elv-low");
        }

        await ReportAllAsync(server, places: 5);
        foreach (var tab in tabs)
        {
            await Eventually.HoldsAsync(
                async () => (await CountsAsync(tab)).All(c => c == "5"), "five places in each tab");
        }

        var ninth = await first.Context.NewPageAsync();
        await ninth.GotoAsync("/zorgvragen/nieuw");
        Assert.Equal("Nieuwe zorgvraag", await ninth.Locator("h1").InnerTextAsync());
    }

    [Fact]
    public async Task What_somebody_types_is_not_taken_from_under_their_hands()
    {
        var time = new MovedTime(Afternoon);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var desk = await browser.SignInAsync(server.Url, "coordinator");
        var number = await desk.RegisterAsync("M. de Boer", "Gevallen.");
        var other = await browser.SignInAsync(server.Url, "coordinator2");
        await desk.FillAsync("#note", "Dochter komt om 18:00, sleutel bij");

        await other.GotoAsync($"/zorgvragen/{number}");
        await other.JudgeAsync("U3");

        // The head follows; the time line, where somebody types, waits.
        await desk.Locator(".head-line .urgency", new() { HasText = "U3" }).WaitForAsync();
        await desk.Locator("[data-key='timeline'][data-held]").WaitForAsync();
        Assert.Equal(
            "Dochter komt om 18:00, sleutel bij", await desk.Locator("#note").InputValueAsync());
        await desk.SendAsync("Voeg toe");
        await desk.Locator(".timeline", new() { HasText = "Urgentie U3" }).WaitForAsync();
    }

    [Fact]
    public async Task A_half_filled_form_comes_back_after_the_window_was_closed()
    {
        var time = new MovedTime(Afternoon);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var page = await browser.SignInAsync(server.Url, "coordinator");
        await page.GotoAsync("/zorgvragen/nieuw");
        await page.Locator("#phone").PressSequentiallyAsync("033 555 77 77");
        await page.Locator("#story").PressSequentiallyAsync("Koorts, verward.");
        await page.Locator(".saved[data-state='saved']").WaitForAsync();
        await page.CloseAsync();

        var again = await browser.SignInAsync(server.Url, "coordinator");
        await again.GotoAsync("/zorgvragen/nieuw");
        await again.AndLoadAsync(
            () => again.Locator(".beside a[href*='concept']").ClickAsync());
        Assert.Equal("Koorts, verward.", await again.Locator("#story").InputValueAsync());
        Assert.Equal("033 555 77 77", await again.Locator("#phone").InputValueAsync());
    }

    private static Task StateAsync(IPage page, string state) =>
        page.Locator($"#live-sign[data-state='{state}']").WaitForAsync();

    private static async Task<IReadOnlyList<string>> CountsAsync(IPage board) =>
        await board.Locator("[data-list='board'] .count").AllInnerTextsAsync();

    // Everything but what the browser counts by itself.
    private static async Task<string> RowsAsync(IPage board) =>
        await board.Locator("[data-list='board']").EvaluateAsync<string>(
            "list => [...list.children].map(r => [...r.querySelectorAll('th, .places')]"
            + ".map(e => e.textContent.replace(/\\s+/g, ' ')).join('|')).join('\\n')");

    private static async Task ReportAllAsync(WebServer server, int places)
    {
        var regions = server.Engine.World.Regions;
        foreach (var number in Enumerable.Range(1, regions.Units.Count))
        {
            var report = new ReportCapacity(
                new UnitId(number), 20, 0, 20, 20 - places, null, FigureSource.Feed);
            var outcome = await server.Engine.SubmitAsync(
                report, new(Coordinaat.Engine.Ids.New(), Actor.System));
            Assert.True(outcome.TryGet(out _, out var refusal), $"{refusal}");
        }
    }
}
