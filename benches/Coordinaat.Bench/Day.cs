using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>A day of a country, made up from a seed: every location sends a message of all its
/// places every five minutes, and care requests come and go.</summary>
internal sealed class Day
{
    // How many of the places of a message tell other figures than five minutes before.
    private const int ChangedPermille = 50;
    private const int Messages = 288;

    private readonly Random random;
    private readonly World start;
    private readonly Dictionary<int, PoolFigures[]> known = [];
    private readonly IEnumerator<Event> cases;
    private readonly int eventsInAll;
    private readonly Country country;
    private long number;

    private Day(Country country, int requests, int seed)
    {
        (this.country, random) = (country, new Random(seed));
        start = country.ToWorld(Begin);
        cases = new Lives(country, seed).Cases(requests).GetEnumerator();
        eventsInAll = requests * Lives.EventsEach;
    }

    /// <summary>When the day begins.</summary>
    public static Instant Begin { get; } = Instant.FromUtc(2026, 1, 5, 0, 0);

    /// <summary>How many figures were told.</summary>
    public long Figures { get; private set; }

    /// <summary>How many messages were sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Makes a day up.</summary>
    public static Day Of(Country country, int requests, int seed) => new(country, requests, seed);

    /// <summary>What defines the country, and the first message of each location.</summary>
    public IEnumerable<Recorded> Morning() => country.Events
        .Concat(Locations().Select(l => Message(l, Begin)))
        .Select(e => Record(e, Begin));

    /// <summary>The rest of the day, after the morning.</summary>
    public IEnumerable<Recorded> Rest()
    {
        var done = 0;
        for (var round = 1; round < Messages; round++)
        {
            var at = Begin + Duration.FromMinutes(5 * round);
            foreach (var location in Locations())
            {
                yield return Record(Message(location, at), at);
            }

            var due = (int)((long)eventsInAll * round / (Messages - 1));
            for (; done < due && cases.MoveNext(); done++)
            {
                yield return Record(cases.Current, at);
            }
        }

        while (cases.MoveNext())
        {
            yield return Record(cases.Current, Begin + Duration.FromDays(1));
        }
    }

    private IEnumerable<LocationId> Locations() =>
        Enumerable.Range(1, start.Regions.Locations.Count).Select(n => new LocationId(n))
            .Where(l => start.Regions.PoolsAt(l).Length > 0);

    private LocationReported Message(LocationId location, Instant at)
    {
        var pools = start.Regions.PoolsAt(location);
        var isFirst = !known.TryGetValue(location.Value, out var figures);
        figures ??= known[location.Value] = new PoolFigures[pools.Length];
        var (changed, unchanged) = (new List<PoolFigures>(), new List<long>());
        for (var i = 0; i < pools.Length; i++)
        {
            if (isFirst || random.Next(1_000) < ChangedPermille)
            {
                var physical = random.Next(4, 40);
                changed.Add(figures[i] = new PoolFigures(
                    i + 1, physical, random.Next(3), physical - random.Next(3),
                    random.Next(physical)));
            }
            else
            {
                unchanged.Add(i + 1);
            }
        }

        (Figures, Sent) = (Figures + pools.Length, Sent + 1);
        return new LocationReported(
            location, at, FigureSource.Feed, [.. changed], NumberSet.Of(unchanged));
    }

    private Recorded Record(Event happened, Instant at) => new(
        ++number, 1, new RegionId(1), at,
        happened is CapacityEvent ? country.StaffOf(country.Regions + 1) : country.StaffOf(1),
        Country.IdFrom(random), 0, happened);
}
