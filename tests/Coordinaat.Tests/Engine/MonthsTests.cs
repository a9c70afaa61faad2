using Coordinaat.Engine;
using Coordinaat.Engine.Postgres;
using Coordinaat.Engine.Proof;
using Coordinaat.Tests.Proof;
using Coordinaat.Tests.Support;
using NodaTime;
using Npgsql;

namespace Coordinaat.Tests.Engine;

/// <summary>A month that ended is sealed: it carries starts, and what came before can go.</summary>
public abstract class MonthsTests(Store store) : EngineTests(store)
{
    [Fact]
    public async Task A_start_without_snapshots_begins_with_the_last_month_that_ended()
    {
        await using var house = await BackupTests.PlayAsync(Store);
        var number = await EndMonthAsync(house);
        await house.CloseAsync();
        Directory.Delete(Path.Combine(house.Folder, "snapshots"), recursive: true);
        house.Open();

        Assert.Contains(house.Said.Lines, l => l.Contains(
            $"{house.World.Number} events; {house.World.Number - number} of them came after",
            StringComparison.Ordinal));
        Assert.Equal(
            house.Hash, Verify.Run(house.Place, isWhole: true, BackupTests.Fail).World);
    }

    [Fact]
    public async Task A_damaged_seal_is_found_and_is_no_base()
    {
        await using var house = await BackupTests.PlayAsync(Store);
        await EndMonthAsync(house);
        var hash = house.Hash;
        await house.CloseAsync();
        Directory.Delete(Path.Combine(house.Folder, "snapshots"), recursive: true);
        var body = house.Scalar<byte[]>("SELECT body FROM seal");
        body[body.Length / 2] ^= 4;
        house.Execute($"UPDATE seal SET body = {Sql(body)}");
        house.Open();

        Assert.Equal(hash, house.Hash);
        Assert.Contains(house.Said.Lines, l => l.Contains(
            $"{house.World.Number} events; {house.World.Number} of them",
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_month_that_ended_while_nobody_was_there_is_sealed_at_the_next_start()
    {
        await using var house = await BackupTests.PlayAsync(Store);
        var (number, hash) = (house.World.Number, house.Hash);
        await house.CloseAsync();
        house.Time.Advance(TimeSpan.FromDays(61));
        house.Scene.WaitUntil(Instant.FromDateTimeOffset(house.Time.GetUtcNow()));
        house.Open();
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);

        // Nothing happened in April: the world at its end is that of the end of March.
        await Eventually.Holds(
            () => house.Scalar<long>("SELECT count(*) FROM seal") > 0, "the month is sealed");
        Assert.Equal(
            ("2026-04", number, hash),
            (house.Scalar<string>("SELECT month FROM seal"),
                house.Scalar<long>("SELECT number FROM seal"),
                house.Scalar<string>("SELECT world FROM seal")));
        Assert.Equal(0, Verify.Run(house.Place, isWhole: false, BackupTests.Fail).Findings);
    }

    [Fact]
    public async Task A_backup_carries_the_seal()
    {
        await using var house = await BackupTests.PlayAsync(Store);
        var number = await EndMonthAsync(house);
        using var copies = Copies.Of(house);
        await house.CloseAsync();
        await using var place = house.Elsewhere(Store);
        copies.RestoreInto(place);

        var rest = Verify.Run(place.Place, isWhole: false, BackupTests.Fail);
        Assert.Equal(number + 1, rest.From);
        place.Open();
        Assert.Contains(place.Said.Lines, l => l.Contains(
            $"{rest.Events} of them came after", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-03-31T21:59:59", "2026-02-28T23:00:00")]
    [InlineData("2026-03-31T22:00:00", "2026-03-31T22:00:00")]
    [InlineData("2026-10-31T22:59:59", "2026-09-30T22:00:00")]
    [InlineData("2026-10-31T23:00:00", "2026-10-31T23:00:00")]
    public void Months_turn_on_the_clocks_of_the_Netherlands(string at, string begin) =>
        Assert.Equal(
            NodaTime.Text.InstantPattern.General.Parse(begin + "Z").Value,
            Months.BeginOf(NodaTime.Text.InstantPattern.General.Parse(at + "Z").Value));

    [Fact]
    public async Task An_old_month_is_moved_away_and_the_rest_goes_on()
    {
        if (Store == Store.Sqlite)
        {
            Assert.Skip("A file has no parts.");
        }

        await using var house = await BackupTests.PlayAsync(Store);
        var number = await EndMonthAsync(house);
        await Eventually.Holds(
            () => Begins(house).SequenceEqual([1, number + 1]), "the journal is cut");
        Assert.Equal(0, Verify.Run(house.Place, isWhole: true, BackupTests.Fail).Findings);
        Assert.Equal(
            (number, house.World.Number - number),
            (house.Scalar<long>("SELECT count(*) FROM journal_from_1"),
                house.Scalar<long>($"SELECT count(*) FROM journal_from_{number + 1}")));
        var hash = house.Hash;
        await house.CloseAsync();
        Directory.Delete(Path.Combine(house.Folder, "snapshots"), recursive: true);
        house.Execute("ALTER TABLE journal DETACH PARTITION journal_from_1");

        house.Open();
        Assert.Equal(hash, house.Hash);
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        Assert.Equal(
            house.Hash, Verify.Run(house.Place, isWhole: false, BackupTests.Fail).World);
    }

    [Fact]
    public async Task A_cut_loses_nothing_while_requests_come_and_waits_for_nobody_for_long()
    {
        if (Store == Store.Sqlite)
        {
            Assert.Skip("A file has no parts.");
        }

        await using var house = await BackupTests.PlayAsync(Store);
        var stop = false;
        var asker = Task.Run(async () =>
        {
            while (!Volatile.Read(ref stop))
            {
                await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
            }
        });
        using var connection = (NpgsqlConnection)house.OpenFile();
        for (var cut = 2; cut < 60; cut += 7)
        {
            Partitions.Cut(connection, cut, least: 7);
            Partitions.Cut(connection, cut + 6, least: 7);
            Partitions.Cut(connection, house.World.Number + 1, 1);
        }

        using (var reader = (NpgsqlConnection)house.OpenFile())
        {
            // A back-up reads for an hour: the cut is for another time.
            reader.Run("BEGIN");
            reader.Find("SELECT count(*) FROM journal");
            Assert.Equal("55P03", Assert.Throws<PostgresException>(
                () => Partitions.Cut(connection, house.World.Number + 1, 1)).SqlState);
        }

        Volatile.Write(ref stop, true);
        await House.Within(asker);
        var begins = Begins(house);
        Assert.True(begins.Count > 10);
        Assert.Equal([1, 8, 15, 22, 29, 36, 43, 50, 57], begins.Where(b => b < 60));
        Assert.Equal(0, Verify.Run(house.Place, isWhole: true, BackupTests.Fail).Findings);
    }

    /// <summary>The month ends, and somebody asks something in the next.</summary>
    /// <returns>The last event of the month.</returns>
    internal static async Task<long> EndMonthAsync(House house)
    {
        var number = house.World.Number;
        var wait = Instant.FromUtc(2026, 3, 31, 22, 0) - house.World.At;
        house.Time.Advance(wait.ToTimeSpan());
        house.Scene.WaitUntil(Instant.FromDateTimeOffset(house.Time.GetUtcNow()));
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        await Eventually.Holds(
            () => house.Scalar<long>("SELECT count(*) FROM seal") == 1, "the month is sealed");
        Assert.Equal(number, house.Scalar<long>("SELECT number FROM seal"));
        return number;
    }

    private static List<long> Begins(House house)
    {
        using var connection = (NpgsqlConnection)house.OpenFile();
        return Partitions.ListBegins(connection);
    }
}

/// <inheritdoc/>
public sealed class MonthsTestsOnSqlite() : MonthsTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class MonthsTestsOnPostgres() : MonthsTests(Store.Postgres);
