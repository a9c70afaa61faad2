using System.Collections.Immutable;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Matching;

/// <summary>What one organisation took of one kind of care, beside its share.</summary>
/// <param name="Organisation">Which organisation.</param>
/// <param name="Weight">What its share is worked out from.</param>
/// <param name="SharePermille">Its share.</param>
/// <param name="Taken">Places that it said yes to and did not give back, in the period.</param>
/// <param name="Refused">Questions that it said no to, in the period.</param>
/// <param name="Deviation">What it took less its share, per thousand; below zero: too little.
/// </param>
public sealed record LoadLine(
    OrganisationId Organisation, int Weight, int SharePermille, int Taken, int Refused,
    int Deviation);

/// <summary>The running ledger of who takes how much (fair load).</summary>
public static class FairShare
{
    /// <summary>Works it out from what the journal says; whole numbers, rounded down.</summary>
    /// <param name="world">All that is known.</param>
    /// <param name="load">The agreed key.</param>
    /// <param name="region">Which region.</param>
    /// <param name="careType">Which kind of care.</param>
    /// <param name="now">The period is the running week and the three before.</param>
    /// <returns>A line for every organisation with such units, by number.</returns>
    public static ImmutableArray<LoadLine> Of(
        World world, FairLoad load, RegionId region, CareTypeId careType, Instant now)
    {
        var lines = world.Regions.UnitsIn(region, careType)
            .GroupBy(world.Regions.OwnerOf).OrderBy(g => g.Key.Value)
            .Select(units => (
                Had: new InputLoad(
                    units.Key,
                    units.Select(u => world.Regions.Units[u.Value].Pool).Distinct()
                        .Sum(p => world.Capacity[p].Figures?.Staffed ?? 0),
                    units.Sum(u => world.Capacity.LoadOf(u).TakenBy(now))),
                Refused: units.Sum(u => world.Capacity.LoadOf(u).RefusedBy(now))))
            .ToArray();
        var had = lines.Select(l => l.Had).ToImmutableArray();
        var weights = had.Sum(l => (long)WeightOf(world.Regions, load, l));
        var deviations = Deviations(world.Regions, load, had);
        return
        [
            .. lines.Select(l =>
            {
                var weight = WeightOf(world.Regions, load, l.Had);
                return new LoadLine(
                    l.Had.Organisation, weight,
                    weights == 0 ? 0 : (int)(weight * 1_000L / weights), l.Had.Taken, l.Refused,
                    deviations[l.Had.Organisation]);
            }),
        ];
    }

    /// <summary>What each organisation took less its share, per thousand.</summary>
    public static Dictionary<OrganisationId, int> Deviations(
        RegionsState regions, FairLoad load, ImmutableArray<InputLoad> had)
    {
        var weights = had.Sum(l => (long)WeightOf(regions, load, l));
        var taken = had.Sum(l => l.Taken);
        return had.ToDictionary(
            l => l.Organisation,
            l => weights == 0 || taken == 0
                ? 0
                : (int)(l.Taken * 1_000L / taken)
                    - (int)(WeightOf(regions, load, l) * 1_000L / weights));
    }

    private static int WeightOf(RegionsState regions, FairLoad load, in InputLoad had) =>
        load.Key switch
        {
            LoadKey.Equal => 1,
            LoadKey.Shares => load.Shares.GetValueOrDefault(
                regions.Organisations[had.Organisation.Value].Code),
            _ => had.Beds,
        };
}
