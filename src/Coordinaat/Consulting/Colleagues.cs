using System.Globalization;
using Coordinaat.Access;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Http;
using Coordinaat.Live;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Coordinaat.Consulting;

/// <summary>Questions to colleagues of other disciplines, and their answers (FR-T6).</summary>
internal static class Colleagues
{
    private const int NameMax = 120;

    private const int WordsMax = 4_000;

    private const string Page = "/overleg";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapUseCase<AskBody>(
            "AskConsultation", "/api/care-requests/{request:int}/questions",
            "/zorgvragen/{request:int}/collega", Policies.Desk, AskAsync);
        routes.MapUseCase<NoBody>(
            "WithdrawConsultation",
            "/api/care-requests/{request:int}/questions/{number:int}/withdraw",
            "/zorgvragen/{request:int}/collega/{number:int}/terug", Policies.Desk,
            call => call.SubmitAsync(
                new WithdrawConsultation(Id(call), call.Number("number")), _ => PageOf(call)));
        routes.MapUseCase<AnswerBody>(
            "AnswerConsultation", "/api/care-requests/{request:int}/questions/{number:int}/answer",
            "/zorgvragen/{request:int}/collega/{number:int}/antwoord", Policies.Advice,
            AnswerAsync);
        routes.MapUseCase<ConcludeBody>(
            "ConcludeJointTriage",
            "/api/care-requests/{request:int}/joint-triage/{round:int}/conclusion",
            "/zorgvragen/{request:int}/collega/{round:int}/conclusie", Policies.Desk,
            ConcludeAsync);
        routes.MapUseCase<NoBody>(
            "ReadAdvice", "/api/care-requests/{request:int}/advice/{round:int}/read",
            "/zorgvragen/{request:int}/collega/{round:int}/gelezen", Policies.Desk,
            call => call.SubmitAsync(
                new ReadAdvice(Id(call), call.Number("round")), _ => PageOf(call)));
        routes.MapGet(Page, () => new RazorComponentResult<ConsultationsPage>())
            .RequireAuthorization(Policies.Colleague).ExcludeFromDescription();
        routes.MapGet("/api/consultations", List)
            .RequireAuthorization(Policies.Colleague).WithName("ListConsultations")
            .WithTags("consultations").Produces<ConsultationBody[]>();
    }

    /// <summary>Whom to ask: each a discipline and an organisation, as "mh-triage/ggz".</summary>
    internal sealed record AskBody(IReadOnlyList<string> Colleagues, string Question)
    {
        public override string ToString() => "***";
    }

    /// <summary>An answer; the name only where it was said by telephone.</summary>
    internal sealed record AnswerBody(string Words, string Urgency = "", string Name = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>What several judgements come to.</summary>
    internal sealed record ConcludeBody(string Conclusion)
    {
        public override string ToString() => "***";
    }

    /// <summary>A question to colleagues, with the part of the case that is open to them.
    /// </summary>
    internal sealed record ConsultationBody(
        int Request, int Number, string Discipline, string? Question, string AskedAt,
        string AnswerBy, bool IsAwaited, string Urgency, AgeBand Age, string? Story)
    {
        public override string ToString() => "***";
    }

    /// <summary>The questions that are open to the colleagues of an organisation.</summary>
    public static IEnumerable<(CareRequest Request, AskedConsultation Asked)> OpenTo(
        World world, OrganisationId organisation) =>
        world.Consultation.Open.Select(n => world.Access.Find(new CareRequestId(n)))
            .OfType<CareRequest>()
            .SelectMany(r => OpenTo(world, organisation, r).Select(a => (r, a)));

    /// <summary>The same, of one request.</summary>
    public static IEnumerable<AskedConsultation> OpenTo(
        World world, OrganisationId organisation, CareRequest request) => request.IsOpen
            ? world.Consultation[request.Id].All
                .Where(a => !a.IsShut && a.Organisation == organisation)
            : [];

    private static CareRequestId Id<T>(Call<T> call) => new(call.Number("request"));

    // Who may open the dossier goes back to it; a colleague stays among the questions.
    private static string PageOf<T>(Call<T> call) =>
        call.Engine.World.Access.Find(Id(call))?.MayBeWorkedBy(call.Caller.Actor) == true
            ? $"/zorgvragen/{call.Number("request")}"
            : Page;

    private static async Task<CallReply> AskAsync(Call<AskBody> call) =>
        call.Body.Question.Length > WordsMax
            ? InputFault.TextTooLong
            : await call.SubmitAsync(
                new AskConsultation(
                    Id(call),
                    [.. call.Body.Colleagues.Select(c => Read(call.Engine.World, c))],
                    call.Secret(
                        call.PatientOf(Id(call)), SealedField.Note, call.Body.Question.Trim())),
                _ => PageOf(call));

    private static Colleague Read(World world, string text)
    {
        var parts = text.Split('/', 2);
        return new Colleague(
            parts[0], new OrganisationId(
                parts.Length == 2 ? world.Regions.Organisations.NumberOf(parts[1]) : 0));
    }

    private static async Task<CallReply> AnswerAsync(Call<AnswerBody> call)
    {
        var (person, body) = (call.PatientOf(Id(call)), call.Body);
        return body.Words.Length > WordsMax || body.Name.Length > NameMax
            ? InputFault.TextTooLong
            : await call.SubmitAsync(
                new AnswerConsultation(
                    Id(call), call.Number("number"),
                    call.Secret(person, SealedField.Note, body.Words.Trim()), body.Urgency,
                    call.SecretOrNull(person, SealedField.Professional, body.Name)),
                _ => call.Http.Request.Headers.Referer.ToString().EndsWith(
                    Page, StringComparison.Ordinal)
                    ? Page
                    : PageOf(call));
    }

    private static async Task<CallReply> ConcludeAsync(Call<ConcludeBody> call) =>
        call.Body.Conclusion.Length > WordsMax
            ? InputFault.TextTooLong
            : await call.SubmitAsync(
                new ConcludeJointTriage(
                    Id(call), call.Number("round"),
                    call.Secret(
                        call.PatientOf(Id(call)), SealedField.Note, call.Body.Conclusion.Trim())),
                _ => PageOf(call));

    private static IEnumerable<ConsultationBody> List(HttpContext http, Engine.Engine engine)
    {
        var world = engine.World;
        return
        [
            .. OpenTo(world, http.Caller().Actor.Organisation).Select(c => new ConsultationBody(
                c.Request.Id.Value, c.Asked.Number, c.Asked.Discipline,
                engine.Vault.OpenText(c.Asked.Question), View.Iso(c.Asked.AskedAt),
                View.Iso(c.Asked.AnswerBy), c.Asked.IsAwaited,
                world.Triage[c.Request.Id].Urgency, c.Request.Age,
                engine.Vault.OpenText(c.Request.Story))),
        ];
    }
}

