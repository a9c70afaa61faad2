using Coordinaat.Components;
using Coordinaat.Domain.Triage;

namespace Coordinaat.Triage;

/// <summary>Vital signs in one line of words.</summary>
internal static class VitalSignsWords
{
    /// <summary>What was measured, and nothing of what was not.</summary>
    public static string Of(View view, VitalSigns signs) => string.Join(", ", new[]
    {
        Number(signs.Respirations, view.T("ademhaling", "respirations"), "/min"),
        Number(signs.Saturation, view.T("saturatie", "saturation"), " %"),
        signs.OnOxygen switch
        {
            null => null,
            true => view.T("met zuurstof", "on oxygen"),
            false => view.T("kamerlucht", "air"),
        },
        signs.LowTargetBy is { } by
            ? view.T($"streven 88–92 % volgens {by}", $"target 88–92 % by {by}")
            : null,
        Number(signs.Systolic, view.T("bovendruk", "systolic"), " mmHg"),
        Number(signs.Pulse, view.T("pols", "pulse"), "/min"),
        signs.Temperature is { } t
            ? $"{view.T("temperatuur", "temperature")} {t / 10}{view.T(",", ".")}{t % 10} °C"
            : null,
        signs.Consciousness is { } state ? view.Label(state) : null,
        signs.IsPregnant == true ? view.T("zwanger", "pregnant") : null,
    }.OfType<string>());

    private static string? Number(int? value, string name, string unit) =>
        value is { } number ? $"{name} {number}{unit}" : null;
}
