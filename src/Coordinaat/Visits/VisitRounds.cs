using System.Globalization;
using Coordinaat.Access;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Visits;
using Coordinaat.Http;
using Coordinaat.Live;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Coordinaat.Visits;

/// <summary>The visits that an organisation said yes to, in the order of their windows.</summary>
internal static class VisitRounds
{
    // Whoever was to go still reads for a night that nobody has to, or that all is done.
    private static readonly Duration ShownAfter = Duration.FromHours(12);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/bezoeken", () => new RazorComponentResult<VisitsPage>())
            .RequireAuthorization(Policies.Provider).ExcludeFromDescription();
        routes.MapGet("/api/visits", List)
            .RequireAuthorization(Policies.Provider).WithName("ListVisits").WithTags("visits")
            .Produces<VisitBody[]>();
    }

    /// <summary>A visit; the notes only for who may read them, and empty where none were made.
    /// </summary>
    internal sealed record VisitBody(
        int Request, IReadOnlyList<string> Tasks, IReadOnlyList<string> ReservedTasks, string From,
        string Until, bool NeedsTwo, bool HasSafetyNote, Anticoagulants? Anticoagulants,
        string? Access, string? Safety, string? ExpectedAt, string? UnderwayAt, string? ArrivedAt,
        VisitOutcome? Outcome, bool IsHandedBack, bool IsLate, VisitEnd? End);

    /// <summary>Whether an organisation has a team that visits patients.</summary>
    public static bool HasNurses(RegionsState regions, OrganisationId organisation) =>
        regions.UnitsOf(organisation).Any(u => regions.Knows(
            CodeList.VisitCare, regions.CareTypes[regions.Units[u.Value].CareType.Value].Code));

    /// <summary>Whether an organisation still has to do with the last visit of a request, or
    /// reads what became of it.</summary>
    public static bool IsOnRound(
        World world, OrganisationId organisation, CareRequestId request, Instant now) =>
        world.Visits.Last(request) is { } visit
        && world.Placement.FindAccepted(request) is { } offer
        && world.Regions.OwnerOf(offer.Unit) == organisation
        && (world.Access[request].IsOpen && (!visit.IsOver || IsOwed(visit))
            || visit.Order.Until + ShownAfter > now);

    /// <summary>What a program, or a dossier, tells of a visit.</summary>
    public static VisitBody BodyOf(
        Engine.Engine engine, World world, Actor by, CareRequestId request, NursingVisit visit)
    {
        var found = world.Access[request];
        var mayRead = VisitParties.MayReadNotes(world, by, found, visit);
        var isClosed = Disclosures.Of(world, by, found) == Disclosure.Nothing;
        var order = visit.Order;
        return new VisitBody(
            request.Value, isClosed ? [] : order.Tasks, isClosed ? [] : order.Reserved,
            View.Iso(order.From), View.Iso(order.Until), order.NeedsTwo,
            !isClosed && order.Safety is not null, isClosed ? null : order.Anticoagulants,
            mayRead ? engine.Vault.OpenText(order.Access) ?? "" : null,
            mayRead ? engine.Vault.OpenText(order.Safety) ?? "" : null,
            Iso(visit.Nurse?.ExpectedAt), Iso(visit.UnderwayAt), Iso(visit.ArrivedAt),
            visit.Result?.Outcome, visit.HandedBack is not null, visit.IsLate, visit.End);
    }

    private static bool IsOwed(NursingVisit visit) =>
        visit is { Result: not null, HandedBack: null };

    private static string? Iso(Instant? at) => at is { } known ? View.Iso(known) : null;

    private static IEnumerable<VisitBody> List(HttpContext http, Engine.Engine engine)
    {
        var (world, actor) = (engine.World, http.Caller().Actor);
        return
        [
            .. world.Visits.Requests.Select(n => new CareRequestId(n))
                .Where(id => IsOnRound(world, actor.Organisation, id, engine.Now))
                .Select(id => BodyOf(engine, world, actor, id, world.Visits.Last(id)!))
                .OrderBy(v => v.From, StringComparer.Ordinal),
        ];
    }
}

/// <summary>The visits of one organisation, the first window in front.</summary>
public sealed class VisitsTopic : Topic
{
    private const string List = "visits";

    /// <inheritdoc/>
    public override string Name => List;

    /// <inheritdoc/>
    public override bool MayBeSeenBy(World world, Actor actor) => actor.IsAny(Roles.ProviderDesk);

    /// <inheritdoc/>
    public override string AudienceOf(World world, Actor actor) =>
        actor.Organisation.Value.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override IEnumerable<Row> All(View view, Actor actor) =>
        view.World.Visits.Requests.Select(n => RowOf(view, actor, new CareRequestId(n)))
            .Where(r => r.Content is not null);

    /// <inheritdoc/>
    public override IEnumerable<Row> Touched(View view, Actor actor, StreamKey change) =>
        change.Kind == StreamKind.CareRequest
        && view.World.Visits.Requests.Contains(change.Number)
        && view.World.Placement.ListOffers(new CareRequestId(change.Number))
            .Any(o => view.Regions.OwnerOf(o.Unit) == actor.Organisation)
            ? [RowOf(view, actor, new CareRequestId(change.Number))]
            : [];

    private static Row RowOf(View view, Actor actor, CareRequestId request)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"v{request.Value}");
        return VisitRounds.IsOnRound(view.World, actor.Organisation, request, view.Now)
            ? Rows.Of<VisitCard>(
                List, key,
                Rows.SortOf(view.World.Visits.Last(request)!.Order.From) + key, view,
                (nameof(VisitCard.Request), request), (nameof(VisitCard.Actor), actor))
            : Rows.Gone(List, key);
    }
}
