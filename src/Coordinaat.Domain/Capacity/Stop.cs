using System.Collections.Immutable;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>How far a stop has come.</summary>
public enum StopLevel
{
    /// <summary>Announced: it may become a stop (dreigende stop).</summary>
    Impending = 1,

    /// <summary>In force.</summary>
    Active,
}

/// <summary>The ways in which patients come. Who comes by himself is always triaged (R19).
/// </summary>
[Flags]
public enum Inflow
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>By ambulance.</summary>
    Ambulance = 1,

    /// <summary>Sent by a GP, a midwife, or another care provider.</summary>
    Referral = 2,

    /// <summary>From another hospital.</summary>
    BetweenHospitals = 4,

    /// <summary>All of them.</summary>
    All = Ambulance | Referral | BetweenHospitals,
}

/// <summary>What the region agreed, and a stop does not keep to. Warns, and never forbids.
/// </summary>
public enum StopWarning
{
    /// <summary>The region agreed to have no stops of this kind.</summary>
    NoStopsAgreed = 1,

    /// <summary>As many as agreed are in force already.</summary>
    TooManyAtOnce,

    /// <summary>Longer than usual.</summary>
    LongerThanUsual,
}

/// <summary>Advice to send no new patients of some kinds to a unit for a while.</summary>
/// <remarks>
/// Never binding: somebody in danger of life and a level-1 trauma are never refused. It ends by
/// itself; a restart changes nothing, as only its end counts.
/// </remarks>
/// <param name="Level">Impending or in force.</param>
/// <param name="Inflow">Which ways in it is about.</param>
/// <param name="Specialisms">Which specialisms; none means all of the unit.</param>
/// <param name="Reason">Code of the reason.</param>
/// <param name="Mandate">Code of the function that decided on it; empty in old journals.</param>
/// <param name="DeclaredAt">Since when, impending included.</param>
/// <param name="Until">Over at this moment.</param>
/// <param name="Extensions">How often the end was moved.</param>
/// <param name="Forced">Places claimed in the unit while the stop was in force.</param>
public sealed record Stop(
    StopLevel Level, Inflow Inflow, ImmutableArray<string> Specialisms, string Reason,
    string Mandate, Instant DeclaredAt, Instant Until, int Extensions, int Forced)
{
    /// <summary>Whether it is announced or in force at a moment.</summary>
    public bool Runs(Instant now) => Until > now;

    /// <summary>Whether it is in force at a moment.</summary>
    public bool IsActive(Instant now) => Level == StopLevel.Active && Runs(now);

    /// <summary>Whether it is about all patients of the unit that come in some way.</summary>
    /// <remarks>A stop of some specialisms leaves room for the others.</remarks>
    public bool Covers(Inflow inflow) =>
        Level == StopLevel.Active && Specialisms.IsEmpty && (Inflow & inflow) != 0;
}

/// <summary>What a region agreed about stops, and how they stand to that.</summary>
public static class StopRules
{
    /// <summary>The kind of stop of units that have no kind of their own.</summary>
    public const string OtherKind = "other";

    /// <summary>The exception for somebody in danger of life.</summary>
    public const string LifeThreat = "life-threat";

    /// <summary>The exception for a level-1 trauma, suspected too.</summary>
    public const string LevelOneTrauma = "level-1-trauma";

    /// <summary>The kind of a unit's stops: its kind of care where that is in the list, else
    /// "other".</summary>
    public static string KindOf(RegionsState regions, UnitId unit)
    {
        var care = regions.CareTypes[regions.Units[unit.Value].CareType.Value].Code;
        return regions.Knows(CodeList.StopKind, care) ? care : OtherKind;
    }

    /// <summary>What is agreed for a unit's kind of stop: by an agreement in force, else by the
    /// region's norm; null for nothing.</summary>
    public static StopRule? RuleOf(World world, UnitId unit, Instant now)
    {
        var (regions, kind) = (world.Regions, KindOf(world.Regions, unit));
        var region = regions.Regions[regions.RegionOf(unit).Value].Code;
        var agreed = world.Agreements.InForce(now)
            .SelectMany(a => AgreedRule.Of(a.Agreement.Code, a.Version))
            .Where(r => r.Rule.Then is StopPolicy policy && policy.Stop == kind
                && Serves(regions, unit, r.Version.Terms) && r.Covers(regions, unit))
            .Order(Comparer<AgreedRule>.Create(AgreedRule.ByPrecedence)).FirstOrDefault();
        return agreed?.Rule.Then is StopPolicy found
            ? new StopRule(
                region, kind, found.IsAllowed, found.UsualMinutes, found.MostAtOnce)
            : regions.StopRules.NumberOf(StopRule.CodeOf(region, kind)) is var n and > 0
                ? regions.StopRules[n]
                : null;
    }

    private static bool Serves(RegionsState regions, UnitId unit, AgreementTerms terms) =>
        terms.Subregions.IsEmpty
        || regions.Locations[regions.Units[unit.Value].Location.Value].Subregions
            .Any(s => terms.Subregions.Contains(regions.Subregions[s.Value].Code));

    /// <summary>The other units of the region with a stop of the same kind in force.</summary>
    public static IEnumerable<UnitId> Others(World world, UnitId unit, Instant now)
    {
        var region = world.Regions.RegionOf(unit);
        var kind = KindOf(world.Regions, unit);
        return world.Capacity.Stops
            .Where(s => s.Stop.IsActive(now) && s.Unit != unit
                && world.Regions.RegionOf(s.Unit) == region
                && KindOf(world.Regions, s.Unit) == kind)
            .Select(s => s.Unit);
    }

    /// <summary>What a stop would not keep to.</summary>
    /// <param name="world">All that is known.</param>
    /// <param name="unit">Which unit.</param>
    /// <param name="level">An announcement only warns where none are agreed.</param>
    /// <param name="now">When.</param>
    /// <param name="length">How long it would take, from its begin.</param>
    public static ImmutableArray<StopWarning> Warnings(
        World world, UnitId unit, StopLevel level, Instant now, Duration length)
    {
        if (RuleOf(world, unit, now) is not { } rule)
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<StopWarning>();
        if (!rule.IsAllowed)
        {
            found.Add(StopWarning.NoStopsAgreed);
        }
        else if (level == StopLevel.Active
            && Others(world, unit, now).Count() >= rule.MostAtOnce)
        {
            found.Add(StopWarning.TooManyAtOnce);
        }

        if (length > Duration.FromMinutes(rule.UsualMinutes))
        {
            found.Add(StopWarning.LongerThanUsual);
        }

        return found.ToImmutable();
    }
}
