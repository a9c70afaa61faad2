using System.Collections.Immutable;
using System.Globalization;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Simulation;

/// <summary>A made-up patient.</summary>
/// <param name="IsFemale">For the words about them.</param>
/// <param name="Name">First name and surname.</param>
/// <param name="Birth">Birth date.</param>
/// <param name="Years">Age in whole years.</param>
/// <param name="Street">Street and number.</param>
/// <param name="Letters">The two letters of the postcode.</param>
internal sealed record Patient(
    bool IsFemale, string Name, LocalDate Birth, int Years, string Street, string Letters)
{
    // 999…: the range of numbers for tests, given to nobody [own knowledge].
    private const string BsnStart = "999";

    // The digits in the middle for which there is a last digit that passes the eleven-test.
    private static readonly ImmutableArray<int> BsnMiddles =
        [.. Enumerable.Range(0, 100_000).Where(m => LastDigit(m) < 10)];

    /// <summary>The patient of a case.</summary>
    /// <param name="simulated">The case.</param>
    /// <param name="today">The local date.</param>
    public static Patient Of(Case simulated, LocalDate today)
    {
        var dice = simulated.DiceFor(Roll.Patient);
        var story = simulated.Story;
        var isFemale = story.IsFemale || dice.Chance(55);
        var years = dice.Between(story.Years.From, story.Years.To);
        var isOld = years > 60;
        var first = dice.Pick(
            isFemale ? isOld ? Names.OldWomen : Names.Women
                : isOld ? Names.OldMen : Names.Men);
        var letters = $"{(char)('A' + dice.Below(26))}{(char)('A' + dice.Below(26))}";
        return new Patient(
            isFemale, $"{first} {dice.Pick(Names.Surnames)}",
            today.PlusYears(-years).PlusDays(-dice.Below(365)), years,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{dice.Pick(Names.Streets)} {dice.Between(1, 148)}"),
            letters);
    }

    /// <summary>What is measured of the patient: the more urgent the story, the further off.
    /// </summary>
    public static VitalSigns SignsOf(Case simulated)
    {
        var dice = simulated.DiceFor(Roll.Measured, 1);
        var isIll = simulated.Story.Urgencies.Contains("U2");
        return new VitalSigns(
            dice.Between(isIll ? 20 : 12, isIll ? 26 : 19),
            dice.Between(isIll ? 91 : 95, isIll ? 95 : 99), false,
            dice.Between(isIll ? 98 : 115, isIll ? 125 : 160),
            dice.Between(isIll ? 90 : 60, isIll ? 118 : 88), Consciousness.Alert,
            dice.Between(isIll ? 372 : 362, isIll ? 391 : 376), null, null);
    }

    /// <summary>The band of the age, as a desk would record it.</summary>
    public AgeBand Band => Years switch
    {
        < 1 => AgeBand.Infant,
        < 12 => AgeBand.Child,
        < 16 => AgeBand.Teen,
        < 18 => AgeBand.Youth,
        < 65 => AgeBand.Adult,
        < 80 => AgeBand.Older,
        _ => AgeBand.Oldest,
    };

    /// <summary>A number that passes the eleven-test and belongs to nobody.</summary>
    /// <param name="nth">Different for the first ninety thousand or so; then they come again.
    /// </param>
    public static Bsn BsnOf(int nth)
    {
        // A step without a common divisor with their count passes all of them.
        var middle = BsnMiddles[(int)(nth * 38_287L % BsnMiddles.Length)];
        var digits = string.Create(
            CultureInfo.InvariantCulture, $"{BsnStart}{middle:D5}{LastDigit(middle)}");
        return Bsn.Parse(digits).TryGet(out var bsn, out var fault)
            ? bsn
            : throw new InvalidOperationException($"A made-up BSN is wrong: {fault}.");
    }

    // The last digit is what the weighted sum of the others leaves of eleven; ten is no digit.
    private static int LastDigit(int middle)
    {
        var sum = 0;
        var weight = 9;
        foreach (var digit in string.Create(CultureInfo.InvariantCulture, $"{BsnStart}{middle:D5}"))
        {
            sum += weight-- * (digit - '0');
        }

        return sum % 11;
    }
}
