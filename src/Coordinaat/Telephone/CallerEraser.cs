using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Telephone;
using Coordinaat.Engine;

namespace Coordinaat.Telephone;

/// <summary>Destroys what is sealed of callers whose calls left, and then says so. Stopped between
/// the two, it does both again: on several nodes too.</summary>
internal sealed class CallerEraser(
    Engine.Engine engine, TimeProvider time) : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await EraseAsync();
            }
            catch (EngineException)
            {
                // They stay on the list: done in the next round. That nothing can be stored is
                // said elsewhere.
            }

            await Task.Delay(Period, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task EraseAsync()
    {
        await SayAsync([]);
        while (!engine.World.Telephone.Gone.IsEmpty)
        {
            var some = engine.World.Telephone.Gone.Take(ForgetCallers.CallsMax).ToArray();
            foreach (var (_, person) in some)
            {
                await engine.EraseAsync(person);
            }

            if (!await SayAsync([.. some.Select(g => new CallId(g.Key))]))
            {
                return;
            }
        }
    }

    // With nothing to say it lets calls leave that nothing is told of any more.
    private async Task<bool> SayAsync(ImmutableArray<CallId> calls) =>
        (await engine.SubmitAsync(new ForgetCallers(calls), new Stamp(Ids.New(), Actor.System)))
        .TryGet(out _, out _);
}
