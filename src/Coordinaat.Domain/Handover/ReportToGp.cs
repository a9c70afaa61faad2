using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Visits;
using NodaTime;

namespace Coordinaat.Domain.Handover;

/// <summary>The report of a closed request went to the patient's own GP (R21).</summary>
/// <param name="Request">Which request.</param>
/// <param name="Receiver">Sealed: the person or the practice.</param>
/// <param name="Way">How.</param>
/// <param name="HappenedAt">When.</param>
[Stored("gp-reported", 1, Level = 2)]
public sealed record GpReported(
    CareRequestId Request, SealedId Receiver, HandBackWay Way, Instant HappenedAt)
    : RequestEvent(Request);

/// <summary>The report of a closed request as it went to the patient's own GP.</summary>
/// <param name="Receiver">Sealed: the person or the practice.</param>
/// <param name="Way">How.</param>
/// <param name="At">When.</param>
public sealed record SentReport(SealedId Receiver, HandBackWay Way, Instant At);

/// <summary>Records that the report of a closed request went to the patient's own GP.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Receiver">Name of the person or the practice; not empty.</param>
/// <param name="Way">How.</param>
/// <param name="HappenedAt">When; null for now.</param>
public sealed record ReportToGp(
    CareRequestId Request, Secret Receiver, HandBackWay Way, Instant? HappenedAt)
    : Request<GpReportRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Receiver];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, GpReportRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
            Request, r => r.MayBeWorkedBy(moment.By), GpReportRefusal.RequestUnknown,
            GpReportRefusal.RequestArchived, GpReportRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var (request, at) = (world.Access[Request], HappenedAt ?? moment.Now);
        return request.IsOpen ? GpReportRefusal.StageForbids
            : Secret.IsBlank(Receiver) || !Enum.IsDefined(Way)
                ? GpReportRefusal.ReceiverMissing
            : !Facts.IsPossible(at, moment.Now) ? GpReportRefusal.TimeOutOfRange
            : moment.WriteLevel < EventCodec.LevelOf<GpReported>()
                ? GpReportRefusal.NotYetWritten
            : world.Handover.ReportOf(Request) is not null
                ? ImmutableArray<Event>.Empty
            : ImmutableArray.Create<Event>(new GpReported(Request, Receiver.Id, Way, at));
    }
}

/// <summary>Why a report was not recorded as sent, in the order it is checked.</summary>
public enum GpReportRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>The request is still open.</summary>
    StageForbids,

    /// <summary>Who received it, or how, is missing.</summary>
    ReceiverMissing,

    /// <summary>The time lies in the future, or more than a day back.</summary>
    TimeOutOfRange,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
