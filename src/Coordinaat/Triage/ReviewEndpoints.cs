using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Triage;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Triage;

/// <summary>The worklist of advice that triagists gave alone (R25).</summary>
internal static class ReviewEndpoints
{
    private const int WordsMax = 4_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/autorisatie", () => new RazorComponentResult<ReviewsPage>())
            .RequireAuthorization(Policies.Desk).ExcludeFromDescription();
        routes.MapUseCase<AuthoriseBody>(
            "AuthoriseAdvice", "/api/advice-reviews", "/autorisatie", Policies.Desk,
            AuthoriseAsync);
        routes.MapUseCase<WordsBody>(
            "ReturnAdvice", "/api/care-requests/{request:int}/advice/return",
            "/autorisatie/{request:int}/terug", Policies.Desk, ReturnAsync);
        routes.MapUseCase<WordsBody>(
            "SettleAdvice", "/api/care-requests/{request:int}/advice/settle",
            "/autorisatie/{request:int}/afgehandeld", Policies.Desk, SettleAsync);
    }

    /// <summary>Which requests.</summary>
    internal sealed record AuthoriseBody(IReadOnlyList<int>? Requests = null);

    /// <summary>What has to be done, or what was.</summary>
    internal sealed record WordsBody(string Words)
    {
        public override string ToString() => "***";
    }

    /// <summary>The requests that wait for a physician or for what one asked, as far as they are
    /// somebody's: the gravest first, then who waits longest.</summary>
    public static IReadOnlyList<CareRequest> ListFor(World world, Actor actor) =>
    [
        .. world.Triage.UnderReview.Select(n => world.Access.Find(new CareRequestId(n)))
            .OfType<CareRequest>().Where(r => r.MayBeWorkedBy(actor))
            .OrderByDescending(r => world.Triage[r.Id].Review is not null)
            .ThenBy(r => world.Triage[r.Id].Urgency, StringComparer.Ordinal)
            .ThenBy(r => world.Triage[r.Id].Current!.At),
    ];

    private static Task<CallReply> AuthoriseAsync(Call<AuthoriseBody> call) => call.SubmitAsync(
        new AuthoriseAdvice([.. (call.Body.Requests ?? []).Select(n => new CareRequestId(n))]),
        _ => "/autorisatie");

    private static Task<CallReply> ReturnAsync(Call<WordsBody> call) => WithWordsAsync(
        call, (id, words) => call.SubmitAsync(new ReturnAdvice(id, words), _ => "/autorisatie"));

    private static Task<CallReply> SettleAsync(Call<WordsBody> call) => WithWordsAsync(
        call, (id, words) => call.SubmitAsync(new SettleAdvice(id, words), _ => "/autorisatie"));

    private static async Task<CallReply> WithWordsAsync(
        Call<WordsBody> call, Func<CareRequestId, Secret, Task<CallReply>> submit)
    {
        var id = new CareRequestId(call.Number("request"));
        return call.Body.Words.Length > WordsMax
            ? InputFault.TextTooLong
            : await submit(id, call.Secret(
                call.PatientOf(id), SealedField.Note, call.Body.Words.Trim()));
    }
}
