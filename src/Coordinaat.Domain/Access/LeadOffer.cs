using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Access;

/// <summary>The lead was offered: to a desk, or to one colleague there (FR-G3).</summary>
/// <param name="Request">Which request.</param>
/// <param name="Organisation">Whose desk; the case opens to it (R12).</param>
/// <param name="Account">Which colleague; 0 for whoever is there.</param>
/// <param name="ToDo">Sealed: what remains to be done.</param>
/// <param name="AnswerBy">Before when an answer is expected.</param>
[Stored("lead-offered", 1, Level = 2)]
public sealed record LeadOffered(
    CareRequestId Request, OrganisationId Organisation, AccountId Account, SealedId ToDo,
    Instant AnswerBy) : RequestEvent(Request);

/// <summary>The offered lead was accepted; who leads now is said by the event beside it.</summary>
/// <param name="Request">Which request.</param>
/// <param name="WasToldAgain">The story was told once more, by voice (K15).</param>
[Stored("lead-accepted", 1, Level = 2)]
public sealed record LeadAccepted(CareRequestId Request, bool WasToldAgain)
    : RequestEvent(Request);

/// <summary>The offered lead was declined: who had it keeps it.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Reason">Sealed.</param>
[Stored("lead-declined", 1, Level = 2)]
public sealed record LeadDeclined(CareRequestId Request, SealedId Reason) : RequestEvent(Request);

/// <summary>The offer of the lead was taken back.</summary>
[Stored("lead-offer-withdrawn", 1, Level = 2)]
public sealed record LeadOfferWithdrawn(CareRequestId Request) : RequestEvent(Request);

/// <summary>Nobody answered the offer of the lead in time: call.</summary>
[Stored("lead-offer-unanswered", 1, Level = 2)]
public sealed record LeadOfferUnanswered(CareRequestId Request) : RequestEvent(Request);

/// <summary>The lead that is offered, and waits for an answer.</summary>
/// <param name="Organisation">To whose desk.</param>
/// <param name="Account">To which colleague; 0 for whoever is there.</param>
/// <param name="ToDo">Sealed: what remains to be done.</param>
/// <param name="By">Who offers.</param>
/// <param name="AnswerBy">Before when an answer is expected.</param>
/// <param name="IsOverdue">The clock ran out.</param>
public sealed record LeadOffer(
    OrganisationId Organisation, AccountId Account, SealedId ToDo, AccountId By,
    Instant AnswerBy, bool IsOverdue)
{
    /// <summary>Whether it is for this actor to answer.</summary>
    public bool IsFor(Actor actor) =>
        actor.IsAny(Roles.Desk) && actor.Organisation == Organisation
        && (Account.Value == 0 || actor.Account == Account);
}
