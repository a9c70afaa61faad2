using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Telephone;
using Coordinaat.Engine;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Telephone;

/// <summary>Why an exchange was not listened to, in the order it is checked.</summary>
internal enum ExchangeFault
{
    /// <summary>The signature is not that of the exchange over this time and body.</summary>
    SignatureWrong = 1,

    /// <summary>The message was signed too long ago, or in the future.</summary>
    ClockOff,

    /// <summary>An exchange names a call by 1 to 100 characters, and by another name than the
    /// caller's number.</summary>
    CallNameMalformed,
}

/// <summary>What an exchange tells: of a call, or of another party on it.</summary>
internal enum ExchangeKind
{
    /// <summary>It rings, or waits in the queue.</summary>
    Offered = 1,

    /// <summary>Somebody took it.</summary>
    Answered,

    /// <summary>The caller gave up.</summary>
    Abandoned,

    /// <summary>It is over.</summary>
    Ended,

    /// <summary>It was put through to another line.</summary>
    Transferred,

    /// <summary>Another organisation came on the line.</summary>
    PartyJoined,

    /// <summary>That organisation left the line; the call goes on.</summary>
    PartyLeft,
}

/// <summary>What exchanges tell of calls: one signed message, of any exchange (FR-P7).</summary>
internal static class ExchangeEvents
{
    /// <summary>Where they send it.</summary>
    public const string Path = "/api/telephone/events";

    /// <summary>The header with the exchange's code.</summary>
    public const string ExchangeHeader = "Coordinaat-Exchange";

    /// <summary>The header with the moment of signing, in seconds since 1970.</summary>
    public const string TimeHeader = "Coordinaat-Time";

    /// <summary>The header with the signature, in hex.</summary>
    public const string SignatureHeader = "Coordinaat-Signature";

