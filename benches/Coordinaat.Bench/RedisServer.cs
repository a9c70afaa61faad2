using System.Diagnostics;
using System.Globalization;

namespace Coordinaat.Bench;

/// <summary>A Redis server of the bench's own, that flushes every write before it answers.
/// </summary>
internal sealed class RedisServer : IDisposable
{
    private const int Units = 25_000;
    private readonly int port = Tool.FreePort();
    private readonly Process process;
    private readonly string script;

    /// <summary>Starts it, with units that never run out of places.</summary>
    /// <param name="folder">For its files; made when missing.</param>
    /// <param name="path">The Lua script that reserves a place in unit ARGV[1].</param>
    public RedisServer(string folder, string path)
    {
        _ = Directory.CreateDirectory(folder);
        process = Tool.Start(
            "redis-server", "--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder,
            "--appendonly", "yes", "--appendfsync", "always", "--save", "", "--loglevel",
            "notice");
        AppDomain.CurrentDomain.ProcessExit += Stop;
        WaitUntilOpen();
        _ = Ask("eval", string.Create(CultureInfo.InvariantCulture, $$"""
            for n = 0, {{Units}} do
                redis.call('HSET', string.format('u:%012d', n), 'free', 1000000000, 'v', 0,
                    't', string.format('%012d', n % 40))
            end
            """), "0");
        script = Ask("script", "load", File.ReadAllText(path)).Trim();
    }

    /// <summary>Reserves with so many clients.</summary>
    /// <param name="isHot">All in one unit.</param>
    /// <param name="clients">How many at once.</param>
    /// <param name="count">How many reservations.</param>
    public Speed Reserve(bool isHot, int clients, int count)
    {
        // Its last line: the words, then a second, mean, least, p50, p95, p99 and most in ms.
        var said = Tool.Run(
            "redis-benchmark", "-p", $"{port}", "-c", $"{clients}", "-n", $"{count}", "-r",
            $"{Units}", "--csv", "evalsha", script, "1", "u", isHot ? "1" : "__rand_int__");
        double[] figures =
        [
            .. said.Trim().Split('\n')[^1].Split("\",\"").TakeLast(7).Select(w => double.Parse(
                w.Trim('"', '\r'), CultureInfo.InvariantCulture)),
        ];
        return new Speed(figures[0], figures[3], figures[5]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Stop;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    // Also when the bench is cut off.
    private void Stop(object? sender, EventArgs e) => Dispose();

    private string Ask(params string[] words) =>
        Tool.Run("redis-cli", ["-p", $"{port}", .. words]);

    private void WaitUntilOpen()
    {
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Contains("Ready to accept", StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException("redis-server did not start.");
    }
}
