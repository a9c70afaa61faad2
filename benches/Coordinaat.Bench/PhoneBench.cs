using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Coordinaat.Accounts;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Telephone;
using Coordinaat.Engine;
using Coordinaat.Simulation;
using Coordinaat.Telephone;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Bench;

/// <summary>An evening of 600 calls with 12 desks at 60 times real speed, over the real interface:
/// whether the product counts what the exchange logged, and how soon screens show it.</summary>
/// <remarks>The program's clock runs as fast as the evening; frames of screens and the latency are
/// of the real clock.</remarks>
internal static class PhoneBench
{
    private const string Exchange = "grebbecall";
    private const string Urgent = "keienburg-spoed";
    private const string Other = "keienburg-overig";
    private const string Key = "bench";
    private const int Desks = 12;

    /// <summary>Measures, and prints a line for each phone line and one for the latency.</summary>
    public static void Run(Size size) => RunAsync(size).GetAwaiter().GetResult();

    private static async Task RunAsync(Size size)
    {
        var (speed, calls) = size == Size.Quick ? (600, 120) : (60, 600);
        var folder = Measure.MakeFolder("telephone");
        try
        {
            var time = new FastTime(speed);
            var output = Console.Out;
            Console.SetOut(Console.Error);
            await using var app = await Serve.BuildAsync(
                new ServeOptions(folder.FullName, "http://127.0.0.1:0", IsDemo: true)
                {
                    Time = time,
                });
            Console.SetOut(output);
            await app.StartAsync();
            await PlayAsync(app, calls);
            await app.StopAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PlayAsync(WebApplication app, int calls)
    {
        var engine = app.Services.GetRequiredService<Engine.Engine>();
        var key = new Secret(
            new SealedId(Ids.New()), new PersonId(Ids.New()), default, SealedField.Credential, Key);
        _ = await engine.SubmitAsync(
            new SetExchangeKey(Exchange, key), new Stamp(Ids.New(), Actor.System));
        var start = HourCounts.HourOf(engine.Now);
        var log = PhoneEvening.Play(new(1, engine.Now, calls, Desks, Urgent, Other));
        var url = new Uri(app.Urls.First());
        var seen = new List<(long Number, long At)>();
        using var stop = new CancellationTokenSource();

        // Nobody types a code: on a clock this fast it is too old before it is read.
        var person = Passwords.FindPerson(engine.Vault, "triagist")!.Value;
        var (account, session) =
            (engine.World.Accounts.ByPerson[person], new SessionId(Ids.New()));
        var step = engine.World.Accounts.Find(account)!.LastCodeStep + 1;
        var opened = await engine.SubmitAsync(
            new OpenSession(account, session, step), new Stamp(Ids.New(), Actor.System));
        if (!opened.TryGet(out _, out var refusal))
        {
            throw new InvalidOperationException($"{refusal}");
        }

        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false })
        {
            BaseAddress = url,
        };
        http.DefaultRequestHeaders.Add("Cookie", BenchServer.CookieOf(app, account, session));
        var live = new Uri(
            $"/live?t=telephone&from={engine.Epoch}-{engine.World.Number}", UriKind.Relative);
        var screens = Enumerable.Range(0, Desks)
            .Select(n => FollowAsync(http, live, n == 0 ? seen : [], stop.Token)).ToArray();
        var sent = await TellAsync(engine, url, log);
        await Task.Delay(TimeSpan.FromSeconds(1));
        await stop.CancelAsync();
        await Task.WhenAll(screens);
        foreach (var line in new[] { Urgent, Other })
        {
            Compare(engine, line, start, [.. log.Where(e => e.Line == line)]);
        }

        double[] latency =
        [
            .. sent.Select(s => seen.FirstOrDefault(f => f.Number >= s.Number) is { At: > 0 } f
                ? (f.At - s.At) * 1_000d / Stopwatch.Frequency
                : double.NaN).Where(ms => !double.IsNaN(ms)).Order(),
        ];
        Measure.Print(new
        {
            Bench = "telephone",
            Messages = sent.Count,
            Shown = latency.Length,
            MedianMs = Math.Round(latency[latency.Length / 2], 1),
            P99Ms = Math.Round(latency[latency.Length * 99 / 100], 1),
            MaxMs = Math.Round(latency[^1], 1),
        });
    }

