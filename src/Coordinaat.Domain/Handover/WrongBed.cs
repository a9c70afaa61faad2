using Coordinaat.Domain.Access;
using Coordinaat.Domain.Transport;
using NodaTime;

namespace Coordinaat.Domain.Handover;

/// <summary>The time of a patient in a bed that is not the right one any more (FR-M11).</summary>
/// <param name="Since">Medically ready from then.</param>
/// <param name="Until">Departure; null while the patient is still there.</param>
public readonly record struct WrongBed(Instant Since, Instant? Until)
{
    /// <summary>Derives it: from medically ready until departure, or until the request ended
    /// without one; null where nobody said that the patient is ready.</summary>
    public static WrongBed? Of(World world, CareRequest request)
    {
        if (world.Triage[request.Id].MedicallyReadyAt is not { } since)
        {
            return null;
        }

        var trip = world.Transport[request.Id];
        return new WrongBed(
            since,
            trip.TimeOf(RideStatus.Departed) ?? trip.TimeOf(RideStatus.Arrived)
                ?? (request.IsOpen ? null : request.StageSince));
    }

    /// <summary>How long by now; never below zero.</summary>
    public Duration LengthAt(Instant now) =>
        Duration.Max(Duration.Zero, (Until ?? now) - Since);
}
