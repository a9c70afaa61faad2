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
        foreach (var client in open.Keys)
        {
            client.Close();
        }
    }

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
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
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
                    client.GetStream().CopyToAsync(server.GetStream()),
                    server.GetStream().CopyToAsync(client.GetStream()));
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
