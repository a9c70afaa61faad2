using Coordinaat.Domain.Telephone;
using Coordinaat.Simulation;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Telephone;

/// <summary>An evening of 600 calls over the real interface, in time that a test moves: each is
/// answered, called back or given up, and counted once; K1–K3 are those of the exchange's own log.
/// </summary>
public sealed class EveningTests
{
    private const string Urgent = "keienburg-spoed";
    private const string Other = "keienburg-overig";

    private static readonly Instant Start = Instant.FromUtc(2026, 3, 6, 16, 0);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task The_product_counts_what_the_exchange_logged(int seed, bool isMessy)
    {
        var time = new ManualTime(Start.ToDateTimeOffset());
        await using var server = await WebServer.StartDemoAsync(time);
        using var exchange = await ExchangeLine.ConnectAsync(server);
        using var desk = await server.SignInAsync("coordinator");
        var log = PhoneEvening.Play(new((ulong)seed, Start, 600, 12, Urgent, Other));
        await PlayAsync(server, time, exchange, log, isMessy ? new Random(seed) : null);
        var back = await CallBackAsync(server, desk);

        var until = Start + Duration.FromHours(9);
        var range = $"from={Text(Start)}&to={Text(until)}";
        var figures = (await desk.GetAsync($"/api/telephone/figures?{range}")).Json
            .EnumerateArray().ToDictionary(f => f.GetProperty("line").GetString()!);
        var total = 0;
        foreach (var (line, within, late) in new[] { (Urgent, 30, 1_800), (Other, 120, 600) })
        {
            var f = figures[line];
            var expected = Expected(log.Where(e => e.Line == line), within, late, back[line]);
            string[] names =
            [
                "offered", "answered", "calledBack", "abandoned", "open", "withinPermille",
                "latePermille", "abandonedPermille", "talkSeconds",
            ];
            Assert.Equal(expected, names.Select(n => f.GetProperty(n).GetInt64()));
            total += f.GetProperty("offered").GetInt32();
        }

        Assert.Equal(600, total);
        Assert.True(back.Values.Sum() > 0, "nobody was called back");
    }

    // Minute by minute; where it is messy half of it comes twice, and late by up to an hour.
    private static async Task PlayAsync(
        WebServer server, ManualTime time, ExchangeLine exchange,
        IReadOnlyCollection<ExchangeEvent> log, Random? random)
    {
        var sent = log.Select(e => (At: e.At, Event: e));
        if (random is not null)
        {
            sent = sent.Concat(sent.Where(_ => random.Next(2) == 0)).Select(s => (
                s.At + Duration.FromSeconds(random.Next(4) == 0 ? random.Next(3_600) : 0),
                s.Event)).ToArray();
        }

        foreach (var some in sent.OrderBy(s => s.At)
            .GroupBy(s => (long)(s.At - Start).TotalMinutes / 2))
        {
            var until = Start + Duration.FromMinutes((some.Key + 1) * 2);
            time.Advance((until - server.Engine.Now).ToTimeSpan());
            ExchangeEvent[] events = [.. some.Select(s => s.Event)];
            random?.Shuffle(events);
            foreach (var message in events.Chunk(TellCalls.FactsMax))
            {
                _ = await exchange.TellAsync(message);
            }
        }
    }

    // Who hung up last and left a number is called back; every second one answers.
    private static async Task<Dictionary<string, int>> CallBackAsync(WebServer server, Api desk)
    {
        var back = new Dictionary<string, int> { [Urgent] = 0, [Other] = 0 };
        var missed = server.World.Telephone.ListCalls()
            .Where(c => c is { State: CallState.Missed, Sign: null, Number: not null })
            .TakeLast(6).ToArray();
        for (var i = 0; i < missed.Length; i++)
        {
            var path = $"/api/telephone/calls/{missed[i].Id.Value}";
            _ = await desk.DoAsync($"{path}/call-back");
            _ = await desk.DoAsync($"{path}/claim");
            _ = await desk.DoAsync($"{path}/tries", new { isReached = i % 2 == 0 });
            var line = server.World.Regions.Lines[missed[i].Line.Value].Code;
            back[line] += i % 2 == 0 ? 1 : 0;
        }

        return back;
    }

    // From the log alone, in another way than the product counts.
    private static IEnumerable<long> Expected(
        IEnumerable<ExchangeEvent> log, int within, int late, int calledBack)
    {
        var calls = log.GroupBy(e => e.Call)
            .Select(c => c.ToDictionary(e => e.Fact, e => e.At)).ToArray();
        var answered = calls.Where(c => c.ContainsKey(CallFact.Answered)).ToArray();
        double[] waits =
        [
            .. answered.Select(c =>
                (c[CallFact.Answered] - c[CallFact.Offered]).TotalSeconds),
        ];
        var gaveUp = calls.Length - answered.Length - calledBack;
        return
        [
            calls.Length, answered.Length, calledBack, gaveUp, 0,
            Permille(waits.Count(w => w <= within), answered.Length),
            Permille(waits.Count(w => w > late), answered.Length),
            Permille(gaveUp, calls.Length),
            (long)answered.Sum(c =>
                Math.Floor((c[CallFact.Ended] - c[CallFact.Answered]).TotalSeconds)),
        ];
    }

    private static long Permille(int part, int whole) =>
        (long)Math.Round(part * 1_000d / whole, MidpointRounding.AwayFromZero);

    private static string Text(Instant at) => NodaTime.Text.InstantPattern.General.Format(at);
}
