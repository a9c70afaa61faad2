using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;

namespace Coordinaat.Matching;

/// <summary>An advice on a destination as somebody says it.</summary>
internal static class AdviceWords
{
    public static string Of(View view, DestinationAdvice advice)
    {
        var others = string.Join("; ", advice.Others.Select(o => Of(view, o)));
        return (advice.Best is { } best
                ? $"{view.T("Advies", "Advice")}: {NameOf(view, best.Unit)}"
                : view.T("Geen bestemming past nu", "No destination fits now"))
            + (others.Length > 0 ? $" – {others}." : ".");
    }

    /// <summary>Why another is not advised.</summary>
    public static string Of(View view, NotAdvised other) => NameOf(view, other.Standing.Unit)
        + " " + WhyOf(view, other);

    /// <summary>The same, without its name.</summary>
    public static string WhyOf(View view, NotAdvised other) =>
        other.Until is { } until ? $"{view.Label(other.Why)} {view.Clock(until)}"
        : other.Why == NotAdvisedFor.Unfit
            ? $"{view.Label(other.Why)}: " + string.Join(
                ", ", RuleWords.Single.Where(r => other.Standing.Failed.HasFlag(r))
                    .Select(r => view.Label(r)))
            : view.Label(other.Why);

    private static string NameOf(View view, UnitId unit) => view.Regions.Units[unit.Value].Name;
}
