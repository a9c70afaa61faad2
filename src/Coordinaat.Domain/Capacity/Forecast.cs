using System.Collections.Immutable;

namespace Coordinaat.Domain.Capacity;

/// <summary>What is expected of one step to come.</summary>
/// <param name="Mean">The middle.</param>
/// <param name="Low">Nine times in ten it was not below this, so many steps ahead.</param>
/// <param name="High">Nine times in ten it was not above this.</param>
public readonly record struct Expected(double Mean, double Low, double High);

/// <summary>The next steps of a series, from nothing but its own past (FR-C15).</summary>
/// <remarks>
/// Exponential smoothing with a level, a damped trend and a season, each additive. How fast it
/// learns is chosen on the older part of the past; how far it is off is measured on the newer part
/// by forecasting from every step of it (a rolling origin), beside the plain rule "as one season
/// ago". It is worth showing only where it beats that rule.
/// </remarks>
/// <param name="Steps">The steps to come, the next first.</param>
/// <param name="Skill">
/// Its mean absolute error for one of the plain rule; below 1 it is the better of the two.
/// </param>
public sealed record Forecast(ImmutableArray<Expected> Steps, double Skill)
{
    /// <summary>So many seasons are needed before anything is said.</summary>
    public const int SeasonsMin = 4;

    private const double Damping = 0.95;
    private const double OneInTen = 0.1;
    private const int OriginsMin = 8;

    private static readonly (double Level, double Trend, double Season)[] Speeds =
    [
        .. from level in new[] { 0.01, 0.05, 0.2, 0.5, 0.9 }
           from trend in new[] { 0, 0.05, 0.3 }
           from season in new[] { 0.02, 0.1, 0.3 }
           select (level, trend, season),
    ];

    /// <summary>Whether it is better than "as one season ago".</summary>
    public bool IsWorthShowing => Skill < 1;

    /// <summary>Forecasts a series.</summary>
    /// <param name="past">Equal steps, oldest first; not-a-number where nothing is known.</param>
    /// <param name="season">Steps of a season: 168 for hours of a week, 7 for days.</param>
    /// <param name="ahead">How many steps to come, at least 1.</param>
    /// <param name="isCount">Whether it can never be below zero.</param>
    /// <returns>Null where the past is too short or too full of holes to say anything.</returns>
    public static Forecast? Of(
        ReadOnlySpan<double> past, int season, int ahead, bool isCount = true)
    {
        var known = 0;
        foreach (var value in past)
        {
            known += double.IsFinite(value) ? 1 : 0;
        }

        var measured = Math.Max(past.Length / 4, OriginsMin + ahead);
        var learned = past.Length - measured;
        if (learned < SeasonsMin * season || known * 4 < past.Length * 3)
        {
            return null;
        }

        var speed = Speeds[0];
        var least = double.MaxValue;
        foreach (var candidate in Speeds)
        {
            var error = ErrorOf(past[..learned], season, candidate);
            if (error < least)
            {
                (speed, least) = (candidate, error);
            }
        }

        return Measure(past, season, ahead, isCount, learned, speed);
    }

    // Of the first steps nothing is asked: there the season is still being learned.
    private static double ErrorOf(
        ReadOnlySpan<double> past, int season, (double Level, double Trend, double Season) speed)
    {
        var state = new State(past, season, speed);
        var sum = 0.0;
        for (var i = 2 * season; i < past.Length; i++)
        {
            if (double.IsFinite(past[i]))
            {
                sum += Math.Pow(state.Ahead(i, 1) - past[i], 2);
            }

            state.Learn(i, past[i]);
        }

        return sum;
    }

    private static Forecast? Measure(
        ReadOnlySpan<double> past, int season, int ahead, bool isCount, int learned,
        (double Level, double Trend, double Season) speed)
    {
        var state = new State(past, season, speed);
        for (var i = 2 * season; i < learned; i++)
        {
            state.Learn(i, past[i]);
        }

        var errors = Enumerable.Range(0, ahead).Select(_ => new List<double>()).ToArray();
        var (own, plain) = (0.0, 0.0);
        for (var origin = learned; origin < past.Length; origin++)
        {
            for (var h = 1; h <= ahead && origin + h - 1 < past.Length; h++)
            {
                var (at, actual) = (origin + h - 1, past[origin + h - 1]);
                var ago = past[at - (season * (((h - 1) / season) + 1))];
                if (double.IsFinite(actual) && double.IsFinite(ago))
                {
                    var error = actual - Bounded(state.Ahead(origin, h), isCount);
                    errors[h - 1].Add(error);
                    own += Math.Abs(error);
                    plain += Math.Abs(actual - ago);
                }
            }

            state.Learn(origin, past[origin]);
        }

        if (errors.Any(e => e.Count < OriginsMin))
        {
            return null;
        }

        var length = past.Length;
        return new Forecast(
            [
                .. errors.Select((e, i) => Around(
                    Bounded(state.Ahead(length, i + 1), isCount), e, isCount)),
            ],
            plain > 0 ? own / plain : own > 0 ? double.MaxValue : 1);
    }

    private static Expected Around(double mean, List<double> errors, bool isCount)
    {
        errors.Sort();
        var low = errors[(int)(OneInTen * (errors.Count - 1))];
        var high = errors[(int)Math.Ceiling((1 - OneInTen) * (errors.Count - 1))];
        return new Expected(
            mean, Bounded(Math.Min(mean, mean + low), isCount), Math.Max(mean, mean + high));
    }

    private static double Bounded(double value, bool isCount) =>
        isCount ? Math.Max(0, value) : value;

    /// <summary>What was learned up to some step.</summary>
    private sealed class State
    {
        private readonly (double Level, double Trend, double Season) speed;
        private readonly double[] seasons;
        private double level;
        private double trend;

        // The first two seasons give the beginning: their mean, and how each step differs from it.
        public State(
            ReadOnlySpan<double> past, int season,
            (double Level, double Trend, double Season) speed)
        {
            this.speed = speed;
            seasons = new double[season];
            var first = past[..(2 * season)].ToArray();
            level = first.Where(double.IsFinite).DefaultIfEmpty(0).Average();
            for (var i = 0; i < season; i++)
            {
                seasons[i] = new[] { first[i], first[i + season] }
                    .Where(double.IsFinite).DefaultIfEmpty(level).Average() - level;
            }
        }

        /// <summary>What is expected some steps after the last one learned.</summary>
        /// <param name="next">The number of the step after the last one learned.</param>
        /// <param name="steps">1 for that very step.</param>
        public double Ahead(int next, int steps)
        {
            var damped = Damping * (1 - Math.Pow(Damping, steps)) / (1 - Damping);
            return level + (damped * trend) + seasons[(next + steps - 1) % seasons.Length];
        }

        /// <summary>Learns a step; of one that is not known only the trend goes on.</summary>
        public void Learn(int step, double value)
        {
            var expected = level + (Damping * trend);
            if (!double.IsFinite(value))
            {
                (level, trend) = (expected, Damping * trend);
                return;
            }

            ref var season = ref seasons[step % seasons.Length];
            var before = level;
            level = (speed.Level * (value - season)) + ((1 - speed.Level) * expected);
            trend = (speed.Trend * (level - before)) + ((1 - speed.Trend) * Damping * trend);
            season = (speed.Season * (value - level)) + ((1 - speed.Season) * season);
        }
    }
}
