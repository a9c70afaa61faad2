using System.Text;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine.Reports;
using Coordinaat.Exchange.Hl7;
using Coordinaat.Feeds;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Feeds;

/// <summary>
/// From messages to the kept series: after a hospital's day, every hour of its emergency department
/// holds what an independent count says, however the messages came; and no hour loses a visit that
/// the feed has forgotten.
/// </summary>
public sealed class FeedArrivalsTests
{
    private const string Unit = "zh-keienburg-seh";
    private const string Feed = "keienburg-adt";
    private static readonly string[] Wards = ["SEH", "A3", "C2"];
    private static readonly Instant Morning = Instant.FromUtc(2026, 3, 1, 6, 0);

    public static TheoryData<int, bool> Days => new() { { 1, false }, { 1, true }, { 2, true } };

    [Theory]
    [MemberData(nameof(Days))]
    public async Task Every_hour_holds_what_an_independent_count_says(int seed, bool isShuffled)
    {
        var day = new AdtDay(seed, Morning, 900, Wards);
        var texts = day.Texts.Select(t => t.Text).ToList();
        if (isShuffled)
        {
            texts.AddRange(texts.Where((_, n) => n % 2 == 0).ToArray());
            new Random(seed).Shuffle(System.Runtime.InteropServices.CollectionsMarshal
                .AsSpan(texts)[1..]);
        }

        await using var desk = await FeedScene.StartAsync(texts[0]);
        desk.MoveTo(day.End + Duration.FromMinutes(1));
        desk.Take(texts);
        await desk.ReportAsync();

        var end = HourCount.StartOf(day.End);
        var expected = Enumerable.Range(0, (int)(end - Morning).TotalHours)
            .Select(h => Morning + Duration.FromHours(h))
            .Select(h => new HourCount(h, CountAt(day, h))).ToArray();
        Assert.True(expected.Length > 5 && expected.Sum(h => h.Count) > 60, $"seed {seed}");
        Assert.Equal(expected, desk.Read());
        Assert.Equal(expected.Length, desk.CountEvents());

        // What is known is no news, and a day that is told again is none either.
        desk.MoveTo(desk.Now + Duration.FromMinutes(1));
        desk.Take(texts.Take(100));
        await desk.ReportAsync();
        Assert.Equal(expected.Length, desk.CountEvents());
    }

    [Fact]
    public async Task A_late_message_and_one_that_takes_back_change_the_right_hour_and_no_other()
    {
        await using var desk = await FeedScene.StartAsync(Admit(0, 1));
        desk.Hear(0, 250);
        desk.Take([Admit(1, 20), Admit(2, 130)]);
        desk.MoveTo(Morning + Duration.FromMinutes(250));
        await desk.ReportAsync();
        Assert.Equal([2, 0, 1, 0], desk.Read().Select(h => h.Count));

        desk.Take([Admit(3, 70), Say("A11", 1, 25)]);
        desk.MoveTo(desk.Now + Duration.FromMinutes(1));
        await desk.ReportAsync();
        Assert.Equal([1, 1, 1, 0], desk.Read().Select(h => h.Count));
        Assert.Equal(6, desk.CountEvents());
    }

    [Fact]
    public async Task Hours_whose_visits_are_forgotten_keep_their_count()
    {
        await using var desk = await FeedScene.StartAsync(Admit(0, 1));
        desk.Hear(0, 130);
        desk.Take([Say("A03", 0, 40)]);
        desk.MoveTo(Morning + Duration.FromMinutes(130));
        await desk.ReportAsync();
        Assert.Equal([1, 0], desk.Read().Select(h => h.Count));

        for (var hour = 0; hour < 4; hour++)
        {
            desk.MoveTo(Morning + Duration.FromDays(7) + Duration.FromHours(hour));
            await desk.ReportAsync();
        }

        Assert.Equal([1, 0], desk.Read().Select(h => h.Count));
        Assert.Equal(2, desk.CountEvents());
    }

    // Once a visit, at the first time there, when it came there at that time.
    private static int CountAt(AdtDay day, Instant hour) => day.Comings
        .Where(c => c.Place.StartsWith("SEH", StringComparison.Ordinal))
        .GroupBy(c => c.Patient).Select(c => c.MinBy(m => m.At))
        .Count(c => c.Came && c.At >= hour && c.At < hour + Duration.FromHours(1));

    private static string Admit(int patient, int minute) => Say("A01", patient, minute);

    private static string Say(string trigger, int patient, int minute) => AdtDay.Message(
        trigger, Morning + Duration.FromMinutes(minute), $"{trigger}{patient}", patient, "SEH^1");

    /// <summary>A server whose feed is vouched for since the morning.</summary>
    private sealed class FeedScene(WebServer server, ManualTime time) : IAsyncDisposable
    {
        public Instant Now => server.Engine.Now;

        private FeedReporter Reporter => server.Service<FeedReporter>();

        private UnitId Id => new(server.World.Regions.Units.NumberOf(Unit));

        public static async Task<FeedScene> StartAsync(string first)
        {
            var time = new ManualTime(Morning.ToDateTimeOffset());
            var scene = new FeedScene(
                await WebServer.StartAsync(WebServer.NewFolder(), isDemo: true, time), time);
            time.Advance(TimeSpan.FromMinutes(1));
            scene.Take([first]);
            scene.Begin();

            // It looks when the test asks it to, and not also when time moves.
            await scene.Reporter.StopAsync(CancellationToken.None);
            return scene;
        }

        private void Begin() => server.Engine.Feeds.Begin(Feed, Morning);

        public void MoveTo(Instant at) => time.Advance((at - Now).ToTimeSpan());

        public void Take(IEnumerable<string> texts)
        {
            var desk = server.Service<FeedDesk>();
            foreach (var text in texts)
            {
                var answer = Encoding.UTF8.GetString(desk.Answer(
                    new MllpFrame(Encoding.UTF8.GetBytes(text), FrameEnd.Whole)));
                Assert.Contains("MSA|AA", answer, StringComparison.Ordinal);
            }
        }

        /// <summary>Signs of life, every ten minutes.</summary>
        public void Hear(int from, int to)
        {
            MoveTo(Instant.Max(Now, Morning + Duration.FromMinutes(to)));
            Take(Enumerable.Range(from / 10, ((to - from) / 10) + 1).Select(
                n => AdtDay.Message(
                    "A31", Morning + Duration.FromMinutes(n * 10), $"L{n}", 99, "")));
        }

        public async Task ReportAsync()
        {
            await Reporter.ReportAsync();
            Assert.True(await server.Service<ReportReader>().WaitForAsync(
                server.World.Number, TimeSpan.FromSeconds(30)));
        }

        public IReadOnlyList<HourCount> Read() =>
            server.Service<ArrivalHistories>().Read(Id, Morning);

        public int CountEvents() => server.Engine.ReadAfter(0, 100_000)
            .Count(r => r.Happened is ArrivalsCounted counted && counted.Unit == Id);

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
