namespace Coordinaat.Engine.Proof;

/// <summary>What belongs in a back-up, in which order, and what does not.</summary>
/// <remarks>
/// Whoever adds a table puts it in one of these lists, and whoever adds one to a back-up, or a
/// column, counts <see cref="BackupFormat.Version"/> up: a test compares them with both schemas.
/// </remarks>
internal static class Tables
{
    /// <summary>The journal's tables, each with the columns that order its rows.</summary>
    public static readonly (string Name, string Order)[] OfJournal =
    [
        ("journal", "number"), ("batch", "first"), ("answered", "id"), ("sealed_item", "id"),
        ("person_index", "hash"), ("protection_key", "name"), ("meta", "name"),
        ("seal", "month"),
    ];

    /// <summary>The tables of the keys of persons' records.</summary>
    public static readonly (string Name, string Order)[] OfKeys =
        [("person_key", "person, holder")];

    /// <summary>
    /// In no back-up: half-filled forms, who is at work, how far was sent, what feeds
    /// said, the map's boundaries, and
    /// above all which records were destroyed, which has to outlive every back-up.
    /// </summary>
    public static readonly string[] LeftOut =
    [
        "draft", "node", "outbox", "boundary", "erasure", "journal_schema", "keys_schema",
        "feeds_schema", "feed_state", "feed_movement", "feed_visit", "feed_listed", "feed_count",
        "feed_arrival", "feed_minute",
    ];
}
