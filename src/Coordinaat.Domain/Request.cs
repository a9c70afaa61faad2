using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain;

/// <summary>When a request is decided, and who asked.</summary>
/// <param name="Now">The batch's time.</param>
/// <param name="By">Who asked.</param>
/// <param name="WriteLevel">
/// Events of a higher level are not written yet: another node may not know how to read them.
/// </param>
public readonly record struct Moment(
    Instant Now, Actor By, int WriteLevel = WriteLevels.Newest);

/// <summary>What waits for what, when there is more to decide than time.</summary>
public enum Lane
{
    /// <summary>Life threat, and answers to questions: first.</summary>
    First = 1,

    /// <summary>Work at the desk.</summary>
    Desk,

    /// <summary>Reports and imports: last.</summary>
    Reports,
}

/// <summary>Something that somebody asks of the product. Decided by the loop, and only there.
/// </summary>
public abstract record Request
{
    /// <summary>Where it waits its turn.</summary>
    public virtual Lane Lane => Lane.Desk;

    /// <summary>The personal data it brings. The vault seals it when the answer is yes.</summary>
    public virtual ImmutableArray<Secret> Secrets => [];

    /// <summary>The key under which the vault finds this person again, or null.</summary>
    public virtual PersonLookup? Lookup => null;

    /// <summary>Decides, with the refusal as a plain enum value.</summary>
    /// <param name="world">All that is known, as of the last event.</param>
    /// <param name="moment">When, and who asks.</param>
    /// <returns>The events to store, or the first refusal that applies.</returns>
    public abstract (ImmutableArray<Event> Events, Enum? Refusal) DecideAny(
        World world, Moment moment);
}

/// <summary>A request with its own list of refusals.</summary>
/// <typeparam name="TRefusal">
/// One member per reason, numbered from 1, in the order they are checked.
/// </typeparam>
public abstract record Request<TRefusal> : Request
    where TRefusal : struct, Enum
{
    /// <summary>Decides on the request. Reads only its arguments and changes nothing.</summary>
    /// <param name="world">All that is known, as of the last event.</param>
    /// <param name="moment">When, and who asks.</param>
    /// <returns>The events to store; none when there is nothing to change.</returns>
    public abstract Outcome<ImmutableArray<Event>, TRefusal> Decide(World world, Moment moment);

    /// <inheritdoc/>
    public sealed override (ImmutableArray<Event> Events, Enum? Refusal) DecideAny(
        World world, Moment moment) =>
        Decide(world, moment).TryGet(out var events, out var refusal)
            ? (events, null)
            : ([], refusal);
}

/// <summary>A number that tells one person from another, within one record holder.</summary>
/// <param name="Person">The person that the request is about.</param>
/// <param name="Holder">Whose record.</param>
/// <param name="Kind">What the number is: "bsn" or "login".</param>
/// <param name="Reveal">The number itself; the vault stores a keyed hash of it.</param>
public sealed record PersonLookup(
    PersonId Person, OrganisationId Holder, string Kind, Func<string> Reveal);
