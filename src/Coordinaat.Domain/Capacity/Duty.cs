using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>Somebody who is there to admit, from when until when (FR-C17).</summary>
/// <param name="Function">Code of the function: a specialist, a night nurse.</param>
/// <param name="Who">The colleague; null when only the function was told.</param>
/// <param name="From">Since this moment.</param>
/// <param name="Until">Off duty at this moment.</param>
public sealed record Duty(string Function, AccountId? Who, Instant From, Instant Until)
{
    /// <summary>Whether it covers a moment.</summary>
    public bool Covers(Instant moment) => From <= moment && moment < Until;

    /// <summary>What is left of it outside a time: a part before, a part after, or neither.
    /// </summary>
    internal IEnumerable<Duty> Outside(Instant from, Instant until)
    {
        if (until <= From || from >= Until)
        {
            return [this];
        }

        return new[] { this with { Until = from }, this with { From = until } }
            .Where(d => d.From < d.Until);
    }
}

/// <summary>A duty, and for which unit.</summary>
/// <param name="Unit">Which unit.</param>
/// <param name="Duty">The duty; it may be over.</param>
public sealed record UnitDuty(UnitId Unit, Duty Duty);

/// <summary>Says who is on duty for a unit, now or later.</summary>
/// <remarks>
/// Where a region made it a condition (<see cref="DutyRule"/>), a bed without that duty is no
/// place. Said again for the same hours it takes the place of what was said before.
/// </remarks>
/// <param name="Unit">Which unit.</param>
/// <param name="Function">Code of the function.</param>
/// <param name="Who">The colleague, of the unit's organisation; null for the function alone.
/// </param>
/// <param name="From">Since when; null for now. At most <see cref="AheadMax"/> ahead.</param>
/// <param name="Minutes">How long, 1 to <see cref="MinutesMax"/>.</param>
public sealed record SetDuty(
    UnitId Unit, string Function, AccountId? Who, Instant? From, int Minutes)
    : Request<DutyRefusal>
{
    /// <summary>Nobody is on duty longer without being named again.</summary>
    public const int MinutesMax = 3 * 24 * 60;

    /// <summary>How far ahead a duty may begin.</summary>
    public static readonly Duration AheadMax = Duration.FromDays(14);

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, DutyRefusal> Decide(World world, Moment moment)
    {
        if (DutyChecks.Check(world.Regions, Unit, moment.By) is { } refusal)
        {
            return refusal;
        }

        if (!world.Regions.Knows(CodeList.Function, Function))
        {
            return DutyRefusal.FunctionUnknown;
        }

        if (Who is { } who && world.Accounts.Find(who)?.Organisation
            != world.Regions.OwnerOf(Unit))
        {
            return DutyRefusal.ColleagueUnknown;
        }

        var from = From ?? moment.Now;
        var isPossible = Minutes is >= 1 and <= MinutesMax && from <= moment.Now + AheadMax
            && from + Duration.FromMinutes(Minutes) > moment.Now;
        return !isPossible
            ? DutyRefusal.TimeOutOfRange
            : moment.WriteLevel < EventCodec.LevelOf<DutySet>()
                ? DutyRefusal.NotYetWritten
                : ImmutableArray.Create<Event>(new DutySet(
                    world.Regions.Units[Unit.Value].Pool, Unit,
                    new Duty(Function, Who, from, from + Duration.FromMinutes(Minutes))));
    }
}

/// <summary>Says that nobody is on duty for a unit any more, nor will be.</summary>
/// <param name="Unit">Which unit; where nobody is, nothing changes.</param>
public sealed record EndDuty(UnitId Unit) : Request<DutyRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, DutyRefusal> Decide(
        World world, Moment moment) =>
        DutyChecks.Check(world.Regions, Unit, moment.By) is { } refusal
            ? refusal
            : world.Capacity.DutiesOf(Unit).All(d => d.Until <= moment.Now)
                ? ImmutableArray<Event>.Empty
                : [new DutyEnded(world.Regions.Units[Unit.Value].Pool, Unit)];
}

/// <summary>What both have in common.</summary>
internal static class DutyChecks
{
    public static DutyRefusal? Check(RegionsState regions, UnitId unit, Actor by) =>
        regions.Units.Find(unit.Value) is null
            ? DutyRefusal.UnitUnknown
            : Ownership.MaySpeakFor(regions, unit, by)
                ? null
                : DutyRefusal.NotAllowed;
}

/// <summary>Why nothing was changed about a duty, in the order it is checked.</summary>
public enum DutyRefusal
{
    /// <summary>There is no such unit.</summary>
    UnitUnknown = 1,

    /// <summary>
    /// The unit belongs to another organisation, and the actor is at no coordination centre that
    /// could have called it.
    /// </summary>
    NotAllowed,

    /// <summary>The function is not in the list.</summary>
    FunctionUnknown,

    /// <summary>There is no such account at the unit's organisation.</summary>
    ColleagueUnknown,

    /// <summary>
    /// It would be over already, begin more than <see cref="SetDuty.AheadMax"/> ahead, or last
    /// longer than <see cref="SetDuty.MinutesMax"/>.
    /// </summary>
    TimeOutOfRange,

    /// <summary>An older release still takes part, which does not know this.</summary>
    NotYetWritten,
}
