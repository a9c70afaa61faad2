namespace Coordinaat.Tests.Support;

/// <summary>Time that stands still until a test moves it. Timers fire when it passes them.
/// </summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private TimeSpan wallShift;
    private long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref ticks);

    public override DateTimeOffset GetUtcNow() => start + TimeSpan.FromTicks(ticks) + wallShift;

    /// <summary>Somebody sets the machine's clock; no time passes.</summary>
    public void ShiftWall(TimeSpan by) => wallShift += by;

    /// <summary>Lets time pass, and fires every timer that it passes.</summary>
    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref ticks, by.Ticks);
        List<ManualTimer> due;
        lock (gate)
        {
            due = [.. timers.Where(t => t.DueTicks <= ticks).OrderBy(t => t.DueTicks)];
        }

        due.ForEach(t => t.Fire());
    }

    /// <summary>Whether a timer runs out exactly this long from now.</summary>
    public bool HasTimer(TimeSpan from)
    {
        lock (gate)
        {
            return timers.Exists(t => t.DueTicks == ticks + from.Ticks);
        }
    }

    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        _ = timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        // The real timer refuses more than this; so does ours, or tests would hide it.
        private static readonly TimeSpan WaitMax = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

        private TimeSpan every;

        public long DueTicks { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime, WaitMax);
            lock (time.gate)
            {
                _ = time.timers.Remove(this);
                (DueTicks, every) = (long.MaxValue, period);
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    return true;
                }

                DueTicks = time.ticks + dueTime.Ticks;
                time.timers.Add(this);
            }

            if (dueTime <= TimeSpan.Zero)
            {
                Fire();
            }

            return true;
        }

        // A leap over several periods is one tick, as with the real timer of a sleeping machine.
        public void Fire()
        {
            _ = Change(every, every);
            fire();
        }

        public void Dispose()
        {
            lock (time.gate)
            {
                _ = time.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
