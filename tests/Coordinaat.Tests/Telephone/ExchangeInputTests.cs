using System.Text;
using Coordinaat.Access;
using Coordinaat.Domain.Telephone;
using Coordinaat.Simulation;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Telephone;

/// <summary>What an exchange sends over HTTP: only signed, only sensible, and never a number in
/// clear.</summary>
public sealed class ExchangeInputTests : IAsyncLifetime
{
    private const string Line = "keienburg-spoed";
    private const string Number = "0612349876";

    private readonly ManualTime time = new(new DateTimeOffset(2026, 3, 2, 19, 0, 0, TimeSpan.Zero));
    private WebServer server = null!;
    private ExchangeLine exchange = null!;

    public async ValueTask InitializeAsync()
    {
        server = await WebServer.StartDemoAsync(time);
        exchange = await ExchangeLine.ConnectAsync(server);
    }

    public async ValueTask DisposeAsync()
    {
        exchange.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Only_what_its_key_signed_a_moment_ago_is_heard()
    {
        var now = server.Engine.Now.ToUnixTimeSeconds();
        var body = ExchangeLine.BodyOf([Event("a1", CallFact.Offered)]);
        var other = new ExchangeLine(server, new string('A', 64));
        Assert.Equal("exchange/signature-wrong", Type(await other.SendAsync(body)));
        Assert.Equal(
            "exchange/signature-wrong", Type(await exchange.SendAsync(body, signature: "")));
        Assert.Equal("exchange/clock-off", Type(await exchange.SendAsync(body, now - 301)));
        Assert.Equal("exchange/clock-off", Type(await exchange.SendAsync(body, now + 301)));
        Assert.Equal(401, (await exchange.SendAsync(body, exchange: "niemand")).Status);
        Assert.Empty(server.World.Telephone.Here);

        Assert.Equal(200, (await exchange.SendAsync(body, now - 300)).Status);
        var again = await exchange.SendAsync(body);
        Assert.Equal((200, 0), (again.Status, again.Json.GetProperty("new").GetInt32()));
        Assert.Single(server.World.Telephone.Here);

        using var admin = await server.SignInAsync("beheerder");
        _ = await admin.FormAsync(
            "/telefoon/centrales", ("exchange", ExchangeLine.Code), ("revoke", "1"));
        Assert.Equal(401, (await exchange.SendAsync(body)).Status);
    }

    private static readonly (string Body, string Type)[] Nonsense =
    [
        ("", "input/body-malformed"),
        ("null", "input/body-malformed"),
        ("{\"events\":[", "input/body-malformed"),
        ("{\"events\":null}", "input/body-malformed"),
        ("{\"events\":[null]}", "input/body-malformed"),
        ("{\"events\":[],\"extra\":1}", "input/body-malformed"),
        ("{\"events\":[]}", "tell-calls/count-out-of-range"),
    ];

    // One field in place of the good one.
    private static readonly (string Field, string Type)[] WrongFields =
    [
        ("\"call\":\"\"", "exchange/call-name-malformed"),
        ("\"call\":\"x-0612349876\"", "exchange/call-name-malformed"),
        ("\"line\":\"none\"", "tell-calls/line-unknown"),
        ("\"line\":\"pluimhoek-overig\"", "tell-calls/line-unknown"),
        ("\"kind\":\"Sung\"", "input/body-malformed"),
        ("\"kind\":1", "input/body-malformed"),
        ("\"at\":\"gisteren\"", "input/moment-malformed"),
        ("\"at\":\"2026-03-02T14:59:59Z\"", "tell-calls/time-out-of-range"),
        ("\"at\":\"2026-03-02T19:02:01Z\"", "tell-calls/time-out-of-range"),
        ("\"number\":\"bel mij\"", "input/phone-malformed"),
        ("\"desk\":\"Zr. De Vries\"", "tell-calls/desk-malformed"),
        ("\"to\":\"keienburg-overig\"", "tell-calls/target-misplaced"),
    ];

    [Fact]
    public async Task Nonsense_and_a_wrong_field_are_refused_in_words()
    {
        foreach (var (body, type) in Nonsense)
        {
            Assert.Equal(type, Type(await exchange.SendAsync(body)));
        }

        foreach (var (field, type) in WrongFields)
        {
            var reply = await exchange.SendAsync(BodyWith(field));
            Assert.Equal(type, Type(reply));
            Assert.DoesNotContain("De Vries", reply.Body, In);
            Assert.DoesNotContain(Number, reply.Body, In);
        }

        Assert.Empty(server.World.Telephone.Here);
    }

    [Fact]
    public async Task A_body_in_another_encoding_or_too_large_is_refused()
    {
        var body = ExchangeLine.BodyOf([Event("a1", CallFact.Offered)]);
        Assert.Equal("input/body-malformed", Type(
            await exchange.SendAsync(Encoding.Unicode.GetBytes(body))));
        Assert.Equal("input/body-malformed", Type(await exchange.SendAsync(
            [.. Encoding.UTF8.GetBytes(body)[..^20], 0xFF, 0xFE])));
        Assert.Equal("input/body-too-large", Type(
            await exchange.SendAsync(body + new string(' ', 64 * 1024))));
        Assert.Empty(server.World.Telephone.Here);
    }

    [Fact]
    public async Task The_number_stands_in_the_vault_only_and_opens_for_who_has_the_call()
    {
        _ = await exchange.TellAsync([Event("a1", CallFact.Offered)]);
        using var first = await server.SignInAsync("coordinator");
        using var second = await server.SignInAsync("coordinator2");
        var id = server.World.Telephone.ListCalls().Single().Id.Value;
        Assert.DoesNotContain(
            Number, (await first.GetAsync($"/zorgvragen/nieuw?gesprek={id}")).Body, In);
        _ = await first.DoAsync($"/api/telephone/calls/{id}/claim");
        Assert.Contains(
            Number, (await first.GetAsync($"/zorgvragen/nieuw?gesprek={id}")).Body, In);

        // The other is told, and sees who has it.
        var lost = await second.PostAsync($"/api/telephone/calls/{id}/claim", new { });
        Assert.Equal((409, "call/claimed-by-other"), (lost.Status, Type(lost)));
        var page = (await second.GetAsync("/telefoon")).Body;
        Assert.Contains("Zorgco", page, In);
        Assert.Contains("Noor Wiersma", page, In);
        Assert.DoesNotContain(Number, page, In);
        Assert.DoesNotContain(
            Number, (await second.GetAsync($"/zorgvragen/nieuw?gesprek={id}")).Body, In);
        foreach (var file in Directory.GetFiles(server.Folder, "journal.db*"))
        {
            using var stream = new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Number)) < 0, file);
        }
    }

    [Fact]
    public async Task A_request_from_a_call_is_linked_to_it_and_the_dossier_says_so()
    {
        var at = server.Engine.Now;
        _ = await exchange.TellAsync(
        [
            Event("a1", CallFact.Offered),
            Event("a1", CallFact.Answered) with { At = at + Duration.FromSeconds(40) },
        ]);
        using var desk = await server.SignInAsync("coordinator");
        var id = server.World.Telephone.ListCalls().Single().Id;
        _ = await desk.DoAsync($"/api/telephone/calls/{id.Value}/claim");
        var reply = await desk.DoAsync("/api/care-requests", new
        {
            phone = Number, place = "Dorpsstraat 1", postcode = "3811AB", requester = "Citizen",
            channel = "Phone", call = id.Value,
        });
        var request = reply.GetProperty("request").GetInt32();

        Assert.Equal(request, server.World.Telephone.Find(id)!.Request.Value);
        Assert.Contains(
            "Kwam binnen op HAP Keienburg spoed, wachtte 40 s",
            System.Net.WebUtility.HtmlDecode(
                (await desk.GetAsync($"/zorgvragen/{request}")).Body), In);
    }

    // The number of a call that left is opened by nobody any more; that of one who waits stays.
    [Fact]
    public async Task The_vault_forgets_the_number_once_the_call_has_left()
    {
        _ = await exchange.TellAsync([Event("a1", CallFact.Offered)]);
        var sealedAs = server.World.Telephone.ListCalls().Single().Number;
        Assert.NotNull(server.Engine.Vault.OpenText(sealedAs));
        time.Advance(TimeSpan.FromHours(3));
        _ = await exchange.TellAsync([Event("a2", CallFact.Offered)]);
        var kept = server.World.Telephone.ListCalls().Single(c => c.Number != sealedAs).Number;
        time.Advance(TimeSpan.FromHours(2));
        await Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromMinutes(1));
                return server.Engine.Vault.OpenText(sealedAs) is null
                    && server.World.Telephone.Gone.IsEmpty;
            },
            "the number is forgotten");
        Assert.NotNull(server.Engine.Vault.OpenText(kept));
    }

    // Another party is told by its organisation, and by no other word.
    [Fact]
    public async Task Who_comes_on_the_line_is_heard_and_shown_once()
    {
        var body = BodyWith("\"kind\":\"PartyJoined\"").Replace(
            "\"kind\"", "\"party\":\"ggz\",\"kind\"", In);
        Assert.Equal(200, (await exchange.SendAsync(body)).Status);
        Assert.Equal(0, (await exchange.SendAsync(body)).Json.GetProperty("new").GetInt32());
        Assert.Equal(
            "tell-calls/party-unknown",
            Type(await exchange.SendAsync(BodyWith("\"kind\":\"PartyLeft\""))));
        using var desk = await server.SignInAsync("coordinator");
        var party = (await desk.GetAsync("/api/telephone/calls")).Json[0].GetProperty("parties")[0];
        Assert.Equal("ggz", party.GetProperty("organisation").GetString());
        Assert.True(party.GetProperty("isOn").GetBoolean());
        Assert.Contains("data-party=\"ggz\"", (await desk.GetAsync("/telefoon")).Body, In);
    }

    private const StringComparison In = StringComparison.Ordinal;

    private static string Type(HttpAnswer answer) =>
        answer.Type.Replace("/problems/", "", StringComparison.Ordinal);

    private static string BodyWith(string field)
    {
        var fields = new Dictionary<string, string>
        {
            ["call"] = "\"c1\"", ["line"] = $"\"{Line}\"", ["kind"] = "\"Offered\"",
            ["at"] = "\"2026-03-02T19:00:00Z\"", ["number"] = $"\"{Number}\"",
        };
        var colon = field.IndexOf(':', In);
        fields[field[1..(colon - 1)]] = field[(colon + 1)..];
        var one = string.Join(',', fields.Select(f => $"\"{f.Key}\":{f.Value}"));
        return $"{{\"events\":[{{{one}}}]}}";
    }

    private ExchangeEvent Event(string call, CallFact fact) => new(
        call, Line, fact, server.Engine.Now, fact == CallFact.Offered ? Number : "", "", null);
}
