using System.Text.RegularExpressions;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Downtime;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// A site's machine fetches the emergency list with its key: whole, signed with its time and
/// without a name. When anything goes wrong the old list stays.
/// </summary>
public sealed class DowntimeTests : IAsyncLifetime
{
    private readonly Desk desk = new();
    private readonly string folder = WebServer.NewFolder();

    private string KeyFile => Path.Combine(folder, "key");

    private string List => Path.Combine(folder, "noodlijst.html");

    public ValueTask InitializeAsync() => desk.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await desk.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_list_has_numbers_places_and_cases_and_no_name()
    {
        var (asked, _) = await desk.BringToAsync(Stage.Asking);
        var (held, _) = await desk.BringToAsync(Stage.PlaceHeld);
        await IssueAsync("vlierdonk");
        Assert.Equal((0, true), await FetchAsync());
        var list = System.Net.WebUtility.HtmlDecode(await File.ReadAllTextAsync(List));

        Assert.Contains("02-03-2026 10:00", list, Ordinal);
        Assert.Contains(Line("zcc-amersfoort"), list, Ordinal);
        Assert.Contains("Huize Vlierdonk", list, Ordinal);
        Assert.Contains("<td class=\"n\">onbekend</td>", list, Ordinal);
        Assert.Contains($"<th>{NumberOf(held)}</th>", list, Ordinal);
        Assert.Contains("plek toegezegd", list, Ordinal);

        // Of a question that was not answered the case's number is not theirs yet (R14).
        Assert.Contains("<th>vraag ", list, Ordinal);
        Assert.DoesNotContain($"<th>{NumberOf(asked)}</th>", list, Ordinal);
        foreach (var patient in new[] { new Patient(1), new Patient(2) })
        {
            Assert.DoesNotContain(patient.Name, list, Ordinal);
            Assert.DoesNotContain(patient.Bsn, list, Ordinal);
        }

        Assert.DoesNotContain("<script", list, Ordinal);
        Assert.DoesNotContain("src=", list, Ordinal);
        Assert.DoesNotContain("http", list, Ordinal);
    }

    [Fact]
    public async Task A_coordination_centre_finds_its_own_requests_in_its_list()
    {
        var (asked, _) = await desk.BringToAsync(Stage.Asking);
        await IssueAsync("zcc");
        Assert.Equal((0, true), await FetchAsync(Language.English));
        var list = await File.ReadAllTextAsync(List);

        Assert.Contains($"<th>{NumberOf(asked)}</th><td>U3</td>", list, Ordinal);
        Assert.Contains("Emergency list", list, Ordinal);
    }

    [Fact]
    public async Task A_list_that_was_changed_in_one_place_or_cut_off_is_not_trusted()
    {
        await IssueAsync("vlierdonk");
        _ = await FetchAsync();
        Assert.Equal(0, (await CheckAsync()).Code);
        var whole = await File.ReadAllBytesAsync(List);
        foreach (var at in new[] { 0, whole.Length / 2, whole.Length - 40 })
        {
            var changed = whole.ToArray();
            changed[at] ^= 1;
            await File.WriteAllBytesAsync(List, changed);
            Assert.Equal(2, (await CheckAsync()).Code);
        }

        await File.WriteAllBytesAsync(List, whole[..^10]);
        Assert.Equal(2, (await CheckAsync()).Code);
        await File.WriteAllBytesAsync(List, whole);
        desk.Time.Advance(TimeSpan.FromMinutes(50));
        var (code, said) = await CheckAsync();
        Assert.Equal(0, code);
        Assert.Contains("van 02-03-2026 10:00, 50 minuten geleden", said, Ordinal);
        await File.WriteAllTextAsync(KeyFile, new string('0', 64));
        Assert.Equal(2, (await CheckAsync()).Code);
    }

