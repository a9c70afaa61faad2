using System.Diagnostics;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Engine.Sqlite;
using Microsoft.Data.Sqlite;

namespace Coordinaat.Bench;

/// <summary>The usual way to store a report: a transaction each, one after the other.</summary>
/// <remarks>
/// As durable as the engine, and it does less: nothing is decided, chained, or kept for a second
/// send. It stands beside the engine so that its figures have something to be held against.
/// </remarks>
internal sealed class PlainWriter : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;
    private readonly SqliteParameter body;
    private readonly SemaphoreSlim gate = new(1);

    public PlainWriter(DirectoryInfo folder)
    {
        connection = Files.OpenWriter(Path.Combine(folder.FullName, "plain.db"));
        connection.Run("""
            CREATE TABLE IF NOT EXISTS report (number INTEGER PRIMARY KEY, body TEXT NOT NULL)
            """);
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO report (body) VALUES ($body)";
        body = insert.Parameters.Add("$body", SqliteType.Text);
    }

    public void Dispose()
    {
        gate.Dispose();
        insert.Dispose();
        connection.Dispose();
    }

    /// <summary>Stores reports one after the other; how long each took, in milliseconds.</summary>
    public async Task<List<double>> WorkAsync(CapacityReported report, Func<bool> isOver)
    {
        var times = new List<double>();
        while (!isOver())
        {
            var started = Stopwatch.GetTimestamp();
            await gate.WaitAsync();
            try
            {
                body.Value = System.Text.Encoding.UTF8.GetString(EventCodec.Encode(report));
                _ = insert.ExecuteNonQuery();
            }
            finally
            {
                _ = gate.Release();
            }

            times.Add(Measure.MsSince(started));
        }

        return times;
    }
}
