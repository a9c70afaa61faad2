using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coordinaat.Domain;
using Coordinaat.Engine;
using Coordinaat.Engine.Postgres;

namespace Coordinaat.Drill;

/// <summary>What a node says of its own world.</summary>
internal sealed record NodeWorld(string Node, int Epoch, long Number, string Hash);

/// <summary>Judges by the database alone what was promised.</summary>
internal sealed class Judge(string journal)
{
    /// <summary>What is wrong; nothing when all is well.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>The last event.</summary>
    public long Number { get; private set; }

    /// <summary>The hash of the world that the journal folds to.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Reads everything, and finds what does not hold.</summary>
    public void Check(IReadOnlyCollection<Ask> asks)
    {
        using var storage = new PostgresStorage(journal, null);
        using (var connection = storage.OpenReader())
        {
            CheckAsks(connection, asks);
            CheckChain(connection);
        }

        using var read = storage.OpenJournal();
        var head = read.FindHead(Head.None);
        var world = read.ReadBetween(Head.None, head)
            .Aggregate(World.Empty, (w, recorded) => w.After(recorded));
        (Number, Hash) = (world.Number, Snapshots.HashOf(world));
    }

    /// <summary>All live worlds are the journal's.</summary>
    public void Compare(IEnumerable<NodeWorld> worlds)
    {
        foreach (var world in worlds)
        {
            Expect(
                world.Number == Number && world.Hash == Hash,
                $"{world.Node} stands at {world.Number} with another world than the journal");
        }
    }

    private void Expect(bool holds, string fault)
    {
        if (!holds)
        {
            Faults.Add(fault);
        }
    }

    private void CheckAsks(DbConnection connection, IReadOnlyCollection<Ask> asks)
    {
        var stored = connection.Read(
            """
            SELECT request, min(number), max(number), count(*), count(DISTINCT batch),
                count(*) FILTER (WHERE kind = 'care-request-registered')
            FROM journal GROUP BY request
            """,
            row => (Id: row.GetId(0), First: row.GetInt64(1), Last: row.GetInt64(2),
                Count: row.GetInt64(3), Batches: row.GetInt64(4), Registered: row.GetInt64(5)))
            .ToDictionary(r => r.Id);
        var answers = connection.Read(
            "SELECT id, first, last FROM answered",
            row => (Id: row.GetId(0), First: row.GetInt64(1), Last: row.GetInt64(2)))
            .ToDictionary(a => a.Id);
        foreach (var ask in asks)
        {
            var (what, isStored) = ($"{ask.Kind} {ask.Id}", stored.ContainsKey(ask.Id));
            switch (ask.Last)
            {
                case Last.None:
                    Faults.Add($"{what}: never settled after {ask.Sends} sends");
                    break;
                case Last.Yes when !isStored:
                    Faults.Add($"{what}: answered yes, and not in the journal");
                    break;
                case Last.Yes:
                    var (_, first, last, count, batches, registered) = stored[ask.Id];
                    Expect(
                        batches == 1 && last - first + 1 == count && last <= ask.Number,
                        $"{what}: answered yes once, and {batches} times in the journal");
                    Expect(
                        registered == (ask.Kind == "registration" ? 1 : 0),
                        $"{what}: registered {registered} times");
                    Expect(
                        answers.TryGetValue(ask.Id, out var answer)
                            && (answer.First, answer.Last) == (first, last),
                        $"{what}: its answer is not kept");
                    break;
                case Last.Refused or Last.NotStored:
                    Expect(
                        !isStored && !answers.ContainsKey(ask.Id),
                        $"{what}: {ask.Last}, and in the journal");
                    break;
            }
        }

        var made = asks.Where(a => a.Made > 0).GroupBy(a => a.Made).Where(g => g.Count() > 1);
        Faults.AddRange(made.Select(g => $"care request {g.Key} was promised {g.Count()} times"));
    }

    private void CheckChain(DbConnection connection)
    {
        var batches = connection.Read(
            "SELECT first, last, hash FROM batch ORDER BY first",
            row => (First: row.GetInt64(0), Last: row.GetInt64(1), Hash: (byte[])row[2]));
        var (hash, next) = (new byte[32], 1L);
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT {Journal.Columns} FROM journal WHERE number > 0 ORDER BY number";
        using var rows = command.ExecuteReader();
        foreach (var batch in batches)
        {
            Expect(batch.First == next, $"batch {batch.First} follows on event {next - 1}");
            using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            sum.AppendData(hash);
            for (; next <= batch.Last && rows.Read(); next++)
            {
                var recorded = Journal.ReadRow(rows);
                Expect(recorded.Number == next, $"event {next} is missing");
                Journal.Chain(
                    sum, recorded, rows.GetString(3), rows.GetInt32(4),
                    Encoding.UTF8.GetBytes(rows.GetString(5)));
            }

            hash = sum.GetHashAndReset();
            Expect(hash.AsSpan().SequenceEqual(batch.Hash), $"the chain breaks at {batch.First}");
        }

        Expect(!rows.Read(), "there are events after the last batch");
    }
}

/// <summary>Asks the nodes for their worlds.</summary>
internal static class Worlds
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    /// <summary>The worlds of all nodes, once they stand at an event.</summary>
    public static async Task<List<NodeWorld>> AtAsync(
        long number, string folder, TimeProvider time)
    {
        var found = new List<NodeWorld>();
        foreach (var node in Machines.Nodes)
        {
            var started = time.GetTimestamp();
            var world = await AskAsync(folder, node);
            while (world.Number < number && time.GetElapsedTime(started) < WaitMax)
            {
                await Task.Delay(100);
                world = await AskAsync(folder, node);
            }

            found.Add(world);
        }

        return found;
    }

    private static async Task<NodeWorld> AskAsync(string folder, string node)
    {
        using var control = JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(folder, node, "data", "control.json")));
        var address = node == "node1" ? "10.212.0.21" : "10.212.0.22";
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new(
            "Bearer", control.RootElement.GetProperty("Token").GetString());
        using var said = JsonDocument.Parse(await client.GetStringAsync(
            new Uri($"http://{address}:5080/health/world")));
        var root = said.RootElement;
        return new NodeWorld(
            node, root.GetProperty("epoch").GetInt32(), root.GetProperty("number").GetInt64(),
            root.GetProperty("hash").GetString()!);
    }
}
