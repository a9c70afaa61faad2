using System.Net;
using System.Net.Sockets;
using Coordinaat.Engine.Sqlite;
using Coordinaat.Tests.Support;
using Coordinaat.Watch;
using Microsoft.Data.Sqlite;

namespace Coordinaat.Tests.Watch;

/// <summary>
/// What happens is in the figures, an outside judge can read them, they are at an address of their
/// own, and no label holds what somebody typed.
/// </summary>
public sealed class MetricsTests
{
    private static readonly string[] Promised =
    [
        "coordinaat_queue_length", "coordinaat_batch_size", "coordinaat_commit_duration_seconds",
        "coordinaat_answers_total", "coordinaat_refusals_total", "coordinaat_faults_total",
        "coordinaat_world_requests", "coordinaat_world_pools", "coordinaat_memory_managed_bytes",
        "coordinaat_journal_head", "coordinaat_reader_lag", "coordinaat_reader_lag_time_seconds",
        "coordinaat_feed_reports_total", "coordinaat_feed_newest_age_seconds",
        "coordinaat_streams_open", "coordinaat_streams_cut_total", "coordinaat_unwritable_seconds",
        "coordinaat_replicas", "coordinaat_replicas_wanted", "coordinaat_nodes_alive",
        "http_server_request_duration_seconds",
    ];

    [Fact]
    public async Task What_happens_is_in_the_figures()
    {
        await using var server = await WebServer.StartWatchedAsync();
        using var desk = await server.SignInAsync("coordinator");
        using var ward = await server.SignInAsync("vlierdonk");
        var before = await FiguresOf(server);
        var id = Guid.Parse("6f1c8f0e-52a1-4a36-9d0b-7d7d4c1f7b01");

        _ = await desk.PostAsync("/api/care-requests", new Patient(1).Intake(), id);
        _ = await desk.PostAsync("/api/care-requests", new Patient(1).Intake(), id);
        _ = await desk.PostAsync("/api/care-requests", new Patient(2).Intake(), id);
        _ = await desk.PostAsync("/api/care-requests/99999/lead", new { });
        _ = await ward.DoAsync(
            "/api/units/huize-vlierdonk-elv-low/capacity",
            new { physical = 9, blocked = 0, staffed = 9, occupied = 1 });
        var after = await FiguresOf(server);

        double Grown(string series) => after[series] - before[series];
        Assert.Equal(2, Grown("coordinaat_answers_total{outcome=\"yes\"}"));
        Assert.Equal(1, Grown("coordinaat_answers_total{outcome=\"repeat\"}"));
        Assert.Equal(1, Grown("coordinaat_answers_total{outcome=\"refused\"}"));
        Assert.Equal(1, Grown("coordinaat_answers_total{outcome=\"fault\"}"));
        Assert.Equal(1, Grown("coordinaat_refusals_total{kind=\"work/request-unknown\"}"));
        Assert.Equal(1, Grown("coordinaat_faults_total{kind=\"engine/id-reused\"}"));
        Assert.Equal(1, Grown("coordinaat_feed_reports_total{source=\"manual\"}"));
        Assert.Equal(1, Grown("coordinaat_world_requests{state=\"open\"}"));
        Assert.Equal(2, Grown("coordinaat_commit_duration_seconds_count"));
        Assert.Equal(server.World.Number, after["coordinaat_journal_head"]);
        Assert.Equal(4, after[
            "coordinaat_batch_size_bucket{le=\"1\"}"] - before[
            "coordinaat_batch_size_bucket{le=\"1\"}"] - 1);
        Assert.True(after["coordinaat_memory_managed_bytes"] > 1_000_000);
        Assert.True(after["coordinaat_feed_newest_age_seconds{source=\"manual\"}"] >= 0);
    }

    [Fact]
    public async Task Who_waits_who_follows_and_what_fails_is_in_the_figures()
    {
        await using var server = await WebServer.StartWatchedAsync();
        using var desk = await server.SignInAsync("coordinator");
        using (var frames = await desk.LiveAsync($"1-{server.World.Number}", "desk"))
        {
            _ = await frames.NextAsync();
            Assert.Equal(1, (await FiguresOf(server))["coordinaat_streams_open"]);
        }

        await Eventually.HoldsAsync(
            async () => (await FiguresOf(server))["coordinaat_streams_open"] == 0, "it is closed");
        server.Engine.Meters.StreamCut();
        server.Engine.Meters.SetReplicas(1, 2);
        server.Engine.Meters.SetNodesAlive(3);
        await server.Engine.ExecuteAsync(c => Database.Run(c, "PRAGMA busy_timeout = 0"));
        using var held = await server.HoldLoopAsync();
        var waiting = desk.PostAsync("/api/care-requests", new Patient(1).Intake());
        await Eventually.HoldsAsync(
            async () => (await FiguresOf(server))["coordinaat_queue_length{lane=\"desk\"}"] == 1,
            "one waits");
        held.Dispose();
        _ = await waiting;
        await using var other = new SqliteConnection(
            $"Data Source={Path.Combine(server.Folder, "journal.db")};Pooling=False");
        await other.OpenAsync();
        Database.Run(other, "BEGIN IMMEDIATE");
        Assert.Equal(503, (await desk.PostAsync(
            "/api/care-requests", new Patient(2).Intake())).Status);

        var figures = await FiguresOf(server);
        Assert.True(figures["coordinaat_unwritable_seconds"] > 0);
        Assert.Equal(1, figures["coordinaat_loop_running"]);
        Assert.Equal(1, figures["coordinaat_streams_cut_total"]);
        Assert.Equal(
            (1d, 2d, 3d),
            (figures["coordinaat_replicas"], figures["coordinaat_replicas_wanted"],
                figures["coordinaat_nodes_alive"]));
    }

