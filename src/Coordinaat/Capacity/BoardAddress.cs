using System.Collections.Immutable;
using NodaTime;

namespace Coordinaat.Capacity;

/// <summary>What a board shows, as it stands in its address: it can be shared and kept.</summary>
/// <param name="CareType">Code of a kind of care; empty for all.</param>
/// <param name="Subregion">Code of a subregion; empty for all.</param>
/// <param name="Scope">Whose units.</param>
/// <param name="At">A past moment; null for now.</param>
public sealed record BoardAddress(
    string CareType, string Subregion, BoardScope Scope, Instant? At = null)
{
    /// <summary>Where this is shown.</summary>
    /// <param name="page">The board, or another page that shows the same.</param>
    public string On(string page = "/capaciteit")
    {
        var parts = Fields.Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}").ToArray();
        return parts.Length == 0 ? page : $"{page}?{string.Join('&', parts)}";
    }

    /// <summary>As the fields of a form.</summary>
    public ImmutableArray<(string Name, string Value)> Fields =>
    [
        .. new[]
        {
            ("soort", CareType), ("subregio", Subregion),
            ("eigen", Scope.IsOwn ? "ja" : ""), ("buren", string.Join(',', Scope.Neighbours)),
            ("op", At is { } at ? Board.TextOf(at) : ""),
        }.Where(f => f.Item2.Length > 0),
    ];
}
