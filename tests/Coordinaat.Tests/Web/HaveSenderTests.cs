using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Exchange;
using Coordinaat.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coordinaat.Tests.Web;

/// <summary>
/// The region's places go to a partner by themselves: in order, at least once, from one node of
/// several, and again after the partner or the sender was away.
/// </summary>
public sealed class HaveSenderTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Id, string Token, string Body)> taken = new();
    private WebApplication partner = null!;
    private volatile bool isAway;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        partner = builder.Build();
        partner.Run(TakeAsync);
        await partner.StartAsync();
    }

    public ValueTask DisposeAsync() => partner.DisposeAsync();

    [Fact]
    public async Task Every_change_goes_out_until_the_partner_answers_and_never_an_older_one()
    {
        var folder = WebServer.NewFolder();
        var server = await StartAsync(folder);
        await Eventually.Holds(() => !taken.IsEmpty, "the first document");
        isAway = true;
        var number = await ReportAsync(server, 7);
        await Eventually.Holds(() => Numbers().Any(n => n >= number), "tried");
        var tried = taken.Count;
        await Eventually.Holds(() => taken.Count > tried, "tried again");
        isAway = false;
        await Eventually.Holds(() => server.Engine.Outbox.TryTake("buur") >= number, "sent");
        await server.StopAsync();

        Assert.Equal(Numbers().Order(), Numbers());
        Assert.All(taken, t => Assert.Equal("Bearer geheim", t.Token));
        Assert.All(taken, t => Assert.Equal("HAVE", XDocument.Parse(t.Body).Root!.Name.LocalName));
        Assert.Contains("huize-vlierdonk", taken.Last().Body, StringComparison.Ordinal);

        // Begun again, nothing that was answered goes out a second time.
        var (last, sent) = (Numbers()[^1], taken.Count);
        await using var again = await StartAsync(folder);
        var next = await ReportAsync(again, 8);
        await Eventually.Holds(() => Numbers().Any(n => n >= next), "the next");
        Assert.DoesNotContain(last, Numbers()[sent..]);
    }

    [Fact]
    public async Task Of_two_nodes_one_sends_and_the_other_takes_over_when_it_stops()
    {
        await using var cluster = Cluster.Start();
        var journal = cluster.StringOf(cluster.CreateDatabase());
        await using var one = await StartAsync(WebServer.NewFolder(), journal);
        await Eventually.Holds(() => !taken.IsEmpty, "the first document");
        await using var two = await StartAsync(WebServer.NewFolder(), journal);
        var number = await ReportAsync(two, 7);
        await Eventually.Holds(() => Numbers().Any(n => n >= number), "sent by the first");
        Assert.Null(two.Engine.Outbox.TryTake("buur"));

        await one.StopAsync();
        number = await ReportAsync(two, 8);
        await Eventually.Holds(() => Numbers().Any(n => n >= number), "sent by the second");
        Assert.Equal(Numbers().Order(), Numbers());
    }

    [Theory]
    [InlineData("", "http://x", 60)]
    [InlineData("buur", "ftp://x", 60)]
    [InlineData("buur", "x", 60)]
    [InlineData("buur", "http://x", 0)]
    public void A_destination_that_cannot_be_is_named_at_the_start(
        string name, string url, int seconds) => Assert.NotNull(HaveSender.FaultIn(
        new HaveDestination { Name = name, Url = url, Seconds = seconds }));

    private Task<WebServer> StartAsync(string folder, string? journal = null) =>
        WebServer.StartWithAsync(folder, new Dictionary<string, string?>
        {
            ["ConnectionStrings:Journal"] = journal,
            ["Vault:MasterKey"] = Convert.ToBase64String(new byte[32]),
            ["Outbox:Have:0:Name"] = "buur",
            ["Outbox:Have:0:Url"] = partner.Urls.First(),
            ["Outbox:Have:0:Region"] = "grebbeland",
            ["Outbox:Have:0:Token"] = "geheim",
            ["Outbox:Have:0:Seconds"] = "1",
        });

    private static async Task<long> ReportAsync(WebServer server, int occupied)
    {
        var unit = new UnitId(server.World.Regions.Units.NumberOf(Desk.Unit));
        return (await server.DoAsync(new ReportCapacity(
            unit, 20, 0, 20, occupied, null, FigureSource.Feed))).Number;
    }

    private List<long> Numbers() =>
    [
        .. taken.Select(t => long.Parse(t.Id.Split('-')[1], CultureInfo.InvariantCulture)),
    ];

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body);
        taken.Enqueue((
            http.Request.Headers[HaveSender.MessageHeader].ToString(),
            http.Request.Headers.Authorization.ToString(), await body.ReadToEndAsync()));
        http.Response.StatusCode = isAway
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status204NoContent;
    }
}