    [Fact]
    public async Task When_the_server_is_away_the_old_list_stays_and_the_command_says_so()
    {
        await IssueAsync("vlierdonk");
        _ = await FetchAsync();
        var before = await File.ReadAllBytesAsync(List);
        desk.Time.Advance(TimeSpan.FromMinutes(15));
        await desk.Server.StopAsync();

        var (code, said) = await RunAsync(c => c.FetchAsync(desk.Server.Url, KeyFile, List));
        Assert.Equal(1, code);
        Assert.Contains("De vorige blijft staan", said, Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(List));
        Assert.Equal(0, (await CheckAsync()).Code);
        Assert.Equal(["key", "noodlijst.html"], Files());
    }

    [Fact]
    public async Task What_is_no_list_of_ours_never_takes_the_place_of_one()
    {
        await IssueAsync("vlierdonk");
        _ = await FetchAsync();
        var before = await File.ReadAllBytesAsync(List);
        foreach (var answer in new[] { "<h1>Aanmelden bij de proxy</h1>", "" })
        {
            await using var other = await Answers(answer);
            var (code, said) = await RunAsync(c => c.FetchAsync(other.Url, KeyFile, List));
            Assert.Equal(1, code);
            Assert.Contains("geen noodlijst met deze sleutel", said, Ordinal);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(List));
    }

    [Fact]
    public async Task A_key_reads_the_list_and_nothing_else_and_ends_when_it_is_taken_back()
    {
        var key = await IssueAsync("vlierdonk");
        using var site = desk.Server.Open().WithToken(key);
        Assert.Equal(200, (await site.GetAsync("/api/downtime-list")).Status);
        foreach (var path in new[] { "/api/units", "/api/care-requests", "/api/have" })
        {
            Assert.Equal(401, (await site.GetAsync(path)).Status);
        }

        Assert.Equal(401, (await site.PostAsync("/api/capacity/confirm", new { })).Status);
        Assert.Equal(401, (await site.FilesAsync("/api/imports", ("x.csv", "a\nb"u8.ToArray())))
            .Status);

        var next = await IssueAsync("vlierdonk");
        Assert.NotEqual(key, next);
        Assert.Equal(401, (await site.GetAsync("/api/downtime-list")).Status);
        _ = await desk.Admin.FormAsync(
            "/capaciteit/uitwisselen/sleutel", ("organisation", "vlierdonk"), ("revoke", "1"));
        using var last = desk.Server.Open().WithToken(next);
        using var empty = desk.Server.Open().WithToken("");
        Assert.Equal(401, (await last.GetAsync("/api/downtime-list")).Status);
        Assert.Equal(401, (await empty.GetAsync("/api/downtime-list")).Status);
        Assert.Equal(401, (await FetchCodeAsync()).Status);
    }

    [Fact]
    public async Task The_journal_keeps_no_key_but_what_tells_nobody_what_it_was()
    {
        var key = await IssueAsync("vlierdonk");
        var stored = System.Text.Encoding.UTF8.GetString(EventCodec.Encode(
            desk.Server.Engine.Read([desk.World.Number])[0].Happened));

        Assert.DoesNotContain(key, stored, Ordinal);
        Assert.Contains(SiteKeys.HashOf(key), stored, Ordinal);
        var again = await desk.Admin.GetAsync("/capaciteit/uitwisselen");
        Assert.DoesNotContain(key, again.Body, Ordinal);
    }

    [Fact]
    public async Task What_is_entered_after_a_failure_keeps_its_real_time()
    {
        desk.Time.Advance(TimeSpan.FromHours(9));
        var path = $"/api/units/{Desk.Unit}/capacity";
        object Body(string? time) => new
        {
            physical = 500, blocked = 0, staffed = 500, occupied = 450, time,
        };
        _ = await desk.Ward.DoAsync(path, Body("15:20"));
        Assert.Equal(Instant.FromUtc(2026, 3, 2, 14, 20), Known.At);

        // Spoken at the desk, later entered and yet older: history, and no new figure.
        _ = await desk.Coordinator.DoAsync(path, Body("15:19"));
        Assert.Equal(Instant.FromUtc(2026, 3, 2, 14, 20), Known.At);
        var form = await desk.Coordinator.FormAsync(
            $"/mijn-capaciteit/{Desk.Unit}", ("physical", "500"), ("blocked", "0"),
            ("staffed", "500"), ("occupied", "440"), ("time", "15:40"));
        Assert.Equal(303, form.Status);
        Assert.Equal((Instant.FromUtc(2026, 3, 2, 14, 40), 440), (Known.At, Known.Occupied));

        // A whole day back, over midnight; and no time of day.
        desk.Time.Advance(TimeSpan.FromHours(13));
        using var ward = await desk.Server.SignInAsync("vlierdonk");
        _ = await ward.DoAsync(path, Body("22:10"));
        Assert.Equal(Instant.FromUtc(2026, 3, 2, 21, 10), Known.At);
        Assert.Equal(
            "/problems/input/time-malformed",
            (await ward.PostAsync(path, Body("straks"))).Type);
    }

