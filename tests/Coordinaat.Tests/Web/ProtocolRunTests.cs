using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// A triagist answers a protocol with single keys, and decides. What was answered survives a desk
/// that dies; a key that is pressed twice answers nothing that nobody read.
/// </summary>
public sealed class ProtocolRunTests
{
    private const int PressesMax = 25;
    private static readonly LocalDateTime Evening = new(2026, 11, 23, 19, 40);
    private int presses;

    [Fact]
    public async Task A_fall_is_taken_to_its_urgency_with_no_mouse_and_at_most_25_key_presses()
    {
        var time = new MovedTime(Evening);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var page = await browser.SignInAsync(server.Url, "triagist");
        await page.GotoAsync("/zorgvragen/nieuw");
        await page.Locator("#phone:focus").WaitForAsync();
        await page.Keyboard.TypeAsync("033 555 12 34");
        await TypeAsync(page, "#postcode", "3811 AB");
        await TypeAsync(page, "#place", "Dorpsstraat 12");
        await TabToAsync(page, "[name='isLifeThreat']");
        await PressAsync(page, "Space");
        await TabToAsync(page, "#requester");
        await PressAsync(page, "h");
        await TypeAsync(page, "#story", "Gevallen, ligt op de grond, geen pijn.");
        await page.AndLoadAsync(() => PressAsync(page, "Control+Enter"));

        // Alt+P works from the field that has the cursor.
        await page.AndLoadAsync(() => PressAsync(page, "Alt+p"));
        await AnswerAsync(page, "Val");
        foreach (var answer in new[] { "Ja, vrij", "Nee, ademt rustig", "Nee", "Ja, helder" })
        {
            await AnswerAsync(page, answer);
        }

        await ComesBackElsewhereAsync(browser, server, "op het hoofd gevallen");
        foreach (var answer in new[] { "Nee", "Nee", "Gestruikeld", "Nee, ligt nog" })
        {
            await AnswerAsync(page, answer);
        }

        await page.Locator(".proposed .urgency[data-urgency='U3']").WaitForAsync();
        var shown = await page.InnerTextAsync("main");
        Assert.Contains("komt niet zelf overeind", shown, StringComparison.Ordinal);
        Assert.Contains("Til niet alleen", shown, StringComparison.Ordinal);
        Assert.Contains("als er na een uur niemand is", shown, StringComparison.Ordinal);
        Assert.Contains("niet voor klinisch gebruik", shown, StringComparison.Ordinal);
        await page.ScreenshotAsync(new()
        {
            Path = Pictures.PathOf("protocol-voorstel.png"), FullPage = true,
        });
        await page.AndLoadAsync(() => PressAsync(page, "Enter"));
        await page.Locator(".head-line .urgency", new() { HasText = "U3" }).WaitForAsync();
        Assert.True(presses <= PressesMax, $"{presses} key presses");
        var triage = server.World.Triage.Judgements.Find(
            int.Parse(page.Url[(page.Url.LastIndexOf('/') + 1)..],
                System.Globalization.CultureInfo.InvariantCulture) - 1)!.Current!;
        Assert.Equal(
            ("coordinaat-demo", "val-oudere 1", "U3", "U3"),
            (triage.System, triage.SystemVersion, triage.Proposed, triage.Urgency));
        await page.GetByText("Til niet alleen").First.WaitForAsync();
    }

    [Fact]
    public async Task A_step_counts_once_goes_back_and_another_urgency_needs_a_reason()
    {
        var time = new MovedTime(Evening);
        await using var server = await WebServer.StartDemoAsync(time);
        using var triagist = await server.SignInAsync("triagist");
        var registered = await triagist.DoAsync("/api/care-requests", new Patient(1).Intake());
        var id = registered.GetProperty("request").GetInt32();
        var here = $"/zorgvragen/{id}/protocol";
        async Task<string> StepAsync(params (string, string)[] fields)
        {
            var reply = await triagist.FormAsync(
                here, [("protocol", "pijn-borst 1"), .. fields]);
            Assert.True(reply.Status < 400, reply.Body);
            return (await triagist.GetAsync(here)).Body;
        }

        Assert.Contains("klinkt dat vrij", await StepAsync(), StringComparison.Ordinal);
        var second = await StepAsync(("given", "0"), ("answer", "ja"));
        Assert.Contains("naar adem happen", second, StringComparison.Ordinal);

        // The same page sent again, a made-up answer: nothing moves.
        await StepAsync(("given", "0"), ("answer", "nee"));
        await StepAsync(("given", "1"), ("answer", "ooit"));
        Assert.Contains("name=\"given\" value=\"1\"",
            (await triagist.GetAsync(here)).Body, StringComparison.Ordinal);
        Assert.Contains(
            "klinkt dat vrij", await StepAsync(("given", "1"), ("back", "true")),
            StringComparison.Ordinal);
        var early = await triagist.FormAsync(
            $"{here}/vastleggen", ("protocol", "pijn-borst 1"), ("given", "0"), ("urgency", "U1"));
        Assert.Equal(409, early.Status);
        await StepAsync(("given", "0"), ("answer", "nee"));
        var unreasoned = await triagist.HxFormAsync(
            $"{here}/vastleggen", ("protocol", "pijn-borst 1"), ("given", "1"), ("urgency", "U1"));
        Assert.Equal(422, unreasoned.Status);
        var done = await triagist.FormAsync(
            $"{here}/vastleggen", ("protocol", "pijn-borst 1"), ("given", "1"), ("urgency", "U1"),
            ("reason", "praat inmiddels"));
        Assert.True(done.Status < 400, done.Body);
        var current = server.World.Triage.Judgements.Find(id - 1)!.Current!;
        Assert.Equal(("U0", "U1"), (current.Proposed, current.Urgency));
        Assert.DoesNotContain(
            "pijn-borst", (await triagist.GetAsync("/zorgvragen/nieuw")).Body,
            StringComparison.Ordinal);
    }

    private async Task AnswerAsync(IPage page, string answer)
    {
        var button = page.Locator(".choices button", new() { HasText = answer }).First;
        var digit = await button.GetAttributeAsync("data-digit");
        await page.AndLoadAsync(() => PressAsync(page, digit!));
    }

    private static async Task ComesBackElsewhereAsync(
        Browser browser, WebServer server, string question)
    {
        var other = await browser.SignInAsync(server.Url, "triagist");
        var number = server.World.Access.ListOpen().Max(r => r.Id.Value);
        await other.GotoAsync($"/zorgvragen/{number}/protocol");
        await other.Locator("#question", new() { HasText = question }).WaitForAsync();
        await other.GotoAsync("/zorgvragen/nieuw");
        Assert.Equal(0, await other.GetByText("Niet afgemaakt").CountAsync());
    }

    private async Task TypeAsync(IPage page, string field, string text)
    {
        await TabToAsync(page, field);
        await page.Keyboard.TypeAsync(text);
    }

    private async Task TabToAsync(IPage page, string field)
    {
        do
        {
            Assert.True(presses <= PressesMax, $"{field}: {presses} key presses");
            await PressAsync(page, "Tab");
        }
        while (!await page.EvaluateAsync<bool>($"document.activeElement.matches(\"{field}\")"));
    }

    private Task PressAsync(IPage page, string key)
    {
        presses++;
        return page.Keyboard.PressAsync(key);
    }
}
