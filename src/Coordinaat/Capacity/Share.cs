using Coordinaat.Domain.Regions;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Capacity;

/// <summary>What an organisation shares with whom (FR-C13, R16).</summary>
internal static class Share
{
    private const string Here = "/delen";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Here, () => new RazorComponentResult<SharingPage>())
            .RequireAuthorization(Policies.Provider).ExcludeFromDescription();
        routes.MapUseCase<Body>(
            "SetSharing", "/api/sharing", Here, Policies.Provider,
            call => call.SubmitAsync(
                new SetSharing(new Sharing(
                    call.Body.Minimum, call.Body.Use, call.Body.Promised, call.Body.History,
                    call.Body.Contacts)),
                _ => Here));
    }

    /// <summary>With whom each part is shared.</summary>
    internal sealed record Body(
        SharedWith Minimum, SharedWith Use, SharedWith Promised, SharedWith History,
        SharedWith Contacts);
}
