using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>FR-T6: a triagist asks the mental-health colleague who is on duty, who sees the case
/// and not the person, and answers; the dossier shows it live with name and response time.
/// </summary>
public sealed class ConsultationPageTests
{
    private static readonly LocalDateTime Evening = new(2026, 11, 23, 21, 40);

    [Fact]
    public async Task A_colleague_is_asked_sees_the_case_and_not_the_person_and_answers_live()
    {
        var time = new MovedTime(Evening);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var post = await browser.SignInAsync(server.Url, "coordinator");
        var colleague = await browser.SignInAsync(server.Url, "consulent", 360, 740);
        Assert.EndsWith("/overleg", colleague.Url, StringComparison.Ordinal);
        var request = await post.RegisterAsync(
            "R. Stilstra", "Staat op straat te roepen, weigert hulp.");
        await post.JudgeAsync("U3");

        // Who can be reached at this hour, with the number.
        await post.Locator(".ask-colleague > summary").ClickAsync();
        var ggz = post.Locator(
            ".ask-colleague label:has(input[value='mh-triage/ggz'])");
        var reached = await ggz.InnerTextAsync();
        Assert.Contains("M. Elsinga", reached, StringComparison.Ordinal);
        Assert.Contains("033-5550121", reached, StringComparison.Ordinal);
        await ggz.ClickAsync();
        await post.FillAsync("#colleague-question", "Kan de crisisdienst vanavond langs?");
        await post.SendAsync("Vraag om advies");
        await post.Locator(".colleagues .judgement .clock").WaitForAsync();

        var card = colleague.Locator(".consultation");
        await card.WaitForAsync();
        var shown = await card.InnerTextAsync();
        foreach (var part in new[] { "crisisdienst vanavond", "Staat op straat", "U3", "GGZ" })
        {
            Assert.Contains(part, shown, StringComparison.Ordinal);
        }

        var all = await colleague.ContentAsync();
        foreach (var part in new[] { "Stilstra", "Dorpsstraat", "033 555 12 34", "3811" })
        {
            Assert.DoesNotContain(part, all, StringComparison.Ordinal);
        }

        Assert.True(await colleague.EvaluateAsync<bool>(
            "document.documentElement.scrollWidth <= window.innerWidth"));
        await colleague.ScreenshotAsync(new()
        {
            Path = Pictures.PathOf("overleg-vraag.png"), FullPage = true,
        });
        await card.Locator("[name='words']").FillAsync("Ja, team is er binnen het uur.");
        await colleague.SendAsync("Geef advies");

        var answer = post.Locator(".colleagues .judgement[data-answered]");
        await answer.WaitForAsync();
        var told = await answer.InnerTextAsync();
        Assert.Contains("team is er binnen het uur", told, StringComparison.Ordinal);
        Assert.Contains("Margot Elsinga", told, StringComparison.Ordinal);
        Assert.Contains("antwoord na", told, StringComparison.Ordinal);
        Assert.NotEqual("", await answer.Locator("[data-response]").InnerTextAsync());
        await post.ScreenshotAsync(new()
        {
            Path = Pictures.PathOf("overleg-antwoord.png"), FullPage = true,
        });

        // Until somebody says it was read it asks for action.
        var desk = await browser.SignInAsync(server.Url, "coordinator");
        await desk.GotoAsync("/regiekamer");
        var ready = desk.Locator("[data-act='advice']");
        Assert.Contains("Lees het advies", await ready.InnerTextAsync(), StringComparison.Ordinal);
        await post.SendAsync("Gelezen");
        await ready.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        var refused = await colleague.GotoAsync($"/zorgvragen/{request}");
        Assert.Equal(403, refused!.Status);
    }
}
