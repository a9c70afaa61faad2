using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>What is counted for the crowding score of an emergency department.</summary>
/// <param name="Patients">Patients in the department, those who wait included.</param>
/// <param name="Waiting">Of those: in the waiting room, not yet seen.</param>
/// <param name="Boarding">Of those: admitted, and waiting for a bed.</param>
/// <param name="Ventilated">Of those: on a ventilator.</param>
/// <param name="LongestBoardingMinutes">How long the longest of them waits for a bed.</param>
/// <param name="LastPlacementMinutes">How long the last patient waited for a place.</param>
public readonly record struct CrowdingCounts(
    int Patients, int Waiting, int Boarding, int Ventilated, int LongestBoardingMinutes,
    int LastPlacementMinutes)
{
    /// <summary>Whether all numbers can be.</summary>
    public bool ArePossible =>
        Patients is >= 0 and <= 1_000 && Waiting >= 0 && Boarding >= 0
        && Ventilated is >= 0 and <= 1_000 && Waiting + Boarding <= Patients
        && LongestBoardingMinutes is >= 0 and <= 10_080
        && LastPlacementMinutes is >= 0 and <= 10_080;
}

/// <summary>A crowding score with all that it was made of. An aid: nothing follows by itself.
/// </summary>
/// <param name="Counts">What was counted.</param>
/// <param name="Score">The score by the rule of that moment, a whole number.</param>
/// <param name="Band">How many of the rule's cut-offs it lies above, from 0.</param>
/// <param name="At">The moment that the counts speak of.</param>
public sealed record Crowding(CrowdingCounts Counts, int Score, int Band, Instant At)
{
    /// <summary>How long a score counts.</summary>
    public static readonly Duration Expiry = Duration.FromMinutes(120);

    /// <summary>Whether the score still says something.</summary>
    public bool IsKnown(Instant now) => now < At + Expiry;

    /// <summary>Works a score out.</summary>
    /// <param name="rule">Coefficients, sizes and cut-offs of the department.</param>
    /// <param name="counts">What was counted.</param>
    /// <param name="at">The moment that the counts speak of.</param>
    public static Crowding Of(CrowdingRule rule, CrowdingCounts counts, Instant at)
    {
        // In thousandths of thousandths, so that no floating point decides a band.
        var millionths = (1_000L * rule.Constant)
            + (1_000L * rule.PerPatient * counts.Patients / rule.TreatmentPlaces)
            + (1_000L * rule.PerBoarding * counts.Boarding / rule.HospitalBeds)
            + (1_000L * rule.PerVentilated * counts.Ventilated)
            + (1_000L * rule.PerBoardingHour * counts.LongestBoardingMinutes / 60)
            + (1_000L * rule.PerPlacementHour * counts.LastPlacementMinutes / 60);
        var score = (int)Math.Round(millionths / 1_000_000m, MidpointRounding.AwayFromZero);
        return new Crowding(counts, score, rule.Bands.Count(b => score > b), at);
    }
}

/// <summary>Records how crowded an emergency department is.</summary>
/// <param name="Unit">Which unit; the norms know its size.</param>
/// <param name="Counts">What was counted.</param>
/// <param name="At">The moment that the counts speak of; null for now.</param>
public sealed record MeasureCrowding(UnitId Unit, CrowdingCounts Counts, Instant? At)
    : Request<MeasureCrowdingRefusal>
{
    /// <inheritdoc/>
    public override Lane Lane => Lane.Reports;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, MeasureCrowdingRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Regions.Units.Find(Unit.Value) is not { } unit)
        {
            return MeasureCrowdingRefusal.UnitUnknown;
        }

        if (!Ownership.IsOwn(world.Regions, Unit, moment.By))
        {
            return MeasureCrowdingRefusal.NotAllowed;
        }

        var number = world.Regions.CrowdingRules.NumberOf(unit.Code);
        if (number == 0)
        {
            return MeasureCrowdingRefusal.RuleMissing;
        }

        if (!Counts.ArePossible)
        {
            return MeasureCrowdingRefusal.NumberOutOfRange;
        }

        var at = At ?? moment.Now;
        if (!Facts.IsPossible(at, moment.Now))
        {
            return MeasureCrowdingRefusal.TimeOutOfRange;
        }

        return moment.WriteLevel < EventCodec.LevelOf<CrowdingMeasured>()
            ? MeasureCrowdingRefusal.NotYetWritten
            : ImmutableArray.Create<Event>(new CrowdingMeasured(
                unit.Pool, Unit,
                Crowding.Of(world.Regions.CrowdingRules[number], Counts, at)));
    }
}

/// <summary>Why a score was not taken, in the order it is checked.</summary>
public enum MeasureCrowdingRefusal
{
    /// <summary>There is no such unit.</summary>
    UnitUnknown = 1,

    /// <summary>The unit belongs to another organisation.</summary>
    NotAllowed,

    /// <summary>The norms do not know the size and cut-offs of this department.</summary>
    RuleMissing,

    /// <summary>
    /// A number is negative or impossibly large, or more wait or board than are there.
    /// </summary>
    NumberOutOfRange,

    /// <summary>The moment lies in the future, or more than a day back.</summary>
    TimeOutOfRange,

    /// <summary>An older release still takes part, which does not know this.</summary>
    NotYetWritten,
}
