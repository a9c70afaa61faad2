using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Engine.Proof;
using Coordinaat.Tests.Engine;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Proof;

/// <summary>
/// A back-up of one database opens on the other with the same world and the same records; one that
/// is torn, changed, of another key or of a newer program is refused and touches nothing.
/// </summary>
public abstract class BackupTests(Store store) : EngineTests(store)
{
    private Store Other => Store == Store.Sqlite ? Store.Postgres : Store.Sqlite;

    [Fact]
    public async Task Restored_on_the_other_database_and_back_the_world_is_the_same()
    {
        await using var house = await PlayedAsync();
        using var first = Copies.Of(house);
        await using var there = house.Elsewhere(Other);
        var report = first.RestoreInto(there);
        Assert.Equal((house.World.Number, 2), (report.Number, report.Epoch));
        there.Open();
        Assert.Equal((house.Hash, 2), (there.Hash, there.Engine.Epoch));
        AssertSameRecords(house, there);

        using var second = Copies.Of(there);
        await using var back = house.Elsewhere(Store);
        Assert.Equal(3, second.RestoreInto(back).Epoch);
        back.Open();
        Assert.Equal((house.Hash, 3), (back.Hash, back.Engine.Epoch));
        AssertSameRecords(house, back);
        Assert.Equal(Copies.Dump(house.Place), Copies.Dump(back.Place));
        await back.DoAsync(back.Scene.Registration(), TestRegion.Desk);
        Assert.Equal(0, Verify.Run(back.Place, isWhole: true, Fail).Findings);
    }

