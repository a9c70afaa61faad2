using System.Text;
using System.Text.Unicode;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Exchange.Sheets;

/// <summary>The text of a file that a spreadsheet saved.</summary>
public static class FigureText
{
    /// <summary>No larger file is read, in bytes.</summary>
    public const int BytesMax = 64 * 1024;

    // "CSV" from a Dutch spreadsheet on Windows.
    private static readonly Encoding Western =
        CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Reads UTF-8 with or without a mark, UTF-16 with one, else Windows-1252.</summary>
    /// <param name="content">The whole file.</param>
    /// <returns>The text without the mark.</returns>
    public static Outcome<string, FigureFileFault> Decode(ReadOnlySpan<byte> content)
    {
        if (content.Length > BytesMax)
        {
            return FigureFileFault.FileTooLarge;
        }

        var encoding = content.StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode
            : content.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode
            : Utf8.IsValid(content) ? Encoding.UTF8 : Western;
        var text = encoding.GetString(content).TrimStart('\uFEFF');
        return text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t'))
            ? FigureFileFault.NotText
            : text;
    }
}
