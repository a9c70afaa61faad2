using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;

namespace Coordinaat.Tests.Support;

/// <summary>The program as a user starts it: a process of its own, that can be killed.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly StringBuilder output = new();
    private readonly string arguments;
    private readonly (string Name, string Value)[] environment;
    private Process process;

    private ServerProcess(
        string folder, Uri url, string arguments, (string, string)[] environment)
    {
        (Folder, Url, this.arguments) = (folder, url, arguments);
        this.environment = environment;
        process = Launch();
    }

    /// <summary>The folder of its data.</summary>
    public string Folder { get; }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>What it said so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Where it says that its figures are.</summary>
    public Uri Figures => new(Output.Split('\n').Select(l => l.Trim().Split(": "))
        .First(l => l[0] == "Meetwaarden")[1]);

    /// <summary>Starts the demo on a free port, and waits until it is ready.</summary>
    public static Task<ServerProcess> StartDemoAsync(
        string extra = "", params (string Name, string Value)[] environment) =>
        StartOnAsync(
            Directory.CreateTempSubdirectory("coordinaat-").FullName, "--demo " + extra,
            environment);

    /// <summary>Starts the program on a free port, and waits until it is ready.</summary>
    public static Task<ServerProcess> StartAsync(string extra) =>
        StartOnAsync(Directory.CreateTempSubdirectory("coordinaat-").FullName, extra);

    /// <summary>Starts the program on a folder, which is deleted afterwards.</summary>
    public static async Task<ServerProcess> StartOnAsync(
        string folder, string extra = "", params (string Name, string Value)[] environment)
    {
        var server = new ServerProcess(
            folder, new Uri($"http://localhost:{FreePort()}"), extra, environment);
        await server.WaitUntilReadyAsync();
        return server;
    }

    /// <summary>Kills it as a power cut would, without a word.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Asks it to stop, as systemd would, and waits.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", $"-TERM {process.Id}");
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Starts it again on the same folder and address.</summary>
    public async Task RestartAsync()
    {
        process.Dispose();
        process = Launch();
        await WaitUntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Process Launch()
    {
        var program = typeof(ServerProcess).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(a => a.Key == "Program").Value;
        var start = new ProcessStartInfo(
            "dotnet", $"\"{program}\" serve --data \"{Folder}\" --url {Url} {arguments}")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        // Several run beside each other; each finds a port of its own.
        if (!arguments.Contains("--metrics-url", StringComparison.Ordinal))
        {
            start.Arguments += " --metrics-url http://127.0.0.1:0";
        }

        var launched = Process.Start(start)!;
        launched.OutputDataReceived += (_, line) => Note(line.Data);
        launched.ErrorDataReceived += (_, line) => Note(line.Data);
        launched.BeginOutputReadLine();
        launched.BeginErrorReadLine();
        return launched;
    }

    private void Note(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }

    private async Task WaitUntilReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Url };
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromMinutes(1))
        {
            try
            {
                var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"The program is not ready. It said: {Output}");
    }
}
