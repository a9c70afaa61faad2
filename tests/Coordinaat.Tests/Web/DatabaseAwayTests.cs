using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>The database of several programs is away: people see so, the number to call is there
/// at once, nothing is an incident, and afterwards nothing is lost or double.</summary>
public sealed class DatabaseAwayTests
{
    private static readonly string[] Away =
        ["/problems/engine/unwritable", "/problems/engine/unreadable"];

    [Fact]
    public async Task While_the_database_is_away_people_see_so_and_afterwards_nothing_is_lost()
    {
        await using var cluster = Cluster.Start();
        await using var server = await WebServer.StartDemoOnAsync(
            cluster.StringOf(cluster.CreateDatabase()));
        using var desk = await server.SignInAsync("coordinator");
        using var other = await server.SignInAsync("coordinator2");
        var (first, second) = (new Patient(1), new Patient(2));
        var known = (await desk.DoAsync("/api/care-requests", first.Intake()))
            .GetProperty("request").GetInt32();
        var borders = await ShowOwnBordersAsync(server, desk);
        var before = server.World.Access.Requests.Count;
        var id = Guid.Parse("6f1c8f0e-52a1-4a36-9d0b-7d7d4c1f7a12");

        cluster.Run("stop", "immediate");
        await Eventually.Holds(
            () => server.Engine.UnwritableSince is not null, "the engine sees it");
        var refused = await desk.PostAsync("/api/care-requests", second.Intake(), id);
        Assert.Equal(503, refused.Status);
        Assert.Contains(refused.Type, Away);
        Assert.NotEmpty(refused.Headers["Retry-After"]);

        // The board is in memory, and a name that was never opened does not stop it.
        foreach (var path in new[] { "/regiekamer", "/capaciteit" })
        {
            var page = await other.GetAsync(path);
            Assert.Equal(200, page.Status);
            Assert.Contains("opslaan lukt nu niet", page.Body, StringComparison.Ordinal);
        }

        // So is the map, with the region's own lines.
        var map = await other.GetAsync("/capaciteit/kaart");
        Assert.Equal((200, borders), (map.Status, MapTests.BordersOf(map.Body)));

        // What is sealed lies in the database: said, and no incident.
        var list = await desk.GetAsync($"/zorgvragen/{known}");
        Assert.Equal(503, list.Status);
        Assert.Contains("niet te bereiken", list.Body, StringComparison.Ordinal);
        var threat = await desk.GetAsync($"/levensgevaar?zorgvraag={known}");
        Assert.Equal(200, threat.Status);
        Assert.Contains("tel:112", threat.Body, StringComparison.Ordinal);
        Assert.Contains("kan nu niet gelezen", threat.Body, StringComparison.Ordinal);

        cluster.Run("start");
        await Eventually.Holds(
            () => server.Engine.UnwritableSince is null, "it can be written again");
        foreach (var _ in new[] { 1, 2 })
        {
            var answer = await desk.PostAsync("/api/care-requests", second.Intake(), id);
            Assert.Equal(known + 1, answer.Json.GetProperty("request").GetInt32());
        }

        Assert.Equal(before + 1, server.World.Access.Requests.Count);
        Assert.Contains(
            first.Place, (await desk.GetAsync($"/levensgevaar?zorgvraag={known}")).Body,
            StringComparison.Ordinal);
    }

    private static async Task<string> ShowOwnBordersAsync(WebServer server, Api desk)
    {
        using var admin = await server.SignInAsync("beheerder");
        var outline = MapTests.BordersOf((await desk.GetAsync("/capaciteit/kaart")).Body);
        Assert.Equal(200, (await MapTests.PostAsync(admin, MapTests.LineTo("5.2"))).Status);
        var own = MapTests.BordersOf((await desk.GetAsync("/capaciteit/kaart")).Body);
        Assert.NotEqual(outline, own);
        return own;
    }
}
