using System.Collections.Immutable;
using System.Globalization;

namespace Coordinaat.Tests.Support;

/// <summary>A made-up patient whose every word can be found again in whatever a server says.
/// </summary>
/// <param name="Number">Which one; other numbers share no word with it.</param>
internal sealed record Patient(int Number)
{
    // Two letters, of which no other patient has the same two.
    private string Letters => $"{(char)('A' + (Number / 26 % 26))}{(char)('A' + (Number % 26))}";

    public string Name => $"Qwib{Letters}zoon";

    public string Bsn => BsnOf(Number);

    public string Phone => $"06{71_000_000 + Number}";

    public string Postcode => $"3811 {Letters}";

    public string Place => $"Waterlelie{Letters}pad 7";

    public string Address => $"Zonnedauw{Letters}laan 12";

    public string Caller => $"Buurvrouw{Letters}";

    public string Story => $"Gevallen{Letters}indekeuken";

    public string Note => $"Sleutel{Letters}onderdemat";

    public string Doctor => $"Dokter{Letters}";

    /// <summary>A birthday that no other patient of the first thousand has.</summary>
    public DateOnly BirthDate => new DateOnly(1931, 1, 1).AddDays(Number);

    /// <summary>Every word that leads to the patient, as it may be written.</summary>
    public ImmutableArray<string> Words =>
    [
        Name, Bsn, Phone, Postcode, Postcode.Replace(" ", "", StringComparison.Ordinal), Place,
        Address, Caller, Story, Note, Doctor,
        BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        BirthDate.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture),
    ];

    /// <summary>The intake of this patient.</summary>
    public object Intake(
        string requester = "Gp", string? postcode = null, bool isLifeThreat = false) => new
    {
        phone = Phone, place = Place, postcode = postcode ?? Postcode, requester, channel = "Phone",
        caller = Caller, story = Story, name = Name, bsn = Bsn,
        birthDate = BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        address = Address, isLifeThreat,
    };

    // The first nine digits from here on that pass the test.
    private static string BsnOf(int number)
    {
        for (var digits = 100_000_000 + (number * 1_000); ; digits++)
        {
            var text = digits.ToString(CultureInfo.InvariantCulture);
            if (Domain.Access.Bsn.Parse(text).TryGet(out _, out _))
            {
                return text;
            }
        }
    }
}
