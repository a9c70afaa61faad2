using Coordinaat.Access;
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
        routes.MapUseCase<CrowdingBody>(
            "MeasureCrowding", "/api/units/{unit}/crowding", "/mijn-capaciteit/{unit}/drukte",
            Policies.Provider, MeasureAsync);
    }

    /// <summary>The four figures of a unit's places.</summary>
    /// <param name="Physical">Places that exist.</param>
    /// <param name="Blocked">Places that cannot be used.</param>
    /// <param name="Staffed">Places opened with staff.</param>
    /// <param name="Occupied">Places in use.</param>
    /// <param name="BlockedReason">Code of why; null to leave it as it is.</param>
    /// <param name="Time">
    /// When they held: hours and minutes of the last day, such as 22:10; empty for now.
    /// </param>
    internal sealed record Body(
        int Physical, int Blocked, int Staffed, int Occupied, string? BlockedReason = null,
        string? Time = null);

    /// <summary>What was counted in an emergency department.</summary>
    internal sealed record CrowdingBody(
        int Patients, int Waiting, int Boarding, int Ventilated, int LongestBoardingMinutes,
        int LastPlacementMinutes);

    /// <summary>Which units still hold; none means all of the organisation.</summary>
    internal sealed record ConfirmBody(IReadOnlyList<string>? Units = null);

    /// <summary>The unit that an address names; one that does not exist when it names none.
    /// </summary>
    public static UnitId Unit<T>(Call<T> call) => new(call.Engine.World.Regions.Units.NumberOf(
        call.Http.Request.RouteValues["unit"]?.ToString()));

    /// <summary>An answer with a line for the next page.</summary>
    public static async Task<CallReply> SayAsync<T>(
        Call<T> call, DoneWord word, UnitId unit, Task<CallReply> done) =>
        (await done).Saying(word, unit, call.Engine.Now);

    private static async Task<CallReply> ReportAsync(Call<Body> call) =>
        Cards.TryTime(call.Body.Time, call.Engine.Now, out var at)
            ? await SayAsync(
                call, DoneWord.Reported, Unit(call), call.SubmitAsync(
                    new ReportCapacity(
                        Unit(call), call.Body.Physical, call.Body.Blocked, call.Body.Staffed,
                        call.Body.Occupied, at, FigureSource.Manual, call.Body.BlockedReason),
                    _ => HereOrBack(call)))
            : InputFault.TimeMalformed;

    private static Task<CallReply> MeasureAsync(Call<CrowdingBody> call) => SayAsync(
        call, DoneWord.CrowdingMeasured, Unit(call), call.SubmitAsync(
            new MeasureCrowding(
                Unit(call),
                new CrowdingCounts(
                    call.Body.Patients, call.Body.Waiting, call.Body.Boarding,
                    call.Body.Ventilated, call.Body.LongestBoardingMinutes,
                    call.Body.LastPlacementMinutes),
                At: null),
            _ => Here));

    /// <summary>Where somebody goes on: a provider at the own figures, a coordinator where the
    /// form was.</summary>
    public static string HereOrBack<T>(Call<T> call) =>
        call.Caller.IsAny(Roles.ProviderDesk) ? Here : Forms.BackOf(call.Http, "/capaciteit");

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
