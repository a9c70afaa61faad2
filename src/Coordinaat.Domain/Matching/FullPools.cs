using System.Collections.Concurrent;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Matching;

/// <summary>Of which moment the figures are that say that a pool is full.</summary>
/// <remarks>
/// What is known of a pool lies anywhere in memory, and from one ranking to the next little of it
/// changes. So the list of an earlier ranking is kept, and brought up to date where parts of the
/// world's list, which never change, are others than then. One ranking uses it at a time.
/// </remarks>
internal sealed class FullPools : IDisposable
{
    // Long before there were figures, and far enough from the ends to reckon with.
    private const long NotFull = long.MinValue / 2;

    private static readonly ConcurrentBag<FullPools> Idle = [];

    private PoolState?[][] parts = [];
    private long[] sinces = [];

    private FullPools()
    {
    }

    /// <summary>In ticks of 100 ns since 1970; long ago for a pool that is not full.</summary>
    public long this[PoolId pool] => sinces[pool.Value - 1];

    /// <summary>The list for what is known; to be given back.</summary>
    /// <param name="known">What is known of pools, pool 1 first; may be shorter than there are.
    /// </param>
    /// <param name="count">How many pools there are.</param>
    public static FullPools Of(Vector<PoolState?> known, int count)
    {
        var pools = Idle.TryTake(out var idle) ? idle : new FullPools();
        pools.Follow(known, count);
        return pools;
    }

    /// <summary>The same of one pool.</summary>
    public static long SinceOf(PoolState? pool) =>
        pool?.Figures is { } figures && Availability.PlacesLeft(figures, pool) <= 0
            ? figures.At.ToUnixTimeTicks()
            : NotFull;

    /// <inheritdoc/>
    public void Dispose() => Idle.Add(this);

    private void Follow(Vector<PoolState?> known, int count)
    {
        const int Size = Vector<PoolState?>.LeafSize;
        var needed = (count + Size - 1) / Size;
        if (parts.Length < needed)
        {
            Array.Resize(ref parts, needed);
            Array.Resize(ref sinces, needed * Size);
        }

        for (var part = 0; part < needed; part++)
        {
            var leaf = known.Leaf(part * Size);
            if (!ReferenceEquals(leaf, parts[part]))
            {
                parts[part] = leaf;
                for (var i = 0; i < leaf.Length; i++)
                {
                    sinces[(part * Size) + i] = SinceOf(leaf[i]);
                }
            }
        }
    }
}
