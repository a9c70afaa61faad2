using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Engine.Postgres;
using Coordinaat.Engine.Proof;
using Coordinaat.Proof;
using Coordinaat.Tests.Support;
using Coordinaat.Watch;

namespace Coordinaat.Tests.Engine;

/// <summary>
/// A program never works on a journal that it cannot read: not at its start, and not when the
/// level is raised under it. An older release is one that reads the first level only.
/// </summary>
public abstract class LevelTests(Store store) : EngineTests(store)
{
    [Fact]
    public async Task A_program_does_not_start_on_a_journal_of_a_higher_level_than_it_reads()
    {
        await using var house = await OpenAsync();
        await house.CloseAsync();
        var fault = Assert.ThrowsAny<InvalidOperationException>(
            () => house.Open(reads: WriteLevels.First));

        Assert.Equal(
            "The journal is written at level 2; this program reads up to 1. A newer version "
            + "raised it: start that version.",
            fault.Message);
        house.Open();
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
    }

    [Fact]
    public async Task A_level_raised_under_a_running_program_that_does_not_read_it_stops_it()
    {
        await using var house = await OldAsync();
        var before = house.World.Number;
        house.Execute("UPDATE meta SET value = '2' WHERE name = 'write-level'");

        // The one who wakes the loop waits for an answer that does not come.
        var asked = house.FaultAsync(house.Scene.Registration(), TestRegion.Desk);
        await Eventually.Holds(() => house.Engine.Stopped is not null, "it stopped");
        house.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(EngineFault.OutcomeUnknown, (await asked).Fault);
        var later = await house.FaultAsync(house.Scene.Registration(), TestRegion.Desk);
        Assert.Equal(EngineFault.Stopping, later.Fault);
        Assert.Equal(before, house.Scalar<long>("SELECT max(number) FROM journal"));
        Assert.Contains(house.Said.Lines, l => l.StartsWith(
            "Critical: Nothing is written any more: The journal is written at level 2",
            StringComparison.Ordinal));

        // Nor does it keep the lock.
        house.Execute("UPDATE meta SET value = '2' WHERE name = 'write-level'");
        Assert.Equal(RaiseLevelFault.AlreadyNewest, (await RaiseStoppedAsync(house)).Fault);
    }

    [Fact]
    public async Task The_level_is_raised_once_and_from_then_on_its_events_are_written()
    {
        await using var house = await OldAsync();
        await ReportAsync(house, 1);
        await house.CloseAsync();
        Assert.Equal(RaiseLevelFault.AlreadyNewest, Raise(house, WriteLevels.First).Fault);
        var raised = Raise(house);
        Assert.Equal((2, null), (raised.Level, raised.Fault));
        Assert.Equal(RaiseLevelFault.AlreadyNewest, Raise(house).Fault);
        Assert.Equal(RaiseLevelFault.LevelUnread, Raise(house, WriteLevels.First).Fault);

        house.Open();
        await ReportAsync(house, 2);
        Assert.Equal(["capacity-reported", "location-reported"], Reports(house));
        ChainTests.AssertChained(house);
    }

    [Fact]
    public async Task Where_there_is_no_journal_no_level_is_raised()
    {
        await using var house = Empty();

        Assert.Equal(
            BackupFault.NoJournal, Assert.Throws<BackupException>(() => Raise(house)).Fault);
    }

    /// <summary>A house of an older release.</summary>
    private protected async Task<House> OldAsync()
    {
        var house = Empty();
        house.Open(reads: WriteLevels.First);
        await house.FillAsync(WriteLevels.First);
        return house;
    }

    /// <summary>Raises the level, as a release that reads up to some level.</summary>
    private protected static RaiseLevelReport Raise(
        House house, int reads = WriteLevels.Newest) =>
        RaiseLevel.Run(house.Place with { Reads = reads });

