using System.Collections.Immutable;
using System.Diagnostics;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>How far a claim on a place has come.</summary>
public enum ClaimState
{
    /// <summary>Promised; nobody left yet.</summary>
    Held = 1,

    /// <summary>On the way.</summary>
    OnTheWay,

    /// <summary>Arrived since the last report: not yet in the unit's own figures.</summary>
    Arrived,
}

/// <summary>A place that is taken by one request and not yet in the unit's own figures.</summary>
/// <param name="Request">For whom.</param>
/// <param name="Unit">As which kind of care.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Since">Since when.</param>
/// <param name="IsOver">Promised beyond what the figures allowed: flagged, never hidden.</param>
public sealed record Claim(
    CareRequestId Request, UnitId Unit, ClaimState State, Instant Since, bool IsOver);

/// <summary>What a unit last said, and how.</summary>
/// <param name="Physical">Places that exist.</param>
/// <param name="Blocked">Places that cannot be used; they come off the physical ones (R17).
/// </param>
/// <param name="Staffed">Places that are opened: with staff and equipment, free or occupied.
/// </param>
/// <param name="Occupied">Places in use.</param>
/// <param name="At">The moment that the figures speak of.</param>
/// <param name="Source">How they came.</param>
public sealed record Figures(
    int Physical, int Blocked, int Staffed, int Occupied, Instant At, FigureSource Source)
{
    /// <summary>Places that could be used: the lesser of staffed and physical less blocked.
    /// </summary>
    public int Usable => Math.Min(Staffed, Physical - Blocked);

    /// <summary>More in use than can be: a fact, flagged.</summary>
    public bool IsOver => Occupied > Usable;
}

/// <summary>How figures come in.</summary>
public enum FigureSource
{
    /// <summary>Typed by the provider.</summary>
    Manual = 1,

    /// <summary>Confirmed as unchanged by the provider.</summary>
    Confirmed,

    /// <summary>From another system.</summary>
    Feed,

    /// <summary>Told by telephone, and typed by the coordination centre.</summary>
    Spoken,

    /// <summary>From a file of another system that the coordination centre passed on.</summary>
    Passed,
}

/// <summary>What is known of the places of one pool.</summary>
/// <param name="Figures">As last reported; null when never.</param>
/// <param name="Claims">Promises that the figures do not yet show.</param>
/// <param name="BlockedReason">Code of why places cannot be used; empty when none is known.</param>
public sealed record PoolState(
    Figures? Figures, ImmutableArray<Claim> Claims, string BlockedReason)
{
    /// <summary>Never reported.</summary>
    public static readonly PoolState Never = new(null, [], "");

    /// <summary>Those who arrived by a moment and are not yet in the figures.</summary>
    /// <param name="at">Who arrived at this very moment is among them.</param>
    public int ArrivedBy(Instant at) =>
        Claims.Count(c => c.State == ClaimState.Arrived && c.Since <= at);

    /// <summary>Places in use by a moment, as far as we know: the figures, and who arrived since;
    /// null where there are no figures.</summary>
    /// <param name="at">Who arrived at this very moment is among them.</param>
    public int? OccupiedBy(Instant at) => Figures?.Occupied + ArrivedBy(at);
}

/// <summary>A stop, and whose it is.</summary>
/// <param name="Unit">Which unit.</param>
/// <param name="Stop">The stop; it may be over.</param>
public sealed record UnitStop(UnitId Unit, Stop Stop);

