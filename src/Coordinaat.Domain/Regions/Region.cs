using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>An acute-care region (ROAZ-regio).</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Country">Two letters; NL.</param>
/// <param name="OffersAtOnceMax">How many units may be asked at once for one request, 1 to 5.
/// </param>
/// <param name="PriorityLine">The number for life threat: the GP posts' priority line, or 112.
/// </param>
public sealed record Region(
    string Code, string Name, string Country, int OffersAtOnceMax, string PriorityLine) : ICoded;

/// <summary>A part of a region.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Region">The region it is part of.</param>
public sealed record Subregion(string Code, string Name, RegionId Region) : ICoded;

/// <summary>The sectors that take part.</summary>
public enum Sector
{
    /// <summary>A coordination centre (ZCC) or coordination point.</summary>
    CoordinationCentre = 1,

    /// <summary>Hospital.</summary>
    Hospital,

    /// <summary>Out-of-hours GP post (HAP).</summary>
    GpPost,

    /// <summary>GP practice.</summary>
    GpPractice,

    /// <summary>Ambulance service (RAV) and its dispatch centre.</summary>
    Ambulance,

    /// <summary>Mental health (GGZ).</summary>
    MentalHealth,

    /// <summary>Nursing, care homes and home care (VVT).</summary>
    HomeAndNursing,

    /// <summary>Midwives.</summary>
    Midwifery,

    /// <summary>Anything else, such as the region's office.</summary>
    Other,

    /// <summary>Police.</summary>
    Police,

    /// <summary>Municipality.</summary>
    Municipality,

    /// <summary>Alarm centre: personal alarms, camera watch.</summary>
    AlarmCentre,
}

/// <summary>A care organisation.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Sector">Its sector.</param>
/// <param name="Region">The region it is counted in.</param>
public sealed record Organisation(string Code, string Name, Sector Sector, RegionId Region)
    : ICoded;

/// <summary>A place where an organisation gives care.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Organisation">Whose place it is.</param>
/// <param name="Subregions">Which subregions it serves; at least one.</param>
/// <param name="City">The place name.</param>
/// <param name="At">Where it is.</param>
/// <param name="PhoneDay">The number on working days from 08:00 to 17:00; empty when unknown.
/// </param>
/// <param name="PhoneNight">The number at all other hours; empty when unknown.</param>
public sealed record Location(
    string Code, string Name, OrganisationId Organisation,
    ImmutableArray<SubregionId> Subregions, string City, Position At,
    string PhoneDay, string PhoneNight) : ICoded
{
    private static readonly WeekHours OfficeHours = new(new DayHours(480, 1_020), DayHours.Never);

    /// <summary>The number to call at this hour (R2); empty when none is known.</summary>
    public string PhoneAt(LocalMoment moment) =>
        OfficeHours.Contains(moment) || PhoneNight.Length == 0 ? PhoneDay : PhoneNight;
}

/// <summary>How much care somebody needs, or a unit can give.</summary>
public enum Complexity
{
    /// <summary>Low: a GP stays responsible, no nursing at night.</summary>
    Low = 1,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>High: several disciplines, nursing day and night.</summary>
    High,
}

/// <summary>Age in bands: as exact as the journal and an offer may be (R11, R14).</summary>
public enum AgeBand
{
    /// <summary>Not known.</summary>
    Unknown = 1,

    /// <summary>Under 1 year.</summary>
    Infant,

    /// <summary>1 to 11 years.</summary>
    Child,

    /// <summary>12 to 15 years.</summary>
    Teen,

    /// <summary>16 and 17 years.</summary>
    Youth,

    /// <summary>18 to 64 years.</summary>
    Adult,

    /// <summary>65 to 79 years.</summary>
    Older,

    /// <summary>80 years and over.</summary>
    Oldest,
}

/// <summary>What a unit can offer, and a patient may need.</summary>
[Flags]
public enum Features
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Isolation room.</summary>
    Isolation = 1,

    /// <summary>Safe for people who wander.</summary>
    Wandering = 2,

    /// <summary>Bariatric equipment.</summary>
    Bariatric = 4,

    /// <summary>One-to-one supervision.</summary>
    OneToOne = 8,

    /// <summary>A room for men.</summary>
    MenRoom = 16,

    /// <summary>A room for women.</summary>
    WomenRoom = 32,

    /// <summary>Oxygen at the bed.</summary>
    Oxygen = 64,

    /// <summary>Ventilation.</summary>
    Ventilation = 128,

    /// <summary>Dialysis.</summary>
    Dialysis = 256,
}

/// <summary>Places that one or more care units share (R17).</summary>
/// <param name="Code">Stable code; a unit that shares nothing has a pool under its own code.
/// </param>
/// <param name="Location">Where the places are.</param>
public sealed record Pool(string Code, LocationId Location) : ICoded;

/// <summary>One kind of care at one location.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Location">Where it is.</param>
/// <param name="Pool">Where its places come from.</param>
/// <param name="CareType">What it offers.</param>
/// <param name="ComplexityMax">The most complex care it can give.</param>
/// <param name="Ages">Which age bands it takes; never empty.</param>
/// <param name="Features">What it has.</param>
/// <param name="Admission">When a patient may arrive (R18).</param>
/// <param name="DoctorCover">When a doctor covers an arrival (R18).</param>
/// <param name="ReachMetres">For a team that goes out: how far; 0 for places.</param>
public sealed record CareUnit(
    string Code, string Name, LocationId Location, PoolId Pool, CareTypeId CareType,
    Complexity ComplexityMax, ImmutableArray<AgeBand> Ages, Features Features,
    WeekHours Admission, WeekHours DoctorCover, int ReachMetres) : ICoded;

/// <summary>A four-digit postcode.</summary>
/// <param name="Code">Four digits.</param>
/// <param name="Place">The place name.</param>
/// <param name="Subregion">The subregion it lies in.</param>
/// <param name="Centre">Its middle.</param>
public sealed record PostcodeArea(
    string Code, string Place, SubregionId Subregion, Position Centre) : ICoded;
