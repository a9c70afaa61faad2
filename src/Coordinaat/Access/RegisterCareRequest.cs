using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Telephone;
using Coordinaat.Domain.Triage;
using Coordinaat.Engine;
using Coordinaat.Http;
using Coordinaat.Security;
using Coordinaat.Triage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Access;

/// <summary>Takes a care request in: the page, its saving by itself, and the call.</summary>
internal static class RegisterCareRequestEndpoint
{
    private const int WordsMax = 4_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(
                "/zorgvragen/nieuw",
                (Guid? concept, int? gesprek, string? melding, string? soort) =>
                    new RazorComponentResult<IntakePage>(new
                    {
                        Draft = concept, Call = gesprek, IsFrom112 = melding == "112", Kind = soort,
                    }))
            .RequireAuthorization(Policies.Intake).ExcludeFromDescription();
        routes.MapUseCase<Body>(
            "RegisterCareRequest", "/api/care-requests", "/zorgvragen/nieuw", Policies.Intake,
            PostAsync);
        routes.MapPost("/concepten/{draft:guid}", (Delegate)SaveDraftAsync)
            .RequireAuthorization(Policies.Intake).ExcludeFromDescription();
        routes.MapPost("/concepten/{draft:guid}/weg", RemoveDraft)
            .RequireAuthorization(Policies.Intake).ExcludeFromDescription();
        Bringing.Map(routes);
    }

    /// <summary>The intake, in the order of the conversation.</summary>
    internal sealed record Body(
        string Phone, string Place, string Postcode, RequesterKind Requester, Channel Channel,
        bool IsLifeThreat = false, string Caller = "", string Story = "", string Name = "",
        string Bsn = "", string BirthDate = "", AgeBand? Age = null, string Address = "",
        string ContinuedWhy = "", bool IsSameCase = false, string TriageSystem = "",
        string TriageVersion = "", string TriageOutcome = "", string TriageUrgency = "",
        string TriageReason = "", int? Call = null, string Kind = "", string MissingWhy = "",
        Judge.VitalSignsBody? VitalSigns = null)
    {
        public override string ToString() => "***";
    }

    /// <summary>Takes a request in.</summary>
    public static async Task<CallReply> PostAsync(Call<Body> call)
    {
        if (Check(call.Body) is { } fault)
        {
            return fault;
        }

        Bsn? bsn = null;
        if (call.Body.Bsn.Length > 0)
        {
            if (!Bsn.Parse(call.Body.Bsn).TryGet(out bsn, out var bsnFault))
            {
                return CallReply.No(bsnFault);
            }
        }

        var known = bsn is null
            ? null
            : call.Engine.Vault.FindPerson(call.Caller.Actor.Organisation, "bsn", bsn.Reveal());
        if (call.Body.IsSameCase && bsn is not null)
        {
            return await AddToOpenAsync(call, known);
        }

        try
        {
            return await SubmitAsync(call, bsn, known ?? new PersonId(Ids.New()));
        }
        catch (EngineException race)
            when (race is { Fault: EngineFault.PersonKnown, Person: { } who })
        {
            return await SubmitAsync(call, bsn, who);
        }
    }

    private static CallReply? Check(Body body)
    {
        var texts = new[]
        {
            body.Place, body.Caller, body.Name, body.Address, body.ContinuedWhy, body.TriageReason,
            body.MissingWhy,
        };
        return Cards.Phone(body.Phone) is null
            ? InputFault.PhoneMalformed
            : Cards.Postcode(body.Postcode) is null
                ? InputFault.PostcodeMalformed
                : texts.Any(t => t.Length > 400) || body.Story.Length > WordsMax
                    ? InputFault.TextTooLong
                    : null;
    }

    private static ContactCard ContactOf(Body body) => new(
        Cards.Phone(body.Phone)!, body.Caller, body.Place, Cards.Postcode(body.Postcode)!);

    private static async Task<CallReply> SubmitAsync(Call<Body> call, Bsn? bsn, PersonId person)
    {
        var body = call.Body;
        var today = Cards.Today(call.Engine.Now);
        var birth = Cards.BirthDate(body.BirthDate, today);
        if (body.BirthDate.Length > 0 && birth is null)
        {
            return InputFault.BirthDateMalformed;
        }

        var isKnown = body.Name.Length > 0 || bsn is not null || birth is not null;
        var contact = ContactOf(body);
        var identity = new IdentityCard(
            body.Name, bsn?.Reveal() ?? "", birth is { } date ? Cards.Iso(date) : "", body.Address);
        var registration = new RegisterCareRequest(
            person, bsn, contact.Digits, body.Requester, body.Channel,
            birth is { } known ? Cards.BandOf(known, today) : body.Age ?? AgeBand.Unknown,
            body.IsLifeThreat, call.Secret(person, SealedField.Contact, Cards.Text(contact)),
            isKnown ? call.Secret(person, SealedField.Identity, Cards.Text(identity)) : null,
            call.SecretOrNull(person, SealedField.Story, body.Story),
            call.SecretOrNull(person, SealedField.Note, body.ContinuedWhy),
            body.Kind.Length == 0 ? null : new AskedFor(
                body.Kind, IntakeMinimum.GivenIn(body),
                call.SecretOrNull(person, SealedField.Note, body.MissingWhy)));
        Request<RegisterRefusal> request = body.Call is { } number
            ? new RegisterFromCall(new CallId(number), registration)
            : registration;
        var reply = await call.SubmitAsync(
            request, r => Page(r, body.IsLifeThreat),
            r => new RegisteredBody(NumberOf(r), r.Number, null, null));
        if (reply.Refusal is null)
        {
            call.Engine.Drafts.Remove(call.Id, call.Caller.Actor.Account);
            return await BesideAsync(call, reply, isNew: true);
        }

        return reply.Refusal is RegisterRefusal.MinimumMissing
            ? reply with { Detail = IntakeMinimum.MissingIn(call.Engine.World.Regions, body) }
            : reply;
    }

    // Triage made elsewhere and what was measured are recorded as they were made, at once (R21).
    // What is wrong with them keeps nobody out: the request is there, and the answer says what was
    // not recorded. A form stays open with it: sent again it is the same request.
    private static async Task<CallReply> BesideAsync(
        Call<Body> call, CallReply registered, bool isNew)
    {
        var body = call.Body;
        var id = new CareRequestId(RequestIn(registered));
        var judged = isNew && body.TriageUrgency.Length > 0
            ? await (call with { Id = Beside(call.Id, 1) }).SubmitAsync(
                new RecordTriage(
                    id, body.TriageSystem, body.TriageVersion, body.TriageOutcome,
                    body.TriageUrgency,
                    call.SecretOrNull(
                        call.PatientOf(id), SealedField.Note, body.TriageReason), Seen: 0),
                _ => registered.Page)
            : registered;
        var measured = body.VitalSigns is { } signs
            ? await Judge.MeasureAsync(call with { Id = Beside(call.Id, 2) }, signs, id)
            : registered;
        var refused = judged.Refusal is null ? measured : judged;
        if (refused.Refusal is { } why && !Problems.IsApi(call.Http) && !body.IsLifeThreat)
        {
            return refused with
            {
                Detail = IntakeMinimum.NotRecorded(id, why, judged.Refusal is null),
            };
        }

        var number = Math.Max(registered.Number, Math.Max(judged.Number, measured.Number));
        return registered with
        {
            Number = number,
            Body = new RegisteredBody(id.Value, number, TypeOf(judged), TypeOf(measured)),
        };
    }

    private static string? TypeOf(CallReply reply) =>
        reply.Refusal is { } refusal ? Components.Texts.TypeOf(refusal) : null;

    private static int RequestIn(CallReply reply) => ((RegisteredBody)reply.Body!).Request;

    // The same for the same send, so that a second one records nothing twice.
    private static Guid Beside(Guid id, byte which)
    {
        var bytes = id.ToByteArray();
        bytes[15] ^= which;
        return new Guid(bytes);
    }

    // The person has an open request here: this is a contact about that one (FR-T7).
    private static async Task<CallReply> AddToOpenAsync(Call<Body> call, PersonId? person)
    {
        var body = call.Body;
        if (person is not { } known
            || !call.Engine.World.Access.OpenByPerson.TryGetValue(known, out var open))
        {
            return CallReply.No(AddContactRefusal.RequestUnknown);
        }

        var contact = ContactOf(body);
        var added = new AddContact(
            open[0], body.Requester, body.Channel, body.IsLifeThreat,
            call.Secret(known, SealedField.Contact, Cards.Text(contact)),
            call.SecretOrNull(known, SealedField.Note, body.Story));
        Request<AddContactRefusal> request = body.Call is { } number
            ? new AddContactFromCall(new CallId(number), added)
            : added;
        var reply = await call.SubmitAsync(
            request,
            _ => body.IsLifeThreat
                ? $"/levensgevaar?zorgvraag={open[0].Value}" : $"/zorgvragen/{open[0].Value}",
            r => new RegisteredBody(open[0].Value, r.Number, null, null));
        if (reply.Refusal is null)
        {
            call.Engine.Drafts.Remove(call.Id, call.Caller.Actor.Account);
            if (body.IsLifeThreat)
            {
                var threat = await (call with { Id = Beside(call.Id, 1) }).SubmitAsync(
                    new ReportLifeThreat(open[0]), _ => reply.Page);
                if (threat.Refusal is not null)
                {
                    return threat;
                }
            }

            return await BesideAsync(call, reply, isNew: false);
        }

        return reply;
    }

    /// <summary>The request that was made, and why its triage and its measurement were not
    /// recorded; null where they were, or none came along.</summary>
    internal sealed record RegisteredBody(
        int Request, long Number, string? TriageRefused, string? VitalSignsRefused);

    private static int NumberOf(Receipt receipt) =>
        receipt.Get<CareRequestRegistered>().Request.Value;

    private static string Page(Receipt receipt, bool isLifeThreat) => isLifeThreat
        ? $"/levensgevaar?zorgvraag={NumberOf(receipt)}"
        : $"/zorgvragen/{NumberOf(receipt)}";

    private static async Task SaveDraftAsync(
        HttpContext http, Guid draft, Engine.Engine engine)
    {
        var form = await http.FormAsync();
        var fields = form.Where(f => f.Key != "_id")
            .ToDictionary(f => f.Key, f => f.Value.ToString());
        if (fields.Sum(f => f.Value.Length) > 2 * WordsMax)
        {
            await Problems.WriteAsync(http, InputFault.BodyTooLarge);
            return;
        }

        IntakeDrafts.Put(engine, draft, http.Caller().Actor.Account, fields);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static RedirectHttpResult RemoveDraft(
        HttpContext http, Guid draft, Engine.Engine engine)
    {
        engine.Drafts.Remove(draft, http.Caller().Actor.Account);
        return TypedResults.Redirect("/zorgvragen/nieuw");
    }
}
