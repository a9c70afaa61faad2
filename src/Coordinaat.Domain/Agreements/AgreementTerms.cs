using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Agreements;

/// <summary>What parties agree: text for people, and rules that the product carries out (FR-G2).
/// </summary>
/// <remarks>
/// Everything outside is named by its code, so that this is also the form in which an agreement is
/// published and exchanged.
/// </remarks>
/// <param name="Title">What people call it.</param>
/// <param name="Text">The agreement as people read it.</param>
/// <param name="Subregions">
/// Codes of where the patient is; empty for everywhere, and then the rules are only about units of
/// the parties.
/// </param>
/// <param name="Parties">Codes of the organisations that sign; at least one.</param>
/// <param name="From">In force from then at the earliest.</param>
/// <param name="Until">No longer in force from then; null for until further notice.</param>
/// <param name="Rules">What is carried out; of two that clash in one agreement the first counts.
/// </param>
/// <param name="Examples">What has to come out; tried before anybody signs.</param>
public sealed record AgreementTerms(
    string Title, string Text, ImmutableArray<string> Subregions, ImmutableArray<string> Parties,
    Instant From, Instant? Until, ImmutableArray<AgreementRule> Rules,
    ImmutableArray<AgreementExample> Examples);

/// <summary>One rule.</summary>
/// <param name="Name">What people call it; not empty, and once in an agreement.</param>
/// <param name="When">For which cases and units.</param>
/// <param name="Then">What is agreed.</param>
public sealed record AgreementRule(string Name, RuleCondition When, RuleEffect Then);

/// <summary>For which cases, and for which units, a rule counts.</summary>
/// <param name="CareTypes">Codes of kinds of care; empty for all.</param>
/// <param name="Urgencies">Codes; empty for all.</param>
/// <param name="Ages">Age bands; empty for all.</param>
/// <param name="Hours">When, by the Dutch clock; a rule for the night has the night's hours.
/// </param>
/// <param name="Origins">Who asks; empty for everybody.</param>
/// <param name="Transports">Codes of ways to travel; empty for all.</param>
/// <param name="Units">Which units; all fields empty for all.</param>
public sealed record RuleCondition(
    ImmutableArray<string> CareTypes, ImmutableArray<string> Urgencies,
    ImmutableArray<AgeBand> Ages, WeekHours Hours, ImmutableArray<RequesterKind> Origins,
    ImmutableArray<string> Transports, UnitSelection Units)
{
    /// <summary>Always, for every case and unit.</summary>
    public static readonly RuleCondition Always =
        new([], [], [], WeekHours.Always, [], [], UnitSelection.All);

    /// <summary>Whether it counts for a case at a moment.</summary>
    /// <param name="facts">The case.</param>
    /// <param name="local">The Dutch clock.</param>
    public bool Covers(in CaseFacts facts, LocalMoment local) =>
        (CareTypes.IsEmpty || CareTypes.Contains(facts.CareType))
        && (Urgencies.IsEmpty || Urgencies.Contains(facts.Urgency))
        && (Ages.IsEmpty || Ages.Contains(facts.Age))
        && (Origins.IsEmpty || Origins.Contains(facts.Origin))
        && (Transports.IsEmpty || Transports.Contains(facts.Transport))
        && Hours.Contains(local);
}

/// <summary>Which units a rule is about; a unit has to be in every list that is not empty.
/// </summary>
/// <param name="Units">Codes of units.</param>
/// <param name="Organisations">Codes of organisations.</param>
/// <param name="Subregions">Codes of subregions that a unit's location serves.</param>
/// <param name="Labels">Labels that a unit has, at least one of them.</param>
public sealed record UnitSelection(
    ImmutableArray<string> Units, ImmutableArray<string> Organisations,
    ImmutableArray<string> Subregions, ImmutableArray<string> Labels)
{
    /// <summary>Every unit.</summary>
    public static readonly UnitSelection All = new([], [], [], []);

    /// <summary>Whether it names nothing: every unit.</summary>
    [JsonIgnore]
    public bool IsAll =>
        Units.IsEmpty && Organisations.IsEmpty && Subregions.IsEmpty && Labels.IsEmpty;
}

