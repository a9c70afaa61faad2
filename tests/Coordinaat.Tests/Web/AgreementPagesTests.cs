using Coordinaat.Domain.Agreements;
using Coordinaat.Tests.Support;
using Microsoft.Playwright;

namespace Coordinaat.Tests.Web;

/// <summary>
/// Three parties agree in a browser: one writes a rule and tries it on the past, each signs at its
/// own screen, and the desk works by it from the last signature on.
/// </summary>
public sealed class AgreementPagesTests
{
    private const string Home = "/afspraken/elv-avond";

    [Fact]
    public async Task Three_parties_write_try_and_sign_and_the_desk_works_by_it()
    {
        await using var server = await WebServer.StartDemoAsync();
        await using var browser = await Browser.LaunchAsync();
        var page = await browser.SignInAsync(server.Url, "regiomanager");
        await page.GotoAsync(Home + "/bewerken");
        await page.Locator("summary", new() { HasText = "Regel erbij" }).ClickAsync();
        await page.FillAsync("#rule-name", "Liever naar Vlierdonk");
        await page.SelectOptionAsync("#rule-kind", "prefer");
        await page.FillAsync("#rule-minutes", "20");
        await page.Locator("summary", new() { HasText = "Alleen voor deze plekken" }).ClickAsync();
        await page.SelectOptionAsync("#rule-orgs", "vlierdonk");
        await page.ClickAsync("text=Voeg de regel toe");
        await page.Locator(".rule-list li", new() { HasText = "Liever naar Vlierdonk" })
            .WaitForAsync();
        Assert.Equal(6, server.World.Agreements.Find("elv-avond")!.Newest.Terms.Rules.Length);

        await page.GotoAsync(Home);
        Assert.Equal(0, await page.Locator("text=Teken namens").CountAsync());
        await page.ClickAsync("text=Draai proef op de laatste 30 dagen");
        await page.Locator("h1", new() { HasText = "Proefdraai" }).WaitForAsync();
        Assert.Contains("Precies zo herhaald", await page.TextContentAsync(".dry-run"),
            StringComparison.Ordinal);
        await page.ClickAsync("text=Terug naar de afspraak");
        await page.ClickAsync("text=Teken namens");
        await page.Locator("li", new() { HasText = "Karel Boonstra" }).WaitForAsync();

        await page.GotoAsync("/afspraken");
        var signing = page.Locator("table.agreements tr", new() { HasText = "wacht op" });
        await signing.WaitForAsync();
        foreach (var party in new[] { "vlierdonk", "moerbeistee" })
        {
            Assert.Empty(InForce(server));
            var ward = await browser.SignInAsync(server.Url, party);
            await ward.GotoAsync("/afspraken");
            await ward.AndLoadAsync(() => ward.ClickAsync(".to-sign a"));
            await ward.SendAsync(ward.GetByText("Teken namens"));
            await ward.Locator("li", new() { HasText = "nog niet" }).First
                .Or(ward.Locator("[data-status='InForce']")).First.WaitForAsync();
        }

        // The list says so by itself, where somebody has it open.
        await page.Locator("table.agreements tr", new() { HasText = "ELV" })
            .Locator("td", new() { HasText = "versie 1 van kracht" }).First.WaitForAsync();
        Assert.Equal(0, await signing.CountAsync());
        await page.GotoAsync(Home);
        Assert.Equal(
            "InForce", await page.Locator("[data-status]").GetAttributeAsync("data-status"));
        Assert.Single(InForce(server));

        // A next version says in words what is different, and binds nobody yet.
        await page.GotoAsync(Home + "/bewerken");
        await page.ClickAsync("[aria-label='Haal weg: Liever naar Vlierdonk']");
        await Assertions.Expect(page.Locator(".rule-list li")).ToHaveCountAsync(5);
        await page.GotoAsync(Home);
        Assert.Contains(
            "dichterbij", await page.Locator(".differences del").TextContentAsync(),
            StringComparison.Ordinal);
        Assert.Equal(
            1, Assert.Single(InForce(server)).Version.Number);
    }

    // Beside the pathways that the demo has from the start.
    private static IEnumerable<(Agreement Agreement, AgreementVersion Version)> InForce(
        WebServer server) => server.World.Agreements.InForce(server.Engine.Now)
            .Where(a => a.Agreement.Code != "zorgpaden");

    [Fact]
    public async Task What_is_no_agreement_is_refused_in_words_and_keeps_what_was_typed()
    {
        await using var server = await WebServer.StartDemoAsync();
        await using var browser = await Browser.LaunchAsync();
        var page = await browser.SignInAsync(server.Url, "regiomanager");
        await page.GotoAsync("/afspraken/nieuw");
        await page.FillAsync("#code", "nacht");
        await page.FillAsync("#title", "Nacht");
        await page.ClickAsync("main .main-button");
        await page.Locator(".form-message", new() { HasText = "Kies wie er tekent" })
            .WaitForAsync();
        Assert.Equal("Nacht", await page.InputValueAsync("#title"));
        Assert.Null(server.World.Agreements.Find("nacht"));
    }
}
