using System.Net;
using Coordinaat.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Coordinaat.Tests.Web;

/// <summary>A database that cannot be written: said in words, pages still show what was known, the
/// number to call is there, and when it is over nothing is lost.</summary>
public sealed class UnwritableTests
{
    // On a machine that stands still for seconds the first caller may give up before the file does.
    private static readonly string[] FirstAnswers =
        ["/problems/engine/unwritable", "/problems/engine/outcome-unknown"];

    [Fact]
    public async Task While_nothing_can_be_stored_people_see_so_and_afterwards_nothing_is_lost()
    {
        await using var server = await WebServer.StartDemoAsync();
        using var desk = await server.SignInAsync("coordinator");
        using var program = server.Open();
        var (first, second) = (new Patient(1), new Patient(2));
        var known = (await desk.DoAsync("/api/care-requests", first.Intake()))
            .GetProperty("request").GetInt32();
        using var frames = await desk.LiveAsync($"1-{server.World.Number}", "desk");
        _ = await frames.NextAsync();
        var before = server.World.Number;
        var id = Guid.Parse("6f1c8f0e-52a1-4a36-9d0b-7d7d4c1f7a12");

        await using (var other = Lock(server))
        {
            // Whoever is first waits for the file; from then on everybody hears at once.
            var waited = await desk.PostAsync("/api/care-requests", second.Intake(), id);
            Assert.Equal(503, waited.Status);
            Assert.Contains(waited.Type, FirstAnswers);
            await Eventually.Holds(
                () => server.Engine.UnwritableSince is not null, "the fault was noticed");

            var refused = await desk.PostAsync("/api/care-requests", second.Intake(), id);
            Assert.Equal((503, "/problems/engine/unwritable"), (refused.Status, refused.Type));
            Assert.NotEmpty(refused.Headers["Retry-After"]);
            await AssertPagesHoldAsync(desk, known, first);
            Assert.Equal(503, (await program.GetAsync("/health/ready")).Status);
            Assert.Equal(200, (await program.GetAsync("/health/live")).Status);
            Assert.Contains("unwritable", await NextBeatAsync(frames), StringComparison.Ordinal);

            // What is typed saves itself all the same: drafts have a file of their own.
            var draft = await desk.FormAsync($"/concepten/{id}", ("name", second.Name));
            Assert.Equal(204, draft.Status);
            Assert.Equal(before, server.World.Number);
        }

        await Eventually.Holds(() => server.Engine.UnwritableSince is null,
            "it can be written again");
        Assert.Equal(200, (await program.GetAsync("/health/ready")).Status);
        Assert.Equal("{}", await NextBeatAsync(frames));
        var answers = new[]
        {
            await desk.PostAsync("/api/care-requests", second.Intake(), id),
            await desk.PostAsync("/api/care-requests", second.Intake(), id),
        };
        Assert.All(answers, a => Assert.Equal(
            known + 1, a.Json.GetProperty("request").GetInt32()));
        Assert.Equal(known + 1, server.World.Access.Requests.Count);
        Assert.Contains(
            first.Name, (await desk.GetAsync($"/zorgvragen/{known}")).Body,
            StringComparison.Ordinal);
    }

    private static SqliteConnection Lock(WebServer server)
    {
        var connection = new SqliteConnection(
            $"Data Source={Path.Combine(server.Folder, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    private static async Task AssertPagesHoldAsync(Api desk, int known, Patient patient)
    {
        foreach (var path in new[]
        {
            "/regiekamer", "/zorgvragen", "/capaciteit", "/zorgvragen/nieuw",
            $"/zorgvragen/{known}",
        })
        {
            var page = await desk.GetAsync(path);
            Assert.Equal(200, page.Status);
            Assert.Contains("opslaan lukt nu niet", page.Body, StringComparison.Ordinal);
        }

        // Figures show when they were told.
        Assert.Matches(
            "data-tick=\"age\">[0-9]{2}:[0-9]{2}<", (await desk.GetAsync("/capaciteit")).Body);
        var form = await desk.HxFormAsync($"/zorgvragen/{known}/opmerking", ("note", "x"));
        Assert.Equal((503, "/problems/engine/unwritable"), (form.Status, form.Type));
        Assert.Contains("bel", WebUtility.HtmlDecode(form.Body), StringComparison.Ordinal);

        var threat = await desk.GetAsync($"/levensgevaar?zorgvraag={known}");
        Assert.Equal(200, threat.Status);
        foreach (var words in new[] { "tel:112", patient.Place, patient.Phone, patient.Story })
        {
            Assert.Contains(words, threat.Body, StringComparison.Ordinal);
        }
    }

    private static async Task<string> NextBeatAsync(Frames frames)
    {
        while (true)
        {
            var frame = (await frames.NextAsync())!;
            if (frame.Kind == "beat")
            {
                return frame.Data;
            }
        }
    }
}