/// <summary>The capacity of all pools and units.</summary>
/// <param name="Pools">The places.</param>
/// <param name="Stops">
/// The stops that run, by unit; one that is over stays until its clock, or the next one declared.
/// </param>
/// <param name="Duties">
/// Who is or will be on duty, by unit and begin; and those that are over, until the next is told.
/// </param>
/// <param name="Crowdings">The last crowding score of each unit.</param>
/// <param name="Trusts">How each unit kept to its figures.</param>
/// <param name="Calibrations">The same for each kind of care.</param>
/// <param name="Surveys">The last signed survey of each location.</param>
/// <param name="Loads">What each unit took and refused.</param>
public sealed record CapacityState(
    Vector<PoolState?> Pools, ImmutableArray<UnitStop> Stops,
    ImmutableArray<UnitDuty> Duties, Vector<Crowding?> Crowdings, Vector<Trust> Trusts,
    Vector<Calibration?> Calibrations, Vector<SignedSurvey?> Surveys,
    Vector<UnitLoad?> Loads)
{
    /// <summary>Nothing reported yet.</summary>
    public static readonly CapacityState Empty = new(
        Vector<PoolState?>.Empty, [], [], Vector<Crowding?>.Empty, Vector<Trust>.Empty,
        Vector<Calibration?>.Empty, Vector<SignedSurvey?>.Empty,
        Vector<UnitLoad?>.Empty);

    /// <summary>What is known of a pool.</summary>
    public PoolState this[PoolId id] => Pools.Find(id.Value - 1) ?? PoolState.Never;

    /// <summary>The stop of a unit, which may be over; null without.</summary>
    public Stop? StopOf(UnitId unit) =>
        FirstOf(Stops, unit, static s => s.Unit) is var at && at < Stops.Length
            && Stops[at].Unit == unit
            ? Stops[at].Stop
            : null;

    /// <summary>Who is or will be on duty for a unit, the earliest first; they may be over.
    /// </summary>
    public IEnumerable<Duty> DutiesOf(UnitId unit)
    {
        for (var i = FirstOf(Duties, unit, static d => d.Unit);
            i < Duties.Length && Duties[i].Unit == unit; i++)
        {
            yield return Duties[i].Duty;
        }
    }

    /// <summary>Whether somebody of a function is on duty for a unit at a moment.</summary>
    public bool IsOnDuty(UnitId unit, string function, Instant moment)
    {
        for (var i = FirstOf(Duties, unit, static d => d.Unit);
            i < Duties.Length && Duties[i].Unit == unit; i++)
        {
            if (Duties[i].Duty.Function == function && Duties[i].Duty.Covers(moment))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The last crowding score of a unit; null without.</summary>
    public Crowding? CrowdingOf(UnitId unit) => Crowdings.Find(unit.Value - 1);

    /// <summary>How a unit kept to its figures.</summary>
    public Trust TrustOf(UnitId unit) => Trusts.Find(unit.Value - 1);

    /// <summary>What a unit took and refused.</summary>
    public UnitLoad LoadOf(UnitId unit) => Loads.Find(unit.Value - 1) ?? UnitLoad.None;

    /// <summary>How a kind of care kept to its figures.</summary>
    public Calibration CalibrationOf(CareTypeId careType) =>
        Calibrations.Find(careType.Value - 1) ?? Calibration.None;

    /// <summary>The state after one more event.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="at">When it was stored.</param>
    /// <param name="regions">For the pools of a location.</param>
    public CapacityState After(CapacityEvent happened, Instant at, RegionsState regions) =>
        happened switch
        {
            UnitsClosed e => WithStops(regions.UnitsIn(e.Pool), at, _ => new Stop(
                StopLevel.Active, Inflow.All, [], e.Reason, "", at, e.Until, 0, 0)),
            UnitsOpened e => WithStops(regions.UnitsIn(e.Pool), at, _ => null),
            StopDeclared e => WithStops(e.Units, at, known => new Stop(
                e.Level, e.Inflow, e.Specialisms, e.Reason, e.Mandate,
                known?.DeclaredAt ?? at, e.Until, known?.Extensions ?? 0, known?.Forced ?? 0)),
            StopExtended e => WithStops(e.Units, at, known => known is null ? null : known with
            {
                Until = e.Until, Extensions = known.Extensions + 1,
            }),
            StopEnded e => WithStops(e.Units, at, _ => null),
            DutySet e => WithDuty(e.Unit, e.Duty, at),
            DutyEnded e => this with
            {
                Duties = Duties.RemoveAll(d => d.Unit == e.Unit || d.Duty.Until <= at),
            },
            CrowdingMeasured e => CrowdingOf(e.Unit)?.At > e.Crowding.At ? this : this with
            {
                Crowdings = Crowdings.Set(e.Unit.Value - 1, e.Crowding),
            },

            // The report tables keep these: nothing is decided by them.
            ArrivalsCounted => this,
            PoolEvent e => Forced(e, at) with
            {
                Pools = Pools.Set(e.Pool.Value - 1, Change(this[e.Pool], e, at)),
            },
            LocationReported e => Report(e, regions.PoolsAt(e.Location)),
            SurveySigned e => this with
            {
                Surveys = Surveys.Set(
                    e.Location.Value - 1, new SignedSurvey(at, e.Account, e.Lines)),
            },
            _ => throw new UnreachableException($"No rule for {happened.GetType().Name}."),
        };

    /// <summary>The state after a unit answered, before the answer itself changed anything.
    /// </summary>
    /// <param name="unit">Which unit.</param>
    /// <param name="careType">Its kind of care.</param>
    /// <param name="places">What its figures said; null when they counted no more.</param>
    /// <param name="isYes">Whether the answer was yes.</param>
    /// <param name="isLack">Whether it was no for lack of a place.</param>
    /// <param name="at">When.</param>
    public CapacityState AfterAnswer(
        UnitId unit, CareTypeId careType, int? places, bool isYes, bool isLack, Instant at) =>
        this with
        {
            Loads = Loads.Set(unit.Value - 1, LoadOf(unit).After(isYes, at)),
            Trusts = Trusts.Set(
                unit.Value - 1, TrustOf(unit).After(places, isYes, isLack)),
            Calibrations = places is not > 0 ? Calibrations : Calibrations.Set(
                careType.Value - 1,
                CalibrationOf(careType).After(places.Value, isLack)),
        };

    /// <summary>The state after a place that was taken came back.</summary>
    /// <param name="unit">Whose place.</param>
    /// <param name="takenAt">When it was taken.</param>
    /// <param name="at">When it came back.</param>
    public CapacityState AfterReturn(UnitId unit, Instant takenAt, Instant at) => this with
    {
        Loads = Loads.Set(unit.Value - 1, LoadOf(unit).AfterReturn(takenAt, at)),
    };

    // Those that are over by the time of the event go, so that the list stays short.
    private CapacityState WithStops(
        ImmutableArray<UnitId> units, Instant at, Func<Stop?, Stop?> change)
    {
        var kept = Stops.RemoveAll(s => !s.Stop.Runs(at) || units.Contains(s.Unit));
        var changed = units
            .Select(u => (Unit: u, Stop: change(StopOf(u) is { } s && s.Runs(at) ? s : null)))
            .Where(u => u.Stop is not null).Select(u => new UnitStop(u.Unit, u.Stop!));
        return this with
        {
            Stops = [.. kept.Concat(changed).OrderBy(s => s.Unit.Value)],
        };
    }

    // They stand by unit.
    private static int FirstOf<T>(ImmutableArray<T> listed, UnitId unit, Func<T, UnitId> unitOf)
    {
        var (low, high) = (0, listed.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (unitOf(listed[middle]).Value < unit.Value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    // What was said last counts for its hours; those that are over go.
    private CapacityState WithDuty(UnitId unit, Duty duty, Instant at) => this with
    {
        Duties =
        [
            .. Duties.Where(d => d.Duty.Until > at)
                .SelectMany(d => d.Unit == unit && d.Duty.Function == duty.Function
                    ? d.Duty.Outside(duty.From, duty.Until).Select(x => new UnitDuty(unit, x))
                    : [d])
                .Append(new UnitDuty(unit, duty))
                .OrderBy(d => d.Unit.Value).ThenBy(d => d.Duty.From)
                .ThenBy(d => d.Duty.Function, StringComparer.Ordinal),
        ],
    };

    // A place in a unit that asked for no more patients: allowed, and counted.
    private CapacityState Forced(PoolEvent happened, Instant at)
    {
        if (happened is not PlaceClaimed { Unit: var unit }
            || StopOf(unit)?.IsActive(at) != true)
        {
            return this;
        }

        return this with
        {
            Stops = [.. Stops.Select(s => s.Unit != unit ? s : s with
            {
                Stop = s.Stop with { Forced = s.Stop.Forced + 1 },
            })],
        };
    }

    private CapacityState Report(LocationReported happened, ImmutableArray<PoolId> pools)
    {
        var told = new (int Index, PoolState? State)[
            happened.Changed.Length + happened.Unchanged.Count];
        var next = 0;
        foreach (var (ordinal, physical, blocked, staffed, occupied) in happened.Changed)
        {
            var figures = new Figures(
                physical, blocked, staffed, occupied, happened.At, happened.Source);
            told[next++] = After(pools[ordinal - 1], figures);
        }

        foreach (var ordinal in happened.Unchanged.Numbers)
        {
            var pool = pools[(int)ordinal - 1];
            told[next++] = After(pool, this[pool].Figures! with
            {
                At = happened.At, Source = happened.Source,
            });
        }

        Array.Sort(told, static (a, b) => a.Index.CompareTo(b.Index));
        return this with { Pools = Pools.SetAll(told) };
    }

    private (int Index, PoolState? State) After(PoolId pool, Figures figures) =>
        (pool.Value - 1, Report(this[pool], figures));

    private static PoolState Change(PoolState pool, PoolEvent happened, Instant at) =>
        happened switch
        {
            CapacityReported e => Report(pool, e.Figures),
            CapacityConfirmed e => Report(
                pool, pool.Figures! with { At = e.At, Source = FigureSource.Confirmed }),
            PlaceClaimed e => pool with
            {
                Claims = pool.Claims.Add(
                    new Claim(e.Request, e.Unit, ClaimState.Held, at, e.IsOver)),
            },
            ClaimMoved e => pool with { Claims = Move(pool.Claims, e.Request, e.State, e.At) },
            ClaimReleased e => pool with
            {
                Claims = pool.Claims.RemoveAll(c => c.Request == e.Request),
            },
            PlacesBlocked e => pool with { BlockedReason = e.Reason },
            _ => throw new UnreachableException($"No rule for {happened.GetType().Name}."),
        };

    // Whoever arrived before the moment of a report is in its figures; older figures than those
    // we have change nothing but may not hide a promise.
    private static PoolState Report(PoolState pool, Figures figures) =>
        pool.Figures is { } known && known.At > figures.At
            ? pool
            : pool with
            {
                Figures = figures,
                Claims = pool.Claims.RemoveAll(
                    c => c.State == ClaimState.Arrived && c.Since <= figures.At),
            };

    private static ImmutableArray<Claim> Move(
        ImmutableArray<Claim> claims, CareRequestId request, ClaimState state, Instant at)
    {
        var claim = claims.FirstOrDefault(c => c.Request == request);
        return claim is null
            ? claims
            : claims.Replace(claim, claim with { State = state, Since = at });
    }
}
