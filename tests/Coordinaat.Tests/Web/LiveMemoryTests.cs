using System.Runtime.CompilerServices;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Http;
using Coordinaat.Live;
using Coordinaat.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Coordinaat.Tests.Web;

/// <summary>What live screens keep in memory does not grow with what they were sent.</summary>
public sealed class LiveMemoryTests
{
    private static readonly Caller Somebody = new(
        new Actor(new AccountId(1), new OrganisationId(1), Roles.Coordinator),
        new SessionId(Coordinaat.Engine.Ids.New()), Language.Dutch);

    [Fact]
    public async Task What_a_stream_was_sent_is_let_go_though_it_stays_open()
    {
        var follower = new Follower(Somebody, 0, new DefaultHttpContext());
        var (sent, last) = await FollowAsync(follower);
        GC.Collect();

        Assert.All(sent, s => Assert.False(s.IsAlive));
        Assert.Equal(last.Place, follower.Place);
    }

    [Fact]
    public async Task A_row_of_a_page_is_kept_and_one_that_only_streams_asked_for_for_a_moment()
    {
        await using var server = await WebServer.StartDemoAsync();
        var (cache, topic) = (server.Service<RowCache>(), new Counting());
        var view = new View(
            server.World, server.Engine.Now, Language.Dutch, server.Service<StaffNames>());
        await cache.DrawAllAsync(topic, view, Somebody.Actor);
        await StreamAsync("streamed");
        await StreamAsync("streamed");
        Assert.Equal((1, 1), (topic.Drawn["paged"], topic.Drawn["streamed"]));

        for (var other = 0; other < 1_500; other++)
        {
            await StreamAsync($"other{other}");
        }

        await StreamAsync("paged");
        await StreamAsync("streamed");
        Assert.Equal((1, 2), (topic.Drawn["paged"], topic.Drawn["streamed"]));

        async Task StreamAsync(string key) => Assert.Equal(
            key, await cache.DrawAsync(topic, view, Somebody.Actor, topic.RowOf(key)));
    }

    // Nothing of it may stay on the stack of who looks whether it is gone.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(WeakReference[] Sent, LiveFrame Last)> FollowAsync(
        Follower follower)
    {
        var frame = LiveFrame.Start();
        var sent = new List<WeakReference> { new(frame) };
        follower.Begin(frame);
        frame = await follower.TakeFirstAsync();
        for (var piece = 0; piece < 3; piece++)
        {
            sent.Add(new WeakReference(frame));
            frame.Append(new byte[10]);
            frame = await frame.Next;
            follower.Place = frame.Place;
        }

        return ([.. sent], frame);
    }

    private sealed class Counting : Topic
    {
        public Dictionary<string, int> Drawn { get; } = [];

        public override string Name => "counting";

        public override bool MayBeSeenBy(World world, Actor actor) => true;

        public override string AudienceOf(World world, Actor actor) => "";

        public override IEnumerable<Row> All(View view, Actor actor) => [RowOf("paged")];

        public override IEnumerable<Row> Touched(View view, Actor actor, StreamKey change) => [];

        public Row RowOf(string key) => new("list", key, "", Content(key)) { From = "the same" };

        private RenderFragment Content(string key) => builder =>
        {
            Drawn[key] = Drawn.GetValueOrDefault(key) + 1;
            builder.AddContent(0, key);
        };
    }
}
