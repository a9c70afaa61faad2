using System.Reflection;
using Coordinaat.Domain.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Coordinaat.Tests.Kernel;

/// <summary>
/// Two rules carry the weight: a vector reads like the list that took the same changes, and an
/// older vector never changes when a newer one is made from it.
/// </summary>
public sealed class VectorTests
{
    // One below, at and above every point where the tree grows a leaf, a level, and another.
    private static readonly int[] Borders =
        [0, 1, 31, 32, 33, 63, 64, 65, 1_023, 1_024, 1_025, 1_055, 1_056, 1_057, 1_088, 32_767,
         32_768, 32_769, 32_799, 32_800, 32_801, 32_832, 40_000];

    [Fact]
    public void A_growing_vector_reads_like_the_list_at_every_border()
    {
        var list = new List<int>();
        var vector = Vector<int>.Empty;
        var kept = new List<Vector<int>>();
        foreach (var border in Borders)
        {
            while (list.Count < border)
            {
                vector = vector.Add(list.Count * 7);
                list.Add(list.Count * 7);
            }

            AssertSame(list, vector, $"{border} items");
            kept.Add(vector);
        }

        foreach (var old in kept)
        {
            AssertSame(list[..old.Count], old, $"the old vector of {old.Count} items");
        }
    }

    [Theory]
    [InlineData(40)]
    [InlineData(1_100)]
    [InlineData(33_500)]
    public void Random_changes_give_what_a_list_gives_and_leave_older_vectors_alone(int size)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var list = Enumerable.Range(0, random.Next(size / 2, size)).ToList();
            var vector = Vector<int>.From(list);
            var (oldList, old) = (list.ToList(), vector);
            for (var step = 0; step < 300; step++)
            {
                var value = random.Next();
                var index = random.Next(list.Count + (step % 50 == 0 ? 70 : 2));
                vector = index < list.Count && random.Next(3) == 0
                    ? vector.Add(value)
                    : vector.Set(index, value);
                Change(list, vector.Count, index, value);
            }

            AssertSame(list, vector, $"seed {seed}");
            AssertSame(oldList, old, $"the old vector of seed {seed}");
        }
    }

    [Fact]
    public void Any_few_changes_give_what_a_list_gives() => Check.One(
        Config.QuickThrowOnFailure.WithQuietOnSuccess(true),
        Prop.ForAll<(ushort Index, int Value)[]>(changes =>
        {
            var list = new List<int>();
            var vector = Vector<int>.Empty;
            foreach (var (index, value) in changes)
            {
                vector = vector.Set(index % 80, value);
                Change(list, vector.Count, index % 80, value);
            }

            return list.SequenceEqual(vector);
        }));

    [Fact]
    public void A_place_beyond_the_end_throws_and_is_found_to_be_nothing()
    {
        var vector = Vector<string>.From(["a", "b"]);

        Assert.Throws<ArgumentOutOfRangeException>(() => vector[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => vector[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => vector.Set(-1, "c"));
        Assert.Null(vector.Find(2));
        Assert.Null(vector.Find(-1));
        Assert.Equal("b", vector.Find(1));
    }

    [Fact]
    public void Setting_far_beyond_the_end_fills_the_gap_with_nothing()
    {
        var vector = Vector<string?>.Empty.Set(70, "far");

        Assert.Equal(71, vector.Count);
        Assert.All(vector.Take(70), Assert.Null);
        Assert.Equal("far", vector[70]);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(1_100)]
    [InlineData(33_500)]
    public void A_vector_that_loses_items_reads_like_the_list_that_holds_nothing_there(int size)
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var random = new Random(seed);
            var list = Enumerable.Range(1, random.Next(size / 2, size)).ToList();
            var vector = Vector<int>.From(list);
            var (oldList, old) = (list.ToList(), vector);
            for (var step = 0; step < 400; step++)
            {
                Lose(list, ref vector, random);
            }

            AssertSame(list, vector, $"seed {seed}");
            AssertSame(oldList, old, $"the old vector of seed {seed}");
        }
    }

    [Fact]
    public void Memory_of_what_was_cleared_is_given_back()
    {
        var full = Vector<object?>.From(Enumerable.Repeat<object?>(new object(), 200_000));
        var empty = full;
        for (var i = 0; i < full.Count; i++)
        {
            empty = empty.Clear(i);
        }

        Assert.Equal(200_000, empty.Count);
        Assert.All(empty, Assert.Null);
        Assert.True(Arrays(full) > 6_000, "it counts the parts");
        Assert.Equal(1, Arrays(empty));
        Assert.InRange(Arrays(Vector<object?>.From(empty).Set(100_000, new object())), 3, 9);
    }

    // The tree's nodes and leaves, the tail not counted.
    private static int Arrays(object vector) => Count(
        vector.GetType().GetField("root", BindingFlags.NonPublic | BindingFlags.Instance)!
            .GetValue(vector));

    private static int Count(object? node) =>
        node is object?[] { Length: 32 } children && children.Any(c => c is null or Array)
            ? 1 + children.Sum(Count)
            : node is Array ? 1 : 0;

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(1_100)]
    [InlineData(33_500)]
    public void Several_places_at_once_are_set_as_one_after_the_other(int size)
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            var old = Vector<int>.From(Enumerable.Range(1, random.Next(size)));
            var at = random.Next(old.Count + 1);
            var items = Enumerable.Range(0, random.Next(20))
                .Select(_ => seed % 2 == 0 ? at + random.Next(50) : random.Next(old.Count + 70))
                .Distinct().Order().Select(i => (i, random.Next())).ToArray();
            var expected = items.Aggregate(old, (v, i) => v.Set(i.Item1, i.Item2)).ToList();
            var before = old.ToList();

            AssertSame(expected, old.SetAll(items), $"seed {seed}");
            AssertSame(before, old, $"the old vector of seed {seed}");
        }
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(40_000_000)]
    public void A_place_far_beyond_the_end_costs_no_room_and_is_found(int far)
    {
        foreach (var start in new[] { 0, 5, 32, 1_056, 40_000 })
        {
            var vector = Vector<int>.From(Enumerable.Range(1, start)).Set(far, 7).Set(far + 1, 8);

            Assert.Equal(far + 2, vector.Count);
            Assert.Equal((7, 8), (vector[far], vector[far + 1]));
            Assert.Equal(start, vector.Take(50_000).Count(i => i > 0));
            Assert.Equal(3, vector.Set(far / 2, 3)[far / 2]);
        }
    }

    // Mostly whole parts next to each other, as an archive does; now and then something comes.
    private static void Lose(List<int> list, ref Vector<int> vector, Random random)
    {
        var index = random.Next(list.Count + 2);
        if (random.Next(4) == 0)
        {
            var value = random.Next(5);
            vector = index < list.Count ? vector.Set(index, value) : vector.Add(value);
            Change(list, vector.Count, index, value);
            return;
        }

        for (var end = Math.Min(list.Count, index + random.Next(100)); index < end; index++)
        {
            vector = vector.Clear(index);
            list[index] = 0;
        }
    }

    private static void Change(List<int> list, int count, int index, int value)
    {
        if (count == list.Count + 1 && index != list.Count)
        {
            list.Add(value);
            return;
        }

        while (list.Count <= index)
        {
            list.Add(0);
        }

        list[index] = value;
    }

    private static void AssertSame(List<int> expected, Vector<int> actual, string what)
    {
        Assert.True(expected.Count == actual.Count, $"{what}: {actual.Count} items");
        Assert.True(expected.SequenceEqual(actual), $"{what}: read in order");
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.True(expected[i] == actual[i], $"{what}: item {i}");
        }
    }
}
