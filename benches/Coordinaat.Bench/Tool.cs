using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Coordinaat.Bench;

/// <summary>Programs of others that a bench starts.</summary>
internal static class Tool
{
    /// <summary>Whether a program can be started by its name.</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs it to its end.</summary>
    /// <returns>What it said on standard output.</returns>
    /// <exception cref="InvalidOperationException">It is missing, or it failed.</exception>
    public static string Run(string program, params string[] words)
    {
        using var process = Start(program, words);
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? said
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', words)}: {process.ExitCode}");
    }

    /// <summary>Starts it.</summary>
    /// <exception cref="InvalidOperationException">It is missing.</exception>
    public static Process Start(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false,
            WorkingDirectory = "/",
        };
        start.Environment.Remove("LC_ALL");
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new InvalidOperationException($"{program} is missing.", fault);
        }
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
