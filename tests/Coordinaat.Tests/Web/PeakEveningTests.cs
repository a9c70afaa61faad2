using Coordinaat.Domain.Telephone;
using Coordinaat.Simulation;
using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>S13: callers wait 45 minutes. The shift leader opens call-backs and overflow, the
/// neighbouring post helps, the meldkamer sees it, an alarm sign jumps the queue, and afterwards
/// the figures say what happened and why.</summary>
public sealed class PeakEveningTests
{
    private const string Line = "hazelaar-overig";
    private static readonly LocalDateTime Evening = new(2026, 11, 27, 20, 30);

    [Fact]
    public async Task A_queue_of_45_minutes_is_relieved_seen_and_explained()
    {
        var time = new MovedTime(Evening);
        await using var server = await WebServer.StartDemoAsync(time);
        using var exchange = await ExchangeLine.ConnectAsync(server);
        _ = await exchange.TellAsync(Enumerable.Range(0, 8).Select(
            n => Offered(server, $"q{n}", 45 - n)));
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var lead = await browser.SignInAsync(server.Url, "coordinator");
        var neighbour = await browser.SignInAsync(server.Url, "triagist");
        var meldkamer = await browser.SignInAsync(server.Url, "meldkamer", 360, 740);
        await meldkamer.GotoAsync("/telefoon/druk");
        Assert.Equal("8", await meldkamer.Locator(
            $"tr[data-line='{Line}'][data-late] [data-waiting]").InnerTextAsync());
        await neighbour.GotoAsync("/telefoon");
        Assert.Equal(0, await neighbour.Locator("li.call").CountAsync());

        await lead.GotoAsync("/telefoon");
        await OpenAsync(lead, "Open terugbellen", null);
        await OpenAsync(lead, "Open overloop naar HAP Keienburg overig", "regiearts Keienburg");
        await neighbour.Locator("li.call").Nth(7).WaitForAsync();
        await meldkamer.GetByText("terugbellen, overloop").WaitForAsync();
        await lead.ScreenshotAsync(new()
        {
            Path = Pictures.PathOf("telefoon-piek.png"), FullPage = true,
        });

        // Who comes last with an alarm sign stands first, on both posts.
        _ = await exchange.TellAsync(
            [Offered(server, "alarm", 0) with { Sign = CallSign.Alarm }]);
        await neighbour.Locator("[data-list='waiting'] li.call:first-child .call-sign")
            .WaitForAsync();
        await TakeAsync(neighbour, lead);
        await CallBackAsync(lead);

        _ = await exchange.TellAsync(
            [new("q7", Line, CallFact.Abandoned, server.Engine.Now, "", "", null)]);
        await lead.GotoAsync("/telefoon/cijfers");
        var row = lead.Locator($"tr[data-line='{Line}']");
        Assert.Equal("9", await row.Locator("[data-offered]").InnerTextAsync());
        Assert.Contains("11,1%", await row.Locator("[data-abandoned]").InnerTextAsync(), In);
        Assert.Contains("Meer bellers dan verwacht", await row.InnerTextAsync(), In);
        await lead.ScreenshotAsync(new()
        {
            Path = Pictures.PathOf("telefoon-cijfers.png"), FullPage = true,
        });
    }

    private const StringComparison In = StringComparison.Ordinal;

    private static async Task OpenAsync(IPage lead, string button, string? agreedWith)
    {
        var line = lead.Locator($"tr[data-line='{Line}']");
        await line.Locator("summary").ClickAsync();
        var form = line.Locator(
            "form", new() { Has = lead.GetByRole(AriaRole.Button, new() { Name = button }) });
        await form.Locator("[name='cause']").SelectOptionAsync("peak");
        if (agreedWith is not null)
        {
            await form.Locator("[name='agreedWith']").FillAsync(agreedWith);
        }

        await lead.SendAsync(form.Locator("button"));
    }

    // The neighbour takes it, and gets the number; the leader sees who has it.
    private static async Task TakeAsync(IPage neighbour, IPage lead)
    {
        await neighbour.AndLoadAsync(() => neighbour
            .Locator("[data-list='waiting'] li.call:first-child .call-take").ClickAsync());
        Assert.Contains("/zorgvragen/nieuw?gesprek=", neighbour.Url, In);
        Assert.DoesNotContain("0612", neighbour.Url, In);
        Assert.StartsWith("0612", await neighbour.InputValueAsync("#phone"), In);
        await lead.Locator("li.call [data-claim]", new()
        {
            HasText = "Huisartsenspoedpost Keienburg",
        }).WaitForAsync();
    }

    // Not without the question, and then on the list at its own place.
    private static async Task CallBackAsync(IPage lead)
    {
        var call = lead.Locator("[data-list='waiting'] li.call[data-call='1']");
        await call.Locator("summary").ClickAsync();
        var button = call.GetByRole(AriaRole.Button, new() { Name = "Zet op de terugbellijst" });
        await button.ClickAsync();
        await call.Locator(".refusal", new() { HasText = "levensgevaar" }).WaitForAsync();
        await call.Locator("[name='wasChecked']").CheckAsync();
        await lead.SendAsync(button);
        await lead.Locator("[data-list='call-backs'] li[data-call='1']").WaitForAsync();
    }

    private static ExchangeEvent Offered(WebServer server, string call, int minutesAgo) => new(
        call, Line, CallFact.Offered, server.Engine.Now - Duration.FromMinutes(minutesAgo),
        $"06123400{minutesAgo:D2}", "", null);
}
