using System.Globalization;
using Coordinaat.Capacity;
using Coordinaat.Domain.Capacity;
using Coordinaat.Engine.Reports;
using NodaTime;

namespace Coordinaat.Tests.Capacity;

/// <summary>
/// The forecast against "as one season ago", from every step of the newer part of real series: the
/// national beds of the epidemic, and arrivals by the real profile of an emergency department.
/// </summary>
public sealed class ForecastTests
{
    private static readonly string? Data = Environment.GetEnvironmentVariable("COORDINAAT_DATA");

    [Theory]
    [InlineData("ward_occupied")]
    [InlineData("icu_occupied")]
    public void National_occupancy_is_foreseen_better_than_as_a_week_ago(string column)
    {
        Assert.SkipWhen(Data is null, "COORDINAAT_DATA names the folder with the public lists");
        var series = Daily(column);
        var found = Forecast.Of(series, 7, 1)!;

        // Told again by hand: one step ahead from each day of the last quarter.
        var (own, plain, inside, count) = (0.0, 0.0, 0, 0);
        for (var day = series.Length * 3 / 4; day < series.Length; day++)
        {
            var forecast = Forecast.Of(series.AsSpan(0, day), 7, 1);
            if (forecast is null || !double.IsFinite(series[day])
                || !double.IsFinite(series[day - 7]))
            {
                continue;
            }

            var step = forecast.Steps[0];
            own += Math.Abs(series[day] - step.Mean);
            plain += Math.Abs(series[day] - series[day - 7]);
            inside += series[day] >= step.Low && series[day] <= step.High ? 1 : 0;
            count++;
        }

        var told = $"{column}: {own / plain:F3} of the plain rule's error over {count} days, "
            + $"{100.0 * inside / count:F0} % inside, skill {found.Skill:F3}";
        TestContext.Current.TestOutputHelper?.WriteLine(told);
        Assert.True(count > 250 && own < plain && found.IsWorthShowing, told);
        Assert.True(inside > count * 0.6, told);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Arrivals_by_the_real_profile_are_foreseen_better_than_as_a_week_ago(int seed)
    {
        Assert.SkipWhen(Data is null, "COORDINAAT_DATA names the folder with the public lists");
        var series = Arrivals(new Random(seed), weeks: 26);
        var (known, next) = (series[..^24], series[^24..]);
        var found = Forecast.Of(known, 168, 24)!;

        var own = next.Zip(found.Steps, (a, f) => Math.Abs(a - f.Mean)).Sum();
        var plain = Enumerable.Range(0, 24)
            .Sum(h => Math.Abs(next[h] - series[series.Length - 24 + h - 168]));
        var inside = next.Zip(found.Steps, (a, f) => a >= f.Low && a <= f.High ? 1 : 0).Sum();
        var told = $"seed {seed}: skill {found.Skill:F3}, the next day {own / plain:F3}, "
            + $"{inside} of 24 inside";
        TestContext.Current.TestOutputHelper?.WriteLine(told);
        Assert.True(found.Skill < 0.85, told);
        Assert.True(inside >= 15, told);
    }

    [Fact]
    public void Pure_chance_without_a_season_is_not_foreseen_worse_than_it_can_be()
    {
        var random = new Random(5);
        var series = Enumerable.Range(0, 168 * 8).Select(_ => (double)random.Next(20)).ToArray();
        var found = Forecast.Of(series, 168, 24)!;
        Assert.True(found.Skill < 1);
        Assert.All(found.Steps, s => Assert.InRange(s.Mean, 5, 15));
    }

    [Fact]
    public void A_season_that_repeats_itself_exactly_is_not_beaten_and_not_shown()
    {
        var series = Enumerable.Range(0, 168 * 10).Select(i => (double)(i % 168)).ToArray();
        Assert.False(Forecast.Of(series, 168, 24)!.IsWorthShowing);
    }

    [Theory]
    [InlineData(0.999, true)]
    [InlineData(1, false)]
    [InlineData(1.2, false)]
    [InlineData(double.NaN, false)]
    public void Only_what_is_better_than_the_plain_rule_is_worth_showing(
        double skill, bool expected) =>
        Assert.Equal(expected, new Forecast([], skill).IsWorthShowing);

    [Fact]
    public void A_unit_whose_week_repeats_itself_exactly_has_no_forecast_on_its_page()
    {
        var from = Instant.FromUtc(2026, 1, 5, 0, 0);
        var random = new Random(5);
        HistoryPoint[] Weeks(Func<int, int> occupied) =>
        [
            .. Enumerable.Range(0, 168 * 10).Select(h => from + Duration.FromHours(h))
                .Select((at, h) => new HistoryPoint(at, at, 200, occupied(h), 0)),
        ];
        var now = from + Duration.FromHours((168 * 10) - 1);

        Assert.Null(Outlook.OccupiedOf(Weeks(h => h % 168), now));
        Assert.NotNull(Outlook.OccupiedOf(Weeks(_ => random.Next(20)), now));
    }

    [Fact]
    public void Too_little_or_too_full_of_holes_says_nothing()
    {
        Assert.Null(Forecast.Of(new double[168 * 4], 168, 24));
        var holes = Enumerable.Range(0, 168 * 10).Select(i => i % 3 == 0 ? double.NaN : i % 7)
            .ToArray();
        Assert.Null(Forecast.Of(holes, 168, 24));
        Assert.Null(Forecast.Of([], 168, 24));
    }

    [Fact]
    public void Holes_are_passed_over_and_a_count_is_never_below_zero()
    {
        var random = new Random(6);
        var series = Enumerable.Range(0, 168 * 10)
            .Select(i => random.Next(9) == 0 ? double.NaN : i % 24 < 6 ? 0 : random.Next(3))
            .ToArray();
        var found = Forecast.Of(series, 168, 24)!;
        Assert.All(found.Steps, s => Assert.True(
            s.Low >= 0 && s.Low <= s.Mean && s.Mean <= s.High && double.IsFinite(s.High)));
    }

    private static double[] Daily(string column)
    {
        var lines = File.ReadAllLines(Path.Combine(Data!, "capacity", "lcps_daily.csv"));
        var index = Array.IndexOf(lines[0].Split(','), column);
        return
        [
            .. lines[1..].Select(l => l.Split(',')[index])
                .Select(v => v.Length == 0
                    ? double.NaN
                    : double.Parse(v, CultureInfo.InvariantCulture)),
        ];
    }

    // Poisson counts of each hour of the week, by the published means.
    private static double[] Arrivals(Random random, int weeks)
    {
        var means = File.ReadAllLines(
                Path.Combine(Data!, "demand", "ed_arrivals_hour_of_week.csv"))[1..]
            .Select(l => double.Parse(l.Split(',')[2], CultureInfo.InvariantCulture)).ToArray();
        return
        [
            .. Enumerable.Range(0, weeks * 168).Select(i => (double)Poisson(
                random, means[i % 168])),
        ];
    }

    private static int Poisson(Random random, double mean)
    {
        var (limit, product, count) = (Math.Exp(-mean), 1.0, -1);
        do
        {
            product *= random.NextDouble();
            count++;
        }
        while (product > limit);

        return count;
    }
}
