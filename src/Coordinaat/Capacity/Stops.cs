using Coordinaat.Components;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Capacity;

/// <summary>Stops: announced, declared, extended and ended; advice, and never binding.</summary>
internal static class Stops
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/mijn-capaciteit/{unit}/stop", (string unit) =>
                new RazorComponentResult<StopPage>(new { Code = unit }))
            .RequireAuthorization(Policies.Parties).ExcludeFromDescription();
        routes.MapGet("/capaciteit/stops", () => new RazorComponentResult<StopsPage>())
            .RequireAuthorization(Policies.Staff).ExcludeFromDescription();
        routes.MapGet("/api/stops", List)
            .RequireAuthorization(Policies.Staff).WithName("ListStops").WithTags("stops")
            .WithSummary("The stops that run in the own region, impending ones too.")
            .WithDescription(
                "A stop is advice. It never counts for those that the answer lists as exceptions: "
                + "somebody in danger of life, and level-1 trauma, are never refused.")
            .Produces<StopsBody>();
        routes.MapUseCase<DeclareBody>(
            "DeclareStop", "/api/units/{unit}/stop", "/mijn-capaciteit/{unit}/stop",
            Policies.Parties, DeclareAsync);
        routes.MapUseCase<ExtendBody>(
            "ExtendStop", "/api/units/{unit}/stop/extend",
            "/mijn-capaciteit/{unit}/stop/verleng", Policies.Parties,
            call => Report.SayAsync(
                call, DoneWord.StopExtended, Report.Unit(call), call.SubmitAsync(
                    new ExtendStop(UnitsOf(call, call.Body.Units), call.Body.Minutes),
                    _ => Report.HereOrBack(call))));
        routes.MapUseCase<EndBody>(
            "EndStop", "/api/units/{unit}/stop/end", "/mijn-capaciteit/{unit}/stop/einde",
            Policies.Parties,
            call => Report.SayAsync(
                call, DoneWord.StopEnded, Report.Unit(call), call.SubmitAsync(
                    new EndStop(UnitsOf(call, call.Body.Units)),
                    _ => Report.HereOrBack(call))));
    }

    /// <summary>A stop to declare.</summary>
    /// <param name="Level">Impending, or in force.</param>
    /// <param name="Inflow">Which ways in; at least one.</param>
    /// <param name="Reason">Code of the reason.</param>
    /// <param name="Mandate">Code of the function that decided.</param>
    /// <param name="Minutes">How long from now.</param>
    /// <param name="Specialisms">Codes; none means all.</param>
    /// <param name="Units">Other units of the same places; none means the unit alone.</param>
    internal sealed record DeclareBody(
        StopLevel Level, IReadOnlyList<Inflow> Inflow, string Reason, string Mandate, int Minutes,
        IReadOnlyList<string>? Specialisms = null, IReadOnlyList<string>? Units = null);

    /// <summary>A later end.</summary>
    /// <param name="Minutes">How much later.</param>
    /// <param name="Units">Other units of the same places; none means the unit alone.</param>
    internal sealed record ExtendBody(int Minutes, IReadOnlyList<string>? Units = null);

    /// <summary>An end at once.</summary>
    /// <param name="Units">Other units of the same places; none means the unit alone.</param>
    internal sealed record EndBody(IReadOnlyList<string>? Units = null);

    /// <summary>The stops of a region.</summary>
    /// <param name="IsAdvice">Always true: a stop never binds.</param>
    /// <param name="NeverFor">Codes and names of those for whom a stop never counts.</param>
    /// <param name="Stops">By unit.</param>
    internal sealed record StopsBody(
        bool IsAdvice, IReadOnlyList<CodeBody> NeverFor, IReadOnlyList<StopBody> Stops);

    /// <summary>A code with its name.</summary>
    internal sealed record CodeBody(string Code, string Name);

    private static StopsBody List(HttpContext http, Engine.Engine engine, StaffNames staff)
    {
        var view = new View(engine.World, engine.Now, http.Language(), staff);
        var actor = http.Caller().Actor;
        return new StopsBody(
            IsAdvice: true,
            [.. view.Regions.ListCodes(CodeList.StopException).Select(
                c => new CodeBody(c.Value, c.Name.In(view.Language)))],
            [.. view.World.Capacity.Stops
                .Where(s => s.Stop.Runs(view.Now)
                    && Board.IsSeenBy(view.World, actor, s.Unit))
                .Select(s => StopBody.Of(view, s.Unit, s.Stop))]);
    }

    private static Task<CallReply> DeclareAsync(Call<DeclareBody> call) => Report.SayAsync(
        call, DoneWord.StopDeclared, Report.Unit(call), call.SubmitAsync(
            new DeclareStop(
                UnitsOf(call, call.Body.Units), call.Body.Level,
                call.Body.Inflow.Aggregate(Inflow.None, (all, one) => all | one),
                [.. (call.Body.Specialisms ?? []).Distinct()], call.Body.Reason,
                call.Body.Mandate, call.Body.Minutes),
            _ => call.Caller.IsAny(Roles.ProviderDesk) ? "/mijn-capaciteit" : "/capaciteit"));

    private static System.Collections.Immutable.ImmutableArray<UnitId> UnitsOf<T>(
        Call<T> call, IReadOnlyList<string>? others) =>
        [
            .. (others ?? []).Select(
                    code => new UnitId(call.Engine.World.Regions.Units.NumberOf(code)))
                .Append(Report.Unit(call)).Distinct().OrderBy(u => u.Value),
        ];
}

/// <summary>A stop that runs.</summary>
/// <param name="Unit">The unit's code.</param>
/// <param name="Kind">The kind of stop.</param>
/// <param name="Level">Impending, or in force.</param>
/// <param name="Inflow">Which ways in it is about.</param>
/// <param name="Specialisms">Codes; none means all.</param>
/// <param name="Reason">Code of the reason.</param>
/// <param name="DeclaredAt">Since when.</param>
/// <param name="Until">Over at this moment, unless it is extended.</param>
/// <param name="Extensions">How often the end was moved.</param>
/// <param name="Forced">Places claimed there while it was in force.</param>
/// <param name="IsAdvice">Always true: it never binds.</param>
internal sealed record StopBody(
    string Unit, string Kind, StopLevel Level, IReadOnlyList<Inflow> Inflow,
    IReadOnlyList<string> Specialisms, string Reason, string DeclaredAt, string Until,
    int Extensions, int Forced, bool IsAdvice)
{
    /// <summary>As somebody of the region sees it.</summary>
    public static StopBody Of(View view, UnitId unit, Stop stop) => new(
        view.Regions.Units[unit.Value].Code, StopRules.KindOf(view.Regions, unit), stop.Level,
        [.. Inflows(stop.Inflow)], stop.Specialisms, stop.Reason, View.Iso(stop.DeclaredAt),
        View.Iso(stop.Until), stop.Extensions, stop.Forced, IsAdvice: true);

    /// <summary>The single ways in of a set.</summary>
    public static IEnumerable<Inflow> Inflows(Inflow all) =>
        new[]
        {
            Domain.Capacity.Inflow.Ambulance, Domain.Capacity.Inflow.Referral,
            Domain.Capacity.Inflow.BetweenHospitals,
        }.Where(i => (all & i) != 0);
}
