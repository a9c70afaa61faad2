using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Capacity;

/// <summary>A provider's own figures: reported, confirmed, closed, opened.</summary>
internal static class Report
{
    private const string Here = "/mijn-capaciteit";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Here, () => new RazorComponentResult<OwnCapacityPage>())
            .RequireAuthorization(Policies.Provider).ExcludeFromDescription();
        routes.MapUseCase<Body>(
            "ReportCapacity", "/api/units/{unit}/capacity", "/mijn-capaciteit/{unit}",
            Policies.Parties, ReportAsync);
        routes.MapUseCase<ConfirmBody>(
            "ConfirmCapacity", "/api/capacity/confirm", "/mijn-capaciteit", Policies.Provider,
            ConfirmAsync);
        routes.MapUseCase<CloseBody>(
            "CloseUnit", "/api/units/{unit}/close", "/mijn-capaciteit/{unit}/dicht",
            Policies.Provider,
            call => SayAsync(call, DoneWord.Closed, Unit(call), call.SubmitAsync(
                new CloseUnit(Unit(call), call.Body.Reason, call.Body.Minutes), _ => Here)));
        routes.MapUseCase<NoBody>(
            "OpenUnit", "/api/units/{unit}/open", "/mijn-capaciteit/{unit}/open",
            Policies.Provider,
            call => SayAsync(call, DoneWord.Opened, Unit(call), call.SubmitAsync(
                new OpenUnit(Unit(call)), _ => Here)));
    }

    /// <summary>The four figures of a unit's places.</summary>
    internal sealed record Body(int Physical, int Blocked, int Staffed, int Occupied);

    /// <summary>Which units still hold; none means all of the organisation.</summary>
    internal sealed record ConfirmBody(IReadOnlyList<string>? Units = null);

    /// <summary>Why, and for how long.</summary>
    internal sealed record CloseBody(string Reason, int Minutes);

    /// <summary>Nothing: the address says it all.</summary>
    internal sealed record NoBody;

    private static UnitId Unit<T>(Call<T> call) => new(call.Engine.World.Regions.Units.NumberOf(
        call.Http.Request.RouteValues["unit"]?.ToString()));

    private static async Task<CallReply> SayAsync<T>(
        Call<T> call, DoneWord word, UnitId unit, Task<CallReply> done) =>
        (await done).Saying(word, unit, call.Engine.Now);

    private static Task<CallReply> ReportAsync(Call<Body> call) => SayAsync(
        call, DoneWord.Reported, Unit(call), call.SubmitAsync(
            new ReportCapacity(
                Unit(call), call.Body.Physical, call.Body.Blocked, call.Body.Staffed,
                call.Body.Occupied, At: null, FigureSource.Manual),
            // A coordinator reports from a dossier or the board, and goes on there.
            _ => call.Caller.IsAny(Roles.ProviderDesk)
                ? Here
                : Forms.BackOf(call.Http, "/capaciteit")));

    private static Task<CallReply> ConfirmAsync(Call<ConfirmBody> call)
    {
        var regions = call.Engine.World.Regions;
        var units = call.Body.Units is { Count: > 0 } named
            ? named.Select(code => new UnitId(regions.Units.NumberOf(code)))
            : regions.UnitsOf(call.Caller.Actor.Organisation);
        return SayAsync(
            call, DoneWord.Confirmed, default,
            call.SubmitAsync(new ConfirmCapacity([.. units]), _ => Here));
    }
}
