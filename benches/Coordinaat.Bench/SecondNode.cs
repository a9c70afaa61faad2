using System.Diagnostics;
using System.Globalization;

namespace Coordinaat.Bench;

/// <summary>Another node on the same database: an engine in a process of its own.</summary>
/// <remarks>
/// It reads lines: "wait NUMBER" until it has seen an event, "work CALLERS MS MOST" to answer
/// offers. It says "ok", or "done" and then in a line how long each answer took.
/// </remarks>
internal sealed class SecondNode : IDisposable
{
    private readonly Process process;

    private SecondNode(Process process) => this.process = process;

    /// <summary>Starts it, and waits until it can decide.</summary>
    /// <param name="connectionString">The journal's database.</param>
    /// <param name="folder">A folder of its own, with a snapshot.</param>
    /// <param name="last">The offer that it answers first; then the one before.</param>
    public static async Task<SecondNode> StartAsync(
        string connectionString, string folder, int last)
    {
        var node = new SecondNode(Tool.Start(
            Environment.ProcessPath!, typeof(SecondNode).Assembly.Location, "reserve",
            connectionString, folder, last.ToString(CultureInfo.InvariantCulture)));
        await node.HearAsync("ok");
        return node;
    }

    /// <summary>What the process does.</summary>
    public static async Task RunAsync(string connectionString, string folder, int last)
    {
        await using var engine = Engine.Engine.Open(
            Reservations.OptionsOf(folder, connectionString));
        var reserver = new Reserver(engine, last, step: -1);
        await Console.Out.WriteLineAsync("ok");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            long[] numbers =
            [
                .. line.Split(' ').Skip(1)
                    .Select(w => long.Parse(w, CultureInfo.InvariantCulture)),
            ];
            if (numbers is [var number])
            {
                _ = await engine.WaitForAsync(number, TimeSpan.FromSeconds(30));
                await Console.Out.WriteLineAsync("ok");
                continue;
            }

            var times = await reserver.WorkAsync(
                (int)numbers[0], TimeSpan.FromMilliseconds(numbers[1]), (int)numbers[2]);
            await Console.Out.WriteLineAsync("done");
            await Console.Out.WriteLineAsync(string.Join(' ', times.Select(
                t => t.ToString("F3", CultureInfo.InvariantCulture))));
        }
    }

    /// <summary>Waits until it has seen an event.</summary>
    public async Task WaitForAsync(long number)
    {
        await SayAsync($"wait {number}");
        await HearAsync("ok");
    }

    /// <summary>Lets it answer offers.</summary>
    /// <returns>When it was done, and how long each answer took in milliseconds.</returns>
    public async Task<(long Done, double[] Times)> WorkAsync(
        int callers, TimeSpan length, int most)
    {
        await SayAsync(string.Create(
            CultureInfo.InvariantCulture, $"work {callers} {length.TotalMilliseconds:F0} {most}"));
        await HearAsync("done");
        var done = Stopwatch.GetTimestamp();
        var times = await process.StandardOutput.ReadLineAsync() ?? "";
        return (done,
        [
            .. times.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(t => double.Parse(t, CultureInfo.InvariantCulture)),
        ]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private async Task SayAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    private async Task HearAsync(string word)
    {
        if (await process.StandardOutput.ReadLineAsync() != word)
        {
            throw new InvalidOperationException("The second node failed.");
        }
    }
}
