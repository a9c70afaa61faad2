using System.Globalization;
using System.Text;

namespace Coordinaat.Components;

/// <summary>The list of all refusals for people outside the code: docs/refusals.md.</summary>
/// <remarks>
/// A test compares the file with this text, so that a changed sentence, status or type shows up in
/// review: programs of others rely on type and status.
/// </remarks>
internal static class RefusalDocs
{
    private const string Opening = """
        # Refusals

        Every way in which Coordinaat can say no. Over HTTP a refusal is a problem detail (RFC 9457)
        with the type, the status and the sentence of this list. The type is stable: it is never
        renamed, and never used again for something else. The sentences may be improved. Where one
        field is at fault, the problem detail names it in `field`; where several are, in `fields`,
        and `detail` says which in words.

        A family that ends in Refusal stands in the order in which its reasons are checked: the
        first that applies is the answer. A family that ends in Fault is about what was sent, or
        about the machine, and not about the request itself.

        `RefusalDocs.Write()` writes this file; a test compares the two.

        """;

    /// <summary>The whole text: a table per family, families by name, members by number.</summary>
    /// <returns>Markdown; lines end in a line feed, the last one too.</returns>
    public static string Write()
    {
        var page = new StringBuilder(Opening.ReplaceLineEndings("\n"));
        var families = Texts.AllRefusals
            .GroupBy(r => r.Key.GetType())
            .OrderBy(f => f.Key.Name, StringComparer.Ordinal);
        foreach (var family in families)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {family.Key.Name}\n\n");
            page.Append("| Type | Status | Nederlands | English |\n|---|---|---|---|\n");
            foreach (var (refusal, text) in family.OrderBy(r => NumberOf(r.Key)))
            {
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"| `{Texts.TypeOf(refusal)}` | {text.Status} | {text.Nl} | {text.En} |\n");
            }
        }

        return page.ToString();
    }

    private static int NumberOf(Enum refusal) =>
        Convert.ToInt32(refusal, CultureInfo.InvariantCulture);
}
