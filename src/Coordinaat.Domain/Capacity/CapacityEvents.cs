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

/// <summary>A stop of all units of a pool, as journals of the first level hold it.</summary>
[Stored("units-closed", 1)]
public sealed record UnitsClosed(PoolId Pool, string Reason, Instant Until) : PoolEvent(Pool);

/// <summary>The end of such a stop, before the announced moment.</summary>
[Stored("units-opened", 1)]
public sealed record UnitsOpened(PoolId Pool) : PoolEvent(Pool);

/// <summary>A stop was announced, or came in force.</summary>
/// <param name="Pool">The pool of the units.</param>
/// <param name="Units">Which units.</param>
/// <param name="Level">Announced or in force.</param>
/// <param name="Inflow">Which ways in it is about.</param>
/// <param name="Specialisms">Codes of the specialisms; none means all.</param>
/// <param name="Reason">Code of the reason.</param>
/// <param name="Mandate">Code of the function that decided on it.</param>
/// <param name="Until">Over at this moment.</param>
/// <param name="Warnings">What the region agreed otherwise, as it was said beforehand.</param>
[Stored("stop-declared", 1, Level = 2)]
public sealed record StopDeclared(
    PoolId Pool, ImmutableArray<UnitId> Units, StopLevel Level, Inflow Inflow,
    ImmutableArray<string> Specialisms, string Reason, string Mandate, Instant Until,
    ImmutableArray<StopWarning> Warnings) : PoolEvent(Pool);

/// <summary>The end of a stop was moved.</summary>
/// <param name="Pool">The pool of the units.</param>
/// <param name="Units">Which units.</param>
/// <param name="Until">Over at this moment.</param>
/// <param name="Warnings">What the region agreed otherwise, as it was said beforehand.</param>
[Stored("stop-extended", 1, Level = 2)]
public sealed record StopExtended(
    PoolId Pool, ImmutableArray<UnitId> Units, Instant Until,
    ImmutableArray<StopWarning> Warnings) : PoolEvent(Pool);

/// <summary>A stop ended: a person ended it before its time, or a clock at it.</summary>
[Stored("stop-ended", 1, Level = 2)]
public sealed record StopEnded(PoolId Pool, ImmutableArray<UnitId> Units) : PoolEvent(Pool);

/// <summary>Somebody is, or will be, on duty for a unit.</summary>
/// <param name="Pool">The pool of the unit.</param>
/// <param name="Unit">Which unit.</param>
/// <param name="Duty">Who, from when until when.</param>
[Stored("duty-set", 1, Level = 2)]
public sealed record DutySet(PoolId Pool, UnitId Unit, Duty Duty) : PoolEvent(Pool);

/// <summary>Nobody is on duty for a unit any more, nor will be.</summary>
/// <param name="Pool">The pool of the unit.</param>
/// <param name="Unit">Which unit.</param>
[Stored("duty-ended", 1, Level = 2)]
public sealed record DutyEnded(PoolId Pool, UnitId Unit) : PoolEvent(Pool);

/// <summary>Why places cannot be used; empty when none are blocked any more (R17).</summary>
[Stored("places-blocked", 1, Level = 2)]
public sealed record PlacesBlocked(PoolId Pool, string Reason) : PoolEvent(Pool);

/// <summary>How crowded an emergency department is (FR-C10).</summary>
/// <param name="Pool">The pool of the unit.</param>
/// <param name="Unit">Which unit.</param>
/// <param name="Crowding">What was counted, and what that comes to.</param>
[Stored("crowding-measured", 1, Level = 2)]
public sealed record CrowdingMeasured(PoolId Pool, UnitId Unit, Crowding Crowding)
    : PoolEvent(Pool);

/// <summary>How many patients came to a unit in an hour; the last count of an hour holds (FR-C15).
/// </summary>
/// <param name="Pool">The pool of the unit.</param>
/// <param name="Unit">Which unit.</param>
/// <param name="Hour">The start of a whole hour (UTC).</param>
/// <param name="Count">How many came.</param>
[Stored("arrivals-counted", 1, Level = 2)]
public sealed record ArrivalsCounted(PoolId Pool, UnitId Unit, Instant Hour, int Count)
    : PoolEvent(Pool);
