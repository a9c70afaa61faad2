using Coordinaat.Domain.Kernel;
using Coordinaat.Http;
using Coordinaat.Security;

namespace Coordinaat;

/// <summary>The first page of each role, and how the program is.</summary>
internal static class Home
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (HttpContext http) => Results.Redirect(FirstPage(http.Caller())))
            .RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
        routes.MapGet("/health/live", (Engine.Engine engine) => engine.Stopped is null
                ? Results.Text("ok")
                : Results.Text("stopped", statusCode: StatusCodes.Status503ServiceUnavailable))
            .AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/health/ready", (Engine.Engine engine) =>
                engine.Stopped is null && engine.UnwritableSince is null
                    ? Results.Text("ready")
                    : Results.Text(
                        "not ready", statusCode: StatusCodes.Status503ServiceUnavailable))
            .AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/health/world", (Engine.Engine engine) => Results.Json(engine.Print()))
            .RequireAuthorization(Policies.Import).ExcludeFromDescription();
        routes.MapFallback(
                "{*path}", (HttpContext http) => Problems.WriteAsync(http, InputFault.NotFound))
            .AllowAnonymous();
    }

    private static string FirstPage(Caller caller) =>
        caller.IsAny(Roles.Desk) ? "/regiekamer"
        : caller.IsAny(Roles.ProviderDesk) ? "/vragen-aan-ons"
        : caller.IsAny(Roles.Referrer) ? "/zorgvragen"
        : caller.IsAny(Roles.Consultant) ? "/overleg"
        : caller.IsAny(Roles.RegionManager) ? "/capaciteit"
        : caller.IsAny(Roles.Administrator) ? "/beheer"
        : caller.IsAny(Roles.Reporter) ? "/melden"
        : "/account";
}
