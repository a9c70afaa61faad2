using System.Runtime.CompilerServices;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Matching;

/// <summary>What matching needs of every unit, in the order in which a scan costs least.</summary>
/// <remarks>
/// Units of one place stand together, so that the journey is worked out once a place; what units
/// are is listed once a kind, so that suitability is judged once for all that are alike.
/// </remarks>
internal sealed class UnitTable
{
    private const int DayMinutes = 1_440;

    // The rules about hours stand next to each other, and so fit in a byte.
    private const int HoursShift = 12;

    private static readonly ConditionalWeakTable<RegionsState, UnitTable> Tables = [];

    private static readonly ConditionalWeakTable<RegionsState, UnitTable?[]> TablesByCare = [];

    private UnitTable(RegionsState regions, CareTypeId? only)
    {
        var kinds = new Dictionary<Kind, int>();
        var hours = new Dictionary<Hours, int>();
        var sites = new Dictionary<LocationId, int>();
        var rows = new List<Row>(regions.Units.Count);
        for (var number = 1; number <= regions.Units.Count; number++)
        {
            var unit = regions.Units[number];
            if (only is null || unit.CareType == only)
            {
                rows.Add(new Row(
                    new UnitId(number), NumberOf(sites, unit.Location), unit.Pool,
                    NumberOf(kinds, KindOf(regions, unit)), NumberOf(hours, HoursOf(unit)),
                    unit.ReachMetres));
            }
        }

        rows.Sort(InScanOrder);
        Rows = [.. rows];
        RowOf = new int[regions.Units.Count];
        Array.Fill(RowOf, -1);
        for (var row = 0; row < Rows.Length; row++)
        {
            RowOf[Rows[row].Unit.Value - 1] = row;
        }

        Kinds = [.. kinds.Keys];
        HoursFailed = [.. hours.Keys.Select(WeekOf)];
        Sites = [.. sites.Keys.Select(l => SiteOf(regions, l))];
    }

    /// <summary>One row per unit.</summary>
    public Row[] Rows { get; }

    /// <summary>The place of each unit among the rows, unit 1 first; -1 for one of other care.
    /// </summary>
    public int[] RowOf { get; }

    /// <summary>The places that units are at.</summary>
    public Site[] Sites { get; }

    /// <summary>What units are, each kind once.</summary>
    public Kind[] Kinds { get; }

    /// <summary>The rules that each combination of hours fails, by <see cref="MinuteOf"/>.
    /// </summary>
    public byte[][] HoursFailed { get; }

    /// <summary>The table of a state of the regions, made once.</summary>
    public static UnitTable Of(RegionsState regions) =>
        Tables.GetValue(regions, static r => new UnitTable(r, null));

    /// <summary>The same, of one kind of care.</summary>
    public static UnitTable Of(RegionsState regions, CareTypeId careType)
    {
        var tables = TablesByCare.GetValue(
            regions, static r => new UnitTable?[r.CareTypes.Count + 1]);
        return tables[careType.Value] ??= new UnitTable(regions, careType);
    }

    /// <summary>Where a place is, and whose.</summary>
    public static Site SiteOf(RegionsState regions, LocationId id)
    {
        var location = regions.Locations[id.Value];
        return new Site(location.At, location.Organisation, id);
    }

    /// <summary>What a unit is.</summary>
    public static Kind KindOf(RegionsState regions, CareUnit unit)
    {
        var careType = regions.CareTypes[unit.CareType.Value];
        var ability = regions.AbilityOf(unit);
        return new Kind(
            unit.CareType, unit.ComplexityMax, AgesOf(unit), unit.Features, careType.Closed,
            careType.ReturnHomeOnly, careType.Setting == CareSetting.AtHome,
            careType.ExpiryMinutes * 60, regions.DutyOf(unit),
            ability.Specialisms.IsEmpty
                ? ""
                : string.Concat(ability.Specialisms.Select(s => $" {s} ")),
            ability.NeonatalLevel,
            ability.TraumaLevel);
    }

