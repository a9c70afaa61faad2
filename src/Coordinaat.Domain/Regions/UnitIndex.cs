using System.Globalization;
using System.Runtime.CompilerServices;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>Which units there are of an organisation and a region; made once a state.
/// </summary>
/// <remarks>Regions change seldom and screens ask often: nobody looks through all units.</remarks>
internal sealed class UnitIndex
{
    private static readonly ConditionalWeakTable<RegionsState, UnitIndex> Made = [];

    private UnitIndex(RegionsState regions)
    {
        var all = Enumerable.Range(1, regions.Units.Count).Select(n => new UnitId(n)).ToArray();
        ByOrganisation = all.ToLookup(regions.OwnerOf);
        ByRegion = all.OrderBy(u => SortOf(regions, u), StringComparer.Ordinal)
            .ToLookup(regions.RegionOf);
        ByCare = ByRegion.SelectMany(r => r, (r, unit) => (Region: r.Key, Unit: unit))
            .ToLookup(u => (u.Region, regions.Units[u.Unit.Value].CareType), u => u.Unit);
    }

    /// <summary>In the order of their numbers.</summary>
    public ILookup<OrganisationId, UnitId> ByOrganisation { get; }

    /// <summary>In the order in which a list of them is read.</summary>
    public ILookup<RegionId, UnitId> ByRegion { get; }

    /// <summary>Those of one kind of care in a region, by name.</summary>
    public ILookup<(RegionId, CareTypeId), UnitId> ByCare { get; }

    /// <summary>The index of a state of the regions.</summary>
    public static UnitIndex Of(RegionsState regions) =>
        Made.GetValue(regions, static r => new UnitIndex(r));

    /// <summary>By kind of care, then by name.</summary>
    public static string SortOf(RegionsState regions, UnitId id)
    {
        var unit = regions.Units[id.Value];
        return string.Create(
            CultureInfo.InvariantCulture, $"{unit.CareType.Value:D3}{unit.Name}{id.Value:D6}");
    }
}
