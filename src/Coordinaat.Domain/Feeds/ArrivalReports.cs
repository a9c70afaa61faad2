using System.Collections.Immutable;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Feeds;

/// <summary>What one feed knows of who came where.</summary>
/// <param name="Feed">The feed's code.</param>
/// <param name="Begun">Since when somebody says that it counts all; null for not yet.</param>
/// <param name="Spoken">The minutes that its usable messages speak of, the earliest first.</param>
/// <param name="Visits">Of each visit where it came.</param>
public sealed record FeedArrivals(
    string Feed, Instant? Begun, ImmutableArray<Instant> Spoken,
    ImmutableArray<ImmutableArray<CameTo>> Visits)
{
    /// <summary>Whether the feed was heard all through an hour, and beyond its end: only then no
    /// arrival is a zero.</summary>
    /// <param name="hour">The start of the hour.</param>
    /// <param name="silentMinutes">It was never quiet for longer.</param>
    public bool Covers(Instant hour, int silentMinutes)
    {
        if (Begun is not { } begun || begun > hour)
        {
            return false;
        }

        var (end, limit) = (hour + HourCount.Length, Duration.FromMinutes(silentMinutes));
        var found = Spoken.BinarySearch(hour);
        var next = found >= 0 ? found + 1 : ~found;
        var heard = next == 0 ? Instant.MinValue : Spoken[next - 1];
        if (hour - limit > heard)
        {
            return false;
        }

        for (; heard < end && next < Spoken.Length && Spoken[next] - heard <= limit; next++)
        {
            heard = Spoken[next];
        }

        return heard >= end;
    }

    /// <summary>How many visits came to each unit in each hour.</summary>
    public IReadOnlyDictionary<(UnitId Unit, Instant Hour), int> Count(RegionsState regions)
    {
        var counts = new Dictionary<(UnitId Unit, Instant Hour), int>();
        foreach (var (unit, came) in Visits.SelectMany(v => FirstOf(regions, v))
            .Where(c => c.Came.IsArrival))
        {
            var key = (unit, HourCount.StartOf(came.At));
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return counts;
    }

    // Once for each unit, however many of its places: where it was before goes first.
    private IEnumerable<(UnitId Unit, CameTo Came)> FirstOf(
        RegionsState regions, ImmutableArray<CameTo> visit) => visit
            .Select(c => (Unit: regions.FindPlace(Feed, c.Place)?.Unit ?? default, Came: c))
            .Where(c => c.Unit.Value > 0).GroupBy(c => c.Unit)
            .Select(u => u.OrderBy(c => c.Came.At).ThenBy(c => c.Came.IsArrival).First());
}

/// <summary>What is to be reported of who came, by the hour.</summary>
public static class ArrivalReports
{
    /// <summary>So far back an hour is counted again when a message comes late: no visit of it is
    /// forgotten by then.</summary>
    public static readonly Duration Back = Duration.FromDays(7);

    /// <summary>The first hour that is counted.</summary>
    public static Instant FirstHour(Instant now) =>
        HourCount.StartOf(now - Back + HourCount.Length - Duration.Epsilon);

    /// <summary>The messages that bring the known counts up to date.</summary>
    /// <remarks>
    /// Only of units where patients come and go, such as an emergency department. Of an hour the
    /// feed of the best rank that was heard all through it counts; an hour without one stays as it
    /// is, unknown or told otherwise.
    /// </remarks>
    /// <param name="regions">The regions.</param>
    /// <param name="feeds">What feeds know.</param>
    /// <param name="known">The counts of a unit that are known already.</param>
    /// <param name="from">The start of the first hour.</param>
    /// <param name="now">Only hours that are over count.</param>
    public static ImmutableArray<CountArrivals> Plan(
        RegionsState regions, IReadOnlyCollection<FeedArrivals> feeds,
        Func<UnitId, IReadOnlyDictionary<Instant, int>> known, Instant from, Instant now)
    {
        var tellers = feeds
            .Select(f => (Told: f, Number: regions.Feeds.NumberOf(f.Feed)))
            .Where(f => f.Number > 0)
            .Select(f => new Teller(regions.Feeds[f.Number], f.Told, f.Told.Count(regions)))
            .OrderBy(t => t.Feed.Rank).ThenBy(t => t.Feed.Code, StringComparer.Ordinal).ToArray();
        var plan = ImmutableArray.CreateBuilder<CountArrivals>();
        foreach (var unit in regions.FeedPlaces.All
            .Where(p => p.Unit.Value > 0 && IsVisited(regions, p.Unit))
            .GroupBy(p => p.Unit, p => p.Feed).OrderBy(u => u.Key.Value))
        {
            var counted = Count(
                [.. tellers.Where(t => unit.Contains(t.Feed.Code))], unit.Key, from, now);
            var before = counted.IsEmpty ? null : known(unit.Key);
            var news = counted.Where(
                    h => !before!.TryGetValue(h.Hour, out var count) || count != h.Count)
                .Take(CountArrivals.HoursMax).ToImmutableArray();
            if (!news.IsEmpty)
            {
                plan.Add(new CountArrivals(unit.Key, news));
            }
        }

        return plan.ToImmutable();
    }

    private static ImmutableArray<HourCount> Count(
        Teller[] tellers, UnitId unit, Instant from, Instant now)
    {
        var counted = ImmutableArray.CreateBuilder<HourCount>();
        for (var hour = from; hour + HourCount.Length <= now; hour += HourCount.Length)
        {
            if (tellers.FirstOrDefault(t => t.Told.Covers(hour, t.Feed.SilentMinutes))
                is { } teller)
            {
                counted.Add(new HourCount(hour, teller.Counts.GetValueOrDefault((unit, hour))));
            }
        }

        return counted.ToImmutable();
    }

    private static bool IsVisited(RegionsState regions, UnitId unit) =>
        regions.CareTypes[regions.Units[unit.Value].CareType.Value].Setting == CareSetting.Visit;

    private sealed record Teller(
        Feed Feed, FeedArrivals Told,
        IReadOnlyDictionary<(UnitId Unit, Instant Hour), int> Counts);
}
