using System.Net;
using System.Net.Sockets;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Watch;

/// <summary>A real collector gets figures and traces, where the usual variables name one.
/// </summary>
public sealed class OtlpTests
{
    [Fact]
    public async Task A_collector_gets_figures_and_traces_by_the_usual_variables()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = await ServerProcess.StartDemoAsync(
            "",
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url.ToString()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "500"), ("OTEL_BSP_SCHEDULE_DELAY", "200"),
            ("OTEL_SERVICE_NAME", "zcc-grebbeland"));
        using var desk = new Api(server.Url);
        await desk.SignInDemoAsync("coordinator");
        _ = await desk.DoAsync("/api/care-requests", new Patient(1).Intake());
        _ = await desk.GetAsync("/zorgvragen/1");

        await Eventually.Holds(
            () => Has(collector, "/v1/metrics", "coordinaat.commit.duration")
                && Has(collector, "/v1/metrics", "http.server.request.duration")
                && Has(collector, "/v1/metrics", "dotnet.gc.pause.time")
                && Has(collector, "/v1/metrics", "zcc-grebbeland"),
            "the figures are there");
        await Eventually.Holds(
            () => Has(collector, "/v1/traces", "POST /api/care-requests")
                && Has(collector, "/v1/traces", "GET /zorgvragen/{request:int}")
                && Has(collector, "/v1/traces", "RegisterCareRequest")
                && Has(collector, "/v1/traces", "batch"),
            "the traces are there");
        Assert.DoesNotContain(
            new Patient(1).Words, w => collector.Text.Contains(w, StringComparison.Ordinal));
        Assert.DoesNotContain("/zorgvragen/1", collector.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_does_not_answer_does_not_spoil_the_stop()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var server = await ServerProcess.StartDemoAsync(
            "",
            ("OTEL_EXPORTER_OTLP_ENDPOINT",
                $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

        Assert.Equal(0, await server.StopAsync());
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(server.Folder, "snapshots")));
    }

    private static bool Has(Collector collector, string path, string word) =>
        collector.Words(path).Contains(word);
}
