using Coordinaat.Domain;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Http;
using Coordinaat.Live;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Handover;

/// <summary>Unmet demand: counted, not hidden.</summary>
internal static class Demand
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/onvervuld", () => new RazorComponentResult<DemandPage>())
            .RequireAuthorization(Policies.Oversight).ExcludeFromDescription();
        routes.MapGet("/api/unmet-demand", List).RequireAuthorization(Policies.Oversight)
            .WithName("ListUnmetDemand").WithTags("care-requests").Produces<DemandBody[]>();
        routes.MapGet("/api/broad-triage", ShowBroadTriage)
            .RequireAuthorization(Policies.Oversight).WithName("ShowBroadTriage")
            .WithTags("care-requests").Produces<BroadTriageBody>();
    }

    /// <summary>What broad triage brought about in the own region over the last 30 days.
    /// </summary>
    internal sealed record BroadTriageBody(
        IReadOnlyList<AvoidedLine> Avoided, IReadOnlyList<SeenLine> Seen);

    /// <summary>What was asked for of one kind of care in the own region over the last 30 days.
    /// </summary>
    /// <remarks>No code where the need was not described.</remarks>
    internal sealed record DemandBody(
        string? CareType, int Requests, int Placed, int NoPlace, int Waiting, int? MinutesToYes,
        int? Contacts, int RefusedThoughFree, int PreferredFull, int WrongBedHours);

    /// <summary>The lines of the region of somebody's organisation.</summary>
    public static IReadOnlyList<DemandLine> LinesFor(
        World world, Actor actor, NodaTime.Instant now) =>
        UnmetDemand.Of(world, RegionOf(world, actor), now);

    /// <summary>The region of somebody's organisation.</summary>
    public static RegionId RegionOf(World world, Actor actor) =>
        world.Regions.Organisations[actor.Organisation.Value].Region;

    private static BroadTriageBody ShowBroadTriage(HttpContext http, Engine.Engine engine)
    {
        var (world, now) = (engine.World, engine.Now);
        var region = RegionOf(world, http.Caller().Actor);
        return new(
            BroadTriage.AvoidedIn(world, region, now), BroadTriage.SeenIn(world, region, now));
    }

    private static DemandBody[] List(HttpContext http, Engine.Engine engine) =>
    [
        .. LinesFor(engine.World, http.Caller().Actor, engine.Now).Select(l => new DemandBody(
            l.CareType.Value == 0
                ? null : engine.World.Regions.CareTypes[l.CareType.Value].Code,
            l.Requests, l.Placed, l.NoPlace, l.Waiting, l.MinutesToYes, l.Contacts,
            l.RefusedThoughFree, l.PreferredFull, l.WrongBedHours)),
    ];
}

/// <summary>What was asked for in the region, and what came of it.</summary>
public sealed class DemandTopic()
    : SummaryTopic<DemandSummary>("demand", Policies.RolesOf[Policies.Oversight])
{
    /// <inheritdoc/>
    protected override bool IsAbout(World world, Actor actor, StreamKey change) =>
        change.Kind == StreamKind.CareRequest
        && world.RegionOf(change) is var region
        && (region.Value == 0
            || region == world.Regions.Organisations[actor.Organisation.Value].Region);
}
