using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Coordinaat.Access;

/// <summary>Police, municipality and alarm centre report a person in need. They hear that it was
/// taken over and whom to call, and nothing else (R12).</summary>
internal static class Reporting
{
    private const int ReportsMax = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/melden", () => new RazorComponentResult<ReportPage>())
            .RequireAuthorization(Policies.Reporter).ExcludeFromDescription();
        routes.MapGet("/melden/stand", () => new RazorComponentResult<ReportList>())
            .RequireAuthorization(Policies.Reporter).ExcludeFromDescription();
        routes.MapGet("/api/reports", List)
            .RequireAuthorization(Policies.Reporter).WithName("ListReports").WithTags("reports")
            .Produces<ReportBody[]>();
        routes.MapUseCase<Body>(
            "ReportPerson", "/api/reports", "/melden", Policies.Reporter, PostAsync);
    }

    /// <summary>What is reported: the beginning of an intake.</summary>
    internal sealed record Body(
        string Phone, string Place, string Postcode, bool IsLifeThreat, RequesterKind Requester,
        string Caller = "", string Story = "", string Name = "", string BirthDate = "",
        AgeBand? Age = null)
    {
        public override string ToString() => "***";
    }

    /// <summary>What a program hears of its report.</summary>
    internal sealed record ReportedBody(int Report, long Number);

    /// <summary>A report, and whom to call about it.</summary>
    internal sealed record ReportBody(
        int Report, string ReportedAt, string? TakenOverAt, string Desk, string Phone);

    /// <summary>What the caller's organisation reported in the last day, the latest first.
    /// </summary>
    /// <returns>The request for its number and times only, and the desk to call: that which took
    /// it over, or the centre that it lies with.</returns>
    public static IEnumerable<(CareRequest Request, Instant? TakenOver, OrganisationId Desk)> Of(
        World world, Actor by, Instant now) =>
        world.Access.ListReports(by.Organisation, now - ReportBack.Shown).Take(ReportsMax)
            .Select(r => r.ReportBack is { TakenOver: { } at } taken
                ? (r, at, taken.TakenOverBy)
                : (r, (Instant?)null, r.Holder));

    private static async Task<CallReply> PostAsync(Call<Body> call)
    {
        var body = call.Body;
        var reply = await RegisterCareRequestEndpoint.PostAsync(
            new Call<RegisterCareRequestEndpoint.Body>(
                new RegisterCareRequestEndpoint.Body(
                    body.Phone, body.Place, body.Postcode, body.Requester, Channel.Form,
                    body.IsLifeThreat, body.Caller, body.Story, body.Name, "", body.BirthDate,
                    body.Age),
                call.Caller, call.Engine, call.Http, call.Id)
            {
                Holder = CentreOf(call.Engine.World.Regions, body.Postcode),
            });
        return reply.Body is RegisterCareRequestEndpoint.RegisteredBody made
            ? reply with { Page = "/melden", Body = new ReportedBody(made.Request, made.Number) }
            : reply;
    }

    // Nobody, where no centre works: the request is refused then.
    private static OrganisationId CentreOf(RegionsState regions, string postcode) =>
        Cards.Postcode(postcode) is { } code
        && regions.Postcodes.NumberOf(code[..4]) is var area and > 0
            ? Centres.Of(regions, regions.Postcodes[area].Subregion).FirstOrDefault()
            : default;

    private static IEnumerable<ReportBody> List(
        HttpContext http, Engine.Engine engine, StaffNames staff)
    {
        var view = new View(engine.World, engine.Now, http.Language(), staff);
        return
        [
            .. Of(view.World, http.Caller().Actor, view.Now).Select(r => new ReportBody(
                r.Request.Id.Value, View.Iso(r.Request.ReceivedAt),
                r.TakenOver is { } at ? View.Iso(at) : null, view.Organisation(r.Desk),
                view.PhoneOf(r.Desk))),
        ];
    }
}
