using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Triage;

/// <summary>How one of the four stands: airway, breathing, circulation, disability.</summary>
public enum AbcdState
{
    /// <summary>Not looked at, or not told.</summary>
    NotAssessed = 1,

    /// <summary>Safe.</summary>
    Safe,

    /// <summary>Threatened.</summary>
    Threatened,

    /// <summary>Unstable.</summary>
    Unstable,

    /// <summary>Failing.</summary>
    Failing,
}

/// <summary>The first look at a patient.</summary>
/// <param name="Airway">A.</param>
/// <param name="Breathing">B.</param>
/// <param name="Circulation">C.</param>
/// <param name="Disability">D.</param>
public readonly record struct Abcd(
    AbcdState Airway, AbcdState Breathing, AbcdState Circulation, AbcdState Disability)
{
    /// <summary>Not looked at.</summary>
    public static readonly Abcd NotAssessed = new(
        AbcdState.NotAssessed, AbcdState.NotAssessed, AbcdState.NotAssessed,
        AbcdState.NotAssessed);

    /// <summary>The four with their letters.</summary>
    [JsonIgnore]
    public IEnumerable<(char Letter, AbcdState State)> All =>
        [('A', Airway), ('B', Breathing), ('C', Circulation), ('D', Disability)];
}

/// <summary>What a triage found beside its urgency, as it was recorded (FR-T1, R25).</summary>
/// <param name="Complaint">Code of the presenting complaint; empty when not said.</param>
/// <param name="Abcd">The first look.</param>
/// <param name="IsPhysical">The patient was seen; otherwise it was by telephone.</param>
/// <param name="Context">Codes of what makes it weigh more: who calls, who is at home.</param>
/// <param name="AlarmSigns">Codes of signs of alarm.</param>
/// <param name="FollowUp">Code of what was decided to do; empty when not said.</param>
/// <param name="IsAlone">The triagist handled it alone: a physician authorises it later.</param>
/// <param name="Discriminators">Sealed: what gave the urgency; null when not said.</param>
/// <param name="Advice">Sealed: the advice as given; null when none.</param>
/// <param name="SafetyNet">Sealed: when to call again, as told; null when not told.</param>
public sealed record Findings(
    string Complaint, Abcd Abcd, bool IsPhysical, ImmutableArray<string> Context,
    ImmutableArray<string> AlarmSigns, string FollowUp, bool IsAlone,
    SealedId? Discriminators, SealedId? Advice, SealedId? SafetyNet);

/// <summary>What a triage found was recorded, beside its urgency.</summary>
[Stored("findings-recorded", 1, Level = 2)]
public sealed record FindingsRecorded(CareRequestId Request, Findings Findings)
    : RequestEvent(Request);

/// <summary>What a triage found, as it is asked to be recorded.</summary>
/// <param name="Complaint">Code of the presenting complaint; empty when not said.</param>
/// <param name="Abcd">The first look.</param>
/// <param name="IsPhysical">The patient was seen.</param>
/// <param name="Context">Codes, each once, at most <see cref="CodesMax"/>.</param>
/// <param name="AlarmSigns">Codes, each once, at most <see cref="CodesMax"/>.</param>
/// <param name="FollowUp">Code; empty when not said.</param>
/// <param name="IsAlone">The triagist handled it alone: then the advice is there.</param>
/// <param name="Discriminators">What gave the urgency; null when not said.</param>
/// <param name="Advice">The advice as given; null when none.</param>
/// <param name="SafetyNet">When to call again, as told; null when not told.</param>
public sealed record FoundAtTriage(
    string Complaint, Abcd Abcd, bool IsPhysical, ImmutableArray<string> Context,
    ImmutableArray<string> AlarmSigns, string FollowUp, bool IsAlone, Secret? Discriminators,
    Secret? Advice, Secret? SafetyNet)
{
    /// <summary>No list of codes is longer.</summary>
    public const int CodesMax = 20;

    /// <summary>All that is sealed.</summary>
    public IEnumerable<Secret> Secrets =>
        new[] { Discriminators, Advice, SafetyNet }.OfType<Secret>();

    /// <summary>Whether every code is in its list, and every state of the four exists.</summary>
    public bool IsKnown(RegionsState regions) =>
        IsIn(regions, CodeList.Complaint, Complaint)
        && IsIn(regions, CodeList.TriageFollowUp, FollowUp)
        && AreIn(regions, CodeList.TriageContext, Context)
        && AreIn(regions, CodeList.AlarmSign, AlarmSigns)
        && Abcd.All.All(p => Enum.IsDefined(p.State));

    /// <summary>As it is kept.</summary>
    public Findings Kept() => new(
        Complaint, Abcd, IsPhysical, Context, AlarmSigns, FollowUp, IsAlone, Discriminators?.Id,
        Advice?.Id, SafetyNet?.Id);

    private static bool IsIn(RegionsState regions, CodeList list, string code) =>
        code.Length == 0 || regions.Knows(list, code);

    private static bool AreIn(
        RegionsState regions, CodeList list, ImmutableArray<string> codes) =>
        codes.Length <= CodesMax && codes.Distinct().Count() == codes.Length
        && codes.All(c => regions.Knows(list, c));
}
