using System.Collections.Immutable;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Domain.Matching;

/// <summary>One unit as a ranking saw it, before what is agreed.</summary>
/// <param name="Unit">Which unit; it failed no rule but those of agreements.</param>
/// <param name="Cost">Seconds, without those of agreements.</param>
/// <param name="TravelSeconds">Of which travel.</param>
/// <param name="IsKnown">Whether its figures counted.</param>
public readonly record struct InputRow(UnitId Unit, int Cost, int TravelSeconds, bool IsKnown);

/// <summary>What an organisation had and took, for a fair share.</summary>
/// <param name="Organisation">Which organisation.</param>
/// <param name="Beds">Opened places, as reported.</param>
/// <param name="Taken">Yeses in the period.</param>
public readonly record struct InputLoad(OrganisationId Organisation, int Beds, int Taken);

/// <summary>One unit of a ranking.</summary>
/// <param name="Unit">Which unit.</param>
/// <param name="Cost">Seconds, those of agreements included.</param>
public readonly record struct RankedUnit(UnitId Unit, int Cost);

/// <summary>What a ranking was worked out from: enough to do it again, also by other agreements.
/// </summary>
/// <remarks>
/// Kept are the nearest by cost alone, and all that were ranked; whatever lies beyond was not in
/// sight. Travel times say where the patient was: this is sealed wherever it is kept.
/// </remarks>
/// <param name="At">When.</param>
/// <param name="Facts">What rules look at.</param>
/// <param name="Units">By number, rising.</param>
/// <param name="Loads">By organisation; those with such units in the region.</param>
/// <param name="Ranked">What came out, the best first.</param>
public sealed record RankingInputs(
    Instant At, CaseFacts Facts, ImmutableArray<InputRow> Units, ImmutableArray<InputLoad> Loads,
    ImmutableArray<RankedUnit> Ranked)
{
    /// <summary>So many of the nearest are kept.</summary>
    public const int Nearest = 100;

    /// <summary>Takes them, with the ranking itself.</summary>
    /// <param name="world">All that is known.</param>
    /// <param name="need">What is needed.</param>
    /// <param name="origin">Where the patient is.</param>
    /// <param name="now">When.</param>
    /// <param name="circumstances">What decides beside the need.</param>
    /// <param name="ranking">The ranking of the same.</param>
    public static RankingInputs Of(
        World world, Need need, Position origin, Instant now, Circumstances circumstances,
        Ranking ranking)
    {
        var plain = circumstances with { IgnoresAgreements = true };
        var ranked = ranking.Candidates.Take(Ranking.CandidatesUsual).ToArray();
        var near = Ranking.WithinCare(world, need, origin, now, Nearest, plain).Candidates;
        var units = near
            .Concat(ranked
                .Where(c => near.All(n => n.Unit != c.Unit))
                .Select(c => Ranking.Assess(world, need, c.Unit, origin, now, plain)))
            .Select(a => new InputRow(
                a.Unit, a.Cost, a.TravelSeconds, a.Availability.IsKnown))
            .OrderBy(r => r.Unit.Value).ToImmutableArray();
        var region = world.Regions.RegionOf(circumstances.Subregion);
        return new RankingInputs(
            now, circumstances.FactsOf(world, need, now), units,
            [
                .. FairShare.Of(world, FairLoad.ByBeds, region, need.CareType, now)
                    .Select(l => new InputLoad(l.Organisation, l.Weight, l.Taken)),
            ],
            [.. ranked.Select(c => new RankedUnit(c.Unit, c.Cost))]);
    }

    /// <summary>Ranks again by these versions of agreements, in force or not.</summary>
    /// <param name="regions">The regions.</param>
    /// <param name="versions">What is agreed.</param>
    /// <returns>The best first; at most as many as a ranking has usually.</returns>
    public ImmutableArray<RankedUnit> RankBy(
        RegionsState regions, IEnumerable<(string Code, AgreementVersion Version)> versions)
    {
        var arrangement = Arrangement.Of(versions, regions, Facts, At);
        var shares = arrangement.FairLoad?.Rule.Then is FairLoad load
            ? FairShare.Deviations(regions, load, Loads)
            : null;
        var (keys, costs, count) = (new long[Units.Length], new int[Units.Length], 0);
        foreach (var row in Units)
        {
            var location = regions.Locations[regions.Units[row.Unit.Value].Location.Value];
            var (isExcluded, nearer) = arrangement.Weigh(row.Unit);
            if (!isExcluded && arrangement.Reaches(location))
            {
                costs[count] = row.Cost - (60 * nearer);
                keys[count] = MatchQuery.KeyOf(
                    row.Unit, row.IsKnown, costs[count],
                    shares?.GetValueOrDefault(location.Organisation));
                count++;
            }
        }

        Array.Sort(keys, costs, 0, count);
        var ranked = ImmutableArray.CreateBuilder<RankedUnit>();
        for (var i = 0; i < Math.Min(count, Ranking.CandidatesUsual); i++)
        {
            ranked.Add(new RankedUnit(MatchQuery.UnitOf(keys[i]), costs[i]));
        }

        return ranked.ToImmutable();
    }
}
