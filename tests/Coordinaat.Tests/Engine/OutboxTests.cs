using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Engine;

/// <summary>One live sender for each destination, in order, at least once.</summary>
public abstract class OutboxTests(Store store) : EngineTests(store)
{
    private const string Partner = "partner";

    [Fact]
    public async Task How_far_was_sent_is_kept_over_a_restart_and_never_goes_back()
    {
        await using var house = await OpenAsync();
        Assert.Equal(0, house.Engine.Outbox.TryTake(Partner));
        Assert.True(house.Engine.Outbox.Sent(Partner, 7));
        Assert.False(house.Engine.Outbox.Sent(Partner, 6));
        Assert.Equal(7, house.Engine.Outbox.TryTake(Partner));
        Assert.Equal(0, house.Engine.Outbox.TryTake("another"));

        house.Engine.Outbox.GiveBack(Partner);
        await house.ReopenAsync();
        Assert.Equal(7, house.Engine.Outbox.TryTake(Partner));
    }

    [Fact]
    public async Task What_was_sent_in_another_epoch_is_sent_again()
    {
        await using var house = await OpenAsync();
        _ = house.Engine.Outbox.TryTake(Partner);
        Assert.True(house.Engine.Outbox.Sent(Partner, 7));
        Execute(house, "UPDATE outbox SET epoch = epoch - 1");
        Assert.False(house.Engine.Outbox.Sent(Partner, 8));
        Assert.Equal(0, house.Engine.Outbox.TryTake(Partner));
    }

    internal static void Execute(House house, string sql) => house.Execute(sql);
}

public sealed class OutboxTestsOnSqlite() : OutboxTests(Store.Sqlite);

public sealed class OutboxTestsOnPostgres() : OutboxTests(Store.Postgres)
{
    private const string Partner = "partner";

    [Fact]
    public async Task Of_two_nodes_one_sends_until_it_is_not_heard_of_or_gives_its_turn_back()
    {
        await using var one = await OpenAsync();
        await using var two = one.Beside();
        Assert.Equal(0, one.Engine.Outbox.TryTake(Partner));
        Assert.Null(two.Engine.Outbox.TryTake(Partner));
        Assert.True(one.Engine.Outbox.Sent(Partner, 3));
        Assert.Null(two.Engine.Outbox.TryTake(Partner));

        // As if one had been frozen for longer than its turn.
        Execute(one, "UPDATE outbox SET until = journal_time()");
        Assert.Equal(3, two.Engine.Outbox.TryTake(Partner));
        Assert.False(one.Engine.Outbox.Sent(Partner, 4));
        Assert.Null(one.Engine.Outbox.TryTake(Partner));

        two.Engine.Outbox.GiveBack(Partner);
        Assert.Equal(3, one.Engine.Outbox.TryTake(Partner));
    }

    [Fact]
    public async Task Of_sixteen_that_ask_at_once_one_is_the_sender()
    {
        await using var one = await OpenAsync();
        await using var two = one.Beside();
        var turns = await House.Within(Task.WhenAll(Enumerable.Range(0, 16).Select(
            i => Task.Run(() => (Node: i % 2, Turn: (i % 2 == 0 ? one : two)
                .Engine.Outbox.TryTake(Partner))))));
        Assert.Single(turns.Where(t => t.Turn is not null).Select(t => t.Node).Distinct());
    }
}
