using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Coordinaat.Tests.Support;

/// <summary>The line between a browser and the server, that can be cut and mended.</summary>
internal sealed class CutProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> open = new();
    private readonly Uri target;
    private readonly Task accepting;
    private volatile bool isCut;
    private volatile TaskCompletionSource? questions;
    private volatile TaskCompletionSource? answers;

    public CutProxy(Uri target)
    {
        this.target = target;
        listener.Start();
        Url = new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    public Uri Url { get; }

    /// <summary>Breaks what is open, and lets nothing through.</summary>
    public void Cut()
    {
        isCut = true;
        Break();
    }

    /// <summary>Breaks what is open; the next connection gets through.</summary>
    public void Break()
    {
        questions?.TrySetResult();
        answers?.TrySetResult();
        (questions, answers) = (null, null);
        foreach (var client in open.Keys)
        {
            client.Close();
        }
    }

    /// <summary>Whether something is kept on the way.</summary>
    public bool IsHolding { get; private set; }

    /// <summary>What the server says stays on the way, until the line is broken.</summary>
    public void HoldAnswers() => answers = new();

    /// <summary>What the server is asked stays on the way, until the line is broken.</summary>
    public void HoldQuestions() => questions = new();

    public void Mend() => isCut = false;

    public async ValueTask DisposeAsync()
    {
        Cut();
        listener.Stop();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
            catch (Exception fault) when (fault is SocketException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task PassAsync(
        TcpClient from, TcpClient to, Func<TaskCompletionSource?> gate)
    {
        var bytes = new byte[81_920];
        while (true)
        {
            var read = await from.GetStream().ReadAsync(bytes);
            if (read == 0 || gate() is { } held && await KeepAsync(held))
            {
                return;
            }

            await to.GetStream().WriteAsync(bytes.AsMemory(0, read));
        }
    }

    private async Task<bool> KeepAsync(TaskCompletionSource held)
    {
        IsHolding = true;
        await held.Task;
        IsHolding = false;
        return true;
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        try
        {
            if (!isCut)
            {
                open[client] = open[server] = true;
                await server.ConnectAsync(target.Host, target.Port);
                await Task.WhenAny(
                    PassAsync(client, server, () => questions),
                    PassAsync(server, client, () => answers));
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException
            or InvalidOperationException)
        {
            // Cut, or gone.
        }
        finally
        {
            open.TryRemove(client, out _);
            open.TryRemove(server, out _);
            client.Close();
        }
    }
}
