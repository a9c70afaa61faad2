using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Coordinaat.Domain.Kernel;

/// <summary>A list that never changes: every change gives a new list that shares the rest.
/// </summary>
/// <remarks>
/// A 32-way tree of small arrays, after the vectors of Clojure. Reading and replacing cost one
/// step per factor of 32, so at most four for a million items; no array is larger than 32. What
/// holds nothing but defaults takes no room.
/// An <c>ImmutableList</c> is a binary tree and costs about five times as much.
/// </remarks>
/// <typeparam name="T">What the list holds.</typeparam>
[SuppressMessage("Naming", "CA1710", Justification = "Vector is the field's word for it.")]
public sealed class Vector<T> : IReadOnlyList<T>
{
    /// <summary>How many items stand together in memory.</summary>
    internal const int LeafSize = 1 << Bits;

    private const int Bits = 5;
    private const int Width = LeafSize;
    private const int Mask = Width - 1;

    /// <summary>The list without items.</summary>
    public static readonly Vector<T> Empty = new(0, Bits, new object?[Width], new T[Width]);

    // What a part without items reads as. Never changed in place, as no array here is.
    private static readonly T[] Nothing = new T[Width];

    private readonly int shift;
    private readonly object?[] root;
    private readonly T[] tail;

    private Vector(int count, int shift, object?[] root, T[] tail) =>
        (Count, this.shift, this.root, this.tail) = (count, shift, root, tail);

    /// <summary>How many items there are.</summary>
    public int Count { get; }

    private int TailStart => Count == 0 ? 0 : (Count - 1) & ~Mask;

