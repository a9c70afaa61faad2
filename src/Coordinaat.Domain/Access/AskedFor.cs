using System.Text.Json.Serialization;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Access;

/// <summary>What a request asks for, and how much came with it.</summary>
/// <param name="Kind">Code of the kind of request; empty where nobody said so.</param>
/// <param name="Given">What was filled in. Follows from the rest of the request, and so is no part
/// of what makes a second sending another.</param>
/// <param name="MissingWhy">What is missing and why; null when it was not said.</param>
public sealed record AskedFor(
    string Kind, [property: JsonIgnore] IntakeFields Given, Secret? MissingWhy);

/// <summary>It was said what a request asks for.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Kind">Code of the kind of request.</param>
/// <param name="Missing">What is needed for it and was not given.</param>
/// <param name="Why">Sealed: why; null where nothing is missing, or nobody said why.</param>
[Stored("care-asked-for", 1, Level = 2)]
public sealed record CareAskedFor(
    CareRequestId Request, string Kind, IntakeFields Missing, SealedId? Why)
    : RequestEvent(Request);

/// <summary>What a request asks for, and what of it is still to be known.</summary>
/// <param name="Kind">Code of the kind of request.</param>
/// <param name="Missing">What is needed for it and did not come in since.</param>
/// <param name="Why">Sealed: why it was missing at first; null where nobody said.</param>
public sealed record Asked(string Kind, IntakeFields Missing, SealedId? Why)
{
    /// <summary>After an event by which something came in.</summary>
    public Asked After(RequestEvent happened) =>
        this with { Missing = Missing & ~happened.Brings };
}
