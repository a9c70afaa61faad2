namespace Coordinaat.Domain.Kernel;

/// <summary>The interface's languages.</summary>
public enum Language
{
    /// <summary>Dutch, the language of the desk.</summary>
    Dutch = 1,

    /// <summary>English.</summary>
    English,
}

/// <summary>A text that is data, in both languages.</summary>
/// <param name="Nl">Dutch.</param>
/// <param name="En">English.</param>
public sealed record Label(string Nl, string En)
{
    /// <summary>The text in one language.</summary>
    public string In(Language language) => language == Language.English ? En : Nl;
}
