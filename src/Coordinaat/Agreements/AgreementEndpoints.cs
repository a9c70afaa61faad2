using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Coordinaat.Components;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Agreements;

/// <summary>Work agreements (FR-G2): written, tried on the past, signed, in force.</summary>
internal static class AgreementEndpoints
{
    private const int TermsBytesMax = 256 * 1024;
    private const string Home = "/afspraken";

    /// <summary>How agreements come in from outside: as they are stored, in any order.</summary>
    private static readonly JsonSerializerOptions Json = new(EventCodec.Json)
    {
        AllowOutOfOrderMetadataProperties = true,
        WriteIndented = true,
    };

    /// <summary>The form of an agreement, for other programs.</summary>
    public static readonly JsonNode Schema = MakeSchema();

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapPages(routes);
        routes.MapGet("/api/agreements", List).RequireAuthorization(Policies.Staff)
            .WithName("ListAgreements").WithTags("agreements").Produces<AgreementBody[]>();
        routes.MapGet("/api/agreements/schema", () => Results.Json(Schema))
            .RequireAuthorization(Policies.Staff).WithName("GetAgreementSchema")
            .WithTags("agreements");
        routes.MapGet("/api/agreements/{code}/{version:int}", GetAsync)
            .RequireAuthorization(Policies.Staff).WithName("GetAgreement").WithTags("agreements");
        routes.MapDocument(
            "WriteAgreement", "/api/agreements/{code}", TermsBytesMax, Policies.Agreements,
            WriteAsync);
        routes.MapUseCase<VersionBody>(
            "RehearseAgreement", "/api/agreements/{code}/dry-run", "/afspraken/{code}/proef",
            Policies.Signs, RehearseAsync);
        routes.MapUseCase<VersionBody>(
            "SignAgreement", "/api/agreements/{code}/sign", "/afspraken/{code}/tekenen",
            Policies.Signs,
            call => call.SubmitAsync(
                new SignAgreement(Code(call), call.Body.Version, call.Body.Seen), _ => Page(call)));
        routes.MapUseCase<VersionBody>(
            "EndAgreement", "/api/agreements/{code}/end", "/afspraken/{code}/beeindigen",
            Policies.Signs,
            call => call.SubmitAsync(
                new EndAgreement(Code(call), call.Body.Version), _ => Page(call)));
        MapEditing(routes);
    }

    /// <summary>An agreement and how its versions stand.</summary>
    internal sealed record AgreementBody(
        string Code, string Title, string Owner, IReadOnlyList<AgreementVersionBody> Versions);

    /// <summary>A version and who signed it.</summary>
    internal sealed record AgreementVersionBody(
        int Version, AgreementStatus Status, string WrittenAt, IReadOnlyList<string> Parties,
        IReadOnlyList<string> Signed);

    /// <summary>An agreement as text, in the published form.</summary>
    public static string TextOf(AgreementTerms terms) => JsonSerializer.Serialize(terms, Json);

    /// <summary>The words that a draft goes on from: its own, or those of the last version.
    /// </summary>
    public static AgreementTerms DraftOf(Agreement? agreement, Instant now) =>
        agreement?.Newest.Terms ?? new AgreementTerms(
            "", "", [], [],
            now.InZone(LocalMoment.Zone).Date.PlusDays(1).AtStartOfDayInZone(LocalMoment.Zone)
                .ToInstant(),
            null, [], []);

    /// <summary>For a hidden field.</summary>
    public static string Seen(AgreementVersion version) =>
        InstantPattern.ExtendedIso.Format(version.WrittenAt);

    private static void MapPages(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Home, () => new RazorComponentResult<AgreementsPage>())
            .RequireAuthorization(Policies.Staff).ExcludeFromDescription();
        routes.MapGet(Home + "/nieuw", () => new RazorComponentResult<AgreementEditPage>())
            .RequireAuthorization(Policies.Agreements).ExcludeFromDescription();
        routes.MapGet(Home + "/{code}", (string code, int? versie) =>
                new RazorComponentResult<AgreementPage>(new { Code = code, Number = versie ?? 0 }))
            .RequireAuthorization(Policies.Staff).ExcludeFromDescription();
        routes.MapGet(Home + "/{code}/bewerken", (string code) =>
                new RazorComponentResult<AgreementEditPage>(new { Code = code }))
            .RequireAuthorization(Policies.Agreements).ExcludeFromDescription();
        routes.MapGet(Home + "/{code}/proef", (string code, int? versie, int? zorgvraag) =>
                new RazorComponentResult<DryRunPage>(new
                {
                    Code = code, Number = versie ?? 0, Only = zorgvraag ?? 0,
                }))
            .RequireAuthorization(Policies.Signs).ExcludeFromDescription();
        routes.MapGet("/verdeling", () => new RazorComponentResult<LedgerPage>())
            .RequireAuthorization(Policies.Staff).ExcludeFromDescription();
    }

    // Every change of the page is the whole agreement written anew: one way in.
    private static void MapEditing(IEndpointRouteBuilder routes)
    {
        MapForm<NewBody>(
            routes, Home, (body, _) => body.Head.In(DraftOf(null, Instant.MinValue)),
            call => call.Body.Code.Trim());
        MapForm<HeadBody>(routes, Home + "/{code}", (body, draft) => body.In(draft));
        MapForm<RuleBody>(routes, Home + "/{code}/regels", (body, draft) =>
            body.ToRule() is { } rule ? draft with { Rules = draft.Rules.Add(rule) } : null);
        MapForm<LineBody>(routes, Home + "/{code}/regels/weg", (body, draft) => draft with
        {
            Rules = draft.Rules.RemoveAll(r => r.Name == body.Name),
        });
        MapForm<LineBody>(routes, Home + "/{code}/regels/omhoog", (body, draft) =>
        {
            var at = draft.Rules.ToList().FindIndex(r => r.Name == body.Name);
            return at < 1 ? draft : draft with
            {
                Rules = draft.Rules.RemoveAt(at).Insert(at - 1, draft.Rules[at]),
            };
        });
        MapForm<ExampleBody>(routes, Home + "/{code}/voorbeelden", (body, draft) =>
            body.ToExample() is { } example
                ? draft with { Examples = draft.Examples.Add(example) }
                : null);
        MapForm<LineBody>(routes, Home + "/{code}/voorbeelden/weg", (body, draft) => draft with
        {
            Examples = draft.Examples.RemoveAll(e => e.Name == body.Name),
        });
        MapForm<TermsBody>(routes, Home + "/{code}/json", (body, _) => Read(body.Terms));
    }

    private sealed record TermsBody(string Terms);

    private static void MapForm<TBody>(
        IEndpointRouteBuilder routes, string form,
        Func<TBody, AgreementTerms, AgreementTerms?> change,
        Func<Call<TBody>, string>? codeOf = null)
        where TBody : class =>
        routes.MapForm<TBody>(form, Policies.Agreements, async call =>
        {
            var code = (codeOf ?? Code)(call);
            var draft = DraftOf(call.Engine.World.Agreements.Find(code), call.Engine.Now);
            return change(call.Body, draft) is { } terms
                ? await call.SubmitAsync(
                    new WriteAgreement(code, terms), _ => $"{Home}/{code}/bewerken")
                : InputFault.BodyMalformed;
        });

    private static string Code<T>(Call<T> call) =>
        call.Http.Request.RouteValues["code"]!.ToString()!;

    private static string Page(Call<VersionBody> call) =>
        $"{Home}/{Code(call)}?versie={call.Body.Version}";

    private static async Task<CallReply> WriteAsync(Call<byte[]> call) =>
        Read(System.Text.Encoding.UTF8.GetString(call.Body)) is { } terms
            ? await call.SubmitAsync(new WriteAgreement(Code(call), terms), _ => Home)
            : InputFault.BodyMalformed;

    /// <summary>Reads an agreement in the published form; null where it is none.</summary>
    public static AgreementTerms? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<AgreementTerms>(text, Json);
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static async Task<CallReply> RehearseAsync(Call<VersionBody> call)
    {
        var world = call.Engine.World;
        var agreement = world.Agreements.Find(Code(call));
        var version = agreement?.Versions.ElementAtOrDefault(call.Body.Version - 1);
        var mayTry = version is not null
            && (agreement!.Owner == call.Caller.Actor.Organisation
                || AgreementStep.IsParty(world, version, call.Caller.Actor.Organisation));
        var summary = mayTry
            ? KeptRankings.Try(call.Engine, agreement!.Code, version!).Summary
            : new DryRunSummary(call.Engine.Now, 0, 0, 0, 0);
        return await call.SubmitAsync(
            new RehearseAgreement(
                Code(call), call.Body.Version,
                call.Body.WrittenAt.Length > 0 ? call.Body.Seen : version?.WrittenAt ?? default,
                summary),
            _ => $"{Home}/{Code(call)}/proef?versie={call.Body.Version}");
    }

    private static AgreementBody[] List(HttpContext http, Engine.Engine engine)
    {
        var (world, now) = (engine.World, engine.Now);
        return
        [
            .. world.Agreements.All.All.Select(a => new AgreementBody(
                a.Code, a.Newest.Terms.Title, world.Regions.Organisations[a.Owner.Value].Code,
                [
                    .. a.Versions.Select(v => new AgreementVersionBody(
                        v.Number, a.StatusOf(v, now), View.Iso(v.WrittenAt), v.Terms.Parties,
                        [
                            .. v.Signatures.Select(
                                s => world.Regions.Organisations[s.Party.Value].Code),
                        ])),
                ])),
        ];
    }

    private static async Task GetAsync(
        string code, int version, HttpContext http, Engine.Engine engine)
    {
        if (engine.World.Agreements.Find(code)?.Versions.ElementAtOrDefault(version - 1)
            is not { } found)
        {
            await Problems.WriteAsync(http, InputFault.NotFound);
            return;
        }

        await http.Response.WriteAsJsonAsync(found.Terms, Json);
    }

    private static JsonNode MakeSchema()
    {
        var schema = Json.GetJsonSchemaAsNode(
            typeof(AgreementTerms), new JsonSchemaExporterOptions
            {
                TreatNullObliviousAsNonNullable = true,
            });
        schema["title"] = "Coordinaat work agreement";
        return schema;
    }
}
