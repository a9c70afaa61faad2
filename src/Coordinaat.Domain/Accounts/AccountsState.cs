using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Accounts;

/// <summary>One signed-in browser or program.</summary>
/// <param name="Id">Stands in the cookie, sealed.</param>
/// <param name="Until">Not valid at or after this moment.</param>
public readonly record struct Session(SessionId Id, Instant Until);

/// <summary>An account of a member of staff. Who that is lives in the vault.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Person">The member of staff, in the vault under holder 0.</param>
/// <param name="Organisation">For which organisation they act.</param>
/// <param name="Roles">What they may do.</param>
/// <param name="IsEnabled">Whether they may sign in.</param>
/// <param name="Profile">Sealed: display name and sign-in name.</param>
/// <param name="Credential">Sealed: the hash of the password.</param>
/// <param name="MustChangePassword">The password was set by somebody else.</param>
/// <param name="SecondFactor">Sealed: the second factor; null while there is none.</param>
/// <param name="LastCodeStep">The time step of the last code used; none is used twice.</param>
/// <param name="FailedSignIns">Failures since the last success.</param>
/// <param name="LockedUntil">No sign-in before this moment.</param>
/// <param name="Sessions">The sessions that were opened and not ended.</param>
/// <param name="Watches">What it wants to hear of; each as long as its session lasts.</param>
public sealed record Account(
    AccountId Id, PersonId Person, OrganisationId Organisation, Roles Roles, bool IsEnabled,
    SealedId Profile, SealedId Credential, bool MustChangePassword, SealedId? SecondFactor,
    long LastCodeStep, int FailedSignIns, Instant LockedUntil, ImmutableArray<Session> Sessions,
    ImmutableArray<Watched> Watches)
{
    /// <summary>Whether a session is open now.</summary>
    /// <param name="session">The session.</param>
    /// <param name="now">A session that ends at this moment no longer counts.</param>
    public bool HasSession(SessionId session, Instant now) =>
        IsEnabled && Sessions.Any(s => s.Id == session && s.Until > now);
}

/// <summary>The accounts.</summary>
public sealed record AccountsState(Vector<Account> All)
{
    // In 1970, and not the least instant there is: that one cannot be read back from JSON.
    private static readonly Instant Unlocked = Instant.FromUnixTimeSeconds(0);

    /// <summary>No accounts yet.</summary>
    public static readonly AccountsState Empty = new(Vector<Account>.Empty);

    /// <summary>From person to account.</summary>
    [JsonIgnore]
    public ImmutableDictionary<PersonId, AccountId> ByPerson { get; init; } =
        All.ToImmutableDictionary(a => a.Person, a => a.Id);

    /// <summary>The account, or null.</summary>
    public Account? Find(AccountId id) => All.Find(id.Value - 1);

    /// <summary>The actor of an open session, or null: signed out, disabled or unknown.</summary>
    public Actor? FindActor(AccountId id, SessionId session, Instant now) =>
        Find(id) is { } account && account.HasSession(session, now)
            ? new Actor(id, account.Organisation, account.Roles)
            : null;

    /// <summary>Whether an actor still is what it was when it asked.</summary>
    public bool IsCurrent(Actor actor) => actor.IsSystem
        || (Find(actor.Account) is { IsEnabled: true } account
            && account.Organisation == actor.Organisation
            && (account.Roles & actor.Roles) == actor.Roles);

    /// <summary>The state after one more event.</summary>
    public AccountsState After(AccountEvent happened, Instant at)
    {
        if (happened is AccountOpened opened)
        {
            var fresh = new Account(
                opened.Account, opened.Person, opened.Organisation, opened.Roles, IsEnabled: true,
                opened.Profile, opened.Credential, opened.MustChangePassword, null, 0, 0,
                Unlocked, [], []);
            return this with
            {
                All = All.Add(fresh),
                ByPerson = ByPerson.Add(fresh.Person, fresh.Id),
            };
        }

        var account = All[happened.Account.Value - 1];
        var changed = Change(account, happened, at);
        return this with { All = All.Set(account.Id.Value - 1, WithoutLost(changed)) };
    }

    // A watch ends with its session, however that ends.
    private static Account WithoutLost(Account account) => account with
    {
        Watches = account.Watches.RemoveAll(w => account.Sessions.All(s => s.Id != w.Session)),
    };

    private static Account Change(Account account, AccountEvent happened, Instant at) =>
        happened switch
        {
            AccountRightsChanged e => account with { Roles = e.Roles },
            AccountDisabled => account with { IsEnabled = false, Sessions = [] },
            AccountEnabled => account with
            {
                IsEnabled = true, FailedSignIns = 0, LockedUntil = Unlocked,
            },
            PasswordSet e => account with
            {
                Credential = e.Credential, MustChangePassword = e.MustChange, FailedSignIns = 0,
                LockedUntil = Unlocked,
                Sessions = [.. account.Sessions.Where(s => s.Id == e.KeepSession)],
            },
            SecondFactorSet e => account with { SecondFactor = e.Secret, LastCodeStep = 0 },
            SecondFactorCleared => account with { SecondFactor = null, Sessions = [] },
            SignInFailed e => account with
            {
                FailedSignIns = account.FailedSignIns + 1, LockedUntil = e.LockedUntil,
            },
            SessionOpened e => account with
            {
                FailedSignIns = 0,
                LastCodeStep = Math.Max(account.LastCodeStep, e.CodeStep),
                Sessions =
                [
                    .. account.Sessions.Where(s => s.Until > at), new Session(e.Session, e.Until),
                ],
            },
            WatchMade e => account with
            {
                Watches = account.Watches.Add(new Watched(
                    e.Id, e.Session, e.Kind, e.Unit, e.CareType, e.Threshold, AlarmState.Quiet,
                    at)),
            },
            WatchEnded e => account with
            {
                Watches = account.Watches.RemoveAll(w => w.Id == e.Id),
            },
            AlarmMoved e => account with
            {
                Watches =
                [
                    .. account.Watches.Select(w => w.Id == e.Id
                        ? w with { State = e.State, Since = at }
                        : w),
                ],
            },
            SessionEnded e => account with
            {
                Sessions = [.. account.Sessions.Where(s => s.Id != e.Session)],
            },
            _ => throw new UnreachableException($"No rule for {happened.GetType().Name}."),
        };
}
