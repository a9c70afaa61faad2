using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>How a kind of care is given.</summary>
public enum CareSetting
{
    /// <summary>The patient is admitted: a bed, and an admitting doctor (R3).</summary>
    Admission = 1,

    /// <summary>The patient is seen and goes on: emergency department, GP post, assessment.
    /// </summary>
    Visit,

    /// <summary>A team goes to the patient.</summary>
    AtHome,

    /// <summary>Reported and read only: ambulances.</summary>
    ReadOnly,
}

/// <summary>The law under which an accommodation may hold somebody.</summary>
public enum ClosedUnder
{
    /// <summary>An open unit.</summary>
    None = 1,

    /// <summary>Accommodation under the Wvggz (psychiatry).</summary>
    Wvggz,

    /// <summary>Accommodation under the Wzd (dementia, intellectual disability).</summary>
    Wzd,
}

/// <summary>A kind of care that units offer and requests need.</summary>
/// <param name="Code">Stable code, for example <c>elv-low</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Place">What is counted: bed, room, slot, place.</param>
/// <param name="Setting">How the care is given.</param>
/// <param name="Closed">The law a closed accommodation falls under.</param>
/// <param name="ReturnHomeOnly">Only for patients who are expected to return home.</param>
/// <param name="FreshMinutes">A figure younger than this is shown as fresh.</param>
/// <param name="ExpiryMinutes">A figure this old or older counts as unknown.</param>
/// <param name="Responsible">Function that is medically responsible after the handover.</param>
public sealed record CareType(
    string Code, Label Name, Label Place, CareSetting Setting, ClosedUnder Closed,
    bool ReturnHomeOnly, int FreshMinutes, int ExpiryMinutes, string Responsible) : ICoded;

/// <summary>One urgency of the list, with its clocks.</summary>
/// <param name="Code">U0 to U5.</param>
/// <param name="Name">What it means.</param>
/// <param name="AnswerMinutes">How long a unit has to answer an offer.</param>
/// <param name="PlaceMinutes">Within how long a place should have been found.</param>
public sealed record Urgency(string Code, Label Name, int AnswerMinutes, int PlaceMinutes)
    : ICoded
{
    /// <summary>The first class: life or limb is at stake (R10). The triage standard itself says
    /// which those are.</summary>
    public static bool IsLifeOrLimb(string code) => code is "U0" or "U1";
}

/// <summary>A way to travel, as far as the region can arrange it.</summary>
/// <param name="Code">Stable code, for example <c>wheelchair-taxi</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="LeadMinutes">How long after the yes it can leave at the earliest.</param>
/// <param name="Hours">When it can leave (R18).</param>
/// <param name="IsAmbulance">Requested from the meldkamer, with an urgency (R8).</param>
public sealed record TransportKind(
    string Code, Label Name, int LeadMinutes, WeekHours Hours, bool IsAmbulance) : ICoded;

/// <summary>How long something lasts, as the norms say.</summary>
/// <param name="Code">Stable code; see the constants.</param>
/// <param name="Name">What it is.</param>
/// <param name="Days">How many days, from 1 to 3,650.</param>
public sealed record Term(string Code, Label Name, int Days) : ICoded
{
    /// <summary>The term of a kind of care where nobody stays longer.</summary>
    /// <param name="careType">Its code.</param>
    public static string StayIn(string careType) => $"stay-{careType}";

    /// <summary>No term is longer.</summary>
    public const int DaysMax = 3_650;

    /// <summary>How long after its closing a request stays in the world.</summary>
    public const string ClosedRequestStays = "closed-request-stays";

    /// <summary>What holds while the norms say nothing.</summary>
    internal const int DaysWithoutNorm = 30;
}

/// <summary>The lists of codes that are data.</summary>
public enum CodeList
{
    /// <summary>Why a unit says no.</summary>
    Refusal = 1,

    /// <summary>Why a person chooses against the ranking or a rule.</summary>
    Override,

    /// <summary>Why a place that was promised is given up.</summary>
    Release,

    /// <summary>Why a unit takes no patients for a while.</summary>
    Closure,

    /// <summary>Why the patient could not be asked.</summary>
    NotAsked,

    /// <summary>Functions of professionals.</summary>
    Function,

    /// <summary>Functions of doctors who may admit.</summary>
    AdmittingFunction,

    /// <summary>Functions that may ask for an ambulance (R8).</summary>
    TransportAuthority,

    /// <summary>Ambulance urgencies that can be requested.</summary>
    AmbulanceUrgency,

    /// <summary>Triage systems.</summary>
    TriageSystem,

    /// <summary>Kinds of stop: codes of kinds of care, and "other".</summary>
    StopKind,

    /// <summary>Functions that may decide on a stop (R19).</summary>
    StopMandate,

    /// <summary>For whom a stop never counts.</summary>
    StopException,

    /// <summary>Specialisms.</summary>
    Specialism,

    /// <summary>Why places cannot be used.</summary>
    Blocked,

