using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Coordinaat.Domain.Capacity;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>
/// A spreadsheet is shown first and taken over whole afterwards; a file with one wrong line changes
/// nothing, and a partner's file needs no retyping.
/// </summary>
public sealed partial class FigureFileTests : IAsyncLifetime
{
    private const string Page = "/mijn-capaciteit/bestand";
    private const string Other = "moerbei-soest-elv-low";
    private const string Header = "code;totaal;geblokkeerd;open;bezet;gemeten_om";

    private readonly Desk desk = new();

    public ValueTask InitializeAsync() => desk.InitializeAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task The_template_holds_the_present_figures_and_taken_over_as_it_is_confirms_them()
    {
        var template = await desk.Ward.GetAsync("/mijn-capaciteit/sjabloon.csv");
        Assert.Equal(200, template.Status);
        Assert.Contains($"{Desk.Unit};", template.Body, Ignore);
        Assert.Contains(";500;0;500;400;", template.Body, Ignore);

        // Units that never reported have no figures in the template: those lines go.
        var filled = string.Join('\n', template.Body.TrimStart('\uFEFF').Split("\r\n")
            .Where(l => !l.EndsWith(";;;;;", Ignore)));
        desk.Time.Advance(TimeSpan.FromMinutes(5));
        var (text, at, shown) = await PreviewAsync(Encoding.UTF8.GetBytes(filled));
        Assert.Contains("ongewijzigd, opnieuw bevestigd", shown, Ignore);

        var before = desk.World.Number;
        var taken = await TakeAsync(text, at);
        Assert.True(taken.Status == 303, $"{taken}");
        Assert.Equal("/mijn-capaciteit", taken.Location);
        Assert.True(desk.World.Number > before);
        Assert.Equal(desk.Server.Engine.Now, Known.At);
        Assert.Equal((400, FigureSource.Manual), (Known.Occupied, Known.Source));
    }

    [Fact]
    public async Task A_preview_says_what_changes_and_changes_nothing_until_it_is_taken_over()
    {
        var before = desk.World.Number;
        var western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        var (text, at, shown) = await PreviewAsync(
            western.GetBytes($"{Header}\r\n{Desk.Unit};500;10;480;470;\r\n"));

        Assert.Contains("0 → 10", shown, Ignore);
        Assert.Contains("500 → 480", shown, Ignore);
        Assert.Contains("400 → 470", shown, Ignore);
        Assert.Contains("Niet in het bestand, blijven zoals ze zijn:", shown, Ignore);
        Assert.Equal(before, desk.World.Number);

        Assert.Equal(303, (await TakeAsync(text, at)).Status);
        Assert.Equal((500, 10, 480, 470), (
            Known.Physical, Known.Blocked, Known.Staffed, Known.Occupied));
    }

    [Fact]
    public async Task One_wrong_line_is_shown_with_its_number_and_nothing_of_the_file_is_taken()
    {
        var text = $"{Header}\n{Desk.Unit};500;0;500;1;\nniet-bekend;1;0;1;1;\n"
            + "moerbei-soest-elv-low;1;0;1;1;\n";
        var before = desk.World.Number;
        var (_, _, shown) = await PreviewAsync(Encoding.UTF8.GetBytes(text), isWhole: false);
        Assert.Contains("Deze code kennen we niet", shown, Ignore);
        Assert.Contains("Alleen de eigen organisatie meldt cijfers", shown, Ignore);
        Assert.DoesNotContain("Neem over", shown, Ignore);

        var taken = await desk.Ward.PostAsync(
            "/api/capacity/file", new { content = text, at = "2026-03-02T09:00:00Z" });
        Assert.Equal(
            (422, "/problems/figure-file/unit-unknown"), (taken.Status, taken.Type));
        Assert.Equal(before, desk.World.Number);
    }

