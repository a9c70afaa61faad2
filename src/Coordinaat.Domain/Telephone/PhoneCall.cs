using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Telephone;

/// <summary>What an exchange tells of a call.</summary>
public enum CallFact
{
    /// <summary>It rings, or waits in the queue.</summary>
    Offered = 1,

    /// <summary>Somebody took it.</summary>
    Answered,

    /// <summary>The caller gave up.</summary>
    Abandoned,

    /// <summary>It is over.</summary>
    Ended,

    /// <summary>It was put through to another line.</summary>
    Transferred,
}

/// <summary>What is told of another party on a call (FR-P6).</summary>
public enum PartyFact
{
    /// <summary>It came on the line.</summary>
    Joined = 1,

    /// <summary>It left; the call goes on.</summary>
    Left,
}

/// <summary>Another party on the line, beside the caller and who answered: of each organisation
/// once, however often it came and went.</summary>
/// <param name="Organisation">Which organisation.</param>
/// <param name="JoinedAt">When it came the last time; null where that was not told.</param>
/// <param name="LeftAt">When it left the last time; null where that was not told.</param>
/// <param name="Function">Code of the function, as a desk noted it; empty without.</param>
/// <param name="Name">Sealed: who it was, as a desk noted it; null without.</param>
public sealed record CallParty(
    OrganisationId Organisation, Instant? JoinedAt, Instant? LeftAt, string Function,
    SealedId? Name)
{
    /// <summary>Whether it is on the line, as long as the call lasts.</summary>
    public bool IsOn => JoinedAt is { } joined && !(LeftAt >= joined);
}

/// <summary>Why somebody may not wait, nor be called back (R24).</summary>
public enum CallSign
{
    /// <summary>An alarm sign, by the caller's own answers or heard by the desk.</summary>
    Alarm = 1,

    /// <summary>Talks of suicide.</summary>
    Suicidality,

    /// <summary>It is about an infant.</summary>
    Infant,
}

/// <summary>How far a call is.</summary>
public enum CallState
{
    /// <summary>Nobody answered yet.</summary>
    Waiting = 1,

    /// <summary>Somebody speaks with the caller.</summary>
    Talking,

    /// <summary>The caller hung up before anybody answered.</summary>
    Missed,

    /// <summary>Somebody spoke with the caller, and it is over.</summary>
    Done,
}

/// <summary>Who has a call in hand.</summary>
/// <param name="Account">Whose work it is.</param>
/// <param name="Organisation">Of which organisation: the only one that reports name.</param>
/// <param name="At">Since when.</param>
public sealed record CallClaim(AccountId Account, OrganisationId Organisation, Instant At);

/// <summary>A caller is called back (FR-P3). The place in the queue stays that of the call.
/// </summary>
/// <param name="At">When it was put on the list.</param>
/// <param name="Until">Promised before this moment.</param>
/// <param name="WasChecked">By voice, that no life is in danger; false only where nobody could
/// speak with the caller.</param>
/// <param name="Tries">How often nobody was reached.</param>
/// <param name="NextAt">When to try next; null when all tries were made.</param>
/// <param name="ReachedAt">When the caller was spoken with; null until then.</param>
/// <param name="GivenUp">Sealed: why a supervising physician closed it; null until then.</param>
public sealed record CallBack(
    Instant At, Instant Until, bool WasChecked, int Tries, Instant? NextAt, Instant? ReachedAt,
    SealedId? GivenUp)
{
    /// <summary>Whether somebody still has to call.</summary>
    public bool IsOpen => ReachedAt is null && GivenUp is null;

    /// <summary>Whether all tries were made, and the supervising physician decides.</summary>
    public bool IsEscalated => IsOpen && NextAt is null;

    /// <summary>Whether it asks for somebody first: the promise is late, or all tries were made.
    /// </summary>
    public bool IsAlarm(Instant now) => IsOpen && (Until <= now || IsEscalated);
}

