using System.Diagnostics;
using System.Reflection;

namespace Coordinaat.Tests.Support;

/// <summary>The program run to its end, as a user runs a command.</summary>
/// <param name="ExitCode">What it told the shell.</param>
/// <param name="Output">All that it said.</param>
internal sealed record ProgramRun(int ExitCode, string Output)
{
    /// <summary>The program as it was built.</summary>
    public static string Path => typeof(ProgramRun).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "Program").Value!;

    public static async Task<ProgramRun> OfAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        var said = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new ProgramRun(process.ExitCode, string.Concat(said));
    }
}
