using System.Globalization;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Http;
using Coordinaat.Live;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Capacity;

/// <summary>The board of capacity (FR-C2, FR-C14): of the region, of chosen neighbours, of the own
/// organisation; as it is, and as it was.</summary>
internal static class Board
{
    private static readonly LocalDateTimePattern Local =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/capaciteit", PageAsync)
            .RequireAuthorization(Policies.Staff).ExcludeFromDescription();
        routes.MapGet("/capaciteit/muur",
                (string? soort, string? subregio, string? eigen, string? buren) =>
                    new RazorComponentResult<WallPage>(new
                    {
                        CareType = soort ?? "", Subregion = subregio ?? "",
                        Scope = BoardScope.Of(eigen, buren),
                    }))
            .RequireAuthorization(Policies.Staff).ExcludeFromDescription();
        routes.MapGet("/api/units", ListAsync)
            .RequireAuthorization(Policies.Staff).WithName("ListUnits").WithTags("units")
            .WithSummary("The units that you may see, now or as they were at a past moment.")
            .Produces<UnitBody[]>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>A unit with what can be promised of it.</summary>
    /// <param name="Code">The unit's code.</param>
    /// <param name="Name">What people call it.</param>
    /// <param name="CareType">Code of the kind of care.</param>
    /// <param name="Location">The location's name.</param>
    /// <param name="Organisation">The organisation's name.</param>
    /// <param name="Freshness">How old the figures are.</param>
    /// <param name="Admissible">Places that can be promised; null when unknown.</param>
    /// <param name="Usable">Lesser of staffed and physical less blocked; null when never told, or
    /// not shared with you.</param>
    /// <param name="Occupied">Places in use; null when never told, or not shared.</param>
    /// <param name="Claimed">Promised, on the way, or arrived since the report; null when not
    /// shared.</param>
    /// <param name="At">The moment that the figures speak of; null when never told.</param>
    /// <param name="Blocked">Places that cannot be used; null when never told.</param>
    /// <param name="BlockedReason">Code of why; empty when none is known.</param>
    /// <param name="Stop">A stop that runs, impending ones too; null without.</param>
    /// <param name="Crowding">The crowding score, while it says something.</param>
    /// <param name="NeedsOnDuty">Code of the function that has to be on duty for the unit to take
    /// patients; empty for none.</param>
    /// <param name="OnDuty">Who is, now.</param>
    internal sealed record UnitBody(
        string Code, string Name, string CareType, string Location, string Organisation,
        Freshness Freshness, int? Admissible, int? Usable, int? Occupied, int? Claimed,
        string? At, int? Blocked, string BlockedReason, StopBody? Stop,
        CrowdingScoreBody? Crowding, string NeedsOnDuty, IReadOnlyList<DutyBody> OnDuty);

    /// <summary>A crowding score: an aid, of which nothing follows.</summary>
    /// <param name="Score">The score.</param>
    /// <param name="Band">How many cut-offs of the department it lies above.</param>
    /// <param name="At">The moment that it speaks of.</param>
    internal sealed record CrowdingScoreBody(int Score, int Band, string At);

    /// <summary>The region somebody belongs to.</summary>
    public static RegionId RegionOf(World world, Actor actor) =>
        world.Regions.Organisations[actor.Organisation.Value].Region;

    /// <summary>The units of the own region, sorted.</summary>
    public static IEnumerable<UnitId> UnitsFor(World world, Actor actor) =>
        world.Regions.UnitsIn(RegionOf(world, actor));

    /// <summary>Whether a unit is of the own region.</summary>
    public static bool IsSeenBy(World world, Actor actor, UnitId unit) =>
        RegionOf(world, actor) == world.Regions.RegionOf(unit);

