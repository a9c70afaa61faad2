using System.Globalization;
using Coordinaat.Components;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Capacity;

/// <summary>The states a unit is shown in: each with its own shape and word.</summary>
public enum UnitSign
{
    /// <summary>● Places left.</summary>
    Open = 1,

    /// <summary>▲ The last place.</summary>
    Last,

    /// <summary>○ No place left, or more promised than there is.</summary>
    Full,

    /// <summary>■ A stop of everybody who is brought or sent.</summary>
    Closed,

    /// <summary>? Too old, or never reported.</summary>
    Unknown,
}

/// <summary>What a screen shows of a unit's places.</summary>
/// <param name="Unit">Which unit.</param>
/// <param name="Availability">What can be promised.</param>
/// <param name="Pool">What is known of its places.</param>
/// <param name="Sign">In one sign.</param>
/// <param name="Stop">A stop that runs, impending ones too; null without.</param>
/// <param name="Crowding">The crowding score, while it says something.</param>
public sealed record PoolShown(
    UnitId Unit, Availability Availability, PoolState Pool, UnitSign Sign, Stop? Stop,
    Crowding? Crowding)
{
    /// <summary>Places promised to somebody who is not there yet.</summary>
    public int Promised => Pool.Claims.Count(c => c.State != ClaimState.Arrived);

    /// <summary>Derives it.</summary>
    public static PoolShown Of(View view, UnitId id)
    {
        var unit = view.Regions.Units[id.Value];
        var pool = view.World.Capacity[unit.Pool];
        var availability = Availability.Of(
            pool, view.Regions.CareTypes[unit.CareType.Value], view.Now);
        var capacity = view.World.Capacity;
        var stop = capacity.StopOf(id) is { } s && s.Runs(view.Now) ? s : null;
        var crowding = capacity.CrowdingOf(id) is { } c && c.IsKnown(view.Now) ? c : null;
        var sign = stop?.Covers(Inflow.Ambulance) == true && stop.Inflow == Inflow.All
            ? UnitSign.Closed
            : !availability.IsKnown
                ? UnitSign.Unknown
                : availability.Places switch
                {
                    <= 0 => UnitSign.Full,
                    1 => UnitSign.Last,
                    _ => UnitSign.Open,
                };
        return new PoolShown(id, availability, pool, sign, stop, crowding);
    }

    /// <summary>A pool in one sign: where its units differ, as the worst of them stands.</summary>
    public static PoolShown Of(View view, PoolId pool) =>
        view.Regions.UnitsIn(pool).Select(u => Of(view, u)).MinBy(u => u.Weight)!;

    /// <summary>How much it asks for attention: the least number asks most.</summary>
    public int Weight => this switch
    {
        { Sign: UnitSign.Closed } => 1,
        { Stop.Level: StopLevel.Active } => 2,
        { Stop: not null } => 3,
        { Sign: UnitSign.Full } => 4,
        { Sign: UnitSign.Last } => 5,
        { Sign: UnitSign.Unknown } => 6,
        _ => 7,
    };

    /// <summary>When the figures stop counting; null when they already did.</summary>
    public Instant? ExpiresAt(CareType careType) => Availability.IsKnown && Pool.Figures is { } f
        ? f.At + Duration.FromMinutes(careType.ExpiryMinutes)
        : null;
}

/// <summary>Places of several pools in one number.</summary>
/// <param name="Sign">In one sign.</param>
/// <param name="Count">Free places; "?" where none of the figures counts.</param>
/// <param name="Unknown">Of how many pools the figures do not count.</param>
/// <param name="Oldest">The moment of the oldest figure in it; null without.</param>
public readonly record struct PlacesSum(
    UnitSign Sign, string Count, int Unknown, Instant? Oldest)
{
    /// <summary>Adds them up.</summary>
    /// <param name="pools">Each pool once.</param>
    public static PlacesSum Of(IReadOnlyCollection<PoolShown> pools)
    {
        var known = pools.Where(p => p.Sign != UnitSign.Unknown).ToList();
        var places = known.Where(p => p.Sign is UnitSign.Open or UnitSign.Last)
            .Sum(p => p.Availability.Places);
        var sign = known.Count == 0 ? UnitSign.Unknown
            : known.TrueForAll(p => p.Sign == UnitSign.Closed) ? UnitSign.Closed
            : places switch { 0 => UnitSign.Full, 1 => UnitSign.Last, _ => UnitSign.Open };
        return new PlacesSum(
            sign,
            sign == UnitSign.Unknown ? "?" : places.ToString(CultureInfo.InvariantCulture),
            pools.Count - known.Count,
            known.Where(p => p.Availability.IsKnown).Min(p => p.Pool.Figures?.At));
    }
}
