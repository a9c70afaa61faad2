using Coordinaat.Access;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Http;
using Coordinaat.Live;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Placement;

/// <summary>When nothing fits: the waiting list, and the place after tonight's.</summary>
internal static class WaitingLists
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/wachtlijst", () => new RazorComponentResult<WaitingListPage>())
            .RequireAuthorization(Policies.Oversight).ExcludeFromDescription();
        routes.MapUseCase<WaitingBody>(
            "PutOnWaitingList", "/api/care-requests/{request:int}/waiting-list",
            "/zorgvragen/{request:int}/wachtlijst", Policies.Desk, PutAsync);
        routes.MapUseCase<NoBody>(
            "TakeOffWaitingList", "/api/care-requests/{request:int}/waiting-list/end",
            "/zorgvragen/{request:int}/wachtlijst/af", Policies.Desk,
            call => call.SubmitAsync(new TakeOffWaitingList(Id(call)), _ => Page(call)));
        routes.MapUseCase<NoBody>(
            "OpenFollowUp", "/api/care-requests/{request:int}/follow-up",
            "/zorgvragen/{request:int}/vervolg", Policies.Desk, FollowUpAsync);
    }

    /// <summary>Who waits and was called to a pool: they see a chance come and go with its places.
    /// </summary>
    public static IEnumerable<CareRequestId> CalledTo(World world, PoolId pool) =>
        world.Placement.WaitingList.Select(n => new CareRequestId(n))
            .Where(id => world.Placement[id].Waiting!.CameFree
                .Any(u => world.Regions.Units[u.Value].Pool == pool));

    /// <summary>How urgent the waiting is, and before when the requester hears; empty for no
    /// promise.</summary>
    internal sealed record WaitingBody(int Priority, string? CallBackBy = null);

    private static CareRequestId Id<T>(Call<T> call) => new(call.Number("request"));

    private static string Page<T>(Call<T> call) => $"/zorgvragen/{call.Number("request")}";

    private static async Task<CallReply> PutAsync(Call<WaitingBody> call) =>
        Cards.TryLater(call.Body.CallBackBy, call.Engine.Now, out var by)
            || string.IsNullOrWhiteSpace(call.Body.CallBackBy)
            ? await call.SubmitAsync(
                new PutOnWaitingList(Id(call), call.Body.Priority, by), _ => Page(call))
            : InputFault.TimeMalformed;

    // The patient is where the place for tonight is; who calls and what is the matter stay.
    private static async Task<CallReply> FollowUpAsync(Call<NoBody> call)
    {
        var (world, vault, id) = (call.Engine.World, call.Engine.Vault, Id(call));
        var request = world.Access.Find(id) is { } found && found.MayBeWorkedBy(call.Caller.Actor)
            ? found : null;
        var contact = vault.Open<ContactCard>(request?.Contact)
            ?? new ContactCard("", "", "", "");
        if (world.Placement.FindAccepted(id) is { } offer)
        {
            var location = world.Regions.Describe(offer.Unit).Location;
            var area = world.Regions.Postcodes.All
                .MinBy(p => p.Centre.MetresTo(location.At));
            contact = contact with
            {
                Place = $"{location.Name}, {location.City}",
                Postcode = area?.Code ?? contact.Postcode,
            };
        }

        var person = call.PatientOf(id);
        return await call.SubmitAsync(
            new OpenFollowUp(
                id, contact.Digits, call.Secret(person, SealedField.Contact, Cards.Text(contact)),
                vault.Open<IdentityCard>(request?.Identity) is { } identity
                    ? call.Secret(person, SealedField.Identity, Cards.Text(identity))
                    : null,
                call.SecretOrNull(person, SealedField.Story, vault.OpenText(request?.Story))),
            r => $"/zorgvragen/{r.Get<FollowsUp>().Request.Value}",
            r => new { Request = r.Get<FollowsUp>().Request.Value, r.Number });
    }
}

/// <summary>Who waits for a place, and who was placed without a payer.</summary>
public sealed class WaitingListTopic()
    : SummaryTopic<WaitingSummary>("waiting-list", Policies.RolesOf[Policies.Oversight])
{
    /// <inheritdoc/>
    protected override bool IsAbout(World world, Actor actor, StreamKey change) =>
        change.Kind == StreamKind.CareRequest
        || (change.Kind == StreamKind.Pool
            && WaitingLists.CalledTo(world, new(change.Number)).Any());
}
