using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Access;

/// <summary>The voice hand-over of a life threat (R1). The page needs no journal.</summary>
internal static class LifeThreatEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Whatever the address says: the number to call is shown.
        routes.MapGet("/levensgevaar", (string? zorgvraag, string? concept) =>
                new RazorComponentResult<LifeThreatPage>(new
                {
                    Number = int.TryParse(zorgvraag, out var number) ? number : 0,
                    Draft = Guid.TryParse(concept, out var draft) ? draft : (Guid?)null,
                }))
            .RequireAuthorization(Policies.Intake).ExcludeFromDescription();
        routes.MapGet("/meldkamer", () => new RazorComponentResult<DispatchPage>())
            .RequireAuthorization(Policies.Referrer).ExcludeFromDescription();
        routes.MapUseCase<NoBody>(
            "ReportLifeThreat", "/api/care-requests/{request:int}/life-threat",
            "/zorgvragen/{request:int}/levensgevaar", Policies.Intake, ReportAsync);
        routes.MapUseCase<HandedBody>(
            "HandOverLifeThreat", "/api/care-requests/{request:int}/life-threat/handed-over",
            "/zorgvragen/{request:int}/levensgevaar/overgedragen", Policies.Intake, HandedAsync);
    }

    /// <summary>Who took over, and when.</summary>
    internal sealed record HandedBody(string Centralist, string? Time = null)
    {
        public override string ToString() => "***";
    }

    private static Task<CallReply> ReportAsync(Call<NoBody> call)
    {
        var request = new CareRequestId(call.Number("request"));
        return call.SubmitAsync(
            new ReportLifeThreat(request), _ => $"/levensgevaar?zorgvraag={request.Value}");
    }

    private static async Task<CallReply> HandedAsync(Call<HandedBody> call)
    {
        var request = new CareRequestId(call.Number("request"));
        if (!Cards.TryTime(call.Body.Time, call.Engine.Now, out var at))
        {
            return InputFault.TimeMalformed;
        }

        return await call.SubmitAsync(
            new HandOverLifeThreat(
                request,
                call.Secret(
                    call.PatientOf(request), SealedField.Professional, call.Body.Centralist.Trim()),
                at),
            _ => $"/zorgvragen/{request.Value}");
    }
}
