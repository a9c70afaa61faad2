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
    private const int WordsMax = 4_000;
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
    internal sealed record AnswerBody(
        Reply Reply, string Reason = "", string Words = "", string SpokenName = "",
        string SpokenFunction = "")
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
                ? Sought.Of(call.Engine, world, request, call.Engine.Now)
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
        var isSpoken = body.SpokenName.Length > 0;
        var spoken = isSpoken ? $"{body.SpokenName.Trim()}, {body.SpokenFunction.Trim()}" : null;
        return body.Words.Length > WordsMax || body.SpokenName.Length > 120
            ? InputFault.TextTooLong
            : (await call.SubmitAsync(
                new AnswerOffer(
                    id, body.Reply, body.Reply == Reply.No ? body.Reason : "",
                    call.SecretOrNull(person, SealedField.Note, body.Words),
                    call.SecretOrNull(person, SealedField.Professional, spoken)),
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

    private static Task<CallReply> WithdrawAsync(Call<NoBody> call)
    {
        var id = new OfferId(call.Number("offer"));
        return call.SubmitAsync(
            new WithdrawOffer(id),
            _ => $"/zorgvragen/{call.Engine.World.Placement[id].Request.Value}");
    }
}
