using System.Text.Json;
using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// S7 and the end of S6: on a Sunday a nursing home calls about a catheter. The post looks beyond
/// its own car: a nurse of home care comes between 14:00 and 15:30, and what was avoided is kept.
/// </summary>
public sealed class AlternativeTests
{
    private const string Team = "Wijkteam Leemgaard";
    private static readonly LocalDateTime Sunday = new(2026, 11, 22, 13, 10);

    [Fact]
    public async Task On_a_sunday_a_catheter_goes_to_a_nurse_instead_of_the_car_of_the_gp_post()
    {
        var time = new MovedTime(Sunday);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var post = await browser.SignInAsync(server.Url, "triagist");
        using var team = await server.SignInAsync("leemgaard");
        await ReportAsync(team, occupied: 4);
        var id = await post.RegisterAsync(
            "J. Kater", "Katheter loopt niet, eigen verpleegkundige afwezig.",
            requester: "NursingHome");
        await AnswerAsync(server, id);
        await post.GotoAsync($"/zorgvragen/{id}/protocol");
        await post.AndLoadAsync(() => post.Keyboard.PressAsync("Enter"));
        var asked = (await team.GetAsync($"/api/care-requests/{id}/alternatives")).Status;
        Assert.Equal(403, asked);
        await ShowNowAsync(server, post, id, team);
        await ChooseAsync(post);
        await OrderAsync(post);
        await post.AskAsync(Team);

        await CarryOutAsync(team, id);
        await post.Locator(".visit [data-handed-back]").WaitForAsync();
        await post.SendAsync("Sluit: de patiënt heeft de plek");
        await post.Locator(".stage[data-stage='Closed']").WaitForAsync();
        Assert.Equal(
            ("catheter-blocked", "district-nursing", "gp-visit", "zorgpaden"),
            server.World.Triage[new(id)].Alternative is { } chosen
                ? (chosen.Complaint, chosen.Alternative, chosen.Avoided, chosen.Agreement)
                : default);
        await post.GetByText("in plaats van Visite van de huisartsenpost").First.WaitForAsync();
        using var desk = await server.SignInAsync("coordinator");
        var figures = (await desk.GetAsync("/api/broad-triage")).Json.GetProperty("avoided")[0];
        Assert.Equal("gp-visit", figures.GetProperty("avoided").GetString());
        Assert.Equal(1, figures.GetProperty("done").GetInt32());
        var page = (await desk.GetAsync("/onvervuld")).Body;
        Assert.Contains("Wat een ander pad voorkwam (K16)", page, StringComparison.Ordinal);
    }

    // The questions are answered as in the browser; that they go by keys has a test of its own.
    private static async Task AnswerAsync(WebServer server, int id)
    {
        using var triagist = await server.SignInAsync("triagist");
        var answers = new[] { "", "ja", "nee", "nee", "ja", "dicht", "nee", "nee" };
        for (var i = 0; i < answers.Length; i++)
        {
            var step = await triagist.FormAsync(
                $"/zorgvragen/{id}/protocol", ("protocol", "katheter 1"),
                ("given", $"{Math.Max(0, i - 1)}"), ("answer", answers[i]));
            Assert.True(step.Status < 400, step.Body);
        }
    }

    // The panel shows at once what the team reports, as programs read it.
    private static async Task ShowNowAsync(WebServer server, IPage post, int id, Api team)
    {
        var nurse = post.Locator(".alternatives [data-alternative='district-nursing']:visible");
        await nurse.GetByText("2 vrij").WaitForAsync();
        await ReportAsync(team, occupied: 5);
        await nurse.GetByText("1 vrij").WaitForAsync();
        using var triagist = await server.SignInAsync("triagist");
        var catheter = (await triagist.GetAsync($"/api/care-requests/{id}/alternatives")).Json
            .EnumerateArray()
            .Single(c => c.GetProperty("complaint").GetString() == "catheter-blocked")
            .GetProperty("alternatives")[0];
        Assert.True(catheter.GetProperty("isAvailable").GetBoolean());
        Assert.Equal("catheter-flush", catheter.GetProperty("tasks")[0].GetString());
        Assert.Equal(1, catheter.GetProperty("units")[0].GetProperty("places").GetInt32());
        await ReportAsync(team, occupied: 4);
        await nurse.GetByText("2 vrij").WaitForAsync();
    }

