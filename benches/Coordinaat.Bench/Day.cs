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
    private readonly Lives lives;
    private readonly int eventsInAll;
    private readonly Country country;
    private int round;
    private int done;

    private Day(Country country, int requests, int seed)
    {
        (this.country, random) = (country, new Random(seed));
        start = country.ToWorld(Begin);
        lives = new Lives(country, seed);
        cases = lives.Cases(requests).GetEnumerator();
        eventsInAll = requests * Lives.EventsEach;
    }

    /// <summary>From a message of a location to its next.</summary>
    public static Duration Between { get; } = Duration.FromMinutes(5);

    /// <summary>When the first messages are sent: the last of a month, by the clocks there.
    /// </summary>
    public static Instant Begin { get; } = Instant.FromUtc(2026, 1, 31, 22, 55);

    /// <summary>When all is over.</summary>
    public static Instant End => Begin + Duration.FromDays(1);

    /// <summary>When what came last happened.</summary>
    public Instant Now => Begin + (Between * round);

    /// <summary>The number of the event that came last.</summary>
    public long Number { get; private set; }

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

    /// <summary>Requests that stay open, instead of the day.</summary>
    /// <param name="requests">How many.</param>
    public IEnumerable<Recorded> Open(int requests) =>
        lives.Open(requests).Select(e => Record(e, Begin + Between));

    /// <summary>The day, until a moment: what has not been asked for yet.</summary>
    public IEnumerable<Recorded> Until(Instant end)
    {
        while (round < Messages - 1 && Now + Between <= end)
        {
            round++;
            foreach (var location in Locations())
            {
                yield return Record(Message(location, Now), Now);
            }

            var due = (int)((long)eventsInAll * round / (Messages - 1));
            for (; done < due && cases.MoveNext(); done++)
            {
                yield return Record(cases.Current, Now);
            }
        }
    }

    /// <summary>The rest of the day, until every request is closed.</summary>
    public IEnumerable<Recorded> Rest()
    {
        foreach (var recorded in Until(End))
        {
            yield return recorded;
        }

        while (cases.MoveNext())
        {
            yield return Record(cases.Current, End);
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
        ++Number, 1, new RegionId(1), at,
        happened is CapacityEvent ? country.StaffOf(country.Regions + 1) : country.StaffOf(1),
        Country.IdFrom(random), 0, happened);
}
