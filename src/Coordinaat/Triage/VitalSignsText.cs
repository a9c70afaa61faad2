using Coordinaat.Components;
using Coordinaat.Domain.Triage;

namespace Coordinaat.Triage;

/// <summary>What was measured, in words.</summary>
internal static class VitalSignsText
{
    /// <summary>Only what was measured, with its units.</summary>
    public static string Of(View view, VitalSigns signs)
    {
        string T(string nl, string en) => view.T(nl, en);
        return string.Join(", ", new[]
        {
            Number(signs.Respirations, T("ademhaling", "respirations"), "/min"),
            Number(signs.Saturation, T("saturatie", "saturation"), " %"),
            signs.OnOxygen switch
            {
                null => null,
                true => T("met zuurstof", "on oxygen"),
                false => T("kamerlucht", "air"),
            },
            signs.LowTargetBy is { } by
                ? T($"streven 88–92 % volgens {by}", $"target 88–92 % by {by}") : null,
            Number(signs.Systolic, T("bovendruk", "systolic"), " mmHg"),
            Number(signs.Pulse, T("pols", "pulse"), "/min"),
            signs.Temperature is { } t
                ? $"{T("temperatuur", "temperature")} {t / 10}{T(",", ".")}{t % 10} °C" : null,
            signs.Consciousness is { } state ? view.Label(state) : null,
            signs.IsPregnant == true ? T("zwanger", "pregnant") : null,
        }.OfType<string>());
    }

    private static string? Number(int? value, string name, string unit) =>
        value is { } number ? $"{name} {number}{unit}" : null;
}
