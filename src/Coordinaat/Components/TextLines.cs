using System.Text;

namespace Coordinaat.Components;

/// <summary>Lines of a text that is handed over.</summary>
internal static class TextLines
{
    /// <summary>Adds a head with what there is to say under it; nothing where there is nothing.
    /// </summary>
    public static void Line(this StringBuilder text, string head, params string?[] parts)
    {
        var said = string.Join("; ", parts.Where(p => !string.IsNullOrWhiteSpace(p))
            .Select(p => p!.Trim()));
        if (said.Length > 0)
        {
            text.Append(head).Append(": ").Append(said).Append('\n');
        }
    }
}
