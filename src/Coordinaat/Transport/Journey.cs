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
        routes.MapUseCase<RideBody>(
            "ReportRide", "/api/care-requests/{request:int}/ride",
            "/zorgvragen/{request:int}/rit", Policies.Parties, RideAsync);
        routes.MapUseCase<AssignedBody>(
            "AssignUrgency", "/api/care-requests/{request:int}/ambulance-urgency",
            "/zorgvragen/{request:int}/ritsurgentie", Policies.Parties,
            call => call.SubmitAsync(
                new AssignUrgency(new(call.Number("request")), call.Body.Urgency),
                _ => Agree.Page(call)));
        routes.MapUseCase<MicuBody>(
            "AgreeMicu", "/api/care-requests/{request:int}/micu",
            "/zorgvragen/{request:int}/micu", Policies.Intake, MicuAsync);
    }

    /// <summary>How to travel; for an ambulance also how urgent, and who asks.</summary>
    internal sealed record AskBody(
        string Kind, string Urgency = "", string Requester = "", string RequesterFunction = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>When; empty for now.</summary>
    internal sealed record TimeBody(string? Time = null);

    /// <summary>Where the ride is; why, where there is none.</summary>
    internal sealed record RideBody(
        RideStatus Status, string? Time = null, string Reason = "", string Words = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>What the meldkamer decided.</summary>
    internal sealed record AssignedBody(string Urgency);

    /// <summary>The procedure of mobile intensive care.</summary>
    internal sealed record MicuBody(
        string Indication, string Intensivist, string Function, string Condition,
        bool CriteriaMet, string Coordinator, string Departure, string Considerations = "")
    {
        public override string ToString() => "***";
    }

    private static async Task<CallReply> RideAsync(Call<RideBody> call)
    {
        var id = new CareRequestId(call.Number("request"));
        return !Cards.TryTime(call.Body.Time, call.Engine.Now, out var at)
            ? InputFault.TimeMalformed
            : await call.SubmitAsync(
                new ReportRide(
                    id, call.Body.Status, at, call.Body.Reason,
                    call.SecretOrNull(call.PatientOf(id), SealedField.Note, call.Body.Words)),
                _ => Agree.Page(call));
    }

    private static async Task<CallReply> MicuAsync(Call<MicuBody> call)
    {
        var (id, body) = (new CareRequestId(call.Number("request")), call.Body);
        if (!Cards.TryLater(body.Departure, call.Engine.Now, out var at) || at is not { } departure)
        {
            return InputFault.TimeMalformed;
        }

        var person = call.PatientOf(id);
        Secret Name(string text) => call.Secret(person, SealedField.Professional, text.Trim());
        return body.Intensivist.Length > 120 || body.Coordinator.Length > 120
            ? InputFault.TextTooLong
            : await call.SubmitAsync(
                new AgreeMicu(
                    id, body.Indication, Name(body.Intensivist), body.Function,
                    call.Secret(person, SealedField.Note, body.Condition.Trim()),
                    call.SecretOrNull(person, SealedField.Note, body.Considerations),
                    body.CriteriaMet, Name(body.Coordinator), departure),
                _ => Agree.Page(call));
    }

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
