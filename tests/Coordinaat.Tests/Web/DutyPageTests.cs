using System.Net;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>Who is on duty, from the provider's page to everybody's board.</summary>
public sealed class DutyPageTests : IAsyncLifetime
{
    private const string Unit = "huize-vlierdonk-elv-low";
    private const string Here = $"/mijn-capaciteit/{Unit}/dienst";

    private readonly ManualTime time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private WebServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await WebServer.StartDemoAsync(time);
        await server.DoAsync(new Define(new DutyRuleRow(Unit, "nurse")));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_board_says_who_is_missing_until_the_unit_says_who_is_there()
    {
        using var desk = await server.SignInAsync("coordinator");
        Assert.Contains("niet van dienst: Verpleegkundige", await TextAsync(desk), In);

        using var ward = await server.SignInAsync("vlierdonk");
        var own = server.World.Accounts.All.Single(
            a => a.Organisation == server.World.Regions.OwnerOf(UnitId));
        var done = await ward.FormAsync(
            Here, ("function", "nurse"), ("account", $"{own.Id.Value}"), ("minutes", "60"),
            ("from", ""));
        Assert.Equal(303, done.Status);

        var name = server.Service<Coordinaat.Components.StaffNames>().Of(own.Id);
        Assert.Contains($"Verpleegkundige {name} van dienst tot 11:00", await TextAsync(desk), In);
        Assert.Contains(name, WebUtility.HtmlDecode((await ward.GetAsync(Here)).Body), In);
        var units = await desk.GetAsync("/api/units");
        Assert.Contains($"\"function\":\"nurse\",\"account\":{own.Id.Value},", units.Body, In);

        await ward.FormAsync($"{Here}/einde");
        Assert.Contains("niet van dienst: Verpleegkundige", await TextAsync(desk), In);
    }

    [Fact]
    public async Task A_duty_that_begins_and_ends_by_itself_is_seen_by_who_looks_on()
    {
        await server.DoAsync(new SetDuty(
            UnitId, "nurse", null,
            server.Engine.Now + Duration.FromMinutes(2), 3));
        using var desk = await server.SignInAsync("coordinator");
        using var frames = await desk.LiveAsync(
            $"{server.Engine.Epoch}-{server.World.Number}", "board:elv-low:");

        await RowSaysAsync(frames, "van dienst tot 10:05");
        await RowSaysAsync(frames, "niet van dienst");
    }

    [Fact]
    public async Task A_time_that_is_none_and_a_colleague_of_others_are_refused_in_words()
    {
        using var ward = await server.SignInAsync("vlierdonk");
        var strange = await ward.FormAsync(
            Here, ("function", "nurse"), ("account", "zr. De Vries"), ("minutes", "60"));
        Assert.Equal(422, strange.Status);
        Assert.DoesNotContain("De Vries", strange.Body, In);
        var when = await ward.FormAsync(
            Here, ("function", "nurse"), ("minutes", "60"), ("from", "vanavond"));
        Assert.Equal(422, when.Status);
        Assert.Empty(server.World.Capacity.Duties);
    }

    private UnitId UnitId => new(server.World.Regions.Units.NumberOf(Unit));

    private const StringComparison In = StringComparison.Ordinal;

    private static async Task<string> TextAsync(Api desk) => WebUtility.HtmlDecode(
        (await desk.GetAsync("/capaciteit?soort=elv-low")).Body);

    private async Task RowSaysAsync(Frames frames, string words)
    {
        while (true)
        {
            var next = frames.NextAsync();
            await Eventually.Holds(
                () =>
                {
                    time.Advance(TimeSpan.FromSeconds(1));
                    return next.IsCompleted;
                },
                words);
            if (WebUtility.HtmlDecode((await next)!.Data).Contains(words, In))
            {
                return;
            }
        }
    }
}
