using System.Xml;

namespace Coordinaat.Exchange.Sheets;

/// <summary>Texts as XML can hold them.</summary>
internal static class SafeText
{
    /// <summary>Leaves out what no XML document may hold; half a letter becomes U+FFFD.</summary>
    public static string Of(string text) => string.Concat(text.EnumerateRunes()
        .Where(r => r.Value > char.MaxValue || XmlConvert.IsXmlChar((char)r.Value)));
}
