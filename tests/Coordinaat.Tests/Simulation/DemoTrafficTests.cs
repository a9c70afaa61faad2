using Coordinaat.Access;
using Coordinaat.Demo;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Regions;
using Coordinaat.Simulation;
using Coordinaat.Engine;
using Coordinaat.Engine.Sqlite;
using Coordinaat.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Coordinaat.Tests.Simulation;

/// <summary>
/// On a real engine the play does what it does in the fold: it seals what is personal, outlives
/// what goes wrong, and stops when it is told to.
/// </summary>
public sealed class DemoTrafficTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task An_hour_of_traffic_runs_on_a_real_engine_and_seals_who_the_patients_are()
    {
        await using var house = await OpenAsync();
        using var traffic = Traffic(house, speed: 1);
        await traffic.StartAsync(CancellationToken.None);
        await PassAsync(house, TimeSpan.FromHours(1));
        await House.Within(traffic.StopAsync(CancellationToken.None));

        var requests = house.World.Access.ListKept().ToArray();
        Assert.InRange(requests.Length, 12, 40);
        Assert.Contains(requests, r => r.Ending == Ending.Placed);
        Assert.True(requests.Select(r => r.Stage).Distinct().Count() >= 5);
        Assert.All(requests, r => Assert.True(Case.Of(r) is not null));
        Assert.DoesNotContain(house.Said.Lines, l => IsFault(l));
        var known = requests.First(r => r.Identity is not null);
        var card = house.Engine.Vault.Open<IdentityCard>(known.Identity)!;
        Assert.True(Bsn.Parse(card.Bsn).TryGet(out _, out _));
        Assert.DoesNotContain(
            house.Said.Lines, l => l.Contains(card.Name, StringComparison.Ordinal));
        Assert.NotNull(house.Engine.PostcodeOf(known));
    }

    [Fact]
    public async Task After_a_restart_the_play_goes_on_with_its_own_requests_and_accounts()
    {
        await using var house = await OpenAsync();
        using (var first = Traffic(house, speed: 1))
        {
            await first.StartAsync(CancellationToken.None);
            await PassAsync(house, TimeSpan.FromMinutes(2));
            await House.Within(first.StopAsync(CancellationToken.None));
        }

        var (accounts, known) = (house.World.Accounts.All.Count, house.World.Access.Open);
        await house.ReopenAsync();
        using var second = Traffic(house, speed: 1);
        await second.StartAsync(CancellationToken.None);
        await PassAsync(house, TimeSpan.FromMinutes(30));
        await House.Within(second.StopAsync(CancellationToken.None));

        Assert.Equal(accounts, house.World.Accounts.All.Count);
        Assert.NotEmpty(known.Except(house.World.Access.Open));
        Assert.True(house.World.Access.Requests.Count < known.Count + 20);
        Assert.Equal(
            house.World.Access.Requests.Count,
            house.World.Access.ListKept().DistinctBy(r => r.Person).Count());
        Assert.DoesNotContain(house.Said.Lines, l => IsFault(l));
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_stops_the_play_for_so_long_and_no_longer()
    {
        await using var house = await OpenAsync();
        using var traffic = Traffic(house, speed: 60);
        await traffic.StartAsync(CancellationToken.None);
        await PassAsync(house, TimeSpan.FromSeconds(20));
        Run(
            house,
            "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'x'); END");
        await Eventually.Holds(
            () =>
            {
                house.Time.Advance(TimeSpan.FromSeconds(1));
                return house.Engine.UnwritableSince is not null;
            },
            "unwritable");
        var number = house.World.Number;
        Run(house, "DROP TRIGGER full");

        await Eventually.Holds(
            () =>
            {
                house.Time.Advance(TimeSpan.FromSeconds(1));
                return house.World.Number > number + 50;
            },
            "the play goes on");

        await House.Within(traffic.StopAsync(CancellationToken.None));
        Assert.All(
            house.World.Access.ListKept().GroupBy(r => r.Person), g => Assert.Single(g));
        Assert.DoesNotContain(
            house.Said.Lines, l => l.Contains("stopped", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, 0, true)]
    [InlineData(true, 1_000, true)]
    [InlineData(true, 1_000.5, false)]
    [InlineData(true, -1, false)]
    [InlineData(true, double.NaN, false)]
    [InlineData(false, 0, true)]
    [InlineData(false, 1, false)]
    public void A_speed_that_cannot_be_is_refused_at_the_start(
        bool isDemo, double speed, bool isRight) =>
        Assert.Equal(
            isRight, DemoTraffic.FaultIn(new ServeOptions("x", "y", isDemo, speed)) is null);

    private static async Task<House> OpenAsync()
    {
        var house = House.Empty();
        house.Open();
        var importer = new Importer(house.Engine);
        var files = Importer.ReadFolder(Repository.PathTo("data", "norms"))
            .Concat(Importer.ReadFolder(Repository.PathTo("data", "demo")));
        var report = await importer.ImportAsync(files, Actor.System);
        Assert.Equal(0, report.Count(LineOutcome.Refused));
        return house;
    }

    private static DemoTraffic Traffic(House house, double speed) => new(
        house.Engine, house.Time, new ServeOptions(house.Folder, "", IsDemo: true, speed),
        new Logger(house.Said));

    // The play waits on the test's clock: it moves on when the play stands still again.
    private static async Task PassAsync(House house, TimeSpan length)
    {
        for (var passed = TimeSpan.Zero; passed < length; passed += Step)
        {
            await Eventually.Holds(() => house.Time.HasTimer(DemoTraffic.Period), "a pause");
            house.Time.Advance(Step);
        }

        await Eventually.Holds(() => house.Time.HasTimer(DemoTraffic.Period), "a pause");
    }

    // Beside the engine, as somebody at the machine would: the engine takes nothing now.
    private static void Run(House house, string sql)
    {
        using var connection = Files.OpenWriter(house.JournalPath);
        connection.Run(sql);
    }

    private static bool IsFault(string line) =>
        line.StartsWith("Error", StringComparison.Ordinal)
        || line.StartsWith("Critical", StringComparison.Ordinal)
        || line.StartsWith("Warning", StringComparison.Ordinal)
        || line.Contains("Refused", StringComparison.Ordinal);

    private sealed class Logger(ILogger inner) : ILogger<DemoTraffic>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
