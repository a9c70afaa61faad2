using System.Globalization;
using System.Net.Sockets;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coordinaat.Tests.Web;

/// <summary>The program as a whole: what stops its start, and how it stops.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task An_endpoint_that_nobody_decided_about_stops_the_start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddAuthorization();
        await using var app = builder.Build();
        app.MapGet("/besloten", () => "ja").RequireAuthorization(Security.Policies.Staff);
        app.MapGet("/open", () => "ja").AllowAnonymous();
        StartUpChecks.Run(app);

        app.MapGet("/vergeten", () => "ja");
        app.MapPost("/ook/vergeten", () => "ja");

        var fault = Assert.Throws<InvalidOperationException>(() => StartUpChecks.Run(app));
        Assert.Equal(
            ["/vergeten has no policy.", "/ook/vergeten has no policy."],
            fault.Message.Split('\n'));
    }

    [Fact]
    public async Task An_event_that_it_does_not_know_stops_the_start_and_is_named()
    {
        var folder = WebServer.NewFolder();
        await using (Open(folder))
        {
            // Only makes the files.
        }

        await using (var connection = new SqliteConnection(
            $"Data Source={Path.Combine(folder, "journal.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """
                INSERT INTO journal (number, epoch, region, stream, kind, shape, body, actor,
                                     holder, roles, request, cause, at, batch)
                VALUES (1, 1, 0, 'Norms/0', 'from-the-future', 7, '{}', 0, 0, 0, x'00', 0, 0, 1);
                INSERT INTO batch (first, last, mark, hash) VALUES (1, 1, x'00', x'00')
                """;
            await command.ExecuteNonQueryAsync();
        }

        var run = await ProgramRun.OfAsync(
            "serve", "--data", folder, "--url", "http://127.0.0.1:0");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("from-the-future", run.Output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_second_program_on_the_same_folder_does_not_start()
    {
        await using var server = await WebServer.StartBareAsync();

        var run = await ProgramRun.OfAsync(
            "serve", "--data", server.Folder, "--url", "http://127.0.0.1:0");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(server.Folder, run.Output, StringComparison.Ordinal);
    }

    // The streams of browsers are open for ever, and must not hold the program up.
    [Fact]
    public async Task Asked_to_stop_it_finishes_what_it_accepted()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        using var desk = new Api(server.Url);
        await desk.SignInDemoAsync("coordinator");
        using var frames = await desk.LiveAsync("1-0", "desk");
        var yes = new List<int>();
        using var enough = new SemaphoreSlim(0);
        var clients = Enumerable.Range(0, 16).Select(async client =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                var patient = new Patient((client * 1_000) + i);
                try
                {
                    var reply = await desk.PostAsync("/api/care-requests", patient.Intake());
                    if (reply.Status != 200)
                    {
                        Assert.Equal("/problems/engine/stopping", reply.Type);
                        return;
                    }

                    lock (yes)
                    {
                        yes.Add(reply.Json.GetProperty("request").GetInt32());
                    }

                    enough.Release();
                }
                catch (Exception fault) when (fault is HttpRequestException or IOException
                    or SocketException)
                {
                    return;
                }
            }
        }).ToArray();
        for (var i = 0; i < 100; i++)
        {
            await enough.WaitAsync();
        }

        var exitCode = await server.StopAsync();
        await Task.WhenAll(clients);

        Assert.Equal(0, exitCode);
        Assert.False(File.Exists(Path.Combine(server.Folder, "control.json")));
        await using var engine = Open(server.Folder);
        Assert.Equal(yes.Count, yes.Distinct().Count());
        Assert.All(yes, n => Assert.NotNull(engine.World.Access.Find(new CareRequestId(n))));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{yes.Count} yeses, {engine.World.Access.Requests.Count} requests in the journal"));
    }

    private static EngineItself Open(string folder) => EngineItself.Open(
        new EngineOptions(folder, TimeProvider.System, NullLogger.Instance));
}
