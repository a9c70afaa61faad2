using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Simulation;

/// <summary>A seeded day of a region: who asks for what, and how everybody goes on with it.
/// </summary>
/// <remarks>
/// What comes next with a request is read from the world and from the seed in its patient's id;
/// the plan itself remembers only which calls wait, who was refused, and the figures that it knows
/// as its own. It acts on simulated requests only, and leaves those whose lead a person took.
/// No clock, no files: whoever runs it says what time it is.
/// </remarks>
public sealed class TrafficPlan
{
    private const int WaitingMax = 40;
    private const int FewOpen = 6;
    private const int RememberedMax = 4_096;
    private static readonly Duration MissedMax = Duration.FromMinutes(2);
    private static readonly Duration FirstPause = Duration.FromMinutes(1);
    private static readonly Duration LookAgain = Duration.FromSeconds(15);

    // A new demo has all of this within seconds; two of the three questions stay silent.
    private static readonly ImmutableArray<(Stage Hurry, bool IsSilent)> Opening =
    [
        (Stage.Asking, true), (Stage.Underway, false), (Stage.Judged, false),
        (Stage.PlaceHeld, false), (Stage.Asking, false), (Stage.TransportRequested, false),
        (Stage.Asking, true), (Stage.Received, false), (Stage.Arrived, false),
        (Stage.Seeking, false), (Stage.Asking, false),
    ];

    private readonly TrafficSettings settings;
    private readonly Staff staff;
    private readonly Sealing sealing;
    private readonly Instant start;
    private readonly Queue<Waiting> waiting = new();
    private readonly Dictionary<StreamKey, (Instant Until, int Times)> paused = [];
    private readonly Dictionary<PoolId, Figures> own = [];
    private readonly HashSet<PersonId> seen = [];
    private readonly HashSet<CareRequestId> again = [];
    private readonly Dictionary<StreamKey, (object State, Instant Until)> resting = [];
    private RegionsState? regionsOfPools;
    private ImmutableArray<PoolKept> pools = [];
    private AccountsState? accountsOfActors;
    private ImmutableArray<Actor> actors = [];
    private (StreamKey From, object State)? asked;
    private Instant looked;
    private int read;

    /// <summary>Begins a day.</summary>
    /// <param name="settings">The seed and the pace.</param>
    /// <param name="staff">Who plays.</param>
    /// <param name="sealing">How the edge writes and seals.</param>
    /// <param name="world">
    /// The world at the beginning: where few simulated requests are open, some are brought in at
    /// once.
    /// </param>
    /// <param name="start">The moment at which the day begins.</param>
    public TrafficPlan(
        TrafficSettings settings, Staff staff, Sealing sealing, World world, Instant start)
    {
        (this.settings, this.staff, this.sealing) = (settings, staff, sealing);
        (this.start, looked) = (start, start);
        ReadNew(world.Access);
        if (world.Access.ListOpen().Count(r => IsOurs(r)) < FewOpen)
        {
            for (var nth = 0; nth < Opening.Length; nth++)
            {
                waiting.Enqueue(new Waiting(
                    start, new Dice(settings.Seed, (ulong)Roll.Patient, (ulong)nth).Next(),
                    Opening[nth].Hurry, Opening[nth].IsSilent));
            }
        }
    }

    /// <summary>The act that is due first, or null when nothing is due.</summary>
    /// <param name="world">As of the last event.</param>
    /// <param name="now">Never before an earlier call.</param>
    /// <returns>The same act again until <see cref="Settle"/> is told what became of it.</returns>
    public Act? Next(World world, Instant now)
    {
        TakeCalls(now);
        ReadNew(world.Access);
        if (!ReferenceEquals(world.Accounts, accountsOfActors))
        {
            (accountsOfActors, actors) = (world.Accounts, staff.ListIn(world));
            resting.Clear();
        }

        Forget();

        var scope = new Scope(world, now, settings, sealing, actors);
        (Intent Intent, StreamKey From, object State)? first = null;
        foreach (var found in Intents(scope))
        {
            first = first is not { } known || found.Intent.Due < known.Intent.Due ? found : first;
        }

        if (NextCall(scope, first?.Intent) is { } call)
        {
            asked = null;
            return call;
        }

        asked = first is { } chosen ? (chosen.From, chosen.State) : null;
        return first is { Intent: var intent }
            ? new Act(intent.Due, intent.By, intent.Write(), intent.About)
            : null;
    }

    /// <summary>Says what became of an act.</summary>
    /// <param name="act">The act.</param>
    /// <param name="isRefused">
    /// It was refused: what it was about rests for a while, longer each time.
    /// </param>
    /// <param name="now">When that was.</param>
    public void Settle(Act act, bool isRefused, Instant now)
    {
        if (asked is not { } about)
        {
            _ = waiting.TryDequeue(out _);
            return;
        }

        // Should the world be as it was, nothing came of it: then it rests.
        resting[about.From] = (about.State, now + Brief(FirstPause));
        if (act.About.Kind == StreamKind.Pool)
        {
            _ = own.Remove(new PoolId(act.About.Number));
        }

        if (!isRefused)
        {
            _ = paused.Remove(about.From);
            return;
        }

        var times = paused.TryGetValue(about.From, out var before) ? before.Times + 1 : 0;
        paused[about.From] = (now + (FirstPause * (1L << Math.Min(times, 6))), times);
    }

