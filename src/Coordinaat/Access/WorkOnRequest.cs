using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Engine;
using Coordinaat.Http;
using Coordinaat.Security;

namespace Coordinaat.Access;

/// <summary>Work on a request that is not a step: lead, remark, identity, contact.</summary>
internal static class WorkOnRequestEndpoints
{
    private const int WordsMax = 4_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapUseCase<NoBody>(
            "TakeLead", "/api/care-requests/{request:int}/lead",
            "/zorgvragen/{request:int}/aanspreekpunt", Policies.Desk,
            call => call.SubmitAsync(new TakeLead(Id(call)), _ => Page(call)));
        routes.MapUseCase<NoteBody>(
            "AddNote", "/api/care-requests/{request:int}/notes",
            "/zorgvragen/{request:int}/opmerking", Policies.Intake, NoteAsync);
        routes.MapUseCase<IdentityBody>(
            "IdentifyPatient", "/api/care-requests/{request:int}/identity",
            "/zorgvragen/{request:int}/identiteit", Policies.Desk, IdentifyAsync);
        routes.MapUseCase<ContactBody>(
            "CorrectContact", "/api/care-requests/{request:int}/contact",
            "/zorgvragen/{request:int}/contact", Policies.Intake, ContactAsync);
        routes.MapUseCase<LaterBody>(
            "AddContact", "/api/care-requests/{request:int}/contacts",
            "/zorgvragen/{request:int}/contacten", Policies.Intake, LaterAsync);
    }

    /// <summary>A remark.</summary>
    internal sealed record NoteBody(string Note)
    {
        public override string ToString() => "***";
    }

    /// <summary>Who the patient is.</summary>
    internal sealed record IdentityBody(
        string Name = "", string Bsn = "", string BirthDate = "", AgeBand? Age = null,
        string Address = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>Call-back number and place of the patient.</summary>
    internal sealed record ContactBody(
        string Phone, string Place, string Postcode, string Caller = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>Somebody made contact again about an open request.</summary>
    internal sealed record LaterBody(
        RequesterKind Requester, Channel Channel = Channel.Phone, string Caller = "",
        string Phone = "", string Words = "", bool IsWorse = false)
    {
        public override string ToString() => "***";
    }

    private static async Task<CallReply> LaterAsync(Call<LaterBody> call)
    {
        var (body, person) = (call.Body, call.PatientOf(Id(call)));
        var phone = body.Phone.Length == 0 ? "" : Cards.Phone(body.Phone);
        return phone is null ? InputFault.PhoneMalformed
            : body.Caller.Length > 400 || body.Words.Length > WordsMax ? InputFault.TextTooLong
            : await call.SubmitAsync(
                new AddContact(
                    Id(call), body.Requester, body.Channel, body.IsWorse,
                    call.Secret(
                        person, SealedField.Contact,
                        Cards.Text(new ContactCard(phone, body.Caller.Trim(), "", ""))),
                    call.SecretOrNull(person, SealedField.Note, body.Words)),
                _ => Page(call));
    }

    private static CareRequestId Id<T>(Call<T> call) => new(call.Number("request"));

    private static string Page<T>(Call<T> call) => $"/zorgvragen/{call.Number("request")}";

    private static async Task<CallReply> NoteAsync(Call<NoteBody> call) =>
        call.Body.Note.Length > WordsMax
            ? InputFault.TextTooLong
            : await call.SubmitAsync(
                new AddNote(Id(call), call.Secret(
                    call.PatientOf(Id(call)), SealedField.Note, call.Body.Note.Trim())),
                _ => Page(call));

    private static CallReply NotFound<T>(Call<T> call) => CallReply.No(
        call.Engine.World.Access.IsArchived(Id(call))
            ? WorkRefusal.RequestArchived
            : WorkRefusal.RequestUnknown);

    private static async Task<CallReply> IdentifyAsync(Call<IdentityBody> call)
    {
        if (call.Engine.World.Access.Find(Id(call)) is not { } request)
        {
            return NotFound(call);
        }

        Bsn? bsn = null;
        if (call.Body.Bsn.Length > 0
            && !Bsn.Parse(call.Body.Bsn).TryGet(out bsn, out var fault))
        {
            return CallReply.No(fault);
        }

        var today = Cards.Today(call.Engine.Now);
        var birth = Cards.BirthDate(call.Body.BirthDate, today);
        if (call.Body.BirthDate.Length > 0 && birth is null)
        {
            return InputFault.BirthDateMalformed;
        }

        var found = bsn is null
            ? null
            : call.Engine.Vault.FindPerson(request.Holder, "bsn", bsn.Reveal());
        var card = new IdentityCard(
            call.Body.Name.Trim(), bsn?.Reveal() ?? "", birth is { } date ? Cards.Iso(date) : "",
            call.Body.Address.Trim());
        var age = birth is { } known
            ? Cards.BandOf(known, today)
            : call.Body.Age ?? request.Age;
        var person = found ?? request.Person;

        // Known already, by another open request: perhaps the two are one case (FR-A7).
        if (!Problems.IsApi(call.Http) && person != request.Person
            && call.Engine.World.Access.OpenByPerson.TryGetValue(person, out var open)
            && request is { IsOpen: true } && request.MayBeWorkedBy(call.Caller.Actor)
            && call.Engine.World.Access[open[0]].MayBeWorkedBy(call.Caller.Actor))
        {
            return new CallReply(
                0, $"{Page(call)}/samenvoegen?met={open[0].Value}", null, null);
        }

        return await call.SubmitAsync(
            new IdentifyPatient(Id(call), person, bsn, age, new Secret(
                new SealedId(Ids.New()), person, request.Holder, SealedField.Identity,
                Cards.Text(card))),
            _ => Page(call));
    }

    private static async Task<CallReply> ContactAsync(Call<ContactBody> call)
    {
        if (call.Engine.World.Access.Find(Id(call)) is not { } request)
        {
            return NotFound(call);
        }

        var body = call.Body;
        if (Cards.Phone(body.Phone) is not { } phone)
        {
            return InputFault.PhoneMalformed;
        }

        if (Cards.Postcode(body.Postcode) is not { } postcode)
        {
            return InputFault.PostcodeMalformed;
        }

        var card = new ContactCard(phone, body.Caller.Trim(), body.Place.Trim(), postcode);
        return await call.SubmitAsync(
            new CorrectContact(Id(call), card.Digits, new Secret(
                new SealedId(Ids.New()), request.Person, request.Holder, SealedField.Contact,
                Cards.Text(card))),
            _ => Page(call));
    }
}
