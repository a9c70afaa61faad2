using System.Diagnostics;
using Coordinaat.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coordinaat.Bench;

/// <summary>One or two nodes on a journal full of open offers, and callers who answer them.
/// </summary>
internal sealed class Reservations : IAsyncDisposable
{
    // Longer, and the one unit has more promised places than any real one ever had.
    private static readonly TimeSpan HotLength = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan HotLengthManyCallers = TimeSpan.FromMilliseconds(400);
    private const int ManyCallers = 64;

    // Of all nodes together, and less than a unit can have.
    private const int HotMax = 8_192;

    private readonly Engine.Engine engine;
    private readonly Reserver own;
    private readonly SecondNode? second;
    private readonly int offers;
    private readonly bool isHot;
    private int usedBySecond;

    private Reservations(
        Engine.Engine engine, SecondNode? second, int offers, bool isHot)
    {
        (this.engine, this.second, this.offers, this.isHot) = (engine, second, offers, isHot);
        own = new Reserver(engine, first: 1, step: 1);
    }

    /// <summary>Opens an engine on what <see cref="OfferBook"/> wrote.</summary>
    /// <param name="folder">The folder of it, or a copy.</param>
    /// <param name="connectionString">The database of it, or a copy; null for SQLite.</param>
    /// <param name="nodes">1, or 2 on PostgreSQL.</param>
    /// <param name="offers">How many offers it holds.</param>
    /// <param name="isHot">They are all of one unit.</param>
    public static async Task<Reservations> OpenAsync(
        string folder, string? connectionString, int nodes, int offers, bool isHot)
    {
        var options = OptionsOf(folder, connectionString);
        SecondNode? second = null;
        if (nodes == 2)
        {
            Copy(Path.Combine(folder, "snapshots"), Path.Combine(folder, "second", "snapshots"));
        }

        var engine = Engine.Engine.Open(options);
        if (nodes == 2)
        {
            second = await SecondNode.StartAsync(
                connectionString!, Path.Combine(folder, "second"), offers);
        }

        return new Reservations(engine, second, offers, isHot);
    }

    /// <summary>The options of a node; all have the same master key.</summary>
    public static EngineOptions OptionsOf(string folder, string? connectionString) => new(
        folder, TimeProvider.System, NullLogger.Instance,
        Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(n => (byte)n)]))
    {
        Journal = connectionString,
    };

    /// <summary>Copies a folder with all that is in it.</summary>
    public static void Copy(string from, string to)
    {
        _ = Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.GetDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    /// <summary>Measures once.</summary>
    /// <param name="callers">In all; with two nodes half of them at each.</param>
    /// <param name="length">How long they go on asking.</param>
    /// <param name="most">How many offers may be answered at each node.</param>
    public async Task<Speed> MeasureAsync(int callers, TimeSpan length, int most)
    {
        var (times, seconds, cpu) = (new List<double>(), 0.0, TimeSpan.Zero);
        var piece = !isHot ? length : callers > ManyCallers ? HotLengthManyCallers : HotLength;
        for (var left = most; left > 0 && seconds < length.TotalSeconds;)
        {
            var (before, usedBefore, secondBefore) =
                (Environment.CpuUsage.TotalTime, own.Used, usedBySecond);
            var (took, found) = await WorkAsync(
                callers, piece,
                isHot ? Math.Min(left, second is null ? HotMax : HotMax / 2) : left);
            (seconds, cpu) = (seconds + took, cpu + Environment.CpuUsage.TotalTime - before);
            times.AddRange(found);
            left -= Math.Max(own.Used - usedBefore, usedBySecond - secondBefore);
            if (isHot)
            {
                await ReleaseAsync(usedBefore, secondBefore);
            }
        }

        return Speed.Of(times, seconds, second is null ? cpu : null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        second?.Dispose();
        await engine.DisposeAsync();
    }

    private async Task<(double Seconds, double[] Times)> WorkAsync(
        int callers, TimeSpan length, int most)
    {
        var started = Stopwatch.GetTimestamp();
        if (second is null)
        {
            var times = await own.WorkAsync(callers, length, most);
            return (Stopwatch.GetElapsedTime(started).TotalSeconds, times);
        }

        var theirs = second.WorkAsync(callers / 2, length, most);
        var ours = await own.WorkAsync(callers - (callers / 2), length, most);
        var done = Stopwatch.GetTimestamp();
        var (secondDone, more) = await theirs;
        usedBySecond += more.Length;
        return (
            Stopwatch.GetElapsedTime(started, Math.Max(done, secondDone)).TotalSeconds,
            [.. ours, .. more]);
    }

    // Not timed: the places are given up, and the other node has seen it.
    private async Task ReleaseAsync(int usedBefore, int secondBefore)
    {
        var all = Enumerable.Range(usedBefore, own.Used - usedBefore).Select(own.OfferAt)
            .Concat(Enumerable.Range(secondBefore, usedBySecond - secondBefore)
                .Select(place => offers - place));
        await Reserver.ReleaseAsync(engine, all);
        await (second?.WaitForAsync(engine.World.Number) ?? Task.CompletedTask);
    }
}
