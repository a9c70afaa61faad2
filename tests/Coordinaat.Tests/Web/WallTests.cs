using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>The screen on a wall is large, turns its pages, says when it is held, and shows
/// nobody's name.</summary>
public sealed class WallTests
{
    private static readonly LocalDateTime Afternoon = new(2026, 11, 23, 14, 0);

    [Fact]
    public async Task It_is_three_times_as_large_turns_by_itself_and_can_be_held()
    {
        var time = new MovedTime(Afternoon);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var page = await browser.SignInAsync(server.Url, "regiomanager", 1920, 1080);
        await page.GotoAsync("/capaciteit/muur");
        await SignAsync(page, "1 /");
        await page.ScreenshotAsync(new() { Path = Pictures.PathOf("muur.png") });

        Assert.True(await page.EvaluateAsync<double>(
            "() => parseFloat(getComputedStyle(document.querySelector('tbody th')).fontSize)")
            >= 3 * 14);
        Assert.False(await page.EvaluateAsync<bool>(
            "() => document.documentElement.scrollHeight > innerHeight"
            + " || document.documentElement.scrollWidth > innerWidth"));
        var first = await FirstAsync(page);
        await page.Keyboard.PressAsync("ArrowRight");
        await SignAsync(page, "2 /");
        Assert.NotEqual(first, await FirstAsync(page));
        await page.Keyboard.PressAsync("ArrowLeft");
        await SignAsync(page, "1 /");

        await SignAsync(page, "2 /");
        await page.Keyboard.PressAsync(" ");
        Assert.Contains(
            "gepauzeerd", await page.Locator("[data-pause]").InnerTextAsync(),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "tel:", await page.Locator("tbody").First.EvaluateAsync<string>(
                "b => [...b.querySelectorAll('a')].filter(a => a.offsetParent).map(a => a.href)"
                + ".join()"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_wants_nothing_to_move_gets_it_held_and_it_stays_live()
    {
        var time = new MovedTime(Afternoon);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var page = await browser.SignInAsync(server.Url, "coordinator", 1920, 1080);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.GotoAsync("/capaciteit/muur?soort=elv-low");
        await page.Locator("body[data-held-page]").WaitForAsync();
        await page.Locator("#live-sign[data-state='live']").WaitForAsync();

        await server.DoAsync(new Domain.Capacity.ReportCapacity(
            new Domain.Kernel.UnitId(server.World.Regions.Units.NumberOf(Desk.Unit)), 90, 0, 90, 6,
            null, Domain.Capacity.FigureSource.Feed));
        await page.Locator("tbody .count", new() { HasText = "84" }).WaitForAsync();
        var body = await page.InnerTextAsync("body");
        Assert.DoesNotContain("Coördinator", body, StringComparison.OrdinalIgnoreCase);
    }

    private static Task SignAsync(IPage page, string text) =>
        page.Locator("[data-page-sign]", new() { HasText = text }).WaitForAsync();

    private static Task<string> FirstAsync(IPage page) => page.EvaluateAsync<string>(
        "() => [...document.querySelectorAll('tbody tr')].find(r => !r.hidden).textContent");
}
