using NodaTime;

namespace Coordinaat.Engine;

/// <summary>The time of batches: start time plus the monotonic clock, never backwards.</summary>
/// <remarks>
/// Somebody who sets the machine's clock back does not set the journal's time back, and does not
/// stop a running clock.
/// </remarks>
internal sealed class LoopClock(TimeProvider time)
{
    private readonly DateTimeOffset start = time.GetUtcNow();
    private readonly long started = time.GetTimestamp();

    /// <summary>The time now, in whole milliseconds.</summary>
    /// <param name="last">The time of the last event: never before that.</param>
    public Instant Now(Instant last)
    {
        var now = start + time.GetElapsedTime(started);
        var instant = Instant.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        return instant < last ? last : instant;
    }
}
