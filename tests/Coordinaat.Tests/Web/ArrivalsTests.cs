using System.Globalization;
using System.Text.RegularExpressions;
using Coordinaat.Domain.Capacity;
using Coordinaat.Engine.Reports;
using Coordinaat.Tests.Capacity;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>A department brings its own arrivals, and its page shows what is expected of the coming
/// day: only where that beats "as last week" (FR-C15).</summary>
public sealed class ArrivalsTests(Desk desk) : IClassFixture<Desk>
{
    private const string Emergency = "zh-keienburg-seh";
    private const string Cardiac = "zh-keienburg-ehh";
    private const string Title = "Verwachte aankomsten, komende 24 uur";
    private const int Weeks = 6;

    private Instant ThisHour => HourCount.StartOf(desk.Server.Engine.Now);

    [Fact]
    public async Task Six_weeks_of_a_daily_profile_become_a_forecast_on_the_page()
    {
        using var hospital = await desk.Server.SignInAsync("keienburg");
        Assert.DoesNotContain(
            Title, await PageAsync(hospital, Emergency), StringComparison.Ordinal);
        var random = new Random(3);
        await TellAsync(hospital, Emergency, h => CountArrivalsTests.Profile(h) + random.Next(3));

        var page = await PageAsync(hospital, Emergency);
        Assert.Contains(Title, page, StringComparison.Ordinal);
        var panel = Regex.Match(
            page, "data-forecast=\"arrivals\".*?</section>", RegexOptions.Singleline).Value;
        var means = Regex.Matches(
                Regex.Match(panel, "verwacht</th>.*?</tr>", RegexOptions.Singleline).Value,
                "<td class=\"number\">([0-9]+)</td>")
            .Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(24, means.Length);
        for (var step = 0; step < means.Length; step++)
        {
            var expected = 1 + CountArrivalsTests.Profile(ThisHour + Duration.FromHours(step));
            Assert.True(Math.Abs(means[step] - expected) <= 2, $"{step}: {means[step]}");
        }

        // Nine in the morning by UTC is ten here: the hour that runs.
        Assert.Equal(
            "10", Regex.Match(panel, "class=\"number\">([0-9]+)</th>").Groups[1].Value);
        await hospital.SpeakAsync("en");
        Assert.Contains(
            "Expected arrivals, next 24 hours", await PageAsync(hospital, Emergency),
            StringComparison.Ordinal);
    }

    // Chance, but the same every week: "as last week" is never wrong, so nothing beats it.
    [Fact]
    public async Task Where_as_last_week_is_as_good_no_forecast_is_shown()
    {
        using var hospital = await desk.Server.SignInAsync("keienburg");
        var random = new Random(4);
        var week = Enumerable.Range(0, 168).Select(_ => random.Next(9)).ToArray();
        await TellAsync(
            hospital, Cardiac, h => week[h.ToUnixTimeSeconds() / 3_600 % 168]);

        Assert.DoesNotContain(Title, await PageAsync(hospital, Cardiac), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_taken_whole_or_not_at_all_and_the_same_id_has_the_same_answer()
    {
        using var hospital = await desk.Server.SignInAsync("keienburg");
        const string Path = "/api/units/zh-keienburg-ic/arrivals";
        var (last, id) = (ThisHour - Duration.FromHours(1), Coordinaat.Engine.Ids.New());
        var before = desk.World.Number;
        foreach (var (hours, type) in new (object[], string)[]
        {
            ([Hour(last, 3), Hour(ThisHour, 1)], "/problems/count-arrivals/time-out-of-range"),
            ([Hour(last, 3), Hour(last, 3)], "/problems/count-arrivals/hour-doubled"),
            ([new { hour = "9 uur", count = 1 }], "/problems/input/moment-malformed"),
        })
        {
            var wrong = await hospital.PostAsync(Path, new { hours });
            Assert.Equal((422, type), (wrong.Status, wrong.Type));
        }

        Assert.Equal(before, desk.World.Number);
        var first = await hospital.PostAsync(Path, new { hours = new[] { Hour(last, 3) } }, id);
        var again = await hospital.PostAsync(Path, new { hours = new[] { Hour(last, 3) } }, id);
        Assert.Equal((200, 200), (first.Status, again.Status));
        Assert.Equal(first.Number, again.Number);
        Assert.Equal(before + 1, desk.World.Number);
    }

    private static object Hour(Instant hour, int count) =>
        new { hour = $"{hour:uuuu-MM-dd'T'HH:mm:ss'Z'}", count };

    private async Task TellAsync(Api hospital, string unit, Func<Instant, int> count)
    {
        var hours = Enumerable.Range(1, Weeks * 168)
            .Select(n => ThisHour - Duration.FromHours((Weeks * 168) + 1 - n))
            .Select(h => Hour(h, count(h)));
        foreach (var month in hours.Chunk(CountArrivals.HoursMax))
        {
            _ = await hospital.DoAsync($"/api/units/{unit}/arrivals", new { hours = month });
        }

        Assert.True(await desk.Server.Service<ReportReader>().WaitForAsync(
            desk.World.Number, TimeSpan.FromSeconds(30)));
    }

    private static async Task<string> PageAsync(Api hospital, string unit)
    {
        var page = await hospital.GetAsync($"/capaciteit/{unit}");
        Assert.Equal(200, page.Status);
        return page.Body;
    }
}
