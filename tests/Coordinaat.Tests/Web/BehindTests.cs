using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Http;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>
/// Somebody who has seen the journal up to a number, at another node, sees no older world at this
/// one: it waits until it knows as much, and says so when that takes too long.
/// </summary>
public sealed class BehindTests : IAsyncLifetime
{
    private static readonly TimeSpan FrameGap = TimeSpan.FromMilliseconds(250);

    private readonly ManualTime time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private WebServer server = null!;

    public async ValueTask InitializeAsync() => server = await WebServer.StartDemoAsync(time);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Every_answer_carries_its_number_to_the_next_node()
    {
        using var ward = await server.SignInAsync("vlierdonk");

        var form = await ward.FormAsync("/mijn-capaciteit");
        Assert.Equal(303, form.Status);
        Assert.Equal(At(0), Assert.Single(form.Headers[SeenMiddleware.Header]));
        Assert.Equal(At(0), SeenBy(ward));

        using var program = await server.SignInAsync("coordinator");
        var api = await program.PostAsync("/api/care-requests", new Patient(1).Intake());
        Assert.Equal(200, api.Status);
        Assert.Equal(At(0), Assert.Single(api.Headers[SeenMiddleware.Header]));
        Assert.Equal(At(0), SeenBy(program));

        // Reading shows a world too.
        await StoreAsync();
        var page = await ward.GetAsync("/capaciteit");
        Assert.Equal(At(0), Assert.Single(page.Headers[SeenMiddleware.Header]));
        Assert.Equal(At(0), SeenBy(ward));
    }

    [Theory]
    [InlineData("/capaciteit")]
    [InlineData("/api/units")]
    public async Task A_node_that_is_behind_waits_until_it_knows_as_much(string path)
    {
        using var desk = (await server.SignInAsync("coordinator"))
            .With(SeenMiddleware.Header, At(2));
        var waiting = desk.GetAsync(path);
        await Eventually.Holds(() => time.HasTimer(SeenMiddleware.WaitMax), "it waits");

        await StoreAsync();
        Assert.False(waiting.IsCompleted);
        await StoreAsync();

        var answer = await House.Within(waiting);
        Assert.Equal(200, answer.Status);
        Assert.Equal(At(0), Assert.Single(answer.Headers[SeenMiddleware.Header]));
        Assert.DoesNotContain("achter: dit", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_does_not_catch_up_shows_what_it_knows_and_says_that_it_is_behind()
    {
        using var desk = await server.SignInAsync("coordinator");
        using var beyond = server.Open().With(
            "Cookie", $"{CookieOf(desk)}; {SeenMiddleware.Cookie}={At(5)}");
        var waiting = beyond.GetAsync("/capaciteit");
        await PassUntilAsync(waiting);

        var page = await waiting;
        Assert.Equal(200, page.Status);
        Assert.Contains("achter: dit is ouder", page.Body, StringComparison.Ordinal);

        // Nothing is forgotten: the next page waits as well.
        Assert.DoesNotContain(page.Headers["Set-Cookie"], c =>
            c.StartsWith(SeenMiddleware.Cookie, StringComparison.Ordinal));

        // The number to call does not wait for anything.
        var threat = await House.Within(beyond.GetAsync("/levensgevaar"));
        Assert.Contains("tel:112", threat.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2-999999")]
    [InlineData("1--999999")]
    [InlineData("1-99999999999999999999")]
    [InlineData("nergens")]
    public async Task A_number_of_another_history_or_none_holds_nobody_up(string number)
    {
        using var desk = (await server.SignInAsync("coordinator"))
            .With(SeenMiddleware.Header, number);
        var page = await House.Within(desk.GetAsync("/capaciteit"));
        Assert.Equal(200, page.Status);
        Assert.DoesNotContain("achter: dit", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_from_a_node_that_knew_more_is_told_so_and_goes_on_when_it_can()
    {
        using var desk = await server.SignInAsync("coordinator");
        var opening = desk.LiveAsync(At(2), "board::");
        await PassUntilAsync(opening);

        using var frames = await opening;
        Assert.Equal(new Frame("", "behind", "{}"), await House.Within(frames.NextAsync()));

        // These two it had seen elsewhere; the third is new.
        await StoreAsync();
        await StoreAsync();
        Assert.Equal(
            new Frame(At(0), "rows", "{\"rows\":[]}"), await House.Within(frames.NextAsync()));
        await StoreAsync();
        await Eventually.Holds(() => time.HasTimer(FrameGap), "the rest after a frame");
        time.Advance(FrameGap);
        var rows = (await House.Within(frames.NextAsync()))!;
        Assert.Equal(("rows", At(0)), (rows.Kind, rows.Id));
        Assert.Contains("\"key\":\"u3\"", rows.Data, StringComparison.Ordinal);
        Assert.DoesNotContain("\"key\":\"u1\"", rows.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_catches_up_in_time_hears_nothing_of_it()
    {
        using var desk = await server.SignInAsync("coordinator");
        var opening = desk.LiveAsync(At(1), "board::");
        await Eventually.Holds(() => time.HasTimer(SeenMiddleware.WaitMax), "it waits");
        await StoreAsync();

        using var frames = await House.Within(opening);
        var rows = (await House.Within(frames.NextAsync()))!;
        Assert.Equal(("rows", At(0)), (rows.Kind, rows.Id));
    }

    // Whoever asked the engine may have left a timer as long as this wait: time goes on until
    // there is an answer, whichever timer it was.
    private Task PassUntilAsync(Task answer) => Eventually.Holds(
        () =>
        {
            time.Advance(FrameGap);
            return answer.IsCompleted;
        },
        "it waits no longer");

    private int stored;

    // One event; each of a unit with places of its own.
    private Task<Receipt> StoreAsync() => server.DoAsync(new ReportCapacity(
        new UnitId(++stored), 20, 0, 20, 3, null, FigureSource.Feed));

    private string At(long ahead) => $"{server.Engine.Epoch}-{server.World.Number + ahead}";

    private static string SeenBy(Api api) =>
        api.Cookies.Single(c => c.Name == SeenMiddleware.Cookie).Value;

    private static string CookieOf(Api api) =>
        $"coordinaat={api.Cookies.Single(c => c.Name == "coordinaat").Value}";
}
