using System.Text;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine.Reports;
using Coordinaat.Exchange.Hl7;
using Coordinaat.Feeds;
using Coordinaat.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Coordinaat.Tests.Feeds;

/// <summary>
/// From messages to the kept series: after a hospital's day, every hour of its emergency department
/// holds what an independent count says, however the messages came; and no hour loses a visit that
/// the feed has forgotten.
/// </summary>
public sealed class FeedArrivalsTests
{
    private static readonly string[] Wards = ["SEH", "A3", "C2"];
    private static readonly Instant Morning = TestRegion.Start;
    private static readonly UnitId Emergency = TestRegion.Unit("hospital-ed");

    public static TheoryData<int, bool, Store> Days => new()
    {
        { 1, false, Store.Sqlite }, { 1, true, Store.Postgres }, { 2, true, Store.Sqlite },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public async Task Every_hour_holds_what_an_independent_count_says(
        int seed, bool isShuffled, Store store)
    {
        var day = new AdtDay(seed, Morning, 900, Wards);
        var texts = day.Texts.Select(t => t.Text).ToList();
        if (isShuffled)
        {
            texts.AddRange(texts.Where((_, n) => n % 2 == 0).ToArray());
            new Random(seed).Shuffle(System.Runtime.InteropServices.CollectionsMarshal
                .AsSpan(texts)[1..]);
        }

        await using var desk = await FeedScene.StartAsync(texts[0], store);
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

    /// <summary>An engine with a feed that is vouched for since the morning, and whoever takes its
    /// messages and reports; it looks only when the test says so.</summary>
    private sealed class FeedScene : IAsyncDisposable
    {
        private const string Feed = "hospital-adt";
        private readonly House house;
        private readonly ReportDatabase tables;
        private readonly ReportReader reader;
        private readonly FeedDesk desk;
        private readonly FeedReporter reporter;

        private FeedScene(House house)
        {
            this.house = house;
            tables = ReportDatabase.InFile(Path.Combine(house.Folder, "reports.db"));
            reader = new ReportReader(house.Engine, tables, house.Time, house.Said);
            desk = new FeedDesk(house.Engine, NullLogger<FeedDesk>.Instance);
            reporter = new FeedReporter(
                house.Engine, new FeedsHeard(), reader, new ArrivalHistories(tables), house.Time,
                NullLogger<FeedReporter>.Instance);
        }

        public Instant Now => house.Engine.Now;

        public static async Task<FeedScene> StartAsync(string first, Store store = Store.Sqlite)
        {
            var house = await House.OpenAsync(store);
            await house.DoAsync(
                new Define(new FeedRow(
                    Feed, "EPD", "hospital", FeedKind.Adt, 1, 15, AdtDay.Application,
                    AdtDay.Facility)),
                Actor.System);
            foreach (var (ward, unit) in Wards.Zip(["hospital-ed", "", ""]))
            {
                await house.DoAsync(
                    new Define(new FeedPlaceRow(Feed, ward, "", unit)), Actor.System);
            }

            var scene = new FeedScene(house);
            scene.MoveTo(Morning + Duration.FromMinutes(1));
            scene.Take([first]);
            house.Engine.Feeds.Begin(Feed, Morning);
            return scene;
        }

        public void MoveTo(Instant at) => house.Time.Advance((at - Now).ToTimeSpan());

        public void Take(IEnumerable<string> texts)
        {
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

        // The tables have to be there before, and to have it afterwards.
        public async Task ReportAsync()
        {
            await ReadAllAsync();
            await reporter.ReportAsync();
            await ReadAllAsync();
        }

        public IReadOnlyList<HourCount> Read() =>
            new ArrivalHistories(tables).Read(Emergency, Morning);

        public int CountEvents() => house.Engine.ReadAfter(0, 100_000)
            .Count(r => r.Happened is ArrivalsCounted);

        private async Task ReadAllAsync() => Assert.True(
            await reader.WaitForAsync(house.World.Number, TimeSpan.FromSeconds(30)));

        public async ValueTask DisposeAsync()
        {
            reporter.Dispose();
            await reader.DisposeAsync();
            await house.DisposeAsync();
        }
    }
}
