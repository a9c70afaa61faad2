using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Feeds;
using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// S14: an attack takes a hospital's feed down. Its figures grow old in everybody's sight, its
/// people take over by hand, and its emergency department has a stop.
/// </summary>
/// <remarks>Crisis mode (RCPS) is a later capability: here the scenario ends with the stop.
/// </remarks>
public sealed class FeedDownTests
{
    [Fact]
    public async Task S14_a_feed_falls_silent_people_take_over_by_hand_and_a_stop_is_declared()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 14, 0));
        await using var server = await WebServer.StartHearingAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var own = await browser.SignInAsync(server.Url, "keienburg", 360, 740);
        var desk = await browser.SignInAsync(server.Url, "coordinator");
        await desk.GotoAsync("/meldingen");
        await desk.SelectOptionAsync("#unit", "zh-keienburg-seh");
        await desk.SelectOptionAsync("#kind", "Stale");
        await desk.SendAsync("Let hierop");
        await HearAsync(server);

        // After a quarter of an hour the feed is silent; figures count for half an hour.
        await PassAsync(server, time, minutes: 16);
        await desk.GotoAsync("/regiekamer");
        await desk.Locator("[data-silent-feed='keienburg-adt']").WaitForAsync();
        Assert.Equal(0, await desk.Locator("[data-alarm]").CountAsync());
        await PassAsync(server, time, minutes: 15);
        await desk.Locator("[data-alarm]").WaitForAsync();
        await desk.GotoAsync("/capaciteit?soort=ed");
        await RowOf(desk, "Unknown").WaitForAsync();

        // By hand: the board has a figure again, and says whose.
        await own.GotoAsync("/mijn-capaciteit");
        await own.Locator("[data-silent-feed='keienburg-adt']").WaitForAsync();
        var card = own.Locator(".pool", new() { HasText = "SEH, Keienburg" }).First;
        await card.Locator(".stepper", new() { HasText = "bezet" })
            .Locator("[data-step='-1']").First.ClickAsync();
        await own.SendAsync(card.GetByRole(
            AriaRole.Button, new() { Name = "Meld", Exact = true }));
        await RowOf(desk, "Open").WaitForAsync();
        Assert.Contains(
            "hand", await RowOf(desk, "Open").Locator(".age").InnerTextAsync(),
            StringComparison.OrdinalIgnoreCase);

        await own.GotoAsync("/mijn-capaciteit/zh-keienburg-seh/stop");
        var form = own.Locator(".stop-form");
        await form.Locator("#reason").SelectOptionAsync("internal-calamity");
        await form.Locator("#minutes").SelectOptionAsync("240");
        await form.Locator("#mandate").SelectOptionAsync("crisis-coordinator");
        await own.SendAsync("Meld stop");
        await RowOf(desk, "Closed").WaitForAsync();
        Assert.Contains(
            "Interne calamiteit", await RowOf(desk, "Closed").InnerTextAsync(),
            StringComparison.OrdinalIgnoreCase);
    }

    private static ILocator RowOf(IPage desk, string sign) => desk.Locator(
        $"[data-list='board'] tr:has([data-sign='{sign}'])", new() { HasText = "SEH, Keienburg" });

    private static async Task HearAsync(WebServer server)
    {
        using var sender = await MllpSender.ConnectAsync(server.Service<MllpHost>().Address!);
        Assert.Contains(
            "MSA|AA|",
            await sender.AskAsync(AdtDay.Message(
                "A08", server.Engine.Now, "K1", 1, "A3", "")),
            StringComparison.Ordinal);
        server.Engine.Feeds.Begin("keienburg-adt", server.Engine.Now);
        await server.Service<FeedReporter>().ReportAsync();
    }

    // The loop's timer runs on the real clock; any report wakes it at the moved one.
    private static async Task PassAsync(WebServer server, MovedTime time, int minutes)
    {
        time.Move(TimeSpan.FromMinutes(minutes));
        await server.Service<FeedReporter>().ReportAsync();
        _ = await server.DoAsync(new ReportCapacity(
            new UnitId(server.World.Regions.Units.NumberOf(Desk.Unit)), 9, 0, 9, minutes % 9, null,
            FigureSource.Manual));
    }
}
