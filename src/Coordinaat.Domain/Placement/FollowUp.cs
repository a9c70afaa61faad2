using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Placement;

/// <summary>The place after this one is looked for by another request.</summary>
[Stored("follow-up-opened", 1, Level = 2)]
public sealed record FollowUpOpened(CareRequestId Request, CareRequestId FollowUp)
    : RequestEvent(Request);

/// <summary>This request looks for the place after that of an earlier one.</summary>
[Stored("follows-up", 1, Level = 2)]
public sealed record FollowsUp(CareRequestId Request, CareRequestId Earlier)
    : RequestEvent(Request);

/// <summary>Opens a request for the place after one where nobody stays longer than a few days. It
/// waits with the first priority from the start.</summary>
/// <param name="Request">The request with the place for tonight.</param>
/// <param name="Postcode">The four digits of the place where the patient is. Not stored.</param>
/// <param name="Contact">Call-back number, caller and place of the patient.</param>
/// <param name="Identity">Who the patient is; null while unknown.</param>
/// <param name="Story">What is the matter; null when nothing was said.</param>
public sealed record OpenFollowUp(
    CareRequestId Request, string Postcode, Secret Contact, Secret? Identity, Secret? Story)
    : Request<OpenFollowUpRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets =>
        [.. new[] { Contact, Identity, Story }.OfType<Secret>()];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, OpenFollowUpRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request,
                r => moment.By.IsAny(Roles.Desk) && r.MayBeWorkedBy(moment.By)
                    && Contact.Person == r.Person,
                OpenFollowUpRefusal.RequestUnknown, OpenFollowUpRefusal.RequestArchived,
                OpenFollowUpRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        if (world.Placement.FindAccepted(Request) is not { } offer
            || world.Regions.StayDaysOf(world.Regions.Units[offer.Unit.Value].CareType) is null)
        {
            return OpenFollowUpRefusal.MayStay;
        }

        if (world.Placement[Request].FollowUp is not null)
        {
            return OpenFollowUpRefusal.OpenedBefore;
        }

        if (world.Regions.Postcodes.NumberOf(Postcode) == 0)
        {
            return OpenFollowUpRefusal.PostcodeUnknown;
        }

        return moment.WriteLevel < EventCodec.LevelOf<FollowUpOpened>()
            ? OpenFollowUpRefusal.NotYetWritten
            : Open(world, world.Access[Request], moment.By);
    }

    private ImmutableArray<Event> Open(World world, CareRequest request, Actor by)
    {
        var id = new CareRequestId(world.Access.Requests.Count + 1);
        var subregion = world.Regions.Postcodes[world.Regions.Postcodes.NumberOf(Postcode)]
            .Subregion;
        return
        [
            new CareRequestRegistered(
                id, request.Person, Centres.Of(world.Regions, subregion), subregion,
                request.Requester, Channel.Phone, request.Age, Contact.Id, Identity?.Id,
                Story?.Id, Request, null),
            new LeadTaken(id, by.Account, by.Organisation),
            new FollowsUp(id, Request),
            new WaitingListed(id, 1, null),
            new FollowUpOpened(Request, id),
        ];
    }
}

/// <summary>Why no follow-up was opened, in the order it is checked.</summary>
public enum OpenFollowUpRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>There is no promised place, or one where the patient may stay.</summary>
    MayStay,

    /// <summary>There is a follow-up already.</summary>
    OpenedBefore,

    /// <summary>The postcode of the place of the patient is unknown.</summary>
    PostcodeUnknown,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