/// <summary>The questions to the colleagues of one organisation; who waits longest in front.
/// </summary>
public sealed class ConsultationsTopic : Topic
{
    private const string List = "consultations";

    /// <inheritdoc/>
    public override string Name => List;

    /// <inheritdoc/>
    public override bool MayBeSeenBy(World world, Actor actor) =>
        actor.IsAny(ConsultationParties.Colleagues);

    /// <inheritdoc/>
    public override string AudienceOf(World world, Actor actor) => string.Create(
        CultureInfo.InvariantCulture,
        $"{actor.Organisation.Value}{(actor.IsAny(Roles.SupervisingPhysician) ? "+" : "")}");

    /// <inheritdoc/>
    public override IEnumerable<Row> All(View view, Actor actor) =>
        Colleagues.OpenTo(view.World, actor.Organisation)
            .Select(c => RowOf(view, actor, c.Request, c.Asked));

    /// <inheritdoc/>
    public override IEnumerable<Row> Touched(View view, Actor actor, StreamKey change)
    {
        if (change.Kind != StreamKind.CareRequest
            || view.World.Access.Find(new CareRequestId(change.Number)) is not { } request)
        {
            return [];
        }

        var open = Colleagues.OpenTo(view.World, actor.Organisation, request).ToHashSet();
        return view.World.Consultation[request.Id].All
            .Where(a => a.Organisation == actor.Organisation)
            .Select(a => open.Contains(a)
                ? RowOf(view, actor, request, a)
                : Rows.Gone(List, KeyOf(request, a)));
    }

    private static string KeyOf(CareRequest request, AskedConsultation asked) => string.Create(
        CultureInfo.InvariantCulture, $"q{request.Id.Value}-{asked.Number}");

    private static Row RowOf(
        View view, Actor actor, CareRequest request, AskedConsultation asked) =>
        Rows.Of<ConsultationCard>(
            List, KeyOf(request, asked),
            $"{(asked.IsAwaited ? 0 : 1)}{Rows.SortOf(asked.AnswerBy)}{KeyOf(request, asked)}",
            view, (nameof(ConsultationCard.Request), request),
            (nameof(ConsultationCard.Asked), asked), (nameof(ConsultationCard.Actor), actor));
}

/// <summary>Advice that lies ready for who leads the case, among what asks for action.</summary>
internal static class UnreadAdvice
{
    /// <summary>A row for each round of a request; gone where there is nothing to read.</summary>
    public static IEnumerable<Row> RowsOf(View view, CareRequest request, bool isShown) =>
        view.World.Consultation[request.Id].All.Select(c => c.Round).Distinct()
            .Select(round => isShown && SinceOf(view.World, request, round) is { } since
                ? Rows.Of<AdviceNowRow>(
                    "now", KeyOf(request, round),
                    "1" + Rows.SortOf(since) + KeyOf(request, round), view,
                    (nameof(AdviceNowRow.Request), request),
                    (nameof(AdviceNowRow.Round), round), (nameof(AdviceNowRow.Since), since))
                : Rows.Gone("now", KeyOf(request, round)));

    /// <summary>Since when it lies there; null where there is nothing to read.</summary>
    public static Instant? SinceOf(World world, CareRequest request, int round) =>
        request.IsOpen
            ? world.Consultation[request.Id].UnreadSince(
                round, request.Lead?.Account ?? default)
            : null;

    private static string KeyOf(CareRequest request, int round) =>
        string.Create(CultureInfo.InvariantCulture, $"a{request.Id.Value}-{round}");
}