    [Theory]
    [InlineData("501;502;0;0;", "/problems/report-location/number-out-of-range")]
    [InlineData("500;0;-1;0;", "/problems/report-location/number-out-of-range")]
    [InlineData("500;0;500;0;01-03-2026 9:00", "/problems/report-location/time-out-of-range")]
    [InlineData("500;0;500;0;vroeger", "/problems/figure-file/moment-malformed")]
    [InlineData("500;0;500;veel;", "/problems/figure-file/number-malformed")]
    public async Task What_cannot_be_is_refused_by_its_name(string line, string type)
    {
        var taken = await desk.Ward.PostAsync("/api/capacity/file", new
        {
            content = $"{Header}\n{Desk.Unit};{line}\n", at = "2026-03-02T09:00:00Z",
        });

        Assert.Equal((422, type), (taken.Status, taken.Type));
    }

    [Fact]
    public async Task Figures_older_than_those_known_are_said_and_change_nothing()
    {
        var text = $"{Header}\n{Desk.Unit};500;0;500;1;09:30\n";
        var before = desk.World.Number;
        var (_, at, shown) = await PreviewAsync(Encoding.UTF8.GetBytes(text));
        Assert.Contains("ouder dan wat bekend is, verandert niets (10:00)", shown, Ignore);

        Assert.Equal(303, (await TakeAsync(text, at)).Status);
        Assert.Equal((before, 400), (desk.World.Number, Known.Occupied));
    }

    [Fact]
    public async Task It_is_decided_again_when_it_is_taken_over()
    {
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        var (text, at, _) = await PreviewAsync(
            Encoding.UTF8.GetBytes($"{Header}\n{Desk.Unit};500;0;500;7;\n"));
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.ReportAsync(free: 200);

        Assert.Equal(303, (await TakeAsync(text, at)).Status);
        Assert.Equal(300, Known.Occupied);
    }

    [Fact]
    public async Task The_same_id_is_one_report_and_the_answer_tells_of_each_unit()
    {
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        var (id, body) = (Ids.New(), new
        {
            content = $"{Header}\n{Desk.Unit};500;0;500;7;\n", at = "2026-03-02T09:01:00Z",
        });
        var first = await desk.Ward.PostAsync("/api/capacity/file", body, id);
        var again = await desk.Ward.PostAsync("/api/capacity/file", body, id);

        Assert.Equal((200, 200), (first.Status, again.Status));
        Assert.Equal(first.Number, again.Number);
        Assert.Equal(
            (Desk.Unit, "Changed"),
            (first.Json.GetProperty("units")[0].GetProperty("unit").GetString(),
                first.Json.GetProperty("units")[0].GetProperty("outcome").GetString()));
    }

