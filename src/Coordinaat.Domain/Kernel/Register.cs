using System.Collections.Immutable;

namespace Coordinaat.Domain.Kernel;

/// <summary>Something that people know by a short code of their own.</summary>
public interface ICoded
{
    /// <summary>The code, unique within its kind.</summary>
    string Code { get; }
}

/// <summary>Things of one kind, by number from 1 and by code.</summary>
/// <typeparam name="T">The kind of thing.</typeparam>
public sealed class Register<T>
    where T : class, ICoded
{
    /// <summary>The register without things.</summary>
    public static readonly Register<T> Empty =
        new(Vector<T>.Empty, ImmutableDictionary.Create<string, int>(StringComparer.Ordinal));

    private readonly ImmutableDictionary<string, int> numbers;

    private Register(Vector<T> all, ImmutableDictionary<string, int> numbers) =>
        (All, this.numbers) = (all, numbers);

    /// <summary>All things, in the order of their numbers.</summary>
    public Vector<T> All { get; }

    /// <summary>How many there are; also the highest number.</summary>
    public int Count => All.Count;

    /// <summary>The thing with a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such thing.</exception>
    public T this[int number] => All[number - 1];

    /// <summary>Builds a register of things in the order of their numbers.</summary>
    public static Register<T> From(IReadOnlyList<T> things)
    {
        var numbers = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < things.Count; i++)
        {
            numbers.Add(things[i].Code, i + 1);
        }

        return new Register<T>(Vector<T>.From(things), numbers.ToImmutable());
    }

    /// <summary>The thing with a number, or null.</summary>
    public T? Find(int number) => All.Find(number - 1);

    /// <summary>The number of a code; 0 when it is unknown.</summary>
    public int NumberOf(string? code) =>
        code is not null && numbers.TryGetValue(code, out var number) ? number : 0;

    /// <summary>The register with a thing added, or replaced when its code is known.</summary>
    /// <param name="thing">The thing.</param>
    public Register<T> Define(T thing)
    {
        var number = NumberOf(thing.Code);
        return number > 0
            ? new Register<T>(All.Set(number - 1, thing), numbers)
            : new Register<T>(All.Add(thing), numbers.Add(thing.Code, All.Count + 1));
    }
}
