using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Access;

/// <summary>Says that life is in danger. Possible at every moment of an open request (R1).
/// </summary>
/// <remarks>The telephone call comes first; this only puts the request on top of every desk.
/// </remarks>
/// <param name="Request">Which request.</param>
public sealed record ReportLifeThreat(CareRequestId Request) : Request<LifeThreatRefusal>
{
    /// <inheritdoc/>
    public override Lane Lane => Lane.First;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, LifeThreatRefusal> Decide(
        World world, Moment moment) =>
        world.Access.FaultOf(
            Request, r => r.MayBeAddedToBy(moment.By), LifeThreatRefusal.RequestUnknown,
            LifeThreatRefusal.RequestArchived, LifeThreatRefusal.NotAllowed) is { } fault
            ? fault
            : !world.Access[Request].IsOpen
                ? LifeThreatRefusal.RequestClosed
                : world.Access[Request].LifeThreat is { IsOpen: true }
                    ? ImmutableArray<Event>.Empty
                    : ImmutableArray.Create<Event>(new LifeThreatReported(Request));
}

/// <summary>Records that the centralist took over: this completes the hand-over (R1).</summary>
/// <param name="Request">Which request.</param>
/// <param name="Centralist">The centralist's name; not empty.</param>
/// <param name="HappenedAt">When they took over; null for now.</param>
public sealed record HandOverLifeThreat(
    CareRequestId Request, Secret Centralist, Instant? HappenedAt) : Request<LifeThreatRefusal>
{
    /// <inheritdoc/>
    public override Lane Lane => Lane.First;

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Centralist];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, LifeThreatRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, r => r.MayBeAddedToBy(moment.By),
                LifeThreatRefusal.RequestUnknown, LifeThreatRefusal.RequestArchived,
                LifeThreatRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var request = world.Access[Request];
        if (!request.IsOpen)
        {
            return LifeThreatRefusal.RequestClosed;
        }

        if (request.LifeThreat is not { IsOpen: true })
        {
            return LifeThreatRefusal.NoOpenThreat;
        }

        if (Secret.IsBlank(Centralist))
        {
            return LifeThreatRefusal.CentralistMissing;
        }

        var at = HappenedAt ?? moment.Now;
        return !Facts.IsPossible(at, moment.Now)
            ? LifeThreatRefusal.TimeOutOfRange
            : ImmutableArray.Create<Event>(
                new LifeThreatHandedOver(Request, Centralist.Id, at));
    }
}

/// <summary>Why nothing was recorded about a life threat, in the order it is checked.</summary>
public enum LifeThreatRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>The request is closed.</summary>
    RequestClosed,

    /// <summary>No life threat is waiting to be handed over.</summary>
    NoOpenThreat,

    /// <summary>The centralist's name is missing: without it the hand-over is not complete.
    /// </summary>
    CentralistMissing,

    /// <summary>The time lies in the future, or more than a day back.</summary>
    TimeOutOfRange,
}
