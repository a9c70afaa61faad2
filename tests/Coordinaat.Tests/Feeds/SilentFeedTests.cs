using System.Collections.Immutable;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Feeds;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Feeds;

/// <summary>
/// Whoever relies on a feed sees where they work that it fell silent, and no longer once it is
/// heard again: the desk of its region and its own people, and nobody else.
/// </summary>
public sealed class SilentFeedTests : IAsyncLifetime
{
    private const string Row = "data-silent-feed=\"keienburg-adt\"";
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    private readonly ManualTime time = new(Now.ToDateTimeOffset());
    private WebServer server = null!;
    private MllpSender sender = null!;

    public async ValueTask InitializeAsync()
    {
        server = await WebServer.StartHearingAsync(time);
        sender = await MllpSender.ConnectAsync(server.Service<MllpHost>().Address!);
    }

    public async ValueTask DisposeAsync()
    {
        sender.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task The_desk_and_its_own_people_see_that_a_feed_is_silent_until_it_is_heard()
    {
        using var desk = await server.SignInAsync("coordinator");
        using var own = await server.SignInAsync("keienburg");
        using var other = await server.SignInAsync("vlierdonk");
        await HearAsync(minutes: 0);
        server.Engine.Feeds.Begin("keienburg-adt", server.Engine.Now);

        time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        await LookAsync();
        Assert.DoesNotContain(Row, await PageAsync(desk, "/regiekamer"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Row, await PageAsync(own, "/mijn-capaciteit"), StringComparison.Ordinal);

        time.Advance(TimeSpan.FromSeconds(1));
        var (room, mine) = (
            await PageAsync(desk, "/regiekamer"), await PageAsync(own, "/mijn-capaciteit"));
        foreach (var page in new[] { room, mine })
        {
            Assert.Contains(
                "Koppeling EPD van Keienburg is stil sinds 10:00", page, StringComparison.Ordinal);
            Assert.Contains(
                "cijfers van Ziekenhuis Keienburg worden oud", page, StringComparison.Ordinal);
        }

        // Only who may open the page is sent there.
        Assert.DoesNotContain("/koppelingen", room, StringComparison.Ordinal);
        Assert.Contains(
            "<a href=\"/koppelingen\"", mine.Split(Row)[1].Split("</li>")[0],
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            Row, await PageAsync(other, "/mijn-capaciteit"), StringComparison.Ordinal);

        await HearAsync(minutes: 15);
        await LookAsync();
        Assert.DoesNotContain(Row, await PageAsync(desk, "/regiekamer"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Row, await PageAsync(own, "/mijn-capaciteit"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("coordinator", "desk")]
    [InlineData("keienburg", "own-capacity")]
    public async Task An_open_screen_gets_the_line_when_time_passes_and_loses_it(
        string login, string topic)
    {
        using var api = await server.SignInAsync(login);
        await HearAsync(minutes: 0);
        server.Engine.Feeds.Begin("keienburg-adt", server.Engine.Now);
        await LookAsync();
        using var frames = await api.LiveAsync(
            $"{server.Engine.Epoch}-{server.World.Number}", topic);

        time.Advance(TimeSpan.FromMinutes(15));
        await UntilAsync(frames, "stil sinds 10:00");
        await HearAsync(minutes: 15);
        await UntilAsync(frames, "\"f-keienburg-adt\",\"html\":null");
    }

    [Fact]
    public async Task While_the_store_is_away_a_feed_falls_silent_by_time_alone()
    {
        using var desk = await server.SignInAsync("coordinator");
        await HearAsync(minutes: 0);
        server.Engine.Feeds.Begin("keienburg-adt", server.Engine.Now);
        await LookAsync();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(server.Folder, "feeds.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE feed_visit RENAME TO away";
            command.ExecuteNonQuery();
        }

        time.Advance(TimeSpan.FromMinutes(15));
        await LookAsync();
        Assert.Contains(Row, await PageAsync(desk, "/regiekamer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_of_another_region_says_nothing_here()
    {
        foreach (Definition row in new Definition[]
        {
            new RegionRow(new Region("ver", "Verweg", "NL", 1, "112")),
            new OrganisationRow("ver-zcc", "ZCC Verweg", Sector.CoordinationCentre, "ver"),
        })
        {
            _ = await server.DoAsync(new Define(row));
        }

        await StaffAccounts.OpenAsync(server.Engine, "ver", "ver-zcc", Roles.Coordinator);
        using var far = server.Open();
        await far.SignInStaffAsync("ver", time.GetUtcNow());
        await HearAsync(minutes: 0);
        server.Engine.Feeds.Begin("keienburg-adt", server.Engine.Now);
        await LookAsync();
        time.Advance(TimeSpan.FromMinutes(15));
        Assert.DoesNotContain(Row, await PageAsync(far, "/regiekamer"), StringComparison.Ordinal);
        using var desk = await server.SignInAsync("coordinator");
        Assert.Contains(Row, await PageAsync(desk, "/regiekamer"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_that_reports_nothing_yet_leaves_nothing_to_grow_old()
    {
        var regions = server.World.Regions;
        var count = new FeedCensus(
            "keienburg-adt", Now, Now, Now, ImmutableDictionary<WardPlace, int>.Empty);
        var later = Now + Duration.FromHours(1);
        Assert.Single(SilentFeed.Of(regions, [count], later));
        Assert.Empty(SilentFeed.Of(regions, [count with { Begun = null }], later));
        Assert.Empty(SilentFeed.Of(regions, [FeedCensus.None("keienburg-adt")], later));
    }

    // One message that counts, at its own moment.
    private async Task HearAsync(int minutes) => Assert.Contains(
        "MSA|AA|",
        await sender.AskAsync(AdtDay.Message(
            "A08", Now + Duration.FromMinutes(minutes), $"K{minutes}", 1, "A3", "")),
        StringComparison.Ordinal);

    private Task LookAsync() => server.Service<FeedReporter>().ReportAsync();

    private static async Task<string> PageAsync(Api api, string path)
    {
        var answer = await api.GetAsync(path);
        Assert.Equal(200, answer.Status);
        return answer.Body;
    }

    // The reporter and the watch look every five seconds: time passes until the line is there.
    private async Task UntilAsync(Frames frames, string words)
    {
        var found = FindAsync();
        await Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return found.IsCompleted;
            },
            words);
        Assert.True(await found, words);

        async Task<bool> FindAsync()
        {
            while (await frames.NextAsync() is { } frame)
            {
                if (frame.Data.Contains(words, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
