using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// S5: an emergency department has a stop, and an ambulance is advised to go elsewhere. Danger of
/// life and a suspected multitrauma still go in, and the stop ends by itself.
/// </summary>
public sealed class DestinationTests
{
    private const string Stopped = "SEH, Keienburg";
    private const string StopForm = "/mijn-capaciteit/zh-keienburg-seh/stop";

    [Fact]
    public async Task S5_a_stop_sends_a_hip_fracture_elsewhere_and_a_multitrauma_still_goes_in()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 14, 0));
        await using var server = await WebServer.StartDemoAsync(time);
        await StaffAccounts.OpenAsync(
            server.Engine, "centralist", "ambulance", Roles.ProviderDesk);
        await StaffAccounts.OpenAsync(
            server.Engine, "gangolf", "zh-gangolf", Roles.ProviderDesk);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var lead = await browser.SignInAsync(server.Url, "keienburg", 360, 740);
        var meldkamer = await WatchAsync(browser, server, time, "centralist");
        var neighbour = await WatchAsync(browser, server, time, "gangolf");

        await SeesRedAsync(lead);
        await DeclareAsync(lead, "Impending", "30");
        Assert.Equal(0, await meldkamer.Locator("[data-alarm]").CountAsync());
        await StopAsync(server, "zh-hazelaar-seh");
        await StopAsync(server, "zh-turfveen-seh");
        await lead.GotoAsync(StopForm);
        var agreed = await lead.Locator("[data-agreed]").InnerTextAsync();
        Assert.Contains("hoogstens 2 tegelijk", agreed, StringComparison.Ordinal);
        Assert.Contains("SEH, Hazelaar, SEH, Turfveen", agreed, StringComparison.Ordinal);
        Assert.Contains("meer dan afgesproken", agreed, StringComparison.Ordinal);

        // It warns and never forbids.
        await DeclareAsync(lead, "Active", "120");
        await meldkamer.Locator("[data-alarm]").WaitForAsync();
        await neighbour.Locator("[data-alarm]").WaitForAsync();
        Assert.Contains(
            Stopped, await neighbour.Locator(".alarm-strip").InnerTextAsync(),
            StringComparison.Ordinal);

        await IsAdvisedElsewhereAsync(await browser.SignInAsync(server.Url, "coordinator"));
        Assert.StartsWith(
            "Advies: SEH, Gangolf – SEH, Keienburg heeft een stop tot 16:0",
            await AdviceAsync(meldkamer, ""), StringComparison.Ordinal);
        Assert.StartsWith(
            "Advies: SEH, Keienburg", await AdviceAsync(meldkamer, "1"),
            StringComparison.Ordinal);
        await EndsByItselfAsync(server, time, lead);
    }

    [Fact]
    public async Task Who_sends_elsewhere_than_advised_says_why_and_it_is_counted()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 14, 0));
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var desk = await browser.SignInAsync(server.Url, "coordinator");
        _ = await SeekAsync(desk);
        await desk.Locator("[data-advice]", new() { HasText = $"Advies: {Stopped}" })
            .WaitForAsync();

        await desk.AskAsync("SEH, Gangolf");
        await desk.Locator(".timeline", new() { HasText = $"Advies niet gevolgd: {Stopped}" })
            .WaitForAsync();
        await desk.GotoAsync("/capaciteit/stops");
        Assert.Equal(
            $"{Stopped}: 1", await desk.Locator("[data-not-followed]").InnerTextAsync());
    }

    [Fact]
    public async Task Nothing_of_what_a_crew_asks_is_kept()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 14, 0));
        await using var server = await WebServer.StartDemoAsync(time);
        using var desk = await server.SignInAsync("coordinator");
        var before = server.World.Number;

        var answer = await desk.PostAsync(
            "/api/destination-advice", new { postcode = "3811", careType = "ed", traumaLevel = 1 });
        var first = answer.Json.GetProperty("destinations")[0];
        Assert.Equal("zh-keienburg-seh", first.GetProperty("unit").GetString());
        Assert.True(first.GetProperty("isAdvised").GetBoolean());
        foreach (var (postcode, careType, trauma) in new[]
        {
            ("9999", "ed", 0), ("x", "ed", 0), ("3811", "elv-low", 0), ("3811", "zz", 0),
            ("3811", "ed", 4),
        })
        {
            var refused = await desk.PostAsync(
                "/api/destination-advice", new { postcode, careType, traumaLevel = trauma });
            Assert.Equal(404, refused.Status);
        }

        Assert.Equal(before, server.World.Number);
    }

    private static async Task<IPage> WatchAsync(
        Browser browser, WebServer server, MovedTime time, string login)
    {
        var page = await browser.OpenAsync(server.Url);
        await page.SignInStaffAsync(login, time.GetUtcNow());
        await page.GotoAsync("/meldingen");
        await page.SelectOptionAsync("#unit", "zh-keienburg-seh");
        await page.SelectOptionAsync("#kind", "Stop");
        await page.SendAsync("Let hierop");
        return page;
    }

    private static async Task SeesRedAsync(IPage lead)
    {
        await lead.GotoAsync("/mijn-capaciteit");
        var form = lead.Locator(".crowding-form").First;
        await form.Locator("summary").ClickAsync();
        foreach (var (name, value) in new[]
        {
            ("patients", "50"), ("boarding", "9"), ("longestBoardingMinutes", "300"),
        })
        {
            await form.Locator($"input[name='{name}']").FillAsync(value);
        }

        await lead.SendAsync("Leg drukte vast");
        await lead.GetByText("overvol").First.WaitForAsync();
    }

    private static async Task DeclareAsync(IPage lead, string level, string minutes)
    {
        await lead.GotoAsync(StopForm);
        var form = lead.Locator(".stop-form");
        await form.Locator($"[name='level'][value='{level}']").CheckAsync();
        await form.Locator("#reason").SelectOptionAsync("peak");
        await form.Locator("#minutes").SelectOptionAsync(minutes);
        await form.Locator("#mandate").SelectOptionAsync("ed-manager");
        await lead.SendAsync("Meld stop");
    }

    private static async Task StopAsync(WebServer server, string unit) => await server.DoAsync(
        new DeclareStop(
            [new(server.World.Regions.Units.NumberOf(unit))], StopLevel.Active, Inflow.All, [],
            "staff", "ed-manager", 120));

    private static async Task<int> SeekAsync(IPage desk)
    {
        var number = await desk.RegisterAsync(
            "J. Post", "Gevallen, heup, standsafwijking, pijn onder controle.",
            requester: "Ambulance");
        await desk.JudgeAsync("U2");
        await desk.DescribeNeedAsync("ed", "Medium", "ambulance");
        return number;
    }

    private static async Task IsAdvisedElsewhereAsync(IPage desk)
    {
        _ = await SeekAsync(desk);
        var advice = await desk.Locator("[data-advice]").InnerTextAsync();
        Assert.StartsWith("Advies: SEH, Gangolf", advice, StringComparison.Ordinal);
        Assert.Contains(
            "SEH, Keienburg heeft een stop tot 16:0", advice, StringComparison.Ordinal);
        await desk.AskFirstAsync();
        await desk.Locator(".offer-list li", new() { HasText = "SEH, Gangolf" }).WaitForAsync();
        await desk.GotoAsync("/capaciteit?soort=ed");
        await desk.Locator("[data-list='board'] tr:has([data-sign='Closed'])", new()
        {
            HasText = Stopped,
        }).WaitForAsync();
    }

    private static async Task<string> AdviceAsync(IPage crew, string traumaLevel)
    {
        await crew.GotoAsync("/bestemming");
        await crew.FillAsync("#postcode", "3811");
        await crew.SelectOptionAsync("#careType", "ed");
        await crew.SelectOptionAsync("#traumaLevel", traumaLevel);
        await crew.SendAsync("Toon de bestemming");
        return await crew.Locator("[data-advice]").InnerTextAsync();
    }

    // The loop's timer runs on the real clock; any report wakes it at the moved one.
    private static async Task EndsByItselfAsync(WebServer server, MovedTime time, IPage lead)
    {
        time.Move(TimeSpan.FromMinutes(121));
        _ = await server.DoAsync(new ReportCapacity(
            new UnitId(2), 9, 0, 9, 4, null, FigureSource.Manual));
        var ed = new UnitId(server.World.Regions.Units.NumberOf("zh-keienburg-seh"));
        Assert.False(server.World.Capacity.StopOf(ed)?.Runs(server.Engine.Now) == true);
        await Eventually.HoldsAsync(
            async () =>
            {
                await lead.GotoAsync("/capaciteit/stops");
                return (await lead.Locator("main").InnerTextAsync())
                    .Contains("2 u", StringComparison.Ordinal);
            },
            "the stop counts in the history");
    }
}
