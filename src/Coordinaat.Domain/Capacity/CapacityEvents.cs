using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>Something that happened to places.</summary>
public abstract record CapacityEvent : Event;

/// <summary>Something that happened to the places of a pool.</summary>
/// <param name="Pool">Which pool.</param>
public abstract record PoolEvent(PoolId Pool) : CapacityEvent
{
    /// <inheritdoc/>
    public override StreamKey Stream => new(StreamKind.Pool, Pool.Value);
}

/// <summary>Figures of the pools of one location, of one moment and one source.</summary>
/// <param name="Location">Which location.</param>
/// <param name="At">The moment that the figures speak of.</param>
/// <param name="Source">How they came.</param>
/// <param name="Changed">The pools whose figures are others than before.</param>
/// <param name="Unchanged">
/// The pools that told the same figures as before: their places in the location's list of pools,
/// from 1.
/// </param>
[Stored("location-reported", 1, Level = 2)]
public sealed record LocationReported(
    LocationId Location, Instant At, FigureSource Source, ImmutableArray<PoolFigures> Changed,
    NumberSet Unchanged) : CapacityEvent
{
    /// <inheritdoc/>
    public override StreamKey Stream => new(StreamKind.Location, Location.Value);
}

/// <summary>The four figures of one pool of a location.</summary>
/// <param name="Ordinal">Its place in the location's list of pools, from 1.</param>
/// <param name="Physical">Places that exist.</param>
/// <param name="Blocked">Places that cannot be used.</param>
/// <param name="Staffed">Places opened with staff.</param>
/// <param name="Occupied">Places in use.</param>
public readonly record struct PoolFigures(
    int Ordinal, int Physical, int Blocked, int Staffed, int Occupied);

/// <summary>The daily survey of one location was signed: totals, no persons.</summary>
/// <param name="Location">Which location.</param>
/// <param name="Account">By whom.</param>
/// <param name="Lines">Each kind of care once.</param>
[Stored("survey-signed", 1, Level = 2)]
public sealed record SurveySigned(
    LocationId Location, AccountId Account, ImmutableArray<SurveyFigures> Lines) : CapacityEvent
{
    /// <inheritdoc/>
    public override StreamKey Stream => new(StreamKind.Location, Location.Value);
}

/// <summary>New figures.</summary>
[Stored("capacity-reported", 1)]
public sealed record CapacityReported(PoolId Pool, Figures Figures) : PoolEvent(Pool);

/// <summary>The figures still hold ("ongewijzigd").</summary>
[Stored("capacity-confirmed", 1)]
public sealed record CapacityConfirmed(PoolId Pool, Instant At) : PoolEvent(Pool);

/// <summary>A place was promised.</summary>
[Stored("place-claimed", 1)]
public sealed record PlaceClaimed(PoolId Pool, UnitId Unit, CareRequestId Request, bool IsOver)
    : PoolEvent(Pool);

/// <summary>A promise came further: on the way, arrived.</summary>
[Stored("claim-moved", 1)]
public sealed record ClaimMoved(PoolId Pool, CareRequestId Request, ClaimState State, Instant At)
    : PoolEvent(Pool);

/// <summary>A promise was given up.</summary>
[Stored("claim-released", 1)]
public sealed record ClaimReleased(PoolId Pool, CareRequestId Request) : PoolEvent(Pool);

/// <summary>The units of a pool take no new patients for a while.</summary>
[Stored("units-closed", 1)]
public sealed record UnitsClosed(PoolId Pool, string Reason, Instant Until) : PoolEvent(Pool);

/// <summary>The units of a pool are open again, before the announced end.</summary>
[Stored("units-opened", 1)]
public sealed record UnitsOpened(PoolId Pool) : PoolEvent(Pool);
