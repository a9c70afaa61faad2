using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Engine;

/// <summary>
/// A commit whose answer is lost is settled: what is stored was answered yes and is there once, and
/// what is not there was not. Who writes without the lock, freezes with it, or puts another history
/// under a running node, doubles nothing and loses nothing that was answered.
/// </summary>
public sealed class PostgresTests() : EngineTests(Store.Postgres)
{
    private static readonly ReportCapacity Report = new(
        TestRegion.Unit("house-high"), 3, 0, 3, 0, null, FigureSource.Feed);

    [Fact]
    public async Task A_line_cut_between_commit_and_answer_gives_a_yes_and_is_stored_once()
    {
        await using var house = await OpenAsync();
        await using var line = await CutLineAsync(house);
        var (before, id) = (house.World.Number, house.NextId());
        var (asked, release) = await house.BeforeCommitAsync(
            () => house.DoAsync(Report, Actor.System, id));
        line.HoldAnswers();
        release.SetResult();
        await StoredAsync(house, line, before);
        Assert.Equal(before, house.World.Number);
        line.Break();
        var receipt = await House.Within(asked);

        Assert.False(receipt.IsRepeat);
        Assert.Equal(before + 1, house.World.Number);
        Assert.Contains(house.Said.Lines, l => l.Contains(
            "settled: it is stored", StringComparison.Ordinal));
        Assert.True((await house.DoAsync(Report, Actor.System, id)).IsRepeat);
        ChainTests.AssertChained(house);
    }

    [Fact]
    public async Task A_line_cut_before_the_commit_arrives_gives_a_no_and_is_stored_never()
    {
        await using var house = await OpenAsync();
        await using var line = await CutLineAsync(house);
        var (before, id) = (house.World.Number, house.NextId());
        var (asked, release) = await house.BeforeCommitAsync(
            () => house.FaultAsync(Report, Actor.System, id));
        line.HoldQuestions();
        release.SetResult();
        await Eventually.Holds(() => line.IsHolding, "the commit is on the way");
        line.Break();

        Assert.Equal(EngineFault.Unwritable, (await House.Within(asked)).Fault);
        await Eventually.Holds(() => house.Engine.UnwritableSince is null, "writable");
        Assert.Contains(house.Said.Lines, l => l.Contains(
            "settled: it is not there", StringComparison.Ordinal));
        Assert.Equal(before, house.World.Number);
        Assert.False((await house.DoAsync(Report, Actor.System, id)).IsRepeat);
        ChainTests.AssertChained(house);
    }

    [Fact]
    public async Task While_the_line_stays_cut_nothing_is_settled_and_what_is_known_stays_shown()
    {
        await using var house = await OpenAsync();
        await using var line = await CutLineAsync(house);
        var (before, id) = (house.World.Number, house.NextId());
        var (asked, release) = await house.BeforeCommitAsync(
            () => house.FaultAsync(Report, Actor.System, id));
        line.HoldAnswers();
        release.SetResult();
        await StoredAsync(house, line, before);
        line.Cut();
        await Eventually.Holds(() => house.Engine.UnwritableSince is not null, "unwritable");
        var other = await house.FaultAsync(house.Scene.Registration(), TestRegion.Desk);
        house.Time.Advance(TimeSpan.FromSeconds(2));

        // Two seconds without an answer: unknown, and never "no" for what is stored.
        Assert.Equal(EngineFault.OutcomeUnknown, (await House.Within(asked)).Fault);
        Assert.Equal(EngineFault.Unwritable, other.Fault);
        Assert.Equal(before, house.World.Number);
        line.Mend();
        await RecoverAsync(house);
        Assert.True((await house.DoAsync(Report, Actor.System, id)).IsRepeat);
        Assert.Equal(before + 1, house.World.Number);
        ChainTests.AssertChained(house);
    }

    [Fact]
    public async Task Who_writes_without_the_lock_is_read_and_the_batch_is_decided_again()
    {
        await using var house = await OpenAsync();
        await house.ReportAsync("house-high", 1);
        var offer = await house.AskAsync();
        var (before, scene) = (house.World.Number, house.Scene);
        var (asked, release) = await house.BeforeCommitAsync(
            () => house.DoAsync(scene.Answer(offer, Reply.Yes), TestRegion.Nurse));

        // A report that fits the journal, but was put there by somebody else.
        house.Execute("""
            INSERT INTO batch (first, last, mark, hash)
            SELECT last + 1, last + 1, mark, hash FROM batch ORDER BY first DESC LIMIT 1;
            INSERT INTO journal
            SELECT (SELECT max(last) FROM batch), epoch, region, stream, kind, shape, body, actor,
                holder, roles, request, cause, at, (SELECT max(last) FROM batch)
            FROM journal WHERE kind = 'capacity-reported' ORDER BY number LIMIT 1
            """);
        release.SetResult();
        var receipt = await House.Within(asked);

        Assert.Equal(before + 2, receipt.Events[0].Number);
        Assert.Contains(house.Said.Lines, l => l.Contains(
            "decided again", StringComparison.Ordinal));
        Assert.Equal(receipt.Number, house.World.Number);
    }

