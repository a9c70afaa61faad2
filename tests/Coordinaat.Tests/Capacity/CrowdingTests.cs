using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Capacity;

/// <summary>The crowding score: an aid with its inputs kept (FR-C10).</summary>
public sealed class CrowdingTests
{
    private static readonly UnitId Emergency = TestRegion.Unit("hospital-ed");
    private static readonly CrowdingCounts Some = new(18, 4, 3, 1, 240, 45);

    internal static readonly RefusalTable<MeasureCrowding, MeasureCrowdingRefusal> Measure = new(
        () => new(new Scene(), new MeasureCrowding(Emergency, Some, null), TestRegion.Hospital),
        (MeasureCrowdingRefusal.UnitUnknown, a => a with
        {
            Request = a.Request with { Unit = new(99) },
        }),
        (MeasureCrowdingRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (MeasureCrowdingRefusal.RuleMissing, a => a with
        {
            Request = a.Request with { Unit = TestRegion.Unit("hospital-cars") },
        }),
        (MeasureCrowdingRefusal.NumberOutOfRange, a => a with
        {
            Request = a.Request with { Counts = Some with { Waiting = 16 } },
        }),
        (MeasureCrowdingRefusal.NumberOutOfRange, a => a with
        {
            Request = a.Request with { Counts = Some with { Ventilated = -1 } },
        }),
        (MeasureCrowdingRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { At = a.Now + Duration.FromMinutes(6) },
        }),
        (MeasureCrowdingRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    public static TheoryData<int, MeasureCrowdingRefusal> MeasureRows => Measure.Rows;

    [Theory]
    [MemberData(nameof(MeasureRows))]
    public void A_score_is_refused_by_the_first_rule_broken(
        int row, MeasureCrowdingRefusal expected) => Measure.Check(row, expected);

    // The published formula in floating point, apart from the product's whole numbers.
    [Fact]
    public void The_score_is_that_of_the_published_formula()
    {
        var random = new Random(4);
        var rule = TestRegion.World.Regions.CrowdingRules[1];
        for (var i = 0; i < 20_000; i++)
        {
            var (patients, boarding) = (random.Next(0, 80), random.Next(0, 20));
            var counts = new CrowdingCounts(
                patients + boarding, 0, boarding, random.Next(5), random.Next(2_000),
                random.Next(600));
            var expected = -20 + (85.8 * counts.Patients / 20) + (600 * boarding / 400.0)
                + (13.4 * counts.Ventilated) + (0.93 * counts.LongestBoardingMinutes / 60)
                + (5.64 * counts.LastPlacementMinutes / 60);
            var score = Crowding.Of(rule, counts, TestRegion.Start);

            Assert.True(Math.Abs(score.Score - expected) <= 0.5001, $"{counts}: {expected}");
            Assert.Equal(
                new[] { 20, 60, 100, 140, 180 }.Count(b => score.Score > b), score.Band);
        }
    }

    [Fact]
    public void An_older_count_does_not_overwrite_a_newer_one_and_a_score_grows_old()
    {
        var scene = new Scene();
        scene.Do(new MeasureCrowding(Emergency, Some, scene.Now), TestRegion.Hospital);
        var before = scene.World.Capacity.CrowdingOf(Emergency);
        scene.Do(
            new MeasureCrowding(
                Emergency, Some with { Patients = 40 }, scene.Now - Duration.FromMinutes(5)),
            TestRegion.Hospital);

        Assert.Equal(before, scene.World.Capacity.CrowdingOf(Emergency));
        Assert.True(before!.IsKnown(scene.Now));
        Assert.False(before.IsKnown(scene.Now + Crowding.Expiry));
    }

    [Theory]
    [InlineData("nobody", 20, 400, 60, DefineRefusal.UnitUnknown)]
    [InlineData("hospital-ed", 0, 400, 60, DefineRefusal.NumberOutOfRange)]
    [InlineData("hospital-ed", 20, 0, 60, DefineRefusal.NumberOutOfRange)]
    [InlineData("hospital-ed", 20, 400, 20, DefineRefusal.NumberOutOfRange)]
    public void A_rule_that_cannot_be_is_refused(
        string unit, int places, int beds, int second, DefineRefusal expected) => Assert.Equal(
        expected,
        new Scene().Try(
            new Define(new CrowdingRuleRow(new CrowdingRule(
                unit, places, beds, 0, 0, 0, 0, 0, 0, [20, second]))),
            Actor.System));

    [Theory]
    [InlineData("nowhere", "other", 60, DefineRefusal.RegionUnknown)]
    [InlineData("delta", "nothing", 60, DefineRefusal.StopKindUnknown)]
    [InlineData("delta", "other", 0, DefineRefusal.NumberOutOfRange)]
    public void A_rule_for_stops_that_cannot_be_is_refused(
        string region, string kind, int minutes, DefineRefusal expected) => Assert.Equal(
        expected,
        new Scene().Try(
            new Define(new StopRuleRow(new StopRule(region, kind, true, minutes, 1))),
            Actor.System));
}
