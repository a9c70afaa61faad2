using NodaTime;

namespace Coordinaat.Engine;

/// <summary>The database's clock jumped: nothing is decided until a person looked at it.
/// </summary>
internal sealed class ClockJumpException(Duration jump) : Exception(
    $"The database's clock jumped ahead by {(long)jump.TotalSeconds} seconds. Nothing is decided "
    + "until it is set back, or this program is started again.");

/// <summary>The time of batches: never backwards, and the same for all who share a database.
/// </summary>
/// <remarks>
/// Start time plus the monotonic clock, so that somebody who sets the machine's clock does not
/// move the journal's time; plus what the database's clock differs, where it is asked.
/// </remarks>
internal sealed class LoopClock(TimeProvider time)
{
    private static readonly Duration JumpMax = Duration.FromSeconds(60);
    private static readonly Duration AnswerMax = JumpMax / 2;
    private readonly DateTimeOffset start = time.GetUtcNow();
    private readonly long started = time.GetTimestamp();
    private Duration ahead;
    private bool isSet;

    /// <summary>How far the machine's clock is from the one that counts.</summary>
    public Duration Difference =>
        Instant.FromDateTimeOffset(time.GetUtcNow()) - (Elapsed + ahead);

    /// <summary>The machine's own time, whoever sets its clock.</summary>
    public Instant Elapsed => Instant.FromDateTimeOffset(start + time.GetElapsedTime(started));

    /// <summary>The time now, in whole milliseconds.</summary>
    /// <param name="last">The time of the last event: never before that.</param>
    public Instant Now(Instant last)
    {
        var now = Instant.FromUnixTimeMilliseconds((Elapsed + ahead).ToUnixTimeMilliseconds());
        return now < last ? last : now;
    }

    /// <summary>Goes by the database's clock from here on. An answer that was long on its way
    /// is left out: the machine stood still, and would take the next one for a jump.</summary>
    /// <param name="database">What the database's clock said.</param>
    /// <param name="asked">The time elapsed when it was asked.</param>
    /// <exception cref="ClockJumpException">It ran a minute ahead since it was asked last.
    /// </exception>
    public void Follow(Instant database, Instant asked)
    {
        var heard = Elapsed;
        if (heard - asked > AnswerMax)
        {
            return;
        }

        var difference = database - heard;
        if (isSet && difference - ahead > JumpMax)
        {
            throw new ClockJumpException(difference - ahead);
        }

        (ahead, isSet) = (difference, true);
    }
}
