using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>What a feed speaks.</summary>
public enum FeedKind
{
    /// <summary>HL7 v2 ADT: who is admitted, moved and discharged.</summary>
    Adt = 1,
}

/// <summary>A system of an organisation that tells by itself.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Organisation">Whose system it is.</param>
/// <param name="Kind">What it speaks.</param>
/// <param name="Rank">Of two feeds that tell of one unit the lower number counts, 1 to 9.</param>
/// <param name="SilentMinutes">After so long without a usable message it is silent, 1 to 1,440.
/// </param>
/// <param name="Application">The name by which it sends (MSH-3).</param>
/// <param name="Facility">The place from which it sends (MSH-4); empty for any.</param>
public sealed record Feed(
    string Code, string Name, OrganisationId Organisation, FeedKind Kind, int Rank,
    int SilentMinutes, string Application, string Facility) : ICoded
{
    /// <summary>No feed has a lower place than this.</summary>
    public const int RankMax = 9;

    /// <summary>No feed may be quiet for longer.</summary>
    public const int SilentMinutesMax = 1_440;
}

/// <summary>Where a feed says that a patient is.</summary>
/// <param name="Ward">The point of care.</param>
/// <param name="Room">The room; empty when it was not told, or for all rooms.</param>
public readonly record struct WardPlace(string Ward, string Room)
{
    /// <summary>The place as one text.</summary>
    public override string ToString() => Room.Length == 0 ? Ward : $"{Ward}^{Room}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>Null for an empty text.</returns>
    public static WardPlace? Of(string text) => text.Split('^') switch
    {
        [""] => null,
        [var ward] => new WardPlace(ward, ""),
        [var ward, .. var room] => new WardPlace(ward, string.Join('^', room)),
        _ => null,
    };
}

/// <summary>Which unit a feed means by a place of its own.</summary>
/// <param name="Feed">The feed's code.</param>
/// <param name="Place">The feed's own words for the place.</param>
/// <param name="Unit">The unit; 0 for a place that holds no bed, which is not counted.</param>
public sealed record FeedPlace(string Feed, WardPlace Place, UnitId Unit) : ICoded
{
    /// <inheritdoc/>
    public string Code => CodeOf(Feed, Place);

    /// <summary>The register's key for a place of a feed.</summary>
    public static string CodeOf(string feed, WardPlace place) => $"{feed}/{place}";
}

/// <summary>A feed is defined, or defined anew.</summary>
[Stored("feed-defined", 1, Level = 2)]
public sealed record FeedDefined(Feed Feed) : RegionsEvent;

/// <summary>A place of a feed is defined, or defined anew.</summary>
[Stored("feed-place-defined", 1, Level = 2)]
public sealed record FeedPlaceDefined(FeedPlace Place) : RegionsEvent;

/// <summary>Defines a feed.</summary>
public sealed record FeedRow(
    string OwnCode, string OwnName, string Organisation, FeedKind Kind, int Rank,
    int SilentMinutes, string Application, string Facility) : Definition<FeedDefined>
{
    /// <inheritdoc/>
    public override string Code => OwnCode;

    /// <inheritdoc/>
    public override string Name => OwnName;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions)
    {
        var organisation = regions.Organisations.NumberOf(Organisation);
        if (organisation == 0)
        {
            return DefineRefusal.OrganisationUnknown;
        }

        if (Rank is < 1 or > Feed.RankMax || SilentMinutes is < 1 or > Feed.SilentMinutesMax)
        {
            return DefineRefusal.NumberOutOfRange;
        }

        return regions.Feeds.All.Any(f => f.Code != OwnCode
            && (f.Application, f.Facility) == (Application, Facility))
                ? DefineRefusal.SenderDoubled
                : new FeedDefined(new Feed(
                    OwnCode, OwnName, new OrganisationId(organisation), Kind, Rank, SilentMinutes,
                    Application, Facility));
    }
}

/// <summary>Defines a place of a feed.</summary>
/// <param name="Feed">The feed's code.</param>
/// <param name="Ward">The point of care, as the feed says it.</param>
/// <param name="Room">The room; empty for all rooms that have no row of their own.</param>
/// <param name="Unit">The unit's code; empty for a place that is not counted.</param>
public sealed record FeedPlaceRow(string Feed, string Ward, string Room, string Unit)
    : Definition<FeedPlaceDefined>
{
    /// <inheritdoc/>
    public override string Code => Feed;

    /// <inheritdoc/>
    public override string Name => Ward;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions)
    {
        var feed = regions.Feeds.NumberOf(Feed);
        if (feed == 0)
        {
            return DefineRefusal.FeedUnknown;
        }

        var unit = regions.Units.NumberOf(Unit);
        if (unit == 0 && Unit.Length > 0)
        {
            return DefineRefusal.UnitUnknown;
        }

        return unit > 0 && regions.OwnerOf(new UnitId(unit)) != regions.Feeds[feed].Organisation
            ? DefineRefusal.UnitElsewhere
            : new FeedPlaceDefined(
                new FeedPlace(Feed, new WardPlace(Ward, Room), new UnitId(unit)));
    }
}

/// <summary>Finds feeds and their places.</summary>
public static class FeedMap
{
    /// <summary>The feed that sends under a name, or null.</summary>
    /// <param name="regions">The regions.</param>
    /// <param name="application">The sending application.</param>
    /// <param name="facility">The sending place; a feed of exactly this one goes first.</param>
    public static Feed? FindFeed(
        this RegionsState regions, string application, string facility) => regions.Feeds.All
            .Where(f => f.Application == application
                && (f.Facility == facility || f.Facility.Length == 0))
            .OrderByDescending(f => f.Facility.Length).FirstOrDefault();

    /// <summary>What a feed means by a place: its room's own row, else that of the ward.</summary>
    public static FeedPlace? FindPlace(this RegionsState regions, string feed, WardPlace place) =>
        Find(regions, feed, place) ?? Find(regions, feed, place with { Room = "" });

    private static FeedPlace? Find(RegionsState regions, string feed, WardPlace place) =>
        regions.FeedPlaces.Find(regions.FeedPlaces.NumberOf(FeedPlace.CodeOf(feed, place)));
}
