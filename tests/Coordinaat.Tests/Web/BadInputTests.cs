using System.Net;
using System.Text;
using Coordinaat.Domain.Access;

namespace Coordinaat.Tests.Web;

/// <summary>What is wrong in what people and programs send: each gets its own sentence in both
/// languages under a type that never changes, and nothing is stored.</summary>
public sealed class BadInputTests(Desk desk) : IClassFixture<Desk>
{
    private static readonly Dictionary<string, Row> Table = new(StringComparer.Ordinal)
    {
        ["a BSN that fails the test"] =
            Intake(422, "/problems/bsn/fails-eleven-test", ("bsn", "123456789")),
        ["a BSN of eight digits"] =
            Intake(422, "/problems/bsn/not-nine-digits", ("bsn", "12345678")),
        ["a BSN with letters"] = Intake(422, "/problems/bsn/not-digits", ("bsn", "12345678x")),
        ["an unknown postcode"] =
            Intake(422, "/problems/register/postcode-unknown", ("postcode", "9999 ZZ")),
        ["half a postcode"] =
            Intake(422, "/problems/input/postcode-malformed", ("postcode", "381")),
        ["a postcode of letters"] =
            Intake(422, "/problems/input/postcode-malformed", ("postcode", "ABCD 12")),
        ["a short phone number"] = Intake(422, "/problems/input/phone-malformed", ("phone", "112")),
        ["a phone number of words"] =
            Intake(422, "/problems/input/phone-malformed", ("phone", "geen idee")),
        ["a birthday that is not there"] =
            Intake(422, "/problems/input/birth-date-malformed", ("birthDate", "30-02-1950")),
        ["a birthday to come"] =
            Intake(422, "/problems/input/birth-date-malformed", ("birthDate", "2026-03-03")),
        ["a birthday of long ago"] =
            Intake(422, "/problems/input/birth-date-malformed", ("birthDate", "1880-01-01")),
        ["a place of 401 characters"] =
            Intake(422, "/problems/input/text-too-long", ("place", new string('x', 401))),
        ["a story of 4001 characters"] =
            Intake(422, "/problems/input/text-too-long", ("story", new string('x', 4_001))),
        ["a kind of requester that is not there"] =
            Intake(400, "/problems/input/body-malformed", ("requester", "Buurman")),

        ["an urgency outside the list"] =
            At(Stage.Received, "triage", 422, "/problems/record-triage/urgency-unknown",
                new { system = "nts", systemVersion = "1", proposed = "U9", urgency = "U9" }),
        ["another urgency without a reason"] =
            At(Stage.Received, "triage", 422, "/problems/record-triage/reason-missing",
                new { system = "nts", systemVersion = "1", proposed = "U1", urgency = "U3" }),
        ["a need before the urgency"] =
            At(Stage.Received, "need", 409, "/problems/describe-need/stage-forbids",
                new { careType = "elv-low", complexity = "Low", transport = "taxi" }),
        ["a care type that is not there"] =
            At(Stage.Judged, "need", 422, "/problems/describe-need/care-type-unknown",
                new { careType = "hotel", complexity = "Low", transport = "taxi" }),
        ["a time of day that is none"] =
            At(Stage.Judged, "need", 422, "/problems/input/time-malformed",
                new { careType = "elv-low", complexity = "Low", transport = "taxi",
                    earliestAt = "25:00" }),
        ["a closed place without a basis"] =
            At(Stage.Judged, "need", 422, "/problems/describe-need/title-missing",
                new { careType = "crisis-wlz", complexity = "Low", transport = "taxi" }),

        ["a unit that is not there"] =
            At(Stage.Seeking, "offers", 422, "/problems/make-offer/unit-unknown",
                new { unit = "nergens" }),
        ["a unit that gives other care"] =
            At(Stage.Seeking, "offers", 409, "/problems/make-offer/unit-unsuitable",
                new { unit = "leemgaard-avond" }),
        ["a unit that is not the first, without a reason"] =
            new(422, "/problems/make-offer/reason-missing", async d =>
        {
            var (path, _) = await d.BringToAsync(Stage.Seeking);
            var ranked = await d.Coordinator.GetAsync($"{path}/candidates");
            var second = ranked.Json.GetProperty("candidates")[1].GetProperty("unit").GetString();
            return ($"{path}/offers", new { unit = second });
        }),
        ["a reason that is not in the list"] =
            At(Stage.Seeking, "offers", 422, "/problems/make-offer/override-unknown",
                new { unit = Desk.Unit, @override = "zomaar" }),
        ["a unit that is asked already"] =
            At(Stage.Asking, "offers", 409, "/problems/make-offer/already-asked",
                new { unit = Desk.Unit, @override = "agreed-by-phone" }),

        ["a no without a reason"] =
            Answer(422, "/problems/answer-offer/reason-unknown", new { reply = "No" }),
        ["a yes-if without a condition"] =
            Answer(422, "/problems/answer-offer/condition-missing", new { reply = "YesIf" }),
        ["an answer that is none"] =
            Answer(400, "/problems/input/body-malformed", new { reply = "Misschien" }),
        ["an answer as a number"] =
            Answer(400, "/problems/input/body-malformed", new { reply = 1 }),
        ["an answer by nobody"] = new(422, "/problems/answer-offer/spoken-by-missing", async d =>
            ((await d.BringToAsync(Stage.Asking)).Offer + "/answer", new { reply = "Yes" })),

        ["an admission by a nurse"] =
            At(Stage.PlaceHeld, "admission", 422, "/problems/agree-place/function-may-not-admit",
                new { sending = "a", sendingFunction = "gp", admitting = "b",
                    admittingFunction = "nurse" }),
        ["an admission without a name"] =
            At(Stage.PlaceHeld, "admission", 422, "/problems/agree-place/admitting-doctor-missing",
                new { sending = "a", sendingFunction = "gp", admitting = " ",
                    admittingFunction = "gp" }),
        ["transport before consent"] =
            At(Stage.Agreed, "transport", 409, "/problems/transport/consent-missing",
                new { kind = "taxi" }),
        ["an ambulance that nobody asks for"] = At(Stage.TransportRequested, "transport", 422,
            "/problems/transport/authority-missing", new { kind = "ambulance", urgency = "B1" }),
        ["an urgency of the dispatch centre"] = At(Stage.TransportRequested, "transport", 422,
            "/problems/transport/urgency-unknown",
            new { kind = "ambulance", urgency = "C1", requester = "a",
                requesterFunction = "doctor" }),
        ["an arrival at a time that is none"] =
            At(Stage.TransportRequested, "arrived", 422, "/problems/input/time-malformed",
                new { time = "kwart over" }),
        ["an ending that does not fit"] =
            At(Stage.Received, "close", 409, "/problems/handover/ending-does-not-fit",
                new { ending = "Placed" }),
        ["work on what is closed"] =
            At(Stage.Closed, "lead", 409, "/problems/work/request-closed", new { }),
        ["an empty remark"] =
            At(Stage.Received, "notes", 422, "/problems/work/note-empty-or-too-many",
                new { note = " " }),
        ["a life threat handed to nobody"] = At(Stage.Received, "life-threat/handed-over", 409,
            "/problems/life-threat/no-open-threat", new { centralist = "Jansen" }),

        ["fewer places than none"] =
            OfWard("capacity", 422, "/problems/report-capacity/number-out-of-range",
                new { physical = 4, blocked = -1, staffed = 4, occupied = 4 }),
        ["more blocked than there is"] =
            OfWard("capacity", 422, "/problems/report-capacity/number-out-of-range",
                new { physical = 4, blocked = 5, staffed = 4, occupied = 4 }),
        ["a stop without a reason"] =
            OfWard("stop", 422, "/problems/stop/reason-unknown", Desk.Stop(60, "geen zin")),
        ["a stop of eight days"] =
            OfWard("stop", 422, "/problems/stop/end-out-of-range", Desk.Stop(8 * 24 * 60)),
        ["a stop of nobody"] = OfWard("stop", 422, "/problems/stop/inflow-missing", new
        {
            level = "Active", inflow = Array.Empty<string>(), reason = "staff",
            mandate = "location-manager", minutes = 60,
        }),
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Bad_input_gets_its_own_sentence_and_changes_nothing(string name)
    {
        var row = Table[name];
        var (path, body) = await row.Make(desk);
        var by = row.IsOfWard ? desk.Ward : desk.Coordinator;
        var before = desk.World.Number;

        var dutch = await by.PostAsync(path, body);
        await by.SpeakAsync("en");
        var english = await by.PostAsync(path, body);
        await by.SpeakAsync("nl");

        Assert.Equal((row.Status, row.Type), (dutch.Status, dutch.Type));
        Assert.Equal((row.Status, row.Type), (english.Status, english.Type));
        Assert.NotEqual(dutch.Title, english.Title);
        Assert.All([dutch.Title, english.Title], t =>
            Assert.EndsWith(".", t, StringComparison.Ordinal));
        Assert.Equal(before, desk.World.Number);
    }

    [Fact]
    public async Task A_form_says_the_same_sentence_in_its_place_and_on_a_page()
    {
        (string, string)[] fields =
        [
            ("phone", "0335551234"), ("place", "Dorpsstraat 1"), ("postcode", "3811AB"),
            ("requester", "Gp"), ("channel", "Phone"), ("bsn", "123456789"),
        ];
        foreach (var (language, words) in new[] { ("nl", "elfproef"), ("en", "eleven-test") })
        {
            await desk.Coordinator.SpeakAsync(language);
            var part = await desk.Coordinator.HxFormAsync("/zorgvragen/nieuw", fields);
            var page = await desk.Coordinator.FormAsync("/zorgvragen/nieuw", fields);

            Assert.Equal((422, "/problems/bsn/fails-eleven-test"), (part.Status, part.Type));
            Assert.Equal(422, page.Status);
            Assert.Contains("data-field=\"bsn\"", part.Body, StringComparison.Ordinal);
            Assert.All([part.Body, page.Body], b => Assert.Contains(
                words, WebUtility.HtmlDecode(b), StringComparison.Ordinal));
        }

        await desk.Coordinator.SpeakAsync("nl");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("geen json")]
    [InlineData("{\"kind\":1}")]
    [InlineData("{\"kind\":null}")]
    [InlineData("{\"kind\":\"taxi\",\"meer\":1}")]
    [InlineData("{}")]
    public async Task A_body_of_another_form_is_refused(string json)
    {
        var (path, _) = await desk.BringToAsync(Stage.Agreed);
        var before = desk.World.Number;

        var answer = await desk.Coordinator.PostJsonAsync($"{path}/transport", json);

        Assert.Equal((400, "/problems/input/body-malformed"), (answer.Status, answer.Type));
        Assert.Equal(before, desk.World.Number);
    }

    [Fact]
    public async Task An_id_that_is_none_is_refused()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/care-requests")
        {
            Content = new StringContent(
                System.Text.Json.JsonSerializer.Serialize(desk.NewPatient().Intake()),
                Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", "nummer 1");
        var before = desk.World.Number;

        Assert.Equal(400, (await desk.Coordinator.SendAsync(request)).Status);
        Assert.Equal(before, desk.World.Number);
    }

    [Fact]
    public async Task No_text_is_longer_than_the_vault_takes()
    {
        var (held, _) = await desk.BringToAsync(Stage.PlaceHeld);
        var (asking, offer) = await desk.BringToAsync(Stage.Asking);
        var text = new string('x', 20_001);
        foreach (var (path, body) in new (string, object)[]
        {
            ($"{held}/release", new { reason = "mistake", words = text }),
            ($"{held}/close", new { ending = "Withdrawn", words = text }),
            ($"{asking}/triage", new
            {
                system = "nts", systemVersion = "1", proposed = "U1", urgency = "U3", reason = text,
            }),
            ($"{asking}/identity", new { name = text }),
            ($"{asking}/contact", new { phone = "0335551234", place = text, postcode = "3811" }),
            ($"{offer}/answer", new
            {
                reply = "Yes", spokenName = "a", spokenFunction = text,
            }),
        })
        {
            var before = desk.World.Number;
            var answer = await desk.Coordinator.PostAsync(path, body);
            Assert.True(
                answer is { Status: 422, Type: "/problems/input/text-too-long" },
                    $"{path}: {answer}");
            Assert.Equal(before, desk.World.Number);
        }
    }

    private static Row Intake(int status, string type, params (string, string)[] changed) =>
        new(status, type, d =>
        {
            var body = System.Text.Json.Nodes.JsonNode.Parse(
                System.Text.Json.JsonSerializer.Serialize(d.NewPatient().Intake()))!;
            foreach (var (name, value) in changed)
            {
                body[name] = value;
            }

            return Task.FromResult(("/api/care-requests", (object)body));
        });

    private static Row At(Stage stage, string act, int status, string type, object body) =>
        new(status, type, async d => ($"{(await d.BringToAsync(stage)).Path}/{act}", body));

    private static Row Answer(int status, string type, object body) =>
        new(status, type, async d =>
            ($"{(await d.BringToAsync(Stage.Asking)).Offer}/answer", body), IsOfWard: true);

    private static Row OfWard(string act, int status, string type, object body) =>
        new(status, type, _ => Task.FromResult(($"/api/units/{Desk.Unit}/{act}", body)),
            IsOfWard: true);

    private sealed record Row(
        int Status, string Type, Func<Desk, Task<(string Path, object Body)>> Make,
        bool IsOfWard = false);
}
