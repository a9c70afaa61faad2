using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Placement;

/// <summary>How a question to a unit stands.</summary>
public enum OfferState
{
    /// <summary>Asked; the clock runs.</summary>
    Open = 1,

    /// <summary>Not answered in time: call now (R2). Only a spoken answer can still be recorded.
    /// </summary>
    Silent,

    /// <summary>Yes: the place is held.</summary>
    Accepted,

    /// <summary>No, with a reason.</summary>
    Refused,

    /// <summary>Taken back.</summary>
    Withdrawn,

    /// <summary>It was yes, and the place was given up later.</summary>
    Released,
}

/// <summary>A question to one unit whether it has a place.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Request">For which request.</param>
/// <param name="Unit">Which unit.</param>
/// <param name="By">Who asked.</param>
/// <param name="At">When.</param>
/// <param name="AnswerBy">An answer at or after this moment is too late.</param>
/// <param name="RankedAt">The journal's number that the ranking looked at.</param>
/// <param name="Rank">The place in the ranking, from 1; 0 for a unit that was no candidate.</param>
/// <param name="TravelMinutes">Door to door, rounded up to five minutes.</param>
/// <param name="Override">Code of the reason to pass a rule or the ranking; empty without.</param>
/// <param name="State">How it stands.</param>
/// <param name="Answer">The answer; null before.</param>
/// <param name="Inputs">Sealed: what the ranking was worked out from; null when not kept.</param>
/// <param name="Rules">The rules of agreements that it was asked by.</param>
/// <param name="Next">Who is asked next by itself, in order.</param>
public sealed record Offer(
    OfferId Id, CareRequestId Request, UnitId Unit, AccountId By, Instant At, Instant AnswerBy,
    long RankedAt, int Rank, int TravelMinutes, string Override, OfferState State,
    OfferAnswer? Answer, SealedId? Inputs, ImmutableArray<RuleName> Rules,
    ImmutableArray<NextUnit> Next)
{
    /// <summary>Whether the unit still owes an answer, or can still give one by telephone.
    /// </summary>
    public bool IsPending => State is OfferState.Open or OfferState.Silent;

    /// <summary>The link with which it can be answered; null without, the last one made.</summary>
    public AnswerLink? Link { get; init; }

    /// <summary>Without an answer by then, the unit is reminded; null when it is not.</summary>
    public Instant? RemindAt { get; init; }

    /// <summary>Whether that happened.</summary>
    public bool IsReminded { get; init; }
}

/// <summary>A link with which one question is answered once, without signing in (R14).</summary>
/// <param name="Hash">What is kept of it.</param>
/// <param name="Until">Works before this moment.</param>
/// <param name="At">When it was made.</param>
public sealed record AnswerLink(string Hash, Instant Until, Instant At);

/// <summary>What a unit answered.</summary>
/// <param name="Reply">Yes, yes if, or no.</param>
/// <param name="Reason">Code of the reason; empty for a yes.</param>
/// <param name="Words">Sealed: words beside the reason, or the condition; null without.</param>
/// <param name="Spoken">Sealed: who said it on the telephone; null when given on screen.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="At">When.</param>
public sealed record OfferAnswer(
    Reply Reply, string Reason, SealedId? Words, SealedId? Spoken, AccountId By, Instant At)
{
    /// <summary>Whether it came by a link: only then the system recorded it.</summary>
    public bool IsByLink => By.Value == 0;
}

/// <summary>The three answers.</summary>
public enum Reply
{
    /// <summary>Ja: there is a place.</summary>
    Yes = 1,

    /// <summary>Ja, mits: there is a place when a condition is met.</summary>
    YesIf,

    /// <summary>Nee, with a reason.</summary>
    No,
}

/// <summary>What the patient, or who speaks for them, said about moving (R5).</summary>
public enum Consent
{
    /// <summary>Yes.</summary>
    Yes = 1,

    /// <summary>No.</summary>
    No,

    /// <summary>Could not be asked, with a reason.</summary>
    NotAsked,
}

/// <summary>The consent as recorded.</summary>
/// <param name="Given">What was said.</param>
/// <param name="BySomebodyElse">A representative said it.</param>
/// <param name="NotAsked">Code of why it could not be asked; empty otherwise.</param>
/// <param name="At">When it was recorded.</param>
public sealed record ConsentRecord(Consent Given, bool BySomebodyElse, string NotAsked, Instant At);

