using Coordinaat.Domain;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Accounts;

/// <summary>What somebody wants to hear of ends with the session; what nobody saw stays.</summary>
public sealed class WatchTests
{
    private static readonly Guid Id = new(7, 7, 7, new byte[8]);
    private static readonly SessionId Session = new(new Guid(1, 9, 9, new byte[8]));
    private static readonly UnitId House = TestRegion.Unit("house-low");

    internal static readonly RefusalTable<MakeWatch, WatchRefusal> Make = new(
        () => new(
            SignedIn(),
            new MakeWatch(Id, Session, WatchKind.Below, House, default, 2), TestRegion.Desk),
        (WatchRefusal.NotSignedIn, a => a with
        {
            Request = a.Request with { Session = new(Guid.Empty) },
        }),
        (WatchRefusal.NotSignedIn, a => a with { By = TestRegion.Nurse }),
        (WatchRefusal.SubjectUnknown, a => a with { Request = a.Request with { Unit = new(99) } }),
        (WatchRefusal.SubjectUnknown, a => a with { Request = a.Request with { Unit = default } }),
        (WatchRefusal.SubjectUnknown, a => a with
        {
            Request = a.Request with { CareType = new(1) },
        }),
        (WatchRefusal.NotShared, a => a with { World = Moved(a.World) }),
        (WatchRefusal.ThresholdOutOfRange, a => a with
        {
            Request = a.Request with { Threshold = -1 },
        }),
        (WatchRefusal.ThresholdOutOfRange, a => a with { Request = a.Request with { Kind = 0 } }),
        (WatchRefusal.TooMany, a => a with { World = Crowded(a.World) }),
        (WatchRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<EndWatch, WatchRefusal> End = new(
        () => new(Watching(), new EndWatch(Id), TestRegion.Desk),
        (WatchRefusal.NotSignedIn, a => a with { By = Actor.System }));

    internal static readonly RefusalTable<SeeAlarm, WatchRefusal> See = new(
        () => new(Watching(), new SeeAlarm(Id), TestRegion.Desk),
        (WatchRefusal.NotSignedIn, a => a with { By = Actor.System }),
        (WatchRefusal.WatchUnknown, a => a with { Request = new(Guid.Empty) }));

    internal static readonly RefusalTable<MoveAlarm, WatchRefusal> Move = new(
        () => new(
            Watching(), new MoveAlarm(TestRegion.Desk.Account, Id, IsSo: true), Actor.System),
        (WatchRefusal.NotSystem, a => a with { By = TestRegion.Desk }));

    public static TheoryData<int, WatchRefusal> MakeRows => Make.Rows;

    public static TheoryData<int, WatchRefusal> EndRows => End.Rows;

    public static TheoryData<int, WatchRefusal> SeeRows => See.Rows;

    public static TheoryData<int, WatchRefusal> MoveRows => Move.Rows;

    [Theory]
    [MemberData(nameof(MakeRows))]
    public void A_watch_is_refused_by_the_first_rule_broken(int row, WatchRefusal expected) =>
        Make.Check(row, expected);

    [Theory]
    [MemberData(nameof(EndRows))]
    public void An_end_is_refused_by_the_first_rule_broken(int row, WatchRefusal expected) =>
        End.Check(row, expected);

    [Theory]
    [MemberData(nameof(SeeRows))]
    public void Seen_is_refused_by_the_first_rule_broken(int row, WatchRefusal expected) =>
        See.Check(row, expected);

    [Theory]
    [MemberData(nameof(MoveRows))]
    public void An_alarm_is_moved_by_the_system_alone(int row, WatchRefusal expected) =>
        Move.Check(row, expected);

    [Fact]
    public void An_alarm_stays_until_seen_and_goes_off_again_only_after_it_was_over()
    {
        var scene = Watching();
        void Tell(bool isSo) => scene.Do(
            new MoveAlarm(TestRegion.Desk.Account, Id, isSo), Actor.System);
        AlarmState Now() => WatchesOf(scene)[0].State;

        Tell(false);
        Assert.Equal(AlarmState.Quiet, Now());
        Tell(true);
        Assert.Equal(AlarmState.Raised, Now());
        Tell(false);
        Assert.Equal(AlarmState.Raised, Now());
        scene.Do(new SeeAlarm(Id), TestRegion.Desk);
        Assert.Equal(AlarmState.Seen, Now());
        Tell(true);
        Assert.Equal(AlarmState.Seen, Now());
        Tell(false);
        Assert.Equal(AlarmState.Quiet, Now());
        Tell(true);
        Assert.Equal(AlarmState.Raised, Now());
    }

    // Several nodes look at one moment and ask at one moment: the second asks for nothing.
    [Fact]
    public void What_was_asked_of_an_alarm_before_moves_it_no_more_and_it_rings_once()
    {
        var scene = Watching();
        IEnumerable<Event> Tell(bool isSo) => scene.Do(
            new MoveAlarm(TestRegion.Desk.Account, Id, isSo), Actor.System);

        Assert.Single(Tell(true));
        Assert.Empty(Tell(true));
        Assert.Empty(Tell(false));
        Assert.Empty(Tell(true));
        scene.Do(new SeeAlarm(Id), TestRegion.Desk);
        Assert.Empty(scene.Do(new SeeAlarm(Id), TestRegion.Desk));
        Assert.Empty(Tell(true));
        Assert.Single(Tell(false));
        Assert.Empty(Tell(false));
    }

    [Fact]
    public void A_watch_ends_with_its_session_however_that_ends()
    {
        Request[] ends =
        [
            new EndSession(TestRegion.Desk.Account, Session),
            new ChangeAccount(TestRegion.Desk.Account, TestRegion.Desk.Roles, IsEnabled: false),
            new ClearSecondFactor(TestRegion.Desk.Account),
        ];
        foreach (var end in ends)
        {
            var scene = Watching();
            if (end is ClearSecondFactor)
            {
                scene.Do(
                    new SetSecondFactor(
                        TestRegion.Desk.Account, scene.Words(SealedField.SecondFactor, "x")),
                    TestRegion.Desk);
            }

            Assert.Single(WatchesOf(scene));
            scene.Do(end, end is EndSession ? TestRegion.Desk : TestRegion.Admin);
            Assert.Empty(WatchesOf(scene));
        }
    }

    [Fact]
    public void The_same_watch_again_and_the_end_of_none_change_nothing()
    {
        var scene = Watching();

        Assert.Empty(scene.Do(
            new MakeWatch(Id, Session, WatchKind.Below, House, default, 2), TestRegion.Desk));
        Assert.Single(scene.Do(new EndWatch(Id), TestRegion.Desk));
        Assert.Empty(scene.Do(new EndWatch(Id), TestRegion.Desk));
        Assert.Empty(scene.Do(
            new MoveAlarm(TestRegion.Desk.Account, Id, IsSo: true), Actor.System));
    }

    private static System.Collections.Immutable.ImmutableArray<Watched> WatchesOf(Scene scene) =>
        scene.World.Accounts.Find(TestRegion.Desk.Account)!.Watches;

    private static Scene SignedIn()
    {
        var scene = new Scene();
        scene.Do(new OpenSession(TestRegion.Desk.Account, Session, 0), Actor.System);
        return scene;
    }

    private static Scene Watching()
    {
        var scene = SignedIn();
        scene.Do(
            new MakeWatch(Id, Session, WatchKind.Below, House, default, 2), TestRegion.Desk);
        return scene;
    }

    // The desk's own organisation is of another region now.
    private static World Moved(World world)
    {
        var scene = new Scene(world);
        scene.Do(new Define(new RegionRow(new Region("far", "Verweg", "NL", 1, "112"))),
            Actor.System);
        scene.Do(
            new Define(new OrganisationRow(
                "centre", "Stichting centre", Sector.CoordinationCentre, "far")),
            Actor.System);
        return scene.World;
    }

    private static World Crowded(World world)
    {
        var scene = new Scene(world);
        for (var i = 0; i < MakeWatch.WatchesMax; i++)
        {
            scene.Do(
                new MakeWatch(
                    new Guid(i, 8, 8, new byte[8]), Session, WatchKind.Stop, House, default, 0),
                TestRegion.Desk);
        }

        return scene.World;
    }
}
