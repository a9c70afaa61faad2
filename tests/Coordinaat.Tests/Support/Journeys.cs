using System.Collections.Concurrent;
using System.Text.Json;
using Coordinaat.Domain.Access;

namespace Coordinaat.Tests.Support;

/// <summary>How one request should go, if there is a place.</summary>
internal enum Course
{
    Placed = 1,
    AdviceIsEnough,
    TakenBackEarly,
    TakenBackLate,
    Dies,
    SolvedElsewhere,
    CalledIn112,
    NobodyAnswers,
}

/// <summary>One request as it went.</summary>
/// <param name="Request">Its number.</param>
/// <param name="Course">How it was meant to go.</param>
internal sealed record Journey(int Request, Course Course)
{
    public Ending Ending { get; set; }

    /// <summary>The questions that were answered with a yes.</summary>
    public List<int> Yeses { get; } = [];
}

/// <summary>Requests of a country, each through its whole life over HTTP.</summary>
internal sealed class Journeys(Callers callers, Country country)
{
    private const int AsksMax = 40;

    private static readonly string[] Urgencies = ["U1", "U2", "U3", "U4"];
    private static readonly string[] SomebodyWasFirst =
        ["/problems/make-offer/reason-missing", "/problems/make-offer/unit-full"];

    private static readonly string[] Reasons = ["no-staff", "too-complex", "isolation-room"];

    public ConcurrentBag<Journey> Ended { get; } = [];

    /// <summary>Takes a request in and brings it to its end; or, where nobody answers, to the
    /// question that stays out.</summary>
    /// <param name="number">Which patient; also the seed.</param>
    /// <param name="only">How it should go; null for what the seed says.</param>
    public async Task<(Journey, Api Desk)> StartAsync(int number, Course? only = null)
    {
        var dice = new Random(number);
        var course = only ?? CourseOf(dice.Next(100));
        var (postcode, region) = country.Somewhere(dice);
        var desk = callers[country.Desks[region]];
        var intake = new Patient(number).Intake(
            postcode: postcode + " AB", isLifeThreat: course == Course.CalledIn112);
        var taken = await callers.DoAsync("take in", desk, "/api/care-requests", intake);
        var journey = new Journey(taken.GetProperty("request").GetInt32(), course);
        if (course == Course.NobodyAnswers)
        {
            await JudgeAsync(journey, desk, Country.Hurried);
            await DescribeAsync(journey, desk, "ward");
            Assert.True(await AskAsync(journey, desk) is not null, "No ward at all.");
            return (journey, desk);
        }

        await GoAsync(journey, desk, dice);
        return (journey, desk);
    }

    /// <summary>After the silence: by telephone, or another place.</summary>
    public async Task AfterSilenceAsync(Journey journey, Api desk)
    {
        var dice = new Random(journey.Request);
        var offer = (await callers.GetAsync("dossier", desk, PathOf(journey)))
            .Json.GetProperty("offers")[0];
        var id = offer.GetProperty("offer").GetInt32();
        var isYes = dice.Next(2) == 0
            && (await AnswerAsync(desk, id, "", new { reply = "Yes" })).Status == 200;
        if (isYes)
        {
            journey.Yeses.Add(id);
        }

        if (isYes || await FindAsync(journey, desk, dice))
        {
            await TravelAsync(journey, desk);
            return;
        }

        await CloseAsync(journey, desk, Ending.NoPlace);
    }

    private static Course CourseOf(int percent) => percent switch
    {
        < 6 => Course.AdviceIsEnough,
        < 10 => Course.TakenBackEarly,
        < 15 => Course.TakenBackLate,
        < 19 => Course.Dies,
        < 23 => Course.SolvedElsewhere,
        < 25 => Course.CalledIn112,
        _ => Course.Placed,
    };

    private static string PathOf(Journey journey) => $"/api/care-requests/{journey.Request}";

    private async Task GoAsync(Journey journey, Api desk, Random dice)
    {
        if (journey.Course == Course.TakenBackEarly)
        {
            await CloseAsync(journey, desk, Ending.Withdrawn);
            return;
        }

        if (journey.Course == Course.CalledIn112)
        {
            _ = await callers.DoAsync(
                "112", desk, $"{PathOf(journey)}/life-threat/handed-over",
                new { centralist = "M. Meld" });
            await CloseAsync(journey, desk, Ending.HandedTo112);
            return;
        }

        await JudgeAsync(journey, desk, Urgencies[dice.Next(4)]);
        if (journey.Course == Course.AdviceIsEnough)
        {
            await CloseAsync(journey, desk, Ending.Advice);
            return;
        }

        await DescribeAsync(journey, desk, dice.Next(10) switch
        {
            < 4 => "gp-post", < 7 => "ed", < 9 => "ward", _ => "aoa",
        });
        if (journey.Course == Course.SolvedElsewhere)
        {
            _ = await AskAsync(journey, desk);
            await CloseAsync(journey, desk, Ending.Elsewhere);
            return;
        }

        if (!await FindAsync(journey, desk, dice))
        {
            await CloseAsync(journey, desk, Ending.NoPlace);
            return;
        }

        await EndAsync(journey, desk, dice);
    }

