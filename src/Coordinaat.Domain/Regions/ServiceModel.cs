using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>Where somebody is at work.</summary>
public enum WorkPlace
{
    /// <summary>In the room of the centre.</summary>
    InTheRoom = 1,

    /// <summary>At work, at another place.</summary>
    Elsewhere,

    /// <summary>Works from home.</summary>
    AtHome,

    /// <summary>Is called when needed.</summary>
    OnCall,
}

/// <summary>How long a discipline has to answer a question of a colleague (FR-T6).</summary>
/// <param name="Discipline">Code of the list <see cref="CodeList.Discipline"/>.</param>
/// <param name="Urgency">Code of the urgency of the request.</param>
/// <param name="Minutes">From 1 to 1,440.</param>
public sealed record AnswerNorm(string Discipline, string Urgency, int Minutes) : ICoded
{
    /// <summary>What holds while neither this list nor the urgencies say anything.</summary>
    public const int MinutesWithoutNorm = 15;

    /// <inheritdoc/>
    public string Code => CodeOf(Discipline, Urgency);

    /// <summary>The register's key.</summary>
    public static string CodeOf(string discipline, string urgency) => $"{discipline}/{urgency}";

    /// <summary>How long a discipline has, by the first that says so: its own norm, the answer
    /// time of the urgency, a quarter of an hour.</summary>
    public static int MinutesOf(RegionsState regions, string discipline, string urgency) =>
        regions.AnswerNorms.NumberOf(CodeOf(discipline, urgency)) is var own and > 0
            ? regions.AnswerNorms[own].Minutes
            : regions.Urgencies.NumberOf(urgency) is var known and > 0
                ? regions.Urgencies[known].AnswerMinutes
                : MinutesWithoutNorm;
}

/// <summary>Defines how long a discipline has to answer.</summary>
public sealed record AnswerNormRow(AnswerNorm Row) : Definition<AnswerNormDefined>
{
    /// <inheritdoc/>
    public override string Code => Row.Discipline;

    /// <inheritdoc/>
    public override string Name => Row.Discipline;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        !regions.Knows(CodeList.Discipline, Row.Discipline)
            || regions.Urgencies.NumberOf(Row.Urgency) == 0
            ? DefineRefusal.WordUnknown
            : Row.Minutes is < 1 or > 1_440
                ? DefineRefusal.NumberOutOfRange
                : new AnswerNormDefined(Row);
}

/// <summary>Which desk covers which subregions and which discipline at which hours.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Organisation">Whose desk.</param>
/// <param name="Discipline">Code of the list <see cref="CodeList.Discipline"/>.</param>
/// <param name="Subregions">For where; at least one.</param>
/// <param name="Hours">When.</param>
/// <param name="Location">Code of the work location; empty for none of its own.</param>
/// <param name="Place">From where.</param>
/// <param name="Phone">The number at these hours.</param>
/// <param name="Rank">Who is asked first: 1 before 9.</param>
public sealed record ServiceRule(
    string Code, OrganisationId Organisation, string Discipline,
    ImmutableArray<SubregionId> Subregions, WeekHours Hours, string Location, WorkPlace Place,
    string Phone, int Rank) : ICoded
{
    /// <summary>Whether it covers a subregion at a moment of the Dutch wall clock.</summary>
    public bool Covers(SubregionId subregion, LocalMoment moment) =>
        Subregions.Contains(subregion) && Hours.Contains(moment);
}

/// <summary>Defines which desk covers what and when.</summary>
public sealed record ServiceRow(
    string OwnCode, string Organisation, string Discipline, ImmutableArray<string> Subregions,
    WeekHours Hours, string Location, WorkPlace Place, string Phone, int Rank)
    : Definition<ServiceDefined>
{
    /// <inheritdoc/>
    public override string Code => OwnCode;

    /// <inheritdoc/>
    public override string Name => OwnCode;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions)
    {
        var covered = Subregions.Select(regions.Subregions.NumberOf).ToArray();
        if (covered.Length == 0 || covered.Contains(0))
        {
            return DefineRefusal.SubregionUnknown;
        }

        var organisation = regions.Organisations.NumberOf(Organisation);
        if (organisation == 0)
        {
            return DefineRefusal.OrganisationUnknown;
        }

        if (Location.Length > 0 && regions.Locations.NumberOf(Location) == 0)
        {
            return DefineRefusal.LocationUnknown;
        }

        return Rank is < 1 or > 9
            ? DefineRefusal.NumberOutOfRange
            : !regions.Knows(CodeList.Discipline, Discipline)
                ? DefineRefusal.WordUnknown
                : new ServiceDefined(new ServiceRule(
                    OwnCode, new OrganisationId(organisation), Discipline,
                    [.. covered.Select(s => new SubregionId(s))], Hours, Location, Place, Phone,
                    Rank));
    }
}
