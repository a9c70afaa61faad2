using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Http;
using Coordinaat.Security;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Capacity;

/// <summary>A message of a location: the figures of many units at once, of one moment.</summary>
internal static class LocationFeed
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapApi<Body>(
                "ReportLocation", "/api/locations/{location}/capacity", Policies.Parties,
                ReportAsync)
            .Produces<AnswerBody>()
            .WithSummary("Reports the figures of the units of one location, of one moment.")
            .WithDescription(
                "Taken whole or not at all. A message may come twice, late or out of order: of a "
                + "unit that has figures of a later moment, or of this very moment, nothing "
                + "changes, and the answer says so. Units that the message does not name keep "
                + "their figures, which grow older; the answer lists them as missing.");

    /// <summary>A message.</summary>
    /// <param name="At">
    /// The moment that the figures speak of, as ISO 8601 with Z or an offset.
    /// </param>
    /// <param name="Units">At least one. Units that share places are told once.</param>
    internal sealed record Body(string At, IReadOnlyList<UnitBody> Units);

    /// <summary>The four figures of a unit's places.</summary>
    internal sealed record UnitBody(
        string Unit, int Physical, int Blocked, int Staffed, int Occupied);

    /// <summary>What became of the figures of one unit.</summary>
    internal enum FeedOutcome
    {
        /// <summary>Stored: other figures than before, or the first.</summary>
        Changed = 1,

        /// <summary>Stored: the same figures as before, confirmed at the moment told.</summary>
        Unchanged,

        /// <summary>Not stored: figures of a later moment are known.</summary>
        Late,

        /// <summary>Not stored: figures of this moment are known.</summary>
        Doubled,
    }

    /// <summary>What became of a message.</summary>
    /// <param name="Number">The journal's number at the answer.</param>
    /// <param name="Units">Each unit of the message.</param>
    /// <param name="Missing">Codes of units of the location that the message did not name.</param>
    internal sealed record AnswerBody(
        long Number, IReadOnlyList<UnitOutcome> Units, IReadOnlyList<string> Missing);

    /// <summary>What became of one unit's figures.</summary>
    internal sealed record UnitOutcome(string Unit, FeedOutcome Outcome);

    private static async Task<CallReply> ReportAsync(Call<Body> call)
    {
        if (!OffsetDateTimePattern.ExtendedIso.Parse(call.Body.At)
            .TryGetValue(default, out var read))
        {
            return InputFault.MomentMalformed;
        }

        var (regions, at) = (call.Engine.World.Regions, read.ToInstant());
        var location = new LocationId(regions.Locations.NumberOf(
            call.Http.Request.RouteValues["location"]?.ToString()));
        var units = call.Body.Units.Select(u => new UnitFigures(
            new UnitId(regions.Units.NumberOf(u.Unit)), u.Physical, u.Blocked, u.Staffed,
            u.Occupied));
        return await call.SubmitAsync(
            new ReportLocation(location, [.. units], at, FigureSource.Feed), _ => "",
            receipt => AnswerOf(call.Engine.World, location, call.Body, at, receipt));
    }

    private static AnswerBody AnswerOf(
        World world, LocationId location, Body body, Instant at, Receipt receipt)
    {
        var regions = world.Regions;
        var pools = regions.PoolsAt(location);
        var stored = new Dictionary<PoolId, FeedOutcome>();
        foreach (var happened in receipt.Events.Select(e => e.Happened))
        {
            if (happened is CapacityReported single)
            {
                stored[single.Pool] = FeedOutcome.Changed;
            }
            else if (happened is LocationReported message)
            {
                foreach (var changed in message.Changed)
                {
                    stored[pools[changed.Ordinal - 1]] = FeedOutcome.Changed;
                }

                foreach (var ordinal in message.Unchanged.Numbers)
                {
                    stored[pools[(int)ordinal - 1]] = FeedOutcome.Unchanged;
                }
            }
        }

        var told = body.Units
            .Select(u => (u.Unit, regions.Units[regions.Units.NumberOf(u.Unit)].Pool)).ToArray();
        return new AnswerBody(
            receipt.Number,
            [.. told.Select(u => new UnitOutcome(
                u.Unit, stored.TryGetValue(u.Pool, out var known) ? known
                    : world.Capacity[u.Pool].Figures?.At > at ? FeedOutcome.Late
                    : FeedOutcome.Doubled))],
            [.. pools.Except(told.Select(u => u.Pool))
                .Select(p => regions.Units[regions.UnitsIn(p)[0].Value].Code)]);
    }
}
