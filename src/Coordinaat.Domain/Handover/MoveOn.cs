using Coordinaat.Domain.Access;
using Coordinaat.Domain.Transport;
using NodaTime;

namespace Coordinaat.Domain.Handover;

/// <summary>A place where nobody stays longer than a few days: an emergency bed tonight, a real
/// place tomorrow.</summary>
public static class MoveOn
{
    /// <summary>By when the patient has to move on from the promised place: counted from the
    /// arrival, and from the yes before it; null where anybody may stay.</summary>
    public static Instant? ByOf(World world, CareRequest request) =>
        world.Placement.FindAccepted(request.Id) is { } offer
            && world.Regions.StayDaysOf(world.Regions.Units[offer.Unit.Value].CareType)
                is { } days
            ? (world.Transport[request.Id].TimeOf(RideStatus.Arrived) ?? offer.Answer!.At)
                + Duration.FromDays(days)
            : null;
}
