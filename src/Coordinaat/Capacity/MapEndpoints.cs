using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Exchange.Maps;
using Coordinaat.Http;
using Coordinaat.Live;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Coordinaat.Capacity;

/// <summary>The region's places on a map, and the boundaries that it is drawn with.</summary>
internal static class MapEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/capaciteit/kaart", () => new RazorComponentResult<MapPage>())
            .RequireAuthorization(Policies.Staff).ExcludeFromDescription();
        routes.MapPost("/api/boundaries", KeepAsync)
            .RequireAuthorization(Policies.Import)
            .WithMetadata(new RequestSizeLimitAttribute(BoundaryFile.BytesMax + 1))
            .DisableAntiforgery()
            .WithName("KeepBoundaries").WithTags("imports")
            .WithSummary("Keeps the boundaries for the map: GeoJSON or TopoJSON in degrees.")
            .Produces<BoundariesBody>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>What was kept.</summary>
    /// <param name="Lines">How many lines are drawn.</param>
    internal sealed record BoundariesBody(int Lines);

    private static async Task KeepAsync(HttpContext http, Engine.Engine engine)
    {
        using var content = new MemoryStream();
        await http.Request.Body.CopyToAsync(content, http.RequestAborted);
        if (!BoundaryFile.Read(content.ToArray()).TryGet(out var lines, out var fault))
        {
            await Problems.WriteAsync(http, fault);
            return;
        }

        engine.Maps.Keep(content.ToArray());
        await http.Response.WriteAsJsonAsync(
            new BoundariesBody(lines!.Lines.Length), UseCase.Json);
    }
}

/// <summary>The lines that the map is drawn with: the region's file, else the country's outline.
/// </summary>
public sealed class MapLines(Engine.Engine engine)
{
    private static readonly string Outline =
        Path.Combine(AppContext.BaseDirectory, "wwwroot", "dist", "outline.json");

    private Read? last;

    /// <summary>The lines; those of the last time while the database is away.</summary>
    /// <remarks>A file is read once; after that its version tells whether it is still that one.
    /// </remarks>
    public ImmutableArray<ImmutableArray<Position>> Find()
    {
        var known = last;
        if (engine.UnwritableSince is null)
        {
            try
            {
                var version = engine.Maps.FindVersion();
                return known?.Version == version ? known!.Lines : Keep(version, engine.Maps.Find());
            }
            catch (Exception fault) when (fault is DbException or Coordinaat.Engine.EngineException)
            {
                // The map is no reason to show nothing.
            }
        }

        return known?.Lines ?? LinesOf(null);
    }

    private ImmutableArray<ImmutableArray<Position>> Keep(string version, byte[]? file) =>
        (last = new Read(version, LinesOf(file))).Lines;

    private static ImmutableArray<ImmutableArray<Position>> LinesOf(byte[]? file) =>
        BoundaryFile.Read(file ?? File.ReadAllBytes(Outline)).TryGet(out var found, out _)
            ? found!.Lines
            : [];

    private sealed record Read(string Version, ImmutableArray<ImmutableArray<Position>> Lines);
}

/// <summary>What part of the country a region's map shows, in tens of metres, north up.</summary>
/// <param name="Left">The western edge.</param>
/// <param name="Top">The northern edge, as a picture counts: southwards.</param>
/// <param name="Width">From west to east.</param>
/// <param name="Height">From north to south.</param>
public readonly record struct MapFrame(int Left, int Top, int Width, int Height)
{
    private const int MarginMetres = 6_000;
    private const int LeastMetres = 40_000;

    /// <summary>For the svg's own coordinates.</summary>
    public string ViewBox =>
        string.Create(CultureInfo.InvariantCulture, $"{Left} {Top} {Width} {Height}");

    /// <summary>How large letters are in it.</summary>
    public int Letter => Width / 60;

    /// <summary>Around all locations of a region.</summary>
    public static MapFrame Of(IEnumerable<Position> points)
    {
        var all = points.DefaultIfEmpty(new Position(155_000, 463_000)).ToArray();
        var (left, right) = Around(all.Min(p => p.X), all.Max(p => p.X));
        var (low, high) = Around(all.Min(p => p.Y), all.Max(p => p.Y));
        return new MapFrame(left / 10, -high / 10, (right - left) / 10, (high - low) / 10);
    }

    /// <summary>East, as the picture counts.</summary>
    public static int X(Position at) => at.X / 10;

    /// <summary>South, as the picture counts.</summary>
    public static int Y(Position at) => -at.Y / 10;

    /// <summary>Lines as the path of a picture.</summary>
    public static string PathOf(IEnumerable<ImmutableArray<Position>> lines)
    {
        var path = new StringBuilder();
        foreach (var line in lines)
        {
            var move = 'M';
            foreach (var point in line)
            {
                path.Append(
                    CultureInfo.InvariantCulture, $"{move}{X(point)} {Y(point)}");
                move = 'L';
            }
        }

        return path.ToString();
    }

    private static (int From, int To) Around(int from, int to)
    {
        var more = Math.Max(MarginMetres, (LeastMetres - (to - from)) / 2);
        return (from - more, to + more);
    }
}

/// <summary>The region's locations, each with what its places come to.</summary>
public sealed class MapTopic : Topic
{
    /// <inheritdoc/>
    public override string Name => "map";

    /// <inheritdoc/>
    public override bool MayBeSeenBy(World world, Actor actor) => actor.Roles != Roles.None;

    /// <summary>The region: the map shows the minimum set alone, which is the same for all.
    /// </summary>
    public override string AudienceOf(World world, Actor actor) =>
        Board.RegionOf(world, actor).Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The locations of the region's units.</summary>
    public static IEnumerable<LocationId> LocationsOf(View view, Actor actor) =>
        Board.UnitsFor(view.World, actor).Select(u => view.Regions.Units[u.Value].Location)
            .Distinct();

    /// <summary>What part of the country is shown.</summary>
    public static MapFrame FrameOf(View view, Actor actor) => MapFrame.Of(
        LocationsOf(view, actor).Select(l => view.Regions.Locations[l.Value].At));

    /// <inheritdoc/>
    public override IEnumerable<Row> All(View view, Actor actor)
    {
        var letter = FrameOf(view, actor).Letter;
        return LocationsOf(view, actor).SelectMany(l => RowsOf(view, letter, l));
    }

    /// <inheritdoc/>
    public override IEnumerable<Row> Touched(View view, Actor actor, StreamKey change) =>
        change.Kind == StreamKind.Pool
        && view.Regions.UnitsIn(new PoolId(change.Number)) is [var unit, ..]
        && Board.IsSeenBy(view.World, actor, unit)
            ? RowsOf(
                view, FrameOf(view, actor).Letter, view.Regions.Units[unit.Value].Location)
            : [];

    // The same twice: as a sign on the map, and as a line of the list beside it.
    private static IEnumerable<Row> RowsOf(View view, int letter, LocationId id)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"l{id.Value}");
        var name = view.Regions.Locations[id.Value].Name;
        return
        [
            Rows.Of<MapPin>(
                "map", key, key, view, (nameof(MapPin.Location), id),
                (nameof(MapPin.Letter), letter)),
            Rows.Of<MapLine>("map-list", key, name, view, (nameof(MapLine.Location), id)),
        ];
    }

    /// <summary>What the places of a location come to.</summary>
    public static PlacesSum SumOf(View view, LocationId location) => PlacesSum.Of(
        [.. view.Regions.PoolsAt(location).Select(p => PoolShown.Of(view, p))]);
}
