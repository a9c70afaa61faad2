using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>Takes no new patients for a while, with a reason and an end.</summary>
/// <param name="Unit">Any unit of the pool.</param>
/// <param name="Reason">Code of the reason.</param>
/// <param name="Minutes">How long, at most <see cref="MinutesMax"/>.</param>
public sealed record CloseUnit(UnitId Unit, string Reason, int Minutes)
    : Request<CloseUnitRefusal>
{
    /// <summary>A longer closing is another thing, with a duty to report (R19).</summary>
    public const int MinutesMax = 7 * 24 * 60;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, CloseUnitRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Regions.Units.Find(Unit.Value) is not { } unit)
        {
            return CloseUnitRefusal.UnitUnknown;
        }

        if (!Ownership.IsOwn(world.Regions, Unit, moment.By))
        {
            return CloseUnitRefusal.NotAllowed;
        }

        if (!world.Regions.Knows(CodeList.Closure, Reason))
        {
            return CloseUnitRefusal.ReasonUnknown;
        }

        return Minutes is < 1 or > MinutesMax
            ? CloseUnitRefusal.EndOutOfRange
            : ImmutableArray.Create<Event>(new UnitsClosed(
                unit.Pool, Reason, moment.Now + Duration.FromMinutes(Minutes)));
    }
}

/// <summary>Opens again before the announced end.</summary>
/// <param name="Unit">Any unit of the pool.</param>
public sealed record OpenUnit(UnitId Unit) : Request<CloseUnitRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, CloseUnitRefusal> Decide(
        World world, Moment moment) =>
        world.Regions.Units.Find(Unit.Value) is not { } unit
            ? CloseUnitRefusal.UnitUnknown
            : !Ownership.IsOwn(world.Regions, Unit, moment.By)
                ? CloseUnitRefusal.NotAllowed
                : world.Capacity[unit.Pool].Closure is null
                    ? ImmutableArray<Event>.Empty
                    : ImmutableArray.Create<Event>(new UnitsOpened(unit.Pool));
}

/// <summary>Why a unit was not closed or opened, in the order it is checked.</summary>
public enum CloseUnitRefusal
{
    /// <summary>There is no such unit.</summary>
    UnitUnknown = 1,

    /// <summary>The unit belongs to another organisation.</summary>
    NotAllowed,

    /// <summary>The reason is not in the list.</summary>
    ReasonUnknown,

    /// <summary>The end is not in the coming seven days.</summary>
    EndOutOfRange,
}
