using System.Text.Json;
using System.Text.Json.Serialization;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Engine;

/// <summary>The content of a request as bytes, so that a repeat can be told from a mistake.
/// </summary>
/// <remarks>
/// What the edge makes anew for every attempt is left out: the ids of sealed items, and of a
/// person who is not yet known.
/// </remarks>
internal static class Fingerprint
{
    private static readonly JsonSerializerOptions Json = new(EventCodec.Json)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        Converters = { },
    };

    static Fingerprint()
    {
        Json.Converters.Insert(0, new Text<Secret>(s => s.Reveal()));
        Json.Converters.Insert(0, new Text<Bsn>(b => b.Reveal()));
        Json.Converters.Insert(0, new Omitted<PersonId>());
        Json.Converters.Insert(0, new Omitted<SealedId>());
        Json.Converters.Insert(0, new WithItsKind<Definition>());
        Json.MakeReadOnly(populateMissingResolver: true);
    }

    public static byte[] BytesOf(Request request, AccountId by)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(request.GetType().Name);
            writer.WriteNumberValue(by.Value);
            JsonSerializer.Serialize(writer, request, request.GetType(), Json);
            writer.WriteEndArray();
        }

        return stream.ToArray();
    }

    private sealed class Text<T>(Func<T, string> read) : JsonConverter<T>
    {
        public override T Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Fingerprints are never read back.");

        public override void Write(
            Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(read(value));
    }

    // By its declared type alone, a row of any kind would be written as nothing.
    private sealed class WithItsKind<T> : JsonConverter<T>
        where T : notnull
    {
        public override T Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Fingerprints are never read back.");

        public override void Write(
            Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(value.GetType().Name);
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
            writer.WriteEndObject();
        }
    }

    private sealed class Omitted<T> : JsonConverter<T>
    {
        public override T Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Fingerprints are never read back.");

        public override void Write(
            Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteNullValue();
    }
}
