using System.Buffers;
using System.Collections.Immutable;
using Coordinaat.Domain.Agreements;
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
/// <param name="WaitCost">Seconds that who waits there has to wait to be seen, 0 to 7,200; 0 where
/// nobody counts that.</param>
/// <param name="WishCost">Seconds for the patient's wish and for continuity, -1,500 to 0.</param>
/// <param name="Agreed">What is agreed about it for this need.</param>
public sealed record Assessment(
    UnitId Unit, Rules Failed, int TravelSeconds, Instant ArrivalAt, Availability Availability,
    int AgeCost, int LoadCost, int TrustCost, int WaitCost, int WishCost, UnitArrangement Agreed)
{
    /// <summary>Seconds for what is agreed, -7,200 to 7,200.</summary>
    public int AgreedCost => -60 * Agreed.NearerMinutes;

    /// <summary>What decides the order among candidates, in seconds.</summary>
    public int Cost =>
        TravelSeconds + AgeCost + LoadCost + TrustCost + WaitCost + WishCost + AgreedCost;

    /// <summary>Whether the travel time is a table's or a routing server's.</summary>
    public bool IsTravelMeasured { get; init; }

    /// <summary>What its organisation took less its share, per thousand; null where no fair share
    /// is agreed.</summary>
    public int? Share { get; init; }

    /// <summary>Whether no rule was failed.</summary>
    public bool IsCandidate => Failed == Rules.None;
}

