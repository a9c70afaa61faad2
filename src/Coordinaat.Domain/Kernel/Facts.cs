using NodaTime;

namespace Coordinaat.Domain.Kernel;

/// <summary>How far the time of a reported fact may lie from the moment of storing it.</summary>
public static class Facts
{
    /// <summary>A fact may seem this much in the future: people's clocks differ.</summary>
    public static readonly Duration ClockSlack = Duration.FromMinutes(2);

    /// <summary>A fact may be entered this much later: work after a failure.</summary>
    public static readonly Duration Past = Duration.FromHours(24);

    /// <summary>Whether the time of a fact can be right.</summary>
    public static bool IsPossible(Instant happenedAt, Instant now) =>
        happenedAt <= now + ClockSlack && happenedAt >= now - Past;
}
