using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Triage;

/// <summary>Describes what the patient needs (FR-M1).</summary>
/// <param name="Request">Which request.</param>
/// <param name="CareType">Code of the kind of care.</param>
/// <param name="Complexity">How complex.</param>
/// <param name="Features">What the place must have.</param>
/// <param name="Title">The title for a closed place.</param>
/// <param name="ReturnHome">Whether return home is expected.</param>
/// <param name="Transport">Code of the way to travel; empty for care at home.</param>
/// <param name="EarliestAt">Not before; null for as soon as possible.</param>
/// <param name="NotTo">Codes of organisations that the patient does not want; at most 10.</param>
/// <param name="Wishes">Other wishes; null when none.</param>
/// <param name="Beyond">What is needed beyond the kind of care; null for nothing.</param>
public sealed record DescribeNeed(
    CareRequestId Request, string CareType, Complexity Complexity, Features Features,
    LegalTitle Title, ReturnHome ReturnHome, string Transport, Instant? EarliestAt,
    ImmutableArray<string> NotTo, Secret? Wishes, NeededBeyond? Beyond = null)
    : Request<DescribeNeedRefusal>
{
    /// <summary>No more organisations are named.</summary>
    public const int NotToMax = 10;

    private const Features AllFeatures =
        Features.Isolation | Features.Wandering | Features.Bariatric | Features.OneToOne
        | Features.MenRoom | Features.WomenRoom | Features.Oxygen | Features.Ventilation
        | Features.Dialysis;

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Wishes is null ? [] : [Wishes];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, DescribeNeedRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, r => r.MayBeWorkedBy(moment.By),
                DescribeNeedRefusal.RequestUnknown, DescribeNeedRefusal.RequestArchived,
                DescribeNeedRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var request = world.Access[Request];
        if (request.Stage == Stage.Asking)
        {
            return DescribeNeedRefusal.OffersOpen;
        }

        if (!RequestLife.Allows(request.Stage, Step.DescribeNeed))
        {
            return DescribeNeedRefusal.StageForbids;
        }

        var regions = world.Regions;
        var number = regions.CareTypes.NumberOf(CareType);
        if (number == 0 || regions.CareTypes[number].Setting == CareSetting.ReadOnly)
        {
            return DescribeNeedRefusal.CareTypeUnknown;
        }

        if (!Enum.IsDefined(Complexity) || (Features & ~AllFeatures) != 0)
        {
            return DescribeNeedRefusal.ComplexityUnknown;
        }

        var careType = regions.CareTypes[number];
        if (!Title.Opens(careType.Closed))
        {
            return DescribeNeedRefusal.TitleMissing;
        }

        if (careType.Setting != CareSetting.AtHome && regions.Transports.NumberOf(Transport) == 0)
        {
            return DescribeNeedRefusal.TransportUnknown;
        }

        if (NotTo.Length > NotToMax || NotTo.Any(c => regions.Organisations.NumberOf(c) == 0))
        {
            return DescribeNeedRefusal.OrganisationUnknown;
        }

        return Beyond?.FaultOf(regions) is { } beyond ? beyond
            : Beyond is not null
                && moment.WriteLevel < EventCodec.LevelOf<RequirementsDescribed>()
                ? DescribeNeedRefusal.NotYetWritten
                : Describe(regions, request.Age, number);
    }

    private ImmutableArray<Event> Describe(RegionsState regions, AgeBand age, int careType)
    {
        var isAtHome = regions.CareTypes[careType].Setting == CareSetting.AtHome;
        var described = new NeedDescribed(Request, new Need(
            new CareTypeId(careType), Complexity, age, Features, Title, ReturnHome,
            isAtHome ? "" : Transport, EarliestAt,
            [.. NotTo.Select(c => new OrganisationId(regions.Organisations.NumberOf(c)))],
            Wishes?.Id));
        return Beyond is null
            ? [described]
            : [described, new RequirementsDescribed(Request, Beyond.In(regions))];
    }
}

/// <summary>What is needed beyond the kind of care, with codes.</summary>
/// <param name="Specialism">Code; empty where that is no question.</param>
/// <param name="NeonatalLevel">1 to 3, 3 for a NICU; 0 for none.</param>
/// <param name="TraumaLevel">1 for a trauma centre, to 3; 0 for none.</param>
/// <param name="Preferred">Codes of organisations that the patient would like; at most 10.</param>
/// <param name="KnownAt">Codes of organisations that know the patient; at most 10.</param>
public sealed record NeededBeyond(
    string Specialism, int NeonatalLevel, int TraumaLevel, ImmutableArray<string> Preferred,
    ImmutableArray<string> KnownAt)
{
    internal DescribeNeedRefusal? FaultOf(RegionsState regions) =>
        new[] { Preferred, KnownAt }.Any(l => l.Length > DescribeNeed.NotToMax
            || l.Any(c => regions.Organisations.NumberOf(c) == 0))
            ? DescribeNeedRefusal.OrganisationUnknown
            : (Specialism.Length > 0 && !regions.Knows(CodeList.Specialism, Specialism))
                || NeonatalLevel is < 0 or > UnitAbility.LevelMax
                || TraumaLevel is < 0 or > UnitAbility.LevelMax
                ? DescribeNeedRefusal.RequirementUnknown
                : null;

    internal Requirements In(RegionsState regions) => new(
        Specialism, NeonatalLevel, TraumaLevel, Ids(regions, Preferred), Ids(regions, KnownAt));

    private static ImmutableArray<OrganisationId> Ids(
        RegionsState regions, ImmutableArray<string> codes) =>
        [.. codes.Select(c => new OrganisationId(regions.Organisations.NumberOf(c)))];
}

/// <summary>Why a need was not recorded, in the order it is checked.</summary>
public enum DescribeNeedRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>Units have been asked about the need as it was: take those questions back first.
    /// </summary>
    OffersOpen,

    /// <summary>The urgency comes first; and a need does not change under a promised place.
    /// </summary>
    StageForbids,

    /// <summary>The kind of care is unknown, or cannot be asked for.</summary>
    CareTypeUnknown,

    /// <summary>The complexity or a required feature is unknown.</summary>
    ComplexityUnknown,

    /// <summary>A closed place without a basis (R6), or with one of the other law.</summary>
    TitleMissing,

    /// <summary>The way to travel is missing or unknown.</summary>
    TransportUnknown,

    /// <summary>An organisation that the patient does not want, or would like, is unknown.
    /// </summary>
    OrganisationUnknown,

    /// <summary>A specialism or a level is unknown.</summary>
    RequirementUnknown,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
