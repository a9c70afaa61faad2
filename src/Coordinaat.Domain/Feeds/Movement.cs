using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Feeds;

/// <summary>What a message says of where a patient is.</summary>
public enum MovementKind
{
    /// <summary>Is in, at the place: admitted, registered, changed to a stay with a bed (A01, A04,
    /// A06).</summary>
    Admitted = 1,

    /// <summary>Went from one place to another (A02).</summary>
    Moved,

    /// <summary>Is out: discharged (A03).</summary>
    Left,

    /// <summary>Something about the patient changed, the place perhaps (A08).</summary>
    Updated,

    /// <summary>Was never in (A11).</summary>
    AdmissionCancelled,

    /// <summary>Did not go after all (A12).</summary>
    MoveCancelled,

    /// <summary>Is still in after all (A13).</summary>
    LeaveCancelled,

    /// <summary>Is a patient without a bed: comes to a clinic, or will come (A04, A07).</summary>
    WithoutBed,
}

/// <summary>One statement of a feed about one visit, without a word of who it is.</summary>
/// <param name="Kind">What is said.</param>
/// <param name="At">When it happened.</param>
/// <param name="Sent">When it was said.</param>
/// <param name="Control">The sender's number of the message.</param>
/// <param name="Place">Where the patient is by this statement; null when it is not told.</param>
/// <param name="Prior">Where the patient was by this statement; null when it is not told.</param>
public sealed record Movement(
    MovementKind Kind, Instant At, Instant Sent, string Control, WardPlace? Place,
    WardPlace? Prior);

/// <summary>What does not fit in what a feed says; the census follows the newest statement.
/// </summary>
public enum CensusFinding
{
    /// <summary>Nothing: it fits.</summary>
    None = 0,

    /// <summary>Somebody moved or left of whom no admission was told.</summary>
    NeverAdmitted,

    /// <summary>Somebody moved from another place than where the earlier messages put them.
    /// </summary>
    PriorDisagrees,

    /// <summary>Somebody moved who had left.</summary>
    MovedAfterLeaving,
}
