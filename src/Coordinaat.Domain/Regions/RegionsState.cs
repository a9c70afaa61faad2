using System.Collections.Immutable;
using System.Diagnostics;
using Coordinaat.Domain.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Domain.Regions;

/// <summary>The norms and the regions: everything that changes seldom.</summary>
public sealed record RegionsState(
    Register<CareType> CareTypes,
    Register<Urgency> Urgencies,
    Register<TransportKind> Transports,
    Register<Term> Terms,
    Register<CodeEntry> Codes,
    Register<Region> Regions,
    Register<Subregion> Subregions,
    Register<Organisation> Organisations,
    Register<Location> Locations,
    Register<Pool> Pools,
    Register<CareUnit> Units,
    Register<PostcodeArea> Postcodes,
    Register<StopRule> StopRules,
    Register<CrowdingRule> CrowdingRules,
    Register<DutyRule> DutyRules,
    Register<ExchangeMapping> Exchanges,
    Register<SiteKey> SiteKeys,
    Register<Contact> Contacts,
    Register<Facility> Facilities,
    Vector<Sharing?> Sharings,
    Register<Feed> Feeds,
    Register<FeedPlace> FeedPlaces,
    Register<UnitAbility> Abilities,
    Register<AnswerNorm> AnswerNorms,
    Register<ServiceRule> Services,
    Register<PhoneLine> Lines,
    Register<PhoneNorm> PhoneNorms)
{
    /// <summary>After how long somebody who waits is judged again.</summary>
    public Register<RetriageRule> RetriageRules { get; init; } = Register<RetriageRule>.Empty;

    /// <summary>What outcomes of triage systems are in the common scale.</summary>
    public Register<TriageMapping> TriageMappings { get; init; } = Register<TriageMapping>.Empty;

    /// <summary>When GP practices are open.</summary>
    public Register<OfficeHours> OfficeHours { get; init; } = Register<OfficeHours>.Empty;

    /// <summary>On which days they are not.</summary>
    public Register<Holiday> Holidays { get; init; } = Register<Holiday>.Empty;

    /// <summary>What care providers can ask for.</summary>
    public Register<RequestKind> RequestKinds { get; init; } = Register<RequestKind>.Empty;

    /// <summary>Nothing defined yet.</summary>
    public static readonly RegionsState Empty = new(
        Register<CareType>.Empty, Register<Urgency>.Empty, Register<TransportKind>.Empty,
        Register<Term>.Empty, Register<CodeEntry>.Empty, Register<Region>.Empty,
        Register<Subregion>.Empty, Register<Organisation>.Empty, Register<Location>.Empty,
        Register<Pool>.Empty, Register<CareUnit>.Empty, Register<PostcodeArea>.Empty,
        Register<StopRule>.Empty, Register<CrowdingRule>.Empty, Register<DutyRule>.Empty,
        Register<ExchangeMapping>.Empty, Register<SiteKey>.Empty,
        Register<Contact>.Empty, Register<Facility>.Empty, Vector<Sharing?>.Empty,
        Register<Feed>.Empty, Register<FeedPlace>.Empty, Register<UnitAbility>.Empty,
        Register<AnswerNorm>.Empty, Register<ServiceRule>.Empty,
        Register<PhoneLine>.Empty, Register<PhoneNorm>.Empty);

    // Kept beside the lists, so that nobody goes through all units for the few of a pool.
    private Vector<ImmutableArray<PoolId>> PoolsByLocation { get; init; } = Group(
        Pools.All.Select((pool, i) => (pool.Location.Value, new PoolId(i + 1))));

    private Vector<ImmutableArray<UnitId>> UnitsByPool { get; init; } = Group(
        Units.All.Select((unit, i) => (unit.Pool.Value, new UnitId(i + 1))));

    /// <summary>Whether a list has a code.</summary>
    public bool Knows(CodeList list, string value) =>
        Codes.NumberOf(CodeEntry.CodeOf(list, value)) > 0;

    /// <summary>How many days a term lasts.</summary>
    public int DaysOf(string term) => Terms.NumberOf(term) is var number and > 0
        ? Terms[number].Days
        : Term.DaysWithoutNorm;

    /// <summary>How many days somebody stays at most in a kind of care; null where no norm says
    /// so.</summary>
    public int? StayDaysOf(CareTypeId careType) =>
        Terms.NumberOf(Term.StayIn(CareTypes[careType.Value].Code)) is var number and > 0
            ? Terms[number].Days
            : null;

    /// <summary>After how many minutes somebody who waits is judged again; null for never.
    /// </summary>
    public int? RetriageMinutesOf(string urgency) =>
        RetriageRules.NumberOf(urgency) is var number and > 0
            && RetriageRules[number].Minutes is var minutes and > 0
            ? minutes
            : null;

    /// <summary>What an outcome of a triage system is in the common scale; null where the table of
    /// this moment does not say.</summary>
    public TriageMapping? TriageMappingOf(string system, string outcome, Instant at) =>
        TriageMappings.NumberOf(TriageMapping.CodeOf(system, outcome)) is var number and > 0
            && string.CompareOrdinal(
                TriageMappings[number].From,
                LocalDatePattern.Iso.Format(at.InZone(LocalMoment.Zone).Date)) <= 0
            ? TriageMappings[number]
            : null;

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

    /// <summary>Whose location it is.</summary>
    public OrganisationId OwnerOf(LocationId location) => Locations[location.Value].Organisation;

    /// <summary>Whose pool it is.</summary>
    public OrganisationId OwnerOf(PoolId pool) =>
        Locations[Pools[pool.Value].Location.Value].Organisation;

    /// <summary>The units of one organisation.</summary>
    public IEnumerable<UnitId> UnitsOf(OrganisationId organisation) =>
        UnitIndex.Of(this).ByOrganisation[organisation];

    /// <summary>The units that draw on one pool, in the order of their numbers.</summary>
    public ImmutableArray<UnitId> UnitsIn(PoolId pool) => Listed(UnitsByPool, pool.Value);

    /// <summary>The pools of one location, in the order of their numbers: the list that messages
    /// count in. It only grows, and only at its end.</summary>
    public ImmutableArray<PoolId> PoolsAt(LocationId location) =>
        Listed(PoolsByLocation, location.Value);

    /// <summary>The units of one region, by <see cref="SortOf"/>.</summary>
    public IEnumerable<UnitId> UnitsIn(RegionId region) => UnitIndex.Of(this).ByRegion[region];

    /// <summary>The units of one region that offer one kind of care, by name.</summary>
    public IEnumerable<UnitId> UnitsIn(RegionId region, CareTypeId careType) =>
        UnitIndex.Of(this).ByCare[(region, careType)];

    /// <summary>Lists of units are sorted by this text, in byte order.</summary>
    public string SortOf(UnitId unit) => UnitIndex.SortOf(this, unit);

    /// <summary>Code of the function that has to be on duty for a unit to take patients; empty
    /// for none.</summary>
    public string DutyOf(CareUnit unit) => DutyRules.NumberOf(unit.Code) is var number and > 0
        ? DutyRules[number].Function
        : "";

    /// <summary>What a unit can do beyond its kind of care.</summary>
    public UnitAbility AbilityOf(CareUnit unit) =>
        Abilities.NumberOf(unit.Code) is var number and > 0
            ? Abilities[number]
            : UnitAbility.None;

    /// <summary>Which region a unit is counted in: its organisation's.</summary>
    public RegionId RegionOf(UnitId unit) => Organisations[OwnerOf(unit).Value].Region;

    /// <summary>Which region a subregion belongs to.</summary>
    public RegionId RegionOf(SubregionId subregion) => Subregions[subregion.Value].Region;

    /// <summary>What an organisation shares with whom.</summary>
    public Sharing SharingOf(OrganisationId organisation) =>
        Sharings.Find(organisation.Value - 1) ?? Sharing.Usual;

    /// <summary>What somebody may see of a unit: on every screen, and in every answer of the API.
    /// </summary>
    /// <remarks>The own organisation sees all; whoever may not see the minimum sees nothing.
    /// </remarks>
    public UnitParts SeenBy(Actor actor, UnitId unit) => SeenBy(actor, OwnerOf(unit));

    /// <summary>What somebody may see of all units and locations of an organisation.</summary>
    public UnitParts SeenBy(Actor actor, OrganisationId owner) =>
        actor.IsSystem || actor.Organisation == owner
            ? UnitParts.All
            : SharingOf(owner).PartsFor(
                Organisations[actor.Organisation.Value].Region == Organisations[owner.Value].Region
                    ? SharedWith.Region
                    : SharedWith.Neighbours);

    /// <summary>The telephone numbers of a location, by role.</summary>
    public IEnumerable<Contact> ContactsAt(LocationId location) =>
        Contacts.All.Where(c => c.Location == location && c.Phone.Length > 0);

    /// <summary>What a location has, of one list.</summary>
    public IEnumerable<Facility> FacilitiesAt(LocationId location, CodeList list) =>
        Facilities.All.Where(f => f.Location == location && f.List == list && f.IsThere);

    /// <summary>The state after one more event.</summary>
    public RegionsState After(RegionsEvent happened) => happened switch
    {
        CareTypeDefined e => this with { CareTypes = CareTypes.Define(e.CareType) },
        UrgencyDefined e => this with { Urgencies = Urgencies.Define(e.Urgency) },
        TransportKindDefined e => this with { Transports = Transports.Define(e.Kind) },
        TermDefined e => this with { Terms = Terms.Define(e.Term) },
        CodeDefined e => this with { Codes = Codes.Define(e.Entry) },
        RegionDefined e => this with { Regions = Regions.Define(e.Region) },
        SubregionDefined e => this with { Subregions = Subregions.Define(e.Subregion) },
        OrganisationDefined e => this with { Organisations = Organisations.Define(e.Organisation) },
        LocationDefined e => this with { Locations = Locations.Define(e.Location) },
        UnitDefined e => AfterUnit(e),
        ContactDefined e => this with { Contacts = Contacts.Define(e.Contact) },
        FacilityDefined e => this with { Facilities = Facilities.Define(e.Facility) },
        SharingSet e => this with
        {
            Sharings = Sharings.Set(e.Organisation.Value - 1, e.Sharing),
        },
        PostcodeDefined e => this with { Postcodes = Postcodes.Define(e.Area) },
        StopRuleDefined e => this with { StopRules = StopRules.Define(e.Rule) },
        CrowdingRuleDefined e => this with { CrowdingRules = CrowdingRules.Define(e.Rule) },
        DutyRuleDefined e => this with { DutyRules = DutyRules.Define(e.Rule) },
        ExchangeMappingDefined e => this with { Exchanges = Exchanges.Define(e.Mapping) },
        SiteKeyDefined e => this with { SiteKeys = SiteKeys.Define(e.Key) },
        FeedDefined e => this with { Feeds = Feeds.Define(e.Feed) },
        FeedPlaceDefined e => this with { FeedPlaces = FeedPlaces.Define(e.Place) },
        UnitAbilityDefined e => this with { Abilities = Abilities.Define(e.Ability) },
        RetriageRuleDefined e => this with { RetriageRules = RetriageRules.Define(e.Rule) },
        TriageMappingDefined e => this with
        {
            TriageMappings = TriageMappings.Define(e.Mapping),
        },
        AnswerNormDefined e => this with { AnswerNorms = AnswerNorms.Define(e.Norm) },
        ServiceDefined e => this with { Services = Services.Define(e.Rule) },
        PhoneLineDefined e => this with { Lines = Lines.Define(e.Line) },
        OfficeHoursDefined e => this with { OfficeHours = OfficeHours.Define(e.Hours) },
        HolidayDefined e => this with { Holidays = Holidays.Define(e.Day) },
        RequestKindDefined e => this with { RequestKinds = RequestKinds.Define(e.Kind) },
        PhoneNormDefined e => this with { PhoneNorms = PhoneNorms.Define(e.Norm) },
        _ => throw new UnreachableException($"No rule for {happened.GetType().Name}."),
    };

    // A unit never changes its pool, nor a pool its location.
    private RegionsState AfterUnit(UnitDefined happened)
    {
        var units = Units.Define(happened.Unit);
        var pools = Pools.Define(new Pool(happened.PoolCode, happened.Unit.Location));
        return this with
        {
            Units = units,
            Pools = pools,
            UnitsByPool = units.Count == Units.Count
                ? UnitsByPool
                : Listing(UnitsByPool, happened.Unit.Pool.Value, new UnitId(units.Count)),
            PoolsByLocation = pools.Count == Pools.Count
                ? PoolsByLocation
                : Listing(
                    PoolsByLocation, happened.Unit.Location.Value, new PoolId(pools.Count)),
        };
    }

    private static Vector<ImmutableArray<T>> Group<T>(IEnumerable<(int Key, T Item)> items) =>
        items.Aggregate(
            Vector<ImmutableArray<T>>.Empty, (lists, x) => Listing(lists, x.Key, x.Item));

    private static Vector<ImmutableArray<T>> Listing<T>(
        Vector<ImmutableArray<T>> lists, int key, T item) =>
        lists.Set(key - 1, Listed(lists, key).Add(item));

    private static ImmutableArray<T> Listed<T>(Vector<ImmutableArray<T>> lists, int key) =>
        lists.Find(key - 1) is { IsDefault: false } found ? found : [];
}
