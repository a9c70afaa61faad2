using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Placement;
using Coordinaat.Http;
using Coordinaat.Matching;
using Coordinaat.Security;

namespace Coordinaat.Placement;

/// <summary>Questions to units: asked, answered, taken back.</summary>
internal static class Offers
{
    /// <summary>No words beside an answer are longer.</summary>
    public const int WordsMax = 4_000;

    /// <summary>No name of who answers is longer.</summary>
    public const int NameMax = 120;

    private const int RankedMost = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapUseCase<AskBody>(
            "MakeOffer", "/api/care-requests/{request:int}/offers",
            "/zorgvragen/{request:int}/vragen", Policies.Desk, AskAsync);
        routes.MapUseCase<AnswerBody>(
            "AnswerOffer", "/api/offers/{offer:int}/answer", "/vragen/{offer:int}/antwoord",
            Policies.Parties, AnswerAsync);
        routes.MapUseCase<NoBody>(
            "WithdrawOffer", "/api/offers/{offer:int}/withdraw", "/vragen/{offer:int}/terug",
            Policies.Desk, WithdrawAsync);
    }

    /// <summary>Which unit, and why it and not the first of the list.</summary>
    internal sealed record AskBody(string Unit, string Override = "", string OverrideWords = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>The answer; with a name and function when it was given on the telephone.</summary>
    /// <param name="Reply">Yes, yes if, or no.</param>
    /// <param name="Reason">Code of the reason of a no.</param>
    /// <param name="Words">Words beside it; the condition of a yes if.</param>
    /// <param name="SpokenName">Who said it.</param>
    /// <param name="SpokenFunction">What they are.</param>
    /// <param name="ConditionMinutes">
    /// In how many minutes the condition should be met; 0 for before the patient leaves.
    /// </param>
    /// <param name="WasPreferred">A no: it was the patient's choice, and full.</param>
    internal sealed record AnswerBody(
        Reply Reply, string Reason = "", string Words = "", string SpokenName = "",
        string SpokenFunction = "", int ConditionMinutes = 0, bool WasPreferred = false)
    {
        public override string ToString() => "***";
    }

    // The rank is worked out here from the same list that the page shows, never taken from the
    // caller: what is recorded is what was true.
    private static async Task<CallReply> AskAsync(Call<AskBody> call)
    {
        var world = call.Engine.World;
        var id = new CareRequestId(call.Number("request"));
        var unit = new UnitId(world.Regions.Units.NumberOf(call.Body.Unit));
        var sought = unit.Value > 0 && world.Access.Find(id) is { } request
            && request.MayBeWorkedBy(call.Caller.Actor)
                ? Sought.Of(
                    call.Engine, call.Http.RequestServices.GetRequiredService<TravelTimes>(),
                    world, request, call.Engine.Now)
                : null;
        var ranking = sought?.Rank(most: RankedMost);
        return call.Body.OverrideWords.Length > WordsMax
            ? InputFault.TextTooLong
            : await call.SubmitAsync(
                new MakeOffer(
                    id, unit, world.Number, sought?.RankOf(ranking!, unit) ?? 0,
                    sought?.Assess(unit).TravelSeconds ?? 0, call.Body.Override,
                    call.SecretOrNull(
                        call.PatientOf(id), SealedField.Note, call.Body.OverrideWords),
                    sought is null ? null : call.Secret(
                        call.PatientOf(id), SealedField.Ranking,
                        InputsText.Write(sought.InputsOf(ranking!))),
                    [.. sought?.After(ranking!, unit) ?? []]),
                _ => $"/zorgvragen/{id.Value}",
                r => new { Offer = r.Get<OfferMade>().Offer.Value, r.Number });
    }

    private static async Task<CallReply> AnswerAsync(Call<AnswerBody> call)
    {
        var body = call.Body;
        var id = new OfferId(call.Number("offer"));
        var person = call.Engine.World.Placement.Find(id) is { } offer
            ? call.PatientOf(offer.Request)
            : new PersonId(Engine.Ids.New());
        return body.Words.Length > WordsMax || body.SpokenName.Length > NameMax
            ? InputFault.TextTooLong
            : (await call.SubmitAsync(
                new AnswerOffer(
                    id, body.Reply, body.Reply == Reply.No ? body.Reason : "",
                    call.SecretOrNull(person, SealedField.Note, body.Words),
                    call.SecretOrNull(person, SealedField.Professional, SpokenOf(body)))
                {
                    ConditionMinutes = body.ConditionMinutes, WasPreferred = body.WasPreferred,
                },
                _ => call.Caller.IsAny(Roles.Desk)
                    && call.Engine.World.Placement.Find(id) is { } found
                        ? $"/zorgvragen/{found.Request.Value}"
                        : "/vragen-aan-ons")).Saying(
                    body.Reply switch
                    {
                        Reply.Yes => DoneWord.SaidYes,
                        Reply.YesIf => DoneWord.SaidYesIf,
                        _ => DoneWord.SaidNo,
                    },
                    call.Engine.World.Placement.Find(id)?.Unit ?? default, call.Engine.Now);
    }

    /// <summary>Who said it and what they are, as it is kept; null when nobody said it.</summary>
    public static string? SpokenOf(AnswerBody body) => body.SpokenName.Length > 0
        ? $"{body.SpokenName.Trim()}, {body.SpokenFunction.Trim()}"
        : null;

    private static Task<CallReply> WithdrawAsync(Call<NoBody> call)
    {
        var id = new OfferId(call.Number("offer"));
        return call.SubmitAsync(
            new WithdrawOffer(id),
            _ => $"/zorgvragen/{call.Engine.World.Placement[id].Request.Value}");
    }
}