/// <summary>All units against one need.</summary>
/// <param name="Candidates">The best first; at most the number that was asked.</param>
/// <param name="CandidateCount">How many candidates there are in all.</param>
/// <param name="Failed">For every unit, unit 1 first: the rules that it fails.</param>
public sealed record Ranking(
    ImmutableArray<Assessment> Candidates, int CandidateCount, FailedRules Failed)
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
    /// <param name="circumstances">What decides beside the need; null for nothing.</param>
    public static Ranking Of(
        World world, Need need, Position origin, Instant now, int most = CandidatesUsual,
        Circumstances? circumstances = null)
    {
        var table = UnitTable.Of(world.Regions);
        var query = new MatchQuery(world, need, now, circumstances);
        return Scan(table, query, world, origin, most);
    }

    /// <summary>The same, looking only at the units that give this kind of care: the same
    /// candidates in the same order.</summary>
    /// <inheritdoc cref="Of"/>
    public static Ranking WithinCare(
        World world, Need need, Position origin, Instant now, int most = CandidatesUsual,
        Circumstances? circumstances = null)
    {
        var table = UnitTable.Of(world.Regions, need.CareType);
        var query = new MatchQuery(world, need, now, circumstances);
        return Scan(table, query, world, origin, most);
    }

    private static Ranking Scan(
        UnitTable table, MatchQuery query, World world, Position origin, int most)
    {
        var failed = new FailedRules(table);
        var units = world.Regions.Units.Count;
        using var agreed = AgreedUnits.Of(query, units);
        using var pools = PoolFigures.Of(world.Capacity.Pools, world.Regions.Pools.Count);
        using var kinds = new Rented<MatchQuery.Fitness>(table.Kinds.Length);
        var fits = kinds.Items;
        query.OfKinds(table.Kinds, fits);
        using var stops = new Rented<int>(table.Rows.Length);
        var stopped = stops.Items;
        query.OfStops(table.RowOf, stopped);
        using var lowest = new Rented<long>(table.Rows.Length);
        using var fitting = new Rented<int>(table.Rows.Length);
        var keys = lowest.Items;
        var fit = fitting.Items;
        var count = 0;
        var (site, journey, minute) = (-1, default(MatchQuery.Journey), 0);
        var (rows, hours) = (table.Rows, table.HoursFailed);
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            if (row.Site != site)
            {
                site = row.Site;
                journey = query.To(table.Sites[site], origin);
                minute = UnitTable.MinuteOf(journey.Arrival);
            }

            ref readonly var fitness = ref fits[row.Kind];
            var rules = MatchQuery.Check(
                fitness, row.ReachMetres, UnitTable.RulesOf(hours[row.Hours][minute]), journey,
                pools.FullSinceOf(row.Pool), stopped[i],
                query.IsMissed(row.Unit, fitness, journey.TravelSeconds))
                | agreed.FailedBy(row.Unit);
            failed.Keep(i, rules);
            if (rules == Rules.None)
            {
                keys[count] = query.LowestKeyOf(
                    journey.TravelSeconds, agreed.NearerMinutes(row.Unit));
                fit[count++] = i;
            }
        }

        keys[..count].Sort(fit[..count]);
        var best = new List<long>(most + 1);
        for (var i = 0; i < count && (best.Count < most || keys[i] < best[^1]); i++)
        {
            ref readonly var row = ref rows[fit[i]];
            ref readonly var place = ref table.Sites[row.Site];
            Insert(best, most, query.KeyOf(
                row.Unit, pools[row.Pool], place.Organisation,
                query.To(place, origin).TravelSeconds,
                agreed.NearerMinutes(row.Unit)));
        }

        return new Ranking(
            [.. best.Select(k => query.Assess(MatchQuery.UnitOf(k), origin, Rules.None))], count,
            failed);
    }

    /// <summary>One unit against the need, with all reasons.</summary>
    public static Assessment Assess(
        World world, Need need, UnitId unit, Position origin, Instant now,
        Circumstances? circumstances = null) =>
        new MatchQuery(world, need, now, circumstances).Assess(unit, origin);

    /// <summary>The rules that a unit fails, for a known travel time: the check in the loop.
    /// </summary>
    /// <param name="world">All that is known.</param>
    /// <param name="need">What is needed.</param>
    /// <param name="unit">Which unit.</param>
    /// <param name="now">When.</param>
    /// <param name="travelSeconds">Door to door, as ranked.</param>
    /// <param name="circumstances">What decides beside the need; null for nothing.</param>
    public static Rules Check(
        World world, Need need, UnitId unit, Instant now, int travelSeconds,
        Circumstances? circumstances = null)
    {
        var query = new MatchQuery(world, need, now, circumstances);
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

/// <summary>A list that is given back after use; what stands in it at first says nothing.
/// </summary>
internal readonly ref struct Rented<T>(int count)
{
    private readonly T[] rented = ArrayPool<T>.Shared.Rent(count);

    public Span<T> Items => rented.AsSpan(0, count);

    public void Dispose() => ArrayPool<T>.Shared.Return(rented);
}

/// <summary>What is agreed about every unit, for the time of one ranking.</summary>
internal readonly ref struct AgreedUnits
{
    private readonly short[]? nearer;
    private readonly bool[]? isExcluded;

    private AgreedUnits(short[]? nearer, bool[]? isExcluded) =>
        (this.nearer, this.isExcluded) = (nearer, isExcluded);

    public static AgreedUnits Of(MatchQuery query, int units)
    {
        if (query.Arrangement.Rules.IsEmpty)
        {
            return default;
        }

        var (nearer, isExcluded) =
            (ArrayPool<short>.Shared.Rent(units), ArrayPool<bool>.Shared.Rent(units));
        query.OfAgreements(nearer.AsSpan(0, units), isExcluded.AsSpan(0, units));
        return new AgreedUnits(nearer, isExcluded);
    }

    public Rules FailedBy(UnitId unit) =>
        isExcluded is not null && isExcluded[unit.Value - 1] ? Rules.Agreed : Rules.None;

    public int NearerMinutes(UnitId unit) => nearer is null ? 0 : nearer[unit.Value - 1];

    public void Dispose()
    {
        if (nearer is not null)
        {
            ArrayPool<short>.Shared.Return(nearer);
            ArrayPool<bool>.Shared.Return(isExcluded!);
        }
    }
}
