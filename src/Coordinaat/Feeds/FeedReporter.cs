using System.Data.Common;
using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine;
using Coordinaat.Engine.Reports;
using NodaTime;

namespace Coordinaat.Feeds;

/// <summary>Reports what feeds count, every few seconds: changes at once, the rest once a minute.
/// </summary>
/// <remarks>
/// On every node; what one reported is no news of another. Only here a count becomes a figure, so
/// a feed that falls silent leaves its figures to grow old.
/// </remarks>
internal sealed class FeedReporter(
    Engine.Engine engine, FeedsHeard heard, ReportReader reports, ArrivalHistories arrivals,
    TimeProvider time, ILogger<FeedReporter> log) : BackgroundService
{
    /// <summary>How often it looks; what changed meanwhile is one report a location.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private static readonly Duration ForgetEvery = Duration.FromHours(1);
    private static readonly Duration CountEvery = Duration.FromMinutes(1);

    // Looked at every minute; older hours, where a message came very late, when the store tidies.
    private static readonly Duration LateHours = Duration.FromHours(4);

    private readonly Dictionary<string, FeedState> states = new(StringComparer.Ordinal);
    private Instant forgotten;
    private Instant counted;
    private long reported;

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
                _ = await SubmitAsync(report);
            }

            var isHour = now - forgotten >= ForgetEvery;
            if (isHour || now - counted >= CountEvery)
            {
                counted = now;
                await CountAsync(world.Regions, isHour, now);
            }

            if (isHour)
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

    // Only what the tables do not say already: so they have to hold what was reported last.
    private async Task CountAsync(RegionsState regions, bool isWhole, Instant now)
    {
        if (reports.Position < reported)
        {
            return;
        }

        var from = isWhole ? ArrivalReports.FirstHour(now) : HourCount.StartOf(now - LateHours);
        foreach (var report in ArrivalReports.Plan(
            regions, engine.Feeds.ReadArrivals(from),
            unit => arrivals.Read(unit, from).ToDictionary(h => h.Hour, h => h.Count), from, now))
        {
            reported = Math.Max(reported, await SubmitAsync(report));
        }
    }

    private async Task<long> SubmitAsync<TRefusal>(Request<TRefusal> report)
        where TRefusal : struct, Enum
    {
        var outcome = await engine.SubmitAsync(report, new Stamp(Ids.New(), Actor.System));
        if (outcome.TryGet(out var receipt, out var refusal))
        {
            return receipt.Number;
        }

        Warn(RefusalName.Of(refusal));
        return 0;
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
