using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Telephone;

/// <summary>Opens call-backs, or overflow to the neighbouring line: a person decides, says why,
/// and for overflow with whom it was agreed (FR-P3, FR-P4).</summary>
/// <param name="Line">Of which line.</param>
/// <param name="Kind">What.</param>
/// <param name="Cause">Why callers wait.</param>
/// <param name="AgreedWith">With whom; null where nobody has to agree.</param>
public sealed record OpenRelief(LineId Line, ReliefKind Kind, string Cause, Secret? AgreedWith)
    : Request<ReliefRefusal>
{
    /// <summary>Who leads a shift.</summary>
    public const Roles Supervisors = Roles.Coordinator | Roles.SupervisingPhysician;

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => AgreedWith is null ? [] : [AgreedWith];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ReliefRefusal> Decide(
        World world, Moment moment)
    {
        if (FaultOf(world, Line, moment) is { } fault)
        {
            return fault;
        }

        var line = world.Regions.Lines[Line.Value];
        var isPossible = Kind switch
        {
            ReliefKind.CallBack => line.MayCallBack,
            ReliefKind.Overflow => world.Regions.Lines.NumberOf(line.Neighbour) > 0,
        };
        return !isPossible
            ? ReliefRefusal.NotAgreed
            : !world.Regions.Knows(CodeList.QueueCause, Cause)
                ? ReliefRefusal.CauseUnknown
                : Kind == ReliefKind.Overflow && Secret.IsBlank(AgreedWith)
                    ? ReliefRefusal.AgreedWithMissing
                    : moment.WriteLevel < EventCodec.LevelOf<ReliefOpened>()
                        ? ReliefRefusal.NotYetWritten
                        : world.Telephone[Line].Open(Kind) is not null
                            ? ImmutableArray<Event>.Empty
                            : [new ReliefOpened(Line, Kind, Cause, AgreedWith?.Id)];
    }

    internal static ReliefRefusal? FaultOf(World world, LineId line, Moment moment) =>
        world.Regions.Lines.Find(line.Value) is null
            ? ReliefRefusal.LineUnknown
            : !moment.By.IsAny(Supervisors) || !world.Regions.IsDeskOf(line, moment.By)
                ? ReliefRefusal.NotAllowed
                : null;
}

/// <summary>Closes what was opened. Closing what is not open changes nothing.</summary>
/// <param name="Line">Of which line.</param>
/// <param name="Kind">What.</param>
public sealed record CloseRelief(LineId Line, ReliefKind Kind) : Request<ReliefRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ReliefRefusal> Decide(
        World world, Moment moment) =>
        OpenRelief.FaultOf(world, Line, moment) is { } fault
            ? fault
            : world.Telephone[Line].Open(Kind) is null
                ? ImmutableArray<Event>.Empty
                : ImmutableArray.Create<Event>(new ReliefClosed(Line, Kind));
}

/// <summary>Why something was not opened or closed, in the order it is checked.</summary>
public enum ReliefRefusal
{
    /// <summary>There is no such line.</summary>
    LineUnknown = 1,

    /// <summary>The actor leads no shift at the line's own desk.</summary>
    NotAllowed,

    /// <summary>The line has no neighbour, or may not call back: it was not agreed.</summary>
    NotAgreed,

    /// <summary>The cause is not in the list.</summary>
    CauseUnknown,

    /// <summary>It is not said with whom it was agreed.</summary>
    AgreedWithMissing,

    /// <summary>Another node is of an older release, and could not read what would be stored.
    /// </summary>
    NotYetWritten,
}
