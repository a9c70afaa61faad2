using System.Text;
using System.Text.RegularExpressions;
using Coordinaat.Domain.Capacity;
using Coordinaat.Exchange.Have;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>
/// The region goes out as HAVE and the own locations come in, whole or not at all; what is too old
/// is never a count.
/// </summary>
public sealed class HaveEndpointTests : IAsyncLifetime
{
    private const string Namespace = HaveWriter.Namespace;
    private const string Location = "huize-vlierdonk";

    private readonly Desk desk = new();

    public ValueTask InitializeAsync() => desk.InitializeAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task The_region_goes_out_and_its_own_document_comes_back_to_the_same_figures()
    {
        var answer = await desk.Ward.GetAsync("/api/have");
        Assert.True(answer.Status == 200 && answer.Is("application/xml"), $"{answer}");
        Assert.Single(answer.Headers["Coordinaat-Number"]);
        await Judge.XmllintAsync(Encoding.UTF8.GetBytes(answer.Body));
        Assert.True(HaveReader.Read(Encoding.UTF8.GetBytes(answer.Body))
            .TryGet(out var report, out var fault), $"{fault}");
        var regions = desk.World.Regions;
        Assert.Equal(
            regions.UnitsIn(new Domain.Kernel.RegionId(1)).Count(),
            report.Facilities.Sum(f => f.Services.Length));

        // The ward's own part of it, after other figures came in between.
        var own = report with
        {
            Facilities = [.. report.Facilities.Where(f => f.Code == Location)],
        };
        Assert.Single(own.Facilities);
        var before = Known;
        var number = desk.World.Number;
        Assert.Equal(200, (await SendAsync(HaveWriter.Write(own))).Status);
        Assert.Equal(before.Occupied, Known.Occupied);
        Assert.Equal(before.At, Known.At);
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.ReportAsync(free: 3);
        Assert.Equal(200, (await SendAsync(HaveWriter.Write(own))).Status);
        Assert.Equal(497, Known.Occupied);
        Assert.True(desk.World.Number > number);
    }

    [Fact]
    public async Task The_tag_changes_with_the_figures_and_with_nothing_else()
    {
        var first = await desk.Ward.GetAsync("/api/have");
        var tag = first.Headers["ETag"].Single();
        Assert.Equal(304, await StatusWithAsync(tag));

        await desk.ReportAsync(free: 99);
        Assert.Equal(200, await StatusWithAsync(tag));
        Assert.NotEqual(tag, (await desk.Ward.GetAsync("/api/have")).Headers["ETag"].Single());
    }

