using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>A row to define, with its references as codes.</summary>
public abstract record Definition
{
    /// <summary>The row's own code.</summary>
    public abstract string Code { get; }

    /// <summary>What people call it.</summary>
    public abstract string Name { get; }

    /// <summary>Where it is, for rows that lie somewhere.</summary>
    public virtual Position? At => null;

    /// <summary>Finds what the codes refer to.</summary>
    /// <returns>The event to store, or the first reference that leads nowhere.</returns>
    public abstract Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions);

    /// <summary>The first write level at which it can be stored.</summary>
    public abstract int Level { get; }
}

/// <summary>A row to define, by what is stored of it.</summary>
/// <typeparam name="TEvent">The event that <see cref="Definition.Resolve"/> makes.</typeparam>
public abstract record Definition<TEvent> : Definition
    where TEvent : RegionsEvent
{
    /// <inheritdoc/>
    public override int Level => EventCodec.LevelOf<TEvent>();
}

/// <summary>Defines a kind of care.</summary>
public sealed record CareTypeRow(CareType Row) : Definition<CareTypeDefined>
{
    /// <inheritdoc/>
    public override string Code => Row.Code;

    /// <inheritdoc/>
    public override string Name => Row.Name.Nl;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        Row.FreshMinutes < 1 || Row.ExpiryMinutes <= Row.FreshMinutes
            ? DefineRefusal.NumberOutOfRange
            : new CareTypeDefined(Row);
}

/// <summary>Defines an urgency.</summary>
public sealed record UrgencyRow(Urgency Row) : Definition<UrgencyDefined>
{
    /// <inheritdoc/>
    public override string Code => Row.Code;

    /// <inheritdoc/>
    public override string Name => Row.Name.Nl;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        Row.AnswerMinutes is < 1 or > 1_440 || Row.PlaceMinutes < 1
            ? DefineRefusal.NumberOutOfRange
            : new UrgencyDefined(Row);
}

/// <summary>Defines a way to travel.</summary>
public sealed record TransportKindRow(TransportKind Row) : Definition<TransportKindDefined>
{
    /// <inheritdoc/>
    public override string Code => Row.Code;

    /// <inheritdoc/>
    public override string Name => Row.Name.Nl;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        Row.LeadMinutes is < 0 or > 1_440
            ? DefineRefusal.NumberOutOfRange
            : new TransportKindDefined(Row);
}

/// <summary>Defines a term.</summary>
public sealed record TermRow(Term Row) : Definition<TermDefined>
{
    /// <inheritdoc/>
    public override string Code => Row.Code;

    /// <inheritdoc/>
    public override string Name => Row.Name.Nl;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        Row.Days is < 1 or > Term.DaysMax
            ? DefineRefusal.NumberOutOfRange
            : new TermDefined(Row);
}

/// <summary>Defines a code of a list.</summary>
public sealed record CodeRow(CodeEntry Row) : Definition<CodeDefined>
{
    /// <inheritdoc/>
    public override string Code => Row.Value;

    /// <inheritdoc/>
    public override string Name => Row.Name.Nl;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        new CodeDefined(Row);

    /// <inheritdoc/>
    // A release of the first level knows the event, and not the words of the later lists.
    public override int Level => Row.List >= CodeList.ContactRole
        ? EventCodec.LevelOf<ContactDefined>()
        : base.Level;
}

/// <summary>Defines what a region agreed about one kind of stop.</summary>
public sealed record StopRuleRow(StopRule Row) : Definition<StopRuleDefined>
{
    /// <inheritdoc/>
    public override string Code => Row.Region;

    /// <inheritdoc/>
    public override string Name => Row.Kind;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        regions.Regions.NumberOf(Row.Region) == 0
            ? DefineRefusal.RegionUnknown
            : !regions.Knows(CodeList.StopKind, Row.Kind)
                ? DefineRefusal.StopKindUnknown
                : Row.UsualMinutes is < 1 or > 10_080 || Row.MostAtOnce is < 0 or > 1_000
                    ? DefineRefusal.NumberOutOfRange
                    : new StopRuleDefined(Row);
}

/// <summary>Defines how the crowding score of one department is worked out.</summary>
public sealed record CrowdingRuleRow(CrowdingRule Row) : Definition<CrowdingRuleDefined>
{
    private const int CoefficientMax = 1_000_000;

    /// <inheritdoc/>
    public override string Code => Row.Unit;

    /// <inheritdoc/>
    public override string Name => Row.Unit;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        regions.Units.NumberOf(Row.Unit) == 0
            ? DefineRefusal.UnitUnknown
            : Row.TreatmentPlaces is < 1 or > 1_000 || Row.HospitalBeds is < 1 or > 10_000
                || Coefficients().Any(c => Math.Abs(c) > CoefficientMax)
                || Row.Bands.IsEmpty || Row.Bands.Length > 9
                || !Row.Bands.SequenceEqual(Row.Bands.Distinct().Order())
                ? DefineRefusal.NumberOutOfRange
                : new CrowdingRuleDefined(Row);

    private int[] Coefficients() =>
    [
        Row.Constant, Row.PerPatient, Row.PerBoarding, Row.PerVentilated, Row.PerBoardingHour,
        Row.PerPlacementHour,
    ];
}

/// <summary>Defines a region.</summary>
public sealed record RegionRow(Region Row) : Definition<RegionDefined>
{
    /// <inheritdoc/>
    public override string Code => Row.Code;

    /// <inheritdoc/>
    public override string Name => Row.Name;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        Row.OffersAtOnceMax is < 1 or > 5
            ? DefineRefusal.NumberOutOfRange
            : new RegionDefined(Row);
}

