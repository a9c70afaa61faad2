using Coordinaat.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Transport;
using Coordinaat.Http;
using Coordinaat.Placement;
using Coordinaat.Security;

namespace Coordinaat.Transport;

/// <summary>The journey: asked for, left, arrived. Never dispatched from here (R8).</summary>
internal static class Journey
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapUseCase<AskBody>(
            "RequestTransport", "/api/care-requests/{request:int}/transport",
            "/zorgvragen/{request:int}/vervoer", Policies.Desk, AskAsync);
        routes.MapUseCase<TimeBody>(
            "RecordDeparture", "/api/care-requests/{request:int}/departed",
            "/zorgvragen/{request:int}/vertrokken", Policies.Parties,
            call => AtAsync(call, (id, at) =>
                call.SubmitAsync(new RecordDeparture(id, at), _ => Agree.Page(call))));
        routes.MapUseCase<TimeBody>(
            "RecordArrival", "/api/care-requests/{request:int}/arrived",
            "/zorgvragen/{request:int}/aangekomen", Policies.Parties,
            call => AtAsync(call, (id, at) =>
                call.SubmitAsync(new RecordArrival(id, at), _ => Agree.Page(call))));
    }

    /// <summary>How to travel; for an ambulance also how urgent, and who asks.</summary>
    internal sealed record AskBody(
        string Kind, string Urgency = "", string Requester = "", string RequesterFunction = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>When; empty for now.</summary>
    internal sealed record TimeBody(string? Time = null);

    private static Task<CallReply> AskAsync(Call<AskBody> call)
    {
        var id = new CareRequestId(call.Number("request"));
        return call.SubmitAsync(
            new RequestTransport(
                id, call.Body.Kind, call.Body.Urgency,
                call.SecretOrNull(
                    call.PatientOf(id), SealedField.Professional, call.Body.Requester),
                call.Body.RequesterFunction),
            _ => Agree.Page(call));
    }

    private static async Task<CallReply> AtAsync(
        Call<TimeBody> call, Func<CareRequestId, NodaTime.Instant?, Task<CallReply>> submit) =>
        Cards.TryTime(call.Body.Time, call.Engine.Now, out var at)
            ? await submit(new CareRequestId(call.Number("request")), at)
            : InputFault.TimeMalformed;
}
