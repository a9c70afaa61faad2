using Coordinaat.Access;
using Coordinaat.Domain;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Handover;

/// <summary>Two requests of one person become one case: side by side first, then done.</summary>
internal static class Merging
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/zorgvragen/{request:int}/samenvoegen", (int request, int? met) =>
                new RazorComponentResult<MergePage>(new
                {
                    Id = new CareRequestId(request), With = new CareRequestId(met ?? 0),
                }))
            .RequireAuthorization(Policies.Desk).ExcludeFromDescription();
        routes.MapUseCase<Body>(
            "MergeRequests", "/api/care-requests/{request:int}/merge",
            "/zorgvragen/{request:int}/samenvoegen", Policies.Desk, PostAsync);
    }

    /// <summary>Which request goes on for the one in the address.</summary>
    internal sealed record Body(int Into);

    /// <summary>The request to decide on, with what both records say of who it is.</summary>
    public static MergeRequests Of(
        Engine.Engine engine, World world, CareRequestId goes, CareRequestId stays)
    {
        var (of, with) = (
            world.Access.Find(goes)?.Identity, world.Access.Find(stays)?.Identity);
        return new MergeRequests(goes, stays, new Compared(
            of, with,
            Compare(
                engine.Vault.Open<IdentityCard>(of), engine.Vault.Open<IdentityCard>(with))));
    }

    /// <summary>Whether two identities are one person's. A number or a birth date that differs is
    /// another person; a name alone proves nothing.</summary>
    public static Likeness Compare(IdentityCard? one, IdentityCard? other)
    {
        if (one is null || other is null)
        {
            return Likeness.Doubtful;
        }

        return Differs(one.Bsn, other.Bsn) || Differs(one.BirthDate, other.BirthDate)
                ? Likeness.Different
            : IsSame(one.Bsn, other.Bsn)
                || (IsSame(one.BirthDate, other.BirthDate)
                    && IsSame(Letters(one.Name), Letters(other.Name)))
                ? Likeness.Same
            : Likeness.Doubtful;
    }

    private static bool Differs(string one, string other) =>
        one.Length > 0 && other.Length > 0 && one != other;

    private static bool IsSame(string one, string other) => one.Length > 0 && one == other;

    private static string Letters(string name) =>
        string.Concat(name.Where(char.IsLetter)).ToUpperInvariant();

    private static Task<CallReply> PostAsync(Call<Body> call)
    {
        var stays = new CareRequestId(call.Body.Into);
        return call.SubmitAsync(
            Of(
                call.Engine, call.Engine.World, new CareRequestId(call.Number("request")), stays),
            _ => $"/zorgvragen/{stays.Value}");
    }
}
