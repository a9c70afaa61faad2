using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>Who looks at the waiting list or at unmet demand sees what another does, without
/// loading again.</summary>
public sealed class LiveListsTests
{
    private const string Unit = "huize-vlierdonk-elv-high";

    [Fact]
    public async Task The_waiting_list_shows_who_comes_what_comes_free_and_who_leaves()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 19, 0));
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var (desk, manager) = await OpenAsync(browser, server, "/wachtlijst");
        using var other = await server.SignInAsync("coordinator2");
        using var ward = await server.SignInAsync("vlierdonk");
        await ReportAsync(ward, free: 0);

        var number = await SeekAsync(other);
        var path = $"/api/care-requests/{number}";
        _ = await other.DoAsync($"{path}/waiting-list", new { priority = 2 });
        var row = desk.Locator($"tr[data-request='{number}']");
        await row.WaitForAsync();
        Assert.Equal("2", await row.Locator("td").First.InnerTextAsync());
        _ = await other.DoAsync($"{path}/waiting-list", new { priority = 1 });
        await desk.Locator(
            $"tr[data-request='{number}'] td:first-child", new() { HasText = "1" })
            .WaitForAsync();

        await ReportAsync(ward, free: 1);
        await row.GetByText("misschien plek").WaitForAsync();
        await ReportAsync(ward, free: 0);
        await row.GetByText("misschien plek").WaitForAsync(
            new() { State = WaitForSelectorState.Detached });

        // Who sees numbers only sees no request in them.
        var care = manager.Locator("section", new() { HasText = "ELV hoog complex" });
        await care.WaitForAsync();
        Assert.Equal(0, await manager.Locator("tr[data-request]").CountAsync());
        _ = await other.DoAsync($"{path}/waiting-list/end");
        await row.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await care.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await NotLoadedAgainAsync(desk, manager);
    }

    [Fact]
    public async Task The_waiting_list_is_in_order_of_priority_and_then_of_how_long_somebody_waits()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var server = await WebServer.StartDemoAsync(time);
        using var desk = await server.SignInAsync("coordinator");
        var numbers = new List<int>();
        foreach (var priority in new[] { 2, 1, 1 })
        {
            numbers.Add(await SeekAsync(desk, numbers.Count + 1));
            time.Advance(TimeSpan.FromMinutes(1));
            await WaitAsync(numbers[^1], priority);
        }

        Assert.Equal([numbers[1], numbers[2], numbers[0]], await ShownAsync());

        // With another priority somebody still waits as long as before.
        await WaitAsync(numbers[0], 1);
        Assert.Equal(numbers, await ShownAsync());

        Task WaitAsync(int number, int priority) => desk.DoAsync(
            $"/api/care-requests/{number}/waiting-list", new { priority });

        async Task<IEnumerable<int>> ShownAsync() => Regex
            .Matches((await desk.GetAsync("/wachtlijst")).Body, "data-request=\"([0-9]+)\"")
            .Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Unmet_demand_counts_on_while_somebody_looks()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 19, 0));
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var (desk, manager) = await OpenAsync(browser, server, "/onvervuld");
        using var other = await server.SignInAsync("coordinator2");

        var number = await SeekAsync(other);
        await CountsAsync(desk, "1 0 0 0");
        await CountsAsync(manager, "1 0 0 0");
        var path = $"/api/care-requests/{number}";
        _ = await other.DoAsync($"{path}/waiting-list", new { priority = 2 });
        await CountsAsync(desk, "1 0 0 1");
        _ = await other.DoAsync($"{path}/close", new { ending = "NoPlace" });
        await CountsAsync(desk, "1 0 1 0");
        await CountsAsync(manager, "1 0 1 0");
        await NotLoadedAgainAsync(desk, manager);
    }

    [Fact]
    public async Task The_shares_count_a_yes_as_soon_as_it_is_said()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 19, 0));
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var (desk, manager) = await OpenAsync(browser, server, "/verdeling");
        using var other = await server.SignInAsync("coordinator2");
        using var ward = await server.SignInAsync("vlierdonk");

        var number = await SeekAsync(other);
        var asked = await other.DoAsync(
            $"/api/care-requests/{number}/offers",
            new { unit = Unit, @override = "agreed-by-phone" });
        _ = await ward.DoAsync(
            $"/api/offers/{asked.GetProperty("offer").GetInt32()}/answer", new { reply = "Yes" });
        foreach (var page in new[] { desk, manager })
        {
            var row = page.Locator("tr", new() { HasText = "Vlierdonk" });
            await row.WaitForAsync();
            Assert.Equal("1", await row.Locator("td").Nth(2).InnerTextAsync());
        }

        await NotLoadedAgainAsync(desk, manager);
    }

    private static async Task<(IPage Desk, IPage Manager)> OpenAsync(
        Browser browser, WebServer server, string page)
    {
        var desk = await browser.SignInAsync(server.Url, "coordinator");
        var manager = await browser.SignInAsync(server.Url, "regiomanager");
        foreach (var one in new[] { desk, manager })
        {
            await one.GotoAsync(page);
            await one.EvaluateAsync("() => { window.isHere = true; }");
        }

        return (desk, manager);
    }

    // A page that was loaded anew has lost the word that was left on it.
    private static async Task NotLoadedAgainAsync(params IPage[] pages)
    {
        foreach (var page in pages)
        {
            Assert.True(await page.EvaluateAsync<bool>("() => window.isHere === true"));
        }
    }

    /// <summary>A request that looks for a place.</summary>
    /// <returns>Its number.</returns>
    internal static async Task<int> SeekAsync(Api desk, int patient = 1)
    {
        var taken = await desk.DoAsync("/api/care-requests", new Patient(patient).Intake());
        var number = taken.GetProperty("request").GetInt32();
        _ = await desk.DoAsync($"/api/care-requests/{number}/triage", new
        {
            system = "nts", systemVersion = "2026", proposed = "U3", urgency = "U3",
        });
        _ = await desk.DoAsync($"/api/care-requests/{number}/need", new
        {
            careType = "elv-high", complexity = "Low", transport = "taxi",
        });
        return number;
    }

    private static Task<JsonElement> ReportAsync(Api ward, int free) => ward.DoAsync(
        $"/api/units/{Unit}/capacity",
        new { physical = 20, blocked = 0, staffed = 20, occupied = 20 - free });

    // Asked, placed, no place, waiting.
    private static async Task CountsAsync(IPage page, string counts) =>
        await page.WaitForFunctionAsync(
            """
            counts => [...document.querySelectorAll(".demand tr")]
              .filter(r => r.innerText.includes("ELV hoog"))
              .some(r => [...r.querySelectorAll("td")].slice(0, 4)
                .map(c => c.innerText.trim()).join(" ") === counts)
            """,
            counts);
}
