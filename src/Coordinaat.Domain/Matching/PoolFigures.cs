using System.Collections.Concurrent;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Matching;

/// <summary>What a ranking needs of the figures of every pool.</summary>
/// <remarks>
/// What is known of a pool lies anywhere in memory, and from one ranking to the next little of it
/// changes. So the lists of an earlier ranking are kept, and brought up to date where parts of the
/// world's list, which never change, are others than then. One ranking uses them at a time.
/// </remarks>
internal sealed class PoolFigures : IDisposable
{
    // Long before there were figures, and far enough from the ends to reckon with.
    private const long Never = long.MinValue / 2;

    private static readonly ConcurrentBag<PoolFigures> Idle = [];

    private Vector<PoolState?>? followed;
    private PoolState?[][] parts = [];
    private long[] fullSinces = [];
    private Reported[] reported = [];

    private PoolFigures()
    {
    }

    /// <summary>The lists for what is known; to be given back.</summary>
    /// <param name="known">What is known of pools, pool 1 first; may be shorter than there are.
    /// </param>
    /// <param name="count">How many pools there are.</param>
    public static PoolFigures Of(Vector<PoolState?> known, int count)
    {
        var pools = Idle.TryTake(out var idle) ? idle : new PoolFigures();
        pools.Follow(known, count);
        return pools;
    }

    /// <summary>Of which moment the figures are that say that a pool is full: in ticks of 100 ns
    /// since 1970, and long ago for one that is not full.</summary>
    public static long FullSinceOf(PoolState? pool) =>
        pool?.Figures is { } figures && Availability.PlacesLeft(figures, pool) <= 0
            ? figures.At.ToUnixTimeTicks()
            : Never;

    /// <summary>The same of one of these.</summary>
    public long FullSinceOf(PoolId pool) => fullSinces[pool.Value - 1];

    /// <summary>What was last reported of a pool.</summary>
    public Reported this[PoolId pool] => reported[pool.Value - 1];

    /// <inheritdoc/>
    public void Dispose() => Idle.Add(this);

    private void Follow(Vector<PoolState?> known, int count)
    {
        const int Size = Vector<PoolState?>.LeafSize;
        var needed = (count + Size - 1) / Size;
        if (parts.Length < needed)
        {
            followed = null;
            Array.Resize(ref parts, needed);
            Array.Resize(ref fullSinces, needed * Size);
            Array.Resize(ref reported, needed * Size);
        }

        for (var part = 0; part < needed && !ReferenceEquals(known, followed); part++)
        {
            var leaf = known.Leaf(part * Size);
            if (!ReferenceEquals(leaf, parts[part]))
            {
                parts[part] = leaf;
                for (var i = 0; i < leaf.Length; i++)
                {
                    fullSinces[(part * Size) + i] = FullSinceOf(leaf[i]);
                    reported[(part * Size) + i] = ReportedOf(leaf[i]);
                }
            }
        }

        followed = known;
    }

    private static Reported ReportedOf(PoolState? pool) => pool?.Figures is { } figures
        ? new(figures.At.ToUnixTimeTicks(), Availability.LoadPermilleOf(figures, pool))
        : new(Never, Availability.LoadFull);

    /// <summary>What was last reported of a pool.</summary>
    /// <param name="At">Of which moment, in ticks of 100 ns since 1970; long ago without.</param>
    /// <param name="LoadPermille">Usable places in use or promised, per thousand.</param>
    internal readonly record struct Reported(long At, int LoadPermille);
}
