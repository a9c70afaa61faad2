using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Telephone;
using Coordinaat.Engine;
using Coordinaat.Simulation;
using Coordinaat.Telephone;
using NodaTime;

namespace Coordinaat.Demo;

/// <summary>Plays evenings of a made-up exchange, so that a newcomer sees the queues live.
/// </summary>
/// <remarks>It tells what any exchange could tell; what desks do with it is theirs.</remarks>
internal sealed class DemoCalls(
    Engine.Engine engine, TimeProvider time, ServeOptions options, ILogger<DemoCalls> log)
    : BackgroundService
{
    private const string Exchange = "grebbecall";
    private const int CallsPerEvening = 250;
    private const int Desks = 5;

    // A newcomer comes in when it is busy already.
    private static readonly Duration Before = Duration.FromHours(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var evening = new Queue<ExchangeEvent>();
            while (true)
            {
                if (evening.Count == 0)
                {
                    evening = Next();
                }

                await TellAsync(evening);
                await Task.Delay(DemoTraffic.Period, time, stoppingToken);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The play may end; the product goes on. The fault's own words might be personal.
            log.LogError(
                Said.DayStopped, "The made-up calls stopped: {Fault} at {Stack}.",
                fault.GetType().Name, fault.StackTrace);
        }
    }

    private Queue<ExchangeEvent> Next()
    {
        var now = engine.Now;
        var seed = (ulong)engine.World.Number;
        var played = PhoneEvening.Play(new(
            seed, now - Before, CallsPerEvening, Desks, "keienburg-spoed", "keienburg-overig"));
        return new(played.Select(e => e with
        {
            Call = $"{seed}-{e.Call}", At = now + ((e.At - now) / options.TrafficSpeed),
        }));
    }

    private async Task TellAsync(Queue<ExchangeEvent> evening)
    {
        var facts = ImmutableArray.CreateBuilder<ToldFact>();
        var persons = new Dictionary<Guid, PersonId>();
        while (facts.Count < TellCalls.FactsMax
            && evening.TryPeek(out var next) && next.At <= engine.Now)
        {
            _ = evening.Dequeue();
            facts.Add(ExchangeEvents.FactOf(
                engine, Exchange,
                new(
                    next.Call, next.Line, Enum.Parse<ExchangeKind>(next.Fact.ToString()), "",
                    next.Number, next.Desk, "", next.Sign),
                next.At, persons));
        }

        if (facts.Count > 0)
        {
            _ = await engine.SubmitAnyAsync(
                new TellCalls(Exchange, facts.ToImmutable()), new Stamp(Ids.New(), Actor.System));
        }
    }
}
