using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Triage;

/// <summary>Limits on treatment and wishes of the patient were recorded.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Limits">Codes; empty when there are none.</param>
/// <param name="Words">Sealed: wishes, and who said so; null for nothing.</param>
[Stored("treatment-limits-recorded", 1, Level = 2)]
public sealed record LimitsRecorded(
    CareRequestId Request, ImmutableArray<string> Limits, SealedId? Words) : RequestEvent(Request);

/// <summary>Limits on treatment and wishes, as last recorded (FR-T10).</summary>
/// <param name="Limits">Codes; empty when there are none.</param>
/// <param name="Words">Sealed: wishes, and who said so; null for nothing.</param>
/// <param name="At">When they were recorded.</param>
/// <param name="By">By whom.</param>
public sealed record TreatmentLimits(
    ImmutableArray<string> Limits, SealedId? Words, Instant At, AccountId By);

/// <summary>Records the limits on treatment and the wishes of the patient (FR-T10).</summary>
/// <param name="Request">Which request.</param>
/// <param name="Limits">Codes, each once; empty when somebody asked and there are none.</param>
/// <param name="Words">Wishes, and who said so; null for nothing.</param>
public sealed record RecordTreatmentLimits(
    CareRequestId Request, ImmutableArray<string> Limits, Secret? Words)
    : Request<TreatmentLimitsRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Words is null ? [] : [Words];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, TreatmentLimitsRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
            Request, r => r.MayBeAddedToBy(moment.By), TreatmentLimitsRefusal.RequestUnknown,
            TreatmentLimitsRefusal.RequestArchived, TreatmentLimitsRefusal.NotAllowed)
            is { } fault)
        {
            return fault;
        }

        return !world.Access[Request].IsOpen ? TreatmentLimitsRefusal.StageForbids
            : Limits.Length > FoundAtTriage.CodesMax
                || Limits.Distinct().Count() < Limits.Length
                || !Limits.All(l => world.Regions.Knows(CodeList.TreatmentLimit, l))
                ? TreatmentLimitsRefusal.LimitUnknown
            : moment.WriteLevel < EventCodec.LevelOf<LimitsRecorded>()
                ? TreatmentLimitsRefusal.NotYetWritten
            : ImmutableArray.Create<Event>(new LimitsRecorded(Request, Limits, Words?.Id));
    }
}

/// <summary>Why limits on treatment were not recorded, in the order it is checked.</summary>
public enum TreatmentLimitsRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor adds nothing to this request.</summary>
    NotAllowed,

    /// <summary>The request is closed.</summary>
    StageForbids,

    /// <summary>A limit is not in the list, or was named twice.</summary>
    LimitUnknown,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