    /// <summary>Whether a request is simulated and nobody real took its lead.</summary>
    /// <param name="request">One that the plan was shown.</param>
    public bool IsOurs(CareRequest request) => CaseOf(request) is not null;

    private Case? CaseOf(CareRequest request) =>
        (request.Lead is { } lead && !staff.Has(lead.Account)) || again.Contains(request.Id)
            ? null
            : Case.Of(request);

    // A made-up patient is brought in once. Who brings the same patient in again is a person.
    private void ReadNew(AccessState access)
    {
        for (; read < access.Requests.Count; read++)
        {
            if (access.Requests[read] is { } request && !seen.Add(request.AllPersons.First()))
            {
                _ = again.Add(request.Id);
            }
        }
    }

    // Calls that nobody could take for a long time are not made up for later.
    private void TakeCalls(Instant now)
    {
        var since = now - looked > MissedMax ? now - MissedMax : looked;
        foreach (var at in Arrivals.Between(settings.Seed, Simulated(since), Simulated(now)))
        {
            if (waiting.Count < WaitingMax)
            {
                waiting.Enqueue(new Waiting(
                    now, new Dice(settings.Seed, (ulong)at.ToUnixTimeTicks()).Next(), 0, false));
            }
        }

        looked = now;
    }

    // Closed requests leave their entries behind; what is still needed is soon there again.
    private void Forget()
    {
        if (resting.Count > RememberedMax)
        {
            resting.Clear();
        }

        if (paused.Count > RememberedMax)
        {
            paused.Clear();
        }
    }

    // Shorter at high speed, never longer: the answer time does not wait for a slow play.
    private Duration Brief(Duration pause) => pause / Math.Max(1, settings.Speed);

    private Instant Simulated(Instant now) => start + ((now - start) * settings.Speed);

    private Act? NextCall(Scope scope, Intent? other)
    {
        while (waiting.TryPeek(out var next) && (other is null || next.At <= other.Due))
        {
            if (Callers.Draw(scope, next.Seed, next.Hurry, next.IsSilent) is { } call)
            {
                return new Act(next.At, call.By, Callers.Write(scope, call), default);
            }

            // At this hour nobody calls with what could be asked here.
            _ = waiting.Dequeue();
        }

        return null;
    }

    private IEnumerable<(Intent Intent, StreamKey From, object State)> Intents(Scope scope)
    {
        foreach (var request in scope.World.Access.ListOpen())
        {
            var about = new StreamKey(StreamKind.CareRequest, request.Id.Value);
            if (Rests(about, request, scope.Now))
            {
                continue;
            }

            if (CaseOf(request) is { } simulated
                && Coordinators.Next(scope, request, simulated) is { } intent)
            {
                yield return (intent, about, request);
            }
            else
            {
                resting[about] = (request, scope.Now + Brief(LookAgain));
            }
        }

        foreach (var kept in PoolsOf(scope.Regions))
        {
            var about = new StreamKey(StreamKind.Pool, kept.Id.Value);
            var pool = scope.World.Capacity[kept.Id];
            if (Rests(about, pool, scope.Now))
            {
                continue;
            }

            var isForeign = IsForeign(kept.Id, pool);
            var due = Keepers.DueAt(scope, kept, pool, isForeign);
            if (due <= scope.Now && Keepers.Next(scope, kept, due, isForeign) is { } intent)
            {
                yield return (intent, about, pool);
            }
            else
            {
                resting[about] = (pool, due > scope.Now ? due : scope.Now + FirstPause);
            }
        }
    }

    // Nothing was due, and nothing changed since; or it was refused. Looking at everything at
    // every look would cost the most of a day's play.
    private bool Rests(StreamKey about, object state, Instant now) =>
        (resting.TryGetValue(about, out var rest)
            && ReferenceEquals(rest.State, state) && now < rest.Until)
        || (paused.TryGetValue(about, out var pause) && now < pause.Until);

    // Figures that changed without us were reported by a person.
    private bool IsForeign(PoolId id, PoolState pool) =>
        pool.Figures is { } figures && !own.TryAdd(id, figures) && own[id] != figures;

    private ImmutableArray<PoolKept> PoolsOf(RegionsState regions)
    {
        if (!ReferenceEquals(regions, regionsOfPools))
        {
            (regionsOfPools, pools) = (regions, PoolKept.ListIn(regions));
        }

        return pools;
    }

    private sealed record Waiting(Instant At, ulong Seed, Stage Hurry, bool IsSilent);
}
