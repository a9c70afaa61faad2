using System.Runtime.CompilerServices;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Matching;

/// <summary>What matching needs of every unit, row by row, so that a scan stays in cache.
/// </summary>
internal sealed class UnitTable
{
    private static readonly ConditionalWeakTable<RegionsState, UnitTable> Tables = [];

    private UnitTable(RegionsState regions)
    {
        Rows = new Row[regions.Units.Count];
        for (var i = 0; i < Rows.Length; i++)
        {
            var unit = regions.Units[i + 1];
            var location = regions.Locations[unit.Location.Value];
            var careType = regions.CareTypes[unit.CareType.Value];
            Rows[i] = new Row(
                unit.CareType, (byte)unit.ComplexityMax, Ages(unit), (byte)unit.Features,
                careType.Closed, careType.ReturnHomeOnly,
                careType.Setting == CareSetting.AtHome, location.Organisation, location.At,
                unit.ReachMetres, unit.Pool, unit.Admission, unit.DoctorCover);
        }
    }

    /// <summary>One row per unit; unit 1 first.</summary>
    public Row[] Rows { get; }

    /// <summary>The table of a state of the regions, made once.</summary>
    public static UnitTable Of(RegionsState regions) =>
        Tables.GetValue(regions, static r => new UnitTable(r));

    private static ushort Ages(CareUnit unit)
    {
        var ages = 0;
        foreach (var age in unit.Ages)
        {
            ages |= 1 << (int)age;
        }

        // Somebody of unknown age is taken where adults are taken.
        return (ushort)((ages & (1 << (int)AgeBand.Adult)) != 0
            ? ages | (1 << (int)AgeBand.Unknown)
            : ages);
    }

    /// <summary>One unit.</summary>
    internal readonly record struct Row(
        CareTypeId CareType, byte ComplexityMax, ushort Ages, byte Features, ClosedUnder Closed,
        bool ReturnHomeOnly, bool IsAtHome, OrganisationId Organisation, Position At,
        int ReachMetres, PoolId Pool, WeekHours Admission, WeekHours DoctorCover);
}
