using Coordinaat.Domain.Consultation;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Coordinaat.Consulting;

/// <summary>Handing the lead of a case over, one by one or a whole shift (FR-G3, R23).</summary>
internal static class Leads
{
    private const int WordsMax = 4_000;

    private const string Shift = "/dienst";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapUseCase<OfferBody>(
            "OfferLead", "/api/care-requests/{request:int}/lead/offer",
            "/zorgvragen/{request:int}/aanspreekpunt/aanbieden", Policies.Desk, OfferAsync);
        routes.MapUseCase<AnswerBody>(
            "AnswerLeadOffer", "/api/care-requests/{request:int}/lead/answer",
            "/zorgvragen/{request:int}/aanspreekpunt/antwoord", Policies.Desk, AnswerAsync);
        routes.MapUseCase<NoBody>(
            "WithdrawLeadOffer", "/api/care-requests/{request:int}/lead/withdraw",
            "/zorgvragen/{request:int}/aanspreekpunt/terug", Policies.Desk,
            call => call.SubmitAsync(new WithdrawLeadOffer(Id(call)), _ => Page(call)));
        routes.MapGet(Shift, () => new RazorComponentResult<ShiftPage>())
            .RequireAuthorization(Policies.Desk).ExcludeFromDescription();
        routes.MapForm<ShiftBody>("/dienst/overdragen", Policies.Desk, OfferAllAsync);
        routes.MapForm<ShiftBody>("/dienst/aannemen", Policies.Desk, AcceptAllAsync);
    }

    /// <summary>To whom: an organisation, as "zcc", or a colleague there, as "zcc/12".</summary>
    internal sealed record OfferBody(string To, string ToDo)
    {
        public override string ToString() => "***";
    }

    /// <summary>A yes, or a no with its reason.</summary>
    internal sealed record AnswerBody(bool Accepts, string Reason = "", bool ToldAgain = false)
    {
        public override string ToString() => "***";
    }

    /// <summary>Several at once.</summary>
    internal sealed record ShiftBody(
        IReadOnlyList<int> Requests, string To = "", string ToDo = "", bool ToldAgain = false)
    {
        public override string ToString() => "***";
    }

    /// <summary>Who may be offered a case: whoever is at work at a desk, and the desks; the
    /// own organisation and who covers the subregion at this hour in front.</summary>
    public static IEnumerable<(string Value, OrganisationId Organisation, AccountId Account)>
        Whom(World world, Actor by, SubregionId? subregion, Instant now)
    {
        var atDesk = world.Accounts.All.Where(HandOverLead.IsAtDesk).ToArray();
        var covering = subregion is { } known
            ? world.Regions.Services.All
                .Where(s => s.Discipline == HandOverLead.Discipline
                    && s.Covers(known, LocalMoment.At(now)))
                .OrderBy(s => s.Rank).Select(s => s.Organisation).ToList()
            : [];
        var organisations = atDesk.Select(a => a.Organisation).Distinct()
            .OrderBy(o => o == by.Organisation ? -1
                : covering.IndexOf(o) is var place and >= 0 ? place
                : covering.Count)
            .ToArray();
        foreach (var organisation in organisations)
        {
            var code = world.Regions.Organisations[organisation.Value].Code;
            yield return (code, organisation, default);
            foreach (var account in atDesk.Where(a => a.Organisation == organisation
                && a.Id != by.Account && a.Sessions.Any(s => s.Until > now)))
            {
                yield return ($"{code}/{account.Id.Value}", organisation, account.Id);
            }
        }
    }

    private static CareRequestId Id<T>(Call<T> call) => new(call.Number("request"));

    private static string Page<T>(Call<T> call) =>
        call.Engine.World.Access.Find(Id(call))?.MayBeWorkedBy(call.Caller.Actor) == true
            ? $"/zorgvragen/{call.Number("request")}"
            : "/regiekamer";

    private static OfferLead Offer<T>(Call<T> call, CareRequestId id, string to, string toDo)
    {
        var parts = to.Split('/', 2);
        var account = parts.Length == 1 ? 0
            : int.TryParse(parts[1], out var number) && number > 0 ? number
            : int.MaxValue;
        return new OfferLead(
            id,
            new OrganisationId(
                call.Engine.World.Regions.Organisations.NumberOf(parts[0])),
            new AccountId(account),
            call.Secret(call.PatientOf(id), SealedField.Note, toDo.Trim()));
    }

    private static async Task<CallReply> OfferAsync(Call<OfferBody> call) =>
        call.Body.ToDo.Length > WordsMax
            ? InputFault.TextTooLong
            : await call.SubmitAsync(
                Offer(call, Id(call), call.Body.To, call.Body.ToDo), _ => Page(call));

    private static async Task<CallReply> AnswerAsync(Call<AnswerBody> call)
    {
        var body = call.Body;
        return body.Reason.Length > WordsMax
            ? InputFault.TextTooLong
            : await call.SubmitAsync(
                new AnswerLeadOffer(
                    Id(call),
                    body.Accepts
                        ? null
                        : call.Secret(
                            call.PatientOf(Id(call)), SealedField.Note, body.Reason.Trim()),
                    body.ToldAgain),
                _ => Page(call));
    }

    private static async Task<CallReply> OfferAllAsync(Call<ShiftBody> call) =>
        call.Body.ToDo.Length > WordsMax
            ? InputFault.TextTooLong
            : await EachAsync(
                call, id => Offer(call, id, call.Body.To, call.Body.ToDo));

    private static Task<CallReply> AcceptAllAsync(Call<ShiftBody> call) =>
        EachAsync(call, id => new AnswerLeadOffer(id, null, call.Body.ToldAgain));

    // One request each: what was refused stays on the page, what was done before it stands.
    private static async Task<CallReply> EachAsync(
        Call<ShiftBody> call, Func<CareRequestId, Request<HandOverLeadRefusal>> ask)
    {
        foreach (var id in call.Body.Requests.Distinct().Select(n => new CareRequestId(n)))
        {
            var outcome = await call.Engine.SubmitAsync(
                ask(id), new Stamp(Ids.New(), call.Caller.Actor));
            if (!outcome.TryGet(out _, out var refusal))
            {
                return CallReply.No(refusal);
            }
        }

        return new CallReply(call.Engine.World.Number, Shift, null, null);
    }
}