    public static TheoryData<string, byte[], string> Unreadable => new()
    {
        { "no file", [], "/problems/input/field-missing" },
        { "a workbook", [(byte)'P', (byte)'K', 3, 4, 0, 0], "/problems/figure-file/not-text" },
        { "other columns", "a;b\n1;2\n"u8.ToArray(), "/problems/figure-file/wrong-header" },
        { "a header alone", Encoding.UTF8.GetBytes(Header), "/problems/figure-file/empty-file" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_file_that_cannot_be_read_is_said_on_the_page(
        string name, byte[] content, string type)
    {
        var reply = await UploadAsync(content);

        Assert.True(reply.Status == 422 && reply.Type == type, $"{name}: {reply}");
        Assert.Contains("Kies een bestand", reply.Body, Ignore);
    }

    [Fact]
    public Task A_file_that_is_too_large_is_said_on_the_page() =>
        A_file_that_cannot_be_read_is_said_on_the_page(
            "too large", new byte[65 * 1024], "/problems/figure-file/file-too-large");

    [Fact]
    public async Task A_file_of_megabytes_is_refused_in_words_and_the_server_stays()
    {
        var reply = await UploadAsync(new byte[3 * 1024 * 1024]);

        Assert.Equal(413, reply.Status);
        Assert.Equal(200, (await desk.Ward.GetAsync(Page)).Status);
    }

    [Fact]
    public async Task A_partners_file_is_read_by_the_mapping_and_goes_out_in_its_columns()
    {
        foreach (var (figure, column) in new[] { ("Staffed", "Bedden"), ("Free", "Vrij") })
        {
            _ = await desk.Admin.DoAsync("/api/exchange-mappings", new
            {
                partner = "lpz", direction = "Both", keyColumn = "Afdeling", key = "VLD-1",
                column, unit = Desk.Unit, figure,
            });
        }

        desk.Time.Advance(TimeSpan.FromMinutes(1));
        var file = "Afdeling;Soort;Bedden;Vrij\r\nVLD-1;ELV;40;4\r\nANDER;x;?;?\r\n";
        var (text, at, shown) = await PreviewAsync(Encoding.UTF8.GetBytes(file));
        Assert.Contains("kolommen van lpz", shown, Ignore);
        Assert.Contains("400 → 36", shown, Ignore);
        Assert.Equal(303, (await TakeAsync(text, at)).Status);
        Assert.Equal((500, 0, 40, 36, FigureSource.Feed), (
            Known.Physical, Known.Blocked, Known.Staffed, Known.Occupied, Known.Source));

        var written = await desk.Coordinator.GetAsync("/api/exchange/lpz");
        Assert.Equal("Afdeling;Bedden;Vrij\r\nVLD-1;40;4\r\n", written.Body);
        desk.Time.Advance(TimeSpan.FromDays(2));
        using var later = await desk.Server.SignInAsync("coordinator");
        var stale = await later.GetAsync("/api/exchange/lpz");
        Assert.Equal("Afdeling;Bedden;Vrij\r\nVLD-1;;\r\n", stale.Body);
    }

    [Fact]
    public async Task The_centre_passes_one_file_on_for_all_locations_that_it_serves()
    {
        foreach (var unit in new[] { Desk.Unit, Other })
        {
            foreach (var (figure, column) in new[] { ("Staffed", "Bedden"), ("Free", "Vrij") })
            {
                _ = await desk.Admin.DoAsync("/api/exchange-mappings", new
                {
                    partner = "lpz", direction = "In", keyColumn = "Afd", key = unit, column, unit,
                    figure,
                });
            }
        }

        desk.Time.Advance(TimeSpan.FromMinutes(1));
        var at = $"{desk.Server.Engine.Now}";
        var file = $"Afd;Bedden;Vrij\n{Desk.Unit};40;4\n{Other};12;5\n";
        var shown = await desk.Coordinator.FilesAsync(
            Page, ("lpz.csv", Encoding.UTF8.GetBytes(file)));
        Assert.Contains("400 → 36", WebUtility.HtmlDecode(Tags().Replace(shown.Body, "")), Ignore);
        Assert.Equal(400, Known.Occupied);
        var taken = await desk.Coordinator.FormAsync(
            $"{Page}/overnemen", ("content", file), ("at", at));
        Assert.Equal((303, "/capaciteit"), (taken.Status, taken.Location));
        Assert.Equal((36, FigureSource.Passed), (Known.Occupied, Known.Source));
        var other = desk.World.Capacity[
            desk.World.Regions.Units[desk.World.Regions.Units.NumberOf(Other)].Pool].Figures!;
        Assert.Equal((7, FigureSource.Passed), (other.Occupied, other.Source));
        Assert.Contains(
            "uit een bestand, via het ZCC",
            (await desk.Coordinator.GetAsync("/capaciteit?soort=elv-low")).Body, Ignore);

        // What the location itself says afterwards counts.
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.ReportAsync(free: 3);
        var late = await desk.Coordinator.PostAsync(
            "/api/capacity/file", new { content = file, at });
        Assert.Equal(200, late.Status);
        Assert.Equal((497, FigureSource.Manual), (Known.Occupied, Known.Source));
    }

    [Fact]
    public async Task Who_has_no_cells_in_a_partners_file_takes_nothing_of_it()
    {
        _ = await desk.Admin.DoAsync("/api/exchange-mappings", new
        {
            partner = "lpz", direction = "In", keyColumn = "Afd", key = "A", column = "Vrij",
            unit = Desk.Unit, figure = "Free",
        });
        using var other = await desk.Server.SignInAsync("moerbeistee");
        var reply = await other.PostAsync("/api/capacity/file", new
        {
            content = "Afd;Vrij\nA;4\n", at = "2026-03-02T09:00:00Z",
        });

        Assert.Equal("/problems/figure-file/wrong-header", reply.Type);
        Assert.Equal(
            (404, "/problems/figure-file/partner-unknown"),
            ((await desk.Ward.GetAsync("/api/exchange/lpz")).Status,
                (await desk.Ward.GetAsync("/api/exchange/lpz")).Type));
    }

    [Fact]
    public async Task Columns_that_do_not_say_what_is_in_use_are_not_guessed_at()
    {
        _ = await desk.Admin.DoAsync("/api/exchange-mappings", new
        {
            partner = "lpz", direction = "In", column = "Bedden", unit = Desk.Unit,
            figure = "Staffed",
        });
        var reply = await desk.Ward.PostAsync("/api/capacity/file", new
        {
            content = "Bedden;x\n40;1\n", at = "2026-03-02T09:00:00Z",
        });

        Assert.Equal("/problems/figure-file/figures-incomplete", reply.Type);
    }

    [Fact]
    public async Task A_mapping_is_imported_changed_on_the_page_and_taken_away()
    {
        var table = "partner,direction,key_column,key,column,unit,figure\n"
            + $"lpz,both,Afd,A1,Bedden,{Desk.Unit},staffed\n"
            + "lpz,both,Afd,A1,Vrij,nergens,free\n";
        var report = await desk.Admin.FilesAsync(
            "/api/imports", ("exchange_mappings.csv", Encoding.UTF8.GetBytes(table)));
        Assert.Equal(1, report.Json.GetProperty("taken").GetInt32());
        Assert.Contains("/problems/define/unit-unknown", report.Body, Ignore);

        var page = await desk.Admin.GetAsync("/capaciteit/uitwisselen");
        Assert.Contains("Afd = A1", page.Body, Ignore);
        Assert.Contains("Bedden", page.Body, Ignore);
        (string, string)[] cell =
        [
            ("partner", "lpz"), ("direction", "Both"), ("unit", Desk.Unit),
            ("figure", "Staffed"), ("keyColumn", "Afd"), ("key", "A1"),
        ];
        var changed = await desk.Admin.FormAsync(
            "/capaciteit/uitwisselen", [.. cell, ("column", "Open bedden")]);
        Assert.True(changed.Status == 303, $"{changed}");
        Assert.Equal("Open bedden", Assert.Single(desk.World.Regions.Exchanges.All).Column);
        Assert.Equal(303, (await desk.Admin.FormAsync("/capaciteit/uitwisselen", cell)).Status);
        Assert.False(Assert.Single(desk.World.Regions.Exchanges.All).IsIn);
        Assert.DoesNotContain(
            "Open bedden", (await desk.Admin.GetAsync("/capaciteit/uitwisselen")).Body, Ignore);
    }

    private const StringComparison Ignore = StringComparison.Ordinal;

    private Figures Known => desk.World.Capacity[
        desk.World.Regions.Units[desk.World.Regions.Units.NumberOf(Desk.Unit)].Pool].Figures!;

    private Task<HttpAnswer> UploadAsync(byte[] content) =>
        desk.Ward.FilesAsync(Page, ("cijfers.csv", content));

    private Task<HttpAnswer> TakeAsync(string text, string at) =>
        desk.Ward.FormAsync($"{Page}/overnemen", ("content", text), ("at", at));

    // What the form on the page would send, as a browser reads it from the page.
    private async Task<(string Text, string At, string Shown)> PreviewAsync(
        byte[] content, bool isWhole = true)
    {
        var reply = await UploadAsync(content);
        Assert.True(reply.Status == 200, $"{reply}");
        string Hidden(string name) => WebUtility.HtmlDecode(
            Regex.Match(reply.Body, $"name=\"{name}\" value=\"([^\"]*)\"").Groups[1].Value);
        var (text, at) = isWhole ? (Hidden("content"), Hidden("at")) : ("", "");
        Assert.Equal(isWhole, text.Length > 0);
        return (text, at, WebUtility.HtmlDecode(Tags().Replace(reply.Body, "")));
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
