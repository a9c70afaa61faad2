using NodaTime;

namespace Coordinaat.Domain.Kernel;

/// <summary>Something that happened. The journal holds events and nothing else.</summary>
public abstract record Event
{
    /// <summary>The thing this event is about: one row on a screen, one stream in the journal.
    /// </summary>
    public abstract StreamKey Stream { get; }
}

/// <summary>The kinds of thing that events are about.</summary>
public enum StreamKind
{
    /// <summary>The norms, and regions, organisations, locations, units and postcodes: all that
    /// changes seldom, as one thing.</summary>
    Region = 1,

    /// <summary>An account and its sessions.</summary>
    Account,

    /// <summary>A care request.</summary>
    CareRequest,

    /// <summary>A pool of places.</summary>
    Pool,

    /// <summary>A location, with all the pools of places there.</summary>
    Location,

    /// <summary>An organisation, with all its pools of places.</summary>
    Organisation,

    /// <summary>A work agreement.</summary>
    Agreement,

    /// <summary>The roster of an organisation.</summary>
    Roster,

    /// <summary>A telephone call, with the promise to call back.</summary>
    Call,

    /// <summary>A telephone line: what its supervisor opened, and the keys of exchanges (0).
    /// </summary>
    PhoneLine,
}

/// <summary>Which thing an event is about.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Number">Which one; 0 where there is only one.</param>
public readonly record struct StreamKey(StreamKind Kind, int Number);

/// <summary>The name under which an event is stored. Never changed, never used again.</summary>
/// <param name="kind">Our own name: words in small letters with dashes.</param>
/// <param name="shape">The version of the body's form, from 1.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StoredAttribute(string kind, int shape) : Attribute
{
    /// <summary>The stored name.</summary>
    public string Kind { get; } = kind;

    /// <summary>The version of the body's form, from 1.</summary>
    public int Shape { get; } = shape;

    /// <summary>The write level from which a journal may hold it.</summary>
    public int Level { get; init; } = WriteLevels.First;
}

/// <summary>The levels at which a journal is written.</summary>
/// <remarks>
/// A release reads events of one level more than it writes until everybody runs it: so nodes of
/// two releases work on one journal, and one after the other can be replaced.
/// </remarks>
public static class WriteLevels
{
    /// <summary>What every release reads.</summary>
    public const int First = 1;

    /// <summary>The highest level that this release reads and can write.</summary>
    public const int Newest = 2;
}

/// <summary>An event as the journal holds it.</summary>
/// <param name="Number">Its place in the journal, from 1 without gaps.</param>
/// <param name="Epoch">Counts restores of a back-up; screens of an older epoch load again.</param>
/// <param name="Region">The region it belongs to; 0 for the country.</param>
/// <param name="At">The batch's time. Never before the event in front of it.</param>
/// <param name="By">Who did it.</param>
/// <param name="Request">The id of the request that led to it.</param>
/// <param name="Cause">The event that this one reacts to; 0 when a person or a clock did it.
/// </param>
/// <param name="Happened">What happened.</param>
public sealed record Recorded(
    long Number, int Epoch, RegionId Region, Instant At, Actor By, Guid Request, long Cause,
    Event Happened);
