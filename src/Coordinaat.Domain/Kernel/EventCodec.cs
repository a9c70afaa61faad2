using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Domain.Kernel;

/// <summary>Events as JSON text and back, under the names they are stored by.</summary>
/// <remarks>
/// The bytes are canonical: the same event always gives the same bytes, so that hashes of the
/// journal and of snapshots can be compared. A field that is missing or unknown is a fault.
/// </remarks>
public static class EventCodec
{
    /// <summary>How everything in the journal and in snapshots is written.</summary>
    public static readonly JsonSerializerOptions Json = MakeOptions();

    private static readonly FrozenDictionary<string, Stored> ByKind = FindStored();

    private static readonly FrozenDictionary<Type, Stored> ByType =
        ByKind.Values.ToFrozenDictionary(s => s.Type);

    /// <summary>Every event type with its stored name and shape.</summary>
    public static IEnumerable<(string Kind, int Shape, Type Type)> All =>
        ByKind.Values.Select(s => (s.Kind, s.Shape, s.Type));

    /// <summary>The stored name and shape of an event.</summary>
    /// <exception cref="InvalidOperationException">The type has no stored name.</exception>
    public static (string Kind, int Shape) NameOf(Event happened)
    {
        var stored = ByType.GetValueOrDefault(happened.GetType())
            ?? throw new InvalidOperationException(
                $"{happened.GetType().Name} has no [Stored] name.");
        return (stored.Kind, stored.Shape);
    }

    /// <summary>The write level from which a journal may hold an event.</summary>
    public static int LevelOf(Event happened) => ByType[happened.GetType()].Level;

    /// <summary>The same, of a kind of event.</summary>
    public static int LevelOf<TEvent>()
        where TEvent : Event => ByType[typeof(TEvent)].Level;

    /// <summary>Writes an event's body.</summary>
    /// <returns>UTF-8 JSON text.</returns>
    public static byte[] Encode(Event happened) => JsonSerializer.SerializeToUtf8Bytes(
        happened, ByType[happened.GetType()].Info);

    /// <summary>Reads an event's body.</summary>
    /// <param name="kind">The stored name.</param>
    /// <param name="shape">The stored shape.</param>
    /// <param name="body">UTF-8 JSON text.</param>
    /// <exception cref="UnknownEventException">
    /// No event of this program has that name and shape: a newer program wrote it.
    /// </exception>
    /// <exception cref="JsonException">The body is not of the event's form.</exception>
    public static Event Decode(string kind, int shape, ReadOnlySpan<byte> body)
    {
        if (!ByKind.TryGetValue(kind, out var stored) || stored.Shape != shape)
        {
            throw new UnknownEventException(kind, shape);
        }

        try
        {
            return (Event)(JsonSerializer.Deserialize(body, stored.Info)
                ?? throw new JsonException($"The body of {kind} is null."));
        }
        catch (NotSupportedException fault)
        {
            // A form of which it is not said which one it is.
            throw new JsonException($"The body of {kind} does not name its form.", fault);
        }
    }

    private static FrozenDictionary<string, Stored> FindStored()
    {
        var found = new Dictionary<string, Stored>(StringComparer.Ordinal);
        var types = typeof(Event).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Event)));
        foreach (var type in types)
        {
            var name = type.GetCustomAttribute<StoredAttribute>()
                ?? throw new InvalidOperationException($"{type.Name} has no [Stored] name.");
            found.Add(name.Kind, new Stored(
                name.Kind, name.Shape, name.Level, type, Json.GetTypeInfo(type)));
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            IgnoreReadOnlyProperties = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireAll } },
            Converters =
            {
                new IdConverters(),
                new InstantConverter(),
                new CollectionConverters(),
                new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    // A struct is made without its constructor, which alone would ask for every field.
    private static void RequireAll(JsonTypeInfo info)
    {
        foreach (var property in info.Properties.Where(p => p.Set is not null))
        {
            property.IsRequired |= info.Type.IsValueType;
        }
    }

    private sealed record Stored(
        string Kind, int Shape, int Level, Type Type, JsonTypeInfo Info);

    // In the form of NodaTime's extended ISO pattern. The framework's own reader and writer do the
    // usual moments at a fraction of the cost; "since ever" (Instant.MinValue) is none of them.
    private sealed class InstantConverter : JsonConverter<Instant>
    {
        private const int TextLength = 28;
        private static readonly Instant FirstUsual = Instant.FromUtc(1, 1, 1, 0, 0);

        public override Instant Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TryGetDateTimeOffset(out var usual))
            {
                return Instant.FromDateTimeOffset(usual);
            }

            var parsed = InstantPattern.ExtendedIso.Parse(reader.GetString()!);
            return parsed.TryGetValue(default, out var instant)
                ? instant
                : throw new JsonException("This is no moment in time.");
        }

        public override void Write(
            Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
        {
            var isUsual = value >= FirstUsual
                && value == Instant.FromUnixTimeTicks(value.ToUnixTimeTicks());
            if (!isUsual)
            {
                writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
                return;
            }

            // Seven digits behind the point, and Z: the zeros at the end are left out.
            Span<byte> text = stackalloc byte[TextLength];
            _ = value.ToDateTimeUtc().TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
            var kept = text[..^1].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
            text[kept] = (byte)'Z';
            writer.WriteStringValue(text[..(kept + 1)]);
        }
    }
}

/// <summary>The journal holds an event that this program does not know.</summary>
/// <param name="kind">Its stored name.</param>
/// <param name="shape">Its stored shape.</param>
public sealed class UnknownEventException(string kind, int shape)
    : Exception($"The journal holds an event '{kind}' of shape {shape}, which this program does "
        + "not know. A newer version wrote it: start that version.")
{
    /// <summary>Its stored name.</summary>
    public string Kind { get; } = kind;

    /// <summary>Its stored shape.</summary>
    public int Shape { get; } = shape;
}
