using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Coordinaat.Engine;

namespace Coordinaat.Drill;

/// <summary>People and feeds who ask one thing after the other, and remember what they heard.
/// </summary>
/// <remarks>
/// Who hears nothing, or that nobody knows, asks again under the same id until there is an answer.
/// Who hears that nothing can be stored now asks again or gives up: but gives up only when no
/// earlier send is unknown, for a "no" says nothing about those.
/// </remarks>
internal sealed class Load(Uri front, int seed, TimeProvider time) : IDisposable
{
    private const int Callers = 8;
    private static readonly string[] Logins =
        ["coordinator", "coordinator2", "coordinator", "coordinator2"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastPatience = TimeSpan.FromMinutes(3);

    private readonly List<HttpClient> clients = [];
    private readonly ConcurrentBag<int> requests = [];
    private readonly CancellationTokenSource over = new();
    private string[] units = [];
    private int bsn = 100_000_000 + (seed % 1_000 * 700_000);
    private long patients;

    /// <summary>Everything that was asked.</summary>
    public ConcurrentBag<Ask> Asks { get; } = [];

    /// <summary>When each yes came.</summary>
    public ConcurrentQueue<long> Stored { get; } = new();

    /// <summary>Answers that there should be none of, with how many.</summary>
    public ConcurrentDictionary<string, int> Odd { get; } = new();

    /// <summary>How often each kind of answer came.</summary>
    public ConcurrentDictionary<string, int> Heard { get; } = new();

    public void Dispose()
    {
        over.Dispose();
        clients.ForEach(c => c.Dispose());
    }

    /// <summary>Signs in, and learns which units there are.</summary>
    public async Task PrepareAsync()
    {
        foreach (var login in Logins)
        {
            var client = new HttpClient(new SocketsHttpHandler
            {
                CookieContainer = new CookieContainer(), AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(2),
            })
            { BaseAddress = front, Timeout = Patience };
            using var form = new FormUrlEncodedContent(
                [KeyValuePair.Create("login", login), KeyValuePair.Create("demo", "true")]);
            using var answer = await client.PostAsync(
                new Uri("/aanmelden", UriKind.Relative), form);
            if (answer.StatusCode != HttpStatusCode.Redirect)
            {
                throw new InvalidOperationException($"{login} cannot sign in: {answer}");
            }

            clients.Add(client);
        }

        using var list = JsonDocument.Parse(
            await clients[0].GetStringAsync(new Uri("/api/units", UriKind.Relative)));
        units = [.. Codes(list.RootElement)];
    }

    /// <summary>Asks until told to stop, and then until all that was asked is settled.</summary>
    public Task RunAsync() =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(n => Task.Run(() => CallAsync(n))));

    /// <summary>From here on nobody asks anything new.</summary>
    public void Stop() => over.Cancel();

    private static IEnumerable<string> Codes(JsonElement list)
    {
        foreach (var unit in list.EnumerateArray())
        {
            yield return unit.GetProperty("code").GetString()!;
        }
    }

    private async Task CallAsync(int number)
    {
        var random = new Random((seed * Callers) + number);
        var client = clients[number % clients.Count];
        while (!over.IsCancellationRequested)
        {
            var ask = Next(random);
            Asks.Add(ask);
            await SettleAsync(client, ask, random);
            await Task.Delay(random.Next(60, 180));
        }
    }

    private Ask Next(Random random)
    {
        var dice = random.Next(100);
        return dice < 25 ? Registration(random)
            : dice < 40 && requests.TryPeek(out var request) ? Note(random, request)
            : Report(random, isRight: dice < 90);
    }

    private Ask Report(Random random, bool isRight)
    {
        var unit = units[random.Next(units.Length)];
        var physical = random.Next(10, 40);
        return new Ask(
            Ids.New(), isRight ? "report" : "wrong report", $"/api/units/{unit}/capacity",
            JsonSerializer.Serialize(new
            {
                physical, blocked = isRight ? 0 : physical + 1, staffed = physical - 2,
                occupied = random.Next(physical),
            }));
    }

