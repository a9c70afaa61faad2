using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coordinaat.Domain.Kernel;

/// <summary>A small number that names one thing of its kind, given out in journal order.</summary>
/// <typeparam name="TSelf">The kind of id.</typeparam>
public interface IDenseId<TSelf>
    where TSelf : struct, IDenseId<TSelf>
{
    /// <summary>Counted from 1; 0 means "none" and is never given out.</summary>
    int Value { get; }

    /// <summary>Makes the id of a number.</summary>
    static abstract TSelf From(int value);
}

/// <summary>An acute-care region (ROAZ-regio).</summary>
public readonly record struct RegionId(int Value) : IDenseId<RegionId>
{
    /// <inheritdoc/>
    public static RegionId From(int value) => new(value);
}

/// <summary>A part of a region (subregio, verzorgingsgebied).</summary>
public readonly record struct SubregionId(int Value) : IDenseId<SubregionId>
{
    /// <inheritdoc/>
    public static SubregionId From(int value) => new(value);
}

/// <summary>A care organisation.</summary>
public readonly record struct OrganisationId(int Value) : IDenseId<OrganisationId>
{
    /// <inheritdoc/>
    public static OrganisationId From(int value) => new(value);
}

/// <summary>A place where an organisation gives care.</summary>
public readonly record struct LocationId(int Value) : IDenseId<LocationId>
{
    /// <inheritdoc/>
    public static LocationId From(int value) => new(value);
}

/// <summary>A care unit: one kind of care at one location.</summary>
public readonly record struct UnitId(int Value) : IDenseId<UnitId>
{
    /// <inheritdoc/>
    public static UnitId From(int value) => new(value);
}

/// <summary>A pool: places that one or more care units share (R17).</summary>
public readonly record struct PoolId(int Value) : IDenseId<PoolId>
{
    /// <inheritdoc/>
    public static PoolId From(int value) => new(value);
}

/// <summary>A kind of care, as the norms list it.</summary>
public readonly record struct CareTypeId(int Value) : IDenseId<CareTypeId>
{
    /// <inheritdoc/>
    public static CareTypeId From(int value) => new(value);
}

/// <summary>An account of a member of staff. 0 is the system itself.</summary>
public readonly record struct AccountId(int Value) : IDenseId<AccountId>
{
    /// <inheritdoc/>
    public static AccountId From(int value) => new(value);
}

/// <summary>A care request (zorgvraag).</summary>
public readonly record struct CareRequestId(int Value) : IDenseId<CareRequestId>
{
    /// <inheritdoc/>
    public static CareRequestId From(int value) => new(value);
}

/// <summary>An offer: the question to one unit whether it has a place.</summary>
public readonly record struct OfferId(int Value) : IDenseId<OfferId>
{
    /// <inheritdoc/>
    public static OfferId From(int value) => new(value);
}

/// <summary>A work agreement (werkafspraak).</summary>
public readonly record struct AgreementId(int Value) : IDenseId<AgreementId>
{
    /// <inheritdoc/>
    public static AgreementId From(int value) => new(value);
}

/// <summary>A telephone line.</summary>
public readonly record struct LineId(int Value) : IDenseId<LineId>
{
    /// <inheritdoc/>
    public static LineId From(int value) => new(value);
}

/// <summary>A telephone call.</summary>
public readonly record struct CallId(int Value) : IDenseId<CallId>
{
    /// <inheritdoc/>
    public static CallId From(int value) => new(value);
}

/// <summary>A person in the vault. Says nothing about who that is.</summary>
public readonly record struct PersonId(Guid Value);

/// <summary>A sealed item in the vault.</summary>
public readonly record struct SealedId(Guid Value);

/// <summary>One signed-in browser or program.</summary>
public readonly record struct SessionId(Guid Value);

/// <summary>Writes dense ids as numbers, and the others as their text.</summary>
internal sealed class IdConverters : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert == typeof(PersonId)
        || typeToConvert == typeof(SealedId)
        || typeToConvert == typeof(SessionId)
        || IsDense(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        if (IsDense(typeToConvert))
        {
            var type = typeof(DenseIdConverter<>).MakeGenericType(typeToConvert);
            return (JsonConverter)Activator.CreateInstance(type)!;
        }

        return typeToConvert == typeof(PersonId)
            ? new GuidIdConverter<PersonId>(g => new PersonId(g), p => p.Value)
            : typeToConvert == typeof(SealedId)
                ? new GuidIdConverter<SealedId>(g => new SealedId(g), s => s.Value)
                : new GuidIdConverter<SessionId>(g => new SessionId(g), s => s.Value);
    }

    private static bool IsDense(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i =>
            i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IDenseId<>));

    private sealed class DenseIdConverter<T> : JsonConverter<T>
        where T : struct, IDenseId<T>
    {
        public override T Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            T.From(reader.GetInt32());

        public override void Write(
            Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Value);
    }

    private sealed class GuidIdConverter<T>(Func<Guid, T> make, Func<T, Guid> read)
        : JsonConverter<T>
        where T : struct
    {
        public override T Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            make(reader.GetGuid());

        public override void Write(
            Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(read(value));
    }
}