    /// <summary>A feed's message, later than the one before: one event from level 2 on.</summary>
    private protected static async Task ReportAsync(House house, int occupied)
    {
        house.Time.Advance(TimeSpan.FromSeconds(1));
        var unit = TestRegion.Unit("house-high");
        await house.DoAsync(
            new ReportLocation(
                house.World.Regions.Units[unit.Value].Location,
                [new UnitFigures(unit, 9, 0, 9, occupied)], house.Engine.Now, FigureSource.Feed),
            TestRegion.Nurse);
    }

    /// <summary>The kinds of event by which figures are in the journal, in their order.</summary>
    private protected static List<string> Reports(House house)
    {
        using var connection = house.OpenFile();
        return connection.Read(
            """
            SELECT kind FROM journal WHERE kind IN ('capacity-reported', 'location-reported')
            ORDER BY number
            """,
            row => row.GetString(0));
    }

    // In a folder the stopped engine has to be closed first.
    private async Task<RaiseLevelReport> RaiseStoppedAsync(House house)
    {
        if (Store == Store.Sqlite)
        {
            Assert.Equal(
                BackupFault.FolderInUse, Assert.Throws<BackupException>(() => Raise(house)).Fault);
            await house.CloseAsync();
        }

        return Raise(house);
    }
}

/// <inheritdoc/>
public sealed class LevelTestsOnSqlite() : LevelTests(Store.Sqlite);

/// <summary>The same, and a release that is rolled out node by node while people work.</summary>
public sealed class LevelTestsOnPostgres() : LevelTests(Store.Postgres)
{
    private const long DayMs = 86_400_000;

    [Fact]
    public async Task While_an_older_node_works_the_level_stays_and_after_its_stop_it_is_raised()
    {
        await using var older = await OldAsync();
        await using var newer = older.Beside();
        await ReportAsync(newer, 1);
        var said = new StringWriter();

        Assert.Equal(1, new ProofCommands(Language.Dutch, said).RaiseLevel(newer.Place));
        Assert.Contains("leest niveau 1", said.ToString(), StringComparison.Ordinal);
        var refused = Raise(newer);
        Assert.Equal((1, RaiseLevelFault.NodesOlder), (refused.Level, refused.Fault));
        var node = Assert.Single(refused.Older);
        Assert.Equal(1, node.Reads);
        Assert.Equal($"{Environment.MachineName}/{Environment.ProcessId}", node.Name);
        Assert.StartsWith("0.", node.Program, StringComparison.Ordinal);
        await ReportAsync(newer, 2);

        await older.CloseAsync();
        Assert.Equal(0, new ProofCommands(Language.Dutch, said).RaiseLevel(newer.Place));
        await ReportAsync(newer, 3);
        Assert.Equal(
            ["capacity-reported", "capacity-reported", "location-reported"], Reports(newer));
        Assert.ThrowsAny<InvalidOperationException>(() => older.Open(reads: WriteLevels.First));
        older.Open();
        Assert.Equal(newer.Hash, older.Hash);
        ChainTests.AssertChained(newer);
    }

    [Fact]
    public async Task A_node_unseen_for_a_minute_stands_in_nobodys_way_and_stops_when_it_is_back()
    {
        await using var older = await OldAsync();
        await older.CloseAsync();
        await using var line = new CutProxy(new Uri($"http://127.0.0.1:{Cluster.Shared.Port}"));
        older.Open(port: line.Url.Port, reads: WriteLevels.First);
        await using var newer = older.Beside();
        line.Cut();
        Unsee(newer, 30_000);
        Assert.Equal(RaiseLevelFault.NodesOlder, Raise(newer).Fault);
        Unsee(newer, 30_000);
        Assert.Null(Raise(newer).Fault);
        await ReportAsync(newer, 1);
        var before = newer.World.Number;

        line.Mend();
        await Eventually.HoldsAsync(
            () =>
            {
                older.Time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(older.Engine.Stopped is not null);
            },
            "it stopped");
        Assert.Equal(before, newer.Scalar<long>("SELECT max(number) FROM journal"));
        await newer.DoAsync(newer.Scene.Registration(), TestRegion.Desk);
    }

