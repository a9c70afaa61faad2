using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Telephone;

/// <summary>Who works which calls.</summary>
public static class CallDesks
{
    /// <summary>Whether somebody works a line: at its own desk, or because it overflows there.
    /// </summary>
    public static bool Works(World world, LineId line, Actor actor) =>
        world.Regions.IsDeskOf(line, actor)
        || (OverflowOf(world, line) is { Value: > 0 } neighbour
            && world.Regions.IsDeskOf(neighbour, actor));

    /// <summary>Where a line overflows to now; 0 while that is not open.</summary>
    public static LineId OverflowOf(World world, LineId line) =>
        world.Telephone[line].Open(ReliefKind.Overflow) is null
            ? default
            : new(world.Regions.Lines.NumberOf(world.Regions.Lines[line.Value].Neighbour));
}

/// <summary>Something that a desk does with one call.</summary>
/// <param name="Call">Which call.</param>
public abstract record OnCall(CallId Call) : Request<CallRefusal>
{
    /// <inheritdoc/>
    public sealed override Outcome<ImmutableArray<Event>, CallRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Telephone.Find(Call) is not { } call)
        {
            return CallRefusal.CallUnknown;
        }

        if (!CallDesks.Works(world, call.At, moment.By))
        {
            return CallRefusal.NotAllowed;
        }

        if (call.Claim is { } claim && claim.Account != moment.By.Account)
        {
            return CallRefusal.ClaimedByOther;
        }

        if (FaultOf(world, call, moment) is { } fault)
        {
            return fault;
        }

        return moment.WriteLevel < EventCodec.LevelOf<CallBegan>()
            ? CallRefusal.NotYetWritten
            : Events(world, call, moment);
    }

    /// <summary>Why not; null when nothing is in the way.</summary>
    protected abstract CallRefusal? FaultOf(World world, PhoneCall call, Moment moment);

    /// <summary>What happens.</summary>
    protected abstract ImmutableArray<Event> Events(World world, PhoneCall call, Moment moment);

    /// <summary>A fact that a person saw, of a call that no exchange tells of; otherwise nothing.
    /// </summary>
    protected static ImmutableArray<Event> ByHand(
        PhoneCall call, CallFact fact, Moment moment) => call.IsByHand
        ? [new CallTold(call.Id, new(fact, moment.Now, call.At, default, "", null, null))]
        : [];
}

/// <summary>Takes a call, or a call-back, in hand: of two desks one has it.</summary>
public sealed record ClaimCall(CallId Call) : OnCall(Call)
{
    /// <inheritdoc/>
    protected override CallRefusal? FaultOf(World world, PhoneCall call, Moment moment) =>
        call is { State: CallState.Done, IsOwed: false } ? CallRefusal.CallOver : null;

    /// <inheritdoc/>
    protected override ImmutableArray<Event> Events(
        World world, PhoneCall call, Moment moment) => call.Claim is not null
        ? []
        :
        [
            new CallClaimed(call.Id, moment.By.Account, moment.By.Organisation),
            .. call.State == CallState.Waiting
                ? ByHand(call, CallFact.Answered, moment)
                : [],
        ];
}

/// <summary>Lets go of a call, so that others see that nobody has it.</summary>
public sealed record ReleaseCall(CallId Call) : OnCall(Call)
{
    /// <inheritdoc/>
    protected override CallRefusal? FaultOf(World world, PhoneCall call, Moment moment) => null;

    /// <inheritdoc/>
    protected override ImmutableArray<Event> Events(
        World world, PhoneCall call, Moment moment) =>
        call.Claim is null ? [] : [new CallReleased(call.Id)];
}

