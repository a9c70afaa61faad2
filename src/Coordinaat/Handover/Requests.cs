using System.Globalization;
using Coordinaat.Access;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Http;
using Coordinaat.Live;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Handover;

/// <summary>The requests of one's own organisation: open ones live, closed ones by search.
/// </summary>
internal static class Requests
{
    /// <summary>No search gives more.</summary>
    public const int FoundMax = 50;

    private const int LookedThroughMax = 5_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/zorgvragen", () => new RazorComponentResult<RequestsPage>())
            .RequireAuthorization(Policies.Intake).ExcludeFromDescription();

        // A post, though it changes nothing: a name belongs in no address and no log.
        routes.MapPost("/zorgvragen/zoek", (Delegate)SearchAsync)
            .RequireAuthorization(Policies.Intake).ExcludeFromDescription();
        routes.MapGet("/api/care-requests", List)
            .RequireAuthorization(Policies.Intake).WithName("ListCareRequests")
            .WithTags("care-requests").Produces<RequestBody[]>();
    }

    /// <summary>A request in a list: nothing of a person.</summary>
    internal sealed record RequestBody(
        int Request, Stage Stage, string Urgency, string? CareType, string Subregion, AgeBand Age,
        string ReceivedAt, NextAct NextAct, string? NextDue);

    public static RequestBody BodyOf(World world, CareRequest request)
    {
        var next = NextStep.Of(world, request);
        var judgement = world.Triage[request.Id];
        return new RequestBody(
            request.Id.Value, request.Stage, judgement.Urgency,
            judgement.Need is { } need ? world.Regions.CareTypes[need.CareType.Value].Code : null,
            world.Regions.Subregions[request.Subregion.Value].Code, request.Age,
            View.Iso(request.ReceivedAt), next.Act, next.Due is { } due ? View.Iso(due) : null);
    }

    /// <summary>Finds requests of one's own organisation by number or by name (never region-wide).
    /// </summary>
    public static IReadOnlyList<CareRequest> Find(Engine.Engine engine, Actor actor, string search)
    {
        var all = engine.World.Access.Requests;
        if (int.TryParse(search, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return engine.World.Access.Find(new CareRequestId(number)) is { } one
                && one.MayBeAddedToBy(actor) ? [one] : [];
        }

        var found = new List<CareRequest>();
        var last = Math.Max(0, all.Count - LookedThroughMax);
        for (var i = all.Count - 1; i >= last && found.Count < FoundMax; i--)
        {
            if (all[i] is { Identity: { } identity } request && request.MayBeAddedToBy(actor)
                && engine.Vault.Open<IdentityCard>(identity) is { } card
                && card.Name.Contains(search, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(request);
            }
        }

        return found;
    }

    private static async Task<RazorComponentResult<RequestsPage>> SearchAsync(HttpContext http)
    {
        var form = await http.FormAsync();
        return new RazorComponentResult<RequestsPage>(new
        {
            Search = form["zoek"].ToString().Trim(),
        });
    }

    private static IEnumerable<RequestBody> List(HttpContext http, Engine.Engine engine)
    {
        var (world, actor) = (engine.World, http.Caller().Actor);
        return [.. world.Access.ListOpen().Where(r => r.MayBeAddedToBy(actor))
            .Select(r => BodyOf(world, r))];
    }
}

/// <summary>The open requests that somebody may see, by what they wait for.</summary>
public sealed class RequestsTopic : Topic
{
    /// <inheritdoc/>
    public override string Name => "requests";

    /// <inheritdoc/>
    public override bool MayBeSeenBy(World world, Actor actor) =>
        actor.IsAny(Roles.Desk | Roles.Referrer);

    /// <inheritdoc/>
    public override string AudienceOf(World world, Actor actor) => string.Create(
        CultureInfo.InvariantCulture,
        $"{actor.Organisation.Value}/{actor.IsAny(Roles.Desk)}");

    /// <inheritdoc/>
    public override IEnumerable<Row> All(View view, Actor actor) =>
        view.World.Access.ListOpen().Select(r => RowOf(view, actor, r));

    /// <inheritdoc/>
    public override IEnumerable<Row> Touched(View view, Actor actor, StreamKey change) =>
        change.Kind == StreamKind.CareRequest
            ? [view.World.Access.Find(new CareRequestId(change.Number)) is { } request
                ? RowOf(view, actor, request)
                : Rows.Gone("all-requests", KeyOf(change.Number))]
            : [];

    private static string KeyOf(int request) =>
        string.Create(CultureInfo.InvariantCulture, $"r{request}");

    private static Row RowOf(View view, Actor actor, CareRequest request)
    {
        var key = KeyOf(request.Id.Value);
        if (!request.IsOpen || Disclosures.Of(view.World, actor, request) != Disclosure.Person)
        {
            return Rows.Gone("all-requests", key);
        }

        var next = NextStep.Of(view.World, request);
        var urgency = view.World.Triage[request.Id].Urgency;
        return Rows.Of<RequestRow>(
            "all-requests", key,
            $"{(urgency.Length > 0 ? urgency : "U-")}{Rows.SortOf(next.At)}{key}", view,
            (nameof(RequestRow.Request), request), (nameof(RequestRow.Next), next));
    }
}
