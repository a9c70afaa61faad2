using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>Which coordination centres serve a subregion.</summary>
public static class Centres
{
    private static readonly ConditionalWeakTable<
        RegionsState, ILookup<SubregionId, OrganisationId>> Tables = [];

    /// <summary>Finds them, in the order of their locations.</summary>
    /// <remarks>The loop asks for every care request: all locations are searched only once.
    /// </remarks>
    public static ImmutableArray<OrganisationId> Of(RegionsState regions, SubregionId subregion) =>
        [.. Tables.GetValue(regions, static r => Make(r))[subregion]];

    private static ILookup<SubregionId, OrganisationId> Make(RegionsState regions) =>
        regions.Locations.All
            .Where(l => regions.Organisations[l.Organisation.Value].Sector
                == Sector.CoordinationCentre)
            .SelectMany(l => l.Subregions, (l, s) => (Subregion: s, l.Organisation))
            .Distinct()
            .ToLookup(c => c.Subregion, c => c.Organisation);
}
