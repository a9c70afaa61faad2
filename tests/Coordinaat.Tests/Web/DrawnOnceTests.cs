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
        time.Advance(TimeSpan.FromHours(11));
        var old = await RowAsync(desk);
        Assert.Contains("data-sign=\"Unknown\"", old, StringComparison.Ordinal);
        Assert.Contains(">10:00</time>", old, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromHours(13));
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
    public async Task A_stream_shows_that_figures_grew_old_though_nothing_happened()
    {
        await ReportAsync(occupied: 7);
        using var desk = await server.SignInAsync("coordinator");

        // Drawn at the very number at which it will have grown old.
        using var before = await desk.LiveAsync($"1-{server.World.Number - 2}", "board::", "desk");
        Assert.Contains(
            "data-sign=\\\"Open\\\"", (await before.NextAsync())!.Data, StringComparison.Ordinal);
        var next = NextRowsAsync(before);
        await Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromMinutes(1));
                return next.IsCompleted;
            },
            "the figures grew old");
        Assert.Contains(
            "data-sign=\\\"Unknown\\\"", await next, StringComparison.Ordinal);
    }

    // The first frame in which the first unit does not look free.
    private static async Task<string> NextRowsAsync(Frames frames)
    {
        while (await frames.NextAsync() is { } frame)
        {
            if (frame.Data.Contains("\"key\":\"u1\"", StringComparison.Ordinal)
                && frame.Data.Contains("data-sign=\\\"Unknown\\\"", StringComparison.Ordinal))
            {
                return frame.Data;
            }
        }

        return "";
    }

    private static async Task<string> RowAsync(Api api)
    {
        var page = (await api.GetAsync("/capaciteit")).Body;
        var start = page.IndexOf("data-key=\"u1\"", StringComparison.Ordinal);
        return page[start..page.IndexOf("</tr>", start, StringComparison.Ordinal)];
    }

    private Task<Receipt> ReportAsync(int occupied) => server.DoAsync(new ReportCapacity(
        new UnitId(1), 20, 0, 20, occupied, null, FigureSource.Feed));
}
