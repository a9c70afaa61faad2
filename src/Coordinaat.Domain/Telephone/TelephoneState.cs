using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Telephone;

/// <summary>The key that an exchange signs with.</summary>
/// <param name="Exchange">Code of the exchange.</param>
/// <param name="Key">Sealed.</param>
public sealed record ExchangeKey(string Exchange, SealedId Key);

/// <summary>The calls that are not over for long, and what every line counted.</summary>
/// <param name="Calls">By number; null for those that left.</param>
/// <param name="Lines">By number of the line; null where nothing happened.</param>
/// <param name="Keys">Of the exchanges.</param>
public sealed record TelephoneState(
    Vector<PhoneCall?> Calls, Vector<LineState?> Lines, ImmutableArray<ExchangeKey> Keys)
{
    /// <summary>No call yet.</summary>
    public static readonly TelephoneState Empty =
        new(Vector<PhoneCall?>.Empty, Vector<LineState?>.Empty, []);

    /// <summary>A call of which nothing is heard for so long leaves, unless something is owed. What
    /// is told of it later is refused by its time.</summary>
    public static readonly Duration Stay = TellCalls.PastMax + (2 * Facts.ClockSlack);

    /// <summary>The calls that are here, in order of their numbers.</summary>
    [JsonIgnore]
    public ImmutableSortedSet<int> Here { get; init; } =
        [.. Calls.OfType<PhoneCall>().Select(c => c.Id.Value)];

    [JsonIgnore]
    private ImmutableDictionary<Guid, CallId> ByRef { get; init; } = Calls.OfType<PhoneCall>()
        .Where(c => c.Ref is not null).ToImmutableDictionary(c => c.Ref!.Value, c => c.Id);

    // Who was heard of longest ago stands in front, and may stand there again at the end.
    [JsonIgnore]
    private ImmutableQueue<(CallId Call, Instant HeardAt)> Leaving { get; init; } =
        ImmutableQueue.CreateRange(Calls.OfType<PhoneCall>().OrderBy(c => c.HeardAt)
            .ThenBy(c => c.Id.Value).Select(c => (c.Id, c.HeardAt)));

    /// <summary>Of calls that left: the callers of whom something is still sealed.</summary>
    public ImmutableSortedDictionary<int, PersonId> Gone { get; init; } =
        ImmutableSortedDictionary<int, PersonId>.Empty;

    /// <summary>Whether a call should have left, and only waits for something to be told.</summary>
    public bool HasOld(Instant now) =>
        Here.Any(n => Calls[n - 1] is { IsOwed: false } c && c.HeardAt + Stay < now);

    /// <summary>The call, or null: unknown, or it left.</summary>
    public PhoneCall? Find(CallId id) => Calls.Find(id.Value - 1);

    /// <summary>The call that an exchange names, or null.</summary>
    public PhoneCall? Find(Guid reference) =>
        ByRef.TryGetValue(reference, out var id) ? Find(id) : null;

    /// <summary>The calls that are here, the oldest first.</summary>
    public IEnumerable<PhoneCall> ListCalls() => Here.Select(n => Calls[n - 1]!);

    /// <summary>What a line counted, and what is open there.</summary>
    public LineState this[LineId line] => Lines.Find(line.Value - 1) ?? LineState.Empty;

    /// <summary>The key of an exchange; null while it has none.</summary>
    public ExchangeKey? KeyOf(string exchange) => Keys.FirstOrDefault(k => k.Exchange == exchange);

    /// <summary>The state after one more event.</summary>
    public TelephoneState After(CallEvent happened, Recorded recorded) => happened switch
    {
        OfCall e => AfterCall(e, recorded.At).WithoutOld(recorded.At),
        CallersForgotten e => WithoutOld(recorded.At) is var state
            ? state with { Gone = state.Gone.RemoveRange(e.Calls.Select(c => c.Value)) }
            : this,
        ReliefOpened e => With(e.Line, this[e.Line].Opening(e, recorded.At)),
        ReliefClosed e => With(e.Line, this[e.Line].Closing(e.Kind, recorded.At)),
        ExchangeKeySet e => this with
        {
            Keys =
            [
                .. Keys.Where(k => k.Exchange != e.Exchange),
                .. e.Key is { } key ? [new ExchangeKey(e.Exchange, key)]
                    : ImmutableArray<ExchangeKey>.Empty,
            ],
        },
        _ => throw new UnreachableException($"No rule for {happened.GetType().Name}."),
    };

    /// <summary>The state after a request followed from a call; the same where the call left.
    /// </summary>
    public TelephoneState After(CallLinked happened, Recorded recorded) =>
        Find(happened.Call) is { } call
            ? Replace(call, call with { Request = happened.Request, HeardAt = recorded.At })
            : this;

    private TelephoneState AfterCall(OfCall happened, Instant at)
    {
        if (happened is CallBegan began)
        {
            var fresh = PhoneCall.New(began.Call, began.Ref, began.Person, began.First, at);
            return (this with
            {
                Calls = Calls.Set(fresh.Id.Value - 1, fresh),
                Here = Here.Add(fresh.Id.Value),
                ByRef = fresh.Ref is { } name ? ByRef.SetItem(name, fresh.Id) : ByRef,
                Leaving = Leaving.Enqueue((fresh.Id, at)),
            }).Counting(fresh, 1);
        }

        return Find(happened.Call) is { } call
            ? Replace(call, Change(call, happened, at) with { HeardAt = at })
            : this;
    }

    private static PhoneCall Change(PhoneCall call, OfCall happened, Instant at) =>
        happened switch
        {
            CallTold e => call.With(e.Told),
            CallPartyTold e => call.With(e),
            CallPartyNoted e => call.With(e, at),
            CallSigned e => call with { Sign = e.Sign },
            CallClaimed e => call with { Claim = new(e.Account, e.Organisation, at) },
            CallReleased => call with { Claim = null },
            CallBackPromised e => call with
            {
                CallBack = new(at, e.Until, e.WasChecked, 0, at, null, null), Claim = null,
            },
            CallBackTried { IsReached: true } => call with
            {
                CallBack = call.CallBack! with { ReachedAt = at, NextAt = null },
            },
            CallBackTried e => call with
            {
                CallBack = call.CallBack! with
                {
                    Tries = call.CallBack.Tries + 1, NextAt = e.NextAt,
                },
                Claim = null,
            },
            CallBackGivenUp e => call with
            {
                CallBack = call.CallBack! with { GivenUp = e.Words, NextAt = null },
                Claim = null,
            },
            CallClosed e => call with { Closed = e.Words, Claim = null },
            _ => throw new UnreachableException($"No rule for {happened.GetType().Name}."),
        };

    private TelephoneState Replace(PhoneCall before, PhoneCall after) => (this with
    {
        Calls = Calls.Set(after.Id.Value - 1, after),
        Leaving = Leaving.Enqueue((after.Id, after.HeardAt)),
    }).Counting(before, -1).Counting(after, 1);

    private TelephoneState Counting(PhoneCall call, int sign) =>
        With(call.Line, this[call.Line].With(HourCounts.Of(call), sign));

    private TelephoneState With(LineId line, LineState state) =>
        this with { Lines = Lines.Set(line.Value - 1, state) };

    private TelephoneState WithoutOld(Instant now)
    {
        var (state, leaving) = (this, Leaving);
        while (!leaving.IsEmpty && leaving.Peek().HeardAt + Stay < now)
        {
            leaving = leaving.Dequeue(out var first);
            if (state.Find(first.Call) is not { } call || call.HeardAt != first.HeardAt)
            {
                continue;
            }

            if (call.IsOwed)
            {
                leaving = leaving.Enqueue((call.Id, now));
                state = state with
                {
                    Calls = state.Calls.Set(call.Id.Value - 1, call with { HeardAt = now }),
                };
                continue;
            }

            state = state with
            {
                Calls = state.Calls.Clear(call.Id.Value - 1),
                Here = state.Here.Remove(call.Id.Value),
                ByRef = call.Ref is { } name ? state.ByRef.Remove(name) : state.ByRef,
                Gone = call.Number is not null || call.Parties.Any(p => p.Name is not null)
                    ? state.Gone.SetItem(call.Id.Value, call.Person)
                    : state.Gone,
            };
        }

        return ReferenceEquals(leaving, Leaving) ? state : state with { Leaving = leaving };
    }
}
