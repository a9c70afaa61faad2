using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Coordinaat.Domain.Kernel;

/// <summary>Writes vectors and registers as plain arrays.</summary>
/// <remarks>In a vector of objects a number stands for so many places with nothing.</remarks>
internal sealed class CollectionConverters : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType
        && typeToConvert.GetGenericTypeDefinition() is var open
        && (open == typeof(Vector<>) || open == typeof(Register<>));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var open = typeToConvert.GetGenericTypeDefinition() == typeof(Vector<>)
            ? typeof(OfVector<>)
            : typeof(OfRegister<>);
        var type = open.MakeGenericType(typeToConvert.GetGenericArguments());
        return (JsonConverter)Activator.CreateInstance(type)!;
    }

    private static void WriteAll<T>(
        Utf8JsonWriter writer, IEnumerable<T> items, JsonSerializerOptions options)
    {
        var form = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        writer.WriteStartArray();
        foreach (var item in items)
        {
            JsonSerializer.Serialize(writer, item, form);
        }

        writer.WriteEndArray();
    }

    private static List<T> ReadAll<T>(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        var form = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(JsonSerializer.Deserialize(ref reader, form)!);
        }

        return items;
    }

    private sealed class OfVector<T> : JsonConverter<Vector<T>>
    {
        public override Vector<T> Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var form = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
            var items = new List<T>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (default(T) is null && reader.TokenType == JsonTokenType.Number)
                {
                    items.AddRange(Enumerable.Repeat(default(T)!, reader.GetInt32()));
                }
                else
                {
                    items.Add(JsonSerializer.Deserialize(ref reader, form)!);
                }
            }

            return Vector<T>.From(items);
        }

        public override void Write(
            Utf8JsonWriter writer, Vector<T> value, JsonSerializerOptions options)
        {
            var form = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
            var empty = 0;
            writer.WriteStartArray();
            foreach (var item in value)
            {
                if (item is null)
                {
                    empty++;
                    continue;
                }

                WriteEmpty(writer, ref empty);
                JsonSerializer.Serialize(writer, item, form);
            }

            WriteEmpty(writer, ref empty);
            writer.WriteEndArray();
        }

        private static void WriteEmpty(Utf8JsonWriter writer, ref int empty)
        {
            if (empty > 0)
            {
                writer.WriteNumberValue(empty);
                empty = 0;
            }
        }
    }

    private sealed class OfRegister<T> : JsonConverter<Register<T>>
        where T : class, ICoded
    {
        public override Register<T> Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Register<T>.From(ReadAll<T>(ref reader, options));

        public override void Write(
            Utf8JsonWriter writer, Register<T> value, JsonSerializerOptions options) =>
            WriteAll(writer, value.All, options);
    }
}
