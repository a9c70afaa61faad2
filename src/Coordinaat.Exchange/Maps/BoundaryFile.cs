using System.Collections.Immutable;
using System.Text.Json;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Exchange.Maps;

/// <summary>Why a file of boundaries was not taken, in the order it is checked.</summary>
public enum BoundaryFault
{
    /// <summary>The file is larger than <see cref="BoundaryFile.BytesMax"/>.</summary>
    FileTooLarge = 1,

    /// <summary>It is no JSON.</summary>
    NotJson,

    /// <summary>It is neither GeoJSON nor TopoJSON.</summary>
    FormUnknown,

    /// <summary>Its numbers or references are broken.</summary>
    Malformed,

    /// <summary>There is no line in or near the Netherlands in it, in degrees.</summary>
    NothingInCountry,
}

/// <summary>Lines to draw on a map, in metres of the national grid.</summary>
/// <param name="Lines">Each at least two points.</param>
public sealed record Boundaries(ImmutableArray<ImmutableArray<Position>> Lines);

/// <summary>Reads boundaries from GeoJSON or TopoJSON, in degrees (WGS84).</summary>
/// <remarks>
/// Of a topology every arc is drawn once: of the object with the most shapes, up to
/// <see cref="ShapesMax"/>, or of all objects where none is so small. Points closer together than
/// a screen can show are left out.
/// </remarks>
public static class BoundaryFile
{
    /// <summary>No file is larger.</summary>
    public const int BytesMax = 16 * 1024 * 1024;

    /// <summary>An object of more shapes is finer than a region's map needs.</summary>
    public const int ShapesMax = 100;

    private const int StepMetres = 250;
    private static readonly (Position Low, Position High) Country =
        (new Position(-20_000, 280_000), new Position(320_000, 660_000));

    /// <summary>Reads a file.</summary>
    public static Outcome<Boundaries, BoundaryFault> Read(ReadOnlySpan<byte> content)
    {
        if (content.Length > BytesMax)
        {
            return BoundaryFault.FileTooLarge;
        }

        // Whoever writes a mark in front writes UTF-8 all the same.
        var text = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text.ToArray());
        }
        catch (JsonException)
        {
            return BoundaryFault.NotJson;
        }

        using (document)
        {
            return Read(document.RootElement);
        }
    }

    private static Outcome<Boundaries, BoundaryFault> Read(JsonElement root)
    {
        if (TypeOf(root) is not { Length: > 0 } type)
        {
            return BoundaryFault.FormUnknown;
        }

        try
        {
            var lines = type == "Topology" ? OfTopology(root) : OfGeoJson(root);
            var drawn = lines.Select(Thinned).Where(l => l.Length > 1).ToImmutableArray();
            return drawn.IsEmpty ? BoundaryFault.NothingInCountry : new Boundaries(drawn);
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException
            or FormatException or IndexOutOfRangeException or ArgumentOutOfRangeException
            or OverflowException)
        {
            return BoundaryFault.Malformed;
        }
    }

    private static string? TypeOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
            ? type.GetString()
            : null;

    private static IEnumerable<IEnumerable<Position>> OfGeoJson(JsonElement element) =>
        TypeOf(element) switch
        {
            "FeatureCollection" => element.GetProperty("features").EnumerateArray()
                .SelectMany(OfGeoJson),
            "Feature" => element.GetProperty("geometry") is { ValueKind: JsonValueKind.Object } g
                ? OfGeoJson(g)
                : [],
            "GeometryCollection" => element.GetProperty("geometries").EnumerateArray()
                .SelectMany(OfGeoJson),
            "LineString" => [PointsOf(element.GetProperty("coordinates"))],
            "MultiLineString" or "Polygon" => element.GetProperty("coordinates").EnumerateArray()
                .Select(PointsOf),
            "MultiPolygon" => element.GetProperty("coordinates").EnumerateArray()
                .SelectMany(p => p.EnumerateArray().Select(PointsOf)),
            _ => [],
        };

    private static IEnumerable<Position> PointsOf(JsonElement line) =>
        [.. line.EnumerateArray().Select(p => At(p[0].GetDouble(), p[1].GetDouble()))];

    private static List<IEnumerable<Position>> OfTopology(JsonElement root)
    {
        var objects = root.GetProperty("objects").EnumerateObject().Select(o => o.Value).ToArray();
        var chosen = objects.Where(o => ShapesOf(o) <= ShapesMax).MaxBy(ShapesOf) is
            { ValueKind: JsonValueKind.Object } one ? [one] : objects;
        var numbers = new SortedSet<int>();
        foreach (var part in chosen)
        {
            Collect(part, numbers);
        }

        var arcs = root.GetProperty("arcs");
        return [.. numbers.Select(n => ArcOf(root, arcs[n]))];
    }

    private static int ShapesOf(JsonElement part) =>
        part.TryGetProperty("geometries", out var shapes) ? shapes.GetArrayLength() : 1;

    // Arcs are numbers, in lists of any depth; ~n is arc n the other way round.
    private static void Collect(JsonElement part, SortedSet<int> numbers)
    {
        if (part.ValueKind == JsonValueKind.Number)
        {
            var number = part.GetInt32();
            _ = numbers.Add(number < 0 ? ~number : number);
        }
        else if (part.ValueKind == JsonValueKind.Array)
        {
            foreach (var inner in part.EnumerateArray())
            {
                Collect(inner, numbers);
            }
        }
        else if (part.TryGetProperty("geometries", out var shapes))
        {
            Collect(shapes, numbers);
        }
        else if (part.TryGetProperty("arcs", out var arcs))
        {
            Collect(arcs, numbers);
        }
    }

    // With a transform the numbers are whole, and each is told from the one before.
    private static List<Position> ArcOf(JsonElement root, JsonElement arc)
    {
        if (!root.TryGetProperty("transform", out var transform))
        {
            return [.. PointsOf(arc)];
        }

        var (scale, from) = (transform.GetProperty("scale"), transform.GetProperty("translate"));
        var (x, y) = (0L, 0L);
        var points = new List<Position>();
        foreach (var step in arc.EnumerateArray())
        {
            x += step[0].GetInt32();
            y += step[1].GetInt32();
            points.Add(At(
                (x * scale[0].GetDouble()) + from[0].GetDouble(),
                (y * scale[1].GetDouble()) + from[1].GetDouble()));
        }

        return points;
    }

    // Far away the formula says nothing: such a point is nowhere.
    private static Position At(double longitude, double latitude) =>
        longitude is > 2 and < 8.5 && latitude is > 50 and < 54.5
            ? Position.FromDegrees(latitude, longitude)
            : new Position(int.MinValue, int.MinValue);

    private static ImmutableArray<Position> Thinned(IEnumerable<Position> line)
    {
        var kept = ImmutableArray.CreateBuilder<Position>();
        var last = default(Position?);
        foreach (var point in line.Where(IsInCountry))
        {
            if (kept.Count == 0 || kept[^1].MetresTo(point) >= StepMetres)
            {
                kept.Add(point);
            }

            last = point;
        }

        if (last is { } end && kept[^1] != end)
        {
            kept.Add(end);
        }

        return kept.ToImmutable();
    }

    private static bool IsInCountry(Position at) =>
        at.X >= Country.Low.X && at.X <= Country.High.X
        && at.Y >= Country.Low.Y && at.Y <= Country.High.Y;
}
