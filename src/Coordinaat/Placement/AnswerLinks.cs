using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Engine;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Placement;

/// <summary>What a link is made of: drawn by chance, read aloud or typed over.</summary>
/// <remarks>It is shown to the desk once. What is kept is a hash, of which nobody can make it; it
/// is looked up by that hash, so how long a guess takes tells nothing.</remarks>
internal static class AnswerToken
{
    // Without i, l, o and u: on the telephone they are heard as 1, 1, 0 and v.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int GroupLength = 4;
    private const int Groups = 7;

    /// <summary>A new one, of 140 bits, in groups of four.</summary>
    public static string New() => string.Join('-', RandomNumberGenerator
        .GetItems<char>(Alphabet, Groups * GroupLength).Chunk(GroupLength)
        .Select(g => new string(g)));

    /// <summary>What is kept of one, however it was typed.</summary>
    public static string HashOf(string token)
    {
        var typed = token.Trim().ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)
            .Replace('o', '0').Replace('i', '1').Replace('l', '1');
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(typed)));
    }
}

/// <summary>What is wrong with a link before a question is found by it.</summary>
internal enum AnswerLinkFault
{
    /// <summary>No open link looks like this: a guess, a slip, or one that a newer one ended.
    /// </summary>
    LinkUnknown = 1,

    /// <summary>Too many of those from one address in a minute.</summary>
    TooManyTries,
}

/// <summary>Counts links that do not exist, by the address that they came from.</summary>
/// <remarks>A link that does exist is never counted and never held back: many wards may share one
/// address, and nobody guesses 140 bits.</remarks>
internal sealed class WrongLinks(TimeProvider time)
{
    /// <summary>So many a minute are answered.</summary>
    public const int TriesMax = 10;

    private const int AddressesMax = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, int> tries = [];
    private long minute;

    /// <summary>Counts one more.</summary>
    /// <returns>What to say.</returns>
    public AnswerLinkFault Count(IPAddress? from)
    {
        lock (gate)
        {
            var now = time.GetUtcNow().ToUnixTimeSeconds() / 60;
            if (now != minute)
            {
                tries.Clear();
                minute = now;
            }

            var address = from ?? IPAddress.None;
            var count = tries.GetValueOrDefault(address) + 1;
            if (count > TriesMax || (count == 1 && tries.Count == AddressesMax))
            {
                return AnswerLinkFault.TooManyTries;
            }

            tries[address] = count;
            return AnswerLinkFault.LinkUnknown;
        }
    }
}

/// <summary>Links with which a unit answers one question without signing in (R14): made by the
/// desk, opened by whoever has it.</summary>
internal static class AnswerLinks
{
    /// <summary>Where links lead. What stands behind it is a secret.</summary>
    public const string Path = "/antwoord";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapApi<NoBody>(
                "MakeAnswerLink", "/api/offers/{offer:int}/link", Policies.Desk, MakeAsync)
            .WithSummary("A link for the unit's telephone. It is told once; a new one ends it.")
            .Produces<LinkBody>();
        routes.MapPost("/vragen/{offer:int}/link", (Delegate)ShowAsync)
            .RequireAuthorization(Policies.Desk).ExcludeFromDescription();
        routes.MapGet(Path + "/{token}", (Delegate)OpenAsync)
            .AllowAnonymous().ExcludeFromDescription();
        routes.MapPost(Path + "/{token}", (Delegate)AnswerAsync)
            .AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>A link, to read aloud or to send.</summary>
    /// <param name="Link">The whole address.</param>
    /// <param name="Phone">The registered number of this hour; send it nowhere else.</param>
    /// <param name="Until">Works before this moment.</param>
    /// <param name="Number">The journal's number.</param>
    internal sealed record LinkBody(string Link, string Phone, string Until, long Number)
    {
        public override string ToString() => "***";
    }

    private static Task<CallReply> MakeAsync(Call<NoBody> call)
    {
        var (id, token) = (new OfferId(call.Number("offer")), AnswerToken.New());
        return call.SubmitAsync(
            new MakeAnswerLink(id, AnswerToken.HashOf(token)),
            _ => CallReply.Here,
            r => new LinkBody(
                AddressOf(call.Http, token), PhoneOf(call.Engine, id),
                View.Iso(r.Get<AnswerLinkMade>().Until), r.Number));
    }

