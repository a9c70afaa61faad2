using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Visits;
using NodaTime;

namespace Coordinaat.Domain.Handover;

/// <summary>Hands a visit back to the GP: what was done, found and advised (FR-D7).</summary>
/// <remarks>Where the visit was of use, and the request still waits for its handover, this is it:
/// nothing is recorded twice.</remarks>
/// <param name="Request">Which request.</param>
/// <param name="Receiver">Name of the person or the practice; not empty.</param>
/// <param name="Function">Code of the function.</param>
/// <param name="Way">How.</param>
/// <param name="HappenedAt">When; null for now.</param>
public sealed record HandBackVisit(
    CareRequestId Request, Secret Receiver, string Function, HandBackWay Way, Instant? HappenedAt)
    : Request<VisitRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Receiver];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, VisitRefusal> Decide(
        World world, Moment moment)
    {
        if (VisitParties.Check(world, Request, moment.By) is { } refusal)
        {
            return refusal;
        }

        var (visit, at) = (world.Visits.Last(Request)!, HappenedAt ?? moment.Now);
        if (visit.HandedBack is { } before)
        {
            return before.HappenedAt == HappenedAt && before.Way == Way
                ? ImmutableArray<Event>.Empty
                : VisitRefusal.RecordedBefore;
        }

        if (visit.Result is not { } result)
        {
            return VisitRefusal.NotFinished;
        }

        if (!Enum.IsDefined(Way))
        {
            return VisitRefusal.CodeUnknown;
        }

        if (Secret.IsBlank(Receiver)
            || !world.Regions.Knows(CodeList.Function, Function))
        {
            return VisitRefusal.ReceiverMissing;
        }

        return VisitParties.CheckTime(at, result.HappenedAt, moment.Now) is { } late
            ? late
            : VisitParties.Keep(moment, [Back(at), .. HandOver(world, visit, at)]);
    }

    private VisitHandedBack Back(Instant at) =>
        new(Request, new HandBack(Receiver.Id, Function, Way, at));

    private ImmutableArray<Event> HandOver(World world, NursingVisit visit, Instant at) =>
        visit.WasOfUse && !PlaceParties.AwaitsDoctors(world, Request)
            && RequestLife.Allows(world.Access[Request].Stage, Step.HandOver)
            ? [new HandedOver(Request, Receiver.Id, Function, at)]
            : [];
}