/// <summary>What a rule looks at of a case.</summary>
/// <param name="CareType">Code of the kind of care.</param>
/// <param name="Urgency">Code; empty before it was judged.</param>
/// <param name="Age">Age band.</param>
/// <param name="Origin">Who asks.</param>
/// <param name="Transport">Code of the way to travel; empty for care at home.</param>
/// <param name="Subregion">Code of where the patient is.</param>
/// <param name="WaitingMinutes">How long the request has been open.</param>
public readonly record struct CaseFacts(
    string CareType, string Urgency, AgeBand Age, RequesterKind Origin, string Transport,
    string Subregion, int WaitingMinutes);

/// <summary>What is agreed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Exclude), "exclude")]
[JsonDerivedType(typeof(Prefer), "prefer")]
[JsonDerivedType(typeof(Consult), "consult")]
[JsonDerivedType(typeof(AnswerWithin), "answer-within")]
[JsonDerivedType(typeof(MustAnswer), "must-answer")]
[JsonDerivedType(typeof(AskPolicy), "ask-policy")]
[JsonDerivedType(typeof(Ladder), "ladder")]
[JsonDerivedType(typeof(FairLoad), "fair-load")]
[JsonDerivedType(typeof(StopPolicy), "stop-policy")]
[JsonDerivedType(typeof(Instead), "instead")]
public abstract record RuleEffect;

/// <summary>These units are not asked; a person can still do so, with a reason.</summary>
public sealed record Exclude : RuleEffect;

/// <summary>These units count as nearer, or as farther.</summary>
/// <param name="Minutes">So many minutes nearer; below zero: farther. -120 to 120, not 0.</param>
public sealed record Prefer(int Minutes) : RuleEffect
{
    /// <summary>No rule moves a unit farther than this, in minutes.</summary>
    public const int MinutesMax = 120;
}

/// <summary>Before these units are asked somebody is consulted.</summary>
/// <param name="Function">Code of the function.</param>
public sealed record Consult(string Function) : RuleEffect;

/// <summary>These units answer within so many minutes, instead of the urgency's norm.</summary>
/// <param name="Minutes">1 to 1,440.</param>
public sealed record AnswerWithin(int Minutes) : RuleEffect;

/// <summary>Whoever reported places and is asked owes an answer with its reason (R10): never an
/// admission.</summary>
public sealed record MustAnswer : RuleEffect;

/// <summary>How units are asked.</summary>
/// <param name="AtOnce">So many questions at once at most, 1 to 5; the first yes ends the others.
/// </param>
/// <param name="NextByItself">After a no or silence the next candidate is asked by itself.</param>
public sealed record AskPolicy(int AtOnce, bool NextByItself) : RuleEffect
{
    /// <summary>No policy has more questions at once.</summary>
    public const int AtOnceMax = 5;
}

/// <summary>Where is looked, the nearest first (FR-M7).</summary>
/// <param name="Steps">In order; the first begins at 0 minutes.</param>
public sealed record Ladder(ImmutableArray<LadderStep> Steps) : RuleEffect;

/// <summary>One step of a ladder.</summary>
/// <param name="Reach">How far is looked.</param>
/// <param name="AfterMinutes">So long after the request came in, 0 to 10,080; rising.</param>
/// <param name="Subregions">Codes of the neighbours; for that reach only.</param>
public sealed record LadderStep(
    LadderReach Reach, int AfterMinutes, ImmutableArray<string> Subregions)
{
    /// <summary>No step begins later, in minutes: a week.</summary>
    public const int AfterMinutesMax = 10_080;
}

/// <summary>How far is looked; each includes those before it.</summary>
public enum LadderReach
{
    /// <summary>The patient's own subregion.</summary>
    Own = 1,

    /// <summary>Neighbouring subregions that are named.</summary>
    Neighbours,

    /// <summary>The whole region.</summary>
    Region,

    /// <summary>The whole country.</summary>
    Country,

    /// <summary>The health insurer mediates (zorgbemiddeling): somebody has to call it.</summary>
    Mediation,
}

