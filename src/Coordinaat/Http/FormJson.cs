using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coordinaat.Http;

/// <summary>Reads forms.</summary>
internal static class Forms
{
    /// <summary>Where a form leads, so that it sends nobody to another site.</summary>
    /// <param name="path">What was asked.</param>
    /// <returns>That path where it is one of ours; else the first page.</returns>
    public static string LocalPath(string? path) =>
        path is { Length: > 0 } && path[0] == '/'
            && !path.StartsWith("//", StringComparison.Ordinal)
            && !path.StartsWith("/\\", StringComparison.Ordinal)
                ? path
                : "/";

    /// <summary>The page that a request came from; another where that is not known.</summary>
    public static string BackOf(HttpContext http, string otherwise) =>
        Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var from)
            ? LocalPath(from.PathAndQuery)
            : otherwise;

    /// <summary>The form that was posted.</summary>
    /// <exception cref="BadHttpRequestException">It is no form, or a broken or too large one.
    /// </exception>
    public static async Task<IFormCollection> FormAsync(this HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            throw new BadHttpRequestException("This is no form.");
        }

        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception fault) when (fault is InvalidDataException
            or (IOException and not BadHttpRequestException))
        {
            throw new BadHttpRequestException("This form is broken.", fault);
        }
    }
}

/// <summary>A posted form as the JSON of a body: one value a field, many for a list.</summary>
internal static class FormJson
{
    /// <summary>Reads the fields that the body knows; others, such as <c>_id</c>, are passed over.
    /// </summary>
    public static JsonObject From<TBody>(IFormCollection form) => Part(form, typeof(TBody), "");

    private static JsonObject Part(IFormCollection form, Type type, string prefix)
    {
        var json = new JsonObject();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var values = form[prefix + name].Where(v => !string.IsNullOrWhiteSpace(v)).ToArray();
            if (PartsOf(property.PropertyType) is { } parts)
            {
                json[name] = Lines(form, name, parts);
            }
            else if (IsPart(property.PropertyType))
            {
                AddPart(json, form, property.PropertyType, name);
            }
            else if (IsList(property.PropertyType))
            {
                json[name] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);
            }
            else if (property.PropertyType == typeof(bool))
            {
                json[name] = values.Length > 0 && values[^1] is "on" or "true" or "ja";
            }
            else if (property.PropertyType == typeof(bool?))
            {
                json[name] = values.Length > 0 ? values[^1] is "true" or "ja" : null;
            }
            else if (property.PropertyType == typeof(decimal?))
            {
                // As people write it here: 36,5.
                json[name] = values.Length > 0 ? values[^1]!.Trim().Replace(',', '.') : null;
            }
            else if (values.Length > 0)
            {
                json[name] = values[^1]!.Trim();
            }
            else if (property.PropertyType == typeof(string) && !IsNullable(property))
            {
                json[name] = "";
            }
        }

        return json;
    }

    // A body within a body: its fields are "part.field". Left out where none of them was filled;
    // empty where it cannot be read, so that it does not keep the rest out.
    private static void AddPart(JsonObject json, IFormCollection form, Type type, string name)
    {
        if (!form.Any(f => f.Key.StartsWith($"{name}.", StringComparison.Ordinal)
            && !string.IsNullOrWhiteSpace(f.Value)))
        {
            return;
        }

        var part = Part(form, type, $"{name}.");
        try
        {
            _ = part.Deserialize(type, UseCase.Json);
            json[name] = part;
        }
        catch (JsonException)
        {
            json[name] = new JsonObject();
        }
    }

    // A list of lines: the fields of the first are the first of each "list.field".
    private static JsonArray Lines(IFormCollection form, string list, string[] parts)
    {
        var lines = new JsonArray();
        var count = parts.Max(p => form[$"{list}.{p}"].Count);
        for (var i = 0; i < count; i++)
        {
            var line = new JsonObject();
            foreach (var part in parts)
            {
                var values = form[$"{list}.{part}"];
                if (i < values.Count && !string.IsNullOrWhiteSpace(values[i]))
                {
                    line[part] = values[i]!.Trim();
                }
            }

            lines.Add(line);
        }

        return lines;
    }

    // The fields of a line, where the type is a list of lines; null for everything else.
    private static string[]? PartsOf(Type type) =>
        IsList(type) && type is { IsGenericType: true } && type.GenericTypeArguments[0] is var line
        && line.Assembly == typeof(FormJson).Assembly && line.IsClass
            ? [.. line.GetProperties().Where(p => p.CanWrite)
                .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))]
            : null;

    private static bool IsPart(Type type) =>
        type.Assembly == typeof(FormJson).Assembly && type.IsClass;

    private static bool IsList(Type type) =>
        type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);

    private static bool IsNullable(PropertyInfo property) =>
        new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
}