    [Fact]
    public async Task A_line_lost_while_deciding_gives_a_no_and_the_loop_goes_on()
    {
        await using var house = await OpenAsync();
        var lost = house.Engine.ExecuteAsync(
            c => c.Run("SELECT pg_terminate_backend(pg_backend_pid())"));

        var fault = await Assert.ThrowsAsync<EngineException>(() => House.Within(lost));
        Assert.Equal(EngineFault.Unwritable, fault.Fault);
        await RecoverAsync(house);
        await house.DoAsync(Report, Actor.System);
        ChainTests.AssertChained(house);
    }

    [Fact]
    public async Task A_restart_of_the_server_in_the_middle_of_work_loses_and_doubles_nothing()
    {
        await using var cluster = Cluster.Start();
        await using var own = House.On(cluster);
        own.Open();
        await own.FillAsync();
        var ids = Enumerable.Range(0, 600).Select(_ => own.NextId()).ToArray();
        var all = ids.Select(_ => own.Scene.Registration()).ToArray();
        var yes = new HashSet<int>();
        var restart = Task.Run(() => cluster.Run("restart", "immediate"));
        for (var round = 0; yes.Count < all.Length; round++)
        {
            Assert.True(round < 2_000, "It never comes back.");
            int[] left = [.. Enumerable.Range(0, all.Length).Where(i => !yes.Contains(i)).Take(20)];
            var asked = Task.WhenAll(left.Select(i => IsSaidYesAsync(own, all[i], ids[i])));
            await House.Within(asked);
            yes.UnionWith(left.Zip(await asked).Where(a => a.Second).Select(a => a.First));
            own.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await restart;
        Assert.Equal(all.Length, own.World.Access.Requests.Count);
        Assert.Equal((long)all.Length, own.Scalar<long>(
            "SELECT count(*) FROM journal WHERE kind = 'care-request-registered'"));
        ChainTests.AssertChained(own);
    }

    [Fact]
    public async Task What_a_file_of_the_server_has_no_room_for_is_refused_until_there_is()
    {
        await using var cluster = Cluster.Start();
        await using var own = House.On(cluster);
        own.Open();
        await own.FillAsync();
        own.Execute("""
            INSERT INTO sealed_item (id, person, holder, field, box)
            SELECT decode(md5(n::text), 'hex'), decode(md5(n::text), 'hex'), 1, 1,
                decode(md5(n::text), 'hex')
            FROM generate_series(1, 200000) n
            """);
        var name = own.Scalar<string>("SELECT current_database()");
        cluster.LimitFiles(name, own.Scalar<long>("SELECT pg_relation_size('sealed_item')"));
        var (id, asked, stored, shown) = (Guid.Empty, own.Scene.Registration(), 0, "");
        do
        {
            (id, asked) = (own.NextId(), own.Scene.Registration());
            (stored, shown) = (own.World.Access.Requests.Count, own.Hash);
        }
        while (await IsStoredAsync(own, asked, id) || !SaysFull(own));

        // Another that is smaller could still fit into a page that is there already.
        Assert.Equal(shown, own.Hash);
        cluster.LimitFiles(name, bytes: null);
        await RecoverAsync(own);
        Assert.False((await own.DoAsync(asked, TestRegion.Desk, id)).IsRepeat);
        Assert.Equal(stored + 1, own.World.Access.Requests.Count);
        ChainTests.AssertChained(own);
    }

    // On a busy machine a batch may fail for another reason first.
    private static bool SaysFull(House house) => house.Said.Lines.Any(
        l => l.Contains("could not extend file", StringComparison.Ordinal));

    [Fact]
    public async Task Answers_are_found_by_their_key_also_while_the_table_is_small()
    {
        await using var house = await OpenAsync();
        var plan = "";
        await house.Engine.ExecuteAsync(c =>
        {
            c.Run("ANALYZE answered");
            plan = (string)c.Find(
                "EXPLAIN SELECT first FROM answered WHERE id = ANY(ARRAY['a'::bytea])")!;
        });

        // A plan that reads all of a small table stays, and is used when the table is large.
        Assert.Contains("Scan using answered_pkey", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_freezes_with_the_lock_is_put_out_and_the_others_go_on()
    {
        await using var house = await OpenAsync();
        await using var frozen = house.Beside();
        var before = house.World.Number;
        var (asked, release) = await frozen.BeforeCommitAsync(() => frozen.FaultAsync(
            frozen.Scene.Registration(), TestRegion.Desk));
        var refused = await house.FaultAsync(house.Scene.Registration(), TestRegion.Desk);
        Assert.Equal(EngineFault.Unwritable, refused.Fault);
        await Eventually.HoldsAsync(
            () =>
            {
                house.Time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(house.Engine.UnwritableSince is null);
            },
            "the lock is free");
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        Assert.Equal(before + 2, house.World.Number);

        // It wakes, finds its transaction gone, and knows at once what the others did.
        release.SetResult();
        _ = await House.Within(asked);
        await Eventually.Holds(
            () => frozen.Said.Lines.Any(l => l.Contains(
                "settled: it is not there", StringComparison.Ordinal)),
            "settled");
        await RecoverAsync(frozen);
        await frozen.DoAsync(frozen.Scene.Registration(), TestRegion.Desk);
        await Eventually.Holds(() => house.Hash == frozen.Hash, "both know the same");
        Assert.Equal(2, frozen.World.Access.Requests.Count);
        ChainTests.AssertChained(house);
    }

    [Fact]
    public async Task Another_history_under_a_running_node_is_seen_loaded_and_said()
    {
        await using var house = await OpenAsync();
        var before = house.Hash;
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        var (epoch, seen) = (house.Engine.Epoch, house.World.Number);

        // As a copy would be that took over without the last batch.
        house.Execute("""
            DELETE FROM journal WHERE number >= (SELECT max(first) FROM batch);
            DELETE FROM batch WHERE first = (SELECT max(first) FROM batch)
            """);
        _ = await house.FaultAsync(house.Scene.Registration(), TestRegion.Desk);
        await Eventually.Holds(() => house.Engine.Epoch == epoch + 1, "a new epoch");

        Assert.Equal(before, house.Hash);
        Assert.Contains(house.Said.Lines, l => l.Contains(
            "another history", StringComparison.Ordinal));
        Assert.Null(house.Engine.Changes.Since(seen, out _));
        await RecoverAsync(house);
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        Assert.Single(house.World.Access.Requests);
        ChainTests.AssertChained(house);
        await house.ReopenAsync();
        Assert.Equal(epoch + 1, house.Engine.Epoch);
    }

    [Fact]
    public async Task The_databases_clock_counts_and_a_jump_ahead_waits_for_a_person()
    {
        await using var house = Empty();
        house.Open(followsDatabaseTime: true);
        await house.FillAsync();
        var first = house.World.At;
        SetClock(house, "- interval '1 hour'");
        await house.ReportAsync("house-high", 1);

        // Set back: the journal's time stands still, and never runs back.
        Assert.Equal(first, house.World.At);
        SetClock(house, "+ interval '1 hour'");
        var fault = await house.FaultAsync(house.Scene.Registration(), TestRegion.Desk);
        Assert.Equal(EngineFault.Unwritable, fault.Fault);
        Assert.Contains(house.Said.Lines, l => l.Contains(
            "clock jumped ahead by 7", StringComparison.Ordinal));
        SetClock(house, "- interval '1 hour'");
        await RecoverAsync(house);
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);

        // A person looked, and starts it again: this is the time now.
        SetClock(house, "+ interval '1 hour'");
        await house.CloseAsync();
        house.Open(followsDatabaseTime: true);
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        Assert.True(house.World.At - first > NodaTime.Duration.FromMinutes(59));
    }

    [Fact]
    public async Task Old_rows_of_keys_do_not_bring_an_erased_person_back()
    {
        await using var house = await OpenAsync();
        var registration = house.Scene.Registration();
        await house.DoAsync(registration, TestRegion.Desk);
        house.Execute("CREATE TABLE old AS SELECT * FROM person_key");
        await house.Engine.EraseAsync(registration.Person, registration.Contact.Holder);
        await house.CloseAsync();
        house.Execute("""
            TRUNCATE person_key, erasure; INSERT INTO person_key SELECT * FROM old
            """);
        house.Open();

        Assert.Null(house.Engine.Vault.Open(registration.Contact.Id));
    }

    private static void SetClock(House house, string shift) => house.Execute($"""
        CREATE OR REPLACE FUNCTION journal_time() RETURNS bigint LANGUAGE sql VOLATILE AS
            $$ SELECT (extract(epoch FROM clock_timestamp() {shift}) * 1000)::bigint $$
        """);

    private static async Task<bool> IsStoredAsync(House house, RegisterCareRequest asked, Guid id)
    {
        try
        {
            await House.Within(house.DoAsync(asked, TestRegion.Desk, id));
            return true;
        }
        catch (EngineException fault) when (fault.Fault == EngineFault.Unwritable)
        {
            return false;
        }
    }

    private static async Task<bool> IsSaidYesAsync(
        House house, RegisterCareRequest request, Guid id)
    {
        try
        {
            await house.DoAsync(request, TestRegion.Desk, id);
            return true;
        }
        catch (EngineException)
        {
            // Asked again, under the same id.
            return false;
        }
    }

    // Tries once a second, as the house's clock does not run by itself.
    private static Task RecoverAsync(House house) => Eventually.HoldsAsync(
        () =>
        {
            house.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(house.Engine.UnwritableSince is null);
        },
        "writable again");

    /// <summary>Until the database has it while its answer is held: what is held first may be the
    /// answer to the rows, and a line cut then loses the commit itself.</summary>
    private static Task StoredAsync(House house, CutProxy line, long before) => Eventually.Holds(
        () => line.IsHolding
            && house.Scalar<long>("SELECT max(number) FROM journal") > before, "stored");

    private static async Task<CutProxy> CutLineAsync(House house)
    {
        await house.CloseAsync();
        var line = new CutProxy(new Uri($"http://127.0.0.1:{Cluster.Shared.Port}"));
        house.Open(port: line.Url.Port);
        return line;
    }
}
