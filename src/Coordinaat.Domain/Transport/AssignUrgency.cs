using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Transport;

/// <summary>The meldkamer decided how urgent the ride is (R8).</summary>
[Stored("ambulance-urgency-assigned", 1, Level = 2)]
public sealed record UrgencyAssigned(CareRequestId Request, string Urgency)
    : RequestEvent(Request);

/// <summary>Records what the meldkamer decided, beside what was asked (R8).</summary>
/// <param name="Request">For which request.</param>
/// <param name="Urgency">Code; also those that nobody can ask for.</param>
public sealed record AssignUrgency(CareRequestId Request, string Urgency)
    : Request<TransportRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, TransportRefusal> Decide(
        World world, Moment moment)
    {
        if (Journey.CheckParty(world, Request, moment.By) is { } refusal)
        {
            return refusal;
        }

        var trip = world.Transport[Request];
        if (!world.Access[Request].IsOpen || trip.RequestedAt is null)
        {
            return TransportRefusal.StageForbids;
        }

        if (!trip.IsByAmbulance(world.Regions))
        {
            return TransportRefusal.NoAmbulance;
        }

        if (!world.Regions.Knows(CodeList.AssignedUrgency, Urgency))
        {
            return TransportRefusal.AssignedUrgencyUnknown;
        }

        return trip.AssignedUrgency == Urgency
            ? ImmutableArray<Event>.Empty
            : moment.WriteLevel < EventCodec.LevelOf<UrgencyAssigned>()
                ? TransportRefusal.NotYetWritten
                : ImmutableArray.Create<Event>(new UrgencyAssigned(Request, Urgency));
    }
}
