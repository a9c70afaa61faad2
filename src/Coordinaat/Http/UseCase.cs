using System.Text.Json;
using System.Text.Json.Serialization;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Coordinaat.Http;

/// <summary>One call of a use case, from a form or from the API.</summary>
/// <param name="Body">What was sent.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Engine">Who decides.</param>
/// <param name="Http">The request, for its route values.</param>
/// <param name="Id">The client's id for this request, or a new one.</param>
internal sealed record Call<TBody>(
    TBody Body, Caller Caller, Engine.Engine Engine, HttpContext Http, Guid Id)
{
    /// <summary>Who keeps what is sealed: the caller's own organisation, unless a centre does.
    /// </summary>
    public OrganisationId Holder { get; init; } = Caller.Actor.Organisation;

    /// <summary>A number from the address; 0 when it is none, and then nothing is found.</summary>
    public int Number(string route) =>
        int.TryParse(Http.Request.RouteValues[route]?.ToString(), out var number) ? number : 0;

    /// <summary>Asks the engine.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="page">The page to go to afterwards.</param>
    /// <param name="body">What the API answers; null for the number only.</param>
    public async Task<CallReply> SubmitAsync<TRefusal>(
        Request<TRefusal> request, Func<Receipt, string> page, Func<Receipt, object>? body = null)
        where TRefusal : struct, Enum
    {
        if (request.Secrets.Any(s => s.Reveal().Length > Domain.Kernel.Secret.LengthMax))
        {
            return InputFault.TextTooLong;
        }

        var outcome = await Engine.SubmitAsync(request, new Stamp(Id, Caller.Actor));
        return outcome.TryGet(out var receipt, out var refusal)
            ? new CallReply(receipt.Number, page(receipt), body?.Invoke(receipt), null)
            : CallReply.No(refusal);
    }

    /// <summary>A new sealed item.</summary>
    public Secret Secret(PersonId person, SealedField field, string text) =>
        new(new SealedId(Ids.New()), person, Holder, field, text);

    /// <summary>A new sealed item, or null when there is nothing to seal.</summary>
    public Secret? SecretOrNull(PersonId person, SealedField field, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : Secret(person, field, text.Trim());

    /// <summary>The patient of a request; a new person when there is no such request.</summary>
    public PersonId PatientOf(CareRequestId request) =>
        Engine.World.Access.Find(request)?.Person ?? new PersonId(Ids.New());
}

/// <summary>The answer to a call: done, or one reason why not.</summary>
/// <param name="Number">The journal's number at the answer.</param>
/// <param name="Page">The page to go to.</param>
/// <param name="Body">What the API answers; null for the number only.</param>
/// <param name="Refusal">Why not; null when it is done.</param>
internal sealed record CallReply(long Number, string Page, object? Body, Enum? Refusal)
{
    /// <summary>What the next page says was done; null for nothing.</summary>
    public Done? Done { get; init; }

    /// <summary>What a refusal is about, where its own sentence cannot say it.</summary>
    public RefusalDetail? Detail { get; init; }

    /// <summary>The same, with a line for the next page, if it was done.</summary>
    public CallReply Saying(DoneWord word, UnitId unit, Instant at) =>
        Refusal is null ? this with { Done = new Done(word, unit, at) } : this;

    /// <summary>Instead of a page to go to: the page that is open stays, and its live rows show
    /// what was done.</summary>
    public const string Here = "";

    public static CallReply No(Enum refusal) => new(0, "", null, refusal);

    public static implicit operator CallReply(InputFault fault) => No(fault);
}

/// <summary>The number of the journal that an answer was given at.</summary>
internal sealed record NumberBody(long Number);

/// <summary>What a refusal is about, where its own sentence cannot say it.</summary>
/// <param name="Words">A sentence more, for people.</param>
/// <param name="Fields">The fields that are at fault, as the form and the API call them; empty
/// for those of the refusal itself.</param>
internal sealed record RefusalDetail(Label Words, params string[] Fields);

/// <summary>The body of a call that needs none: its address says it all.</summary>
internal sealed record NoBody;

/// <summary>Maps a use case twice: as an API call with JSON, and as a form of a page.</summary>
internal static class UseCase
{
    /// <summary>No form or API body is larger; files are another matter.</summary>
    public const int BodyBytesMax = 256 * 1024;

    /// <summary>How bodies are read: unknown fields are refused, missing ones too.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>Maps a use case.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="name">The name in the API's description.</param>
    /// <param name="api">The path of the API call.</param>
    /// <param name="form">The path of the form; the same route values.</param>
    /// <param name="policy">Who may call it.</param>
    /// <param name="handle">Parse, submit, answer.</param>
    public static void MapUseCase<TBody>(
        this IEndpointRouteBuilder routes, string name, string api, string form, string policy,
        Func<Call<TBody>, Task<CallReply>> handle)
        where TBody : class
    {
        routes.MapApi(name, api, policy, handle).Produces<NumberBody>();
        routes.MapForm(form, policy, handle);
    }

    /// <summary>Maps a form of a page that programs do in another way.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="form">The path of the form.</param>
    /// <param name="policy">Who may call it.</param>
    /// <param name="handle">Parse, submit, answer.</param>
    public static void MapForm<TBody>(
        this IEndpointRouteBuilder routes, string form, string policy,
        Func<Call<TBody>, Task<CallReply>> handle)
        where TBody : class =>
        routes.MapRun(form, http => RunAsync(http, ReadFormAsync<TBody>, handle))
            .ExcludeFromDescription()
            .RequireAuthorization(policy);

    /// <summary>Maps a use case that only programs have.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="name">The name in the API's description.</param>
    /// <param name="api">The path of the API call.</param>
    /// <param name="policy">Who may call it.</param>
    /// <param name="handle">Parse, submit, answer.</param>
    /// <returns>The call, to say what it answers.</returns>
    public static RouteHandlerBuilder MapApi<TBody>(
        this IEndpointRouteBuilder routes, string name, string api, string policy,
        Func<Call<TBody>, Task<CallReply>> handle)
        where TBody : class =>
        routes.MapRun(api, http => RunAsync(http, ReadJsonAsync<TBody>, handle))
            .WithName(name)
            .WithTags(api.Split('/')[2])
            .Accepts<TBody>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .RequireAuthorization(policy);

    /// <summary>Maps a use case whose body is a document of another form than JSON.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="name">The name in the API's description.</param>
    /// <param name="api">The path of the API call.</param>
    /// <param name="bytesMax">No larger document is read.</param>
    /// <param name="policy">Who may call it.</param>
    /// <param name="handle">Parse, submit, answer.</param>
    /// <returns>The call, to say what it answers.</returns>
    public static RouteHandlerBuilder MapDocument(
        this IEndpointRouteBuilder routes, string name, string api, int bytesMax,
        string policy, Func<Call<byte[]>, Task<CallReply>> handle) =>
        routes.MapRun(api, http => RunAsync(http, ReadAllAsync, handle))
            .WithMetadata(new RequestSizeLimitAttribute(bytesMax))
            .WithName(name)
            .WithTags(api.Split('/')[2])
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .RequireAuthorization(policy);

    // As it is: for another delegate the framework writes and translates a program at every start,
    // a millisecond for each of hundreds. The method tells the API's description that it is there.
    private static RouteHandlerBuilder MapRun(
        this IEndpointRouteBuilder routes, string path, RequestDelegate run) =>
        new([routes.MapPost(path, run).WithMetadata(run.Method)]);

    private static async Task RunAsync<TBody>(
        HttpContext http, Func<HttpContext, Task<(TBody? Body, Guid Id)>> read,
        Func<Call<TBody>, Task<CallReply>> handle)
        where TBody : class
    {
        CallReply reply;
        try
        {
            var (body, id) = await read(http);
            var engine = http.RequestServices.GetRequiredService<Engine.Engine>();
            reply = body is null
                ? InputFault.BodyMalformed
                : await handle(new Call<TBody>(body, http.Caller(), engine, http, id));
        }
        catch (JsonException)
        {
            reply = InputFault.BodyMalformed;
        }

        await (reply.Refusal is { } refusal
            ? Problems.WriteAsync(http, refusal, detail: reply.Detail)
            : WriteDoneAsync(http, reply));
    }

    private static async Task WriteDoneAsync(HttpContext http, CallReply reply)
    {
        if (Problems.IsApi(http))
        {
            await http.Response.WriteAsJsonAsync(
                reply.Body ?? new NumberBody(reply.Number), Json);
            return;
        }

        reply.Done?.Leave(http);
        var isHx = http.Request.Headers.ContainsKey("HX-Request");
        if (isHx && reply.Page == CallReply.Here)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else if (isHx)
        {
            http.Response.Headers["HX-Redirect"] = reply.Page;
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location =
                reply.Page == CallReply.Here ? Forms.BackOf(http, "/") : reply.Page;
        }
    }

    private static async Task<(TBody? Body, Guid Id)> ReadJsonAsync<TBody>(HttpContext http)
        where TBody : class
    {
        if (!http.Request.HasJsonContentType())
        {
            return (null, default);
        }

        var body = await JsonSerializer.DeserializeAsync<TBody>(
            http.Request.Body, Json, http.RequestAborted);
        return WithId(http, body);
    }

    private static async Task<(byte[]? Body, Guid Id)> ReadAllAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return WithId(http, body.ToArray());
    }

    private static (TBody? Body, Guid Id) WithId<TBody>(HttpContext http, TBody? body)
        where TBody : class
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        return key.Length == 0
            ? (body, Ids.New())
            : Guid.TryParse(key, out var id) ? (body, id) : (null, default);
    }

    /// <summary>Reads a form. It becomes the JSON that the API would have got, so that both are
    /// read by one rule.</summary>
    /// <exception cref="JsonException">A field is not of its form.</exception>
    public static async Task<(TBody? Body, Guid Id)> ReadFormAsync<TBody>(HttpContext http)
        where TBody : class
    {
        var form = await http.FormAsync();
        var json = FormJson.From<TBody>(form);
        var id = Guid.TryParse(form["_id"], out var given) ? given : Ids.New();
        return (json.Deserialize<TBody>(Json), id);
    }
}
