using System.Globalization;
using System.Net;
using System.Text;
using Coordinaat.Matching;
using Coordinaat.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Coordinaat.Tests.Matching;

/// <summary>
/// Travel times by a table or a routing server stand with their source; what neither knows is
/// estimated, and a server that is away makes nobody wait.
/// </summary>
public sealed class TravelTimesTests
{
    [Fact]
    public async Task A_table_counts_for_the_places_that_it_names()
    {
        await using var house = await House.OpenAsync();
        var path = Path.Combine(house.Folder, "travel.csv");
        await File.WriteAllTextAsync(
            path, "postcode,location,minutes\n1001,villa,12.5\n2001,house,7\n",
            TestContext.Current.CancellationToken);
        using var travel = Times(house, ("Travel:Table", path));
        var villa = house.World.Regions.Locations.NumberOf("villa") - 1;

        Assert.Equal(TravelSource.Table, travel.From("1001").Source);
        Assert.Equal(750, travel.From("1001").Seconds[villa]);
        Assert.All(
            travel.From("1001").Seconds.Where((_, i) => i != villa), s => Assert.Equal(-1, s));
        Assert.Equal(TravelFrom.Estimated, travel.From("9999"));
    }

    [Theory]
    [InlineData("1001,villa")]
    [InlineData("100,villa,3")]
    [InlineData("1001,villa,-1")]
    [InlineData("1001,villa,3,4")]
    [InlineData("1001,villa,1e3")]
    public async Task A_line_that_is_none_stops_the_start_with_its_number(string line)
    {
        await using var house = await House.OpenAsync();
        var path = Path.Combine(house.Folder, "travel.csv");
        await File.WriteAllTextAsync(
            path, $"postcode,location,minutes\n1001,villa,3\n{line}\n",
            TestContext.Current.CancellationToken);

        var fault = Assert.Throws<InvalidDataException>(() => Times(house, ("Travel:Table", path)));
        Assert.Contains("line 3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_routing_server_is_asked_once_and_nobody_waits_for_it()
    {
        await using var house = await House.OpenAsync();
        using var server = new Router(n => 60 * n);
        using var travel = Times(house, ("Travel:Routing", server.Url));

        Assert.Equal(TravelSource.Estimate, travel.From("1001").Source);
        await travel.SettledAsync("1001");
        var found = travel.From("1001");
        _ = travel.From("1001");

        Assert.Equal(TravelSource.Routing, found.Source);
        Assert.Equal(
            Enumerable.Range(1, house.World.Regions.Locations.Count).Select(n => 60 * n),
            found.Seconds.AsEnumerable());
        var asked = Assert.Single(server.Paths);
        Assert.StartsWith("/table/v1/driving/5.387", asked, StringComparison.Ordinal);
        Assert.EndsWith("?sources=0&annotations=duration", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_fails_is_asked_again_after_a_minute_and_estimated_until_then()
    {
        await using var house = await House.OpenAsync();
        using var server = new Router(_ => null);
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        using var travel = Times(house, time, ("Travel:Routing", server.Url));
        foreach (var (wait, asked) in new[] { (0, 1), (59, 1), (1, 2) })
        {
            time.Advance(TimeSpan.FromSeconds(wait));
            Assert.Equal(TravelSource.Estimate, travel.From("1001").Source);
            await travel.SettledAsync("1001");
            Assert.Equal(asked, server.Paths.Count);
        }
    }

    private static TravelTimes Times(House house, params (string Key, string Value)[] settings) =>
        Times(house, TimeProvider.System, settings);

    private static TravelTimes Times(
        House house, TimeProvider time, params (string Key, string Value)[] settings) => new(
        house.Engine,
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build(),
        time);

    /// <summary>Answers in the form of OSRM's table service; with a fault where a time is null.
    /// </summary>
    private sealed class Router : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly Func<int, int?> seconds;

        public Router(Func<int, int?> seconds)
        {
            this.seconds = seconds;
            var port = FreePort();
            Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/");
            listener.Prefixes.Add(Url);
            listener.Start();
            _ = ServeAsync();
        }

        public string Url { get; }

        public List<string> Paths { get; } = [];

        public void Dispose() => listener.Close();

        private static int FreePort()
        {
            using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            socket.Start();
            return ((IPEndPoint)socket.LocalEndpoint).Port;
        }

        private async Task ServeAsync()
        {
            while (listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await listener.GetContextAsync();
                }
                catch (Exception fault) when (fault is HttpListenerException
                    or ObjectDisposedException)
                {
                    return;
                }

                var path = context.Request.RawUrl!;
                Paths.Add(path);
                var places = path.Split('/')[4].Split('?')[0].Split(';').Length;
                var times = Enumerable.Range(1, places - 1).Select(seconds).ToArray();
                context.Response.StatusCode = times.Contains(null) ? 503 : 200;
                var json = $"{{\"code\":\"Ok\",\"durations\":[[0,{string.Join(',', times)}]]}}";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(json));
                context.Response.Close();
            }
        }
    }
}
