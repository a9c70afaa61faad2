using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Consultation;

/// <summary>Why the lead was not handed over, in the order it is checked.</summary>
public enum HandOverLeadRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>The request is closed.</summary>
    RequestClosed,

    /// <summary>The lead is offered to somebody already.</summary>
    OfferedAlready,

    /// <summary>Nothing is offered, or not any more.</summary>
    NothingOffered,

    /// <summary>The lead is offered to another desk or colleague.</summary>
    OfferedToOther,

    /// <summary>Nobody works at a desk there, or the colleague is not there or leads it already.
    /// </summary>
    WhomUnknown,

    /// <summary>What remains to be done, or the reason of the no, is missing.</summary>
    WordsMissing,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}

/// <summary>Offers the lead of a case. Until it is accepted the lead stays where it is.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Organisation">To whose desk, also across a region's border (FR-A9).</param>
/// <param name="Account">To which colleague; 0 for whoever is there.</param>
/// <param name="ToDo">What remains to be done; not empty.</param>
public sealed record OfferLead(
    CareRequestId Request, OrganisationId Organisation, AccountId Account, Secret ToDo)
    : Request<HandOverLeadRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [ToDo];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, HandOverLeadRefusal> Decide(
        World world, Moment moment)
    {
        if (HandOverLead.FaultOf(world, Request, moment.By) is { } fault)
        {
            return fault;
        }

        var request = world.Access[Request];
        if (request.LeadOffer is not null)
        {
            return HandOverLeadRefusal.OfferedAlready;
        }

        if (!CanTake(world, request))
        {
            return HandOverLeadRefusal.WhomUnknown;
        }

        if (Secret.IsBlank(ToDo))
        {
            return HandOverLeadRefusal.WordsMissing;
        }

        var minutes = AnswerNorm.MinutesOf(
            world.Regions, HandOverLead.Discipline, world.Triage[Request].Urgency);
        return moment.WriteLevel < EventCodec.LevelOf<LeadOffered>()
            ? HandOverLeadRefusal.NotYetWritten
            : ImmutableArray.Create<Event>(new LeadOffered(
                Request, Organisation, Account, ToDo.Id,
                moment.Now + Duration.FromMinutes(minutes)));
    }

    private bool CanTake(World world, CareRequest request) => Account.Value > 0
        ? world.Accounts.Find(Account) is { } account && HandOverLead.IsAtDesk(account)
            && account.Organisation == Organisation && request.Lead?.Account != Account
        : world.Accounts.All.Any(
            a => HandOverLead.IsAtDesk(a) && a.Organisation == Organisation);
}

/// <summary>Accepts the lead, or declines it with a reason.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Reason">Of a no; null to accept.</param>
/// <param name="WasToldAgain">The story was told once more, by voice: counted (K15).</param>
public sealed record AnswerLeadOffer(CareRequestId Request, Secret? Reason, bool WasToldAgain)
    : Request<HandOverLeadRefusal>
{
    /// <inheritdoc/>
    public override Lane Lane => Lane.First;

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Reason is null ? [] : [Reason];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, HandOverLeadRefusal> Decide(
        World world, Moment moment)
    {
        if (HandOverLead.FaultOf(world, Request, moment.By) is { } fault)
        {
            return fault;
        }

        if (world.Access[Request].LeadOffer is not { } offer)
        {
            return HandOverLeadRefusal.NothingOffered;
        }

        if (!offer.IsFor(moment.By))
        {
            return HandOverLeadRefusal.OfferedToOther;
        }

        return Reason is null
            ? ImmutableArray.Create<Event>(
                new LeadAccepted(Request, WasToldAgain),
                new LeadTaken(Request, moment.By.Account, moment.By.Organisation))
            : Secret.IsBlank(Reason)
                ? HandOverLeadRefusal.WordsMissing
                : ImmutableArray.Create<Event>(new LeadDeclined(Request, Reason.Id));
    }
}

/// <summary>Takes the offer of the lead back.</summary>
/// <param name="Request">Which request.</param>
public sealed record WithdrawLeadOffer(CareRequestId Request) : Request<HandOverLeadRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, HandOverLeadRefusal> Decide(
        World world, Moment moment) =>
        HandOverLead.FaultOf(world, Request, moment.By) is { } fault
            ? fault
            : world.Access[Request].LeadOffer is null
                ? HandOverLeadRefusal.NothingOffered
                : ImmutableArray.Create<Event>(new LeadOfferWithdrawn(Request));
}

/// <summary>What the lead and its hand-over are judged by.</summary>
public static class HandOverLead
{
    /// <summary>The discipline whose norms and services hold for taking the lead.</summary>
    public const string Discipline = "coordination";

    /// <summary>Whether an account may take the lead of a case.</summary>
    public static bool IsAtDesk(Accounts.Account account) =>
        account.IsEnabled && (account.Roles & Roles.Desk) != Roles.None;

    /// <summary>The open cases that an account leads.</summary>
    public static IEnumerable<CareRequest> LedBy(World world, AccountId account) =>
        world.Access.ListOpen().Where(r => r.Lead?.Account == account);

    /// <summary>Whether who leads a case has gone home: signed in before, and not now. A program
    /// that leads never signs in by a code.</summary>
    public static bool IsLeadAway(World world, CareRequest request, Instant now) =>
        request is { IsOpen: true, Lead: { } lead }
        && world.Accounts.Find(lead.Account) is { LastCodeStep: > 0 } account
        && account.Sessions.All(s => s.Until <= now);

    internal static HandOverLeadRefusal? FaultOf(World world, CareRequestId id, Actor by) =>
        world.Access.FaultOf(
            id, r => r.MayBeWorkedBy(by), HandOverLeadRefusal.RequestUnknown,
            HandOverLeadRefusal.RequestArchived, HandOverLeadRefusal.NotAllowed)
            ?? (world.Access[id].IsOpen ? null : HandOverLeadRefusal.RequestClosed);
}
