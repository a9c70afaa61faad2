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
    public static JsonObject From<TBody>(IFormCollection form)
    {
        var json = new JsonObject();
        foreach (var property in typeof(TBody).GetProperties(
            BindingFlags.Public | BindingFlags.Instance))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var values = form[name].Where(v => !string.IsNullOrWhiteSpace(v)).ToArray();
            if (IsList(property.PropertyType))
            {
                json[name] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);
            }
            else if (property.PropertyType == typeof(bool))
            {
                json[name] = values.Length > 0 && values[^1] is "on" or "true" or "ja";
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

    private static bool IsList(Type type) =>
        type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);

    private static bool IsNullable(PropertyInfo property) =>
        new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
}
