using System.Buffers;
using System.Collections.Immutable;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Domain.Matching;

/// <summary>One unit against one need.</summary>
/// <param name="Unit">Which unit.</param>
/// <param name="Failed">The rules that it fails; none for a candidate.</param>
/// <param name="TravelSeconds">Door to door.</param>
/// <param name="ArrivalAt">The expected arrival, after the first possible transport (R18).</param>
/// <param name="Availability">What could be promised now.</param>
/// <param name="AgeCost">Seconds added for the age of the figure, 0 to 300.</param>
/// <param name="LoadCost">Seconds added for how full the unit is, 0 to 600.</param>
/// <param name="TrustCost">Seconds added where "free" was often not true, 0 to 900.</param>
public sealed record Assessment(
    UnitId Unit, Rules Failed, int TravelSeconds, Instant ArrivalAt, Availability Availability,
    int AgeCost, int LoadCost, int TrustCost)
{
    /// <summary>What decides the order among candidates, in seconds.</summary>
    public int Cost => TravelSeconds + AgeCost + LoadCost + TrustCost;

    /// <summary>Whether no rule was failed.</summary>
    public bool IsCandidate => Failed == Rules.None;
}

/// <summary>All units against one need.</summary>
/// <param name="Candidates">The best first; at most the number that was asked.</param>
/// <param name="CandidateCount">How many candidates there are in all.</param>
/// <param name="Failed">For every unit, unit 1 first: the rules that it fails.</param>
public sealed record Ranking(
    ImmutableArray<Assessment> Candidates, int CandidateCount, Rules[] Failed)
{
    /// <summary>Full reasons are worked out for this many.</summary>
    public const int CandidatesUsual = 10;

    /// <summary>Ranks all units: suitable and available, then known, then by cost (FR-M2).
    /// </summary>
    /// <remarks>
    /// The same world, need, place and time give the same list: costs are whole seconds, and the
    /// unit's number settles a tie. A query: it runs outside the loop, which checks again.
    /// </remarks>
    /// <param name="world">All that is known.</param>
    /// <param name="need">What is needed.</param>
    /// <param name="origin">Where the patient is.</param>
    /// <param name="now">When.</param>
    /// <param name="most">How many candidates to return, at least 1.</param>
    public static Ranking Of(
        World world, Need need, Position origin, Instant now, int most = CandidatesUsual)
    {
        var table = UnitTable.Of(world.Regions);
        var query = new MatchQuery(world, need, now);
        var kinds = Array.ConvertAll(table.Kinds, query.Of);
        var rented = ArrayPool<MatchQuery.Stock>.Shared.Rent(world.Regions.Pools.Count);
        var stocks = rented.AsSpan(0, world.Regions.Pools.Count);
        query.OfPools(stocks);
        var rentedStops = ArrayPool<int>.Shared.Rent(table.Rows.Length);
        var stops = rentedStops.AsSpan(0, table.Rows.Length);
        query.OfStops(stops);
        var failed = new Rules[table.Rows.Length];
        var best = new List<long>(most + 1);
        var count = 0;
        var (site, journey) = (-1, default(MatchQuery.Journey));
        foreach (ref readonly var row in table.Rows.AsSpan())
        {
            if (row.Site != site)
            {
                site = row.Site;
                journey = query.To(table.Sites[site], origin);
            }

            ref readonly var kind = ref kinds[row.Kind];
            var rules = MatchQuery.Check(
                kind, row.ReachMetres, table.OpenHours[row.Hours], journey,
                stocks[row.Pool.Value - 1], stops[row.Unit.Value - 1],
                query.IsMissed(row.Unit, kind, journey.TravelSeconds));
            failed[row.Unit.Value - 1] = rules;
            if (rules == Rules.None)
            {
                count++;
                Insert(best, most, query.KeyOf(row.Unit, journey.TravelSeconds));
            }
        }

        ArrayPool<MatchQuery.Stock>.Shared.Return(rented);
        ArrayPool<int>.Shared.Return(rentedStops);
        return new Ranking(
            [.. best.Select(key => query.Assess(MatchQuery.UnitOf(key), origin))], count, failed);
    }

    /// <summary>One unit against the need, with all reasons.</summary>
    public static Assessment Assess(
        World world, Need need, UnitId unit, Position origin, Instant now) =>
        new MatchQuery(world, need, now).Assess(unit, origin);

    /// <summary>The rules that a unit fails, for a known travel time: the check in the loop.
    /// </summary>
    /// <param name="world">All that is known.</param>
    /// <param name="need">What is needed.</param>
    /// <param name="unit">Which unit.</param>
    /// <param name="now">When.</param>
    /// <param name="travelSeconds">Door to door, as ranked.</param>
    public static Rules Check(
        World world, Need need, UnitId unit, Instant now, int travelSeconds)
    {
        var query = new MatchQuery(world, need, now);
        var found = world.Regions.Units[unit.Value];
        var site = UnitTable.SiteOf(world.Regions, found.Location);
        return query.Check(unit, query.To(site, 0, travelSeconds));
    }

    // Few are kept, so a sorted list with insertion beats a heap.
    private static void Insert(List<long> best, int most, long key)
    {
        if (best.Count == most && best[^1] < key)
        {
            return;
        }

        best.Insert(~best.BinarySearch(key), key);
        if (best.Count > most)
        {
            best.RemoveAt(most);
        }
    }
}
