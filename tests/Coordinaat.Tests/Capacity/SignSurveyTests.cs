using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Capacity;

/// <summary>
/// The provider signs its own survey; the last one of a day counts, and a day ends at midnight on
/// the clocks of the Netherlands.
/// </summary>
public sealed class SignSurveyTests
{
    private static readonly LocationId House =
        TestRegion.World.Regions.Units[TestRegion.Unit("house-high").Value].Location;

    internal static readonly RefusalTable<SignSurvey, SignSurveyRefusal> Table = new(
        () => new(
            new Scene(), new SignSurvey([Line("elv-high", 8, 7), Line("grz", 4, 4)]),
            TestRegion.Nurse),
        (SignSurveyRefusal.NothingSigned, a => a with { Request = new SignSurvey([]) }),
        (SignSurveyRefusal.LocationUnknown, a => With(a, l => l with { Location = new(99) })),
        (SignSurveyRefusal.LocationUnknown, a => With(a, l => l with { Location = default })),
        (SignSurveyRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (SignSurveyRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (SignSurveyRefusal.CareTypeElsewhere, a => With(
            a, _ => Line("emergency", 1, 1))),
        (SignSurveyRefusal.LineDoubled, a => With(a, _ => Line("elv-high", 1, -1))),
        (SignSurveyRefusal.NumberOutOfRange, a => With(a, _ => Line("grz", -1, 1))),
        (SignSurveyRefusal.NumberOutOfRange, a => With(
            a, _ => Line("grz", 1, ReportCapacity.PlacesMax + 1))));

    public static TheoryData<int, SignSurveyRefusal> Rows => Table.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_survey_is_refused_whole_by_the_first_rule_broken(
        int row, SignSurveyRefusal expected) => Table.Check(row, expected);

    [Fact]
    public void A_survey_is_signed_by_somebody_at_a_moment_and_the_last_of_the_day_counts()
    {
        var scene = new Scene();
        scene.Do(new SignSurvey([Line("elv-high", 8, 7), Line("grz", 4, 4)]), TestRegion.Nurse);
        scene.Wait(5);
        var events = scene.Do(new SignSurvey([Line("elv-high", 8, 6)]), TestRegion.Nurse);

        var happened = Assert.IsType<SurveySigned>(Assert.Single(events));
        Assert.Equal((House, TestRegion.Nurse.Account), (happened.Location, happened.Account));
        var signed = scene.World.Capacity.Surveys.Find(House.Value - 1)!;
        Assert.Equal((scene.Now, TestRegion.Nurse.Account), (signed.At, signed.Account));
        Assert.Equal([6], signed.Lines.Select(l => l.Occupied));
    }

    [Fact]
    public void A_day_ends_at_midnight_in_the_Netherlands()
    {
        // 23:59 and 00:01 on the wall: the same day in UTC.
        var signed = new SignedSurvey(Instant.FromUtc(2026, 3, 1, 22, 59), new(1), []);

        Assert.True(signed.IsOfDay(Instant.FromUtc(2026, 3, 1, 22, 59)));
        Assert.True(signed.IsOfDay(Instant.FromUtc(2026, 2, 28, 23, 0)));
        Assert.False(signed.IsOfDay(Instant.FromUtc(2026, 3, 1, 23, 1)));
    }

    [Fact]
    public void While_another_node_is_older_nothing_is_signed_and_that_is_said()
    {
        var scene = new Scene { WriteLevel = WriteLevels.First };

        Assert.Equal(
            SignSurveyRefusal.NotYetWritten,
            scene.Try(new SignSurvey([Line("grz", 4, 4)]), TestRegion.Nurse));
    }

    // Proved above; the table's attempts are all at the newest level.
    internal static readonly RefusalTable<SignSurvey, SignSurveyRefusal> AtFirstLevel = new(
        Table.Good, (SignSurveyRefusal.NotYetWritten, a => a));

    private static SurveyLine Line(string careType, int opened, int occupied) =>
        new(House, new SurveyFigures(TestRegion.CareType(careType), opened, occupied));

    private static Attempt<SignSurvey> With(
        Attempt<SignSurvey> attempt, Func<SurveyLine, SurveyLine> change)
    {
        var lines = attempt.Request.Lines;
        var last = lines.IsEmpty ? Line("grz", 4, 4) : lines[^1];
        return attempt with
        {
            Request = new SignSurvey([Line("elv-high", 8, 7), change(last)]),
        };
    }
}
