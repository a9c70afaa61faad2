using System.Globalization;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>
/// R14 on every way out: where the key is and what to beware of is told by no page, no call and no
/// list to whoever was only asked, was never asked, or whose visit is over.
/// </summary>
public sealed class VisitDisclosureTests : IAsyncLifetime
{
    private static readonly string[] Secrets =
        ["sleutelkluis 4711", "herdershond", "CH14", "retentie", "Nachtdienst"];

    private static readonly string[] Pages =
        ["/vragen-aan-ons", "/bezoeken", "/api/offers", "/api/visits"];

    private readonly ManualTime time =
        new(new DateTimeOffset(2026, 11, 23, 22, 10, 0, TimeSpan.Zero));

    private int patients;
    private WebServer server = null!;
    private Api post = null!;
    private Api team = null!;
    private Api other = null!;

    public async ValueTask InitializeAsync()
    {
        server = await WebServer.StartDemoAsync(time);
        post = await server.SignInAsync("triagist");
        team = await server.SignInAsync("leemgaard");
        other = await server.SignInAsync("vlierdonk");
    }

    public async ValueTask DisposeAsync()
    {
        post.Dispose();
        team.Dispose();
        other.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_team_that_is_asked_reads_the_notes_after_its_yes_until_the_visit_is_over()
    {
        var (path, offer) = await AskedAsync();
        var link = await post.DoAsync($"{offer}/link");
        var asked = await AllAsync(team, path);
        Assert.Contains("veiligheidsnotitie aanwezig", asked, StringComparison.Ordinal);
        Assert.Contains("\"hasSafetyNote\":true", asked, StringComparison.Ordinal);
        Assert.All(Secrets, s => Assert.DoesNotContain(s, asked, StringComparison.Ordinal));
        using var phone = new Api(server.Url);
        var opened = (await phone.GetAsync(link.GetProperty("link").GetString()!)).Body;
        Assert.Contains("veiligheidsnotitie aanwezig", opened, StringComparison.Ordinal);
        Assert.All(Secrets, s => Assert.DoesNotContain(s, opened, StringComparison.Ordinal));
        await AssertSilentAsync(other, path);

        _ = await team.DoAsync($"{offer}/answer", new { reply = "Yes" });
        var accepted = await AllAsync(team, path);
        Assert.All(Secrets, s => Assert.Contains(s, accepted, StringComparison.Ordinal));
        await AssertSilentAsync(other, path);

        await VisitAsync(path);
        var over = await AllAsync(team, path);
        Assert.DoesNotContain(Secrets[0], over, StringComparison.Ordinal);
        Assert.DoesNotContain(Secrets[1], over, StringComparison.Ordinal);
        var desk = (await post.GetAsync(path)).Json.GetProperty("visit");
        Assert.Equal(Secrets[0], desk.GetProperty("access").GetString());
    }

    [Fact]
    public async Task A_visit_that_ends_with_its_request_says_so_and_nothing_of_the_person()
    {
        var (path, offer) = await AskedAsync();
        _ = await team.DoAsync($"{offer}/answer", new { reply = "Yes" });
        _ = await team.DoAsync($"{path}/visit/nurse", Nurse());
        _ = await post.DoAsync($"{path}/close", new { ending = "Withdrawn" });

        var page = (await team.GetAsync("/bezoeken")).Body;
        Assert.Contains("Niemand hoeft meer te gaan.", page, StringComparison.Ordinal);
        Assert.Contains("De zorgvraag is gesloten", page, StringComparison.Ordinal);
        await AssertSilentAsync(team, path);
        Assert.DoesNotContain("Katheter", page, StringComparison.Ordinal);
        var told = (await team.GetAsync("/api/visits")).Body;
        Assert.Contains("RequestClosed", told, StringComparison.Ordinal);
        Assert.DoesNotContain("catheter", told, StringComparison.Ordinal);
        var late = await team.PostAsync($"{path}/visit/progress", new { progress = "Arrived" });
        Assert.Equal((409, "/problems/visit/request-closed"), (late.Status, late.Type));
        time.Advance(TimeSpan.FromHours(16));
        Assert.DoesNotContain(
            "Niemand hoeft meer", (await team.GetAsync("/bezoeken")).Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_round_stands_in_the_order_of_its_windows()
    {
        var (first, offer) = await AskedAsync("01:30", "03:00");
        _ = await team.DoAsync($"{offer}/answer", new { reply = "Yes" });
        (var second, offer) = await AskedAsync("00:00", "01:00");
        _ = await team.DoAsync($"{offer}/answer", new { reply = "Yes" });

        var round = (await team.GetAsync("/api/visits")).Json.EnumerateArray()
            .Select(v => v.GetProperty("request").GetInt32()).ToArray();
        Assert.Equal(
            new[] { second, first }.Select(p => int.Parse(
                p[(p.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture)),
            round);
        Assert.Empty((await other.GetAsync("/api/visits")).Json.EnumerateArray());

        // The page is in the menu of whoever has such a team.
        Assert.Contains(
            "href=\"/bezoeken\"", (await team.GetAsync("/mijn-capaciteit")).Body,
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "href=\"/bezoeken\"", (await other.GetAsync("/mijn-capaciteit")).Body,
            StringComparison.Ordinal);
    }

    private async Task<(string Path, string Offer)> AskedAsync(
        string from = "", string until = "02:00")
    {
        var patient = new Patient(++patients);
        var registered = await post.DoAsync("/api/care-requests", patient.Intake());
        var path = $"/api/care-requests/{registered.GetProperty("request").GetInt32()}";
        _ = await post.DoAsync($"{path}/triage", new
        {
            system = "nts", systemVersion = "2026", proposed = "U3", urgency = "U3",
        });
        _ = await post.DoAsync(
            $"{path}/need", new { careType = "district-nursing", complexity = "Medium" });
        _ = await post.DoAsync($"{path}/visit", new
        {
            tasks = new[] { "catheter-in" }, from, until, prescriber = "dr. Nachtdienst",
            prescriberFunction = "gp", prescribed = "CH14 inbrengen", indication = "retentie",
            material = "ligt klaar", anticoagulants = "Yes", access = Secrets[0],
            safety = Secrets[1], needsTwo = true,
        });
        var asked = await post.DoAsync(
            $"{path}/offers", new { unit = "leemgaard-nacht", @override = "agreed-by-phone" });
        return (path, $"/api/offers/{asked.GetProperty("offer").GetInt32()}");
    }

    private async Task VisitAsync(string path)
    {
        _ = await team.DoAsync($"{path}/visit/nurse", Nurse());
        _ = await team.DoAsync($"{path}/visit/progress", new { progress = "Arrived" });
        _ = await team.DoAsync($"{path}/visit/outcome", new { outcome = "Done" });
    }

    private static object Nurse() => new
    {
        nurse = "zr. Nacht", function = "district-nurse", expectedAt = "23:45",
        competentFor = new[] { "catheter-in" }, second = "br. Mee",
    };

    private static async Task AssertSilentAsync(Api who, string path)
    {
        var all = await AllAsync(who, path);
        Assert.All(Secrets, s => Assert.DoesNotContain(s, all, StringComparison.Ordinal));
    }

    // All that a provider can ask for, as one text.
    private static async Task<string> AllAsync(Api who, string path)
    {
        var texts = new List<string> { (await who.GetAsync(path)).Body };
        foreach (var page in Pages)
        {
            texts.Add((await who.GetAsync(page)).Body);
        }

        return string.Join('\n', texts);
    }
}