    /// <summary>The item at a place, counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return Leaf(index)[index & Mask];
        }
    }

    /// <summary>Builds a list of the items, in their order.</summary>
    public static Vector<T> From(IEnumerable<T> items)
    {
        var vector = Empty;
        foreach (var chunk in items.Chunk(Width))
        {
            var leaf = chunk;
            Array.Resize(ref leaf, Width);
            vector = vector.Append(leaf, chunk.Length);
        }

        return vector;
    }

    /// <summary>The list with one more item at the end.</summary>
    public Vector<T> Add(T item)
    {
        if (Count == 0 || Count - TailStart < Width)
        {
            var grown = (T[])tail.Clone();
            grown[Count & Mask] = item;
            return new Vector<T>(Count + 1, shift, root, grown);
        }

        var fresh = new T[Width];
        fresh[0] = item;
        return Append(fresh, 1);
    }

    /// <summary>The list with the item at a place replaced; grows by defaults where needed.
    /// </summary>
    /// <param name="index">Counted from 0.</param>
    /// <param name="item">The new item.</param>
    public Vector<T> Set(int index, T item)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var vector = index > Count ? Grow(index) : this;
        return index == vector.Count ? vector.Add(item) : vector.Replace(index, item);
    }

    /// <summary>The list with several items replaced, at the cost of few where they stand close
    /// together; grows by defaults where needed.</summary>
    /// <param name="items">Sorted by their places, each place once.</param>
    public Vector<T> SetAll(ReadOnlySpan<(int Index, T Item)> items)
    {
        if (items.IsEmpty)
        {
            return this;
        }

        var vector = items[^1].Index >= Count ? Grow(items[^1].Index + 1) : this;
        var inTree = 0;
        while (inTree < items.Length && items[inTree].Index < vector.TailStart)
        {
            inTree++;
        }

        var (root, tail) = (vector.root, vector.tail);
        if (inTree > 0)
        {
            root = Replace(vector.shift, root, items[..inTree]);
        }

        if (inTree < items.Length)
        {
            tail = Replace(tail, items[inTree..]);
        }

        return new Vector<T>(vector.Count, vector.shift, root, tail);
    }

    /// <summary>The list with nothing at a place: the default.</summary>
    /// <remarks>Where a whole part of the list holds nothing, its memory is given back.</remarks>
    /// <param name="index">Counted from 0; beyond the end nothing changes.</param>
    public Vector<T> Clear(int index)
    {
        if (index >= Count)
        {
            return this;
        }

        return index >= TailStart
            ? Replace(index, default!)
            : new Vector<T>(
                Count, shift, Clear(shift, root, index) ?? new object?[Width], tail);
    }

    /// <summary>The item at a place, or the default where the list is shorter.</summary>
    public T? Find(int index) =>
        index >= 0 && index < Count ? Leaf(index)[index & Mask] : default;

    /// <summary>The items that stand together in memory around a place, the first of them at a
    /// multiple of their number.</summary>
    /// <remarks>The same array for as long as none of them changed: what was worked out from it
    /// holds for as long. Nobody writes in it; behind the end of the list are defaults.</remarks>
    /// <param name="index">Counted from 0.</param>
    internal T[] Leaf(int index)
    {
        if (index >= TailStart)
        {
            return index - TailStart < Width ? tail : Nothing;
        }

        var node = root;
        for (var level = shift; level > Bits; level -= Bits)
        {
            if (node[(index >> level) & Mask] is not object?[] child)
            {
                return Nothing;
            }

            node = child;
        }

        return (T[]?)node[(index >> Bits) & Mask] ?? Nothing;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (var start = 0; start < Count; start += Width)
        {
            var leaf = Leaf(start);
            var end = Math.Min(Width, Count - start);
            for (var i = 0; i < end; i++)
            {
                yield return leaf[i];
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Behind a tail that is full, or into the empty list.
    private Vector<T> Append(T[] fresh, int items)
    {
        if (Count == 0)
        {
            return new Vector<T>(items, shift, root, fresh);
        }

        var isFull = (Count >> Bits) > (1 << shift);
        if (!isFull)
        {
            return new Vector<T>(
                Count + items, shift, Push(shift, root, IsNothing(tail) ? null : tail)!, fresh);
        }

        var higher = new object?[Width];
        higher[0] = root;
        higher[1] = IsNothing(tail) ? null : Path(shift, tail);
        return new Vector<T>(Count + items, shift + Bits, higher, fresh);
    }

    // By defaults, a whole leaf at a time.
    private Vector<T> Grow(int count)
    {
        if (Count == 0)
        {
            var (leaves, high) = ((count - 1) >> Bits, Bits);
            while (leaves > 1 << high)
            {
                high += Bits;
            }

            return new Vector<T>(count, high, new object?[Width], Nothing);
        }

        var vector = new Vector<T>(
            Math.Min(count, TailStart + Width), shift, root, tail);
        while (vector.Count < count)
        {
            vector = vector.Append(Nothing, Math.Min(Width, count - vector.Count));
        }

        return vector;
    }

    private static bool IsNothing(T[] leaf) =>
        ReferenceEquals(leaf, Nothing) || leaf.AsSpan().IndexOfAnyExcept(default(T)!) < 0;

    // The node without the item; null when nothing is left in it.
    private static object?[]? Clear(int level, object?[] node, int index)
    {
        var slot = (index >> level) & Mask;
        if (node[slot] is null)
        {
            return node;
        }

        var copy = (object?[])node.Clone();
        if (level == Bits)
        {
            var leaf = (T[])((T[])copy[slot]!).Clone();
            leaf[index & Mask] = default!;
            copy[slot] = IsNothing(leaf) ? null : leaf;
        }
        else
        {
            copy[slot] = Clear(level - Bits, (object?[])copy[slot]!, index);
        }

        return Array.TrueForAll(copy, child => child is null) ? null : copy;
    }

    private static object?[] Path(int level, T[] leaf)
    {
        var node = new object?[Width];
        node[0] = level == Bits ? leaf : Path(level - Bits, leaf);
        return node;
    }

    private static object?[] Copy(object?[]? node) =>
        node is null ? new object?[Width] : (object?[])node.Clone();

    private static object?[] Replace(int level, object?[]? node, int index, T item)
    {
        var copy = Copy(node);
        var slot = (index >> level) & Mask;
        if (level == Bits)
        {
            var leaf = (T[])((T[]?)copy[slot] ?? Nothing).Clone();
            leaf[index & Mask] = item;
            copy[slot] = leaf;
        }
        else
        {
            copy[slot] = Replace(level - Bits, (object?[]?)copy[slot], index, item);
        }

        return copy;
    }

    private static T[] Replace(T[] leaf, ReadOnlySpan<(int Index, T Item)> items)
    {
        var copy = (T[])leaf.Clone();
        foreach (var (index, item) in items)
        {
            copy[index & Mask] = item;
        }

        return copy;
    }

    // Each node is copied once, whatever changes below it.
    private static object?[] Replace(
        int level, object?[]? node, ReadOnlySpan<(int Index, T Item)> items)
    {
        var copy = Copy(node);
        while (!items.IsEmpty)
        {
            var slot = (items[0].Index >> level) & Mask;
            var same = 1;
            while (same < items.Length && ((items[same].Index >> level) & Mask) == slot)
            {
                same++;
            }

            copy[slot] = level == Bits
                ? Replace((T[]?)copy[slot] ?? Nothing, items[..same])
                : Replace(level - Bits, (object?[]?)copy[slot], items[..same]);
            items = items[same..];
        }

        return copy;
    }

    private Vector<T> Replace(int index, T item)
    {
        if (index < TailStart)
        {
            return new Vector<T>(Count, shift, Replace(shift, root, index, item), tail);
        }

        var changed = (T[])tail.Clone();
        changed[index & Mask] = item;
        return new Vector<T>(Count, shift, root, changed);
    }

    private object?[]? Push(int level, object?[]? node, T[]? leaf)
    {
        if (node is null && leaf is null)
        {
            return null;
        }

        var copy = Copy(node);
        var slot = ((Count - 1) >> level) & Mask;
        copy[slot] = level == Bits ? leaf : Push(level - Bits, (object?[]?)copy[slot], leaf);
        return copy;
    }
}
