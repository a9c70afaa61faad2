using System.Net;
using System.Net.Sockets;
using Coordinaat.Domain.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Coordinaat.Tests.Support;

/// <summary>The demo in this process, at an hour that the test chooses; a real server and browser
/// all the same.</summary>
internal sealed class DemoServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;

    private DemoServer(WebApplication app, string folder, Uri url, OffsetTime time) =>
        (this.app, this.folder, Url, Time) = (app, folder, url, time);

    public Uri Url { get; }

    public OffsetTime Time { get; }

    public EngineItself Engine => app.Services.GetRequiredService<EngineItself>();

    /// <summary>Starts the demo at a moment.</summary>
    /// <param name="local">The Dutch wall clock at the start.</param>
    /// <param name="traffic">How fast a made-up day is played beside it; 0 for not.</param>
    public static async Task<DemoServer> StartAsync(LocalDateTime local, double traffic = 0)
    {
        var folder = Directory.CreateTempSubdirectory("coordinaat-").FullName;
        var url = new Uri($"http://localhost:{FreePort()}");
        var time = new OffsetTime(local.InZoneStrictly(LocalMoment.Zone).ToDateTimeOffset());
        var app = await Serve.BuildAsync(
            new ServeOptions(folder, url.ToString(), IsDemo: true)
            {
                Time = time, TrafficSpeed = traffic,
            });
        await app.StartAsync();
        return new DemoServer(app, folder, url, time);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>The real clock, moved: it runs on by itself, and can be moved further.</summary>
internal sealed class OffsetTime : TimeProvider
{
    private long offsetTicks;

    public OffsetTime(DateTimeOffset start) =>
        offsetTicks = (start - System.GetUtcNow()).Ticks;

    /// <summary>How far this clock is ahead of the real one.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Volatile.Read(ref offsetTicks));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;

    public override long GetTimestamp() => System.GetTimestamp()
        + (long)(Offset.TotalSeconds * System.TimestampFrequency);

    public override long TimestampFrequency => System.TimestampFrequency;

    /// <summary>Moves on, as if that time had passed.</summary>
    public void Move(TimeSpan by) => Interlocked.Add(ref offsetTicks, by.Ticks);
}
