using System.Data.Common;
using Coordinaat.Access;
using Coordinaat.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Simulation;

namespace Coordinaat.Demo;

/// <summary>Plays a seeded day against the engine, so that a newcomer sees the boards live.
/// </summary>
/// <remarks>
/// It asks what anybody could ask, by accounts of its own, and acts only on requests that it made.
/// What it cannot do it leaves; nothing that happens to it stops the program.
/// </remarks>
internal sealed class DemoTraffic(
    Engine.Engine engine, TimeProvider time, ServeOptions options, ILogger<DemoTraffic> log)
    : BackgroundService
{
    /// <summary>How often it looks whether something is due.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private const ulong FirstSeed = 2_026_03_03;
    private const int ActsPerLookMax = 200;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>How personal words are written and sealed: as the endpoints do.</summary>
    /// <param name="newId">Ids of the sealed items.</param>
    public static Sealing SealingWith(Func<Guid> newId) => new(
        newId,
        contact => Cards.Text(new ContactCard(
            Cards.Phone(contact.Phone)!, contact.Caller, contact.Place,
            Cards.Postcode(contact.Postcode)!)),
        identity => Cards.Text(new IdentityCard(
            identity.Name, identity.Bsn, Cards.Iso(identity.Birth), identity.Address)));

    /// <summary>Says what is wrong with the options of a start; null when nothing is.</summary>
    public static string? FaultIn(ServeOptions options) =>
        options.TrafficSpeed is not (>= 0 and <= TrafficSettings.SpeedMax)
            ? $"--demo-traffic takes a speed from 0 to {TrafficSettings.SpeedMax}."
            : options is { TrafficSpeed: > 0, IsDemo: false }
                ? "--demo-traffic goes with --demo only: it makes patients up."
                : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seed = FirstSeed;
        try
        {
            var staff = await OpenStaffAsync(stoppingToken);

            // Another start is another day: nobody calls twice.
            seed += (ulong)engine.World.Number;
            log.LogInformation(
                Said.DayBegan, "A made-up day is played, {Speed} times as fast, with seed {Seed}.",
                options.TrafficSpeed, seed);
            var plan = new TrafficPlan(
                new TrafficSettings(seed, options.TrafficSpeed), staff, SealingWith(Ids.New),
                engine.World, engine.Now);
            while (true)
            {
                await LookAsync(plan, stoppingToken);
                await Task.Delay(Period, time, stoppingToken);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The play may end; the product goes on. The fault's own words might be personal.
            log.LogError(
                Said.DayStopped, "The made-up day with seed {Seed} stopped: {Fault} at {Stack}.",
                seed, fault.GetType().Name, fault.StackTrace);
        }
    }

    private async Task LookAsync(TrafficPlan plan, CancellationToken stop)
    {
        for (var acts = 0; acts < ActsPerLookMax; acts++)
        {
            stop.ThrowIfCancellationRequested();
            if (plan.Next(engine.World, engine.Now) is not { } act)
            {
                return;
            }

            var reason = await AskAsync(act.Request, act.By, stop);
            plan.Settle(act, reason is not null, engine.Now);
            if (reason is not null)
            {
                log.LogInformation(
                    Said.DayRefused,
                    "Refused in the made-up day: {Request} for {Kind} {Number}: {Reason}.",
                    act.Request.GetType().Name, act.About.Kind, act.About.Number, reason);
            }
        }
    }

    // Asks until there is an answer, with the same id: it cannot double.
    private async Task<Enum?> AskAsync(
        Domain.Request request, Actor by, CancellationToken stop)
    {
        var stamp = new Stamp(Ids.New(), by);
        while (true)
        {
            try
            {
                return await engine.SubmitAnyAsync(request, stamp);
            }
            catch (EngineException fault) when (fault.Fault is EngineFault.ActorChanged
                or EngineFault.PersonKnown or EngineFault.DecisionFailed or EngineFault.IdReused)
            {
                return fault.Fault;
            }
            catch (Exception fault) when (fault is EngineException or DbException)
            {
                await Task.Delay(RetryAfter, time, stop);
            }
        }
    }

    // The accounts of the play: nobody signs in with them.
    private async Task<Staff> OpenStaffAsync(CancellationToken stop)
    {
        var found = new List<AccountId>();
        foreach (var wanted in Staff.WantedFor(engine.World.Regions))
        {
            if (Passwords.FindPerson(engine.Vault, wanted.Login) is null)
            {
                await AskAsync(
                    Manage.Request(
                        wanted.Organisation, wanted.Roles, wanted.Name, wanted.Login,
                        Passwords.Nobody, mustChange: true, known: null),
                    Actor.System, stop);
            }

            if (Passwords.FindPerson(engine.Vault, wanted.Login) is { } person
                && engine.World.Accounts.ByPerson.TryGetValue(person, out var account))
            {
                found.Add(account);
            }
        }

        return new Staff(found);
    }
}
