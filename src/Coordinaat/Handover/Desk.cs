using System.Globalization;
using Coordinaat.Capacity;
using Coordinaat.Components;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Feeds;
using Coordinaat.Live;
using Coordinaat.Placement;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Handover;

/// <summary>The control room (Regiekamer): what asks for action, what runs, what is tight.
/// </summary>
internal static class Desk
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/regiekamer", () => new RazorComponentResult<DeskOverview>())
            .RequireAuthorization(Policies.Desk).ExcludeFromDescription();
}

/// <summary>The three lists of the control room. No name of a patient is in them.</summary>
public sealed class DeskTopic : Topic
{
    /// <inheritdoc/>
    public override string Name => "desk";

    /// <inheritdoc/>
    public override bool MayBeSeenBy(World world, Actor actor) => actor.IsAny(Roles.Desk);

    /// <summary>The organisation, and whether the page of the feeds is open to them.</summary>
    public override string AudienceOf(World world, Actor actor) => string.Create(
        CultureInfo.InvariantCulture,
        $"{actor.Organisation.Value}{(SilentFeed.MayOpen(actor) ? "+" : "")}");

    /// <inheritdoc/>
    public override IEnumerable<Row> All(View view, Actor actor) =>
        view.World.Access.ListOpen().SelectMany(r => OfRequest(view, actor, r))
            .Concat(Board.UnitsFor(view.World, actor).Select(u => Pressure(view, u)))
            .Concat(OfFeeds(view, actor))
            .Concat(Telephone.DeskCalls.All(view, actor));

    /// <inheritdoc/>
    public override IEnumerable<Row> Touched(View view, Actor actor, StreamKey change) =>
        change.Kind switch
        {
            StreamKind.CareRequest =>
                view.World.Access.Find(new CareRequestId(change.Number)) is { } request
                    ? OfRequest(view, actor, request)
                    : Gone(change.Number),
            StreamKind.Pool => view.Regions.UnitsIn(new PoolId(change.Number)).Take(1)
                .Where(u => Board.IsSeenBy(view.World, actor, u))
                .Select(u => Pressure(view, u))
                .Concat(WaitingLists.CalledTo(view.World, new PoolId(change.Number))
                    .SelectMany(id => OfRequest(view, actor, view.World.Access[id]))),
            StreamKind.Region => OfFeeds(view, actor),
            // Who leads went home, or came to work.
            StreamKind.Account => HandOverLead
                .LedBy(view.World, new AccountId(change.Number))
                .SelectMany(r => OfRequest(view, actor, r)),
            StreamKind.Call or StreamKind.PhoneLine =>
                Telephone.DeskCalls.Touched(view, actor, change),
            _ => [],
        };

    private static IEnumerable<Row> OfFeeds(View view, Actor actor) => SilentFeed.RowsOf(
        view, actor, "now",
        o => view.Regions.Organisations[o.Value].Region == Board.RegionOf(view.World, actor));

    private static IEnumerable<Row> OfRequest(View view, Actor actor, CareRequest request)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"r{request.Id.Value}");
        var isShown = request.IsOpen && request.MayBeWorkedBy(actor);
        var advice = Consulting.UnreadAdvice.RowsOf(view, request, isShown);
        if (!isShown)
        {
            return [.. Gone(request.Id.Value), .. advice];
        }

        var next = NextStep.Of(view.World, request);
        var urgency = view.World.Triage[request.Id].Urgency;
        var first = next.ClassOf(view.World, request).ToString(CultureInfo.InvariantCulture);
        var row = Rows.Of<RequestRow>(
            "requests", key, $"{(urgency.Length > 0 ? urgency : "U-")}{Rows.SortOf(next.At)}{key}",
            view, (nameof(RequestRow.Request), request), (nameof(RequestRow.Next), next));
        return
        [
            row,
            next.IsForDesk
                ? Rows.Of<NowRow>(
                    "now", key, first + Rows.SortOf(next.At) + key, view,
                    (nameof(NowRow.Request), request), (nameof(NowRow.Next), next))
                : Rows.Gone("now", key),
            .. advice,
        ];
    }

    private static IEnumerable<Row> Gone(int request)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"r{request}");
        return [Rows.Gone("now", key), Rows.Gone("requests", key)];
    }

    // One row a pool.
    private static Row Pressure(View view, UnitId id)
    {
        var unit = view.Regions.Units[id.Value];
        var key = string.Create(CultureInfo.InvariantCulture, $"p{unit.Pool.Value}");
        var shown = PoolShown.Of(view, unit.Pool);
        return shown.Stop is null && (shown.Sign == UnitSign.Open || shown.Pool.Figures is null)
            ? Rows.Gone("pressure", key)
            : Rows.Of<PressureRow>(
                "pressure", key, $"{shown.Weight}{unit.CareType.Value:D3}{key}", view,
                (nameof(PressureRow.Shown), shown));
    }
}
