using Coordinaat.Capacity;
using Coordinaat.Components;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Capacity;

/// <summary>
/// The one picture of capacity, whatever happened before: no more is taken than there is without
/// a flag, a bed counts once, and what is too old is never free: not in what is derived, not on
/// the board, not in the API, not in matching.
/// </summary>
public sealed class TruePictureTests
{
    private const int Seeds = 120;
    private const int Steps = 160;

    [Fact]
    public void No_history_makes_the_picture_lie()
    {
        var (flagged, stale, pooled, stopped) = (0, 0, 0, 0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var scene = new Scene();
            var random = new Random(seed);
            var requests = new RandomRequests(random);
            for (var step = 0; step < Steps; step++)
            {
                scene.WaitUntil(scene.Now + Duration.FromSeconds(
                    random.Next(60) == 0 ? 40_000 : random.Next(0, 900)));
                var (request, by) = requests.Next(scene);
                _ = scene.Try(request, by);
                Check(scene, $"seed {seed}, step {step}: {request}");
            }

            flagged += scene.World.Capacity.Pools.Count(p => p is not null && IsFlagged(p));
            stale += Units(scene).Count(u => Shown(scene, u).Sign == UnitSign.Unknown);
            pooled += scene.World.Capacity.Pools.Count(p => p?.Claims.Length > 1);
            stopped += scene.Journal.Count(r => r.Happened is StopDeclared);
        }

        // It would prove nothing if these never came about.
        Assert.All(new[] { flagged, stale, pooled, stopped }, n => Assert.True(n > 20, $"{n}"));
    }

    [Theory]
    [InlineData(5, 1, 10, 3, 1)]
    [InlineData(10, 0, 4, 3, 1)]
    [InlineData(10, 8, 10, 2, 0)]
    [InlineData(10, 0, 10, 12, -2)]
    public void Free_is_the_lesser_of_staffed_and_physical_less_blocked_less_what_is_in_use(
        int physical, int blocked, int staffed, int occupied, int free)
    {
        var scene = new Scene();
        var unit = TestRegion.Unit("house-high");
        scene.Do(
            new ReportCapacity(
                unit, physical, blocked, staffed, occupied, null, FigureSource.Manual),
            TestRegion.Nurse);
        Assert.Equal(free, Shown(scene, unit).Availability.Places);
    }

    [Fact]
    public void Why_places_are_blocked_is_kept_until_none_are()
    {
        var scene = new Scene();
        var unit = TestRegion.Unit("house-high");
        string Told(int blocked, string? reason)
        {
            scene.Do(
                new ReportCapacity(
                    unit, 9, blocked, 9, 1, null, FigureSource.Manual, reason),
                TestRegion.Nurse);
            return scene.World.Capacity[
                scene.World.Regions.Units[unit.Value].Pool].BlockedReason;
        }

        Assert.Equal("cleaning", Told(2, "cleaning"));
        Assert.Equal("cleaning", Told(1, null));
        Assert.Equal("", Told(0, null));
    }

    private static void Check(Scene scene, string where)
    {
        var world = scene.World;
        foreach (var unit in Units(scene))
        {
            var pool = world.Capacity[world.Regions.Units[unit.Value].Pool];
            var shown = Shown(scene, unit);
            var body = Board.BodyOf(ViewOf(scene), TestRegion.Desk, unit);
            if (pool.Figures is not { } f)
            {
                Assert.True(body.Admissible is null && shown.Sign is UnitSign.Unknown
                    or UnitSign.Closed, where);
                continue;
            }

            var most = Math.Min(f.Staffed, f.Physical - f.Blocked);
            var free = Math.Max(0, shown.Availability.Places);
            Assert.True(
                free + pool.Claims.Length + f.Occupied <= most || IsFlagged(pool), where);
            CheckAge(scene, unit, f, shown, body, where);
        }

        CheckPools(scene, where);
    }

    // Told anew from the figures' age alone.
    private static void CheckAge(
        Scene scene, UnitId unit, Figures figures, PoolShown shown, Board.UnitBody body,
        string where)
    {
        var care = scene.World.Regions.Describe(unit).CareType;
        var isStale = scene.Now - figures.At >= Duration.FromMinutes(care.ExpiryMinutes);
        Assert.Equal(isStale, body.Admissible is null);
        Assert.True(
            !isStale || shown.Sign is UnitSign.Unknown or UnitSign.Closed, where);
        var need = new Domain.Triage.Need(
            scene.World.Regions.Units[unit.Value].CareType, Domain.Regions.Complexity.Low,
            Domain.Regions.AgeBand.Older, Domain.Regions.Features.None,
            Domain.Triage.LegalTitle.None, Domain.Triage.ReturnHome.Expected, "", null, [], null);
        var assessed = Ranking.Assess(
            scene.World, need, unit, new(155_000, 463_000), scene.Now);
        Assert.Equal(!isStale, assessed.Availability.IsKnown);
        Assert.True(
            isStale || shown.Availability.Places > 0 || assessed.Failed.HasFlag(Rules.Place),
            where);
    }

    // All units of a pool say the same, and a claim of one is a claim of all.
    private static void CheckPools(Scene scene, string where)
    {
        foreach (var pool in Units(scene).GroupBy(
            u => scene.World.Regions.Units[u.Value].Pool))
        {
            var said = pool.Select(u => Shown(scene, u).Availability.Places).Distinct();
            Assert.True(said.Count() == 1, where);
            var claims = scene.World.Capacity[pool.Key].Claims;
            Assert.True(
                claims.DistinctBy(c => c.Request).Count() == claims.Length, where);
        }
    }

    // More in use than there is is a fact, flagged; a promise beyond it says so itself; and
    // figures that fell after a promise was made show as less than nothing, never as free.
    private static bool IsFlagged(PoolState pool) =>
        pool.Figures is { IsOver: true } || pool.Claims.Any(c => c.IsOver)
        || (pool.Figures is { } f && f.Usable - f.Occupied - pool.Claims.Length < 0);

    private static IEnumerable<UnitId> Units(Scene scene) =>
        Enumerable.Range(1, scene.World.Regions.Units.Count).Select(n => new UnitId(n));

    private static PoolShown Shown(Scene scene, UnitId unit) => PoolShown.Of(ViewOf(scene), unit);

    private static View ViewOf(Scene scene) =>
        new(scene.World, scene.Now, Language.Dutch, null!);
}
