using System.Reflection;

namespace Coordinaat.Components;

/// <summary>The front end's files.</summary>
internal static class Front
{
    /// <summary>Changes with every build, so that browsers take new files.</summary>
    public static readonly string Stamp =
        Assembly.GetExecutingAssembly().ManifestModule.ModuleVersionId.ToString("N")[..8];
}

/// <summary>Whether this is the demo, with its accounts that anybody may use.</summary>
public sealed record DemoMode(bool IsOn);
