using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Placement;

/// <summary>Takes a question to a unit back.</summary>
/// <param name="Offer">Which question.</param>
public sealed record WithdrawOffer(OfferId Offer) : Request<WithdrawOfferRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WithdrawOfferRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Placement.FaultOf(
                Offer, o => world.Access[o.Request].MayBeWorkedBy(moment.By),
                WithdrawOfferRefusal.OfferUnknown, WithdrawOfferRefusal.OfferArchived,
                WithdrawOfferRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var offer = world.Placement[Offer];
        if (offer.State == OfferState.Withdrawn)
        {
            return ImmutableArray<Event>.Empty;
        }

        if (!offer.IsPending)
        {
            return WithdrawOfferRefusal.AlreadyAnswered;
        }

        var others = world.Placement.ListOffers(offer.Request)
            .Any(o => o.IsPending && o.Id != Offer);
        return ImmutableArray.Create<Event>(
            new OfferWithdrawn(offer.Request, Offer, EndsAsking: !others));
    }
}

/// <summary>Ends the wait for an answer on screen: call now. A reaction, never a person's.
/// </summary>
/// <param name="Offer">Which question.</param>
public sealed record HurryOffer(OfferId Offer) : Request<WithdrawOfferRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WithdrawOfferRefusal> Decide(
        World world, Moment moment) =>
        world.Placement.FaultOf(
            Offer, _ => moment.By.IsSystem, WithdrawOfferRefusal.OfferUnknown,
            WithdrawOfferRefusal.OfferArchived, WithdrawOfferRefusal.NotAllowed) is { } fault
            ? fault
            : world.Placement[Offer] is { State: OfferState.Open, Request: var request }
                ? ImmutableArray.Create<Event>(new OfferUnanswered(request, Offer))
                : ImmutableArray<Event>.Empty;
}

/// <summary>Why a question was not taken back, in the order it is checked.</summary>
public enum WithdrawOfferRefusal
{
    /// <summary>There is no such question.</summary>
    OfferUnknown = 1,

    /// <summary>The question belongs to a request that is archived.</summary>
    OfferArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>The unit has answered.</summary>
    AlreadyAnswered,
}
