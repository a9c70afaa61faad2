using Coordinaat.Components;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Capacity;

/// <summary>What a screen shows of who is on duty for a unit.</summary>
/// <param name="Missing">Code of the function that has to be and is not; empty for none.</param>
/// <param name="Next">When somebody of that function comes on duty; null for never.</param>
/// <param name="Now">Who is on duty.</param>
public sealed record DutyShown(string Missing, Duty? Next, IReadOnlyList<Duty> Now)
{
    /// <summary>Whether there is anything to show.</summary>
    public bool IsAny => Missing.Length > 0 || Now.Count > 0;

    /// <summary>Derives it.</summary>
    public static DutyShown Of(View view, UnitId unit)
    {
        var duties = view.World.Capacity.DutiesOf(unit).ToArray();
        var needed = view.Regions.DutyOf(view.Regions.Units[unit.Value]);
        var now = duties.Where(d => d.Covers(view.Now)).ToArray();
        return needed.Length == 0 || now.Any(d => d.Function == needed)
            ? new DutyShown("", null, now)
            : new DutyShown(
                needed,
                duties.FirstOrDefault(d => d.Function == needed && d.From > view.Now), now);
    }

    /// <inheritdoc/>
    public bool Equals(DutyShown? other) => other is not null && Missing == other.Missing
        && Next == other.Next && Now.SequenceEqual(other.Now);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Missing, Next, Now.Count);
}