/// <summary>The two doctors of an admission (R3).</summary>
/// <param name="Sending">Sealed: name of the sending doctor.</param>
/// <param name="SendingFunction">Code of the function.</param>
/// <param name="Admitting">Sealed: name of the admitting doctor.</param>
/// <param name="AdmittingFunction">Code of the function.</param>
/// <param name="At">When it was recorded.</param>
public sealed record Admission(
    SealedId Sending, string SendingFunction, SealedId Admitting, string AdmittingFunction,
    Instant At);

/// <summary>The search for a place, of one request.</summary>
/// <param name="Offers">All questions, oldest first.</param>
/// <param name="Accepted">The question that was answered yes and still holds; null without.
/// </param>
/// <param name="ConditionMet">False while a yes depends on a condition that is not yet met.
/// </param>
/// <param name="Admission">The two doctors; null before.</param>
/// <param name="Consent">The consent to be moved; null before it was asked.</param>
/// <param name="ExpectedBy">When the patient should have arrived; null before a yes.</param>
/// <param name="IsOverdue">That moment passed without an arrival: an alarm on both sides.</param>
public sealed record Search(
    ImmutableArray<OfferId> Offers, OfferId? Accepted, bool ConditionMet, Admission? Admission,
    ConsentRecord? Consent, Instant? ExpectedBy, bool IsOverdue)
{
    /// <summary>Nobody asked yet.</summary>
    public static readonly Search None = new([], null, true, null, null, null, false);

    /// <summary>Before when the condition of a "ja, mits" should be met; null without one.
    /// </summary>
    public Instant? ConditionBy { get; init; }

    /// <summary>That moment passed and it is not met: an alarm on both sides (R4).</summary>
    public bool IsConditionOverdue { get; init; }

    /// <summary>The units of choice that were full (FR-M4).</summary>
    public ImmutableArray<UnitId> PreferredFull { get; init; } = [];

    /// <summary>The patient goes back to the sender when that is possible (terugplaatsing).
    /// </summary>
    public bool ReturnsToSender { get; init; }

    /// <summary>The request waits for a place; null when it does not.</summary>
    public Waiting? Waiting { get; init; }

    /// <summary>The request that looks for the place after this one; null without.</summary>
    public CareRequestId? FollowUp { get; init; }

    /// <summary>The request after which this one looks for a place; null without.</summary>
    public CareRequestId? Follows { get; init; }
}

/// <summary>The questions to units and their answers.</summary>
/// <param name="Searches">By request.</param>
/// <param name="Offers">By number; null for those of archived requests.</param>
public sealed record PlacementState(Vector<Search?> Searches, Vector<Offer?> Offers)
{
    /// <summary>Nobody asked yet.</summary>
    public static readonly PlacementState Empty =
        new(Vector<Search?>.Empty, Vector<Offer?>.Empty);

    /// <summary>The questions that are open or silent, oldest first.</summary>
    [JsonIgnore]
    public ImmutableSortedSet<int> Pending { get; init; } =
        [.. Offers.OfType<Offer>().Where(o => o.IsPending).Select(o => o.Id.Value)];

    /// <summary>The requests that wait for a place, in order of their numbers.</summary>
    [JsonIgnore]
    public ImmutableSortedSet<int> WaitingList { get; init; } =
    [
        .. Enumerable.Range(1, Searches.Count)
            .Where(n => Searches.Find(n - 1) is { Waiting: not null }),
    ];

    /// <summary>The questions by what is kept of their links.</summary>
    [JsonIgnore]
    public ImmutableDictionary<string, OfferId> ByLink { get; init; } = Offers.OfType<Offer>()
        .Where(o => o.Link is not null).ToImmutableDictionary(o => o.Link!.Hash, o => o.Id);

    /// <summary>How often a unit was advised and the ambulance sent elsewhere, by unit.</summary>
    public Vector<int> AdviceNotFollowed { get; init; } = Vector<int>.Empty;

    /// <summary>The search of a request.</summary>
    public Search this[CareRequestId id] => Searches.Find(id.Value - 1) ?? Search.None;

    /// <summary>The offer.</summary>
    /// <exception cref="KeyNotFoundException">There is none, or it is archived.</exception>
    public Offer this[OfferId id] => Find(id)
        ?? throw new KeyNotFoundException($"There is no question {id.Value} in the world.");

