using System.Globalization;
using Coordinaat.Engine.Proof;
using Coordinaat.Tests.Support;
using Npgsql;

namespace Coordinaat.Tests.Proof;

/// <summary>
/// One flipped bit in the database's own files: named as an event or a page, or it was where
/// nothing is kept.
/// </summary>
public sealed class FlippedByteTests
{
    private const int Flips = 250;

    [Fact]
    public async Task On_SQLite_every_flipped_bit_is_named_or_changed_nothing()
    {
        await using var house = await BackupTests.PlayAsync(Store.Sqlite);
        await house.CloseAsync();
        Directory.Delete(Path.Combine(house.Folder, "snapshots"), recursive: true);
        house.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        var whole = await File.ReadAllBytesAsync(house.JournalPath);
        var before = Copies.Dump(house.Place);
        Assert.Empty(VerifyTests.FindingsOf(house.Place));
        var random = new Random(7);
        var named = 0;
        for (var flip = 0; flip < Flips; flip++)
        {
            var (at, bit) = (random.Next(whole.Length), random.Next(8));
            var bytes = whole.ToArray();
            bytes[at] ^= (byte)(1 << bit);
            await File.WriteAllBytesAsync(house.JournalPath, bytes);
            var isNamed = VerifyTests.FindingsOf(house.Place).Count > 0;
            named += isNamed ? 1 : 0;
            Assert.True(
                isNamed || Copies.Dump(house.Place) == before, $"byte {at}, bit {bit}: not found");
        }

        await File.WriteAllBytesAsync(house.JournalPath, whole);
        Assert.True(named > Flips / 3, $"{named} of {Flips} were in use");
        TestContext.Current.TestOutputHelper!.WriteLine($"{named} of {Flips} named");
    }

    [Fact]
    public async Task On_PostgreSQL_a_flipped_bit_is_named_by_its_block()
    {
        await using var house = await BackupTests.PlayAsync(Store.Sqlite);
        using var copies = Copies.Of(house);
        await using var cluster = Cluster.Start();
        var database = cluster.CreateDatabase();
        await using var elsewhere = house.Elsewhere(Store.Sqlite);
        var place = elsewhere.Place with { Journal = cluster.StringOf(database) };
        Restore.Run(new RestoreOptions(place, copies.Journal, copies.Keys, [], false));
        Assert.Empty(VerifyTests.FindingsOf(place));
        var random = new Random(8);
        foreach (var table in new[] { "journal_from_1", "sealed_item", "batch" })
        {
            var path = PathOf(cluster, database, table);
            cluster.Run("stop");
            NpgsqlConnection.ClearAllPools();
            var whole = await File.ReadAllBytesAsync(path);
            var bytes = whole.ToArray();
            var at = random.Next(bytes.Length);
            bytes[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(path, bytes);
            cluster.Run("start");
            var block = string.Create(CultureInfo.InvariantCulture, $"block {at / 8192} of");
            Assert.Contains(
                VerifyTests.FindingsOf(place), f => f.Kind == FindingKind.PageDamaged
                    && f.Detail.Contains(block, StringComparison.Ordinal));

            cluster.Run("stop");
            NpgsqlConnection.ClearAllPools();
            await File.WriteAllBytesAsync(path, whole);
            cluster.Run("start");
        }

        Assert.Empty(VerifyTests.FindingsOf(place));
    }

    private static string PathOf(Cluster cluster, string database, string table)
    {
        var folder = cluster.FolderOf(database);
        using var connection = cluster.Connect(database);
        using var command = new NpgsqlCommand(
            $"SELECT pg_relation_filenode('{table}')::text", connection);
        return Path.Combine(folder, (string)command.ExecuteScalar()!);
    }
}
