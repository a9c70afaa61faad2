using System.Collections.Immutable;
using NodaTime;

namespace Coordinaat.Exchange.Have;

/// <summary>What an EDXL-HAVE document says of places: no persons, no words.</summary>
/// <param name="Organisation">Who reports.</param>
/// <param name="Comment">For a reader: of when it is.</param>
/// <param name="Facilities">Each location once.</param>
public sealed record HaveReport(
    string Organisation, string Comment, ImmutableArray<HaveFacility> Facilities);

/// <summary>One location.</summary>
/// <param name="Code">Our code of the location.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Owner">What people call its organisation.</param>
/// <param name="Services">Its units.</param>
public sealed record HaveFacility(
    string Code, string Name, string Owner, ImmutableArray<HaveService> Services);

/// <summary>One unit.</summary>
/// <param name="CareType">
/// Our code of the kind of care, or a code of the default beds of HAVE 1.0.
/// </param>
/// <param name="Name">What people call the unit.</param>
/// <param name="IsOpen">Whether it takes patients; null when that is not known.</param>
/// <param name="Beds">Its places; null when they are not known.</param>
public sealed record HaveService(
    string CareType, string Name, bool? IsOpen, HaveBeds? Beds);

/// <summary>Places of a unit.</summary>
/// <param name="Available">Places free; below zero beyond normal capacity.</param>
/// <param name="Baseline">Places opened with staff; null when not told.</param>
/// <param name="Note">What the standard has no element for; null from others.</param>
public sealed record HaveBeds(int Available, int? Baseline, HaveNote? Note);

/// <summary>Our own four figures, in the note for readers that the standard allows.</summary>
/// <param name="Unit">Our code of the unit.</param>
/// <param name="Physical">Places that exist.</param>
/// <param name="Blocked">Places that cannot be used.</param>
/// <param name="Staffed">Places opened with staff.</param>
/// <param name="Occupied">Places in use.</param>
/// <param name="At">The moment that the figures speak of.</param>
public sealed record HaveNote(
    string Unit, int Physical, int Blocked, int Staffed, int Occupied, Instant At);

/// <summary>What is wrong with a HAVE document, in the order it is checked.</summary>
public enum HaveFault
{
    /// <summary>
    /// Not XML to its end, in the encoding that it names; or it has a document type, which is
    /// refused unread: it could hold entities that grow, or that name files.
    /// </summary>
    Malformed = 1,

    /// <summary>XML, but not HAVE 2.0 or 1.0.</summary>
    NotHave,

    /// <summary>More facilities or services than <see cref="HaveReader.ServicesMax"/>.</summary>
    TooMany,

    /// <summary>A count or a note is not of its form.</summary>
    NumberMalformed,

    /// <summary>There is no location with the facility's code.</summary>
    FacilityUnknown,

    /// <summary>The location has no unit of this kind of care.</summary>
    ServiceUnknown,

    /// <summary>The location has several units of this kind, and the document names none.</summary>
    ServiceAmbiguous,
}
