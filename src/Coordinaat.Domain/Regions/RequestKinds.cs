using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>What the intake form has beside call-back number, place and life threat: as far as a
/// kind of request can need it.</summary>
[Flags]
public enum IntakeFields
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>Name of who asks.</summary>
    Caller = 1,

    /// <summary>What is the matter.</summary>
    Story = 2,

    /// <summary>Name of the patient.</summary>
    Name = 4,

    /// <summary>Birth date.</summary>
    BirthDate = 8,

    /// <summary>Citizen service number.</summary>
    Bsn = 16,

    /// <summary>Home address.</summary>
    Address = 32,

    /// <summary>The urgency that was found elsewhere.</summary>
    Triage = 64,

    /// <summary>Vital signs.</summary>
    VitalSigns = 128,
}

/// <summary>What a care provider can ask for, and what has to be known for it (FR-A1).</summary>
/// <param name="Code">Stable code, for example <c>place</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Sectors">Who asks it most, and sees it first; empty where that is nobody in
/// particular, and then it stands last.</param>
/// <param name="Minimum">What a provider has to give with it.</param>
public sealed record RequestKind(
    string Code, Label Name, ImmutableArray<Sector> Sectors, IntakeFields Minimum) : ICoded;

/// <summary>Defines what a care provider can ask for.</summary>
public sealed record RequestKindRow(RequestKind Row) : Definition<RequestKindDefined>
{
    /// <inheritdoc/>
    public override string Code => Row.Code;

    /// <inheritdoc/>
    public override string Name => Row.Name.Nl;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        new RequestKindDefined(Row);
}

/// <summary>What a care provider can ask for was defined.</summary>
[Stored("request-kind-defined", 1, Level = 2)]
public sealed record RequestKindDefined(RequestKind Kind) : RegionsEvent;

/// <summary>The kinds of request.</summary>
public static class RequestKinds
{
    /// <summary>The kinds, first those that a sector asks most, and last what anybody may ask.
    /// </summary>
    public static IEnumerable<RequestKind> KindsFor(this RegionsState regions, Sector sector) =>
        regions.RequestKinds.All.OrderByDescending(k => k.Sectors.Contains(sector))
            .ThenBy(k => k.Sectors.IsEmpty);

    /// <summary>The kind with a code; null when there is none.</summary>
    public static RequestKind? KindOf(this RegionsState regions, string code) =>
        regions.RequestKinds.Find(regions.RequestKinds.NumberOf(code));

    /// <summary>The fields, one by one.</summary>
    public static IEnumerable<IntakeFields> Each(this IntakeFields fields) =>
        Enum.GetValues<IntakeFields>().Where(
            f => f != IntakeFields.None && fields.HasFlag(f));
}
