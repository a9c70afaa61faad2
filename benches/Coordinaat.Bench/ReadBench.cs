using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Coordinaat.Bench;

/// <summary>Pages and answers a second while 80 figures a second come in.</summary>
/// <remarks>Asked by wrk (Debian package <c>wrk</c>) on the same machine, signed in by cookie.
/// </remarks>
internal static partial class ReadBench
{
    private const int Connections = 16;
    private const int FiguresPerSecond = 80;
    private static readonly string[] Paths = ["/capaciteit", "/api/units"];

    /// <summary>Measures, and prints a line for each path.</summary>
    public static void Run(Size size) => RunAsync(size).GetAwaiter().GetResult();

    private static async Task RunAsync(Size size)
    {
        var (rounds, seconds) = size == Size.Quick ? (1, 4) : (3, 15);
        var folder = Measure.MakeFolder("read");
        try
        {
            await using var server = await BenchServer.StartAsync(
                folder, sessions: 11, TimeSpan.FromMilliseconds(250));
            foreach (var path in Paths)
            {
                await RunAsync(server, path, rounds, seconds);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(BenchServer server, string path, int rounds, int seconds)
    {
        var (perSecond, slowest, cost) =
            (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            var length = TimeSpan.FromSeconds(seconds);
            var before = Environment.CpuUsage.TotalTime;
            var reports = server.ReportAsync(server.UnitsIn(null), FiguresPerSecond, length);
            var (count, p99) = await AskAsync(server, path, seconds);
            await reports;

            // The first warms up.
            if (round > 0)
            {
                perSecond.Add(count);
                slowest.Add(p99);
                cost.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds
                    / (count * seconds));
                Measure.Say($"read: {path}, round {round}: {count:F0} a second, p99 {p99:F1} ms, "
                    + $"{cost[^1]:F1} ms of processor");
            }
        }

        Measure.Print(new
        {
            Bench = "read",
            Path = path,
            Connections,
            PerSecond = Math.Round(Measure.Median(perSecond), 1),
            P99Ms = Math.Round(Measure.Median(slowest), 1),
            CpuMs = Math.Round(Measure.Median(cost), 2),
        });
    }

    private static async Task<(double PerSecond, double P99Ms)> AskAsync(
        BenchServer server, string path, int seconds)
    {
        var start = new ProcessStartInfo(
            "wrk",
            [
                "-t1", $"-c{Connections}", $"-d{seconds}s", "--latency", "--timeout", "30s", "-H",
                $"Cookie: {server.CookieOf(0)}", new Uri(server.Url, path).ToString(),
            ])
        {
            RedirectStandardOutput = true, UseShellExecute = false,
        };
        using var wrk = Start(start);
        var said = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (said.Contains("Non-2xx", StringComparison.Ordinal)
            || said.Contains("Socket errors", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(said);
        }

        var slow = Slowest().Match(said);
        var p99 = Number(slow, "value");
        return (Number(PerSecond().Match(said), "value"), slow.Groups["unit"].Value switch
        {
            "us" => p99 / 1_000,
            "ms" => p99,
            _ => p99 * 1_000,
        });
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new InvalidOperationException(
                "wrk is missing: apt-get install wrk, and measure again.", fault);
        }
    }

    private static double Number(Match match, string group) =>
        double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^Requests/sec:\s+(?<value>[0-9.]+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PerSecond();

    [GeneratedRegex(
        @"^\s+99%\s+(?<value>[0-9.]+)(?<unit>us|ms|s)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Slowest();
}
