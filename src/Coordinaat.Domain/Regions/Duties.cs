using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>Who has to be on duty for a unit to take patients (FR-C17).</summary>
/// <param name="UnitCode">The unit's code.</param>
/// <param name="Function">Code of the function; empty when nobody has to be any more.</param>
public sealed record DutyRule(string UnitCode, string Function) : ICoded
{
    /// <inheritdoc/>
    public string Code => UnitCode;
}

/// <summary>Defines who has to be on duty for a unit.</summary>
/// <param name="Unit">The unit's code.</param>
/// <param name="Function">Code of the function; empty when nobody has to be any more.</param>
public sealed record DutyRuleRow(string Unit, string Function) : Definition<DutyRuleDefined>
{
    /// <inheritdoc/>
    public override string Code => Unit;

    /// <inheritdoc/>
    public override string Name => Unit;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        regions.Units.NumberOf(Unit) == 0
            ? DefineRefusal.UnitUnknown
            : Function.Length > 0 && !regions.Knows(CodeList.Function, Function)
                ? DefineRefusal.WordUnknown
                : new DutyRuleDefined(new DutyRule(Unit, Function));
}
