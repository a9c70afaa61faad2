using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Coordinaat.Exchange.Tables;

/// <summary>One line of text with separators.</summary>
internal static class CsvLine
{
    /// <summary>Splits a line into its fields.</summary>
    /// <param name="text">The line, without its end.</param>
    /// <param name="separator">What stands between the fields.</param>
    /// <returns>The fields without spaces around them; null when the quotes are wrong.</returns>
    public static string[]? Split(string text, char separator = ',')
    {
        // The parser lets a last quote that does not close pass when it follows another.
        var isBad = text.Count(c => c == '"') % 2 != 0;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false,
            Delimiter = separator.ToString(),
            BufferSize = 512,
            ProcessFieldBufferSize = 256,
            BadDataFound = _ => isBad = true,
        };
        using var reader = new StringReader(text);
        using var parser = new CsvParser(reader, configuration);
        if (!parser.Read())
        {
            return [];
        }

        var fields = parser.Record!;
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = fields[i].Trim();
        }

        return isBad ? null : fields;
    }
}