    private const int BytesMax = 64 * 1024;
    private const int NameLengthMax = 100;
    private static readonly Duration ClockMax = Duration.FromMinutes(5);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, (Delegate)PostAsync)
            .WithMetadata(new RequestSizeLimitAttribute(BytesMax))
            .RequireAuthorization(Policies.Exchange).WithName("TellCalls").WithTags("telephone")
            .WithSummary("What an exchange tells of its calls.")
            .WithDescription(
                "Signed with HMAC-SHA256 under the exchange's key, over the time, a line break "
                + "and the body; see docs/exchange.md. The same twice, or late, changes nothing.")
            .Accepts<Body>("application/json").Produces<AnswerBody>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>A message: at most <see cref="TellCalls.FactsMax"/> facts.</summary>
    internal sealed record Body(IReadOnlyList<FactBody> Events);

    /// <summary>One fact.</summary>
    /// <param name="Call">The exchange's own name for the call; not the caller's number.</param>
    /// <param name="Line">Our code of the line.</param>
    /// <param name="Kind">What happened.</param>
    /// <param name="At">When, with Z or an offset.</param>
    /// <param name="Number">The caller's number; empty when it is withheld.</param>
    /// <param name="Desk">The workplace that answered, never a person.</param>
    /// <param name="To">The line that a transfer goes to.</param>
    /// <param name="Sign">Why the caller goes first, by their own answers.</param>
    /// <param name="Party">Our code of the organisation that came on the line, or left it.</param>
    internal sealed record FactBody(
        string Call, string Line, ExchangeKind Kind, string At, string Number = "",
        string Desk = "", string To = "", CallSign? Sign = null, string Party = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>How many of the facts were new.</summary>
    internal sealed record AnswerBody(long Number, int New);

    /// <summary>Whether a request names an exchange that has a key. Whether it is that exchange,
    /// the signature tells.</summary>
    public static bool IsKnown(HttpContext http) => KeyOf(
        http, http.RequestServices.GetRequiredService<Engine.Engine>().World) is not null;

    /// <summary>The signature of a message.</summary>
    /// <param name="key">The exchange's key, as it was shown.</param>
    /// <param name="time">The value of <see cref="TimeHeader"/>.</param>
    /// <param name="body">The body's bytes.</param>
    public static string SignatureOf(string key, string time, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(key),
            (byte[])[.. Encoding.UTF8.GetBytes($"{time}\n"), .. body]));

    private static ExchangeKey? KeyOf(HttpContext http, World world) =>
        world.Telephone.KeyOf(http.Request.Headers[ExchangeHeader].ToString());

    private static async Task PostAsync(HttpContext http, Engine.Engine engine)
    {
        using var memory = new MemoryStream();
        await http.Request.Body.CopyToAsync(memory, http.RequestAborted);
        var body = memory.ToArray();
        var key = KeyOf(http, engine.World);
        if (FaultOf(http, engine, key, body) is { } fault)
        {
            await Problems.WriteAsync(http, fault);
            return;
        }

        if (Read(engine, key!.Exchange, body, out var refusal) is not { } request)
        {
            await Problems.WriteAsync(http, refusal);
            return;
        }

        var outcome = await engine.SubmitAsync(request, new Stamp(Ids.New(), Actor.System));
        await (outcome.TryGet(out var receipt, out var refused)
            ? http.Response.WriteAsJsonAsync(
                new AnswerBody(receipt.Number, receipt.Events.Length), UseCase.Json)
            : Problems.WriteAsync(http, refused));
    }

    private static ExchangeFault? FaultOf(
        HttpContext http, Engine.Engine engine, ExchangeKey? key, byte[] body)
    {
        var time = http.Request.Headers[TimeHeader].ToString();
        var given = http.Request.Headers[SignatureHeader].ToString();
        if (key is null || engine.Vault.Open(key.Key) is not { } secret
            || !CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(given),
                Encoding.UTF8.GetBytes(SignatureOf(secret, time, body))))
        {
            return ExchangeFault.SignatureWrong;
        }

        var isTime = uint.TryParse(
            time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        var off = engine.Now - Instant.FromUnixTimeSeconds(seconds);
        return isTime && off >= -ClockMax && off <= ClockMax ? null : ExchangeFault.ClockOff;
    }

    private static TellCalls? Read(
        Engine.Engine engine, string exchange, byte[] bytes, out Enum refusal)
    {
        Body body;
        try
        {
            refusal = InputFault.BodyMalformed;
            if (JsonSerializer.Deserialize<Body>(bytes, UseCase.Json) is not { } read
                || read.Events.Any(e => e is null))
            {
                return null;
            }

            body = read;
        }
        catch (JsonException)
        {
            refusal = InputFault.BodyMalformed;
            return null;
        }

        var facts = ImmutableArray.CreateBuilder<ToldFact>();
        var persons = new Dictionary<Guid, PersonId>();
        foreach (var told in body.Events)
        {
            if (FaultOf(told, out var at) is { } fault)
            {
                refusal = fault;
                return null;
            }

            facts.Add(FactOf(engine, exchange, told, at, persons));
        }

        return new TellCalls(exchange, facts.ToImmutable());
    }

    private static Enum? FaultOf(FactBody told, out Instant at)
    {
        var isMoment = OffsetDateTimePattern.ExtendedIso.Parse(told.At)
            .TryGetValue(default, out var read);
        at = read.ToInstant();
        return told.Call.Length is 0 or > NameLengthMax
            || (told.Number.Length > 0 && told.Call.Contains(
                told.Number, StringComparison.Ordinal))
            ? ExchangeFault.CallNameMalformed
            : !isMoment
                ? InputFault.MomentMalformed
                : told.Number.Length > 0 && Access.Cards.Phone(told.Number) is null
                    ? InputFault.PhoneMalformed
                    : null;
    }

    /// <summary>One fact as the loop takes it: the name as a mark, the number as a secret.
    /// </summary>
    /// <param name="engine">Who seals.</param>
    /// <param name="exchange">Code of the exchange.</param>
    /// <param name="told">What it told.</param>
    /// <param name="at">When that happened.</param>
    /// <param name="persons">The callers of this message.</param>
    public static ToldFact FactOf(
        Engine.Engine engine, string exchange, FactBody told, Instant at,
        Dictionary<Guid, PersonId> persons)
    {
        var (world, reference) = (engine.World, engine.Vault.MarkOf($"call/{exchange}", told.Call));
        var known = world.Telephone.Find(reference);
        if (!persons.TryGetValue(reference, out var person))
        {
            persons[reference] = person = known?.Person ?? new PersonId(Ids.New());
        }

        // Sealed for who answers the line; a number that is known is not sealed again.
        var line = world.Regions.Lines.NumberOf(told.Line);
        var number = told.Number.Length == 0 || line == 0 || known?.Number is not null
            ? null
            : new Secret(
                new SealedId(Ids.New()), person, world.Regions.Lines[line].Organisation,
                SealedField.Contact, Access.Cards.Phone(told.Number)!);
        return new ToldFact(
            reference, person, told.Line, CallFactOf(told.Kind), at, told.To, told.Desk, told.Sign,
            number)
        {
            Party = told.Kind switch
            {
                ExchangeKind.PartyJoined => PartyFact.Joined,
                ExchangeKind.PartyLeft => PartyFact.Left,
                _ => null,
            },
            Organisation = told.Party,
        };
    }

    // Who comes on the line, or leaves it, spoke with the caller: by then it was answered.
    private static CallFact CallFactOf(ExchangeKind kind) => kind switch
    {
        ExchangeKind.Offered => CallFact.Offered,
        ExchangeKind.Answered or ExchangeKind.PartyJoined or ExchangeKind.PartyLeft =>
            CallFact.Answered,
        ExchangeKind.Abandoned => CallFact.Abandoned,
        ExchangeKind.Ended => CallFact.Ended,
        ExchangeKind.Transferred => CallFact.Transferred,
    };
}
