using System.Globalization;
using System.Text.Json;

namespace Coordinaat.Drill;

/// <summary>How long nothing could be stored.</summary>
/// <param name="stored">When each yes came, and the first and last moment of the drill.</param>
/// <param name="time">What those are counted in.</param>
internal sealed class Gaps(IReadOnlyList<long> stored, TimeProvider time)
{
    /// <summary>Shorter than this is the load's own rhythm.</summary>
    private const double LeastSeconds = 1;

    /// <summary>The gaps that touch a period, in seconds.</summary>
    public IReadOnlyList<double> Between(long from, long to) =>
    [
        .. stored.Zip(stored.Skip(1))
            .Where(g => g.Second >= from && g.First <= to)
            .Select(g => time.GetElapsedTime(g.First, g.Second).TotalSeconds),
    ];

    /// <summary>How long a fault lasted, in seconds.</summary>
    public double Elapsed(Happened fault) =>
        time.GetElapsedTime(fault.Began, fault.Whole).TotalSeconds;

    public static double Longest(IReadOnlyList<double> gaps) => gaps.DefaultIfEmpty().Max();

    public static double Total(IReadOnlyList<double> gaps) =>
        gaps.Where(g => g > LeastSeconds).Sum();
}

/// <summary>What is printed: a table for people, and one line of JSON.</summary>
internal static class Report
{
    public static void Print(int seed, Load load, Faults faults, Judge judge, Gaps gaps)
    {
        var asks = load.Asks;
        Console.WriteLine();
        Console.WriteLine("| fault | whole after s | longest gap s | nothing stored s |");
        Console.WriteLine("|---|---:|---:|---:|");
        foreach (var fault in faults.All)
        {
            var between = gaps.Between(fault.Began, fault.Whole);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {fault.What} | {gaps.Elapsed(fault):F0} | {Gaps.Longest(between):F1} | "
                + $"{Gaps.Total(between):F1} |"));
        }

        var all = gaps.Between(long.MinValue, long.MaxValue);
        Console.WriteLine();
        Console.WriteLine(string.Join(
            ", ", load.Heard.OrderByDescending(h => h.Value).Select(h => $"{h.Key} {h.Value}")));
        foreach (var (odd, count) in load.Odd)
        {
            Console.WriteLine($"odd: {odd} ({count} times)");
        }

        foreach (var fault in judge.Faults.Take(40))
        {
            Console.WriteLine($"WRONG: {fault}");
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            drill = "ha", seed, faults = faults.All.Count, requests = asks.Count,
            yes = asks.Count(a => a.Last == Last.Yes),
            refused = asks.Count(a => a.Last == Last.Refused),
            gave_up = asks.Count(a => a.Last == Last.NotStored),
            unknown_settled = asks.Count(a => a.WasUnknown && a.Last != Last.None),
            unknown_left = asks.Count(a => a.Last == Last.None),
            events = judge.Number, longest_gap_s = Math.Round(Gaps.Longest(all), 1),
            nothing_stored_s = Math.Round(Gaps.Total(all), 1), wrong = judge.Faults.Count,
        }));
    }
}
