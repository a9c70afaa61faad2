using Coordinaat.Domain.Access;

namespace Coordinaat.Tests.Access;

/// <summary>A BSN that exists as a value is well formed, and never prints itself.</summary>
public sealed class BsnTests
{
    [Theory]
    [InlineData("123456782")]
    [InlineData("111222333")]
    [InlineData(" 1234.56.782 ")]
    public void A_number_that_passes_the_eleven_test_is_taken_as_people_write_it(string text)
    {
        Assert.True(Bsn.Parse(text).TryGet(out var bsn, out _));
        Assert.Equal(string.Concat(text.Where(char.IsAsciiDigit)), bsn.Reveal());
        Assert.DoesNotContain("1234567", bsn.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(bsn.Reveal()[^2..], bsn.ToString(), StringComparison.Ordinal);
    }

    // Apart from the last, each row breaks every later rule too.
    [Theory]
    [InlineData(BsnFault.NotDigits, "12345x")]
    [InlineData(BsnFault.NotDigits, "١٢٣٤٥٦٧٨٢")]
    [InlineData(BsnFault.NotNineDigits, null)]
    [InlineData(BsnFault.NotNineDigits, "")]
    [InlineData(BsnFault.NotNineDigits, "12345678")]
    [InlineData(BsnFault.NotNineDigits, "1234567822")]
    [InlineData(BsnFault.FailsElevenTest, "123456789")]
    [InlineData(BsnFault.FailsElevenTest, "000000000")]
    public void The_first_rule_broken_is_the_fault(BsnFault expected, string? text)
    {
        Assert.False(Bsn.Parse(text).TryGet(out _, out var fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void One_wrong_digit_is_always_seen()
    {
        for (var place = 0; place < 9; place++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                var typed = "123456782".ToCharArray();
                typed[place] = digit;

                Assert.Equal(
                    digit == "123456782"[place],
                    Bsn.Parse(new string(typed)).TryGet(out _, out _));
            }
        }
    }
}
