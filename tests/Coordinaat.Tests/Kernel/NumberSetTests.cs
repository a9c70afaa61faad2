using Coordinaat.Domain.Kernel;

namespace Coordinaat.Tests.Kernel;

/// <summary>The same numbers are always the same text, and no other text is read.</summary>
public sealed class NumberSetTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("1", "1")]
    [InlineData("3 1 2 1", "1-3")]
    [InlineData("9000000000 5 4 2", "2,4-5,9000000000")]
    public void Numbers_are_written_as_ranges_and_read_back(string some, string text)
    {
        var numbers = some.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(n => long.Parse(n, provider: null)).ToArray();
        var set = NumberSet.Of(numbers);

        Assert.Equal(text, set.ToString());
        Assert.Equal(numbers.Distinct().Order(), NumberSet.Parse(text)!.Numbers);
        Assert.Equal(numbers.Distinct().Count(), set.Count);
        Assert.All(numbers, n => Assert.True(set.Contains(n)));
        Assert.False(set.Contains(7));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("01")]
    [InlineData("-1")]
    [InlineData("3-1")]
    [InlineData("1-1")]
    [InlineData("1,2")]
    [InlineData("2,1")]
    [InlineData("1-3,3")]
    [InlineData("1-3,4")]
    [InlineData("1,")]
    [InlineData(" 1")]
    [InlineData("1-2-3")]
    [InlineData("a")]
    [InlineData("99999999999999999999")]
    public void No_other_text_is_read(string text) => Assert.Null(NumberSet.Parse(text));

    [Fact]
    public void Numbers_are_counted_from_one() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NumberSet.Of([1, 0]));
}
