using Coordinaat.Capacity;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine.Feeds;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Feeds;

/// <summary>Why something about a feed was not done, in the order it is checked.</summary>
internal enum FeedRefusal
{
    /// <summary>There is no such feed, or it is another organisation's.</summary>
    FeedUnknown = 1,

    /// <summary>Nothing was ever heard of the feed: there is no count to report.</summary>
    NeverHeard,

    /// <summary>The message is not, or no longer, in the list.</summary>
    MessageUnknown,
}

/// <summary>How feeds do (Koppelingen): for administrators, and for whose feeds they are.</summary>
internal static class FeedEndpoints
{
    /// <summary>The page shows so many messages, and one press takes as many once more.</summary>
    public const int ListedShown = 200;

    private const string Here = "/koppelingen";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Here, () => new RazorComponentResult<FeedsPage>())
            .RequireAuthorization(Policies.Feeds).ExcludeFromDescription();
        routes.MapUseCase<NoBody>(
            "BeginFeed", "/api/feeds/{feed}/begin", "/koppelingen/{feed}/telling", Policies.Feeds,
            call => Task.FromResult(Begin(call)));
        routes.MapUseCase<NoBody>(
            "ReplayMessages", "/api/feeds/messages/replay", "/koppelingen/opnieuw",
            Policies.Feeds, call => Task.FromResult(ReplayAll(call)));
        routes.MapUseCase<NoBody>(
            "ReplayMessage", "/api/feeds/messages/{message:guid}/replay",
            "/koppelingen/berichten/{message:guid}/opnieuw", Policies.Feeds,
            call => Task.FromResult(Replay(call)));
    }

    /// <summary>What became of messages that were taken once more.</summary>
    /// <param name="Used">How many could be used now.</param>
    /// <param name="Left">How many still cannot.</param>
    internal sealed record ReplayBody(int Used, int Left);

    /// <summary>The feeds that somebody sees: an administrator all, others their own.</summary>
    public static IEnumerable<Feed> SeenBy(RegionsState regions, Actor actor) =>
        regions.Feeds.All.Where(f => actor.IsAny(Roles.Administrator)
            || f.Organisation == actor.Organisation);

    /// <summary>The unusable messages that somebody sees; those of unknown senders are the
    /// administrator's.</summary>
    public static IEnumerable<ListedMessage> ListedFor(
        Engine.Engine engine, RegionsState regions, Actor actor)
    {
        var seen = SeenBy(regions, actor).Select(f => f.Code).ToHashSet(StringComparer.Ordinal);
        return actor.IsAny(Roles.Administrator)
            ? engine.Feeds.ReadListed(ListedShown)
            : seen.SelectMany(f => engine.Feeds.ReadListed(ListedShown, f))
                .OrderByDescending(m => m.Received).Take(ListedShown);
    }

    /// <summary>Shape and colour of a state, as everywhere: ● ▲ ■ ?.</summary>
    public static UnitSign SignOf(FeedState state) => state switch
    {
        FeedState.Alive => UnitSign.Open,
        FeedState.Learning => UnitSign.Last,
        FeedState.Silent => UnitSign.Closed,
        FeedState.Never => UnitSign.Unknown,
    };

    private static CallReply Begin(Call<NoBody> call)
    {
        var engine = call.Engine;
        var code = call.Http.Request.RouteValues["feed"]?.ToString();
        if (SeenBy(engine.World.Regions, call.Caller.Actor).FirstOrDefault(f => f.Code == code)
            is not { } feed)
        {
            return CallReply.No(FeedRefusal.FeedUnknown);
        }

        if (engine.Feeds.ReadCounts().All(c => c.Feed != feed.Code || c.Spoken is null))
        {
            return CallReply.No(FeedRefusal.NeverHeard);
        }

        engine.Feeds.Begin(feed.Code, engine.Now);
        return new CallReply(engine.World.Number, Here, null, null);
    }

    private static CallReply ReplayAll(Call<NoBody> call)
    {
        var engine = call.Engine;
        var listed = ListedFor(engine, engine.World.Regions, call.Caller.Actor).ToArray();

        // As they came in: the oldest first.
        var left = listed.Reverse().Count(m => TryReplay(call, m) is not null);
        return new CallReply(
            engine.World.Number, Here, new ReplayBody(listed.Length - left, left), null);
    }

    private static CallReply Replay(Call<NoBody> call)
    {
        var engine = call.Engine;
        var id = Guid.Parse(call.Http.Request.RouteValues["message"]!.ToString()!);
        var seen = SeenBy(engine.World.Regions, call.Caller.Actor);
        if (engine.Feeds.Open(id) is not { } found
            || (!call.Caller.IsAny(Roles.Administrator)
                && seen.All(f => f.Code != found.Listed.Feed)))
        {
            return CallReply.No(FeedRefusal.MessageUnknown);
        }

        return TryReplay(call, found.Listed) is { } fault
            ? CallReply.No(fault)
            : new CallReply(engine.World.Number, Here, new ReplayBody(1, 0), null);
    }

    private static MessageFault? TryReplay(Call<NoBody> call, ListedMessage listed)
    {
        var desk = call.Http.RequestServices.GetRequiredService<FeedDesk>();
        return call.Engine.Feeds.Open(listed.Id) is { } found
            ? desk.Replay(found.Listed, found.Raw)
            : null;
    }
}
