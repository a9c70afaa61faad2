using Coordinaat.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Http;
using Coordinaat.Security;

namespace Coordinaat.Triage;

/// <summary>Urgency and need of a request.</summary>
internal static class Judge
{
    private const int NameMax = 120;

    private const int WordsMax = 4_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapUseCase<TriageBody>(
            "RecordTriage", "/api/care-requests/{request:int}/triage",
            "/zorgvragen/{request:int}/triage", Policies.Intake, TriageAsync);
        routes.MapUseCase<NeedBody>(
            "DescribeNeed", "/api/care-requests/{request:int}/need",
            "/zorgvragen/{request:int}/zorgbehoefte", Policies.Desk, NeedAsync);
        routes.MapUseCase<ConsultationBody>(
            "RecordConsultation", "/api/care-requests/{request:int}/consultations",
            "/zorgvragen/{request:int}/overleg", Policies.Desk, ConsultAsync);
        routes.MapUseCase<VitalSignsBody>(
            "RecordVitalSigns", "/api/care-requests/{request:int}/vital-signs",
            "/zorgvragen/{request:int}/metingen", Policies.Intake, MeasureAsync);
        routes.MapUseCase<LimitsBody>(
            "RecordTreatmentLimits", "/api/care-requests/{request:int}/treatment-limits",
            "/zorgvragen/{request:int}/behandelgrenzen", Policies.Intake, LimitAsync);
    }

    /// <summary>What the triage system gave, the final urgency, and what was found.</summary>
    internal sealed record TriageBody(
        string System, string SystemVersion, string Proposed, string Urgency, string Reason = "",
        int? Seen = null, bool Anyway = false, string Complaint = "",
        AbcdState Airway = AbcdState.NotAssessed, AbcdState Breathing = AbcdState.NotAssessed,
        AbcdState Circulation = AbcdState.NotAssessed,
        AbcdState Disability = AbcdState.NotAssessed, bool IsPhysical = false,
        IReadOnlyList<string>? Context = null, IReadOnlyList<string>? AlarmSigns = null,
        string FollowUp = "", bool IsAlone = false, string Discriminators = "",
        string Advice = "", string SafetyNet = "")
    {
        public override string ToString() => "***";

        /// <summary>What was found; null where nothing was said of it.</summary>
        public FoundAtTriage? Found(Func<string, Secret?> secret)
        {
            var abcd = new Abcd(Airway, Breathing, Circulation, Disability);
            var found = new FoundAtTriage(
                Complaint, abcd, IsPhysical, [.. Context ?? []], [.. AlarmSigns ?? []], FollowUp,
                IsAlone, secret(Discriminators), secret(Advice), secret(SafetyNet));
            var isEmpty = found is
            {
                Complaint: "", IsPhysical: false, Context.IsEmpty: true, AlarmSigns.IsEmpty: true,
                FollowUp: "", IsAlone: false,
            };
            return isEmpty && abcd == Abcd.NotAssessed && !found.Secrets.Any() ? null : found;
        }
    }

    /// <summary>Limits on treatment, and the patient's wishes.</summary>
    internal sealed record LimitsBody(IReadOnlyList<string>? Limits = null, string Words = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>What the patient needs.</summary>
    internal sealed record NeedBody(
        string CareType, Complexity Complexity, IReadOnlyList<Features>? Features = null,
        LegalTitle Title = LegalTitle.None, ReturnHome ReturnHome = ReturnHome.Unknown,
        string Transport = "", string? EarliestAt = null, IReadOnlyList<string>? NotTo = null,
        string Wishes = "", string Specialism = "", int NeonatalLevel = 0, int TraumaLevel = 0,
        IReadOnlyList<string>? Preferred = null, IReadOnlyList<string>? KnownAt = null)
    {
        /// <summary>Null where nothing is needed or liked beyond the kind of care.</summary>
        public NeededBeyond? BeyondOrNull() =>
            Specialism.Length == 0 && NeonatalLevel == 0 && TraumaLevel == 0
                && Preferred is not { Count: > 0 } && KnownAt is not { Count: > 0 }
                ? null
                : new NeededBeyond(
                    Specialism, NeonatalLevel, TraumaLevel, [.. Preferred ?? []],
                    [.. KnownAt ?? []]);

        public override string ToString() => "***";
    }

    /// <summary>Who was consulted, and what was advised.</summary>
    internal sealed record ConsultationBody(string Function, string Name, string Advice)
    {
        public override string ToString() => "***";
    }

    /// <summary>Vital signs as they were measured; null for what was not.</summary>
    internal sealed record VitalSignsBody(
        int? Respirations = null, int? Saturation = null, bool? OnOxygen = null,
        int? Systolic = null, int? Pulse = null, Consciousness? Consciousness = null,
        decimal? Temperature = null, string LowTargetBy = "", bool? IsPregnant = null,
        string MeasuredAt = "", bool Confirmed = false)
    {
        public override string ToString() => "***";

        /// <summary>Null where the temperature has more than one decimal, or a number is none.
        /// </summary>
        public VitalSigns? Signs() => Temperature is { } t && (t is < -99 or > 999
            || t * 10 != decimal.Truncate(t * 10))
            ? null
            : new VitalSigns(
                Respirations, Saturation, OnOxygen, Systolic, Pulse, Consciousness,
                Temperature is { } degrees ? (int)(degrees * 10) : null,
                LowTargetBy.Trim() is { Length: > 0 } by ? by : null, IsPregnant);
    }

    private static Task<CallReply> MeasureAsync(Call<VitalSignsBody> call) =>
        MeasureAsync(call, call.Body, new CareRequestId(call.Number("request")));

    /// <summary>Records what was measured, in a call of its own or with another.</summary>
    internal static async Task<CallReply> MeasureAsync<TBody>(
        Call<TBody> call, VitalSignsBody body, CareRequestId id)
    {
        if (!Cards.TryTime(body.MeasuredAt, call.Engine.Now, out var at))
        {
            return InputFault.TimeMalformed;
        }

        return body.LowTargetBy.Length > NameMax ? InputFault.TextTooLong
            : body.Signs() is not { } signs ? InputFault.BodyMalformed
            : await call.SubmitAsync(
                new RecordVitalSigns(
                    id,
                    call.Secret(call.PatientOf(id), SealedField.VitalSigns, signs.Write()), at,
                    body.Confirmed),
                _ => $"/zorgvragen/{id.Value}");
    }

    private static async Task<CallReply> ConsultAsync(Call<ConsultationBody> call)
    {
        var (id, body) = (new CareRequestId(call.Number("request")), call.Body);
        var person = call.PatientOf(id);
        return body.Name.Length > NameMax || body.Advice.Length > WordsMax
            ? InputFault.TextTooLong
            : await call.SubmitAsync(
                new RecordConsultation(
                    id, body.Function,
                    call.Secret(person, SealedField.Professional, body.Name.Trim()),
                    call.Secret(person, SealedField.Note, body.Advice.Trim())),
                _ => $"/zorgvragen/{id.Value}");
    }

    private static Task<CallReply> TriageAsync(Call<TriageBody> call)
    {
        var id = new CareRequestId(call.Number("request"));
        var body = call.Body;
        return call.SubmitAsync(
            new RecordTriage(
                id, body.System, body.SystemVersion, body.Proposed, body.Urgency,
                call.SecretOrNull(call.PatientOf(id), SealedField.Note, body.Reason),
                body.Found(text => call.SecretOrNull(
                    call.PatientOf(id), SealedField.Note, text)),
                body.Anyway ? null : body.Seen),
            _ => $"/zorgvragen/{id.Value}");
    }

    private static Task<CallReply> LimitAsync(Call<LimitsBody> call)
    {
        var id = new CareRequestId(call.Number("request"));
        return call.SubmitAsync(
            new RecordTreatmentLimits(
                id, [.. call.Body.Limits ?? []],
                call.SecretOrNull(call.PatientOf(id), SealedField.Note, call.Body.Words)),
            _ => $"/zorgvragen/{id.Value}");
    }

    private static async Task<CallReply> NeedAsync(Call<NeedBody> call)
    {
        var id = new CareRequestId(call.Number("request"));
        var body = call.Body;
        if (!Cards.TryLater(body.EarliestAt, call.Engine.Now, out var earliest))
        {
            return InputFault.TimeMalformed;
        }

        var features = (body.Features ?? []).Aggregate(Features.None, (sum, f) => sum | f);
        return await call.SubmitAsync(
            new DescribeNeed(
                id, body.CareType, body.Complexity, features, body.Title, body.ReturnHome,
                body.Transport, earliest, [.. body.NotTo ?? []],
                call.SecretOrNull(call.PatientOf(id), SealedField.Note, body.Wishes),
                body.BeyondOrNull()),
            _ => $"/zorgvragen/{id.Value}");
    }
}
