using System.Globalization;
using Coordinaat.Components;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>
/// Every page, light and dark, in both languages, on a desk and on a phone: no serious fault of
/// accessibility by an outside judge, and a picture to look at.
/// </summary>
public sealed class EveryPageTests
{
    private static readonly LocalDateTime Evening = new(2026, 11, 23, 19, 30);

    private static readonly (string Login, string Path, string Name)[] Desk =
    [
        ("coordinator", "/regiekamer", "regiekamer"),
        ("coordinator", "/zorgvragen/{seeking}", "dossier"),
        ("coordinator", "/zorgvragen/{asking}", "dossier-gevraagd"),
        ("coordinator", "/zorgvragen/{visit}", "dossier-bezoek"),
        ("coordinator", "/zorgvragen/nieuw", "nieuwe-zorgvraag"),
        ("coordinator", "/zorgvragen", "zorgvragen"),
        ("coordinator", "/capaciteit", "capaciteit"),
        ("coordinator", "/capaciteit/kaart", "kaart"),
        ("coordinator", "/capaciteit/stops", "stops"),
        ("coordinator", "/bestemming", "bestemming"),
        ("coordinator", "/levensgevaar?zorgvraag={danger}", "levensgevaar"),
        ("huisarts", "/zorgvragen", "zorgvragen-verwijzer"),
        ("regiomanager", "/capaciteit?soort=elv-low", "capaciteit-elv"),
        ("coordinator", "/capaciteit?soort=elv-low&op={past}", "capaciteit-verleden"),
        ("coordinator", "/capaciteit/huize-vlierdonk-elv-low", "eenheid"),
        ("coordinator", "/locaties/zh-keienburg-hoofd", "locatie"),
        ("coordinator", "/meldingen", "meldingen"),
        ("coordinator", "/wachtlijst", "wachtlijst"),
        ("triagist", "/autorisatie", "autorisatie"),
        ("regiomanager", "/wachtlijst", "wachtlijst-regio"),
        ("regiomanager", "/onvervuld", "onvervuld"),
        ("regiomanager", "/capaciteit/muur?soort=elv-low", "muur"),
        ("beheerder", "/beheer", "beheer"),
        ("beheerder", "/capaciteit/uitwisselen", "uitwisselen"),
        ("regiomanager", "/uitvraag", "uitvraag-regio"),
        ("beheerder", "/account", "account"),
        ("beheerder", "/koppelingen", "koppelingen"),
        ("coordinator", "/afspraken", "afspraken"),
        ("regiomanager", "/afspraken/elv-avond", "afspraak"),
        ("regiomanager", "/afspraken/elv-avond/bewerken", "afspraak-bewerken"),
        ("regiomanager", "/afspraken/elv-avond/proef", "proefdraai"),
        ("coordinator", "/verdeling", "verdeling"),
        ("coordinator", "/rooster", "rooster"),
        ("coordinator", "/dienst", "dienst-overdragen"),
        ("coordinator", "/telefoon", "telefoon"),
        ("coordinator", "/telefoon/cijfers", "telefooncijfers"),
        ("beheerder", "/telefoon/centrales", "telefooncentrales"),
        ("coordinator", "/zorgvragen/{seeking}/protocol", "protocol"),
        ("coordinator", "/zorgvragen/{seeking}/samenvoegen?met={asking}", "samenvoegen"),
        ("beheerder", "/protocollen", "protocollen"),
    ];

    private static readonly (string Login, string Path, string Name)[] Phone =
    [
        ("vlierdonk", "/vragen-aan-ons", "vragen-aan-ons"),
        ("vlierdonk", "/bezoeken", "bezoeken-leeg"),
        ("leemgaard", "/bezoeken", "bezoeken"),
        ("vlierdonk", "/mijn-capaciteit", "mijn-capaciteit"),
        ("vlierdonk", "/capaciteit?soort=elv-low", "capaciteit-telefoon"),
        ("vlierdonk", "/mijn-capaciteit/huize-vlierdonk-elv-high/dienst", "dienst"),
        ("vlierdonk", "/mijn-capaciteit/bestand", "bestand"),
        ("vlierdonk", "/uitvraag", "uitvraag"),
        ("vlierdonk", "/capaciteit?eigen=ja", "capaciteit-eigen"),
        ("vlierdonk", "/delen", "delen"),
        ("keienburg", "/locaties/zh-keienburg-hoofd", "locatie-eigen"),
        ("keienburg", "/mijn-capaciteit", "mijn-capaciteit-ziekenhuis"),
        ("keienburg", "/vragen-aan-ons", "vragen-aan-ons-ziekenhuis"),
        ("keienburg", "/zorgvragen", "zorgvragen-telefoon"),
        ("keienburg", "/koppelingen", "koppelingen-telefoon"),
        ("consulent", "/overleg", "overleg"),
        ("meldkamer", "/telefoon/druk", "telefoondruk"),
        ("politie", "/melden", "melden"),
    ];