    /// <summary>When a unit takes patients.</summary>
    public static Hours HoursOf(CareUnit unit) => new(unit.Admission, unit.DoctorCover);

    /// <summary>The place of a moment in a week of hours: to look a minute up costs much less than
    /// to compare it with the ends of four parts of days.</summary>
    public static int MinuteOf(LocalMoment local) =>
        local.Minute + (local.IsWeekend ? DayMinutes : 0);

    /// <summary>The rules of what stands in a week of hours.</summary>
    public static Rules RulesOf(byte failed) => (Rules)(failed << HoursShift);

    private static byte[] WeekOf(Hours hours)
    {
        var week = new byte[2 * DayMinutes];
        for (var minute = 0; minute < DayMinutes; minute++)
        {
            foreach (var local in (LocalMoment[])[new(minute, false), new(minute, true)])
            {
                week[MinuteOf(local)] = (byte)((int)hours.FailedAt(local) >> HoursShift);
            }
        }

        return week;
    }

    private static int InScanOrder(Row a, Row b) =>
        (a.Site, a.Unit.Value).CompareTo((b.Site, b.Unit.Value));

    private static int NumberOf<T>(Dictionary<T, int> numbers, T thing)
        where T : struct
    {
        if (!numbers.TryGetValue(thing, out var number))
        {
            numbers.Add(thing, number = numbers.Count);
        }

        return number;
    }

    private static int AgesOf(CareUnit unit)
    {
        var ages = 0;
        foreach (var age in unit.Ages)
        {
            ages |= 1 << (int)age;
        }

        // Somebody of unknown age is taken where adults are taken.
        return (ages & (1 << (int)AgeBand.Adult)) != 0
            ? ages | (1 << (int)AgeBand.Unknown)
            : ages;
    }

    /// <summary>One unit; its place, kind and hours as numbers into the lists, from 0.</summary>
    internal readonly record struct Row(
        UnitId Unit, int Site, PoolId Pool, int Kind, int Hours, int ReachMetres);

    /// <summary>A place with units.</summary>
    internal readonly record struct Site(
        Position At, OrganisationId Organisation, LocationId Location);

    /// <summary>What a unit is, wherever it is.</summary>
    /// <param name="CareType">What it offers.</param>
    /// <param name="ComplexityMax">The most complex care it can give.</param>
    /// <param name="Ages">A bit per age band that it takes.</param>
    /// <param name="Features">What it has.</param>
    /// <param name="Closed">The law a closed accommodation falls under.</param>
    /// <param name="ReturnHomeOnly">Only for patients who are expected to return home.</param>
    /// <param name="IsAtHome">A team that goes to the patient.</param>
    /// <param name="ExpirySeconds">Figures this old or older do not count.</param>
    /// <param name="Duty">Code of the function that has to be on duty; empty for none.</param>
    /// <param name="Specialisms">Codes, each between spaces.</param>
    /// <param name="NeonatalLevel">1 to 3; 0 for none.</param>
    /// <param name="TraumaLevel">1 to 3; 0 for none.</param>
    internal readonly record struct Kind(
        CareTypeId CareType, Complexity ComplexityMax, int Ages, Features Features,
        ClosedUnder Closed, bool ReturnHomeOnly, bool IsAtHome, int ExpirySeconds, string Duty,
        string Specialisms, int NeonatalLevel, int TraumaLevel);

    /// <summary>When a unit takes patients.</summary>
    internal readonly record struct Hours(WeekHours Admission, WeekHours DoctorCover)
    {
        /// <summary>The rules that a unit with these hours fails for who arrives at a moment.
        /// </summary>
        public Rules FailedAt(LocalMoment arrival) =>
            (Admission.Contains(arrival) ? Rules.None : Rules.ArrivalHours)
            | (DoctorCover.Contains(arrival) ? Rules.None : Rules.DoctorCover);
    }
}
