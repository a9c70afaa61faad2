using Coordinaat.Components;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Coordinaat.Downtime;

/// <summary>The emergency list (R26): what an organisation needs on paper when nothing works.
/// </summary>
internal static class DowntimeEndpoint
{
    /// <summary>Where a site's machine fetches it.</summary>
    public const string Path = "/api/downtime-list";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, GetAsync)
            .RequireAuthorization(Policies.Site).WithName("GetDowntimeList")
            .WithTags("downtime-list")
            .WithSummary("The emergency list of the organisation that the site's key is of.")
            .WithDescription(
                "For the machine of a site, with its key as a bearer token: coordinaat noodlijst. "
                + "One page of HTML to print, signed under that key; numbers of cases, no names.")
            .Produces<string>(StatusCodes.Status200OK, "text/html");

    private static async Task GetAsync(
        HttpContext http, Engine.Engine engine, StaffNames staff, ILoggerFactory logs)
    {
        var view = new View(engine.World, engine.Now, http.Language(), staff);
        var owner = SiteKeys.FindOwner(view.Regions, http.Request)
            ?? throw new InvalidOperationException("The policy lets nobody else in.");
        await using var renderer = new HtmlRenderer(http.RequestServices, logs);
        var page = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<DowntimeList>(
                ParameterView.FromDictionary(new Dictionary<string, object?>
                {
                    [nameof(DowntimeList.View)] = view, [nameof(DowntimeList.Owner)] = owner,
                }));
            return root.ToHtmlString();
        });
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.Body.WriteAsync(
            SignedList.Sign(page, view.Now, SiteKeys.KeyOf(http.Request)), http.RequestAborted);
    }
}
