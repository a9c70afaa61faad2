using System.Globalization;
using System.Net;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Coordinaat.Tests.Web;

/// <summary>
/// When the engine gives no answer, everybody hears so in the form that is theirs: a program a
/// problem, a page its words, and each of them when to try again. What was asked is stored once,
/// as soon as it can be.
/// </summary>
public sealed class OverloadTests
{
    private const int LaneMax = 4_096;
    private const string Unknown = "/problems/engine/outcome-unknown";

    [Fact]
    public async Task Who_comes_when_it_is_too_busy_hears_when_to_try_again()
    {
        await using var server = await WebServer.StartDemoAsync();
        using var desk = await server.SignInAsync("coordinator");
        using var held = await server.HoldLoopAsync();
        var waiting = Enumerable.Range(0, LaneMax)
            .Select(_ => AskAsync(server)).ToArray();

        await AssertSaidAsync(desk, "/problems/engine/busy", "te druk");

        // The lane of life threats has its own room: not full, but nobody answers yet.
        Assert.Equal(Unknown, (await desk.PostAsync(
            "/api/care-requests/1/life-threat", new { })).Type);
        Assert.Equal(200, (await desk.GetAsync("/regiekamer")).Status);
        held.Dispose();
        await Task.WhenAll(waiting);

        // Who gave up waiting may still stand in the lane.
        await Eventually.HoldsAsync(
            async () => (await desk.PostAsync(
                "/api/care-requests", new Patient(8).Intake())).Status == 200,
            "there is room again");
        await AssertStoredOnceAsync(server, desk);
    }

    [Fact]
    public async Task Who_waits_too_long_hears_that_it_is_uncertain_and_the_same_id_settles_it()
    {
        await using var server = await WebServer.StartDemoAsync();
        using var desk = await server.SignInAsync("coordinator");
        using var held = await server.HoldLoopAsync();

        await AssertSaidAsync(desk, Unknown, "onzeker");

        held.Dispose();
        await AssertStoredOnceAsync(server, desk);
    }

    [Fact]
    public async Task Who_comes_when_nothing_can_be_stored_hears_so()
    {
        await using var server = await WebServer.StartDemoAsync();
        using var desk = await server.SignInAsync("coordinator");
        await server.Engine.ExecuteAsync(c => c.Run("""
            CREATE TRIGGER full BEFORE INSERT ON journal
            BEGIN SELECT RAISE(ABORT, 'full'); END
            """));

        await AssertSaidAsync(desk, "/problems/engine/unwritable", "niets worden opgeslagen");

        await server.Engine.ExecuteAsync(c => c.Run("DROP TRIGGER full"));
        await AssertStoredOnceAsync(server, desk);
    }

    [Fact]
    public async Task Who_comes_when_the_loop_has_stopped_hears_that_it_restarts()
    {
        await using var server = await WebServer.StartDemoAsync();
        using var desk = await server.SignInAsync("coordinator");
        await using (var other = new SqliteConnection(
            $"Data Source={Path.Combine(server.Folder, "journal.db")};Pooling=False"))
        {
            await other.OpenAsync();
            other.Run(string.Create(CultureInfo.InvariantCulture, $"""
                INSERT INTO batch (first, last, mark, hash)
                SELECT last + 1, last + 1, mark, hash FROM batch ORDER BY first DESC LIMIT 1;
                INSERT INTO journal (number, epoch, region, stream, kind, shape, body, actor,
                                     holder, roles, request, cause, at, batch)
                VALUES ({server.World.Number + 1}, 1, 0, 'Norms/0', 'from-the-future', 7, '{"{}"}',
                        0, 0, 0, x'00', 0, 0, 1)
                """));
        }

        // The one who wakes the loop waits for an answer that does not come.
        Assert.Equal(Unknown, (await desk.PostAsync(
            "/api/care-requests", new Patient(7).Intake())).Type);
        await Eventually.Holds(() => server.Engine.Stopped is not null, "it stopped");

        await AssertSaidAsync(desk, "/problems/engine/stopping", "start opnieuw");
        Assert.Equal(503, (await desk.GetAsync("/health/live")).Status);
        Assert.Equal(200, (await desk.GetAsync("/regiekamer")).Status);
    }

    private static readonly Guid Id = Guid.Parse("6f1c8f0e-52a1-4a36-9d0b-7d7d4c1f7d01");

    private static async Task AssertSaidAsync(Api desk, string type, string words)
    {
        var answers = await Task.WhenAll(
            desk.PostAsync("/api/care-requests", new Patient(1).Intake(), Id),
            desk.HxFormAsync("/zorgvragen/nieuw", Fields(new Patient(2).Intake())),
            desk.FormAsync("/zorgvragen/nieuw", Fields(new Patient(3).Intake())),
            desk.FormAsync("/aanmelden", ("login", "regiearts"), ("demo", "true")));
        Assert.All(answers, a => Assert.Equal(503, a.Status));
        Assert.All(answers, a => Assert.InRange(
            int.Parse(a.Headers["Retry-After"].Single(), CultureInfo.InvariantCulture), 1, 30));
        Assert.All(answers, a => Assert.Contains(
            words, WebUtility.HtmlDecode(a.Body), StringComparison.OrdinalIgnoreCase));
        Assert.True(answers[0].Is("application/problem+json"));
        Assert.Equal((type, type), (answers[0].Type, answers[1].Type));
        Assert.All(answers[2..], a => Assert.True(a.Is("text/html")));
        Assert.All(answers[2..], a => Assert.Contains(
            "<main", a.Body, StringComparison.Ordinal));
    }

    private static async Task AssertStoredOnceAsync(WebServer server, Api desk)
    {
        await Eventually.Holds(() => server.Engine.UnwritableSince is null, "it can be written");
        var answers = new[]
        {
            await desk.PostAsync("/api/care-requests", new Patient(1).Intake(), Id),
            await desk.PostAsync("/api/care-requests", new Patient(1).Intake(), Id),
        };
        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Equal(
            answers[0].Json.GetProperty("request").GetInt32(),
            answers[1].Json.GetProperty("request").GetInt32());
    }

    private static async Task AskAsync(WebServer server)
    {
        try
        {
            _ = await server.Engine.SubmitAsync(
                new TakeLead(new CareRequestId(1)), new Stamp(Ids.New(), Actor.System));
        }
        catch (EngineException fault)
        {
            Assert.Equal(EngineFault.OutcomeUnknown, fault.Fault);
        }
    }

    private static (string, string)[] Fields(object body) =>
    [
        .. System.Text.Json.JsonSerializer.SerializeToElement(body).EnumerateObject()
            .Where(p => p.Value.ValueKind == System.Text.Json.JsonValueKind.String)
            .Select(p => (p.Name, p.Value.GetString()!)),
    ];
}
