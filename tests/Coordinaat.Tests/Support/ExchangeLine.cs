using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coordinaat.Simulation;
using NodaTime.Text;

namespace Coordinaat.Tests.Support;

/// <summary>An exchange of the demo with a key, that signs as docs/exchange.md says.</summary>
internal sealed class ExchangeLine(WebServer server, string key) : IDisposable
{
    public const string Code = "grebbecall";

    private readonly Api api = server.Open();

    /// <summary>Gets a key as an administrator does, from the page that shows it once.</summary>
    public static async Task<ExchangeLine> ConnectAsync(WebServer server)
    {
        using var admin = await server.SignInAsync("beheerder");
        var page = await admin.FormAsync("/telefoon/centrales", ("exchange", Code));
        var from = page.Body.IndexOf("id=\"new-key\">", StringComparison.Ordinal);
        Assert.True(from > 0, page.Body);
        return new ExchangeLine(server, page.Body[(from + 13)..(from + 13 + 64)]);
    }

    /// <summary>Tells events, signed now.</summary>
    public async Task<int> TellAsync(IEnumerable<ExchangeEvent> events)
    {
        var reply = await SendAsync(BodyOf(events));
        Assert.True(reply.Status == 200, reply.ToString());
        return reply.Json.GetProperty("new").GetInt32();
    }

    public static string BodyOf(IEnumerable<ExchangeEvent> events) => JsonSerializer.Serialize(
        new
        {
            events = events.Select(e => new
            {
                call = e.Call, line = e.Line, kind = e.Fact.ToString(),
                at = InstantPattern.ExtendedIso.Format(e.At), number = e.Number, desk = e.Desk,
                sign = e.Sign?.ToString(),
            }),
        });

    /// <summary>Sends a body, with another time or signature where a test wants that.</summary>
    public Task<HttpAnswer> SendAsync(
        string body, long? time = null, string? signature = null, string exchange = Code) =>
        SendAsync(Encoding.UTF8.GetBytes(body), time, signature, exchange);

    public Task<HttpAnswer> SendAsync(
        byte[] body, long? time = null, string? signature = null, string exchange = Code)
    {
        var at = (time ?? server.Engine.Now.ToUnixTimeSeconds())
            .ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/telephone/events")
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Coordinaat-Exchange", exchange);
        request.Headers.Add("Coordinaat-Time", at);
        request.Headers.Add("Coordinaat-Signature", signature ?? Sign(at, body));
        return api.SendAsync(request);
    }

    public void Dispose() => api.Dispose();

    private string Sign(string time, byte[] body)
    {
        using var hmac = new HMACSHA256(Encoding.ASCII.GetBytes(key));
        var head = Encoding.ASCII.GetBytes(time + "\n");
        _ = hmac.TransformBlock(head, 0, head.Length, null, 0);
        _ = hmac.TransformFinalBlock(body, 0, body.Length);
        return Convert.ToHexString(hmac.Hash!).ToLowerInvariant();
    }
}
