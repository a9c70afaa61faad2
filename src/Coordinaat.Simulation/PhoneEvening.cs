using System.Collections.Immutable;
using System.Globalization;
using Coordinaat.Domain.Telephone;
using NodaTime;

namespace Coordinaat.Simulation;

/// <summary>How an evening at the telephone goes.</summary>
/// <param name="Seed">The same seed is the same evening.</param>
/// <param name="Start">When it begins.</param>
/// <param name="Calls">How many call.</param>
/// <param name="Desks">How many answer.</param>
/// <param name="Urgent">Code of the line that goes first.</param>
/// <param name="Other">Code of the other line.</param>
public sealed record EveningSettings(
    ulong Seed, Instant Start, int Calls, int Desks, string Urgent, string Other);

/// <summary>What an exchange tells at one moment.</summary>
/// <param name="Call">Its own name for the call.</param>
/// <param name="Line">Code of the line.</param>
/// <param name="Fact">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Number">The caller's number; made up, and empty for who withholds it.</param>
/// <param name="Desk">The workplace that answers; empty for none.</param>
/// <param name="Sign">Why the caller goes first; null for nothing.</param>
public sealed record ExchangeEvent(
    string Call, string Line, CallFact Fact, Instant At, string Number, string Desk,
    CallSign? Sign)
{
    /// <inheritdoc/>
    public override string ToString() => "***";
}

/// <summary>A made-up evening of an exchange: a peak in the middle, callers with their own
/// patience, and so many desks that take who is urgent first. Pure.</summary>
/// <remarks>Made up after what GP posts tell of busy evenings: no measured profile is used.
/// </remarks>
public static class PhoneEvening
{
    /// <summary>How long callers keep coming.</summary>
    public static readonly Duration Length = Duration.FromHours(5);

    private const int UrgentPercent = 15;
    private const int SignPercent = 3;
    private const int WithheldPercent = 8;

    /// <summary>All that the exchange tells, in the order of happening.</summary>
    public static ImmutableArray<ExchangeEvent> Play(EveningSettings settings)
    {
        var callers = Enumerable.Range(0, settings.Calls)
            .Select(n => Draw(settings, n)).OrderBy(c => c.At).ThenBy(c => c.Name).ToArray();
        var events = ImmutableArray.CreateBuilder<ExchangeEvent>();
        var free = new PriorityQueue<int, Instant>();
        for (var desk = 1; desk <= settings.Desks; desk++)
        {
            free.Enqueue(desk, settings.Start);
        }

        var waiting = new List<Caller>();
        var next = 0;
        while (next < callers.Length || waiting.Count > 0)
        {
            _ = free.TryPeek(out _, out var at);
            if (waiting.Count == 0)
            {
                at = Instant.Max(at, callers[next].At);
            }

            while (next < callers.Length && callers[next].At <= at)
            {
                waiting.Add(callers[next++]);
            }

            events.AddRange(waiting.Where(c => c.GivesUpAt <= at).SelectMany(c => GiveUp(c)));
            waiting.RemoveAll(c => c.GivesUpAt <= at);
            if (waiting.Count > 0)
            {
                var first = waiting.OrderBy(c => c.Sign is null).ThenBy(c => !c.IsUrgent)
                    .ThenBy(c => c.At).ThenBy(c => c.Name).First();
                _ = waiting.Remove(first);
                _ = free.TryDequeue(out var desk, out _);
                free.Enqueue(desk, at + first.Talk);
                events.AddRange(Answer(first, at, desk));
            }
        }

        return [.. events.OrderBy(e => e.At).ThenBy(e => e.Call, StringComparer.Ordinal)
            .ThenBy(e => e.Fact)];
    }

    private static Caller Draw(EveningSettings settings, int number)
    {
        var dice = new Dice(settings.Seed, (ulong)Roll.Phone, (ulong)number);

        // The mean of two throws: most call around the middle of the evening.
        var length = (int)Length.TotalMilliseconds;
        var isUrgent = dice.Chance(UrgentPercent);
        return new Caller(
            number, settings.Start + Duration.FromMilliseconds(
                ((long)dice.Below(length) + dice.Below(length)) / 2),
            isUrgent, isUrgent ? settings.Urgent : settings.Other,
            Duration.FromSeconds(dice.Between(60, isUrgent ? 1_500 : 900)),
            Duration.FromSeconds(dice.Between(120, 480)),
            dice.Chance(WithheldPercent)
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $"06{10_000_000 + number:D8}"),
            dice.Chance(SignPercent) ? CallSign.Alarm : null);
    }

    private static ExchangeEvent Tell(Caller caller, CallFact fact, Instant at, int desk = 0) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"e{caller.Name}"), caller.Line, fact, at,
            fact == CallFact.Offered ? caller.Number : "",
            desk == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"b{desk}"),
            fact == CallFact.Offered ? caller.Sign : null);

    private static ExchangeEvent[] GiveUp(Caller caller) =>
    [
        Tell(caller, CallFact.Offered, caller.At),
        Tell(caller, CallFact.Abandoned, caller.GivesUpAt),
    ];

    private static ExchangeEvent[] Answer(Caller caller, Instant at, int desk) =>
    [
        Tell(caller, CallFact.Offered, caller.At),
        Tell(caller, CallFact.Answered, at, desk),
        Tell(caller, CallFact.Ended, at + caller.Talk, desk),
    ];

    private sealed record Caller(
        int Name, Instant At, bool IsUrgent, string Line, Duration Patience, Duration Talk,
        string Number, CallSign? Sign)
    {
        public Instant GivesUpAt => At + Patience;
    }
}
