using Coordinaat.Tests.Support;
using Coordinaat.Triage;

namespace Coordinaat.Tests.Web;

/// <summary>
/// A measurement is entered, an unusual number is asked again, and what is kept is shown with its
/// score and with what the score is not for.
/// </summary>
public sealed class MeasurementTests
{
    [Fact]
    public async Task An_unusual_number_is_asked_again_and_the_score_stands_with_its_parts()
    {
        await using var server = await WebServer.StartDemoAsync();
        await using var browser = await Browser.LaunchAsync();
        var desk = await browser.SignInAsync(server.Url, "triagist");
        var number = await desk.RegisterAsync("B. Jansen", "Sinds vanochtend benauwd.");
        await desk.GotoAsync($"/zorgvragen/{number}");

        await desk.Locator(".measure > summary").ClickAsync();
        await desk.FillAsync("#respirations", "25");
        await desk.FillAsync("#saturation", "55");
        await desk.SelectOptionAsync("#onOxygen", "false");
        await desk.FillAsync("#temperature", "38,4");
        await desk.SelectOptionAsync("#consciousness", "Alert");
        await desk.Locator(".measure button").ClickAsync();
        await desk.Locator("text=Een getal is heel ongewoon").WaitForAsync();

        // What was typed still stands there; looked at again, it is right but for one number.
        Assert.Equal("25", await desk.InputValueAsync("#respirations"));
        await desk.FillAsync("#saturation", "93");
        await desk.Locator(".measure button").ClickAsync();
        var score = desk.Locator(".vital-signs .score");
        await score.WaitForAsync();
        var words = await score.InnerTextAsync();
        Assert.Contains("NEWS2 onvolledig, tot nu toe 6", words, StringComparison.Ordinal);
        Assert.Contains("ademhaling 3", words, StringComparison.Ordinal);
        Assert.Contains("saturatie 2", words, StringComparison.Ordinal);
        Assert.Contains("pols –", words, StringComparison.Ordinal);
        Assert.Contains(
            "demonstratie: niet voor gebruik bij patiënten", words, StringComparison.Ordinal);
        Assert.Contains(
            "temperatuur 38,4 °C", await desk.Locator(".vital-signs li").First.InnerTextAsync(),
            StringComparison.Ordinal);

        // Every measurement can be read: the last three at once, the others behind them.
        for (var pulse = 91; pulse < 94; pulse++)
        {
            await desk.Locator(".measure > summary").ClickAsync();
            await desk.FillAsync("#pulse", $"{pulse}");
            await desk.Locator(".measure button").ClickAsync();
            await desk.Locator($".vital-signs li:has-text('pols {pulse}/min')").WaitForAsync();
        }

        await desk.Locator(".vital-signs summary:has-text('1 eerder gemeten')").ClickAsync();
        await desk.Locator(".vital-signs details li:has-text('38,4')").WaitForAsync();
    }

    [Fact]
    public void Without_the_demo_the_module_is_off_unless_it_was_asked_for()
    {
        var plain = new ServeOptions("x", "http://127.0.0.1:0");

        Assert.Equal(new ClinicalModule(false, false), ClinicalModule.Of(plain));
        Assert.Null(ClinicalModule.FaultIn(plain));
        Assert.NotNull(ClinicalModule.FaultIn(plain with { IsClinical = true }));
        Assert.Equal(
            new ClinicalModule(true, true), ClinicalModule.Of(plain with { IsDemo = true }));
    }
}
