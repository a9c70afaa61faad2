using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Roster;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Consulting;

/// <summary>Who is on duty now is known by the roster; who is asked first, by the service model;
/// and the same line twice is one line.</summary>
public sealed class RosterTests
{
    private static readonly OrganisationId Mental = TestRegion.Colleague.Organisation;
    private static readonly SubregionId North = new(1);
    private static readonly SubregionId South = new(2);

    internal static readonly RefusalTable<EnterRoster, RosterRefusal> Enter = new(
        () => new(new Scene(), Line(new Scene()), TestRegion.Colleague),
        (RosterRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (RosterRefusal.NotAllowed, a => a with { By = TestRegion.Referrer }),
        (RosterRefusal.NotAllowed, a => a with { By = TestRegion.Manager }),
        (RosterRefusal.NotAllowed, a => a with
        {
            // A desk, and not of a coordination centre.
            By = TestRegion.Referrer with { Roles = Roles.Triagist },
        }),
        (RosterRefusal.OrganisationUnknown, a => With(
            a with { By = TestRegion.Admin }, q => q with { Organisation = new(99) })),
        (RosterRefusal.CodeMalformed, a => With(a, q => q with { Code = "a b" })),
        (RosterRefusal.CodeMalformed, a => With(
            a, q => q with { Code = new string('a', 121) })),
        (RosterRefusal.DisciplineUnknown, a => With(a, q => q with { Discipline = "zz" })),
        (RosterRefusal.SubregionUnknown, a => With(a, q => q with { Subregions = [] })),
        (RosterRefusal.SubregionUnknown, a => With(
            a, q => q with { Subregions = [North, new(9)] })),
        (RosterRefusal.TimeOutOfRange, a => With(a, q => q with { Until = q.From })),
        (RosterRefusal.TimeOutOfRange, a => With(
            a, q => q with { Until = q.From + Duration.FromDays(31) + Duration.Epsilon })),
        (RosterRefusal.TimeOutOfRange, a => With(
            a, q => q with { From = a.Now - Duration.FromHours(2), Until = a.Now })),
        (RosterRefusal.TimeOutOfRange, a => With(
            a, q => q with
            {
                From = a.Now + Duration.FromDays(367), Until = a.Now + Duration.FromDays(368),
            })),
        (RosterRefusal.WhoMissing, a => With(a, q => q with { Card = null })),
        (RosterRefusal.TooMany, a => a with { World = Full().World }),
        (RosterRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<LeaveRoster, RosterRefusal> Leave = new(
        () => new(Entered(), new LeaveRoster(Mental, "een"), TestRegion.Colleague),
        (RosterRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (RosterRefusal.EntryUnknown, a => With(a, q => q with { Code = "twee" })));

    internal static readonly RefusalTable<FollowCalendar, RosterRefusal> Following = new(
        () => new(Followed(), Calendar("een"), TestRegion.Colleague),
        (RosterRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (RosterRefusal.OrganisationUnknown, a => With(
            a with { By = TestRegion.Admin }, q => q with { Organisation = new(99) })),
        (RosterRefusal.CodeMalformed, a => With(a, q => q with { Calendar = "a b" })),
        (RosterRefusal.TooMany, a => With(a, q => q with
        {
            Codes = [.. Enumerable.Range(0, EnterRoster.EntriesMax + 1).Select(n => $"c{n}")],
        })),
        (RosterRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }),
        (RosterRefusal.CalendarDiffers, a => With(a, q => q with { Codes = [] })),
        (RosterRefusal.CalendarDiffers, a => With(a, q => q with { Codes = ["drie"] })));

    public static TheoryData<int, RosterRefusal> FollowRows => Following.Rows;

    public static TheoryData<int, RosterRefusal> EnterRows => Enter.Rows;

    public static TheoryData<int, RosterRefusal> LeaveRows => Leave.Rows;

    [Theory]
    [MemberData(nameof(EnterRows))]
    public void A_line_is_refused_by_the_first_rule_broken(int row, RosterRefusal expected) =>
        Enter.Check(row, expected);

    [Theory]
    [MemberData(nameof(FollowRows))]
    public void Following_a_calendar_is_refused_by_the_first_rule_broken(
        int row, RosterRefusal expected) => Following.Check(row, expected);

    [Fact]
    public void What_a_calendar_no_longer_has_ends_and_nothing_else_does()
    {
        var scene = Followed();
        scene.Do(Line(scene) with { Code = "met-de-hand" }, TestRegion.Colleague);
        scene.Do(Line(scene) with { Code = "andere" }, TestRegion.Colleague);
        scene.Do(new FollowCalendar(Mental, "agenda-2", ["andere"], false), TestRegion.Colleague);

        // The same again changes nothing; a line of this calendar that is gone leaves.
        Assert.Empty(scene.Do(Calendar("een", "twee"), TestRegion.Colleague));
        scene.Do(Calendar("een"), TestRegion.Colleague);
        Assert.Equal(["andere", "een", "met-de-hand"], Codes(scene));

        // All at once only by who is sure of it.
        Assert.Equal(
            RosterRefusal.CalendarDiffers, scene.Try(Calendar(), TestRegion.Colleague));
        scene.Do(Calendar() with { IsSure = true }, TestRegion.Colleague);
        Assert.Equal(["andere", "met-de-hand"], Codes(scene));
    }

    [Fact]
    public void Who_is_on_duty_when_the_calendar_drops_the_line_was_there_until_now()
    {
        var scene = Followed();
        scene.Wait(90);
        scene.Do(Calendar() with { IsSure = true }, TestRegion.Colleague);

        Assert.All(
            scene.World.Roster[Mental].Entries, e => Assert.Equal(scene.Now, e.Until));
        Assert.Equal(2, scene.World.Roster[Mental].Entries.Length);
        Assert.DoesNotContain(
            Reachable.Now(scene.World, North, scene.Now), r => r.OnDuty is not null);

        // What is over is no loss: an empty calendar after it asks nothing.
        Assert.Empty(scene.Do(Calendar(), TestRegion.Colleague));
    }

    [Fact]
    public void A_line_that_another_calendar_says_too_is_of_the_one_that_said_it_last()
    {
        var scene = Followed();
        scene.Do(
            new FollowCalendar(Mental, "agenda-2", ["twee"], false), TestRegion.Colleague);
        scene.Do(Calendar("een"), TestRegion.Colleague);

        Assert.Equal(["een", "twee"], Codes(scene));
    }

    [Theory]
    [MemberData(nameof(LeaveRows))]
    public void Taking_away_is_refused_by_the_first_rule_broken(
        int row, RosterRefusal expected) => Leave.Check(row, expected);

    [Fact]
    public void The_own_organisation_keeps_its_roster_and_the_centre_those_of_its_region()
    {
        var scene = new Scene();

        Assert.Null(scene.Try(Line(scene), TestRegion.Clinic));
        Assert.Null(scene.Try(Line(scene), TestRegion.Desk));
        Assert.Null(scene.Try(Line(scene), TestRegion.Admin));
        Assert.Null(scene.Try(
            Line(scene) with { Organisation = TestRegion.Nurse.Organisation },
            TestRegion.Nurse));
    }

    [Fact]
    public void The_same_line_twice_is_one_line_and_changes_nothing()
    {
        var scene = Entered();

        Assert.Empty(scene.Do(Line(scene) with { Card = null }, TestRegion.Colleague));
        Assert.Single(scene.Do(
            Line(scene) with { Card = null, Place = WorkPlace.OnCall }, TestRegion.Colleague));
        scene.Do(
            Line(scene) with { Place = WorkPlace.OnCall, Subregions = [South, North, South] },
            TestRegion.Colleague);
        Assert.Empty(scene.Do(
            Line(scene) with
            {
                Card = null, Place = WorkPlace.OnCall, Subregions = [North, South],
            },
            TestRegion.Colleague));
        Assert.Equal(WorkPlace.OnCall, Assert.Single(scene.World.Roster[Mental].Entries).Place);
    }

    [Fact]
    public void Who_is_on_duty_is_reached_from_the_beginning_to_before_the_end_there_alone()
    {
        var scene = Entered();
        bool IsReached(SubregionId where, Instant at) => Reachable.Now(scene.World, where, at)
            .Any(r => r.OnDuty is { Code: "een" } && r.Discipline == "mh-triage");
        var (from, until) = (Line(scene).From, Line(scene).Until);

        Assert.False(IsReached(North, from - Duration.Epsilon));
        Assert.True(IsReached(North, from));
        Assert.True(IsReached(North, until - Duration.Epsilon));
        Assert.False(IsReached(North, until));
        Assert.False(IsReached(South, from));
    }

    [Theory]
    [InlineData("2026-03-02T21:59:00Z", "centre")] // 22:59 in the Netherlands.
    [InlineData("2026-03-02T22:00:00Z", "mental")]
    [InlineData("2026-03-28T22:00:00Z", "mental")] // The night in which the clock goes forward,
    [InlineData("2026-03-29T05:59:00Z", "mental")] // still before eight.
    [InlineData("2026-03-29T06:00:00Z", "centre")]
    [InlineData("2026-10-25T06:59:00Z", "mental")] // And back.
    [InlineData("2026-10-25T07:00:00Z", "centre")]
    public void Which_desk_covers_goes_by_the_dutch_wall_clock(string at, string organisation) =>
        Assert.Equal(
            [TestRegion.Organisation(organisation)],
            Reachable.Now(
                    TestRegion.World, North,
                    NodaTime.Text.InstantPattern.General.Parse(at).Value)
                .Where(r => r.Discipline == "physician").Select(r => r.Organisation));

    [Fact]
    public void Who_is_asked_first_is_who_the_service_model_puts_first()
    {
        var scene = new Scene();
        ServiceRow Row(string code, string organisation, int rank) => new(
            code, organisation, "mh-triage", ["north"], WeekHours.Always, "", WorkPlace.AtHome,
            "010-31", rank);
        scene.Do(new Define(Row("mh", "mental", 2)), Actor.System);
        scene.Do(new Define(Row("other", "hospital", 1)), Actor.System);

        Assert.Equal(
            [TestRegion.Hospital.Organisation, Mental],
            Reachable.Now(scene.World, North, scene.Now)
                .Where(r => r.Discipline == "mh-triage").Select(r => r.Organisation));
    }

    [Theory]
    [InlineData("zz", "mental", "north", 1, DefineRefusal.WordUnknown)]
    [InlineData("mh-triage", "zz", "north", 1, DefineRefusal.OrganisationUnknown)]
    [InlineData("mh-triage", "mental", "zz", 1, DefineRefusal.SubregionUnknown)]
    [InlineData("mh-triage", "mental", "north", 0, DefineRefusal.NumberOutOfRange)]
    [InlineData("mh-triage", "mental", "north", 10, DefineRefusal.NumberOutOfRange)]
    public void A_row_of_the_service_model_is_refused_when_it_leads_nowhere(
        string discipline, string organisation, string subregion, int rank,
        DefineRefusal expected) => Assert.Equal(
            expected,
            new Scene().Try(
                new Define(new ServiceRow(
                    "x", organisation, discipline, [subregion], WeekHours.Always, "",
                    WorkPlace.OnCall, "010-32", rank)),
                Actor.System));

    [Theory]
    [InlineData("zz", "U3", 10, DefineRefusal.WordUnknown)]
    [InlineData("mh-triage", "U9", 10, DefineRefusal.WordUnknown)]
    [InlineData("mh-triage", "U3", 0, DefineRefusal.NumberOutOfRange)]
    [InlineData("mh-triage", "U3", 1_441, DefineRefusal.NumberOutOfRange)]
    public void A_norm_is_refused_when_it_leads_nowhere(
        string discipline, string urgency, int minutes, DefineRefusal expected) => Assert.Equal(
            expected,
            new Scene().Try(
                new Define(new AnswerNormRow(new AnswerNorm(discipline, urgency, minutes))),
                Actor.System));

    private static EnterRoster Line(Scene scene) => new(
        Mental, "een", "mh-triage", scene.Words(SealedField.Staff, "Smit"), WorkPlace.AtHome,
        scene.Now + Duration.FromHours(1), scene.Now + Duration.FromHours(9), [North]);

    private static Scene Entered()
    {
        var scene = new Scene();
        scene.Do(Line(scene), TestRegion.Colleague);
        return scene;
    }

    private static FollowCalendar Calendar(params string[] codes) =>
        new(Mental, "agenda", [.. codes], false);

    private static IEnumerable<string> Codes(Scene scene) =>
        scene.World.Roster[Mental].Entries.Select(e => e.Code).Order(StringComparer.Ordinal);

    // Two lines that came from a calendar.
    private static Scene Followed()
    {
        var scene = Entered();
        scene.Do(Line(scene) with { Code = "twee" }, TestRegion.Colleague);
        scene.Do(Calendar("een", "twee"), TestRegion.Colleague);
        return scene;
    }

    private static Scene Full()
    {
        var scene = Entered();
        var entry = scene.World.Roster[Mental].Entries[0];
        var full = new RosterFile(
        [
            .. Enumerable.Range(0, EnterRoster.EntriesMax)
                .Select(n => entry with { Code = $"vol-{n}" }),
        ]);
        var world = scene.World with
        {
            Roster = new RosterState(scene.World.Roster.Files.Set(Mental.Value - 1, full)),
        };
        return new Scene(world);
    }

    private static Attempt<T> With<T>(Attempt<T> attempt, Func<T, T> change)
        where T : Request => attempt with { Request = change(attempt.Request) };
}
