using System.Text.Json;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// A feed sends one message a location. The answer tells of each unit what became of it, and every
/// open screen shows the new figures of every unit in the message.
/// </summary>
public sealed class LocationFeedTests : IAsyncLifetime
{
    private readonly Desk desk = new();

    private LocationId Location =>
        desk.World.Regions.Units[desk.World.Regions.Units.NumberOf(Desk.Unit)].Location;

    private string Path => "/api/locations/"
        + $"{desk.World.Regions.Locations[Location.Value].Code}/capacity";

    private string[] Units =>
    [
        .. desk.World.Regions.PoolsAt(Location).Select(
            p => desk.World.Regions.Units[desk.World.Regions.UnitsIn(p)[0].Value].Code),
    ];

    public async ValueTask InitializeAsync()
    {
        await desk.InitializeAsync();
        foreach (var code in new[] { "extra-1", "extra-2" })
        {
            var house = desk.World.Regions.Locations[Location.Value].Code;
            await desk.Server.DoAsync(
                new Domain.Regions.Define(TestRegion.UnitRow(code, house, "grz")));
        }
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task The_answer_tells_of_each_unit_what_became_of_it_and_which_are_missing()
    {
        desk.Time.Advance(TimeSpan.FromMinutes(5));
        var (first, second) = (MomentNow(), Units[..2]);
        Assert.Equal("Changed Changed", await SendAsync(first, Units, occupied: 3));
        Assert.Equal("Doubled Doubled", await SendAsync(first, second, occupied: 4));

        desk.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("Unchanged Unchanged", await SendAsync(MomentNow(), second, occupied: 3));
        Assert.Equal("Late Late", await SendAsync(first, second, occupied: 4));
        var answer = await desk.Ward.DoAsync(Path, Message(MomentNow(), second, 3));
        Assert.Equal(
            Units[2..], answer.GetProperty("missing").EnumerateArray().Select(u => u.GetString()));
    }

    [Fact]
    public async Task The_same_id_has_the_same_answer()
    {
        desk.Time.Advance(TimeSpan.FromMinutes(5));
        var (id, message) = (Coordinaat.Engine.Ids.New(), Message(MomentNow(), Units, 2));
        var first = await desk.Ward.PostAsync(Path, message, id);
        var again = await desk.Ward.PostAsync(Path, message, id);

        Assert.Equal(200, first.Status);
        Assert.Equal(OutcomesOf(first.Json), OutcomesOf(again.Json));
    }

    [Theory]
    [InlineData("10:00", 422, "/problems/input/moment-malformed")]
    [InlineData("2026-03-02T09:00:00", 422, "/problems/input/moment-malformed")]
    [InlineData("2026-03-02T10:00:00+01:00", 200, "")]
    [InlineData("2026-03-02T09:00:00.123Z", 200, "")]
    [InlineData("2026-03-03T09:00:00Z", 422, "/problems/report-location/time-out-of-range")]
    public async Task A_moment_is_told_with_its_offset(string at, int status, string type)
    {
        var answer = await desk.Ward.PostAsync(Path, Message(at, Units, 1));

        Assert.Equal((status, type), (answer.Status, answer.Type));
    }

    [Fact]
    public async Task A_message_of_another_location_or_of_nobody_is_refused()
    {
        var message = Message(MomentNow(), Units, 1);
        Assert.Equal(404, (await desk.Ward.PostAsync(
            "/api/locations/nergens/capacity", message)).Status);
        using var other = await desk.Server.SignInAsync("moerbeistee");
        Assert.Equal(
            "/problems/report-location/not-allowed", (await other.PostAsync(Path, message)).Type);
    }

    [Fact]
    public async Task Every_unit_of_a_message_is_redrawn_on_every_open_screen()
    {
        var from = $"{desk.Server.Engine.Epoch}-{desk.World.Number}";
        using var board = await desk.Coordinator.LiveAsync(from, "board::", "desk");
        using var own = await desk.Ward.LiveAsync(from, "own-capacity");
        Assert.Equal("rows", (await board.NextAsync())!.Kind);
        Assert.Equal("rows", (await own.NextAsync())!.Kind);
        desk.Time.Advance(TimeSpan.FromSeconds(1));

        await SendAsync(MomentNow(), Units, occupied: 7);

        var pools = desk.World.Regions.PoolsAt(Location);
        var expected = pools.SelectMany(p => desk.World.Regions.UnitsIn(p))
            .Select(u => $"board u{u.Value}")
            .Concat(pools.Select(p => $"pressure p{p.Value}"));
        var rows = await RowsAsync(board);
        Assert.All(expected, e => Assert.Contains(e, rows.Keys));
        Assert.All(
            rows.Where(r => r.Key.StartsWith("board", StringComparison.Ordinal)),
            r => Assert.Contains("7 / 20", r.Value, StringComparison.Ordinal));
        Assert.Equal(
            pools.Select(p => $"own-capacity p{p.Value}").Order(),
            (await RowsAsync(own)).Keys.Order());
        Assert.IsType<LocationReported>(
            desk.Server.Engine.Read([desk.World.Number])[0].Happened);
    }

    private static async Task<Dictionary<string, string>> RowsAsync(Frames frames)
    {
        while (await frames.NextAsync() is { } frame)
        {
            if (frame.Kind == "rows")
            {
                return JsonDocument.Parse(frame.Data).RootElement.GetProperty("rows")
                    .EnumerateArray().ToDictionary(
                        r => $"{r.GetProperty("list")} {r.GetProperty("key")}",
                        r => $"{r.GetProperty("html")}");
            }
        }

        return [];
    }

    private static object Message(string at, IEnumerable<string> units, int occupied) => new
    {
        at,
        units = units.Select(
            u => new { unit = u, physical = 20, blocked = 0, staffed = 20, occupied }),
    };

    private static string OutcomesOf(JsonElement answer) => string.Join(
        ' ', answer.GetProperty("units").EnumerateArray().Take(2)
            .Select(u => u.GetProperty("outcome").GetString()));

    private string MomentNow() =>
        Components.View.Iso(Instant.FromDateTimeOffset(desk.Time.GetUtcNow()));

    private async Task<string> SendAsync(string at, IEnumerable<string> units, int occupied) =>
        OutcomesOf(await desk.Ward.DoAsync(Path, Message(at, units, occupied)));
}
