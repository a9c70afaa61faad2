using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Domain.Matching;

/// <summary>One thing that could be otherwise between a need and a unit.</summary>
public abstract record Change
{
    /// <summary>The need as it would be.</summary>
    internal virtual Need In(Need need) => need;

    /// <summary>The world as it would be.</summary>
    internal virtual World In(World world, UnitId unit, Instant now) => world;

    /// <summary>What decides beside the need, as it would be.</summary>
    internal virtual Circumstances? In(Circumstances? circumstances, Instant now) =>
        circumstances;
}

/// <summary>The patient leaves later.</summary>
/// <param name="At">Transport is asked for this moment: the earliest at which it fits.</param>
public sealed record LeaveLater(Instant At) : Change
{
    /// <inheritdoc/>
    internal override Need In(Need need) => need with { EarliestAt = At };
}

/// <summary>The patient travels in another way.</summary>
/// <param name="Transport">Code of the way to travel.</param>
public sealed record TravelBy(string Transport) : Change
{
    /// <inheritdoc/>
    internal override Need In(Need need) => need with { Transport = Transport };
}

/// <summary>Places come free, or are opened.</summary>
/// <param name="Count">How many, at least 1.</param>
public sealed record PlacesFree(int Count) : Change
{
    /// <inheritdoc/>
    internal override World In(World world, UnitId unit, Instant now)
    {
        var number = world.Regions.Units[unit.Value].Pool;
        var pool = world.Capacity[number];
        return world with
        {
            Capacity = world.Capacity with
            {
                Pools = world.Capacity.Pools.Set(number.Value - 1, pool with
                {
                    Figures = pool.Figures! with { Occupied = pool.Figures.Occupied - Count },
                }),
            },
        };
    }
}

/// <summary>Somebody comes on duty for the unit.</summary>
/// <param name="Function">Code of the function that has to be.</param>
public sealed record SomebodyOnDuty(string Function) : Change
{
    /// <inheritdoc/>
    internal override World In(World world, UnitId unit, Instant now) => world with
    {
        Capacity = world.Capacity.After(
            new DutySet(
                world.Regions.Units[unit.Value].Pool, unit,
                new Duty(Function, null, now, now + Duration.FromMinutes(SetDuty.MinutesMax))),
            now, world.Regions),
    };
}

/// <summary>The patient turns out not to need something, by consultation.</summary>
/// <param name="Feature">What the place would not have to have.</param>
public sealed record NeedWithout(Features Feature) : Change
{
    /// <inheritdoc/>
    internal override Need In(Need need) => need with { Features = need.Features & ~Feature };
}

/// <summary>Less complex care turns out to do, by consultation.</summary>
/// <param name="Most">The most complex care that the unit gives.</param>
public sealed record NeedLighter(Complexity Most) : Change
{
    /// <inheritdoc/>
    internal override Need In(Need need) => need with { Complexity = Most };
}

/// <summary>The patient turns out to go home afterwards, by consultation.</summary>
public sealed record HomeExpected : Change
{
    /// <inheritdoc/>
    internal override Need In(Need need) => need with { ReturnHome = ReturnHome.Expected };
}

/// <summary>The agreed ladder has come so far.</summary>
/// <param name="At">When it has.</param>
public sealed record LadderReached(Instant At) : Change
{
    /// <inheritdoc/>
    internal override Circumstances? In(Circumstances? circumstances, Instant now) =>
        circumstances! with { ReceivedAt = circumstances.ReceivedAt - (At - now) };
}
