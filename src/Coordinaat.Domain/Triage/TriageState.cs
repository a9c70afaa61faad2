using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Triage;

/// <summary>A triage as it was recorded (FR-T1, FR-T2). The product records; people judge.
/// </summary>
/// <param name="System">Code of the triage system.</param>
/// <param name="SystemVersion">Its version, as recorded.</param>
/// <param name="Proposed">What the system gave, in the system's own words.</param>
/// <param name="Urgency">The final urgency, as a person set it.</param>
/// <param name="Reason">Sealed: why it differs from what the system gave; null when it does not.
/// </param>
/// <param name="At">When it was recorded.</param>
/// <param name="By">Who set it.</param>
public sealed record TriageRecord(
    string System, string SystemVersion, string Proposed, string Urgency, SealedId? Reason,
    Instant At, AccountId By)
{
    /// <summary>What was found beside the urgency; null when it was not said.</summary>
    public Findings? Findings { get; init; }

    /// <summary>Before when somebody has to have seen the patient, by the triage system itself;
    /// null where it sets no limit.</summary>
    public Instant? SeenBy { get; init; }

    /// <summary>When to judge again while the patient waits; null for never.</summary>
    public Instant? RetriageBy { get; init; }
}

/// <summary>The title under which somebody may be held (R6).</summary>
public enum LegalTitle
{
    /// <summary>None: only open places.</summary>
    None = 1,

    /// <summary>The patient agrees.</summary>
    Consent,

    /// <summary>Besluit opname en verblijf (Wzd).</summary>
    AdmissionDecision,

    /// <summary>Rechterlijke machtiging (Wzd).</summary>
    CourtOrder,

    /// <summary>Inbewaringstelling (Wzd).</summary>
    EmergencyDetention,

    /// <summary>Zorgmachtiging (Wvggz).</summary>
    CareOrder,

    /// <summary>Crisismaatregel (Wvggz).</summary>
    CrisisMeasure,

    /// <summary>A title under the Wvggz is being prepared.</summary>
    WvggzInPreparation,

    /// <summary>A title under the Wzd is being prepared.</summary>
    WzdInPreparation,
}

/// <summary>Which closed accommodation a title is a basis for.</summary>
public static class LegalTitles
{
    /// <summary>Whether a title is a basis for a stay in an accommodation (R6).</summary>
    public static bool Opens(this LegalTitle title, ClosedUnder accommodation) =>
        accommodation switch
        {
            ClosedUnder.None => true,
            ClosedUnder.Wvggz => title is LegalTitle.Consent or LegalTitle.CareOrder
                or LegalTitle.CrisisMeasure or LegalTitle.WvggzInPreparation,
            ClosedUnder.Wzd => title is LegalTitle.Consent or LegalTitle.AdmissionDecision
                or LegalTitle.CourtOrder or LegalTitle.EmergencyDetention
                or LegalTitle.WzdInPreparation,
        };
}

/// <summary>Whether the patient is expected to go home afterwards.</summary>
public enum ReturnHome
{
    /// <summary>Not known.</summary>
    Unknown = 1,

    /// <summary>Expected.</summary>
    Expected,

    /// <summary>Not expected.</summary>
    NotExpected,
}

/// <summary>What the patient needs, without who it is (R14).</summary>
/// <param name="CareType">The kind of care.</param>
/// <param name="Complexity">How complex.</param>
/// <param name="Age">Age band, as known when the need was described.</param>
/// <param name="Features">What the place must have.</param>
/// <param name="Title">The title for a closed place.</param>
/// <param name="ReturnHome">Whether return home is expected.</param>
/// <param name="Transport">Code of the way to travel; empty for care at home.</param>
/// <param name="EarliestAt">Not before; null for as soon as possible.</param>
/// <param name="NotTo">Organisations that the patient does not want: a constraint (R5).</param>
/// <param name="Wishes">Sealed: other wishes; null when none.</param>
public sealed record Need(
    CareTypeId CareType, Complexity Complexity, AgeBand Age, Features Features, LegalTitle Title,
    ReturnHome ReturnHome, string Transport, Instant? EarliestAt,
    ImmutableArray<OrganisationId> NotTo, SealedId? Wishes);

/// <summary>What is needed beyond the kind of care, and what the patient would like.</summary>
/// <param name="Specialism">Code; empty where that is no question.</param>
/// <param name="NeonatalLevel">1 to 3, 3 for a NICU; 0 for none.</param>
/// <param name="TraumaLevel">1 for a trauma centre, to 3; 0 for none.</param>
/// <param name="Preferred">Organisations that the patient would like to go to.</param>
/// <param name="KnownAt">Organisations that know the patient: continuity.</param>
public sealed record Requirements(
    string Specialism, int NeonatalLevel, int TraumaLevel,
    ImmutableArray<OrganisationId> Preferred, ImmutableArray<OrganisationId> KnownAt)
{
    /// <summary>Nothing more.</summary>
    public static readonly Requirements None = new("", 0, 0, [], []);
}

