using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coordinaat.Tests.Web;

/// <summary>
/// The country as the public lists know it: a thousand requests at real postcodes go through the
/// whole job over HTTP, and in the middle of it the power goes. What was answered is there, once;
/// the clocks go on; and nobody has two places, no place two patients.
/// </summary>
public sealed class RealInputTests
{
    private const int Requests = 1_000;
    private const int Silent = 20;
    private const int EndedAtPowerCut = 350;
    private const int AtOnce = 12;
    private const int AskedAgain = 400;

    [Fact]
    public async Task A_thousand_real_requests_end_as_they_should_though_the_power_goes_midway()
    {
        var lists = Repository.PublicLists();
        Assert.SkipWhen(lists is null, "No public lists: set COORDINAAT_DATA to their folder.");
        var folder = WebServer.NewFolder();
        var country = await Country.MakeAsync(lists, folder);
        await using var server = await ServerProcess.StartOnAsync(folder);
        using var callers = new Callers(server.Url);
        await callers.SignInAsync([.. country.Desks.Values, .. country.Screens]);
        callers.GoOn();
        var journeys = new Journeys(callers, country);

        // These wait for an answer all the time, across the power cut.
        var silent = await Task.WhenAll(Enumerable.Range(0, Silent).Select(
            n => journeys.StartAsync(n, Course.NobodyAnswers)));
        var clocks = await ClocksAsync(callers, silent);
        var rest = Parallel.ForEachAsync(
            Enumerable.Range(Silent, Requests - Silent),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (n, _) => await journeys.StartAsync(n));
        while (!rest.IsCompleted && journeys.Ended.Count < EndedAtPowerCut)
        {
            await Task.Delay(20);
        }

        Assert.False(rest.IsCompleted, $"No power cut: {rest.Exception}");
        callers.Hold();
        server.Kill();
        await server.RestartAsync();
        await AssertAnsweredOnceAsync(callers);
        callers.GoOn();
        Assert.Equal(clocks, await ClocksAsync(callers, silent));
        await rest;
        foreach (var one in silent)
        {
            await Eventually.HoldsAsync(
                async () => await OfferAsync(callers, one, "state") == "Silent",
                "every clock ran out");
        }

        await Task.WhenAll(silent.Select(s => journeys.AfterSilenceAsync(s.Item1, s.Desk)));

        Assert.Equal(Requests, journeys.Ended.Count);
        Assert.Equal(0, await server.StopAsync());
        Assert.DoesNotContain("Incident", server.Output, StringComparison.Ordinal);
        await AssertNothingTwiceAsync(folder, journeys, callers);
        Say(journeys, callers);
    }

    // The same id has the same answer: the server that was killed had stored it.
    private static async Task AssertAnsweredOnceAsync(Callers callers)
    {
        var dice = new Random(1);
        foreach (var told in callers.Yeses.OrderBy(_ => dice.Next()).Take(AskedAgain).ToArray())
        {
            var answer = await told.Api.PostJsonAsync(told.Path, told.Json, told.Id);
            Assert.True(answer.Status == 200, $"{told.Path}: {answer}");
            Assert.Equal(WithoutNumber(told.Answer), WithoutNumber(answer));
        }
    }

    // All but the journal's number, which tells how far the reader would be.
    private static string WithoutNumber(HttpAnswer answer)
    {
        var body = JsonNode.Parse(answer.Body)!.AsObject();
        _ = body.Remove("number");
        return body.ToJsonString();
    }

    private static Task<string[]> ClocksAsync(Callers callers, (Journey, Api)[] silent) =>
        Task.WhenAll(silent.Select(s => OfferAsync(callers, s, "answerBy")));

    private static async Task<string> OfferAsync(
        Callers callers, (Journey Journey, Api Desk) one, string property)
    {
        var dossier = await callers.GetAsync(
            "dossier", one.Desk, $"/api/care-requests/{one.Journey.Request}");
        return dossier.Json.GetProperty("offers")[0].GetProperty(property).GetString()!;
    }

    private static async Task AssertNothingTwiceAsync(
        string folder, Journeys journeys, Callers callers)
    {
        await using var engine = EngineItself.Open(
            new EngineOptions(folder, TimeProvider.System, NullLogger.Instance));
        var world = engine.World;
        Assert.Equal(Requests, world.Access.Requests.Count);
        Assert.Equal(
            Enumerable.Range(1, Requests), journeys.Ended.Select(j => j.Request).Order());
        Assert.All(journeys.Ended, j => Assert.Equal(
            j.Ending, world.Access[new CareRequestId(j.Request)].Ending));
        Assert.Empty(world.Deadlines);
        AssertPlaces(world);

        var events = new List<Recorded>();
        for (var number = 1L; number <= world.Number; number += 1_000)
        {
            events.AddRange(engine.Read(
                Enumerable.Range(0, 1_000).Select(n => number + n)));
        }

        // Every yes once, and none that nobody heard.
        Assert.Equal(
            journeys.Ended.SelectMany(j => j.Yeses).Order(),
            events.Select(e => e.Happened).OfType<OfferAnswered>()
                .Where(a => a.Reply != Reply.No).Select(a => a.Offer.Value).Order());

        // One id, one batch: nothing was done a second time under an id, and nothing is missing.
        var byId = events.ToLookup(e => e.Request);
        Assert.All(byId, e => Assert.Single(e.Select(r => r.At).Distinct()));
        Assert.All(callers.Yeses, y => Assert.True(byId.Contains(y.Id), y.Path));
    }

    private static void AssertPlaces(World world)
    {
        var claims = world.Capacity.Pools.SelectMany(p => p?.Claims ?? []).ToImmutableArray();
        Assert.Equal(claims.Length, claims.DistinctBy(c => c.Request).Count());
        Assert.DoesNotContain(claims, c => c.IsOver);
        Assert.All(world.Capacity.Pools.Where(p => p?.Figures is not null), p => Assert.True(
            p!.Claims.Length <= p.Figures!.Usable - p.Figures.Occupied,
            $"{p.Claims.Length} claims on {p.Figures}"));
        foreach (var request in world.Access.ListKept())
        {
            var accepted = world.Placement.ListOffers(request.Id)
                .Where(o => o.State == OfferState.Accepted).ToArray();
            Assert.True(accepted.Length <= 1, $"{request.Id}: two places.");
            Assert.Equal(
                request.Ending == Ending.Placed,
                claims.Any(c => c.Request == request.Id && c.Unit == accepted[0].Unit));
        }
    }

    private static void Say(Journeys journeys, Callers callers)
    {
        // On the console itself: what a test says elsewhere is shown only when it fails.
        var output = Console.Out;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Requests} requests, {callers.Yeses.Count} yeses, {callers.Again} asked again"));
        foreach (var ending in journeys.Ended.GroupBy(j => j.Ending).OrderBy(g => g.Key))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{ending.Key,-12} {ending.Count(),5}"));
        }

        foreach (var line in callers.Lines())
        {
            output.WriteLine(line);
        }
    }
}
