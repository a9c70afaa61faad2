using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Tests.Support;

/// <summary>Makes an instance of any event or request, filled from a seed.</summary>
/// <param name="seed">The same seed gives the same instances.</param>
/// <param name="nulls">Whether what may be null sometimes is.</param>
internal sealed class Filler(int seed, bool nulls = true)
{
    private static readonly string[] Texts =
    [
        "", "ja", "Sint Jan & Zn.", "café \"De Ring\"", "één\nregel", "\\", "<b>", "\u20ac 5",
        "😀",
    ];

    private readonly Random random = new(seed);

    public object Make(Type type) => type switch
    {
        _ when type == typeof(string) => Texts[random.Next(Texts.Length)],
        _ when type == typeof(int) => random.Next(-5, 100_000),
        _ when type == typeof(long) => random.NextInt64(0, 1L << 50),
        _ when type == typeof(bool) => random.Next(2) == 0,
        _ when type == typeof(Guid) => NextGuid(),
        _ when type == typeof(Instant) => NextInstant(),
        _ when type == typeof(NumberSet) => NumberSet.Of(
            Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.NextInt64(1, 30))),
        _ when type == typeof(Secret) => NextSecret(),
        _ when type == typeof(Bsn) => NextBsn(),
        _ when type == typeof(Definition) => Make(typeof(UnitRow)),
        _ when type == typeof(ImmutableSortedDictionary<string, int>) =>
            ImmutableSortedDictionary<string, int>.Empty.Add("ja", random.Next(9)),
        _ when type.IsAbstract => Make(NextForm(type)),
        _ when type.IsEnum => NextEnum(type),
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) =>
            NextArray(type),
        _ => Construct(type),
    };

    private static Bsn NextBsn() => Bsn.Parse("123456782").TryGet(out var bsn, out _)
        ? bsn
        : throw new InvalidOperationException();

    private Type NextForm(Type type)
    {
        var forms = type.GetCustomAttributes<JsonDerivedTypeAttribute>().ToArray();
        return forms[random.Next(forms.Length)].DerivedType;
    }

    private Guid NextGuid()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private Instant NextInstant() => random.Next(8) == 0
        ? Instant.FromUnixTimeSeconds(0)
        : Instant.FromUnixTimeMilliseconds(random.NextInt64(0, 4_000_000_000_000));

    private Secret NextSecret() => new(
        new SealedId(NextGuid()), new PersonId(NextGuid()), new OrganisationId(random.Next(1, 9)),
        SealedField.Note, "words");

    private object NextEnum(Type type)
    {
        var members = Enum.GetValuesAsUnderlyingType(type);
        var value = (int)members.GetValue(random.Next(members.Length))!;
        if (type.IsDefined(typeof(FlagsAttribute)))
        {
            value |= (int)members.GetValue(random.Next(members.Length))!;
        }

        return Enum.ToObject(type, value);
    }

    private object NextArray(Type type)
    {
        var item = type.GetGenericArguments()[0];
        var items = Array.CreateInstance(item, random.Next(1, 4));
        for (var i = 0; i < items.Length; i++)
        {
            items.SetValue(Make(item), i);
        }

        return typeof(ImmutableArray).GetMethods()
            .First(m => m.Name == "Create"
                && m.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(item).Invoke(null, [items])!;
    }

    private object Construct(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type.Name} has no public constructor.");
        return constructor.Invoke([.. constructor.GetParameters().Select(MakeParameter)]);
    }

    private object? MakeParameter(ParameterInfo parameter)
    {
        var underlying = Nullable.GetUnderlyingType(parameter.ParameterType);
        var mayBeNull = underlying is not null
            || new NullabilityInfoContext().Create(parameter).ReadState
                == NullabilityState.Nullable;
        return nulls && mayBeNull && random.Next(2) == 0
            ? null
            : Make(underlying ?? parameter.ParameterType);
    }
}
