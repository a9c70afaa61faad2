using System.Collections.Immutable;
using System.Text.Json;
using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Http;
using Coordinaat.Security;

namespace Coordinaat.Live;

/// <summary>The one stream of a browser: rows as they are now, for the topics of its tabs.
/// </summary>
internal sealed class LiveStream(
    Engine.Engine engine, StaffNames staff, RowCache cache, ExpiryWatch expiry,
    TimeProvider time, IHostApplicationLifetime life)
{
    /// <summary>No browser follows more topics.</summary>
    public const int TopicsMax = 24;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FrameGap = TimeSpan.FromMilliseconds(250);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/live", (HttpContext http, LiveStream stream) => stream.RunAsync(http))
            .RequireAuthorization(Policies.Staff).ExcludeFromDescription();

    /// <summary>Sends frames until the browser goes, or may no longer look.</summary>
    public async Task RunAsync(HttpContext http)
    {
        var names = http.Request.Query["t"].Where(n => n is not null).Distinct().ToArray();
        var topics = names.Select(n => Topic.Find(n!)).OfType<Topic>().ToArray();
        if (names.Length > TopicsMax || topics.Length != names.Length
            || !topics.All(t => t.MayBeSeenBy(engine.World, http.Caller().Actor)))
        {
            await Problems.WriteAsync(http, InputFault.RoleForbids);
            return;
        }

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted, life.ApplicationStopping);
        try
        {
            await SendAsync(http, topics, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The browser went away, or the program stops: it will come back.
        }
    }

    private async Task SendAsync(HttpContext http, Topic[] topics, CancellationToken stop)
    {
        var caller = http.Caller();
        var last = NumberOf(http.Request.Query["from"].ToString());
        var look = expiry.Head;
        var isFirst = true;
        while (!stop.IsCancellationRequested)
        {
            var moved = engine.Changes.Moved;
            var actor = engine.World.Accounts.FindActor(
                caller.Actor.Account, caller.Session, engine.Now);
            if (actor is not { } now || !topics.All(t => t.MayBeSeenBy(engine.World, now)))
            {
                await WriteAsync(http, "gone", "{}", stop);
                return;
            }

            if (engine.Changes.Since(last, out var head) is not { } changed)
            {
                await WriteAsync(http, "reload", "{}", stop);
                return;
            }

            var (seen, turned) = (expiry.Head, expiry.Since(look));
            var rows = await DrawAsync(topics, caller, now, changed.Union(turned));
            (last, look) = (head, seen);
            if (isFirst || rows.Count > 0)
            {
                await WriteAsync(http, "rows", Json(rows), stop, $"{engine.Epoch}-{last}");
                isFirst = false;
                await Task.Delay(FrameGap, time, stop);
            }

            await WaitAsync(http, moved, last, stop);
        }
    }

    private async Task WaitAsync(HttpContext http, Task moved, long last, CancellationToken stop)
    {
        try
        {
            await moved.WaitAsync(Heartbeat, time, stop);
        }
        catch (TimeoutException)
        {
            await WriteAsync(http, "beat", Beat(), stop, $"{engine.Epoch}-{last}");
        }
    }

    private string Beat() => (engine.UnwritableSince is not null, engine.HasOneCopy) switch
    {
        (true, _) => "{\"unwritable\":true}",
        (_, true) => "{\"oneCopy\":true}",
        _ => "{}",
    };

    private async Task<List<DrawnRow>> DrawAsync(
        Topic[] topics, Caller caller, Actor actor, ImmutableHashSet<StreamKey> changed)
    {
        if (changed.Count == 0)
        {
            return [];
        }

        var view = new View(engine.World, engine.Now, caller.Language, staff);
        var drawn = new Dictionary<(string, string), DrawnRow>();
        foreach (var topic in topics)
        {
            var audience = $"{topic.Name}|{topic.AudienceOf(caller)}|{caller.Language}";
            foreach (var row in changed.SelectMany(c => topic.Touched(view, actor, c)))
            {
                if (!drawn.ContainsKey((row.List, row.Key)))
                {
                    drawn[(row.List, row.Key)] = new DrawnRow(
                        row.List, row.Key,
                        await cache.DrawAsync(audience, row, view.World.Number));
                }
            }
        }

        return [.. drawn.Values];
    }

    // An older epoch is an older history: nothing of it holds, and the browser loads again.
    private long NumberOf(string from)
    {
        var parts = from.Split('-');
        return parts.Length == 2 && int.TryParse(parts[0], out var epoch) && epoch == engine.Epoch
            && long.TryParse(parts[1], out var number)
                ? number
                : long.MinValue;
    }

    private static string Json(List<DrawnRow> rows) =>
        JsonSerializer.Serialize(new { rows }, JsonSerializerOptions.Web);

    private static async Task WriteAsync(
        HttpContext http, string kind, string data, CancellationToken stop, string id = "")
    {
        var text = id.Length > 0
            ? $"id: {id}\nevent: {kind}\ndata: {data}\n\n"
            : $"event: {kind}\ndata: {data}\n\n";
        await http.Response.WriteAsync(text, stop);
        await http.Response.Body.FlushAsync(stop);
    }
}

/// <summary>A row as the browser gets it.</summary>
/// <param name="List">Which list.</param>
/// <param name="Key">Which row.</param>
/// <param name="Html">Null when it is gone.</param>
internal sealed record DrawnRow(string List, string Key, string? Html);
