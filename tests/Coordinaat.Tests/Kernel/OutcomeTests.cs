using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Tests.Kernel;

/// <summary>An outcome is a value or a reason; one that was never assigned is a fault of ours.
/// </summary>
public sealed class OutcomeTests
{
    [Fact]
    public void An_outcome_that_was_never_assigned_throws_instead_of_being_a_yes_or_a_no() =>
        Assert.Throws<InvalidOperationException>(
            () => default(Outcome<string, BsnFault>).TryGet(out _, out _));

    [Fact]
    public void A_value_and_a_reason_come_back_as_they_were_given()
    {
        Outcome<string, BsnFault> value = "ja";
        Outcome<string, BsnFault> reason = BsnFault.NotDigits;

        Assert.True(value.TryGet(out var text, out _));
        Assert.Equal("ja", text);
        Assert.False(reason.TryGet(out _, out var fault));
        Assert.Equal(BsnFault.NotDigits, fault);
    }
}
