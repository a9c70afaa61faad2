using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Clinical;

/// <summary>Who declared that this version of the module may be used on patients (R13).</summary>
/// <remarks>
/// A JSON object. The product cannot judge the declaration; it refuses to work without one that
/// is about this version and has not run out.
/// </remarks>
/// <param name="Module">Must be <see cref="ModuleName"/>.</param>
/// <param name="Version">The version of the module that was judged: <see cref="ModuleVersion"/>.
/// </param>
/// <param name="Manufacturer">Who puts it on the market.</param>
/// <param name="RiskClass">Under Regulation (EU) 2017/745: I, IIa, IIb or III.</param>
/// <param name="Declaration">Where the signed declaration is kept: its number or its address.
/// </param>
/// <param name="SignedBy">Name and function.</param>
/// <param name="ValidUntil">The last day, as 2031-06-30.</param>
public sealed record Conformity(
    string Module, string Version, string Manufacturer, string RiskClass, string Declaration,
    string SignedBy, string ValidUntil)
{
    /// <summary>The module's name in a conformity file.</summary>
    public const string ModuleName = "coordinaat-clinical";

    /// <summary>The version that has to be declared anew when what the module works out changes.
    /// </summary>
    public const string ModuleVersion = "2";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>What is wrong with a conformity file, in words; null when it will do.</summary>
    /// <param name="text">The file.</param>
    /// <param name="today">The day of use.</param>
    public static string? FaultIn(string text, LocalDate today)
    {
        Conformity? read;
        try
        {
            read = JsonSerializer.Deserialize<Conformity>(text, Json);
        }
        catch (JsonException fault)
        {
            return $"line {fault.LineNumber + 1}: {fault.Message}";
        }

        return read is null ? "it says nothing"
            : read.Module != ModuleName ? $"it is about \"{read.Module}\", not {ModuleName}"
            : read.Version != ModuleVersion
                ? $"it is about version {read.Version}; this is version {ModuleVersion}"
            : read.RiskClass is not ("I" or "IIa" or "IIb" or "III")
                ? $"\"{read.RiskClass}\" is no risk class"
            : new[] { read.Manufacturer, read.Declaration, read.SignedBy }
                .Any(string.IsNullOrWhiteSpace)
                ? "manufacturer, declaration or signedBy is empty"
            : LocalDatePattern.Iso.Parse(read.ValidUntil) is not { Success: true } until
                ? $"validUntil is no day: \"{read.ValidUntil}\""
            : until.Value < today ? $"it ran out on {read.ValidUntil}" : null;
    }
}