    private async Task EndAsync(Journey journey, Api desk, Random dice)
    {
        if (journey.Course == Course.TakenBackLate)
        {
            await CloseAsync(journey, desk, Ending.Withdrawn);
            return;
        }

        if (journey.Course == Course.Dies)
        {
            await CloseAsync(journey, desk, Ending.Died);
            return;
        }

        if (dice.Next(20) == 0)
        {
            _ = await callers.DoAsync(
                "release", desk, $"{PathOf(journey)}/release", new { reason = "no-transport" });
            if (!await FindAsync(journey, desk, dice))
            {
                await CloseAsync(journey, desk, Ending.NoPlace);
                return;
            }
        }

        await TravelAsync(journey, desk);
    }

    private Task<JsonElement> JudgeAsync(Journey journey, Api desk, string urgency) =>
        callers.DoAsync(
            "judge", desk, $"{PathOf(journey)}/triage",
            new { system = "nts", systemVersion = "2026", proposed = urgency, urgency });

    private Task<JsonElement> DescribeAsync(Journey journey, Api desk, string care) =>
        callers.DoAsync(
            "need", desk, $"{PathOf(journey)}/need",
            new { careType = care, complexity = "Low", transport = "own-car" });

    // Asks one place after another until one says yes.
    private async Task<bool> FindAsync(Journey journey, Api desk, Random dice)
    {
        for (var tries = 0; tries < AsksMax; tries++)
        {
            if (await AskAsync(journey, desk) is not ({ } unit, var offer))
            {
                return false;
            }

            var says = dice.Next(10);
            var isNo = says < 2;
            object reply = isNo ? new { reply = "No", reason = Reasons[dice.Next(3)] }
                : says == 2 ? new { reply = "YesIf", words = "Als er plek is op de gang." }
                : new { reply = "Yes" };
            var answer = await AnswerAsync(desk, offer, unit, reply);
            if (answer.Status == 200 && !isNo)
            {
                journey.Yeses.Add(offer);
                if (says == 2)
                {
                    _ = await callers.DoAsync(
                        "condition", desk, $"{PathOf(journey)}/condition-met", new { });
                }

                return true;
            }

            if (answer.Status != 200)
            {
                // Somebody was first. The question is taken back, and the search goes on.
                Assert.Equal("/problems/answer-offer/no-place-left", answer.Type);
                _ = await callers.DoAsync(
                    "take back", desk, $"/api/offers/{offer}/withdraw", new { });
            }
        }

        return false;
    }

    // The first of the list; the list may be another by the time of the question.
    private async Task<(string Unit, int Offer)?> AskAsync(Journey journey, Api desk)
    {
        for (var tries = 0; tries < AsksMax; tries++)
        {
            var list = (await callers.GetAsync(
                "candidates", desk, $"{PathOf(journey)}/candidates")).Json;
            var first = list.GetProperty("candidates").EnumerateArray()
                .Where(c => c.GetProperty("rank").GetInt32() == 1)
                .Select(c => c.GetProperty("unit").GetString()!).FirstOrDefault();
            if (first is null)
            {
                return null;
            }

            var asked = await callers.PostAsync(
                "ask", desk, $"{PathOf(journey)}/offers", new { unit = first });
            if (asked.Status == 200)
            {
                return (first, asked.Json.GetProperty("offer").GetInt32());
            }

            Assert.Contains(asked.Type, SomebodyWasFirst);
        }

        return null;
    }

    // On its own screen, or by telephone with a name and a function (R2).
    private async Task<HttpAnswer> AnswerAsync(Api desk, int offer, string unit, object reply)
    {
        var organisation = unit[..Math.Max(0, unit.IndexOf(
            '-', unit.IndexOf('-', StringComparison.Ordinal) + 1))];
        if (country.Screens.Contains(organisation))
        {
            return await callers.PostAsync(
                "answer", callers[organisation], $"/api/offers/{offer}/answer", reply);
        }

        var spoken = JsonSerializer.SerializeToNode(reply)!;
        spoken["spokenName"] = "Zr. Bel";
        spoken["spokenFunction"] = "nurse";
        return await callers.PostAsync("by phone", desk, $"/api/offers/{offer}/answer", spoken);
    }

    private async Task TravelAsync(Journey journey, Api desk)
    {
        var path = PathOf(journey);
        var dossier = await callers.GetAsync("dossier", desk, path);
        var care = dossier.Json.GetProperty("need").GetProperty("careType").GetString();
        if (care is "ward" or "aoa")
        {
            _ = await callers.DoAsync("admission", desk, $"{path}/admission", new
            {
                sending = "dr. Een", sendingFunction = "gp", admitting = "dr. Twee",
                admittingFunction = "medical-specialist",
            });
        }

        _ = await callers.DoAsync("consent", desk, $"{path}/consent", new { given = "Yes" });
        _ = await callers.DoAsync(
            "transport", desk, $"{path}/transport", new { kind = "own-car" });
        _ = await callers.DoAsync("departed", desk, $"{path}/departed", new { });
        _ = await callers.DoAsync("arrived", desk, $"{path}/arrived", new { });
        _ = await callers.DoAsync(
            "handover", desk, $"{path}/handover", new { receiver = "Zr. Aan", function = "nurse" });
        await CloseAsync(journey, desk, Ending.Placed);
    }

    private async Task CloseAsync(Journey journey, Api desk, Ending ending)
    {
        _ = await callers.DoAsync(
            "close", desk, $"{PathOf(journey)}/close", new { ending = ending.ToString() });
        journey.Ending = ending;
        Ended.Add(journey);
    }
}