    [Fact]
    public async Task What_is_too_old_stands_there_without_a_count()
    {
        var fresh = await desk.Ward.GetAsync("/api/have");
        Assert.Contains($"unit={Desk.Unit} ", fresh.Body, StringComparison.Ordinal);
        desk.Time.Advance(TimeSpan.FromDays(3));
        using var later = await desk.Server.SignInAsync("vlierdonk");
        var stale = await later.GetAsync("/api/have");
        Assert.Equal(200, stale.Status);

        Assert.DoesNotContain("availableCount", stale.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<have:isAvailable>true", stale.Body, StringComparison.Ordinal);
        Assert.Equal(
            Regex.Count(fresh.Body, "<have:serviceListItem>"),
            Regex.Count(stale.Body, "<have:serviceListItem>"));
    }

    [Fact]
    public async Task Counts_without_a_note_of_ours_are_read_as_opened_and_free()
    {
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        var reply = await SendAsync(Document(Location, "elv-low", "-2", "30"));

        Assert.True(reply.Status == 200, $"{reply}");
        Assert.Equal((500, 0, 30, 32, FigureSource.Feed), (
            Known.Physical, Known.Blocked, Known.Staffed, Known.Occupied, Known.Source));
        Assert.Equal(desk.Server.Engine.Now, Known.At);
    }

    public static TheoryData<string, byte[], int, string> Bad => new()
    {
        { "an unknown facility", Document("nergens", "elv-low", "1", "2"), 422,
            "/problems/have/facility-unknown" },
        { "a service it does not have", Document(Location, "icu", "1", "2"), 422,
            "/problems/have/service-unknown" },
        { "somebody else's location", Document("moerbei-soest", "elv-low", "1", "2"), 403,
            "/problems/report-location/not-allowed" },
        { "a negative baseline", Document(Location, "elv-low", "1", "-2"), 422,
            "/problems/report-location/number-out-of-range" },
        { "no count at all", Document(Location, "elv-low", "", ""), 422,
            "/problems/have/number-malformed" },
        { "cut off", Document(Location, "elv-low", "1", "2")[..^9], 422,
            "/problems/have/malformed" },
        { "an external entity", Encoding.UTF8.GetBytes(
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"), 422,
            "/problems/have/malformed" },
        { "no facility", Encoding.UTF8.GetBytes($"<HAVE xmlns=\"{Namespace}\"/>"), 422,
            "/problems/report-location/nothing-reported" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_is_wrong_is_refused_by_its_name_and_nothing_is_taken(
        string name, byte[] document, int status, string type)
    {
        var before = desk.World.Number;
        var reply = await SendAsync(document);

        Assert.True((reply.Status, reply.Type) == (status, type), $"{name}: {reply}");
        Assert.DoesNotContain("root:", reply.Body, StringComparison.Ordinal);
        Assert.Equal(before, desk.World.Number);
    }

    // No row of a table: a runner writes every byte of a row down to tell the rows apart.
    [Fact]
    public Task Ten_megabytes_are_refused() =>
        What_is_wrong_is_refused_by_its_name_and_nothing_is_taken(
            "ten megabytes", new byte[10 * 1024 * 1024], 413, "/problems/input/body-too-large");

    [Fact]
    public async Task One_wrong_service_keeps_the_right_ones_out()
    {
        var before = desk.World.Number;
        var right = Encoding.UTF8.GetString(Document(Location, "elv-low", "1", "2"));
        var wrong = right.Replace(
            "</serviceList>",
            "<serviceListItem><serviceTaxonomyKeyValue>icu</serviceTaxonomyKeyValue>"
            + "<serviceBedCapacity><availableCount>1</availableCount></serviceBedCapacity>"
            + "</serviceListItem></serviceList>", StringComparison.Ordinal);

        Assert.Equal(
            "/problems/have/service-unknown",
            (await SendAsync(Encoding.UTF8.GetBytes(wrong))).Type);
        Assert.Equal(before, desk.World.Number);
    }

    private Figures Known => desk.World.Capacity[
        desk.World.Regions.Units[desk.World.Regions.Units.NumberOf(Desk.Unit)].Pool].Figures!;

    private static byte[] Document(
        string location, string service, string available, string? baseline) =>
        Encoding.UTF8.GetBytes(
            $"<HAVE xmlns=\"{Namespace}\"><facility><facilityInformation>"
            + $"<facilityID>{location}</facilityID></facilityInformation><serviceList>"
            + $"<serviceListItem><serviceTaxonomyKeyValue>{service}</serviceTaxonomyKeyValue>"
            + $"<serviceBedCapacity><availableCount>{available}</availableCount>"
            + (baseline is null ? "" : $"<baselineCount>{baseline}</baselineCount>")
            + "</serviceBedCapacity></serviceListItem></serviceList></facility></HAVE>");

    private Task<HttpAnswer> SendAsync(byte[] document)
    {
        var content = new ByteArrayContent(document);
        content.Headers.ContentType = new("application/xml");
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/have")
        {
            Content = content,
        };

        // As curl does: a large body is only sent after the server said that it may come.
        request.Headers.ExpectContinue = document.Length > HaveReader.BytesMax;
        return desk.Ward.SendAsync(request);
    }

    private async Task<int> StatusWithAsync(string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/have");
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return (await desk.Ward.SendAsync(request)).Status;
    }
}
