using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Telephone;

/// <summary>One fact of a call, as an exchange tells it.</summary>
/// <param name="Ref">A keyed hash of the exchange's name for the call.</param>
/// <param name="Person">The caller, where the call is new.</param>
/// <param name="Line">Code of the line.</param>
/// <param name="Fact">What happened.</param>
/// <param name="At">When.</param>
/// <param name="To">Code of the line it was put through to; empty for none.</param>
/// <param name="Desk">The workplace; may be empty.</param>
/// <param name="Sign">Why it goes first; null where nothing says so.</param>
/// <param name="Number">The caller's number; null where it is not told, or known already.</param>
public sealed record ToldFact(
    Guid Ref, PersonId Person, string Line, CallFact Fact, Instant At, string To, string Desk,
    CallSign? Sign, Secret? Number)
{
    /// <summary>What is told of another party; null for what is told of the call itself. Who comes
    /// or goes spoke with the caller: the fact is an answer by then.</summary>
    public PartyFact? Party { get; init; }

    /// <summary>Code of the organisation of that party; empty for none.</summary>
    public string Organisation { get; init; } = "";
}

/// <summary>Takes what an exchange tells of calls (FR-P7). The same twice, late, or in another
/// order leads to the same.</summary>
/// <param name="Exchange">Code of the exchange, whose signature was found right.</param>
/// <param name="Facts">From 1 to <see cref="FactsMax"/>; taken whole or not at all.</param>
public sealed partial record TellCalls(string Exchange, ImmutableArray<ToldFact> Facts)
    : Request<TellCallsRefusal>
{
    /// <summary>No message has more facts.</summary>
    public const int FactsMax = 100;

    /// <summary>What is older is not taken: calls that are over leave after this time.</summary>
    public static readonly Duration PastMax = Duration.FromHours(4);

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets =>
        [.. Facts.Select(f => f.Number).OfType<Secret>()];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, TellCallsRefusal> Decide(
        World world, Moment moment)
    {
        if (Facts.Length is 0 or > FactsMax)
        {
            return TellCallsRefusal.CountOutOfRange;
        }

        foreach (var fact in Facts)
        {
            if (FaultOf(world.Regions, fact, moment.Now) is { } fault)
            {
                return fault;
            }
        }

        return moment.WriteLevel < EventCodec.LevelOf<CallTold>()
            ? TellCallsRefusal.NotYetWritten
            : Events(world);
    }

    private TellCallsRefusal? FaultOf(RegionsState regions, ToldFact fact, Instant now) =>
        !IsOwn(regions, fact.Line) || (fact.To.Length > 0 && regions.Lines.NumberOf(fact.To) == 0)
            ? TellCallsRefusal.LineUnknown
            : (fact.Fact == CallFact.Transferred) != fact.To.Length > 0
                ? TellCallsRefusal.TargetMisplaced
                : !IsParty(regions, fact)
                    ? TellCallsRefusal.PartyUnknown
                    : !DeskForm().IsMatch(fact.Desk)
                        ? TellCallsRefusal.DeskMalformed
                        : fact.At > now + Kernel.Facts.ClockSlack || fact.At < now - PastMax
                            ? TellCallsRefusal.TimeOutOfRange
                            : null;

    private static bool IsParty(RegionsState regions, ToldFact fact) => fact.Party is null
        ? fact.Organisation.Length == 0
        : fact.Fact == CallFact.Answered && Enum.IsDefined(fact.Party.Value)
            && regions.Organisations.NumberOf(fact.Organisation) > 0;

    private bool IsOwn(RegionsState regions, string line) =>
        regions.Lines.NumberOf(line) is var number and > 0
        && regions.Lines[number].Exchange == Exchange;

    private ImmutableArray<Event> Events(World world)
    {
        var (state, events) = (world.Telephone, ImmutableArray.CreateBuilder<Event>());
        var known = new Dictionary<Guid, PhoneCall>();
        var next = state.Calls.Count;
        foreach (var fact in Facts)
        {
            var call = known.GetValueOrDefault(fact.Ref) ?? state.Find(fact.Ref);
            var id = call?.Id ?? new CallId(++next);
            var told = new Told(
                fact.Fact, fact.At, LineOf(world, fact.Line),
                LineOf(world, fact.To), fact.Desk, fact.Sign, fact.Number?.Id);
            if (call is null)
            {
                events.Add(new CallBegan(id, fact.Ref, fact.Person, told));
                call = PhoneCall.New(id, fact.Ref, fact.Person, told, default);
            }
            else if (call.With(told) is var changed && changed != call)
            {
                // Of a number that is known nothing new is stored.
                events.Add(new CallTold(
                    id, call.Number is null ? told : told with { Number = null }));
                call = changed;
            }

            if (fact.Party is { } party
                && new CallPartyTold(
                    id, party, new(world.Regions.Organisations.NumberOf(fact.Organisation)),
                    fact.At) is var came
                && call.With(came) is var joined && joined != call)
            {
                events.Add(came);
                call = joined;
            }

            known[fact.Ref] = call;
        }

        return events.ToImmutable();
    }

    private static LineId LineOf(World world, string code) =>
        new(world.Regions.Lines.NumberOf(code));

    [GeneratedRegex("^[A-Za-z0-9._-]{0,20}\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DeskForm();
}

/// <summary>Why a message of an exchange was not taken, in the order it is checked.</summary>
public enum TellCallsRefusal
{
    /// <summary>There is no fact, or more than <see cref="TellCalls.FactsMax"/>.</summary>
    CountOutOfRange = 1,

    /// <summary>There is no such line, or another exchange tells of it.</summary>
    LineUnknown,

    /// <summary>A transfer without a line to go to, or such a line with another fact.</summary>
    TargetMisplaced,

    /// <summary>A party that comes or goes without an organisation that is known, or such an
    /// organisation with another fact.</summary>
    PartyUnknown,

    /// <summary>The workplace has other characters than letters, digits, dots and dashes, or is
    /// longer than 20.</summary>
    DeskMalformed,

    /// <summary>The moment lies in the future, or longer ago than
    /// <see cref="TellCalls.PastMax"/>.</summary>
    TimeOutOfRange,

    /// <summary>Another node is of an older release, and could not read what would be stored.
    /// </summary>
    NotYetWritten,
}

/// <summary>Gives an exchange a key to sign with, or takes it back.</summary>
/// <param name="Exchange">Code of the exchange.</param>
/// <param name="Key">The key; null to take it back.</param>
public sealed record SetExchangeKey(string Exchange, Secret? Key)
    : Request<ExchangeKeyRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Key is null ? [] : [Key];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ExchangeKeyRefusal> Decide(
        World world, Moment moment)
    {
        if (!moment.By.IsSystem && !moment.By.IsAny(Roles.Administrator))
        {
            return ExchangeKeyRefusal.NotAllowed;
        }

        if (world.Regions.Lines.All.All(l => l.Exchange.Length == 0 || l.Exchange != Exchange))
        {
            return ExchangeKeyRefusal.ExchangeUnknown;
        }

        return moment.WriteLevel < EventCodec.LevelOf<ExchangeKeySet>()
            ? ExchangeKeyRefusal.NotYetWritten
            : ImmutableArray.Create<Event>(new ExchangeKeySet(Exchange, Key?.Id));
    }
}

/// <summary>Why an exchange got no key, in the order it is checked.</summary>
public enum ExchangeKeyRefusal
{
    /// <summary>The actor is no administrator.</summary>
    NotAllowed = 1,

    /// <summary>No line names this exchange.</summary>
    ExchangeUnknown,

    /// <summary>Another node is of an older release, and could not read what would be stored.
    /// </summary>
    NotYetWritten,
}
