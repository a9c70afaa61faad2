using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>Something that happened to the places of a pool.</summary>
/// <param name="Pool">Which pool.</param>
public abstract record CapacityEvent(PoolId Pool) : Event
{
    /// <inheritdoc/>
    public override StreamKey Stream => new(StreamKind.Pool, Pool.Value);
}

/// <summary>New figures.</summary>
[Stored("capacity-reported", 1)]
public sealed record CapacityReported(PoolId Pool, Figures Figures) : CapacityEvent(Pool);

/// <summary>The figures still hold ("ongewijzigd").</summary>
[Stored("capacity-confirmed", 1)]
public sealed record CapacityConfirmed(PoolId Pool, Instant At) : CapacityEvent(Pool);

/// <summary>A place was promised.</summary>
[Stored("place-claimed", 1)]
public sealed record PlaceClaimed(PoolId Pool, UnitId Unit, CareRequestId Request, bool IsOver)
    : CapacityEvent(Pool);

/// <summary>A promise came further: on the way, arrived.</summary>
[Stored("claim-moved", 1)]
public sealed record ClaimMoved(PoolId Pool, CareRequestId Request, ClaimState State, Instant At)
    : CapacityEvent(Pool);

/// <summary>A promise was given up.</summary>
[Stored("claim-released", 1)]
public sealed record ClaimReleased(PoolId Pool, CareRequestId Request) : CapacityEvent(Pool);

/// <summary>The units of a pool take no new patients for a while.</summary>
[Stored("units-closed", 1)]
public sealed record UnitsClosed(PoolId Pool, string Reason, Instant Until) : CapacityEvent(Pool);

/// <summary>The units of a pool are open again, before the announced end.</summary>
[Stored("units-opened", 1)]
public sealed record UnitsOpened(PoolId Pool) : CapacityEvent(Pool);
