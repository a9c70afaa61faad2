using Coordinaat.Access;
using Coordinaat.Domain.Kernel;
using NodaTime;
using NodaTime.TimeZones;

namespace Coordinaat.Visits;

/// <summary>Reads the time window of a visit as people say it.</summary>
internal static class VisitTimes
{
    // In the night that the clock goes back, an hour is there twice: a window begins with the first
    // and ends with the second. In the night that it goes forward an hour is missing: what would
    // lie in it lies as far after it.
    private static readonly ZoneLocalMappingResolver Begin = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    private static readonly ZoneLocalMappingResolver End = Resolvers.CreateMappingResolver(
        Resolvers.ReturnLater, Resolvers.ReturnForwardShifted);

    /// <summary>Reads a window: the first one of these hours that is not over yet.</summary>
    /// <param name="from">Hours and minutes, or a moment as programs write it; empty for now.
    /// </param>
    /// <param name="until">The same; empty is no window.</param>
    /// <param name="now">The moment of asking.</param>
    /// <param name="begins">Not before.</param>
    /// <param name="ends">There before this moment.</param>
    /// <returns>False when one of them is no time.</returns>
    public static bool TryWindow(
        string? from, string? until, Instant now, out Instant begins, out Instant ends)
    {
        (begins, ends) = (now, now);
        if (Cards.IsMoment(until, out ends))
        {
            return string.IsNullOrWhiteSpace(from) || Cards.IsMoment(from, out begins)
                || (Cards.IsTimeOfDay(from, out var at) && Before(at, ends, out begins));
        }

        if (!Cards.IsTimeOfDay(until, out var end))
        {
            return false;
        }

        if (string.IsNullOrWhiteSpace(from) || Cards.IsMoment(from, out begins))
        {
            ends = After(end, begins);
            return true;
        }

        if (!Cards.IsTimeOfDay(from, out var begin))
        {
            return false;
        }

        var day = now.InZone(LocalMoment.Zone).Date.PlusDays(-1);
        do
        {
            begins = (day + begin).InZone(LocalMoment.Zone, Begin).ToInstant();
            ends = ((end > begin ? day : day.PlusDays(1)) + end)
                .InZone(LocalMoment.Zone, End).ToInstant();
            day = day.PlusDays(1);
        }
        while (ends <= now);

        return true;
    }

    // The first time that the clock says so after a moment.
    private static Instant After(LocalTime time, Instant moment)
    {
        var day = moment.InZone(LocalMoment.Zone).Date;
        var today = (day + time).InZone(LocalMoment.Zone, End).ToInstant();
        return today > moment
            ? today
            : (day.PlusDays(1) + time).InZone(LocalMoment.Zone, End).ToInstant();
    }

    private static bool Before(LocalTime time, Instant moment, out Instant found)
    {
        var day = moment.InZone(LocalMoment.Zone).Date;
        found = (day + time).InZone(LocalMoment.Zone, Begin).ToInstant();
        if (found >= moment)
        {
            found = (day.PlusDays(-1) + time).InZone(LocalMoment.Zone, Begin).ToInstant();
        }

        return true;
    }
}
