using System.Globalization;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Http;
using Coordinaat.Live;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Capacity;

/// <summary>The region's board of capacity: the same for everybody in the region (FR-C2).</summary>
internal static class Board
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/capaciteit", (string? soort, string? subregio) =>
                new RazorComponentResult<BoardPage>(new
                {
                    CareType = soort ?? "", Subregion = subregio ?? "",
                }))
            .RequireAuthorization(Policies.Staff).ExcludeFromDescription();
        routes.MapGet("/api/units", List)
            .RequireAuthorization(Policies.Staff).WithName("ListUnits").WithTags("units")
            .Produces<UnitBody[]>();
    }

    /// <summary>A unit with what can be promised of it.</summary>
    /// <param name="Code">The unit's code.</param>
    /// <param name="Name">What people call it.</param>
    /// <param name="CareType">Code of the kind of care.</param>
    /// <param name="Location">The location's name.</param>
    /// <param name="Organisation">The organisation's name.</param>
    /// <param name="Freshness">How old the figures are.</param>
    /// <param name="Admissible">Places that can be promised; null when unknown.</param>
    /// <param name="Usable">Lesser of staffed and physical less blocked; null when never told.
    /// </param>
    /// <param name="Occupied">Places in use; null when never told.</param>
    /// <param name="Claimed">Promised, on the way, or arrived since the report.</param>
    /// <param name="At">The moment that the figures speak of; null when never told.</param>
    /// <param name="Blocked">Places that cannot be used; null when never told.</param>
    /// <param name="BlockedReason">Code of why; empty when none is known.</param>
    /// <param name="Stop">A stop that runs, impending ones too; null without.</param>
    /// <param name="Crowding">The crowding score, while it says something.</param>
    internal sealed record UnitBody(
        string Code, string Name, string CareType, string Location, string Organisation,
        Freshness Freshness, int? Admissible, int? Usable, int? Occupied, int Claimed,
        string? At, int? Blocked, string BlockedReason, StopBody? Stop,
        CrowdingScoreBody? Crowding);

    /// <summary>A crowding score: an aid, of which nothing follows.</summary>
    /// <param name="Score">The score.</param>
    /// <param name="Band">How many cut-offs of the department it lies above.</param>
    /// <param name="At">The moment that it speaks of.</param>
    internal sealed record CrowdingScoreBody(int Score, int Band, string At);

    /// <summary>The region of which somebody sees the units: the own one.</summary>
    public static RegionId RegionOf(World world, Actor actor) =>
        world.Regions.Organisations[actor.Organisation.Value].Region;

    /// <summary>The units that somebody sees, sorted.</summary>
    public static IEnumerable<UnitId> UnitsFor(World world, Actor actor) =>
        world.Regions.UnitsIn(RegionOf(world, actor));

    /// <summary>Whether somebody sees a unit.</summary>
    public static bool IsSeenBy(World world, Actor actor, UnitId unit) =>
        RegionOf(world, actor)
            == world.Regions.Organisations[world.Regions.OwnerOf(unit).Value].Region;

    private static IEnumerable<UnitBody> List(
        HttpContext http, Engine.Engine engine, StaffNames staff)
    {
        var view = new View(engine.World, engine.Now, http.Language(), staff);
        return [.. UnitsFor(view.World, http.Caller().Actor).Select(id => BodyOf(view, id))];
    }

    /// <summary>A unit as the API tells it.</summary>
    public static UnitBody BodyOf(View view, UnitId id)
    {
        var (unit, location, organisation, careType) = view.Regions.Describe(id);
        var shown = PoolShown.Of(view, id);
        var (figures, availability) = (shown.Pool.Figures, shown.Availability);
        return new UnitBody(
            unit.Code, unit.Name, careType.Code, location.Name, organisation.Name,
            availability.Freshness, availability.IsKnown ? availability.Places : null,
            figures?.Usable, figures?.Occupied, availability.Claimed,
            figures is null ? null : View.Iso(figures.At),
            figures?.Blocked, shown.Pool.BlockedReason,
            shown.Stop is { } stop ? StopBody.Of(view, id, stop) : null,
            shown.Crowding is { } c
                ? new CrowdingScoreBody(c.Score, c.Band, View.Iso(c.At))
                : null);
    }
}

/// <summary>The board's rows, and its summary by kind of care and subregion.</summary>
public sealed class BoardTopic(string careType, string subregion) : Topic
{
    /// <inheritdoc/>
    public override string Name => $"board:{careType}:{subregion}";

    /// <inheritdoc/>
    public override bool MayBeSeenBy(World world, Actor actor) => actor.Roles != Roles.None;

    /// <inheritdoc/>
    public override string AudienceOf(World world, Actor actor) =>
        Board.RegionOf(world, actor).Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>All rows, in their order.</summary>
    public override IEnumerable<Row> All(View view, Actor actor)
    {
        var units = Board.UnitsFor(view.World, actor).Where(u => Fits(view.World, u)).ToArray();
        return units.Select(u => RowOf(view, u))
            .Concat(units.Select(u => view.Regions.Units[u.Value].CareType).Distinct()
                .OrderBy(c => c.Value).Select(c => SummaryOf(view, actor, c)));
    }

    /// <inheritdoc/>
    public override IEnumerable<Row> Touched(View view, Actor actor, StreamKey change)
    {
        if (change.Kind != StreamKind.Pool)
        {
            return [];
        }

        var units = view.Regions.UnitsIn(new PoolId(change.Number))
            .Where(u => Fits(view.World, u) && Board.IsSeenBy(view.World, actor, u)).ToArray();
        return units.Select(u => RowOf(view, u))
            .Concat(units.Select(u => SummaryOf(
                view, actor, view.Regions.Units[u.Value].CareType)));
    }

    private static Row RowOf(View view, UnitId id) => Rows.Of<UnitRow>(
        "board", $"u{id.Value}", view.Regions.SortOf(id), view, (nameof(UnitRow.Unit), id)) with
    {
        From = UnitBasis.Of(view, id),
    };

    private static Row SummaryOf(View view, Actor actor, CareTypeId careType) =>
        Rows.Of<SummaryRow>(
            "summary", $"c{careType.Value}",
            careType.Value.ToString("D3", CultureInfo.InvariantCulture), view,
            (nameof(SummaryRow.CareType), careType), (nameof(SummaryRow.Actor), actor));

    private bool Fits(World world, UnitId id)
    {
        var (_, location, _, offered) = world.Regions.Describe(id);
        return (careType.Length == 0 || offered.Code == careType)
            && (subregion.Length == 0 || location.Subregions.Any(
                s => world.Regions.Subregions[s.Value].Code == subregion));
    }
}
