using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// A patient goes to a hospital of another region: first the bed and the doctor, then the
/// transport, which the meldkamer decides about and tells of.
/// </summary>
public sealed class TransferTests
{
    [Fact]
    public async Task S9_an_intensive_care_patient_goes_to_another_region_by_micu()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 14, 0));
        await using var server = await NextDoor.StartAsync(
            time,
            [NextDoor.Unit("icu", "IC", [AgeBand.Adult, AgeBand.Older, AgeBand.Oldest])]);
        await StaffAccounts.OpenAsync(
            server.Engine, "centralist", "ambulance", Roles.ProviderDesk);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var (ward, desk, receiver) = await OpenAsync(browser, server, time);
        using var meldkamer = server.Open();
        await meldkamer.SignInStaffAsync("centralist", time.GetUtcNow());

        var number = await ward.RegisterAsync(
            "P. de Wit", "Beademd na sepsis, onze IC is vol.", requester: "Ward");
        await SeekAsync(desk, number, "icu", "micu");
        await AcceptedAsync(desk, receiver, "IC, Waalbocht");
        var (path, doctors) = ($"/api/care-requests/{number}", "intensivist");
        using var program = await server.SignInAsync("coordinator2");
        Assert.EndsWith("stage-forbids", (await AskMicuAsync(program, path)).Type);
        await NameDoctorsAsync(desk, "dr. Zwart", "dr. Waal", doctors);
        await ConsentAsync(desk);
        Assert.EndsWith("micu-missing", (await AskMicuAsync(program, path)).Type);

        await AgreeMicuAsync(desk, "intensivist");
        await AskTransportAsync(desk, "micu", "A2");
        await RideAsync(desk, meldkamer, path);

        // The sending side says that the patient comes back; the receiving side reads it.
        await ward.GotoAsync($"/zorgvragen/{number}");
        await ward.SendAsync("Gaat terug zodra het kan");
        await receiver.Locator(".placement .return-flag").WaitForAsync();
        await receiver.SendAsync("De patiënt is er");
        await FinishAsync(desk, receiver);
        Assert.Contains(
            "Gaat terug naar de verwijzer zodra dat kan",
            await desk.Locator(".return-flag").InnerTextAsync(), StringComparison.Ordinal);
        var pool = server.World.Regions.Units[Unit(server, "waalbocht-icu").Value].Pool;
        Assert.Equal(ClaimState.Arrived, server.World.Capacity[pool].Claims.Single().State);
    }

    [Fact]
    public async Task S15_a_child_with_rsv_goes_to_another_region_with_the_paediatric_team()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 14, 0));
        await using var server = await NextDoor.StartAsync(
            time,
            [NextDoor.Unit("child-ward", "Kinderafdeling", [AgeBand.Infant, AgeBand.Child])]);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var (ward, desk, receiver) = await OpenAsync(browser, server, time);

        var number = await ward.RegisterAsync(
            "J. Wolf", "RSV, zuurstofbehoefte, kinderafdeling vol.", requester: "Ward",
            born: "01-06-2026");
        await SeekAsync(desk, number, "child-ward", "ambulance");
        await AcceptedAsync(desk, receiver, "Kinderafdeling, Waalbocht");
        await NameDoctorsAsync(desk, "dr. Hees", "dr. Kade", "paediatrician");
        await desk.GetByText("Onder de 12 jaar beslissen de ouders.").WaitForAsync();
        await ConsentAsync(desk);
        await desk.Locator(".timeline", new() { HasText = "gezegd door een vertegenwoordiger" })
            .WaitForAsync();
        await AskTransportAsync(desk, "ambulance", "A2");

        await NoTransportAsync(desk, receiver);
        await desk.Locator(".step summary", new() { HasText = "MICU-procedure" }).ClickAsync();
        await AgreeMicuAsync(desk, "child-intensivist");
        await AskTransportAsync(desk, "micu-child", "A1");
        await desk.SendAsync("Vertrokken");
        await receiver.SendAsync("De patiënt is er");
        await FinishAsync(desk, receiver);
    }

    private static UnitId Unit(WebServer server, string code) =>
        new(server.World.Regions.Units.NumberOf(code));

    private static async Task<(IPage Ward, IPage Desk, IPage Receiver)> OpenAsync(
        Browser browser, WebServer server, MovedTime time)
    {
        var receiver = await browser.OpenAsync(server.Url, 360, 740);
        await receiver.SignInStaffAsync("waalbocht", time.GetUtcNow());
        await receiver.GotoAsync("/vragen-aan-ons");
        return (
            await browser.SignInAsync(server.Url, "keienburg"),
            await browser.SignInAsync(server.Url, "coordinator"), receiver);
    }

    // At home nothing is free: the search goes on next door by itself.
    private static async Task SeekAsync(
        IPage desk, int number, string careType, string transport)
    {
        await desk.AndLoadAsync(
            () => desk.Locator($"[data-list='now'] [data-key='r{number}'] a").ClickAsync());
        await desk.SendAsync("Ik neem deze zorgvraag");
        await desk.JudgeAsync("U1");
        await desk.DescribeNeedAsync(careType, "High", transport);
        var found = desk.Locator(".candidate-list > li");
        await found.First.WaitForAsync();
        Assert.Equal(1, await found.CountAsync());
    }

    private static async Task AcceptedAsync(IPage desk, IPage receiver, string unit)
    {
        await desk.AskAsync(unit);
        await receiver.SendAsync(receiver.Locator(".question .yes-button"));
        await desk.Locator(".stage[data-stage='PlaceHeld']").WaitForAsync();
    }

    private static async Task NameDoctorsAsync(
        IPage desk, string sending, string admitting, string function)
    {
        await desk.FillAsync("#sending", sending);
        await desk.SelectOptionAsync("#sendingFunction", function);
        await desk.FillAsync("#admitting", admitting);
        await desk.SelectOptionAsync("#admittingFunction", function);
        await desk.SendAsync("De opname is rond");
        await desk.Locator(".stage[data-stage='Agreed']").WaitForAsync();
    }

    private static async Task ConsentAsync(IPage desk)
    {
        await desk.CheckAsync("input[name='given'][value='Yes']");
        await desk.CheckAsync("input[name='bySomebodyElse']");
        await desk.SendAsync("Leg vast");
    }

    private static Task<HttpAnswer> AskMicuAsync(Api program, string path) => program.PostAsync(
        $"{path}/transport",
        new
        {
            kind = "micu", urgency = "A2", requester = "dr. Zwart", requesterFunction = "doctor",
        });

    private static async Task AgreeMicuAsync(IPage desk, string function)
    {
        await desk.SelectOptionAsync("#micu-indication", "micu");
        await desk.FillAsync("#intensivist", "dr. Zwart");
        await desk.SelectOptionAsync("#micu-function", function);
        await desk.FillAsync("#micu-condition", "stabiel aan de beademing");
        await desk.CheckAsync("input[name='criteriaMet'][value='true']");
        await desk.FillAsync("#micu-coordinator", "mw. Blauw");
        await desk.FillAsync("#micu-departure", "15:30");
        await desk.SendAsync("Leg de MICU-procedure vast");
        var trip = await desk.Locator(".trip").InnerTextAsync();
        Assert.Contains("vertrek 15:30", trip, StringComparison.Ordinal);
        Assert.Contains("stabiel aan de beademing", trip, StringComparison.Ordinal);
    }

    private static async Task AskTransportAsync(IPage desk, string kind, string urgency)
    {
        await desk.SelectOptionAsync("#kind", kind);
        await desk.SelectOptionAsync("#urgency", urgency);
        await desk.FillAsync("#requester", "dr. Zwart");
        await desk.SelectOptionAsync("#requesterFunction", "doctor");
        await desk.SendAsync("Vraag vervoer aan");
        await desk.Locator(".stage[data-stage='TransportRequested']").WaitForAsync();
    }

    // The meldkamer's program and the desk on the telephone tell of the same ride.
    private static async Task RideAsync(IPage desk, Api meldkamer, string path)
    {
        await meldkamer.DoAsync($"{path}/ambulance-urgency", new { urgency = "A1" });
        await desk.Locator("[data-assigned='A1']").WaitForAsync();
        await meldkamer.DoAsync($"{path}/ride", new { status = "Accepted" });
        await desk.Locator("[data-ride='Accepted']").WaitForAsync();
        await desk.SendAsync("Onderweg naar de patiënt");
        await desk.SendAsync("Bij de patiënt");
        await desk.Locator("[data-ride='AtPatient']").WaitForAsync();
        await meldkamer.DoAsync($"{path}/ride", new { status = "Departed" });
        await desk.Locator(".stage[data-stage='Underway']").WaitForAsync();
        await desk.Locator("[data-ride='Departed']").WaitForAsync();
        Assert.Equal(404, (await meldkamer.GetAsync(path)).Status);
    }

    // The place stays while other transport is sought (R4).
    private static async Task NoTransportAsync(IPage desk, IPage receiver)
    {
        await desk.Locator(".step summary", new() { HasText = "geen vervoer" }).ClickAsync();
        await desk.SelectOptionAsync("#ride-status", "NoTransport");
        await desk.SelectOptionAsync("#ride-reason", "not-transportable");
        await desk.FillAsync("#ride-words", "kan niet zonder kinderteam");
        await desk.SendAsync("Meld");
        await desk.Locator(".stage[data-stage='Agreed']").WaitForAsync();
        await desk.Locator("#step-title", new() { HasText = "Beslis opnieuw over vervoer" })
            .WaitForAsync();
        await desk.Locator(".ride", new() { HasText = "kan niet zonder kinderteam" })
            .WaitForAsync();
        await receiver.GetByText("J. Wolf").WaitForAsync();
    }

    private static async Task FinishAsync(IPage desk, IPage receiver)
    {
        await receiver.FillAsync("#receiver", "zr. Rivier");
        await receiver.SendAsync("Overdracht aanvaard");
        await desk.SendAsync("Sluit: de patiënt heeft de plek");
        await desk.Locator(".stage[data-stage='Closed']").WaitForAsync();
    }
}
