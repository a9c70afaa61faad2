using System.Diagnostics;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>The norms and the regions: everything that changes seldom.</summary>
public sealed record RegionsState(
    Register<CareType> CareTypes,
    Register<Urgency> Urgencies,
    Register<TransportKind> Transports,
    Register<CodeEntry> Codes,
    Register<Region> Regions,
    Register<Subregion> Subregions,
    Register<Organisation> Organisations,
    Register<Location> Locations,
    Register<Pool> Pools,
    Register<CareUnit> Units,
    Register<PostcodeArea> Postcodes)
{
    /// <summary>Nothing defined yet.</summary>
    public static readonly RegionsState Empty = new(
        Register<CareType>.Empty, Register<Urgency>.Empty, Register<TransportKind>.Empty,
        Register<CodeEntry>.Empty, Register<Region>.Empty, Register<Subregion>.Empty,
        Register<Organisation>.Empty, Register<Location>.Empty, Register<Pool>.Empty,
        Register<CareUnit>.Empty, Register<PostcodeArea>.Empty);

    /// <summary>Whether a list has a code.</summary>
    public bool Knows(CodeList list, string value) =>
        Codes.NumberOf(CodeEntry.CodeOf(list, value)) > 0;

    /// <summary>The codes of a list, in the order they were defined.</summary>
    public IEnumerable<CodeEntry> ListCodes(CodeList list) =>
        Codes.All.Where(c => c.List == list);

    /// <summary>What people call a code; the code itself when it is unknown.</summary>
    public string NameOf(CodeList list, string value, Language language) =>
        Codes.NumberOf(CodeEntry.CodeOf(list, value)) is var n and > 0
            ? Codes[n].Name.In(language)
            : value;

    /// <summary>The unit with its location, organisation and kind of care.</summary>
    public (CareUnit Unit, Location Location, Organisation Organisation, CareType CareType)
        Describe(UnitId id)
    {
        var unit = Units[id.Value];
        var location = Locations[unit.Location.Value];
        return (unit, location, Organisations[location.Organisation.Value],
            CareTypes[unit.CareType.Value]);
    }

    /// <summary>Whose unit it is.</summary>
    public OrganisationId OwnerOf(UnitId unit) =>
        Locations[Units[unit.Value].Location.Value].Organisation;

    /// <summary>Whose pool it is.</summary>
    public OrganisationId OwnerOf(PoolId pool) =>
        Locations[Pools[pool.Value].Location.Value].Organisation;

    /// <summary>The units of one organisation.</summary>
    public IEnumerable<UnitId> UnitsOf(OrganisationId organisation) =>
        UnitIndex.Of(this).ByOrganisation[organisation];

    /// <summary>The units that draw on one pool.</summary>
    public IEnumerable<UnitId> UnitsIn(PoolId pool) => UnitIndex.Of(this).ByPool[pool];

    /// <summary>The units of one region, by <see cref="SortOf"/>.</summary>
    public IEnumerable<UnitId> UnitsIn(RegionId region) => UnitIndex.Of(this).ByRegion[region];

    /// <summary>The units of one region that offer one kind of care, by name.</summary>
    public IEnumerable<UnitId> UnitsIn(RegionId region, CareTypeId careType) =>
        UnitIndex.Of(this).ByCare[(region, careType)];

    /// <summary>Lists of units are sorted by this text, in byte order.</summary>
    public string SortOf(UnitId unit) => UnitIndex.SortOf(this, unit);

    /// <summary>Which region a subregion belongs to.</summary>
    public RegionId RegionOf(SubregionId subregion) => Subregions[subregion.Value].Region;

    /// <summary>The state after one more event.</summary>
    public RegionsState After(RegionsEvent happened) => happened switch
    {
        CareTypeDefined e => this with { CareTypes = CareTypes.Define(e.CareType) },
        UrgencyDefined e => this with { Urgencies = Urgencies.Define(e.Urgency) },
        TransportKindDefined e => this with { Transports = Transports.Define(e.Kind) },
        CodeDefined e => this with { Codes = Codes.Define(e.Entry) },
        RegionDefined e => this with { Regions = Regions.Define(e.Region) },
        SubregionDefined e => this with { Subregions = Subregions.Define(e.Subregion) },
        OrganisationDefined e => this with { Organisations = Organisations.Define(e.Organisation) },
        LocationDefined e => this with { Locations = Locations.Define(e.Location) },
        UnitDefined e => this with
        {
            Units = Units.Define(e.Unit),
            Pools = Pools.Define(new Pool(e.PoolCode, e.Unit.Location)),
        },
        PostcodeDefined e => this with { Postcodes = Postcodes.Define(e.Area) },
        _ => throw new UnreachableException($"No rule for {happened.GetType().Name}."),
    };
}
