using Coordinaat.Engine;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Engine;

/// <summary>The database's clock, and what a machine that stood still makes of it.</summary>
public sealed class LoopClockTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);
    private readonly ManualTime time = new(Noon.ToDateTimeOffset());

    [Fact]
    public void A_machine_that_stood_still_while_it_asked_sees_no_jump_afterwards()
    {
        var clock = new LoopClock(time);
        clock.Follow(Noon, clock.Elapsed);
        var asked = clock.Elapsed;
        time.Advance(TimeSpan.FromMinutes(2));
        clock.Follow(Noon, asked);

        clock.Follow(Noon + Duration.FromMinutes(2), clock.Elapsed);
        Assert.Equal(Noon + Duration.FromMinutes(2), clock.Now(Noon));
    }

    [Theory]
    [InlineData(60, false)]
    [InlineData(61, true)]
    [InlineData(-3600, false)]
    public void More_than_a_minute_ahead_is_a_jump(int seconds, bool isJump)
    {
        var clock = new LoopClock(time);
        clock.Follow(Noon, clock.Elapsed);
        var fault = Record.Exception(
            () => clock.Follow(Noon + Duration.FromSeconds(seconds), clock.Elapsed));
        Assert.Equal(isJump, fault is ClockJumpException);
        Assert.Equal(isJump ? Noon : Noon + Duration.FromSeconds(seconds),
            clock.Now(Instant.MinValue));
    }
}
