using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Accounts;

/// <summary>
/// No code opens two sessions, five failures in a row lock an account for a quarter of an hour,
/// and losing a password or a phone ends what was open.
/// </summary>
public sealed class SessionTests
{
    private static readonly AccountId Desk = TestRegion.Desk.Account;
    private static readonly AccountId Closed = TestRegion.Nurse.Account;
    private static readonly SessionId Session = new(new Guid(1, 2, 3, new byte[8]));
    private static readonly SessionId Other = new(new Guid(2, 2, 3, new byte[8]));

    internal static readonly RefusalTable<OpenSession, SignInRefusal> Open = new(
        () => new(WithSecondFactor(), new OpenSession(Desk, Session, 101), Actor.System),
        (SignInRefusal.AccountUnknown, a => a with
        {
            Request = a.Request with { Account = new(99) },
        }),
        (SignInRefusal.AccountUnknown, a => a with
        {
            Request = a.Request with { Account = Closed },
        }),
        (SignInRefusal.Locked, a => a with
        {
            Request = a.Request with { Account = TestRegion.Triagist.Account },
        }),
        (SignInRefusal.CredentialWrong, a => a with
        {
            Request = a.Request with { CodeStep = 0 },
        }),
        (SignInRefusal.CodeUsed, a => a with { Request = a.Request with { CodeStep = 100 } }),
        (SignInRefusal.CodeUsed, a => a with { Request = a.Request with { CodeStep = 99 } }));

    internal static readonly RefusalTable<RecordFailedSignIn, SignInRefusal> Failed = new(
        () => new(WithSecondFactor(), new RecordFailedSignIn(Desk), Actor.System),
        (SignInRefusal.AccountUnknown, a => a with { Request = new(Closed) }),
        (SignInRefusal.Locked, a => a with { Request = new(TestRegion.Triagist.Account) }));

    public static TheoryData<int, SignInRefusal> OpenRows => Open.Rows;

    public static TheoryData<int, SignInRefusal> FailedRows => Failed.Rows;

    [Theory]
    [MemberData(nameof(OpenRows))]
    public void A_sign_in_is_refused_by_the_first_rule_broken(int row, SignInRefusal expected) =>
        Open.Check(row, expected);

    [Theory]
    [MemberData(nameof(FailedRows))]
    public void A_failure_is_refused_by_the_first_rule_broken(int row, SignInRefusal expected) =>
        Failed.Check(row, expected);

    [Fact]
    public void A_session_lasts_twelve_hours_and_its_end_does_not_count()
    {
        var scene = new Scene();
        var until = scene.Now + Duration.FromHours(12);

        Assert.Equal(
            [new SessionOpened(Desk, Session, until, 0)],
            scene.Do(new OpenSession(Desk, Session, 0), Actor.System));
        var accounts = scene.World.Accounts;
        Assert.Equal(
            TestRegion.Desk, accounts.FindActor(Desk, Session, until - Duration.FromSeconds(1)));
        Assert.Null(accounts.FindActor(Desk, Session, until));
        Assert.Null(accounts.FindActor(Desk, Other, scene.Now));
        Assert.Null(accounts.FindActor(Closed, Session, scene.Now));
    }

    [Fact]
    public void The_fifth_failure_locks_for_fifteen_minutes_and_success_starts_the_count_again()
    {
        var scene = new Scene();
        for (var failure = 1; failure < RecordFailedSignIn.FailuresMax; failure++)
        {
            scene.Do(new RecordFailedSignIn(Desk), Actor.System);
        }

        scene.Do(new OpenSession(Desk, Session, 0), Actor.System);
        Assert.Equal(0, scene.World.Accounts.Find(Desk)!.FailedSignIns);
        for (var failure = 1; failure <= RecordFailedSignIn.FailuresMax; failure++)
        {
            Assert.Null(scene.Try(new RecordFailedSignIn(Desk), Actor.System));
        }

        var open = new OpenSession(Desk, Session, 0);
        Assert.Equal(SignInRefusal.Locked, scene.Try(open, Actor.System));
        scene.Wait(14);
        Assert.Equal(SignInRefusal.Locked, scene.Try(open, Actor.System));
        scene.Wait(1);
        Assert.Null(scene.Try(open, Actor.System));
    }

    [Fact]
    public void A_session_ends_when_it_is_ended_and_ending_it_twice_stores_nothing()
    {
        var scene = new Scene();
        scene.Do(new OpenSession(Desk, Session, 0), Actor.System);
        scene.Do(new OpenSession(Desk, Other, 0), Actor.System);

        Assert.Equal(
            [new SessionEnded(Desk, Session)],
            scene.Do(new EndSession(Desk, Session), TestRegion.Desk));
        Assert.Empty(scene.Do(new EndSession(Desk, Session), TestRegion.Desk));
        Assert.Empty(scene.Do(new EndSession(new(99), Session), TestRegion.Desk));
        Assert.Null(scene.World.Accounts.FindActor(Desk, Session, scene.Now));
        Assert.NotNull(scene.World.Accounts.FindActor(Desk, Other, scene.Now));
    }

    [Fact]
    public void A_new_password_ends_all_sessions_but_the_one_that_set_it()
    {
        var scene = new Scene();
        scene.Do(new OpenSession(Desk, Session, 0), Actor.System);
        scene.Do(new OpenSession(Desk, Other, 0), Actor.System);
        var hash = scene.Words(SealedField.Credential, "hash");
        scene.Do(new SetPassword(Desk, hash, Session), TestRegion.Desk);

        Assert.NotNull(scene.World.Accounts.FindActor(Desk, Session, scene.Now));
        Assert.Null(scene.World.Accounts.FindActor(Desk, Other, scene.Now));
        Assert.Equal(hash.Id, scene.World.Accounts.Find(Desk)!.Credential);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_lost_phone_or_a_closed_account_ends_all_sessions(bool lostPhone)
    {
        var scene = WithSecondFactor();
        Assert.NotNull(scene.World.Accounts.FindActor(Desk, Other, scene.Now));
        scene.Do(
            lostPhone
                ? new ClearSecondFactor(Desk)
                : new ChangeAccount(Desk, TestRegion.Desk.Roles, IsEnabled: false),
            TestRegion.Admin);

        Assert.Null(scene.World.Accounts.FindActor(Desk, Other, scene.Now));
        Assert.Equal(lostPhone, scene.World.Accounts.Find(Desk)!.SecondFactor is null);
    }

    [Fact]
    public void An_account_that_is_opened_again_has_no_lock_and_no_old_session()
    {
        var scene = WithSecondFactor();
        var triagist = TestRegion.Triagist;
        foreach (var isEnabled in new[] { false, true })
        {
            scene.Do(
                new ChangeAccount(triagist.Account, triagist.Roles, isEnabled), TestRegion.Admin);
        }

        Assert.Null(scene.Try(new OpenSession(triagist.Account, Session, 0), Actor.System));
    }

    // The desk has a second factor and used code 100; the triagist is locked; the nurse is closed.
    private static Scene WithSecondFactor()
    {
        var scene = new Scene();
        scene.Do(
            new SetSecondFactor(Desk, scene.Words(SealedField.SecondFactor, "geheim")),
            TestRegion.Desk);
        scene.Do(new OpenSession(Desk, Other, 100), Actor.System);
        scene.Do(new ChangeAccount(Closed, TestRegion.Nurse.Roles, false), TestRegion.Admin);
        for (var failure = 1; failure <= RecordFailedSignIn.FailuresMax; failure++)
        {
            scene.Do(new RecordFailedSignIn(TestRegion.Triagist.Account), Actor.System);
        }

        return scene;
    }
}
