using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Tests.Support;

/// <summary>The real clock, moved: it runs on by itself, and can be moved further.</summary>
internal sealed class MovedTime : TimeProvider
{
    private long offsetTicks;

    /// <summary>A clock that begins at a moment.</summary>
    /// <param name="local">The Dutch wall clock then.</param>
    public MovedTime(LocalDateTime local) => offsetTicks =
        (local.InZoneStrictly(LocalMoment.Zone).ToDateTimeOffset() - System.GetUtcNow()).Ticks;

    /// <summary>How far this clock is ahead of the real one.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Volatile.Read(ref offsetTicks));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;

    public override long GetTimestamp() => System.GetTimestamp()
        + (long)(Offset.TotalSeconds * System.TimestampFrequency);

    public override long TimestampFrequency => System.TimestampFrequency;

    /// <summary>Moves on, as if that time had passed.</summary>
    public void Move(TimeSpan by) => Interlocked.Add(ref offsetTicks, by.Ticks);
}
