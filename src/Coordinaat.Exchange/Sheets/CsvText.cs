using System.Buffers;
using System.Text;

namespace Coordinaat.Exchange.Sheets;

/// <summary>Writes rows as text for a spreadsheet.</summary>
public static class CsvText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(";,\"\n\r\t");

    /// <summary>Semicolons and a mark (BOM): a Dutch Excel opens that with one double-click.
    /// </summary>
    /// <param name="rows">The header and what stands under it.</param>
    public static byte[] Write(IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows)
        {
            text.AppendJoin(';', row.Select(Field)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // A name that begins like a formula is not to be run as one; a number may begin with a minus.
    private static string Field(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '@' or '-'
            && !int.TryParse(text, out _) ? $"'{text}" : text;
        return safe.AsSpan().ContainsAny(Special)
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }
}