/// <summary>Defines a subregion.</summary>
public sealed record SubregionRow(string OwnCode, string OwnName, string Region)
    : Definition<SubregionDefined>
{
    /// <inheritdoc/>
    public override string Code => OwnCode;

    /// <inheritdoc/>
    public override string Name => OwnName;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        regions.Regions.NumberOf(Region) is var region and > 0
            ? new SubregionDefined(new Subregion(OwnCode, OwnName, new RegionId(region)))
            : DefineRefusal.RegionUnknown;
}

/// <summary>Defines an organisation.</summary>
public sealed record OrganisationRow(
    string OwnCode, string OwnName, Sector Sector, string Region) : Definition<OrganisationDefined>
{
    /// <summary>An older release knows no sectors that only report.</summary>
    public override int Level => Sector > Sector.Other
        ? EventCodec.LevelOf<ContactDefined>()
        : base.Level;

    /// <inheritdoc/>
    public override string Code => OwnCode;

    /// <inheritdoc/>
    public override string Name => OwnName;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        regions.Regions.NumberOf(Region) is var region and > 0
            ? new OrganisationDefined(
                new Organisation(OwnCode, OwnName, Sector, new RegionId(region)))
            : DefineRefusal.RegionUnknown;
}

/// <summary>Defines a location.</summary>
public sealed record LocationRow(
    string OwnCode, string OwnName, string Organisation, ImmutableArray<string> Subregions,
    string City, Position Point, string PhoneDay, string PhoneNight) : Definition<LocationDefined>
{
    /// <inheritdoc/>
    public override string Code => OwnCode;

    /// <inheritdoc/>
    public override string Name => OwnName;

    /// <inheritdoc/>
    public override Position? At => Point;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions)
    {
        var served = Subregions.Select(regions.Subregions.NumberOf).ToImmutableArray();
        if (served.IsEmpty || served.Contains(0))
        {
            return DefineRefusal.SubregionUnknown;
        }

        return regions.Organisations.NumberOf(Organisation) is var organisation and > 0
            ? new LocationDefined(new Location(
                OwnCode, OwnName, new OrganisationId(organisation),
                [.. served.Select(s => new SubregionId(s))], City, Point, PhoneDay, PhoneNight))
            : DefineRefusal.OrganisationUnknown;
    }
}

/// <summary>Defines a care unit.</summary>
/// <param name="OwnCode">The unit's code.</param>
/// <param name="OwnName">What people call it.</param>
/// <param name="Location">The location's code.</param>
/// <param name="Pool">The code of the pool it shares; empty when it shares nothing.</param>
/// <param name="CareType">The code of the kind of care.</param>
/// <param name="ComplexityMax">The most complex care it can give.</param>
/// <param name="Ages">Which age bands it takes; empty is refused.</param>
/// <param name="Features">What it has.</param>
/// <param name="Admission">When a patient may arrive.</param>
/// <param name="DoctorCover">When a doctor covers an arrival.</param>
/// <param name="ReachMetres">For a team that goes out: how far, up to 200 km; 0 for places.
/// </param>
public sealed record UnitRow(
    string OwnCode, string OwnName, string Location, string Pool, string CareType,
    Complexity ComplexityMax, ImmutableArray<AgeBand> Ages, Features Features,
    WeekHours Admission, WeekHours DoctorCover, int ReachMetres) : Definition<UnitDefined>
{
    private const int ReachMetresMax = 200_000;

    /// <inheritdoc/>
    public override string Code => OwnCode;

    /// <inheritdoc/>
    public override string Name => OwnName;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions)
    {
        var location = regions.Locations.NumberOf(Location);
        if (location == 0)
        {
            return DefineRefusal.LocationUnknown;
        }

        var poolCode = Pool.Length == 0 ? OwnCode : Pool;
        var known = regions.Pools.NumberOf(poolCode);
        if (known > 0 && regions.Pools[known].Location.Value != location)
        {
            return DefineRefusal.PoolElsewhere;
        }

        var earlier = regions.Units.NumberOf(OwnCode);
        if (earlier > 0 && regions.Units[earlier].Pool.Value != known)
        {
            return DefineRefusal.PoolChanged;
        }

        var careType = regions.CareTypes.NumberOf(CareType);
        if (careType == 0)
        {
            return DefineRefusal.CareTypeUnknown;
        }

        if (Ages.IsEmpty || ReachMetres is < 0 or > ReachMetresMax)
        {
            return DefineRefusal.NumberOutOfRange;
        }

        var pool = new PoolId(known > 0 ? known : regions.Pools.Count + 1);
        return new UnitDefined(
            new CareUnit(
                OwnCode, OwnName, new LocationId(location), pool, new CareTypeId(careType),
                ComplexityMax, Ages, Features, Admission, DoctorCover, ReachMetres),
            poolCode);
    }
}

/// <summary>Defines a postcode.</summary>
public sealed record PostcodeRow(
    string Digits, string Place, string Subregion, Position Centre) : Definition<PostcodeDefined>
{
    /// <inheritdoc/>
    public override string Code => Digits;

    /// <inheritdoc/>
    public override string Name => Place;

    /// <inheritdoc/>
    public override Position? At => Centre;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        regions.Subregions.NumberOf(Subregion) is var subregion and > 0
            ? new PostcodeDefined(
                new PostcodeArea(Digits, Place, new SubregionId(subregion), Centre))
            : DefineRefusal.SubregionUnknown;
}
