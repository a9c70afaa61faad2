using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>How full a unit was stands on its page, in both languages, and in the API.</summary>
public sealed class UnitHistoryTests(Desk desk) : IClassFixture<Desk>
{
    private const string Path = $"/api/units/{Desk.Unit}/history";

    [Fact]
    public async Task Reports_become_points_and_a_line_and_a_table()
    {
        desk.Time.Advance(TimeSpan.FromMinutes(5));
        await desk.ReportAsync(free: 42);
        await Eventually.HoldsAsync(
            async () => (await PointsAsync()).Contains("42", StringComparison.Ordinal),
            "the point is read");

        var page = await desk.Coordinator.GetAsync($"/capaciteit/{Desk.Unit}");
        Assert.Equal(200, page.Status);
        Assert.Contains("Vrije plekken, laatste 24 uur", page.Body, StringComparison.Ordinal);
        Assert.Contains("<path d=\"M", page.Body, StringComparison.Ordinal);
        Assert.Contains(">42</td>", page.Body, StringComparison.Ordinal);
        Assert.Contains(
            $"href=\"/capaciteit/{Desk.Unit}\"",
            (await desk.Coordinator.GetAsync("/capaciteit")).Body, StringComparison.Ordinal);
        using var english = await desk.Server.SignInAsync("coordinator2");
        await english.SpeakAsync("en");
        Assert.Contains(
            "Free places by the hour", (await english.GetAsync($"/capaciteit/{Desk.Unit}")).Body,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("?days=7", 5)]
    [InlineData("?days=8", 60)]
    [InlineData("?days=100000", 60)]
    [InlineData("?days=-1", 5)]
    public async Task A_week_comes_in_five_minutes_and_more_by_the_hour(string query, int step)
    {
        var answer = await desk.Coordinator.GetAsync(Path + query);

        Assert.Equal(200, answer.Status);
        Assert.Equal(step, answer.Json.GetProperty("stepMinutes").GetInt32());
    }

    [Fact]
    public async Task A_unit_that_is_not_there_is_not_found()
    {
        Assert.Equal(404, (await desk.Coordinator.GetAsync("/capaciteit/nergens")).Status);
        Assert.Equal(404, (await desk.Coordinator.GetAsync("/api/units/x/history")).Status);
    }

    private async Task<string> PointsAsync() => string.Join(
        ' ', (await desk.Coordinator.GetAsync(Path)).Json.GetProperty("points").EnumerateArray()
            .Select(p => p.GetProperty("free").GetInt32()));
}
