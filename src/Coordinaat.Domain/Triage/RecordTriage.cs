using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Triage;

/// <summary>Records what a triage gave, and what a person made of it (FR-T1, FR-T2).</summary>
/// <param name="Request">Which request.</param>
/// <param name="System">Code of the triage system.</param>
/// <param name="SystemVersion">Its version; at most 40 characters, not empty.</param>
/// <param name="Proposed">What the system gave; at most 40 characters, not empty.</param>
/// <param name="Urgency">Code of the final urgency.</param>
/// <param name="Reason">Why it differs from what the system gave; null when it does not.</param>
public sealed record RecordTriage(
    CareRequestId Request, string System, string SystemVersion, string Proposed, string Urgency,
    Secret? Reason) : Request<RecordTriageRefusal>
{
    /// <summary>No version or outcome is longer, in characters.</summary>
    public const int TextLengthMax = 40;

    /// <summary>A request is not triaged more often.</summary>
    public const int TriagesMax = 100;

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Reason is null ? [] : [Reason];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, RecordTriageRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, r => r.MayBeWorkedBy(moment.By),
                RecordTriageRefusal.RequestUnknown, RecordTriageRefusal.RequestArchived,
                RecordTriageRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        if (!RequestLife.Allows(world.Access[Request].Stage, Step.Judge)
            || world.Triage[Request].Triages.Length >= TriagesMax)
        {
            return RecordTriageRefusal.StageForbids;
        }

        if (!world.Regions.Knows(CodeList.TriageSystem, System)
            || SystemVersion.Length is 0 or > TextLengthMax)
        {
            return RecordTriageRefusal.SystemUnknown;
        }

        if (world.Regions.Urgencies.NumberOf(Urgency) == 0
            || Proposed.Length is 0 or > TextLengthMax)
        {
            return RecordTriageRefusal.UrgencyUnknown;
        }

        return Proposed != Urgency && string.IsNullOrWhiteSpace(Reason?.Reveal())
            ? RecordTriageRefusal.ReasonMissing
            : ImmutableArray.Create<Event>(new TriageRecorded(
                Request, System, SystemVersion, Proposed, Urgency, Reason?.Id));
    }
}

/// <summary>Why a triage was not recorded, in the order it is checked.</summary>
public enum RecordTriageRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>In this stage the urgency is no longer changed.</summary>
    StageForbids,

    /// <summary>The triage system is not in the list, or its version is missing.</summary>
    SystemUnknown,

    /// <summary>The urgency is not in the list, or what the system gave is missing.</summary>
    UrgencyUnknown,

    /// <summary>The final urgency differs from what the system gave, without a reason.</summary>
    ReasonMissing,
}
