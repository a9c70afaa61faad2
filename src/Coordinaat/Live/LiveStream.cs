using System.Collections.Concurrent;
using Coordinaat.Http;
using Coordinaat.Security;

namespace Coordinaat.Live;

/// <summary>The one stream of a browser: rows as they are now, for the topics of its tabs.
/// </summary>
internal sealed class LiveStream(LiveSource source)
{
    /// <summary>No browser follows more topics.</summary>
    public const int TopicsMax = 24;

    private readonly ConcurrentDictionary<string, Audience> audiences =
        new(StringComparer.Ordinal);

    private Engine.Engine Engine => source.Engine;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/live", (HttpContext http, LiveStream stream) => stream.RunAsync(http))
            .RequireAuthorization(Policies.Staff).ExcludeFromDescription();

    /// <summary>Sends frames until the browser goes, or may no longer look.</summary>
    public async Task RunAsync(HttpContext http)
    {
        var names = http.Request.Query["t"].Where(n => n is not null).Distinct().ToArray();
        var topics = names.Select(n => Topic.Find(n!)).OfType<Topic>().ToArray();
        if (names.Length > TopicsMax || topics.Length != names.Length
            || !topics.All(t => t.MayBeSeenBy(Engine.World, http.Caller().Actor)))
        {
            await Problems.WriteAsync(http, InputFault.RoleForbids);
            return;
        }

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var open = Engine.Meters.StreamOpen();
        try
        {
            // An older epoch is an older history: nothing of it holds, and the browser loads again.
            var from = SeenMiddleware.NumberOf(Engine, http.Request.Query["from"])
                ?? long.MinValue;
            await CatchUpAsync(http, from);
            await FollowAsync(http, topics, from);
        }
        catch (OperationCanceledException)
        {
            // The browser went away, or the program stops: it will come back.
        }
    }

    // The browser comes from another node that knew more: this one waits, then says so.
    private async Task CatchUpAsync(HttpContext http, long from)
    {
        while (!await Engine.WaitForAsync(from, SeenMiddleware.WaitMax))
        {
            source.Stop.ThrowIfCancellationRequested();
            await WriteAsync(http, LiveFrame.TextOf("behind", new { }));
        }
    }

    private async Task FollowAsync(HttpContext http, Topic[] topics, long from)
    {
        var follower = new Follower(http.Caller(), from, http);
        var (key, audience) = Join(topics, follower);
        try
        {
            var frame = await follower.TakeFirstAsync();
            while (true)
            {
                frame = follower.Ending ?? frame;
                follower.Place = frame.Place;
                await WriteAsync(http, frame.Bytes);
                if (frame.IsLast)
                {
                    return;
                }

                frame = await frame.Next;
            }
        }
        finally
        {
            if (audience.Leave(follower))
            {
                audiences.TryRemove(KeyValuePair.Create(key, audience));
            }
        }
    }

    private (string Key, Audience Audience) Join(Topic[] topics, Follower follower)
    {
        var (actor, language) = (follower.Caller.Actor, follower.Caller.Language);
        var key = Audience.KeyOf(Engine.World, topics, actor, language);
        while (true)
        {
            source.Stop.ThrowIfCancellationRequested();
            var audience = audiences.GetOrAdd(
                key, static (k, a) => new Audience(k, a.topics, a.language, a.source),
                (topics, language, source));
            if (audience.TryJoin(follower))
            {
                return (key, audience);
            }

            audiences.TryRemove(KeyValuePair.Create(key, audience));
        }
    }

    private static async Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            await http.Response.BodyWriter.WriteAsync(bytes);
            http.RequestAborted.ThrowIfCancellationRequested();
        }
    }
}
