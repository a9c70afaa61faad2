using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>Which way figures go by file.</summary>
public enum FileDirection
{
    /// <summary>From the partner to us.</summary>
    In = 1,

    /// <summary>From us to the partner.</summary>
    Out,

    /// <summary>Both ways, in the same columns.</summary>
    Both,
}

/// <summary>What a cell of a partner's file says.</summary>
public enum FileFigure
{
    /// <summary>Places that exist.</summary>
    Physical = 1,

    /// <summary>Places that cannot be used.</summary>
    Blocked,

    /// <summary>Places opened with staff and equipment, whether free or occupied.</summary>
    Staffed,

    /// <summary>Places in use.</summary>
    Occupied,

    /// <summary>Opened places that are free.</summary>
    Free,

    /// <summary>The moment that the figures speak of.</summary>
    Moment,
}

/// <summary>One cell of a partner's file, and what it is with us (R21).</summary>
/// <remarks>
/// The cell stands in the row where <paramref name="KeyColumn"/> says <paramref name="Key"/>, under
/// <paramref name="Column"/>. That is enough for a file with a row a ward and for one with a column
/// a kind of bed. No format of a partner is known to us: this is only ever what somebody filled in.
/// </remarks>
/// <param name="Partner">Short code of the other system.</param>
/// <param name="Direction">Which way.</param>
/// <param name="KeyColumn">Empty when the file has one row only.</param>
/// <param name="Key">Their code of the row; empty when the file has one row only.</param>
/// <param name="Column">Their name of the column; empty when the cell is no longer used.</param>
/// <param name="Unit">Our unit.</param>
/// <param name="Figure">Our figure.</param>
public sealed record ExchangeMapping(
    string Partner, FileDirection Direction, string KeyColumn, string Key, string Column,
    UnitId Unit, FileFigure Figure) : ICoded
{
    /// <inheritdoc/>
    public string Code => $"{Partner}/{Direction}/{Unit.Value}/{Figure}";

    /// <summary>Whether the cell is read.</summary>
    public bool IsIn => Column.Length > 0 && Direction is FileDirection.In or FileDirection.Both;

    /// <summary>Whether the cell is written.</summary>
    public bool IsOut =>
        Column.Length > 0 && Direction is FileDirection.Out or FileDirection.Both;
}

/// <summary>Defines a cell of a partner's file.</summary>
/// <param name="Partner">Short code of the other system.</param>
/// <param name="Direction">Which way.</param>
/// <param name="KeyColumn">The column that tells rows apart; may be empty.</param>
/// <param name="Key">Their code of the row; may be empty.</param>
/// <param name="Column">Their column; empty to use the cell no longer.</param>
/// <param name="Unit">The code of our unit.</param>
/// <param name="Figure">Our figure.</param>
public sealed record ExchangeMappingRow(
    string Partner, FileDirection Direction, string KeyColumn, string Key, string Column,
    string Unit, FileFigure Figure) : Definition<ExchangeMappingDefined>
{
    /// <inheritdoc/>
    public override string Code => Partner;

    /// <summary>The longest of its words: that one has to fit.</summary>
    public override string Name =>
        new[] { Partner, KeyColumn, Key, Column }.MaxBy(t => t.Length)!;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        regions.Units.NumberOf(Unit) is var unit and > 0
            ? new ExchangeMappingDefined(new ExchangeMapping(
                Partner, Direction, KeyColumn, Key, Column, new UnitId(unit), Figure))
            : DefineRefusal.UnitUnknown;
}

/// <summary>The key with which an organisation's own machine fetches its emergency list (R26).
/// </summary>
/// <param name="Organisation">Code of the organisation; it has one key.</param>
/// <param name="Hash">SHA-256 of the key, in hex; empty when the key was taken back.</param>
public sealed record SiteKey(string Organisation, string Hash) : ICoded
{
    /// <inheritdoc/>
    public string Code => Organisation;
}

/// <summary>Gives an organisation a key for its emergency list; the one before ends.</summary>
/// <param name="Organisation">Code of the organisation.</param>
/// <param name="Hash">SHA-256 of the key, in hex; empty to take it back.</param>
public sealed record SiteKeyRow(string Organisation, string Hash) : Definition<SiteKeyDefined>
{
    /// <inheritdoc/>
    public override string Code => Organisation;

    /// <inheritdoc/>
    public override string Name => Organisation;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        regions.Organisations.NumberOf(Organisation) > 0
            ? new SiteKeyDefined(new SiteKey(Organisation, Hash))
            : DefineRefusal.OrganisationUnknown;
}
