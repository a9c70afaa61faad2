namespace Coordinaat.Domain.Feeds;

/// <summary>Why a message of a feed cannot be used, in the order it is checked.</summary>
public enum MessageFault
{
    /// <summary>The frame is larger than the limit. Nothing of it is kept: send it smaller.
    /// </summary>
    TooLarge = 1,

    /// <summary>The frame did not end: the next one began, or nothing more came.</summary>
    Truncated,

    /// <summary>It does not begin with a header segment (MSH) that reads.</summary>
    NotHl7,

    /// <summary>The header names a character set that we do not read.</summary>
    CharsetUnknown,

    /// <summary>The bytes are not of the character set that the header names.</summary>
    TextMalformed,

    /// <summary>No feed sends under these names (MSH-3 and MSH-4).</summary>
    SenderUnknown,

    /// <summary>It is marked as a test or for training (MSH-11). Nothing of it is kept.
    /// </summary>
    NotProduction,

    /// <summary>It tells of something else than admissions, moves and discharges (MSH-9 is not
    /// ADT). Nothing of it is kept: do not send it here.</summary>
    NotAdt,

    /// <summary>It moves patients in a way that we do not read (A17).</summary>
    KindUnknown,

    /// <summary>It has no number (MSH-10).</summary>
    ControlMissing,

    /// <summary>No moment of the event that reads (EVN-6, EVN-2, MSH-7).</summary>
    TimeMissing,

    /// <summary>The event lies in the future.</summary>
    TimeInFuture,

    /// <summary>No visit number (PV1-19) and no local patient number (PID-3).</summary>
    VisitMissing,

    /// <summary>It does not say where the patient is (PV1-3).</summary>
    PlaceMissing,

    /// <summary>The map does not have the place.</summary>
    PlaceUnknown,

    /// <summary>The list of unusable messages is full. Nothing of it is kept: send it again later.
    /// </summary>
    ListFull,

    /// <summary>It cannot be stored now. Nothing of it is kept: send it again later.</summary>
    Unwritable,
}
