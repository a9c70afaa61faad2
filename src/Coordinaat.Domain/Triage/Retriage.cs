using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Triage;

/// <summary>Why somebody has to look at a patient again (FR-T7, R7).</summary>
public enum RetriageReason
{
    /// <summary>The time after which somebody who waits is judged again.</summary>
    Timer = 1,

    /// <summary>Somebody made contact about the patient again: a sign of alarm by itself.
    /// </summary>
    SecondContact,

    /// <summary>Somebody said that it is worse.</summary>
    Worse,
}

/// <summary>The clocks that a judgement sets.</summary>
/// <param name="Request">Which request.</param>
/// <param name="RetriageBy">When to judge again while the patient waits; null for never.</param>
/// <param name="SeenBy">Before when somebody has to have seen the patient, by the triage system
/// itself; null where it sets no limit.</param>
[Stored("judgement-timed", 1, Level = 2)]
public sealed record JudgementTimed(
    CareRequestId Request, Instant? RetriageBy, Instant? SeenBy) : RequestEvent(Request);

/// <summary>The patient has to be judged again; the urgency stays until a person changes it.
/// </summary>
[Stored("retriage-due", 1, Level = 2)]
public sealed record RetriageDue(CareRequestId Request, RetriageReason Reason)
    : RequestEvent(Request);

/// <summary>That a patient has to be judged again.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when.</param>
public readonly record struct AwaitedRetriage(RetriageReason Reason, Instant Since);