/// <summary>A telephone call. Facts may come in any order, twice and late: of each the one that
/// counts does not depend on when it was heard.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Ref">A keyed hash of the exchange's own name for it; null when entered by hand.
/// </param>
/// <param name="Person">The caller, in the vault.</param>
/// <param name="FirstAt">The earliest moment told of it.</param>
/// <param name="Line">The line that was told with that: the call is counted there.</param>
/// <param name="OfferedAt">The first offer.</param>
/// <param name="AnsweredAt">The first answer.</param>
/// <param name="AbandonedAt">When the caller gave up; an answer goes before it.</param>
/// <param name="EndedAt">The last end.</param>
/// <param name="MovedAt">The last transfer.</param>
/// <param name="MovedTo">The line it was put through to; 0 for none.</param>
/// <param name="Desk">The workplace that answered, as the exchange names it; may be empty.</param>
/// <param name="Number">Sealed: the caller's number; null while unknown.</param>
/// <param name="Sign">Why it goes first; null where nothing says so.</param>
/// <param name="Claim">Who has it in hand; null for nobody.</param>
/// <param name="CallBack">The promise to call back; null for none.</param>
/// <param name="Request">The request that followed; 0 for none.</param>
/// <param name="Closed">Sealed: why somebody closed it; null where nobody did.</param>
/// <param name="HeardAt">When anything was last heard of it, by the journal's clock.</param>
public sealed record PhoneCall(
    CallId Id, Guid? Ref, PersonId Person, Instant FirstAt, LineId Line, Instant? OfferedAt,
    Instant? AnsweredAt, Instant? AbandonedAt, Instant? EndedAt, Instant? MovedAt,
    LineId MovedTo, string Desk, SealedId? Number, CallSign? Sign, CallClaim? Claim,
    CallBack? CallBack, CareRequestId Request, SealedId? Closed, Instant HeardAt)
{
    /// <summary>Who else came on the line, in the order of their organisations.</summary>
    public ImmutableArray<CallParty> Parties { get; init; } = [];

    /// <summary>Since when the caller waits, or waited.</summary>
    public Instant Since => OfferedAt ?? FirstAt;

    /// <summary>The line where it is now.</summary>
    public LineId At => MovedTo.Value > 0 ? MovedTo : Line;

    /// <summary>How far it is.</summary>
    public CallState State => (AnsweredAt, EndedAt ?? AbandonedAt) switch
    {
        (not null, _) => EndedAt is null ? CallState.Talking : CallState.Done,
        (null, not null) => CallState.Missed,
        (null, null) => CallState.Waiting,
    };

    /// <summary>Whether the line dropped with a sign, and nobody called yet (R24).</summary>
    public bool IsDroppedWithSign => State == CallState.Missed && Sign is not null
        && Request.Value == 0 && Closed is null && CallBack?.ReachedAt is null;

    /// <summary>Whether it must not leave before somebody did something.</summary>
    public bool IsOwed => CallBack is { IsOpen: true } || IsDroppedWithSign;

    /// <summary>Whether a person entered it, without an exchange.</summary>
    public bool IsByHand => Ref is null;

    /// <summary>How long the caller waited for a person; zero where clocks disagree.</summary>
    public Duration Wait => AnsweredAt is { } answered && answered > Since
        ? answered - Since
        : Duration.Zero;

    /// <summary>How long was spoken; null while that is not known.</summary>
    public Duration? Talk => AnsweredAt is { } from && EndedAt is { } until
        ? until > from ? until - from : Duration.Zero
        : null;

    /// <summary>A call of which one fact is known.</summary>
    public static PhoneCall New(
        CallId id, Guid? reference, PersonId person, Told first, Instant now) =>
        new PhoneCall(
            id, reference, person, first.At, first.Line, null, null, null, null, null,
            default, "", null, null, null, null, default, null, now)
        .With(first);

    /// <summary>The call with one more fact.</summary>
    public PhoneCall With(Told told)
    {
        var at = told.At;
        var isFirst = at < FirstAt || (at == FirstAt && told.Line.Value < Line.Value);
        var call = this with
        {
            FirstAt = isFirst ? at : FirstAt,
            Line = isFirst ? told.Line : Line,
            Number = Number ?? told.Number,
            Sign = Sign ?? told.Sign,
        };
        return told.Fact switch
        {
            CallFact.Offered => call with { OfferedAt = First(OfferedAt, at) },
            CallFact.Answered => call with
            {
                AnsweredAt = First(AnsweredAt, at),
                Desk = AnsweredAt is null || at < AnsweredAt
                    || (at == AnsweredAt && string.CompareOrdinal(told.Desk, Desk) > 0)
                    ? told.Desk : Desk,
            },
            CallFact.Abandoned => call with { AbandonedAt = First(AbandonedAt, at) },
            CallFact.Ended => call with
            {
                EndedAt = EndedAt is { } known && known > at ? known : at,
            },
            CallFact.Transferred => MovedAt is { } moved
                && (moved > at || (moved == at && MovedTo.Value >= told.To.Value))
                ? call
                : call with { MovedAt = at, MovedTo = told.To },
        };
    }

    /// <summary>The call with one more fact of another party.</summary>
    public PhoneCall With(CallPartyTold told) => With(told.Organisation, p => told.Fact switch
    {
        PartyFact.Joined => p with { JoinedAt = Last(p.JoinedAt, told.At) },
        PartyFact.Left => p with { LeftAt = Last(p.LeftAt, told.At) },
    });

    /// <summary>The call with what a desk noted of another party.</summary>
    /// <param name="noted">What was noted.</param>
    /// <param name="at">When.</param>
    public PhoneCall With(CallPartyNoted noted, Instant at) => With(noted.Organisation, p => p with
    {
        JoinedAt = p.IsOn ? p.JoinedAt : Last(p.JoinedAt, at),
        Function = noted.Function, Name = noted.Name,
    });

    private PhoneCall With(OrganisationId organisation, Func<CallParty, CallParty> change)
    {
        var known = Parties.FirstOrDefault(p => p.Organisation == organisation);
        var party = change(known ?? new CallParty(organisation, null, null, "", null));
        return party == known
            ? this
            : this with
            {
                Parties =
                [
                    .. Parties.Where(p => p.Organisation != organisation).Append(party)
                        .OrderBy(p => p.Organisation.Value),
                ],
            };
    }

    private static Instant Last(Instant? known, Instant told) =>
        known is { } later && later > told ? later : told;

    private static Instant First(Instant? known, Instant told) =>
        known is { } earlier && earlier < told ? earlier : told;
}