    /// <summary>The offer, or null when there is none, or it is archived.</summary>
    public Offer? Find(OfferId id) => Offers.Find(id.Value - 1);

    /// <summary>Whether there was such a question, and its request is archived.</summary>
    public bool IsArchived(OfferId id) =>
        id.Value > 0 && id.Value <= Offers.Count && Find(id) is null;

    /// <summary>Why somebody does nothing with a question, by its number and by who it is; null
    /// when nothing is in the way: as <see cref="AccessState.FaultOf"/>.</summary>
    /// <param name="id">Which question.</param>
    /// <param name="isAllowed">Whether it is for this actor, of a question that is here.</param>
    /// <param name="unknown">When there is no such question; checked first.</param>
    /// <param name="archived">When its request left the world.</param>
    /// <param name="notAllowed">When it is not for this actor; checked last.</param>
    public TRefusal? FaultOf<TRefusal>(
        OfferId id, Func<Offer, bool> isAllowed, TRefusal unknown, TRefusal archived,
        TRefusal notAllowed)
        where TRefusal : struct, Enum =>
        Find(id) is { } offer
            ? isAllowed(offer) ? null : notAllowed
            : IsArchived(id) ? archived : unknown;

    /// <summary>The question that a link answers; null when there is no such link.</summary>
    public Offer? FindByLink(string hash) =>
        ByLink.TryGetValue(hash, out var id) ? Find(id) : null;

    /// <summary>All questions of a request, oldest first.</summary>
    public IEnumerable<Offer> ListOffers(CareRequestId id) => this[id].Offers.Select(o => this[o]);

    /// <summary>The question that was answered yes and still holds; null without.</summary>
    public Offer? FindAccepted(CareRequestId id) =>
        this[id].Accepted is { } accepted ? this[accepted] : null;

    /// <summary>Open and silent questions.</summary>
    public IEnumerable<Offer> ListPending() => Pending.Select(n => Offers[n - 1]!);

    /// <summary>The state without a request that is closed, and without its questions.</summary>
    public PlacementState Without(CareRequestId id) => this with
    {
        Searches = Searches.Clear(id.Value - 1),
        Offers = this[id].Offers.Aggregate(Offers, (all, o) => all.Clear(o.Value - 1)),
        ByLink = ByLink.RemoveRange(ListOffers(id).Select(o => o.Link?.Hash).OfType<string>()),
    };

    /// <summary>The state after one more event.</summary>
    public PlacementState After(RequestEvent happened, Instant at, Actor by) => happened switch
    {
        OfferMade e => Ask(e, at, by),
        OfferBased e => WithOffer(this[e.Offer] with
        {
            Inputs = e.Inputs, Rules = e.Rules, Next = e.Next,
        }),
        OfferAnswered e => Answer(e, at, by),
        OfferUnanswered e => WithOffer(this[e.Offer] with { State = OfferState.Silent }),
        ReminderSet e => WithOffer(this[e.Offer] with { RemindAt = e.At }),
        OfferReminded e => WithOffer(this[e.Offer] with { IsReminded = true }),
        AnswerLinkMade e => WithLink(e, at),
        OfferWithdrawn e => WithOffer(this[e.Offer] with { State = OfferState.Withdrawn }),
        AdmissionConfirmed e => WithSearch(e.Request, this[e.Request] with
        {
            Admission = e.Admission with { At = at },
        }),
        ConditionConfirmed e => WithSearch(
            e.Request, this[e.Request] with { ConditionMet = true, IsConditionOverdue = false }),
        ConditionDue e => WithSearch(e.Request, this[e.Request] with { ConditionBy = e.By }),
        ConditionOverdue e => WithSearch(
            e.Request, this[e.Request] with { IsConditionOverdue = true }),
        PreferredPlaceFull e => WithSearch(e.Request, this[e.Request] with
        {
            PreferredFull = this[e.Request].PreferredFull.Add(e.Unit),
        }),
        AdviceNotFollowed e => this with
        {
            AdviceNotFollowed = AdviceNotFollowed.Set(
                e.Advised.Value, AdviceNotFollowed.Find(e.Advised.Value) + 1),
        },
        ConsentRecorded e => WithSearch(e.Request, this[e.Request] with
        {
            Consent = new ConsentRecord(e.Given, e.BySomebodyElse, e.NotAsked, at),
        }),
        ArrivalExpected e => WithSearch(e.Request, this[e.Request] with
        {
            ExpectedBy = e.By, IsOverdue = false,
        }),
        ArrivalOverdue e => WithSearch(e.Request, this[e.Request] with { IsOverdue = true }),
        PlaceReleased e => Release(e),
        ReturnMarked e => WithSearch(e.Request, this[e.Request] with
        {
            ReturnsToSender = e.IsWanted,
        }),
        _ => AfterWaiting(happened, at),
    };

