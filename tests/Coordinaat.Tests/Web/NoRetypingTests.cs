using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coordinaat.Exchange.Notes;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>
/// A case that was judged elsewhere comes in by paste, by a link or by message, and goes back as
/// one text (R21); a form whose desk went away waits for a colleague with what was typed.
/// </summary>
public sealed class NoRetypingTests : IAsyncLifetime
{
    private const string Pasted = """
        Patiënt: Mw. A. Terpstra   Geb.datum: 12-03-1942
        Tel: 06-12345678; Adres: Zonnebloemstraat 12, 3705 AB Zeist
        Urgentie: NTS 2026 U3
        S: gevallen in de gang, geen pijn
        O: alert
        E: val zonder letsel
        P: hulp bij opstaan
        """;

    private readonly ManualTime time =
        new(new DateTimeOffset(2026, 11, 23, 20, 10, 0, TimeSpan.Zero));

    private WebServer server = null!;
    private Api post = null!;
    private Api centre = null!;

    public async ValueTask InitializeAsync()
    {
        server = await WebServer.StartDemoAsync(time);
        post = await server.SignInAsync("triagist");
        centre = await server.SignInAsync("coordinator");
    }

    public async ValueTask DisposeAsync()
    {
        post.Dispose();
        centre.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_pasted_text_fills_the_form_and_its_words_are_in_no_address()
    {
        var answer = await post.FormAsync("/zorgvragen/nieuw/plakken", ("text", Pasted));
        Assert.Matches("^/zorgvragen/nieuw\\?concept=[0-9a-f-]{36}$", answer.Location);
        var page = (await post.GetAsync(answer.Location)).Body;
        Assert.Equal("Mw. A. Terpstra", Value(page, "name"));
        Assert.Equal("3705AB", Value(page, "postcode"));
        Assert.Equal("12-03-1942", Value(page, "birthDate"));
        Assert.Equal("U3", Value(page, "triageOutcome"));
        Assert.Contains("S: gevallen in de gang, geen pijn", page, StringComparison.Ordinal);

        var other = (await centre.GetAsync(answer.Location)).Body;
        Assert.DoesNotContain("Terpstra", other, StringComparison.Ordinal);
        var empty = await post.PostAsync("/api/launches", new { text = " " });
        Assert.Equal("/problems/paste/empty", empty.Type);
    }

    [Fact]
    public async Task A_message_brings_a_case_in_with_its_triage_and_a_text_takes_it_back()
    {
        var registered = await post.DoAsync("/api/care-requests", Message("U3"));
        var path = $"/api/care-requests/{registered.GetProperty("request").GetInt32()}";
        Assert.Equal(
            System.Text.Json.JsonValueKind.Null,
            registered.GetProperty("triageRefused").ValueKind);
        Assert.Equal(
            "U3", (await post.GetAsync(path)).Json.GetProperty("request")
                .GetProperty("urgency").GetString());

        var soep = await TextAsync(path, "soep");
        Assert.Contains("S: gevallen in de gang", soep, StringComparison.Ordinal);
        Assert.Contains("E: urgentie: U3", soep, StringComparison.Ordinal);
        Assert.DoesNotContain("Terpstra", soep, StringComparison.Ordinal);
        var isbarr = await TextAsync(path, "isbarr");
        Assert.Contains("patiënt: Mw. A. Terpstra", isbarr, StringComparison.Ordinal);
        Assert.Equal(
            ("Mw. A. Terpstra", "0612345678"),
            PastedCase.Read(isbarr).Case is { } back
                ? (back.Name.Split(',')[0], back.Phone) : default);
    }

    [Fact]
    public async Task A_triage_that_is_not_right_keeps_nobody_out()
    {
        var registered = await post.DoAsync("/api/care-requests", Message("U9"));
        Assert.Equal(
            "/problems/record-triage/urgency-unknown",
            registered.GetProperty("triageRefused").GetString());
        var path = $"/api/care-requests/{registered.GetProperty("request").GetInt32()}";
        Assert.Equal(
            "Received", (await post.GetAsync(path)).Json.GetProperty("request")
                .GetProperty("stage").GetString());
    }

    [Fact]
    public async Task A_program_is_told_which_fields_are_missing_and_goes_on_with_a_reason()
    {
        using var gp = await server.SignInAsync("huisarts");
        var asked = Asking(("kind", "place"), ("bsn", ""));
        var refused = await gp.PostAsync("/api/care-requests", asked);
        Assert.Equal("/problems/register/minimum-missing", refused.Type);
        Assert.Equal(
            ["caller", "bsn"],
            refused.Json.GetProperty("fields").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal(
            "Nog nodig: naam van de vrager, BSN.",
            refused.Json.GetProperty("detail").GetString());

        asked["missingWhy"] = "Pasje ligt thuis.";
        var registered = await gp.DoAsync("/api/care-requests", asked);
        var path = $"/api/care-requests/{registered.GetProperty("request").GetInt32()}";
        var told = (await centre.GetAsync(path)).Json.GetProperty("asked");
        Assert.Equal("place", told.GetProperty("kind").GetString());
        Assert.Equal(
            ["Caller", "Bsn"],
            told.GetProperty("missing").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal("Pasje ligt thuis.", told.GetProperty("why").GetString());

        // R12, R14: whoever does not see the dossier does not see the reason, asked or not.
        using var ward = await server.SignInAsync("vlierdonk");
        await AskVlierdonkAsync(path);
        Assert.Equal(
            System.Text.Json.JsonValueKind.Null,
            (await ward.GetAsync(path)).Json.GetProperty("asked").ValueKind);
        foreach (var api in new[] { ward, post })
        {
            var pages = (await api.GetAsync(path)).Body
                + (await api.GetAsync("/zorgvragen")).Body
                + (await api.GetAsync("/vragen-aan-ons")).Body;
            Assert.DoesNotContain("Pasje", pages, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_measurement_comes_along_and_one_that_cannot_be_right_keeps_nobody_out()
    {
        var asked = Asking(("name", "M. Meting"));
        asked["vitalSigns"] = Signs(saturation: 930);
        var odd = await post.DoAsync("/api/care-requests", asked);
        Assert.Equal(
            "/problems/vital-signs/impossible",
            odd.GetProperty("vitalSignsRefused").GetString());

        asked["vitalSigns"] = Signs(saturation: 93);
        var right = await post.DoAsync("/api/care-requests", asked);
        Assert.Equal(
            System.Text.Json.JsonValueKind.Null,
            right.GetProperty("vitalSignsRefused").ValueKind);
        var triage = server.World.Triage;
        Assert.Empty(triage[IdOf(odd)].Measurements);
        Assert.Single(triage[IdOf(right)].Measurements);
    }

    [Fact]
    public async Task A_form_with_a_wrong_measurement_is_one_request_that_is_put_right()
    {
        (string, string)[] fields =
        [
            ("_id", "00000000-0000-4000-8000-000000000009"), ("phone", "0335551234"),
            ("place", "thuis"), ("postcode", "3811AB"), ("requester", "GpPost"),
            ("channel", "Phone"), ("name", "R. Echt"),
        ];
        var before = server.World.Access.Requests.Count;
        var told = await post.HxFormAsync(
            "/zorgvragen/nieuw", [.. fields, ("vitalSigns.saturation", "93 %")]);
        Assert.Equal("/problems/vital-signs/nothing-measured", told.Type);
        Assert.Contains(
            $"wel vastgelegd: nummer {before + 1}.", told.Body, StringComparison.Ordinal);
        var right = await post.FormAsync(
            "/zorgvragen/nieuw",
            [.. fields, ("vitalSigns.saturation", "93"), ("vitalSigns.temperature", "38,4")]);

        Assert.Equal((303, $"/zorgvragen/{before + 1}"), (right.Status, right.Location));
        Assert.Equal(before + 1, server.World.Access.Requests.Count);
        Assert.Single(server.World.Triage[new(before + 1)].Measurements);
    }

    [Fact]
    public async Task A_link_of_another_system_opens_once_for_a_colleague_and_for_nobody_else()
    {
        var launched = await post.DoAsync(
            "/api/launches", new { text = Pasted, phone = "030-1112233" });
        var path = launched.GetProperty("path").GetString()!;
        Assert.DoesNotContain("Terpstra", path, StringComparison.Ordinal);

        var stranger = await centre.GetAsync((await centre.GetAsync(path)).Location);
        Assert.DoesNotContain("Terpstra", stranger.Body, StringComparison.Ordinal);
        var page = await post.GetAsync((await post.GetAsync(path)).Location);
        Assert.Equal("Mw. A. Terpstra", Value(page.Body, "name"));
        Assert.Equal("030-1112233", Value(page.Body, "phone"));

        var late = await post.DoAsync("/api/launches", new { name = "J. te Laat" });
        time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        var again = await post.GetAsync(
            (await post.GetAsync(late.GetProperty("path").GetString()!)).Location);
        Assert.DoesNotContain("te Laat", again.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_whose_desk_went_away_waits_for_one_colleague_with_what_was_typed()
    {
        var draft = Guid.Parse("00000000-0000-4000-8000-000000000001");
        _ = await centre.FormAsync($"/concepten/{draft}", ("name", "P. Half"), ("phone", "06"));
        var half = Guid.Parse("00000000-0000-4000-8000-000000000002");
        _ = await centre.FormAsync($"/concepten/{half}", ("protocol", "x 1"), ("name", "Loopt"));
        using var colleague = await server.SignInAsync("regiearts");
        time.Advance(TimeSpan.FromSeconds(20));
        _ = await centre.FormAsync($"/concepten/{draft}/hartslag");
        time.Advance(TimeSpan.FromSeconds(25));
        Assert.DoesNotContain(
            "P. Half", (await colleague.GetAsync("/concepten/achtergelaten")).Body,
            StringComparison.Ordinal);
        time.Advance(TimeSpan.FromSeconds(10));
        var left = (await colleague.GetAsync("/concepten/achtergelaten")).Body;
        Assert.Contains("P. Half", left, StringComparison.Ordinal);
        Assert.DoesNotContain("Loopt", left, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "P. Half", (await post.GetAsync("/concepten/achtergelaten")).Body,
            StringComparison.Ordinal);

        var account = Regex.Match(left, "name=\"account\" value=\"([0-9]+)\"").Groups[1].Value;
        _ = await post.FormAsync($"/concepten/{draft}/overnemen", ("account", account));
        var taken = await colleague.FormAsync(
            $"/concepten/{draft}/overnemen", ("account", account));
        Assert.Equal("P. Half", Value((await colleague.GetAsync(taken.Location)).Body, "name"));
        Assert.DoesNotContain(
            "P. Half", (await centre.GetAsync("/zorgvragen/nieuw")).Body, StringComparison.Ordinal);
    }

    private static object Message(string urgency) => new
    {
        phone = "0612345678", place = "thuis", postcode = "3705AB", requester = "GpPost",
        channel = "Message", name = "Mw. A. Terpstra", birthDate = "12-03-1942",
        story = "gevallen in de gang", triageSystem = "nts", triageVersion = "2026",
        triageOutcome = urgency, triageUrgency = urgency,
    };

    private async Task AskVlierdonkAsync(string path)
    {
        _ = await centre.DoAsync($"{path}/triage", new
        {
            system = "nts", systemVersion = "2026", proposed = "U3", urgency = "U3",
        });
        _ = await centre.DoAsync($"{path}/need", new
        {
            careType = "elv-low", complexity = "Low", transport = "taxi",
        });
        _ = await centre.DoAsync(
            $"{path}/offers", new { unit = Desk.Unit, @override = "agreed-by-phone" });
    }

    private static Domain.Kernel.CareRequestId IdOf(System.Text.Json.JsonElement registered) =>
        new(registered.GetProperty("request").GetInt32());

    private static JsonObject Signs(int saturation) => new()
    {
        ["saturation"] = saturation, ["pulse"] = 90, ["onOxygen"] = false,
    };

    private static JsonObject Asking(params (string Name, string Value)[] more)
    {
        var body = new JsonObject
        {
            ["phone"] = "0612345678", ["place"] = "thuis", ["postcode"] = "3811AB",
            ["requester"] = "Gp", ["channel"] = "Message", ["name"] = "K. Zonder",
            ["birthDate"] = "12-03-1942", ["story"] = "kan niet alleen blijven",
        };
        foreach (var (name, value) in more)
        {
            body[name] = value;
        }

        return body;
    }

    private async Task<string> TextAsync(string path, string form) =>
        (await post.GetAsync($"{path}/text/{form}")).Json.GetProperty("text").GetString()!;

    private static string Value(string page, string field) => System.Net.WebUtility.HtmlDecode(
        Regex.Match(page, $"name=\"{field}\"[^>]* value=\"([^\"]*)\"").Groups[1].Value);
}
