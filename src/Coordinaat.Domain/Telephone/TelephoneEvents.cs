using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Telephone;

/// <summary>Something that happened on the telephone.</summary>
public abstract record CallEvent : Event;

/// <summary>Something that happened to one call.</summary>
/// <param name="Call">Which call.</param>
public abstract record OfCall(CallId Call) : CallEvent
{
    /// <inheritdoc/>
    public override StreamKey Stream => new(StreamKind.Call, Call.Value);
}

/// <summary>A fact of a call.</summary>
/// <param name="Fact">What happened.</param>
/// <param name="At">When, by the exchange's clock.</param>
/// <param name="Line">On which line.</param>
/// <param name="To">The line it was put through to; 0 for none.</param>
/// <param name="Desk">The workplace; may be empty.</param>
/// <param name="Sign">Why it goes first; null where nothing says so.</param>
/// <param name="Number">Sealed: the caller's number; null where it is not told.</param>
public sealed record Told(
    CallFact Fact, Instant At, LineId Line, LineId To, string Desk, CallSign? Sign,
    SealedId? Number);

/// <summary>A call was heard of for the first time.</summary>
/// <param name="Call">Its number.</param>
/// <param name="Ref">A keyed hash of the exchange's name for it; null when entered by hand.
/// </param>
/// <param name="Person">The caller, in the vault.</param>
/// <param name="First">What was told of it; not always what happened first.</param>
[Stored("call-began", 1, Level = 2)]
public sealed record CallBegan(CallId Call, Guid? Ref, PersonId Person, Told First)
    : OfCall(Call);

/// <summary>One more fact of a call. Which of two facts counts does not depend on which was heard
/// first: see <see cref="PhoneCall"/>.</summary>
[Stored("call-told", 1, Level = 2)]
public sealed record CallTold(CallId Call, Told Told) : OfCall(Call);

/// <summary>Another party came on the line of a call, or left it (FR-P6). It opens nothing to them:
/// who may see the case is decided elsewhere.</summary>
/// <param name="Call">Which call.</param>
/// <param name="Fact">Which of the two.</param>
/// <param name="Organisation">Of which organisation.</param>
/// <param name="At">When, by the exchange's clock.</param>
[Stored("call-party-told", 1, Level = 2)]
public sealed record CallPartyTold(
    CallId Call, PartyFact Fact, OrganisationId Organisation, Instant At) : OfCall(Call);

/// <summary>The desk noted who else is on the line of a call.</summary>
/// <param name="Call">Which call.</param>
/// <param name="Organisation">Of which organisation.</param>
/// <param name="Function">Code of that person's function.</param>
/// <param name="Name">Sealed.</param>
[Stored("call-party-noted", 1, Level = 2)]
public sealed record CallPartyNoted(
    CallId Call, OrganisationId Organisation, string Function, SealedId Name) : OfCall(Call);

/// <summary>The desk heard why a call goes first.</summary>
[Stored("call-signed", 1, Level = 2)]
public sealed record CallSigned(CallId Call, CallSign Sign) : OfCall(Call);

/// <summary>Somebody took a call in hand.</summary>
[Stored("call-claimed", 1, Level = 2)]
public sealed record CallClaimed(CallId Call, AccountId Account, OrganisationId Organisation)
    : OfCall(Call);

/// <summary>Somebody let go of a call.</summary>
[Stored("call-released", 1, Level = 2)]
public sealed record CallReleased(CallId Call) : OfCall(Call);

/// <summary>A caller is called back.</summary>
[Stored("call-back-promised", 1, Level = 2)]
public sealed record CallBackPromised(CallId Call, Instant Until, bool WasChecked)
    : OfCall(Call);

/// <summary>Somebody called back.</summary>
/// <param name="Call">Which call.</param>
/// <param name="IsReached">Whether the caller was spoken with.</param>
/// <param name="NextAt">When to try next; null when reached, and after the last try.</param>
[Stored("call-back-tried", 1, Level = 2)]
public sealed record CallBackTried(CallId Call, bool IsReached, Instant? NextAt) : OfCall(Call);

/// <summary>A supervising physician closed a call-back that reached nobody.</summary>
[Stored("call-back-given-up", 1, Level = 2)]
public sealed record CallBackGivenUp(CallId Call, SealedId Words) : OfCall(Call);

/// <summary>Somebody closed a call, with why.</summary>
[Stored("call-closed", 1, Level = 2)]
public sealed record CallClosed(CallId Call, SealedId? Words) : OfCall(Call);

/// <summary>What was sealed of these callers was destroyed: their calls left.</summary>
/// <param name="Calls">Which calls; may be empty, where others only left.</param>
[Stored("callers-forgotten", 1, Level = 2)]
public sealed record CallersForgotten(ImmutableArray<CallId> Calls) : CallEvent
{
    /// <inheritdoc/>
    public override StreamKey Stream => new(StreamKind.PhoneLine, 0);
}

/// <summary>A request followed from a call.</summary>
/// <param name="Request">The request.</param>
/// <param name="Call">The call.</param>
/// <param name="Line">On which line.</param>
/// <param name="WaitSeconds">How long the caller waited for a person.</param>
[Stored("call-linked", 1, Level = 2)]
public sealed record CallLinked(
    CareRequestId Request, CallId Call, LineId Line, int WaitSeconds) : RequestEvent(Request);

/// <summary>Something that happened to a line.</summary>
/// <param name="Line">Which line.</param>
public abstract record OfLine(LineId Line) : CallEvent
{
    /// <inheritdoc/>
    public override StreamKey Stream => new(StreamKind.PhoneLine, Line.Value);
}

/// <summary>What a supervisor can open when callers wait too long (FR-P3, FR-P4).</summary>
public enum ReliefKind
{
    /// <summary>Callers may be called back.</summary>
    CallBack = 1,

    /// <summary>The neighbouring line takes calls too.</summary>
    Overflow,
}

/// <summary>A supervisor opened call-backs or overflow.</summary>
/// <param name="Line">Of which line.</param>
/// <param name="Kind">What.</param>
/// <param name="Cause">Why callers wait, as <c>CodeList.QueueCause</c> has it.</param>
/// <param name="AgreedWith">Sealed: with whom it was agreed; null where nobody has to.</param>
[Stored("relief-opened", 1, Level = 2)]
public sealed record ReliefOpened(
    LineId Line, ReliefKind Kind, string Cause, SealedId? AgreedWith) : OfLine(Line);

/// <summary>A supervisor closed it again.</summary>
[Stored("relief-closed", 1, Level = 2)]
public sealed record ReliefClosed(LineId Line, ReliefKind Kind) : OfLine(Line);

/// <summary>An exchange got a key to sign with; the one before ends.</summary>
/// <param name="Exchange">Code of the exchange.</param>
/// <param name="Key">Sealed; null when it was taken back.</param>
[Stored("exchange-key-set", 1, Level = 2)]
public sealed record ExchangeKeySet(string Exchange, SealedId? Key) : CallEvent
{
    /// <inheritdoc/>
    public override StreamKey Stream => new(StreamKind.PhoneLine, 0);
}
