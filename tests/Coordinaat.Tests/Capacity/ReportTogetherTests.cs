using System.Collections.Immutable;
using Coordinaat.Domain.Capacity;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Capacity;

/// <summary>
/// A file is taken whole or not at all, and says the same as its messages sent one by one.
/// </summary>
public sealed class ReportTogetherTests
{
    internal static readonly RefusalTable<ReportTogether, ReportLocationRefusal> Together = new(
        () => new(
            new Scene(),
            new ReportTogether([Told(TestRegion.Start, "house-high", 3)]), TestRegion.Nurse),
        (ReportLocationRefusal.LocationUnknown, a => Last(a, m => m with { Location = new(99) })),
        (ReportLocationRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (ReportLocationRefusal.NothingReported, a => Last(a, m => m with { Units = [] })),
        (ReportLocationRefusal.UnitUnknown, a => Last(
            a, m => m with { Units = [Figures("house-high", 1) with { Unit = new(99) }] })),
        (ReportLocationRefusal.UnitElsewhere, a => Last(
            a, m => m with { Units = [Figures("villa-high", 1)] })),
        (ReportLocationRefusal.PoolDoubled, a => Last(
            a, m => m with { Units = [Figures("house-high", 1), Figures("house-low", 1)] })),
        (ReportLocationRefusal.NumberOutOfRange, a => Last(
            a, m => m with { Units = [Figures("house-high", -1)] })),
        (ReportLocationRefusal.TimeOutOfRange, a => Last(
            a, m => m with { At = a.Now + Duration.FromMinutes(3) })));

    public static TheoryData<int, ReportLocationRefusal> Rows => Together.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_file_is_refused_whole_by_the_first_rule_that_a_message_breaks(
        int row, ReportLocationRefusal expected) => Together.Check(row, expected);

    [Fact]
    public void A_file_without_messages_is_refused() => Assert.Equal(
        ReportLocationRefusal.NothingReported,
        new Scene().Try(new ReportTogether([]), TestRegion.Nurse));

    [Fact]
    public void One_message_that_is_refused_keeps_all_the_others_out()
    {
        var scene = new Scene();
        var right = Told(scene.Now, "house-grz", 4);
        var before = Snapshots.HashOf(scene.World);
        foreach (var wrong in new[]
        {
            Told(scene.Now, "villa-high", 1), Told(scene.Now, "house-high", -1),
        })
        {
            Assert.NotNull(scene.Try(new ReportTogether([right, wrong]), TestRegion.Nurse));
            Assert.NotNull(scene.Try(new ReportTogether([wrong, right]), TestRegion.Nurse));
        }

        Assert.Equal(before, Snapshots.HashOf(scene.World));
        Assert.Single(scene.Do(new ReportTogether([right]), TestRegion.Nurse));
    }

    [Fact]
    public void Messages_of_two_moments_say_the_same_as_sent_one_by_one()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var random = new Random(seed);
            var (together, apart) = (new Scene(), new Scene());
            ImmutableArray<ReportLocation> messages =
            [
                .. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Told(
                    together.Now - Duration.FromMinutes(random.Next(3)),
                    random.Next(2) == 0 ? "house-high" : "house-grz", random.Next(2))),
            ];
            together.Do(new ReportTogether(messages), TestRegion.Nurse);
            foreach (var message in messages)
            {
                apart.Do(message, TestRegion.Nurse);
            }

            Assert.Equal(
                Snapshots.HashOf(apart.World with { Number = 0 }),
                Snapshots.HashOf(together.World with { Number = 0 }));
        }
    }

    private static UnitFigures Figures(string unit, int occupied) =>
        new(TestRegion.Unit(unit), 10, 0, 10, occupied);

    private static ReportLocation Told(Instant at, string unit, int occupied) => new(
        TestRegion.World.Regions.Units[TestRegion.Unit(unit).Value].Location,
        [Figures(unit, occupied)], at, FigureSource.Manual);

    private static Attempt<ReportTogether> Last(
        Attempt<ReportTogether> attempt, Func<ReportLocation, ReportLocation> change) =>
        attempt with
        {
            Request = new ReportTogether([change(attempt.Request.Messages[^1])]),
        };
}
