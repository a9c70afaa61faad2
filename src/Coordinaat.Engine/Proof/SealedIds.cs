using System.Collections.Frozen;
using System.Reflection;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Engine.Proof;

/// <summary>Which sealed items an event names.</summary>
internal static class SealedIds
{
    private static readonly FrozenDictionary<Type, PropertyInfo[]> Properties =
        EventCodec.All.ToFrozenDictionary(e => e.Type, e => e.Type.GetProperties()
            .Where(p => p.PropertyType == typeof(SealedId) || p.PropertyType == typeof(SealedId?))
            .ToArray());

    /// <summary>The items.</summary>
    public static IEnumerable<Guid> In(Event happened)
    {
        foreach (var property in Properties[happened.GetType()])
        {
            if (property.GetValue(happened) is SealedId id)
            {
                yield return id.Value;
            }
        }
    }
}
