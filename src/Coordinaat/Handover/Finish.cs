using Coordinaat.Access;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Visits;
using Coordinaat.Http;
using Coordinaat.Placement;
using Coordinaat.Security;

namespace Coordinaat.Handover;

/// <summary>The accepted handover, and how a request ends.</summary>
internal static class Finish
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapUseCase<HandoverBody>(
            "AcceptHandover", "/api/care-requests/{request:int}/handover",
            "/zorgvragen/{request:int}/overdracht", Policies.Parties, HandOverAsync);
        routes.MapUseCase<CloseBody>(
            "CloseCareRequest", "/api/care-requests/{request:int}/close",
            "/zorgvragen/{request:int}/sluiten", Policies.Intake, CloseAsync);
        routes.MapUseCase<ReportBody>(
            "ReportToGp", "/api/care-requests/{request:int}/gp-report",
            "/zorgvragen/{request:int}/verslag", Policies.Desk, ReportAsync);
    }

    /// <summary>Who took over, and when.</summary>
    internal sealed record HandoverBody(string Receiver, string Function, string? Time = null)
    {
        public override string ToString() => "***";
    }

    /// <summary>How it ended.</summary>
    internal sealed record CloseBody(Ending Ending, string Words = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>To which GP or practice the report went, and how.</summary>
    internal sealed record ReportBody(string Receiver, HandBackWay Way, string? Time = null)
    {
        public override string ToString() => "***";
    }

    private static async Task<CallReply> ReportAsync(Call<ReportBody> call)
    {
        var id = new CareRequestId(call.Number("request"));
        return !Cards.TryTime(call.Body.Time, call.Engine.Now, out var at)
            ? InputFault.TimeMalformed
            : await call.SubmitAsync(
                new ReportToGp(
                    id,
                    call.Secret(
                        call.PatientOf(id), SealedField.Professional, call.Body.Receiver.Trim()),
                    call.Body.Way, at),
                _ => $"/zorgvragen/{id.Value}");
    }

    private static async Task<CallReply> HandOverAsync(Call<HandoverBody> call)
    {
        var id = new CareRequestId(call.Number("request"));
        return !Cards.TryTime(call.Body.Time, call.Engine.Now, out var at)
            ? InputFault.TimeMalformed
            : await call.SubmitAsync(
                new AcceptHandover(
                    id,
                    call.Secret(
                        call.PatientOf(id), SealedField.Professional, call.Body.Receiver.Trim()),
                    call.Body.Function, at),
                _ => Agree.Page(call));
    }

    private static Task<CallReply> CloseAsync(Call<CloseBody> call)
    {
        var id = new CareRequestId(call.Number("request"));
        return call.SubmitAsync(
            new CloseCareRequest(
                id, call.Body.Ending,
                call.SecretOrNull(call.PatientOf(id), SealedField.Note, call.Body.Words)),
            _ => $"/zorgvragen/{id.Value}");
    }
}
