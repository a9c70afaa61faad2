using System.Globalization;

namespace Coordinaat.Tests.Support;

/// <summary>The figures that a server shows, as a monitor reads them.</summary>
internal sealed class Metrics(string text)
{
    public string Text { get; } = text;

    /// <summary>The names of the figures.</summary>
    public IReadOnlySet<string> Names { get; } = text.Split('\n')
        .Where(l => l.StartsWith("# TYPE ", StringComparison.Ordinal))
        .Select(l => l.Split(' ')[2]).ToHashSet(StringComparer.Ordinal);

    /// <summary>One figure; 0 where it is not there, as a sum of it would be.</summary>
    /// <param name="series">Its name, with its labels in braces where it has any.</param>
    public double this[string series] => Text.Split('\n')
        .Where(l => l.StartsWith(series + " ", StringComparison.Ordinal))
        .Select(l => double.Parse(l[series.Length..], CultureInfo.InvariantCulture))
        .FirstOrDefault();

    public static async Task<Metrics> OfAsync(Uri url)
    {
        using var http = new HttpClient();
        return new Metrics(await http.GetStringAsync(new Uri(url, "/metrics")));
    }
}
