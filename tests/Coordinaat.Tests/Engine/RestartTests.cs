using System.Text;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Engine;

/// <summary>
/// However the engine starts, from the journal, from a snapshot or beside a torn one, it has the
/// same world; and it does not start at all on what it does not know or may not have.
/// </summary>
public abstract class RestartTests(Store store) : EngineTests(store)
{
    [Fact]
    public async Task A_start_from_a_snapshot_and_one_from_the_journal_give_the_same_world()
    {
        await using var house = await PlayedAsync();
        var world = house.World;
        await house.ReopenAsync();
        Assert.Contains(house.Said.Lines, l => l.Contains(
            $"holds {world.Number} events; 0 of them came after", StringComparison.Ordinal));
        WorldTests.AssertSame(world, house.World, "from the snapshot");

        await house.CloseAsync();
        Directory.Delete(Path.Combine(house.Folder, "snapshots"), recursive: true);
        house.Open();
        Assert.Contains(house.Said.Lines, l => l.Contains(
            $"{world.Number} of them came after", StringComparison.Ordinal));
        WorldTests.AssertSame(world, house.World, "from the journal");
    }

    [Theory]
    [InlineData("torn")]
    [InlineData("changed")]
    [InlineData("empty")]
    [InlineData("other fold")]
    [InlineData("other epoch")]
    [InlineData("ahead")]
    public async Task A_snapshot_that_cannot_be_used_is_passed_over_and_said(string fault)
    {
        await using var house = await PlayedAsync();
        var hash = house.Hash;
        await house.CloseAsync();
        var path = Assert.Single(Directory.GetFiles(Path.Combine(house.Folder, "snapshots")));
        Spoil(path, fault);
        house.Open();

        Assert.Equal(hash, house.Hash);
        Assert.Contains(house.Said.Lines, l => l.Contains("is not used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_older_snapshot_and_the_rest_of_the_journal_give_the_same_world()
    {
        await using var house = await PlayedAsync();
        await house.ReopenAsync();
        await house.AskAsync();
        var hash = house.Hash;
        await house.CloseAsync();
        var paths = Directory.GetFiles(Path.Combine(house.Folder, "snapshots")).Order().ToArray();
        Assert.Equal(2, paths.Length);
        Spoil(paths[1], "torn");
        house.Open();

        Assert.Equal(hash, house.Hash);
    }

    [Fact]
    public async Task Two_snapshots_are_kept_and_nothing_new_writes_none()
    {
        await using var house = await PlayedAsync();
        for (var start = 0; start < 3; start++)
        {
            await house.ReopenAsync();
            await house.ReopenAsync();
            await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        }

        await house.CloseAsync();
        Assert.Equal(2, Directory.GetFiles(Path.Combine(house.Folder, "snapshots")).Length);
        house.Open();
    }

    [Fact]
    public async Task A_copy_of_the_files_taken_while_the_engine_runs_opens_with_every_answer()
    {
        OnlyOnSqlite("It is about files.");
        await using var house = await PlayedAsync();
        await using var copy = house.Copy();
        copy.Open();

        Assert.Equal(house.Hash, copy.Hash);
        Assert.Equal(
            "06-10000000",
            copy.Engine.Vault.Open(copy.World.Access[new CareRequestId(1)].Contact));
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_a_batch_loses_that_batch_and_nothing_else()
    {
        OnlyOnSqlite("PostgresTests cuts the connection.");
        await using var house = await PlayedAsync();
        var hash = house.Hash;
        var first = await house.HoldLoopAsync();
        var lost = house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        var again = house.HoldLoopAsync();
        first.SetResult();
        var second = await again;

        // The request is decided and written, in a transaction that is not committed.
        await using var copy = house.Copy();
        second.SetResult();
        await lost;
        copy.Open();

        Assert.Equal(hash, copy.Hash);
        Assert.NotEqual(hash, house.Hash);
        await copy.DoAsync(copy.Scene.Registration(), TestRegion.Desk);
        Assert.Equal(house.World.Number, copy.World.Number);
    }

    [Fact]
    public async Task An_event_that_this_program_does_not_know_stops_the_start_and_is_named()
    {
        await using var house = await PlayedAsync();
        await house.CloseAsync();
        house.Execute("""
            INSERT INTO batch (first, last, mark, hash)
            SELECT last + 1, last + 1, mark, hash FROM batch ORDER BY first DESC LIMIT 1;
            INSERT INTO journal
            SELECT number + 1, epoch, region, stream, 'from-the-future', 3, body, actor,
                holder, roles, request, cause, at, batch
            FROM journal ORDER BY number DESC LIMIT 1
            """);
        var fault = Assert.Throws<UnknownEventException>(() => house.Open());
        Assert.Contains("'from-the-future' of shape 3", fault.Message, StringComparison.Ordinal);

        house.Execute("""
            DELETE FROM batch WHERE first = (SELECT max(first) FROM batch);
            DELETE FROM journal WHERE kind = 'from-the-future'
            """);
        house.Open();
    }

    [Fact]
    public async Task A_second_program_on_the_same_folder_is_refused()
    {
        await using var house = await PlayedAsync();
        var fault = Assert.Throws<InvalidOperationException>(() => EngineItself.Open(
            new EngineOptions(house.Folder, house.Time, house.Said)));

        Assert.Contains("Another process", fault.Message, StringComparison.Ordinal);
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
    }

    [Fact]
    public async Task Another_master_key_is_refused_and_the_right_one_still_opens()
    {
        await using var house = await PlayedAsync();
        var (hash, file) = (house.Hash, Path.Combine(house.Folder, "master.key"));
        await house.CloseAsync();
        var fault = Assert.Throws<InvalidOperationException>(
            () => house.Open(Convert.ToBase64String(new byte[32])));
        Assert.Contains("master key", fault.Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => house.Open(Convert.ToBase64String(new byte[31])));

        house.Open(await File.ReadAllTextAsync(file));
        Assert.Equal(hash, house.Hash);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await using var house = await PlayedAsync();
        await house.CloseAsync();
        house.Execute(Store == Store.Sqlite
            ? "PRAGMA user_version = 99"
            : "INSERT INTO journal_schema VALUES (99)");
        var fault = Assert.Throws<InvalidOperationException>(() => house.Open());

        Assert.Contains("schema 99", fault.Message, StringComparison.Ordinal);
        house.Execute(Store == Store.Sqlite
            ? $"PRAGMA user_version = {Schemas.Sqlite.Newest}"
            : "DELETE FROM journal_schema WHERE number = 99");
        house.Open();
    }

    [Fact]
    public async Task The_master_key_is_for_its_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        await using var house = Empty();
        house.Open();
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(house.Folder, "master.key")));
    }

    private async Task<House> PlayedAsync()
    {
        var house = await OpenAsync();
        await house.ReportAsync("house-high", 4);
        var offer = await house.AskAsync();
        await house.DoAsync(house.Scene.Answer(offer, Reply.YesIf), TestRegion.Nurse);
        await house.AskAsync();
        await house.DoAsync(
            new Domain.Accounts.RecordFailedSignIn(TestRegion.Desk.Account), Actor.System);
        return house;
    }

    private static void Spoil(string path, string fault)
    {
        var bytes = File.ReadAllBytes(path);
        var (header, rest) = (bytes.AsSpan().IndexOf((byte)'\n'), Encoding.UTF8.GetString(bytes));
        switch (fault)
        {
            case "torn":
                File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
                break;
            case "changed":
                bytes[header + 20] ^= 1;
                File.WriteAllBytes(path, bytes);
                break;
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "other fold":
                Replace($"\"Fold\":{World.FoldVersion}", $"\"Fold\":{World.FoldVersion + 1}");
                break;
            case "other epoch":
                Replace("\"Epoch\":1", "\"Epoch\":2");
                break;
            default:
                Replace("\"Number\":", "\"Number\":9");
                break;
        }

        void Replace(string known, string other)
        {
            Assert.Contains(known, rest[..header], StringComparison.Ordinal);
            File.WriteAllText(
                path, rest[..header].Replace(known, other, StringComparison.Ordinal)
                    + rest[header..]);
        }
    }
}

/// <inheritdoc/>
public sealed class RestartTestsOnSqlite() : RestartTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class RestartTestsOnPostgres() : RestartTests(Store.Postgres);
