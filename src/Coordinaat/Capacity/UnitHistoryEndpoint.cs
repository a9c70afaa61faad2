using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine.Reports;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Coordinaat.Capacity;

/// <summary>One unit: how it stands, and how full it was.</summary>
internal static class UnitHistoryEndpoint
{
    private const int DaysMax = 183;
    private const int FineDaysMax = 7;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/capaciteit/{unit}", (string unit) =>
                new RazorComponentResult<UnitPage>(new { Code = unit }))
            .RequireAuthorization(Policies.Staff).ExcludeFromDescription();
        routes.MapGet("/api/units/{unit}/history", GetAsync)
            .RequireAuthorization(Policies.Staff).WithName("GetUnitHistory").WithTags("units")
            .WithSummary("How full a unit was: points of 5 minutes, or hours beyond a week.")
            .Produces<HistoryBody>();
    }

    /// <summary>The history of the places that a unit draws on.</summary>
    /// <param name="Unit">The unit's code.</param>
    /// <param name="StepMinutes">5 up to a week back, 60 beyond.</param>
    /// <param name="Points">Oldest first; steps in which nothing was reported have none.</param>
    internal sealed record HistoryBody(
        string Unit, int StepMinutes, IReadOnlyList<PointBody> Points);

    /// <summary>What was known at the end of one step.</summary>
    /// <param name="At">The start of the step.</param>
    /// <param name="ToldAt">The moment that the figures speak of.</param>
    /// <param name="Usable">Lesser of staffed and physical less blocked.</param>
    /// <param name="Occupied">Places in use.</param>
    /// <param name="Claimed">Promised, on the way, or arrived since the figures.</param>
    /// <param name="Free">What is left; below zero when more was promised than there was.</param>
    internal sealed record PointBody(
        string At, string ToldAt, int Usable, int Occupied, int Claimed, int Free);

    /// <summary>The unit with a code, when somebody may see anything of it.</summary>
    public static UnitId? Find(World world, Actor actor, string code)
    {
        var id = new UnitId(world.Regions.Units.NumberOf(code));
        return id.Value > 0
            && world.Regions.SeenBy(actor, id) != UnitParts.None
                ? id
                : null;
    }

    private static async Task GetAsync(
        string unit, HttpContext http, Engine.Engine engine, UnitHistories histories,
        int days = 1)
    {
        var world = engine.World;
        if (Find(world, http.Caller().Actor, unit) is not { } id)
        {
            await Problems.WriteAsync(http, InputFault.NotFound);
            return;
        }

        if (!world.Regions.SeenBy(http.Caller().Actor, id).HasFlag(UnitParts.History))
        {
            await Problems.WriteAsync(http, SightFault.NotShared);
            return;
        }

        var back = Math.Clamp(days, 1, DaysMax);
        var step = back <= FineDaysMax ? HistoryStep.FiveMinutes : HistoryStep.Hour;
        var points = histories.Read(
            world.Regions.Units[id.Value].Pool, step, engine.Now - Duration.FromDays(back));
        await http.Response.WriteAsJsonAsync(
            new HistoryBody(unit, (int)step, [.. points.Select(p => new PointBody(
                View.Iso(p.At), View.Iso(p.ToldAt), p.Usable, p.Occupied, p.Claimed, p.Free))]),
            UseCase.Json);
    }
}
