using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Triage;

/// <summary>Somebody made contact again about an open request.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Requester">Who.</param>
/// <param name="Channel">How.</param>
/// <param name="IsWorse">Said that the patient is worse.</param>
/// <param name="Contact">Sealed: call-back number, caller and place.</param>
/// <param name="Words">Sealed: what was said; null for nothing.</param>
[Stored("contact-added", 1, Level = 2)]
public sealed record ContactAdded(
    CareRequestId Request, RequesterKind Requester, Channel Channel, bool IsWorse,
    SealedId Contact, SealedId? Words) : RequestEvent(Request);

/// <summary>A later contact about a request.</summary>
/// <param name="Requester">Who.</param>
/// <param name="Channel">How.</param>
/// <param name="IsWorse">Said that the patient is worse.</param>
/// <param name="Contact">Sealed: call-back number, caller and place.</param>
/// <param name="Words">Sealed: what was said; null for nothing.</param>
/// <param name="At">When it was recorded.</param>
public sealed record LaterContact(
    RequesterKind Requester, Channel Channel, bool IsWorse, SealedId Contact, SealedId? Words,
    Instant At);

/// <summary>Records that somebody made contact again about an open request (FR-T7).</summary>
/// <remarks>
/// It puts the request on top for judging again; the urgency stays until a person changes it (R7).
/// </remarks>
/// <param name="Request">Which request.</param>
/// <param name="Requester">Who.</param>
/// <param name="Channel">How.</param>
/// <param name="IsWorse">Said that the patient is worse.</param>
/// <param name="Contact">Call-back number, caller and place.</param>
/// <param name="Words">What was said; null for nothing.</param>
public sealed record AddContact(
    CareRequestId Request, RequesterKind Requester, Channel Channel, bool IsWorse,
    Secret Contact, Secret? Words) : Request<AddContactRefusal>
{
    /// <summary>No more later contacts are kept of a request.</summary>
    public const int ContactsMax = 200;

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets =>
        [.. new[] { Contact, Words }.OfType<Secret>()];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AddContactRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
            Request, r => r.MayBeAddedToBy(moment.By), AddContactRefusal.RequestUnknown,
            AddContactRefusal.RequestArchived, AddContactRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var request = world.Access[Request];
        return !request.IsOpen || world.Triage[Request].Contacts.Length >= ContactsMax
                ? AddContactRefusal.StageForbids
            : !Enum.IsDefined(Requester) || !Enum.IsDefined(Channel)
                ? AddContactRefusal.WhoMissing
            : moment.WriteLevel < EventCodec.LevelOf<ContactAdded>()
                ? AddContactRefusal.NotYetWritten
            : EventsOf(world, request);
    }

    // What is known to be worse is not made less by a contact after it.
    private ImmutableArray<Event> EventsOf(World world, CareRequest request)
    {
        var added = new ContactAdded(
            Request, Requester, Channel, IsWorse, Contact.Id, Words?.Id);
        var reason = IsWorse ? RetriageReason.Worse : RetriageReason.SecondContact;
        return Retriages.IsAskedBy(world, request, reason)
            ? [added, new RetriageDue(Request, reason)]
            : [added];
    }
}

/// <summary>Notes that a second request about the same person came in: a sign of alarm about the
/// first as well (FR-T7). A reaction, never a person's.</summary>
/// <param name="Request">The earlier request.</param>
public sealed record NoteSecondContact(CareRequestId Request) : Request<AddContactRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AddContactRefusal> Decide(
        World world, Moment moment) =>
        world.Access.FaultOf(
            Request, _ => moment.By.IsSystem, AddContactRefusal.RequestUnknown,
            AddContactRefusal.RequestArchived, AddContactRefusal.NotAllowed) is { } fault
            ? fault
            : moment.WriteLevel >= EventCodec.LevelOf<RetriageDue>()
                && Retriages.IsAskedBy(
                    world, world.Access[Request], RetriageReason.SecondContact)
                ? ImmutableArray.Create<Event>(
                    new RetriageDue(Request, RetriageReason.SecondContact))
                : ImmutableArray<Event>.Empty;
}

/// <summary>When a request is put on top for judging again.</summary>
public static class Retriages
{
    /// <summary>Whether a reason says something new: the patient was judged and still waits, and
    /// nothing as grave is known already.</summary>
    public static bool IsAskedBy(World world, CareRequest request, RetriageReason reason) =>
        request.Stage > Stage.Received && RequestLife.Allows(request.Stage, Step.Judge)
        && !(world.Triage[request.Id].Retriage?.Reason >= reason);
}

/// <summary>Why a contact was not recorded, in the order it is checked.</summary>
public enum AddContactRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor adds nothing to this request.</summary>
    NotAllowed,

    /// <summary>The request is closed, or has very many contacts already.</summary>
    StageForbids,

    /// <summary>Who made contact, or how, is not known.</summary>
    WhoMissing,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
