using System.Globalization;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>A place for tonight, and one button for the place after it.</summary>
public sealed class FollowUpPageTests
{
    private const string Unit = "kievitsbron-nijkerk-emergency-bed";

    [Fact]
    public async Task A_place_for_three_days_asks_for_the_next_one_and_opens_it_in_one_press()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 19, 0));
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var desk = await browser.SignInAsync(server.Url, "coordinator");
        var number = await desk.RegisterAsync("S. Vink", "Mantelzorger valt vannacht uit.");
        await PlacedAsync(server, number);

        await desk.GotoAsync("/regiekamer");
        await desk.Locator($"[data-list='now'] [data-key='r{number}'][data-act='FindNext']")
            .WaitForAsync();
        await desk.GotoAsync($"/zorgvragen/{number}");
        await desk.Locator("[data-move-on] time").WaitForAsync();
        var other = await browser.SignInAsync(server.Url, "coordinator2");
        await other.GotoAsync($"/zorgvragen/{number}");
        await desk.SendAsync("Zoek een plek voor morgen");

        // Everything about the patient came along; where the patient is, is the place of tonight.
        var next = int.Parse(desk.Url.Split('/')[^1], CultureInfo.InvariantCulture);
        Assert.NotEqual(number, next);
        await desk.Locator(".dossier-head a", new() { HasText = $"zorgvraag {number}" })
            .WaitForAsync();
        var facts = await desk.InnerTextAsync(".facts-column");
        Assert.Contains("S. Vink", facts, StringComparison.Ordinal);
        Assert.Contains("Kievitsbron", facts, StringComparison.Ordinal);
        Assert.Contains("Mantelzorger valt vannacht uit", facts, StringComparison.Ordinal);
        await desk.Locator(".waiting[open] > summary", new() { HasText = "voorrang 1" })
            .WaitForAsync();

        // The first request says so on another's screen, and waits only to be closed.
        await other.Locator($".dossier-head a[href='/zorgvragen/{next}']").WaitForAsync();
        await other.SendAsync("Sluit: de patiënt heeft de plek");
        var closed = server.World.Access[new CareRequestId(number)];
        Assert.Equal(Ending.Placed, closed.Ending);
        Assert.True(server.World.Access[new CareRequestId(next)].IsOpen);
    }

    // Up to the handover at the emergency bed, by the desk, as it was told on the telephone.
    private static async Task PlacedAsync(WebServer server, int number)
    {
        using var program = await server.SignInAsync("coordinator");
        var path = $"/api/care-requests/{number}";
        _ = await program.DoAsync($"{path}/lead");
        _ = await program.DoAsync($"{path}/triage", new
        {
            system = "nts", systemVersion = "2026", proposed = "U3", urgency = "U3",
        });
        _ = await program.DoAsync($"{path}/need", new
        {
            careType = "emergency-bed", complexity = "Low", transport = "taxi",
        });
        var asked = await program.DoAsync(
            $"{path}/offers", new { unit = Unit, @override = "agreed-by-phone" });
        _ = await program.DoAsync(
            $"/api/offers/{asked.GetProperty("offer").GetInt32()}/answer",
            new { reply = "Yes", spokenName = "zr. Avond", spokenFunction = "nurse" });
        _ = await program.DoAsync($"{path}/admission", new
        {
            sending = "dr. Een", sendingFunction = "gp", admitting = "dr. Twee",
            admittingFunction = "gp",
        });
        _ = await program.DoAsync($"{path}/consent", new { given = "Yes" });
        _ = await program.DoAsync($"{path}/transport", new { kind = "taxi" });
        _ = await program.DoAsync($"{path}/arrived");
        _ = await program.DoAsync(
            $"{path}/handover", new { receiver = "zr. Avond", function = "nurse" });
    }
}
