using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using Microsoft.AspNetCore.Routing;

namespace Coordinaat.Tests.Web;

/// <summary>
/// Every endpoint, for every role, at every organisation that has or has not to do with a request,
/// at every stage: allowed or refused as the table says. Whatever is answered is searched for the
/// words of every patient that the caller may not see.
/// </summary>
public sealed class RightsTests(RightsScene scene) : IClassFixture<RightsScene>
{
    private const string Draft = "6f1c8f0e-52a1-4a36-9d0b-7d7d4c1f7a11";

    private static readonly string[] Topics =
        ["desk", "requests", "inbox", "own-capacity", "board::", "board:elv-low:eemzijde",
            "board:::eigen", "board:::+ver", "alarms", "waiting-list", "demand",
            "agreements", "shares", "telephone", "phone-pressure"];

    private static readonly HashSet<string> MeansNo = new(StringComparer.Ordinal)
    {
        "/problems/input/not-signed-in", "/problems/input/role-forbids",
        "/problems/input/not-found",
    };

    private readonly ConcurrentBag<string> faults = [];

    [Fact]
    public async Task Every_endpoint_answers_whom_the_rules_name_and_tells_nobody_else_a_name()
    {
        Assert.Equal(
            scene.Server.Endpoints.SelectMany(KeysOf).Order(StringComparer.Ordinal),
            RightsTable.Rows.SelectMany(r => r.Endpoints).Order(StringComparer.Ordinal));
        var calls = 0;
        foreach (var (row, endpoint) in RightsTable.Rows.SelectMany(
            r => r.Endpoints.Where(IsWalked).Select(e => (r, e))))
        {
            var cases = IsAboutOne(endpoint) ? TargetsOf(endpoint).ToArray() : [null];
            await Parallel.ForEachAsync(
                scene.Everybody.Append(null), new ParallelOptions { MaxDegreeOfParallelism = 4 },
                async (who, _) =>
                {
                    foreach (var what in cases)
                    {
                        await CheckAsync(row, endpoint, who, what);
                        Interlocked.Increment(ref calls);
                    }
                });
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{calls} calls");
        AssertNoFaults();
    }

    [Fact]
    public async Task A_live_stream_shows_whom_the_rules_name_and_tells_nobody_else_a_name()
    {
        foreach (var who in scene.Everybody)
        {
            foreach (var topic in Topics)
            {
                await CheckLiveAsync(who, topic, MayFollow(who, topic));
            }

            foreach (var what in scene.Cases)
            {
                await CheckLiveAsync(
                    who, $"dossier:{what.Id}",
                    who is { IsDesk: true, At: Place.Centre or Place.Holder }
                        or { Role: Roles.Referrer, At: Place.Holder });
            }
        }

        using var nobody = scene.Server.Open();
        using var closed = await nobody.LiveAsync("", "board::");
        Assert.Equal(401, closed.Status);
        AssertNoFaults();
    }

    [Fact]
    public async Task A_provider_sees_the_question_before_its_yes_and_the_person_after()
    {
        var ward = scene.Find(Roles.ProviderDesk, Place.Asked).Api;
        foreach (var what in scene.Cases.Where(c => c.Offers.Count > 0))
        {
            var found = await ward.GetAsync($"/api/care-requests/{what.Id}");
            var sight = RightsScene.SightOf(scene.Find(Roles.ProviderDesk, Place.Asked), what);
            Assert.Equal(sight > Sight.Nothing ? 200 : 404, found.Status);
            if (sight > Sight.Nothing)
            {
                Assert.Equal(
                    sight.ToString(), found.Json.GetProperty("disclosure").GetString());
                Assert.Equal(
                    sight == Sight.Person,
                    found.Body.Contains(what.Patient.Bsn, StringComparison.Ordinal));
                Assert.Equal(
                    [RightsScene.UnitOf(Place.Asked)],
                    found.Json.GetProperty("offers").EnumerateArray()
                        .Select(o => o.GetProperty("unit").GetString()));
            }
        }
    }

    [Fact]
    public async Task Capacity_is_shown_to_the_own_region_and_to_no_other()
    {
        foreach (var who in scene.Everybody.Where(w => w.Role != Roles.Reporter))
        {
            var units = (await who.Api.GetAsync("/api/units")).Body;
            var isFar = who.At == Place.OtherRegion;
            foreach (var (unit, isOwn) in new[]
            {
                (RightsScene.UnitOf(Place.Asked), !isFar),
                (RightsScene.UnitOf(Place.OtherRegion), isFar),
            })
            {
                Assert.True(
                    isOwn == units.Contains($"\"{unit}\"", StringComparison.Ordinal),
                    $"{who}: {unit}");
            }
        }
    }

    [Fact]
    public async Task Only_who_works_or_referred_a_request_finds_it_by_name()
    {
        var patient = scene.Cases[0].Patient;
        foreach (var who in scene.Everybody.Where(
            w => w.IsDesk || w.Role == Roles.Referrer))
        {
            var page = await who.Api.FormAsync("/zorgvragen/zoek", ("zoek", patient.Name));
            Assert.Equal(
                RightsScene.SightOf(who, scene.Cases[0]) == Sight.Person,
                page.Body.Contains($"<td>{patient.Name}</td>", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_half_filled_form_comes_back_to_its_own_writer_only()
    {
        var (writer, patient) = (scene.Find(Roles.Referrer, Place.Holder), new Patient(600));
        var id = Guid.Parse(Draft);
        _ = await writer.Api.FormAsync($"/concepten/{id}", ("name", patient.Name));
        foreach (var who in scene.Everybody.Where(w => w.IsDesk || w.Role == Roles.Referrer))
        {
            var page = await who.Api.GetAsync($"/zorgvragen/nieuw?concept={id}");
            Assert.Equal(
                who == writer, page.Body.Contains(patient.Name, StringComparison.Ordinal));
        }
    }

    // Signing out has tests of its own, and the live stream the one above.
    private static bool IsWalked(string endpoint) =>
        endpoint is not ("POST /afmelden" or "DELETE /api/session" or "GET /live");

    private static bool IsAboutOne(string endpoint) =>
        endpoint.Contains("{request", StringComparison.Ordinal)
        || endpoint.Contains("{offer", StringComparison.Ordinal)
        || endpoint is "GET /levensgevaar" or "POST /zorgvragen/zoek" || Erases(endpoint);

    private static bool Erases(string endpoint) =>
        endpoint is "POST /api/records/erase" or "POST /beheer/vernietig";

    private static bool MayFollow(Who who, string topic) => topic switch
    {
        "desk" or "telephone" => who.IsDesk,
        "requests" => who.IsDesk || who.Role == Roles.Referrer,
        "inbox" or "own-capacity" => who.Role == Roles.ProviderDesk,
        "consultations" => who.Role is Roles.Consultant or Roles.SupervisingPhysician,
        "waiting-list" or "demand" => who.IsDesk || who.Role == Roles.RegionManager,
        _ => who.Role != Roles.Reporter,
    };

    private static IEnumerable<string> KeysOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.OfType<HttpMethodMetadata>().FirstOrDefault()?.HttpMethods;
        return (methods ?? ["*"]).Select(m =>
            $"{m} /{endpoint.RoutePattern.RawText!.TrimStart('/')}");
    }

    // A wrong password is no question of rights: the sign-in page says it itself.
    private void AssertNoFaults() => Assert.True(
        faults.IsEmpty, string.Join('\n', faults.Order(StringComparer.Ordinal).Take(40)));

    private static bool SaysNo(HttpAnswer answer) =>
        !answer.Body.Contains("id=\"sign-in\"", StringComparison.Ordinal)
        && (MeansNo.Contains(answer.Type)
        || answer.Type.EndsWith("/not-allowed", StringComparison.Ordinal)
        || (answer.Status is 401 or 403 or 404 && answer.Type.Length == 0)
        || answer.Location.StartsWith("/aanmelden?", StringComparison.Ordinal));

    // A form and the call beside it are one piece of code: of forms a few stages are enough.
    // What is open is not destroyed, and so the scene stays as it is.
    private IEnumerable<Case?> TargetsOf(string endpoint) => scene.Cases.Where(c =>
        (!Erases(endpoint) || c.Stage != Stage.Closed)
        && (!endpoint.Contains("{offer", StringComparison.Ordinal) || c.Offers.Count > 1)
        && (!endpoint.StartsWith("POST /z", StringComparison.Ordinal)
            || c.Stage is Stage.Received or Stage.Asking or Stage.PlaceHeld or Stage.Closed));

    private async Task CheckAsync(RightsTable.Row row, string endpoint, Who? who, Case? what)
    {
        using var stranger = who is null ? scene.Server.Open() : null;
        var answer = await CallAsync(stranger ?? who!.Api, endpoint, row.Body, what);
        var about = $"{endpoint} as {who?.ToString() ?? "nobody"} on {what}: {answer}";
        var isAllowed = row.MayCall(who, what);
        if (SaysNo(answer) == isAllowed || answer.Status >= 500)
        {
            faults.Add($"{(isAllowed ? "refused" : "let in")}: {about}");
        }

        if (answer.Body.AsSpan().ContainsAny(scene.ForbiddenTo(who)))
        {
            faults.Add($"says too much: {about}");
        }
    }

    private async Task<HttpAnswer> CallAsync(Api api, string endpoint, object? body, Case? what)
    {
        var (method, path) = (endpoint.Split(' ')[0], Fill(endpoint.Split(' ')[1], what));
        if (method is "GET" or "*")
        {
            return await api.GetAsync(path);
        }

        var json = Fill(JsonSerializer.Serialize(body), what);
        return path.StartsWith("/api/", StringComparison.Ordinal)
            ? await api.PostJsonAsync(path, json)
            : await api.HxFormAsync(path, Fields(json));
    }

    private string Fill(string text, Case? what)
    {
        var place = text.EndsWith("/withdraw", StringComparison.Ordinal)
            || text.EndsWith("/terug", StringComparison.Ordinal) ? Place.TakenBack : Place.Asked;
        var spare = scene.Server.World.Accounts.All.Count;
        return text
            .Replace("{request:int}", Text(what?.Id), StringComparison.Ordinal)
            .Replace("{request}", Text(what?.Id), StringComparison.Ordinal)
            .Replace("{offer:int}", Text(what?.Offers.GetValueOrDefault(place)),
                StringComparison.Ordinal)
            .Replace("{unit}", RightsScene.UnitOf(Place.Asked), StringComparison.Ordinal)
            .Replace("{location}", LocationOf(Place.Asked), StringComparison.Ordinal)
            .Replace("{account:int}", Text(spare), StringComparison.Ordinal)
            .Replace("{code}", RightsScene.Agreement, StringComparison.Ordinal)
            .Replace("{version:int}", "1", StringComparison.Ordinal)
            .Replace("{number:int}", "1", StringComparison.Ordinal)
            .Replace("{round:int}", "1", StringComparison.Ordinal)
            .Replace("{token}", scene.Token, StringComparison.Ordinal)
            .Replace("{watch:guid}", Draft, StringComparison.Ordinal)
            .Replace("{draft:guid}", Draft[..^1] + "0", StringComparison.Ordinal)
            .Replace("{launch:guid}", Draft[..^1] + "0", StringComparison.Ordinal)
            .Replace("{form}", "soep", StringComparison.Ordinal)
            .Replace("{partner}", "lpz", StringComparison.Ordinal)
            .Replace("{message:guid}", Draft[..^1] + "0", StringComparison.Ordinal)
            .Replace("{beside}", scene.Beside.Patient.Bsn, StringComparison.Ordinal)
            .Replace("{call:int}", "1", StringComparison.Ordinal)
            .Replace("{line}", RightsScene.Line, StringComparison.Ordinal)
            .Replace("{*path}", "nergens", StringComparison.Ordinal)
            + (text == "/levensgevaar" ? $"?zorgvraag={Text(what?.Id)}" : "");
    }

    private string LocationOf(Place place)
    {
        var regions = scene.Server.World.Regions;
        var unit = regions.Units.NumberOf(RightsScene.UnitOf(place));
        return regions.Locations[regions.Units[unit].Location.Value].Code;
    }

    private static string Text(int? number) =>
        (number ?? 0).ToString(CultureInfo.InvariantCulture);

    private static (string, string)[] Fields(string json) =>
    [
        .. JsonDocument.Parse(json).RootElement.EnumerateObject().SelectMany(p =>
            p.Value.ValueKind == JsonValueKind.Array
                ? p.Value.EnumerateArray().Select(v => (p.Name, v.GetString()!))
                : [(p.Name, p.Value.ToString().ToLowerInvariant() is "true" ? "on"
                    : p.Value.ToString())]),
    ];

    private async Task CheckLiveAsync(Who who, string topic, bool isAllowed)
    {
        using var frames = await who.Api.LiveAsync(scene.Beginning, topic);
        if (frames.Status == 200 != isAllowed)
        {
            faults.Add($"/live {topic} as {who}: {frames.Status}");
        }

        var said = frames.Status == 200
            ? (await frames.NextAsync())!.ToString()
            : await frames.RestAsync();
        if (said.AsSpan().ContainsAny(scene.ForbiddenTo(who)))
        {
            faults.Add($"/live {topic} as {who} says too much: {said}");
        }
    }
}
