using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Engine;

/// <summary>A screen that was away hears all that changed since, or that it must load again.
/// </summary>
public sealed class ChangesTests
{
    [Fact]
    public void What_changed_since_is_said_once_a_thing()
    {
        var changes = new Changes();
        changes.Start(10);
        changes.Publish([Event(11, 1), Event(12, 2), Event(13, 1)]);

        Assert.Equal([Pool(1), Pool(2)], Sorted(changes.Since(10, out var upTo)));
        Assert.Equal(13, upTo);
        Assert.Equal([Pool(1)], Sorted(changes.Since(12, out _)));
        Assert.Empty(changes.Since(13, out _)!);
        Assert.Equal(13, changes.Head);
    }

    [Fact]
    public void What_was_before_the_start_or_is_yet_to_come_is_not_known()
    {
        var changes = new Changes();
        changes.Start(10);

        Assert.Null(changes.Since(9, out _));
        Assert.Empty(changes.Since(10, out _)!);
        Assert.Null(changes.Since(11, out _));
    }

    [Fact]
    public void The_ring_holds_what_it_says_and_not_one_more()
    {
        var changes = new Changes();
        for (var number = 1; number <= Changes.Kept + 5; number++)
        {
            changes.Publish([Event(number, number)]);
        }

        Assert.Equal(Changes.Kept, changes.Since(5, out _)!.Count);
        Assert.Null(changes.Since(4, out _));
        Assert.Equal([Pool(Changes.Kept + 5)], Sorted(changes.Since(Changes.Kept + 4, out _)));
    }

    [Fact]
    public async Task Whoever_waits_is_told_when_something_changes()
    {
        await using var house = await House.OpenAsync();
        var (moved, before) = (house.Engine.Changes.Moved, house.World.Number);
        var waiting = house.Engine.WaitForAsync(before + 2, TimeSpan.FromSeconds(2));
        Assert.False(moved.IsCompleted);
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);

        await House.Within(moved);
        Assert.True(await House.Within(waiting));
        Assert.Equal(
            [new StreamKey(StreamKind.CareRequest, 1)],
            Sorted(house.Engine.Changes.Since(before, out var upTo)));
        Assert.Equal(before + 2, upTo);
    }

    [Fact]
    public async Task Whoever_waits_for_what_does_not_come_hears_no_in_time()
    {
        await using var house = await House.OpenAsync();
        var waiting = house.Engine.WaitForAsync(
            house.World.Number + 1, TimeSpan.FromSeconds(2));
        house.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.False(await House.Within(waiting));
        Assert.True(await house.Engine.WaitForAsync(house.World.Number, TimeSpan.FromSeconds(2)));
    }

    private static StreamKey Pool(int number) => new(StreamKind.Pool, number);

    private static IEnumerable<StreamKey> Sorted(IEnumerable<StreamKey>? changed) =>
        changed!.OrderBy(c => c.Number);

    private static Recorded Event(long number, int pool) => new(
        number, 1, default, default, default, default, 0, new UnitsOpened(new PoolId(pool)));
}
