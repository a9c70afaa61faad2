using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>A nurse with a spreadsheet chooses it, sees what would change, takes it over.
/// </summary>
public sealed class FigureFilePageTests
{
    [Fact]
    public async Task A_spreadsheet_is_shown_before_it_is_taken_over_on_a_phone()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 14, 0));
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var page = await browser.SignInAsync(server.Url, "vlierdonk", 360, 740);
        await page.GotoAsync("/mijn-capaciteit");
        await page.ClickLinkAsync("Uit een bestand");
        await page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "cijfers.csv", MimeType = "text/csv",
            Buffer = System.Text.Encoding.Latin1.GetBytes(
                "code;totaal;geblokkeerd;open;bezet\r\nhuize-vlierdonk-elv-low;44;4;40;39\r\n"),
        });
        await page.AndLoadAsync(() => page.GetByRole(
            AriaRole.Button, new() { Name = "Bekijk wat er verandert" }).ClickAsync());
        await page.Locator("[data-outcome='Changed']", new() { HasText = "→ 39" }).WaitForAsync();
        await page.ScreenshotAsync(new() { Path = Pictures.PathOf("bestand-voorbeeld.png") });

        await page.SendAsync("Neem over");
        await page.Locator(".done", new() { HasText = "Gemeld om" }).WaitForAsync();
        var regions = server.World.Regions;
        var unit = regions.Units[regions.Units.NumberOf("huize-vlierdonk-elv-low")];
        var figures = server.World.Capacity[unit.Pool].Figures!;
        Assert.Equal((44, 4, 40, 39), (
            figures.Physical, figures.Blocked, figures.Staffed, figures.Occupied));
    }
}
