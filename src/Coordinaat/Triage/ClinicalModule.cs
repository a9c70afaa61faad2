using Coordinaat.Clinical;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Triage;

/// <summary>Whether the clinical module is on (R13). Without it the product records, and works
/// nothing out about a patient.</summary>
/// <param name="IsOn">On in the demo, and where a conformity file was recorded.</param>
/// <param name="IsDemo">Not for use on patients.</param>
public sealed record ClinicalModule(bool IsOn, bool IsDemo)
{
    /// <summary>What forbids to start, in words; null when nothing does.</summary>
    internal static string? FaultIn(ServeOptions options)
    {
        if (!options.IsClinical || options.IsDemo)
        {
            return null;
        }

        const string Refused = "--clinical: the clinical module is not for use on patients "
            + "without a recorded declaration of conformity (--conformity FILE)";
        if (options.ConformityFile.Length == 0)
        {
            return $"{Refused}.";
        }

        try
        {
            var fault = Conformity.FaultIn(
                File.ReadAllText(options.ConformityFile),
                Instant.FromDateTimeOffset(options.Time.GetUtcNow()).InZone(LocalMoment.Zone).Date);
            return fault is null ? null : $"{Refused}: {fault}.";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"{Refused}: {fault.Message}";
        }
    }

    /// <summary>As the program was started, once nothing forbids it.</summary>
    internal static ClinicalModule Of(ServeOptions options) =>
        new(options.IsClinical || options.IsDemo, options.IsDemo);
}
