using System.Collections.Immutable;
using Coordinaat.Capacity;
using Coordinaat.Components;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Survey;

/// <summary>One line of today's survey: a kind of care at a location.</summary>
/// <param name="Location">The location.</param>
/// <param name="CareType">The kind of care.</param>
/// <param name="Live">What the live figures say; null when something in it is unknown.</param>
/// <param name="Proposed">
/// The last figures there are, however old: what a form begins with. Null when there are none.
/// </param>
/// <param name="ToldAt">Of when the oldest of those figures are; null when there are none.</param>
/// <param name="Signed">What was signed today; null when nothing was.</param>
public sealed record SurveyRow(
    LocationId Location, CareTypeId CareType, SurveyFigures? Live, SurveyFigures? Proposed,
    Instant? ToldAt, SurveyFigures? Signed)
{
    /// <summary>What the survey says: what was signed, else the live figures.</summary>
    public SurveyFigures? Said => Signed ?? Live;

    /// <summary>The lines of some organisations, in the order of their names.</summary>
    /// <param name="view">What is known, and the day.</param>
    /// <param name="units">Their units.</param>
    /// <remarks>
    /// Places that several kinds of care share count once: with the first unit that has them
    /// (R17). What is only read here, such as ambulances, is in no survey of places.
    /// </remarks>
    public static ImmutableArray<SurveyRow> Of(View view, IEnumerable<UnitId> units) =>
    [
        .. units.Select(u => view.Regions.UnitsIn(view.Regions.Units[u.Value].Pool)[0]).Distinct()
            .Where(u => view.Regions.Describe(u).CareType.Setting != CareSetting.ReadOnly)
            .GroupBy(u => (view.Regions.Units[u.Value].Location,
                view.Regions.Units[u.Value].CareType))
            .OrderBy(g => OwnerOf(view, g.Key.Location), StringComparer.Ordinal)
            .ThenBy(g => view.Regions.Locations[g.Key.Location.Value].Name,
                StringComparer.Ordinal)
            .ThenBy(g => g.Key.CareType.Value)
            .Select(g => Of(view, g.Key.Location, g.Key.CareType, [.. g])),
    ];

    /// <summary>The survey of a location, when it was signed today.</summary>
    public static SignedSurvey? SignedToday(View view, LocationId location) =>
        view.World.Capacity.Surveys.Find(location.Value - 1) is { } signed
            && signed.IsOfDay(view.Now)
                ? signed
                : null;

    private static SurveyRow Of(
        View view, LocationId location, CareTypeId careType, ImmutableArray<UnitId> units)
    {
        var pools = units.Select(u => PoolShown.Of(view, u)).ToArray();
        var told = pools.Where(p => p.Pool.Figures is not null).ToArray();
        var sum = new SurveyFigures(
            careType, told.Sum(p => Math.Max(0, p.Pool.Figures!.Usable)),
            told.Sum(p => p.Pool.OccupiedBy(view.Now)!.Value));
        var signed = SignedToday(view, location)?.Lines
            .Where(l => l.CareType == careType).Cast<SurveyFigures?>().FirstOrDefault();
        return new SurveyRow(
            location, careType, pools.All(p => p.Availability.IsKnown) ? sum : null,
            told.Length > 0 ? sum : null, told.Min(p => (Instant?)p.Pool.Figures!.At), signed);
    }

    private static string OwnerOf(View view, LocationId location) =>
        view.Organisation(view.Regions.OwnerOf(location));
}
