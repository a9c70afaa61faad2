namespace Coordinaat.Domain.Kernel;

/// <summary>The stable name of a refusal, as problems, figures and documents call it.</summary>
public static class RefusalName
{
    private static readonly string[] Endings = ["Refusal", "Fault"];

    /// <summary>Family and reason.</summary>
    /// <returns>For example <c>answer-offer/offer-expired</c>.</returns>
    public static string Of(Enum refusal)
    {
        var family = refusal.GetType().Name;
        foreach (var ending in Endings)
        {
            family = family.EndsWith(ending, StringComparison.Ordinal)
                ? family[..^ending.Length]
                : family;
        }

        return $"{Kebab(family)}/{Kebab(refusal.ToString())}";
    }

    // Words in small letters with dashes.
    private static string Kebab(string name) => string.Concat(name.Select((c, i) =>
        char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
}
