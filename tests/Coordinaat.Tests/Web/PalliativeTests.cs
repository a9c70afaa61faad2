using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// S12: on a Saturday a daughter calls for somebody who is dying at home. Care at home is not to be
/// had; a palliative place is, and no ambulance or emergency department comes into it.
/// </summary>
public sealed class PalliativeTests
{
    private static readonly LocalDateTime Saturday = new(2026, 11, 28, 16, 10);

    [Fact]
    public async Task S12_a_palliative_crisis_at_home_ends_in_a_place_and_not_in_the_hospital()
    {
        var time = new MovedTime(Saturday);
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var desk = await browser.SignInAsync(server.Url, "coordinator");
        var number = await desk.RegisterAsync(
            "W. Stilma",
            "Palliatief, benauwd en onrustig; dochter put uit. Behandelgrenzen: niet reanimeren, "
            + "niet meer naar het ziekenhuis.", "3761 AA", "Citizen");
        await desk.JudgeAsync("U3");
        Assert.Contains(
            "niet meer naar het ziekenhuis", await desk.Locator(".story").InnerTextAsync(),
            StringComparison.Ordinal);
        await desk.DescribeNeedAsync("gp-visit", "Medium", "");
        await RefusedAsync(desk, "full");
        await ConsultAsync(desk);
        await DescribeAnewAsync(desk, "district-nursing", "");
        await RefusedAsync(desk, "no-staff");
        await DescribeAnewAsync(desk, "elv-palliative", "taxi");
        await PlacedAsync(desk);

        var request = server.World.Access[new CareRequestId(number)];
        Assert.Equal(Domain.Access.Ending.Placed, request.Ending);
        Assert.Equal("taxi", server.World.Transport[request.Id].Kind);
        Assert.Equal(3, server.World.Placement.ListOffers(request.Id).Count());
        Assert.Null(request.LifeThreat);
        var page = await browser.SignInAsync(server.Url, "regiomanager");
        await page.GotoAsync("/onvervuld");
        var row = page.Locator("tr", new() { HasText = "ELV palliatief" });
        Assert.StartsWith("1", await row.Locator("td").First.InnerTextAsync(),
            StringComparison.Ordinal);
        Assert.Equal(0, await page.GetByText("Stilma").CountAsync());
    }

    private static async Task ConsultAsync(IPage desk)
    {
        await desk.Locator(".consult > summary").ClickAsync();
        await desk.FillAsync("#consult-name", "dr. Troost");
        await desk.SelectOptionAsync("#consult-function", "palliative-team");
        await desk.FillAsync("#consult-advice", "Thuis alleen met nachtzorg; anders een bed.");
        await desk.SendAsync("Leg het overleg vast");
        var shown = desk.Locator(".consultations li");
        await shown.WaitForAsync();
        var text = await shown.InnerTextAsync();
        Assert.Contains("dr. Troost", text, StringComparison.Ordinal);
        Assert.Contains("nachtzorg", text, StringComparison.Ordinal);
    }

    private static async Task DescribeAnewAsync(IPage desk, string careType, string transport)
    {
        await desk.Locator("details:has(> .need-form) > summary").ClickAsync();
        await desk.SelectOptionAsync("#returnHome", "NotExpected");
        await desk.DescribeNeedAsync(careType, "Medium", transport);
    }

    // Asked, and the answer as it was given on the telephone.
    private static async Task RefusedAsync(IPage desk, string reason)
    {
        await desk.AskFirstAsync();
        var asked = desk.Locator(".offer-list li[data-state='Open']");
        await asked.Locator(".offer-answer > details > summary").First.ClickAsync();
        await asked.Locator("input[name='spokenName']").FillAsync("zr. Weekend");
        await asked.Locator(".no-button").ClickAsync();
        await asked.Locator("select[name='reason']").SelectOptionAsync(reason);
        await desk.SendAsync(
            asked.GetByRole(AriaRole.Button, new() { Name = "Nee, om deze reden" }));
        await desk.Locator(".stage[data-stage='Seeking']").WaitForAsync();
    }

    private static async Task PlacedAsync(IPage desk)
    {
        await desk.AskFirstAsync();
        var asked = desk.Locator(".offer-list li[data-state='Open']");
        await asked.Locator(".offer-answer > details > summary").First.ClickAsync();
        await asked.Locator("input[name='spokenName']").FillAsync("zr. Weekend");
        await desk.SendAsync(asked.Locator(".yes-button"));
        await desk.FillAsync("#sending", "dr. Huis");
        await desk.SelectOptionAsync("#sendingFunction", "gp");
        await desk.FillAsync("#admitting", "dr. Waarneming");
        await desk.SelectOptionAsync("#admittingFunction", "gp");
        await desk.SendAsync("De opname is rond");
        await desk.CheckAsync("input[name='given'][value='Yes']");
        await desk.SendAsync("Leg vast");
        await desk.SelectOptionAsync("#kind", "taxi");
        await desk.SendAsync("Vraag vervoer aan");
        await desk.SendAsync("Vertrokken");
        await desk.SendAsync("Aangekomen");
        await desk.FillAsync("#receiver", "zr. Weekend");
        await desk.SendAsync("Overdracht aanvaard");
        await desk.SendAsync("Sluit: de patiënt heeft de plek");
        await desk.Locator(".stage[data-stage='Closed']").WaitForAsync();
    }
}
