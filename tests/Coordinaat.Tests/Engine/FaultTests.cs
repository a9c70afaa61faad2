using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Engine;

/// <summary>
/// When it cannot be stored nobody hears yes and nothing is half there; when it can again, the
/// engine goes on by itself. A full lane says so at once.
/// </summary>
public abstract class FaultTests(Store store) : EngineTests(store)
{
    private const int LaneMax = 4_096;

    [Fact]
    public async Task A_full_lane_answers_busy_and_the_other_lanes_go_on()
    {
        await using var house = await OpenAsync();
        var release = await house.HoldLoopAsync();
        var reports = Enumerable.Range(0, LaneMax)
            .Select(i => house.DoAsync(Report(i % 100), Actor.System)).ToArray();
        var busy = await house.FaultAsync(Report(1), Actor.System);
        var desk = house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        release.SetResult();
        await house.AllAsync([desk, .. reports]);

        Assert.Equal(EngineFault.Busy, busy.Fault);

        // What came to the desk later was decided before the reports that waited.
        Assert.True((await desk).Events[0].Number < (await reports[LaneMax - 1]).Events[0].Number);
        Assert.Null(house.Engine.Stopped);

        // Batches are bounded too: nobody waits for four thousand others.
        Assert.InRange(house.Scalar<long>("SELECT max(last - first) FROM batch"), 2, 1_030);
    }

    [Fact]
    public async Task A_life_threat_goes_before_the_desk_and_the_desk_before_reports()
    {
        await using var house = await OpenAsync();
        var id = await house.SeekAsync();
        var release = await house.HoldLoopAsync();
        var asked = new[]
        {
            house.DoAsync(Report(1), Actor.System),
            house.DoAsync(new AddNote(id, house.Scene.Note()), TestRegion.Desk),
            house.DoAsync(new ReportLifeThreat(id), TestRegion.Desk),
        };
        release.SetResult();
        var receipts = await house.AllAsync(asked);

        Assert.Equal(
            receipts.Reverse().Select(r => r.Events[0].Number),
            receipts.Select(r => r.Events[0].Number).Order());
    }

    // Each stands for a disk that is full at another moment of the batch.
    [Theory]
    [InlineData("answered")]
    [InlineData("sealed_item")]
    [InlineData("journal")]
    [InlineData("batch")]
    public async Task A_table_that_takes_nothing_gives_unwritable_to_all_and_half_of_nothing(
        string table)
    {
        await using var house = await OpenAsync();
        var (hash, id) = (house.Hash, house.NextId());
        await house.Engine.ExecuteAsync(c => c.Run(Refuse(table)));
        var registration = house.Scene.Registration();
        var release = await house.HoldLoopAsync();
        var faults = new[]
        {
            house.FaultAsync(registration, TestRegion.Desk, id),
            house.FaultAsync(house.Scene.Registration(), TestRegion.Desk),
        };
        release.SetResult();
        foreach (var fault in faults)
        {
            Assert.Equal(EngineFault.Unwritable, (await fault).Fault);
        }

        Assert.Equal(hash, house.Hash);
        Assert.Contains(house.Said.Lines, l => l.Contains(
            "cannot be written", StringComparison.Ordinal));
        await House.Within(house.Engine.ExecuteAsync(c => c.Run(Allow(table))));
        Assert.False((await house.DoAsync(registration, TestRegion.Desk, id)).IsRepeat);
        Assert.Null(house.Engine.UnwritableSince);
        Assert.Equal("06-10000000", house.Engine.Vault.Open(registration.Contact.Id));
        Assert.Single(house.World.Access.Requests);
        await AssertChainedAsync(house);
    }

    [Fact]
    public async Task A_file_that_may_not_grow_is_unwritable_until_it_may()
    {
        OnlyOnSqlite("It is about a file.");
        await using var house = await OpenAsync();
        var hash = house.Hash;
        await house.Engine.ExecuteAsync(c => c.Run("PRAGMA max_page_count = 1"));
        var faults = 0;
        for (var i = 0; i < 20; i++)
        {
            var story = house.Scene.Words(SealedField.Story, new string('x', Secret.LengthMax));
            var fault = await house.FaultAsync(
                house.Scene.Registration() with { Story = story }, TestRegion.Desk);
            faults += fault.Fault == EngineFault.Unwritable ? 1 : 0;
        }

        Assert.Equal(20, faults);
        Assert.Equal(hash, house.Hash);
        Assert.Contains(house.Said.Lines, l => l.Contains(
            "cannot be written", StringComparison.Ordinal));
        await House.Within(house.Engine.ExecuteAsync(
            c => c.Run("PRAGMA max_page_count = 1000000")));
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        Assert.Null(house.Engine.UnwritableSince);
        await AssertChainedAsync(house);
    }

    [Fact]
    public async Task A_journal_that_another_program_holds_is_tried_again_every_second()
    {
        await using var house = await OpenAsync();
        var isFile = Store == Store.Sqlite;
        await house.Engine.ExecuteAsync(c => c.Run(
            isFile ? "PRAGMA busy_timeout = 0" : "SET lock_timeout = '50ms'"));
        await using (var other = house.OpenFile())
        {
            other.Run(isFile ? "BEGIN IMMEDIATE" : "SELECT pg_advisory_lock(4202601)");
            var fault = await house.FaultAsync(house.Scene.Registration(), TestRegion.Desk);
            Assert.Equal(EngineFault.Unwritable, fault.Fault);
            Assert.Equal(TestRegion.Start, house.Engine.UnwritableSince);
        }

        await Eventually.Holds(
            () => house.Time.HasTimer(TimeSpan.FromSeconds(1)), "the next try is set");
        house.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.Holds(() => house.Engine.UnwritableSince is null, "writable");
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
    }

    [Fact]
    public async Task Who_waits_too_long_hears_that_nobody_knows_and_asks_again_with_the_same_id()
    {
        await using var house = await OpenAsync();
        var (id, registration) = (house.NextId(), house.Scene.Registration());
        var release = await house.HoldLoopAsync();
        var waiting = house.FaultAsync(registration, TestRegion.Desk, id);
        house.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(EngineFault.OutcomeUnknown, (await waiting).Fault);
        release.SetResult();

        Assert.True((await house.DoAsync(registration, TestRegion.Desk, id)).IsRepeat);
        Assert.Single(house.World.Access.Requests);
    }

    [Fact]
    public async Task A_request_number_that_does_not_exist_is_a_refusal_and_no_incident()
    {
        await using var house = await OpenAsync();

        Assert.Equal(
            WorkRefusal.RequestUnknown,
            await house.RefusedAsync(new TakeLead(default), TestRegion.Desk));
        Assert.Equal(
            WorkRefusal.RequestUnknown,
            await house.RefusedAsync(new TakeLead(new(int.MaxValue)), TestRegion.Desk));
    }

    private static async Task AssertChainedAsync(House house)
    {
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        ChainTests.AssertChained(house);
        var hash = house.Hash;
        await house.ReopenAsync();
        Assert.Equal(hash, house.Hash);
    }

    private static ReportCapacity Report(int places) => new(
        TestRegion.Unit("house-high"), places, 0, places, 0, null, FigureSource.Feed);
}

/// <inheritdoc/>
public sealed class FaultTestsOnSqlite() : FaultTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class FaultTestsOnPostgres() : FaultTests(Store.Postgres);
