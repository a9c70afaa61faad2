using Coordinaat.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Visits;
using Coordinaat.Http;
using Coordinaat.Security;
using NodaTime;

namespace Coordinaat.Visits;

/// <summary>A visit of a nurse, step by step: ordered, planned, made, handed back.</summary>
internal static class Visiting
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapUseCase<OrderBody>(
            "OrderVisit", "/api/care-requests/{request:int}/visit",
            "/zorgvragen/{request:int}/bezoek", Policies.Desk, OrderAsync);
        routes.MapUseCase<MoveBody>(
            "MoveVisit", "/api/care-requests/{request:int}/visit/move",
            "/zorgvragen/{request:int}/bezoek/verplaatsen", Policies.Parties, MoveAsync);
        routes.MapUseCase<WithdrawBody>(
            "WithdrawVisit", "/api/care-requests/{request:int}/visit/withdraw",
            "/zorgvragen/{request:int}/bezoek/intrekken", Policies.Desk,
            call => call.SubmitAsync(
                new WithdrawVisit(Id(call), Note(call, call.Body.Words)), _ => Page(call)));
        routes.MapUseCase<NurseBody>(
            "AssignNurse", "/api/care-requests/{request:int}/visit/nurse",
            "/zorgvragen/{request:int}/bezoek/verpleegkundige", Policies.Parties, AssignAsync);
        routes.MapUseCase<ProgressBody>(
            "TellOfVisit", "/api/care-requests/{request:int}/visit/progress",
            "/zorgvragen/{request:int}/bezoek/stand", Policies.Parties,
            call => AtAsync(call, call.Body.Time, at => call.SubmitAsync(
                new TellOfVisit(Id(call), call.Body.Progress, at), _ => Page(call))));
        routes.MapUseCase<ResultBody>(
            "FinishVisit", "/api/care-requests/{request:int}/visit/outcome",
            "/zorgvragen/{request:int}/bezoek/uitkomst", Policies.Parties, FinishAsync);
        routes.MapUseCase<BackBody>(
            "HandBackVisit", "/api/care-requests/{request:int}/visit/hand-back",
            "/zorgvragen/{request:int}/bezoek/terugkoppeling", Policies.Parties, HandBackAsync);
    }

    /// <summary>What is asked of a nurse. Times are hours and minutes, or moments.</summary>
    internal sealed record OrderBody(
        IReadOnlyList<string> Tasks, string Until, string From = "", string Prescriber = "",
        string PrescriberFunction = "", string Practice = "", string Prescribed = "",
        string Indication = "", string Material = "", Anticoagulants? Anticoagulants = null,
        bool NeedsTwo = false, string Access = "", string Safety = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>Another window, and with whom it was agreed.</summary>
    internal sealed record MoveBody(string Until, string AgreedWith, string From = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>Why the order is taken back.</summary>
    internal sealed record WithdrawBody(string Words)
    {
        public override string ToString() => "***";
    }

    /// <summary>Who goes, and when that nurse thinks to be there.</summary>
    internal sealed record NurseBody(
        string Nurse, string Function, string ExpectedAt,
        IReadOnlyList<string>? CompetentFor = null, string Second = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>On the way, or there; when, empty for now.</summary>
    internal sealed record ProgressBody(VisitProgress Progress, string? Time = null);

    /// <summary>How it went.</summary>
    internal sealed record ResultBody(
        VisitOutcome Outcome, string? Time = null, string Done = "", string Found = "",
        string Advice = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>Who heard of it, and how.</summary>
    internal sealed record BackBody(
        string Receiver, string Function, HandBackWay Way, string? Time = null)
    {
        public override string ToString() => "***";
    }

    // Who goes looks at the own round, the desk at the dossier.
    private static string Page<T>(Call<T> call) => call.Caller.IsAny(Roles.Desk)
        ? $"/zorgvragen/{call.Number("request")}"
        : "/bezoeken";

    private static CareRequestId Id<T>(Call<T> call) => new(call.Number("request"));

    private static Secret Name<T>(Call<T> call, string text) =>
        call.Secret(call.PatientOf(Id(call)), SealedField.Professional, text.Trim());

    private static Secret? NameOrNull<T>(Call<T> call, string text) =>
        call.SecretOrNull(call.PatientOf(Id(call)), SealedField.Professional, text);

    private static Secret Note<T>(Call<T> call, string text) =>
        call.Secret(call.PatientOf(Id(call)), SealedField.Note, text.Trim());

    private static Secret? NoteOrNull<T>(Call<T> call, string text) =>
        call.SecretOrNull(call.PatientOf(Id(call)), SealedField.Note, text);

    private static async Task<CallReply> AtAsync<T>(
        Call<T> call, string? time, Func<Instant?, Task<CallReply>> submit) =>
        Cards.TryTime(time, call.Engine.Now, out var at)
            ? await submit(at)
            : InputFault.TimeMalformed;

    private static async Task<CallReply> OrderAsync(Call<OrderBody> call)
    {
        var body = call.Body;
        return !VisitTimes.TryWindow(
            body.From, body.Until, call.Engine.Now, out var from, out var until)
            ? InputFault.TimeMalformed
            : await call.SubmitAsync(
                new OrderVisit(
                    Id(call), [.. body.Tasks], from, until, NameOrNull(call, body.Prescriber),
                    body.PrescriberFunction, NameOrNull(call, body.Practice),
                    NoteOrNull(call, body.Prescribed), NoteOrNull(call, body.Indication),
                    NoteOrNull(call, body.Material), body.Anticoagulants, body.NeedsTwo,
                    NoteOrNull(call, body.Access), NoteOrNull(call, body.Safety)),
                _ => Page(call));
    }

    private static async Task<CallReply> MoveAsync(Call<MoveBody> call)
    {
        var body = call.Body;
        return !VisitTimes.TryWindow(
            body.From, body.Until, call.Engine.Now, out var from, out var until)
            ? InputFault.TimeMalformed
            : await call.SubmitAsync(
                new MoveVisit(Id(call), from, until, Name(call, body.AgreedWith)),
                _ => Page(call));
    }

    private static async Task<CallReply> AssignAsync(Call<NurseBody> call)
    {
        var body = call.Body;
        return !Cards.TryLater(body.ExpectedAt, call.Engine.Now, out var at)
            ? InputFault.TimeMalformed
            : await call.SubmitAsync(
                new AssignNurse(
                    Id(call), Name(call, body.Nurse), body.Function,
                    [.. body.CompetentFor ?? []], NameOrNull(call, body.Second),
                    at ?? call.Engine.Now),
                _ => Page(call));
    }

    private static Task<CallReply> FinishAsync(Call<ResultBody> call) =>
        AtAsync(call, call.Body.Time, at => call.SubmitAsync(
            new FinishVisit(
                Id(call), call.Body.Outcome, at, NoteOrNull(call, call.Body.Done),
                NoteOrNull(call, call.Body.Found), NoteOrNull(call, call.Body.Advice)),
            _ => Page(call)));

    private static Task<CallReply> HandBackAsync(Call<BackBody> call) =>
        AtAsync(call, call.Body.Time, at => call.SubmitAsync(
            new HandBackVisit(
                Id(call), Name(call, call.Body.Receiver), call.Body.Function, call.Body.Way, at),
            _ => Page(call)));
}
