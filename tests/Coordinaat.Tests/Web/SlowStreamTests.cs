using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>
/// A browser that does not read costs the others nothing: it is cut, it is counted, and when it
/// comes back it goes on from the last thing that it read.
/// </summary>
public sealed partial class SlowStreamTests
{
    private static readonly TimeSpan FrameGap = TimeSpan.FromMilliseconds(250);

    private readonly ManualTime time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_stream_that_stops_reading_is_cut_and_misses_nothing_when_it_resumes()
    {
        await using var server = await WebServer.StartDemoAsync(time);
        using var desk = await server.SignInAsync("coordinator");
        using var colleague = await server.SignInAsync("coordinator2");
        using var slow = await OpenAsync(server, desk);
        using var others = await colleague.LiveAsync($"1-{server.World.Number}", "board::");
        var reading = CountAsync(others);
        var meters = server.Engine.Meters;
        await Eventually.Holds(() => meters.StreamsOpen == 2, "both streams are open");

        // Figures come, and time passes; nothing is read on the other side of the socket.
        var places = 0;
        await Eventually.HoldsAsync(
            async () =>
            {
                await ReportAsync(server, ++places % 10);
                time.Advance(FrameGap);
                return meters.StreamsCut > 0;
            },
            "the slow stream is cut");

        await Eventually.Holds(() => meters.StreamsOpen == 1, "only the other one is left");
        Assert.Equal(1, meters.StreamsCut);
        var last = await LastReadAsync(slow);
        Assert.InRange(last, 1, server.World.Number - 1);
        var missed = server.Engine.Changes.Since(last, out var head)!
            .Where(c => c.Kind == StreamKind.Pool).Select(c => c.Number).Order().ToArray();
        Assert.NotEmpty(missed);

        using var again = await desk.LiveAsync($"1-{last}", "board::");
        var frame = (await again.NextAsync())!;
        Assert.Equal(("rows", $"1-{head}"), (frame.Kind, frame.Id));
        Assert.Equal(
            missed.SelectMany(p => server.World.Regions.UnitsIn(new PoolId(p)))
                .Select(u => $"u{u.Value}").Order(StringComparer.Ordinal),
            Keys().Matches(frame.Data).Select(m => m.Groups["key"].Value)
                .Order(StringComparer.Ordinal));
        Assert.False(reading.IsCompleted);
    }

    // A browser of its own making: it takes little in, and then nothing.
    private static async Task<Socket> OpenAsync(WebServer server, Api api)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
        await socket.ConnectAsync(IPAddress.Loopback, server.Url.Port);
        var cookies = string.Join("; ", api.Cookies.Select(c => $"{c.Name}={c.Value}"));
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /live?t=board::&from=1-{server.World.Number} HTTP/1.0\r\nHost: {server.Url.Host}"
            + $"\r\nCookie: {cookies}\r\n\r\n"));
        return socket;
    }

    // What was on its way when the stream was cut, up to the last whole frame.
    private static async Task<long> LastReadAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer) is var got and > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, got));
            }
        }
        catch (SocketException)
        {
            // Cut.
        }

        var whole = text.ToString();
        return Ids().Matches(whole[..(whole.LastIndexOf("\n\n", StringComparison.Ordinal) + 2)])
            .Select(m => long.Parse(m.Groups["number"].Value, provider: null)).Max();
    }

    private static async Task CountAsync(Frames frames)
    {
        while (await frames.NextAsync() is not null)
        {
        }
    }

    private static async Task ReportAsync(WebServer server, int places)
    {
        foreach (var number in Enumerable.Range(1, 30))
        {
            await server.DoAsync(new ReportCapacity(
                new UnitId(number), 20, 0, 20, 20 - places, null, FigureSource.Feed));
        }
    }

    [GeneratedRegex("^id: 1-(?<number>[0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex Ids();

    [GeneratedRegex("\"list\":\"board\",\"key\":\"(?<key>u[0-9]+)\"")]
    private static partial Regex Keys();
}
