using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Telephone;

/// <summary>What a line did in a period (K1–K3): of a line and its organisation, never of a person
/// (R15).</summary>
/// <param name="Line">Which line.</param>
/// <param name="Total">All hours together.</param>
/// <param name="Within">Answered calls that waited no longer than the norm of their day.</param>
/// <param name="Late">Answered calls that waited longer than what the norm calls too late.</param>
/// <param name="Reliefs">What was open meanwhile, and why.</param>
public sealed record PhoneFigures(
    LineId Line, HourCounts Total, int Within, int Late, IReadOnlyList<Relief> Reliefs)
{
    /// <summary>K1 and K2: within the norm, in per mille of the answered calls; null for none.
    /// </summary>
    public int? WithinPermille => Permille(Within, Total.Answered);

    /// <summary>K2: too late, in per mille of the answered calls; null for none.</summary>
    public int? LatePermille => Permille(Late, Total.Answered);

    /// <summary>K3: given up, in per mille of the calls that came; null for none.</summary>
    public int? AbandonedPermille => Permille(Total.Abandoned, Total.Offered);

    /// <summary>How long an answered caller waited on average, in seconds; null for none.</summary>
    public int? WaitSeconds => Total.Answered == 0
        ? null
        : (int)(Total.WaitSeconds / Total.Answered);

    /// <summary>Works them out.</summary>
    /// <param name="world">All that is known.</param>
    /// <param name="line">Which line.</param>
    /// <param name="from">Of calls that came in an hour that begins at or after this moment.
    /// </param>
    /// <param name="until">And before this one.</param>
    public static PhoneFigures Of(World world, LineId line, Instant from, Instant until)
    {
        var kind = world.Regions.Lines[line.Value].Kind;
        var (total, within, late) = (HourCounts.Empty(from), 0, 0);
        foreach (var hour in world.Telephone[line].Between(from, until))
        {
            var norm = world.Regions.NormOf(kind, hour.Hour);
            total = total.Plus(hour);
            within += hour.AnsweredWithin(norm.WithinSeconds);
            late += hour.Answered - hour.AnsweredWithin(norm.LateSeconds);
        }

        return new PhoneFigures(line, total, within, late,
        [
            .. world.Telephone[line].Reliefs
                .Where(r => r.From < until && (r.Until is null || r.Until > from)),
        ]);
    }

    private static int? Permille(int part, int whole) =>
        whole == 0 ? null : (int)((part * 1_000L + (whole / 2)) / whole);
}

/// <summary>How a line stands now; the meldkamer sees it too (FR-P6).</summary>
/// <param name="Line">Which line.</param>
/// <param name="Waiting">How many wait for a person.</param>
/// <param name="LongestSince">Since when the first of them waits; null for none.</param>
/// <param name="Talking">How many are spoken with.</param>
/// <param name="CallBacks">How many still have to be called back.</param>
/// <param name="IsLate">Whether somebody waits longer than what the norm calls too late.</param>
public sealed record LinePressure(
    LineId Line, int Waiting, Instant? LongestSince, int Talking, int CallBacks, bool IsLate)
{
    /// <summary>Works it out.</summary>
    public static LinePressure Of(World world, LineId line, Instant now)
    {
        var calls = world.Telephone.ListCalls().Where(c => c.At == line).ToArray();
        var waiting = calls.Where(c => c is { State: CallState.Waiting, CallBack: null })
            .ToArray();
        Instant? longest = waiting.Length == 0 ? null : waiting.Min(c => c.Since);
        var norm = world.Regions.NormOf(world.Regions.Lines[line.Value].Kind, now);
        return new LinePressure(
            line, waiting.Length, longest, calls.Count(c => c.State == CallState.Talking),
            calls.Count(c => c.CallBack is { IsOpen: true }),
            longest + Duration.FromSeconds(norm.LateSeconds) < now);
    }
}
