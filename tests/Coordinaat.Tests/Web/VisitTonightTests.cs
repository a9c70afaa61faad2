using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// S6, S7 and S12: at night a GP post asks for a nurse because of a catheter. Only a nurse who is
/// competent goes, only the team that said yes reads where the key is, and the GP hears of it.
/// </summary>
public sealed class VisitTonightTests
{
    private const string Night = "Nachtteam Leemgaard";
    private static readonly LocalDateTime Late = new(2026, 11, 23, 23, 5);

    [Fact]
    public async Task A_catheter_at_night_is_ordered_accepted_done_and_handed_back_to_the_gp()
    {
        var time = new MovedTime(Late);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var post = await browser.SignInAsync(server.Url, "triagist");
        var team = await browser.SignInAsync(server.Url, "leemgaard", 360, 740);
        await post.RegisterAsync("J. Kater", "Katheter losgeschoten, kan niet plassen.");
        await post.JudgeAsync("U3");
        await post.DescribeNeedAsync("district-nursing", "Medium", "");
        await OrderAsync(post);
        await team.GotoAsync("/vragen-aan-ons");
        await post.AskAsync(Night);

        // R14: asked, the team sees the task and the window, and that there is something to know.
        var question = team.Locator(".question");
        await question.WaitForAsync();
        var asked = await question.InnerTextAsync();
        Assert.Contains("Katheter inbrengen", asked, StringComparison.Ordinal);
        Assert.Contains("voorbehouden handeling", asked, StringComparison.Ordinal);
        Assert.Contains("veiligheidsnotitie aanwezig", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", await team.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("herder", await team.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Kater", await team.ContentAsync(), StringComparison.Ordinal);
        await team.SendAsync(question.Locator(".yes-button"));

        await post.Locator(".stage[data-stage='Agreed']").WaitForAsync();
        await team.GotoAsync("/bezoeken");
        var card = team.Locator(".visit-card");
        var shown = await card.InnerTextAsync();
        Assert.Contains("sleutelkluis 4711", shown, StringComparison.Ordinal);
        Assert.Contains("herder", shown, StringComparison.Ordinal);
        Assert.Contains("J. Kater", shown, StringComparison.Ordinal);
        await GoAsync(team, card, post);
        await HandBackAsync(team, card, post);
    }

    // A reserved act is not ordered without what R9 asks for.
    private static async Task OrderAsync(IPage post)
    {
        await post.Locator(".visit-order > summary").ClickAsync();
        await post.CheckAsync(".visit-form [name='tasks'][value='catheter-in']");
        await post.FillAsync("#visit-until", "01:00");
        await post.FillAsync("#visit-access", "sleutelkluis 4711, achterom");
        await post.FillAsync("#visit-safety", "herdershond loopt los");
        await RefusedAsync(post, ".visit-form", "Vraag het bezoek", "wie vraagt erom?");
        await post.FillAsync("#visit-prescriber", "dr. Nachtdienst");
        await post.SelectOptionAsync("#visit-prescriber-function", "gp");
        await post.FillAsync("#visit-prescribed", "CH14 inbrengen");
        await post.FillAsync("#visit-indication", "retentie");
        await RefusedAsync(post, ".visit-form", "Vraag het bezoek", "hoort het materiaal");
        await post.FillAsync("#visit-material", "CH14 ligt in de badkamer");
        await RefusedAsync(post, ".visit-form", "Vraag het bezoek", "antistolling?");
        await post.CheckAsync("[name='anticoagulants'][value='Unknown']");
        await post.SendAsync("Vraag het bezoek");
        await post.Locator(".visit [data-note='safety']").WaitForAsync();
    }

    private static async Task GoAsync(IPage team, ILocator card, IPage post)
    {
        Assert.True(await team.EvaluateAsync<bool>(
            "document.documentElement.scrollWidth <= window.innerWidth"));
        await card.Locator("[name='nurse']").FillAsync("zr. Nacht");
        await card.Locator("[name='expectedAt']").FillAsync("00:15");
        await RefusedAsync(team, ".visit-nurse", "Wijs toe", "niet bekwaam verklaard");
        await card.Locator("[name='competentFor'][value='catheter-in']").CheckAsync();
        await team.ScreenshotAsync(new()
        {
            Path = Pictures.PathOf("bezoek-toewijzen.png"), FullPage = true,
        });
        await team.SendAsync("Wijs toe");
        await post.Locator(".visit [data-nurse]", new() { HasText = "zr. Nacht" }).WaitForAsync();
        await team.SendAsync("Onderweg");
        await post.Locator(".stage[data-stage='Underway']").WaitForAsync();
        await team.SendAsync("Bij de patiënt");
        await post.Locator(".stage[data-stage='Arrived']").WaitForAsync();
    }

    private static async Task HandBackAsync(IPage team, ILocator card, IPage post)
    {
        await card.Locator("[name='outcome']").SelectOptionAsync("Partly");
        await RefusedAsync(team, ".visit-outcome", "Leg de uitkomst vast", "wat je zag");
        await card.Locator("[name='done']").FillAsync("CH14 ingebracht, 600 ml");
        await card.Locator("[name='found']").FillAsync("urine helder, geen koorts");
        await card.Locator("[name='advice']").FillAsync("morgen bloeddruk nameten");
        await team.SendAsync("Leg de uitkomst vast");

        // Something was left undone: the desk is told, and the key's place is read no more.
        await post.Locator("#step-title", new() { HasText = "wat nu?" }).WaitForAsync();
        await post.Locator("[data-not-handed-back]").WaitForAsync(
            new() { State = WaitForSelectorState.Attached });
        Assert.DoesNotContain("4711", await team.ContentAsync(), StringComparison.Ordinal);
        var report = await card.Locator(".report").InnerTextAsync();
        foreach (var part in new[]
        {
            "S – Gevraagd: Katheter inbrengen", "O – Bevonden: urine helder",
            "E – Uitkomst: Deels gedaan; CH14 ingebracht", "P – Advies: morgen bloeddruk",
        })
        {
            Assert.Contains(part, report, StringComparison.Ordinal);
        }

        foreach (var word in new[] { "Kater\n", "J. Kater", "Dorpsstraat", "herder", "zr. Nacht" })
        {
            Assert.DoesNotContain(word, report, StringComparison.Ordinal);
        }

        await card.GetByText("Kopieer de terugkoppeling").ClickAsync();
        await Eventually.HoldsAsync(
            async () => (await card.Locator("[data-copied]").InnerTextAsync()).Length > 0,
            "the report is copied, or selected");
        await card.Locator("[name='receiver']").FillAsync("Huisartsenpraktijk De Brug");
        await team.SendAsync("Teruggekoppeld aan de huisarts");
        await post.Locator(".visit [data-handed-back]", new() { HasText = "De Brug" })
            .WaitForAsync();
        await post.ScreenshotAsync(new()
        {
            Path = Pictures.PathOf("bezoek-teruggekoppeld.png"), FullPage = true,
        });
        Assert.Equal(0, await post.Locator("[data-not-handed-back]").CountAsync());
        await post.SendAsync("Sluit: de patiënt heeft de plek");
        await post.Locator(".stage[data-stage='Closed']").WaitForAsync();
        await team.GotoAsync("/bezoeken");
        Assert.Equal(0, await team.GetByText("4711").CountAsync());
    }

    private static async Task RefusedAsync(IPage page, string form, string button, string why)
    {
        await page.Locator(form).GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await page.Locator($"{form} .refusal", new() { HasText = why }).WaitForAsync();
    }
}