    [Fact]
    public async Task An_outside_judge_finds_no_fault_and_all_that_is_promised_is_there()
    {
        await using var server = await WebServer.StartWatchedAsync();
        using var desk = await server.SignInAsync("coordinator");
        _ = await desk.PostAsync("/api/care-requests/99999/lead", new { });
        var figures = await FiguresOf(server);

        Assert.Empty(Promised.Except(figures.Names));
        var (isGood, said) = await Promtool.JudgeAsync(figures.Text, "check", "metrics");
        Assert.True(isGood, said);
        (isGood, _) = await Promtool.JudgeAsync(
            figures.Text + "coordinaat_wrong{a=b} 1\n", "check", "metrics");
        Assert.False(isGood);
    }

    [Fact]
    public async Task A_route_is_told_by_its_pattern_and_never_by_its_address()
    {
        await using var server = await WebServer.StartWatchedAsync();
        using var desk = await server.SignInAsync("coordinator");
        foreach (var path in new[]
        {
            "/zorgvragen/71000001?zoek=Qwibzoon", "/Qwibzoon", "/api/units/Qwibzoon/capacity",
            "/zorgvragen/nieuw?concept=Qwibzoon", "/dist/Qwibzoon.js",
        })
        {
            _ = await desk.GetAsync(path);
        }

        _ = await desk.SendAsync(new HttpRequestMessage(new HttpMethod("QWIBZOON"), "/regiekamer"));
        var figures = await FiguresOf(server);

        Assert.Contains(
            "http_route=\"/zorgvragen/{request:int}\"", figures.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("wibzoon", figures.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("71000001", figures.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_figures_are_at_an_address_of_their_own_and_nothing_else_is()
    {
        await using var server = await WebServer.StartWatchedAsync();
        using var desk = await server.SignInAsync("beheerder");
        var figures = server.Service<MetricsHost>().Url!;
        using var monitor = new Api(figures);

        Assert.NotEqual(server.Url.Port, figures.Port);
        var open = await desk.GetAsync("/metrics");
        Assert.Equal(404, open.Status);
        Assert.DoesNotContain("coordinaat_", open.Body, StringComparison.Ordinal);
        Assert.Equal(MetricTable.MediaType, (await monitor.GetAsync("/metrics"))
            .Headers["Content-Type"].Single());
        foreach (var path in new[] { "/", "/aanmelden", "/health/live", "/metrics/x" })
        {
            Assert.Equal(404, (await monitor.GetAsync(path)).Status);
        }

        Assert.Equal(404, (await monitor.PostAsync("/metrics", new { })).Status);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_said_and_the_work_goes_on()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var server = await ServerProcess.StartDemoAsync(
            $"--metrics-url http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");

        Assert.Contains("[2002 metrics-closed]", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Meetwaarden", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_none_stops_the_start()
    {
        var run = await ProgramRun.OfAsync(
            "serve", "--data", Path.GetTempPath(), "--metrics-url", "9464");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--metrics-url", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_stands_still_is_behind_in_events_and_in_time()
    {
        await using var house = await House.OpenAsync();
        using var table = new MetricTable(house.Engine.Meters.Owns);
        var read = 0L;
        house.Engine.Meters.Follow("traag", () => read);
        _ = table.Write();
        house.Time.Advance(TimeSpan.FromSeconds(61));
        var behind = new Metrics(table.Write());
        read = house.World.Number;
        var level = new Metrics(table.Write());

        Assert.Equal(house.World.Number, behind["coordinaat_reader_lag{reader=\"traag\"}"]);
        Assert.Equal(61, behind["coordinaat_reader_lag_time_seconds{reader=\"traag\"}"]);
        Assert.Equal(0, behind["coordinaat_reader_lag{reader=\"screens\"}"]);
        Assert.Equal(0, level["coordinaat_reader_lag{reader=\"traag\"}"]);
        Assert.Equal(0, level["coordinaat_reader_lag_time_seconds{reader=\"traag\"}"]);
    }

    [Fact]
    public async Task A_clock_that_is_parked_is_counted_once()
    {
        await using var house = await House.OpenAsync();
        using var table = new MetricTable(house.Engine.Meters.Owns);

        house.Engine.Meters.ClockParked();

        Assert.Equal(1, new Metrics(table.Write())["coordinaat_clocks_parked_total"]);
    }

    private static Task<Metrics> FiguresOf(WebServer server) =>
        Metrics.OfAsync(server.Service<MetricsHost>().Url!);
}
