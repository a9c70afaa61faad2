using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Tests.Proof;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Engine;

/// <summary>The world of a past moment is the one that was known then.</summary>
public abstract class PastTests(Store store) : EngineTests(store)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whatever_happened_a_past_world_equals_the_one_that_was_known_then(int seed)
    {
        await using var house = await House.OpenAsync(Store);
        var known = await PlayAsync(house, new Random(seed), steps: 60);

        foreach (var (at, hash) in known)
        {
            Assert.Equal((seed, at, hash), (seed, at, await HashAtAsync(house, at)));
        }

        // Again the other way round, from seals and snapshots, after a start.
        await house.CloseAsync();
        house.Open();
        foreach (var (at, hash) in known.Reverse())
        {
            Assert.Equal((seed, at, hash), (seed, at, await HashAtAsync(house, at)));
        }
    }

    [Fact]
    public async Task A_past_world_builds_on_the_last_month_that_ended_before_it()
    {
        await using var house = await BackupTests.PlayAsync(Store);
        await MonthsTests.EndMonthAsync(house);
        var at = house.Engine.Now;
        var hash = house.Hash;
        house.Time.Advance(TimeSpan.FromMinutes(3));
        await house.ReportAsync("house-grz", 4);

        // With its events gone only the seal can tell it.
        house.Execute("DELETE FROM journal WHERE number < 30");
        Assert.Equal(hash, await HashAtAsync(house, at));
        Assert.Equal(
            PastFault.MovedAway, await FaultAtAsync(house, TestRegion.Start - Duration.Epsilon));
    }

    [Fact]
    public async Task A_moment_to_come_and_one_before_the_first_event_are_refused()
    {
        await using var house = await House.OpenAsync(Store);

        Assert.Equal(
            PastFault.NotYet,
            await FaultAtAsync(house, house.Engine.Now + Duration.FromSeconds(1)));
        Assert.Equal(
            PastFault.BeforeFirst,
            await FaultAtAsync(house, TestRegion.Start - Duration.FromSeconds(1)));
    }

    [Fact]
    public async Task A_snapshot_of_another_history_is_no_base()
    {
        await using var house = await House.OpenAsync(Store);
        var known = await PlayAsync(house, new Random(3), steps: 12);
        await house.CloseAsync();
        house.Open();
        house.Time.Advance(TimeSpan.FromSeconds(1));
        await house.ReportAsync("house-grz", 9);
        house.Execute($"UPDATE batch SET hash = {Sql(new byte[32])}");

        // No kept world fits the journal any more: everything is folded from the first event.
        foreach (var (at, hash) in known)
        {
            Assert.Equal(hash, await HashAtAsync(house, at));
        }
    }

    // What was known at the end of each of some moments.
    private static async Task<(Instant At, string Hash)[]> PlayAsync(
        House house, Random random, int steps)
    {
        var known = new Dictionary<Instant, string>();
        string[] units = ["house-low", "house-grz", "villa-high", "clinic-closed", "hospital-ed"];
        for (var step = 0; step < steps; step++)
        {
            house.Time.Advance(TimeSpan.FromMilliseconds(random.Next(4) * 40_000));
            if (random.Next(5) == 0)
            {
                // A yes or a no: the journal's clocks will fire either way.
                var id = await house.SeekAsync();
                _ = await house.Engine.SubmitAsync(
                    Scene.Offer(id, "house-high"),
                    new Stamp(house.NextId(), TestRegion.Desk));
            }
            else
            {
                var unit = TestRegion.Unit(units[random.Next(units.Length)]);
                Task told = random.Next(4) == 0
                    ? house.DoAsync(TestRegion.Stop(unit, 30), ActorOf(house, unit))
                    : house.DoAsync(
                        new ReportCapacity(
                            unit, 9, random.Next(3), random.Next(9), random.Next(9),
                            house.Engine.Now - Duration.FromMinutes(random.Next(3)),
                            FigureSource.Manual),
                        Actor.System);
                await told;
            }

            known[house.Engine.Now] = house.Hash;
        }

        return [.. known.OrderBy(k => k.Key).Select(k => (k.Key, k.Value))];
    }

    private static Actor ActorOf(House house, UnitId unit) => TestRegion.Actors.First(
        a => a.IsAny(Roles.ProviderDesk)
            && a.Organisation == house.World.Regions.OwnerOf(unit));

    private static async Task<string> HashAtAsync(House house, Instant at)
    {
        var past = await House.Within(house.Engine.WorldAtAsync(at));
        Assert.True(past.TryGet(out var world, out var fault), $"{fault}");
        return Snapshots.HashOf(world);
    }

    private static async Task<PastFault> FaultAtAsync(House house, Instant at)
    {
        var past = await House.Within(house.Engine.WorldAtAsync(at));
        Assert.False(past.TryGet(out _, out var fault));
        return fault;
    }
}

/// <inheritdoc/>
public sealed class PastTestsOnSqlite() : PastTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class PastTestsOnPostgres() : PastTests(Store.Postgres);
