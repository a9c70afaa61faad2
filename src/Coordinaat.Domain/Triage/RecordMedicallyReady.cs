using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Triage;

/// <summary>The patient could leave the hospital from a moment: wrong-bed time starts (FR-M11).
/// </summary>
[Stored("medically-ready", 1, Level = 2)]
public sealed record MedicallyReady(CareRequestId Request, Instant HappenedAt)
    : RequestEvent(Request);

/// <summary>Records that a patient in hospital is medically ready, or corrects since when.
/// </summary>
/// <param name="Request">Which request.</param>
/// <param name="HappenedAt">Since when; null for now.</param>
public sealed record RecordMedicallyReady(CareRequestId Request, Instant? HappenedAt)
    : Request<MedicallyReadyRefusal>
{
    /// <summary>Somebody may have been ready for so long before it is entered.</summary>
    public static readonly Duration PastMax = Duration.FromDays(30);

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, MedicallyReadyRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, r => r.MayBeAddedToBy(moment.By),
                MedicallyReadyRefusal.RequestUnknown, MedicallyReadyRefusal.RequestArchived,
                MedicallyReadyRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var request = world.Access[Request];
        if (request.Stage >= Stage.Underway)
        {
            return MedicallyReadyRefusal.StageForbids;
        }

        if (!IsInHospital(request))
        {
            return MedicallyReadyRefusal.NotInHospital;
        }

        var at = HappenedAt ?? moment.Now;
        return at > moment.Now + Facts.ClockSlack || at < moment.Now - PastMax
            ? MedicallyReadyRefusal.TimeOutOfRange
            : world.Triage[Request].MedicallyReadyAt == at
                ? ImmutableArray<Event>.Empty
                : moment.WriteLevel < EventCodec.LevelOf<MedicallyReady>()
                    ? MedicallyReadyRefusal.NotYetWritten
                    : ImmutableArray.Create<Event>(new MedicallyReady(Request, at));
    }

    /// <summary>Whether the patient is in a hospital bed, by who asks.</summary>
    public static bool IsInHospital(CareRequest request) =>
        request.Requester is RequesterKind.Ward or RequesterKind.EmergencyDepartment;
}

/// <summary>Why it was not recorded, in the order it is checked.</summary>
public enum MedicallyReadyRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor adds nothing to this request.</summary>
    NotAllowed,

    /// <summary>The patient has left already, or the request is closed.</summary>
    StageForbids,

    /// <summary>No ward and no emergency department asked: there is no hospital bed to leave.
    /// </summary>
    NotInHospital,

    /// <summary>The time lies in the future, or more than 30 days back.</summary>
    TimeOutOfRange,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
