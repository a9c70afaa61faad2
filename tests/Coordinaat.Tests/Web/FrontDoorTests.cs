using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>One server, one browser and one evening for the scenarios of the front door.</summary>
public sealed class FrontDoor : IAsyncLifetime
{
    internal MovedTime Time { get; } = new(new LocalDateTime(2026, 11, 21, 20, 30));

    internal WebServer Server { get; private set; } = null!;

    internal Browser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await WebServer.StartDemoAsync(Time);
        Browser = await Browser.LaunchAsync(() => Time.Offset);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Server.DisposeAsync();
    }
}

/// <summary>
/// S2, S3 and S11: chest pain goes to the dispatch centre by voice with what was entered beside it;
/// a 112 caller who is not in danger is passed on with the story told once; and who was left at
/// home by a crew and calls again stands on top until somebody judges again.
/// </summary>
public sealed class FrontDoorTests(FrontDoor house) : IClassFixture<FrontDoor>
{
    [Fact]
    public async Task S2_chest_pain_is_handed_to_the_dispatch_centre_with_what_was_entered()
    {
        var post = await house.Browser.SignInAsync(house.Server.Url, "triagist");
        var dispatch = await house.Browser.SignInAsync(house.Server.Url, "meldkamer");
        await dispatch.GotoAsync("/meldkamer");
        await post.GotoAsync("/zorgvragen/nieuw");
        await post.FillAsync("#phone", "033 555 77 01");
        await post.FillAsync("#postcode", "3811 AB");
        await post.FillAsync("#place", "Kerkstraat 3, eerste verdieping");
        await post.CheckAsync("[name='isLifeThreat'][value='true']");
        await post.SelectOptionAsync("#requester", "Citizen");
        await post.FillAsync("#story", "Drukkende pijn op de borst, grauw en zweterig");
        await post.Keyboard.PressAsync("Control+Enter");
        await post.WaitForURLAsync("**/levensgevaar?zorgvraag=*");
        var number = int.Parse(post.Url.Split('=')[^1], provider: null);

        // Beside the call, and never instead: the number stands there, and the words to read.
        Assert.Contains(
            "Kerkstraat 3", await post.Locator(".read-aloud").InnerTextAsync(),
            StringComparison.Ordinal);
        var told = dispatch.Locator($"li[data-request='{number}']");
        await told.WaitForAsync();
        Assert.Contains(
            "grauw en zweterig", await told.InnerTextAsync(), StringComparison.Ordinal);
        await post.FillAsync("#centralist", "M. Kamer");
        await post.SendAsync("Overgedragen");
        await dispatch.Locator($"li[data-request='{number}']:not([data-threat])").WaitForAsync();

        // The case stays open while both talk.
        await post.GotoAsync($"/zorgvragen/{number}");
        await post.Locator(".findings > summary").ClickAsync();
        await post.SelectOptionAsync("#complaint", "chest-pain");
        await post.SelectOptionAsync("#breathing", "Threatened");
        await post.SelectOptionAsync("#followUp", "ambulance");
        await post.JudgeAsync("U1");
        var line = await post.InnerTextAsync("main");
        foreach (var words in new[]
        {
            "Levensgevaar gemeld", "Overgedragen aan de centralist", "Urgentie U1",
            "Pijn op de borst", "B bedreigd",
        })
        {
            Assert.Contains(words, line, StringComparison.Ordinal);
        }

        var threat = house.Server.World.Access[new CareRequestId(number)].LifeThreat!;
        Assert.True(threat.HandedOver >= threat.Reported);
        await CloseAsync(post, "HandedTo112");
        await post.FillAsync("#gp-receiver", "Praktijk De Brug");
        await post.SendAsync("Verslag is verstuurd");
        await post.Locator("[data-reported]").WaitForAsync();
        await told.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task S3_a_112_caller_who_is_not_in_danger_tells_the_story_once()
    {
        var dispatch = await house.Browser.SignInAsync(house.Server.Url, "meldkamer");
        await dispatch.GotoAsync("/meldkamer");
        await dispatch.ClickLinkAsync("Zet een 112-melder over");
        Assert.Equal("WarmTransfer", await dispatch.InputValueAsync("#channel"));
        Assert.Equal("DispatchCentre", await dispatch.InputValueAsync("#requester"));
        var number = await dispatch.RegisterFromAsync(
            "T. Wachter", "Belde 112 omdat de post niet opnam; oorpijn sinds gisteren.");

        // The warm transfer is accepted by name, and the story stands there.
        var desk = await house.Browser.SignInAsync(house.Server.Url, "coordinator");
        await desk.GotoAsync($"/zorgvragen/{number}");
        Assert.Contains(
            "oorpijn sinds gisteren", await desk.InnerTextAsync("main"), StringComparison.Ordinal);
        await desk.SendAsync("Ik neem deze zorgvraag");
        await desk.Locator(".findings > summary").ClickAsync();
        await desk.SelectOptionAsync("#complaint", "other");
        await desk.SelectOptionAsync("#followUp", "own-gp");
        await desk.CheckAsync("[name='isAlone']");
        await desk.FillAsync("#safetyNet", "Bel bij koorts of sufheid.");
        await desk.FillAsync("#proposed", "U4");
        await desk.CheckAsync("label[data-urgency='U4'] input");
        await desk.ClickAsync("text=Leg urgentie vast");
        await desk.Locator("text=Dan horen de vervolgactie en het advies erbij").WaitForAsync();
        await desk.FillAsync("#advice", "Paracetamol, morgen naar de eigen huisarts.");
        await desk.JudgeAsync("U4");
        await CloseAsync(desk, "Advice");

        // What a triagist advised alone is looked at by a physician, with its age.
        var physician = await house.Browser.SignInAsync(house.Server.Url, "regiearts");
        await physician.GotoAsync("/autorisatie");
        var card = physician.Locator($".review[data-request='{number}']");
        Assert.Contains(
            "Bel bij koorts of sufheid", await card.InnerTextAsync(), StringComparison.Ordinal);
        await physician.SendAsync(card.Locator("button:has-text('Akkoord')"));
        await card.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task S11_who_was_left_at_home_and_calls_again_stands_on_top_until_judged_again()
    {
        using var crew = await house.Server.SignInAsync("meldkamer");
        var registered = await crew.DoAsync("/api/care-requests", new
        {
            phone = "033 555 77 03", place = "thuis", postcode = "3811AB",
            requester = "Ambulance", channel = "Message", name = "K. Thuis",
            story = "Benauwd geweest, hersteld na vernevelen; niet vervoerd.",
        });
        var number = registered.GetProperty("request").GetInt32();
        _ = await crew.DoAsync(
            $"/api/care-requests/{number}/vital-signs",
            new { respirations = 18, saturation = 95, onOxygen = false, pulse = 88 });

        var desk = await house.Browser.SignInAsync(house.Server.Url, "coordinator");
        await desk.GotoAsync($"/zorgvragen/{number}");
        await desk.SendAsync("Ik neem deze zorgvraag");
        Assert.Contains(
            "saturatie 95 %", await desk.Locator(".vital-signs").InnerTextAsync(),
            StringComparison.Ordinal);
        await desk.JudgeAsync("U3");
        var by = house.Server.World.Triage[new CareRequestId(number)].Current!.RetriageBy;
        Assert.Equal(
            Duration.FromHours(2),
            by - house.Server.World.Triage[new CareRequestId(number)].Current!.At);

        // The daughter calls: worse. The case stands on top, and its urgency stays (R7).
        var room = await house.Browser.SignInAsync(house.Server.Url, "coordinator2");
        await room.GotoAsync("/regiekamer");
        await desk.Locator(".contacts summary:has-text('Iemand belt opnieuw')").ClickAsync();
        await desk.FillAsync("#again-words", "Weer benauwd, praat in losse woorden");
        await desk.CheckAsync(".contacts [name='isWorse']");
        await desk.SendAsync("Leg het contact vast");
        await room.Locator($"[data-key='r{number}'][data-act='Retriage']").WaitForAsync();
        Assert.Equal("U3", house.Server.World.Triage[new CareRequestId(number)].Urgency);

        await desk.Locator("#step-title:has-text('Beoordeel opnieuw')").WaitForAsync();
        await desk.FillAsync("#reason", "Verslechterd, spreekt in losse woorden");
        await desk.CheckAsync("label[data-urgency='U2'] input");
        await desk.SendAsync("Leg urgentie vast");
        await room.Locator($"[data-key='r{number}'][data-act='Retriage']").WaitForAsync(
            new() { State = WaitForSelectorState.Detached });
        Assert.Equal("U2", house.Server.World.Triage[new CareRequestId(number)].Urgency);
    }

    [Fact]
    public async Task Who_turns_out_to_be_known_already_is_one_case_and_both_trails_are_read()
    {
        using var post = await house.Server.SignInAsync("triagist");
        var known = await RegisterAsync(post, "Viel van de trap, heup doet zeer", "123456782");
        var unknown = await RegisterAsync(post, "Vrouw op straat, weet haar naam niet", "");
        var desk = await house.Browser.SignInAsync(house.Server.Url, "regiearts");

        // Who she is turns up: a colleague has her case, and the two are laid side by side.
        await desk.GotoAsync($"/zorgvragen/{unknown}");
        await desk.Locator("summary:has-text('Stel vast wie het is')").ClickAsync();
        await desk.FillAsync("#i-bsn", "123456782");
        await desk.AndLoadAsync(() => desk.Locator(
            "form[action$='/identiteit'] button").ClickAsync());
        Assert.EndsWith($"{unknown}/samenvoegen?met={known}", desk.Url, StringComparison.Ordinal);
        var told = await desk.InnerTextAsync("main");
        foreach (var words in new[]
        {
            "weet haar naam niet", "heup doet zeer", "Dit kan niet terug",
            $"Zorgvraag {unknown} wordt gesloten",
        })
        {
            Assert.Contains(words, told, StringComparison.Ordinal);
        }

        await desk.SendAsync($"Hetzelfde geval: ga verder met {known}");
        Assert.Contains(
            $"Zorgvraag {unknown} is hierbij gevoegd",
            await desk.Locator("[data-taken-in]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(2, await desk.Locator(".timeline li:has-text('Ontvangen van')").CountAsync());
        await desk.ClickLinkAsync($"Zorgvraag {unknown}");
        Assert.Contains(
            $"gaat verder als zorgvraag {known}",
            await desk.Locator("[data-merged-into]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await desk.Locator(".note-form").CountAsync());
    }

    [Fact]
    public async Task A_provider_sees_what_is_needed_for_what_is_asked_and_goes_on_with_a_reason()
    {
        var gp = await house.Browser.SignInAsync(house.Server.Url, "huisarts");
        await gp.GotoAsync("/zorgvragen/nieuw");
        await gp.FillAsync("#phone", "033 555 77 21");
        await gp.ClickLinkAsync("Beoordeling of opname in het ziekenhuis");
        Assert.Equal("033 555 77 21", await gp.InputValueAsync("#phone"));
        Assert.Equal(5, await gp.Locator(".intake-form .needed").CountAsync());
        await gp.FillAsync("#postcode", "3811 AB");
        await gp.FillAsync("#place", "Dorpsstraat 12");
        await gp.CheckAsync("[name='isLifeThreat'][value='false']");
        await gp.FillAsync("#story", "Koorts en suf, blaasontsteking gehad.");
        await gp.FillAsync("#name", "H. Nodig");
        await gp.Keyboard.PressAsync("Control+Enter");
        await gp.Locator("text=Nog nodig: geboortedatum, vitale functies.").WaitForAsync();
        await gp.Locator("#birthDate:focus[aria-invalid]").WaitForAsync();
        await gp.Locator("#respirations[aria-invalid]").WaitForAsync();
        await gp.ScreenshotAsync(
            new() { Path = Pictures.PathOf("verwijzer.png"), FullPage = true });

        // What was measured is there; who the patient is, nobody can say now.
        await gp.FillAsync("#saturation", "91");
        await gp.FillAsync("#temperature", "39,2");
        await gp.FillAsync("#missingWhy", "Te suf om het te zeggen, geen papieren.");
        await gp.Keyboard.PressAsync("Control+Enter");
        await gp.WaitForURLAsync(
            u => u[(u.LastIndexOf('/') + 1)..].All(char.IsAsciiDigit));
        var number = gp.Url[(gp.Url.LastIndexOf('/') + 1)..];
        var told = await gp.InnerTextAsync("main");
        foreach (var words in new[]
        {
            "nog nodig: geboortedatum", "Te suf om het te zeggen", "ontbrak: geboortedatum",
            "Gemeten",
        })
        {
            Assert.Contains(words, told, StringComparison.Ordinal);
        }

        using var desk = await house.Server.SignInAsync("coordinator");
        Assert.Contains(
            "saturatie 91 %, temperatuur 39,2 °C",
            System.Net.WebUtility.HtmlDecode((await desk.GetAsync($"/zorgvragen/{number}")).Body),
            StringComparison.Ordinal);
        var queue = System.Net.WebUtility.HtmlDecode((await desk.GetAsync("/zorgvragen")).Body);
        Assert.Contains(
            "gevraagd: Beoordeling of opname in het ziekenhuis · nog nodig: geboortedatum", queue,
            StringComparison.Ordinal);
        Assert.Contains($"/zorgvragen/{number}", queue, StringComparison.Ordinal);
        Assert.DoesNotContain("Te suf", queue, StringComparison.Ordinal);
    }

    private static async Task<int> RegisterAsync(Api desk, string story, string bsn)
    {
        var registered = await desk.DoAsync("/api/care-requests", new
        {
            phone = "033 555 77 09", place = "op straat", postcode = "3811AB",
            requester = "Police", channel = "Phone", story, bsn,
        });
        return registered.GetProperty("request").GetInt32();
    }

    private static async Task CloseAsync(IPage desk, string ending)
    {
        await desk.Locator(".quiet-actions summary").ClickAsync();
        await desk.SelectOptionAsync("#ending", ending);
        await desk.Locator(".quiet-actions button:has-text('Sluit')").ClickAsync();
        await desk.Locator(".stage[data-stage='Closed']").WaitForAsync();
    }
}
