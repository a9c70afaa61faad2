using System.Net;
using System.Text.Json;
using Coordinaat.Domain.Access;

namespace Coordinaat.Tests.Web;

/// <summary>Why a unit is not possible, and the least that would make it so, on the page and by
/// the API.</summary>
public sealed class ExplainedUnitTests : IAsyncLifetime
{
    private readonly Desk desk = new();
    private string path = "";

    public async ValueTask InitializeAsync()
    {
        await desk.InitializeAsync();
        (path, _) = await desk.BringToAsync(Stage.Seeking);
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_full_unit_would_do_with_a_place_more()
    {
        await desk.ReportAsync(free: -2);
        var (failed, changes) = await ExplainAsync();
        Assert.Equal(["Place"], failed);
        Assert.Equal([("PlacesFree", "3")], changes);
        Assert.Contains(
            "Kan wel met: <strong>3 plekken erbij</strong>", await PageAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_is_closed_for_now_would_do_later_or_by_ambulance()
    {
        await desk.Ward.DoAsync($"/api/units/{Desk.Unit}/stop", new
        {
            level = "Active", inflow = new[] { "Referral" }, reason = "outbreak",
            mandate = "location-manager", minutes = 75,
        });
        var (failed, changes) = await ExplainAsync();
        Assert.Equal(["Open"], failed);
        Assert.Equal("LeaveLater", Assert.Single(changes).Kind);
        Assert.Contains(
            "Kan wel met: <strong>vervoer vanaf 10:", await PageAsync(), StringComparison.Ordinal);

        // It lasts longer than anybody waits.
        await desk.Ward.DoAsync(
            $"/api/units/{Desk.Unit}/stop/extend", new { minutes = 400 });
        (_, changes) = await ExplainAsync();
        Assert.Equal("TravelBy", Assert.Single(changes).Kind);
    }

    [Fact]
    public async Task A_unit_reads_how_often_it_was_somebodys_choice_and_full()
    {
        var (_, offer) = await desk.BringToAsync(Stage.Asking);
        var page = $"/capaciteit/{Desk.Unit}";
        Assert.DoesNotContain(
            "data-preferred-full", (await desk.Ward.GetAsync(page)).Body,
            StringComparison.Ordinal);
        _ = await desk.Ward.DoAsync($"{offer}/answer", new
        {
            reply = "No", reason = "bed-given-away", wasPreferred = true,
        });
        Assert.Contains(
            "maar vol: <strong>1</strong>",
            WebUtility.HtmlDecode((await desk.Ward.GetAsync(page)).Body),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_is_possible_needs_no_change()
    {
        var (failed, changes) = await ExplainAsync();
        Assert.Empty(failed);
        Assert.Empty(changes);
    }

    private async Task<(string[] Failed, (string Kind, string Value)[] Changes)> ExplainAsync()
    {
        var said = (await desk.Coordinator.GetAsync($"{path}/candidates/{Desk.Unit}")).Json;
        Assert.Equal(Desk.Unit, said.GetProperty("unit").GetString());
        var possible = said.GetProperty("possibleWith");
        return (
            [.. said.GetProperty("failed").EnumerateArray().Select(f => f.GetString()!)],
            possible.ValueKind == JsonValueKind.Null
                ? []
                :
                [
                    .. possible.GetProperty("changes").EnumerateArray().Select(c => (
                        c.GetProperty("kind").GetString()!, c.GetProperty("value").GetString()!)),
                ]);
    }

    private async Task<string> PageAsync() => (await desk.Coordinator.GetAsync(
        path.Replace("/api/care-requests", "/zorgvragen", StringComparison.Ordinal))).Body;
}
