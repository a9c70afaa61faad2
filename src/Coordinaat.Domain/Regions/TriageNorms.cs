using Coordinaat.Domain.Kernel;
using NodaTime.Text;

namespace Coordinaat.Domain.Regions;

/// <summary>After how long somebody who waits is judged again (FR-T7).</summary>
/// <param name="Urgency">Code of the urgency.</param>
/// <param name="Minutes">Minutes after a judgement, at most a week; 0 for never.</param>
public sealed record RetriageRule(string Urgency, int Minutes) : ICoded
{
    /// <inheritdoc/>
    public string Code => Urgency;
}

/// <summary>What an outcome of a triage system is in the common scale, by a table with a date
/// (FR-T3). Shown beside the original, which stays as it was recorded.</summary>
/// <param name="System">Code of the triage system.</param>
/// <param name="Outcome">What the system gave, in its own words.</param>
/// <param name="Urgency">Code of the urgency in the common scale; empty where none is agreed.
/// </param>
/// <param name="LimitMinutes">Within how many minutes the patient has to be seen, where the system
/// itself says so; 0 where it does not.</param>
/// <param name="From">The table holds from this day, as yyyy-mm-dd.</param>
/// <param name="Source">Who says so, in a few words.</param>
public sealed record TriageMapping(
    string System, string Outcome, string Urgency, int LimitMinutes, string From,
    string Source) : ICoded
{
    /// <inheritdoc/>
    public string Code => CodeOf(System, Outcome);

    /// <summary>The code of an outcome of a system.</summary>
    public static string CodeOf(string system, string outcome) =>
        $"{system}/{outcome.Trim().ToUpperInvariant()}";
}

/// <summary>Defines after how long somebody who waits is judged again.</summary>
public sealed record RetriageRuleRow(RetriageRule Row) : Definition<RetriageRuleDefined>
{
    private const int MinutesMax = 10_080;

    /// <inheritdoc/>
    public override string Code => Row.Urgency;

    /// <inheritdoc/>
    public override string Name => Row.Urgency;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        regions.Urgencies.NumberOf(Row.Urgency) == 0 ? DefineRefusal.WordUnknown
            : Row.Minutes is < 0 or > MinutesMax ? DefineRefusal.NumberOutOfRange
            : new RetriageRuleDefined(Row);
}

/// <summary>Defines what an outcome of a triage system is in the common scale.</summary>
public sealed record TriageMappingRow(TriageMapping Row) : Definition<TriageMappingDefined>
{
    private const int LimitMinutesMax = 10_080;

    /// <inheritdoc/>
    public override string Code => Row.System;

    /// <inheritdoc/>
    public override string Name => Row.Outcome;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        !regions.Knows(CodeList.TriageSystem, Row.System)
            || (Row.Urgency.Length > 0 && regions.Urgencies.NumberOf(Row.Urgency) == 0)
            ? DefineRefusal.WordUnknown
            : Row.LimitMinutes is < 0 or > LimitMinutesMax
                || !LocalDatePattern.Iso.Parse(Row.From).Success
                ? DefineRefusal.NumberOutOfRange
                : new TriageMappingDefined(Row);
}

/// <summary>After how long somebody who waits is judged again was defined.</summary>
[Stored("retriage-rule-defined", 1, Level = 2)]
public sealed record RetriageRuleDefined(RetriageRule Rule) : RegionsEvent;

/// <summary>What an outcome of a triage system is in the common scale was defined.</summary>
[Stored("triage-mapping-defined", 1, Level = 2)]
public sealed record TriageMappingDefined(TriageMapping Mapping) : RegionsEvent;