    [Fact]
    public async Task The_command_runs_as_a_program_and_tells_the_shell()
    {
        await IssueAsync("vlierdonk");
        var fetched = await ProgramRun.OfAsync(
            "noodlijst", "--url", desk.Server.Url.ToString(), "--key", KeyFile, "--out", List);
        Assert.True(fetched.ExitCode == 0, fetched.Output);
        var checkedNow = await ProgramRun.OfAsync(
            "noodlijst", "--check", List, "--key", KeyFile, "--english");
        Assert.True(checkedNow.ExitCode == 0, checkedNow.Output);
        Assert.Contains("is right", checkedNow.Output, Ordinal);
        Assert.Equal(1, (await ProgramRun.OfAsync(
            "noodlijst", "--url", desk.Server.Url.ToString(), "--key", "/nergens")).ExitCode);
        Assert.Equal(1, (await ProgramRun.OfAsync("noodlijst")).ExitCode);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private Domain.Capacity.Figures Known => desk.World.Capacity[
        desk.World.Regions.Units[desk.World.Regions.Units.NumberOf(Desk.Unit)].Pool].Figures!;

    private static string NumberOf(string path) => path.Split('/')[^1];

    private string Line(string location) =>
        desk.World.Regions.Locations[desk.World.Regions.Locations.NumberOf(location)].PhoneDay;

    private IEnumerable<string> Files() =>
        Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order();

    private static Task<Answering> Answers(string text) => Answering.StartAsync(text);

    private async Task<string> IssueAsync(string organisation)
    {
        var page = await desk.Admin.FormAsync(
            "/capaciteit/uitwisselen/sleutel", ("organisation", organisation));
        var key = Regex.Match(page.Body, "data-site-key>([0-9A-F]{64})<").Groups[1].Value;
        Assert.True(key.Length == 64, $"{page}");
        await File.WriteAllTextAsync(KeyFile, key + "\n");
        return key;
    }

    private async Task<(int Code, bool IsThere)> FetchAsync(Language language = Language.Dutch)
    {
        var (code, _) = await RunAsync(
            c => c.FetchAsync(desk.Server.Url, KeyFile, List), language);
        return (code, File.Exists(List));
    }

    private async Task<HttpAnswer> FetchCodeAsync()
    {
        using var nobody = desk.Server.Open();
        return await nobody.GetAsync("/api/downtime-list");
    }

    private Task<(int Code, string Said)> CheckAsync() =>
        RunAsync(c => c.CheckAsync(List, KeyFile));

    private async Task<(int Code, string Said)> RunAsync(
        Func<DowntimeCommand, Task<int>> run, Language language = Language.Dutch)
    {
        await using var said = new StringWriter();
        var code = await run(new DowntimeCommand(language, said, desk.Time));
        return (code, said.ToString());
    }

    /// <summary>Something else that answers at the server's address.</summary>
    private sealed class Answering : IAsyncDisposable
    {
        private readonly Microsoft.AspNetCore.Builder.WebApplication app;

        private Answering(Microsoft.AspNetCore.Builder.WebApplication app) => this.app = app;

        public Uri Url => new(app.Urls.First());

        public static async Task<Answering> StartAsync(string text)
        {
            var app = Microsoft.AspNetCore.Builder.WebApplication.Create(
                ["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
            Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(
                app, "/{**path}", () => text);
            await app.StartAsync();
            return new Answering(app);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
