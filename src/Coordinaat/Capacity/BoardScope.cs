using System.Collections.Immutable;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Capacity;

/// <summary>Whose units a board shows: the region's, with chosen neighbours, or the own ones.
/// </summary>
/// <param name="IsOwn">Those of the own organisation alone.</param>
/// <param name="Neighbours">Codes of the other regions whose shared units stand among them.
/// </param>
public sealed record BoardScope(bool IsOwn, ImmutableArray<string> Neighbours)
{
    /// <summary>No board shows more other regions.</summary>
    public const int NeighboursMax = 12;

    /// <summary>The own region.</summary>
    public static readonly BoardScope Region = new(IsOwn: false, []);

    /// <summary>The own organisation.</summary>
    public static readonly BoardScope Own = new(IsOwn: true, []);

    /// <summary>As it stands in the name of a topic; empty for the region.</summary>
    public string Text => IsOwn ? "eigen"
        : Neighbours.IsEmpty ? "" : "+" + string.Join(',', Neighbours);

    /// <summary>Reads <see cref="Text"/>; what is no scope is the region.</summary>
    public static BoardScope Parse(string text) =>
        text == Own.Text ? Own : text.StartsWith('+') ? Of("", text[1..]) : Region;

    /// <summary>Reads it as it stands in an address.</summary>
    /// <param name="own">Anything for the own organisation.</param>
    /// <param name="neighbours">Codes of regions with commas between them.</param>
    public static BoardScope Of(string? own, string? neighbours) => own is { Length: > 0 }
        ? Own
        : new BoardScope(
            IsOwn: false,
            [
                .. (neighbours ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Where(IsCode).Distinct().Order(StringComparer.Ordinal).Take(NeighboursMax),
            ]);

    /// <summary>The same with one neighbour more, or less when it was there.</summary>
    public BoardScope Toggle(string neighbour) => new(
        IsOwn: false,
        Neighbours.Contains(neighbour)
            ? Neighbours.Remove(neighbour)
            : [.. Neighbours.Add(neighbour).Order(StringComparer.Ordinal)]);

    /// <summary>The regions beside the own one of which somebody can see units.</summary>
    public static IEnumerable<Region> Sharing(World world, Actor actor)
    {
        var own = Board.RegionOf(world, actor);
        return world.Regions.Sharings
            .Select((sharing, i) => (Sharing: sharing, Id: i + 1))
            .Where(s => s.Sharing?.Minimum == SharedWith.Neighbours)
            .Select(s => world.Regions.Organisations[s.Id].Region).Distinct()
            .Where(r => r != own).OrderBy(r => r.Value)
            .Select(r => world.Regions.Regions[r.Value]);
    }

    /// <summary>The units that it shows to somebody, by kind of care and name.</summary>
    public IEnumerable<UnitId> UnitsFor(View view, Actor actor)
    {
        var regions = view.Regions;
        var units = IsOwn
            ? regions.UnitsOf(actor.Organisation).OrderBy(regions.SortOf, StringComparer.Ordinal)
            : Neighbours.IsEmpty
                ? regions.UnitsIn(Board.RegionOf(view.Rules, actor))
                : RegionsFor(view, actor).SelectMany(regions.UnitsIn)
                    .OrderBy(regions.SortOf, StringComparer.Ordinal);
        return units.Where(u => view.Rules.Regions.SeenBy(actor, u) != UnitParts.None);
    }

    /// <summary>Whether it shows a unit to somebody.</summary>
    public bool Shows(View view, Actor actor, UnitId unit)
    {
        var owner = view.Regions.OwnerOf(unit);
        return (IsOwn
                ? owner == actor.Organisation
                : RegionsFor(view, actor).Contains(
                    view.Regions.Organisations[owner.Value].Region))
            && view.Rules.Regions.SeenBy(actor, unit) != UnitParts.None;
    }

    // It becomes part of a topic's name: nothing but what a code may hold.
    private static bool IsCode(string text) => text.Length <= Define.CodeLengthMax
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private IEnumerable<RegionId> RegionsFor(View view, Actor actor) => Neighbours
        .Select(n => new RegionId(view.Regions.Regions.NumberOf(n)))
        .Where(r => r.Value > 0).Prepend(Board.RegionOf(view.Rules, actor)).Distinct();
}
