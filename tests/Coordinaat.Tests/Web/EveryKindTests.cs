using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine;

namespace Coordinaat.Tests.Web;

/// <summary>
/// Every kind of place of the norms is registered, reported, stopped and seen (FR-C3).
/// </summary>
public sealed class EveryKindTests(Desk desk) : IClassFixture<Desk>
{
    // What the field counts, as FR-C3 names it.
    public static TheoryData<string> Kinds =>
    [
        "ed", "ccu", "icu", "ward-surgery", "ward-internal", "child-ward", "labour-room",
        "labour-outpatient", "maternity", "neonatology", "nicu", "elv-low", "elv-high",
        "elv-palliative", "grz", "crisis-wlz", "crisis-wlz-open", "emergency-bed",
        "wmo-emergency", "district-nursing", "mh-assessment", "mh-bed-open", "mh-bed-closed",
        "mh-bed-wzd", "mh-location", "iht", "aoa", "hospice", "disability-crisis", "detox",
        "respite", "gp-post", "gp-visit", "ambulance", "micu",
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_kind_is_registered_reported_stopped_and_seen(string kind)
    {
        var code = $"elke-{kind}";
        await DefineAsync(code, kind);
        var api = $"/api/units/{code}";
        await desk.Ward.DoAsync($"{api}/capacity", new
        {
            physical = 12, blocked = 2, staffed = 9, occupied = 5, blockedReason = "cleaning",
        });
        await desk.Ward.DoAsync($"{api}/stop", new
        {
            level = "Active", inflow = new[] { "Ambulance" }, reason = "staff",
            mandate = "doctor-on-duty", minutes = 60,
        });

        var unit = (await desk.Coordinator.GetAsync("/api/units")).Json.EnumerateArray()
            .Single(u => u.GetProperty("code").GetString() == code);
        Assert.Equal(kind, unit.GetProperty("careType").GetString());
        Assert.Equal(4, unit.GetProperty("admissible").GetInt32());
        Assert.Equal("cleaning", unit.GetProperty("blockedReason").GetString());
        Assert.True(unit.GetProperty("stop").GetProperty("isAdvice").GetBoolean());
        var page = (await desk.Coordinator.GetAsync($"/capaciteit/{code}")).Body;
        Assert.Contains("Zo komt dit getal tot stand", page, StringComparison.Ordinal);
        Assert.Contains("Schoonmaak", page, StringComparison.Ordinal);
        var stops = (await desk.Coordinator.GetAsync("/api/stops")).Json;
        Assert.Contains(
            stops.GetProperty("stops").EnumerateArray(),
            s => s.GetProperty("unit").GetString() == code);
        Assert.Contains(
            stops.GetProperty("neverFor").EnumerateArray(),
            e => e.GetProperty("code").GetString() == "life-threat");
        await CheckThePastAsync(code, api);
    }

    // Later all is otherwise; read back, it is as it was.
    private async Task CheckThePastAsync(string code, string api)
    {
        var then = View.Iso(desk.Server.Engine.Now);
        desk.Time.Advance(TimeSpan.FromMinutes(2));
        await desk.Ward.DoAsync($"{api}/stop/end");
        await desk.Ward.DoAsync(
            $"{api}/capacity", new { physical = 12, blocked = 0, staffed = 12, occupied = 12 });
        var past = (await desk.Coordinator.GetAsync($"/api/units?at={then}")).Json
            .EnumerateArray().Single(u => u.GetProperty("code").GetString() == code);
        Assert.Equal(4, past.GetProperty("admissible").GetInt32());
        Assert.Equal("Active", past.GetProperty("stop").GetProperty("level").GetString());
    }

    [Fact]
    public async Task The_page_of_stops_shows_those_that_run_and_what_free_was_worth()
    {
        await desk.BringToAsync(Domain.Access.Stage.PlaceHeld);
        await desk.Ward.DoAsync($"/api/units/{Desk.Unit}/stop", new
        {
            level = "Impending", inflow = new[] { "Referral" }, reason = "outbreak",
            mandate = "location-manager", minutes = 60,
        });
        var page = (await desk.Coordinator.GetAsync("/capaciteit/stops")).Body;
        Assert.Contains("dreigende stop", page, StringComparison.Ordinal);
        Assert.Contains("levensgevaar", page, StringComparison.Ordinal);
        Assert.Contains("100% (", page, StringComparison.Ordinal);
        await desk.Ward.DoAsync($"/api/units/{Desk.Unit}/stop/end");
    }

    private async Task DefineAsync(string code, string kind)
    {
        var world = desk.World.Regions;
        var own = world.Units[world.Units.NumberOf(Desk.Unit)];
        var row = new UnitRow(
            code, $"Elke {kind}", world.Locations[own.Location.Value].Code, "", kind,
            Complexity.High, [AgeBand.Adult], Features.None, WeekHours.Always, WeekHours.Always, 0);
        var answer = await desk.Server.Engine.SubmitAsync(
            new Define(row), new Stamp(Ids.New(), Actor.System));
        Assert.True(answer.TryGet(out _, out var refusal), $"{kind}: {refusal}");
    }
}
