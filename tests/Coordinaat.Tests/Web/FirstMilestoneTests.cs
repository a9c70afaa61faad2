using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>The spine: one request, one unit, two browsers, a power cut, the same state.</summary>
public sealed class FirstMilestoneTests
{
    [Fact]
    public async Task A_place_that_said_yes_is_still_there_after_a_power_cut()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        await using var browser = await Browser.LaunchAsync();
        var desk = await browser.SignInAsync(server.Url, "coordinator");
        var ward = await browser.SignInAsync(server.Url, "keienburg", 360, 740);

        var number = await desk.RegisterAsync("M. de Boer", "Gevallen, kan niet alleen zijn.");
        await desk.JudgeAsync("U3");

        // A ward that takes patients at every hour: this program's clock is the real one.
        await desk.DescribeNeedAsync("aoa", "High", "ambulance");
        await desk.AskAsync("AOA, Keienburg");

        // Nobody reloads: the question appears at the ward, and the yes at the desk.
        await ward.SendAsync(ward.Locator(".question .yes-button"));
        var stage = desk.Locator(".stage[data-stage='PlaceHeld']");
        await stage.WaitForAsync();
        var before = await desk.Locator(".timeline").InnerTextAsync();

        server.Kill();
        await server.RestartAsync();

        await desk.ReloadAsync();
        await stage.WaitForAsync();
        Assert.Equal(before, await desk.Locator(".timeline").InnerTextAsync());
        await ward.ReloadAsync();
        await ward.GetByText("M. de Boer").WaitForAsync();
        Assert.Contains(
            $"zorgvraag {number}", await ward.Locator(".placement").InnerTextAsync(),
            StringComparison.Ordinal);
    }
}
