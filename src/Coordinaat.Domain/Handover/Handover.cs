using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Handover;

/// <summary>The accepted handover of one request (R4).</summary>
/// <param name="Receiver">Sealed: who took over.</param>
/// <param name="Function">Code of that person's function.</param>
/// <param name="At">When, as reported.</param>
public sealed record AcceptedHandover(SealedId Receiver, string Function, Instant At);

/// <summary>The handover was accepted: medical responsibility passed.</summary>
[Stored("handed-over", 1)]
public sealed record HandedOver(
    CareRequestId Request, SealedId Receiver, string Function, Instant HappenedAt)
    : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override Step? Takes => Step.HandOver;
}

/// <summary>The request was closed. Final.</summary>
[Stored("care-request-closed", 1)]
public sealed record CareRequestClosed(CareRequestId Request, Ending Ending, SealedId? Words)
    : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override Step? Takes => Step.Close;
}

/// <summary>The handovers, by request.</summary>
public sealed record HandoverState(Vector<AcceptedHandover?> Handovers)
{
    /// <summary>The reports of closed requests went to the patients' own GPs.</summary>
    public Vector<SentReport?> Reports { get; init; } = Vector<SentReport?>.Empty;

    /// <summary>No handovers yet.</summary>
    public static readonly HandoverState Empty = new(Vector<AcceptedHandover?>.Empty);

    /// <summary>The accepted handover, or null.</summary>
    public AcceptedHandover? Find(CareRequestId id) => Handovers.Find(id.Value - 1);

    /// <summary>The report of a request that went to the patient's own GP, or null.</summary>
    public SentReport? ReportOf(CareRequestId id) => Reports.Find(id.Value - 1);

    /// <summary>The state without a request.</summary>
    public HandoverState Without(CareRequestId id) => new(Handovers.Clear(id.Value - 1))
    {
        Reports = Reports.Clear(id.Value - 1),
    };

    /// <summary>The state after one more event.</summary>
    public HandoverState After(RequestEvent happened) => happened switch
    {
        HandedOver e => this with
        {
            Handovers = Handovers.Set(
                e.Request.Value - 1,
                new AcceptedHandover(e.Receiver, e.Function, e.HappenedAt)),
        },
        GpReported e => this with
        {
            Reports = Reports.Set(
                e.Request.Value - 1, new SentReport(e.Receiver, e.Way, e.HappenedAt)),
        },
        _ => this,
    };
}

/// <summary>Records that the receiver accepted the handover.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Receiver">Name of who took over; not empty.</param>
/// <param name="Function">Code of that person's function.</param>
/// <param name="HappenedAt">When; null for now.</param>
public sealed record AcceptHandover(
    CareRequestId Request, Secret Receiver, string Function, Instant? HappenedAt)
    : Request<HandoverRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Receiver];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, HandoverRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, _ => PlaceParties.Include(world, Request, moment.By),
                HandoverRefusal.RequestUnknown, HandoverRefusal.RequestArchived,
                HandoverRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        if (!RequestLife.Allows(world.Access[Request].Stage, Step.HandOver))
        {
            return HandoverRefusal.StageForbids;
        }

        if (PlaceParties.AwaitsDoctors(world, Request))
        {
            return HandoverRefusal.DoctorsMissing;
        }

        if (Secret.IsBlank(Receiver)
            || !world.Regions.Knows(CodeList.Function, Function))
        {
            return HandoverRefusal.ReceiverMissing;
        }

        var at = HappenedAt ?? moment.Now;
        return Facts.IsPossible(at, moment.Now)
            ? ImmutableArray.Create<Event>(new HandedOver(Request, Receiver.Id, Function, at))
            : HandoverRefusal.TimeOutOfRange;
    }
}

/// <summary>Closes a request, with how it ended.</summary>
/// <remarks>
/// What is still out is taken back in the same batch: questions to units, and a promised place
/// where nobody arrived. Who referred the patient may only withdraw.
/// </remarks>
/// <param name="Request">Which request.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Words">Words beside it; null without.</param>
public sealed record CloseCareRequest(CareRequestId Request, Ending Ending, Secret? Words)
    : Request<HandoverRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Words is null ? [] : [Words];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, HandoverRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request,
                r => r.MayBeWorkedBy(moment.By)
                    || (Ending == Ending.Withdrawn && r.MayBeAddedToBy(moment.By)),
                HandoverRefusal.RequestUnknown, HandoverRefusal.RequestArchived,
                HandoverRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var request = world.Access[Request];
        if (!RequestLife.Allows(request.Stage, Step.Close))
        {
            return HandoverRefusal.StageForbids;
        }

        if (request.LifeThreat is { IsOpen: true } && Ending != Ending.Died)
        {
            return HandoverRefusal.LifeThreatOpen;
        }

        return Fits(request)
            ? Close(world, request)
            : HandoverRefusal.EndingDoesNotFit;
    }

    private bool Fits(CareRequest request) => Ending switch
    {
        Ending.Placed => request.Stage == Stage.HandedOver,
        Ending.Died => true,
        Ending.HandedTo112 => request.LifeThreat is { IsOpen: false },
        Ending.Withdrawn or Ending.Advice or Ending.Elsewhere or Ending.NoPlace =>
            request.Stage != Stage.HandedOver,
        _ => false,
    };

    private ImmutableArray<Event> Close(World world, CareRequest request)
    {
        var events = ImmutableArray.CreateBuilder<Event>();

        // First: a place that this sets free is no chance for the same request.
        if (world.Placement[Request].Waiting is not null)
        {
            events.Add(new TakenOffWaitingList(Request));
        }

        foreach (var offer in world.Placement.ListOffers(Request).Where(o => o.IsPending))
        {
            events.Add(new OfferWithdrawn(Request, offer.Id, EndsAsking: false));
        }

        if (request.Stage < Stage.Arrived && world.Placement.FindAccepted(Request) is { } accepted)
        {
            events.Add(new ClaimReleased(
                world.Regions.Units[accepted.Unit.Value].Pool, Request));
        }

        events.Add(new CareRequestClosed(Request, Ending, Words?.Id));
        return events.ToImmutable();
    }
}

/// <summary>Why a handover or a closing was refused, in the order it is checked.</summary>
public enum HandoverRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor may not do this for this request.</summary>
    NotAllowed,

    /// <summary>In this stage that cannot be.</summary>
    StageForbids,

    /// <summary>The sending and the admitting doctor are still to be named (R3).</summary>
    DoctorsMissing,

    /// <summary>The name or the function of who took over is missing.</summary>
    ReceiverMissing,

    /// <summary>The time lies in the future, or more than a day back.</summary>
    TimeOutOfRange,

    /// <summary>A life threat waits to be handed over by voice: that comes first (R1).</summary>
    LifeThreatOpen,

    /// <summary>The request cannot end like this from where it is.</summary>
    EndingDoesNotFit,
}
