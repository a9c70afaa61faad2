using System.Collections.Immutable;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Matching;

/// <summary>A question of the past with what its ranking was worked out from.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Asked">The unit that was asked.</param>
/// <param name="Inputs">The inputs.</param>
public sealed record KeptRanking(CareRequestId Request, UnitId Asked, RankingInputs Inputs);

/// <summary>One ranking as it was and as it would have been.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Before">As it was; the best first.</param>
/// <param name="After">As it would have been.</param>
/// <param name="TravelSeconds">Travel to the first after, less that to the first before.</param>
public sealed record ChangedRanking(
    CareRequestId Request, ImmutableArray<RankedUnit> Before, ImmutableArray<RankedUnit> After,
    int TravelSeconds);

/// <summary>How often something came first, before and after.</summary>
public readonly record struct FirstCount(int Before, int After);

/// <summary>What an agreement would have changed.</summary>
/// <param name="Rankings">How many were worked out anew.</param>
/// <param name="Reproduced">
/// Of which the agreements of then gave again exactly what was recorded then; what is missing
/// comes of a change of the regions since.
/// </param>
/// <param name="Changed">Those with another unit first, in the order they were given.</param>
/// <param name="Emptied">Those that had a candidate and would have none.</param>
/// <param name="TravelSeconds">All changes of travel together.</param>
/// <param name="RefusalsPermille">
/// Noes to expect of those that come first, after less before, by how the units kept to their
/// figures until now; thousandths of a no.
/// </param>
/// <param name="ByUnit">How often each unit comes first, where that changes.</param>
/// <param name="BySubregion">Rankings by where the patient was, and of those changed.</param>
public sealed record DryRunReport(
    int Rankings, int Reproduced, ImmutableArray<ChangedRanking> Changed, int Emptied,
    int TravelSeconds, int RefusalsPermille, ImmutableSortedDictionary<int, FirstCount> ByUnit,
    ImmutableSortedDictionary<string, FirstCount> BySubregion);

/// <summary>Tries an agreement on rankings of the past, before anybody signs (FR-G2).</summary>
public static class DryRun
{
    /// <summary>Works out what would have been different, had it been in force all the time.
    /// </summary>
    /// <param name="world">The agreements and units of now.</param>
    /// <param name="code">Code of the agreement.</param>
    /// <param name="version">The version to try.</param>
    /// <param name="rankings">The rankings of the past.</param>
    public static DryRunReport Of(
        World world, string code, AgreementVersion version, IEnumerable<KeptRanking> rankings)
    {
        var (count, reproduced, emptied, travel, refusals) = (0, 0, 0, 0, 0);
        var changed = ImmutableArray.CreateBuilder<ChangedRanking>();
        var units = new SortedDictionary<int, FirstCount>();
        var subregions = new SortedDictionary<string, FirstCount>(StringComparer.Ordinal);
        foreach (var kept in rankings)
        {
            var inputs = kept.Inputs;
            var then = world.Agreements.InForce(inputs.At)
                .Select(a => (a.Agreement.Code, a.Version)).ToArray();
            var before = inputs.RankBy(world.Regions, then);
            var after = inputs.RankBy(
                world.Regions, then.Where(a => a.Code != code).Append((code, version)));
            count++;
            reproduced += before.SequenceEqual(inputs.Ranked) ? 1 : 0;
            var isChanged = FirstOf(before) != FirstOf(after);
            Count(subregions, inputs.Facts.Subregion, 1, isChanged ? 1 : 0);
            if (!isChanged)
            {
                continue;
            }

            emptied += after.IsEmpty ? 1 : 0;
            var line = new ChangedRanking(
                kept.Request, before, after, TravelOf(inputs, after) - TravelOf(inputs, before));
            changed.Add(line);
            travel += before.IsEmpty || after.IsEmpty ? 0 : line.TravelSeconds;
            refusals += RefusalOf(world, after) - RefusalOf(world, before);
            Count(units, FirstOf(before).Value, 1, 0);
            Count(units, FirstOf(after).Value, 0, 1);
        }

        units.Remove(0);
        return new DryRunReport(
            count, reproduced, changed.ToImmutable(), emptied, travel, refusals,
            units.ToImmutableSortedDictionary(),
            subregions.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    private static UnitId FirstOf(ImmutableArray<RankedUnit> ranked) =>
        ranked.IsEmpty ? default : ranked[0].Unit;

    private static int TravelOf(RankingInputs inputs, ImmutableArray<RankedUnit> ranked) =>
        ranked.IsEmpty
            ? 0
            : inputs.Units.First(u => u.Unit == ranked[0].Unit).TravelSeconds;

    private static int RefusalOf(World world, ImmutableArray<RankedUnit> ranked) =>
        ranked.IsEmpty ? 0 : 1_000 - world.Capacity.TrustOf(ranked[0].Unit).Permille;

    private static void Count<TKey>(
        SortedDictionary<TKey, FirstCount> counts, TKey key, int before, int after)
        where TKey : notnull
    {
        var count = counts.GetValueOrDefault(key);
        counts[key] = new FirstCount(count.Before + before, count.After + after);
    }
}
