using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coordinaat.Bench;

/// <summary>How much a bench does.</summary>
internal enum Size
{
    /// <summary>Done within 40 seconds, building included.</summary>
    Quick = 1,

    /// <summary>The sizes that docs/performance.md quotes.</summary>
    Full,
}

/// <summary>What all benches share: the clock, the middle of a row, and the way out.</summary>
internal static class Measure
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Milliseconds since a time stamp of the machine's own counter.</summary>
    public static double MsSince(long started) =>
        Stopwatch.GetElapsedTime(started).TotalMilliseconds;

    /// <summary>The value below which this share of the values lies.</summary>
    /// <param name="sorted">At least one value, the lowest first.</param>
    /// <param name="share">From 0 to 1.</param>
    public static double Percentile(double[] sorted, double share) =>
        sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)];

    /// <summary>The middle of some repetitions: one disturbed run does not move it.</summary>
    public static double Median(IEnumerable<double> values) =>
        Percentile([.. values.Order()], 0.5);

    /// <summary>The full memory that is in use, after tidying up, in megabytes.</summary>
    public static double MemoryMb() => GC.GetTotalMemory(forceFullCollection: true) / 1e6;

    /// <summary>Prints one line of the result.</summary>
    public static void Print<T>(T line) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(line, Json));

    /// <summary>Says how far it is, where it does not disturb the result.</summary>
    public static void Say(string text) => Console.Error.WriteLine(text);

    /// <summary>An empty folder on the disk of the checkout.</summary>
    /// <remarks>Another disk, or one in memory, would make every write look better.</remarks>
    public static DirectoryInfo MakeFolder(string name)
    {
        var folder = new DirectoryInfo(Path.Combine(
            Environment.CurrentDirectory, "artifacts", $"bench-{name}-{Environment.ProcessId}"));
        folder.Create();
        return folder;
    }
}
