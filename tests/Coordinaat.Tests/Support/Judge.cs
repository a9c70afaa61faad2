using System.Diagnostics;

namespace Coordinaat.Tests.Support;

/// <summary>A program that none of us wrote, asked about what we wrote.</summary>
internal static class Judge
{
    // Debian's own: another one on the path would not have Debian's libraries.
    private const string Python = "/usr/bin/python3";

    /// <summary>Runs a Python program; skips the test, visibly, where a library is missing.
    /// </summary>
    /// <param name="library">The library that it needs; <c>./test</c> installs it.</param>
    /// <param name="program">What to run; it finds the file's path in <c>sys.argv[1]</c>.</param>
    /// <param name="content">The file.</param>
    /// <returns>All that it said.</returns>
    public static async Task<string> PythonAsync(string library, string program, byte[] content)
    {
        var (isThere, _) = await RunAsync(Python, "-c", $"import {library}");
        Assert.SkipUnless(isThere, $"python3 with {library} is missing: ./test installs it");
        return await OfFileAsync(content, path => RunAsync(Python, "-c", program, path));
    }

    /// <summary>Reads XML with xmllint, without entities and without the network.</summary>
    /// <param name="content">The document.</param>
    /// <returns>The document in canonical form.</returns>
    public static async Task<string> XmllintAsync(byte[] content)
    {
        var (isThere, _) = await RunAsync("xmllint", "--version");
        Assert.SkipUnless(isThere, "xmllint is missing: ./test installs it");
        return await OfFileAsync(
            content, path => RunAsync("xmllint", "--nonet", "--c14n", path));
    }

    private static async Task<string> OfFileAsync(
        byte[] content, Func<string, Task<(bool IsGood, string Said)>> run)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, content);
            var (isGood, said) = await run(path);
            Assert.True(isGood, said);
            return said;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<(bool IsGood, string Said)> RunAsync(
        string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            var said = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode == 0, string.Concat(said));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (false, $"{program} is not there");
        }
    }
}
