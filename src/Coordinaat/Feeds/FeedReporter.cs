using System.Data.Common;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine;
using NodaTime;

namespace Coordinaat.Feeds;

/// <summary>Reports what feeds count, every few seconds: changes at once, the rest once a minute.
/// </summary>
/// <remarks>
/// On every node; what one reported is no news of another. Only here a count becomes a figure, so
/// a feed that falls silent leaves its figures to grow old.
/// </remarks>
internal sealed class FeedReporter(
    Engine.Engine engine, FeedsHeard heard, TimeProvider time, ILogger<FeedReporter> log)
    : BackgroundService
{
    /// <summary>How often it looks; what changed meanwhile is one report a location.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private static readonly Duration ForgetEvery = Duration.FromHours(1);

    private readonly Dictionary<string, FeedState> states = new(StringComparer.Ordinal);
    private Instant forgotten;

    /// <summary>Looks once.</summary>
    public async Task ReportAsync()
    {
        var (world, now) = (engine.World, engine.Now);
        if (world.Regions.Feeds.Count == 0)
        {
            return;
        }

        try
        {
            var counts = engine.Feeds.ReadCounts();
            heard.Counts = counts;
            Follow(world.Regions, counts, now);
            foreach (var report in FeedReports.Plan(world, counts, now))
            {
                var outcome = await engine.SubmitAsync(
                    report, new Stamp(Ids.New(), Actor.System));
                if (!outcome.TryGet(out _, out var refusal))
                {
                    Warn(RefusalName.Of(refusal));
                }
            }

            if (now - forgotten >= ForgetEvery)
            {
                forgotten = now;
                engine.Feeds.Forget(now);
            }
        }
        catch (Exception fault) when (fault is DbException or EngineException)
        {
            // Said, and tried again: until then the figures grow old.
            Warn(fault is EngineException { Fault: var kind }
                ? RefusalName.Of(kind) : fault.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await ReportAsync();
        }
    }

    private void Follow(RegionsState regions, IReadOnlyCollection<FeedCensus> counts, Instant now)
    {
        var found = new Dictionary<FeedState, int>();
        foreach (var feed in regions.Feeds.All)
        {
            var count = counts.FirstOrDefault(c => c.Feed == feed.Code)
                ?? FeedCensus.None(feed.Code);
            var state = count.StateAt(feed, now);
            found[state] = found.GetValueOrDefault(state) + 1;
            if (states.TryGetValue(feed.Code, out var before) && before != state)
            {
                log.Log(
                    state == FeedState.Silent ? LogLevel.Warning : LogLevel.Information,
                    Said.FeedTurned, "Feed {Feed} is {State}, and was {Before}.", feed.Code, state,
                    before);
            }

            states[feed.Code] = state;
        }

        engine.Meters.SetFeeds(found);
    }

    private void Warn(string why) => log.LogWarning(
        Said.FeedUnreported, "What a feed counts was not reported: {Fault}.", why);
}