/// <summary>Notes who else is on the line: a three-way call, with or without an exchange (FR-P6).
/// </summary>
/// <param name="Call">Which call; somebody speaks, or spoke, with the caller.</param>
/// <param name="Organisation">Code of the organisation.</param>
/// <param name="Function">Code of that person's function.</param>
/// <param name="Name">Who it is; not empty.</param>
public sealed record NoteParty(CallId Call, string Organisation, string Function, Secret Name)
    : OnCall(Call)
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Name];

    /// <inheritdoc/>
    protected override CallRefusal? FaultOf(World world, PhoneCall call, Moment moment) =>
        call.AnsweredAt is null || call.Closed is not null
            ? CallRefusal.CallOver
            : world.Regions.Organisations.NumberOf(Organisation) == 0
                || !world.Regions.Knows(CodeList.Function, Function)
                || Secret.IsBlank(Name)
                ? CallRefusal.PartyMissing
                : null;

    /// <inheritdoc/>
    protected override ImmutableArray<Event> Events(
        World world, PhoneCall call, Moment moment) =>
    [
        new CallPartyNoted(
            call.Id, new(world.Regions.Organisations.NumberOf(Organisation)), Function, Name.Id),
    ];
}

/// <summary>Says why a call goes first (R24).</summary>
/// <param name="Call">Which call.</param>
/// <param name="Sign">Why.</param>
public sealed record SignCall(CallId Call, CallSign Sign) : OnCall(Call)
{
    /// <inheritdoc/>
    protected override CallRefusal? FaultOf(World world, PhoneCall call, Moment moment) => null;

    /// <inheritdoc/>
    protected override ImmutableArray<Event> Events(
        World world, PhoneCall call, Moment moment) =>
        call.Sign == Sign ? [] : [new CallSigned(call.Id, Sign)];
}

/// <summary>Puts a caller on the list to be called back (FR-P3, R24).</summary>
/// <param name="Call">Which call.</param>
/// <param name="WasChecked">Whether it was asked, by voice, that no life is in danger.</param>
/// <param name="Sign">What was heard then; null for nothing.</param>
public sealed record PromiseCallBack(CallId Call, bool WasChecked, CallSign? Sign) : OnCall(Call)
{
    /// <inheritdoc/>
    protected override CallRefusal? FaultOf(World world, PhoneCall call, Moment moment)
    {
        if (call.CallBack is not null || call.Closed is not null)
        {
            return CallRefusal.CallOver;
        }

        if (call.Number is null)
        {
            return CallRefusal.NumberUnknown;
        }

        // Who hung up before anybody spoke was promised nothing, and could be asked nothing.
        var isMissed = call.State == CallState.Missed;
        if (!isMissed && !WasChecked)
        {
            return CallRefusal.LifeThreatNotChecked;
        }

        if ((call.Sign ?? Sign) is { } sign)
        {
            return sign switch
            {
                CallSign.Suicidality => CallRefusal.Suicidality,
                CallSign.Infant => CallRefusal.Infant,
                CallSign.Alarm => CallRefusal.AlarmSign,
            };
        }

        return !isMissed && world.Telephone[call.At].Open(ReliefKind.CallBack) is null
            ? CallRefusal.NotOpen
            : null;
    }

    /// <inheritdoc/>
    protected override ImmutableArray<Event> Events(
        World world, PhoneCall call, Moment moment)
    {
        var norm = world.Regions.NormOf(
            world.Regions.Lines[call.At.Value].Kind, moment.Now);
        return
        [
            new CallBackPromised(
                call.Id, moment.Now + Duration.FromMinutes(norm.CallBackMinutes), WasChecked),
            .. call.State is CallState.Waiting or CallState.Talking
                ? ByHand(call, CallFact.Ended, moment)
                : [],
        ];
    }
}

/// <summary>Records a try to call back: reached, or not yet.</summary>
/// <param name="Call">Which call.</param>
/// <param name="IsReached">Whether the caller was spoken with.</param>
public sealed record RecordTry(CallId Call, bool IsReached) : OnCall(Call)
{
    /// <inheritdoc/>
    protected override CallRefusal? FaultOf(World world, PhoneCall call, Moment moment) =>
        call.CallBack is { IsOpen: true } ? null : CallRefusal.NothingPromised;