    private static Ask Note(Random random, int request) => new(
        Ids.New(), "note", $"/api/care-requests/{request}/notes",
        JsonSerializer.Serialize(new { note = $"Opmerking {random.Next(1_000_000)}" }));

    private Ask Registration(Random random) => new(
        Ids.New(), "registration", "/api/care-requests",
        JsonSerializer.Serialize(new
        {
            phone = $"06{71_000_000 + Interlocked.Increment(ref patients)}",
            place = "Oefenlaan 1", postcode = "3811 AB", requester = "Gp", channel = "Phone",
            story = "Oefening", name = $"Oefenpatiënt {patients}",
            bsn = random.Next(2) == 0 ? NextBsn() : "",
        }));

    // The next nine digits that pass the test of eleven.
    private string NextBsn()
    {
        while (true)
        {
            var text = Interlocked.Increment(ref bsn).ToString(CultureInfo.InvariantCulture);
            if (Domain.Access.Bsn.Parse(text).TryGet(out _, out _))
            {
                return text;
            }
        }
    }

    private async Task SettleAsync(HttpClient client, Ask ask, Random random)
    {
        long? overSince = null;
        while (true)
        {
            ask.Sends++;
            var heard = await SendAsync(client, ask);
            Heard.AddOrUpdate(heard, 1, (_, n) => n + 1);
            if (ask.Last != Last.None)
            {
                return;
            }

            if (heard == "not stored" && !ask.WasUnknown && random.Next(4) == 0)
            {
                ask.Last = Last.NotStored;
                return;
            }

            if (over.IsCancellationRequested)
            {
                overSince ??= time.GetTimestamp();
                if (time.GetElapsedTime(overSince.Value) > LastPatience)
                {
                    return;
                }
            }

            await Task.Delay(random.Next(100, 300));
        }
    }

    private async Task<string> SendAsync(HttpClient client, Ask ask)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, ask.Path)
        {
            Content = new StringContent(ask.Json, Encoding.UTF8, "application/json"),
        };
        message.Headers.Add("Idempotency-Key", ask.Id.ToString());
        try
        {
            using var answer = await client.SendAsync(message);
            return Take(ask, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException
            or OperationCanceledException)
        {
            ask.WasUnknown = true;
            return "no answer";
        }
    }

    private string Take(Ask ask, int status, string body)
    {
        var type = TypeOf(body);
        switch (status, type)
        {
            case (200, _):
                Stored.Enqueue(time.GetTimestamp());
                using (var yes = JsonDocument.Parse(body))
                {
                    ask.Number = yes.RootElement.GetProperty("number").GetInt64();
                    ask.Made = yes.RootElement.TryGetProperty("request", out var made)
                        ? made.GetInt32()
                        : 0;
                }

                if (ask.Made > 0)
                {
                    requests.Add(ask.Made);
                }

                ask.Last = Last.Yes;
                return "yes";
            case (503, "/problems/engine/unwritable" or "/problems/engine/busy"
                or "/problems/engine/stopping"):
                return "not stored";
            case (503, ""):
                // The front door's own: it found nobody to give the request to.
                return "no server";
            case (502 or 504, _) or (503, "/problems/engine/outcome-unknown")
                or (503, "/problems/engine/unreadable"):
                ask.WasUnknown = true;
                return "unknown";
            case (409 or 422, not ""):
                ask.Last = Last.Refused;
                return $"refused {type}";
            default:
                ask.WasUnknown = true;
                Odd.AddOrUpdate($"{status} {type} {ask.Kind}", 1, (_, n) => n + 1);
                return "odd";
        }
    }

    private static string TypeOf(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.ValueKind == JsonValueKind.Object
                && problem.RootElement.TryGetProperty("type", out var type)
                    ? type.GetString() ?? ""
                    : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
