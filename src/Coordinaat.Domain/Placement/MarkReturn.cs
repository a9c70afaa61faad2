using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Placement;

/// <summary>It was said whether the patient goes back to the sender when that is possible.
/// </summary>
[Stored("return-marked", 1, Level = 2)]
public sealed record ReturnMarked(CareRequestId Request, bool IsWanted) : RequestEvent(Request);

/// <summary>Says whether the patient goes back to the sender when that is possible
/// (terugplaatsing, FR-X2). It holds also for another place.</summary>
/// <param name="Request">Which request.</param>
/// <param name="IsWanted">Whether the patient goes back.</param>
public sealed record MarkReturn(CareRequestId Request, bool IsWanted)
    : Request<AgreePlaceRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AgreePlaceRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, r => r.MayBeAddedToBy(moment.By),
                AgreePlaceRefusal.RequestUnknown, AgreePlaceRefusal.RequestArchived,
                AgreePlaceRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        if (!world.Access[Request].IsOpen)
        {
            return AgreePlaceRefusal.StageForbids;
        }

        return world.Placement[Request].ReturnsToSender == IsWanted
            ? ImmutableArray<Event>.Empty
            : moment.WriteLevel < EventCodec.LevelOf<ReturnMarked>()
                ? AgreePlaceRefusal.NotYetWritten
                : ImmutableArray.Create<Event>(new ReturnMarked(Request, IsWanted));
    }
}
