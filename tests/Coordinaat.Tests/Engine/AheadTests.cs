using Coordinaat.Domain.Placement;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Engine;

/// <summary>
/// While a batch is being stored the next one is decided on it. What was decided so counts only
/// when that batch is stored and nothing else came in between; until then nobody hears of it.
/// </summary>
public abstract class AheadTests(Store store) : EngineTests(store)
{
    [Fact]
    public async Task The_same_id_again_while_the_first_is_being_stored_is_one_answer()
    {
        await using var house = await OpenAsync();
        await house.ReportAsync("house-high", 1);
        var (yes, id) = (house.Scene.Answer(await house.AskAsync(), Reply.Yes), house.NextId());
        var (asked, release) = await house.BeforeCommitAsync(
            () => house.DoAsync(yes, TestRegion.Nurse, id));
        var again = house.DoAsync(yes, TestRegion.Nurse, id);
        release.SetResult();

        var (first, second) = (await House.Within(asked), await House.Within(again));
        Assert.Equal((false, true), (first.IsRepeat, second.IsRepeat));
        Assert.Equal(House.Text(first.Events), House.Text(second.Events));
    }

    [Fact]
    public async Task A_place_that_the_batch_before_takes_is_taken()
    {
        await using var house = await OpenAsync();
        await house.ReportAsync("house-high", 1);
        var (one, two) = (await house.AskAsync(), await house.AskAsync());
        var (asked, release) = await house.BeforeCommitAsync(
            () => house.DoAsync(house.Scene.Answer(one, Reply.Yes), TestRegion.Nurse));
        var late = house.RefusedAsync(house.Scene.Answer(two, Reply.Yes), TestRegion.Nurse);
        release.SetResult();

        await House.Within(asked);
        Assert.Equal(AnswerOfferRefusal.NoPlaceLeft, await House.Within(late));
        ChainTests.AssertChained(house);
    }

    [Fact]
    public async Task Nobody_hears_what_was_decided_on_a_batch_that_was_not_stored()
    {
        await using var house = await OpenAsync();
        await house.ReportAsync("house-high", 1);
        var (one, two) = (await house.AskAsync(), await house.AskAsync());
        var hash = house.Hash;
        await house.Engine.ExecuteAsync(c => c.Run(Refuse("journal")));
        var (asked, release) = await house.BeforeCommitAsync(
            () => house.FaultAsync(house.Scene.Answer(one, Reply.Yes), TestRegion.Nurse));

        // On the batch before it this would be refused: the only place is gone.
        var late = house.FaultAsync(house.Scene.Answer(two, Reply.Yes), TestRegion.Nurse);
        release.SetResult();
        Assert.Equal(EngineFault.Unwritable, (await House.Within(asked)).Fault);
        Assert.Equal(EngineFault.Unwritable, (await House.Within(late)).Fault);
        Assert.Equal(hash, house.Hash);
        await House.Within(house.Engine.ExecuteAsync(c => c.Run(Allow("journal"))));
        await house.DoAsync(house.Scene.Answer(two, Reply.Yes), TestRegion.Nurse);
        ChainTests.AssertChained(house);
    }

    [Fact]
    public async Task What_another_node_stored_in_between_is_decided_on()
    {
        if (Store == Store.Sqlite)
        {
            Assert.Skip("A file has one node.");
        }

        await using var house = await OpenAsync();
        await using var beside = house.Beside();
        await house.ReportAsync("house-high", 1);
        var (one, two) = (await house.AskAsync(), await house.AskAsync());
        var (asked, release) = await house.BeforeCommitAsync(
            () => house.DoAsync(house.Scene.Registration(), TestRegion.Desk));
        var theirs = beside.DoAsync(beside.Scene.Answer(one, Reply.Yes), TestRegion.Nurse);
        await Eventually.Holds(
            () => house.Scalar<long>("""
                SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                WHERE NOT granted AND datname = current_database()
                """) > 0,
            "the other node waits for the lock");
        var late = house.RefusedAsync(house.Scene.Answer(two, Reply.Yes), TestRegion.Nurse);
        release.SetResult();

        await House.Within(asked);
        await House.Within(theirs);
        Assert.Equal(AnswerOfferRefusal.NoPlaceLeft, await House.Within(late));
        Assert.Equal(1, house.Scalar<long>(
            "SELECT count(*) FROM journal WHERE kind = 'place-claimed'"));
        await Eventually.Holds(() => house.Hash == beside.Hash, "the same world");
        ChainTests.AssertChained(house);

        // Seen before it was stored, and not by the number that was there already.
        Assert.DoesNotContain(house.Said.Lines, l => l.Contains(
            "decided again", StringComparison.Ordinal));
    }
}

/// <inheritdoc/>
public sealed class AheadTestsOnSqlite() : AheadTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class AheadTestsOnPostgres() : AheadTests(Store.Postgres);
