using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;

namespace Coordinaat.Domain.Handover;

/// <summary>Whether two records say that they are of one person.</summary>
public enum Likeness
{
    /// <summary>They do: the same number, or the same name and birth date.</summary>
    Same = 1,

    /// <summary>They say too little to be sure.</summary>
    Doubtful,

    /// <summary>They contradict each other.</summary>
    Different,
}

/// <summary>What was seen when two identities were laid side by side.</summary>
/// <param name="Of">The identity of the request that goes; null while unknown.</param>
/// <param name="With">That of the request that goes on; null while unknown.</param>
/// <param name="Likeness">What they say.</param>
public readonly record struct Compared(SealedId? Of, SealedId? With, Likeness Likeness);

/// <summary>Says that two open requests are one case (FR-A7): one goes on, the other is closed as
/// merged into it. Neither trail is lost, and neither is opened to anybody by it (R12).</summary>
/// <remarks>
/// It cannot be undone; so two persons who may be different are never merged, and what is running
/// has to run on the request that goes on.
/// </remarks>
/// <param name="Request">The one that goes.</param>
/// <param name="Into">The one that goes on.</param>
/// <param name="Compared">Their identities, as compared by who may read them.</param>
public sealed record MergeRequests(CareRequestId Request, CareRequestId Into, Compared Compared)
    : Request<MergeRefusal>
{
    /// <summary>No request goes on for more others.</summary>
    public const int TakenInMax = 20;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, MergeRefusal> Decide(
        World world, Moment moment)
    {
        var faults = new[] { FaultOf(world, Request, moment.By), FaultOf(world, Into, moment.By) };
        if (faults.Min() is { } fault)
        {
            return fault;
        }

        var (goes, stays) = (world.Access[Request], world.Access[Into]);
        if (goes.MergedInto == Into)
        {
            return ImmutableArray<Event>.Empty;
        }

        return Request == Into ? MergeRefusal.SameRequest
            : !goes.IsOpen || !stays.IsOpen ? MergeRefusal.RequestClosed
            : (RunningIn(world, goes) ?? DoubtAbout(goes, stays)) is { } refusal ? refusal
            : goes.TakenIn.Length + stays.TakenIn.Length >= TakenInMax ? MergeRefusal.TooMany
            : moment.WriteLevel < EventCodec.LevelOf<TookIn>() ? MergeRefusal.NotYetWritten
            : Merge(world, goes, stays);
    }

    private static MergeRefusal? FaultOf(World world, CareRequestId id, Actor by) =>
        world.Access.FaultOf(
            id, r => r.MayBeWorkedBy(by), MergeRefusal.RequestUnknown,
            MergeRefusal.RequestArchived, MergeRefusal.NotAllowed);

    // Whatever somebody waits for would be lost with the request that goes.
    private static MergeRefusal? RunningIn(World world, CareRequest goes)
    {
        var search = world.Placement[goes.Id];
        return goes.LifeThreat is { IsOpen: true } ? MergeRefusal.LifeThreatOpen
            : goes.Stage > Stage.Seeking ? MergeRefusal.PlaceUnderway
            : search.Waiting is not null || search.Follows is not null ? MergeRefusal.PlaceAwaited
            : world.Visits.Last(goes.Id) is { End: null, HandedBack: null }
                ? MergeRefusal.VisitUnderway
            : world.Consultation[goes.Id] is var file
                && (file.All.Any(c => c.IsAwaited) || file.ToConclude > 0)
                ? MergeRefusal.ConsultationOpen
            : goes.LeadOffer is not null ? MergeRefusal.LeadOffered
            : null;
    }

    private MergeRefusal? DoubtAbout(CareRequest goes, CareRequest stays) =>
        goes.Person == stays.Person ? null
        : goes.Identity is null || stays.Identity is null
            ? IsMinor(goes.Age) is { } one && IsMinor(stays.Age) is { } other && one != other
                ? MergeRefusal.PersonsInDoubt
                : null
        : Compared.Of != goes.Identity || Compared.With != stays.Identity
            ? MergeRefusal.IdentityChanged
        : Compared.Likeness switch
        {
            Likeness.Same => null,
            Likeness.Different => MergeRefusal.PersonsDiffer,
            _ => MergeRefusal.PersonsInDoubt,
        };

    private static bool? IsMinor(AgeBand age) =>
        age == AgeBand.Unknown ? null : age < AgeBand.Adult;

    private ImmutableArray<Event> Merge(World world, CareRequest goes, CareRequest stays)
    {
        var events = ImmutableArray.CreateBuilder<Event>();
        events.Add(new MergedInto(Request, Into));
        events.Add(new CareRequestClosed(Request, Ending.Merged, null));
        if (goes.Identity is { } identity && stays.Identity is null && IsKnownThere(goes, stays))
        {
            events.Add(new PatientIdentified(Into, goes.Person, goes.Age, identity));
        }

        events.Add(new TookIn(
            Into, Request, goes.Holder,
            goes.Lead is { } lead ? goes.Desks.Add(lead.Organisation) : goes.Desks,
            goes.Holder == stays.Holder ? [.. goes.AllPersons] : [], StoryTold.Times(world, goes)));
        events.AddRange(goes.TakenIn.Select(
            t => new TookIn(Into, t.Request, t.Holder, t.Desks, [], 0)));
        var reason = IsGraver(world, goes, stays)
            ? RetriageReason.Worse
            : RetriageReason.SecondContact;
        if (Retriages.IsAskedBy(world, stays, reason))
        {
            events.Add(new RetriageDue(Into, reason));
        }

        return events.ToImmutable();
    }

    // Who it is goes along only to those who knew it already.
    private static bool IsKnownThere(CareRequest goes, CareRequest stays) =>
        goes.Holder == stays.Holder && stays.Desks.All(goes.IsShownTo)
        && (stays.Lead is not { } lead || goes.IsShownTo(lead.Organisation))
        && (stays.LeadOffer is not { } offer || goes.IsShownTo(offer.Organisation));

    // The list of urgencies begins with the gravest.
    private static bool IsGraver(World world, CareRequest goes, CareRequest stays) =>
        world.Regions.Urgencies.NumberOf(world.Triage[goes.Id].Urgency) is var one and > 0
        && world.Regions.Urgencies.NumberOf(world.Triage[stays.Id].Urgency) is var other and > 0
        && one < other;
}

