using Coordinaat.Domain.Kernel;
using Coordinaat.Placement;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>
/// Whoever has a link sees what is needed and not who needs it, and answers once; all other links
/// look alike, and the link itself stands nowhere (R14).
/// </summary>
public sealed class AnswerLinkPageTests(Desk desk) : IClassFixture<Desk>
{
    private static readonly (string, string)[] Yes =
        [("reply", "Yes"), ("spokenName", "Zr. Nachtegaal"), ("spokenFunction", "verpleegkundige")];

    [Fact]
    public async Task A_link_shows_the_need_and_neither_the_person_nor_the_request()
    {
        var patient = desk.NewPatient();
        var (request, _, link) = await LinkedAsync(patient);
        using var ward = desk.Server.Open();
        var page = await ward.GetAsync(link);

        Assert.Equal(200, page.Status);
        Assert.Contains("ELV", page.Body, StringComparison.Ordinal);
        Assert.Contains("Wie het is, zie je na inloggen.", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(
            patient.Words, w => page.Body.Contains(w, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain($"zorgvragen/{request}", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("zorgvraag", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["strict-origin"], page.Headers["Referrer-Policy"]);
        Assert.Equal(["no-store"], page.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task A_link_is_for_the_registered_number_and_reads_the_same_however_it_is_typed()
    {
        var (_, offer, link) = await LinkedAsync(desk.NewPatient());
        var told = await desk.Coordinator.DoAsync($"/api/offers/{offer}/link");
        var token = told.GetProperty("link").GetString()!.Split('/')[^1];
        using var ward = desk.Server.Open();
        desk.Time.Advance(TimeSpan.FromMinutes(1));

        var unit = desk.World.Placement[new OfferId(offer)].Unit;
        Assert.Equal(
            desk.World.Regions.Describe(unit).Location.PhoneDay,
            told.GetProperty("phone").GetString());
        Assert.Matches("^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){6}$", token);
        Assert.Equal(404, (await ward.GetAsync(link)).Status);
        foreach (var typed in new[]
        {
            token, token.ToUpperInvariant(), token.Replace("-", "", StringComparison.Ordinal),
            token.Replace('0', 'o').Replace('1', 'l'),
        })
        {
            Assert.Equal(200, (await ward.GetAsync($"/antwoord/{typed}")).Status);
        }
    }

    [Fact]
    public async Task A_link_answers_once_and_then_says_one_sentence()
    {
        var patient = desk.NewPatient();
        var (request, offer, link) = await LinkedAsync(patient);
        using var ward = desk.Server.Open();
        foreach (var (fields, type) in new[]
        {
            (Yes[..1], "/problems/answer-offer/spoken-by-missing"),
            (Yes[..2], "/problems/answer-offer/spoken-by-missing"),
            ([("reply", "No"), .. Yes[1..]], "/problems/answer-offer/reason-unknown"),
            ([("reply", "YesIf"), .. Yes[1..]], "/problems/answer-offer/condition-missing"),
            ([("reply", "Maybe"), .. Yes[1..]], "/problems/input/body-malformed"),
            ([Yes[0], ("spokenName", new string('x', 200))], "/problems/input/text-too-long"),
        })
        {
            Assert.Equal(type, (await ward.HxFormAsync(link, fields)).Type);
        }

        var said = await ward.FormAsync(link, Yes);
        Assert.Equal((303, link), (said.Status, said.Location));
        var after = await ward.GetAsync(link);
        Assert.Contains("Deze link is gebruikt", after.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", after.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Leeftijd", after.Body, StringComparison.Ordinal);
        Assert.Equal(
            "/problems/answer-offer/already-answered", (await ward.HxFormAsync(link, Yes)).Type);

        var answer = desk.World.Placement[new OfferId(offer)].Answer!;
        Assert.True(answer.IsByLink);
        var dossier = await desk.Coordinator.GetAsync($"/zorgvragen/{request}");
        Assert.Contains("via de antwoordlink, door", dossier.Body, StringComparison.Ordinal);
        Assert.Contains(
            "Zr. Nachtegaal, verpleegkundige", dossier.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_ends_with_its_question()
    {
        var (_, taken, withdrawn) = await LinkedAsync(desk.NewPatient());
        _ = await desk.Coordinator.DoAsync($"/api/offers/{taken}/withdraw");
        var (_, told, answered) = await LinkedAsync(desk.NewPatient());
        _ = await desk.Ward.DoAsync(
            $"/api/offers/{told}/answer", new { reply = "No", reason = "no-staff" });
        var (_, _, expired) = await LinkedAsync(desk.NewPatient());
        desk.Time.Advance(TimeSpan.FromMinutes(16));

        using var ward = desk.Server.Open();
        foreach (var (link, sentence, type) in new[]
        {
            (withdrawn, "Deze vraag is ingetrokken", "offer-withdrawn"),
            (answered, "Deze vraag heeft al een antwoord", "already-answered"),
            (expired, "De antwoordtijd is voorbij", "offer-expired"),
        })
        {
            var page = await ward.GetAsync(link);
            Assert.Contains(sentence, page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("<form", page.Body, StringComparison.Ordinal);
            Assert.Equal(
                $"/problems/answer-offer/{type}", (await ward.HxFormAsync(link, Yes)).Type);
        }
    }

    [Fact]
    public async Task Wrong_links_look_alike_and_are_counted_while_right_ones_always_open()
    {
        var (_, _, link) = await LinkedAsync(desk.NewPatient());
        using var guesser = desk.Server.Open();
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        var answers = new List<HttpAnswer>();
        for (var i = 0; i < WrongLinks.TriesMax; i++)
        {
            var guess = $"/antwoord/{AnswerToken.New()}";
            answers.Add(i % 2 == 0
                ? await guesser.GetAsync(guess)
                : await guesser.FormAsync(guess, Yes));
        }

        Assert.All(answers, a => Assert.Equal((404, answers[0].Body), (a.Status, a.Body)));
        Assert.Equal(429, (await guesser.GetAsync("/antwoord/x")).Status);
        Assert.Equal(429, (await guesser.HxFormAsync("/antwoord/x", Yes)).Status);
        Assert.Equal(200, (await guesser.GetAsync(link)).Status);
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(404, (await guesser.GetAsync("/antwoord/x")).Status);
    }

    [Fact]
    public async Task The_desk_is_shown_a_link_once_and_the_same_form_again_makes_no_second()
    {
        var (request, offer, _) = await LinkedAsync(desk.NewPatient());
        var id = ("_id", "6f1c8f0e-52a1-4a36-9d0b-7d7d4c1f7b77");
        var shown = await desk.Coordinator.FormAsync($"/vragen/{offer}/link", id);
        Assert.Contains("/antwoord/", shown.Body, StringComparison.Ordinal);
        var again = await desk.Coordinator.FormAsync($"/vragen/{offer}/link", id);

        Assert.DoesNotContain("/antwoord/", again.Body, StringComparison.Ordinal);
        var dossier = await desk.Coordinator.GetAsync($"/zorgvragen/{request}");
        Assert.DoesNotContain("/antwoord/", dossier.Body, StringComparison.Ordinal);
        Assert.Contains("Antwoordlink gemaakt", dossier.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_stands_in_no_file_and_no_line_of_the_log_however_loud()
    {
        await using var server = await ServerProcess.StartDemoAsync(
            "", ("Logging__LogLevel__Default", "Trace"),
            ("Logging__LogLevel__Microsoft.AspNetCore", "Trace"),
            ("Logging__Console__LogLevel__Default", "Trace"),
            ("Logging__Console__FormatterOptions__IncludeScopes", "true"));
        using var coordinator = new Api(server.Url);
        await coordinator.SignInDemoAsync("coordinator");
        var patient = new Patient(7);
        var (_, _, link) = await LinkedAsync(coordinator, patient);
        var (_, _, other) = await LinkedAsync(coordinator, new Patient(8));
        using var ward = new Api(server.Url);
        ward.With("Referer", $"{server.Url}{link[1..]}");
        foreach (var path in new[] { link, other, $"{link}x", $"{link}/x", $"/x{link}" })
        {
            _ = await ward.GetAsync(path);
            _ = await ward.HxFormAsync(path, Yes);
            _ = await ward.PostAsync(path, new { reply = "Yes" });
            _ = await ward.FormAsync(path, ("reply", link));
        }

        Assert.Equal(0, await server.StopAsync());
        string[] words =
        [
            .. new[] { link, other }.Select(l => l.Split('/')[^1]).SelectMany(
                t => new[] { t, t.Replace("-", "", StringComparison.Ordinal) }),
            "Nachtegaal",
        ];
        Assert.Empty(SecrecyTests.Where(
            server.Folder, [.. words.SelectMany(w => SecrecyTests.Bytes(w))]));
        Assert.NotEmpty(SecrecyTests.Where(
            server.Folder, SecrecyTests.Bytes(AnswerToken.HashOf(words[0]))));
        Assert.DoesNotContain(
            words, w => server.Output.Contains(w, StringComparison.OrdinalIgnoreCase));
    }

    private Task<(int Request, int Offer, string Link)> LinkedAsync(Patient patient) =>
        LinkedAsync(desk.Coordinator, patient);

    // A question to the ward of the demo, and the path of a link to it.
    private static async Task<(int Request, int Offer, string Link)> LinkedAsync(
        Api coordinator, Patient patient)
    {
        var taken = await coordinator.DoAsync("/api/care-requests", patient.Intake());
        var request = taken.GetProperty("request").GetInt32();
        var path = $"/api/care-requests/{request}";
        _ = await coordinator.DoAsync($"{path}/triage", new
        {
            system = "nts", systemVersion = "2026", proposed = "U3", urgency = "U3",
        });
        _ = await coordinator.DoAsync($"{path}/need", new
        {
            careType = "elv-low", complexity = "Low", transport = "taxi", wishes = patient.Note,
        });
        var asked = await coordinator.DoAsync(
            $"{path}/offers", new { unit = Desk.Unit, @override = "agreed-by-phone" });
        var offer = asked.GetProperty("offer").GetInt32();
        var link = await coordinator.DoAsync($"/api/offers/{offer}/link");
        return (request, offer, new Uri(link.GetProperty("link").GetString()!).AbsolutePath);
    }
}