    // Drawn by the same pages as others in the list: judged in the light only.
    private static readonly string[] InTheLightOnly =
    [
        "dossier-gevraagd", "zorgvragen-verwijzer", "capaciteit-elv", "capaciteit-telefoon",
        "capaciteit-eigen", "locatie-eigen", "uitvraag", "mijn-capaciteit-ziekenhuis",
        "vragen-aan-ons-ziekenhuis", "zorgvragen-telefoon", "koppelingen-telefoon",
    ];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // In the dark a page is the same but for its colours.
    private const string ColoursOnly = "color-contrast";

    [Theory]
    [InlineData(ColorScheme.Light, "nl")]
    [InlineData(ColorScheme.Dark, "en")]
    public async Task No_page_has_a_serious_fault_of_accessibility(
        ColorScheme scheme, string language)
    {
        var time = new MovedTime(Evening);
        await using var server = await WebServer.StartDemoAsync(time, traffic: 1);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var coordinator = await browser.SignInAsync(server.Url, "coordinator", scheme: scheme);
        var numbers = await PlayAsync(server, coordinator);
        numbers = [.. numbers, ("{past}", View.Iso(server.Engine.Now))];
        var faults = new List<string>();
        await coordinator.GotoAsync($"/zorgvragen/{numbers[0].Number}");
        await coordinator.AndLoadAsync(
            () => coordinator.Locator("form[action$='/link'] button").ClickAsync());
        await JudgeAsync(coordinator, "antwoordlink", scheme, language, faults);
        var link = await coordinator.Locator("#link").InnerTextAsync();
        foreach (var group in Desk.Concat(Phone)
            .Where(p => scheme == ColorScheme.Light || !InTheLightOnly.Contains(p.Name))
            .GroupBy(p => p.Login))
        {
            var page = group.Key == "coordinator"
                ? coordinator
                : await browser.SignInAsync(server.Url, group.Key, scheme: scheme);
            await page.Context.AddCookiesAsync(
                [new Cookie { Name = "taal", Value = language, Url = server.Url.ToString() }]);
            foreach (var (_, path, name) in group)
            {
                var isPhone = Phone.Any(p => p.Name == name);
                await page.SetViewportSizeAsync(isPhone ? 360 : 1440, isPhone ? 740 : 900);
                var shown = await page.GotoAsync(numbers.Aggregate(
                    path, (at, n) => at.Replace(n.Name, n.Number, StringComparison.Ordinal)));
                Assert.True(shown!.Ok, $"{path}: {shown.Status}");
                await JudgeAsync(page, name, scheme, language, faults);
            }
        }

        await coordinator.GotoAsync("/zorgvragen");
        await coordinator.FillAsync("#zoek", "Boer");
        await coordinator.AndLoadAsync(() => coordinator.PressAsync("#zoek", "Enter"));
        await JudgeAsync(coordinator, "gevonden", scheme, language, faults);
        await coordinator.GotoAsync("/zorgvragen/99999");
        await JudgeAsync(coordinator, "niet-gevonden", scheme, language, faults);
        await using var bare = await WebServer.StartBareAsync(time);
        foreach (var (url, path, name) in new[]
        {
            (server.Url, "/aanmelden", "aanmelden"), (bare.Url, "/eerste-start", "eerste-start"),
            (server.Url, link, "antwoord"),
        })
        {
            var door = await browser.OpenAsync(url, scheme: scheme);
            await door.GotoAsync(path);
            await JudgeAsync(door, name, scheme, language, faults);
        }

        Assert.Empty(faults);
    }