/// <summary>Why two requests were not merged, in the order it is checked.</summary>
public enum MergeRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>One was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on both.</summary>
    NotAllowed,

    /// <summary>It is the same request.</summary>
    SameRequest,

    /// <summary>One of the two is closed.</summary>
    RequestClosed,

    /// <summary>A life threat of the one that goes waits to be handed over by voice (R1).</summary>
    LifeThreatOpen,

    /// <summary>For the one that goes a unit is asked, a place held or agreed, or transport
    /// ordered.</summary>
    PlaceUnderway,

    /// <summary>The one that goes is on the waiting list, or looks for the place after that of
    /// another.</summary>
    PlaceAwaited,

    /// <summary>A nurse's visit of the one that goes is planned, or not handed back yet.</summary>
    VisitUnderway,

    /// <summary>A colleague is asked about the one that goes, or a joint triage is not concluded.
    /// </summary>
    ConsultationOpen,

    /// <summary>The lead of the one that goes is offered to somebody.</summary>
    LeadOffered,

    /// <summary>Who one of them is was recorded or changed meanwhile: look again.</summary>
    IdentityChanged,

    /// <summary>They are two persons: never merged.</summary>
    PersonsDiffer,

    /// <summary>It is not certain that they are one person.</summary>
    PersonsInDoubt,

    /// <summary>More than <see cref="MergeRequests.TakenInMax"/> would be in one.</summary>
    TooMany,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