    [Fact]
    public async Task A_backup_taken_while_requests_are_stored_is_a_prefix_of_whole_batches()
    {
        await using var house = await PlayedAsync();
        using var copies = new Copies();
        var before = house.World.Number;
        using var enough = new SemaphoreSlim(0);
        var stop = false;
        var askers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!Volatile.Read(ref stop))
            {
                await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
                enough.Release();
            }
        })).ToArray();
        for (var i = 0; i < 20; i++)
        {
            await enough.WaitAsync();
        }

        var taken = Backup.Take(house.Place, copies.Journal, copies.Keys);
        for (var i = 0; i < 20; i++)
        {
            await enough.WaitAsync();
        }

        Volatile.Write(ref stop, true);
        await House.Within(Task.WhenAll(askers));
        await using var elsewhere = house.Elsewhere(Store);
        copies.RestoreInto(elsewhere);
        elsewhere.Open();

        Assert.InRange(taken.Number, before + 1, house.World.Number - 1);
        Assert.Equal(taken.Number, elsewhere.World.Number);
        Assert.Equal(
            House.Text(house.Engine.Read(Range(taken.Number))),
            House.Text(elsewhere.Engine.Read(Range(taken.Number))));
        Assert.Equal(0, Verify.Run(elsewhere.Place, isWhole: true, Fail).Findings);
    }

    [Fact]
    public async Task A_torn_or_changed_backup_is_refused_and_nothing_is_touched()
    {
        await using var house = await PlayedAsync();
        using var copies = Copies.Of(house);
        await using var elsewhere = house.Elsewhere(Store);
        var whole = File.ReadAllBytes(copies.Journal);
        var random = new Random(20);
        for (var i = 0; i < 60; i++)
        {
            var bytes = whole.ToArray();
            var at = random.Next(10, bytes.Length);
            if (i % 2 == 0)
            {
                bytes[at] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(copies.Journal, i % 2 == 0 ? bytes : bytes[..at]);
            Assert.Contains(
                copies.RefusedBy(elsewhere), new[] { BackupFault.Damaged, BackupFault.NotABackup });
        }

        File.WriteAllBytes(copies.Journal, whole);
        foreach (var file in new[] { copies.Journal, copies.Keys })
        {
            var lines = Copies.LinesOf(file);
            foreach (var changed in Changed(lines))
            {
                Copies.Write(file, changed);
                Assert.Equal(BackupFault.Damaged, copies.RefusedBy(elsewhere));
            }

            Copies.Write(file, lines);
        }

        copies.RestoreInto(elsewhere);
    }

    [Fact]
    public async Task Every_other_reason_to_refuse_a_backup_is_said()
    {
        await using var house = await PlayedAsync();
        using var copies = Copies.Of(house);
        await using var elsewhere = house.Elsewhere(Store);
        var lines = Copies.LinesOf(copies.Journal);
        BackupFault Refused(string journal, string? keys, bool replaces = false, string[]? e = null)
            => Assert.Throws<BackupException>(() => Restore.Run(new RestoreOptions(
                elsewhere.Place, journal, keys, e ?? [], replaces))).Fault;

        Assert.Equal(
            BackupFault.FileExists,
            Assert.Throws<BackupException>(
                () => Backup.Take(house.Place, copies.Journal, null)).Fault);
        Assert.Equal(BackupFault.OtherContents, Refused(copies.Keys, copies.Journal));
        Assert.Equal(BackupFault.NoKeys, Refused(copies.Journal, null));
        File.WriteAllText(copies.PathTo("nothing"), "niets");
        Assert.Equal(BackupFault.NotABackup, Refused(copies.PathTo("nothing"), copies.Keys));
        Assert.Equal(
            BackupFault.NotARegister,
            Refused(copies.Journal, copies.Keys, e: [copies.PathTo("absent")]));
        File.WriteAllText(copies.PathTo("absent"), "geen register\n");
        Assert.Equal(
            BackupFault.NotARegister,
            Refused(copies.Journal, copies.Keys, e: [copies.PathTo("absent")]));
        foreach (var (was, other, fault) in new[]
        {
            ("\"format\":2", "\"format\":3", BackupFault.NewerFormat),
            ("\"level\":", "\"level\":9", BackupFault.NewerEvents),
            ("\"care-request-registered\",1", "\"from-the-future\",1", BackupFault.NewerEvents),
            ("\"table\":\"seal\"", "\"table\":\"other\"", BackupFault.NewerFormat),
        })
        {
            Copies.Sign(
                copies.PathTo("newer"),
                lines.Select(l => l.Replace(was, other, StringComparison.Ordinal)), house);
            Assert.Equal(fault, Refused(copies.PathTo("newer"), copies.Keys));
        }

        // Signed anew and not changed it is the same back-up.
        Copies.Sign(copies.Journal, lines, house);
        copies.RestoreInto(elsewhere);
        Assert.Equal(BackupFault.NotEmpty, Refused(copies.Journal, copies.Keys));
        elsewhere.Open();
        Assert.Equal(house.Hash, elsewhere.Hash);
        Assert.Equal(BackupFault.FolderInUse, Refused(copies.Journal, copies.Keys, true));
        Assert.Equal(house.Hash, elsewhere.Hash);
    }

    [Fact]
    public async Task Another_master_key_or_none_is_refused()
    {
        await using var house = await PlayedAsync();
        using var copies = Copies.Of(house);
        await using var elsewhere = house.Elsewhere(Store);
        var other = Convert.ToBase64String(new byte[32]);
        BackupFault Fault(Action work) => Assert.Throws<BackupException>(work).Fault;

        Assert.Equal(BackupFault.OtherMasterKey, Fault(() => Backup.Take(
            house.Place with { MasterKey = other }, copies.PathTo("x"), null)));
        Assert.Equal(BackupFault.OtherMasterKey, Fault(() => Restore.Run(new RestoreOptions(
            elsewhere.Place with { MasterKey = other }, copies.Journal, copies.Keys, [], false))));
        File.Delete(Path.Combine(elsewhere.Folder, "master.key"));
        Assert.Equal(BackupFault.NoMasterKey, copies.RefusedBy(elsewhere));
        Assert.False(File.Exists(copies.PathTo("x")));
        Assert.False(File.Exists(copies.PathTo("x.part")));
    }

    [Fact]
    public async Task A_backup_that_does_not_fit_on_the_disk_leaves_nothing()
    {
        await using var house = await PlayedAsync();
        using var copies = new Copies();
        File.CreateSymbolicLink(copies.Journal + ".part", "/dev/full");

        Assert.ThrowsAny<IOException>(
            () => Backup.Take(house.Place, copies.Journal, copies.Keys));
        Assert.False(File.Exists(copies.Journal));
        Assert.False(File.Exists(copies.Keys));
        Backup.Take(house.Place, copies.Journal, copies.Keys);
        await using var elsewhere = house.Elsewhere(Store);
        copies.RestoreInto(elsewhere);
    }

    [Fact]
    public async Task A_file_that_was_half_written_is_not_moved_into_place()
    {
        await using var house = await PlayedAsync();
        using var copies = new Copies();
        using (var writer = new BackupWriter(copies.Journal))
        {
            writer.Begin(new BackupHeader(
                "backup", 1, "journal", house.Time.GetUtcNow(), "sqlite", 1, 1, 0, "", ""));
            Assert.True(File.Exists(copies.Journal + ".part"));
        }

        Assert.False(File.Exists(copies.Journal + ".part"));
        Assert.False(File.Exists(copies.Journal));
    }

    [Fact]
    public async Task What_is_replaced_is_kept_aside_and_a_snapshot_of_it_is_not_used()
    {
        await using var house = await PlayedAsync();
        using var copies = Copies.Of(house);
        var hash = house.Hash;
        for (var more = 0; more < 3; more++)
        {
            await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        }

        await house.CloseAsync();
        var snapshots = Path.Combine(house.Folder, "snapshots");
        Assert.Single(Directory.GetFiles(snapshots));
        var report = copies.RestoreInto(house, replaces: true);
        Assert.Equal(Store == Store.Sqlite, report.Aside is not null);
        if (report.Aside is { } aside)
        {
            Assert.True(File.Exists(Path.Combine(aside, "journal.db")));
        }

        house.Open();
        Assert.Equal((hash, 2), (house.Hash, house.Engine.Epoch));
        Assert.Equal(0, Verify.Run(house.Place, isWhole: true, Fail).Findings);

        // The new snapshot has a lower number than the old one, and is the one that is kept.
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        hash = house.Hash;
        await house.ReopenAsync();
        Assert.Equal(hash, house.Hash);
        Assert.Contains(house.Said.Lines, l => l.Contains(
            "; 0 of them came after the snapshot", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_place_whose_restore_was_not_finished_does_not_start()
    {
        await using var house = await PlayedAsync();
        using var copies = Copies.Of(house);
        await using var elsewhere = house.Elsewhere(Store);
        Directory.CreateDirectory(Path.Combine(elsewhere.Folder, Restore.Marker));
        var fault = Assert.Throws<InvalidOperationException>(() => elsewhere.Open());
        Assert.Contains("not finished", fault.Message, StringComparison.Ordinal);

        if (Store == Store.Sqlite)
        {
            copies.RestoreInto(elsewhere);
            elsewhere.Open();
            Assert.Equal(house.Hash, elsewhere.Hash);
        }
    }

    [Fact]
    public async Task Every_table_and_column_is_in_the_backup_or_left_out_on_purpose()
    {
        await using var house = await PlayedAsync();
        using var copies = Copies.Of(house);
        var written = Copies.LinesOf(copies.Journal).Concat(Copies.LinesOf(copies.Keys))
            .Where(l => l.StartsWith("{\"table\"", StringComparison.Ordinal)).ToList();

        // Who changes this counts BackupFormat.Version up.
        Assert.Equal(
            [
                "journal:number,epoch,region,stream,kind,shape,body,actor,holder,roles,request,"
                    + "cause,at,batch",
                "batch:first,last,mark,hash", "answered:id,fingerprint,first,last,at",
                "sealed_item:id,person,holder,field,box", "person_index:hash,person,holder",
                "protection_key:name,box", "meta:name,value",
                "seal:month,fold,number,world,head,body",
                "person_key:person,holder,box",
            ],
            written.Select(l => System.Text.Json.JsonSerializer.Deserialize<BackupTable>(
                l, BackupFormat.Json)!)
                .Select(t => $"{t.Table}:{string.Join(',', t.Columns.Select(c => c.Name))}"));
        using var file = house.OpenFile();
        var tables = file.Read(
            Store == Store.Sqlite
                ? "SELECT name FROM sqlite_schema WHERE type = 'table'"
                : "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p') "
                    + "AND NOT relispartition AND relnamespace = 'public'::regnamespace",
            row => row.GetString(0));
        Assert.Empty(tables.Except(Tables.LeftOut).Except(
            Tables.OfJournal.Concat(Tables.OfKeys).Select(t => t.Name)));
    }

    [Fact]
    public async Task A_backup_is_for_its_owner_only_and_holds_no_register()
    {
        await using var house = await PlayedAsync();
        house.Engine.Vault.Erase(Scene.Person(10_001), TestRegion.Desk.Organisation);
        using var copies = Copies.Of(house);
        var line = File.ReadAllLines(Path.Combine(house.Folder, "erasures.txt")).FirstOrDefault();
        foreach (var path in new[] { copies.Journal, copies.Keys })
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path));
            Assert.DoesNotContain(
                Copies.LinesOf(path), l => l.Contains("erasure", StringComparison.Ordinal)
                    || (line is not null && l.Contains(line, StringComparison.Ordinal)));
        }
    }

    private static IEnumerable<IEnumerable<string>> Changed(string[] lines)
    {
        yield return lines[..^1];
        yield return [.. lines[..^2], lines[^1]];
        yield return [.. lines, lines[^1]];
        yield return [.. lines, "x"];
        yield return [.. lines[..2], lines[3], lines[2], .. lines[4..]];
        yield return [.. lines[..3], lines[2], .. lines[3..]];
        yield return [.. lines[..2], lines[2][..^1] + " ]", .. lines[3..]];
        yield return [.. lines[..^1], lines[^1].Replace("\"mac\":\"", "\"mac\":\"0")];
    }

    private static IEnumerable<long> Range(long last) =>
        Enumerable.Range(1, (int)last).Select(n => (long)n);

    internal static void Fail(Finding finding) => Assert.Fail($"{finding}");

    private static void AssertSameRecords(House one, House other)
    {
        var named = one.Engine.Read(Range(one.World.Number))
            .SelectMany(e => SealedIds.In(e.Happened)).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.All(named, id => Assert.Equal(
            one.Engine.Vault.Open(new SealedId(id)), other.Engine.Vault.Open(new SealedId(id))));
        Assert.Equal(one.Engine.Protection.ReadAll(), other.Engine.Protection.ReadAll());
        Assert.Equal(
            one.Engine.Vault.FindPerson(TestRegion.Desk.Organisation, "bsn", "123456782"),
            other.Engine.Vault.FindPerson(TestRegion.Desk.Organisation, "bsn", "123456782"));
    }

    private Task<House> PlayedAsync() => PlayAsync(Store);

    /// <summary>A house in which a lot happened.</summary>
    internal static async Task<House> PlayAsync(Store store, int seed = 3, int steps = 120)
    {
        var house = await House.OpenAsync(store);
        Assert.True(Bsn.Parse("123456782").TryGet(out var bsn, out _));
        await house.DoAsync(house.Scene.Registration() with { Bsn = bsn }, TestRegion.Desk);
        await house.Engine.Protection.StoreAsync("key-1", "geheim");
        await new SeededPlay(house, seed).StepAsync(steps);
        return house;
    }
}

/// <inheritdoc/>
public sealed class BackupTestsOnSqlite() : BackupTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class BackupTestsOnPostgres() : BackupTests(Store.Postgres);
