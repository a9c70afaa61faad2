using System.Collections.Immutable;
using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Feeds;

namespace Coordinaat.Live;

/// <summary>Where all audiences take from: what changed, and how a row looks now.</summary>
internal sealed class LiveSource(
    Engine.Engine engine, StaffNames staff, RowCache cache, ExpiryWatch expiry,
    FeedsHeard heard, ServeOptions options, IHostApplicationLifetime life, ILogger<LiveSource> log)
{
    public Engine.Engine Engine => engine;

    public ExpiryWatch Expiry => expiry;

    public TimeProvider Time => options.Time;

    /// <summary>The rest after a frame: so, at most four a second.</summary>
    public TimeSpan FrameGap => options.FrameGap;

    /// <summary>When the program stops.</summary>
    public CancellationToken Stop => life.ApplicationStopping;

    public ILogger Log => log;

    public void CountCut()
    {
        Engine.Meters.StreamCut();
        log.LogInformation(Said.ScreenCut, "A live screen that did not read was cut.");
    }

    /// <summary>Draws the rows that changes touch.</summary>
    /// <param name="topics">Of these topics.</param>
    /// <param name="actor">Anybody of the audience.</param>
    /// <param name="language">Its language.</param>
    /// <param name="changed">What changed.</param>
    /// <returns>Every row once.</returns>
    public async Task<List<DrawnRow>> DrawAsync(
        Topic[] topics, Actor actor, Language language, IReadOnlyCollection<StreamKey> changed)
    {
        var drawn = new List<DrawnRow>();
        if (changed.Count == 0)
        {
            return drawn;
        }

        var view = new View(engine.World, engine.Now, language, staff)
        {
            FeedCounts = heard.Counts,
        };
        var known = new HashSet<(string, string)>();
        var touched = changed.SelectMany(view.World.PartsOf).ToHashSet();
        foreach (var topic in topics)
        {
            foreach (var row in touched.SelectMany(c => topic.Touched(view, actor, c)))
            {
                if (known.Add((row.List, row.Key)))
                {
                    drawn.Add(new DrawnRow(
                        row.List, row.Key, await cache.DrawAsync(topic, view, actor, row)));
                }
            }
        }

        return drawn;
    }

    /// <summary>All that changed since, by what happened and by time alone; null when that is
    /// too long ago.</summary>
    public ImmutableHashSet<StreamKey>? ChangedSince(long number, long look, out long head) =>
        engine.Changes.Since(number, out head)?.Union(expiry.Since(look));
}
