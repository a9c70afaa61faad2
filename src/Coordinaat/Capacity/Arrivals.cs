using Coordinaat.Domain.Capacity;
using Coordinaat.Http;
using Coordinaat.Security;
using NodaTime.Text;

namespace Coordinaat.Capacity;

/// <summary>How many patients came to a unit, by the hour, told by its own system.</summary>
internal static class Arrivals
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapApi<Body>(
                "CountArrivals", "/api/units/{unit}/arrivals", Policies.Provider, CountAsync)
            .Produces<NumberBody>()
            .WithSummary("Records how many patients came to a unit, by the hour.")
            .WithDescription(
                "For a department without a feed of admissions. Taken whole or not at all; a later "
                + "count of an hour replaces the one before. Name quiet hours with 0: an hour that "
                + "is never named is unknown. An hour is told when it is over, and up to half a "
                + "year later; a message has at most 744 of them.");

    /// <summary>A message.</summary>
    /// <param name="Hours">At least one; each hour once.</param>
    internal sealed record Body(IReadOnlyList<HourBody> Hours);

    /// <summary>One hour.</summary>
    /// <param name="Hour">
    /// The start of a whole hour, as ISO 8601 with Z or an offset.
    /// </param>
    /// <param name="Count">How many came.</param>
    internal sealed record HourBody(string Hour, int Count);

    private static async Task<CallReply> CountAsync(Call<Body> call)
    {
        var hours = new List<HourCount>(call.Body.Hours.Count);
        foreach (var (text, count) in call.Body.Hours)
        {
            if (!OffsetDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var hour))
            {
                return InputFault.MomentMalformed;
            }

            hours.Add(new HourCount(hour.ToInstant(), count));
        }

        return await call.SubmitAsync(
            new CountArrivals(Report.Unit(call), [.. hours]), _ => "");
    }
}
