using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// A ward without an account answers on the telephone that is registered: asked, opened, yes. The
/// desk sees it as it happens, and the same link says that it was used.
/// </summary>
public sealed class AnswerOnPhoneTests
{
    private static readonly LocalDateTime Evening = new(2026, 11, 23, 21, 40);

    [Fact]
    public async Task A_ward_says_yes_by_a_link_on_a_phone_and_the_desk_sees_it()
    {
        var time = new MovedTime(Evening);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var desk = await browser.SignInAsync(server.Url, "coordinator");
        var link = await AskByLinkAsync(desk, server, "elv-low", "Huize Vlierdonk");
        var phone = await browser.OpenAsync(server.Url, 360, 740);
        var told = new List<string>();
        phone.Request += (_, request) => told.AddRange(
            request.Headers.Where(h => h.Key is "referer" or "origin").Select(h => h.Value));
        await phone.GotoAsync(link);
        Assert.Equal(0, await phone.GetByText("M. de Boer").CountAsync());
        Assert.True(await phone.EvaluateAsync<bool>(
            "document.documentElement.scrollWidth <= window.innerWidth"));
        await phone.ScreenshotAsync(new()
        {
            Path = Pictures.PathOf("antwoordlink-telefoon.png"), FullPage = true,
        });

        await phone.FillAsync("[name='spokenName']", "Zr. Nachtegaal");
        await phone.SelectOptionAsync("[name='spokenFunction']", "Verpleegkundige");
        await phone.AndLoadAsync(() => phone.Locator(".yes-button").ClickAsync());
        await phone.GetByText("Deze link is gebruikt").WaitForAsync();
        await desk.Locator(".stage[data-stage='PlaceHeld']").WaitForAsync();
        await desk.GetByText("via de antwoordlink, door Zr. Nachtegaal").WaitForAsync();

        await phone.GotoAsync(link);
        await phone.GetByText("Deze link is gebruikt").WaitForAsync();
        Assert.Equal(0, await phone.Locator("form").CountAsync());
        Assert.NotEmpty(told);
        Assert.DoesNotContain(
            told, t => t.Contains(link.Split('/')[^1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reminder_and_a_condition_that_is_late_show_on_both_screens()
    {
        var time = new MovedTime(Evening);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var desk = await browser.SignInAsync(server.Url, "coordinator");
        _ = await AskByLinkAsync(desk, server, "elv-low", "Huize Vlierdonk");
        var ward = await browser.SignInAsync(server.Url, "vlierdonk", 360, 740);
        await ward.GotoAsync("/vragen-aan-ons");
        await ward.Locator(".question").WaitForAsync();
        Assert.Equal(0, await ward.GetByText("Herinnering").CountAsync());

        // U3: fifteen minutes to answer.
        await MoveAsync(server, time, 8);
        await ward.Locator(".question[data-alarm]").GetByText("Herinnering").WaitForAsync();
        await desk.GetByText("herinnerd, nog").WaitForAsync();
        await ward.Locator(".yes-if-button").ClickAsync();
        await ward.FillAsync("[name='words']", "als de medicatie meekomt");
        await ward.SelectOptionAsync("[name='conditionMinutes']", "15");
        await ward.SendAsync("Ja, mits dit");
        await ward.GetByText("Jullie ja, mits:").WaitForAsync();

        await MoveAsync(server, time, 16);
        await desk.Locator(".dossier-head [role='alert']").WaitForAsync();
        await ward.Locator(".placement [role='alert']").WaitForAsync();
        await ward.SendAsync("Aan de voorwaarde is voldaan");
        await desk.Locator(".dossier-head [role='alert']").WaitForAsync(
            new() { State = WaitForSelectorState.Detached });
        Assert.Equal(1, await desk.Locator(".stage[data-stage='PlaceHeld']").CountAsync());
    }

    // A clock that is moved wakes nobody: the next who asks something finds what is due.
    private static async Task MoveAsync(WebServer server, MovedTime time, int minutes)
    {
        time.Move(TimeSpan.FromMinutes(minutes));
        _ = await server.DoAsync(new EndStop([new UnitId(1)]));
    }

    // Leaves the desk on the dossier.
    private static async Task<string> AskByLinkAsync(
        IPage desk, WebServer server, string careType, string unit)
    {
        var number = await desk.RegisterAsync("M. de Boer", "Gevallen, kan niet alleen zijn.");
        await desk.JudgeAsync("U3");
        await desk.DescribeNeedAsync(careType, "Low", "taxi");
        await desk.AskAsync(unit);
        await desk.AndLoadAsync(() => desk.GetByRole(
            AriaRole.Button, new() { Name = "Maak antwoordlink" }).ClickAsync());
        var link = await desk.Locator("#link").InnerTextAsync();
        Assert.StartsWith(server.Url.ToString(), link, StringComparison.Ordinal);
        await desk.ScreenshotAsync(new() { Path = Pictures.PathOf("antwoordlink-desk.png") });
        await desk.GotoAsync($"/zorgvragen/{number}");
        return link;
    }
}
