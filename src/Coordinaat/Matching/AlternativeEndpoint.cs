using System.Collections.Immutable;
using Coordinaat.Access;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Regions;
using Coordinaat.Http;
using Coordinaat.Security;
using NodaTime;

namespace Coordinaat.Matching;

/// <summary>What may do instead of the usual, and choosing it (FR-T5).</summary>
internal static class AlternativeEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapUseCase<Body>(
            "ChooseAlternative", "/api/care-requests/{request:int}/alternative",
            "/zorgvragen/{request:int}/alternatief", Policies.Desk,
            call =>
            {
                var id = new CareRequestId(call.Number("request"));
                return call.SubmitAsync(
                    new ChooseAlternative(
                        id, call.Body.Complaint, call.Body.Alternative, call.Body.Avoided),
                    _ => $"/zorgvragen/{id.Value}");
            });
        routes.MapGet("/api/care-requests/{request:int}/alternatives", ListAsync)
            .RequireAuthorization(Policies.Desk).WithName("ListAlternatives")
            .WithTags("care-requests").Produces<ComplaintBody[]>();
    }

    /// <summary>What was chosen, and what would have happened otherwise; codes.</summary>
    internal sealed record Body(string Complaint, string Alternative, string Avoided);

    /// <summary>What may do for one complaint, what exists now first.</summary>
    internal sealed record ComplaintBody(
        string Complaint, IReadOnlyList<AlternativeBody> Alternatives);

    /// <summary>One alternative: whether it can be chosen now, by whom, and by which rule.
    /// </summary>
    /// <remarks>Where nobody can come: the unit that comes nearest, and what it fails.</remarks>
    internal sealed record AlternativeBody(
        string Alternative, string Avoids, bool IsAvailable, bool IsInHours, string CareType,
        IReadOnlyList<string> Tasks, IReadOnlyList<ComerBody> Units, ComerBody? Nearest,
        string Agreement, int Version, string Rule);

    /// <summary>A unit that could come, or take the patient.</summary>
    internal sealed record ComerBody(
        string Unit, string Name, int TravelSeconds, string ArrivalAt, int? Places,
        IReadOnlyList<string> Failed);

    /// <summary>For each complaint that has any; none once the need is past changing, or where it
    /// is not known where the patient is.</summary>
    public static IEnumerable<(string Complaint, ImmutableArray<Alternative> Alternatives)>
        ByComplaint(
            Engine.Engine engine, TravelTimes travel, World world, CareRequest request,
            Instant now)
    {
        if (!RequestLife.Allows(request.Stage, Step.DescribeNeed)
            || engine.PostcodeOf(request) is not { } postcode)
        {
            return [];
        }

        var times = travel.From(postcode.Code).Seconds;
        return world.Regions.ListCodes(CodeList.Complaint)
            .Select(c => (c.Value, Alternatives.For(
                world, request, c.Value, postcode.Centre, now, times)))
            .Where(c => c.Item2.Length > 0);
    }

    private static async Task ListAsync(
        int request, HttpContext http, Engine.Engine engine, TravelTimes travel)
    {
        var world = engine.World;
        if (world.Access.Find(new CareRequestId(request)) is not { } found
            || !found.MayBeWorkedBy(http.Caller().Actor))
        {
            await Problems.WriteAsync(http, InputFault.NotFound);
            return;
        }

        await http.Response.WriteAsJsonAsync(
            ByComplaint(engine, travel, world, found, engine.Now)
                .Select(c => new ComplaintBody(
                    c.Complaint, [.. c.Alternatives.Select(a => BodyOf(world.Regions, a))]))
                .ToArray(),
            UseCase.Json);
    }

    private static AlternativeBody BodyOf(RegionsState regions, Alternative found) => new(
        found.Then.Alternative, found.Then.Avoids, found.IsAvailable, found.IsInHours,
        found.Then.CareType, found.Then.Tasks ?? [],
        [.. found.Units.Select(u => BodyOf(regions, u))],
        found.Lacking is { } nearest ? BodyOf(regions, nearest) : null,
        found.By.Code, found.By.Version.Number, found.By.Rule.Name);

    private static ComerBody BodyOf(RegionsState regions, Assessment comer) => new(
        regions.Units[comer.Unit.Value].Code, regions.Units[comer.Unit.Value].Name,
        comer.TravelSeconds, View.Iso(comer.ArrivalAt),
        comer.Availability.IsKnown ? comer.Availability.Places : null,
        [.. RuleWords.Single.Where(r => comer.Failed.HasFlag(r)).Select(r => r.ToString())]);
}
