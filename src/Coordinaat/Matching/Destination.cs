using System.Text.Json;
using Coordinaat.Access;
using Coordinaat.Capacity;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Coordinaat.Matching;

/// <summary>Where to go, for a crew that has minutes: a postcode, a kind of care and a trauma level
/// are asked, an advice is given, and nothing is stored (FR-T9).</summary>
internal static class Destination
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/bestemming", () => new RazorComponentResult<DestinationPage>())
            .RequireAuthorization(Policies.Parties).ExcludeFromDescription();
        routes.MapPost("/bestemming", (Delegate)ShowAsync)
            .RequireAuthorization(Policies.Parties).ExcludeFromDescription();
        routes.MapApi<DestinationQuery>(
                "AdviseDestination", "/api/destination-advice", Policies.Parties, Advise)
            .WithSummary("Where an ambulance is advised to go. Nothing is stored.")
            .WithDescription(
                "By stops, declared capability and distance; never by what a patient may have. "
                + "People decide.")
            .Produces<AdviceBody>();
    }

    /// <summary>An advice.</summary>
    /// <param name="Number">The journal's number that it looked at.</param>
    /// <param name="Text">As somebody says it.</param>
    /// <param name="Destinations">The advised one first.</param>
    internal sealed record AdviceBody(
        long Number, string Text, IReadOnlyList<DestinationBody> Destinations);

    /// <summary>One destination.</summary>
    /// <param name="Unit">The unit's code.</param>
    /// <param name="IsAdvised">Whether it is the advised one.</param>
    /// <param name="TravelSeconds">From the postcode, door to door.</param>
    /// <param name="Why">Why it is not the advised one; null for that one.</param>
    /// <param name="StopUntil">When its stop ends; null without one that is about this patient.
    /// </param>
    internal sealed record DestinationBody(
        string Unit, bool IsAdvised, int TravelSeconds, NotAdvisedFor? Why, string? StopUntil);

    /// <summary>Works an advice out for somebody.</summary>
    /// <returns>Null for a postcode or a kind of care that is not known.</returns>
    public static DestinationAdvice? Find(
        World world, Instant now, Actor actor, DestinationQuery query)
    {
        var regions = world.Regions;
        var postcode = Cards.Postcode(query.Postcode) is { } code
            ? regions.Postcodes.NumberOf(code[..4])
            : 0;
        var careType = regions.CareTypes.NumberOf(query.CareType);
        var transport = regions.Transports.All.FirstOrDefault(t => t.IsAmbulance);
        if (postcode == 0 || careType == 0 || transport is null
            || regions.CareTypes[careType].Setting != CareSetting.Visit
            || query.TraumaLevel is < 0 or > UnitAbility.LevelMax)
        {
            return null;
        }

        var area = regions.Postcodes[postcode];
        var need = new Need(
            new CareTypeId(careType), Complexity.Low, AgeBand.Unknown, Features.None,
            LegalTitle.None, ReturnHome.Unknown, transport.Code, null, [], null);
        var circumstances = new Circumstances(
            area.Subregion, "", RequesterKind.Ambulance, now,
            Requirements.None with { TraumaLevel = query.TraumaLevel }, [])
        {
            LeavesNow = true,
        };
        var advice = DestinationAdvice.Of(
            world, need, area.Centre, now, circumstances,
            Ranking.Of(world, need, area.Centre, now, circumstances: circumstances));
        return actor.IsAny(Roles.Desk)
            ? advice
            : new DestinationAdvice(
                advice.Best is { } best && IsShown(best) ? best : null,
                [.. advice.Others.Where(o => IsShown(o.Standing))]);

        bool IsShown(Assessment standing) => Board.IsSeenBy(world, actor, standing.Unit);
    }

    private static async Task ShowAsync(HttpContext http, Engine.Engine engine)
    {
        try
        {
            var (query, _) = await UseCase.ReadFormAsync<DestinationQuery>(http);
            await new RazorComponentResult<DestinationPage>(new { Query = query })
                .ExecuteAsync(http);
        }
        catch (JsonException)
        {
            await Problems.WriteAsync(http, InputFault.BodyMalformed);
        }
    }

    private static Task<CallReply> Advise(Call<DestinationQuery> call)
    {
        var (world, now) = (call.Engine.World, call.Engine.Now);
        if (Find(world, now, call.Caller.Actor, call.Body) is not { } advice)
        {
            return Task.FromResult<CallReply>(InputFault.NotFound);
        }

        var view = new View(
            world, now, call.Http.Language(),
            call.Http.RequestServices.GetRequiredService<StaffNames>());
        return Task.FromResult(new CallReply(
            world.Number, CallReply.Here,
            new AdviceBody(
                world.Number, AdviceWords.Of(view, advice),
                [
                    .. new[] { advice.Best }.OfType<Assessment>().Select(
                        b => BodyOf(view, b, null, null)),
                    .. advice.Others.Select(o => BodyOf(view, o.Standing, o.Why, o.Until)),
                ]),
            null));
    }

    private static DestinationBody BodyOf(
        View view, Assessment standing, NotAdvisedFor? why, Instant? until) => new(
            view.Regions.Units[standing.Unit.Value].Code, why is null, standing.TravelSeconds, why,
            until is { } end ? View.Iso(end) : null);
}

/// <summary>What is asked: no complaint, and no person.</summary>
/// <param name="Postcode">Where the patient is; four digits do.</param>
/// <param name="CareType">Code of a kind of care that patients visit.</param>
/// <param name="TraumaLevel">1 to 3; 0 for none.</param>
public sealed record DestinationQuery(string Postcode, string CareType, int TraumaLevel = 0)
{
    /// <inheritdoc/>
    public override string ToString() => "***";
}
