using Coordinaat.Access;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Telephone;
using Coordinaat.Engine;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Telephone;

/// <summary>The calls of the lines that a desk works, with or without an exchange.</summary>
internal static class Calls
{
    private const string Page = "/telefoon";
    private const string Api = "/api/telephone/calls/{call:int}";
    private const string Form = "/telefoon/gesprekken/{call:int}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Page, () => new RazorComponentResult<PhonePage>())
            .RequireAuthorization(Policies.Desk).ExcludeFromDescription();
        routes.MapGet("/api/telephone/calls", List)
            .RequireAuthorization(Policies.Desk).WithName("ListCalls").WithTags("telephone")
            .Produces<CallBody[]>();
        routes.MapUseCase<EnterBody>(
            "EnterCall", "/api/telephone/calls", "/telefoon/gesprekken", Policies.Desk,
            EnterAsync);
        routes.MapUseCase<NoBody>(
            "ClaimCall", $"{Api}/claim", $"{Form}/pak", Policies.Desk,
            call => call.SubmitAsync(
                new ClaimCall(Id(call)), _ => $"/zorgvragen/nieuw?gesprek={Id(call).Value}"));
        routes.MapUseCase<NoBody>(
            "ReleaseCall", $"{Api}/release", $"{Form}/los", Policies.Desk,
            call => call.SubmitAsync(new ReleaseCall(Id(call)), _ => Page));
        routes.MapUseCase<SignBody>(
            "SignCall", $"{Api}/sign", $"{Form}/signaal", Policies.Desk,
            call => call.SubmitAsync(
                new SignCall(Id(call), call.Body.Sign), _ => CallReply.Here));
        routes.MapUseCase<PromiseBody>(
            "PromiseCallBack", $"{Api}/call-back", $"{Form}/terugbellen", Policies.Desk,
            call => call.SubmitAsync(
                new PromiseCallBack(Id(call), call.Body.WasChecked, call.Body.Sign), _ => Page));
        routes.MapUseCase<PartyBody>(
            "NoteParty", $"{Api}/parties", $"{Form}/erbij", Policies.Desk,
            call => call.SubmitAsync(
                new NoteParty(
                    Id(call), call.Body.Organisation, call.Body.Function,
                    call.Secret(
                        PersonOf(call), SealedField.Professional, call.Body.Name.Trim())),
                _ => CallReply.Here));
        routes.MapUseCase<TryBody>(
            "RecordTry", $"{Api}/tries", $"{Form}/poging", Policies.Desk,
            call => call.SubmitAsync(
                new RecordTry(Id(call), call.Body.IsReached),
                _ => call.Body.IsReached ? CallReply.Here : Page));
        routes.MapUseCase<WordsBody>(
            "GiveUpCallBack", $"{Api}/give-up", $"{Form}/opgeven", Policies.Desk,
            call => call.SubmitAsync(
                new GiveUpCallBack(Id(call), Words(call, call.Body.Words)), _ => Page));
        routes.MapUseCase<WordsBody>(
            "CloseCall", $"{Api}/close", $"{Form}/sluiten", Policies.Desk,
            call => call.SubmitAsync(
                new CloseCall(
                    Id(call),
                    call.Body.Words.Length == 0 ? null : Words(call, call.Body.Words)),
                _ => Page));
    }

    /// <summary>A call that is entered by hand.</summary>
    internal sealed record EnterBody(
        string Line, string Phone = "", CallSign? Sign = null, string Time = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>Why a call goes first.</summary>
    internal sealed record SignBody(CallSign Sign);

    /// <summary>What was asked by voice before the promise, and heard.</summary>
    internal sealed record PromiseBody(bool WasChecked = false, CallSign? Sign = null);

    /// <summary>Who else is on the line.</summary>
    internal sealed record PartyBody(string Organisation, string Function, string Name)
    {
        public override string ToString() => "***";
    }

    /// <summary>Whether the caller was spoken with.</summary>
    internal sealed record TryBody(bool IsReached);

    /// <summary>Why.</summary>
    internal sealed record WordsBody(string Words = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>A call; never the number.</summary>
    internal sealed record CallBody(
        int Call, string Line, CallState State, string Since, CallSign? Sign, string? ClaimedBy,
        bool HasNumber, string? CallBackBy, int Tries, bool IsAlarm,
        IReadOnlyList<CallPartyBody> Parties);

    /// <summary>Another party on a call; never the name.</summary>
    internal sealed record CallPartyBody(string Organisation, string Function, bool IsOn);

    /// <summary>The calls that somebody works, and that still ask for something.</summary>
    public static IEnumerable<PhoneCall> ListFor(World world, Actor actor) =>
        world.Telephone.ListCalls().Where(c => CallDesks.Works(world, c.At, actor));

    /// <summary>The call that somebody has in hand, or null.</summary>
    public static PhoneCall? InHandOf(World world, Actor actor, CallId id) =>
        world.Telephone.Find(id) is { Claim: { } claim } call && claim.Account == actor.Account
            ? call
            : null;

    /// <summary>The number of a call in hand; null where it is not known.</summary>
    public static string? NumberOf(Engine.Engine engine, PhoneCall? call) =>
        engine.Vault.OpenText(call?.Number);

    private static CallId Id<T>(Call<T> call) => new(call.Number("call"));

    private static IEnumerable<CallBody> List(HttpContext http, Engine.Engine engine)
    {
        var (world, now) = (engine.World, engine.Now);
        return
        [
            .. ListFor(world, http.Caller().Actor).Select(c => new CallBody(
                c.Id.Value, world.Regions.Lines[c.At.Value].Code, c.State, View.Iso(c.Since),
                c.Sign,
                c.Claim is { } claim
                    ? world.Regions.Organisations[claim.Organisation.Value].Code
                    : null,
                c.Number is not null,
                c.CallBack is { IsOpen: true } back ? View.Iso(back.Until) : null,
                c.CallBack?.Tries ?? 0, c.CallBack?.IsAlarm(now) == true,
                [
                    .. c.Parties.Select(p => new CallPartyBody(
                        world.Regions.Organisations[p.Organisation.Value].Code, p.Function,
                        p.IsOn && c.State == CallState.Talking)),
                ])),
        ];
    }

    private static async Task<CallReply> EnterAsync(Call<EnterBody> call)
    {
        var body = call.Body;
        if (body.Phone.Length > 0 && Cards.Phone(body.Phone) is null)
        {
            return InputFault.PhoneMalformed;
        }

        if (!Cards.TryTime(body.Time, call.Engine.Now, out var since))
        {
            return InputFault.TimeMalformed;
        }

        var person = new PersonId(Ids.New());
        var number = new LineId(call.Engine.World.Regions.Lines.NumberOf(body.Line));
        return await call.SubmitAsync(
            new EnterCall(
                number, person,
                call.SecretOrNull(person, SealedField.Contact, Cards.Phone(body.Phone)),
                body.Sign, since),
            _ => Page, r => new { Call = r.Get<CallBegan>().Call.Value, r.Number });
    }

    // By a key of its own: why a call was closed stays when the caller's number goes.
    private static Secret Words<T>(Call<T> call, string words) =>
        call.Secret(new PersonId(Ids.New()), SealedField.Note, words);

    private static PersonId PersonOf<T>(Call<T> call) =>
        call.Engine.World.Telephone.Find(Id(call))?.Person ?? new PersonId(Ids.New());
}
