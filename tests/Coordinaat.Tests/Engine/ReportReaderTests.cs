using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Engine.Reports;
using Coordinaat.Tests.Support;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Coordinaat.Tests.Engine;

/// <summary>
/// The report tables say what the journal says: read on from where it stopped, once each, and the
/// same when they are thrown away and made anew. History thins out with age.
/// </summary>
public sealed class ReportReaderTests : IAsyncLifetime
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);
    private House house = null!;
    private ReportReader? reader;

    private string File => Path.Combine(house.Folder, "reports.db");

    private ReportDatabase Tables => ReportDatabase.InFile(File);

    public async ValueTask InitializeAsync() => house = await House.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await house.DisposeAsync();
    }

    [Fact]
    public async Task The_last_that_was_known_in_each_five_minutes_and_each_hour_is_kept()
    {
        Start();
        await ReportAsync(3);
        house.Time.Advance(TimeSpan.FromMinutes(4));
        await ReportAsync(4);
        house.Time.Advance(TimeSpan.FromMinutes(4));
        await ReportAsync(5);
        house.Time.Advance(TimeSpan.FromMinutes(60));
        await ConfirmAsync();
        await CaughtUpAsync();

        Assert.Equal(
            [(0, 4, 4), (5, 8, 5), (65, 68, 5)], Shown(HistoryStep.FiveMinutes));
        Assert.Equal([(0, 8, 5), (60, 68, 5)], Shown(HistoryStep.Hour));
    }

    [Fact]
    public async Task A_message_of_a_location_counts_for_changed_and_unchanged_pools()
    {
        Start();
        await ReportAsync(3);
        house.Time.Advance(TimeSpan.FromMinutes(10));
        await house.DoAsync(
            new ReportLocation(
                house.World.Regions.Units[Unit.Value].Location,
                [new(Unit, 10, 0, 10, 3), new(TestRegion.Unit("house-grz"), 8, 0, 8, 2)],
                house.Engine.Now, FigureSource.Feed),
            TestRegion.Nurse);
        await CaughtUpAsync();

        Assert.Equal([(0, 0, 3), (10, 10, 3)], Shown(HistoryStep.FiveMinutes));
        Assert.Equal(
            [2], Points(HistoryStep.FiveMinutes, "house-grz").Select(p => p.Occupied));
    }

    [Fact]
    public async Task It_goes_on_where_it_stopped_and_a_confirmation_still_knows_the_figures()
    {
        Start();
        await ReportAsync(3);
        await CaughtUpAsync();
        await StopAsync();
        house.Execute("UPDATE unit_history SET occupied = 99", "reports.db");
        house.Time.Advance(TimeSpan.FromMinutes(5));
        await ConfirmAsync();
        Start();
        await CaughtUpAsync();

        // What was read before is not read again.
        Assert.Equal([99, 3], Points(HistoryStep.FiveMinutes).Select(p => p.Occupied));
    }

    [Theory]
    [InlineData("thrown away")]
    [InlineData("no database")]
    [InlineData("of another history")]
    [InlineData("ahead")]
    [InlineData("of an older program")]
    public async Task Tables_that_cannot_be_used_are_made_anew_and_say_the_same(string how)
    {
        Start();
        await ReportAsync(3);
        house.Time.Advance(TimeSpan.FromMinutes(5));
        await ReportAsync(4);
        await CaughtUpAsync();
        var before = Points(HistoryStep.FiveMinutes);
        await StopAsync();
        Spoil(how);
        Start();
        await CaughtUpAsync();

        Assert.Equal(before, Points(HistoryStep.FiveMinutes));
    }

    [Fact]
    public async Task Points_of_five_minutes_go_after_a_week_and_hours_after_half_a_year()
    {
        Start();
        await ReportAsync(3);
        await CaughtUpAsync();
        house.Time.Advance(TimeSpan.FromDays(6));
        await ReportAsync(4);
        await CaughtUpAsync();
        Assert.Equal(2, Points(HistoryStep.FiveMinutes).Count);

        house.Time.Advance(TimeSpan.FromDays(2));
        await Eventually.Holds(
            () => Points(HistoryStep.FiveMinutes).Count == 1, "the older point gone");
        Assert.Equal(2, Points(HistoryStep.Hour).Count);
        house.Time.Advance(TimeSpan.FromDays(178));
        await Eventually.Holds(
            () => Points(HistoryStep.Hour).Count == 1, "the older hour gone");
    }

    [Fact]
    public async Task Two_nodes_on_the_same_tables_write_each_page_once()
    {
        Start();
        await using (var other = new ReportReader(
            house.Engine, Tables, house.Time, house.Said))
        {
            for (var n = 1; n <= 20; n++)
            {
                await ReportAsync(n % 7);
                house.Time.Advance(TimeSpan.FromMinutes(5));
            }

            await CaughtUpAsync();
            Assert.True(await other.WaitForAsync(house.World.Number, Wait));
        }

        Assert.Equal(
            Enumerable.Range(1, 20).Select(n => n % 7),
            Points(HistoryStep.FiveMinutes).Select(p => p.Occupied));
    }

    // Two nodes' worth of stops: one that ends before its time after an extension and a forced
    // place, and one that was only announced and ran out.
    [Fact]
    public async Task Stops_and_scores_of_the_past_are_kept_over_a_restart()
    {
        Start();
        var begin = house.Engine.Now;
        await house.DoAsync(
            TestRegion.Stop(Unit, 60) with { Level = StopLevel.Impending }, TestRegion.Nurse);
        house.Time.Advance(TimeSpan.FromMinutes(10));
        await house.DoAsync(TestRegion.Stop(Unit, 60), TestRegion.Nurse);
        await CaughtUpAsync();
        await StopAsync();
        Start();
        await house.DoAsync(new ExtendStop([Unit], 90), TestRegion.Nurse);
        house.Time.Advance(TimeSpan.FromMinutes(30));
        await house.DoAsync(new EndStop([Unit]), TestRegion.Nurse);
        var other = TestRegion.Unit("hospital-ed");
        await house.DoAsync(
            TestRegion.Stop(other, 5) with { Level = StopLevel.Impending }, TestRegion.Hospital);
        await house.DoAsync(
            new MeasureCrowding(other, new(20, 3, 2, 0, 60, 5), null), TestRegion.Hospital);
        await CaughtUpAsync();

        var stops = new StopHistories(Tables).ReadStops(begin);
        Assert.Equal([other, Unit], stops.Select(s => s.Unit));
        Assert.Equal(
            (null, begin + Duration.FromMinutes(45)), (stops[0].ActiveAt, stops[0].EndedAt));
        Assert.Equal(
            new PastStop(
                Unit, begin, begin + Duration.FromMinutes(10), begin + Duration.FromMinutes(40),
                "outbreak", 1, 0),
            stops[1]);
        Assert.Equal(
            [house.World.Capacity.CrowdingOf(other)!.Score],
            new StopHistories(Tables).ReadScores(other, begin).Select(s => s.Score));
    }

    // An hour told later replaces what was said of it; what nobody told is not there.
    [Fact]
    public async Task Arrivals_are_kept_by_the_hour_for_half_a_year_and_the_last_count_holds()
    {
        Start();
        await house.ReportAsync("hospital-ed", 12);
        house.Time.Advance(TimeSpan.FromHours(1));
        var first = HourCount.StartOf(house.Engine.Now) - Duration.FromDays(183)
            + Duration.FromHours(2);
        HourCount Told(int hour, int count) => new(first + Duration.FromHours(hour), count);
        await CountAsync("hospital-ed", Told(0, 7), Told(2, 0), Told(3, 5));
        await CountAsync("hospital-ed", Told(3, 6));
        await CountAsync("hospital-cars", Told(3, 9));
        await CaughtUpAsync();
        await StopAsync();
        Start();
        await CountAsync("hospital-ed", Told(4, 1));
        await CaughtUpAsync();

        Assert.Equal([Told(0, 7), Told(2, 0), Told(3, 6), Told(4, 1)], Arrivals("hospital-ed"));
        Assert.Equal([Told(3, 9)], Arrivals("hospital-cars"));
        Assert.Equal(
            [Told(3, 6), Told(4, 1)],
            new ArrivalHistories(Tables).Read(
                TestRegion.Unit("hospital-ed"), first + Duration.FromHours(3)));

        // Nothing was said of places.
        Assert.Single(Points(HistoryStep.Hour, "hospital-ed"));
        house.Time.Advance(TimeSpan.FromHours(4));
        await Eventually.Holds(
            () => Arrivals("hospital-ed").SequenceEqual([Told(2, 0), Told(3, 6), Told(4, 1)]),
            "the oldest hour gone");
    }

    private static UnitId Unit => TestRegion.Unit("house-high");

    private Task<Receipt> CountAsync(string unit, params HourCount[] hours) => house.DoAsync(
        new CountArrivals(TestRegion.Unit(unit), [.. hours]), TestRegion.Hospital);

    private IReadOnlyList<HourCount> Arrivals(string unit) =>
        new ArrivalHistories(Tables).Read(TestRegion.Unit(unit), default);

    private void Spoil(string how)
    {
        SqliteConnection.ClearAllPools();
        switch (how)
        {
            case "thrown away":
                System.IO.File.Delete(File);
                break;
            case "no database":
                System.IO.File.Delete(File + "-wal");
                System.IO.File.WriteAllText(File, new string('x', 9_000));
                break;
            case "of another history":
                house.Execute("UPDATE report_reader SET epoch = 7", "reports.db");
                break;
            case "ahead":
                house.Execute("UPDATE report_reader SET number = 99999", "reports.db");
                break;
            default:
                house.Execute(
                    "UPDATE report_reader SET version = 0; DELETE FROM unit_history",
                    "reports.db");
                break;
        }
    }

    private void Start() =>
        reader = new ReportReader(house.Engine, Tables, house.Time, house.Said);

    private async Task StopAsync()
    {
        if (reader is { } running)
        {
            await running.DisposeAsync();
            reader = null;
        }
    }

    private async Task CaughtUpAsync() =>
        Assert.True(await reader!.WaitForAsync(house.World.Number, Wait), "caught up");

    private Task<Receipt> ReportAsync(int occupied) => house.DoAsync(
        new ReportCapacity(Unit, 10, 0, 10, occupied, null, FigureSource.Manual),
        TestRegion.Nurse);

    private Task<Receipt> ConfirmAsync() => house.DoAsync(
        new ConfirmCapacity([Unit]), TestRegion.Nurse);

    private IReadOnlyList<HistoryPoint> Points(HistoryStep step, string unit = "house-high") =>
        new UnitHistories(Tables).Read(
            house.World.Regions.Units[TestRegion.Unit(unit).Value].Pool, step,
            TestRegion.Start - Duration.FromDays(1));

    // Minutes since the beginning, minutes of the figures, places in use.
    private IEnumerable<(int, int, int)> Shown(HistoryStep step) =>
        Points(step).Select(p => (
            (int)(p.At - TestRegion.Start).TotalMinutes,
            (int)(p.ToldAt - TestRegion.Start).TotalMinutes, p.Occupied));
}
