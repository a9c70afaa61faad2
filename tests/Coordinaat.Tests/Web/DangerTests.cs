using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>R1: somebody says "he does not breathe" while the form is half filled.</summary>
public sealed class DangerTests
{
    [Fact]
    public async Task What_was_typed_is_read_aloud_and_comes_back_and_the_call_stands_first()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 3, 0));
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var desk = await browser.SignInAsync(server.Url, "coordinator");
        var post = await browser.SignInAsync(server.Url, "triagist");
        await post.GotoAsync("/zorgvragen/nieuw");

        // Nobody answered the question yet: neither yes nor no.
        Assert.Equal(0, await post.Locator("[name='isLifeThreat']:checked").CountAsync());
        await post.Locator("#phone").PressSequentiallyAsync("033 555 12 34");
        await post.FillAsync("#postcode", "3811 AB");
        await post.FillAsync("#place", "Achter de schuur van nummer 7");
        await post.CheckAsync("[name='isLifeThreat'][value='true']");
        await post.ClickLinkAsync("Toon wat je voorleest");

        var script = await post.Locator(".read-aloud").InnerTextAsync();
        Assert.Contains("Achter de schuur van nummer 7", script, StringComparison.Ordinal);
        Assert.Contains("033 555 12 34", script, StringComparison.Ordinal);

        await post.ClickLinkAsync("Leg daarna de zorgvraag vast");
        Assert.True(await post.Locator("[name='isLifeThreat'][value='true']").IsCheckedAsync());
        await post.SelectOptionAsync("#requester", "Citizen");
        await post.Locator("#phone").PressAsync("Control+Enter");

        await post.FillAsync("#centralist", "M. Kamer");
        await desk.Locator("[data-act='HandOverLifeThreat']").WaitForAsync();
        await post.SendAsync("Overgedragen");
        await desk.Locator("[data-act='HandOverLifeThreat']").WaitForAsync(
            new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
    }
}
