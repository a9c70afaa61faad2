using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Accounts;

/// <summary>What somebody wants to hear of.</summary>
public enum WatchKind
{
    /// <summary>Fewer places left than a number.</summary>
    Below = 1,

    /// <summary>More places left than a number.</summary>
    Above,

    /// <summary>A stop.</summary>
    Stop,

    /// <summary>Figures that are too old to count.</summary>
    Stale,
}

/// <summary>How far an alarm is.</summary>
public enum AlarmState
{
    /// <summary>What is watched for is not so.</summary>
    Quiet = 1,

    /// <summary>It became so, and nobody has said "seen": it sounds, also when it is over.
    /// </summary>
    Raised,

    /// <summary>Seen, and still so: quiet until it was over.</summary>
    Seen,
}

/// <summary>What an account wants to hear of, for as long as a session lasts.</summary>
/// <param name="Id">Made by the client.</param>
/// <param name="Session">It ends with this session.</param>
/// <param name="Kind">What to hear of.</param>
/// <param name="Unit">Of which unit; 0 for a kind of care.</param>
/// <param name="CareType">Of which kind of care in the own region; 0 for a unit.</param>
/// <param name="Threshold">The number of places for below and above; otherwise 0.</param>
/// <param name="State">How far its alarm is.</param>
/// <param name="Since">Since when it is that far.</param>
public sealed record Watched(
    Guid Id, SessionId Session, WatchKind Kind, UnitId Unit, CareTypeId CareType, int Threshold,
    AlarmState State, Instant Since);

/// <summary>Watches something, from now until the session ends.</summary>
/// <param name="Id">Made by the client; the same id again changes nothing.</param>
/// <param name="Session">The own session.</param>
/// <param name="Kind">What to hear of.</param>
/// <param name="Unit">Of which unit; 0 for a kind of care.</param>
/// <param name="CareType">Of which kind of care; 0 for a unit.</param>
/// <param name="Threshold">0 to <see cref="ThresholdMax"/>.</param>
public sealed record MakeWatch(
    Guid Id, SessionId Session, WatchKind Kind, UnitId Unit, CareTypeId CareType, int Threshold)
    : Request<WatchRefusal>
{
    /// <summary>No account has more.</summary>
    public const int WatchesMax = 20;

    /// <summary>No number of places is higher.</summary>
    public const int ThresholdMax = 1_000;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WatchRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Accounts.Find(moment.By.Account) is not { } account
            || !account.HasSession(Session, moment.Now))
        {
            return WatchRefusal.NotSignedIn;
        }

        if (account.Watches.Any(w => w.Id == Id))
        {
            return ImmutableArray<Event>.Empty;
        }

        if (!IsAboutOne(world.Regions))
        {
            return WatchRefusal.SubjectUnknown;
        }

        if (Unit.Value > 0 && world.Regions.SeenBy(moment.By, Unit) == UnitParts.None)
        {
            return WatchRefusal.NotShared;
        }

        if (!Enum.IsDefined(Kind) || Threshold is < 0 or > ThresholdMax)
        {
            return WatchRefusal.ThresholdOutOfRange;
        }

        if (account.Watches.Length >= WatchesMax)
        {
            return WatchRefusal.TooMany;
        }

        return moment.WriteLevel < EventCodec.LevelOf<WatchMade>()
            ? WatchRefusal.NotYetWritten
            : ImmutableArray.Create<Event>(new WatchMade(
                account.Id, Id, Session, Kind, Unit, CareType, HasThreshold ? Threshold : 0));
    }

    private bool HasThreshold => Kind is WatchKind.Below or WatchKind.Above;

    private bool IsAboutOne(RegionsState regions) => (Unit.Value, CareType.Value) switch
    {
        ( > 0, 0) => regions.Units.Find(Unit.Value) is not null,
        (0, > 0) => regions.CareTypes.Find(CareType.Value) is not null,
        _ => false,
    };
}

/// <summary>Watches something no more.</summary>
/// <param name="Id">Which watch of the own account.</param>
public sealed record EndWatch(Guid Id) : Request<WatchRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WatchRefusal> Decide(
        World world, Moment moment) =>
        world.Accounts.Find(moment.By.Account) is not { } account
            ? WatchRefusal.NotSignedIn
            : account.Watches.Any(w => w.Id == Id)
                ? ImmutableArray.Create<Event>(new WatchEnded(account.Id, Id))
                : ImmutableArray<Event>.Empty;
}

/// <summary>Says "seen" to an alarm: it sounds no more until it was over.</summary>
/// <param name="Id">Which watch of the own account.</param>
public sealed record SeeAlarm(Guid Id) : Request<WatchRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WatchRefusal> Decide(
        World world, Moment moment) =>
        world.Accounts.Find(moment.By.Account) is not { } account
            ? WatchRefusal.NotSignedIn
            : account.Watches.FirstOrDefault(w => w.Id == Id) is not { } watch
                ? WatchRefusal.WatchUnknown
                : watch.State == AlarmState.Raised
                    ? ImmutableArray.Create<Event>(
                        new AlarmMoved(account.Id, Id, AlarmState.Seen))
                    : ImmutableArray<Event>.Empty;
}

/// <summary>What is watched for became so, or is over. Asked by the system itself.</summary>
/// <param name="Account">Whose watch.</param>
/// <param name="Id">Which.</param>
/// <param name="IsSo">Whether it is so.</param>
public sealed record MoveAlarm(AccountId Account, Guid Id, bool IsSo) : Request<WatchRefusal>
{
    /// <inheritdoc/>
    public override Lane Lane => Lane.Reports;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WatchRefusal> Decide(
        World world, Moment moment)
    {
        if (!moment.By.IsSystem)
        {
            return WatchRefusal.NotSystem;
        }

        var watch = world.Accounts.Find(Account)?.Watches.FirstOrDefault(w => w.Id == Id);
        return Next(watch) is { } next
            ? ImmutableArray.Create<Event>(new AlarmMoved(Account, Id, next))
            : ImmutableArray<Event>.Empty;
    }

    /// <summary>Where an alarm goes from here; null to stay. What nobody has seen stays raised,
    /// over or not.</summary>
    private AlarmState? Next(Watched? watch) => (watch?.State, IsSo) switch
    {
        (AlarmState.Quiet, true) => AlarmState.Raised,
        (AlarmState.Seen, false) => AlarmState.Quiet,
        _ => null,
    };
}

/// <summary>Why a watch was not made or changed, in the order it is checked.</summary>
public enum WatchRefusal
{
    /// <summary>Only the system itself moves alarms.</summary>
    NotSystem = 1,

    /// <summary>The session has ended, or is somebody else's.</summary>
    NotSignedIn,

    /// <summary>There is no such watch.</summary>
    WatchUnknown,

    /// <summary>It has to be about one unit or one kind of care that exists.</summary>
    SubjectUnknown,

    /// <summary>The organisation does not share this unit with the actor's.</summary>
    NotShared,

    /// <summary>The number is not from 0 to <see cref="MakeWatch.ThresholdMax"/>.</summary>
    ThresholdOutOfRange,

    /// <summary>The account has <see cref="MakeWatch.WatchesMax"/> already.</summary>
    TooMany,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
