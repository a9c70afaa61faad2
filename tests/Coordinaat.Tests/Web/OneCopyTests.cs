using Coordinaat.Engine;
using Coordinaat.Regions;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>A journal that should be on two machines and is on one: said on the screens, for as
/// long as it is so.</summary>
public sealed class OneCopyTests
{
    private const string Hidden = "id=\"copy-sign\" class=\"live-sign\" data-state=\"behind\" "
        + "role=\"status\" hidden";

    [Fact]
    public async Task A_copy_that_falls_away_is_said_on_the_screens_until_it_is_back()
    {
        await using var cluster = Cluster.Start();
        await using var copy = cluster.StartCopy("copy");
        cluster.WaitForCopy("copy");
        await using var server = await WebServer.StartDemoOnAsync(
            cluster.StringOf(cluster.CreateDatabase()), copies: 2);
        using var desk = await server.SignInAsync("coordinator");
        using var frames = await desk.LiveAsync($"1-{server.World.Number}", "desk");
        Assert.Contains(Hidden, (await desk.GetAsync("/regiekamer")).Body, Ordinal);
        Assert.Equal("{}", await NextBeatAsync(frames));

        // As Patroni does: without a copy the database goes on alone.
        copy.Run("stop", "immediate");
        cluster.WaitForCopy("");
        await Eventually.Holds(() => server.Engine.HasOneCopy, "the engine sees it");
        var page = (await desk.GetAsync("/regiekamer")).Body;
        Assert.Contains("één kopie", System.Net.WebUtility.HtmlDecode(page), Ordinal);
        Assert.DoesNotContain(Hidden, page, Ordinal);
        Assert.Equal("{\"oneCopy\":true}", await NextBeatAsync(frames));
        await desk.SpeakAsync("en");
        Assert.Contains("one copy", (await desk.GetAsync("/capaciteit")).Body, Ordinal);

        copy.Run("start");
        cluster.WaitForCopy("copy");
        await Eventually.Holds(() => !server.Engine.HasOneCopy, "the copy is back");
        Assert.Contains(Hidden, (await desk.GetAsync("/regiekamer")).Body, Ordinal);
        Assert.Equal("{}", await NextBeatAsync(frames));
    }

    [Fact]
    public async Task Who_expects_no_copy_hears_nothing_of_it()
    {
        await using var cluster = Cluster.Start();
        await using var server = await WebServer.StartDemoOnAsync(
            cluster.StringOf(cluster.CreateDatabase()));
        using var desk = await server.SignInAsync("coordinator");
        using var frames = await desk.LiveAsync($"1-{server.World.Number}", "desk");

        Assert.Equal("{}", await NextBeatAsync(frames));
        Assert.Contains(Hidden, (await desk.GetAsync("/regiekamer")).Body, Ordinal);
    }

    [Fact]
    public async Task The_program_itself_may_ask_for_the_hash_of_its_world_and_nobody_else()
    {
        await using var server = await WebServer.StartDemoAsync();
        server.Service<ControlFile>().Write(server.Url.ToString());
        var token = ControlFile.Find(server.Folder)!.Value.Token;
        using var own = server.Open().WithToken(token);
        using var guess = server.Open().WithToken(new string('0', 64));
        using var desk = await server.SignInAsync("coordinator");

        var print = (await own.GetAsync("/health/world")).Json;
        Assert.Equal(Snapshots.HashOf(server.World), print.GetProperty("hash").GetString());
        Assert.Equal(server.World.Number, print.GetProperty("number").GetInt64());
        Assert.Equal(302, (await guess.GetAsync("/health/world")).Status);
        Assert.Equal(403, (await desk.GetAsync("/health/world")).Status);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static async Task<string> NextBeatAsync(Frames frames)
    {
        while (true)
        {
            var frame = (await frames.NextAsync())!;
            if (frame.Kind == "beat")
            {
                return frame.Data;
            }
        }
    }
}
