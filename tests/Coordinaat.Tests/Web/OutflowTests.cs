using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// S10: at 17:30 a hospital has a patient who is ready and no nursing bed. Nothing is found
/// tonight; nothing is lost overnight; in the morning it is.
/// </summary>
public sealed class OutflowTests
{
    [Fact]
    public async Task S10_a_patient_who_stays_the_night_is_placed_in_the_morning()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 17, 30));
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var ward = await browser.SignInAsync(server.Url, "keienburg");
        var desk = await browser.SignInAsync(server.Url, "coordinator");
        var house = await browser.SignInAsync(server.Url, "vlierdonk", 360, 740);

        var number = await ward.RegisterAsync(
            "B. Jansen", "Heup geopereerd, MRSA-verdacht, klaar voor vertrek.",
            requester: "Ward");
        await desk.AndLoadAsync(
            () => desk.Locator($"[data-list='now'] [data-key='r{number}'] a").ClickAsync());
        await desk.SendAsync("Ik neem deze zorgvraag");
        await desk.JudgeAsync("U4");
        await desk.DescribeNeedAsync("elv-high", "High", "ambulance", "Isolation");

        Assert.Contains(
            "Specialist ouderengeneeskunde",
            await desk.Locator("[data-there]").InnerTextAsync(), StringComparison.Ordinal);
        await ReadyAsync(ward, desk, number);

        await RefusedForIsolationAsync(desk, house);
        await SilentAndCalledAsync(desk, server, time);
        await desk.Locator(".waiting > summary").ClickAsync();
        await desk.SelectOptionAsync("#priority", "1");
        await desk.SendAsync("Zet op de wachtlijst");
        await desk.GotoAsync("/wachtlijst");
        await desk.Locator($"tr[data-request='{number}']").WaitForAsync();

        // A night passes: the request is still there, and yesterday's figures count no more.
        time.Move(TimeSpan.FromHours(13.7));
        var morning = await browser.SignInAsync(server.Url, "coordinator2");
        await morning.GotoAsync($"/zorgvragen/{number}");
        await morning.Locator(".candidate .places[data-sign='Unknown']").First.WaitForAsync();
        await morning.GotoAsync("/regiekamer");
        Assert.Equal(
            0, await morning.Locator($"[data-list='now'] [data-key='r{number}']").CountAsync());
        var early = await browser.SignInAsync(server.Url, "vlierdonk", 360, 740);
        await ReportAsync(early);

        // The place that came free calls who waits for it: first on the list, without a reload.
        var call = morning.Locator(
            $"[data-list='now'] [data-key='r{number}'][data-act='SeizePlace'] a");
        await call.WaitForAsync();
        Assert.Contains(
            "Er is misschien plek", await call.InnerTextAsync(), StringComparison.Ordinal);
        await morning.AndLoadAsync(() => call.ClickAsync());
        await PlacedAsync(morning, early);
        Assert.Contains(
            "14 u", await morning.Locator("[data-wrong-bed] dd").InnerTextAsync(),
            StringComparison.Ordinal);
    }

    // The ward says that the patient could leave; the clock is seen at the desk at once.
    private static async Task ReadyAsync(IPage ward, IPage desk, int number)
    {
        await ward.GotoAsync($"/zorgvragen/{number}");
        await ward.SendAsync("Medisch klaar voor vertrek");
        await desk.Locator("[data-wrong-bed] time").WaitForAsync();
        await desk.SelectOptionAsync("#payer", "NotKnownYet");
        await desk.SendAsync("Bewaar de betaler");
        await desk.Locator("[data-payer='NotKnownYet']").WaitForAsync();
    }

    private static async Task RefusedForIsolationAsync(IPage desk, IPage house)
    {
        await desk.AskAsync("Huize Vlierdonk");
        await house.Locator(".question .no-button").First.ClickAsync();
        await house.Locator(".question select[name='reason']").First
            .SelectOptionAsync("isolation-room");
        await house.SendAsync("Nee, om deze reden");
        await desk.Locator(".offer-list li[data-state='Refused']").WaitForAsync();
    }

    // Silence: "bel nu" with the number of this hour, and the answer as it was given.
    private static async Task SilentAndCalledAsync(
        IPage desk, WebServer server, MovedTime time)
    {
        await desk.AskFirstAsync();
        time.Move(TimeSpan.FromMinutes(31));
        await NudgeAsync(server);
        var silent = desk.Locator(".offer-list li[data-state='Silent']");
        await silent.WaitForAsync();
        Assert.Contains("Bel nu", await silent.InnerTextAsync(), StringComparison.Ordinal);
        await silent.Locator("a[href^='tel:']").WaitForAsync();

        await silent.Locator("input[name='spokenName']").FillAsync("zr. Avond");
        await silent.Locator(".no-button").ClickAsync();
        await silent.Locator("select[name='reason']").SelectOptionAsync("no-staff");
        await desk.SendAsync(silent.GetByRole(
            AriaRole.Button, new() { Name = "Nee, om deze reden" }));
        await desk.Locator(".offer-list li", new() { HasText = "zr. Avond" }).WaitForAsync();
        await desk.Locator(".stage[data-stage='Seeking']").WaitForAsync();
    }

    private static async Task ReportAsync(IPage house)
    {
        await house.GotoAsync("/mijn-capaciteit");
        var card = house.Locator(".pool", new() { HasText = "ELV hoog" }).First;
        await card.Locator(".stepper", new() { HasText = "bezet" })
            .Locator("[data-step='-1']").First.ClickAsync();
        await house.SendAsync(card.GetByRole(
            AriaRole.Button, new() { Name = "Meld", Exact = true }));
        await house.Locator(".pool .places:not([data-sign='Unknown'])").First.WaitForAsync();
        await house.GotoAsync("/vragen-aan-ons");
    }

    private static async Task PlacedAsync(IPage desk, IPage house)
    {
        // The morning's figure came to the screen by itself.
        await desk.Locator(".candidate .places:not([data-sign='Unknown'])").First.WaitForAsync();
        await desk.AskAsync("Huize Vlierdonk");
        await house.Locator(".yes-if-button").ClickAsync();
        await house.Locator("input[name='words']").FillAsync("als de eigen medicatie meekomt");
        await house.SendAsync("Ja, mits dit");
        await desk.FillAsync("#sending", "dr. Zaal");
        await desk.SelectOptionAsync("#sendingFunction", "medical-specialist");
        await desk.FillAsync("#admitting", "dr. Ouderen");
        await desk.SelectOptionAsync("#admittingFunction", "elderly-care-physician");
        await desk.SendAsync("De opname is rond");
        await desk.GetByText("als de eigen medicatie meekomt").First.WaitForAsync();
        await desk.SendAsync("Aan de voorwaarde is voldaan");

        await desk.CheckAsync("input[name='given'][value='NotAsked']");
        await desk.SelectOptionAsync("#notAsked", new SelectOptionValue { Index = 1 });
        await desk.SendAsync("Leg vast");
        await desk.SelectOptionAsync("#kind", "ambulance");
        await desk.SelectOptionAsync("#urgency", "B2");
        await desk.FillAsync("#requester", "zr. Zaal");
        await desk.SelectOptionAsync("#requesterFunction", "nurse");
        await desk.SendAsync("Vraag vervoer aan");
        await desk.SendAsync("Vertrokken");
        await house.SendAsync("De patiënt is er");
        await house.FillAsync("#receiver", "zr. Ochtend");
        await house.SendAsync("Overdracht aanvaard");
        await desk.SendAsync("Sluit: de patiënt heeft de plek");
        await desk.Locator(".stage[data-stage='Closed']").WaitForAsync();
    }

    // The loop's timer runs on the real clock; any report wakes it at the moved one.
    private static async Task NudgeAsync(WebServer server) => await server.Engine.SubmitAsync(
        new Domain.Capacity.EndStop([new Domain.Kernel.UnitId(1)]),
        new(Coordinaat.Engine.Ids.New(), Domain.Kernel.Actor.System));
}
