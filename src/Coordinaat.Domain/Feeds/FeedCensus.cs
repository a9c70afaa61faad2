using System.Collections.Immutable;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Feeds;

/// <summary>How a feed does.</summary>
public enum FeedState
{
    /// <summary>It was never heard.</summary>
    Never = 1,

    /// <summary>It is heard, and nobody said yet that its count is whole: it reports nothing.
    /// </summary>
    Learning,

    /// <summary>It is heard, and its count is reported.</summary>
    Alive,

    /// <summary>It was not heard for too long: it reports nothing, and its figures grow old.
    /// </summary>
    Silent,
}

/// <summary>Who is where by one feed, and until when that is known.</summary>
/// <param name="Feed">The feed's code.</param>
/// <param name="Heard">When a message came last; null for never.</param>
/// <param name="Spoken">The moment that its last usable message speaks of; null for none.</param>
/// <param name="Begun">Since when somebody says that the count is whole; null for not yet.</param>
/// <param name="Patients">How many patients are where.</param>
public sealed record FeedCensus(
    string Feed, Instant? Heard, Instant? Spoken, Instant? Begun,
    ImmutableDictionary<WardPlace, int> Patients)
{
    /// <summary>Nothing was ever heard.</summary>
    public static FeedCensus None(string feed) =>
        new(feed, null, null, null, ImmutableDictionary<WardPlace, int>.Empty);

    /// <summary>How the feed does.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="now">Who is quiet for exactly its limit is silent.</param>
    public FeedState StateAt(Feed feed, Instant now) =>
        Spoken is not { } spoken ? FeedState.Never
        : now - spoken >= Duration.FromMinutes(feed.SilentMinutes) ? FeedState.Silent
        : Begun is null ? FeedState.Learning : FeedState.Alive;

    /// <summary>How many patients the feed counts at a unit.</summary>
    public int CountAt(RegionsState regions, UnitId unit) => Patients
        .Where(p => regions.FindPlace(Feed, p.Key)?.Unit == unit).Sum(p => p.Value);
}

/// <summary>What is to be reported of what feeds count.</summary>
public static class FeedReports
{
    /// <summary>Figures that did not change are confirmed this often while their feed is alive.
    /// </summary>
    public static readonly Duration ConfirmEvery = Duration.FromMinutes(1);

    /// <summary>The messages that bring the world up to date with the counts.</summary>
    /// <remarks>
    /// A silent feed reports nothing: its figures grow old. Of two feeds that tell of one unit the
    /// one of the better rank counts while it is alive. A pool is reported when every unit in it
    /// that a feed tells of has a feed that is alive, as of the earliest moment among those feeds.
    /// </remarks>
    public static ImmutableArray<ReportOccupied> Plan(
        World world, IReadOnlyCollection<FeedCensus> counts, Instant now)
    {
        var regions = world.Regions;
        var alive = counts
            .Where(c => regions.Feeds.NumberOf(c.Feed) is var n and > 0
                && c.StateAt(regions.Feeds[n], now) == FeedState.Alive)
            .OrderBy(c => regions.Feeds[regions.Feeds.NumberOf(c.Feed)].Rank)
            .ThenBy(c => c.Feed, StringComparer.Ordinal).ToArray();
        return
        [
            .. TellersByUnit(regions, alive)
                .GroupBy(u => regions.Units[u.Unit.Value].Pool)
                .Where(pool => pool.All(u => u.Teller is not null))
                .Select(pool => (
                    Told: new UnitOccupied(
                        pool.First().Unit, pool.Sum(u => u.Teller!.CountAt(regions, u.Unit))),
                    At: pool.Min(u => u.Teller!.Spoken!.Value),
                    Known: world.Capacity[pool.Key].Figures))
                .Where(p => p.Known is { } known && IsNews(known, p.Told.Occupied, p.At))
                .GroupBy(p => (regions.Units[p.Told.Unit.Value].Location, p.At))
                .OrderBy(g => g.Key.Location.Value).ThenBy(g => g.Key.At)
                .Select(g => new ReportOccupied(
                    g.Key.Location, [.. g.Select(p => p.Told)], g.Key.At)),
        ];
    }

    // Every unit that some feed tells of, with the feed that counts; null when none is alive.
    private static IEnumerable<(UnitId Unit, FeedCensus? Teller)> TellersByUnit(
        RegionsState regions, FeedCensus[] alive) => regions.FeedPlaces.All
            .Where(p => p.Unit.Value > 0)
            .GroupBy(p => p.Unit, p => p.Feed)
            .Select(u => (u.Key, alive.FirstOrDefault(c => u.Contains(c.Feed))));

    private static bool IsNews(Figures known, int occupied, Instant at) =>
        at > known.At && (occupied != known.Occupied || at >= known.At + ConfirmEvery);
}