/// <summary>What is needed beyond the kind of care was described, beside the need.</summary>
[Stored("requirements-described", 1, Level = 2)]
public sealed record RequirementsDescribed(CareRequestId Request, Requirements Requirements)
    : RequestEvent(Request);

/// <summary>Somebody was consulted about the request (FR-T6).</summary>
/// <param name="Request">Which request.</param>
/// <param name="Function">Code of that person's function.</param>
/// <param name="Name">Sealed: who it was.</param>
/// <param name="Advice">Sealed: what was advised.</param>
[Stored("consulted", 1, Level = 2)]
public sealed record Consulted(
    CareRequestId Request, string Function, SealedId Name, SealedId Advice)
    : RequestEvent(Request);

/// <summary>A consultation as it was recorded.</summary>
/// <param name="Function">Code of the function.</param>
/// <param name="Name">Sealed: who it was.</param>
/// <param name="Advice">Sealed: what was advised.</param>
/// <param name="At">When it was recorded.</param>
public sealed record Consultation(string Function, SealedId Name, SealedId Advice, Instant At);

/// <summary>Somebody chose another way than the usual, outside the own organisation (FR-T5).
/// </summary>
/// <param name="Request">Which request.</param>
/// <param name="Chosen">What was chosen, and what it avoided.</param>
[Stored("alternative-chosen", 1, Level = 2)]
public sealed record AlternativeChosen(CareRequestId Request, ChosenAlternative Chosen)
    : RequestEvent(Request);

/// <summary>An alternative that a person chose.</summary>
/// <param name="Complaint">Code of the complaint.</param>
/// <param name="Alternative">Code of the alternative.</param>
/// <param name="CareType">Code of the kind of care that it draws on; empty for none.</param>
/// <param name="Avoided">Code of what would have happened otherwise (K16).</param>
/// <param name="Agreement">Code of the agreement that offers it.</param>
/// <param name="Version">Its version.</param>
/// <param name="Rule">Name of the rule.</param>
public sealed record ChosenAlternative(
    string Complaint, string Alternative, string CareType, string Avoided, string Agreement,
    int Version, string Rule);

/// <summary>A triage was recorded.</summary>
[Stored("triage-recorded", 1)]
public sealed record TriageRecorded(
    CareRequestId Request, string System, string SystemVersion, string Proposed, string Urgency,
    SealedId? Reason) : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override Step? Takes => Step.Judge;

    /// <inheritdoc/>
    public override IntakeFields Brings => IntakeFields.Triage;
}

/// <summary>The need was described, or described anew.</summary>
[Stored("need-described", 1)]
public sealed record NeedDescribed(CareRequestId Request, Need Need) : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override Step? Takes => Step.DescribeNeed;
}

/// <summary>What triage knows of one request.</summary>
/// <param name="Triages">All triages, oldest first.</param>
/// <param name="Need">The need as last described; null before.</param>
/// <param name="Requirements">What was described beside it.</param>
/// <param name="Consultations">Who was consulted, oldest first.</param>
public sealed record Judgement(
    ImmutableArray<TriageRecord> Triages, Need? Need, Requirements Requirements,
    ImmutableArray<Consultation> Consultations)
{
    /// <summary>Nothing judged yet.</summary>
    public static readonly Judgement None = new([], null, Requirements.None, []);

    /// <summary>Who pays; null while nobody asked.</summary>
    public Payer? Payer { get; init; }

    /// <summary>Vital signs, in the order in which they were recorded.</summary>
    public ImmutableArray<Measurement> Measurements { get; init; } = [];

    /// <summary>That the patient has to be judged again; null while nothing asks for it.
    /// </summary>
    public AwaitedRetriage? Retriage { get; init; }

    /// <summary>Who made contact about it later, oldest first.</summary>
    public ImmutableArray<LaterContact> Contacts { get; init; } = [];

    /// <summary>What a physician said of the advice; null before.</summary>
    public AdviceReview? Review { get; init; }

    /// <summary>Whether advice that a triagist gave alone waits for a physician, or for what the
    /// physician asked.</summary>
    [JsonIgnore]
    public bool IsUnderReview => AwaitsReview || Review is { State: ReviewState.Returned };

    /// <summary>Whether advice that a triagist gave alone waits for a physician.</summary>
    [JsonIgnore]
    public bool AwaitsReview => Review is null && Current?.Findings is { IsAlone: true };

    /// <summary>Limits on treatment as last recorded; null while nobody asked.</summary>
    public TreatmentLimits? Limits { get; init; }

    /// <summary>What was chosen instead of the usual, the last time; null for nothing.</summary>
    public ChosenAlternative? Alternative { get; init; }

    /// <summary>Since when the patient could leave the hospital; null while that was not said.
    /// </summary>
    public Instant? MedicallyReadyAt { get; init; }

    /// <summary>The triage that counts; null before the first.</summary>
    public TriageRecord? Current => Triages.IsEmpty ? null : Triages[^1];

    /// <summary>The code of the final urgency; empty before the first triage.</summary>
    public string Urgency => Current?.Urgency ?? "";

    /// <summary>When to judge again; null while it is asked already, or the patient no longer
    /// waits.</summary>
    public Instant? RetriageBy(CareRequest request) =>
        Retriage is null && request.Stage < Stage.Underway ? Current?.RetriageBy : null;

    /// <summary>With something changed about the triage that counts.</summary>
    internal Judgement WithCurrent(Func<TriageRecord, TriageRecord> change) => this with
    {
        Triages = Triages.SetItem(Triages.Length - 1, change(Triages[^1])),
    };
}

