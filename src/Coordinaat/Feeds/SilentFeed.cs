using Coordinaat.Components;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Live;
using Coordinaat.Security;
using NodaTime;

namespace Coordinaat.Feeds;

/// <summary>What the feeds counted when they were last looked at.</summary>
/// <remarks>
/// Screens ask this, not the store: they stay while the database is away, and by then a feed that
/// cannot be heard falls silent by time alone. On any thread.
/// </remarks>
public sealed class FeedsHeard
{
    private volatile IReadOnlyCollection<FeedCensus> counts = [];

    /// <summary>Every feed that was ever heard; empty until the first look.</summary>
    public IReadOnlyCollection<FeedCensus> Counts
    {
        get => counts;
        set => counts = value;
    }
}

/// <summary>A feed that reported and was not heard for too long: its figures grow old.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Since">The moment that its last usable message speaks of.</param>
public sealed record SilentFeed(Feed Feed, Instant Since)
{
    /// <summary>The feeds that are silent now.</summary>
    /// <remarks>A feed whose count nobody said is whole reports nothing, and leaves nothing to
    /// grow old: it is not here.</remarks>
    public static IEnumerable<SilentFeed> Of(
        RegionsState regions, IReadOnlyCollection<FeedCensus> counts, Instant now) =>
        from feed in regions.Feeds.All
        from count in counts.Where(c => c.Feed == feed.Code)
        where count.Begun is not null && count.StateAt(feed, now) == FeedState.Silent
        select new SilentFeed(feed, count.Spoken!.Value);

    /// <summary>Whether somebody may open the page of the feeds.</summary>
    public static bool MayOpen(Actor actor) => actor.IsAny(Policies.RolesOf[Policies.Feeds]);

    /// <summary>A row for each feed of some organisations; gone where it is not silent.</summary>
    public static IEnumerable<Row> RowsOf(
        View view, Actor actor, string list, Func<OrganisationId, bool> isOf)
    {
        var silent = Of(view.Regions, view.FeedCounts, view.Now).ToDictionary(s => s.Feed.Code);
        return view.Regions.Feeds.All.Where(f => isOf(f.Organisation))
            .Select(f => silent.TryGetValue(f.Code, out var found)
                ? RowOf(view, actor, list, found)
                : Rows.Gone(list, KeyOf(f)));
    }

    // Among the other rows by the moment from which it is silent, as by a clock that ran out.
    private static Row RowOf(View view, Actor actor, string list, SilentFeed silent)
    {
        var from = silent.Since + Duration.FromMinutes(silent.Feed.SilentMinutes);
        return Rows.Of<SilentFeedRow>(
            list, KeyOf(silent.Feed), $"1{Rows.SortOf(from)}{KeyOf(silent.Feed)}", view,
            (nameof(SilentFeedRow.Silent), silent),
            (nameof(SilentFeedRow.MayOpen), MayOpen(actor))) with
        {
            // It turns with the feed, not with the journal.
            From = (silent, view.Clock(silent.Since), view.Organisation(silent.Feed.Organisation)),
        };
    }

    private static string KeyOf(Feed feed) => $"f-{feed.Code}";
}