    // A page of its own: the dossier redraws itself, and would take the link away at once.
    private static async Task ShowAsync(HttpContext http, Engine.Engine engine)
    {
        var form = await http.FormAsync();
        var id = Guid.TryParse(form["_id"], out var given) ? given : Ids.New();
        var offer = new OfferId(new Call<NoBody>(new(), http.Caller(), engine, http, id)
            .Number("offer"));
        var token = AnswerToken.New();
        var outcome = await engine.SubmitAsync(
            new MakeAnswerLink(offer, AnswerToken.HashOf(token)),
            new Stamp(id, http.Caller().Actor));
        await (outcome.TryGet(out var receipt, out var refusal)
            ? new RazorComponentResult<AnswerLinkPage>(new
            {
                Link = AddressOf(http, token), Phone = PhoneOf(engine, offer),
                Made = receipt.Get<AnswerLinkMade>(),
            }).ExecuteAsync(http)
            : Problems.WriteAsync(http, refusal));
    }

    private static Task OpenAsync(
        string token, HttpContext http, Engine.Engine engine, WrongLinks wrong) =>
        engine.World.Placement.FindByLink(AnswerToken.HashOf(token)) is { } offer
            ? new RazorComponentResult<AnswerPage>(new
            {
                Offer = offer, Action = $"{Path}/{token}",
            }).ExecuteAsync(http)
            : Problems.WriteAsync(http, wrong.Count(http.Connection.RemoteIpAddress));

    private static async Task AnswerAsync(
        string token, HttpContext http, Engine.Engine engine, WrongLinks wrong)
    {
        var hash = AnswerToken.HashOf(token);
        if (engine.World.Placement.FindByLink(hash) is not { } offer)
        {
            await Problems.WriteAsync(http, wrong.Count(http.Connection.RemoteIpAddress));
            return;
        }

        var fault = await TryAsync(http, engine, offer, hash);
        if (fault is not null)
        {
            await Problems.WriteAsync(http, fault);
        }
        else if (http.Request.Headers.ContainsKey("HX-Request"))
        {
            http.Response.Headers["HX-Redirect"] = $"{Path}/{token}";
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = $"{Path}/{token}";
        }
    }

    // The system answers, for the organisation of the unit: it keeps what was said (R11).
    private static async Task<Enum?> TryAsync(
        HttpContext http, Engine.Engine engine, Offer offer, string hash)
    {
        if (await ReadAsync(http) is not var (body, id))
        {
            return InputFault.BodyMalformed;
        }

        if (body.Words.Length > Offers.WordsMax || body.SpokenName.Length > Offers.NameMax)
        {
            return InputFault.TextTooLong;
        }

        var world = engine.World;
        var holder = world.Regions.OwnerOf(offer.Unit);
        Secret? Sealed(SealedField field, string? text) => string.IsNullOrWhiteSpace(text)
            ? null
            : new Secret(
                new SealedId(Ids.New()), world.Access[offer.Request].Person, holder, field,
                text.Trim());
        var outcome = await engine.SubmitAsync(
            new AnswerByLink(
                hash, body.Reply, body.Reply == Reply.No ? body.Reason : "",
                Sealed(SealedField.Note, body.Words),
                Sealed(
                    SealedField.Professional,
                    body.SpokenFunction.Length > 0 ? Offers.SpokenOf(body) : null),
                body.ConditionMinutes),
            new Stamp(id, new Actor(default, holder, Roles.None)));
        return outcome.TryGet(out _, out var refusal) ? null : refusal;
    }

    private static async Task<(Offers.AnswerBody Body, Guid Id)?> ReadAsync(HttpContext http)
    {
        try
        {
            return await UseCase.ReadFormAsync<Offers.AnswerBody>(http) is ({ } body, var id)
                ? (body, id)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string AddressOf(HttpContext http, string token) =>
        $"{http.Request.Scheme}://{http.Request.Host}{Path}/{token}";

    private static string PhoneOf(Engine.Engine engine, OfferId id)
    {
        var regions = engine.World.Regions;
        return regions.Describe(engine.World.Placement[id].Unit).Location
            .PhoneAt(LocalMoment.At(engine.Now));
    }
}
