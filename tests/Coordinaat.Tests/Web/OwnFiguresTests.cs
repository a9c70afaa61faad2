using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>
/// What a ward sees of its own places: those who arrived are in the number that it is asked to
/// report, what it did is said once, and no number of places is below zero.
/// </summary>
public sealed partial class OwnFiguresTests : IAsyncLifetime
{
    private const string Own = "/mijn-capaciteit";
    private const string Inbox = "/vragen-aan-ons";
    private readonly Desk desk = new();

    public ValueTask InitializeAsync() => desk.InitializeAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Who_arrived_is_in_the_number_proposed_and_in_the_one_confirmed()
    {
        await desk.BringToAsync(Stage.Arrived);
        var page = await ReadAsync(desk.Ward, Own);
        Assert.Contains("1 aangekomen sinds je melding, meegeteld", page, Ignore);
        Assert.Contains("value=\"401\"", page, Ignore);
        Assert.DoesNotContain("toegezegd of onderweg", page, Ignore);

        await desk.Ward.DoAsync("/api/capacity/confirm");

        page = await ReadAsync(desk.Ward, Own);
        Assert.DoesNotContain("aangekomen sinds", page, Ignore);
        Assert.Contains("value=\"401\"", page, Ignore);
        Assert.Equal(401, Pool.Figures!.Occupied);
    }

    [Fact]
    public async Task The_desk_is_proposed_the_same_number_on_the_telephone()
    {
        await desk.BringToAsync(Stage.Arrived);
        var (path, _) = await desk.BringToAsync(Stage.Asking);
        var page = await ReadAsync(
            desk.Coordinator, path.Replace("/api/care-requests", "/zorgvragen", Ignore));

        Assert.Contains("value=\"401\"", page, Ignore);
        Assert.DoesNotContain("value=\"400\"", page, Ignore);
    }

    [Fact]
    public async Task What_was_done_is_said_on_the_next_page_and_only_there()
    {
        var unit = $"{Own}/{Desk.Unit}";
        await SaysAsync(Own, "Alles bevestigd om 10:00", Own);
        await SaysAsync(
            unit, "Gemeld om 10:00: ELV laag, Huize Vlierdonk", Own, ("physical", "500"),
            ("blocked", "0"), ("staffed", "500"), ("occupied", "400"));
        await SaysAsync(
            $"{unit}/stop", "Stop gemeld om 10:00: ELV laag", Own, ("level", "Active"),
            ("inflow", "Ambulance"), ("reason", "outbreak"), ("mandate", "location-manager"),
            ("minutes", "60"));
        await SaysAsync($"{unit}/stop/verleng", "Stop verlengd om 10:00", Own, ("minutes", "30"));
        await SaysAsync($"{unit}/stop/einde", "Stop beëindigd om 10:00", Own);
        foreach (var (reply, words) in new[]
        {
            ("Yes", "Je ja is verstuurd"), ("YesIf", "Je ja, mits is verstuurd"),
            ("No", "Je nee is verstuurd"),
        })
        {
            var (_, offer) = await desk.BringToAsync(Stage.Asking);
            await SaysAsync(
                $"{offer.Replace("/api/offers", "/vragen", Ignore)}/antwoord", $"{words} om 10:00",
                Inbox, ("reply", reply), ("words", "medicatie mee"), ("reason", "no-staff"));
        }
    }

    [Fact]
    public async Task What_was_refused_or_made_up_is_not_said()
    {
        _ = await desk.Ward.FormAsync(
            $"{Own}/{Desk.Unit}/stop", ("level", "Active"), ("inflow", "Ambulance"),
            ("reason", "niets"), ("mandate", "location-manager"), ("minutes", "60"));
        Assert.DoesNotContain("gemeld om", await ReadAsync(desk.Ward, Own), Ignore);
        foreach (var text in new[] { "", "1", "99-1-1", "1--1-1", "1-1-x", "1-999999-1", "1-1--9" })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, Own);
            request.Headers.Add("Cookie", $"gedaan={text}");
            Assert.True((await desk.Ward.SendAsync(request)).Status < 500, text);
        }
    }

    [Fact]
    public async Task More_in_use_than_open_is_full_and_said_in_words_never_below_zero()
    {
        await desk.ReportAsync(free: -2);
        foreach (var (who, path) in new[]
        {
            (desk.Ward, Own), (desk.Coordinator, "/capaciteit"), (desk.Coordinator, "/regiekamer"),
        })
        {
            var page = await ReadAsync(who, path);
            Assert.Contains("2 boven open plekken", page, Ignore);
            Assert.DoesNotMatch(BelowZero(), page);
        }
    }

    [Fact]
    public async Task A_question_says_beside_its_buttons_what_the_own_figures_say()
    {
        await desk.BringToAsync(Stage.PlaceHeld);
        await desk.BringToAsync(Stage.Asking);
        var page = await ReadAsync(desk.Ward, Inbox);
        var line = page[page.IndexOf("Volgens jullie cijfers", Ignore)..];

        Assert.Matches("(?s)^.{0,600}data-sign=\"Open\".{0,300}>99<.{0,300}1 toegezegd", line);
    }

    [Fact]
    public async Task The_whole_region_counts_each_place_once()
    {
        var page = await ReadAsync(desk.Coordinator, "/capaciteit");
        var regions = desk.World.Regions;
        var now = desk.Server.Engine.Now;
        var checkedRows = 0;
        foreach (Match row in SummaryRows().Matches(page))
        {
            var care = int.Parse(row.Groups["care"].Value, CultureInfo.InvariantCulture);
            var counts = Counts().Matches(row.Value).Select(m => m.Groups[1].Value).ToArray();
            var expected = regions.Units.All.Where(u => u.CareType.Value == care)
                .Select(u => u.Pool).Distinct()
                .Select(p => Availability.Of(
                    desk.World.Capacity[p], regions.CareTypes[care], now))
                .Where(a => a.IsKnown).Sum(a => Math.Max(0, a.Places));
            Assert.Equal(expected.ToString(CultureInfo.InvariantCulture), counts[0]);
            checkedRows++;
        }

        Assert.True(checkedRows > 10, $"{checkedRows} rows");
    }

    private const StringComparison Ignore = StringComparison.Ordinal;

    private PoolState Pool => desk.World.Capacity[
        desk.World.Regions.Units[desk.World.Regions.Units.NumberOf(Desk.Unit)].Pool];

    private async Task SaysAsync(
        string form, string words, string page, params (string, string)[] fields)
    {
        var reply = await desk.Ward.FormAsync(form, fields);
        Assert.True(reply.Status == 303, $"{form}: {reply}");
        Assert.Contains(words, TextOf(await ReadAsync(desk.Ward, page)), Ignore);
        Assert.DoesNotContain(words, TextOf(await ReadAsync(desk.Ward, page)), Ignore);
    }

    private static string TextOf(string page) => Tags().Replace(page, "");

    private static async Task<string> ReadAsync(Api who, string path)
    {
        var reply = await who.GetAsync(path);
        Assert.True(reply.Status == 200, $"{path}: {reply}");
        return WebUtility.HtmlDecode(reply.Body);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("class=\"count\">-")]
    private static partial Regex BelowZero();

    [GeneratedRegex("<tr data-key=\"c(?<care>[0-9]+)\".*?</tr>", RegexOptions.Singleline)]
    private static partial Regex SummaryRows();

    [GeneratedRegex("class=\"count\">([^<]*)<")]
    private static partial Regex Counts();
}
