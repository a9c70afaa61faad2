using Coordinaat.Components;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;

namespace Coordinaat.Capacity;

/// <summary>Looks, for everybody who is signed in, whether what they watch for is so.</summary>
/// <remarks>
/// It asks the engine to move an alarm, and the loop settles it: on several nodes it rings once.
/// </remarks>
internal sealed class AlarmBell(
    Engine.Engine engine, StaffNames staff, TimeProvider time, ILogger<AlarmBell> log)
    : BackgroundService
{
    /// <summary>How often it looks for what changes by time alone.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>The rest after a look, however fast figures come.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var moved = engine.Changes.Moved;
            try
            {
                await LookAsync();
            }
            catch (EngineException fault)
            {
                // Looked at again in a moment.
                log.LogWarning(
                    Said.AlarmUnmoved, "An alarm could not be moved: {Fault}.", fault.Fault);
            }

            await Task.WhenAny(moved, Task.Delay(Period, time, stoppingToken));
            await Task.Delay(Rest, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync()
    {
        var (world, now) = (engine.World, engine.Now);
        var view = new View(world, now, Language.Dutch, staff);
        foreach (var account in world.Accounts.All.Where(a => !a.Watches.IsEmpty))
        {
            var actor = new Actor(account.Id, account.Organisation, account.Roles);
            foreach (var watch in account.Watches.Where(w => account.HasSession(w.Session, now)))
            {
                var isSo = Watching.IsSo(view, actor, watch);
                if (watch.State == (isSo ? AlarmState.Quiet : AlarmState.Seen))
                {
                    await engine.SubmitAnyAsync(
                        new MoveAlarm(account.Id, watch.Id, isSo),
                        new Stamp(Ids.New(), Actor.System));
                }
            }
        }
    }
}