    /// <summary>Reasons of a no that say that there was no place (K20).</summary>
    Lack,

    /// <summary>The bands of a crowding score, "0" for the calmest.</summary>
    CrowdingBand,

    /// <summary>Roles that answer a telephone at a location.</summary>
    ContactRole,

    /// <summary>What a location has: a helicopter pad, a scanner.</summary>
    Facility,

    /// <summary>What a location can do at any hour.</summary>
    Competence,

    /// <summary>Ambulance urgencies that the meldkamer decides on; more than can be asked for.
    /// </summary>
    AssignedUrgency,

    /// <summary>Why there is no transport.</summary>
    NoTransport,

    /// <summary>Ways to travel that are mobile intensive care, by their codes (FR-D8).</summary>
    MicuKind,

    /// <summary>How a patient of an intensive care unit has to be accompanied.</summary>
    MicuIndication,

    /// <summary>Functions that set that indication.</summary>
    MicuAuthority,

    /// <summary>Kinds of care for which nurses visit the patient, by their codes (FR-M10).
    /// </summary>
    VisitCare,

    /// <summary>What a nurse can be asked to do on a visit.</summary>
    VisitTask,

    /// <summary>Those of these tasks that are reserved acts, each with its ground (R9).</summary>
    ReservedAct,

    /// <summary>Functions that may prescribe a reserved act.</summary>
    Prescriber,

    /// <summary>Presenting complaints.</summary>
    Complaint,

    /// <summary>What makes a complaint weigh more: who calls, who is at home.</summary>
    TriageContext,

    /// <summary>Signs of alarm at triage.</summary>
    AlarmSign,

    /// <summary>What is decided at triage to do.</summary>
    TriageFollowUp,

    /// <summary>Limits that were agreed on treatment.</summary>
    TreatmentLimit,

    /// <summary>Disciplines that can be asked for advice (FR-T6).</summary>
    Discipline,

    /// <summary>Why callers wait too long.</summary>
    QueueCause,

    /// <summary>What may do instead of the usual, outside the own organisation (FR-T5).</summary>
    Alternative,

    /// <summary>What was avoided by such an alternative (K16).</summary>
    Avoided,
}

/// <summary>One code of a list.</summary>
/// <param name="List">Which list.</param>
/// <param name="Value">The code in that list, in small letters with dashes.</param>
/// <param name="Name">What people call it.</param>
public sealed record CodeEntry(CodeList List, string Value, Label Name) : ICoded
{
    /// <inheritdoc/>
    public string Code => CodeOf(List, Value);

    /// <summary>The register's key for a code of a list.</summary>
    public static string CodeOf(CodeList list, string value) => $"{list}/{value}";
}

/// <summary>What a region agreed about one kind of stop (FR-C9).</summary>
/// <param name="Region">Code of the region.</param>
/// <param name="Kind">The kind of stop, as <see cref="CodeList.StopKind"/> has them.</param>
/// <param name="IsAllowed">Whether there are such stops at all.</param>
/// <param name="UsualMinutes">How long one usually takes.</param>
/// <param name="MostAtOnce">How many are in force at once at most.</param>
public sealed record StopRule(
    string Region, string Kind, bool IsAllowed, int UsualMinutes, int MostAtOnce) : ICoded
{
    /// <inheritdoc/>
    public string Code => CodeOf(Region, Kind);

    /// <summary>The register's key of a region's kind of stop.</summary>
    public static string CodeOf(string region, string kind) => $"{region}/{kind}";
}

/// <summary>How the crowding score of one department is worked out (FR-C10).</summary>
/// <remarks>
/// Coefficients are in thousandths. The score is the constant, and: patients for each treatment
/// place, boarders for each bed of the hospital, ventilated patients, hours of the longest wait
/// for a bed, hours of the last wait for a place, each times its coefficient.
/// </remarks>
/// <param name="Unit">Code of the unit.</param>
/// <param name="TreatmentPlaces">Treatment places of the department, at least 1.</param>
/// <param name="HospitalBeds">Beds of the hospital, at least 1.</param>
/// <param name="Constant">Added to each score.</param>
/// <param name="PerPatient">For patients for each treatment place.</param>
/// <param name="PerBoarding">For boarders for each bed.</param>
/// <param name="PerVentilated">For each ventilated patient.</param>
/// <param name="PerBoardingHour">For each hour of the longest wait for a bed.</param>
/// <param name="PerPlacementHour">For each hour of the last wait for a place.</param>
/// <param name="Bands">The cut-offs, rising; a score above one lies in the next band.</param>
public sealed record CrowdingRule(
    string Unit, int TreatmentPlaces, int HospitalBeds, int Constant, int PerPatient,
    int PerBoarding, int PerVentilated, int PerBoardingHour, int PerPlacementHour,
    ImmutableArray<int> Bands) : ICoded
{
    /// <inheritdoc/>
    public string Code => Unit;
}