/// <summary>Among equals those come first who took less than their share.</summary>
/// <param name="Key">What a share is worked out from.</param>
/// <param name="Shares">By code of the organisation, where the key says so; empty otherwise.
/// </param>
public sealed record FairLoad(LoadKey Key, ImmutableSortedDictionary<string, int> Shares)
    : RuleEffect
{
    /// <summary>By opened places: what is looked at where nothing is agreed.</summary>
    public static readonly FairLoad ByBeds =
        new(LoadKey.Beds, ImmutableSortedDictionary<string, int>.Empty);
}

/// <summary>What a fair share is worked out from.</summary>
public enum LoadKey
{
    /// <summary>Opened places, as reported.</summary>
    Beds = 1,

    /// <summary>Every organisation the same.</summary>
    Equal,

    /// <summary>Numbers in the agreement, for example inhabitants.</summary>
    Shares,
}

/// <summary>What is agreed about one kind of stop, instead of the region's norm (FR-C9).</summary>
/// <param name="Stop">Code of the kind of stop.</param>
/// <param name="IsAllowed">Whether there are such stops at all.</param>
/// <param name="UsualMinutes">How long one usually takes, 1 to 10,080.</param>
/// <param name="MostAtOnce">How many are in force at once at most, 0 to 1,000.</param>
public sealed record StopPolicy(string Stop, bool IsAllowed, int UsualMinutes, int MostAtOnce)
    : RuleEffect;

/// <summary>What may do instead of the usual (FR-T5): a step of a care pathway (zorgpad), or a rule
/// for an hour, as "at night only what is urgent is seen" (FR-T8). Units are named by the kind of
/// care.</summary>
/// <param name="Complaints">Codes of complaints; empty for all.</param>
/// <param name="Alternative">Code of the alternative.</param>
/// <param name="CareType">Code of the kind of care that it draws on; empty where no place is
/// needed.</param>
/// <param name="Avoids">Code of what it avoids as a rule (K16).</param>
public sealed record Instead(
    ImmutableArray<string> Complaints, string Alternative, string CareType, string Avoids)
    : RuleEffect
{
    /// <summary>Codes of what a nurse does on the visit that it draws on; null where it says
    /// nothing of that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? Tasks { get; init; }

    /// <summary>Whether it is about a complaint.</summary>
    public bool IsFor(string complaint) => Complaints.IsEmpty || Complaints.Contains(complaint);
}

/// <summary>A case with what the agreement has to say about it.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="At">When.</param>
/// <param name="CareType">Code of the kind of care.</param>
/// <param name="Urgency">Code.</param>
/// <param name="Age">Age band.</param>
/// <param name="Origin">Who asks.</param>
/// <param name="Transport">Code of the way to travel; empty for care at home.</param>
/// <param name="Subregion">Code of where the patient is.</param>
/// <param name="WaitingMinutes">How long the request has been open.</param>
/// <param name="Unit">Code of the unit.</param>
/// <param name="Expected">What has to come out.</param>
public sealed record AgreementExample(
    string Name, Instant At, string CareType, string Urgency, AgeBand Age, RequesterKind Origin,
    string Transport, string Subregion, int WaitingMinutes, string Unit, ExpectedOutcome Expected)
{
    /// <summary>The case itself.</summary>
    [JsonIgnore]
    public CaseFacts Facts =>
        new(CareType, Urgency, Age, Origin, Transport, Subregion, WaitingMinutes);
}

/// <summary>What an example expects; null where it says nothing.</summary>
/// <param name="Excluded">Whether the unit is not asked.</param>
/// <param name="NearerMinutes">By how much it counts as nearer.</param>
/// <param name="Consult">Code of the function that is consulted first; empty for nobody.</param>
/// <param name="AnswerMinutes">Within how many minutes it answers; 0 for the norm.</param>
/// <param name="AtOnce">How many are asked at once; 0 for the region's norm.</param>
/// <param name="Reach">How far is looked by then.</param>
public sealed record ExpectedOutcome(
    bool? Excluded, int? NearerMinutes, string? Consult, int? AnswerMinutes, int? AtOnce,
    LadderReach? Reach);
