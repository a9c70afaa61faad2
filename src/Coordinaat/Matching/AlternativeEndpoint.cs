using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Http;
using Coordinaat.Security;

namespace Coordinaat.Matching;

/// <summary>Choosing what may do instead of the usual (FR-T5).</summary>
internal static class AlternativeEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapUseCase<Body>(
        "ChooseAlternative", "/api/care-requests/{request:int}/alternative",
        "/zorgvragen/{request:int}/alternatief", Policies.Desk,
        call =>
        {
            var id = new CareRequestId(call.Number("request"));
            return call.SubmitAsync(
                new ChooseAlternative(
                    id, call.Body.Complaint, call.Body.Alternative, call.Body.Avoided),
                _ => $"/zorgvragen/{id.Value}");
        });

    /// <summary>What was chosen, and what would have happened otherwise; codes.</summary>
    internal sealed record Body(string Complaint, string Alternative, string Avoided);
}
