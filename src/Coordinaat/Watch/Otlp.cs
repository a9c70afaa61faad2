using System.Reflection;
using Coordinaat.Engine;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Coordinaat.Watch;

/// <summary>Sends figures and traces to a collector, where one is configured.</summary>
/// <remarks>
/// OpenTelemetry's own variables say where and how: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> turns it on,
/// the others (protocol, headers, interval, sampler, service name) keep their usual meaning.
/// </remarks>
internal sealed class Otlp(IConfiguration configuration) : IHostedService
{
    /// <summary>The calls over HTTP, as the framework counts them.</summary>
    public const string HttpMeter = "Microsoft.AspNetCore.Hosting";

    /// <summary>Memory, threads and exceptions, as the runtime counts them.</summary>
    public const string RuntimeMeter = "System.Runtime";

    private const int StopMaxMs = 2_000;
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private MeterProvider? meters;
    private TracerProvider? traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsAsked("METRICS"))
        {
            meters = Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(s => s.AddSingleton(configuration))
                .ConfigureResource(Describe)
                .AddMeter(Meters.Name, HttpMeter, RuntimeMeter)
                .AddOtlpExporter().Build();
        }

        if (IsAsked("TRACES"))
        {
            traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(s => s.AddSingleton(configuration))
                .ConfigureResource(Describe)
                .AddSource(Meters.Name)
                .AddOtlpExporter().Build();
        }

        return Task.CompletedTask;
    }

    // A collector that is away holds the stop up no longer than this.
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => traces?.Shutdown(StopMaxMs), cancellationToken),
        Task.Run(() => meters?.Shutdown(StopMaxMs), cancellationToken));

    private bool IsAsked(string signal) =>
        !string.IsNullOrEmpty(configuration[Endpoint])
        || !string.IsNullOrEmpty(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]);

    // What the variables say of the service wins of what we say.
    private static void Describe(ResourceBuilder resource) => resource
        .AddService(
            "coordinaat",
            serviceVersion: typeof(Otlp).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
                .InformationalVersion,
            serviceInstanceId: Environment.MachineName)
        .AddEnvironmentVariableDetector();
}
