using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Coordinaat.Engine;
using Microsoft.AspNetCore.Http.Features;

namespace Coordinaat.Watch;

/// <summary>Serves the figures at an address of their own, apart from everybody else's.</summary>
/// <remarks>
/// Decision 0017. Who may reach the address may read it, so it is on this machine unless somebody
/// says otherwise. An address that cannot be opened is said in the log, and the work goes on: being
/// watched is never a reason to stop.
/// </remarks>
internal sealed class MetricsHost(
    ServeOptions options, Engine.Engine engine, IMeterFactory http, ILogger<MetricsHost> log)
    : IHostedService, IAsyncDisposable
{
    // Prometheus keeps names that end so for parts of histograms.
    private static readonly string[] Misnamed =
        ["dotnet.assembly.count", "dotnet.process.cpu.count", "dotnet.timer.count"];

    private MetricTable? table;
    private WebApplication? app;

    /// <summary>Where it listens; null where it does not.</summary>
    public Uri? Url { get; private set; }

    /// <summary>What is wrong with an address; null when nothing is.</summary>
    public static string? FaultIn(string url) =>
        url.Length == 0 || (Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            && parsed.Scheme == Uri.UriSchemeHttp)
            ? null
            : $"--metrics-url takes an address such as {ServeOptions.MetricsUrlUsual}, or nothing.";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.MetricsUrl.Length == 0)
        {
            return;
        }

        table = new MetricTable(IsShown);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(options.MetricsUrl);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        app = builder.Build();
        app.Run(AnswerAsync);
        try
        {
            await app.StartAsync(cancellationToken);
            Url = new Uri(app.Urls.First());
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            log.LogWarning(
                Said.MetricsClosed, "The figures cannot be served at {Url}: {Fault}.",
                options.MetricsUrl, fault.Message);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        table?.Dispose();
        (app, table) = (null, null);
    }

    private async Task AnswerAsync(HttpContext call)
    {
        // Asking is no work: it does not count among the calls.
        if (call.Features.Get<IHttpMetricsTagsFeature>() is { } measured)
        {
            measured.MetricsDisabled = true;
        }

        if (!HttpMethods.IsGet(call.Request.Method) || call.Request.Path != "/metrics")
        {
            call.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        call.Response.ContentType = MetricTable.MediaType;
        call.Response.Headers.CacheControl = "no-store";
        await call.Response.WriteAsync(table!.Write());
    }

    // Ours, the calls of our own server, and the runtime's.
    private bool IsShown(Instrument instrument) =>
        engine.Meters.Owns(instrument)
        || (instrument.Meter.Name == Otlp.HttpMeter && instrument.Meter.Scope == http)
        || (instrument.Meter.Name == Otlp.RuntimeMeter && !Misnamed.Contains(instrument.Name));
}
