using System.Text.RegularExpressions;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Regions;
using Coordinaat.Feeds;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Feeds;

/// <summary>
/// A hospital's day of two thousand messages, sent by a program that none of us wrote, leaves on
/// every ward whom an independent count leaves there; half of it sent twice and out of order leaves
/// the same.
/// </summary>
public sealed class FeedDayTests
{
    private const int Messages = 2_000;
    private static readonly string[] Wards = ["SEH", "EHH", "IC", "AOA", "A3", "B3", "C2", "D1"];
    private static readonly Instant Morning = Instant.FromUtc(2026, 3, 1, 6, 0);

    public static TheoryData<int, bool> Days => new() { { 1, false }, { 1, true }, { 2, true } };

    [Theory]
    [MemberData(nameof(Days))]
    public async Task After_a_day_the_census_is_that_of_an_independent_count(
        int seed, bool isShuffled)
    {
        var day = new AdtDay(seed, Morning, Messages, Wards);
        var texts = isShuffled ? Shuffle(day, seed) : [.. day.Texts.Select(t => t.Text)];
        var time = new ManualTime(Morning.ToDateTimeOffset());
        await using var server = await WebServer.StartHearingAsync(time);
        time.Advance((day.End - Morning + Duration.FromMinutes(2)).ToTimeSpan());
        var started = TimeProvider.System.GetTimestamp();
        var answers = await MllpSender.SendByOthersAsync(
            server.Service<MllpHost>().Address!, texts);
        var took = TimeProvider.System.GetElapsedTime(started);

        Assert.Equal(
            isShuffled ? Messages + (Messages / 2) : Messages,
            Regex.Count(answers, @"MSA\|AA\|K\d+"));
        Assert.DoesNotContain("MSA|AE", answers, StringComparison.Ordinal);
        var census = Assert.Single(server.Engine.Feeds.ReadCounts());
        Assert.True(day.Count > 30, $"seed {seed}: only {day.Count} lie anywhere.");
        foreach (var ward in Wards)
        {
            Assert.True(
                day.CountAt(ward)
                    == census.Patients.Where(p => p.Key.Ward == ward).Sum(p => p.Value),
                $"seed {seed}, ward {ward}");
        }

        Assert.Equal(day.Count, census.Patients.Values.Sum());
        Assert.Empty(server.Engine.Feeds.ReadFindings(1));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"seed {seed}: {day.Count} patients; {took.TotalSeconds:F1} s");
        await ReportAsync(server, day);
    }

    // The count becomes figures, with the figures that a feed does not know as they were.
    private static async Task ReportAsync(WebServer server, AdtDay day)
    {
        var before = Figures(server, "zh-keienburg-chir");
        await server.Service<FeedReporter>().ReportAsync();
        Assert.Equal(before, Figures(server, "zh-keienburg-chir"));
        using var api = await server.SignInAsync("beheerder");
        _ = await api.DoAsync("/api/feeds/keienburg-adt/begin");
        await server.Service<FeedReporter>().ReportAsync();

        var after = Figures(server, "zh-keienburg-chir");
        Assert.Equal(
            before with
            {
                Occupied = day.CountAt("C2"), At = after.At, Source = FigureSource.Feed,
            },
            after);
        Assert.Equal(
            day.CountAt("A3") + day.CountAt("B3"), Figures(server, "zh-keienburg-intern").Occupied);
        Assert.Equal(
            server.Engine.Feeds.ReadCounts()[0].Patients.Where(
                p => p.Key == new WardPlace("D1", "12")).Sum(p => p.Value),
            Figures(server, "zh-keienburg-ger").Occupied);
    }

    // Half of them twice; each up to a minute later than it was sent.
    private static string[] Shuffle(AdtDay day, int seed)
    {
        var random = new Random(seed);
        return day.Texts.Concat(day.Texts.Where((_, n) => n % 2 == 0))
            .Select(t => (t.Text, At: t.At + Duration.FromMilliseconds(random.Next(60_000))))
            .OrderBy(t => t.At).Select(t => t.Text).ToArray();
    }

    private static Figures Figures(WebServer server, string unit)
    {
        var regions = server.World.Regions;
        return server.World.Capacity[regions.Units[regions.Units.NumberOf(unit)].Pool].Figures!;
    }
}
