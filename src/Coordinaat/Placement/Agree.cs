using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Http;
using Coordinaat.Security;

namespace Coordinaat.Placement;

/// <summary>What is agreed about a promised place.</summary>
internal static class Agree
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapUseCase<AdmissionBody>(
            "ConfirmAdmission", "/api/care-requests/{request:int}/admission",
            "/zorgvragen/{request:int}/opname", Policies.Parties, AdmissionAsync);
        routes.MapUseCase<ConsentBody>(
            "RecordConsent", "/api/care-requests/{request:int}/consent",
            "/zorgvragen/{request:int}/instemming", Policies.Intake, ConsentAsync);
        routes.MapUseCase<NoBody>(
            "ConfirmCondition", "/api/care-requests/{request:int}/condition-met",
            "/zorgvragen/{request:int}/voorwaarde", Policies.Parties,
            call => call.SubmitAsync(new ConfirmCondition(Id(call)), _ => Page(call)));
        routes.MapUseCase<ReleaseBody>(
            "ReleasePlace", "/api/care-requests/{request:int}/release",
            "/zorgvragen/{request:int}/plek-vrijgeven", Policies.Parties, ReleaseAsync);
        routes.MapUseCase<ReturnBody>(
            "MarkReturn", "/api/care-requests/{request:int}/return",
            "/zorgvragen/{request:int}/terugplaatsing", Policies.Intake,
            call => call.SubmitAsync(
                new MarkReturn(Id(call), call.Body.IsWanted), _ => Page(call)));
    }

    /// <summary>The two doctors.</summary>
    internal sealed record AdmissionBody(
        string Sending, string SendingFunction, string Admitting, string AdmittingFunction)
    {
        public override string ToString() => "***";
    }

    /// <summary>What the patient said about moving.</summary>
    internal sealed record ConsentBody(
        Consent Given, bool BySomebodyElse = false, string NotAsked = "");

    /// <summary>Why the place is given up.</summary>
    internal sealed record ReleaseBody(string Reason, string Words = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>Whether the patient goes back to the sender when that is possible.</summary>
    internal sealed record ReturnBody(bool IsWanted);

    /// <summary>The page that a party comes back to.</summary>
    public static string Page<T>(Call<T> call) => call.Caller.IsAny(Roles.Desk | Roles.Referrer)
        ? $"/zorgvragen/{call.Number("request")}"
        : "/vragen-aan-ons";

    private static CareRequestId Id<T>(Call<T> call) => new(call.Number("request"));

    private static async Task<CallReply> AdmissionAsync(Call<AdmissionBody> call)
    {
        var body = call.Body;
        var person = call.PatientOf(Id(call));
        return body.Sending.Length > 120 || body.Admitting.Length > 120
            ? InputFault.TextTooLong
            : await call.SubmitAsync(
                new ConfirmAdmission(
                    Id(call), call.Secret(person, SealedField.Professional, body.Sending.Trim()),
                    body.SendingFunction,
                    call.Secret(person, SealedField.Professional, body.Admitting.Trim()),
                    body.AdmittingFunction),
                _ => Page(call));
    }

    private static Task<CallReply> ConsentAsync(Call<ConsentBody> call) => call.SubmitAsync(
        new RecordConsent(
            Id(call), call.Body.Given, call.Body.BySomebodyElse,
            call.Body.Given == Consent.NotAsked ? call.Body.NotAsked : ""),
        _ => Page(call));

    private static Task<CallReply> ReleaseAsync(Call<ReleaseBody> call) => call.SubmitAsync(
        new ReleasePlace(
            Id(call), call.Body.Reason,
            call.SecretOrNull(call.PatientOf(Id(call)), SealedField.Note, call.Body.Words)),
        _ => Page(call));
}
