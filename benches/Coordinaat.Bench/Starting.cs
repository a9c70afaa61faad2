using System.Diagnostics;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>Starts engines on journals that are there, and says how long it took.</summary>
internal static class Starting
{
    private static readonly TimeSpan SealMax = TimeSpan.FromMinutes(1);

    /// <summary>How long an engine takes until it can decide.</summary>
    /// <param name="folder">Where its journal is.</param>
    /// <param name="at">The time there, after the last event.</param>
    /// <returns>Milliseconds, and how many events it folded.</returns>
    public static (double Ms, long Folded) Time(DirectoryInfo folder, Instant at)
    {
        GC.Collect();
        var heard = new FoldedLog();
        var started = Stopwatch.GetTimestamp();
        var engine = Engine.Engine.Open(OptionsOf(folder, at, heard));
        var time = Measure.MsSince(started);
        engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return (time, heard.Folded);
    }

    /// <summary>Starts an engine, and waits until it has sealed the month that ended.</summary>
    /// <param name="folder">Where its journal is.</param>
    /// <param name="at">The time there, after the last event.</param>
    public static async Task SealAsync(DirectoryInfo folder, Instant at)
    {
        var options = OptionsOf(folder, at, new FoldedLog());
        await using var engine = Engine.Engine.Open(options);
        using var storage = Storage.Of(options);
        using var connection = storage.OpenReader();
        var started = Stopwatch.GetTimestamp();
        while (!Months.Read(connection, epoch: 1).Any())
        {
            if (Stopwatch.GetElapsedTime(started) > SealMax)
            {
                throw new TimeoutException("The month was not sealed.");
            }

            await Task.Delay(100);
        }
    }

    // At the first level nothing is archived: the journal stays as it was made.
    private static EngineOptions OptionsOf(DirectoryInfo folder, Instant at, ILogger log) =>
        new(folder.FullName, new SteadyTime(at), log) { Reads = WriteLevels.First };

    /// <summary>Hears how many events a start folded.</summary>
    private sealed class FoldedLog : ILogger
    {
        public long Folded { get; private set; }

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (eventId == Said.JournalLoaded
                && state is IEnumerable<KeyValuePair<string, object?>> said)
            {
                Folded = (long)said.Single(s => s.Key == "Folded").Value!;
            }
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}

/// <summary>A time at which no clock runs out while something is measured.</summary>
internal sealed class SteadyTime(Instant now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now.ToDateTimeOffset();
}