    // As an exchange does: what happened is told at once, signed.
    private static async Task<List<(long Number, long At)>> TellAsync(
        Engine.Engine engine, Uri url, IReadOnlyCollection<ExchangeEvent> log)
    {
        using var http = new HttpClient { BaseAddress = url };
        var (sent, waiting) = (new List<(long, long)>(), new Queue<ExchangeEvent>(log));
        while (waiting.Count > 0)
        {
            var due = new List<ExchangeEvent>();
            while (due.Count < TellCalls.FactsMax
                && waiting.TryPeek(out var next) && next.At <= engine.Now)
            {
                due.Add(waiting.Dequeue());
            }

            if (due.Count > 0)
            {
                var at = Stopwatch.GetTimestamp();
                long? number = null;
                while (number is null)
                {
                    number = await PostAsync(http, engine, due);
                }

                sent.Add((number.Value, at));
            }

            await Task.Delay(5);
        }

        return sent;
    }

    // Null where the fast clock had run on too far by the time the message came in: it is signed
    // and sent again, as every exchange does until it is answered with yes.
    private static async Task<long?> PostAsync(
        HttpClient http, Engine.Engine engine, IEnumerable<ExchangeEvent> events)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            events = events.Select(e => new
            {
                call = e.Call, line = e.Line, kind = e.Fact.ToString(),
                at = InstantPattern.ExtendedIso.Format(e.At), number = e.Number, desk = e.Desk,
                sign = e.Sign?.ToString(),
            }),
        });
        var time = engine.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, ExchangeEvents.Path)
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new("application/json") },
            },
        };
        request.Headers.Add(ExchangeEvents.ExchangeHeader, Exchange);
        request.Headers.Add(ExchangeEvents.TimeHeader, time);
        request.Headers.Add(
            ExchangeEvents.SignatureHeader, ExchangeEvents.SignatureOf(Key, time, body));
        using var answer = await http.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(said).RootElement.GetProperty("number").GetInt64()
            : answer.StatusCode == HttpStatusCode.Unauthorized
                && said.Contains("clock-off", StringComparison.Ordinal)
                ? null
                : throw new InvalidOperationException(said);
    }

    // The screen of a desk: which number each frame with rows is of.
    private static async Task FollowAsync(
        HttpClient http, Uri live, List<(long Number, long At)> seen, CancellationToken stop)
    {
        try
        {
            await using var stream = await http.GetStreamAsync(live, stop);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var number = 0L;
            while (await reader.ReadLineAsync(stop) is { } text)
            {
                if (text.StartsWith("id: ", StringComparison.Ordinal))
                {
                    number = long.Parse(text[(text.IndexOf('-') + 1)..],
                        CultureInfo.InvariantCulture);
                }
                else if (text.StartsWith("data: {\"rows\":[{", StringComparison.Ordinal))
                {
                    seen.Add((number, Stopwatch.GetTimestamp()));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The evening is over.
        }
    }

    private static void Compare(
        Engine.Engine engine, string line, Instant start, ExchangeEvent[] log)
    {
        var regions = engine.World.Regions;
        var figures = PhoneFigures.Of(
            engine.World, new LineId(regions.Lines.NumberOf(line)), start,
            start + Duration.FromHours(24));
        var calls = log.GroupBy(e => e.Call).Select(c => c.ToDictionary(e => e.Fact, e => e.At))
            .ToArray();
        double[] waits =
        [
            .. calls.Where(c => c.ContainsKey(CallFact.Answered))
                .Select(c => (c[CallFact.Answered] - c[CallFact.Offered]).TotalSeconds),
        ];
        var norm = regions.NormOf(regions.Lines[regions.Lines.NumberOf(line)].Kind, start);
        int[] own =
        [
            figures.Total.Offered, figures.Total.Answered, figures.Total.Abandoned,
            figures.Within, figures.Late,
        ];
        int[] logged =
        [
            calls.Length, waits.Length, calls.Length - waits.Length,
            waits.Count(w => w <= norm.WithinSeconds), waits.Count(w => w > norm.LateSeconds),
        ];
        Measure.Print(new
        {
            Bench = "telephone", Line = line, Product = own, Log = logged,
            IsSame = own.SequenceEqual(logged), figures.WithinPermille, figures.LatePermille,
            figures.AbandonedPermille,
        });
    }

    // Begins now, and runs so many times as fast.
    private sealed class FastTime(int speed) : TimeProvider
    {
        private readonly DateTimeOffset start = System.GetUtcNow();
        private readonly long from = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() =>
            start + (System.GetElapsedTime(from) * speed);

        public override long GetTimestamp() => (System.GetTimestamp() - from) * speed;

        public override long TimestampFrequency => System.TimestampFrequency;
    }
}
