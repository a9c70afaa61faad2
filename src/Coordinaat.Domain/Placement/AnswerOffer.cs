using System.Collections.Immutable;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Placement;

/// <summary>
/// Answers a question: on screen by the provider, or on the telephone, recorded by the desk (R2).
/// </summary>
/// <param name="Offer">Which question.</param>
/// <param name="Reply">Yes, yes if, or no.</param>
/// <param name="Reason">Code of the reason of a no; empty otherwise.</param>
/// <param name="Words">Words beside the reason; the condition of a "yes if".</param>
/// <param name="Spoken">Name and function of who said it; null when given on screen.</param>
public sealed record AnswerOffer(
    OfferId Offer, Reply Reply, string Reason, Secret? Words, Secret? Spoken)
    : Request<AnswerOfferRefusal>
{
    /// <summary>No condition may take longer to meet.</summary>
    public const int ConditionMinutesMax = 24 * 60;

    /// <summary>In how many minutes the condition of a "ja, mits" should be met; 0 for before
    /// the patient leaves: the expected arrival without the travel.</summary>
    public int ConditionMinutes { get; init; }

    /// <summary>A no: the patient would rather have gone here, and it was full (FR-M4).</summary>
    public bool WasPreferred { get; init; }

    /// <inheritdoc/>
    public override Lane Lane => Lane.First;

    private static readonly Duration Margin = Duration.FromMinutes(30);

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets =>
        [.. new[] { Words, Spoken }.OfType<Secret>()];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AnswerOfferRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Placement.Find(Offer) is not { } offer)
        {
            return world.Placement.IsArchived(Offer)
                ? AnswerOfferRefusal.OfferArchived
                : AnswerOfferRefusal.OfferUnknown;
        }

        if (CheckWho(world, offer, moment.By) is { } who)
        {
            return who;
        }

        if (CheckState(offer) is { } state)
        {
            return state;
        }

        return Say(world, offer, moment);
    }

    // The answer itself, from whoever may give it and in time.
    internal Outcome<ImmutableArray<Event>, AnswerOfferRefusal> Say(
        World world, Offer offer, Moment moment)
    {
        if (Reply == Reply.No)
        {
            return world.Regions.Knows(CodeList.Refusal, Reason)
                ? Answered(world, offer, moment)
                : AnswerOfferRefusal.ReasonUnknown;
        }

        if (Reply == Reply.YesIf && Secret.IsBlank(Words))
        {
            return AnswerOfferRefusal.ConditionMissing;
        }

        if (Reply == Reply.YesIf && ConditionMinutes is < 0 or > ConditionMinutesMax)
        {
            return AnswerOfferRefusal.ConditionTimeOutOfRange;
        }

        // A reason that passed over the figures when asking also counts for the yes; it is flagged.
        return offer.Override.Length == 0 && Lacking(world, offer, moment.Now) is { } place
            ? place
            : Accepted(world, offer, moment);
    }

    // Why the figures do not allow one more place; null when they do.
    private static AnswerOfferRefusal? Lacking(World world, Offer offer, Instant now)
    {
        var (unit, _, _, careType) = world.Regions.Describe(offer.Unit);
        var pool = world.Capacity[unit.Pool];
        var availability = Availability.Of(pool, careType, now);

        // Without figures that count, a yes speaks for one place: the next yes needs figures.
        return availability.IsKnown
            ? availability.Places > 0 ? null : AnswerOfferRefusal.NoPlaceLeft
            : pool.Claims.IsEmpty ? null : AnswerOfferRefusal.FiguresUnknown;
    }

    private AnswerOfferRefusal? CheckWho(World world, Offer offer, Actor by)
    {
        var isProvider = Ownership.IsOwn(world.Regions, offer.Unit, by);
        var isDesk = world.Access[offer.Request].MayBeWorkedBy(by);
        return !isProvider && !isDesk
            ? AnswerOfferRefusal.NotAllowed
            : !isProvider && Secret.IsBlank(Spoken)
                ? AnswerOfferRefusal.SpokenByMissing
                : null;
    }

    private AnswerOfferRefusal? CheckState(Offer offer) => offer.State switch
    {
        OfferState.Open => null,
        OfferState.Silent => Spoken is null ? AnswerOfferRefusal.OfferExpired : null,
        OfferState.Withdrawn => AnswerOfferRefusal.OfferWithdrawn,
        OfferState.Accepted or OfferState.Refused or OfferState.Released =>
            AnswerOfferRefusal.AlreadyAnswered,
    };

    private ImmutableArray<Event> Answered(World world, Offer offer, Moment moment)
    {
        var others = world.Placement.ListOffers(offer.Request)
            .Any(o => o.IsPending && o.Id != offer.Id);
        var answered = new OfferAnswered(
            offer.Request, Offer, Reply.No, Reason, Words?.Id, Spoken?.Id, !others);
        var counts = WasPreferred
            && moment.WriteLevel >= EventCodec.LevelOf<PreferredPlaceFull>()
            && !world.Placement[offer.Request].PreferredFull.Contains(offer.Unit);
        return counts
            ? [answered, new PreferredPlaceFull(offer.Request, offer.Unit)]
            : [answered];
    }

    // The yes, the hold of the place and the end of the other questions are one batch.
    private ImmutableArray<Event> Accepted(World world, Offer offer, Moment moment)
    {
        var now = moment.Now;
        var (unit, _, _, careType) = world.Regions.Describe(offer.Unit);
        var events = ImmutableArray.CreateBuilder<Event>();
        events.Add(new OfferAnswered(
            offer.Request, Offer, Reply, "", Words?.Id, Spoken?.Id, EndsAsking: false));
        events.Add(new PlaceClaimed(
            unit.Pool, offer.Unit, offer.Request,
            IsOver: Lacking(world, offer, now) is not null));
        foreach (var other in world.Placement.ListOffers(offer.Request))
        {
            if (other.IsPending && other.Id != offer.Id)
            {
                events.Add(new OfferWithdrawn(offer.Request, other.Id, EndsAsking: false));
            }
        }

        var expected = Expected(world, offer, now);
        events.Add(new ArrivalExpected(offer.Request, expected));
        if (Reply == Reply.YesIf && moment.WriteLevel >= EventCodec.LevelOf<ConditionDue>())
        {
            events.Add(new ConditionDue(offer.Request, Offer, ConditionMinutes > 0
                ? now + Duration.FromMinutes(ConditionMinutes)
                : expected - Duration.FromMinutes(offer.TravelMinutes)));
        }

        if (careType.Setting != CareSetting.Admission)
        {
            events.Add(new PlaceAgreed(offer.Request));
        }

        return events.ToImmutable();
    }

    private static Instant Expected(World world, Offer offer, Instant now)
    {
        var need = world.Triage[offer.Request].Need!;
        var start = need.EarliestAt is { } earliest && earliest > now ? earliest : now;
        var lead = world.Regions.Transports.NumberOf(need.Transport) is var number and > 0
            ? world.Regions.Transports[number].LeadMinutes
            : 0;
        return start + Duration.FromMinutes(lead + offer.TravelMinutes) + Margin;
    }
}

/// <summary>Why an answer was not recorded, in the order it is checked.</summary>
public enum AnswerOfferRefusal
{
    /// <summary>There is no such question.</summary>
    OfferUnknown = 1,

    /// <summary>The question belongs to a request that is archived.</summary>
    OfferArchived,

    /// <summary>The question was put to another organisation.</summary>
    NotAllowed,

    /// <summary>A spoken answer needs the name and function of who gave it.</summary>
    SpokenByMissing,

    /// <summary>The answer time is over; an answer can still be given by telephone.</summary>
    OfferExpired,

    /// <summary>The question was taken back.</summary>
    OfferWithdrawn,

    /// <summary>The question has an answer.</summary>
    AlreadyAnswered,

    /// <summary>A no without a reason of the list.</summary>
    ReasonUnknown,

    /// <summary>A "ja, mits" without its condition.</summary>
    ConditionMissing,

    /// <summary>The time to meet the condition is negative, or longer than a day.</summary>
    ConditionTimeOutOfRange,

    /// <summary>By the unit's figures no place is left: correct the figures, or say no.</summary>
    NoPlaceLeft,

    /// <summary>
    /// The figures are too old, and a place was promised on them already: report them first.
    /// </summary>
    FiguresUnknown,
}
