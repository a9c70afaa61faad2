using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>
/// What ends a session reaches the pages and the open live streams at once: the clock stands still
/// in these tests, so that no time passes between the act and its effect.
/// </summary>
public sealed class SessionEndTests : IAsyncLifetime
{
    private static readonly TimeSpan FrameGap = TimeSpan.FromMilliseconds(250);

    private readonly ManualTime time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private WebServer server = null!;
    private Api desk = null!;
    private Api admin = null!;

    public static TheoryData<string> Ends =>
        ["signed out", "closed", "role taken", "second factor cleared", "password set"];

    public async ValueTask InitializeAsync()
    {
        server = await WebServer.StartDemoAsync(time);
        (desk, admin) =
            (await server.SignInAsync("coordinator"), await server.SignInAsync("beheerder"));
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        admin.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task What_ends_a_session_ends_its_stream_and_its_pages(string how)
    {
        using var colleague = await server.SignInAsync("coordinator2");
        using var frames = await FollowAsync(desk);
        using var others = await FollowAsync(colleague);

        await EndAsync(how);

        Assert.Equal("gone", (await frames.NextAsync())!.Kind);
        Assert.Null(await frames.NextAsync());
        var page = await desk.GetAsync("/regiekamer");
        Assert.Equal(how == "role taken" ? 403 : 302, page.Status);
        var api = await desk.GetAsync("/api/care-requests");
        Assert.Equal(how == "role taken" ? 403 : 401, api.Status);
        using var again = await desk.LiveAsync("", "desk");
        Assert.Equal(how == "role taken" ? 403 : 401, again.Status);

        // Nobody else is touched.
        Assert.Equal("beat", (await NextWhileTimePassesAsync(others)).Kind);
        Assert.Equal(200, (await colleague.GetAsync("/regiekamer")).Status);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_also_for_a_stream_where_nothing_happens()
    {
        using var frames = await FollowAsync(desk);
        time.Advance(OpenSession.Length.ToTimeSpan() - TimeSpan.FromMinutes(1));
        Assert.NotEqual("gone", (await NextWhileTimePassesAsync(frames)).Kind);
        Assert.Equal(200, (await desk.GetAsync("/api/session")).Status);

        time.Advance(TimeSpan.FromMinutes(1));

        // What grew old meanwhile may still come before.
        var last = await NextWhileTimePassesAsync(frames);
        while (last.Kind != "gone")
        {
            last = await NextWhileTimePassesAsync(frames);
        }

        Assert.Null(await frames.NextAsync());
        Assert.Equal(401, (await desk.GetAsync("/api/session")).Status);
    }

    [Fact]
    public async Task Everybody_can_sign_out_by_page_and_by_program()
    {
        foreach (var account in Demo.DemoAccounts.All)
        {
            using var page = await server.SignInAsync(account.Login);
            Assert.Equal("/aanmelden", (await page.FormAsync("/afmelden")).Location);
            Assert.Equal(401, (await page.GetAsync("/api/session")).Status);

            time.Advance(TimeSpan.FromMinutes(1));
            using var program = await server.SignInAsync(account.Login);
            var ended = await program.SendAsync(
                new HttpRequestMessage(HttpMethod.Delete, "/api/session"));
            Assert.Equal(204, ended.Status);
            Assert.Equal(401, (await program.GetAsync("/api/session")).Status);
        }
    }

    [Fact]
    public async Task A_stolen_cookie_is_worth_nothing_after_signing_out()
    {
        using var thief = server.Open()
            .With("Cookie", $"coordinaat={desk.Cookies.First(c => c.Name == "coordinaat").Value}");
        Assert.Equal(200, (await thief.GetAsync("/api/session")).Status);

        _ = await desk.FormAsync("/afmelden");

        Assert.Equal(401, (await thief.GetAsync("/api/session")).Status);
    }

    // The first frame, and the short rest after it; from here the stream only waits for news.
    private async Task<Frames> FollowAsync(Api api)
    {
        var frames = await api.LiveAsync($"1-{server.World.Number}", "desk");
        Assert.Equal("rows", (await frames.NextAsync())!.Kind);
        await Eventually.Holds(() => time.HasTimer(FrameGap), "the rest after a frame");
        time.Advance(FrameGap);
        await Eventually.Holds(() => time.HasTimer(TimeSpan.FromSeconds(5)),
            "the heartbeat's timer");
        return frames;
    }

    private async Task<Frame> NextWhileTimePassesAsync(Frames frames)
    {
        var next = frames.NextAsync();
        while (!next.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            _ = await Task.WhenAny(next, Task.Delay(20));
        }

        return (await next)!;
    }

    private async Task EndAsync(string how)
    {
        var account = (await desk.GetAsync("/api/session")).Json.GetProperty("account").GetInt32();
        _ = how switch
        {
            "signed out" => (object)await desk.FormAsync("/afmelden"),
            "closed" => await admin.DoAsync(
                $"/api/accounts/{account}",
                new { roles = new[] { "Coordinator" }, isEnabled = false }),
            "role taken" => await admin.DoAsync(
                $"/api/accounts/{account}",
                new { roles = new[] { nameof(Roles.RegionManager) }, isEnabled = true }),
            "second factor cleared" => await admin.DoAsync(
                $"/api/accounts/{account}/second-factor/clear"),
            "password set" => await admin.DoAsync(
                $"/api/accounts/{account}/password", new { password = "een nieuw wachtwoord" }),
            _ => throw new ArgumentOutOfRangeException(nameof(how), how, null),
        };
    }
}
