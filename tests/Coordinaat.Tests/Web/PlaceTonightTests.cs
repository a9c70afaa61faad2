using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// S1: at 22:10 a GP post looks for a bed for an older woman. Nobody reloads a page: what one side
/// does appears at the other.
/// </summary>
public sealed class PlaceTonightTests
{
    private static readonly LocalDateTime Morning = new(2026, 11, 23, 8, 40);

    [Fact]
    public async Task S1_a_bed_is_found_at_night_asked_accepted_travelled_to_and_handed_over()
    {
        var time = new MovedTime(Morning);
        await using var server = await WebServer.StartDemoAsync(time);

        // The figures of the morning are too old at night; two houses confirm theirs.
        time.Move(TimeSpan.FromHours(13.5));
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var near = await browser.SignInAsync(server.Url, "vlierdonk", 360, 740);
        await ConfirmAsync(near);
        var far = await browser.SignInAsync(server.Url, "moerbeistee", 360, 740);
        await ConfirmAsync(far);

        var desk = await browser.SignInAsync(server.Url, "coordinator");
        var post = await browser.SignInAsync(server.Url, "triagist");
        var number = await post.RegisterAsync(
            "M. de Boer", "Vrouw van 84, gevallen, geen breuk, kan niet alleen zijn.");
        await post.JudgeAsync("U3");

        await TakeFromControlRoomAsync(desk, number);
        await desk.DescribeNeedAsync("elv-low", "Low", "own-car");
        await CheckUnknownComesAfterKnownAsync(desk);

        await desk.AskFirstAsync();
        await RefuseAsync(near, "no-staff");
        await desk.Locator(".offer-list li[data-state='Refused']").WaitForAsync();

        var board = await browser.SignInAsync(server.Url, "regiomanager");
        await board.GotoAsync("/capaciteit?soort=elv-low");
        await desk.AskAsync("ELV laag, Moerbeistee Soest");
        var before = await CountAsync(board, "ELV laag, Moerbeistee Soest");
        Assert.Equal(0, await far.GetByText("M. de Boer").CountAsync());
        await far.SendAsync(far.Locator(".question .yes-button"));

        // The yes, and the place that it takes, on three screens.
        await desk.Locator(".stage[data-stage='PlaceHeld']").WaitForAsync();
        await far.GetByText("M. de Boer").WaitForAsync();
        await Eventually.HoldsAsync(
            async () => await CountAsync(board, "ELV laag, Moerbeistee Soest") == before - 1,
            "one place less on the board");

        await FinishAsync(desk, far);
        await post.GotoAsync($"/zorgvragen/{number}");
        await post.Locator(".stage[data-stage='Closed']").WaitForAsync();
    }

    private static async Task ConfirmAsync(IPage provider)
    {
        await provider.GotoAsync("/mijn-capaciteit");
        await provider.Locator(".places[data-sign='Unknown']").First.WaitForAsync();
        await provider.SendAsync("Ongewijzigd – bevestig alles");
        await provider.Locator(".places:not([data-sign='Unknown'])").First.WaitForAsync();
        await provider.GotoAsync("/vragen-aan-ons");
    }

    private static async Task TakeFromControlRoomAsync(IPage desk, int number)
    {
        var row = desk.Locator($"[data-list='now'] [data-key='r{number}'] a");
        await desk.AndLoadAsync(() => row.ClickAsync());
        await desk.SendAsync("Neem over");
        await desk.Locator(".head-facts", new() { HasText = "Noor Wiersma" }).WaitForAsync();
    }

    // Too old is unknown: shown with its own sign, below what is known, and never as free.
    private static async Task CheckUnknownComesAfterKnownAsync(IPage desk)
    {
        var signs = await desk.Locator(".candidate .places").EvaluateAllAsync<string[]>(
            "all => all.map(e => e.dataset.sign)");
        Assert.Contains("Unknown", signs);
        Assert.Contains(signs, s => s != "Unknown");
        Assert.Equal(signs.OrderBy(s => s == "Unknown"), signs);
    }

    private static async Task RefuseAsync(IPage provider, string reason)
    {
        await provider.Locator(".question .no-button").First.ClickAsync();
        await provider.Locator(".question select[name='reason']").First.SelectOptionAsync(reason);
        await provider.SendAsync("Nee, om deze reden");
        await provider.Locator(".question").WaitForAsync(
            new() { State = WaitForSelectorState.Detached });
    }

    private static async Task FinishAsync(IPage desk, IPage house)
    {
        await desk.FillAsync("#sending", "K. Waarneming");
        await desk.FillAsync("#admitting", "L. Huisarts");
        await desk.SendAsync("De opname is rond");
        await desk.Locator(".stage[data-stage='Agreed']").WaitForAsync();
        await desk.CheckAsync("input[name='given'][value='Yes']");
        await desk.SendAsync("Leg vast");
        await desk.SendAsync("Vraag vervoer aan");
        await desk.SendAsync("Vertrokken");
        await desk.Locator(".stage[data-stage='Underway']").WaitForAsync();

        await house.SendAsync("De patiënt is er");
        await house.FillAsync("#receiver", "zr. Nacht");
        await house.SendAsync("Overdracht aanvaard");
        await desk.Locator(".stage[data-stage='HandedOver']").WaitForAsync();
        Assert.Contains(
            "L. Huisarts", await desk.Locator(".head-facts").InnerTextAsync(),
            StringComparison.Ordinal);
        await desk.SendAsync("Sluit: de patiënt heeft de plek");
        await desk.Locator(".stage[data-stage='Closed']").WaitForAsync();
    }

    private static async Task<int> CountAsync(IPage board, string unit) => int.Parse(
        await board.Locator("tr", new() { HasText = unit }).Locator(".count").InnerTextAsync(),
        System.Globalization.CultureInfo.InvariantCulture);
}
