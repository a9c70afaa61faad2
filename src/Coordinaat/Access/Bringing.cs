using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Exchange.Notes;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Coordinaat.Access;

/// <summary>Brings a case in without typing it again (R21): a text that is pasted, or a form that
/// another system filled and that a colleague opens by a link; and forms that others left.
/// </summary>
internal static class Bringing
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapForm<PasteBody>("/zorgvragen/nieuw/plakken", Policies.Intake, PasteAsync);
        routes.MapApi<LaunchBody>("LaunchIntake", "/api/launches", Policies.Intake, LaunchAsync)
            .Produces<LaunchedBody>();
        routes.MapGet("/start/{launch:guid}", Open)
            .RequireAuthorization(Policies.Intake).ExcludeFromDescription();
        routes.MapPost("/concepten/{draft:guid}/hartslag", Touch)
            .RequireAuthorization(Policies.Intake).ExcludeFromDescription();
        routes.MapPost("/concepten/{draft:guid}/overnemen", TakeOver)
            .RequireAuthorization(Policies.Desk).ExcludeFromDescription();
        routes.MapGet("/concepten/achtergelaten", () =>
                new RazorComponentResult<LeftForms>())
            .RequireAuthorization(Policies.Desk).ExcludeFromDescription();
    }

    /// <summary>A text as it was pasted.</summary>
    internal sealed record PasteBody(string Text)
    {
        public override string ToString() => "***";
    }

    /// <summary>What another system knows of a case; all of it may be empty.</summary>
    internal sealed record LaunchBody(
        string Phone = "", string Place = "", string Postcode = "", string Requester = "",
        string Caller = "", string Story = "", string Name = "", string Bsn = "",
        string BirthDate = "", string Address = "", string TriageSystem = "",
        string TriageVersion = "", string TriageOutcome = "", string TriageUrgency = "",
        string Text = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>Where a colleague of the same organisation opens the form, once, and until when.
    /// </summary>
    internal sealed record LaunchedBody(string Path, string Until);

    private static Task<CallReply> PasteAsync(Call<PasteBody> call)
    {
        var (pasted, fault) = PastedCase.Read(call.Body.Text);
        if (pasted is null)
        {
            return Task.FromResult(CallReply.No(fault!.Value));
        }

        var id = Ids.New();
        IntakeDrafts.Put(call.Engine, id, call.Caller.Actor.Account, FieldsOf(pasted));
        return Task.FromResult(new CallReply(0, $"/zorgvragen/nieuw?concept={id}", null, null));
    }

    private static Task<CallReply> LaunchAsync(Call<LaunchBody> call)
    {
        var body = call.Body;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (body.Text.Length > 0)
        {
            var (pasted, fault) = PastedCase.Read(body.Text);
            if (pasted is null)
            {
                return Task.FromResult(CallReply.No(fault!.Value));
            }

            fields = FieldsOf(pasted);
        }

        foreach (var (name, value) in Said(body).Where(f => f.Value.Length > 0))
        {
            fields[name] = value;
        }

        if (fields.Values.Any(v => v.Length > PastedCase.LengthMax))
        {
            return Task.FromResult<CallReply>(InputFault.TextTooLong);
        }

        IntakeDrafts.Put(
            call.Engine, call.Id, IntakeDrafts.BroughtFor(call.Caller.Actor.Organisation), fields);
        return Task.FromResult(new CallReply(
            call.Engine.World.Number, CallReply.Here,
            new LaunchedBody(
                $"/start/{call.Id}", View.Iso(call.Engine.Now + IntakeDrafts.LaunchMax)),
            null));
    }

    private static IEnumerable<(string Name, string Value)> Said(LaunchBody body) =>
    [
        ("phone", body.Phone), ("place", body.Place), ("postcode", body.Postcode),
        ("requester", body.Requester), ("caller", body.Caller), ("story", body.Story),
        ("name", body.Name), ("bsn", body.Bsn), ("birthDate", body.BirthDate),
        ("address", body.Address), ("triageSystem", body.TriageSystem),
        ("triageVersion", body.TriageVersion), ("triageOutcome", body.TriageOutcome),
        ("triageUrgency", body.TriageUrgency),
    ];

    private static Dictionary<string, string> FieldsOf(PastedCase pasted)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["phone"] = pasted.Phone, ["place"] = pasted.Place, ["postcode"] = pasted.Postcode,
            ["caller"] = pasted.Caller, ["story"] = pasted.Story, ["name"] = pasted.Name,
            ["bsn"] = pasted.Bsn, ["triageSystem"] = pasted.System,
            ["birthDate"] = string.Join(
                '-', pasted.BirthDate.Split('-', '/', '.', ' ')),
            ["triageVersion"] = pasted.Version, ["triageOutcome"] = pasted.Outcome,
            ["triageUrgency"] = pasted.System == "nts" ? pasted.Outcome : "",
        };
        return fields.Where(f => f.Value.Length > 0)
            .ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
    }

    // Once, and only for a colleague of the organisation that it was brought for.
    private static RedirectHttpResult Open(HttpContext http, Guid launch, Engine.Engine engine)
    {
        var (actor, now) = (http.Caller().Actor, engine.Now);
        _ = engine.Drafts.Give(
            launch, IntakeDrafts.BroughtFor(actor.Organisation), actor.Account,
            now - IntakeDrafts.LaunchMax, Instant.MaxValue, now);
        return TypedResults.Redirect($"/zorgvragen/nieuw?concept={launch}");
    }

    private static NoContent Touch(HttpContext http, Guid draft, Engine.Engine engine)
    {
        engine.Drafts.Touch(draft, http.Caller().Actor.Account, engine.Now);
        return TypedResults.NoContent();
    }

    // Of two who take the same form one gets it; the other finds an empty one.
    private static async Task<IResult> TakeOver(
        HttpContext http, Guid draft, Engine.Engine engine)
    {
        var form = await http.FormAsync();
        var (actor, now) = (http.Caller().Actor, engine.Now);
        if (int.TryParse(form["account"], out var number)
            && IntakeDrafts.IsColleague(engine, actor, new AccountId(number)))
        {
            _ = engine.Drafts.Give(
                draft, new AccountId(number), actor.Account, now - Engine.Drafts.Kept,
                now - IntakeDrafts.Left, now);
        }

        return TypedResults.Redirect($"/zorgvragen/nieuw?concept={draft}");
    }
}
