using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Telephone;

/// <summary>Records that what was sealed of callers is destroyed: their numbers, and who else was
/// on the line. The program's own, never a person's; first the keys go, then it is recorded.
/// </summary>
/// <remarks>What followed from a call keeps its own: a request the number to call back, and the
/// words by which a physician or a desk closed a call.</remarks>
/// <param name="Calls">Calls that left; those that did not are passed over.</param>
public sealed record ForgetCallers(ImmutableArray<CallId> Calls) : Request<ForgetCallersRefusal>
{
    /// <summary>So many at once.</summary>
    public const int CallsMax = 100;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ForgetCallersRefusal> Decide(
        World world, Moment moment)
    {
        if (!moment.By.IsSystem)
        {
            return ForgetCallersRefusal.NotAllowed;
        }

        if (Calls.Length > CallsMax)
        {
            return ForgetCallersRefusal.CountOutOfRange;
        }

        if (moment.WriteLevel < EventCodec.LevelOf<CallersForgotten>())
        {
            return ForgetCallersRefusal.NotYetWritten;
        }

        var state = world.Telephone;
        ImmutableArray<CallId> gone =
            [.. Calls.Distinct().Where(c => state.Gone.ContainsKey(c.Value))];
        return gone.IsEmpty && !state.HasOld(moment.Now)
            ? ImmutableArray<Event>.Empty
            : ImmutableArray.Create<Event>(new CallersForgotten(gone));
    }
}

/// <summary>Why it was not recorded, in the order it is checked.</summary>
public enum ForgetCallersRefusal
{
    /// <summary>The actor is a person.</summary>
    NotAllowed = 1,

    /// <summary>More than <see cref="ForgetCallers.CallsMax"/>.</summary>
    CountOutOfRange,

    /// <summary>Another node is of an older release, and could not read what would be stored.
    /// </summary>
    NotYetWritten,
}