    private PlacementState AfterWaiting(RequestEvent happened, Instant at)
    {
        var search = this[happened.Request];
        return happened switch
        {
            WaitingListed e => WithSearch(e.Request, search with
            {
                Waiting = Waiting.After(search.Waiting, e, at),
            }),
            TakenOffWaitingList e => WithSearch(e.Request, search with { Waiting = null }),
            PlaceCameFree e => WithSearch(e.Request, search with
            {
                Waiting = search.Waiting! with
                {
                    CameFree = search.Waiting.CameFree.Add(e.Unit),
                },
            }),
            CallBackDue e => WithSearch(e.Request, search with
            {
                Waiting = search.Waiting! with { IsCallBackDue = true },
            }),
            FollowUpOpened e => WithSearch(e.Request, search with { FollowUp = e.FollowUp }),
            FollowsUp e => WithSearch(e.Request, search with { Follows = e.Earlier }),
            _ => this,
        };
    }

    private PlacementState Ask(OfferMade e, Instant at, Actor by)
    {
        var offer = new Offer(
            e.Offer, e.Request, e.Unit, by.Account, at, e.AnswerBy, e.RankedAt, e.Rank,
            e.TravelMinutes, e.Override, OfferState.Open, null, null, [], []);
        var search = this[e.Request];
        return this with
        {
            Offers = Offers.Set(offer.Id.Value - 1, offer),
            Pending = Pending.Add(offer.Id.Value),
            Searches = Searches.Set(
                e.Request.Value - 1, search with { Offers = search.Offers.Add(e.Offer) }),
        };
    }

    private PlacementState Answer(OfferAnswered e, Instant at, Actor by)
    {
        var isYes = e.Reply != Reply.No;
        var state = WithOffer(this[e.Offer] with
        {
            State = isYes ? OfferState.Accepted : OfferState.Refused,
            Answer = new OfferAnswer(e.Reply, e.Reason, e.Words, e.Spoken, by.Account, at),
        });
        return !isYes
            ? state
            : state.WithSearch(e.Request, state[e.Request] with
            {
                Accepted = e.Offer, ConditionMet = e.Reply == Reply.Yes, Admission = null,
                ConditionBy = null, IsConditionOverdue = false, Waiting = null,
            });
    }

    private PlacementState Release(PlaceReleased e)
    {
        var search = this[e.Request];
        var state = search.Accepted is { } accepted
            ? WithOffer(this[accepted] with { State = OfferState.Released })
            : this;
        return state.WithSearch(e.Request, search with
        {
            Accepted = null, ConditionMet = true, Admission = null, ExpectedBy = null,
            IsOverdue = false, ConditionBy = null, IsConditionOverdue = false,
        });
    }

    // A new link ends the one before it.
    private PlacementState WithLink(AnswerLinkMade e, Instant at)
    {
        var offer = this[e.Offer];
        var before = offer.Link is { } link ? ByLink.Remove(link.Hash) : ByLink;
        return WithOffer(offer with { Link = new AnswerLink(e.Hash, e.Until, at) }) with
        {
            ByLink = before.Add(e.Hash, e.Offer),
        };
    }

    private PlacementState WithSearch(CareRequestId id, Search search) => this with
    {
        Searches = Searches.Set(id.Value - 1, search),
        WaitingList = search.Waiting is null
            ? WaitingList.Remove(id.Value)
            : WaitingList.Add(id.Value),
    };

    private PlacementState WithOffer(Offer offer) => this with
    {
        Offers = Offers.Set(offer.Id.Value - 1, offer),
        Pending = offer.IsPending ? Pending : Pending.Remove(offer.Id.Value),
    };
}
