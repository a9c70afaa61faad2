using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coordinaat.Domain.Triage;

/// <summary>How somebody responds, by ACVPU.</summary>
public enum Consciousness
{
    /// <summary>Awake and clear.</summary>
    Alert = 1,

    /// <summary>Confused, and not so before.</summary>
    NewConfusion,

    /// <summary>Responds to a voice.</summary>
    Voice,

    /// <summary>Responds to pain only.</summary>
    Pain,

    /// <summary>Does not respond.</summary>
    Unresponsive,
}

/// <summary>Vital signs as they were measured; null for what was not (FR-T1).</summary>
/// <param name="Respirations">Breaths a minute.</param>
/// <param name="Saturation">Oxygen saturation, in percent.</param>
/// <param name="OnOxygen">Whether oxygen was given while it was measured.</param>
/// <param name="Systolic">Blood pressure, in mmHg.</param>
/// <param name="Pulse">Beats a minute.</param>
/// <param name="Consciousness">How the patient responds.</param>
/// <param name="Temperature">In tenths of a degree Celsius: 365 for 36.5 °C.</param>
/// <param name="LowTargetBy">The clinician who decided that 88 to 92 percent is the target, for
/// failure with much carbon dioxide that was confirmed; null where nobody did.</param>
/// <param name="IsPregnant">Whether the patient is pregnant.</param>
public sealed record VitalSigns(
    int? Respirations, int? Saturation, bool? OnOxygen, int? Systolic, int? Pulse,
    Consciousness? Consciousness, int? Temperature, string? LowTargetBy, bool? IsPregnant)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, false) },
    };

    /// <summary>Whether anything was measured.</summary>
    public bool IsMeasured => Consciousness is not null || Numbers.Any(n => n.Value is not null);

    /// <summary>Whether no number lies outside what an instrument shows.</summary>
    public bool IsPossible =>
        Numbers.All(n => n.Value is not { } v || (v >= n.Least && v <= n.Most))
        && (Consciousness is null || Enum.IsDefined(Consciousness.Value));

    /// <summary>Whether no number is so far from what is usual that it asks to be looked at again.
    /// </summary>
    public bool IsUsual =>
        Numbers.All(n => n.Value is not { } v || (v >= n.UsualLeast && v <= n.UsualMost));

    private IEnumerable<Bounds> Numbers =>
    [
        new(Respirations, 0, 120, 5, 60), new(Saturation, 0, 100, 60, 100),
        new(Systolic, 0, 350, 60, 250), new(Pulse, 0, 350, 30, 220),
        new(Temperature, 100, 470, 300, 425),
    ];

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <returns>Null for any other text.</returns>
    public static VitalSigns? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<VitalSigns>(text, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As a short text, to be sealed.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    private readonly record struct Bounds(
        int? Value, int Least, int Most, int UsualLeast, int UsualMost);
}
