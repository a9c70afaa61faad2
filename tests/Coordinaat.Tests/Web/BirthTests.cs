using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// S8: a midwife has a woman of 31 weeks with contractions. The hospital of her choice is full and
/// so is the region's NICU: it is found in the next region, with who admits by name.
/// </summary>
public sealed class BirthTests
{
    private const string Choice = "Verloskamers, Hazelaar";

    private static readonly AgeBand[] Mothers = [AgeBand.Youth, AgeBand.Adult];

    [Fact]
    public async Task S8_a_woman_of_31_weeks_finds_a_place_with_a_nicu_in_another_region()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 14, 0));
        await using var server = await NextDoor.StartAsync(
            time,
            [
                NextDoor.Unit("labour-room", "Verloskamers", Mothers),
                NextDoor.Unit("nicu", "NICU", [AgeBand.Infant]),
            ],
            new UnitAbilityRow(new UnitAbility(
                "waalbocht-labour-room", ["obstetrics"], 3, 0, [])));
        await StaffAccounts.OpenAsync(
            server.Engine, "verloskundige", "vk-morgenwieg", Roles.Referrer);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var midwife = await browser.OpenAsync(server.Url);
        await midwife.SignInStaffAsync("verloskundige", time.GetUtcNow());
        var desk = await browser.SignInAsync(server.Url, "coordinator");
        var receiver = await browser.OpenAsync(server.Url, 360, 740);
        await receiver.SignInStaffAsync(NextDoor.Hospital, time.GetUtcNow());
        await receiver.GotoAsync("/vragen-aan-ons");

        await SeesItIsFullAsync(midwife);
        var number = await midwife.RegisterAsync(
            "S. Verhoef", "31 weken, weeën om de vijf minuten, vliezen staan.",
            requester: "Midwife", born: "14-02-1995");
        await SeekAsync(desk, number);
        await ChoiceWasFullAsync(desk);

        await desk.AskAsync("Verloskamers, Waalbocht");
        await AcceptedAsync(desk, receiver);
        await DoctorsAsync(desk);
        await TravelsWithMidwifeAsync(desk, receiver);
        var search = server.World.Placement[new CareRequestId(number)];
        Assert.Equal(
            "zh-hazelaar-verlos",
            server.World.Regions.Units[Assert.Single(search.PreferredFull).Value].Code);
    }

    [Fact]
    public async Task S8_danger_of_life_is_a_call_to_112_however_full_it_is()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 14, 0));
        await using var server = await NextDoor.StartAsync(
            time, [NextDoor.Unit("labour-room", "Verloskamers", Mothers)]);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var desk = await browser.SignInAsync(server.Url, "coordinator");
        var number = await desk.RegisterAsync(
            "S. Verhoef", "31 weken, weeën.", requester: "Midwife", born: "14-02-1995");

        await desk.SendAsync("Levensgevaar");
        await desk.GotoAsync($"/levensgevaar?zorgvraag={number}");
        Assert.Contains(
            "Dorpsstraat 12", await desk.Locator(".read-aloud").InnerTextAsync(),
            StringComparison.Ordinal);
        await desk.FillAsync("#centralist", "M. Kamer");
        await desk.SendAsync("Overgedragen");
        Assert.False(server.World.Access[new CareRequestId(number)].LifeThreat!.IsOpen);
    }

    // The board says full, and also that she may call all the same.
    private static async Task SeesItIsFullAsync(IPage midwife)
    {
        await midwife.GotoAsync("/capaciteit?soort=labour-room");
        await midwife.Locator(
            "[data-list='board'] tr:has([data-sign='Full'])", new() { HasText = Choice })
            .WaitForAsync();
        await midwife.ClickLinkAsync(Choice);
        await midwife.GetByText("De verloskundige mag altijd bellen").WaitForAsync();
    }

    private static async Task SeekAsync(IPage desk, int number)
    {
        await desk.AndLoadAsync(
            () => desk.Locator($"[data-list='now'] [data-key='r{number}'] a").ClickAsync());
        await desk.SendAsync("Ik neem deze zorgvraag");
        await desk.JudgeAsync("U1");

        // The levels only show where some unit of that kind has them.
        await desk.SelectOptionAsync("#careType", "elv-low");
        Assert.False(await desk.Locator("#neonatalLevel").IsVisibleAsync());
        await desk.SelectOptionAsync("#careType", "labour-room");
        Assert.False(await desk.Locator("#traumaLevel").IsVisibleAsync());
        await desk.SelectOptionAsync("#neonatalLevel", "3");
        await desk.SelectOptionAsync("#specialism", "obstetrics");
        await desk.Locator(".need-form summary").ClickAsync();
        await desk.SelectOptionAsync("#preferred", "zh-hazelaar");
        await desk.SelectOptionAsync("#knownAt", "zh-keienburg");
        await desk.DescribeNeedAsync("labour-room", "High", "ambulance");

        var facts = await desk.Locator(".need").InnerTextAsync();
        Assert.Contains("niveau 3: NICU", facts, StringComparison.Ordinal);
        Assert.Contains("Verloskunde en gynaecologie", facts, StringComparison.Ordinal);
        Assert.Contains("Hazelaar", facts, StringComparison.Ordinal);
        Assert.Contains("Keienburg", facts, StringComparison.Ordinal);
        var found = desk.Locator(".candidate-list > li");
        await found.First.WaitForAsync();
        Assert.Equal(1, await found.CountAsync());
        await desk.Locator(".excluded > summary").ClickAsync();
        Assert.Contains(
            "neonata", await desk.Locator(".excluded-list li", new() { HasText = "Keienburg" })
                .First.InnerTextAsync(),
            StringComparison.OrdinalIgnoreCase);
    }

    // Called all the same; the no is recorded, and that it was the place of her choice.
    private static async Task ChoiceWasFullAsync(IPage desk)
    {
        var row = desk.Locator(".excluded-list li", new() { HasText = Choice });
        await row.Locator(".ask-more > summary").ClickAsync();
        await row.Locator("select").SelectOptionAsync("patient-wish");
        await desk.SendAsync(row.Locator(".ask button"));
        var asked = desk.Locator(".offer-list li", new() { HasText = Choice });
        await asked.Locator(".offer-answer > details > summary").First.ClickAsync();
        await asked.Locator("input[name='spokenName']").FillAsync("dr. Vroon");
        await asked.Locator(".no-button").ClickAsync();
        await asked.Locator("select[name='reason']").SelectOptionAsync("full");
        await asked.Locator("input[name='wasPreferred']").CheckAsync();
        await desk.SendAsync(asked.GetByRole(
            AriaRole.Button, new() { Name = "Nee, om deze reden" }));
        await desk.Locator(".offer-list li[data-state='Refused']", new()
        {
            HasText = "voorkeursplek van de patiënt, vol",
        }).WaitForAsync();
    }

    // Who is asked reads the level that is needed, and not which other hospital knows her (R12).
    private static async Task AcceptedAsync(IPage desk, IPage receiver)
    {
        var question = receiver.Locator(".question");
        await question.WaitForAsync();
        var text = await question.InnerTextAsync();
        Assert.Contains("niveau 3: NICU", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hazelaar", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Keienburg", text, StringComparison.Ordinal);
        await receiver.SendAsync(question.Locator(".yes-button"));
        await desk.Locator(".stage[data-stage='PlaceHeld']").WaitForAsync();
        await receiver.GetByText("S. Verhoef").WaitForAsync();
        Assert.DoesNotContain(
            "Keienburg", await receiver.Locator(".placement").InnerTextAsync(),
            StringComparison.Ordinal);
    }

    // The admission has two names; the neonatologist, who was on the line too, is a remark.
    private static async Task DoctorsAsync(IPage desk)
    {
        await desk.FillAsync("#sending", "A. Morgenwieg");
        await desk.SelectOptionAsync("#sendingFunction", "midwife");
        await desk.FillAsync("#admitting", "dr. Waal");
        await desk.SelectOptionAsync("#admittingFunction", "gynaecologist");
        await desk.SendAsync("De opname is rond");
        await desk.Locator(".stage[data-stage='Agreed']").WaitForAsync();
        await desk.FillAsync("#note", "Neonatoloog dr. Linge heeft een couveuse toegezegd.");
        await desk.SendAsync("Voeg toe");
        await desk.Locator(".timeline", new() { HasText = "dr. Linge" }).WaitForAsync();
        await desk.CheckAsync("input[name='given'][value='Yes']");
        await desk.SendAsync("Leg vast");
    }

    private static async Task TravelsWithMidwifeAsync(IPage desk, IPage receiver)
    {
        await desk.SelectOptionAsync("#kind", "ambulance");
        await desk.SelectOptionAsync("#urgency", "A2");
        await desk.FillAsync("#requester", "A. Morgenwieg");
        await desk.SelectOptionAsync("#requesterFunction", "midwife");
        await desk.SendAsync("Vraag vervoer aan");
        await desk.SendAsync("Vertrokken");
        await receiver.SendAsync("De patiënt is er");
        await receiver.FillAsync("#receiver", "dr. Waal");
        await receiver.SendAsync("Overdracht aanvaard");
        await desk.SendAsync("Sluit: de patiënt heeft de plek");
        await desk.Locator(".stage[data-stage='Closed']").WaitForAsync();
    }
}
