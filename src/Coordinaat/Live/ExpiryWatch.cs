using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Feeds;
using NodaTime;

namespace Coordinaat.Live;

/// <summary>Finds what changes by time alone: figures that grow old, stops that end, duties that
/// begin and end, feeds that fall silent or are heard again.</summary>
/// <remarks>Worked out once for all screens, every few seconds.</remarks>
internal sealed class ExpiryWatch(Engine.Engine engine, FeedsHeard heard, TimeProvider time)
    : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private const int Kept = 64;
    private readonly ImmutableHashSet<StreamKey>[] ring = new ImmutableHashSet<StreamKey>[Kept];
    private long head;

    /// <summary>The number of the last look.</summary>
    public long Head => Volatile.Read(ref head);

    /// <summary>What changed by time after a look; nothing when that is too long ago.</summary>
    public IEnumerable<StreamKey> Since(long after)
    {
        for (var look = Math.Max(after, Head - Kept + 1) + 1; look <= Head; look++)
        {
            foreach (var key in ring[look % Kept])
            {
                yield return key;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        var (from, silent) = (engine.Now, new HashSet<SilentFeed>());
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var to = engine.Now;
            var (world, before) = (engine.World, silent);
            silent = [.. SilentFeed.Of(world.Regions, heard.Counts, to)];
            var turned = Turned(world, from, to);

            // A feed is data of the region, and its state stands in no journal.
            ring[(head + 1) % Kept] = silent.SetEquals(before)
                ? turned
                : turned.Add(new StreamKey(StreamKind.Region, 0));
            Volatile.Write(ref head, head + 1);
            from = to;
        }
    }

    private static ImmutableHashSet<StreamKey> Turned(World world, Instant from, Instant to)
    {
        var turned = ImmutableHashSet.CreateBuilder<StreamKey>();
        foreach (var unit in world.Regions.Units.All)
        {
            var careType = world.Regions.CareTypes[unit.CareType.Value];
            var pool = world.Capacity[unit.Pool];
            var moments = new[]
            {
                pool.Figures?.At + Duration.FromMinutes(careType.FreshMinutes),
                pool.Figures?.At + Duration.FromMinutes(careType.ExpiryMinutes),
            };
            if (moments.Any(m => m > from && m <= to))
            {
                turned.Add(new StreamKey(StreamKind.Pool, unit.Pool.Value));
            }
        }

        foreach (var (unit, stop) in world.Capacity.Stops)
        {
            if (stop.Until > from && stop.Until <= to)
            {
                turned.Add(new StreamKey(
                    StreamKind.Pool, world.Regions.Units[unit.Value].Pool.Value));
            }
        }

        foreach (var (unit, duty) in world.Capacity.Duties)
        {
            if ((duty.From > from && duty.From <= to) || (duty.Until > from && duty.Until <= to))
            {
                turned.Add(new StreamKey(
                    StreamKind.Pool, world.Regions.Units[unit.Value].Pool.Value));
            }
        }

        // A promise to call back is late, or the next try is due.
        foreach (var call in world.Telephone.ListCalls())
        {
            if (call.CallBack is { IsOpen: true } promised
                && (IsIn(promised.Until) || (promised.NextAt is { } next && IsIn(next))))
            {
                turned.Add(new StreamKey(StreamKind.Call, call.Id.Value));
            }
        }

        return turned.ToImmutable();

        bool IsIn(Instant moment) => moment > from && moment <= to;
    }
}
