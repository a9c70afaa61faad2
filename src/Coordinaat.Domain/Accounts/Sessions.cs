using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Accounts;

/// <summary>Why a sign-in was refused, in the order it is checked.</summary>
public enum SignInRefusal
{
    /// <summary>There is no such account, or it is closed. Said as "name or password".</summary>
    AccountUnknown = 1,

    /// <summary>Too many failures: wait.</summary>
    Locked,

    /// <summary>The name, the password or the code is wrong.</summary>
    CredentialWrong,

    /// <summary>The code was used before: wait for the next one.</summary>
    CodeUsed,
}

/// <summary>Opens a session, after name, password and code were found right.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Session">New; stands in the cookie.</param>
/// <param name="CodeStep">
/// The time step of the code, in units of 30 s since 1970; 0 when no code was needed.
/// </param>
public sealed record OpenSession(AccountId Account, SessionId Session, long CodeStep)
    : Request<SignInRefusal>
{
    /// <summary>A working day, with the handover of the shift.</summary>
    public static readonly Duration Length = Duration.FromHours(12);

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, SignInRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Accounts.Find(Account) is not { IsEnabled: true } account)
        {
            return SignInRefusal.AccountUnknown;
        }

        if (account.LockedUntil > moment.Now)
        {
            return SignInRefusal.Locked;
        }

        if (account.SecondFactor is not null && CodeStep <= 0)
        {
            return SignInRefusal.CredentialWrong;
        }

        return CodeStep != 0 && CodeStep <= account.LastCodeStep
            ? SignInRefusal.CodeUsed
            : ImmutableArray.Create<Event>(
                new SessionOpened(Account, Session, moment.Now + Length, CodeStep));
    }
}

/// <summary>Records a wrong password or code. Never refused for a known account.</summary>
/// <param name="Account">Whose.</param>
public sealed record RecordFailedSignIn(AccountId Account) : Request<SignInRefusal>
{
    /// <summary>This many failures in a row lock the account.</summary>
    public const int FailuresMax = 5;

    /// <summary>How long the lock lasts.</summary>
    public static readonly Duration LockLength = Duration.FromMinutes(15);

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, SignInRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Accounts.Find(Account) is not { IsEnabled: true } account)
        {
            return SignInRefusal.AccountUnknown;
        }

        if (account.LockedUntil > moment.Now)
        {
            return SignInRefusal.Locked;
        }

        var failures = account.FailedSignIns + 1;
        var until = failures % FailuresMax == 0 ? moment.Now + LockLength : account.LockedUntil;
        return ImmutableArray.Create<Event>(new SignInFailed(Account, until));
    }
}

/// <summary>Ends a session. Ending one that is not open changes nothing.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Session">Which.</param>
public sealed record EndSession(AccountId Account, SessionId Session) : Request<SignInRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, SignInRefusal> Decide(
        World world, Moment moment) =>
        world.Accounts.Find(Account) is { } account
            && account.Sessions.Any(s => s.Id == Session)
                ? ImmutableArray.Create<Event>(new SessionEnded(Account, Session))
                : ImmutableArray<Event>.Empty;
}
