using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Accounts;

/// <summary>
/// An actor counts as long as its account is open and has the roles; an administrator cannot lock
/// the last door behind them.
/// </summary>
public sealed class AccountTests
{
    private static readonly AccountId Nobody = new(99);

    internal static readonly RefusalTable<OpenAccount, AccountRefusal> Open = new(
        () => new(
            new Scene(),
            TestRegion.Account(
                40, "nieuw", TestRegion.Organisation("nursing"), Roles.ProviderDesk),
            TestRegion.Admin),
        (AccountRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (AccountRefusal.OrganisationUnknown, a => a with
        {
            Request = a.Request with { Organisation = new(99) },
        }),
        (AccountRefusal.OrganisationUnknown, a => a with
        {
            Request = a.Request with { Organisation = default },
        }),
        (AccountRefusal.RolesMissing, a => a with
        {
            Request = a.Request with { Roles = Roles.None },
        }),
        (AccountRefusal.RolesMissing, a => a with
        {
            Request = a.Request with { Roles = (Roles)512 | Roles.Triagist },
        }),
        (AccountRefusal.LoginTaken, a => a with
        {
            Request = a.Request with { Person = a.World.Accounts.All[0].Person },
        }),
        (AccountRefusal.NotYetWritten, a => a with
        {
            Request = a.Request with { Roles = Roles.Reporter }, WriteLevel = WriteLevels.First,
        }));

    internal static readonly RefusalTable<ChangeAccount, AccountRefusal> Change = new(
        () => new(
            new Scene(), new ChangeAccount(TestRegion.Desk.Account, Roles.Triagist, false),
            TestRegion.Admin),
        (AccountRefusal.NotAllowed, a => a with { By = TestRegion.Manager }),
        (AccountRefusal.AccountUnknown, a => a with
        {
            Request = a.Request with { Account = Nobody },
        }),
        (AccountRefusal.RolesMissing, a => a with
        {
            Request = a.Request with { Roles = Roles.None },
        }),
        (AccountRefusal.OwnAccount, a => a with
        {
            Request = new(TestRegion.Admin.Account, Roles.Administrator, IsEnabled: false),
        }),
        (AccountRefusal.OwnAccount, a => a with
        {
            Request = new(TestRegion.Admin.Account, Roles.Triagist, IsEnabled: true),
        }),
        (AccountRefusal.NotYetWritten, a => a with
        {
            Request = a.Request with { Roles = Roles.Reporter }, WriteLevel = WriteLevels.First,
        }));

    internal static readonly RefusalTable<ClearSecondFactor, AccountRefusal> Clear = new(
        () => new(
            new Scene(), new ClearSecondFactor(TestRegion.Desk.Account), TestRegion.Admin),
        (AccountRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (AccountRefusal.AccountUnknown, a => a with { Request = new(Nobody) }));

    internal static readonly RefusalTable<SetPassword, AccountRefusal> Password = new(
        () => new(
            new Scene(),
            new SetPassword(
                TestRegion.Desk.Account, new Scene().Words(SealedField.Credential, "hash"),
                default),
            TestRegion.Desk),
        (AccountRefusal.NotAllowed, a => a with { By = TestRegion.Triagist }),
        (AccountRefusal.AccountUnknown, a => a with
        {
            By = TestRegion.Admin, Request = a.Request with { Account = Nobody },
        }));

    internal static readonly RefusalTable<SetSecondFactor, AccountRefusal> SecondFactor = new(
        () => new(
            new Scene(),
            new SetSecondFactor(
                TestRegion.Desk.Account, new Scene().Words(SealedField.SecondFactor, "geheim")),
            TestRegion.Desk),
        (AccountRefusal.NotAllowed, a => a with { By = TestRegion.Admin }),
        (AccountRefusal.AccountUnknown, a => a with
        {
            By = Actor.System, Request = a.Request with { Account = Nobody },
        }));

    public static TheoryData<int, AccountRefusal> OpenRows => Open.Rows;

    public static TheoryData<int, AccountRefusal> ChangeRows => Change.Rows;

    public static TheoryData<int, AccountRefusal> ClearRows => Clear.Rows;

    public static TheoryData<int, AccountRefusal> PasswordRows => Password.Rows;

    public static TheoryData<int, AccountRefusal> SecondFactorRows => SecondFactor.Rows;

    [Theory]
    [MemberData(nameof(OpenRows))]
    public void Opening_is_refused_by_the_first_rule_broken(int row, AccountRefusal expected) =>
        Open.Check(row, expected);

    [Theory]
    [MemberData(nameof(ChangeRows))]
    public void A_change_is_refused_by_the_first_rule_broken(int row, AccountRefusal expected) =>
        Change.Check(row, expected);

    [Theory]
    [MemberData(nameof(ClearRows))]
    public void Clearing_is_refused_by_the_first_rule_broken(int row, AccountRefusal expected) =>
        Clear.Check(row, expected);

    [Theory]
    [MemberData(nameof(PasswordRows))]
    public void A_password_is_refused_by_the_first_rule_broken(int row, AccountRefusal expected) =>
        Password.Check(row, expected);

    [Theory]
    [MemberData(nameof(SecondFactorRows))]
    public void A_second_factor_is_refused_by_the_first_rule_broken(
        int row, AccountRefusal expected) => SecondFactor.Check(row, expected);

    [Fact]
    public void An_actor_counts_until_the_account_is_closed_or_loses_a_role_it_acts_with()
    {
        var scene = new Scene();
        var both = new Actor(
            TestRegion.Desk.Account, TestRegion.Desk.Organisation,
            Roles.Coordinator | Roles.Triagist);
        Assert.True(scene.World.Accounts.IsCurrent(TestRegion.Desk));
        Assert.True(scene.World.Accounts.IsCurrent(Actor.System));
        Assert.False(scene.World.Accounts.IsCurrent(both));
        Assert.False(scene.World.Accounts.IsCurrent(TestRegion.Desk with
        {
            Organisation = TestRegion.Organisation("gp"),
        }));
        Assert.False(scene.World.Accounts.IsCurrent(TestRegion.Desk with { Account = Nobody }));

        scene.Do(Change.Good().Request with { Roles = both.Roles }, TestRegion.Admin);
        Assert.False(scene.World.Accounts.IsCurrent(TestRegion.Desk));
        scene.Do(
            Change.Good().Request with { Roles = both.Roles, IsEnabled = true }, TestRegion.Admin);
        Assert.True(scene.World.Accounts.IsCurrent(both));
        Assert.True(scene.World.Accounts.IsCurrent(TestRegion.Desk));
        scene.Do(
            Change.Good().Request with { Roles = Roles.Triagist, IsEnabled = true },
            TestRegion.Admin);
        Assert.False(scene.World.Accounts.IsCurrent(TestRegion.Desk));
    }

    [Fact]
    public void The_system_and_administrators_open_accounts_and_what_changes_nothing_is_not_stored()
    {
        var open = Open.Good().Request;
        var expected = new AccountOpened(
            new(TestRegion.Accounts.Count() + 1), open.Person, open.Organisation, open.Roles,
            open.Profile.Id, open.Credential.Id, MustChangePassword: false);

        Assert.Equal([expected], new Scene().Do(open, TestRegion.Admin));
        Assert.Equal([expected], new Scene().Do(open, Actor.System));
        Assert.Empty(new Scene().Do(
            new ChangeAccount(TestRegion.Desk.Account, TestRegion.Desk.Roles, true),
            TestRegion.Admin));
        Assert.Empty(new Scene().Do(Clear.Good().Request, TestRegion.Admin));
        Assert.Equal(
            [
                new AccountRightsChanged(TestRegion.Desk.Account, Roles.Triagist),
                new AccountDisabled(TestRegion.Desk.Account),
            ],
            new Scene().Do(Change.Good().Request, TestRegion.Admin));
    }

    [Fact]
    public void A_password_set_by_somebody_else_must_be_changed()
    {
        var scene = new Scene();
        var set = Password.Good().Request;

        Assert.False(Assert.IsType<PasswordSet>(scene.Do(set, TestRegion.Desk)[0]).MustChange);
        Assert.True(Assert.IsType<PasswordSet>(scene.Do(set, TestRegion.Admin)[0]).MustChange);
        Assert.True(scene.World.Accounts.Find(set.Account)!.MustChangePassword);
    }
}