    private static Task<JsonElement> ReportAsync(Api team, int occupied) => team.DoAsync(
        "/api/units/leemgaard-avond/capacity",
        new { physical = 6, blocked = 0, staffed = 6, occupied });

    // One key: the complaint is known from the protocol, what is avoided from the agreement.
    private static async Task ChooseAsync(IPage post)
    {
        var shown = post.Locator(".alternatives");
        var nurse = shown.Locator("[data-alternative='district-nursing']:visible");
        await nurse.WaitForAsync();
        Assert.Contains(Team, await nurse.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("2 vrij", await nurse.InnerTextAsync(), StringComparison.Ordinal);

        // By day the rule of the night is there, with its hours and no key.
        var night = shown.Locator("[data-alternative='own-gp']:visible");
        Assert.Equal("no", await night.GetAttributeAsync("data-available"));
        Assert.Contains("23:00–08:00", await night.InnerTextAsync(), StringComparison.Ordinal);
        await post.ScreenshotAsync(new()
        {
            Path = Pictures.PathOf("alternatieven.png"), FullPage = true,
        });
        await post.EvaluateAsync("document.activeElement.blur()");
        var digit = await nurse.Locator("button").GetAttributeAsync("data-digit");
        await post.AndLoadAsync(() => post.Keyboard.PressAsync(digit!));
        await post.GetByText("Gekozen: Acute wijkverpleging").First.WaitForAsync();
    }

    private static async Task OrderAsync(IPage post)
    {
        Assert.Equal("district-nursing", await post.InputValueAsync("#careType"));
        await post.SendAsync("Zoek een plek");
        await post.Locator(".candidates").WaitForAsync();

        // The order lies open, with what the agreement has a nurse do.
        Assert.True(await post.IsCheckedAsync(
            ".visit-form [name='tasks'][value='catheter-flush']"));
        await post.FillAsync("#visit-from", "14:00");
        await post.FillAsync("#visit-until", "15:30");
        await post.FillAsync("#visit-prescriber", "dr. Zondag");
        await post.SelectOptionAsync("#visit-prescriber-function", "gp");
        await post.FillAsync("#visit-prescribed", "spoelen, zo nodig verwisselen");
        await post.FillAsync("#visit-indication", "katheter loopt niet");
        await post.FillAsync("#visit-material", "CH16 ligt klaar");
        await post.CheckAsync("[name='anticoagulants'][value='No']");
        await post.SendAsync("Vraag het bezoek");
        await post.GetByText("14:00").First.WaitForAsync();
    }

    private static async Task CarryOutAsync(Api team, int id)
    {
        var asked = (await team.GetAsync("/api/offers")).Json.EnumerateArray().Single();
        await team.DoAsync(
            $"/api/offers/{asked.GetProperty("offer").GetInt32()}/answer", new { reply = "Yes" });
        var here = $"/api/care-requests/{id}/visit";
        await team.DoAsync($"{here}/nurse", new
        {
            nurse = "zr. Zondag", function = "nurse", competentFor = new[] { "catheter-flush" },
            expectedAt = "14:20",
        });
        await team.DoAsync($"{here}/progress", new { progress = "Underway" });
        await team.DoAsync($"{here}/progress", new { progress = "Arrived" });
        await team.DoAsync($"{here}/outcome", new { outcome = "Done", done = "gespoeld, loopt" });
        await team.DoAsync($"{here}/hand-back", new
        {
            receiver = "Huisartsenpraktijk De Brug", function = "gp", way = "Phone",
        });
    }
}
