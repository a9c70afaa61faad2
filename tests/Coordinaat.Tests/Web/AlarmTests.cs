using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// Who asked to hear of something sees it on whatever page is open, hears it until "Gezien", and
/// no more after signing off.
/// </summary>
public sealed class AlarmTests
{
    private static readonly LocalDateTime Afternoon = new(2026, 11, 23, 14, 0);

    [Fact]
    public async Task An_alarm_is_seen_and_heard_on_any_page_until_it_is_seen_and_not_after()
    {
        var time = new MovedTime(Afternoon);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        await ReportAsync(server, places: 5);
        var page = await browser.SignInAsync(server.Url, "coordinator");
        await page.GotoAsync("/meldingen");
        await page.Locator("[data-sound-on]").First.ClickAsync();
        await page.SelectOptionAsync("#unit", Desk.Unit);
        await page.SelectOptionAsync("#kind", "Below");
        await page.FillAsync("#threshold", "3");
        await page.SendAsync("Let hierop");
        await page.GotoAsync("/zorgvragen/nieuw");
        await page.Locator("#phone").PressSequentiallyAsync("033 555 77 77");
        Assert.Equal(0, await page.Locator("[data-alarm]").CountAsync());

        await ReportAsync(server, places: 2);
        await page.Locator("[data-alarm]").WaitForAsync();
        Assert.Contains(
            "minder vrij dan 3", await page.Locator(".alarm-strip").InnerTextAsync(),
            StringComparison.Ordinal);
        await page.WaitForFunctionAsync("() => Number(document.body.dataset.rang) > 0");

        // What was typed stays: the page is not loaded anew.
        await page.GetByRole(AriaRole.Button, new() { Name = "Gezien" }).First.ClickAsync();
        await page.Locator(".alarm-strip")
            .WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal("033 555 77 77", await page.Locator("#phone").InputValueAsync());
        Assert.Equal(AlarmState.Seen, Watches(server)[0].State);

        await ReportAsync(server, places: 9);
        await Eventually.Holds(
            () => Watches(server)[0].State == AlarmState.Quiet, "it is over");
        await ReportAsync(server, places: 0);
        await page.Locator("[data-alarm]").WaitForAsync();
        await page.GotoAsync("/capaciteit");
        await page.Locator("[data-alarm]").WaitForAsync();
        await page.Locator(".account summary").ClickAsync();
        await page.SendAsync("Afmelden");
        Assert.Empty(Watches(server));
        Assert.Equal(0, await page.Locator("[data-alarm]").CountAsync());
    }

    [Theory]
    [InlineData(WatchKind.Below, 3, "2", true)]
    [InlineData(WatchKind.Below, 2, "2", false)]
    [InlineData(WatchKind.Above, 1, "2", true)]
    [InlineData(WatchKind.Above, 2, "2", false)]
    [InlineData(WatchKind.Stop, 0, "2", false)]
    [InlineData(WatchKind.Stop, 0, "closed", true)]
    [InlineData(WatchKind.Below, 1, "closed", true)]
    [InlineData(WatchKind.Stale, 0, "2", false)]
    [InlineData(WatchKind.Stale, 0, "old", true)]
    [InlineData(WatchKind.Below, 9, "old", false)]
    [InlineData(WatchKind.Above, 0, "old", false)]
    public void What_is_watched_for_is_so_or_not(
        WatchKind kind, int threshold, string told, bool expected)
    {
        var scene = new Scene();
        scene.Report("house-grz", 2);
        if (told == "closed")
        {
            scene.Do(
                TestRegion.Stop(TestRegion.Unit("house-grz"), 60), TestRegion.Nurse);
        }

        scene.Wait(told == "old" ? 241 : 1);
        var view = new Components.View(scene.World, scene.Now, Language.Dutch, null!);
        foreach (var (unit, careType) in new[]
        {
            (TestRegion.Unit("house-grz"), default(CareTypeId)),
            (default, TestRegion.CareType("grz")),
        })
        {
            var watch = new Watched(
                default, default, kind, unit, careType, threshold, AlarmState.Quiet, scene.Now);
            Assert.Equal(
                expected, Coordinaat.Capacity.Watching.IsSo(view, TestRegion.Desk, watch));
        }
    }

    private static System.Collections.Immutable.ImmutableArray<Watched> Watches(
        WebServer server) =>
        [.. server.World.Accounts.All.SelectMany(a => a.Watches)];

    private static async Task ReportAsync(WebServer server, int places) => await server.DoAsync(
        new ReportCapacity(
            new UnitId(server.World.Regions.Units.NumberOf(Desk.Unit)), 40, 0, 40, 40 - places,
            null, FigureSource.Feed));
}
