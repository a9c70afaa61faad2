using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>The same thing sent twice is one thing; and what comes too late is refused to the
/// second.</summary>
public sealed class DoubleTests(Desk desk) : IClassFixture<Desk>
{
    private int Requests => desk.World.Access.Requests.Count;

    [Fact]
    public async Task A_form_that_is_posted_twice_is_one_request()
    {
        var before = Requests;
        (string, string)[] fields =
        [
            ("_id", Ids(1)), ("phone", "0335551234"), ("place", "Dorpsstraat 1"),
            ("postcode", "3811AB"), ("requester", "Gp"), ("channel", "Phone"),
        ];

        var first = await desk.Coordinator.FormAsync("/zorgvragen/nieuw", fields);
        var second = await desk.Coordinator.FormAsync("/zorgvragen/nieuw", fields);
        var changed = await desk.Coordinator.HxFormAsync(
            "/zorgvragen/nieuw", [.. fields, ("story", "anders")]);

        Assert.Equal(
            (303, $"/zorgvragen/{before + 1}"), (first.Status, first.Location));
        Assert.Equal((first.Status, first.Location), (second.Status, second.Location));
        Assert.Equal((422, "/problems/engine/id-reused"), (changed.Status, changed.Type));
        Assert.Equal(before + 1, Requests);
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_other_content_none()
    {
        var (before, id, patient) = (Requests, Guid.Parse(Ids(2)), desk.NewPatient());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            desk.Coordinator.PostAsync("/api/care-requests", patient.Intake(), id)));
        var number = desk.World.Number;
        var changed = await desk.Coordinator.PostAsync(
            "/api/care-requests", desk.NewPatient().Intake(), id);
        var elsewhere = await desk.Coordinator.PostAsync(
            $"/api/care-requests/{before + 1}/notes", new { note = "x" }, id);

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Single(answers.Select(a => a.Json.GetProperty("request").GetInt32()).Distinct());
        Assert.All([changed, elsewhere], a => Assert.Equal("/problems/engine/id-reused", a.Type));
        Assert.Equal((before + 1, number), (Requests, desk.World.Number));
    }

    [Fact]
    public async Task A_refusal_leaves_no_trace_so_the_same_form_can_be_put_right()
    {
        var id = Guid.Parse(Ids(3));
        var (path, _) = await desk.BringToAsync(Stage.Received);
        var wrong = await desk.Coordinator.PostAsync($"{path}/notes", new { note = "" }, id);
        var right = await desk.Coordinator.PostAsync($"{path}/notes", new { note = "toch" }, id);

        Assert.Equal((422, 200), (wrong.Status, right.Status));
    }

    [Fact]
    public async Task A_second_open_request_for_one_person_is_shown_and_goes_on_with_a_reason()
    {
        var patient = desk.NewPatient();
        var first = await desk.Coordinator.DoAsync("/api/care-requests", patient.Intake());
        var before = desk.World.Number;

        var refused = await desk.Coordinator.PostAsync("/api/care-requests", patient.Intake());
        Assert.Equal((409, "/problems/register/open-request-exists"),
            (refused.Status, refused.Type));
        Assert.Equal(before, desk.World.Number);
        var body = System.Text.Json.Nodes.JsonNode.Parse(
            System.Text.Json.JsonSerializer.Serialize(patient.Intake()))!;
        body["continuedWhy"] = "Andere klacht, ander adres.";
        var second = await desk.Coordinator.DoAsync("/api/care-requests", body);

        var numbers = new[] { first, second }.Select(
            r => new CareRequestId(r.GetProperty("request").GetInt32())).ToArray();
        Assert.NotEqual(numbers[0], numbers[1]);
        Assert.Equal(desk.World.Access[numbers[0]].Person, desk.World.Access[numbers[1]].Person);
    }

    // The ranking of that moment is recorded with the question, and is no part of what was asked.
    [Fact]
    public async Task A_question_sent_again_is_the_same_question_whatever_happened_meanwhile()
    {
        var (path, _) = await desk.BringToAsync(Stage.Seeking);
        var id = Guid.Parse(Ids(20));
        Task<HttpAnswer> AskAsync() => desk.Coordinator.PostAsync(
            $"{path}/offers", new { unit = Desk.Unit, @override = "agreed-by-phone" }, id);

        var first = await AskAsync();
        _ = await desk.BringToAsync(Stage.PlaceHeld);
        var again = await AskAsync();

        Assert.Equal((200, 200), (first.Status, again.Status));
        Assert.Equal(
            first.Json.GetProperty("offer").GetInt32(), again.Json.GetProperty("offer").GetInt32());
    }

    [Fact]
    public async Task An_answer_counts_until_its_time_and_not_in_that_very_second()
    {
        var (_, intime) = await desk.BringToAsync(Stage.Asking);
        var (_, late) = await desk.BringToAsync(Stage.Asking);
        var offer = desk.World.Placement.Offers[^1]!;
        var left = offer.AnswerBy - desk.Server.Engine.Now;
        desk.Time.Advance(left.ToTimeSpan() - TimeSpan.FromSeconds(1));
        await desk.ReportAsync(free: 100);
        Assert.Equal(
            200, (await desk.Ward.PostAsync($"{intime}/answer", new { reply = "Yes" })).Status);

        desk.Time.Advance(TimeSpan.FromSeconds(1));

        foreach (var seconds in new[] { 0, 1, 3_600 })
        {
            desk.Time.Advance(TimeSpan.FromSeconds(seconds));
            var answer = await desk.Ward.PostAsync($"{late}/answer", new { reply = "Yes" });
            Assert.Equal((409, "/problems/answer-offer/offer-expired"),
                (answer.Status, answer.Type));
            Assert.Null(desk.World.Placement[offer.Id].Answer);
        }

        // By telephone it still can (R2).
        var spoken = await desk.Coordinator.PostAsync($"{late}/answer", new
        {
            reply = "No", reason = "no-staff", spokenName = "zr. Smit", spokenFunction = "nurse",
        });
        Assert.Equal(200, spoken.Status);
    }

    [Fact]
    public async Task An_answer_to_what_was_taken_back_or_answered_is_refused()
    {
        var (_, back) = await desk.BringToAsync(Stage.Asking);
        _ = await desk.Coordinator.DoAsync($"{back}/withdraw");
        var (_, answered) = await desk.BringToAsync(Stage.PlaceHeld);
        var before = desk.World.Number;

        var first = await desk.Ward.PostAsync($"{back}/answer", new { reply = "Yes" });
        var second = await desk.Ward.PostAsync($"{answered}/answer", new { reply = "Yes" });

        Assert.Equal((409, "/problems/answer-offer/offer-withdrawn"), (first.Status, first.Type));
        Assert.Equal((409, "/problems/answer-offer/already-answered"),
            (second.Status, second.Type));
        Assert.Equal(before, desk.World.Number);
    }

    [Fact]
    public async Task A_closed_or_a_full_unit_is_asked_with_a_reason_only()
    {
        var (path, _) = await desk.BringToAsync(Stage.Seeking);
        Task<HttpAnswer> AskAsync(string reason) => desk.Coordinator.PostAsync(
            $"{path}/offers", new { unit = Desk.Unit, @override = reason });

        _ = await desk.Ward.DoAsync(
            $"/api/units/{Desk.Unit}/stop", Desk.Stop(minutes: 240));
        var closed = await AskAsync("");
        _ = await desk.Ward.DoAsync($"/api/units/{Desk.Unit}/stop/end");
        await desk.ReportAsync(free: -1);
        var full = await AskAsync("");
        var number = desk.World.Number;
        var asked = await AskAsync("agreed-by-phone");
        await desk.ReportAsync(free: 100);

        Assert.Equal((409, "/problems/make-offer/unit-closed"), (closed.Status, closed.Type));
        Assert.Equal((409, "/problems/make-offer/unit-full"), (full.Status, full.Type));
        Assert.Equal(200, asked.Status);
        Assert.InRange(asked.Number, number + 1, number + 3);
    }

    private static string Ids(int number) => $"00000000-0000-7000-8000-{number:D12}";
}