/// <summary>The judgements, by request.</summary>
public sealed record TriageState(Vector<Judgement?> Judgements)
{
    /// <summary>Nothing judged yet.</summary>
    public static readonly TriageState Empty = new(Vector<Judgement?>.Empty);

    /// <summary>The requests whose advice waits for a physician, or was returned by one.</summary>
    [JsonIgnore]
    public ImmutableSortedSet<int> UnderReview { get; init; } =
    [
        .. Judgements.Select((j, i) => (j, i)).Where(p => p.j is { IsUnderReview: true })
            .Select(p => p.i + 1),
    ];

    /// <summary>What is known of a request.</summary>
    public Judgement this[CareRequestId id] =>
        Judgements.Find(id.Value - 1) ?? Judgement.None;

    /// <summary>The state without a request.</summary>
    public TriageState Without(CareRequestId id) => this with
    {
        Judgements = Judgements.Clear(id.Value - 1), UnderReview = UnderReview.Remove(id.Value),
    };

    /// <summary>The state after one more event.</summary>
    public TriageState After(RequestEvent happened, Instant at, Actor by)
    {
        var (number, before) = (happened.Request.Value, this[happened.Request]);
        var after = Change(before, happened, at, by);
        return after == before
            ? this
            : this with
            {
                Judgements = Judgements.Set(number - 1, after),
                UnderReview = after.IsUnderReview
                    ? UnderReview.Add(number)
                    : UnderReview.Remove(number),
            };
    }

    private static Judgement Change(
        Judgement before, RequestEvent happened, Instant at, Actor by) =>
        happened switch
        {
            TriageRecorded e => before with
            {
                Triages = before.Triages.Add(new TriageRecord(
                    e.System, e.SystemVersion, e.Proposed, e.Urgency, e.Reason, at,
                    by.Account)),
                Retriage = null,
                Review = null,
            },
            FindingsRecorded e => before.WithCurrent(
                t => t with { Findings = e.Findings }),
            JudgementTimed e => before.WithCurrent(
                t => t with { RetriageBy = e.RetriageBy, SeenBy = e.SeenBy }),
            RetriageDue e => before with
            {
                Retriage = new AwaitedRetriage(e.Reason, at),
            },
            ContactAdded e => before with
            {
                Contacts = before.Contacts.Add(new LaterContact(
                    e.Requester, e.Channel, e.IsWorse, e.Contact, e.Words, at)),
            },
            AdviceReviewed e => before with
            {
                Review = new AdviceReview(e.State, e.Words, at, by.Account),
            },
            LimitsRecorded e => before with
            {
                Limits = new TreatmentLimits(e.Limits, e.Words, at, by.Account),
            },
            NeedDescribed e => before with
            {
                Need = e.Need, Requirements = Requirements.None,
            },
            RequirementsDescribed e => before with { Requirements = e.Requirements },
            Consulted e => before with
            {
                Consultations = before.Consultations.Add(
                    new Consultation(e.Function, e.Name, e.Advice, at)),
            },
            VitalSignsRecorded e => before with
            {
                Measurements = before.Measurements.Add(
                    new Measurement(e.Values, e.MeasuredAt, by.Account)),
            },
            AlternativeChosen e => before with { Alternative = e.Chosen },
            PayerSet e => before with { Payer = e.Payer },
            MedicallyReady e => before with { MedicallyReadyAt = e.HappenedAt },
            _ => before,
        };
}
