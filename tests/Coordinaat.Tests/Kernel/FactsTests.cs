using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Tests.Kernel;

/// <summary>A fact keeps its own time: two minutes ahead at most, a day back at most.</summary>
public sealed class FactsTests
{
    [Theory]
    [InlineData(120_000, true)]
    [InlineData(120_001, false)]
    [InlineData(-86_400_000, true)]
    [InlineData(-86_400_001, false)]
    public void Both_ends_count(int milliseconds, bool possible)
    {
        var now = Instant.FromUtc(2026, 3, 29, 0, 30);

        Assert.Equal(
            possible, Facts.IsPossible(now + Duration.FromMilliseconds(milliseconds), now));
    }

    [Fact]
    public void A_secret_never_prints_itself() =>
        Assert.DoesNotContain(
            "Jansen",
            new Secret(default, default, default, SealedField.Note, "Jansen").ToString(),
            StringComparison.Ordinal);
}
