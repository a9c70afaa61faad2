using Coordinaat.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Triage;
using Coordinaat.Http;
using Coordinaat.Security;

namespace Coordinaat.Triage;

/// <summary>Who pays, and since when a patient could leave the hospital.</summary>
internal static class Outflow
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapUseCase<PayerBody>(
            "SetPayer", "/api/care-requests/{request:int}/payer",
            "/zorgvragen/{request:int}/betaler", Policies.Intake,
            call => call.SubmitAsync(
                new SetPayer(Id(call), call.Body.Payer), _ => $"/zorgvragen/{Id(call).Value}"));
        routes.MapUseCase<ReadyBody>(
            "RecordMedicallyReady", "/api/care-requests/{request:int}/medically-ready",
            "/zorgvragen/{request:int}/medisch-klaar", Policies.Intake, ReadyAsync);
    }

    /// <summary>Under which law the place is paid for.</summary>
    internal sealed record PayerBody(Payer Payer);

    /// <summary>Since when; empty for now.</summary>
    internal sealed record ReadyBody(string? Time = null);

    private static CareRequestId Id<T>(Call<T> call) => new(call.Number("request"));

    private static async Task<CallReply> ReadyAsync(Call<ReadyBody> call) =>
        Cards.TryTime(call.Body.Time, call.Engine.Now, out var at)
            ? await call.SubmitAsync(
                new RecordMedicallyReady(Id(call), at), _ => $"/zorgvragen/{Id(call).Value}")
            : InputFault.TimeMalformed;
}
