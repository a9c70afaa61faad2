using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Accounts;

/// <summary>Something that happened to an account.</summary>
/// <param name="Account">Which account.</param>
public abstract record AccountEvent(AccountId Account) : Event
{
    /// <inheritdoc/>
    public override StreamKey Stream => new(StreamKind.Account, Account.Value);
}

/// <summary>An account was opened.</summary>
[Stored("account-opened", 1)]
public sealed record AccountOpened(
    AccountId Account, PersonId Person, OrganisationId Organisation, Roles Roles,
    SealedId Profile, SealedId Credential, bool MustChangePassword) : AccountEvent(Account);

/// <summary>What an account may do was changed.</summary>
[Stored("account-rights-changed", 1)]
public sealed record AccountRightsChanged(AccountId Account, Roles Roles) : AccountEvent(Account);

/// <summary>An account was closed; all its sessions end.</summary>
[Stored("account-disabled", 1)]
public sealed record AccountDisabled(AccountId Account) : AccountEvent(Account);

/// <summary>An account was opened again.</summary>
[Stored("account-enabled", 1)]
public sealed record AccountEnabled(AccountId Account) : AccountEvent(Account);

/// <summary>A password was set; all sessions end but the one that set it.</summary>
[Stored("password-set", 1)]
public sealed record PasswordSet(
    AccountId Account, SealedId Credential, bool MustChange, SessionId KeepSession)
    : AccountEvent(Account);

/// <summary>A second factor was set.</summary>
[Stored("second-factor-set", 1)]
public sealed record SecondFactorSet(AccountId Account, SealedId Secret) : AccountEvent(Account);

/// <summary>A second factor was taken away: a lost phone. All sessions end.</summary>
[Stored("second-factor-cleared", 1)]
public sealed record SecondFactorCleared(AccountId Account) : AccountEvent(Account);

/// <summary>Somebody gave a wrong password or code.</summary>
[Stored("sign-in-failed", 1)]
public sealed record SignInFailed(AccountId Account, Instant LockedUntil) : AccountEvent(Account);

/// <summary>Somebody signed in.</summary>
[Stored("session-opened", 1)]
public sealed record SessionOpened(
    AccountId Account, SessionId Session, Instant Until, long CodeStep) : AccountEvent(Account);

/// <summary>Somebody watches something, until the session ends.</summary>
[Stored("watch-made", 1, Level = 2)]
public sealed record WatchMade(
    AccountId Account, Guid Id, SessionId Session, WatchKind Kind, UnitId Unit,
    CareTypeId CareType, int Threshold) : AccountEvent(Account);

/// <summary>Somebody watches something no more.</summary>
[Stored("watch-ended", 1, Level = 2)]
public sealed record WatchEnded(AccountId Account, Guid Id) : AccountEvent(Account);

/// <summary>An alarm was raised, seen, or is over.</summary>
[Stored("alarm-moved", 1, Level = 2)]
public sealed record AlarmMoved(AccountId Account, Guid Id, AlarmState State)
    : AccountEvent(Account);

/// <summary>Somebody signed out.</summary>
[Stored("session-ended", 1)]
public sealed record SessionEnded(AccountId Account, SessionId Session) : AccountEvent(Account);
