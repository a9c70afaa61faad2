using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Access;

/// <summary>Why work on a request was refused, in the order it is checked.</summary>
public enum WorkRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>The request is closed.</summary>
    RequestClosed,

    /// <summary>The postcode of the place of the patient is unknown.</summary>
    PostcodeUnknown,

    /// <summary>Another open request is about this person: continue there, or close that one.
    /// </summary>
    OpenRequestExists,

    /// <summary>There is nothing to add, or no room: 500 remarks.</summary>
    NoteEmptyOrTooMany,

    /// <summary>The request was merged into another: what is said belongs there.</summary>
    RequestMerged,
}

/// <summary>Takes the lead of a case (R23: one owner).</summary>
/// <param name="Request">Which request.</param>
public sealed record TakeLead(CareRequestId Request) : Request<WorkRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WorkRefusal> Decide(
        World world, Moment moment)
    {
        var lead = new Lead(moment.By.Account, moment.By.Organisation);
        return world.Access.FaultOf(
                Request, r => r.MayBeWorkedBy(moment.By), WorkRefusal.RequestUnknown,
                WorkRefusal.RequestArchived, WorkRefusal.NotAllowed) is { } fault
            ? fault
            : !world.Access[Request].IsOpen
                ? WorkRefusal.RequestClosed
                : world.Access[Request].Lead == lead
                    ? ImmutableArray<Event>.Empty
                    : ImmutableArray.Create<Event>(
                        new LeadTaken(Request, lead.Account, lead.Organisation));
    }
}

/// <summary>Adds a remark.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Note">The remark; not empty.</param>
public sealed record AddNote(CareRequestId Request, Secret Note) : Request<WorkRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Note];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WorkRefusal> Decide(
        World world, Moment moment) =>
        world.Access.FaultOf(
            Request, r => r.MayBeAddedToBy(moment.By), WorkRefusal.RequestUnknown,
            WorkRefusal.RequestArchived, WorkRefusal.NotAllowed) is { } fault
            ? fault
            : Secret.IsBlank(Note)
                || world.Access[Request].Notes.Length >= CareRequest.NotesMax
                ? WorkRefusal.NoteEmptyOrTooMany
            : world.Access[Request].MergedInto is not null
                ? WorkRefusal.RequestMerged
                : ImmutableArray.Create<Event>(new NoteAdded(Request, Note.Id));
}

/// <summary>Identifies an unknown patient, or corrects who it is (FR-A7).</summary>
/// <remarks>What was written under the earlier id stays there: neither trail is lost.</remarks>
/// <param name="Request">Which request.</param>
/// <param name="Person">Found again by BSN, or the same as before.</param>
/// <param name="Bsn">For the look-up; null when only a name is known.</param>
/// <param name="Age">The age band.</param>
/// <param name="Identity">Who it is.</param>
public sealed record IdentifyPatient(
    CareRequestId Request, PersonId Person, Bsn? Bsn, AgeBand Age, Secret Identity)
    : Request<WorkRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Identity];

    /// <inheritdoc/>
    public override PersonLookup? Lookup =>
        Bsn is null ? null : new PersonLookup(Person, Identity.Holder, "bsn", Bsn.Reveal);

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WorkRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, r => r.MayBeWorkedBy(moment.By) && Identity.Holder == r.Holder,
                WorkRefusal.RequestUnknown, WorkRefusal.RequestArchived,
                WorkRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var request = world.Access[Request];
        if (!request.IsOpen)
        {
            return WorkRefusal.RequestClosed;
        }

        return Person != request.Person && world.Access.OpenByPerson.ContainsKey(Person)
            ? WorkRefusal.OpenRequestExists
            : ImmutableArray.Create<Event>(
                new PatientIdentified(Request, Person, Age, Identity.Id));
    }
}

/// <summary>Corrects the call-back number or the place of the patient.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Postcode">The four digits of the place. Not stored.</param>
/// <param name="Contact">Call-back number, caller and place of the patient.</param>
public sealed record CorrectContact(CareRequestId Request, string Postcode, Secret Contact)
    : Request<WorkRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Contact];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WorkRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, r => r.MayBeAddedToBy(moment.By) && Contact.Holder == r.Holder,
                WorkRefusal.RequestUnknown, WorkRefusal.RequestArchived,
                WorkRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        if (!world.Access[Request].IsOpen)
        {
            return WorkRefusal.RequestClosed;
        }

        return world.Regions.Postcodes.NumberOf(Postcode) is var area and > 0
            ? ImmutableArray.Create<Event>(new ContactCorrected(
                Request, world.Regions.Postcodes[area].Subregion, Contact.Id))
            : WorkRefusal.PostcodeUnknown;
    }
}