    private static async Task JudgeAsync(
        IPage page, string name, ColorScheme scheme, string language, List<string> faults)
    {
        await page.EvaluateAsync("() => document.fonts.ready");
        var picture = $"{name}-{scheme.ToString().ToLowerInvariant()}-{language}.png";
        await page.ScreenshotAsync(new() { Path = Pictures.PathOf(picture) });
        Pictures.Keep(picture);
        await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<string[]>(
            """
            async rule => (await axe.run(document, {
              resultTypes: ["violations"],
              ...(rule ? { runOnly: { type: "rule", values: [rule] } } : {}),
            })).violations.filter(v => ["serious", "critical"].includes(v.impact))
              .map(v => `${v.id} at ${v.nodes.slice(0, 3).map(n => n.target).join(", ")}`)
            """,
            scheme == ColorScheme.Light ? null : ColoursOnly);
        faults.AddRange(found.Select(f => $"{picture}: {f}"));
        var fits = await page.EvaluateAsync<bool>(
            """
            () => document.documentElement.scrollWidth <= window.innerWidth
              && document.querySelector("main").scrollWidth <= window.innerWidth
            """);
        if (!fits)
        {
            faults.Add($"{picture} is wider than its screen.");
        }
    }

    // A nurse of the evening team is with a patient.
    private static async Task<int> VisitAsync(WebServer server)
    {
        const string Team = "leemgaard-avond";
        var unit = new UnitId(server.World.Regions.Units.NumberOf(Team));
        await server.DoAsync(new EndStop([unit]));
        await server.DoAsync(new ReportCapacity(unit, 9, 0, 9, 3, null, FigureSource.Manual));
        using var desk = await server.SignInAsync("coordinator2");
        using var team = await server.SignInAsync("leemgaard");
        var registered = await desk.DoAsync("/api/care-requests", new Patient(7).Intake());
        var request = registered.GetProperty("request").GetInt32();
        var path = $"/api/care-requests/{request}";
        _ = await desk.DoAsync($"{path}/triage", new
        {
            system = "nts", systemVersion = "2026", proposed = "U3", urgency = "U3",
        });
        _ = await desk.DoAsync(
            $"{path}/need", new { careType = "district-nursing", complexity = "Medium" });
        _ = await desk.DoAsync($"{path}/visit", new
        {
            tasks = new[] { "fall-check", "wound-care" }, until = "22:00",
            safety = "hond in huis", access = "sleutelkluis 1234", needsTwo = true,
        });
        var asked = await desk.DoAsync(
            $"{path}/offers", new { unit = Team, @override = "agreed-by-phone" });
        _ = await team.DoAsync(
            $"/api/offers/{asked.GetProperty("offer").GetInt32()}/answer", new { reply = "Yes" });
        _ = await team.DoAsync($"{path}/visit/nurse", new
        {
            nurse = "zr. Avond", function = "nurse", expectedAt = "21:00", second = "br. Mee",
        });
        _ = await team.DoAsync($"{path}/visit/progress", new { progress = "Arrived" });
        return request;
    }

    // Beside the made-up evening: one request with a question out, one that looks for a place, one
    // in danger.
    private static async Task<(string Name, string Number)[]> PlayAsync(
        WebServer server, IPage desk)
    {
        // Whatever the made-up evening did: there is a place where it is asked.
        var unit = new UnitId(server.World.Regions.Units.NumberOf("huize-vlierdonk-elv-low"));
        await server.DoAsync(new EndStop([unit]));
        await server.DoAsync(new ReportCapacity(
            unit, 9, 0, 9, 3, null, FigureSource.Manual));
        var asking = await desk.RegisterAsync("M. de Boer", "Gevallen, kan niet alleen zijn.");
        await desk.JudgeAsync("U3");
        await desk.DescribeNeedAsync("elv-low", "Low", "taxi");
        await desk.AskAsync("Huize Vlierdonk");
        var seeking = await desk.RegisterAsync(
            "P. Janssen", "Verward, dwaalt 's nachts.", "3901 BA");
        await desk.JudgeAsync("U2");
        await desk.DescribeNeedAsync("elv-high", "Medium", "ambulance", "Wandering");
        var danger = await desk.RegisterAsync("A. Bakker", "Benauwd, wordt grauw.", "6711 DD");
        await desk.SendAsync(desk.Locator(".quiet-actions .life-threat-button"));
        await desk.Locator("#centralist").WaitForAsync();
        var visit = await VisitAsync(server);
        return
        [
            .. new[]
            {
                ("{asking}", asking), ("{seeking}", seeking), ("{danger}", danger),
                ("{visit}", visit),
            }
                .Select(n => (n.Item1, n.Item2.ToString(CultureInfo.InvariantCulture))),
        ];
    }
}
