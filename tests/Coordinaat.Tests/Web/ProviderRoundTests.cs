using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// A provider's round on a phone of 360 px, while the coordinator's board stands open: figures,
/// "ongewijzigd", a stop from its announcement to its end, crowding. Nobody reloads the board.
/// </summary>
public sealed class ProviderRoundTests
{
    private static readonly LocalDateTime Morning = new(2026, 11, 23, 9, 40);
    private const string Emergency = "SEH, Keienburg";

    [Fact]
    public async Task A_round_on_a_phone_is_seen_on_the_board_as_it_goes()
    {
        var time = new MovedTime(Morning);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var phone = await browser.SignInAsync(server.Url, "keienburg", 360, 740);
        var board = await browser.SignInAsync(server.Url, "coordinator");
        await board.GotoAsync("/capaciteit?soort=ed");
        var row = board.Locator("[data-list='board'] tr").Filter(new() { HasText = Emergency });
        await row.WaitForAsync();

        await phone.GotoAsync("/mijn-capaciteit");
        await CheckNoWiderThanTheScreenAsync(phone);
        await phone.SendAsync("Ongewijzigd – bevestig alles");
        var card = phone.Locator(".pool").Filter(new() { HasText = Emergency });
        await card.Locator("[name='occupied']").FillAsync("19");
        await phone.SendAsync(
            card.GetByRole(AriaRole.Button, new() { Name = "Meld", Exact = true }));
        await Eventually.HoldsAsync(
            async () => (await row.InnerTextAsync()).Contains("19 / 21", StringComparison.Ordinal),
            "the figures on the board");

        await StopAsync(phone, card, "Impending");
        await row.Locator(".stop-line[data-level='Impending']").WaitForAsync();
        await StopAsync(phone, card, "Active");
        await row.Locator(".stop-line[data-level='Active']").WaitForAsync();
        await row.Locator("[data-sign='Closed']").WaitForAsync();
        await phone.SendAsync(card.GetByRole(AriaRole.Button, new() { Name = "Verleng" }));
        await row.GetByText("1× verlengd").WaitForAsync();

        await board.ScreenshotAsync(new() { Path = Pictures.PathOf("stop-op-het-bord.png") });
        await phone.SendAsync(
            card.GetByRole(AriaRole.Button, new() { Name = "Beëindig de stop" }));
        await row.Locator(".stop-line").WaitForAsync(new()
        {
            State = WaitForSelectorState.Detached,
        });

        await MeasureAsync(phone, card);
        await row.Locator(".crowding").WaitForAsync();
    }

    private static async Task StopAsync(IPage phone, ILocator card, string level)
    {
        await card.GetByRole(AriaRole.Link, new() { Name = "Stop melden" }).ClickAsync();
        await phone.Locator("[data-agreed]").WaitForAsync();
        Assert.NotEqual(0, await phone.GetByText("SEH, Hazelaar").CountAsync());
        await CheckNoWiderThanTheScreenAsync(phone);
        await phone.Locator($"[name='level'][value='{level}']").CheckAsync();
        await phone.ScreenshotAsync(new()
        {
            Path = Pictures.PathOf($"stop-melden-{level}.png"), FullPage = true,
        });
        await phone.SendAsync("Meld stop");
    }

    private static async Task MeasureAsync(IPage phone, ILocator card)
    {
        await card.Locator(".crowding-form summary").ClickAsync();
        foreach (var (name, value) in new[]
        {
            ("patients", "30"), ("waiting", "6"), ("boarding", "5"), ("ventilated", "1"),
            ("longestBoardingMinutes", "300"), ("lastPlacementMinutes", "60"),
        })
        {
            await card.Locator($"[name='{name}']").FillAsync(value);
        }

        await phone.SendAsync("Leg drukte vast");
    }

    private static async Task CheckNoWiderThanTheScreenAsync(IPage phone) => Assert.True(
        await phone.EvaluateAsync<bool>(
            "document.documentElement.scrollWidth <= window.innerWidth"));
}
