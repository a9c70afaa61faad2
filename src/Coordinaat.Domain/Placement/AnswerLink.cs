using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Placement;

/// <summary>Makes a link with which whoever holds the unit's registered telephone answers a
/// question once, without signing in (R14). It ends the link that was made before.</summary>
/// <param name="Offer">Which question.</param>
/// <param name="Hash">What is kept of the link. Nobody can make the link out of it.</param>
public sealed record MakeAnswerLink(OfferId Offer, string Hash) : Request<MakeAnswerLinkRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, MakeAnswerLinkRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Placement.FaultOf(
                Offer, o => world.Access[o.Request].MayBeWorkedBy(moment.By),
                MakeAnswerLinkRefusal.OfferUnknown, MakeAnswerLinkRefusal.OfferArchived,
                MakeAnswerLinkRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var offer = world.Placement[Offer];
        if (offer.State != OfferState.Open)
        {
            return MakeAnswerLinkRefusal.NotOpen;
        }

        var location = world.Regions.Describe(offer.Unit).Location;
        return location.PhoneAt(LocalMoment.At(moment.Now)).Length == 0
            ? MakeAnswerLinkRefusal.PhoneMissing
            : world.Placement.ByLink.ContainsKey(Hash)
                ? MakeAnswerLinkRefusal.LinkKnown
                : moment.WriteLevel < EventCodec.LevelOf<AnswerLinkMade>()
                    ? MakeAnswerLinkRefusal.NotYetWritten
                    : ImmutableArray.Create<Event>(new AnswerLinkMade(
                        offer.Request, Offer, Hash, offer.AnswerBy));
    }
}

/// <summary>Why no link was made, in the order it is checked.</summary>
public enum MakeAnswerLinkRefusal
{
    /// <summary>There is no such question.</summary>
    OfferUnknown = 1,

    /// <summary>The question belongs to a request that is archived.</summary>
    OfferArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>The question is answered, taken back, or past its answer time.</summary>
    NotOpen,

    /// <summary>The location has no registered telephone at this hour.</summary>
    PhoneMissing,

    /// <summary>This very link was made before.</summary>
    LinkKnown,

    /// <summary>Another server still runs a version that does not know of links.</summary>
    NotYetWritten,
}

/// <summary>Answers a question by its link: once, and in time. The system acts, for the unit that
/// was asked.</summary>
/// <remarks>
/// Unlike what is said on the telephone it is not taken after the answer time: by then somebody
/// calls. Its refusals are those of <see cref="AnswerOffer"/>; a link that does not exist is a
/// question that does not exist.
/// </remarks>
/// <param name="Hash">What is kept of the link.</param>
/// <param name="Reply">Yes, yes if, or no.</param>
/// <param name="Reason">Code of the reason of a no; empty otherwise.</param>
/// <param name="Words">Words beside the reason; the condition of a "yes if".</param>
/// <param name="Spoken">Name and function of who answers.</param>
/// <param name="ConditionMinutes">As of <see cref="AnswerOffer"/>.</param>
public sealed record AnswerByLink(
    string Hash, Reply Reply, string Reason, Secret? Words, Secret? Spoken, int ConditionMinutes)
    : Request<AnswerOfferRefusal>
{
    /// <inheritdoc/>
    public override Lane Lane => Lane.First;

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets =>
        [.. new[] { Words, Spoken }.OfType<Secret>()];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AnswerOfferRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Placement.FindByLink(Hash) is not { } offer)
        {
            return AnswerOfferRefusal.OfferUnknown;
        }

        if (!moment.By.IsSystem)
        {
            return AnswerOfferRefusal.NotAllowed;
        }

        if (Secret.IsBlank(Spoken))
        {
            return AnswerOfferRefusal.SpokenByMissing;
        }

        return RefusalOf(offer) is { } refusal
            ? refusal
            : new AnswerOffer(offer.Id, Reply, Reason, Words, Spoken)
            {
                ConditionMinutes = ConditionMinutes,
            }.Say(world, offer, moment);
    }

    /// <summary>Why a question takes no answer by its link; null when it does.</summary>
    public static AnswerOfferRefusal? RefusalOf(Offer offer) => offer.State switch
    {
        OfferState.Open => null,
        OfferState.Silent => AnswerOfferRefusal.OfferExpired,
        OfferState.Withdrawn => AnswerOfferRefusal.OfferWithdrawn,
        OfferState.Accepted or OfferState.Refused or OfferState.Released =>
            AnswerOfferRefusal.AlreadyAnswered,
    };
}