    /// <inheritdoc/>
    protected override ImmutableArray<Event> Events(
        World world, PhoneCall call, Moment moment)
    {
        var retries = world.Regions.NormOf(
            world.Regions.Lines[call.At.Value].Kind, call.CallBack!.At).RetryMinutes;
        var tries = call.CallBack.Tries;
        return
        [
            new CallBackTried(
                call.Id, IsReached,
                IsReached || tries >= retries.Length
                    ? null
                    : moment.Now + Duration.FromMinutes(retries[tries])),
        ];
    }
}

/// <summary>Closes a call-back that reached nobody, after all tries: by a supervising physician,
/// and with why (R24).</summary>
/// <param name="Call">Which call.</param>
/// <param name="Words">Why.</param>
public sealed record GiveUpCallBack(CallId Call, Secret Words) : OnCall(Call)
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Words];

    /// <inheritdoc/>
    protected override CallRefusal? FaultOf(World world, PhoneCall call, Moment moment) =>
        call.CallBack is not { IsOpen: true }
            ? CallRefusal.NothingPromised
            : !call.CallBack.IsEscalated || !moment.By.IsAny(Roles.SupervisingPhysician)
                ? CallRefusal.LadderNotDone
                : Secret.IsBlank(Words)
                    ? CallRefusal.WordsMissing
                    : null;

    /// <inheritdoc/>
    protected override ImmutableArray<Event> Events(
        World world, PhoneCall call, Moment moment) =>
        [new CallBackGivenUp(call.Id, Words.Id)];
}

/// <summary>Closes a call that needs nothing more; with why, where something was owed.</summary>
/// <param name="Call">Which call.</param>
/// <param name="Words">Why; null where nothing was owed.</param>
public sealed record CloseCall(CallId Call, Secret? Words) : OnCall(Call)
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Words is null ? [] : [Words];

    /// <inheritdoc/>
    protected override CallRefusal? FaultOf(World world, PhoneCall call, Moment moment) =>
        call.Closed is not null || (!call.IsByHand && call.State < CallState.Missed)
            ? CallRefusal.CallOver
            : call.CallBack is { IsOpen: true }
                ? CallRefusal.LadderNotDone
                : call.IsDroppedWithSign && Secret.IsBlank(Words)
                    ? CallRefusal.WordsMissing
                    : null;

    /// <inheritdoc/>
    protected override ImmutableArray<Event> Events(
        World world, PhoneCall call, Moment moment) =>
    [
        new CallClosed(call.Id, Words?.Id),
        .. call.State < CallState.Missed ? ByHand(call, CallFact.Ended, moment) : [],
    ];
}

/// <summary>Why something was not done with a call, in the order it is checked.</summary>
public enum CallRefusal
{
    /// <summary>There is no such call, or it is over for long.</summary>
    CallUnknown = 1,

    /// <summary>The line is another desk's.</summary>
    NotAllowed,

    /// <summary>Somebody else has it in hand.</summary>
    ClaimedByOther,

    /// <summary>It is over, is closed already, or is on the list already; a call that an exchange
    /// tells of ends there.</summary>
    CallOver,

    /// <summary>The organisation, function or name of who is on the line is missing.</summary>
    PartyMissing,

    /// <summary>The number is not known.</summary>
    NumberUnknown,

    /// <summary>It was not asked by voice whether life is in danger.</summary>
    LifeThreatNotChecked,

    /// <summary>Nobody is called back who talks of suicide.</summary>
    Suicidality,

    /// <summary>Nobody is called back about an infant.</summary>
    Infant,

    /// <summary>Nobody is called back with an alarm sign.</summary>
    AlarmSign,

    /// <summary>The supervisor did not open call-backs on this line.</summary>
    NotOpen,

    /// <summary>No call-back is open for this call.</summary>
    NothingPromised,

    /// <summary>Not all tries were made, or the actor is no supervising physician.</summary>
    LadderNotDone,

    /// <summary>It is not said why.</summary>
    WordsMissing,

    /// <summary>Another node is of an older release, and could not read what would be stored.
    /// </summary>
    NotYetWritten,
}
