using System.Globalization;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Http;
using Coordinaat.Live;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Placement;

/// <summary>The questions put to a provider (Vragen aan ons).</summary>
internal static class Inbox
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/vragen-aan-ons", () => new RazorComponentResult<InboxPage>())
            .RequireAuthorization(Policies.Provider).ExcludeFromDescription();
        routes.MapGet("/api/offers", List)
            .RequireAuthorization(Policies.Provider).WithName("ListOffers").WithTags("offers")
            .Produces<InboxBody[]>();
    }

    /// <summary>A question to this provider; the request's number only once it is theirs.</summary>
    internal sealed record InboxBody(
        int Offer, string Unit, OfferState State, string AnswerBy, string CareType,
        AgeBand Age, int TravelMinutes, int? Request);

    /// <summary>The questions that a provider still has to do with, the latest first.</summary>
    public static IEnumerable<Offer> OffersFor(World world, OrganisationId organisation)
    {
        var pending = world.Placement.ListPending()
            .Where(o => o.State == OfferState.Open);
        var accepted = world.Access.ListOpen()
            .Where(r => r.Stage is >= Stage.PlaceHeld and < Stage.Closed)
            .Select(r => world.Placement.FindAccepted(r.Id)).OfType<Offer>();
        return pending.Concat(accepted)
            .Where(o => world.Regions.OwnerOf(o.Unit) == organisation);
    }

    private static IEnumerable<InboxBody> List(HttpContext http, Engine.Engine engine)
    {
        var world = engine.World;
        return
        [
            .. OffersFor(world, http.Caller().Actor.Organisation).Select(o =>
            {
                var need = world.Triage[o.Request].Need!;
                return new InboxBody(
                    o.Id.Value, world.Regions.Units[o.Unit.Value].Code, o.State,
                    View.Iso(o.AnswerBy), world.Regions.CareTypes[need.CareType.Value].Code,
                    need.Age, o.TravelMinutes,
                    o.State == OfferState.Accepted ? o.Request.Value : null);
            }),
        ];
    }
}

/// <summary>The questions to one organisation: the need first, the person after a yes (R14).
/// </summary>
public sealed class InboxTopic : Topic
{
    /// <inheritdoc/>
    public override string Name => "inbox";

    /// <inheritdoc/>
    public override bool MayBeSeenBy(World world, Actor actor) => actor.IsAny(Roles.ProviderDesk);

    /// <inheritdoc/>
    public override string AudienceOf(World world, Actor actor) =>
        actor.Organisation.Value.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override IEnumerable<Row> All(View view, Actor actor) =>
        Inbox.OffersFor(view.World, actor.Organisation).Select(o => RowOf(view, actor, o));

    /// <inheritdoc/>
    public override IEnumerable<Row> Touched(View view, Actor actor, StreamKey change)
    {
        IEnumerable<Offer> touched = change.Kind switch
        {
            StreamKind.CareRequest =>
                view.World.Placement.ListOffers(new CareRequestId(change.Number))
                    .Where(o => view.Regions.OwnerOf(o.Unit) == actor.Organisation),
            StreamKind.Pool => Inbox.OffersFor(view.World, actor.Organisation)
                .Where(o => view.Regions.Units[o.Unit.Value].Pool.Value == change.Number),
            _ => [],
        };
        return touched.Select(o => RowOf(view, actor, o));
    }

    private static Row RowOf(View view, Actor actor, Offer offer)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"o{offer.Id.Value}");
        var request = view.World.Access[offer.Request];
        var disclosure = Disclosures.OfOffer(offer, request);
        var isOver = request.Stage == Stage.Closed;
        return disclosure == Disclosure.Nothing || isOver
            ? Rows.Gone("inbox", key)
            : disclosure == Disclosure.Need
                ? Rows.Of<QuestionCard>(
                    "inbox", key, "0" + Rows.SortOf(offer.AnswerBy) + key, view,
                    (nameof(QuestionCard.Offer), offer))
                : Rows.Of<PlacementCard>(
                    "inbox", key, "1" + Rows.SortOf(offer.At) + key, view,
                    (nameof(PlacementCard.Offer), offer), (nameof(PlacementCard.Actor), actor));
    }
}
