using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>What a unit can do beyond its kind of care.</summary>
/// <param name="UnitCode">The unit's code.</param>
/// <param name="Specialisms">Codes of specialisms; empty where that is no question.</param>
/// <param name="NeonatalLevel">1 to 3, 3 for a NICU; 0 for none.</param>
/// <param name="TraumaLevel">1 to 3, 1 for a trauma centre; 0 for none.</param>
/// <param name="Labels">Words of the parties' own, for their agreements.</param>
public sealed record UnitAbility(
    string UnitCode, ImmutableArray<string> Specialisms, int NeonatalLevel, int TraumaLevel,
    ImmutableArray<string> Labels) : ICoded
{
    /// <summary>Neither is there a higher neonatal level, nor a lower trauma level.</summary>
    public const int LevelMax = 3;

    /// <summary>Nothing special.</summary>
    public static readonly UnitAbility None = new("", [], 0, 0, []);

    /// <inheritdoc/>
    public string Code => UnitCode;
}

/// <summary>Defines what a unit can do beyond its kind of care.</summary>
/// <param name="Row">The ability, with codes.</param>
public sealed record UnitAbilityRow(UnitAbility Row) : Definition<UnitAbilityDefined>
{
    /// <inheritdoc/>
    public override string Code => Row.UnitCode;

    /// <inheritdoc/>
    public override string Name => Row.UnitCode;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        regions.Units.NumberOf(Row.UnitCode) == 0 ? DefineRefusal.UnitUnknown
        : Row.Specialisms.Any(s => !regions.Knows(CodeList.Specialism, s))
            ? DefineRefusal.WordUnknown
        : Row.NeonatalLevel is < 0 or > UnitAbility.LevelMax
            || Row.TraumaLevel is < 0 or > UnitAbility.LevelMax
            ? DefineRefusal.NumberOutOfRange
            : new UnitAbilityDefined(Row);
}
