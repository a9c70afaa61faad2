using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// S4, S6 and S16: whoever picks up looks beyond the own organisation. A person in distress at an
/// emergency department is seen within the limit that the triage guide sets; a fall is solved by a
/// nurse, and what was avoided is recorded; a call of the police goes another way after advice.
/// </summary>
public sealed class BroadTriageTests(FrontDoor house) : IClassFixture<FrontDoor>
{
    [Fact]
    public async Task S4_who_waits_for_the_crisis_service_is_seen_within_the_guides_limit()
    {
        using var hospital = await house.Server.SignInAsync("keienburg");
        var registered = await hospital.DoAsync("/api/care-requests", new
        {
            phone = "033 555 77 11", place = "SEH, kamer 4", postcode = "3811AB",
            requester = "EmergencyDepartment", channel = "Message", name = "V. Dolende",
            birthDate = "03-05-1988", story = "Ontredderd, somatisch geen oorzaak gevonden.",
        });
        var number = registered.GetProperty("request").GetInt32();
        var id = new CareRequestId(number);
        var seh = await house.Browser.SignInAsync(house.Server.Url, "keienburg");
        await seh.GotoAsync($"/zorgvragen/{number}");
        var desk = await house.Browser.SignInAsync(house.Server.Url, "coordinator");
        await desk.GotoAsync($"/zorgvragen/{number}");
        await desk.SendAsync("Ik neem deze zorgvraag");

        // The guide's own words stay; the table says beside them what that is here.
        await desk.SelectOptionAsync("#system", "ggz-triagewijzer");
        await desk.FillAsync("#proposed", "binnen 1 uur");
        await desk.CheckAsync("label[data-urgency='U2'] input");
        await desk.SendAsync("Leg urgentie vast");
        await seh.Locator("[data-seen-by]").WaitForAsync();
        Assert.Contains(
            "volgens de tabel van 01-01-2026: U2",
            await desk.Locator("[data-mapping]").InnerTextAsync(), StringComparison.Ordinal);
        var triage = house.Server.World.Triage[id].Current!;
        Assert.Equal(Duration.FromHours(1), triage.SeenBy - triage.At);

        using var centre = await house.Server.SignInAsync("coordinator");
        var path = $"/api/care-requests/{number}";
        _ = await centre.DoAsync($"{path}/need", new
        {
            careType = "mh-assessment", complexity = "Medium", transport = "psycholance",
        });
        var asked = await centre.DoAsync($"{path}/offers", new
        {
            unit = "ggz-beoordeling", @override = "agreed-by-phone",
        });
        _ = await centre.DoAsync($"/api/offers/{asked.GetProperty("offer").GetInt32()}/answer",
            new { reply = "Yes", spokenName = "M. Elsinga", spokenFunction = "ggz-triagist" });
        _ = await centre.DoAsync($"{path}/consent", new { given = "Yes" });
        _ = await centre.DoAsync($"{path}/transport", new { kind = "psycholance" });
        _ = await centre.DoAsync($"{path}/departed");
        _ = await centre.DoAsync($"{path}/arrived");
        _ = await centre.DoAsync(
            $"{path}/handover", new { receiver = "M. Elsinga", function = "psychiatrist" });
        _ = await centre.DoAsync($"{path}/close", new { ending = "Placed", words = "IHT thuis" });
        await seh.Locator(".stage[data-stage='Closed']").WaitForAsync();
        Assert.True(house.Server.World.Handover.Find(id)!.At <= triage.SeenBy);
    }

    [Fact]
    public async Task S6_a_fall_is_solved_by_a_nurse_and_what_was_avoided_is_recorded()
    {
        var post = await house.Browser.SignInAsync(house.Server.Url, "triagist");
        var number = await post.RegisterAsync(
            "W. Gevallen", "Ligt in de gang, geen pijn, kan niet opstaan.",
            requester: "AlarmCentre");
        await post.Locator(".findings > summary").ClickAsync();
        await post.SelectOptionAsync("#complaint", "fall");
        await post.JudgeAsync("U3");

        // The team that could really come now, by agreement and with its minutes; one key chooses.
        var nurse = post.Locator("[data-alternative='district-nursing'] button").First;
        await nurse.WaitForAsync();
        Assert.Contains("min", await nurse.InnerTextAsync(), StringComparison.Ordinal);
        await post.SendAsync(nurse);
        await post.Locator(".alternatives summary:has-text('in plaats van')").WaitForAsync();
        var chosen = house.Server.World.Triage[new CareRequestId(number)].Alternative!;
        Assert.Equal(
            ("district-nursing", "ambulance-a2"), (chosen.Alternative, chosen.Avoided));
        Assert.Equal("district-nursing", await post.InputValueAsync("#careType"));
        Assert.Contains(
            "Ambulance A2", await post.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task S16_a_call_of_the_police_goes_another_way_after_advice_of_a_colleague()
    {
        var desk = await house.Browser.SignInAsync(house.Server.Url, "coordinator2");
        var colleague = await house.Browser.SignInAsync(house.Server.Url, "consulent");
        var number = await desk.RegisterAsync(
            "Onbekend", "Onbegrepen gedrag op het plein, roept, geen geweld.",
            requester: "Police");
        await desk.Locator(".findings > summary").ClickAsync();
        await desk.SelectOptionAsync("#complaint", "distress");
        await desk.SelectOptionAsync("#system", "ggz-triagewijzer");
        await desk.FillAsync("#proposed", "binnen 4 uur");
        await desk.CheckAsync("label[data-urgency='U3'] input");
        await desk.SendAsync("Leg urgentie vast");
        await desk.Locator("[data-seen-by]").WaitForAsync();
        await desk.Locator(".ask-colleague > summary").ClickAsync();
        await desk.Locator(".ask-colleague label:has(input[value='mh-triage/ggz'])").ClickAsync();
        await desk.FillAsync("#colleague-question", "Moet de crisisdienst komen?");
        await desk.SendAsync("Vraag om advies");

        var card = colleague.Locator(".consultation", new() { HasText = "op het plein" });
        await card.WaitForAsync();
        await card.Locator("[name='words']").FillAsync("Geen psychiatrie; bel de GGD-opvang.");
        await colleague.SendAsync("Geef advies");
        await desk.Locator(".colleagues .judgement[data-answered]").WaitForAsync();
        await desk.Locator(".quiet-actions summary").ClickAsync();
        await desk.SelectOptionAsync("#ending", "Elsewhere");
        await desk.FillAsync("#ending-words", "GGD neemt over, politie wacht ter plaatse");
        await desk.Locator(".quiet-actions button:has-text('Sluit')").ClickAsync();
        await desk.Locator(".stage[data-stage='Closed']").WaitForAsync();
        Assert.Equal(
            Ending.Elsewhere, house.Server.World.Access[new CareRequestId(number)].Ending);
    }
}
