using System.Diagnostics;

namespace Coordinaat.Tests.Support;

/// <summary>Prometheus's own judge of figures and alerts; <c>./test</c> fetches it.</summary>
internal static class Promtool
{
    /// <summary>Judges; skips the test, visibly, where the judge is missing.</summary>
    /// <returns>Whether it found no fault, and all that it said.</returns>
    public static async Task<(bool IsGood, string Said)> JudgeAsync(
        string input, params string[] arguments)
    {
        var path = Places().FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, "promtool is missing: ./test fetches it");
        using var process = Process.Start(new ProcessStartInfo(path!, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true, UseShellExecute = false,
        })!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var said = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode == 0, string.Concat(said));
    }

    private static IEnumerable<string> Places() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(f => Path.Combine(f, "promtool"))
            .Append(Repository.PathTo("artifacts", "tools", "promtool"));
}