    [Fact]
    public async Task An_older_node_that_starts_while_the_level_is_raised_does_not_slip_in()
    {
        await using var older = await OldAsync();
        await older.CloseAsync();
        Task starting;
        await using (var raising = older.OpenFile())
        {
            // As far as raise-level: it saw no node, and has not committed yet.
            raising.Run("BEGIN; LOCK TABLE node IN SHARE MODE");
            raising.Run("UPDATE meta SET value = '2' WHERE name = 'write-level'");
            starting = Task.Run(() => older.Open(reads: WriteLevels.First));
            await WaitsForLockAsync(older, starting);
            raising.Run("COMMIT");
        }

        var fault = await Assert.ThrowsAnyAsync<InvalidOperationException>(
            () => House.Within(starting));
        Assert.Contains("at level 2", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0L, older.Scalar<long>("SELECT count(*) FROM node"));
    }

    [Fact]
    public async Task A_level_is_raised_only_after_who_is_starting_has_entered_its_row()
    {
        await using var newer = await OldAsync();
        await newer.ReopenAsync();
        Task<RaiseLevelReport> raising;
        await using (var starting = newer.OpenFile())
        {
            starting.Run("""
                BEGIN;
                INSERT INTO node
                SELECT decode(repeat('01', 16), 'hex'), 'old', '0', 1, journal_time()
                """);
            raising = Task.Run(() => Raise(newer));
            await WaitsForLockAsync(newer, raising);
            starting.Run("COMMIT");
        }

        var refused = await House.Within(raising);
        Assert.Equal(["old"], refused.Older.Select(n => n.Name));
        Assert.Equal(RaiseLevelFault.NodesOlder, refused.Fault);
    }

    [Fact]
    public async Task Each_node_says_that_it_works_counts_the_others_and_goes_without_a_trace()
    {
        await using var one = await OpenAsync();
        one.Execute($"""
            UPDATE node SET seen_at = seen_at - {DayMs / 2};
            INSERT INTO node SELECT '\x01', 'long-gone', '0', 1, journal_time() - {DayMs} - 1;
            INSERT INTO node SELECT '\x02', 'gone', '0', 1, journal_time() - {DayMs / 2}
            """);
        await using var two = one.Beside();
        await Eventually.Holds(() => NodesAlive(one) == 2, "the next beat of the first");

        Assert.Equal(["gone"], Names(one, WriteLevels.First));
        Assert.Equal(2, Names(one, WriteLevels.Newest).Count);
        await two.CloseAsync();
        Assert.Single(Names(one, WriteLevels.Newest));
    }

    [Fact]
    public async Task What_a_program_wrote_itself_does_not_wake_it_and_what_others_wrote_does()
    {
        await using var house = await OpenAsync();
        var heard = 0;
        using (new Background(
            TimeSpan.FromDays(1),
            new Listener(
                house.Place.Journal!, "self", TimeSpan.FromDays(1),
                () => Interlocked.Increment(ref heard)).ListenAsync))
        {
            await Eventually.Holds(() => Volatile.Read(ref heard) == 1, "it listens");
            house.Execute("SELECT pg_notify('coordinaat_journal', 'self')");
            house.Execute("SELECT pg_notify('coordinaat_journal', 'self')");
            await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
            await Eventually.Holds(() => Volatile.Read(ref heard) > 1, "another wrote");
            Assert.Equal(2, heard);
        }
    }

    private static Task WaitsForLockAsync(House house, Task work) => Eventually.Holds(
        () => work.IsCompleted || house.Scalar<bool>("""
            SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'node'::regclass
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
            """),
        "it waits for the lock");

    private static double NodesAlive(House house)
    {
        using var table = new MetricTable(house.Engine.Meters.Owns);
        return new Metrics(table.Write())["coordinaat_nodes_alive"];
    }

    private static void Unsee(House house, long ms) => house.Execute(
        $"UPDATE node SET seen_at = seen_at - {ms} WHERE reads = {WriteLevels.First}");

    private static List<string> Names(House house, int reads)
    {
        using var connection = house.OpenFile();
        return connection.Read(
            "SELECT name FROM node WHERE reads = @reads", row => row.GetString(0),
            ("@reads", reads));
    }
}
