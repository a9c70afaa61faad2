using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Accounts;

/// <summary>Why a change of an account was refused, in the order it is checked.</summary>
public enum AccountRefusal
{
    /// <summary>The actor may not do this.</summary>
    NotAllowed = 1,

    /// <summary>There is no such account.</summary>
    AccountUnknown,

    /// <summary>There is no such organisation.</summary>
    OrganisationUnknown,

    /// <summary>No role was given, or one that does not exist.</summary>
    RolesMissing,

    /// <summary>The sign-in name is taken.</summary>
    LoginTaken,

    /// <summary>An administrator cannot close the own account: nobody might be left.</summary>
    OwnAccount,

    /// <summary>Another node runs an older release, which does not know this role.</summary>
    NotYetWritten,
}

/// <summary>Opens an account for a member of staff.</summary>
/// <param name="Person">New in the vault.</param>
/// <param name="Organisation">For which organisation they act.</param>
/// <param name="Roles">What they may do; at least one.</param>
/// <param name="Login">The sign-in name, for the vault's look-up.</param>
/// <param name="Profile">Display name and sign-in name.</param>
/// <param name="Credential">The hash of the first password.</param>
/// <param name="MustChangePassword">The first sign-in asks for an own password.</param>
public sealed record OpenAccount(
    PersonId Person, OrganisationId Organisation, Roles Roles, Secret Login, Secret Profile,
    Secret Credential, bool MustChangePassword) : Request<AccountRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Profile, Credential];

    /// <inheritdoc/>
    public override PersonLookup Lookup => new(Person, default, "login", Login.Reveal);

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AccountRefusal> Decide(
        World world, Moment moment)
    {
        if (!moment.By.IsSystem && !moment.By.IsAny(Roles.Administrator))
        {
            return AccountRefusal.NotAllowed;
        }

        if (world.Regions.Organisations.Find(Organisation.Value) is null)
        {
            return AccountRefusal.OrganisationUnknown;
        }

        if (!RolesForm.IsValid(Roles))
        {
            return AccountRefusal.RolesMissing;
        }

        if (world.Accounts.ByPerson.ContainsKey(Person))
        {
            return AccountRefusal.LoginTaken;
        }

        if (!RolesForm.IsWritten(Roles, moment))
        {
            return AccountRefusal.NotYetWritten;
        }

        var id = new AccountId(world.Accounts.All.Count + 1);
        return ImmutableArray.Create<Event>(new AccountOpened(
            id, Person, Organisation, Roles, Profile.Id, Credential.Id, MustChangePassword));
    }
}

/// <summary>Changes what an account may do, or whether it is open.</summary>
/// <param name="Account">Which account.</param>
/// <param name="Roles">What it may do from now on.</param>
/// <param name="IsEnabled">Whether it may sign in.</param>
public sealed record ChangeAccount(AccountId Account, Roles Roles, bool IsEnabled)
    : Request<AccountRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AccountRefusal> Decide(
        World world, Moment moment)
    {
        if (!moment.By.IsAny(Roles.Administrator))
        {
            return AccountRefusal.NotAllowed;
        }

        if (world.Accounts.Find(Account) is not { } account)
        {
            return AccountRefusal.AccountUnknown;
        }

        if (!RolesForm.IsValid(Roles))
        {
            return AccountRefusal.RolesMissing;
        }

        if (Account == moment.By.Account && (!IsEnabled || !Keeps(Roles)))
        {
            return AccountRefusal.OwnAccount;
        }

        if (!RolesForm.IsWritten(Roles, moment))
        {
            return AccountRefusal.NotYetWritten;
        }

        var events = ImmutableArray.CreateBuilder<Event>();
        if (account.Roles != Roles)
        {
            events.Add(new AccountRightsChanged(Account, Roles));
        }

        if (account.IsEnabled != IsEnabled)
        {
            events.Add(IsEnabled ? new AccountEnabled(Account) : new AccountDisabled(Account));
        }

        return events.ToImmutable();
    }

    private static bool Keeps(Roles roles) => (roles & Roles.Administrator) != 0;
}

/// <summary>Takes an account's second factor away, for somebody who lost the phone.</summary>
/// <param name="Account">Which account.</param>
public sealed record ClearSecondFactor(AccountId Account) : Request<AccountRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AccountRefusal> Decide(
        World world, Moment moment) => !moment.By.IsAny(Roles.Administrator)
            ? AccountRefusal.NotAllowed
            : world.Accounts.Find(Account) is not { } account
                ? AccountRefusal.AccountUnknown
                : account.SecondFactor is null
                    ? ImmutableArray<Event>.Empty
                    : ImmutableArray.Create<Event>(new SecondFactorCleared(Account));
}

/// <summary>Sets a password: one's own, or a first one for somebody else.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Credential">The hash.</param>
/// <param name="KeepSession">The session that asks; all others end.</param>
public sealed record SetPassword(AccountId Account, Secret Credential, SessionId KeepSession)
    : Request<AccountRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Credential];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AccountRefusal> Decide(
        World world, Moment moment)
    {
        var isOwn = moment.By.Account == Account;
        return !isOwn && !moment.By.IsAny(Roles.Administrator)
            ? AccountRefusal.NotAllowed
            : world.Accounts.Find(Account) is null
                ? AccountRefusal.AccountUnknown
                : ImmutableArray.Create<Event>(
                    new PasswordSet(Account, Credential.Id, MustChange: !isOwn, KeepSession));
    }
}

/// <summary>Sets one's own second factor.</summary>
/// <param name="Account">Whose: always the actor's own.</param>
/// <param name="SharedSecret">What the authenticator app was given.</param>
public sealed record SetSecondFactor(AccountId Account, Secret SharedSecret)
    : Request<AccountRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [SharedSecret];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AccountRefusal> Decide(
        World world, Moment moment) =>
        !moment.By.IsSystem && moment.By.Account != Account
            ? AccountRefusal.NotAllowed
            : world.Accounts.Find(Account) is null
                ? AccountRefusal.AccountUnknown
                : ImmutableArray.Create<Event>(new SecondFactorSet(Account, SharedSecret.Id));
}

/// <summary>Which sets of roles an account can have.</summary>
internal static class RolesForm
{
    private const Roles All =
        Roles.NeedsSecondFactor | Roles.RegionManager | Roles.Administrator;

    public static bool IsValid(Roles roles) => roles != Roles.None && (roles & ~All) == 0;

    // By name in the journal: an older release cannot read the newest role.
    public static bool IsWritten(Roles roles, Moment moment) =>
        (roles & Roles.Reporter) == 0
        || moment.WriteLevel >= EventCodec.LevelOf<WatchMade>();
}
