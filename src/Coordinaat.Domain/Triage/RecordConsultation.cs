using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Triage;

/// <summary>Records that somebody was consulted, and what was advised (FR-T6, FR-M8).</summary>
/// <param name="Request">Which request.</param>
/// <param name="Function">Code of that person's function.</param>
/// <param name="Name">Who it was; not empty.</param>
/// <param name="Advice">What was advised; not empty.</param>
public sealed record RecordConsultation(
    CareRequestId Request, string Function, Secret Name, Secret Advice)
    : Request<RecordConsultationRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Name, Advice];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, RecordConsultationRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, r => r.MayBeWorkedBy(moment.By),
                RecordConsultationRefusal.RequestUnknown, RecordConsultationRefusal.RequestArchived,
                RecordConsultationRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        if (!world.Access[Request].IsOpen)
        {
            return RecordConsultationRefusal.StageForbids;
        }

        if (!world.Regions.Knows(CodeList.Function, Function)
            || Secret.IsBlank(Name))
        {
            return RecordConsultationRefusal.WhoMissing;
        }

        return Secret.IsBlank(Advice)
            ? RecordConsultationRefusal.AdviceMissing
            : moment.WriteLevel < EventCodec.LevelOf<Consulted>()
                ? RecordConsultationRefusal.NotYetWritten
                : ImmutableArray.Create<Event>(
                    new Consulted(Request, Function, Name.Id, Advice.Id));
    }
}

/// <summary>Why a consultation was not recorded, in the order it is checked.</summary>
public enum RecordConsultationRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>The request is closed.</summary>
    StageForbids,

    /// <summary>The name or the function of who was consulted is missing.</summary>
    WhoMissing,

    /// <summary>What was advised is missing.</summary>
    AdviceMissing,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
