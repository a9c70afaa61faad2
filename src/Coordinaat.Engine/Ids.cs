#pragma warning disable RS0030 // The one place where ids are made at random.
namespace Coordinaat.Engine;

/// <summary>New ids, where no client made one.</summary>
public static class Ids
{
    /// <summary>A random id.</summary>
    public static Guid New() => Guid.NewGuid();
}
