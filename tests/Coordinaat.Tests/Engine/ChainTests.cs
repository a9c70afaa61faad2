using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Coordinaat.Domain.Placement;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Engine;

/// <summary>
/// Each batch is chained to the one before, so nobody changes, leaves out or slips in an event
/// without breaking every hash after it. Computed here a second time, from the rows alone.
/// </summary>
public abstract class ChainTests(Store store) : EngineTests(store)
{
    [Fact]
    public async Task Every_batch_is_chained_to_the_one_before_also_across_a_restart()
    {
        await using var house = await OpenAsync();
        var offer = await house.AskAsync();
        await house.ReopenAsync();
        await house.DoAsync(house.Scene.Answer(offer, Reply.Yes), TestRegion.Nurse);
        await house.Engine.Protection.StoreAsync("a", "b");
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);

        AssertChained(house);
        Assert.True(house.Scalar<long>("SELECT count(*) FROM batch") >= 8);
    }

    [Theory]
    [InlineData("UPDATE journal SET body = replace(body, 'Phone', 'Form') WHERE number = 66")]
    [InlineData("UPDATE journal SET actor = 2 WHERE number = 66")]
    [InlineData("UPDATE journal SET roles = roles + 1 WHERE number = 66")]
    [InlineData("UPDATE journal SET at = at + 1 WHERE number = 66")]
    [InlineData("UPDATE journal SET kind = 'lead-given' WHERE number = 66")]
    public async Task A_changed_event_breaks_the_chain(string change)
    {
        await using var house = await OpenAsync();
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        house.Execute(change.Replace("66", $"{house.World.Number - 3}", StringComparison.Ordinal));

        Assert.ThrowsAny<Exception>(() => AssertChained(house));
    }

    /// <summary>Recomputes every hash from the rows; the batches cover the journal exactly.
    /// </summary>
    internal static void AssertChained(House house)
    {
        using var connection = house.OpenFile();
        var batches = connection.Read(
            "SELECT first, last, hash FROM batch ORDER BY first",
            row => (row.GetInt64(0), row.GetInt64(1), (byte[])row[2]));
        var (head, next) = (new byte[32], 1L);
        foreach (var (first, last, hash) in batches)
        {
            Assert.Equal(next, first);
            Assert.True(last >= first);
            head = HashOf(connection, head, first, last);
            Assert.Equal(Convert.ToHexString(head), Convert.ToHexString(hash));
            next = last + 1;
        }

        Assert.Equal(house.World.Number, next - 1);
    }

    private static byte[] HashOf(
        System.Data.Common.DbConnection connection, byte[] head, long first, long last)
    {
        using var events = connection.CreateCommand();
        events.CommandText = $"""
            SELECT number, epoch, region, shape, actor, holder, cause, at, roles, batch, request,
                kind, body
            FROM journal WHERE number BETWEEN {first} AND {last} ORDER BY number
            """;
        using var reader = events.ExecuteReader();
        using var bytes = new MemoryStream();
        bytes.Write(head);
        while (reader.Read())
        {
            var body = Encoding.UTF8.GetBytes(reader.GetString(12));
            foreach (var column in new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8 })
            {
                Write(reader.GetInt64(column));
            }

            Write(body.Length);
            bytes.Write((byte[])reader[10]);
            bytes.Write(Encoding.UTF8.GetBytes(reader.GetString(11)));
            bytes.Write(body);
            Assert.Equal(first, reader.GetInt64(9));
        }

        return SHA256.HashData(bytes.ToArray());

        void Write(long number)
        {
            Span<byte> eight = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(eight, number);
            bytes.Write(eight);
        }
    }
}

/// <inheritdoc/>
public sealed class ChainTestsOnSqlite() : ChainTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class ChainTestsOnPostgres() : ChainTests(Store.Postgres);
