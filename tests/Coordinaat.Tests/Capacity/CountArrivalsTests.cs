using Coordinaat.Capacity;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Capacity;

/// <summary>How many patients came, by the hour: taken whole or not at all, and forecast only where
/// that beats "as last week" (FR-C15).</summary>
public sealed class CountArrivalsTests
{
    private static readonly UnitId Emergency = TestRegion.Unit("hospital-ed");

    internal static readonly RefusalTable<CountArrivals, CountArrivalsRefusal> Table = new(
        () =>
        {
            var scene = new Scene();
            return new(scene, Counts(scene.Now, (2, 4), (1, 0)), TestRegion.Hospital);
        },
        (CountArrivalsRefusal.UnitUnknown, a => a with
        {
            Request = a.Request with { Unit = new(99) },
        }),
        (CountArrivalsRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (CountArrivalsRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (CountArrivalsRefusal.HoursOutOfRange, a => a with
        {
            Request = a.Request with { Hours = [] },
        }),
        (CountArrivalsRefusal.HoursOutOfRange, a => a with
        {
            Request = Counts(a.Now, [.. Enumerable.Range(1, 745).Select(n => (n, 1))]),
        }),
        (CountArrivalsRefusal.HourDoubled, a => a with
        {
            Request = a.Request with { Hours = a.Request.Hours.Add(a.Request.Hours[0]) },
        }),
        (CountArrivalsRefusal.NumberOutOfRange, a => With(a, h => h with { Count = -1 })),
        (CountArrivalsRefusal.NumberOutOfRange, a => With(a, h => h with { Count = 10_001 })),
        (CountArrivalsRefusal.TimeOutOfRange, a => With(
            a, h => h with { Hour = h.Hour + Duration.FromMinutes(1) })),
        (CountArrivalsRefusal.TimeOutOfRange, a => With(
            a, h => h with { Hour = HourCount.StartOf(a.Now) })),
        (CountArrivalsRefusal.TimeOutOfRange, a => With(
            a, h => h with
            {
                Hour = HourCount.StartOf(a.Now) - Duration.FromDays(183) - Duration.FromHours(1),
            })),
        (CountArrivalsRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    public static TheoryData<int, CountArrivalsRefusal> Rows => Table.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void Counts_are_refused_whole_by_the_first_rule_broken(
        int row, CountArrivalsRefusal expected) => Table.Check(row, expected);

    [Fact]
    public void Every_hour_is_an_event_of_its_own_and_the_world_does_not_grow()
    {
        var scene = new Scene();
        var before = scene.World.Capacity;
        var events = scene.Do(Counts(scene.Now, (2, 10_000), (1, 0)), TestRegion.Hospital);

        var pool = scene.World.Regions.Units[Emergency.Value].Pool;
        var start = HourCount.StartOf(scene.Now);
        Assert.Equal(
            [
                new ArrivalsCounted(pool, Emergency, start - Duration.FromHours(2), 10_000),
                new ArrivalsCounted(pool, Emergency, start - Duration.FromHours(1), 0),
            ],
            events);
        Assert.Same(before, scene.World.Capacity);
        Assert.Equal(
            744,
            scene.Do(
                Counts(scene.Now, [.. Enumerable.Range(1, 744).Select(n => (n, n))]),
                Actor.System).Length);
    }

    [Fact]
    public void The_first_step_is_the_hour_that_runs_and_nobody_counts_it_yet()
    {
        var now = TestRegion.Start + Duration.FromMinutes(20);
        var first = HourCount.StartOf(now) - Duration.FromDays(42);
        var random = new Random(2);
        HourCount[] hours =
        [
            .. Enumerable.Range(0, 42 * 24).Select(n => first + Duration.FromHours(n))
                .Select(h => new HourCount(h, Profile(h) + random.Next(3))),
        ];
        var found = Outlook.ArrivalsOf(hours, now)!;

        for (var step = 0; step < Outlook.Ahead; step++)
        {
            var expected = 1 + Profile(HourCount.StartOf(now) + Duration.FromHours(step));
            Assert.True(
                Math.Abs(found.Steps[step].Mean - expected) < 1.6,
                $"step {step}: {found.Steps[step].Mean} for {expected}");
        }

        // What an hour that runs has so far says nothing of it.
        Assert.Equal(
            found.Steps.AsEnumerable(),
            Outlook.ArrivalsOf([.. hours, new(HourCount.StartOf(now), 0)], now)!.Steps);
        Assert.Null(Outlook.ArrivalsOf([], now));
        Assert.Null(Outlook.ArrivalsOf(hours[^500..], now));
    }

    /// <summary>Few at night and most at two in the afternoon, by the hour of the day (UTC).
    /// </summary>
    internal static int Profile(Instant at) =>
        12 - (Math.Abs(14 - at.InUtc().Hour) * 12 / 14);

    private static CountArrivals Counts(
        Instant now, params (int HoursAgo, int Count)[] hours) => new(
            Emergency, [.. hours.Select(h => new HourCount(
                HourCount.StartOf(now) - Duration.FromHours(h.HoursAgo), h.Count))]);

    private static Attempt<CountArrivals> With(
        Attempt<CountArrivals> a, Func<HourCount, HourCount> change) => a with
        {
            Request = a.Request with
            {
                Hours = [.. a.Request.Hours[..^1], change(a.Request.Hours[^1])],
            },
        };
}
