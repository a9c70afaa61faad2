namespace Coordinaat.Bench;

/// <summary>How fast something went.</summary>
/// <param name="PerSecond">Answers a second, by the clock.</param>
/// <param name="P50Ms">How long half of them took at most.</param>
/// <param name="P99Ms">How long all but one in a hundred took at most.</param>
/// <param name="CpuUs">Processor time of this process an answer; null where others worked too.
/// </param>
internal sealed record Speed(double PerSecond, double P50Ms, double P99Ms, double? CpuUs = null)
{
    /// <summary>Works it out.</summary>
    /// <param name="times">How long each answer took, in milliseconds; at least one.</param>
    /// <param name="seconds">How long all of it took.</param>
    /// <param name="cpu">Processor time in all; null where others worked too.</param>
    public static Speed Of(IReadOnlyCollection<double> times, double seconds, TimeSpan? cpu)
    {
        double[] sorted = [.. times.Order()];
        return new Speed(
            sorted.Length / seconds, Measure.Percentile(sorted, 0.5),
            Measure.Percentile(sorted, 0.99), cpu?.TotalMicroseconds / sorted.Length);
    }

    /// <summary>The middle of some repetitions, figure by figure.</summary>
    public static Speed Middle(IReadOnlyCollection<Speed> all) => new(
        Measure.Median(all.Select(s => s.PerSecond)), Measure.Median(all.Select(s => s.P50Ms)),
        Measure.Median(all.Select(s => s.P99Ms)),
        all.All(s => s.CpuUs is not null) ? Measure.Median(all.Select(s => s.CpuUs!.Value)) : null);
}
