using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Engine.Proof;

/// <summary>Which sealed items an event names, however deep they stand in it.</summary>
internal static class SealedIds
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    /// <summary>The items.</summary>
    public static IEnumerable<Guid> In(object part)
    {
        foreach (var property in Properties.GetOrAdd(part.GetType(), List))
        {
            switch (property.GetValue(part))
            {
                case SealedId id:
                    yield return id.Value;
                    break;
                case IEnumerable list:
                    foreach (var id in list.Cast<object>().SelectMany(Inside))
                    {
                        yield return id;
                    }

                    break;
                case { } inner:
                    foreach (var id in In(inner))
                    {
                        yield return id;
                    }

                    break;
            }
        }
    }

    private static IEnumerable<Guid> Inside(object item) =>
        item is SealedId id ? [id.Value] : In(item);

    private static PropertyInfo[] List(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0 && Reaches(p.PropertyType, [])),
    ];

    // Whether there may be a sealed item somewhere in a value of this type.
    private static bool Reaches(Type type, HashSet<Type> seen) =>
        type == typeof(SealedId) || (seen.Add(type) && (
            type.GetGenericArguments().Any(a => Reaches(a, seen))
            || (type.IsArray && Reaches(type.GetElementType()!, seen))
            || (type.Namespace?.StartsWith("Coordinaat", StringComparison.Ordinal) == true
                && !type.IsEnum
                && type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Any(p => Reaches(p.PropertyType, seen)))));
}
