using System.Text.Json;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>
/// Rows are drawn once and shown many times: never to whom they are not meant for, and never longer
/// than they are true, whether something happens or time alone passes.
/// </summary>
public sealed class DrawnOnceTests : IAsyncLifetime
{
    private readonly ManualTime time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private WebServer server = null!;

    public async ValueTask InitializeAsync() => server = await WebServer.StartDemoAsync(time);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_board_that_was_drawn_before_grows_old_with_its_figures()
    {
        await ReportAsync(occupied: 7);
        using var desk = await server.SignInAsync("coordinator");
        var fresh = await RowAsync(desk);
        Assert.Contains("data-sign=\"Open\"", fresh, StringComparison.Ordinal);
        Assert.Contains(">10:00</time>", fresh, StringComparison.Ordinal);
        Assert.Equal(fresh, await RowAsync(desk));

        // Nothing happens; the figures expire, and then it is another day.
        time.Advance(Expiry);
        var old = await RowAsync(desk);
        Assert.Contains("data-sign=\"Unknown\"", old, StringComparison.Ordinal);
        Assert.Contains(">10:00</time>", old, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromHours(24) - Expiry);
        using var again = await server.SignInAsync("coordinator");
        Assert.Contains(
            ">02-03 10:00</time>", await RowAsync(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_that_was_drawn_before_shows_what_happened_since_in_each_language()
    {
        using var desk = await server.SignInAsync("coordinator");
        using var colleague = await server.SignInAsync("coordinator2");
        await colleague.SpeakAsync("en");
        foreach (var occupied in new[] { 7, 8, 20 })
        {
            await ReportAsync(occupied);
            var (dutch, english) = (await RowAsync(desk), await RowAsync(colleague));
            Assert.Contains($"{occupied} / 20", dutch, StringComparison.Ordinal);
            Assert.Contains($"{occupied} / 20", english, StringComparison.Ordinal);
            Assert.Contains(occupied == 20 ? "vol" : "vrij", dutch, StringComparison.Ordinal);
            Assert.Contains(occupied == 20 ? "full" : "free", english, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_one_organisation_the_desk_sees_who_waits_and_others_see_how_many()
    {
        using var desk = await server.SignInAsync("coordinator");
        await StaffAccounts.OpenAsync(
            server.Engine, "cijfers", "zcc", Roles.RegionManager);
        using var manager = server.Open();
        await manager.SignInStaffAsync("cijfers", time.GetUtcNow());
        var before = server.World.Number;
        var number = await LiveListsTests.SeekAsync(desk);
        _ = await desk.DoAsync(
            $"/api/care-requests/{number}/waiting-list", new { priority = 2 });

        foreach (var (who, sees) in new[] { (desk, true), (manager, false) })
        {
            using var stream = await who.LiveAsync($"1-{before}", "waiting-list");
            var html = JsonDocument.Parse((await stream.NextAsync())!.Data).RootElement
                .GetProperty("rows")[0].GetProperty("html").GetString()!;
            Assert.Contains("ELV hoog complex", html, StringComparison.Ordinal);
            Assert.Equal(
                sees, html.Contains($"data-request=\"{number}\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_stream_shows_that_figures_grew_old_though_nothing_happened()
    {
        await ReportAsync(occupied: 7);
        using var desk = await server.SignInAsync("coordinator");

        // Drawn at the very number at which it will have grown old.
        using var before = await desk.LiveAsync($"1-{server.World.Number - 2}", "board::", "desk");
        Assert.Contains(
            "data-sign=\"Open\"", HtmlIn((await before.NextAsync())!), StringComparison.Ordinal);
        time.Advance(Expiry);
        var next = NextAsync(before);
        await Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(5));
                return next.IsCompleted;
            },
            "the figures grew old");

        // Long before office hours end, which would have had the row drawn again as well.
        Assert.True(time.GetUtcNow().Hour < 15, $"{time.GetUtcNow()}");
        Assert.Contains("data-sign=\"Unknown\"", await next, StringComparison.Ordinal);
    }

    private TimeSpan Expiry => TimeSpan.FromMinutes(
        server.World.Regions.Describe(new UnitId(1)).CareType.ExpiryMinutes);

    // The first unit's row, when it comes again and is no longer free.
    private static async Task<string> NextAsync(Frames frames)
    {
        while (await frames.NextAsync() is { } frame)
        {
            var html = HtmlIn(frame);
            if (html.Length > 0 && !html.Contains("\"Open\"", StringComparison.Ordinal))
            {
                return html;
            }
        }

        return "";
    }

    private static string HtmlIn(Frame frame) => frame.Kind != "rows"
        ? ""
        : JsonDocument.Parse(frame.Data).RootElement.GetProperty("rows").EnumerateArray()
            .Where(r => r.GetProperty("list").GetString() == "board"
                && r.GetProperty("key").GetString() == "u1")
            .Select(r => r.GetProperty("html").GetString()!).FirstOrDefault("");

    private static async Task<string> RowAsync(Api api)
    {
        var page = (await api.GetAsync("/capaciteit")).Body;
        var start = page.IndexOf("data-key=\"u1\"", StringComparison.Ordinal);
        return page[start..page.IndexOf("</tr>", start, StringComparison.Ordinal)];
    }

    private Task<Receipt> ReportAsync(int occupied) => server.DoAsync(new ReportCapacity(
        new UnitId(1), 20, 0, 20, occupied, null, FigureSource.Feed));
}
