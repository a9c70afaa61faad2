using System.Collections.Immutable;
using Coordinaat.Domain.Regions;
using Coordinaat.Exchange.Tables;
using NodaTime;

namespace Coordinaat.Exchange.Rosters;

/// <summary>A line of a roster: who is on duty where, from when until when.</summary>
/// <param name="Number">The line's number in the file.</param>
/// <param name="Code">The same code is the same line: a file can be read twice.</param>
/// <param name="Organisation">Code of the organisation.</param>
/// <param name="Discipline">Code of the discipline.</param>
/// <param name="Name">Who; personal, so never printed.</param>
/// <param name="Place">Where.</param>
/// <param name="Phone">The number; empty for that of the desk.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when, not included.</param>
/// <param name="Subregions">Codes of the subregions.</param>
public sealed record RosterLine(
    int Number, string Code, string Organisation, string Discipline, string Name,
    WorkPlace Place, string Phone, Instant From, Instant Until,
    ImmutableArray<string> Subregions) : ImportLine(Number, Code)
{
    /// <inheritdoc/>
    public override string ToString() => $"{nameof(RosterLine)} {Number}";
}
