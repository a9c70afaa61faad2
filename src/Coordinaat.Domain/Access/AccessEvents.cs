using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Access;

/// <summary>Something that happened to a care request.</summary>
/// <param name="Request">Which request.</param>
public abstract record RequestEvent(CareRequestId Request) : Event
{
    /// <inheritdoc/>
    public override StreamKey Stream => new(StreamKind.CareRequest, Request.Value);

    /// <summary>The step of the request's life that this event takes, or null.</summary>
    public virtual Step? Takes => null;

    /// <summary>What of the intake comes in by it. Who puts an identity or a contact right looks
    /// at all of it at once.</summary>
    public virtual IntakeFields Brings => IntakeFields.None;
}

/// <summary>A request was received.</summary>
[Stored("care-request-registered", 1)]
public sealed record CareRequestRegistered(
    CareRequestId Request, PersonId Person, ImmutableArray<OrganisationId> Desks,
    SubregionId Subregion, RequesterKind Requester, Channel Channel, AgeBand Age,
    SealedId Contact, SealedId? Identity, SealedId? Story, CareRequestId? ContinuedBeside,
    SealedId? ContinuedWhy) : RequestEvent(Request);

/// <summary>Whoever registered it only reports (R12): a centre keeps the record, and the reporter
/// hears that it was taken over, and no more.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Holder">The centre that keeps the record (R11).</param>
[Stored("care-reported", 1, Level = 2)]
public sealed record CareReported(CareRequestId Request, OrganisationId Holder)
    : RequestEvent(Request);

/// <summary>Somebody said that life is in danger.</summary>
[Stored("life-threat-reported", 1)]
public sealed record LifeThreatReported(CareRequestId Request) : RequestEvent(Request);

/// <summary>The centralist took the call over.</summary>
[Stored("life-threat-handed-over", 1)]
public sealed record LifeThreatHandedOver(
    CareRequestId Request, SealedId Centralist, Instant HappenedAt) : RequestEvent(Request);

/// <summary>Somebody took the lead.</summary>
[Stored("lead-taken", 1)]
public sealed record LeadTaken(
    CareRequestId Request, AccountId Account, OrganisationId Organisation)
    : RequestEvent(Request);

/// <summary>An unknown patient was identified, or the identity was corrected.</summary>
[Stored("patient-identified", 1)]
public sealed record PatientIdentified(
    CareRequestId Request, PersonId Person, AgeBand Age, SealedId Identity)
    : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override IntakeFields Brings => IntakeFields.Name | IntakeFields.BirthDate
        | IntakeFields.Bsn | IntakeFields.Address;
}

/// <summary>The contact or the place of the patient was corrected.</summary>
[Stored("contact-corrected", 1)]
public sealed record ContactCorrected(
    CareRequestId Request, SubregionId Subregion, SealedId Contact) : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override IntakeFields Brings => IntakeFields.Caller;
}

/// <summary>A remark was added.</summary>
[Stored("note-added", 1)]
public sealed record NoteAdded(CareRequestId Request, SealedId Note) : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override IntakeFields Brings => IntakeFields.Story;
}

/// <summary>A request that was closed long ago left the world. It can still be read back.
/// </summary>
/// <param name="Request">Which request.</param>
/// <param name="Region">Whose region it was.</param>
/// <param name="Events">The journal's numbers of its events.</param>
[Stored("care-request-archived", 1, Level = 2)]
public sealed record CareRequestArchived(
    CareRequestId Request, RegionId Region, NumberSet Events) : RequestEvent(Request);
