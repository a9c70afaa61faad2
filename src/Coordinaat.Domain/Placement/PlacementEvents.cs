using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Placement;

/// <summary>A unit was asked.</summary>
[Stored("offer-made", 1)]
public sealed record OfferMade(
    CareRequestId Request, OfferId Offer, UnitId Unit, Instant AnswerBy, long RankedAt, int Rank,
    int TravelMinutes, string Override, SealedId? OverrideWords) : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override Step? Takes => Step.Offer;
}

/// <summary>On what a question was based, beside it.</summary>
/// <param name="Request">For which request.</param>
/// <param name="Offer">Which question.</param>
/// <param name="Inputs">Sealed: what the ranking was worked out from; null when not kept.</param>
/// <param name="Rules">The rules of agreements in force that it was asked by.</param>
/// <param name="Next">Who is asked next by itself, in order; empty where that is not agreed.
/// </param>
[Stored("offer-based", 1, Level = 2)]
public sealed record OfferBased(
    CareRequestId Request, OfferId Offer, SealedId? Inputs, ImmutableArray<RuleName> Rules,
    ImmutableArray<NextUnit> Next) : RequestEvent(Request);

/// <summary>A unit answered.</summary>
/// <param name="Request">For which request.</param>
/// <param name="Offer">Which question.</param>
/// <param name="Reply">Yes, yes if, or no.</param>
/// <param name="Reason">Code of the reason of a no; empty otherwise.</param>
/// <param name="Words">Sealed words beside the reason, or the condition.</param>
/// <param name="Spoken">Sealed: who said it on the telephone.</param>
/// <param name="EndsAsking">A no, and no other question is out.</param>
[Stored("offer-answered", 1)]
public sealed record OfferAnswered(
    CareRequestId Request, OfferId Offer, Reply Reply, string Reason, SealedId? Words,
    SealedId? Spoken, bool EndsAsking) : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override Step? Takes =>
        Reply != Reply.No ? Step.HoldPlace : EndsAsking ? Step.EndOffers : null;
}

/// <summary>The answer time passed in silence: call now.</summary>
[Stored("offer-unanswered", 1)]
public sealed record OfferUnanswered(CareRequestId Request, OfferId Offer) : RequestEvent(Request);

/// <summary>A question was taken back.</summary>
[Stored("offer-withdrawn", 1)]
public sealed record OfferWithdrawn(CareRequestId Request, OfferId Offer, bool EndsAsking)
    : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override Step? Takes => EndsAsking ? Step.EndOffers : null;
}

/// <summary>The place is agreed: two doctors for an admission, or none needed.</summary>
[Stored("place-agreed", 1)]
public sealed record PlaceAgreed(CareRequestId Request) : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override Step? Takes => Step.Agree;
}

/// <summary>The sending and the admitting doctor were named (R3).</summary>
[Stored("admission-confirmed", 1)]
public sealed record AdmissionConfirmed(CareRequestId Request, Admission Admission)
    : RequestEvent(Request);

/// <summary>The condition of a "ja, mits" is met.</summary>
[Stored("condition-confirmed", 1)]
public sealed record ConditionConfirmed(CareRequestId Request) : RequestEvent(Request);

/// <summary>What the patient said about moving (R5).</summary>
[Stored("consent-recorded", 1)]
public sealed record ConsentRecorded(
    CareRequestId Request, Consent Given, bool BySomebodyElse, string NotAsked)
    : RequestEvent(Request);

/// <summary>The patient is expected by a moment.</summary>
[Stored("arrival-expected", 1)]
public sealed record ArrivalExpected(CareRequestId Request, Instant By) : RequestEvent(Request);

/// <summary>That moment passed without an arrival. The place stays (R4).</summary>
[Stored("arrival-overdue", 1)]
public sealed record ArrivalOverdue(CareRequestId Request) : RequestEvent(Request);

/// <summary>The window of a visit passed and nobody was there. The order stands.</summary>
[Stored("visit-overdue", 1, Level = 2)]
public sealed record VisitOverdue(CareRequestId Request) : RequestEvent(Request);

/// <summary>The place was given up: the search goes on.</summary>
[Stored("place-released", 1)]
public sealed record PlaceReleased(CareRequestId Request, string Reason, SealedId? Words)
    : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override Step? Takes => Step.ReleasePlace;
}

/// <summary>A link was made with which whoever holds the unit's telephone answers once (R14).
/// </summary>
/// <param name="Request">For which request.</param>
/// <param name="Offer">Which question.</param>
/// <param name="Hash">What is kept of the link; the link itself is written nowhere.</param>
/// <param name="Until">Works before this moment.</param>
[Stored("answer-link-made", 1, Level = 2)]
public sealed record AnswerLinkMade(
    CareRequestId Request, OfferId Offer, string Hash, Instant Until) : RequestEvent(Request);

/// <summary>Whoever has not answered by a moment is reminded.</summary>
[Stored("reminder-set", 1, Level = 2)]
public sealed record ReminderSet(CareRequestId Request, OfferId Offer, Instant At)
    : RequestEvent(Request);

/// <summary>Half of the answer time passed without an answer.</summary>
[Stored("offer-reminded", 1, Level = 2)]
public sealed record OfferReminded(CareRequestId Request, OfferId Offer) : RequestEvent(Request);

/// <summary>The condition of a "ja, mits" should be met before a moment.</summary>
[Stored("condition-due", 1, Level = 2)]
public sealed record ConditionDue(CareRequestId Request, OfferId Offer, Instant By)
    : RequestEvent(Request);

/// <summary>That moment passed and the condition is not met. The place stays (R4).</summary>
[Stored("condition-overdue", 1, Level = 2)]
public sealed record ConditionOverdue(CareRequestId Request) : RequestEvent(Request);

/// <summary>An ambulance is sent elsewhere than advised (FR-D9); why stands in the question.
/// </summary>
/// <param name="Request">Which request.</param>
/// <param name="Offer">The question to where it goes instead.</param>
/// <param name="Advised">Which unit was advised.</param>
[Stored("advice-not-followed", 1, Level = 2)]
public sealed record AdviceNotFollowed(CareRequestId Request, OfferId Offer, UnitId Advised)
    : RequestEvent(Request);

/// <summary>A unit that the patient would rather have gone to was full (FR-M4).</summary>
[Stored("preferred-place-full", 1, Level = 2)]
public sealed record PreferredPlaceFull(CareRequestId Request, UnitId Unit)
    : RequestEvent(Request);
