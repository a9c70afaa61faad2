using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Access;

/// <summary>How the request came in.</summary>
public enum Channel
{
    /// <summary>By telephone.</summary>
    Phone = 1,

    /// <summary>By the page for care providers.</summary>
    Form,

    /// <summary>By a message from another system.</summary>
    Message,

    /// <summary>Put through by a colleague who stayed on the line.</summary>
    WarmTransfer,
}

/// <summary>The voice hand-over of a life threat (R1).</summary>
/// <param name="Reported">When it was said that life is in danger.</param>
/// <param name="HandedOver">When the centralist took over; null until then.</param>
/// <param name="Centralist">Sealed: the centralist's name; null until then.</param>
public sealed record LifeThreat(Instant Reported, Instant? HandedOver, SealedId? Centralist)
{
    /// <summary>Still to be handed over by voice: first on every desk.</summary>
    public bool IsOpen => HandedOver is null;
}

/// <summary>Who reported a request, and all that they hear of it (R12).</summary>
/// <param name="By">The organisation that reported it.</param>
/// <param name="TakenOver">When somebody at a desk took it over; null until then.</param>
/// <param name="TakenOverBy">Whose desk that was; 0 until then.</param>
public sealed record ReportBack(
    OrganisationId By, Instant? TakenOver, OrganisationId TakenOverBy)
{
    /// <summary>Until when it is shown to who reported it.</summary>
    public static readonly Duration Shown = Duration.FromHours(24);
}

/// <summary>Who leads a case (vast aanspreekpunt).</summary>
public readonly record struct Lead(AccountId Account, OrganisationId Organisation);

/// <summary>A care request, without who it is about.</summary>
/// <param name="Id">Its number: what people say on the telephone.</param>
/// <param name="Person">The patient in the vault.</param>
/// <param name="FormerPersons">Other ids: from before the patient was identified, and of requests
/// that were merged into this one.</param>
/// <param name="Holder">The record holder: the organisation that took the request, or the centre
/// that it was reported to.</param>
/// <param name="Desks">The coordination centres that it was sent to (R12).</param>
/// <param name="Subregion">Where the patient is; no more exact than this.</param>
/// <param name="Requester">Who asks.</param>
/// <param name="Channel">How it came in.</param>
/// <param name="Age">The patient's age band.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="Contact">Sealed: call-back number, caller, place of the patient.</param>
/// <param name="Identity">Sealed: who the patient is; null while unknown.</param>
/// <param name="Story">Sealed: what is the matter; null when nothing was said.</param>
/// <param name="Notes">Sealed remarks, oldest first.</param>
/// <param name="Stage">How far it has come.</param>
/// <param name="StageSince">When it came to that stage.</param>
/// <param name="LifeThreat">The voice hand-over, or null when life was never in danger.</param>
/// <param name="Lead">Who leads; null while nobody took it.</param>
/// <param name="Ending">How it ended; null while it is open.</param>
/// <param name="IsErased">The holder destroyed its record of the patient.</param>
/// <param name="Trail">The journal's numbers of its events, oldest first.</param>
public sealed record CareRequest(
    CareRequestId Id, PersonId Person, ImmutableArray<PersonId> FormerPersons,
    OrganisationId Holder, ImmutableArray<OrganisationId> Desks, SubregionId Subregion,
    RequesterKind Requester, Channel Channel, AgeBand Age, Instant ReceivedAt,
    SealedId Contact, SealedId? Identity, SealedId? Story, ImmutableArray<SealedId> Notes,
    Stage Stage, Instant StageSince, LifeThreat? LifeThreat, Lead? Lead, Ending? Ending,
    bool IsErased, ImmutableArray<long> Trail)
{
    /// <summary>No request gathers more remarks.</summary>
    public const int NotesMax = 500;

    /// <summary>The lead that is offered to somebody; null while it is not.</summary>
    public LeadOffer? LeadOffer { get; init; }

    /// <summary>Who reported it; null where whoever registered it works on it too.</summary>
    public ReportBack? ReportBack { get; init; }

    /// <summary>How often the lead was accepted by somebody else.</summary>
    public int HandOvers { get; init; }

    /// <summary>How often the story was told once more at that, by voice (K15).</summary>
    public int ToldAgain { get; init; }

    /// <summary>The request that goes on for this one; null while it stands for itself.</summary>
    public CareRequestId? MergedInto { get; init; }

    /// <summary>The requests that were merged into this one, oldest merging first.</summary>
    public ImmutableArray<TakenIn> TakenIn { get; init; } = [];

    /// <summary>What was asked for; null where nobody said so.</summary>
    public Asked? Asked { get; init; }

    /// <summary>Under which ids the vault knows the patient.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<PersonId> AllPersons => FormerPersons.Append(Person);

    /// <summary>Whether the request is still open.</summary>
    public bool IsOpen => Stage != Stage.Closed;

    /// <summary>Whether an organisation works on this request: it took it, or was sent it.
    /// </summary>
    public bool IsShownTo(OrganisationId organisation) =>
        organisation == Holder || Desks.Contains(organisation)
        || (Lead is { } lead && lead.Organisation == organisation)
        || LeadOffer?.Organisation == organisation;

    /// <summary>Whether an actor may work this request at the desk.</summary>
    public bool MayBeWorkedBy(Actor actor) =>
        actor.IsSystem || (actor.IsAny(Roles.Desk) && IsShownTo(actor.Organisation));

    /// <summary>Whether an actor may add to this request: the desk, or who referred it.</summary>
    public bool MayBeAddedToBy(Actor actor) =>
        MayBeWorkedBy(actor) || (actor.IsAny(Roles.Referrer) && actor.Organisation == Holder);
}
