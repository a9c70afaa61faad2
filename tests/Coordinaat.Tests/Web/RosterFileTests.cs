using System.Text;
using System.Text.Json;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>A calendar that is imported again takes its own lines away, and an empty one only when
/// somebody says to be sure.</summary>
public sealed class RosterFileTests
{
    private const string First =
        "UID:een\nSUMMARY:dr. Smit\nDTSTART:20260303T230000\nDTEND:20260304T080000\n";

    private const string Second =
        "UID:twee\nSUMMARY:dr. Bos\nDTSTART:20260304T230000\nDTEND:20260305T080000\n";

    [Fact]
    public async Task A_calendar_is_followed_and_an_empty_one_only_by_who_is_sure()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var server = await WebServer.StartDemoAsync(time);
        using var desk = await server.SignInAsync("coordinator");

        Assert.Equal((2, 0), Counted(await SendAsync(desk, [First, Second])));
        Assert.Equal((0, 0), Counted(await SendAsync(desk, [Second, First])));
        // Of an event that cannot be read, nobody is taken away.
        Assert.Equal((0, 0), Counted(await SendAsync(
            desk, [First.Replace("SUMMARY", "X-TITLE", StringComparison.Ordinal), Second])));
        Assert.Equal((0, 1), Counted(await SendAsync(desk, [Second])));
        Assert.Equal(1, Coming(server));

        var empty = await SendAsync(desk, []);
        Assert.Equal((0, 0), Counted(empty));
        Assert.Contains("/problems/roster/calendar-differs", empty, StringComparison.Ordinal);
        Assert.Equal(1, Coming(server));
        Assert.Equal((0, 1), Counted(await SendAsync(desk, [], ("isSure", "on"))));
        Assert.Equal(0, Coming(server));

        // Nothing that was no line of this calendar went with it.
        Assert.Contains(
            server.World.Roster.Organisations.SelectMany(o => server.World.Roster[o].Entries),
            e => e.Discipline == "supervising-physician");
    }

    private static int Coming(WebServer server) =>
        server.World.Roster.Organisations.SelectMany(o => server.World.Roster[o].Entries)
            .Count(e => e.Code.Length == 32);

    private static (int Taken, int Ended) Counted(string report)
    {
        using var json = JsonDocument.Parse(report);
        return (json.RootElement.GetProperty("taken").GetInt32(),
            json.RootElement.GetProperty("ended").GetInt32());
    }

    private static async Task<string> SendAsync(
        Api desk, string[] events, params (string Name, string Value)[] more)
    {
        var text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nX-WR-CALNAME:Nachten\n"
            + string.Concat(events.Select(e => $"BEGIN:VEVENT\n{e}END:VEVENT\n"))
            + "END:VCALENDAR\n";
        var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "nachten.ics" },
        };
        foreach (var (name, value) in more.Concat(
        [
            ("organisation", "zcc"), ("discipline", "elderly-care-physician"), ("place", "OnCall"),
            ("phone", "010-1234567"), ("subregions", "eemzijde"),
        ]))
        {
            form.Add(new StringContent(value), name);
        }

        var answer = await desk.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/api/roster/import") { Content = form });
        Assert.Equal(200, answer.Status);
        return answer.Body;
    }
}