    /// <summary>A moment as an address has it: Dutch wall clock, or ISO 8601 with an offset.
    /// </summary>
    /// <returns>Null when it is none.</returns>
    public static Instant? ReadMoment(string text) =>
        OffsetDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var exact)
            ? exact.ToInstant()
            : Local.Parse(text).TryGetValue(default, out var local)
                ? LocalMoment.Zone.AtLeniently(local).ToInstant()
                : null;

    /// <summary>A moment as the address has it.</summary>
    public static string TextOf(Instant at) =>
        Local.Format(at.InZone(LocalMoment.Zone).LocalDateTime);

    /// <summary>What somebody sees of a moment: of now where none is asked.</summary>
    /// <param name="view">Of now.</param>
    /// <param name="engine">Reads the past.</param>
    /// <param name="moment">As the address has it; empty for now.</param>
    /// <param name="cancel">When nobody waits for it.</param>
    /// <returns>What is asked; or why not, and then what is now.</returns>
    public static async Task<(View View, Enum? Fault)> ViewAtAsync(
        View view, Engine.Engine engine, string? moment, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(moment))
        {
            return (view, null);
        }

        if (ReadMoment(moment) is not { } at)
        {
            return (view, InputFault.MomentMalformed);
        }

        var past = await engine.WorldAtAsync(at, cancel);
        return past.TryGet(out var world, out var fault)
            ? (view with { World = world, Now = at, Rules = view.World }, null)
            : (view, fault);
    }

    private static async Task<IResult> PageAsync(
        HttpContext http, Engine.Engine engine, StaffNames staff, string? soort, string? subregio,
        string? eigen, string? buren, string? op)
    {
        var now = new View(engine.World, engine.Now, http.Language(), staff);
        var (view, fault) = await ViewAtAsync(now, engine, op, http.RequestAborted);
        if (fault is not null)
        {
            await Problems.WriteAsync(http, fault);
            return Results.Empty;
        }

        return new RazorComponentResult<BoardPage>(new
        {
            CareType = soort ?? "", Subregion = subregio ?? "",
            Scope = BoardScope.Of(eigen, buren), Shown = view,
            IsPast = !ReferenceEquals(view, now),
        });
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, Engine.Engine engine, StaffNames staff, string? at, string? own,
        string? neighbours)
    {
        var now = new View(engine.World, engine.Now, http.Language(), staff);
        var (view, fault) = await ViewAtAsync(now, engine, at, http.RequestAborted);
        if (fault is not null)
        {
            await Problems.WriteAsync(http, fault);
            return Results.Empty;
        }

        var actor = http.Caller().Actor;
        return Results.Json(
            BoardScope.Of(own, neighbours).UnitsFor(view, actor)
                .Select(id => BodyOf(view, actor, id)).ToArray(),
            UseCase.Json);
    }

    /// <summary>A unit as the API tells it to somebody.</summary>
    public static UnitBody BodyOf(View view, Actor actor, UnitId id)
    {
        var (unit, location, organisation, careType) = view.Regions.Describe(id);
        var shown = PoolShown.Of(view, id);
        var (figures, availability) = (shown.Pool.Figures, shown.Availability);
        var parts = view.Rules.Regions.SeenBy(actor, id);
        var hasUse = parts.HasFlag(UnitParts.Use);
        return new UnitBody(
            unit.Code, unit.Name, careType.Code, location.Name, organisation.Name,
            availability.Freshness, availability.IsKnown ? availability.Places : null,
            hasUse ? figures?.Usable : null, hasUse ? figures?.Occupied : null,
            parts.HasFlag(UnitParts.Promised) ? availability.Claimed : null,
            figures is null ? null : View.Iso(figures.At),
            hasUse ? figures?.Blocked : null, hasUse ? shown.Pool.BlockedReason : "",
            shown.Stop is { } stop ? StopBody.Of(view, id, stop) : null,
            hasUse && shown.Crowding is { } c
                ? new CrowdingScoreBody(c.Score, c.Band, View.Iso(c.At))
                : null,
            view.Regions.DutyOf(unit),
            [.. view.World.Capacity.DutiesOf(id).Where(d => d.Covers(view.Now))
                .Select(DutyBody.Of)]);
    }
}

/// <summary>The board's rows, and its summary by kind of care and subregion.</summary>
public sealed class BoardTopic(string careType, string subregion, BoardScope scope) : Topic
{
    /// <inheritdoc/>
    public override string Name => scope.Text.Length == 0
        ? $"board:{careType}:{subregion}"
        : $"board:{careType}:{subregion}:{scope.Text}";

    /// <inheritdoc/>
    public override bool MayBeSeenBy(World world, Actor actor) => actor.Roles != Roles.None;

    /// <summary>The region; and the own organisation, where that sees more than its partners.
    /// </summary>
    public override string AudienceOf(World world, Actor actor)
    {
        var isOwn = scope.IsOwn || world.Regions.SharingOf(actor.Organisation)
            .PartsFor(SharedWith.Region) != UnitParts.All;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Board.RegionOf(world, actor).Value}/{(isOwn ? actor.Organisation.Value : 0)}/")
            + scope.Text;
    }

    /// <summary>All rows, in their order.</summary>
    public override IEnumerable<Row> All(View view, Actor actor)
    {
        var units = scope.UnitsFor(view, actor).Where(u => Fits(view.World, u)).ToArray();
        return units.Select(u => RowOf(view, actor, u))
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
            .Where(u => Fits(view.World, u)).ToLookup(u => scope.Shows(view, actor, u));
        return units[false].Select(u => Rows.Gone("board", KeyOf(u)))
            .Concat(units[true].Select(u => RowOf(view, actor, u)))
            .Concat(units[true].Select(u => SummaryOf(
                view, actor, view.Regions.Units[u.Value].CareType)));
    }

    private static string KeyOf(UnitId id) => $"u{id.Value}";

    private static Row RowOf(View view, Actor actor, UnitId id) => Rows.Of<UnitRow>(
        "board", KeyOf(id), view.Regions.SortOf(id), view, (nameof(UnitRow.Unit), id),
        (nameof(UnitRow.Seen), view.Rules.Regions.SeenBy(actor, id)),
        (nameof(UnitRow.IsNeighbour), !Board.IsSeenBy(view.Rules, actor, id))) with
    {
        From = UnitBasis.Of(view, id),
    };

    private Row SummaryOf(View view, Actor actor, CareTypeId careType)
    {
        var (key, sort) = ($"c{careType.Value}",
            careType.Value.ToString("D3", CultureInfo.InvariantCulture));
        return scope.Text.Length == 0
            ? Rows.Of<SummaryRow>(
                "summary", key, sort, view, (nameof(SummaryRow.CareType), careType),
                (nameof(SummaryRow.Actor), actor))
            : Rows.Of<ScopeRow>(
                "summary", key, sort, view, (nameof(ScopeRow.CareType), careType),
                (nameof(ScopeRow.Actor), actor), (nameof(ScopeRow.Scope), scope));
    }

    private bool Fits(World world, UnitId id)
    {
        var (_, location, _, offered) = world.Regions.Describe(id);
        return (careType.Length == 0 || offered.Code == careType)
            && (subregion.Length == 0 || location.Subregions.Any(
                s => world.Regions.Subregions[s.Value].Code == subregion));
    }
}
