using System.Text;
using Coordinaat.Domain.Kernel;
using Coordinaat.Exchange.Maps;

namespace Coordinaat.Tests.Exchange;

/// <summary>Boundaries from other people's files: read, thinned, or refused with a reason.
/// </summary>
public sealed class BoundaryFileTests
{
    private const string Line =
        """{"type":"LineString","coordinates":[[5.0,52.0],[5.2,52.1],[5.4,52.0]]}""";

    private const string Polygon =
        """{"type":"MultiPolygon","coordinates":[[[[5,52],[5.2,52],[5.2,52.2],[5,52]]]]}""";

    private const string Plain =
        """{"type":"Topology","objects":{"a":{"arcs":[0,-2]}},"arcs":[[[5,52],[5.2,52.1]],"""
        + """[[5.4,52],[5.2,52.1]],[[6,53],[6.1,53.1]]]}""";

    private const string Transformed =
        """{"type":"Topology","transform":{"scale":[0.1,0.1],"translate":[5,52]},"objects":"""
        + """{"a":{"type":"Polygon","arcs":[[0]]}},"arcs":[[[0,0],[2,1],[-2,1]]]}""";

    private const string Collection =
        """{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null},"""
        + """{"type":"Feature","geometry":""" + Line + "}]}";

    [Theory]
    [InlineData(Line, 1, 3)]
    [InlineData(Collection, 1, 3)]
    [InlineData(Polygon, 1, 4)]
    [InlineData(Plain, 2, 4)]
    [InlineData(Transformed, 1, 3)]
    public void Both_forms_are_read(string text, int lines, int points)
    {
        Assert.True(Read(text).TryGet(out var found, out var fault), $"{fault}");
        Assert.Equal(lines, found!.Lines.Length);
        Assert.Equal(points, found.Lines.Sum(l => l.Length));
        Assert.All(found.Lines.SelectMany(l => l), p => Assert.InRange(p.X, 100_000, 220_000));
    }

    [Theory]
    [InlineData("", BoundaryFault.NotJson)]
    [InlineData("{", BoundaryFault.NotJson)]
    [InlineData("[1]", BoundaryFault.FormUnknown)]
    [InlineData("""{"type":7}""", BoundaryFault.FormUnknown)]
    [InlineData("""{"type":"LineString"}""", BoundaryFault.Malformed)]
    [InlineData("""{"type":"LineString","coordinates":[["a","b"]]}""", BoundaryFault.Malformed)]
    [InlineData("""{"type":"LineString","coordinates":[[5]]}""", BoundaryFault.Malformed)]
    [InlineData(
        """{"type":"Topology","objects":{"a":{"arcs":[9]}},"arcs":[]}""", BoundaryFault.Malformed)]
    [InlineData("""{"type":"Point","coordinates":[5,52]}""", BoundaryFault.NothingInCountry)]
    [InlineData(
        """{"type":"LineString","coordinates":[[155000,463000],[156000,464000]]}""",
        BoundaryFault.NothingInCountry)]
    public void What_cannot_be_drawn_is_refused_with_a_reason(string text, BoundaryFault expected)
    {
        Assert.False(Read(text).TryGet(out _, out var fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void A_file_that_is_too_large_is_not_even_parsed()
    {
        Assert.False(BoundaryFile.Read(new byte[BoundaryFile.BytesMax + 1])
            .TryGet(out _, out var fault));
        Assert.Equal(BoundaryFault.FileTooLarge, fault);
    }

    [Fact]
    public void The_public_file_gives_the_safety_regions_and_not_every_municipality()
    {
        var data = Environment.GetEnvironmentVariable("COORDINAAT_DATA");
        Assert.SkipWhen(data is null, "COORDINAAT_DATA names the folder with the public lists");
        var file = File.ReadAllBytes(Path.Combine(data!, "nl", "boundaries.topo.json"));
        Assert.True(BoundaryFile.Read(file).TryGet(out var found, out var fault), $"{fault}");
        Assert.InRange(found!.Lines.Length, 50, 900);
        var points = found.Lines.SelectMany(l => l).ToArray();
        Assert.True(points.Max(p => p.Y) > 600_000 && points.Min(p => p.Y) < 320_000);
    }

    private static Outcome<Boundaries, BoundaryFault> Read(string text) =>
        BoundaryFile.Read(Encoding.UTF8.GetBytes(text));
}
