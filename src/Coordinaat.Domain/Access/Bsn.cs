using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Access;

/// <summary>A citizen service number (BSN): nine digits that pass the eleven-test.</summary>
/// <remarks>
/// Holding a <see cref="Bsn"/> means the digits are well formed. It does not mean that the number
/// was issued, or that it belongs to the patient in front of you.
/// </remarks>
public sealed class Bsn : IEquatable<Bsn>
{
    private const int DigitCount = 9;
    private readonly string digits;

    private Bsn(string digits) => this.digits = digits;

    /// <summary>Reads a number as people write it: spaces and dots are skipped.</summary>
    /// <param name="text">What was typed or received. Null counts as empty.</param>
    /// <returns>The number, or the first fault found.</returns>
    public static Outcome<Bsn, BsnFault> Parse(string? text)
    {
        var digits = string.Concat((text ?? "").Where(c => c is not (' ' or '.')));
        if (digits.Any(c => !char.IsAsciiDigit(c)))
        {
            return BsnFault.NotDigits;
        }

        if (digits.Length != DigitCount)
        {
            return BsnFault.NotNineDigits;
        }

        return PassesElevenTest(digits) ? new Bsn(digits) : BsnFault.FailsElevenTest;
    }

    /// <summary>The nine digits. Only for the vault and outgoing messages.</summary>
    public string Reveal() => digits;

    /// <summary>Shows the last two digits only, so that no log line leaks the number.</summary>
    public override string ToString() => $"BSN *******{digits[^2..]}";

    /// <inheritdoc/>
    public bool Equals(Bsn? other) => other is not null && digits == other.digits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Bsn);

    /// <inheritdoc/>
    public override int GetHashCode() => digits.GetHashCode(StringComparison.Ordinal);

    // Weights 9, 8, … 2 and then -1: unlike the test of old bank accounts, the last digit is
    // subtracted, so that such a number typed here by mistake is usually caught.
    private static bool PassesElevenTest(string digits)
    {
        var sum = -(digits[^1] - '0');
        for (var i = 0; i < DigitCount - 1; i++)
        {
            sum += (DigitCount - i) * (digits[i] - '0');
        }

        return sum > 0 && sum % 11 == 0;
    }
}

/// <summary>Why a text is no <see cref="Bsn"/>, in the order it is checked.</summary>
public enum BsnFault
{
    /// <summary>Something other than digits, spaces and dots.</summary>
    NotDigits = 1,

    /// <summary>Too few or too many digits.</summary>
    NotNineDigits,

    /// <summary>The weighted sum is not a positive multiple of eleven.</summary>
    FailsElevenTest,
}
