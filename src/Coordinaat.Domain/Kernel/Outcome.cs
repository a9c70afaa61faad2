using System.Diagnostics.CodeAnalysis;

namespace Coordinaat.Domain.Kernel;

/// <summary>Either a value, or the one reason there is none. Never both, never neither.</summary>
/// <typeparam name="T">What the caller gets when it worked.</typeparam>
/// <typeparam name="TReason">
/// An enum with one member per reason, numbered from 1, declared in the order they are checked.
/// </typeparam>
public readonly struct Outcome<T, TReason>
    where T : notnull
    where TReason : struct, Enum
{
    private readonly bool hasValue;
    private readonly T? value;
    private readonly TReason reason;

    private Outcome(bool hasValue, T? value, TReason reason) =>
        (this.hasValue, this.value, this.reason) = (hasValue, value, reason);

    /// <summary>Splits the outcome into its two cases.</summary>
    /// <param name="value">The value, when this returns true.</param>
    /// <param name="reason">The reason, when this returns false.</param>
    /// <returns>True when there is a value.</returns>
    /// <exception cref="InvalidOperationException">The outcome was never assigned.</exception>
    public bool TryGet([NotNullWhen(true)] out T? value, out TReason reason)
    {
        value = this.value!;
        reason = this.reason;
        if (hasValue)
        {
            return true;
        }

        return Enum.IsDefined(reason)
            ? false
            : throw new InvalidOperationException("This outcome was never assigned.");
    }

    /// <summary>Wraps a value.</summary>
    public static implicit operator Outcome<T, TReason>(T value) => new(true, value, default);

    /// <summary>Wraps a reason.</summary>
    public static implicit operator Outcome<T, TReason>(TReason reason) =>
        new(false, default, reason);
}
