using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Engine.Proof;
using Coordinaat.Tests.Engine;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Proof;

/// <summary>
/// Whoever changes, removes, adds or exchanges anything that counts is found, by the number of the
/// event; and what nobody touched is found to be well, also while the engine works on it.
/// </summary>
public abstract class VerifyTests(Store store) : EngineTests(store)
{
    // {n} is an event in the middle, {m} another one of another batch.
    public static TheoryData<string, FindingKind[]> Changes => new()
    {
        { "UPDATE journal SET body = replace(body, 'Phone', 'Form') WHERE number = {n}",
            [FindingKind.ChainBroken] },
        { "UPDATE journal SET roles = roles + 1 WHERE number = {n}", [FindingKind.ChainBroken] },
        { "UPDATE journal SET actor = 2 WHERE number = {n}", [FindingKind.ChainBroken] },
        { "UPDATE journal SET at = at - 9000000 WHERE number = {n}",
            [FindingKind.ChainBroken, FindingKind.TimeGoesBack] },
        { "UPDATE journal SET epoch = 7 WHERE number = {n}",
            [FindingKind.ChainBroken, FindingKind.EpochWrong] },
        { "UPDATE journal SET cause = number WHERE number = {n}",
            [FindingKind.ChainBroken, FindingKind.CauseWrong] },
        { "UPDATE journal SET stream = 'Region/0' WHERE number = {n}",
            [FindingKind.PlaceWrong] },
        { "UPDATE journal SET region = 9 WHERE number = {n}",
            [FindingKind.ChainBroken, FindingKind.PlaceWrong] },
        { "UPDATE journal SET batch = batch + 1 WHERE number = {n}",
            [FindingKind.BatchOfEventWrong] },
        { "UPDATE journal SET kind = 'from-the-future' WHERE number = {n}",
            [FindingKind.ChainBroken, FindingKind.KindUnknown, FindingKind.FoldFailed] },
        { "UPDATE journal SET shape = 2 WHERE number = {n}",
            [FindingKind.ChainBroken, FindingKind.KindUnknown, FindingKind.FoldFailed] },
        { "UPDATE journal SET body = '{}' WHERE number = {n}",
            [FindingKind.ChainBroken, FindingKind.BodyWrong, FindingKind.FoldFailed] },
        { "UPDATE journal SET body = replace(body, ',', ', ') WHERE number = {n}",
            [FindingKind.ChainBroken, FindingKind.BodyWrong] },
        { "DELETE FROM journal WHERE number = {n}",
            [FindingKind.ChainBroken, FindingKind.EventsMissing, FindingKind.FoldFailed] },
        { "UPDATE batch SET hash = (SELECT hash FROM batch WHERE first = 1) WHERE first = {b}",
            [FindingKind.ChainBroken] },
        { "DELETE FROM batch WHERE first = {b}",
            [FindingKind.BatchesWrong, FindingKind.ChainBroken, FindingKind.BatchOfEventWrong] },
        { "DELETE FROM journal WHERE number >= {b}; DELETE FROM batch WHERE first >= {b}",
            [FindingKind.EndMissing, FindingKind.AnswerWrong] },
        { "UPDATE meta SET value = 'x' WHERE name = 'epoch'", [FindingKind.SettingWrong] },
        { "UPDATE meta SET value = '99' WHERE name = 'write-level'", [FindingKind.SettingWrong] },
        { "UPDATE answered SET first = first - 1 WHERE first = {n}", [FindingKind.AnswerWrong] },
        { "UPDATE person_index SET holder = holder + 1", [FindingKind.PersonUnknown] },
        { "DELETE FROM sealed_item WHERE holder > 0", [FindingKind.ItemMissing] },
        { "UPDATE sealed_item SET field = field + 1 WHERE holder > 0", [FindingKind.ItemDamaged] },
        { "UPDATE protection_key SET name = 'key-2'", [FindingKind.ServerKeyDamaged] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_is_found_and_named(string change, FindingKind[] expected)
    {
        await using var house = await PlayedAsync();
        await house.CloseAsync();
        Assert.Empty(FindingsOf(house.Place));
        var n = house.Scalar<long>("""
            SELECT max(number) FROM journal WHERE kind = 'care-request-registered'
                AND body LIKE '%Phone%' AND number < (SELECT max(first) FROM batch)
            """);
        var b = house.Scalar<long>($"SELECT batch FROM journal WHERE number = {n}");
        house.Execute(change
            .Replace("{n}", $"{n}", StringComparison.Ordinal)
            .Replace("{b}", $"{b}", StringComparison.Ordinal));
        var findings = FindingsOf(house.Place);

        Assert.Superset(expected.ToHashSet(), findings.Select(f => f.Kind).ToHashSet());
        if (change.Contains("{n}", StringComparison.Ordinal))
        {
            Assert.All(
                findings.Where(f => expected.Contains(f.Kind) && f.Kind != FindingKind.FoldFailed),
                f => Assert.True(f.First <= n && n <= f.Last, $"{f} and {n}"));
        }
    }

    [Fact]
    public async Task An_event_that_was_slipped_in_is_found()
    {
        await using var house = await PlayedAsync();
        await house.CloseAsync();
        var n = house.Scalar<long>("SELECT max(number) - 9 FROM journal");
        house.Execute($"""
            UPDATE journal SET number = number + 1000000 WHERE number > {n};
            INSERT INTO journal SELECT number + 1, epoch, region, stream, kind, shape, body, actor,
                holder, roles, request, cause, at, batch FROM journal WHERE number = {n};
            UPDATE journal SET number = number - 999999 WHERE number > 1000000
            """);

        Assert.Contains(
            FindingsOf(house.Place), f => f.Kind == FindingKind.ChainBroken && f.First <= n + 1);
    }

    [Fact]
    public async Task Two_events_that_changed_places_are_found()
    {
        await using var house = await PlayedAsync();
        await house.CloseAsync();
        var n = house.Scalar<long>("SELECT max(number) - 9 FROM journal");
        house.Execute($"""
            UPDATE journal SET number = 1000000 WHERE number = {n};
            UPDATE journal SET number = {n} WHERE number = {n} + 1;
            UPDATE journal SET number = {n} + 1 WHERE number = 1000000
            """);

        Assert.Contains(
            FindingsOf(house.Place), f => f.Kind == FindingKind.ChainBroken
                && f.First <= n + 1 && n <= f.Last);
    }

    [Fact]
    public async Task A_key_that_is_gone_or_changed_is_found_unless_it_was_destroyed()
    {
        await using var house = await PlayedAsync();
        var person = house.World.Access.Requests[0]!.Person;
        house.Engine.Vault.Erase(person, TestRegion.Desk.Organisation);
        await house.CloseAsync();
        var findings = new List<Finding>();
        var report = Verify.Run(house.Place, isWhole: true, findings.Add);
        Assert.Empty(findings);
        Assert.True(report.Erased > 0);

        house.Execute("UPDATE person_key SET holder = 90 WHERE holder = 0", "keys.db");
        Assert.Superset(
            new HashSet<FindingKind> { FindingKind.KeyMissing, FindingKind.KeyDamaged },
            FindingsOf(house.Place).Select(f => f.Kind).ToHashSet());
        house.Execute("UPDATE person_key SET holder = 0 WHERE holder = 90", "keys.db");
        house.Execute("DELETE FROM erasure", "keys.db");
        Assert.All(FindingsOf(house.Place), f => Assert.Equal(FindingKind.KeyMissing, f.Kind));
        Assert.NotEmpty(FindingsOf(house.Place));
    }

    [Fact]
    public async Task Snapshots_and_seals_are_compared_at_their_numbers()
    {
        await using var house = await PlayedAsync();
        await house.ReopenAsync();
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        Assert.Equal(1, Verify.Run(house.Place, isWhole: true, BackupTests.Fail).Compared);
        var number = await MonthsTests.EndMonthAsync(house);
        var report = Verify.Run(house.Place, isWhole: true, BackupTests.Fail);
        Assert.Equal((2, house.Hash), (report.Compared, report.World));

        house.Execute($"UPDATE seal SET world = '{new string('A', 64)}'");
        Assert.Equal(
            [new Finding(FindingKind.SealDiffers, number, number, "2026-03")],
            FindingsOf(house.Place));
        house.Execute("DELETE FROM seal");
        await house.CloseAsync();
        var path = Directory.GetFiles(Path.Combine(house.Folder, "snapshots")).Max()!;
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        Assert.Equal(
            [new Finding(FindingKind.SnapshotDamaged, 0, 0, Path.GetFileName(path))],
            FindingsOf(house.Place));
    }

    [Fact]
    public async Task A_snapshot_of_another_world_is_found()
    {
        await using var house = await PlayedAsync();
        await house.CloseAsync();
        var snapshots = new Snapshots(Path.Combine(house.Folder, "snapshots"), house.Said);
        var taken = Assert.Single(snapshots.Read(1));
        snapshots.Write(taken with
        {
            World = taken.World with { At = taken.World.At + NodaTime.Duration.FromSeconds(1) },
        });

        Assert.Equal(
            [FindingKind.SnapshotDiffers], FindingsOf(house.Place).Select(f => f.Kind));
    }

    [Fact]
    public async Task From_a_sealed_month_on_only_the_rest_is_read()
    {
        await using var house = await PlayedAsync();
        var number = await MonthsTests.EndMonthAsync(house);

        var rest = Verify.Run(house.Place, isWhole: false, BackupTests.Fail);
        var whole = Verify.Run(house.Place, isWhole: true, BackupTests.Fail);
        Assert.Equal((number + 1, house.World.Number - number), (rest.From, rest.Events));
        Assert.Equal((1, house.World.Number), (whole.From, whole.Events));
        Assert.Equal(house.Hash, rest.World);
        Assert.Equal(house.Hash, whole.World);
    }

    [Fact]
    public async Task While_requests_are_stored_nothing_is_found()
    {
        await using var house = await PlayedAsync();
        var stop = false;
        var askers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!Volatile.Read(ref stop))
            {
                await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
            }
        })).ToArray();
        for (var i = 0; i < 5; i++)
        {
            Verify.Run(house.Place, isWhole: true, BackupTests.Fail);
        }

        Volatile.Write(ref stop, true);
        await House.Within(Task.WhenAll(askers));
    }

    [Fact]
    public async Task Another_master_key_is_one_finding()
    {
        await using var house = await PlayedAsync();

        Assert.Equal(
            [new Finding(FindingKind.OtherMasterKey, 0, 0, "")],
            FindingsOf(house.Place with { MasterKey = Convert.ToBase64String(new byte[32]) }));
    }

    [Fact]
    public void Every_sealed_item_that_an_event_names_is_seen_however_deep_it_stands() =>
        Assert.All(EventCodec.All, e =>
        {
            var happened = (Event)new Filler(3, nulls: false).Make(e.Type);
            var named = SealedIds.In(happened).Select(id => $"{id}").ToList();

            Assert.Equal(Reaches(e.Type, []), named.Count > 0);
            var body = System.Text.Encoding.UTF8.GetString(EventCodec.Encode(happened));
            Assert.All(named, id => Assert.Contains(id, body, StringComparison.Ordinal));
        });

    internal static List<Finding> FindingsOf(EngineOptions place)
    {
        var findings = new List<Finding>();
        Verify.Run(place, isWhole: true, findings.Add);
        return findings;
    }

    private static bool Reaches(Type type, HashSet<Type> seen) =>
        type == typeof(SealedId) || (seen.Add(type) && (
            type.GetGenericArguments().Any(a => Reaches(a, seen))
            || (type.Namespace?.StartsWith("Coordinaat", StringComparison.Ordinal) == true
                && type.GetProperties().Any(p => Reaches(p.PropertyType, seen)))));

    private Task<House> PlayedAsync() => BackupTests.PlayAsync(Store);
}

/// <inheritdoc/>
public sealed class VerifyTestsOnSqlite() : VerifyTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class VerifyTestsOnPostgres() : VerifyTests(Store.Postgres);
